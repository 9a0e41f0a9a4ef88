"""Where people stand in a rating as keys that are compared, less is better: the best and the worst each may be.

Usually a key is one number, total, ties and group packed together. Where a number of somebody does not fit, the keys
are tuples, as `reason.selection` has them.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from iomrules.frozen import frozen
from iomrules.reason.columns.column import Array, Mask, Numbers
from iomrules.reason.columns.outcome import FaultAt, RatingColumns, ValueColumn
from iomrules.reason.columns.told import AskedRating
from iomrules.reason.selection import FIRST, LAST, End, Span, span_of

#: numbers of a part of a key besides values: before all, absent, after all
_BESIDES = 3


@frozen
class Keys:
    """How a rating's people are told apart. spans: least and greatest of total and ties; fits: whether they pack."""

    asked: AskedRating
    spans: tuple[tuple[int, int], ...]
    fits: bool

    @classmethod
    def of(cls, asked: AskedRating) -> "Keys":
        return cls(asked, asked.spans, asked.keys(_BESIDES) is not None)

    def packed(self, rating: RatingColumns, faulty: Mask) -> tuple[Array, Array] | None:
        """Everybody's best and worst, one array where they are the same; None where a number of somebody does not fit.

        faulty: who may be anywhere.
        """
        if not self.fits:
            return None
        groups = rating.groups or (np.zeros(rating.total.count, np.int64),) * 2
        best = worst = groups[0].astype(np.int64)
        if groups[0] is not groups[1]:
            worst = groups[1].astype(np.int64)
        if faulty is not None:
            best, worst = np.where(faulty, 0, best), np.where(faulty, len(self.asked.priorities) + 1, worst)
        for column, (least, greatest) in zip((rating.total, *rating.ties), self.spans, strict=True):
            ends = self._ends(column, least, greatest)
            if ends is None:
                return None
            radix = greatest - least + 1 + _BESIDES
            first, last = ends
            if faulty is not None:
                first, last = np.where(faulty, 0, first), np.where(faulty, radix - 1, last)
            same = best is worst and first is last
            best = best * radix + first
            worst = best if same else worst * radix + last
        return best, worst

    def _ends(self, column: ValueColumn, least: int, greatest: int) -> tuple[Array, Array] | None:
        """Numbers of the best and of the worst that each may come to: 0 before all, 1 … values, absent, after all."""
        told, step = column.column, column.step
        if not isinstance(told, Numbers) or step is None:
            return None
        down, after = self.asked.rating.descending, greatest - least + 3
        ends = ((told.high, told.high_open), (told.low, told.low_open))
        (first, first_open), (last, last_open) = ends if down else reversed(ends)
        same = told.exact and not column.rows

        def numbers(end: Array, opened: Mask, beyond: int) -> Array:
            told_end = np.broadcast_to(end, column.count).astype(np.int64)
            found = greatest + 1 - told_end if down else told_end + (1 - least)
            if opened is not None:
                found = np.where(opened, beyond, found)
            return found if told.absent is None else np.where(told.absent, after - 1, found)

        first = numbers(first, first_open, 0)
        last = first if same else numbers(last, last_open, after)
        for row, value in column.rows.items():
            if isinstance(value, FaultAt):
                first[row], last[row] = 0, after
                continue
            one, other = (_number(e, step.scale, least, greatest, down=down) for e in span_of(value, -1 if down else 1))
            if one is None or other is None:
                return None
            first[row], last[row] = one, other
        return first, last

    def told(self, key: int) -> tuple[End, ...]:
        """A packed key as a tuple."""
        down = self.asked.rating.descending
        found: list[End] = []
        steps = [each.step for each in (self.asked.total, *self.asked.ties) if each.step is not None]
        for (least, greatest), step in zip(reversed(self.spans), reversed(steps), strict=True):
            key, number = divmod(key, greatest - least + 1 + _BESIDES)
            if number in (0, greatest - least + 2, greatest - least + 3):
                found.append(FIRST if number == 0 else LAST if number == greatest - least + 3 else (1, 0))
            elif down:
                found.append((0, -Fraction(greatest - number + 1, step.scale)))
            else:
                found.append((0, Fraction(least + number - 1, step.scale)))
        return ((0, key), *reversed(found))

    def tuples(self, rating: RatingColumns, rows: Sequence[int], faulty: Mask) -> list[tuple[Any, Any]]:
        """The best and the worst of these rows."""
        sign = -1 if self.asked.rating.descending else 1
        groups = rating.groups or (np.zeros(rating.total.count, np.int64),) * 2
        last = len(self.asked.priorities) + 1
        found = []
        for row in rows:
            if faulty is not None and faulty[row]:
                lost = (((0, 0), (0, last)), *((FIRST, LAST),) * (1 + len(rating.ties)))
                found.append((tuple(best for best, _ in lost), tuple(worst for _, worst in lost)))
                continue
            spans: list[Span] = [((0, int(groups[0][row])), (0, int(groups[1][row])))]
            spans += [_span(column, row, sign) for column in (rating.total, *rating.ties)]
            found.append((tuple(best for best, _ in spans), tuple(worst for _, worst in spans)))
        return found


def _span(column: ValueColumn, row: int, sign: int) -> Span:
    value = column.value(row)
    return (FIRST, LAST) if isinstance(value, FaultAt) else span_of(value, sign)


def _number(end: End, scale: int, least: int, greatest: int, *, down: bool) -> int | None:
    """The number of a part of a key; None where it has none."""
    if end == FIRST:
        return 0
    if end[0]:
        return greatest - least + (3 if end == LAST else 2)
    whole = (-end[1] if down else end[1]) * scale
    if Fraction(whole).denominator != 1 or not least <= whole <= greatest:
        return None
    return int(greatest - whole if down else whole - least) + 1
