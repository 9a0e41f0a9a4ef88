"""The most steps a program can take for one person: each node, times the elements of each collection around it."""

from collections.abc import Iterable

from iomrules.codes import program as codes
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.walk import parts

#: steps a declaration may take for one person
BUDGET = 1_000_000


def bound_cost(draft: Draft) -> None:
    """Fills the cost; a declaration over the budget is reported with its own."""
    ranked = (*draft.ratings.items(), *draft.selections.items())
    made = (*draft.indicators.items(), *ranked, *draft.rules.items(), *draft.routes.items())
    for name, declaration in made:
        cost = declaration_cost(draft, declaration)
        draft.cost += cost
        if cost > BUDGET:
            span = draft.place("value", name)
            draft.report(codes.TOO_COSTLY, span, name=name, cost=f"{cost:,}".replace(",", " "), budget="1 000 000")


def declaration_cost(draft: Draft, declaration: object) -> int:
    """Steps of all expressions of a declaration, with what holds where it does not."""
    earlier: Iterable[object] = getattr(declaration, "earlier", ())
    return _own_cost(draft, declaration) + sum(_own_cost(draft, each) for each in earlier)


def _own_cost(draft: Draft, declaration: object) -> int:
    match declaration:
        case core.Indicator(applies=applies, value=value):
            return _sum(draft, (applies.where, value))
        case core.Rating(applies=applies, criteria=criteria, total=total) as rating:
            points = (criterion.value for criterion in criteria)
            return _sum(draft, (applies.where, total, *rating.ties, *rating.priorities, *points))
        case core.Selection(applies=applies) as selection:
            return _sum(draft, (applies.where, selection.seats, selection.share, selection.pass_mark))
        case core.Rule(applies=applies, condition=condition, exceptions=exceptions):
            excepted = (node for each in exceptions for node in (each.condition, each.unless))
            return _sum(draft, (applies.where, condition, *excepted))
        case core.Route() as route:
            return _route_cost(draft, route)
    return 0


def _route_cost(draft: Draft, route: core.Route) -> int:
    modules, activities = (each.condition for each in route.modules), (each.condition for each in route.activities)
    plain = _sum(draft, (route.applies.where, route.condition, route.load, *modules, *activities))
    obligatory = _sum(draft, (each.entries for each in route.obligatory))
    picked = (
        *((each.entries, each.order) for each in route.choices),
        *((each.entries, each.order) for each in route.mentors),
    )
    chosen = sum(node_cost(draft, entries) + entries.bound * _sum(draft, (order,)) for entries, order in picked)
    return plain + obligatory + chosen + _sum(draft, (each.within for each in route.choices))


def _sum(draft: Draft, nodes: Iterable[core.Node | None]) -> int:
    return sum(node_cost(draft, node) for node in nodes if node is not None)


def node_cost(draft: Draft, node: core.Node) -> int:
    """Steps of one node with all in it."""
    match node:
        case core.Elements(source, where, _, bound):
            return node_cost(draft, source) + bound * (1 + _sum(draft, (where,)))
        case core.Reduce(_, value, elements):
            return node_cost(draft, elements) + elements.bound * node_cost(draft, value)
        case core.GroupReduce(keys, _, value, elements):
            return node_cost(draft, elements) + elements.bound * _sum(draft, (*keys, value))
        case core.Every(elements, holds):
            return node_cost(draft, elements) + elements.bound * node_cost(draft, holds)
        case core.FromFunction(function, arguments):
            return draft.functions[function].cost + _sum(draft, arguments)
    return 1 + _sum(draft, tuple(parts(node)))
