"""Examples made ready: facts read into people once, so that many programs of one schema can be asked about them."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from iomrules.diagnostics import Diagnostic
from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Person
from iomrules.facts.vocabulary import Vocabulary
from iomrules.program.core import Example, Expected, Program
from iomrules.reason.decision import Decisions, FaultRaised, Verdict
from iomrules.reason.declared import truth_of
from iomrules.reason.examples import came_true, check_expected, reason_found
from iomrules.reason.replay import Replay
from iomrules.route.compose import compose_one
from iomrules.route.draft import Setting
from iomrules.route.entries import Shelf
from iomrules.route.route import Route
from iomrules.trials.trace import Tracing
from iomrules.values import ABSENT, Entry, Value


@frozen
class Prepared:
    """An example with its person. person: None where the facts are at fault, and faulty says why."""

    example: Example
    person: Person | None
    on: date
    faulty: tuple[Diagnostic, ...] = ()


def prepare_examples(
    program: Program,
    on: date,
    catalogues: Mapping[str, tuple[Entry, ...]] | None = None,
    examples: Iterable[Example] | None = None,
) -> tuple[Prepared, ...]:
    """Every example, in order. on: the date of those that do not say one. examples: those, not the program's."""
    reading = Reading(Vocabulary(program.schema), declared_keys(program.schema, catalogues or {}))
    chosen = program.examples if examples is None else examples
    return tuple(_prepare(example, program, reading, on) for example in chosen)


def _prepare(example: Example, program: Program, reading: Reading, on: date) -> Prepared:
    shape = program.schema.shapes[example.person or program.person_shapes()[0]]
    draft, findings = draft_person({"id": "пример", **example.facts}, reading, shape, example.span)
    if draft is None or findings.faulty():
        return Prepared(example, None, example.on or on, findings.all())
    return Prepared(example, draft.person(shape), example.on or on)


def expectation_holds(asked: Replay, expected: Expected, shelf: Shelf) -> bool:
    """Whether an expectation comes true; a fault never does. Only what the target reads is computed."""
    if expected.sort in ("contains", "lacks"):
        items = route_items(compose_route(asked, expected.target, shelf))
        nothing = Decisions(asked.person, asked.on)
        return check_expected(asked, nothing, expected, {expected.target: items}) is None
    try:
        if not came_true(expected, *worth(asked, expected.target)):
            return False
        if not expected.because:
            return True
        reason = asked.reason_of(expected.target)
        return all(reason_found(asked.program, reason, each) for each in expected.because)
    except FaultRaised:
        return False


def worth(asked: Replay, name: str) -> tuple[Value, bool]:
    """A target's value, and whether it is about this person."""
    if name in asked.program.ratings or name in asked.program.indicators:
        found = asked.total(name) if name in asked.program.ratings else asked.indicator(name)
        return found, found is not ABSENT
    decision = asked.decision(name)
    # a route that is about others is not composed: its answer is нет, as everywhere
    return truth_of(decision), decision.applicable or name in asked.program.routes


def compose_route(asked: Replay, name: str, shelf: Shelf) -> Route | None:
    """One route of the person; None where it is about other people."""
    declared = asked.program.routes[name]
    if declared.applies.person != asked.person.shape:
        return None
    route = compose_one(declared, Setting(asked, shelf))
    if isinstance(asked, Tracing) and route.state is Verdict.YES:
        asked.trace.read.add(composed(name))
    return route


def composed(name: str) -> str:
    """What a trace says of a route that was composed."""
    return f"{name}: composed"


def route_items(route: Route | None) -> tuple[str, ...]:
    """Keys and titles of everything that a route gives a person."""
    if route is None:
        return ()
    named = tuple(word for item in (*route.items, *route.mentors) for word in (item.key, item.title))
    return (*named, *(each.title for each in route.activities))
