"""A person's plain facts with one thing changed: the values round every bound, other members, unknown and absent."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from iomrules.facts.record import (
    ByKeyKind,
    DateKind,
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
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.labels import children, words
from iomrules.trials.change import step
from iomrules.trials.reach import roots
from iomrules.values import Number, decimal_text

#: facts with one change, and the change in words
Changed = tuple[str, dict[str, object]]
Bounds = Mapping[str, tuple[Any, ...]]
_MOST_VALUES = 12


def bounds_of(program: Program) -> Bounds:
    """Fact or field -> the values at every bound it is compared with, just below and just above."""
    found: dict[str, set[Any]] = {name: _entry_days(program) for name in _entry_facts(program)}
    for root in roots(program):
        for node in _below(root):
            for name, value in _bounds_in(node, program):
                size = step(value)
                found.setdefault(name, set()).update((value - size, value, value + size))
    return {name: tuple(sorted(values)) for name, values in found.items()}


def _entry_facts(program: Program) -> tuple[str, ...]:
    """The facts by which cohorts are told."""
    days = (shape.entry_day() for shape in program.schema.shapes.values())
    return tuple(day.name for day in days if day is not None and isinstance(day.kind, DateKind))


def _entry_days(program: Program) -> set[Any]:
    """The first and last days of every cohort, with the day before and after."""
    dated = [each for parameter in program.parameters.values() for each in parameter.values]
    rows = [row for table in program.tables.values() for row in table.rows]
    told = [*(each.cohort for each in dated), *(each.cohort for each in rows)]
    cohorts = [each for each in told if each is not None]
    days = [day for cohort in cohorts for day in (cohort.begin, cohort.end) if day is not None]
    wheres = [each.applies.cohort for each in program.rules.values()]
    wheres += [each.applies.cohort for each in program.indicators.values()]
    for node in (each for where in wheres if where is not None for each in _below(where)):
        if isinstance(node, core.Compare) and isinstance(node.right, core.Constant):
            days += [node.right.value] if isinstance(node.right.value, date) else []
    return {day + timedelta(days=by) for day in days for by in (-1, 0, 1)}


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _below(child)


def _bounds_in(node: Node, program: Program) -> Iterator[tuple[str, Any]]:
    match node:
        case core.Compare(left=left, right=core.Constant(value=value)) if _is_number(value):
            yield from ((name, value) for name in _names(left))
        case core.Compare(left=core.Constant(value=value), right=right) if _is_number(value):
            yield from ((name, value) for name in _names(right))
        case core.FromTable(table=table, keys=keys):
            for row in program.tables[table].rows:
                for test, key in zip(row.tests, keys, strict=True):
                    ends = (test.low, test.high) if isinstance(test, core.InBand) else ()
                    for end in (each for each in ends if _is_number(each)):
                        yield from ((name, end) for name in _names(key))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _names(node: Node) -> tuple[str, ...]:
    if isinstance(node, core.Under):
        return _names(node.source)
    return (node.name,) if isinstance(node, core.FactOf | core.FieldOf) else ()


def changes_of(facts: Mapping[str, object], shape: Shape, program: Program, bounds: Bounds) -> Iterator[Changed]:
    """Every set of facts that differs from these in one thing."""
    for fact in shape.facts:
        for said, value in _values(facts.get(fact.name), fact, program, bounds):
            changed = {name: given for name, given in facts.items() if name != fact.name}
            yield said, changed if value is None and fact.name not in facts else {**changed, fact.name: value}


def _values(given: Any, fact: Fact, program: Program, bounds: Bounds) -> Iterator[tuple[str, object]]:
    told = words(fact.name)
    match fact.kind:
        case ListKind(element=RecordKind(shape=name)):
            yield from _lists(given, told, program.schema.shapes[name], program, bounds)
        case ListKind(element=element):
            yield from _plain_lists(given, told, element, program)
        case ByKeyKind(element=element):
            for key, under in given.items() if isinstance(given, Mapping) else ():
                inner = Fact(fact.name, element, optional=False)
                for value in _alone(under, inner, program, bounds):
                    yield f"{told}: {words(key)} {say(value)}", {**given, key: value}
            if given is not None:
                yield f"{told}: неизвестно", None
        case _:
            for value in _alone(given, fact, program, bounds):
                yield f"{told} {say(value)}", value


def _alone(given: Any, fact: Fact, program: Program, bounds: Bounds) -> Iterator[object]:
    """Other values of a fact that is one value."""
    candidates: list[object] = []
    match fact.kind:
        case NumberKind() as kind:
            near = bounds.get(fact.name, ())[:_MOST_VALUES]
            own = (given - 1, given + 1) if isinstance(given, int) and not isinstance(given, bool) else ()
            numbers = sorted({*near, *own, *((4, 5) if fact.kind.unit == "отметка" else ())})
            candidates += [_plain(each) for each in numbers if _fits(each, kind)]
        case TruthKind():
            candidates += [True, False]
        case EnumKind(enumeration=name):
            candidates += program.schema.enumerations[name].members
        case KeyKind(catalogue=name):
            candidates += _keys(name, program)
        case DateKind():
            candidates += [*_days(given), *(each.isoformat() for each in bounds.get(fact.name, ())[:_MOST_VALUES])]
    if fact.optional:
        candidates.append("нет")
    yield from (
        each for each in (*candidates, None) if each != given or isinstance(each, bool) != isinstance(given, bool)
    )


def _fits(number: Number, kind: NumberKind) -> bool:
    if kind.whole and number != int(number):
        return False
    return (kind.low is None or number >= kind.low) and (kind.high is None or number <= kind.high)


def _plain(number: Number) -> object:
    return number if isinstance(number, int) else decimal_text(number)


def _keys(catalogue: str, program: Program) -> list[object]:
    declared = program.schema.catalogues.get(catalogue)
    return [entry.key for entry in declared.rows] if declared else []


def _days(given: Any) -> list[object]:
    """The days round the limits of school years near a date, and a year before it."""
    if not isinstance(given, str):
        return []
    day = date.fromisoformat(given)
    years = (day.year - 2, day.year - 1, day.year, day.year + 1)
    edges = [date(year, 9, 1) for year in years]
    found = [*edges, *(edge - timedelta(days=1) for edge in edges), day + timedelta(days=1), day - timedelta(days=1)]
    return [each.isoformat() for each in found]


def _lists(given: Any, told: str, shape: Shape, program: Program, bounds: Bounds) -> Iterator[tuple[str, object]]:
    """A list of records: none at all, one less, one more of the same, a field changed."""
    listed: list[dict[str, object]] = list(given) if isinstance(given, list) else []
    if given is None:
        yield f"{told}: нет", []
        return
    yield f"{told}: неизвестно", None
    for place, element in enumerate(listed):
        rest = [*listed[:place], *listed[place + 1 :]]
        yield f"{told} без {_named(element, place)}", rest
        for fact in shape.facts:
            for value in _alone(element.get(fact.name), fact, program, bounds):
                changed = {**element, fact.name: value}
                said = f"{words(fact.name)} {say(value)}"
                yield said, [*listed[:place], changed, *listed[place + 1 :]]
                if place == len(listed) - 1 and len(listed) < 7:
                    yield f"ещё одно, {said}", [*listed, changed]
    if listed:
        yield f"{told}: ещё одно такое же", [*listed, dict(listed[-1])]


def _named(element: Mapping[str, object], place: int) -> str:
    return f"«{element.get('название') or place + 1}»"


def _plain_lists(given: Any, told: str, element: Kind, program: Program) -> Iterator[tuple[str, object]]:
    listed = list(given) if isinstance(given, list) else []
    if given is not None:
        yield f"{told}: неизвестно", None
    yield f"{told}: нет", []
    for place in range(len(listed)):
        yield f"{told} без «{words(str(listed[place]))}»", [*listed[:place], *listed[place + 1 :]]
    others: list[object] = []
    match element:
        case KeyKind(catalogue=name):
            others = _keys(name, program)
        case EnumKind(enumeration=name):
            others = list(program.schema.enumerations[name].members)
    for other in others:
        if other not in listed:
            yield f"{told}: и {words(str(other))}", [*listed, other]


def say(value: object) -> str:
    """A plain value as a title says it."""
    match value:
        case None:
            return "неизвестно"
        case bool():
            return "да" if value else "нет"
        case str() if len(value) == 10 and value[4:5] == "-":
            return f"{date.fromisoformat(value):%d.%m.%Y}"
    return words(str(value)).replace(".", ",")
