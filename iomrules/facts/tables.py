"""A table file of any kind we read (.xlsx, .xls, .ods, .csv, a web page called .xls) as sheets of raw cells.

The kind is told by the content, not by the name. Archives are taken apart and counted before a library sees them.
"""

from pathlib import Path

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.archives import read_members, rebuilt, refuse_declarations
from iomrules.facts.books import coming_sheets, opened, seen_sheets
from iomrules.facts.contents import MOST_FILE_BYTES, file_too_large, read_bytes
from iomrules.facts.delimited import read_delimited
from iomrules.facts.markup_table import looks_like_markup, read_markup
from iomrules.facts.sheets import Coming, Sheet
from iomrules.facts.workbook_parts import Parts, ods_parts
from iomrules.facts.xlsx import open_xlsx
from iomrules.frozen import evolve
from iomrules.source import Cell

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".ods", ".xls")
_NO_PARTS = Parts({})


def read_tables(source: Path | bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a file that people can see, in their order.

    source: the file or its content; name: how messages call it. Raises InputError with what is wrong.
    """
    return tuple([coming.sheet() for coming in open_tables(source, name, True)])


def open_tables(source: Path | bytes, name: str, at_once: bool = False) -> tuple[Coming, ...]:
    """The same sheets, a workbook's still being read: what is wrong with one is raised where it is waited for.

    at_once: told is of one that is at fault what `read_tables` tells, not what is met first.
    """
    data = source if isinstance(source, bytes) else read_bytes(source, name)
    if len(data) > MOST_FILE_BYTES:
        raise InputError([file_too_large(name, len(data))])
    if not data.strip():
        raise InputError([codes.FILE_EMPTY.at(Cell(name))])
    if data.startswith(_ZIP):
        return _zipped(data, name, at_once=at_once)
    if data.startswith(_OLE):
        return _sheets(data, _NO_PARTS, name)
    return tuple(map(Coming.of, _unbound(data, name)))


def _unbound(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of what is no workbook."""
    promised = name.lower().endswith(_WORKBOOK_NAMES)
    if looks_like_markup(data):
        warn = () if name.lower().endswith(".xls") or not promised else _warning(name, "веб-страница", "a web page")
        return _with_warning(read_markup(data, name), warn)
    warn = _warning(name, "текст с разделителями (CSV)", "delimited text (CSV)") if promised else ()
    return _with_warning((read_delimited(data, name),), warn)


def _zipped(data: bytes, name: str, *, at_once: bool) -> tuple[Coming, ...]:
    members = read_members(data, name)
    refuse_declarations(members, name)
    paths = members.contents
    if "content.xml" in paths and "META-INF/manifest.xml" in paths:
        # An OpenDocument is read whole when it is opened: it has to be known before.
        return _sheets(rebuilt(members), ods_parts(paths, name), name)
    if any(path.endswith("workbook.xml") for path in paths):
        return open_xlsx(members, name, at_once=at_once)
    binary = any(path.endswith("workbook.bin") for path in paths)
    what = ("двоичная книга .xlsb", "a binary workbook .xlsb") if binary else ("архив", "an archive")
    raise InputError([codes.NOT_A_TABLE.at(Cell(name), what=what[0], what_en=what[1])])


def _sheets(data: bytes, parts: Parts, name: str) -> tuple[Coming, ...]:
    book = opened(data, name)
    return coming_sheets(lambda: book, seen_sheets(book, name), parts, name)


def _with_warning(sheets: tuple[Sheet, ...], warning: tuple[Diagnostic, ...]) -> tuple[Sheet, ...]:
    return (evolve(sheets[0], diagnostics=warning), *sheets[1:]) if warning else sheets


def _warning(name: str, actual: str, actual_en: str) -> tuple[Diagnostic, ...]:
    return (codes.WRONG_EXTENSION.at(Cell(name), actual=actual, actual_en=actual_en),)
