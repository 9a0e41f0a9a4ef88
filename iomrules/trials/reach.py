"""Rows that no example can reach: a key is always one parameter, and the parameter never has such a value."""

from collections.abc import Iterable, Iterator

from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.labels import children
from iomrules.reason.tables import cell_fits
from iomrules.values import Value


def is_reachable(table: core.Table, row: core.Row, program: Program) -> bool:
    """False where every place that asks the table gives it, under some key, a parameter that never fits the row."""
    asked = lookups(table.about.name, program)
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


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _below(child)


def roots(program: Program) -> Iterator[Node]:
    """The outermost nodes of every declaration."""
    for indicator in program.indicators.values():
        yield from _given((indicator.applies.where, indicator.value))
    for rating in program.ratings.values():
        criteria = (criterion.value for criterion in rating.criteria)
        yield from _given((rating.applies.where, *criteria, rating.total, *rating.ties))
    for rule in program.rules.values():
        exceptions = (node for each in rule.exceptions for node in (each.condition, each.unless))
        yield from _given((rule.applies.where, rule.condition, *exceptions))
    for route in program.routes.values():
        clauses = (each.entries for each in route.obligatory)
        choices = (node for each in route.choices for node in (each.entries, each.order, each.within))
        modules = (each.condition for each in route.modules)
        activities = (each.condition for each in route.activities)
        mentors = (node for each in route.mentors for node in (each.entries, each.order))
        yield from _given(
            (route.applies.where, route.condition, route.load, *clauses, *choices, *modules, *activities, *mentors)
        )


def _given(nodes: Iterable[Node | None]) -> Iterator[Node]:
    yield from (node for node in nodes if node is not None)
