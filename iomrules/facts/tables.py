"""A table file of any kind we read (.xlsx, .xls, .ods, .csv, a web page called .xls) as sheets of raw cells.

The kind is told by the content, not by the name. Archives are taken apart and counted before a library sees them.
"""

import io
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.ahead import ahead
from iomrules.facts.archives import read_members, rebuilt, refuse_declarations
from iomrules.facts.contents import MOST_FILE_BYTES, file_too_large, read_bytes
from iomrules.facts.delimited import read_delimited
from iomrules.facts.markup_table import looks_like_markup, read_markup
from iomrules.facts.sheets import (
    MOST_CELLS,
    MOST_SHEETS,
    Coming,
    RawCell,
    Sheet,
    too_many_cells,
    unreadable,
)
from iomrules.facts.workbook_parts import Marks, Parts, ods_parts, xlsx_parts
from iomrules.frozen import evolve
from iomrules.source import Cell

Found = TypeVar("Found")

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".ods", ".xls")
_NO_PARTS = Parts({})
_LOCKED = ("книга закрыта паролем", "the workbook is locked by a password")
_DAMAGED = ("книга повреждена", "the workbook is damaged")


def read_tables(source: Path | bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a file that people can see, in their order.

    source: the file or its content; name: how messages call it. Raises InputError with what is wrong.
    """
    return tuple([coming.sheet() for coming in open_tables(source, name)])


def open_tables(source: Path | bytes, name: str) -> tuple[Coming, ...]:
    """The same sheets, a workbook's still being read: what is wrong with one is raised where it is waited for."""
    data = source if isinstance(source, bytes) else read_bytes(source, name)
    if len(data) > MOST_FILE_BYTES:
        raise InputError([file_too_large(name, len(data))])
    if not data.strip():
        raise InputError([codes.FILE_EMPTY.at(Cell(name))])
    if data.startswith(_ZIP):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _sheets(_opening(lambda: data, name), _NO_PARTS, name)
    return tuple(map(Coming.of, _unbound(data, name)))


def _unbound(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of what is no workbook."""
    promised = name.lower().endswith(_WORKBOOK_NAMES)
    if looks_like_markup(data):
        warn = () if name.lower().endswith(".xls") or not promised else _warning(name, "веб-страница", "a web page")
        return _with_warning(read_markup(data, name), warn)
    warn = _warning(name, "текст с разделителями (CSV)", "delimited text (CSV)") if promised else ()
    return _with_warning((read_delimited(data, name),), warn)


def _zipped(data: bytes, name: str) -> tuple[Coming, ...]:
    members = read_members(data, name)
    refuse_declarations(members, name)
    if "content.xml" in members and "META-INF/manifest.xml" in members:
        # An OpenDocument is read whole when it is opened: it has to be known before.
        parts = ods_parts(members, name)
        return _sheets(_opening(partial(rebuilt, members), name), parts, name)
    if any(path.endswith("workbook.xml") for path in members):
        opening = _opening(partial(rebuilt, members), name)
        return _sheets(opening, xlsx_parts(members, name), name)
    binary = any(path.endswith("workbook.bin") for path in members)
    what = ("двоичная книга .xlsb", "a binary workbook .xlsb") if binary else ("архив", "an archive")
    raise InputError([codes.NOT_A_TABLE.at(Cell(name), what=what[0], what_en=what[1])])


def _opening(data: Callable[[], bytes], name: str) -> Callable[[], CalamineWorkbook]:
    """A workbook being opened: of an .xlsx no sheet is read by that, only the texts they share."""
    (opening,) = ahead([partial(_guarded, lambda: CalamineWorkbook.from_filelike(io.BytesIO(data())), name)])
    return opening


def _sheets(opening: Callable[[], CalamineWorkbook], parts: Parts, name: str) -> tuple[Coming, ...]:
    """The sheets as the library reads them, one after another: it lets go of Python meanwhile."""
    book = opening()
    seen = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if len(seen) > MOST_SHEETS:
        raise InputError([too_many_cells(Cell(name), 0, 0)])

    def sheet(title: str) -> Sheet:
        return _sheet(book.get_sheet_by_name(title), parts.marks, parts.date1904, name, title)

    reading = ahead([partial(_guarded, partial(sheet, title), name) for title in seen])
    return tuple([Coming(title, read) for title, read in zip(seen, reading, strict=True)])


def _guarded(read: Callable[[], Found], name: str) -> Found:
    """What `read` gives; every failure of the library as a message, its panics included."""
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


def _sheet(sheet: CalamineSheet, marks: Mapping[str, Marks], date1904: bool, file: str, title: str) -> Sheet:
    if sheet.total_height * max(sheet.total_width, 1) > MOST_CELLS * 10:
        raise InputError([too_many_cells(Cell(file, title), sheet.total_height, sheet.total_width)])
    found = marks.get(title, Marks())
    merged = tuple(
        (top, left, bottom, right) for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or [])
    )
    return Sheet(
        file,
        title,
        tuple(_row(row) for row in sheet.to_python(skip_empty_area=False)),
        merged,
        frozenset(found.formulas),
        frozenset(found.uncached),
        found.errors,
        date1904,
    )


def _row(row: list[RawCell]) -> tuple[RawCell, ...]:
    """The row without the empty cells at its end."""
    if row and row[-1] != "":
        return tuple(row)
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return tuple(row[:end])


def _with_warning(sheets: tuple[Sheet, ...], warning: tuple[Diagnostic, ...]) -> tuple[Sheet, ...]:
    return (evolve(sheets[0], diagnostics=warning), *sheets[1:]) if warning else sheets


def _warning(name: str, actual: str, actual_en: str) -> tuple[Diagnostic, ...]:
    return (codes.WRONG_EXTENSION.at(Cell(name), actual=actual, actual_en=actual_en),)
