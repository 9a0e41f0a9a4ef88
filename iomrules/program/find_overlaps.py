"""Rows of a table that get into each other's way: two that both fit where one may, and rows that nobody reaches."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic, Related
from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.program.estimate import Estimate, cell_meets
from iomrules.program.find_gaps import Budget, TooLarge, uncovered
from iomrules.program.table_axes import Axis, Case, axes, witness_words
from iomrules.program.table_uses import Keys, whole_keys
from iomrules.values import Value

#: pairs reported of one table; the rest is told by mending these
MOST_PAIRS = 20


def find_overlaps(estimate: Estimate, uses: Mapping[str, tuple[Keys, ...]]) -> tuple[Diagnostic, ...]:
    """Overlaps under `единственная строка`, masked rows under `первая`, rows that no value fits."""
    found: list[Diagnostic] = []
    for name, table in estimate.program.tables.items():
        impossible = dict(_impossible(estimate, table))
        found += impossible.values()
        if table.hit == "one":
            found += _pairs(estimate.program, table, uses[name])
        if table.hit == "first":
            found += _masked(estimate, table, set(impossible))
    return tuple(found)


def row_number(table: core.Table, row: int) -> int:
    """The number of a row as a person counts the lines below the heading."""
    spans = [each.span for each in table.rows]
    lines = sorted({span.line for span in spans})
    # Rows kept in a file beside the ruleset all stand at its name.
    return row + 1 if len(lines) == 1 else lines.index(spans[row].line) + 1


# --- two rows that both fit --------------------------------------------------------------------------------


def _pairs(program: core.Program, table: core.Table, uses: Sequence[Keys]) -> Iterator[Diagnostic]:
    seen: set[tuple[int, int]] = set()
    for keys in uses:
        made = axes(program, table, keys)
        for first, second in _overlapping(made, len(table.rows)):
            if (first, second) not in seen and len(seen) < MOST_PAIRS:
                seen.add((first, second))
                yield _pair(table, made, first, second)


def _overlapping(made: Sequence[Axis], count: int) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share a case of every key."""
    beside = [[0] * count for _ in made]
    for axis, shared in zip(made, beside, strict=True):
        for case in axis.cases:
            for row in _bits(case.rows):
                shared[row] |= case.rows
    for first in range(count):
        met = -1 << (first + 1)
        for shared in beside:
            met &= shared[first]
        yield from ((first, second) for second in _bits(met & ((1 << count) - 1)))


def _bits(rows: int) -> Iterator[int]:
    while rows:
        lowest = rows & -rows
        yield lowest.bit_length() - 1
        rows ^= lowest


def _pair(table: core.Table, made: Sequence[Axis], first: int, second: int) -> Diagnostic:
    both = 1 << first | 1 << second
    shared: list[tuple[Axis, Value]] = [
        (axis, next(case.value for case in axis.cases if case.rows & both == both)) for axis in made
    ]
    ru, en = witness_words(shared)
    one, other = table.rows[first], table.rows[second]
    code = codes.ROWS_AGREE if one.result == other.result else codes.ROWS_DIFFER
    numbers = row_number(table, first), row_number(table, second)
    return code.at(
        other.span,
        related=(Related(one.span, "вторая такая строка", "the other row"),),
        table=table.about.name,
        rows=f"строки {numbers[0]} и {numbers[1]}" if numbers[0] != numbers[1] else f"две ячейки строки {numbers[0]}",
        rows_en=f"rows {numbers[0]} and {numbers[1]}",
        witness=ru,
        witness_en=en,
    )


# --- rows that nobody reaches ------------------------------------------------------------------------------


def _impossible(estimate: Estimate, table: core.Table) -> Iterator[tuple[int, Diagnostic]]:
    """Rows with a cell that no value of its key fits."""
    whole = whole_keys(estimate, table)
    for number, row in enumerate(table.rows):
        for key, test, possible in zip(table.keys, row.tests, whole, strict=True):
            if _is_reversed(test):
                yield number, codes.RANGE_EMPTY.at(row.span)
                break
            if cell_meets(test, possible).nothing:
                name, place = table.about.name, row_number(table, number)
                yield number, codes.ROW_IMPOSSIBLE.at(row.span, table=name, row=place, key=key.name.replace("_", " "))
                break


def _is_reversed(test: core.CellTest) -> bool:
    """Whether a band ends before it begins: `8–4`."""
    match test:
        case core.InBand(low=int() | Fraction() as low, high=int() | Fraction() as high):
            return low > high
    return False


def _masked(estimate: Estimate, table: core.Table, impossible: set[int]) -> Iterator[Diagnostic]:
    """Rows of which every case is taken by the rows above them."""
    made = axes(estimate.program, table, whole_keys(estimate, table))
    budget = Budget()
    for number, row in enumerate(table.rows):
        own = tuple(_only(axis, number) for axis in made)
        if number in impossible or not number or not all(axis.cases for axis in own):
            continue
        try:
            free = uncovered(own, (1 << number) - 1, budget)
        except TooLarge:
            return
        if free is None:
            yield codes.ROW_MASKED.at(row.span, table=table.about.name, row=row_number(table, number))


def _only(axis: Axis, row: int) -> Axis:
    """The cases that one row fits."""
    cases: tuple[Case, ...] = tuple(case for case in axis.cases if case.rows >> row & 1)
    return evolve(axis, cases=cases)
