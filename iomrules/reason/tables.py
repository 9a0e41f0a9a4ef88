"""Looking up a row: which rows fit the keys, which could fit once an unknown key is known, and what that gives."""

from collections.abc import Sequence
from datetime import date

from iomrules.frozen import frozen
from iomrules.program.core import Anything, CellTest, InBand, Is, IsAbsent, Row, Table
from iomrules.reason.aggregates import Part, Parts, reduce_parts
from iomrules.reason.arithmetic import causes, one_of
from iomrules.reason.cohorts import belongs, days_that_matter
from iomrules.reason.comparison import compare
from iomrules.values import ABSENT, Truth, Unknown, Value, both, either, unknown


@frozen
class Lookup:
    """Rows that fit (`sure`) and that could (`possible`), in the table's order; value: None where it is a fault."""

    sure: tuple[Row, ...]
    possible: tuple[Row, ...]
    value: Value | None


def look_up(table: Table, keys: Sequence[Value], on: date, entered: Value = ABSENT) -> Lookup:
    """The table's result under the keys, of the rows in force on that date for one who entered that day."""
    if isinstance(entered, Unknown):
        days = days_that_matter(row.cohort for row in table.rows)
        if len(days) > 1:
            return _some_day(table, [look_up(table, keys, on, day) for day in days], entered)
    rows = tuple((row, fits(row, keys, entered)) for row in table.rows if in_force(row, on))
    sure = tuple(row for row, fit in rows if fit is True)
    possible = tuple(row for row, fit in rows if isinstance(fit, Unknown))
    match table.hit:
        case "one":
            return Lookup(sure, possible, _single(table, sure, possible, keys))
        case "first":
            return _first(table, rows, keys)
        case "all":
            return Lookup(sure, possible, _added(table, sure, possible, keys))
    raise ValueError(f"no way of choosing rows is called `{table.hit}`")


def _some_day(table: Table, found: Sequence[Lookup], entered: Unknown) -> Lookup:
    """What is known while the day of entry is not: what all days agree on, else the bounds of all."""
    values = [each.value for each in found if each.value is not None]
    fitting = [row for each in found for row in (*each.sure, *each.possible)]
    everywhere = [row for row in table.rows if all(row in each.sure for each in found)]
    possible = tuple(row for row in table.rows if row in fitting and row not in everywhere)
    value = one_of(values, entered.missing) if len(values) == len(found) else unknown(entered.missing)
    return Lookup(tuple(everywhere), possible, value if values else None)


def in_force(row: Row, on: date) -> bool:
    """Whether the row's dates include the day."""
    return (row.begin is None or row.begin <= on) and (row.end is None or on <= row.end)


def fits(row: Row, keys: Sequence[Value], entered: Value = ABSENT) -> Truth:
    """Whether every cell of the row admits its key, and the row is for those who entered that day."""
    own = (cell_fits(test, key) for test, key in zip(row.tests, keys, strict=True))
    return both((belongs(row.cohort, entered), *own)) if row.cohort else both(own)


def cell_fits(test: CellTest, key: Value) -> Truth:
    """Whether one cell admits a key; an unknown key may fit unless its bounds forbid it."""
    match test:
        case Anything():
            return True
        case IsAbsent():
            return unknown(key.missing) if isinstance(key, Unknown) else key is ABSENT
        case Is(values=values):
            return either(compare("=", key, value) for value in values)
        case InBand(low=low, high=high, low_strict=low_strict, high_strict=high_strict):
            above = True if low is None else compare(">" if low_strict else ">=", key, low)
            below = True if high is None else compare("<" if high_strict else "<=", key, high)
            return both((key is not ABSENT, above, below))


def _single(table: Table, sure: Sequence[Row], possible: Sequence[Row], keys: Sequence[Value]) -> Value | None:
    if len(sure) > 1:
        return None
    if sure:
        return sure[0].result
    return _one_of_rows(table, possible, keys)


def _first(table: Table, rows: Sequence[tuple[Row, Truth]], keys: Sequence[Value]) -> Lookup:
    possible: list[Row] = []
    for row, fit in rows:
        if fit is True and not possible:
            return Lookup((row,), (), row.result)
        if fit is True:
            return Lookup((), (*possible, row), one_of([each.result for each in (*possible, row)], causes(*keys)))
        if isinstance(fit, Unknown):
            possible.append(row)
    return Lookup((), tuple(possible), _one_of_rows(table, possible, keys))


def _one_of_rows(table: Table, possible: Sequence[Row], keys: Sequence[Value]) -> Value | None:
    """One of the rows that could fit, or the result for the rest where the table has one."""
    results = [row.result for row in possible]
    if table.otherwise is not None:
        results.append(table.otherwise)
    return one_of(results, causes(*keys)) if results else None


def _added(table: Table, sure: Sequence[Row], possible: Sequence[Row], keys: Sequence[Value]) -> Value | None:
    if not sure and not possible:
        return table.otherwise
    missing = causes(*keys)
    parts = [Part(row.result) for row in sure] + [Part(row.result, unknown(missing)) for row in possible]
    total = reduce_parts("sum", Parts(tuple(parts)))
    if sure or table.otherwise is None:
        return total
    return one_of([total, table.otherwise], missing)
