"""Examples: facts in the plain form that any program would send, and what is expected of each declaration."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iomrules.codes import examples as codes
from iomrules.facts.record import (
    ByKeyKind,
    EnumKind,
    Fact,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Shape,
    TruthKind,
)
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.forms import fold
from iomrules.program.kind_words import kind_words
from iomrules.program.lower_collections import is_record_for_list
from iomrules.program.lower_expected import lower_expected
from iomrules.program.read_cells import read_value, stated_by
from iomrules.source import Span
from iomrules.values import Member, Value, decimal_text

#: how plain records say that somebody is excused from a mark
EXCUSED = "осв"
EXCUSED_WORDS = frozenset(
    fold(word) for word in ("осв", "освобождён", "освобождена", "зач", "зачёт", "зачтено", "excused")
)


def lower_examples(draft: Draft) -> None:
    """Fills examples; one that is at fault is left out."""
    for written in draft.examples:
        before = len(draft.mistakes)
        example = _example(draft, written)
        if example is not None and len(draft.mistakes) == before:
            draft.lowered_examples.append(example)


def _example(draft: Draft, written: tree.Example) -> core.Example | None:
    shapes = draft.person_shapes()
    if not shapes or (written.person is None and draft.unread_person):
        return None
    person: str | None = shapes[0]
    if written.person is not None:
        person = draft.find(written.person, "kind", shapes)
        if person is None:
            draft.unknown_name(written.person, shapes)
            return None
    shape = draft.schema.shapes[person or ""]
    facts = _facts(draft, shape, [each for each in written.given if each.who is None])
    people = _people(draft, shape, written.given)
    names = {fold(each.name): each.name for each in people}
    expected = tuple(lower_expected(draft, each, names) for each in written.expected)
    on = written.on.day if written.on else None
    sound = tuple(each for each in expected if each is not None)
    settings = _settings(draft, written.settings)
    return core.Example(written.title, shape.name, facts, on, sound, people, settings, span=written.span)


def _people(draft: Draft, shape: Shape, given: Sequence[tree.Given]) -> tuple[core.ExamplePerson, ...]:
    """Those named, in the order met, each with what is said of them and of everybody."""
    first: dict[str, tree.Name] = {}
    for each in given:
        if each.who is not None:
            first.setdefault(fold(each.who.text), each.who)
    people = []
    for folded, name in first.items():
        common = [each for each in given if each.who is None]
        own = [each for each in given if each.who is not None and fold(each.who.text) == folded]
        # their own word comes last, so that it counts; of all others theirs comes first, for the first said counts
        told = [*common, *(each for each in own if not each.rest)]
        told = [*(each for each in own if each.rest), *told]
        people.append(core.ExamplePerson(name.text, _facts(draft, shape, told), span=name.span))
    return tuple(people)


def _settings(draft: Draft, written: Sequence[tree.Setting]) -> dict[str, Value]:
    """What parameters are worth in an example."""
    settings: dict[str, Value] = {}
    for each in written:
        names = [declared.name for declared in draft.declared.values() if declared.sort == "parameter"]
        found = draft.find(each.name, "value", names)
        if found is None:
            draft.unknown_name(each.name, names)
        name = draft.stands_in.get(found or "", found)
        if name is None or name not in draft.parameters:
            continue
        kind = draft.parameters[name].kind
        value = read_value(draft, each.value, kind, stated_by(draft, name, kind))
        if name in settings:
            draft.report(codes.SET_TWICE, each.span, name=name)
        elif value is not None:
            settings[name] = value
    return settings


# --- what is given -----------------------------------------------------------------------------------------


def _facts(draft: Draft, shape: Shape, given: Sequence[tree.Given]) -> dict[str, object]:
    facts: dict[str, object] = {}
    # What is said of all others fills only what nothing else was said of, wherever it stands.
    for each in sorted(given, key=lambda one: one.rest):
        fact = _fact(draft, shape, each)
        if fact is not None:
            _give(draft, facts, fact, each)
    return facts


def _fact(draft: Draft, shape: Shape, given: tree.Given) -> Fact | None:
    names = [fact.name for fact in shape.facts]
    name = draft.find(given.name, f"fact of {shape.name}", names)
    if name is None:
        broken = draft.find(given.name, f"fact of {shape.name}", [fact for _, fact in draft.broken_facts])
        if broken is None and not is_record_for_list(draft, shape.name, given.name):
            draft.unknown_name(given.name, names)
        return None
    return shape.fact(name)


def _give(draft: Draft, facts: dict[str, object], fact: Fact, given: tree.Given) -> None:
    value = given.value
    match fact.kind:
        case ByKeyKind(enumeration, element) if given.key is not None or given.rest:
            _give_by_key(draft, facts, fact, given, (enumeration, element))
        case _ if given.key is not None or given.rest:
            _misfit(draft, fact, given.span)
        case ListKind(element) if isinstance(value, tuple):
            listed = _entries(draft, value, element, given.span)
            facts[fact.name] = [*_already(facts, fact), *listed]
        case RecordKind(shape) if isinstance(value, tuple):
            facts[fact.name] = _record(draft, value, shape)
        case _ if isinstance(value, tuple):
            _misfit(draft, fact, given.span)
        case _:
            facts[fact.name] = _plain(draft, value, fact)


def _already(facts: dict[str, object], fact: Fact) -> list[object]:
    listed = facts.get(fact.name)
    return listed if isinstance(listed, list) else []


def _give_by_key(draft: Draft, facts: dict[str, object], fact: Fact, given: tree.Given, kind: tuple[str, Kind]) -> None:
    enumeration, element = kind
    if isinstance(given.value, tuple):
        _misfit(draft, fact, given.span)
        return
    under = facts.setdefault(fact.name, {})
    value = EXCUSED if _is_excused(given.value, element) else _plain(draft, given.value, Fact(fact.name, element))
    if not isinstance(under, dict):
        _misfit(draft, fact, given.span)
    elif given.rest:
        for member in draft.schema.enumerations[enumeration].members:
            under.setdefault(member, value)
    elif given.key is not None:
        key = read_value(draft, given.key, EnumKind(enumeration))
        if isinstance(key, Member):
            under[key.name] = value


def _entries(
    draft: Draft, pairs: tuple[tuple[tree.Name, tree.Literal | None], ...], element: Kind, span: Span
) -> list[object]:
    """The elements that parentheses hold: one record with its fields, or plain values one after another."""
    if isinstance(element, RecordKind):
        return [_record(draft, pairs, element.shape)]
    fact = Fact("", element)
    values = []
    for name, value in pairs:
        if value is not None:
            ru, en = kind_words(element)
            draft.report(codes.GIVEN_MISFITS, span, name=name.text, kind=ru, kind_en=en)
        values.append(_plain(draft, name, fact))
    return values


def _record(draft: Draft, pairs: tuple[tuple[tree.Name, tree.Literal | None], ...], shape: str) -> dict[str, object]:
    """A record's fields; a yes/no field named without a value is да."""
    fields: dict[str, object] = {}
    for name, value in pairs:
        fact = _fact(draft, draft.schema.shapes[shape], tree.Given(name, name))
        if fact is None:
            continue
        if value is None and isinstance(fact.kind, TruthKind):
            fields[fact.name] = True
        elif value is None:
            _misfit(draft, fact, name.span)
        else:
            fields[fact.name] = _plain(draft, value, fact)
    return fields


