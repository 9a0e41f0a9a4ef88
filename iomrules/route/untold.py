"""Routes for those who read no reasons: the same lines and states, without the trees that tell why.

To tell why is most of the work of composing, and a program that asks for decisions prints none of it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from iomrules.facts.record import Person
from iomrules.frozen import frozen
from iomrules.program.core import Node, Program
from iomrules.reason.decision import Evaluation, Reason
from iomrules.route.compose import compose
from iomrules.route.route import Route
from iomrules.route.seats import Seats
from iomrules.values import Entry, Value

_NONE = Reason("constant", 0)


def compose_untold(
    evaluation: Evaluation, catalogues: Mapping[str, Sequence[Entry]], seats: Seats | None = None
) -> tuple[Route, ...]:
    """As `compose`; every reason in the routes is one empty leaf or None."""
    return compose(untold(evaluation), catalogues, seats)


def untold(evaluation: Evaluation) -> Evaluation:
    """The same answers, and one empty leaf for every reason."""
    return _Untold(evaluation)


@frozen
class _Untold:
    """An evaluation that answers what, and never why."""

    told: Evaluation

    @property
    def program(self) -> Program:
        return self.told.program

    @property
    def person(self) -> Person:
        return self.told.person

    @property
    def on(self) -> date:
        return self.told.on

    def value(self, node: Node, entries: tuple[Value, ...] = ()) -> Value:
        return self.told.value(node, entries)

    def reason(self, node: Node, entries: tuple[Value, ...] = ()) -> Reason:
        return _NONE

    def reason_of(self, name: str) -> Reason:
        return _NONE

    def with_remaining_hours(self, hours: Value) -> "_Untold":
        return _Untold(self.told.with_remaining_hours(hours))
