"""Where the expressions of a program hang: each with what its declaration has already made sure of."""

from collections.abc import Iterable, Iterator

from iomrules.frozen import field, frozen
from iomrules.program import core
from iomrules.program.estimate import Estimate, Scope

Declaration = core.Indicator | core.Rating | core.Selection | core.Rule | core.Route


@frozen
class Root:
    """One expression. role: `applies`, `condition`, `exception`, `unless`, `criterion`, `value` or `part`.

    scope: None where nobody gets to it. owner: its declaration. places: every node in it that somebody gets to, each
    with what the conditions before it leave.
    """

    owner: Declaration
    role: str
    node: core.Node
    scope: Scope | None
    places: tuple[tuple[core.Node, Scope], ...] = field(default=(), eq=False, repr=False)


def declarations(program: core.Program) -> tuple[Declaration, ...]:
    """All that decides, sort by sort; what holds where a refinement does not, after it."""
    return (
        *(each for indicator in program.indicators.values() for each in (indicator, *indicator.earlier)),
        *program.ratings.values(),
        *program.selections.values(),
        *(each for rule in program.rules.values() for each in (rule, *rule.earlier)),
        *(each for route in program.routes.values() for each in (route, *route.earlier)),
    )


def roots(estimate: Estimate) -> tuple[Root, ...]:
    """Every expression of the program, declaration by declaration."""
    return tuple(
        Root(owner, role, node, scope, tuple(estimate.below(node, scope)) if scope is not None else ())
        for owner in declarations(estimate.program)
        for role, node, scope in _of(estimate, owner)
        if node is not None
    )


def _of(estimate: Estimate, owner: Declaration) -> Iterator["_Part"]:
    yield "applies", owner.applies.where, Scope(owner.applies.person)
    yield from _parts(estimate, owner, estimate.where(owner.applies))


_Part = tuple[str, core.Node | None, Scope | None]


def _parts(estimate: Estimate, owner: Declaration, scope: Scope | None) -> Iterable[_Part]:
    match owner:
        case core.Indicator(value=value):
            return (("value", value, scope),)
        case core.Rating(criteria=criteria, total=total, ties=ties, priorities=priorities):
            summed = (("part", node, scope) for node in (total, *ties))
            first = (("condition", node, scope) for node in priorities)
            return (*(("criterion", each.value, scope) for each in criteria), *summed, *first)
        case core.Selection(seats=seats, share=share, pass_mark=pass_mark):
            return (("part", seats, scope), ("part", share, scope), ("part", pass_mark, scope))
        case core.Rule():
            return _of_rule(estimate, owner, scope)
        case core.Route():
            return _of_route(estimate, owner, scope)


def _of_rule(estimate: Estimate, rule: core.Rule, scope: Scope | None) -> Iterator[_Part]:
    """An exception is asked of those the condition holds for and no exception before it took out."""
    yield "condition", rule.condition, scope
    scope = _after(estimate, rule.condition, scope)
    for exception in rule.exceptions:
        yield "exception", exception.condition, scope
        yield "unless", exception.unless, _after(estimate, exception.condition, scope)
        if exception.unless is None:
            scope = _after(estimate, exception.condition, scope, answer=False)


def _after(estimate: Estimate, node: core.Node | None, scope: Scope | None, *, answer: bool = True) -> Scope | None:
    return scope if scope is None or node is None else estimate.assume(node, answer, scope)


def _of_route(estimate: Estimate, route: core.Route, scope: Scope | None) -> Iterator[_Part]:
    yield "condition", route.condition, scope
    scope = _after(estimate, route.condition, scope)
    yield "part", route.load, scope
    conditions = (*(each.condition for each in route.modules), *(each.condition for each in route.activities))
    for condition in conditions:
        yield "condition", condition, scope
    for module in route.modules:
        yield "part", module.seats, scope
    for obligatory in route.obligatory:
        yield "part", obligatory.entries, scope
    for choice in route.choices:
        yield "part", choice.within, scope
        yield from _picked(estimate, choice.entries, choice.order, scope)
    for mentor in route.mentors:
        yield from _picked(estimate, mentor.entries, mentor.order, scope)


def _picked(
    estimate: Estimate, entries: core.Elements, order: core.Node | None, scope: Scope | None
) -> Iterator[_Part]:
    yield "part", entries, scope
    yield "part", order, None if scope is None else estimate.inside(entries, scope)