def _is_excused(written: object, kind: Kind) -> bool:
    """`отметка по физкультуре освобождён`: there is no mark, and that is known."""
    return isinstance(written, tree.Name) and isinstance(kind, NumberKind) and fold(written.text) in EXCUSED_WORDS


def _misfit(draft: Draft, fact: Fact, span: Span) -> None:
    ru, en = kind_words(fact.kind)
    draft.report(codes.GIVEN_MISFITS, span, name=fact.name, kind=ru, kind_en=en)


def _plain(draft: Draft, written: tree.Literal, fact: Fact) -> object:
    """A value as another program would send it: exact decimals as text, a member by its name, unknown as null."""
    if isinstance(written, tree.UnknownLiteral):
        return None
    if isinstance(written, tree.TruthLiteral) and not written.truth and not isinstance(fact.kind, TruthKind):
        if isinstance(fact.kind, ListKind):
            return []
        if fact.optional:
            return "нет"
    if isinstance(fact.kind, ByKeyKind):
        _misfit(draft, fact, written.span)
        return None
    if _is_excused(written, fact.kind) and isinstance(fact.kind, NumberKind) and fact.kind.unit == "отметка":
        return EXCUSED
    value = read_value(draft, written, fact.kind, stated_by(draft, fact.name, fact.kind))
    return None if value is None else plain_value(value)


def plain_value(value: Value) -> object:
    """A checked value in plain form."""
    match value:
        case bool() | int() | str():
            return value
        case Member(name=name):
            return name
        case date():
            return value.isoformat()
        case tuple():
            return [plain_value(each) for each in value]
        case Fraction():
            return decimal_text(value)
    return None
