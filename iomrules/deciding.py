"""The second half of the journey: records -> decisions -> places -> routes, for a program made before.

Apart from `pipeline`, which goes through it too, so that a program kept from an earlier run is run without what reads
and checks rules.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from iomrules.collecting import paused
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person, Records
from iomrules.frozen import field, frozen
from iomrules.program.core import Program, Rating
from iomrules.program.forms import fold
from iomrules.reason.decision import Decisions, Engine, Evaluation, RatingResult
from iomrules.reason.engines import prepare_for
from iomrules.reason.needed import needed_for
from iomrules.reason.queue import turns
from iomrules.reason.rank import places, rank, standing, with_place
from iomrules.route.allocate import allocate
from iomrules.route.compose import compose, outright
from iomrules.route.route import Claim, Route
from iomrules.route.seats import EVERY_SEAT, Seats
from iomrules.route.untold import untold
from iomrules.values import Entry


def read_people(program: Program, sources: Sequence[Source], shape: str = "") -> Records:
    """People of one shape (empty: the first declared) and the school's catalogue entries out of all sources."""
    return read_records(sources, program.schema, shape or program.person_shapes()[0])


@frozen
class Decided:
    """One person: what was concluded, the evaluation to ask for reasons, and the seats others leave, if asked for."""

    decisions: Decisions
    evaluation: Evaluation
    seating: "Seating | None" = field(default=None, eq=False, repr=False)

    @property
    def person(self) -> Person:
        return self.decisions.person

    def seats(self) -> Seats:
        """What this person finds at their turn to choose; every seat there is where the rules limit none."""
        return self.seating.of(self.person.id) if self.seating is not None else EVERY_SEAT


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


def seating(
    program: Program,
    decisions: Sequence[Decisions],
    evaluations: Sequence[Evaluation],
    catalogues: Mapping[str, Sequence[Entry]],
) -> Seating | None:
    """Who finds which seats; None where no seats of these people's are limited. decisions: of people of one shape."""
    rating = queue_of(program, decisions[0].person.shape) if decisions else None
    return None if rating is None else Seating(rating, decisions, evaluations, catalogues)


def queue_of(program: Program, shape: str) -> Rating | None:
    """The rating by which people of a shape come for seats in their routes; None where none are limited."""
    named = [each.queue for each in program.schema.catalogues.values()]
    named += [module.queue for route in program.routes.values() for module in route.modules]
    ratings = (program.ratings[name] for name in named if name in program.ratings)
    return next((each for each in ratings if each.applies.person in ("", shape)), None)


def decide_people(program: Program, records: Records, on: date, engine: str = "auto") -> tuple[Decided, ...]:
    """Everybody decided on one date, in the order read, with places among all of them.

    engine: one of `reason.engines.ENGINES`; all give the same.
    """
    with paused():
        deciding: Engine = prepare_for(program, records.catalogues, len(records.people), engine)
        ranked = rank(program, [deciding.decide(person, on) for person in records.people])
        evaluations = [deciding.evaluation(each.person, on, each) for each in ranked]
        shared = seating(program, ranked, evaluations, records.catalogues)
        return tuple([Decided(each, asked, shared) for each, asked in zip(ranked, evaluations, strict=True)])


def rate_people(
    program: Program, records: Records, on: date, rating: str, engine: str = "auto"
) -> tuple[tuple[Person, RatingResult], ...]:
    """Everybody a rating is about with their result, in the order read; only what the rating rests on is decided."""
    needed = needed_for(program, rating)
    with paused():
        deciding = prepare_for(needed, records.catalogues, len(records.people), engine)
        decided = [deciding.decide(person, on) for person in records.people]
        found = places(needed.ratings[rating], [standing(each, rating) for each in decided])
        results = [(each.person, each.ratings.get(rating), found.get(at)) for at, each in enumerate(decided)]
        return tuple(
            [(who, with_place(each, *place) if place else each) for who, each, place in results if each is not None]
        )


def compose_routes(decided: Decided, records: Records) -> tuple[Route, ...]:
    """The routes of one person."""
    return compose(decided.evaluation, records.catalogues, decided.seats())


def find_declared(program: Program, word: str) -> str:
    """The declared name that a word in any case form means; empty where there is none."""
    declared = declared_names(program)
    for name in (word, program.schema.forms.get(fold(word), "")):
        if name in declared:
            return name
    return ""


def declared_names(program: Program) -> tuple[str, ...]:
    """Names that can be asked about, sort by sort, each in the order declared."""
    people = (*program.rules, *program.routes, *program.ratings, *program.selections)
    return (*people, *program.indicators, *program.parameters)
