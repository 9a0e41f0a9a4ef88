"""What must be known of a workbook before a spreadsheet library may open it: how far its cells reach, how much text
they repeat, which of them are formulas, errors or dates counted from 1904.

Read from the markup with expat, event by event, where `plain_markup` does not recognise it whole; nothing is kept but
positions.
"""

import posixpath
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts.plain_markup import PlainCells, plain_cells, plain_lengths, shared_texts
from iomrules.facts.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    column_letters,
    too_large,
    too_many_cells,
    unreadable,
)
from iomrules.frozen import define, field, frozen
from iomrules.source import Cell

#: shared text is written once and repeated by every cell that names it
_MOST_TEXT = 64 * 1024 * 1024


@define
class Marks:
    """What a sheet's markup says of its cells; positions as (row, column) from 0."""

    formulas: set[tuple[int, int]] = field(factory=set)
    uncached: set[tuple[int, int]] = field(factory=set)
    errors: dict[tuple[int, int], str] = field(factory=dict)
    cells: int = 0
    text: int = 0


@frozen
class Parts:
    """marks: by sheet name, where the sheet's part was found; date1904: how its day numbers count."""

    marks: Mapping[str, Marks]
    date1904: bool = False


class Worksheets:
    """The worksheets of an .xlsx workbook, to be looked through one by one: none may be opened before it was.

    paths: every part that holds cells, in the archive's order.
    """

    def __init__(self, members: Mapping[str, bytes], name: str) -> None:
        """Raises InputError (F001, F006) for broken markup of the texts that sheets share."""
        self._members, self._name = members, name
        self._strings = _shared_lengths(members, name)
        self._marks: dict[str, Marks] = {}
        self._sheets: tuple[dict[str, str], bool] | None = None
        self.paths = [path for path, each in members.items() if path.endswith(".xml") and b"sheetData" in each]

    def sizes(self) -> dict[str, int]:
        """The size of each part."""
        return {path: len(self._members[path]) for path in self.paths}

    def parts(self) -> Mapping[str, str]:
        """The part of each sheet by the sheet's name, in the workbook's order. Raises InputError (F001, F006)."""
        return self._listed()[0]

    def look_through(self, path: str) -> None:
        """Raises InputError: F003 for cells too far or too many, F001 for broken markup."""
        self._marks[path] = _sheet_marks(self._members[path], self._strings, self._name)

    def found(self) -> Parts:
        """What was seen so far. Raises InputError as `parts` does."""
        sheets, date1904 = self._listed()
        return Parts({sheet: self._marks[path] for sheet, path in sheets.items() if path in self._marks}, date1904)

    def _listed(self) -> tuple[dict[str, str], bool]:
        if self._sheets is None:
            self._sheets = _sheet_paths(self._members, self._name)
        return self._sheets


def _sheet_marks(content: bytes, strings: list[int], name: str) -> Marks:
    """Marks of one worksheet: in one go where its cells are plain, else event by event."""
    plain = plain_cells(content)
    if plain is None or plain.cells > MOST_CELLS or _too_much_text(content, plain, strings):
        return _SheetScan(name, strings).read(content)
    around = _SheetScan(name, strings).read(plain.around)
    return Marks(
        around.formulas | plain.formulas,
        around.uncached | plain.uncached,
        {**around.errors, **plain.errors},
        around.cells + plain.cells,
    )


def _too_much_text(content: bytes, plain: PlainCells, strings: list[int]) -> bool:
    if plain.cells * max(strings, default=0) <= _MOST_TEXT:
        return False
    known = len(strings)
    return sum(strings[index] for index in shared_texts(content, plain) if index < known) > _MOST_TEXT


def ods_parts(members: Mapping[str, bytes], name: str) -> Parts:
    """Marks of an .ods workbook; same errors."""
    return Parts(_TableScan(name).read(members["content.xml"]))


def _parse(parser: expat.XMLParserType, content: bytes, name: str) -> None:
    def refuse(*_: object) -> NoReturn:
        raise InputError([codes.MARKUP_ENTITY.at(Cell(name), part="XML")])

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        broken = unreadable(Cell(name), "разметка книги нарушена", "the markup of the workbook is broken")
        raise InputError([broken]) from error


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    return {_local(key): value for key, value in attributes.items()}


def _shared_lengths(members: Mapping[str, bytes], name: str) -> list[int]:
    """The length of each shared text, in order."""
    content = next((data for path, data in members.items() if path.lower().endswith("sharedstrings.xml")), b"")
    if not content:
        return []
    if (plain := plain_lengths(content)) is not None:
        return plain
    lengths: list[int] = []

    def start(tag: str, _: Mapping[str, str]) -> None:
        if _local(tag) == "si":
            lengths.append(0)

    def text(words: str) -> None:
        if lengths:
            lengths[-1] += len(words)

    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    _parse(parser, content, name)
    return lengths


