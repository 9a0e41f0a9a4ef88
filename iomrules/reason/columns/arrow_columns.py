"""An outcome as Arrow columns: what a batch writes down of each person. See docs/records.md for what they mean."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from iomrules.facts.record import Schema
from iomrules.reason.columns.column import Array, Codes, Numbers, Truths
from iomrules.reason.columns.contest import UNTOLD
from iomrules.reason.columns.contest import Told as Chosen
from iomrules.reason.columns.decide import Columns
from iomrules.reason.columns.outcome import KNOWN, FaultAt, Outcome, RatingColumns, ValueColumn
from iomrules.reason.columns.step import Step
from iomrules.reason.columns.told import UNKNOWN, Asked
from iomrules.values import Member, Missing, Value, decimal_text

#: the state of a number that is known and is no decimal of its column
UNWRITTEN = 4
#: decimal places of a column of decimals, at most; other numbers are written as text
_MOST_PLACES = 9
MISSING = pa.list_(pa.string())
#: what a selection tells besides the answer, each at least and at most
RANGES, ENDS = ("seats", "ahead", "level"), ("", ".most")


def fields(columns: Columns, *, missing: bool) -> Iterator[pa.Field]:
    """The columns of an outcome, in the program's order: rules, indicators, ratings without places."""

    def lacking(name: str) -> Iterator[pa.Field]:
        if missing:
            yield pa.field(f"{name}.missing", MISSING)

    for rule in columns.rules:
        yield pa.field(rule.name, pa.int8())
        yield from lacking(rule.name)
    for asked in columns.values:
        yield from _value_fields(asked.name, asked)
        yield from lacking(asked.name)
    for rating in columns.ratings:
        yield from _value_fields(rating.name, rating.total)
        yield from lacking(rating.name)
        for each in rating.criteria:
            yield from _value_fields(f"{rating.name}.{each.name}", each)


def selection_fields(name: str, *, missing: bool) -> list[pa.Field]:
    """The columns of a selection, which are there once everybody is counted."""
    ranges = [pa.field(f"{name}.{what}{end}", pa.int32()) for what in RANGES for end in ENDS]
    named = [pa.field(f"{name}.missing", MISSING)] if missing else []
    return [pa.field(name, pa.int8()), *named, *ranges]


def selection_arrays(told: Chosen, missing: pa.Array | None) -> Iterator[pa.Array]:
    """The arrays of `selection_fields`. missing: of everybody who may yet be unknown, where asked for."""
    yield pa.array(told.verdicts)
    if missing is not None:
        known = pa.array(told.verdicts != UNKNOWN)
        yield pc.if_else(known, pa.scalar(None, MISSING), missing)
    for ends in (told.seats, told.ahead, told.level):
        for each in ends:
            yield pa.array(each, mask=each == UNTOLD)


def _value_fields(name: str, asked: Asked) -> Iterator[pa.Field]:
    yield pa.field(name, value_type(asked.step))
    yield pa.field(f"{name}.state", pa.int8())


def value_type(step: Step | None) -> pa.DataType:
    """How a value is written: decimals where its scale is known to be decimal, yes/no, a day, else text."""
    if step is None:
        return pa.string()
    match step.sort:
        case "truth":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "number" if (places := _places(step.scale)) is not None:
            greatest = max(abs(step.least), abs(step.greatest)) * 10**places // step.scale
            if greatest < 10**9:
                return pa.decimal32(9, places)
            return pa.decimal64(18, places) if greatest < 10**18 else pa.decimal128(38, places)
    return pa.string()


def _places(scale: int) -> int | None:
    return next((places for places in range(_MOST_PLACES + 1) if 10**places % scale == 0), None)


def arrays(outcome: Outcome, schema: Schema, missing: Sequence[pa.Array] = ()) -> Iterator[pa.Array]:
    """The arrays of `fields`, in that order. missing: of each rule, indicator and rating in turn, where asked for."""
    lacking = iter(missing)
    for codes in outcome.verdicts.values():
        yield pa.array(codes)
        yield from islice(lacking, 1)
    for column in outcome.values:
        yield from _value_arrays(column, schema)
        yield from islice(lacking, 1)
    for rating in outcome.ratings:
        yield from _value_arrays(rating.total, schema)
        yield from islice(lacking, 1)
        for column in rating.criteria:
            yield from _value_arrays(column, schema)


