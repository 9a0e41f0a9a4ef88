"""Columns read whole: a school's table says the same few words ten thousand times, and each of them is read once.

A cell that something is to be said of — a fault, a repair, a warning — is not read here: its row is read by itself,
cell by cell, so that it is said of every such cell, at its place and in the order of the rows.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from iomrules.facts import cells
from iomrules.facts.columns import Column
from iomrules.facts.findings import Findings
from iomrules.facts.headings import Table
from iomrules.facts.kinds import Reading, blank_cell, is_not_kept
from iomrules.facts.people import fact_raw
from iomrules.facts.record import ByKeyKind, Fact, Shape
from iomrules.facts.sheets import RawCell
from iomrules.frozen import evolve, frozen
from iomrules.source import NO_CELL, Cell
from iomrules.values import Value

#: stands for a value under a key that a person has not
NOT_KEPT: Value = Cell("not kept")  # type: ignore[assignment]
#: stands for a cell that says the whole list of its person is not known
NOT_KNOWN: Value = Cell("not known")  # type: ignore[assignment]

#: what a cell of a column comes to; findings go to the reading's
Read = Callable[[RawCell, Reading, Cell], Value]
#: types of cells that are never equal to one of another type; and floats, which are equal to no other of these
_APART = frozenset({str, date, datetime, time, timedelta})
_AND_FLOATS = _APART | {float}


@frozen
class Remembering:
    """One column, what its values are called, and how a cell of it is read."""

    index: int
    name: str
    read: Read


def person_columns(columns: Iterable[Column]) -> tuple[Remembering, ...] | None:
    """Columns of a list of people that give facts; None where one gives a value kept by key."""
    of_facts = [column for column in columns if column.fact is not None]
    if any(column.key for column in of_facts):
        return None
    return tuple(_fact_column(column, column.fact) for column in of_facts if column.fact)


def entry_columns(columns: Iterable[Column], records: Shape) -> tuple[Remembering, ...]:
    """Columns of a list of records that give fields, in the order of the shape."""
    given = {
        column.fact.name: _fact_column(column, column.fact) for column in columns if column.fact and not column.key
    }
    return tuple(given[fact.name] for fact in records.facts if fact.name in given)


def keyed_columns(columns: Iterable[Column]) -> tuple[Remembering, ...]:
    """Columns of a table of one fact kept by key: each gives the key with its value, one pair for many people.

    `NOT_KEPT` stands for a key that this person has not.
    """
    return tuple(
        _keyed_column(column, column.fact, column.fact.kind)
        for column in columns
        if column.fact is not None and isinstance(column.fact.kind, ByKeyKind)
    )


def value_columns(columns: Iterable[Column], fact: Fact) -> tuple[Remembering, ...]:
    """Columns of a table that lists values of one fact: several in a cell, none, or `NOT_KNOWN`."""

    def read(raw: RawCell, reading: Reading, place: Cell) -> Value:
        if cells.is_blank(raw):
            return ()
        return NOT_KNOWN if cells.is_not_known(raw) else reading.value(raw, fact, place, ())

    return tuple(Remembering(column.index, fact.name, read) for column in columns if column.part is None)


def _fact_column(column: Column, fact: Fact) -> Remembering:
    def read(raw: RawCell, reading: Reading, place: Cell) -> Value:
        return reading.value(fact_raw(raw, fact), fact, place, blank_cell(fact))

    return Remembering(column.index, fact.name, read)


def _keyed_column(column: Column, fact: Fact, kind: ByKeyKind) -> Remembering:
    def read(raw: RawCell, reading: Reading, place: Cell) -> Value:
        if is_not_kept(raw, kind):
            return NOT_KEPT
        return column.key, reading.keyed(raw, fact, kind, column.key, place)

    return Remembering(column.index, column.key, read)


# --- reading -------------------------------------------------------------------------------------------------------


def read_whole(table: Table, columns: Sequence[Remembering], reading: Reading) -> Sequence[tuple[Value, ...] | None]:
    """What the rows below the headings come to, a value for each column; None where a row is to be read by itself."""
    reading = evolve(reading, findings=Findings())

    def quietly(column: Remembering) -> Callable[[RawCell], Value | None]:
        def read(raw: RawCell) -> Value | None:
            reading.findings = Findings()
            value = column.read(raw, reading, NO_CELL)
            return None if reading.findings.met else value

        return read

    return in_rows(table, [each_once(table.column(column.index), quietly(column)) for column in columns])


def in_rows(table: Table, columns: Sequence[tuple[Sequence[Any], bool]]) -> Sequence[tuple[Any, ...] | None]:
    """The values of each row; None for a row that has a cell with a mark, or one that something was said of.

    columns: as `each_once` gives them.
    """
    if not columns:
        return [None if row in table.marked else () for row in range(table.start, len(table.sheet.rows))]
    rows: list[tuple[Any, ...] | None] = list(zip(*(values for values, _ in columns), strict=True))
    for values in (values for values, told in columns if told):
        for at, value in enumerate(values):
            if value is None:
                rows[at] = None
    for row in table.marked:
        if row >= table.start:
            rows[row - table.start] = None
    return rows


def each_once(column: Sequence[RawCell], read: Callable[[RawCell], Any]) -> tuple[Sequence[Any], bool]:
    """What the cells of a column come to, equal ones read once; and whether one came to None."""
    met = _Met(read)
    found = list(map(met.__getitem__, column))
    # Most columns have no numbers: then one look at the different cells tells.
    if _APART.issuperset(map(type, met)) or _AND_FLOATS.issuperset(map(type, column)):
        return found, met.told
    # By its type too: 1, 1.0 and True are one key of a mapping, and three different cells.
    met = _Met(lambda typed: read(typed[1]))
    return list(map(met.__getitem__, zip(map(type, column), column, strict=True))), met.told


class _Met(dict[Any, Any]):
    """What cells came to, each read when it is first asked for."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read, self.told = read, False

    def __missing__(self, cell: Any) -> Any:
        found = self[cell] = self.read(cell)
        if found is None:
            self.told = True
        return found


def nothing_known(table: Table, indices: Sequence[int]) -> frozenset[int]:
    """Rows that hold nothing but `неизвестно`, in the columns: the whole list of their person is not known."""
    if not indices:
        return frozenset()
    first, *others = [table.column(index) for index in indices]
    silent = {raw for raw in set(first) if not _says_something(raw)}
    rows = [row for row, raw in enumerate(first) if raw in silent] if silent else []
    for column in others:
        rows = [row for row in rows if not _says_something(column[row])]
    columns = (first, *others)
    return frozenset(table.start + row for row in rows if any(cells.is_not_known(column[row]) for column in columns))


def _says_something(raw: RawCell) -> bool:
    return not cells.is_blank(raw) and not cells.is_not_known(raw)
