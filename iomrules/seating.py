"""Seats of courses and partners' modules among everybody of a run."""

from collections.abc import Callable, Mapping, Sequence

from iomrules.decided import queue_of
from iomrules.frozen import field, frozen
from iomrules.program.core import Program, Rating
from iomrules.reason.decision import Decisions, Evaluation
from iomrules.reason.queue import turns
from iomrules.route.allocate import allocate
from iomrules.route.compose import compose, outright
from iomrules.route.route import Claim
from iomrules.route.seats import Seats
from iomrules.route.untold import untold
from iomrules.values import Entry


@frozen
class Seating:
    """Seats among everybody of a run, worked out when somebody's routes are first asked for.

    decisions: at least what is concluded of the rating. evaluations: of the same people, each asked for more than once.
    """

    rating: Rating
    decisions: Sequence[Decisions]
    evaluations: Sequence[Evaluation]
    catalogues: Mapping[str, Sequence[Entry]]
    found: dict[str, Seats] = field(factory=dict, eq=False)

    def of(self, person: str) -> Seats:
        if not self.found:
            self.found.update(self._found())
        return self.found[person]

    def _found(self) -> dict[str, Seats]:
        def claims(index: int, seats: Seats) -> tuple[Claim, ...]:
            routes = compose(untold(self.evaluations[index]), self.catalogues, seats)
            return tuple(claim for route in routes for claim in route.claims)

        held = [outright(untold(each), self.catalogues) for each in self.evaluations]
        given = allocate(turns(self.rating, self.decisions), held, claims, self.rating.about.label())
        return {each.person.id: seats for each, seats in zip(self.decisions, given, strict=True)}


def seats_among(
    program: Program,
    decisions: Sequence[Decisions],
    evaluations: Sequence[Evaluation],
    catalogues: Mapping[str, Sequence[Entry]],
) -> Callable[[str], Seats] | None:
    """What tells of each, by the id, which seats they find; None where no seats of these people's are limited.

    decisions: of people of one shape.
    """
    rating = queue_of(program, decisions[0].person.shape) if decisions else None
    return None if rating is None else Seating(rating, decisions, evaluations, catalogues).of
