"""Workbooks: a rating, and the workbook in which a school gives its facts, empty or laid out from plain rows.

Nothing is written as a formula: a text is a text whatever sign it begins with. The same input gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from itertools import chain
from textwrap import wrap
from typing import Any
from zipfile import ZipFile

from iomrules.collecting import paused
from iomrules.facts.record import DateKind, EnumKind, KeyKind, Kind, NumberKind, Schema, TruthKind
from iomrules.packed import Mapped
from iomrules.write.cohort import RatingTable, Shown
from iomrules.write.document import Document
from iomrules.write.environment import shown
from iomrules.write.long_sheet import LongRows, column_letters, filled, look_of
from iomrules.write.workbook_plan import SheetColumn, SheetPlan, catalogue_plan, workbook_plan
from iomrules.write.zipped import zipped

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: rows above which they are not held once more
_MANY = 20_000
#: rows that take a heading's checks
_ROWS = 1_000
_LISTS = "Перечни"
_MADE = datetime(2000, 1, 1)
_SHEET_NAME, _CELL = 31, 32_000
#: points of a line of a heading; letters of bold type in the narrowest column of words
_LINE, _NARROW = 15, 13


def write_rating(table: RatingTable, name: str, note: str = "") -> Document:
    """The rating as a workbook of one sheet. note: a line over the table, such as the date."""
    with paused():
        return _document(name, _rating_parts(table, note))


def _rating_parts(table: RatingTable, note: str) -> Mapping[str, bytes | Iterable[bytes]]:
    top = 3
    headings = [_text(heading) for heading in table.headings]
    # of very many people, a row is made clean whenever it is come to
    many = len(table.rows) > _MANY
    rows: Sequence[list[Shown]] = Mapped(table.rows, _clean) if many else list(map(_clean, table.rows))
    lines = ["Место не определено:", *map(_text, table.unplaced)] if table.unplaced else []
    stream = BytesIO()
    with _workbook(stream) as book:
        looks = _looks(book)
        sheet = book.add_worksheet("Рейтинг")
        sheet.write_string(0, 0, _text(table.title), looks["title"])
        sheet.write_string(1, 0, _text(note), looks["plain"])
        for column, heading in enumerate(headings):
            sheet.write_string(top, column, heading, looks["head"])
        # One cell of each look: `filled` puts the rows themselves in.
        for column, look in enumerate(("place", "text") if rows else ()):
            sheet.write_number(top + 1, column, 0, looks[look])
        # Not every program finds the height of a wrapped heading by itself.
        sheet.set_row(top, _LINE * max(len(wrap(heading, _NARROW)) for heading in table.headings))
        _widths(sheet, [table.headings, *table.rows])
        sheet.freeze_panes(top + 1, table.words)
        sheet.repeat_rows(top)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    parts = _parts(stream)
    plain, first, text = (look_of(parts, cell) for cell in ("A2", f"A{top + 2}", f"B{top + 2}"))
    numbers = _numbered((_text(table.title), _text(note), *headings))
    known = len(numbers)
    texts = Counter(cell for row in rows for cell in row if cell.__class__ is str)
    told = texts.total()
    _numbered(chain(texts, lines), numbers)
    below = tuple(enumerate(lines, start=top + len(rows) + 2))
    return filled(parts, LongRows(top + 1, len(headings), rows, numbers, known, told, first, plain, text, below))


def _numbered(texts: Iterable[str], numbers: dict[str, int] | None = None) -> dict[str, int]:
    """Each text's number, in the order they are met; those that have one keep it."""
    numbers = {} if numbers is None else numbers
    for words in texts:
        numbers.setdefault(words, len(numbers))
    return numbers


def _clean(row: Sequence[Shown]) -> list[Shown]:
    return [_place(row[0]), *[_text(cell) if isinstance(cell, str) else cell for cell in row[1:]]]


def _place(cell: Shown) -> Shown:
    """A place, which is told in digits, as a number."""
    if isinstance(cell, str):
        return int(cell) if cell.isdecimal() else _text(cell)
    return cell


def empty_workbook(schema: Schema, shape: str, name: str = "Сведения.xlsx", catalogues: Sequence[str] = ()) -> Document:
    """The workbook to fill in: people, a sheet for each fact kept by key and each list, and the catalogues named."""
    return workbook_of(schema, shape, {}, name, catalogues)


def workbook_of(
    schema: Schema,
    shape: str,
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    name: str,
    catalogues: Sequence[str] = (),
) -> Document:
    """The same workbook with rows in it. rows: name of a sheet -> rows, heading -> plain value (None: an empty cell).

    Raises ValueError for a sheet or a heading that the plan does not have.
    """
    return _planned(schema, workbook_plan(schema, shape, catalogues), rows, name)


def catalogue_workbook(
    schema: Schema, rows: Mapping[str, Sequence[Mapping[str, object]]], name: str, catalogues: Sequence[str]
) -> Document:
    """A workbook of the catalogues named alone. rows: as in `workbook_of`."""
    return _planned(schema, catalogue_plan(schema, catalogues), rows, name)


def _planned(
    schema: Schema, plans: Sequence[SheetPlan], rows: Mapping[str, Sequence[Mapping[str, object]]], name: str
) -> Document:
    _check_rows(plans, rows)
    stream = BytesIO()
    with _workbook(stream) as book:
        looks = _looks(book)
        sheets = [(plan, book.add_worksheet(plan.name)) for plan in plans]
        ranges = _write_lists(book, schema, plans)
        for plan, sheet in sheets:
            _write_plan(sheet, plan, rows.get(plan.name, ()), ranges, looks)
    return _document(name, _parts(stream))


