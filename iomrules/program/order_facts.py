"""Indicators, ratings and rules in an order in which each comes after all it reads; a ring is named as a path."""

from collections.abc import Iterator

from iomrules.codes import program as codes
from iomrules.frozen import field, frozen
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.walk import nodes_of


def order_facts(draft: Draft) -> None:
    """Fills the order. Criteria are ordered too, as `rating.criterion`, but only whole declarations are kept in it."""
    reads = _readings(draft)
    ordering = _Ordering(draft, reads)
    for name in reads:
        ordering.visit(name)
    computed = {*draft.indicators, *draft.ratings, *draft.rules}
    draft.order = tuple(name for name in ordering.done if name in computed)


def _readings(draft: Draft) -> dict[str, tuple[str, ...]]:
    """name -> the names it reads, in the order of the text."""
    reads: dict[str, tuple[str, ...]] = {}
    whole = {**draft.indicators, **draft.rules}
    for name in draft.declared:
        if name in whole:
            reads[name] = tuple(dict.fromkeys(_named(whole[name])))
    for name, rating in draft.ratings.items():
        parts = (rating.applies, rating.total, rating.ties, rating.priorities)
        reads[name] = tuple(dict.fromkeys(read for part in parts for read in _named(part)))
        for criterion in rating.criteria:
            reads[f"{name}.{criterion.name}"] = tuple(dict.fromkeys(_named(criterion)))
    for name, route in draft.routes.items():
        # What a route offers may read its own hours; others see only whether it is recommended.
        reads[name] = tuple(dict.fromkeys((*_named(route.applies), *_named(route.condition))))
    reads |= {name: tuple(dict.fromkeys(_named(body))) for name, body in draft.definition_bodies.items()}
    return reads


def _named(declaration: object) -> Iterator[str]:
    for node in nodes_of(declaration, closed=core.Named):
        match node:
            case core.Named(name) | core.IndicatorOf(name) | core.TotalOf(name) | core.VerdictOf(name):
                yield name
            case core.CriterionOf(rating, criterion):
                yield f"{rating}.{criterion}"


@frozen
class _Ordering:
    """One walk over what reads what. done: names in order; open: the path walked, the first asked first."""

    draft: Draft
    reads: dict[str, tuple[str, ...]]
    done: dict[str, None] = field(factory=dict)
    open: list[str] = field(factory=list)

    def visit(self, name: str) -> None:
        if name in self.done or name not in self.reads:
            return
        if name in self.open:
            self._report_ring(name)
            return
        self.open.append(name)
        for read in self.reads[name]:
            self.visit(read)
        self.open.pop()
        self.done[name] = None

    def _report_ring(self, name: str) -> None:
        ring = _from_first(self.draft, self.open[self.open.index(name) :])
        shown = " → ".join(each.rpartition(".")[2] for each in ring)
        related = tuple(place for each in ring[1:-1] for place in self.draft.declared_in("value", each))
        span = self.draft.place("value", ring[0].partition(".")[0])
        self.draft.report(codes.CYCLE, span, related=related, path=shown)


def _from_first(draft: Draft, ring: list[str]) -> list[str]:
    """A ring told from what is declared first, back to it."""

    def place(name: str) -> tuple[int, int]:
        owner, _, criterion = name.partition(".")
        span = draft.place("criterion", criterion) if criterion else draft.place("value", owner)
        return span.line, span.column

    start = ring.index(min(ring, key=place))
    return [*ring[start:], *ring[:start], ring[start]]
