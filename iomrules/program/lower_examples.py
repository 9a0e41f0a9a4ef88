"""Examples: facts in the plain form that any program would send, and what is expected of each declaration."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iomrules.codes import program as codes
from iomrules.facts.record import (
    ByKeyKind,
    EnumKind,
    Fact,
    KeyKind,
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
from iomrules.program.kind_words import kind_words, plain
from iomrules.program.members import enumerations_of, find_member
from iomrules.program.read_cells import read_value
from iomrules.source import Span
from iomrules.values import Member, Value, decimal_text


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
    facts = _facts(draft, shape, written.given)
    expected = tuple(_expected(draft, each) for each in written.expected)
    on = written.on.day if written.on else None
    sound = tuple(each for each in expected if each is not None)
    return core.Example(written.title, shape.name, facts, on, sound, span=written.span)


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
        if draft.find(given.name, f"fact of {shape.name}", [fact for _, fact in draft.broken_facts]) is None:
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
    value = _plain(draft, given.value, Fact(fact.name, element))
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
    value = read_value(draft, written, fact.kind)
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


# --- what is expected --------------------------------------------------------------------------------------


def _expected(draft: Draft, written: tree.Expectation) -> core.Expected | None:
    target = _target(draft, written.name)
    if target is None:
        return None
    kind = _kind_of(draft, target)
    if kind is None:
        return None
    if written.sort in {"contains", "lacks"}:
        return _route_part(draft, target, written)
    because = tuple(reason for each in written.because if (reason := _reason(draft, each)) is not None)
    span, value = written.span, written.value
    if written.sort == "not_applicable" or value is None:
        return core.Expected(target, written.sort, None, because=because, span=span)
    if isinstance(value, tree.UnknownLiteral):
        return core.Expected(target, "is", None, unknown=True, because=because, span=span)
    if isinstance(kind, TruthKind) and not isinstance(value, tree.TruthLiteral):
        draft.report(codes.EXPECTED_MISFITS, value.span, related=draft.declared_in("value", target), name=target)
        return None
    read = read_value(draft, value, plain(kind))
    return None if read is None else core.Expected(target, "is", read, because=because, span=span)


def _target(draft: Draft, name: tree.Name) -> str | None:
    names = [each.name for each in draft.declared.values() if each.sort in {"indicator", "rating", "rule", "route"}]
    found = draft.find(name, "value", names)
    if found is None:
        draft.unknown_name(name, names)
        return None
    found = draft.stands_in.get(found, found)
    if found in draft.definitions:
        words = {"name": name.text, "record": draft.definitions[found].shape}
        draft.report(codes.ELEMENT_NOT_IN_HAND, name.span, related=draft.declared_in("value", found), **words)
        return None
    return found


def _kind_of(draft: Draft, name: str) -> Kind | None:
    """The kind of what a declaration gives; None where the declaration itself is at fault."""
    if name in draft.rules or name in draft.routes:
        return TruthKind()
    if name in draft.ratings:
        return NumberKind()
    return draft.kind_of_indicator(name) if name in draft.indicators or name in draft.definitions else None


def _route_part(draft: Draft, target: str, written: tree.Expectation) -> core.Expected | None:
    """A route's item by its key or its title."""
    value = written.value
    if target not in draft.routes or not isinstance(value, tree.Name | tree.TextLiteral):
        draft.report(codes.EXPECTED_MISFITS, written.span, related=draft.declared_in("value", target), name=target)
        return None
    said = value.text
    if isinstance(value, tree.Name):
        said = _item_key(draft, value, draft.routes[target])
    quoted = isinstance(value, tree.TextLiteral)
    return core.Expected(target, written.sort, said, quoted=quoted, span=written.span)


def _item_key(draft: Draft, name: tree.Name, route: core.Route) -> str:
    items = [item.key for part in route.obligatory for item in part.items]
    keys = [entry.key for catalogue in draft.schema.catalogues.values() for entry in catalogue.rows]
    return draft.find(name, "value", list(dict.fromkeys([*items, *keys]))) or name.text


def _reason(draft: Draft, written: tree.ReasonItem) -> core.ExpectedReason | None:
    if written.text is not None:
        return core.ExpectedReason(written.text.text, span=written.span)
    if written.name is None:
        return None
    named = _read_names(draft)
    name = draft.find(written.name, "value", list(named))
    if name is None:
        draft.unknown_name(written.name, list(named))
        return None
    kind = named[name]
    key = _reason_key(draft, written.key, kind)
    if isinstance(kind, ByKeyKind | ListKind):
        kind = kind.element
    value = _literal(draft, written.value, kind)
    bound = _literal(draft, written.bound, kind)
    name = draft.stands_in.get(name, name)
    return core.ExpectedReason("", name, key, value, written.operator, bound, span=written.span)


def _read_names(draft: Draft) -> dict[str, Kind | None]:
    """Every name a cause may be told by, with the kind of its value."""
    shapes = draft.schema.shapes.values()
    kinds: dict[str, Kind | None] = {fact.name: fact.kind for shape in shapes for fact in shape.facts}
    kinds |= {each.name: NumberKind() for rating in draft.ratings.values() for each in rating.criteria}
    for name, each in draft.declared.items():
        kinds[name] = draft.parameters[name].kind if name in draft.parameters else _kind_of(draft, name)
        if each.sort == "table" and name in draft.tables:
            kinds[name] = draft.tables[name].kind
    return kinds


def _reason_key(draft: Draft, key: tree.Name | None, kind: Kind | None) -> str:
    if key is None:
        return ""
    if isinstance(kind, ByKeyKind):
        member = read_value(draft, key, EnumKind(kind.enumeration))
        return member.name if isinstance(member, Member) else ""
    for enumeration in enumerations_of(draft, key):
        member = find_member(draft, key, enumeration)
        if member is not None:
            return member.name
    return key.text


def _literal(draft: Draft, written: tree.Literal | None, kind: Kind | None) -> Value | None:
    if written is None or kind is None or isinstance(written, tree.UnknownLiteral):
        return None
    if isinstance(kind, KeyKind | RecordKind):
        return written.text if isinstance(written, tree.Name) else None
    return read_value(draft, written, NumberKind(kind.unit) if isinstance(kind, NumberKind) else kind)
