"""What no example can reach: rows, days and keys that nothing in the rules ever asks for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from iomrules.facts.record import NumberKind
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.labels import children
from iomrules.reason.tables import cell_fits
from iomrules.values import Number, Value


def is_reachable(row: core.Row, asked: Sequence[core.FromTable], program: Program) -> bool:
    """False where every place that asks the table gives it, under some key, a parameter that never fits the row.

    asked: the places, see `lookups`.
    """
    if not asked:
        return True
    return any(
        all(_may_fit(test, key, program) for test, key in zip(row.tests, each.keys, strict=True)) for each in asked
    )


def _may_fit(test: core.CellTest, key: Node, program: Program) -> bool:
    if isinstance(key, core.Constant):
        return cell_fits(test, key.value) is not False
    if isinstance(key, core.ParameterOf):
        return any(cell_fits(test, value) is not False for value in _values(program.parameters[key.name], program))
    return True


def _values(parameter: core.Parameter, program: Program) -> Iterator[Value]:
    """Everything the parameter is ever worth, in the rules or as some example sets it."""
    name = parameter.about.name
    yield from (example.settings[name] for example in program.examples if name in example.settings)
    for dated in (parameter.values, *(values for _, values in parameter.refinements)):
        yield from (each.value for each in dated)


def lookups(table: str, program: Program) -> tuple[core.FromTable, ...]:
    """Every place of a program that asks a table."""
    found = (each for root in roots(program) for each in _below(root))
    return tuple(each for each in found if isinstance(each, core.FromTable) and each.table == table)


def is_asked_on(name: str, day: date, program: Program) -> bool:
    """Whether a declaration that asks a table or a parameter is in force on a day; nobody asking at all counts as yes.

    What holds of a row on a day when nobody may ask it is noticed by nobody.
    """
    met = [about for about, node in readers(program) if any(_asks(each, name) for each in _below(node))]
    return not met or any((each.begin or date.min) <= day <= (each.end or date.max) for each in met)


def _asks(node: Node, name: str) -> bool:
    match node:
        case core.FromTable(table=asked) | core.ParameterOf(name=asked):
            return asked == name
    return False


def key_scale(table: core.Table, number: int, asked: Sequence[core.FromTable]) -> tuple[Number | None, Number | None]:
    """The least and the greatest that a key of a table is ever asked with; None leaves a side open."""
    kinds = [each.keys[number].kind for each in asked] or [table.keys[number].kind]
    lows = [kind.low if isinstance(kind, NumberKind) else None for kind in kinds]
    highs = [kind.high if isinstance(kind, NumberKind) else None for kind in kinds]
    low = None if None in lows else min(each for each in lows if each is not None)
    return low, None if None in highs else max(each for each in highs if each is not None)


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _below(child)


def roots(program: Program) -> Iterator[Node]:
    """The outermost nodes of every declaration."""
    yield from (node for _, node in readers(program))


def readers(program: Program) -> Iterator[tuple[core.About, Node]]:
    """The outermost nodes of every declaration, each with what is said of the declaration."""
    for indicator in program.indicators.values():
        yield from _given(indicator, (indicator.value,))
    for rating in program.ratings.values():
        criteria = (criterion.value for criterion in rating.criteria)
        yield from _given(rating, (*criteria, rating.total, *rating.ties, *rating.priorities))
    for selection in program.selections.values():
        yield from _given(selection, (selection.seats, selection.share, selection.pass_mark))
    for rule in program.rules.values():
        exceptions = (node for each in rule.exceptions for node in (each.condition, each.unless))
        yield from _given(rule, (rule.condition, *exceptions))
    for route in program.routes.values():
        clauses = (each.entries for each in route.obligatory)
        choices = (node for each in route.choices for node in (each.entries, each.order, each.within))
        modules = (each.condition for each in route.modules)
        activities = (each.condition for each in route.activities)
        mentors = (node for each in route.mentors for node in (each.entries, each.order))
        yield from _given(route, (route.condition, route.load, *clauses, *choices, *modules, *activities, *mentors))


_Declaration = core.Indicator | core.Rating | core.Selection | core.Rule | core.Route


def _given(declared: _Declaration, nodes: Iterable[Node | None]) -> Iterator[tuple[core.About, Node]]:
    for node in (declared.applies.where, *nodes):
        if node is not None:
            yield declared.about, node
