"""A web page saved as .xls, as electronic journals do: its tables as sheets.

A small reader of our own with bounded tags: a general parser of HTML can be made to take quadratic time.
"""

import html
import re

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts.encodings import decode
from iomrules.facts.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Sheet,
    megabytes,
    too_large,
    too_many_cells,
)
from iomrules.frozen import define, field
from iomrules.source import Cell

MOST_BYTES = 16 * 1024 * 1024
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})([^<>]{0,2000})>")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*([0-9]{1,4})", re.IGNORECASE)
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"


def looks_like_markup(data: bytes) -> bool:
    """Whether the file is HTML or XML by its first characters, in any of the encodings we read."""
    start = data[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<?xml", b"<!--"))


def read_markup(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The tables of a page. Raises InputError where there is none."""
    if len(data) > MOST_BYTES:
        what = ("размер файла", "file size")
        raise InputError([too_large(Cell(name), what, megabytes(len(data)), megabytes(MOST_BYTES))])
    text = _without_comments(decode(data, name))
    if _SPREADSHEET_XML in text[:4000]:
        raise _refused(name, "книга в формате «Таблица XML 2003»", "a workbook in the “XML Spreadsheet 2003” format")
    tables = _tables(text, name)
    if not tables:
        raise _refused(name, "веб-страница без таблиц", "a web page without tables")
    label = "Таблица {}" if len(tables) > 1 else ""
    return tuple(
        Sheet(name, label.format(number), tuple(map(tuple, table.rows)), tuple(table.merged))
        for number, table in enumerate(tables, start=1)
    )


def _refused(name: str, what: str, what_en: str) -> InputError:
    return InputError([codes.NOT_A_TABLE.at(Cell(name), what=what, what_en=what_en)])


def _without_comments(text: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        kept.append(text[position:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        position = end + 3
    return "".join(kept) + text[position:]


@define
class _Table:
    """A table being read; cells of rows below that a rowspan covers are kept in `covered`."""

    rows: list[list[str]] = field(factory=list)
    merged: list[tuple[int, int, int, int]] = field(factory=list)
    covered: set[tuple[int, int]] = field(factory=set)
    open_cell: bool = False
    position: int = 0

    def start_row(self) -> None:
        self.rows.append([])
        self.open_cell = False

    def start_cell(self, down: int, across: int) -> None:
        if not self.rows:
            self.start_row()
        row, cells = len(self.rows) - 1, self.rows[-1]
        while (row, len(cells)) in self.covered:
            cells.append("")
        column = len(cells)
        cells.extend([""] * across)
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
            self.covered.update((row + below, column + aside) for below in range(1, down) for aside in range(across))
        self.position = column
        self.open_cell = True

    def write(self, text: str) -> None:
        if self.open_cell:
            self.rows[-1][self.position] += text


def _tables(text: str, name: str) -> list[_Table]:
    """Every outermost table; a table within a cell only lends its text."""
    tables: list[_Table] = []
    depth = end = cells = 0
    for tag in _TAG.finditer(text):
        closing, word, attributes = bool(tag[1]), tag[2].lower(), tag[3]
        if depth and tables:
            tables[-1].write(html.unescape(text[end : tag.start()]))
        end = tag.end()
        if word == "table":
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth == 1 and not closing:
                tables.append(_Table())
            if len(tables) > MOST_SHEETS:
                raise InputError([too_many_cells(Cell(name), 0, 0)])
        elif depth == 1 and tables:
            cells += _apply(tables[-1], word, closing, attributes)
            _bound(tables[-1], cells, name)
    return [table for table in tables if any(table.rows)]


def _apply(table: _Table, word: str, closing: bool, attributes: str) -> int:
    """Act on one tag within a table; gives the number of cells it made."""
    if word == "tr" and not closing:
        table.start_row()
    elif word in {"td", "th"}:
        if closing:
            table.open_cell = False
        else:
            spans = {kind.lower(): int(size) for kind, size in _SPAN.findall(attributes)}
            down, across = max(1, spans.get("rowspan", 1)), max(1, spans.get("colspan", 1))
            if down * across > 10_000:
                return MOST_CELLS + 1
            table.start_cell(down, across)
            return down * across
    elif word in {"br", "p", "div", "span"}:
        table.write(" ")
    return 0


def _bound(table: _Table, cells: int, name: str) -> None:
    rows, columns = len(table.rows), len(table.rows[-1]) if table.rows else 0
    if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise InputError([too_many_cells(Cell(name), rows, columns)])
