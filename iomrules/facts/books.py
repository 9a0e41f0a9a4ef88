"""Workbooks as the spreadsheet library reads them: every failure of its own as a message, its panics included."""

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from iomrules.ahead import ahead
from iomrules.errors import InputError
from iomrules.facts.sheets import MOST_CELLS, MOST_SHEETS, Coming, RawCell, Sheet, too_many_cells, unreadable
from iomrules.facts.workbook_parts import Marks, Parts
from iomrules.source import Cell

Found = TypeVar("Found")
#: gives a workbook, which it opens when first called
Opening = Callable[[], CalamineWorkbook]

_LOCKED = ("книга закрыта паролем", "the workbook is locked by a password")
_DAMAGED = ("книга повреждена", "the workbook is damaged")


def opened(data: bytes, name: str) -> CalamineWorkbook:
    """A workbook: of an .xlsx no sheet is read by that, only the texts they share. Raises InputError (F001)."""
    return guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)), name)


def seen_sheets(book: CalamineWorkbook, name: str) -> list[str]:
    """Names of the sheets that people can see, in their order. Raises InputError (F003) where there are too many."""
    seen = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if len(seen) > MOST_SHEETS:
        raise InputError([too_many_cells(Cell(name), 0, 0)])
    return seen


def coming_sheets(opening: Opening, titles: Sequence[str], parts: Parts, name: str) -> tuple[Coming, ...]:
    """Sheets as the library reads them, one after another in a thread: it lets go of Python meanwhile."""

    def sheet(title: str) -> Sheet:
        return _sheet(opening().get_sheet_by_name(title), parts, name, title)

    reading = ahead([partial(guarded, partial(sheet, title), name) for title in titles])
    return tuple([Coming(title, read) for title, read in zip(titles, reading, strict=True)])


def guarded(read: Callable[[], Found], name: str) -> Found:
    """What `read` gives. Raises InputError (F001) where the library fails."""
    try:
        return read()
    except InputError:
        raise
    except PasswordError as error:
        raise InputError([unreadable(Cell(name), *_LOCKED)]) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InputError([unreadable(Cell(name), *_DAMAGED)]) from error
    except BaseException as error:
        # A panic of the library's own code comes as a BaseException of a class it does not publish.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError([unreadable(Cell(name), *_DAMAGED)]) from error


def _sheet(sheet: CalamineSheet, parts: Parts, file: str, title: str) -> Sheet:
    if sheet.total_height * max(sheet.total_width, 1) > MOST_CELLS * 10:
        raise InputError([too_many_cells(Cell(file, title), sheet.total_height, sheet.total_width)])
    found = parts.marks.get(title, Marks())
    merged = tuple(
        (top, left, bottom, right) for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or [])
    )
    return Sheet(
        file,
        title,
        [row if row and row[-1] != "" else _cut(row) for row in sheet.to_python(skip_empty_area=False)],
        merged,
        frozenset(found.formulas),
        frozenset(found.uncached),
        found.errors,
        parts.date1904,
    )


def _cut(row: list[RawCell]) -> list[RawCell]:
    """The row without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]
