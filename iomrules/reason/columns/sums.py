"""Sums of elements, of all or of the best few."""

from typing import Any

import numpy as np

from iomrules.reason.columns.column import Array, Numbers, any_of, some
from iomrules.reason.columns.frame import Elements
from iomrules.reason.columns.gather import Gathered, Held, Parts, numbered, too_long, where_meant
from iomrules.reason.columns.step import Frame, Step, Unsupported, width

#: more of the best than this are not kept apart
MOST_BEST = 8


def total(held: Held, value: Step, best: int | None) -> Step:
    if best is not None:
        return _best(held, value, best)
    bound = max(held.bound, held.source.bound)
    if not bound or value.sort != "number":
        raise Unsupported("сумма без предела", "a sum without a bound")
    least, greatest = min(value.least, 0) * bound, max(value.greatest, 0) * bound
    kind = width(least, greatest)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = numbered(held, value, frame)
        if possible is sure and high is low:
            exact = where_meant(low, sure)
            return exact, exact, None, None, lost
        unsure = possible & ~sure
        lows = np.where(sure, low, np.where(unsure, np.minimum(low, 0), 0))
        highs = np.where(sure, high, np.where(unsure, np.maximum(high, 0), 0))
        return lows, highs, low_open, high_open, lost

    gathered = Gathered(held, each)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (lows, highs, low_open, high_open, lost), more = gathered.parts(frame)
        low = frame.fold(np.add, lows, 0, kind)
        high = low if highs is lows else frame.fold(np.add, highs, 0, kind)
        spoilt = any_of(frame.anywhere(any_of(lost, more)), too_long(frame, bound))
        told = Numbers(low, high, frame.anywhere(low_open), frame.anywhere(high_open), None, spoilt)
        return _unknown_lists(told, frame, gathered.blank, held.bound, None)

    return Step("number", run, value.scale, least, greatest)


def _unknown_lists(told: Numbers, frame: Elements, blank: Parts | None, bound: int, best: int | None) -> Numbers:
    """The sum of a list that is not known: of none up to `bound` elements that nothing is known of."""
    if frame.blank is None:
        return told
    if blank is None or not bound or np.any(blank[4]):
        return Numbers(told.low, told.high, told.low_open, told.high_open, None, any_of(told.lost, frame.blank))
    limit = bound if best is None else min(bound, best)
    low, high = (int(np.max(end)) * limit for end in blank[:2])
    opens = [np.full(frame.block.count, True) & frame.blank if np.any(o) else None for o in blank[2:4]]
    kept = ~frame.blank
    return Numbers(
        np.where(frame.blank, low, told.low),
        np.where(frame.blank, high, told.high),
        any_of(None if told.low_open is None else told.low_open & kept, opens[0]),
        any_of(None if told.high_open is None else told.high_open & kept, opens[1]),
        None,
        None if told.lost is None else some(told.lost & kept),
    )


def _best(held: Held, value: Step, best: int) -> Step:
    """The sum of the greatest few; of numbers that are never negative, so that a place left free adds nothing."""
    if value.sort != "number" or value.least < 0 or not 0 < best <= MOST_BEST:
        raise Unsupported("лучшие из чисел, которые бывают меньше нуля", "the best of numbers that may be negative")
    kind = width(0, value.greatest * best)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = numbered(held, value, frame)
        if np.any(low_open):
            lost = any_of(lost, low_open)
        if possible is sure and high is low:
            exact = where_meant(low, sure)
            return exact, exact, None, None, lost
        return low * sure, high * possible, None, high_open, lost

    gathered = Gathered(held, each)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (lows, highs, _, high_open, lost), more = gathered.parts(frame)
        low = greatest_few(frame, lows, best, kind)
        high = low if highs is lows else greatest_few(frame, highs, best, kind)
        told = Numbers(low, high, None, frame.anywhere(high_open), None, frame.anywhere(any_of(lost, more)))
        return _unknown_lists(told, frame, gathered.blank, held.bound, best)

    return Step("number", run, value.scale, 0, value.greatest * best)


def greatest_few(frame: Elements, values: Array, best: int, kind: Any) -> Array:
    """The sum of the `best` greatest of each person's values, none of them negative."""
    values = frame.full(values).astype(kind, copy=False)
    top = [np.zeros(frame.block.count, kind) for _ in range(best)]
    first = 0
    for turn, size in enumerate(frame.sizes):
        coming = values[first : first + size]
        first += size
        for place, held in enumerate(top[: turn + 1]):
            part = held[:size]
            if place < min(turn, best - 1):
                pushed = np.minimum(part, coming)
                np.maximum(part, coming, out=part)
                coming = pushed
            else:
                np.maximum(part, coming, out=part)
    for other in top[1:]:
        top[0] += other
    return frame.people(top[0])
