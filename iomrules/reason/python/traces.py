"""Every value behind a person's conclusions, recorded while they are made; reasons are told from the record.

The code is another variant of the same program: it asks every condition, also where another one has settled the
matter, and returns what it found in one flat tuple a declaration. Nothing is made for a node until somebody reads why.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from iomrules.facts.record import Person
from iomrules.program.core import Node, Program
from iomrules.reason.arithmetic import exact
from iomrules.reason.decision import Decisions, Evaluation
from iomrules.reason.python.code import source_of
from iomrules.reason.python.engine import PythonEngine, Row, decisions_of
from iomrules.reason.python.swift import Swift
from iomrules.reason.python.values import LOST, NOTHING
from iomrules.values import ABSENT, Entry, Value


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

    def __init__(self, program: Program, catalogues: Mapping[str, tuple[Entry, ...]]) -> None:
        super().__init__(source_of(program, recording=True), program, catalogues)

    def trace(self, person: Person, on: date, row: Row | None = None) -> Trace:
        """Everything concluded of a person, with every value behind it."""
        code = self._deciding.get((on, person.shape)) or self.bound(person, on)
        return Trace(person, on, code.decide(person, code.read(person) if row is None else row))

    def decisions(self, trace: Trace) -> Decisions:
        """What was concluded, as of any engine."""
        return decisions_of(trace.person, trace.on, self.bound(trace.person, trace.on), trace.found)

    def values(self, trace: Trace) -> Iterator[tuple[Node, Value]]:
        """Nodes of the program with the values recorded for them."""
        told = self.bound(trace.person, trace.on).told
        for block, recorded in zip(told, trace.found[5], strict=True):
            if recorded is LOST:
                continue
            place = 0
            for node, how, places in block:
                found = _value(how, recorded[place : place + places])
                place += places
                if found is not None:
                    yield self.nodes[node], found

    def explaining(self, trace: Trace) -> Evaluation:
        """The person, ready to be asked why: what is recorded is not concluded again."""
        found = self.evaluation(trace.person, trace.on, self.decisions(trace))
        assert isinstance(found, Swift)
        for node, value in self.values(trace):
            found.known[id(node)] = node, value
        return found


def _value(how: int | str, recorded: tuple[Any, ...]) -> Value | None:
    """The value that stands in a record; None where nothing does. how: a number's scale (0: as it is), or a sort."""
    first = recorded[0]
    if any(each is LOST for each in recorded):
        return None
    if len(recorded) > 1:
        return exact(Fraction(first) / (recorded[1] * (int(how) or 1))) if recorded[1] else ABSENT
    if first is NOTHING:
        return None if how == "truth" else ABSENT
    if isinstance(how, int):
        return exact(Fraction(first, how or 1))
    found: Value = first
    return found