def _sheet_paths(members: Mapping[str, bytes], name: str) -> tuple[dict[str, str], bool]:
    """The part of each sheet by the sheet's name, and whether days count from 1904."""
    book = next((path for path in members if posixpath.basename(path) == "workbook.xml"), "")
    folder = posixpath.dirname(book)
    targets: dict[str, str] = {}
    ids: dict[str, str] = {}
    counted_from_1904 = [False]

    def relation(_: str, attributes: Mapping[str, str]) -> None:
        if "Id" in attributes and "Target" in attributes:
            path = posixpath.join("/" + folder, attributes["Target"])
            targets[attributes["Id"]] = posixpath.normpath(path).lstrip("/")

    def element(tag: str, attributes: Mapping[str, str]) -> None:
        local = _attributes(attributes)
        if _local(tag) == "sheet" and "name" in local:
            ids[local["name"]] = local.get("id", "")
        elif _local(tag) == "workbookPr":
            counted_from_1904[0] = local.get("date1904", "") in {"1", "true"}

    relations = members.get(posixpath.join(folder, "_rels", "workbook.xml.rels"), b"")
    for content, handler in ((relations, relation), (members.get(book, b""), element)):
        if content:
            parser = expat.ParserCreate("UTF-8")
            parser.StartElementHandler = handler
            _parse(parser, content, name)
    return {sheet: targets.get(number, "") for sheet, number in ids.items()}, counted_from_1904[0]


@define
class _SheetScan:
    """One worksheet's markup (SpreadsheetML), event by event."""

    file: str
    strings: list[int]
    marks: Marks = field(factory=Marks)
    row: int = -1
    column: int = -1
    kind: str = ""
    has_formula: bool = False
    value: str = ""
    in_value: bool = False

    def read(self, content: bytes) -> Marks:
        parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        _parse(parser, content, self.file)
        return self.marks

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match _local(tag):
            case "row":
                number = attributes.get("r", "")
                self.row = int(number) - 1 if number.isdecimal() and len(number) < 9 else self.row + 1
                self.column = -1
            case "c":
                self._start_cell(attributes)
            case "f":
                self.has_formula = True
            case "v":
                self.in_value = True

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("r", "")
        letters = name.rstrip("0123456789")
        if name and letters.isalpha() and letters.isascii() and len(name) < 12:
            self.column = _column_number(letters)
            self.row = int(name[len(letters) :] or 0) - 1
        else:
            self.column += 1
        self.kind, self.has_formula, self.value = attributes.get("t", ""), False, ""
        self.marks.cells += 1
        _bound(self.file, self.row, self.column, self.marks)

    def _text(self, words: str) -> None:
        if self.in_value and len(self.value) < 40:
            self.value += words

    def _end(self, tag: str) -> None:
        match _local(tag):
            case "v":
                self.in_value = False
            case "c":
                self._end_cell()

    def _end_cell(self) -> None:
        place = (self.row, self.column)
        if self.has_formula:
            self.marks.formulas.add(place)
            # An empty text is a value too, and is marked as text.
            if not self.value.strip() and self.kind != "str":
                self.marks.uncached.add(place)
        if self.kind == "e":
            self.marks.errors[place] = self.value
        elif self.kind == "s" and self.value.isdecimal():
            index = int(self.value)
            self.marks.text += self.strings[index] if index < len(self.strings) else 0
            _bound(self.file, self.row, self.column, self.marks)


@define
class _TableScan:
    """An OpenDocument's content, event by event: repeated rows and cells are counted, not expanded."""

    file: str
    tables: dict[str, Marks] = field(factory=dict)
    marks: Marks = field(factory=Marks)
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    filled: bool = False

    def read(self, content: bytes) -> Mapping[str, Marks]:
        parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        _parse(parser, content, self.file)
        return self.tables

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = _attributes(attributes)
        match _local(tag):
            case "table":
                self.marks = self.tables.setdefault(local.get("name", ""), Marks())
                self.row = self.column = 0
            case "table-row":
                self.rows, self.column = _repeat(local.get("number-rows-repeated")), 0
            case "table-cell" | "covered-table-cell":
                self._start_cell(local)

    def _start_cell(self, local: Mapping[str, str]) -> None:
        self.columns = _repeat(local.get("number-columns-repeated"))
        self.filled = "value-type" in local or "formula" in local
        if not self.filled:
            return
        self.marks.cells += self.rows * self.columns
        _bound(self.file, self.row + self.rows - 1, self.column + self.columns - 1, self.marks)
        if "formula" in local:
            place = (self.row, self.column)
            self.marks.formulas.add(place)
            if "value-type" not in local:
                self.marks.uncached.add(place)

    def _text(self, words: str) -> None:
        if self.filled:
            self.marks.text += len(words) * self.rows * self.columns
            _bound(self.file, self.row, self.column, self.marks)

    def _end(self, tag: str) -> None:
        match _local(tag):
            case "table-cell" | "covered-table-cell":
                self.column += self.columns
                self.filled = False
            case "table-row":
                self.row += self.rows


def _repeat(number: str | None) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 9 else 1


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _bound(file: str, row: int, column: int, marks: Marks) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS or marks.cells > MOST_CELLS:
        place = Cell(file, row=row + 1, column=column_letters(min(column, 20_000)))
        raise InputError([too_many_cells(place, row + 1, column + 1)])
    if marks.text > _MOST_TEXT:
        raise InputError([too_large(Cell(file), ("объём текста в ячейках", "text in cells"), "> 64 МБ", "64 МБ")])
