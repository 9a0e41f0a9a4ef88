"""The row engine: people that columns cannot settle, one by one.

What columns have no way for is concluded of everybody by code generated from that part of the program alone. Whom
columns lose besides mostly lack facts: there generated code would ask the interpreter too, so that it is asked at once,
of those declarations only.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from threading import Lock
from typing import Any

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Person
from iomrules.frozen import frozen
from iomrules.program.core import Node, Program
from iomrules.reason.decision import Candidate, Decision, Decisions, FaultRaised, RatingResult
from iomrules.reason.engines import code_of
from iomrules.reason.needed import part_of
from iomrules.reason.python.engine import EMPTY, PythonEngine
from iomrules.reason.python.swift import Swift
from iomrules.reason.selection import missing_to_stand
from iomrules.reason.tables import Lookup
from iomrules.reason.telling import TellingsByShape
from iomrules.values import Entry, Missing, Value


class Unreadable:
    """Someone whose values are at fault: every question is answered by that."""

    def __init__(self, person: str, diagnostic: Diagnostic) -> None:
        self.id, self.diagnostic = person, diagnostic

    def decision(self, _: str) -> Decision:
        raise FaultRaised(self.diagnostic)

    def indicator(self, _: str) -> Value:
        raise FaultRaised(self.diagnostic)

    def rating(self, _: str) -> RatingResult:
        raise FaultRaised(self.diagnostic)

    def candidate(self, _: str) -> Candidate:
        raise FaultRaised(self.diagnostic)

    def value(self, _: Node) -> Value:
        raise FaultRaised(self.diagnostic)


@frozen
class Row:
    """A person's id, and whom to ask. candidates: what is concluded already of selections."""

    id: str
    engine: Swift | Unreadable
    candidates: Mapping[str, Candidate] = EMPTY

    def candidate(self, name: str) -> Candidate:
        """The person's part in a selection. Raises FaultRaised."""
        return self.candidates.get(name) or self.engine.candidate(name)

    def missing_of(self, selection: str, rating: str) -> tuple[Missing, ...]:
        """What is missing to know where the person stands. rating: the selection's. Raises FaultRaised."""
        return missing_to_stand(self.candidate(selection), self.engine.rating(rating))


class Rows:
    """One program on one date. catalogues: every entry of every catalogue."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        on: date,
        left_out: Iterable[str] = (),
    ) -> None:
        """left_out: declarations that are asked of everybody here."""
        self.program, self.catalogues, self.on = program, catalogues, on
        self.left_out = tuple(left_out)
        self._engine: PythonEngine | None = None
        #: generated code decides one person at a time
        self._one_at_a_time = Lock()
        self._looked_up: dict[tuple[Any, ...], Lookup] = {}
        self._apart: dict[int, tuple[Node, bool]] = {}
        self._tellings = TellingsByShape(program, catalogues)

    def asked(self, person: Person | tuple[str, Diagnostic]) -> Row:
        """One person ready to be asked, what is left out concluded already.

        In place of a person: the id, and what is wrong with the values.
        """
        if not isinstance(person, Person):
            return Row(person[0], Unreadable(*person))
        asked = self.asking(person)
        if not self.left_out:
            return Row(person.id, asked)
        decided = self._concluded(person)
        return Row(person.id, asked.knowing(decided), decided.candidates)

    def asking(self, person: Person) -> Swift:
        """One person ready to be asked, nothing concluded."""
        return Swift(
            self.program,
            self.catalogues,
            person,
            self.on,
            tellings=self._tellings[person.shape],
            looked_up=self._looked_up,
            apart=self._apart,
        )

    def _concluded(self, person: Person) -> Decisions:
        with self._one_at_a_time:
            if self._engine is None:
                part = part_of(self.program, self.left_out)
                self._engine = PythonEngine(code_of(part), part, self.catalogues)
            return self._engine.decide(person, self.on)
