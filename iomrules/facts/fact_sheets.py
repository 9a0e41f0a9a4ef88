"""Sheets of one fact: marks by subject, achievements row by row, wishes. Each row finds its person."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts import cells
from iomrules.facts.columns import (
    Column,
    fact_headings,
    keyed_meaning,
    read_columns,
    report_unknown,
    shape_meaning,
    values_meaning,
)
from iomrules.facts.findings import Findings, within
from iomrules.facts.headings import Table
from iomrules.facts.kinds import Reading, blank_cell, is_not_kept
from iomrules.facts.letters import shown
from iomrules.facts.people import Draft, fact_raw
from iomrules.facts.record import ByKeyKind, Fact, ListKind, RecordKind, Shape, missing
from iomrules.facts.remembered import (
    NOT_KEPT,
    NOT_KNOWN,
    Remembering,
    entry_columns,
    keyed_columns,
    nothing_known,
    read_whole,
    value_columns,
)
from iomrules.facts.sheets import Sheet
from iomrules.facts.workbook import Register, in_order, require_key, row_people
from iomrules.frozen import evolve
from iomrules.source import Cell
from iomrules.values import ByKey, Entry, Unknown, Value, entries


def read_fact_sheet(sheet: Sheet, fact: Fact, shape: Shape, reading: Reading, register: Register) -> Findings:
    """Give the people of the register the fact this sheet holds; what is wrong with the sheet comes back.

    Where the sheet lists things (achievements, wishes), a person without rows has none: an empty list.
    """
    findings = Findings()
    findings.extend(sheet.diagnostics)
    reading = evolve(reading, date1904=sheet.date1904)
    try:
        if isinstance(fact.kind, ByKeyKind):
            _read_keyed(sheet, fact, shape, reading, register=register, findings=findings)
        elif _record_kind(fact):
            _read_records(sheet, fact, reading, register, findings)
        else:
            _read_values(sheet, fact, reading, register, findings)
    except InputError as error:
        findings.extend(error.diagnostics)
    return findings


def _record_kind(fact: Fact) -> RecordKind | None:
    kind = fact.kind.element if isinstance(fact.kind, ListKind) else fact.kind
    return kind if isinstance(kind, RecordKind) else None


def _read_keyed(
    sheet: Sheet, fact: Fact, shape: Shape, reading: Reading, *, register: Register, findings: Findings
) -> None:
    kind = fact.kind
    assert isinstance(kind, ByKeyKind)
    members = reading.vocabulary.schema.enumerations[kind.enumeration].members
    table, columns = read_columns(sheet, keyed_meaning(fact, kind, reading.vocabulary), ("ID", *members), findings)
    require_key(table, columns, findings)
    report_unknown(table, columns, members, findings)
    first: dict[str, int] = {}
    of_keys = keyed_columns(columns)
    keys = tuple(column.name for column in of_keys)
    whole: Sequence[tuple[Any, ...] | None] = read_whole(table, of_keys, reading)
    ordered = _stand_in_order(keys, members)
    for row, draft in row_people(table, columns, register, findings):
        reading.findings = draft.findings
        if draft.identity.id in first:
            words = {"id": shown(draft.identity.id), "first": str(sheet.place(first[draft.identity.id]))}
            draft.findings.add(codes.ROW_TWICE, sheet.place(row), **words)
            continue
        first[draft.identity.id] = row
        given = whole[row - table.start]
        if given is None:
            pairs = _keyed_cells(table, row, columns, reading)
        else:
            pairs = [pair for pair in given if pair is not NOT_KEPT]
        if ordered and fact.name not in draft.facts:
            draft.facts[fact.name] = ByKey(tuple(pairs))
        else:
            _join(draft, fact, dict(pairs), sheet.place(row), shape, reading=reading)


def _stand_in_order(keys: Sequence[str], members: Sequence[str]) -> bool:
    """Whether the columns stand as the members of the enumeration do."""
    return list(keys) == [member for member in members if member in keys]


def _keyed_cells(table: Table, row: int, columns: tuple[Column, ...], reading: Reading) -> list[tuple[str, Value]]:
    """The values of one row by key."""
    pairs: list[tuple[str, Value]] = []
    for column in columns:
        if column.fact is None or not isinstance(column.fact.kind, ByKeyKind):
            continue
        raw = table.raw(row, column.index, reading.findings)
        if raw is not None and not is_not_kept(raw, column.fact.kind):
            at = table.sheet.place(row, shown(column.heading))
            pairs.append((column.key, reading.keyed(raw, column.fact, column.fact.kind, column.key, at)))
    return pairs


def _join(draft: Draft, fact: Fact, pairs: dict[str, Value], place: Cell, shape: Shape, *, reading: Reading) -> None:
    """Add the row's values to those the list of people gave; a key given in both places is a fault."""
    earlier = draft.facts.get(fact.name)
    known = dict(earlier.pairs) if isinstance(earlier, ByKey) else {}
    for key in sorted(known.keys() & pairs.keys()):
        draft.findings.add(codes.DUPLICATE_KEY, within(place, key), key=key, first=str(draft.place))
    draft.facts[fact.name] = in_order({**known, **pairs}.items(), shape, fact.name, reading)


