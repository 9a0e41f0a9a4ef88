"""Tables of the rules: every combination of keys that a table can tell apart is looked up once, by its very meaning,
and rows take their results from there."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Any

import numpy as np

from iomrules.facts.record import EnumKind, NumberKind, Schema
from iomrules.frozen import frozen
from iomrules.program.core import InBand, Is, Table
from iomrules.reason.arithmetic import exact
from iomrules.reason.columns.column import Array, Codes, Column, Mask, Numbers, Truths, any_of, some
from iomrules.reason.columns.step import SORTS, Frame, Step, Unsupported, scaled, width
from iomrules.reason.tables import look_up
from iomrules.values import ABSENT, Member, Missing, Unknown, Value

#: combinations times rows of a table that are looked up beforehand, at most
MOST_LOOKUPS = 200_000
#: bounds of a number not known are told apart among so many values of a key, at most
_MOST_ENDS = 12
EPOCH = date(1970, 1, 1)
_NOBODY_KNOWS = (Missing("?"),)


@frozen
class _Key:
    """One key of a table. values: a value of each number, the last for absent, before it those not known.

    size: how many are known. Of a number not known the bounds are told apart as its values are.
    """

    step: Step
    values: tuple[Value, ...]
    size: int
    cuts: tuple[int, ...] = ()

    def numbers(self, frame: Frame) -> tuple[Array, Mask]:
        """The number of each row's key, and rows whose key cannot be told."""
        column = self.step.run(frame)
        unknown, lost = None, column.lost
        unsure: Any = self.size
        match column:
            case Truths():
                return np.where(column.yes, 1, np.where(column.denied(), 0, 2)), lost
            case Codes(codes=codes):
                unknown = column.unknown
                found = codes if self.step.sort == "member" else _reached(codes, self.cuts)
            case Numbers():
                found, unknown = _reached(column.low, self.cuts), column.unknown()
                if unknown is not None and len(self.values) > self.size + 2:
                    unsure = self._between(column)
                elif unknown is not None and self.step.blank is None:
                    lost = any_of(lost, unknown)
            case _:
                raise Unsupported("частное в ключе таблицы", "a quotient as a key")
        if unknown is not None:
            found = np.where(unknown, unsure, found)
        if column.absent is not None:
            found = np.where(column.absent, len(self.values) - 1, found)
        return found, lost

    def _between(self, column: Numbers) -> Array:
        """The number of what is not known, by its bounds."""
        low, high = (_reached(end, self.cuts).astype(np.int64) for end in (column.low, column.high))
        low = low if column.low_open is None else np.where(column.low_open, self.size, low)
        high = high if column.high_open is None else np.where(column.high_open, self.size, high)
        return self.size + low * (self.size + 1) + high


def _reached(values: Array, cuts: tuple[int, ...]) -> Array:
    if len(cuts) > 12:
        return np.searchsorted(np.array(cuts), values, side="right")
    found = np.zeros(np.shape(values), np.uint8)
    for cut in cuts:
        found = found + (values >= cut)
    return found


def from_table(table: Table, keys: Sequence[Step], on: date, schema: Schema) -> Step:
    """The table's result under the keys."""
    if table.earlier or any(row.cohort for row in table.rows):
        raise Unsupported("таблица по дню поступления", "a table that goes by the day of entry")
    axes = [_key(table, place, step, schema) for place, step in enumerate(keys)]
    combinations = int(np.prod([len(axis.values) for axis in axes]))
    if combinations * max(len(table.rows), 1) > MOST_LOOKUPS:
        raise Unsupported("слишком много сочетаний ключей таблицы", "too many combinations of keys")
    results = [look_up(table, chosen, on).value for chosen in product(*(axis.values for axis in axes))]
    told: Codes | Numbers
    if isinstance(table.kind, EnumKind):
        told, step = _members(results, table.kind), Step("member", lambda _: told, of=table.kind.enumeration)
    elif isinstance(table.kind, NumberKind):
        told, step = _numbers(results)
    else:
        raise Unsupported("таблица других значений", "a table of other values")

    def run(frame: Frame) -> Column:
        place: Any = np.zeros((), np.int64)
        lost: Mask = None
        for axis in axes:
            numbers, unable = axis.numbers(frame)
            place, lost = place * len(axis.values) + numbers, any_of(lost, unable)
        return _taken(told, place, lost)

    return Step(step.sort, run, step.scale, step.least, step.greatest, of=step.of)


