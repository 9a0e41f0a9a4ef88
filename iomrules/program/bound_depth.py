"""How many steps lie one behind another between a conclusion and the facts: nested conditions and what they read.

Whoever decides goes down all of them before the first answer comes back. Those of a school's rules are some dozen.
"""

from collections.abc import Iterator
from typing import Any

from iomrules.codes import program as codes
from iomrules.frozen import define, field
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.walk import parts

#: steps one behind another
MOST_DEEP = 150


def bound_depth(draft: Draft) -> None:
    """Reports a declaration that lies too far from the facts; what reads it is reckoned from there anew."""
    depths = _Depths(draft)
    for name in (*draft.order, *draft.routes):
        depths.declared(name)


@define
class _Depths:
    """done: how deep each declaration goes; a criterion by `rating.criterion`."""

    draft: Draft
    done: dict[str, int] = field(factory=dict)

    def declared(self, name: str) -> int:
        found = self.done.get(name)
        if found is None:
            self.done[name] = 0  # a ring was reported already
            found = 1 + max((self.of(node) for node in self._nodes(name) if node is not None), default=0)
            if found > MOST_DEEP:
                self.draft.report(codes.TOO_FAR, self.draft.place("value", name), name=name, limit=MOST_DEEP)
                found = 0
            self.done[name] = found
        return found

    def of(self, node: core.Node) -> int:
        match node:
            case core.IndicatorOf(name) | core.VerdictOf(name) | core.TotalOf(name):
                return 1 + self.declared(name)
            case core.CriterionOf(rating, criterion):
                return 1 + self.declared(f"{rating}.{criterion}")
        return 1 + max(map(self.of, parts(node)), default=0)

    def _nodes(self, name: str) -> Iterator[core.Node | None]:
        draft = self.draft
        for indicator in _versions(draft.indicators.get(name)):
            yield from (indicator.applies.where, indicator.value)
        for rule in _versions(draft.rules.get(name)):
            yield from (rule.applies.where, rule.condition)
            yield from (node for each in rule.exceptions for node in (each.condition, each.unless))
        for route in _versions(draft.routes.get(name)):
            yield from (route.applies.where, route.condition)
        rating = draft.ratings.get(name)
        if rating is not None:
            yield from (rating.applies.where, rating.total, *rating.ties, *rating.priorities)
        above, _, criterion = name.partition(".")
        if criterion and above in draft.ratings:
            yield from (each.value for each in draft.ratings[above].criteria if each.name == criterion)


def _versions(declared: object) -> tuple[Any, ...]:
    """The declaration with those it stands in for."""
    earlier: tuple[Any, ...] = getattr(declared, "earlier", ())
    return () if declared is None else (declared, *earlier)
