"""Columns that remember: a school's table says the same few words ten thousand times, and each is read once.

Only what was read without a word to say about it is remembered: a fault, a repair or a warning is told of every cell.
"""

from collections.abc import Callable, Iterable

from iomrules.facts import cells
from iomrules.facts.columns import Column
from iomrules.facts.headings import Table
from iomrules.facts.kinds import Reading, blank_cell, is_not_kept
from iomrules.facts.letters import shown
from iomrules.facts.people import fact_raw, is_class
from iomrules.facts.record import ByKeyKind, Fact
from iomrules.facts.sheets import RawCell
from iomrules.frozen import define, field, frozen
from iomrules.source import Cell
from iomrules.values import Value

#: cells one column remembers, and letters of the longest
_MOST_REMEMBERED = 5000
_LONGEST_REMEMBERED = 100

#: stands for a cell that was not met before
NEW: Value = Cell("not met before")  # type: ignore[assignment]
#: stands for a value under a key that a person has not
NOT_KEPT: Value = Cell("not kept")  # type: ignore[assignment]

#: what a cell of a column comes to; findings go to the reading's
Read = Callable[[RawCell, Reading, Cell], Value]


@define
class Remembering:
    """One column and what its cells were read to. as_class: it says the person's class, as identity does."""

    index: int
    name: str
    heading: str
    read: Read
    as_class: bool = False
    words: dict[str, Value] = field(factory=dict)
    others: dict[tuple[type, RawCell], Value] = field(factory=dict)

    def met(self, raw: RawCell) -> Value:
        """What the cell came to before, or NEW."""
        if raw.__class__ is str:
            return self.words.get(raw, NEW)
        # By its type too: 1, 1.0 and True are one key of a mapping, and three different cells.
        return self.others.get((raw.__class__, raw), NEW)

    def value(self, raw: RawCell, reading: Reading, table: Table, row: int) -> Value:
        """What the cell comes to, read as if nothing were remembered."""
        told = len(reading.findings.met)
        value = self.read(raw, reading, table.sheet.place(row, self.heading))
        if len(reading.findings.met) == told:
            if not isinstance(raw, str):
                if len(self.others) < _MOST_REMEMBERED:
                    self.others[raw.__class__, raw] = value
            elif len(self.words) < _MOST_REMEMBERED and len(raw) <= _LONGEST_REMEMBERED:
                self.words[raw] = value
        return value


def person_columns(columns: Iterable[Column]) -> tuple[Remembering, ...] | None:
    """Columns of a list of people that give facts; None where one gives a value kept by key."""
    of_facts = [column for column in columns if column.fact is not None]
    if any(column.key for column in of_facts):
        return None
    return tuple(_fact_column(column, column.fact) for column in of_facts if column.fact)


def entry_columns(columns: Iterable[Column]) -> tuple[Remembering, ...]:
    """Columns of a list of records that give fields."""
    return tuple(_fact_column(column, column.fact) for column in columns if column.fact and not column.key)


def keyed_columns(columns: Iterable[Column]) -> tuple[Remembering, ...]:
    """Columns of a table of one fact kept by key; `NOT_KEPT` stands for a key that this person has not."""
    return tuple(
        _keyed_column(column, column.fact, column.fact.kind)
        for column in columns
        if column.fact is not None and isinstance(column.fact.kind, ByKeyKind)
    )


def value_columns(columns: Iterable[Column], fact: Fact) -> tuple[Remembering, ...]:
    """Columns of a table that lists values of one fact."""

    def read(raw: RawCell, reading: Reading, place: Cell) -> Value:
        return reading.value(raw, fact, place, ())

    return tuple(
        Remembering(column.index, fact.name, shown(column.heading), read) for column in columns if column.part is None
    )


def _fact_column(column: Column, fact: Fact) -> Remembering:
    def read(raw: RawCell, reading: Reading, place: Cell) -> Value:
        return reading.value(fact_raw(raw, fact), fact, place, blank_cell(fact))

    return Remembering(column.index, fact.name, shown(column.heading), read, is_class(fact))


def _keyed_column(column: Column, fact: Fact, kind: ByKeyKind) -> Remembering:
    def read(raw: RawCell, reading: Reading, place: Cell) -> Value:
        return NOT_KEPT if is_not_kept(raw, kind) else reading.keyed(raw, fact, kind, column.key, place)

    return Remembering(column.index, column.key, shown(column.heading), read)


@frozen
class Listening:
    """Tells rows that hold nothing but `неизвестно`: the whole list of their person is not known."""

    columns: tuple[int, ...]
    _telling: set[str] = field(factory=set, init=False)

    def unknown(self, row: tuple[RawCell, ...]) -> bool:
        """Whether something is filled in, and all that is says that it is not known."""
        filled = False
        for column in self.columns:
            raw = row[column]
            if raw == "" or (raw.__class__ is str and raw not in self._telling and cells.is_blank(raw)):
                continue
            if raw in self._telling or not cells.is_not_known(raw):
                if isinstance(raw, str) and len(self._telling) < _MOST_REMEMBERED:
                    self._telling.add(raw)
                return False
            filled = True
        return filled
