"""The third pass: enumerations, shapes of records and catalogues, with the kind of every fact."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from iomrules.codes import cohorts as cohort_codes
from iomrules.codes import layers as layer_codes
from iomrules.codes import program as codes
from iomrules.diagnostics import Related
from iomrules.facts.record import (
    ByKeyKind,
    Catalogue,
    DateKind,
    Enumeration,
    EnumKind,
    Fact,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program.draft import Draft
from iomrules.program.forms import fold
from iomrules.program.index_names import BUILT_IN
from iomrules.program.kind_words import said_here
from iomrules.source import NOWHERE

#: elements assumed where an author gives no bound, so that a rule's cost can still be stated
DEFAULT_BOUND = 100
MARK = NumberKind("отметка", whole=True, low=1, high=5)


def build_schema(draft: Draft) -> None:
    """Fills the schema; catalogues are without their rows yet."""
    enumerations: dict[str, Enumeration] = {}
    for _, written in draft.kinds.values():
        if isinstance(written, tree.Enumeration):
            enumerations[written.name.text] = _enumeration(draft, written)
    for added in draft.added_synonyms:
        _add_synonyms(draft, added, enumerations)
    draft.schema = Schema(enumerations, {}, _catalogues(draft))
    shapes = {
        name: _shape(draft, written, enumerations)
        for name, (_, written) in draft.kinds.items()
        if isinstance(written, tree.Record)
    }
    people = _people(draft, shapes)
    draft.unread_person = any(_is_unread_person(draft, file) for layer in draft.layers for file in layer.trees)
    shapes = {name: evolve(shape, person=name in people) for name, shape in shapes.items()}
    draft.schema = Schema(enumerations, shapes, draft.schema.catalogues, _forms(draft))
    _check_persons_facts(draft)


def _enumeration(draft: Draft, written: tree.Enumeration) -> Enumeration:
    space = f"member of {written.name.text}"
    members = _members(draft, written.members, space)
    synonyms = _synonyms(draft, written.name.text, written.synonyms, members, {})
    titles = {member.name.text: member.title for member in written.members if member.title}
    return Enumeration(written.name.text, members, written.ordered, synonyms, titles, written.title)


def _add_synonyms(draft: Draft, added: tree.AddedSynonyms, enumerations: dict[str, Enumeration]) -> None:
    """Words that another ruleset adds: a region has its own for what all regions have."""
    name = draft.find(added.enumeration, "kind", list(enumerations))
    if name is None:
        draft.unknown_name(added.enumeration, list(enumerations))
        return
    listed = enumerations[name]
    synonyms = _synonyms(draft, name, added.synonyms, listed.members, listed.synonyms)
    enumerations[name] = evolve(listed, synonyms=synonyms)


def _synonyms(
    draft: Draft,
    name: str,
    written: tuple[tuple[tree.Name | tree.TextLiteral, tree.Name], ...],
    members: tuple[str, ...],
    known: Mapping[str, str],
) -> dict[str, str]:
    """Words with the members they mean, beside those known already; one that means two is reported."""
    space = f"synonym of {name}"
    synonyms = dict(known)
    for word, meant in written:
        member = draft.find(meant, f"member of {name}", members)
        if member is None:
            draft.unknown_name(meant, members)
            continue
        own = {fold(each): each for each in members} | {fold(each): meant for each, meant in synonyms.items()}
        other = own.get(fold(word.text))
        if other is not None and other != member:
            place = draft.place(space, fold(word.text))
            place = draft.place(f"member of {name}", other) if place == NOWHERE else place
            related = () if place == NOWHERE else (Related(place, f"здесь это «{other}»", f"here it is `{other}`"),)
            words = {"word": word.text, "first": other, "second": member}
            draft.report(layer_codes.SYNONYM_OF_TWO, word.span, related=related, **words)
        elif other is None:
            synonyms[word.text] = member
            draft.places[space, fold(word.text)] = word.span
    return synonyms


def _members(draft: Draft, members: tuple[tree.Member, ...], space: str) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for member in members:
        key = fold(member.name.text)
        if key in seen:
            first = draft.declared_in(space, seen[key])
            draft.report(codes.MEMBER_TWICE, member.name.span, related=first, name=member.name.text)
            continue
        seen[key] = member.name.text
        draft.places[(space, member.name.text)] = member.name.span
    return tuple(seen.values())


def _catalogues(draft: Draft) -> dict[str, Catalogue]:
    records = [name for name, (_, written) in draft.kinds.items() if isinstance(written, tree.Record)]
    found: dict[str, Catalogue] = {}
    for name, declared in draft.declared.items():
        written = declared.written
        if not isinstance(written, tree.Catalogue):
            continue
        shape = draft.find(written.element, "kind", records)
        if shape is None:
            draft.unknown_name(written.element, records)
            continue
        bound = written.bound if written.bound is not None else Catalogue(name, shape).bound
        found[name] = Catalogue(name, shape, written.title, bound, span=written.span)
    return found


# --- shapes ------------------------------------------------------------------------------------------------


def _shape(draft: Draft, written: tree.Record, enumerations: dict[str, Enumeration]) -> Shape:
    name = written.name.text
    space = f"fact of {name}"
    facts: dict[str, Fact] = {}
    for each in written.fields:
        key = fold(each.name.text)
        if key in facts:
            first = draft.declared_in(space, facts[key].name)
            draft.report(codes.FIELD_TWICE, each.name.span, related=first, name=each.name.text, record=name)
            continue
        draft.places[(space, each.name.text)] = each.name.span
        kind = _field_kind(draft, name, each, enumerations)
        if kind is None:
            draft.broken_facts.append((name, each.name.text))
        else:
            facts[key] = Fact(each.name.text, kind, each.title, each.source, each.optional, each.health, each.entry_day)
    _check_entry_days(draft, written, facts)
    return Shape(name, tuple(facts.values()), written.title)


def _check_entry_days(draft: Draft, written: tree.Record, facts: dict[str, Fact]) -> None:
    """One day of entry a record, and it is a date."""
    days = [each for each in written.fields if each.entry_day]
    for each in days:
        fact = facts.get(fold(each.name.text))
        if fact is not None and not isinstance(fact.kind, DateKind):
            draft.report(cohort_codes.ENTRY_DAY_NOT_A_DATE, each.span, name=each.name.text)
    for each in days[1:]:
        said = "первый день поступления здесь", "the first day of entry is here"
        related = (Related(days[0].span, *said),)
        draft.report(cohort_codes.SECOND_ENTRY_DAY, each.span, related=related, record=written.name.text)


def _field_kind(draft: Draft, record: str, field: tree.Field, enumerations: dict[str, Enumeration]) -> Kind | None:
    if field.kind.base == "one_of":
        name = f"{record}.{field.name.text}"
        space = f"member of {name}"
        members = _members(draft, field.kind.members, space)
        titles = {member.name.text: member.title for member in field.kind.members if member.title}
        enumerations[name] = Enumeration(name, members, titles=titles, title=field.title)
    return read_kind(draft, field.kind, f"{record}.{field.name.text}")


def read_kind(draft: Draft, written: tree.KindExpression, inline: str = "") -> Kind | None:
    """A kind as written; None where a name in it means nothing, which is reported. inline: names `одно из`."""
    kind = _plain_kind(draft, written, inline)
    if kind is None or written.per is None:
        return kind
    enumerations = _enumeration_names(draft)
    per = draft.find(written.per, "kind", enumerations)
    if per is None:
        draft.unknown_name(written.per, enumerations)
        return None
    return ByKeyKind(per, kind)


def _plain_kind(draft: Draft, written: tree.KindExpression, inline: str) -> Kind | None:
    low = written.low.number if written.low else None
    high = written.high.number if written.high else None
    if low is not None and high is not None and low > high:
        draft.report(codes.RANGE_REVERSED, written.span)
    for end in (written.low, written.high):
        if (
            end is not None
            and end.unit
            and written.base in ("number", "unit", "integer")
            and written.unit not in ("", end.unit)
        ):
            related = tuple(said_here(each.span, NumberKind(each.unit)) for each in (end, written))
            draft.report(codes.UNITS_DIFFER, end.span, related=related, first=end.unit, second=written.unit)
    match written.base:
        case "integer":
            return NumberKind(written.unit, True, low, high)
        case "number" | "unit":
            return NumberKind(written.unit, False, low, high)
        case "truth":
            return TruthKind()
        case "date":
            return DateKind()
        case "text":
            return TextKind()
        case "one_of":
            return EnumKind(inline)
        case "list":
            return _list_kind(draft, written)
        case _:
            return _named_kind(draft, written.name) if written.name else None


def _list_kind(draft: Draft, written: tree.KindExpression) -> Kind | None:
    element = _named_kind(draft, written.name) if written.name else None
    if element is None:
        return None
    if written.bound is None:
        draft.report(codes.LIST_WITHOUT_BOUND, written.span, bound=DEFAULT_BOUND)
    return ListKind(element, DEFAULT_BOUND if written.bound is None else written.bound)


def _enumeration_names(draft: Draft) -> list[str]:
    return [name for name, (_, written) in draft.kinds.items() if isinstance(written, tree.Enumeration)]


def _named_kind(draft: Draft, name: tree.Name) -> Kind | None:
    """A declared kind. The entries of a catalogue are meant by their keys, whether it or their record is named."""
    catalogues = draft.schema.catalogues
    found = draft.find(name, "kind", list(draft.kinds))
    if found is None:
        return _undeclared_kind(draft, name)
    if found in _enumeration_names(draft):
        return EnumKind(found)
    listed = [catalogue.name for catalogue in catalogues.values() if catalogue.shape == found]
    return KeyKind(listed[0]) if len(listed) == 1 else RecordKind(found)


def _undeclared_kind(draft: Draft, name: tree.Name) -> Kind | None:
    catalogue = draft.find(name, "value", list(draft.schema.catalogues))
    if catalogue is not None:
        return KeyKind(catalogue)
    if draft.vocabulary.find(name.text, ("отметка",)):
        return MARK
    draft.unknown_name(name, [*draft.kinds, *draft.schema.catalogues, "отметка"])
    return None


def _people(draft: Draft, shapes: dict[str, Shape]) -> frozenset[str]:
    """Shapes that rules can be about: no list and no catalogue is made of them."""
    elements = {catalogue.shape for catalogue in draft.schema.catalogues.values()}
    for shape in shapes.values():
        for fact in shape.facts:
            kind = fact.kind.element if isinstance(fact.kind, ListKind | ByKeyKind) else fact.kind
            if isinstance(kind, RecordKind):
                elements.add(kind.shape)
    # A catalogue whose record is misspelled makes no shape a person by mistake.
    return frozenset(shapes) - elements


def _is_unread_person(draft: Draft, file: tree.SyntaxTree) -> bool:
    """Whether a record that could not be read is no element of a list or a catalogue: it may be that of a person."""
    records = {
        name.span
        for word, name in pairwise(token for token in file.tokens if token.kind not in {"COMMENT", "COMMA"})
        if word.kind == "RECORD"
    }
    unread = [name.text for name in file.broken if name.span in records]
    elements = [word for layer in draft.layers for each in layer.trees for word in _elements_named(each)]
    return any(not any(draft.vocabulary.find(word.text, (name,)) for word in elements) for name in unread)


def _elements_named(file: tree.SyntaxTree) -> Iterator[tree.Name]:
    """Records named as elements of lists and catalogues, and as kinds of fields."""
    for declaration in file.declarations:
        match declaration:
            case tree.Catalogue(element=element):
                yield element
            case tree.Record(fields=fields):
                yield from (field.kind.name for field in fields if field.kind.name is not None)


def _forms(draft: Draft) -> dict[str, str]:
    """Any form that one declared name alone has -> the name, for readers of records."""
    declared = {
        form: tuple(name for name in names if name not in BUILT_IN)
        for form, names in (*draft.vocabulary.derived.items(), *draft.vocabulary.exact.items())
    }
    single = {form: names[0] for form, names in declared.items() if len(names) == 1}
    return single | {form: names[0] for form in draft.vocabulary.exact if (names := declared[form])}


def _check_persons_facts(draft: Draft) -> None:
    """A fact of a person may not go by the name of a value: in a rule either could be meant."""
    values = {fold(name): name for name in draft.declared}
    for shape in draft.schema.shapes.values():
        space = f"fact of {shape.name}"
        for fact in shape.facts if shape.person else ():
            name = values.get(fold(fact.name))
            if name is not None:
                first = draft.declared_in(space, fact.name)
                draft.report(codes.DECLARED_TWICE, draft.place("value", name), related=first, name=name)