def _taken(told: Column, place: Array, lost: Mask) -> Column:
    """The results at the rows' places."""
    index = np.asarray(place, np.intp)
    scalar = index.ndim == 0
    index = np.atleast_1d(index)

    def take(part: Any) -> Any:
        if part is None:
            return None
        found = part.take(index)
        return found[0] if scalar else found

    def mask(part: Mask) -> Mask:
        return None if part is None else some(np.asarray(take(part)))

    if isinstance(told, Codes):
        return Codes(take(told.codes), mask(told.unknown), mask(told.absent), any_of(lost, mask(told.lost)))
    assert isinstance(told, Numbers)
    low = take(told.low)
    high = low
    if not told.exact:
        high = take(told.high)
        if np.array_equal(low, high) and mask(told.low_open) is None and mask(told.high_open) is None:
            high = low
    return Numbers(
        low, high, mask(told.low_open), mask(told.high_open), mask(told.absent), any_of(lost, mask(told.lost))
    )


def _members(results: Sequence[Value | None], kind: EnumKind) -> Codes:
    codes = np.array([each.rank if isinstance(each, Member) else 0 for each in results], np.int16)
    return Codes(
        codes,
        some(np.array([isinstance(each, Unknown) for each in results])),
        some(np.array([each is ABSENT for each in results])),
        some(np.array([each is None for each in results])),
    )


def _numbers(results: Sequence[Value | None]) -> tuple[Numbers, Step]:
    ends = [_ends(each) for each in results]
    scale = lcm(*(Fraction(end).denominator for pair in ends for end in pair if end is not None))
    lows = [scaled(low if low is not None else high or 0, scale) for low, high in ends]
    highs = [scaled(high if high is not None else low or 0, scale) for low, high in ends]
    kind = width(min(lows), max(highs))
    unknown = [isinstance(each, Unknown) for each in results]
    low = np.array(lows, kind)
    column = Numbers(
        low,
        np.array(highs, kind) if any(unknown) else low,
        some(np.array([each and end[0] is None for each, end in zip(unknown, ends, strict=True)])),
        some(np.array([each and end[1] is None for each, end in zip(unknown, ends, strict=True)])),
        some(np.array([each is ABSENT for each in results])),
        some(np.array([each is None for each in results])),
    )
    return column, Step("number", lambda _: column, scale, min(lows), max(highs))


def _ends(value: Value | None) -> tuple[Any, Any]:
    if isinstance(value, Unknown):
        return value.low, value.high
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value, value
    return 0, 0


def _key(table: Table, place: int, step: Step, schema: Schema) -> _Key:
    nobody: Value = Unknown(_NOBODY_KNOWS)
    match step.sort:
        case "truth":
            return _Key(step, (False, True, nobody, ABSENT), 2)
        case "member":
            members = schema.enumerations[step.of].members
            told = tuple(Member(step.of, name, rank) for rank, name in enumerate(members))
            return _Key(step, (*told, nobody, ABSENT), len(told))
        case "number" | "date":
            edges = [edge for row in table.rows for edge in _edges(row.tests[place])]
            cuts = tuple(sorted({cut for edge in edges for cut in cuts_of(edge, step.scale)}))
            known = [cuts[0] - 1 if cuts else 0, *cuts]
            if step.sort == "date":
                days = (EPOCH + timedelta(days=day) for day in known)
                return _Key(step, (*days, nobody, ABSENT), len(known), cuts)
            numbers = [exact(Fraction(each, step.scale)) for each in known]
            ends = (*numbers, None)
            unsure = tuple(Unknown(_NOBODY_KNOWS, low, high) for low in ends for high in ends)
            if len(numbers) > _MOST_ENDS:
                unsure = (Unknown(_NOBODY_KNOWS, *(step.blank or (None, None))),)
            return _Key(step, (*numbers, *unsure, ABSENT), len(numbers), cuts)
    raise Unsupported(f"{SORTS[step.sort][0]} в ключе таблицы", f"{SORTS[step.sort][1]} as a key")


def _edges(test: object) -> tuple[Value, ...]:
    match test:
        case Is(values=values):
            return values
        case InBand(low=low, high=high):
            return tuple(each for each in (low, high) if each is not None)
    return ()


def cuts_of(edge: Value, scale: int) -> tuple[int, int]:
    """The first whole multiple of 1/scale that reaches the edge, and the first that is beyond it."""
    if isinstance(edge, date):
        day = (edge - EPOCH).days
        return day, day + 1
    if isinstance(edge, bool) or not isinstance(edge, int | Fraction):
        raise Unsupported("граница другого вида", "an edge of another kind")
    reached = edge * scale
    return int(-(-reached // 1)), int(reached // 1) + 1
