"""Indicators, ratings and rules in an order in which each comes after all it reads; a ring is named as a path."""

from collections.abc import Iterator

from iomrules.codes import program as codes
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.walk import nodes_of


def order_facts(draft: Draft) -> None:
    """Fills the order. Criteria are ordered too, as `rating.criterion`, but only whole declarations are kept in it."""
    reads = _readings(draft)
    order: list[str] = []
    state: dict[str, str] = {}
    for name in reads:
        _visit(draft, name, reads, state, [], order)
    computed = {*draft.indicators, *draft.ratings, *draft.rules}
    draft.order = tuple(name for name in order if name in computed)


def _readings(draft: Draft) -> dict[str, tuple[str, ...]]:
    """name -> the names it reads, in the order of the text."""
    reads: dict[str, tuple[str, ...]] = {}
    for name, declaration in (*draft.indicators.items(), *draft.rules.items()):
        reads[name] = tuple(dict.fromkeys(_named(declaration)))
    for name, rating in draft.ratings.items():
        whole = (rating.applies, rating.total, rating.ties)
        reads[name] = tuple(dict.fromkeys(read for part in whole for read in _named(part)))
        for criterion in rating.criteria:
            reads[f"{name}.{criterion.name}"] = tuple(dict.fromkeys(_named(criterion)))
    for name, route in draft.routes.items():
        # What a route offers may read its own hours; others see only whether it is recommended.
        reads[name] = tuple(dict.fromkeys((*_named(route.applies), *_named(route.condition))))
    return reads


def _named(declaration: object) -> Iterator[str]:
    for node in nodes_of(declaration):
        match node:
            case core.IndicatorOf(name) | core.TotalOf(name) | core.VerdictOf(name):
                yield name
            case core.CriterionOf(rating, criterion):
                yield f"{rating}.{criterion}"


def _visit(
    draft: Draft,
    name: str,
    reads: dict[str, tuple[str, ...]],
    state: dict[str, str],
    path: list[str],
    order: list[str],
) -> None:
    if state.get(name) == "done" or name not in reads:
        return
    if state.get(name) == "open":
        ring = [*path[path.index(name) :], name]
        owner = name.partition(".")[0]
        span = draft.place("value", owner)
        shown = " → ".join(each.rpartition(".")[2] for each in ring)
        draft.report(codes.CYCLE, span, path=shown)
        return
    state[name] = "open"
    for read in reads[name]:
        _visit(draft, read, reads, state, [*path, name], order)
    state[name] = "done"
    order.append(name)
