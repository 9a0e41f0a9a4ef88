"""Preparing a program once and deciding people one by one; a fault stops one target of one person only."""

from collections.abc import Callable, Mapping
from datetime import date

from iomrules.facts.record import Person
from iomrules.program.core import Indicator, Program, Rating, Rule
from iomrules.reason.decision import (
    Candidate,
    Decision,
    Decisions,
    Engine,
    Evaluation,
    Fault,
    FaultRaised,
    RatingResult,
)
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.replay import Replay
from iomrules.reason.telling import TellingsByShape
from iomrules.values import Entry, Value


def prepare(program: Program, catalogues: Mapping[str, tuple[Entry, ...]] | None = None) -> Engine:
    """An engine for the program.

    catalogues: the school's own entries, after the program's; one with a key of the program's stands in for that.
    """
    return Interpreting(program, entries_of_catalogues(program, {} if catalogues is None else catalogues))


class Interpreting:
    """The engine that asks the interpreter."""

    def __init__(self, program: Program, catalogues: Mapping[str, tuple[Entry, ...]]) -> None:
        self.program, self.catalogues = program, catalogues
        self.tellings = TellingsByShape(program, catalogues)

    def evaluation(self, person: Person, on: date, decided: Decisions | None = None) -> Evaluation:
        """One person, ready to be asked for values and reasons."""
        return Replay(self.program, self.catalogues, person, on, tellings=self.tellings[person.shape]).knowing(decided)

    def decide(self, person: Person, on: date) -> Decisions:
        """Everything the program concludes of a person of this shape, in the program's order."""
        asked = Replay(self.program, self.catalogues, person, on)
        verdicts: dict[str, Decision] = {}
        values: dict[str, Value] = {}
        ratings: dict[str, RatingResult] = {}
        faults: list[Fault] = []

        def attempt(name: str, conclude: Callable[[], None]) -> None:
            try:
                conclude()
            except FaultRaised as raised:
                faults.append(Fault(person.id, name, raised.diagnostic))

        for name in about(self.program, person.shape):
            if name in self.program.indicators:
                attempt(name, lambda name=name: values.update({name: asked.indicator(name)}))  # type: ignore[misc]
            elif name in self.program.ratings:
                attempt(name, lambda name=name: ratings.update({name: asked.rating(name)}))  # type: ignore[misc]
            elif name in self.program.rules:
                attempt(name, lambda name=name: verdicts.update({name: asked.decision(name)}))  # type: ignore[misc]
        candidates: dict[str, Candidate] = {}
        for name, selection in self.program.selections.items():
            if selection.applies.person in ("", person.shape) and selection.rating in ratings:
                attempt(name, lambda name=name: candidates.update({name: asked.candidate(name)}))  # type: ignore[misc]
        return Decisions(person, on, verdicts, values, ratings, tuple(faults), candidates)


def about(program: Program, shape: str) -> tuple[str, ...]:
    """Names of the indicators, ratings and rules that are about people of this shape, in the program's order."""
    declared: dict[str, Indicator | Rating | Rule] = {**program.indicators, **program.ratings, **program.rules}
    order = dict.fromkeys((*program.order, *declared))
    return tuple(name for name in order if name in declared and declared[name].applies.person in ("", shape))