def _read_records(sheet: Sheet, fact: Fact, reading: Reading, register: Register, findings: Findings) -> None:
    kind = _record_kind(fact)
    assert kind is not None
    records = reading.vocabulary.schema.shapes[kind.shape]
    expected = fact_headings(records)
    table, columns = read_columns(sheet, shape_meaning(records, reading.vocabulary), ("ID", *expected), findings)
    require_key(table, columns, findings)
    report_unknown(table, columns, expected, findings)
    gathered = defaultdict[str, list[Value]](list)
    untold: set[str] = set()
    of_fields = entry_columns(columns, records)
    whole = _whole_entries(table, of_fields, records, reading)
    untelling = nothing_known(table, [column.index for column in columns if column.part is None])
    for row, draft in row_people(table, columns, register, findings):
        if _says_unknown(table, row, columns) if row in table.marked else row in untelling:
            untold.add(draft.identity.id)
            continue
        entry = whole[row - table.start]
        if entry is None:
            reading.findings = draft.findings
            entry = read_entry(table, row, columns, records, reading=reading)
        gathered[draft.identity.id].append(entry)
    _give(gathered, fact, sheet, register, untold)


def _whole_entries(
    table: Table, columns: Sequence[Remembering], records: Shape, reading: Reading
) -> Sequence[Entry | None]:
    """All rows as records, read a column at a time; None for a row that is to be read by itself."""
    names = tuple(column.name for column in columns)
    whole = read_whole(table, columns, reading)
    rows = [row for row, given in enumerate(whole, start=table.start) if given is not None]
    values = (given for given in whole if given is not None)
    fields: Iterator[dict[str, Value]] = map(dict, map(zip, repeat(names), values))
    if len(names) < len(records.facts):
        fields = map(dict(records.nothing_given).__or__, fields)
    made = iter(entries(records.name, fields, table.sheet.row_texts(rows)))
    return [None if given is None else next(made) for given in whole]


def _says_unknown(table: Table, row: int, columns: tuple[Column, ...]) -> bool:
    """Whether the row holds nothing about its person but `неизвестно`: the whole list is not known."""
    cells_of = [table.raw(row, column.index, Findings()) for column in columns if column.part is None]
    filled = [raw for raw in cells_of if raw is not None and not cells.is_blank(raw)]
    return bool(filled) and all(cells.is_not_known(raw) for raw in filled)


def read_entry(
    table: Table, row: int, columns: tuple[Column, ...], records: Shape, *, reading: Reading, key: str = ""
) -> Entry:
    """One row as a record; a field without a column is unknown: nobody was asked."""
    fields: dict[str, Value] = {fact.name: Unknown((missing(fact),)) for fact in records.facts}
    for column in columns:
        if column.fact is None or column.key:
            continue
        raw = table.raw(row, column.index, reading.findings)
        if raw is not None:
            at = table.sheet.place(row, shown(column.heading))
            value = reading.value(fact_raw(raw, column.fact), column.fact, at, blank_cell(column.fact))
            fields[column.fact.name] = value
    return Entry(records.name, fields, key, str(table.sheet.place(row)))


def _read_values(sheet: Sheet, fact: Fact, reading: Reading, register: Register, findings: Findings) -> None:
    table, columns = read_columns(sheet, values_meaning(), ("ID", fact.title or fact.name), findings)
    require_key(table, columns, findings)
    gathered = defaultdict[str, list[Value]](list)
    untold: set[str] = set()
    of_values = value_columns(columns, fact)
    whole = read_whole(table, of_values, reading)
    for row, draft in row_people(table, columns, register, findings):
        given = whole[row - table.start]
        if given is None:
            reading.findings = draft.findings
            given = tuple(_values(table, row, of_values, reading))
        for value in given:
            if value is NOT_KNOWN:
                untold.add(draft.identity.id)
            else:
                gathered[draft.identity.id].extend(value if isinstance(value, tuple) else (value,))
    _give(gathered, fact, sheet, register, untold)


def _values(table: Table, row: int, columns: Sequence[Remembering], reading: Reading) -> Iterator[Value]:
    """The values of one row, read by itself."""
    for column in columns:
        raw = table.raw(row, column.index, reading.findings)
        if raw is not None:
            yield column.read(raw, reading, table.sheet.place(row, shown(table.headings[column.index])))


def _give(
    gathered: Mapping[str, Sequence[Value]], fact: Fact, sheet: Sheet, register: Register, untold: Collection[str]
) -> None:
    """Hand each person the rows gathered; more than declared is a fault of that person.

    untold: people of whom the sheet says `неизвестно`; their fact is not given, so it is unknown.
    """
    listed = isinstance(fact.kind, ListKind)
    bound = fact.kind.bound if isinstance(fact.kind, ListKind) else 1
    for draft in register.drafts:
        who = draft.identity.id
        if who in untold:
            continue
        values = tuple(gathered.get(who, ()))
        if len(values) > bound:
            words = {"field": missing(fact).fact, "count": len(values), "bound": bound}
            draft.findings.add(codes.TOO_MANY, sheet.place(), **words)
        elif listed:
            draft.facts[fact.name] = values
        elif values:
            draft.facts[fact.name] = values[0]