def missing_array(count: int, told: dict[int, tuple[Missing, ...]]) -> pa.Array:
    """The missing facts of a conclusion. told: row -> facts."""
    rows = [list(dict.fromkeys(each.fact for each in told[row])) if row in told else None for row in range(count)]
    return pa.array(rows, MISSING)


def _value_arrays(column: ValueColumn, schema: Schema) -> Iterator[pa.Array]:
    states = column.states()
    kind = value_type(column.step)
    if pa.types.is_decimal(kind):
        for row, value in column.rows.items():
            if states[row] == KNOWN and not _is_written(value, kind):
                states[row] = UNWRITTEN
    yield _values(column, states, kind, schema)
    yield pa.array(states)


def _is_written(value: Any, kind: pa.DataType) -> bool:
    """Whether a known number is a decimal of the column's."""
    whole = Fraction(value) * 10**kind.scale
    return whole.denominator == 1 and bool(abs(whole) < min(10**kind.precision, 1 << 62))


def _values(column: ValueColumn, states: Array, kind: pa.DataType, schema: Schema) -> pa.Array:
    hidden = states != KNOWN
    told = column.column
    if pa.types.is_decimal(kind) and isinstance(told, Numbers):
        assert column.step is not None
        factor = 10**kind.scale // column.step.scale
        numbers = np.broadcast_to(told.low, column.count).astype(np.int64 if kind.bit_width > 32 else np.int32)
        if factor != 1:
            numbers = numbers * factor
        own: dict[int, Any] = {row: v for row, v in column.rows.items() if states[row] == KNOWN}
        for row, value in own.items():
            numbers[row] = int(Fraction(value) * 10**kind.scale)
        return _decimals(numbers, hidden, kind)
    if pa.types.is_boolean(kind) and isinstance(told, Truths):
        truths = np.array(np.broadcast_to(told.yes, column.count))
        for row, value in column.rows.items():
            truths[row] = value is True
        return pa.array(truths, mask=hidden)
    if pa.types.is_date(kind) and isinstance(told, Codes) and not column.rows:
        return pa.array(np.broadcast_to(told.codes, column.count).astype(np.int32), pa.int32(), mask=hidden).cast(kind)
    if pa.types.is_string(kind) and isinstance(told, Codes) and column.step and column.step.sort == "member":
        return _members(column, hidden, schema)
    return pa.array(
        [None if hidden[row] else _plain(column.value(row, schema), kind) for row in range(column.count)], kind
    )


def _members(column: ValueColumn, hidden: Array, schema: Schema) -> pa.Array:
    assert isinstance(column.column, Codes)
    assert column.step is not None
    names = schema.enumerations[column.step.of].members
    codes = np.array(np.broadcast_to(column.column.codes, column.count), np.int32)
    for row, value in column.rows.items():
        codes[row] = value.rank if isinstance(value, Member) else 0
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=hidden), pa.array(names)).cast(pa.string())


def _decimals(numbers: Array, hidden: Array, kind: pa.DataType) -> pa.Array:
    """Whole numbers of the smallest decimal as decimals, without a step through Python."""
    if kind.bit_width == 128:
        words = np.empty((len(numbers), 2), np.int64)
        words[:, 0] = numbers
        words[:, 1] = numbers >> 63
    else:
        words = numbers.astype(np.int32 if kind.bit_width == 32 else np.int64, copy=False)
    held = pa.py_buffer(np.packbits(~hidden, bitorder="little")) if hidden.any() else None
    return pa.Array.from_buffers(kind, len(numbers), [held, pa.py_buffer(words)])


def _plain(value: Value | FaultAt, kind: pa.DataType) -> Any:
    if isinstance(value, bool):
        return value if pa.types.is_boolean(kind) else ("yes" if value else "no")
    if isinstance(value, int | Fraction):
        if not pa.types.is_decimal(kind):
            return decimal_text(value)
        scaled = Fraction(value) * 10**kind.scale
        return Decimal(scaled.numerator).scaleb(-kind.scale) / scaled.denominator
    if isinstance(value, Member):
        return value.name
    return value if pa.types.is_date(kind) else str(value)


__all__ = ["RatingColumns", "arrays", "fields", "missing_array", "selection_arrays", "selection_fields", "value_type"]
