"""The greatest, the least and the mean of elements: absent of none."""

from typing import Any

import numpy as np

from iomrules.reason.columns.column import Array, Mask, Numbers, Quotients, any_of, but, filled, some, without
from iomrules.reason.columns.frame import Elements
from iomrules.reason.columns.gather import Gathered, Held, Parts, numbered, too_long, where_meant
from iomrules.reason.columns.step import Frame, Step, Unsupported, width


def extreme(held: Held, value: Step, *, greatest: bool) -> Step:
    """The greatest or the least. Absent of none; where there may be none, nothing is known."""
    if value.sort != "number":
        raise Unsupported("наибольшее из частных", "the greatest quotient")
    gather, far = (np.maximum, value.least - 1) if greatest else (np.minimum, value.greatest + 1)
    kind = width(value.least - 1, value.greatest + 1)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = numbered(held, value, frame)
        near, wide = (low, high) if greatest else (high, low)
        near_open, wide_open = (low_open, high_open) if greatest else (high_open, low_open)
        certain = sure if near_open is None else sure & ~near_open
        exact = np.where(certain, near, far)
        same = possible is sure and high is low
        return sure, possible, lost, exact, exact if same else np.where(possible, wide, far), wide_open

    gathered = Gathered(held, each)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (sure, possible, lost, exact, widest, wide_open), more = gathered.parts(frame)
        near = frame.fold(gather, exact, far, kind)
        wide = near if widest is exact else frame.fold(gather, widest, far, kind)
        lost = any_of(lost, more)
        if frame.blank is not None and not perhaps(gathered):
            told = _extremes(frame, near, wide, (sure, possible, wide_open, lost), far, greatest=greatest)
            return Numbers(
                told.low, told.high, told.low_open, told.high_open, told.absent, any_of(told.lost, frame.blank)
            )
        return _extremes(frame, near, wide, (sure, possible, wide_open, lost), far, greatest=greatest)

    return Step("number", run, value.scale, value.least, value.greatest)


def perhaps(gathered: Gathered) -> bool:
    """Whether a list that is not known may hold elements that are meant."""
    blank = gathered.blank
    return blank is not None and bool(np.any(blank[1])) and not np.any(blank[2])


def _extremes(frame: Elements, near: Array, wide: Array, masks: Any, far: int, *, greatest: bool) -> Numbers:
    sure, possible, wide_open, lost = masks
    spoilt = frame.anywhere(lost)
    if wide is near and possible is sure:
        none = some(near == far)
        found = near if none is None else np.where(none, 0, near)
        if frame.blank is not None:
            none = without(none, frame.blank)
            return Numbers(found, found.copy(), frame.blank, frame.blank, none, spoilt)
        return Numbers(found, found, absent=none, lost=spoilt)
    zero = np.zeros(frame.block.count, bool)
    certain = frame.anywhere(sure)
    certain = zero if certain is None else certain
    maybe = frame.anywhere(possible)
    none = ~(zero if maybe is None else maybe)
    free = ~certain & ~none  # there may be none at all
    if frame.blank is not None:
        none, free = none & ~frame.blank, free | frame.blank
    near_open = free | (near == far)
    wide_open = any_of(free, frame.anywhere(wide_open))
    near, wide = np.where(near == far, 0, near), np.where(wide == far, 0, wide)
    near_open = some(near_open & ~none)
    wide_open = None if wide_open is None else some(wide_open & ~none)
    ends = (near, wide, near_open, wide_open) if greatest else (wide, near, wide_open, near_open)
    return Numbers(ends[0], ends[1], ends[2], ends[3], some(none), spoilt)


def mean(held: Held, value: Step) -> Step:
    """The mean. Where some parts perhaps do not belong, it is told as long as those have the same bounds."""
    bound = max(held.bound, held.source.bound)
    if not bound or value.sort != "number":
        raise Unsupported("среднее чисел без предела", "a mean without a bound")
    least, greatest = min(value.least, 0) * bound, max(value.greatest, 0) * bound
    kind, beyond = width(least, greatest), width(value.least - 1, value.greatest + 1)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = numbered(held, value, frame)
        lost = any_of(lost, low_open, high_open)
        exact = where_meant(low, sure)
        if possible is sure and high is low:
            return sure, sure, lost, exact, exact, None, None
        unsure = possible & ~sure
        # the ends of those that perhaps belong, told apart where they are not all the same
        settled = ~unsure
        lowest = filled(np.asarray(low, beyond), settled, beyond(value.greatest + 1))
        highest = filled(np.asarray(high, beyond), settled, beyond(value.least - 1))
        return sure, possible, lost, exact, high * sure, lowest, highest

    gathered = Gathered(held, each)

    def run(block: Frame) -> Quotients:
        frame = held.source.frame(block)
        (sure, possible, lost, lows, highs, lowest, highest), more = gathered.parts(frame)
        spoilt = any_of(frame.anywhere(any_of(lost, more)), too_long(frame, bound))
        if frame.blank is not None and not perhaps(gathered):
            spoilt = any_of(spoilt, frame.blank)
        low = frame.fold(np.add, lows, 0, kind)
        below: Any = len(frame.sizes)
        everybody = np.ndim(sure) == 0 and bool(sure) and all(size == frame.block.count for size in frame.sizes)
        if not everybody or not below:
            below = frame.counted(sure)
        none = None if np.ndim(below) == 0 else some(below == 0)
        if possible is sure and highs is lows:
            safe = below if none is None else np.where(none, 1, below)
            opened, none = frame.blank, without(none, frame.blank)
            return Quotients(low, safe, low, safe, opened, none, spoilt)
        high = low if highs is lows else frame.fold(np.add, highs, 0, kind)
        return _mean_bounds(frame, value, ((low, high), np.asarray(below)), (sure, possible, lowest, highest), spoilt)

    return Step("quotient", run, value.scale, least, greatest, bound)


def _mean_bounds(frame: Elements, value: Step, known: tuple[Any, Array], parts: Parts, spoilt: Mask) -> Quotients:
    """The least and the greatest mean, where parts perhaps do not belong. known: sums and number of the sure ones."""
    sums, below = known
    sure, possible, *ends = parts
    unsure = frame.counted(possible).astype(np.int64) - below
    beyond = width(value.least - 1, value.greatest + 1)
    least_low = frame.fold(np.minimum, ends[0], value.greatest + 1, beyond)
    most_high = frame.fold(np.maximum, ends[1], value.least - 1, beyond)
    within = frame.full(but(possible, sure))
    # all that perhaps belong must have these very ends
    other = within & (frame.full(ends[0]) != frame.spread(Numbers(least_low, least_low)).low)  # type: ignore[union-attr]
    other |= within & (frame.full(ends[1]) != frame.spread(Numbers(most_high, most_high)).low)  # type: ignore[union-attr]
    spoilt = any_of(spoilt, frame.anywhere(other))
    none = (below == 0) & (unsure == 0)
    free = (below == 0) & (unsure > 0)
    if frame.blank is not None:
        none, free = none & ~frame.blank, free | frame.blank
    count = np.maximum(below, 1).astype(np.int64)
    low, high, least_low, most_high = (each.astype(np.int64) for each in (*sums, least_low, most_high))
    pulling, lifting = unsure * (least_low * count < low), unsure * (most_high * count > high)
    return Quotients(
        low + pulling * least_low, count + pulling,
        high + lifting * most_high, count + lifting,
        some(free), some(none), spoilt,
    )  # fmt: skip
