"""What an example expects: of a rule, a number, a place in a rating, a seat, a route; each of one person."""

from collections.abc import Mapping

from iomrules.codes import examples as codes
from iomrules.codes import program as program_codes
from iomrules.facts.record import (
    ByKeyKind,
    EnumKind,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    TruthKind,
)
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.forms import fold
from iomrules.program.kind_words import plain
from iomrules.program.members import enumerations_of, find_member
from iomrules.program.read_cells import read_value, stated_by
from iomrules.source import Span
from iomrules.values import Member, Value

_DECLARED = {"indicator", "rating", "selection", "rule", "route"}
#: sort of an expectation -> the sort of declaration it fits
_OF_RATING = {"place", "shared_place", "group", "no_place"}
_OF_SELECTION = {"admitted", "not_admitted", "council"}
_OF_ROUTE = {"contains", "lacks", "courses", "hours"}
_HOURS = {"", "час", "ч/нед", "ч/год"}


def lower_expected(draft: Draft, written: tree.Expectation, people: Mapping[str, str]) -> core.Expected | None:
    """One expectation, or None where it is at fault. people: folded name -> name of each person of the example."""
    person, name = _whose(draft, written, people)
    if name is None:
        return None
    target = _target(draft, name)
    if target is None:
        return None
    told = _told(draft, target, evolve(written, name=name))
    return None if told is None else evolve(told, person=person)


def _whose(draft: Draft, written: tree.Expectation, people: Mapping[str, str]) -> tuple[str, tree.Name | None]:
    """The person and the name of what is expected of them: either may stand before the colon."""
    heading, name = written.heading, written.name
    if heading is None:
        if not people:
            return "", name
        first = next(iter(people.values()))
        draft.report(codes.WHOSE_EXPECTED, written.span, name=name.text, person=first)
    elif fold(heading.text) in people:
        return people[fold(heading.text)], name
    elif fold(name.text) in people:
        return people[fold(name.text)], heading
    else:
        declared = [each.name for each in draft.declared.values() if each.sort in _DECLARED]
        lost = name if draft.find(heading, "value", declared) else heading
        draft.report(codes.NOT_IN_EXAMPLE, lost.span, name=lost.text)
    return "", None


def _told(draft: Draft, target: str, written: tree.Expectation) -> core.Expected | None:
    sort = _sort(draft, target, written)
    fitting = _sorts_of(draft, target)
    if fitting is None:
        return None
    if sort not in fitting:
        return _misfit(draft, target, written.span)
    if sort in {"contains", "lacks", "courses"}:
        return _route_part(draft, target, written)
    if sort in _OF_RATING | _OF_SELECTION | {"hours"}:
        return _outcome(draft, target, sort, written)
    return _worth(draft, target, written)


def _sort(draft: Draft, target: str, written: tree.Expectation) -> str:
    """A bare number is a place of a rating or the hours of a route where it says so."""
    if written.sort == "is" and isinstance(written.value, tree.NumberLiteral):
        if target in draft.ratings and written.value.unit == "место":
            return "place"
        if target in draft.routes and written.value.unit in _HOURS:
            return "hours"
    return written.sort


def _sorts_of(draft: Draft, target: str) -> set[str] | None:
    """What may be expected of a declaration; None where the declaration itself is at fault."""
    if target in draft.ratings:
        return {"is", "not_applicable"} | _OF_RATING
    if target in draft.selections:
        return {"is", "not_applicable"} | _OF_SELECTION
    if target in draft.routes:
        return {"is", "not_applicable"} | _OF_ROUTE
    return None if kind_of(draft, target) is None else {"is", "not_applicable"}


def _misfit(draft: Draft, target: str, span: Span) -> core.Expected | None:
    draft.report(codes.EXPECTED_MISFITS, span, related=draft.declared_in("value", target), name=target)
    return None


def _worth(draft: Draft, target: str, written: tree.Expectation) -> core.Expected | None:
    """A verdict or a value, or that there is none."""
    span, value, kind = written.span, written.value, kind_of(draft, target)
    if kind is None:
        return None
    because = tuple(reason for each in written.because if (reason := _reason(draft, each)) is not None)
    if target in draft.selections and because:
        return _misfit(draft, target, written.span)
    if written.sort == "not_applicable" or value is None:
        return core.Expected(target, written.sort, None, because=because, span=span)
    if isinstance(value, tree.UnknownLiteral):
        return core.Expected(target, "is", None, unknown=True, because=because, span=span)
    if target in draft.selections:
        return _misfit(draft, target, written.span)
    if isinstance(kind, TruthKind) and not isinstance(value, tree.TruthLiteral):
        return _misfit(draft, target, value.span)
    read = read_value(draft, value, plain(kind), stated_by(draft, target, kind))
    return None if read is None else core.Expected(target, "is", read, because=because, span=span)


