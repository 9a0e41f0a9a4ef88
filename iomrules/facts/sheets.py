"""A sheet as it stands in the file: every cell where it is, nothing interpreted yet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import TypeAlias

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import field, frozen
from iomrules.source import Cell

RawCell: TypeAlias = str | int | float | bool | date | time | timedelta

#: more than any school's sheet, and little enough to read at once
MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_CELLS = 600_000
MOST_SHEETS = 60


@frozen
class Sheet:
    """One sheet.

    rows: cells as they were read, for nobody to change; rows[0] is row 1 of the sheet; rows may differ in length.
    merged: ranges of merged cells as (row, column, last row, last column), from 0. formulas: cells (row, column from 0)
    that hold a formula; uncached: those of them without a computed value; errors: cells with `#DIV/0!` and the like.
    """

    file: str
    name: str
    rows: Sequence[Sequence[RawCell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    uncached: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(factory=dict)
    date1904: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    _told: str = field(init=False, repr=False, eq=False)

    @_told.default
    def _in_words(self) -> str:
        return str(Cell(self.file, self.name))

    def cell(self, row: int, column: int) -> RawCell:
        """The cell at (row, column), from 0; empty text outside."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def place(self, row: int = -1, column: str = "") -> Cell:
        """The place of a message: row from 0, column by its heading."""
        return Cell(self.file, self.name, row + 1, column)

    def row_texts(self, rows: Iterable[int]) -> list[str]:
        """The places of rows, from 0, in words: each as `str(place(row))`."""
        begin = f"{self._told}, строка"
        return [f"{begin} {row + 1}" for row in rows]

    def filled(self, row: int) -> Iterator[tuple[int, RawCell]]:
        """The cells of a row that are not empty, with their columns; a formula without a value is not empty."""
        for column, raw in enumerate(self.rows[row]):
            if not (isinstance(raw, str) and not raw.strip()) or (row, column) in self.uncached:
                yield column, raw


@frozen
class Coming:
    """A sheet that may still be being read. name: known already; sheet: waits for the rest, raises what is wrong."""

    name: str
    sheet: Callable[[], Sheet]

    @staticmethod
    def of(sheet: Sheet) -> "Coming":
        """A sheet that is at hand."""
        return Coming(sheet.name, lambda: sheet)


def too_large(place: Cell, what: tuple[str, str], size: str, limit: str) -> Diagnostic:
    """The message about a thing past its limit. what: its name in Russian and in English."""
    return codes.FILE_TOO_LARGE.at(place, what=what[0], what_en=what[1], size=size, limit=limit)


def unreadable(place: Cell, reason: str, reason_en: str) -> Diagnostic:
    """The message about a file that cannot be read, with the reason in two languages."""
    return codes.FILE_UNREADABLE.at(place, reason=reason, reason_en=reason_en)


def too_many_cells(place: Cell, rows: int, columns: int) -> Diagnostic:
    """The message about a table larger than any school's."""
    limit = f"{MOST_ROWS} × {MOST_COLUMNS}, всего {MOST_CELLS}"
    return too_large(place, ("размер таблицы", "table size"), f"{rows} × {columns}", limit)


def megabytes(size: int) -> str:
    """`150 МБ`."""
    return f"{size // 2**20} МБ"


def column_letters(column: int) -> str:
    """`A` for 0, `AB` for 27."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
