"""Rows kept in a file beside a ruleset: the caller reads the file, this room only asks for its cells."""

from collections.abc import Sequence

from iomrules.codes import tables as codes
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program.draft import Cells, Draft
from iomrules.program.forms import fold
from iomrules.source import Cell, Span

#: how the column of keys may be headed
KEY_WORDS = frozenset({"код", "ключ", "code", "key"})
File = tuple[tree.TextLiteral, tree.TextLiteral | None]


def text_rows(draft: Draft, file: File) -> Cells | None:
    """Cells of the sheet named, cut to the full part; None where the caller gave no such sheet, which is reported."""
    cells = sheet_cells(draft, file)
    if cells is None:
        place = Cell(file[0].text, file[1].text if file[1] else "")
        draft.report(codes.NO_TABLE_FILE, file[0].span, file=place, file_en=place.english())
    return cells


def sheet_cells(draft: Draft, file: File) -> Cells | None:
    """As `text_rows`, and nothing is reported."""
    cells = draft.files.get((file[0].text, file[1].text if file[1] else ""))
    if cells is None:
        return None
    rows = [row for row in cells if any(cell.strip() for cell in row)]
    width = max((last_full(row) for row in rows), default=0)
    return tuple(tuple(row[:width]) + ("",) * (width - len(row)) for row in rows)


def key_column(headings: Sequence[str]) -> int:
    """The column that holds the keys of a catalogue's entries: the one headed so, else the first."""
    return next((number for number, word in enumerate(headings) if fold(word.strip()) in KEY_WORDS), 0)


def without_borders(rows: tuple[tree.Row, ...]) -> tuple[tree.Row, ...]:
    """Rows of a table drawn with bars at both sides: a first or last column that is empty throughout is no column."""
    if len(rows) < 2 or any(len(row.cells) < 2 for row in rows):
        return rows
    first = 1 if all(isinstance(row.cells[0], tree.EmptyCell) for row in rows) else 0
    widest = max(len(row.cells) for row in rows)
    ends = [row.cells[-1] for row in rows if len(row.cells) == widest]
    last = widest - 1 if all(isinstance(end, tree.EmptyCell) for end in ends) else widest
    return tuple(evolve(row, cells=row.cells[first:last]) for row in rows)


def filled_up(cells: tuple[tree.CellContent, ...], width: int, span: Span) -> tuple[tree.CellContent, ...]:
    """Cells of a row with empty ones at its end: a bar that closes a row reads like one before an empty last cell."""
    return (*cells, *(tree.EmptyCell(span=span) for _ in range(width - len(cells))))


def last_full(row: tuple[str, ...]) -> int:
    return max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)
