"""The interpreter with a notebook: what every node of the rules came to while the examples were tried."""

from collections.abc import Mapping
from datetime import date

from iomrules.facts.record import Person
from iomrules.frozen import define, field
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.collections import is_list, parts
from iomrules.reason.decision import FaultRaised
from iomrules.reason.declared import Entries
from iomrules.reason.replay import Replay
from iomrules.reason.tables import look_up
from iomrules.values import ABSENT, Entry, Number, Unknown, Value

YES, NO, UNKNOWN, FAULT, VALUE = "yes", "no", "unknown", "fault", "value"


@define
class Trace:
    """Notes of one example; everything is known by the id of its node or row, so the program must stay alive.

    answers: what a node was seen to be. rows: rows that fitted for certain; near: rows that fitted or could have.
    caps: limits that cut something off, and lists longer than the best that were taken.
    read: parameters, tables and every other declaration that was asked.
    """

    answers: dict[int, set[str]] = field(factory=dict)
    rows: set[int] = field(factory=set)
    near: set[int] = field(factory=set)
    caps: set[int] = field(factory=set)
    read: set[str] = field(factory=set)


def answer_of(value: Value) -> str:
    """`yes`, `no`, `unknown` or `value`."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Unknown):
        return UNKNOWN
    return VALUE


class Tracing(Replay):
    """One person, ready to be asked, with a trace of everything that was computed."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        hours: Value | None = None,
        *,
        trace: Trace,
    ) -> None:
        super().__init__(program, catalogues, person, on, hours)
        self.trace = trace

    def with_remaining_hours(self, hours: Value) -> "Tracing":
        """The same person and the same notebook, where `остаток_часов` is `hours`."""
        other = Tracing(self.program, self.catalogues, self.person, self.on, hours, trace=self.trace)
        other.kept = self.kept
        return other

    def value(self, node: Node, entries: Entries = ()) -> Value:
        """The node's value, noted."""
        seen = self.trace.answers.setdefault(id(node), set())
        try:
            found = super().value(node, entries)
        except FaultRaised:
            seen.add(FAULT)
            self._note(node, entries)
            raise
        seen.add(answer_of(found))
        self._note(node, entries)
        return found

    def note_declared(self) -> None:
        """Writes down whose worth was asked, at the end."""
        for sort, name in tuple(self.kept):
            self.trace.read.add(sort.removeprefix("criterion of ") if sort.startswith("criterion") else name)

    def _note(self, node: Node, entries: Entries) -> None:
        try:
            match node:
                case core.ParameterOf(name=name):
                    self.trace.read.add(name)
                case core.FromTable(table=table, keys=keys):
                    self._note_rows(table, [super(Tracing, self).value(key, entries) for key in keys])
                case core.AtMost(operand=operand, limit=limit):
                    self._note_cap(node, operand, limit, entries)
                case core.Reduce(best=int(best)):
                    self._note_best(node, node, best, entries)
                case core.ReduceList(operand=operand, best=int(best)):
                    self._note_best(node, operand, best, entries)
        except FaultRaised:  # noted where it stops the target; a notebook stops nobody
            return

    def _note_rows(self, name: str, keys: list[Value]) -> None:
        self.trace.read.add(name)
        found = look_up(self.table(name), keys, self.on, self.entered())
        self.trace.rows.update(id(row) for row in found.sure)
        self.trace.near.update(id(row) for row in (*found.sure, *found.possible))

    def _note_cap(self, node: Node, operand: Node, limit: Node, entries: Entries) -> None:
        most = super().value(limit, entries)
        numbers = [super().value(operand, entries)]
        if is_list(node):
            numbers = [part.value for part in parts(self, operand, entries).parts]
        if isinstance(most, Number) and any(isinstance(each, Number) and each > most for each in numbers):
            self.trace.caps.add(id(node))

    def _note_best(self, node: Node, source: Node, best: int, entries: Entries) -> None:
        taken = [part for part in parts(self, source, entries).parts if part.holds is True]
        if sum(part.value is not ABSENT for part in taken) > best:
            self.trace.caps.add(id(node))
