"""Every value behind a person's conclusions, recorded while they are made; reasons are told from the record.

The code is another variant of the same program: it asks every condition, also where another one has settled the
matter, and returns what it found in one flat tuple a declaration. Nothing is made for a node until somebody reads why.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import CodeType
from typing import Any, NamedTuple

from iomrules.facts.record import Person, Row
from iomrules.program.core import Node, Program
from iomrules.reason.decision import Decisions, Evaluation
from iomrules.reason.python.engine import PythonEngine, decisions_of
from iomrules.reason.python.records import Places, Record, places_of
from iomrules.values import Entry, Value

#: people asked why before code that records is made: it has to learn about elements of lists for itself, and that
#: takes as long as to conclude anew, of what was decided already, what the reasons of about so many people need
WORTH_RECORDS = 2000


class Trace(NamedTuple):
    """What was found of one person on one date, as the code returned it.

    found: its answers, and last of them one tuple for each declaration with the values of its nodes, or LOST where
    the interpreter was asked of that declaration.
    """

    person: Person
    on: date
    found: tuple[Any, ...]


class Tracing(PythonEngine):
    """Decides by generated code that records every value it meets."""

    def __init__(self, code: CodeType | str, program: Program, catalogues: Mapping[str, tuple[Entry, ...]]) -> None:
        """code: the program's, that records. catalogues: every entry of every catalogue."""
        super().__init__(code, program, catalogues)
        #: shape of a person -> where the values of nodes stand in a record
        self._places: dict[str, Places] = {}

    def trace(self, person: Person, on: date, row: Row | None = None) -> Trace:
        """Everything concluded of a person, with every value behind it."""
        code = self._deciding.get((on, person.shape)) or self.bound(person, on)
        return Trace(person, on, code.decide(person, code.read(person) if row is None else row))

    def decisions(self, trace: Trace) -> Decisions:
        """What was concluded, as of any engine."""
        return decisions_of(trace.person, trace.on, self.bound(trace.person, trace.on), trace.found)

    def record(self, trace: Trace) -> Record:
        """Values by node, read as they are asked for."""
        return Record(partial(self.places, trace.person, trace.on), lambda: trace.found[-1])

    def values(self, trace: Trace) -> Iterator[tuple[Node, Value]]:
        """Nodes of the program with the values recorded for them."""
        record = self.record(trace)
        for node in self.nodes:
            if (found := record.value(id(node))) is not None:
                yield node, found

    def explaining(self, trace: Trace) -> Evaluation:
        """The person, ready to be asked why: what is recorded is not concluded again."""
        return self.asking(trace.person, trace.on, self.record(trace)).knowing(self.decisions(trace))

    def evaluation(self, person: Person, on: date, decided: Decisions | None = None) -> Evaluation:
        """One person, ready to be asked for values and reasons; recorded when first asked."""
        record = Record(partial(self.places, person, on), lambda: self.trace(person, on).found[-1])
        return self.asking(person, on, record).knowing(decided)

    def places(self, person: Person, on: date) -> Places:
        """Where the values of nodes stand in records of such people."""
        if person.shape not in self._places:
            self._places[person.shape] = places_of(self.bound(person, on).told, self.nodes)
        return self._places[person.shape]


class Explaining(PythonEngine):
    """Decides by code that records nothing; where many are asked why, they are gone through by code that does.

    To conclude anew what a few reasons need takes less than making the other code.
    """

    def __init__(
        self,
        code: CodeType | str,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        recording: Callable[[], CodeType],
        nodes: tuple[Node, ...] | None = None,
    ) -> None:
        """recording: gives the program's code that records. nodes: as for any engine of code."""
        super().__init__(code, program, catalogues, nodes)
        self._recording = recording
        self._tracing: Tracing | None = None
        self._asked = 0

    def evaluation(self, person: Person, on: date, decided: Decisions | None = None) -> Evaluation:
        """One person, ready to be asked for values and reasons."""
        record = Record(partial(self._places, person, on), partial(self._recorded, person, on))
        return self.asking(person, on, record).knowing(decided)

    def _places(self, person: Person, on: date) -> Places:
        """Where values stand; nowhere while too few were asked why."""
        self._asked += 1
        if self._asked <= WORTH_RECORDS:
            return {}
        if self._tracing is None:
            self._tracing = Tracing(self._recording(), self.program, self.catalogues)
        return self._tracing.places(person, on)

    def _recorded(self, person: Person, on: date) -> Sequence[Any]:
        assert self._tracing is not None  # no place was given before
        found: Sequence[Any] = self._tracing.trace(person, on).found[-1]
        return found
