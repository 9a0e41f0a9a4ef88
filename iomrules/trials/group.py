"""Everybody of one example, ready to be asked; only what an expectation reads is computed."""

from collections.abc import Callable, Mapping

from iomrules.decided import queue_of
from iomrules.frozen import field, frozen
from iomrules.program.core import Expected, Program
from iomrules.reason.decision import Candidate, Decisions, Fault, FaultRaised, RatingResult, Verdict
from iomrules.reason.declared import truth_of
from iomrules.reason.examples import OF_RATING, came_true, reason_found, stands_so, with_settings
from iomrules.reason.rank import rank
from iomrules.reason.replay import Replay
from iomrules.route.compose import compose_one
from iomrules.route.draft import Setting
from iomrules.route.entries import Shelf
from iomrules.route.route import Route
from iomrules.route.seats import EVERY_SEAT, Seats
from iomrules.route.untold import untold
from iomrules.seating import Seating
from iomrules.trials.composition import OF_ROUTE, check_route
from iomrules.trials.prepared import Prepared
from iomrules.trials.trace import Trace, Tracing
from iomrules.values import ABSENT, Entry, Value


@frozen
class Group:
    """people: by name, in the order of the example.

    ranked: places and seats by what was asked; drafted: routes by person and name; seated: of the seats in routes, who
    finds which; each computed once.
    """

    program: Program
    people: Mapping[str, Replay]
    ranked: dict[str, Mapping[str, Decisions]] = field(factory=dict, eq=False)
    drafted: dict[tuple[str, str], Route | None] = field(factory=dict, eq=False)
    seated: dict[str, Seating | None] = field(factory=dict, eq=False)

    def of(self, person: str) -> Replay:
        """The person of that name; the only one needs none."""
        return self.people[person] if person else next(iter(self.people.values()))


def group_of(
    program: Program, entries: Mapping[str, tuple[Entry, ...]], prepared: Prepared, trace: Trace | None = None
) -> Group:
    """The people of an example under a program, with the parameters set as the example sets them.

    entries: of every catalogue. trace: where to write down what is read.
    """
    own = with_settings(program, prepared.example.settings)
    make: Callable[..., Replay] = Replay if trace is None else lambda *told: Tracing(*told, trace=trace)
    return Group(own, {each.id: make(own, entries, each, prepared.on) for each in prepared.people})


def note_declared(group: Group) -> None:
    """Writes down in the notebook whose worth was asked, at the end."""
    for asked in group.people.values():
        if isinstance(asked, Tracing):
            asked.note_declared()


def expectation_holds(group: Group, expected: Expected, shelf: Shelf) -> bool:
    """Whether an expectation comes true; a fault never does."""
    if is_standing(group.program, expected):
        standing = standings(group, expected)[group.of(expected.person).person.id]
        return not standing.faults and stands_so(group.program, standing, expected)
    asked = group.of(expected.person)
    if expected.sort in OF_ROUTE:
        if expected.because:
            route = compose_route(asked, expected.target, shelf, seats_of(group, asked, shelf))
            return check_route(group.program, expected, route) is None
        return check_route(group.program, expected, drafted_route(group, expected, shelf)) is None
    try:
        if not came_true(expected, *worth(asked, expected.target)):
            return False
        if not expected.because:
            return True
        reason = asked.reason_of(expected.target)
        return all(reason_found(asked.program, reason, each) for each in expected.because)
    except FaultRaised:
        return False


def is_standing(program: Program, expected: Expected) -> bool:
    """Whether it takes everybody to tell: a place, a priority group, a seat."""
    return expected.target in program.selections or expected.sort in OF_RATING


def standings(group: Group, expected: Expected) -> Mapping[str, Decisions]:
    """Everybody by name with their places in the rating meant, and their seats where a selection is meant."""
    if expected.target not in group.ranked:
        decided = [_standing(asked, expected.target) for asked in group.people.values()]
        group.ranked[expected.target] = {each.person.id: each for each in rank(group.program, decided)}
    return group.ranked[expected.target]


def _standing(asked: Replay, target: str) -> Decisions:
    """One person's part in a rating or a selection, before everybody is compared."""
    program, shape = asked.program, asked.person.shape
    selection = program.selections.get(target)
    rating = selection.rating if selection else target
    ratings: dict[str, RatingResult] = {}
    candidates: dict[str, Candidate] = {}
    faults: list[Fault] = []
    if isinstance(asked, Tracing):
        asked.trace.read.update((placed(rating), *((target,) if selection else ())))
    try:
        if rating in program.ratings and program.ratings[rating].applies.person in ("", shape):
            ratings[rating] = asked.rating(rating)
        if selection and selection.applies.person in ("", shape) and rating in ratings:
            candidates[target] = asked.candidate(target)
    except FaultRaised as raised:
        faults.append(Fault(asked.person.id, target, raised.diagnostic))
    return Decisions(asked.person, asked.on, ratings=ratings, faults=tuple(faults), candidates=candidates)


def placed(rating: str) -> str:
    """What a trace says of a rating whose places were asked."""
    return f"{rating}: placed"


def worth(asked: Replay, name: str) -> tuple[Value, bool]:
    """A target's value, and whether it is about this person."""
    if name in asked.program.ratings or name in asked.program.indicators:
        found = asked.total(name) if name in asked.program.ratings else asked.indicator(name)
        return found, found is not ABSENT
    decision = asked.decision(name)
    # a route that is about others is not composed: its answer is нет, as everywhere
    return truth_of(decision), decision.applicable or name in asked.program.routes


def seats_of(group: Group, asked: Replay, shelf: Shelf) -> Seats:
    """What a person finds of the seats in routes, among everybody of the example."""
    shape = asked.person.shape
    if shape not in group.seated:
        people = [each for each in group.people.values() if each.person.shape == shape]
        rating = queue_of(group.program, shape)
        decided = [_standing(each, rating.about.name) for each in people] if rating is not None else []
        everybody = tuple(decided), tuple(people)
        group.seated[shape] = Seating(rating, *everybody, shelf.entries) if rating is not None else None
    seating = group.seated[shape]
    return EVERY_SEAT if seating is None else seating.of(asked.person.id)


def compose_route(asked: Replay, name: str, shelf: Shelf, seats: Seats = EVERY_SEAT) -> Route | None:
    """One route of the person; None where it is about other people."""
    declared = asked.program.routes[name]
    if declared.applies.person != asked.person.shape:
        return None
    return _noted(compose_one(declared, Setting(asked, shelf, seats)), asked)


def drafted_route(group: Group, expected: Expected, shelf: Shelf) -> Route | None:
    """The route that an expectation is about, without reasons, composed once."""
    asked = group.of(expected.person)
    key = asked.person.id, expected.target
    if key not in group.drafted:
        group.drafted[key] = draft_route(asked, expected.target, shelf, seats_of(group, asked, shelf))
    return group.drafted[key]


def draft_route(asked: Replay, name: str, shelf: Shelf, seats: Seats = EVERY_SEAT) -> Route | None:
    """The same lines, and no reasons: to tell why is most of the work, and a change is noticed by what is there."""
    declared = asked.program.routes[name]
    if declared.applies.person != asked.person.shape:
        return None
    return _noted(compose_one(declared, Setting(untold(asked), shelf, seats)), asked)


def _noted(route: Route, asked: Replay) -> Route:
    if isinstance(asked, Tracing) and route.state is Verdict.YES:
        asked.trace.read.add(composed(route.name))
    return route


def composed(name: str) -> str:
    """What a trace says of a route that was composed."""
    return f"{name}: composed"
