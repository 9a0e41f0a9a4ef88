"""Delimited text (CSV) as a sheet. Rows are numbered as a spreadsheet shows them, the line `sep=` not counted."""

import csv
import io
from collections import Counter

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.encodings import decode
from iomrules.facts.sheets import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, too_many_cells, unreadable
from iomrules.source import Cell

_DELIMITERS = ";\t,|"
_LOOKED_AT = 30
_LONGEST_VALUE = 20_000


def read_delimited(data: bytes, name: str) -> Sheet:
    """The only sheet of a CSV file. Raises InputError for text that is no table."""
    return delimited_sheet(decode(data, name), name)


def delimited_sheet(text: str, name: str) -> Sheet:
    """The sheet of a decoded text."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError([codes.FILE_EMPTY.at(Cell(name))])
    told, text = _told_delimiter(text)
    return Sheet(name, "", _rows(text, told or likely_delimiter(text), name))


def _told_delimiter(text: str) -> tuple[str, str]:
    """The delimiter of a first line `sep=;`, and the text below it."""
    line, _, rest = text.partition("\n")
    line = line.strip("\r\"' ")
    if line[:4].lower() == "sep=" and len(line) == 5:
        return line[4], rest
    return "", text


def likely_delimiter(text: str) -> str:
    """The sign that cuts the first lines into the same number of cells most often; `;` where nothing speaks for any."""
    return max(_DELIMITERS, key=lambda delimiter: (_agreement(text, delimiter), -_DELIMITERS.index(delimiter)))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How alike the rows are: tenths of the rows that have the commonest width, then that width."""
    rows = csv.reader(io.StringIO(text[:50_000]), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for row, _ in zip(rows, range(_LOOKED_AT), strict=False):
            if row:
                widths[len(row)] += 1
    except csv.Error:
        return 0, 0
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if not wide:
        return 0, 0
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return 10 * count // widths.total(), width


def _rows(text: str, delimiter: str, name: str) -> tuple[tuple[str, ...], ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in reader:
            rows.append(tuple(row))
            cells += len(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                raise InputError([too_many_cells(Cell(name, row=len(rows)), len(rows), len(row))])
            if any(len(value) > _LONGEST_VALUE for value in row):
                raise InputError([_unclosed(name, len(rows))])
    except csv.Error as error:
        raise InputError([_unclosed(name, len(rows) + 1)]) from error
    return tuple(rows)


def _unclosed(name: str, row: int) -> Diagnostic:
    reason = "ячейка длиннее любой разумной: вероятно, не закрыта кавычка"
    return unreadable(Cell(name, row=row), reason, "a cell longer than any should be: a quote is probably not closed")
