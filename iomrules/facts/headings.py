"""Where the table on a sheet begins: title rows above it, a heading of one or two rows, rows of totals below."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise, zip_longest

from iomrules.codes import facts as codes
from iomrules.facts import cells
from iomrules.facts.findings import Findings
from iomrules.facts.letters import fold, shown
from iomrules.facts.sheets import RawCell, Sheet
from iomrules.frozen import field, frozen

_LOOKED_AT = 30
_TOTALS = frozenset(
    {"итого", "всего", "итог", "среднее", "средний балл", "в среднем", "среднее значение", "total", "итого по классу"}
)


@frozen
class Table:
    """A sheet whose headings are known. headings: text by column from 0; start: the first row below them."""

    sheet: Sheet
    headings: Mapping[int, str]
    start: int
    #: rows with a cell that is more, or less, than its value
    marked: frozenset[int] = field(init=False, repr=False, eq=False)
    _width: int = field(init=False, repr=False, eq=False)
    _columns: list[tuple[RawCell, ...]] = field(factory=list, init=False, repr=False, eq=False)

    @marked.default
    def _rows_with_marks(self) -> frozenset[int]:
        return frozenset(row for row, _ in (*self.sheet.errors, *self.sheet.uncached))

    @_width.default
    def _to_the_last(self) -> int:
        return max(self.headings, default=-1) + 1

    def column(self, index: int) -> tuple[RawCell, ...]:
        """The cells of a column below the headings, empty text where a row is shorter."""
        if not self._columns:
            self._columns.extend(zip_longest(*self.sheet.rows[self.start :], fillvalue=""))
        return self._columns[index] if index < len(self._columns) else ("",) * (len(self.sheet.rows) - self.start)

    def rows(self, findings: Findings) -> Iterator[int]:
        """Rows that hold something; a row of totals is reported and passed over."""
        for row, corner in enumerate(self.column(0), start=self.start):
            if corner.__class__ is not str or corner[-1:].isdecimal():
                # Most rows begin with a code, and no word of totals ends with a digit.
                yield row
                continue
            first = next(self.sheet.filled(row), None)
            if first is None:
                continue
            if isinstance(first[1], str) and fold(first[1]) in _TOTALS:
                findings.add(codes.TOTALS_ROW, self.sheet.place(row), word=shown(first[1].strip()))
                continue
            yield row

    def all_begin_with_codes(self) -> bool:
        """Whether no row below the headings is empty or one of totals, as their first cells tell."""
        return all(corner.__class__ is not str or corner[-1:].isdecimal() for corner in set(self.column(0)))

    def raw(self, row: int, column: int, findings: Findings) -> RawCell | None:
        """The cell's value; None for a formula without one or with an error in it, which is reported."""
        place = self.sheet.place(row, self.headings[column])
        if (row, column) in self.sheet.errors:
            findings.add(codes.CELL_ERROR, place, error=shown(self.sheet.errors[row, column]))
            return None
        if (row, column) in self.sheet.uncached:
            findings.add(codes.FORMULA_WITHOUT_VALUE, place)
            return None
        return self.sheet.cell(row, column)

    def check_identity(self, row: int, column: int, findings: Findings) -> None:
        """Report a formula in a cell that says who the row is about."""
        if (row, column) in self.sheet.formulas and (row, column) not in self.sheet.uncached:
            findings.add(codes.FORMULA_IN_IDENTITY, self.sheet.place(row, self.headings[column]))

    def is_wider(self, row: int) -> bool:
        """Whether a row of a text file has cells to the right of the table."""
        return not self.sheet.name and len(self.sheet.rows[row]) > self._width

    def check_width(self, row: int, findings: Findings) -> None:
        """Report a value to the right of the table in a text file, where it means a delimiter was not quoted."""
        if not self.is_wider(row):
            return
        for column, raw in self.sheet.filled(row):
            if column >= self._width:
                findings.add(codes.CELLS_PAST_HEADINGS, self.sheet.place(row), value=shown(cells.cell_text(raw)))
                return


def find_table(sheet: Sheet, is_known: Callable[[str], bool]) -> Table | None:
    """The table under the row with most known headings, the first of equals; None where no heading is known.

    Two rows are read as one heading where together they hold more known headings than either alone: a merged
    «Учащийся» over «Фамилия» and «Имя», beside «Класс» merged downwards.
    """
    rows = [_texts(sheet, row) for row in range(min(_LOOKED_AT, len(sheet.rows)))]
    known = {text for row in rows for text in row.values() if is_known(text)}

    def score(row: Mapping[int, str]) -> int:
        return len({text for text in row.values() if text in known})

    best, headings, start = 0, {}, 0  # type: int, Mapping[int, str], int
    for number, row in enumerate(rows):
        if score(row) > best:
            best, headings, start = score(row), row, number + 1
    for number, (upper, lower) in enumerate(pairwise(rows)):
        together = {**upper, **lower}
        if score(upper) and score(lower) and score(together) > max(best, score(upper), score(lower)):
            best, headings, start = score(together), dict(sorted(together.items())), number + 2
    return Table(sheet, headings, start) if best else None


def first_texts(sheet: Sheet) -> str:
    """The first filled row, for a message."""
    for row in range(min(_LOOKED_AT, len(sheet.rows))):
        if texts := _texts(sheet, row):
            return "; ".join(shown(text) for text in list(texts.values())[:6])
    return "—"


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    return {column: text for column, raw in sheet.filled(row) if (text := cells.cell_text(raw))}
