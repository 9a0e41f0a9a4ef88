"""Ruleset text and the places in it that messages point at."""

from typing import Any

from iomrules.frozen import field, frozen


@frozen
class SourceText:
    """A text and the name under which messages show it.

    name: a path as the author knows it, or a label such as `<stdin>`; never opened from here.
    text: decoded, NFC, line ends as `\\n`.
    """

    name: str
    text: str

    def line(self, number: int) -> str:
        """Line `number`, counted from 1; empty past the end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 1 <= number <= len(lines) else ""


@frozen
class Span:
    """A stretch of text: from the first character to just past the last; lines and columns count from 1."""

    source: str
    line: int
    column: int
    end_line: int
    end_column: int
    #: offsets into SourceText.text
    start: int = field(default=0, eq=False)
    end: int = field(default=0, eq=False)

    def to(self, other: "Span") -> "Span":
        """The stretch from the start of this one to the end of the other."""
        return Span(self.source, self.line, self.column, other.end_line, other.end_column, self.start, other.end)

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


NOWHERE = Span("", 0, 0, 0, 0)
#: the field for the place of what is written, left out of comparisons
PLACE: Any = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Cell:
    """A place in a table of people's records: file, sheet, row and column as a person counts them."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        return self._told("лист «{}»", "строка {}", "столбец «{}»")

    def english(self) -> str:
        """The place in English; `str` tells it in Russian."""
        return self._told("sheet `{}`", "row {}", "column `{}`")

    def _told(self, *words: str) -> str:
        """words: for the sheet, the row and the column, of which those that are known are said."""
        known = zip(words, (self.sheet, self.row, self.column), strict=True)
        return ", ".join((self.file, *(word.format(value) for word, value in known if value)))


NO_CELL = Cell("")