def _outcome(draft: Draft, target: str, sort: str, written: tree.Expectation) -> core.Expected | None:
    """A place, a group, a seat or a route's hours: what nobody asks the reason of."""
    value = written.value
    if written.because or (isinstance(value, tree.NumberLiteral) and sort != "hours" and not _is_place(value, sort)):
        return _misfit(draft, target, written.span)
    number = value.number if isinstance(value, tree.NumberLiteral) else None
    return core.Expected(target, sort, number, span=written.span)


def _is_place(value: tree.NumberLiteral, sort: str) -> bool:
    unit = "" if sort == "group" else "место"
    return value.unit == unit and value.number == int(value.number) and value.number >= 1


def _target(draft: Draft, name: tree.Name) -> str | None:
    if not draft.expected_of:
        draft.expected_of = {each.name: None for each in draft.declared.values() if each.sort in _DECLARED}
    names = draft.expected_of
    found = draft.find(name, "value", names)
    if found is None:
        draft.unknown_name(name, names)
        return None
    found = draft.stands_in.get(found, found)
    if found in draft.definitions:
        words = {"name": name.text, "record": draft.definitions[found].shape}
        draft.report(program_codes.ELEMENT_NOT_IN_HAND, name.span, related=draft.declared_in("value", found), **words)
        return None
    return found


def kind_of(draft: Draft, name: str) -> Kind | None:
    """The kind of what a declaration gives; None where the declaration itself is at fault."""
    if name in draft.rules or name in draft.routes or name in draft.selections:
        return TruthKind()
    if name in draft.ratings:
        return NumberKind()
    return draft.kind_of_indicator(name) if name in draft.indicators or name in draft.definitions else None


# --- routes ------------------------------------------------------------------------------------------------


def _route_part(draft: Draft, target: str, written: tree.Expectation) -> core.Expected | None:
    """What a route contains or lacks by its key or its title, or all it consists of."""
    route, value = draft.routes[target], written.value
    because = tuple(reason for each in written.because if (reason := _quoted(draft, target, each)) is not None)
    told = core.Expected(target, written.sort, None, because=because, span=written.span)
    if written.sort == "courses":
        return evolve(told, value=tuple(_course(draft, each, route) for each in written.courses))
    if not isinstance(value, tree.Name | tree.TextLiteral):
        return _misfit(draft, target, written.span)
    hours = written.hours.number if written.hours else None
    quoted = isinstance(value, tree.TextLiteral)
    return evolve(told, value=_course(draft, value, route), quoted=quoted, hours=hours)


def _quoted(draft: Draft, target: str, reason: tree.ReasonItem) -> core.ExpectedReason | None:
    """Why a course was taken or left out is asked in the words of the route."""
    if reason.text is not None:
        return core.ExpectedReason(reason.text.text, span=reason.span)
    draft.report(codes.EXPECTED_MISFITS, reason.span, related=draft.declared_in("value", target), name=target)
    return None


def _course(draft: Draft, named: tree.Name | tree.TextLiteral, route: core.Route) -> str:
    if isinstance(named, tree.TextLiteral):
        return named.text
    items = [item.key for part in route.obligatory for item in part.items]
    keys = [entry.key for catalogue in draft.schema.catalogues.values() for entry in catalogue.rows]
    return draft.find(named, "value", list(dict.fromkeys([*items, *keys]))) or named.text


# --- reasons -----------------------------------------------------------------------------------------------


def _reason(draft: Draft, written: tree.ReasonItem) -> core.ExpectedReason | None:
    if written.text is not None:
        return core.ExpectedReason(written.text.text, span=written.span)
    if written.name is None:
        return None
    draft.told_by = draft.told_by or _read_names(draft)
    named = draft.told_by
    name = draft.find(written.name, "value", named)
    if name is None:
        draft.unknown_name(written.name, named)
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
        kinds[name] = draft.parameters[name].kind if name in draft.parameters else kind_of(draft, name)
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
