"""One person of a run, decided: what was concluded, and what is asked about it afterwards."""

from collections.abc import Callable

from iomrules.facts.record import Person
from iomrules.frozen import field, frozen
from iomrules.program.core import Program, Rating
from iomrules.reason.decision import Decisions, Evaluation
from iomrules.route.seats import EVERY_SEAT, Seats


@frozen
class Decided:
    """One person: what was concluded, the evaluation to ask for reasons, and what tells the seats others leave.

    seats_of: of whom, by the id; None where no seats of these people's are limited.
    """

    decisions: Decisions
    evaluation: Evaluation
    seats_of: Callable[[str], Seats] | None = field(default=None, eq=False, repr=False)

    @property
    def person(self) -> Person:
        return self.decisions.person

    def seats(self) -> Seats:
        """What this person finds at their turn to choose; every seat there is where the rules limit none."""
        return EVERY_SEAT if self.seats_of is None else self.seats_of(self.person.id)


def queue_of(program: Program, shape: str) -> Rating | None:
    """The rating by which people of a shape come for seats in their routes; None where none are limited."""
    named = [each.queue for each in program.schema.catalogues.values()]
    named += [module.queue for route in program.routes.values() for module in route.modules]
    ratings = (program.ratings[name] for name in named if name in program.ratings)
    return next((each for each in ratings if each.applies.person in ("", shape)), None)
