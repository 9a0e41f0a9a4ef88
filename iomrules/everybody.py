"""Everybody of a run decided, in little memory: each is made anew when somebody comes to them.

What others depend on, standings in ratings and parts in selections, is taken aside while people are decided one after
another; all else that was concluded of a person lies packed until somebody asks for that person.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import Any

from iomrules.decided import Decided, queue_of
from iomrules.facts.record import Person, Records
from iomrules.packed import MadeAnew, Mapped, Packed
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, Maker, RatingResult, Standing
from iomrules.reason.engines import prepare_for
from iomrules.reason.rank import Place, placed, places, standing, takes_part
from iomrules.reason.selection import outcomes


class Everybody(MadeAnew[Decided]):
    """The people of some records decided on one date, in the order read, with places among all of them.

    One by one the same as `deciding.decide_people` gives. people: all of them without their facts, for who needs names.
    """

    def __init__(self, program: Program, records: Records, on: date, engine: str = "auto") -> None:
        """engine: one of `reason.engines.ENGINES`."""
        self.on, self.people, self._records = on, list[Person](), records
        self._engine = prepare_for(program, records.catalogues, len(records.people), engine)
        self._makers: list[Maker | None] = []
        self._found: Packed[tuple[int, Any]] = Packed()
        standings: dict[str, list[Standing | None]] = {name: [] for name in program.ratings}
        #: of each rating, the places of those of whom nothing is concluded
        self._lacking: dict[str, set[int]] = {name: set() for name in program.ratings}
        compared: list[Decisions] = []
        together = bool(program.selections) or any(queue_of(program, shape) for shape in program.person_shapes())
        for person in records.people:
            decisions = self._engine.decide(person, on)
            self.people.append(person.without_facts())
            self._found.append(self._packable(decisions))
            for name, given in standings.items():
                own = standing(decisions, name)
                if own is None:
                    self._lacking[name].add(len(given))
                given.append(own if takes_part(own) else None)
            if together:
                compared.append(_compared(self.people[-1], decisions))
        self._places = {name: places(program.ratings[name], given) for name, given in standings.items()}
        compared = [placed(each, self._places_of(index)) for index, each in enumerate(compared)]
        self._selections = outcomes(program, compared)
        evaluations = Mapped(self, lambda each: each.evaluation)
        # Imported only now: few rules limit seats.
        among = import_module("iomrules.seating").seats_among if together else None
        self._seats_of = among and among(program, compared, evaluations, records.catalogues)

    def placed_in(self, rating: str) -> int:
        """How many have a place in a rating."""
        return len(self._places[rating])

    def decisions(self) -> Iterator[Decisions]:
        """What was concluded of each, of people without their facts."""
        return map(self._named, range(len(self)))

    def results(self, rating: str) -> Sequence[tuple[Person, RatingResult]]:
        """Of a rating, the people without their facts of whom something was concluded, in the order read."""
        lacking = self._lacking[rating]
        places = [place for place in range(len(self)) if place not in lacking] if lacking else range(len(self))
        return Mapped(places, lambda place: (self.people[place], self._named(place).ratings[rating]))

    def _named(self, place: int) -> Decisions:
        return self._decisions(place, self.people[place], self._found[place])

    def __len__(self) -> int:
        return len(self.people)

    def at(self, place: int) -> Decided:
        """One of them, by the order read."""
        return self._decided(place, self._records.people[place], self._found[place])

    def __iter__(self) -> Iterator[Decided]:
        for index, (person, found) in enumerate(zip(self._records.people, self._found, strict=True)):
            yield self._decided(index, person, found)

    def _packable(self, decisions: Decisions) -> tuple[int, Any]:
        """What decisions are made of; what makes them is the same for nearly all, and stays here."""
        make, found = decisions.bare()
        if make not in self._makers:
            self._makers.append(make)
        return self._makers.index(make), found

    def _decided(self, index: int, person: Person, found: tuple[int, Any]) -> Decided:
        decisions = self._decisions(index, person, found)
        return Decided(decisions, self._engine.evaluation(person, self.on, decisions), self._seats_of)

    def _decisions(self, index: int, person: Person, found: tuple[int, Any]) -> Decisions:
        make, bare = found
        decisions = Decisions.of_bare(person, self.on, self._makers[make], bare)
        if own := self._places_of(index):
            decisions = placed(decisions, own)
        selected = self._selections.get(index)
        return decisions.with_selections(selected) if selected else decisions

    def _places_of(self, index: int) -> Mapping[str, Place]:
        return {name: found[index] for name, found in self._places.items() if index in found}


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _compared(person: Person, decisions: Decisions) -> Decisions:
    """Of decisions, what people are compared by."""
    ratings = {
        name: RatingResult(name, each.total, _NOTHING, each.ties, priority=each.priority)
        for name, each in decisions.ratings.items()
    }
    return Decisions(
        person, decisions.on, ratings=ratings, faults=decisions.faults, candidates=dict(decisions.candidates)
    )