def _check_rows(plans: Sequence[SheetPlan], rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    headings = {plan.name: {column.heading for column in plan.columns} for plan in plans}
    for sheet, lines in rows.items():
        if sheet not in headings:
            raise ValueError(f"no sheet `{sheet}`, only {', '.join(headings)}")
        unknown = {heading for line in lines for heading in line} - headings[sheet]
        if unknown:
            raise ValueError(f"sheet `{sheet}` has no column {', '.join(sorted(unknown))}")


# --- sheets --------------------------------------------------------------------------------------------------------


def _write_plan(
    sheet: Any,
    plan: SheetPlan,
    rows: Sequence[Mapping[str, object]],
    ranges: Mapping[str, str],
    looks: Mapping[str, Any],
) -> None:
    for place, column in enumerate(plan.columns):
        sheet.write_string(0, place, _text(column.heading), looks["head"])
        if column.note:
            sheet.write_comment(0, place, _text(column.note), {"author": "", "x_scale": 2})
        longest = max((len(str(row.get(column.heading, ""))) for row in rows), default=0)
        width = max(10, min(40, max(len(column.heading) + 3, longest + 2)))
        sheet.set_column(place, place, width, _look(column.kind, looks))
        _add_check(sheet, place, column, ranges)
    for at, row in enumerate(rows, start=1):
        for place, column in enumerate(plan.columns):
            value = row.get(column.heading)
            if value is not None:
                _write(sheet, at, place, value, looks)
    sheet.freeze_panes(1, 1)


def _look(kind: Kind | None, looks: Mapping[str, Any]) -> Any:
    """Numbers and dates as such; all else as text, or Excel makes dates of classes and ids."""
    if isinstance(kind, NumberKind):
        return looks["plain"]
    return looks["date"] if isinstance(kind, DateKind) else looks["text"]


def _add_check(sheet: Any, place: int, column: SheetColumn, ranges: Mapping[str, str]) -> None:
    check: dict[str, Any] | None = None
    match column.kind:
        case TruthKind():
            check = {"validate": "list", "source": ["да", "нет"]}
        case EnumKind(enumeration) if enumeration in ranges:
            check = {"validate": "list", "source": ranges[enumeration]}
        case KeyKind(catalogue) if f"{catalogue}!" in ranges:
            check = {"validate": "list", "source": ranges[f"{catalogue}!"]}
        case NumberKind(whole=True, low=int(low), high=int(high)):
            check = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
        case DateKind():
            first, last = date(1950, 1, 1), date(2100, 12, 31)
            check = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    if check is not None:
        # A warning, not a ban: «осв», «н/а» and synonyms are good answers too.
        words = {
            "error_title": "Проверьте значение",
            "error_message": _text(column.note)[:250],
            "error_type": "warning",
        }
        sheet.data_validation(1, place, _ROWS, place, {**check, **words})


def _write_lists(book: Any, schema: Schema, plans: Sequence[SheetPlan]) -> dict[str, str]:
    """A hidden sheet with the members of every enumeration used; gives their ranges, and those of catalogues' codes."""
    kinds = [column.kind for plan in plans for column in plan.columns]
    used = list(dict.fromkeys(kind.enumeration for kind in kinds if isinstance(kind, EnumKind)))
    ranges = {f"{plan.catalogue}!": f"='{plan.name}'!$A$2:$A${_ROWS + 1}" for plan in plans if plan.catalogue}
    if not used:
        return ranges
    sheet = book.add_worksheet(_LISTS)
    sheet.hide()
    for place, name in enumerate(used):
        members = schema.enumerations[name].members
        sheet.write_string(0, place, name)
        for at, member in enumerate(members, start=1):
            sheet.write_string(at, place, member.replace("_", " "))
        letter = column_letters(place)
        ranges[name] = f"='{_LISTS}'!${letter}$2:${letter}${len(members) + 1}"
    return ranges


# --- cells ---------------------------------------------------------------------------------------------------------


def _write(sheet: Any, row: int, column: int, value: object, looks: Mapping[str, Any]) -> None:
    match value:
        case bool():
            sheet.write_string(row, column, "да" if value else "нет", looks["text"])
        case int():
            sheet.write_number(row, column, value, looks["plain"])
        case Fraction():
            # A workbook keeps binary numbers; this is the last step, nothing is computed with it again.
            sheet.write_number(row, column, float(value), looks["plain"])
        case date():
            sheet.write_datetime(row, column, value, looks["date"])
        case _:
            sheet.write_string(row, column, _text(str(value)), looks["text"])


def _text(text: str) -> str:
    return shown(text)[:_CELL]


def _widths(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    for column in range(max(map(len, rows))):
        cells = [row[column] for row in rows if column < len(row)]
        longest = max(map(len, map(str, set(cells) if Fraction not in set(map(type, cells)) else cells)))
        sheet.set_column(column, column, max(7, min(45, longest + 2 if column == 1 else min(longest, 16) + 2)))


def _looks(book: Any) -> dict[str, Any]:
    head = {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#F3F1EC", "align": "center", "valign": "top"}
    return {
        "place": book.add_format({"align": "center"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(head),
        "plain": book.add_format({}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "dd.mm.yyyy"}),
    }


def _workbook(stream: BytesIO) -> Any:
    from xlsxwriter import Workbook  # only for those who write workbooks

    off = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = Workbook(stream, off)
    book.set_properties({"created": _MADE, "author": "", "comments": ""})
    return book


def _parts(stream: BytesIO) -> dict[str, bytes]:
    """What a workbook consists of, by name."""
    with ZipFile(stream) as package:
        return {part: package.read(part) for part in package.namelist()}


def _document(name: str, parts: Mapping[str, bytes | Iterable[bytes]]) -> Document:
    return Document(name, MEDIA_TYPE, zipped(parts))
