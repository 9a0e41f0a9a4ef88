"""Collections taken together: how many, whether any, sums, extremes, means, the best few, the best of each group.

Each has two stages: what every element is worth, which a table may hold ready for all elements there can be, and taking
those together for each person.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from attrs import field, frozen

from iomrules.reason.columns.column import Array, Mask, Numbers, Quotients, Truths, any_of, losing, some
from iomrules.reason.columns.frame import Axis, Blank, Domain, Elements
from iomrules.reason.columns.sources import Source
from iomrules.reason.columns.step import Frame, Step, Unsupported, width

#: what every element is worth: arrays, or None for nothing
Parts = tuple[Any, ...]
#: more of the best than this are not kept apart
MOST_BEST = 8


@frozen
class Held:
    """Which elements are meant. holds: None where all are. bound: the most there can be; 0 where nobody says."""

    source: Source
    holds: Callable[[Frame], Truths | None] = field(eq=False)
    bound: int = 0
    axes: tuple[Axis, ...] | None = None


@frozen
class Gathered:
    """First stage: `each` gives the parts of every element. held: of which elements."""

    held: Held
    each: Callable[[Frame], Parts] = field(eq=False)
    tables: Any = field(init=False, eq=False)

    @tables.default
    def _ready(self) -> Any:
        """The parts of all elements there can be: where nothing is unknown, and in general."""
        axes = self.held.axes
        return None if axes is None else [_table(self.each(Domain(axes, known))) for known in (True, False)]

    def parts(self, frame: Elements) -> tuple[Parts, Mask]:
        """The parts of a frame's elements, and elements that a table cannot tell."""
        tables = self.tables
        if tables is None:
            return self.each(frame), None
        code, unsure, lost = frame.code(self.held.axes)  # type: ignore[arg-type]
        taken: dict[int, Any] = {}
        for part in tables[unsure]:
            if part is not None and np.ndim(part) and id(part) not in taken:
                taken[id(part)] = part.take(code)
        return tuple(taken.get(id(part), part) for part in tables[unsure]), lost

    def blank(self) -> Parts | None:
        """The parts of an element of a list that is not known, or None where that depends on the person."""
        try:
            return self.each(Blank())
        except Unsupported:
            return None


def _table(parts: Parts) -> Parts:
    """Parts of a domain in as few bytes as they need; a mask that marks nothing is none; equal ones are one."""
    kept: list[Any] = []
    for part in parts:
        small = part
        if part is not None and np.ndim(part):
            if part.dtype != bool:
                small = part.astype(width(int(part.min(initial=0)), int(part.max(initial=0))))
            small = next((e for e in kept if e is not None and np.ndim(e) and np.array_equal(e, small)), small)
        kept.append(small)
    return tuple(kept)


def _holding(held: Held, frame: Frame) -> Truths:
    holds = held.holds(frame)
    return Truths(np.True_) if holds is None else holds


def _masks(holds: Truths) -> tuple[Array, Array, Mask]:
    """sure, possible (the same array where all is known), lost."""
    if holds.no is None:
        return holds.yes, holds.yes, None
    possible = ~holds.no
    if holds.lost is not None:
        possible = possible & ~holds.lost
    return holds.yes, possible if np.any(possible != holds.yes) else holds.yes, some(holds.lost)


# --- how many ----------------------------------------------------------------------------------------------------


def count(held: Held) -> Step:
    def each(frame: Frame) -> Parts:
        return _masks(_holding(held, frame))

    gathered = Gathered(held, each)
    blank = gathered.blank()
    most = max(held.bound, held.source.bound, 1 << 14)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (sure, possible, lost), more = gathered.parts(frame)
        low = frame.counted(sure)
        high = low if possible is sure else frame.counted(possible)
        spoilt = frame.anywhere(any_of(lost, more))
        if frame.blank is None:
            return Numbers(low, high, lost=spoilt)
        if blank is None or not held.bound:
            return Numbers(low, high, lost=any_of(spoilt, frame.blank))
        more_of = held.bound if bool(blank[1].any()) else 0
        low = np.where(frame.blank, 0, low)
        high = np.where(frame.blank, more_of, high)
        return Numbers(low, high, lost=None if spoilt is None else some(spoilt & ~frame.blank))

    return Step("number", run, 1, 0, most)


def exists(held: Held) -> Step:
    """Whether there is one."""

    def each(frame: Frame) -> Parts:
        return _masks(_holding(held, frame))

    gathered = Gathered(held, each)
    blank = gathered.blank()

    def run(block: Frame) -> Truths:
        frame = held.source.frame(block)
        (sure, possible, lost), more = gathered.parts(frame)
        found = _any(frame, sure, possible)
        spoilt = frame.anywhere(any_of(lost, more))
        if frame.blank is not None:
            if blank is None or not held.bound:
                spoilt = any_of(spoilt, frame.blank)
            elif bool(blank[1].any()):
                found = Truths(found.yes & ~frame.blank, found.denied() & ~frame.blank)
                spoilt = None if spoilt is None else some(spoilt & ~frame.blank)
            else:
                found = Truths(found.yes & ~frame.blank, found.denied() | frame.blank)
                spoilt = None if spoilt is None else some(spoilt & ~frame.blank)
        return losing(found, spoilt)

    return Step("truth", run)


def _any(frame: Elements, sure: Array, possible: Array) -> Truths:
    yes = frame.anywhere(sure)
    yes = np.zeros(frame.block.count, bool) if yes is None else yes
    if possible is sure:
        return Truths(yes)
    maybe = frame.anywhere(possible)
    return Truths(yes, ~yes if maybe is None else ~maybe)


def every(held: Held, holds: Callable[[Frame], Truths]) -> Step:
    """Whether all that are meant satisfy: none is meant and does not."""

    def each(frame: Frame) -> Parts:
        meant = _holding(held, frame)
        told = holds(frame)
        yes, possible, lost = _masks(meant)
        lost = any_of(lost, None if told.lost is None else told.lost & possible)
        breaks = yes & told.denied()
        may_break = possible & ~told.yes
        if told.lost is not None:
            may_break = may_break & ~told.lost
        return breaks, breaks if not np.any(may_break != breaks) else may_break, lost

    gathered = Gathered(held, each)
    blank = gathered.blank()

    def run(block: Frame) -> Truths:
        frame = held.source.frame(block)
        (sure, possible, lost), more = gathered.parts(frame)
        broken = _any(frame, sure, possible)
        found = Truths(~broken.yes) if broken.no is None else Truths(broken.no, broken.yes)
        spoilt = frame.anywhere(any_of(lost, more))
        if frame.blank is not None:
            if blank is None or not held.bound:
                spoilt = any_of(spoilt, frame.blank)
            else:
                opened = frame.blank if bool(blank[1].any()) else np.zeros_like(frame.blank)
                found = Truths((found.yes | frame.blank) & ~opened, found.denied() & ~frame.blank)
                spoilt = None if spoilt is None else some(spoilt & ~frame.blank)
        return losing(found, spoilt)

    return Step("truth", run)


def share(held: Held, inside: Held) -> Step:
    """Those meant of all in the window; where anything is not known, and of none, the row engine says."""

    def each(frame: Frame) -> Parts:
        return *_masks(_holding(held, frame)), *_masks(_holding(inside, frame))

    gathered = Gathered(held, each)

    def run(block: Frame) -> Quotients:
        frame = held.source.frame(block)
        (sure, possible, lost, sure_all, all_, lost_all), more = gathered.parts(frame)
        unsure = [frame.anywhere(one ^ two) for one, two in ((sure, possible), (sure_all, all_)) if one is not two]
        top, below = frame.counted(sure).astype(np.int64), frame.counted(sure_all).astype(np.int64)
        spoilt = any_of(frame.anywhere(any_of(lost, lost_all, more)), *unsure, frame.blank, some(below == 0))
        return Quotients(top, np.maximum(below, 1), top, np.maximum(below, 1), lost=spoilt)

    most = max(held.bound, held.source.bound, 1 << 14)
    return Step("quotient", run, 1, 0, most, most)


# --- sums and extremes -------------------------------------------------------------------------------------------


def _worth(held: Held, value: Step, frame: Frame) -> tuple[Truths, Numbers]:
    """Which elements count, and their numbers; an absent one is passed over, one without any bound may be absent."""
    meant, number = _holding(held, frame), value.run(frame)
    if not isinstance(number, Numbers):
        raise Unsupported("a quotient of an element")
    if number.absent is not None:
        kept = ~number.absent
        lost = None if meant.lost is None else meant.lost
        meant = Truths(meant.yes & kept, meant.denied() | number.absent, lost)
        if lost is not None:
            meant = losing(Truths(meant.yes, meant.no), lost)
    if number.low_open is not None and number.high_open is not None:
        free = number.low_open & number.high_open
        meant = Truths(meant.yes & ~free, meant.denied(), meant.lost)
    return meant, number


def _numbered(held: Held, value: Step, frame: Frame) -> Parts:
    """sure, possible, lost, low, high, low_open, high_open."""
    meant, number = _worth(held, value, frame)
    sure, possible, lost = _masks(meant)
    lost = any_of(lost, None if number.lost is None else number.lost & possible)
    opens = tuple(None if o is None else some(o & possible) for o in (number.low_open, number.high_open))
    return sure, possible, lost, number.low, number.high, *opens


def total(held: Held, value: Step, best: int | None) -> Step:
    if best is not None:
        return _best(held, value, best)
    bound = max(held.bound, held.source.bound)
    if not bound or value.sort != "number":
        raise Unsupported("a sum without a bound")
    least, greatest = min(value.least, 0) * bound, max(value.greatest, 0) * bound
    kind = width(least, greatest)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = _numbered(held, value, frame)
        if possible is sure and high is low:
            exact = low * sure
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
        spoilt = any_of(frame.anywhere(any_of(lost, more)), _too_long(frame, bound))
        told = Numbers(low, high, frame.anywhere(low_open), frame.anywhere(high_open), None, spoilt)
        return _unknown_lists(told, frame, gathered.blank(), held.bound, None)

    return Step("number", run, value.scale, least, greatest)


def _too_long(frame: Elements, bound: int) -> Mask:
    """People with more elements than the rules allow for: sums of theirs might not fit."""
    if len(frame.sizes) <= bound:
        return None
    held = np.zeros(frame.block.count, bool)
    held[: frame.sizes[bound]] = True
    return frame.people(held)


def _unknown_lists(told: Numbers, frame: Elements, blank: Parts | None, bound: int, best: int | None) -> Numbers:
    """The sum of a list that is not known: of none up to `bound` elements that nothing is known of."""
    if frame.blank is None:
        return told
    if blank is None or not bound or np.any(blank[4]):
        return Numbers(
            told.low, told.high, told.low_open, told.high_open, None, any_of(told.lost, frame.blank)
        )
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
        raise Unsupported("the best of numbers that may be negative")
    kind = width(0, value.greatest * best)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = _numbered(held, value, frame)
        if np.any(low_open):
            lost = any_of(lost, low_open)
        if possible is sure and high is low:
            exact = low * sure
            return exact, exact, None, None, lost
        return low * sure, high * possible, None, high_open, lost

    gathered = Gathered(held, each)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (lows, highs, _, high_open, lost), more = gathered.parts(frame)
        low = greatest_few(frame, lows, best, kind)
        high = low if highs is lows else greatest_few(frame, highs, best, kind)
        told = Numbers(low, high, None, frame.anywhere(high_open), None, frame.anywhere(any_of(lost, more)))
        return _unknown_lists(told, frame, gathered.blank(), held.bound, best)

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


def extreme(held: Held, value: Step, *, greatest: bool) -> Step:
    """The greatest or the least. Absent of none; where there may be none, nothing is known."""
    if value.sort != "number":
        raise Unsupported("the greatest quotient")
    gather, far = (np.maximum, value.least - 1) if greatest else (np.minimum, value.greatest + 1)
    kind = width(value.least - 1, value.greatest + 1)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = _numbered(held, value, frame)
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
        return _extremes(frame, near, wide, (sure, possible, wide_open, any_of(lost, more)), far, greatest=greatest)

    return Step("number", run, value.scale, value.least, value.greatest)


def _extremes(frame: Elements, near: Array, wide: Array, masks: Any, far: int, *, greatest: bool) -> Numbers:
    sure, possible, wide_open, lost = masks
    spoilt = frame.anywhere(lost)
    if wide is near and possible is sure:
        none = some(near == far)
        found = near if none is None else np.where(none, 0, near)
        if frame.blank is not None:
            none, found = without_blank(none, frame.blank), found
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


def without_blank(mask: Mask, blank: Mask) -> Mask:
    return None if mask is None else some(mask & ~blank)


def mean(held: Held, value: Step) -> Step:
    """The mean. Where some parts perhaps do not belong, it is told as long as those have the same bounds."""
    bound = max(held.bound, held.source.bound)
    if not bound or value.sort != "number":
        raise Unsupported("a mean without a bound")
    least, greatest = min(value.least, 0) * bound, max(value.greatest, 0) * bound
    kind = width(least, greatest)

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = _numbered(held, value, frame)
        lost = any_of(lost, low_open, high_open)
        exact = low * sure
        if possible is sure and high is low:
            return sure, sure, lost, exact, exact, None, None
        unsure = possible & ~sure
        # the ends of those that perhaps belong, told apart where they are not all the same
        lowest, highest = np.where(unsure, low, value.greatest + 1), np.where(unsure, high, value.least - 1)
        return sure, possible, lost, exact, high * sure, lowest, highest

    gathered = Gathered(held, each)

    def run(block: Frame) -> Quotients:
        frame = held.source.frame(block)
        (sure, possible, lost, lows, highs, lowest, highest), more = gathered.parts(frame)
        spoilt = any_of(frame.anywhere(any_of(lost, more)), _too_long(frame, bound))
        low = frame.fold(np.add, lows, 0, kind)
        below: Any = len(frame.sizes)
        everybody = np.ndim(sure) == 0 and bool(sure) and all(size == frame.block.count for size in frame.sizes)
        if not everybody or not below:
            below = frame.counted(sure)
        none = None if np.ndim(below) == 0 else some(below == 0)
        if possible is sure and highs is lows:
            safe = below if none is None else np.where(none, 1, below)
            opened, none = frame.blank, without_blank(none, frame.blank) if frame.blank is not None else none
            return Quotients(low, safe, low, safe, opened, none, spoilt)
        high = low if highs is lows else frame.fold(np.add, highs, 0, kind)
        return _mean_bounds(frame, (low, high), np.asarray(below), (sure, possible), (lowest, highest), spoilt)

    def _mean_bounds(
        frame: Elements, sums: tuple[Array, Array], below: Array, masks: Parts, ends: Parts, spoilt: Mask
    ) -> Quotients:
        sure, possible = masks
        unsure = frame.counted(possible).astype(np.int64) - below
        open_ends = [
            (frame.fold(np.minimum, end, value.greatest + 1, np.int64), frame.fold(np.maximum, end, value.least - 1, np.int64))
            for end in ends
        ]  # fmt: skip
        within = frame.full(possible & ~sure)
        least_low = open_ends[0][0]
        most_high = open_ends[1][1]
        # all that perhaps belong must have these very ends
        other = within & (frame.full(ends[0]) != frame.spread(Numbers(least_low, least_low)).low)  # type: ignore[union-attr]
        other |= within & (frame.full(ends[1]) != frame.spread(Numbers(most_high, most_high)).low)  # type: ignore[union-attr]
        spoilt = any_of(spoilt, frame.anywhere(other))
        none = (below == 0) & (unsure == 0)
        free = (below == 0) & (unsure > 0)
        if frame.blank is not None:
            none, free = none & ~frame.blank, free | frame.blank
        count = np.maximum(below, 1).astype(np.int64)
        low, high = (each.astype(np.int64) for each in sums)
        pulls, lifts = least_low * count < low, most_high * count > high
        pulls, lifts = pulls & (unsure > 0), lifts & (unsure > 0)
        return Quotients(
            np.where(pulls, low + unsure * least_low, low),
            np.where(pulls, count + unsure, count),
            np.where(lifts, high + unsure * most_high, high),
            np.where(lifts, count + unsure, count),
            some(free), some(none), spoilt,
        )  # fmt: skip

    return Step("quotient", run, value.scale, least, greatest, bound)


# --- groups --------------------------------------------------------------------------------------------------------


@frozen
class Groups:
    """One number a group, none of them negative. each: the steps over every group's number, in turn.

    sizes: how many keys there are of each sort. gather: `max`, `sum` or `count`.
    """

    held: Held
    keys: tuple[Step, ...]
    sizes: tuple[int, ...]
    value: Step
    gather: str


def groups_total(groups: Groups, limit: Step | None, best: int | None, *, greatest: bool = False) -> Step:
    """The sum of the groups' numbers, of the best few of them, each at most `limit`."""
    held, value = groups.held, groups.value
    cells = int(np.prod(groups.sizes))
    if cells > 256 or value.sort != "number" or value.least < 0:
        raise Unsupported("groups of numbers that may be negative")
    if limit is not None and (limit.sort != "number" or limit.least < 0 or limit.scale != 1):
        raise Unsupported("a limit of groups that may be negative")
    bound = max(held.bound, held.source.bound)
    most = value.greatest if groups.gather == "max" else value.greatest * bound
    kind = width(0, max(most, 1))

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = _numbered(held, value, frame)
        place: Array = np.zeros((), np.int64)
        for key, size in zip(groups.keys, groups.sizes, strict=True):
            column: Any = key.run(frame)
            own = column.codes
            if column.absent is not None:
                own = np.where(column.absent, size - 1, own)
            if column.unknown is not None:
                lost = any_of(lost, column.unknown & possible)
                own = np.where(column.unknown, 0, own)
            place = place * size + own
        lost = any_of(lost, low_open, high_open)
        exact = low * sure
        same = possible is sure and high is low
        return place, exact, exact if same else high * possible, lost

    gathered = Gathered(held, each)
    few = cells if best is None else min(best, cells)
    greatest_sum = most * few

    def gathered_grid(frame: Elements, place: Array, values: Array) -> Array:
        grid = np.zeros(frame.block.count * cells, kind)
        values, place = frame.full(values), frame.full(place)
        first = 0
        for size in frame.sizes:
            at = np.arange(size) * cells + place[first : first + size]
            new = values[first : first + size]
            grid[at] = np.maximum(grid[at], new) if groups.gather == "max" else grid[at] + new
            first += size
        return grid.reshape(-1, cells)

    def taken(frame: Elements, grid: Array, most_each: Array | None) -> Array:
        if most_each is not None:
            grid = np.minimum(grid, most_each)
        if greatest:
            return frame.people(grid.max(axis=1))
        sums = grid.sum(axis=1, dtype=width(0, greatest_sum))
        if few < cells and len(frame.sizes) > few:
            many = frame.sizes[few]  # only those with more elements than that can have more groups
            top = np.partition(grid[:many], cells - few, axis=1)[:, cells - few :]
            sums[:many] = top.sum(axis=1, dtype=sums.dtype)
        return frame.people(sums)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (place, lows, highs, lost), more = gathered.parts(frame)
        spoilt = any_of(frame.anywhere(any_of(lost, more)), _too_long(frame, bound), frame.blank)
        ends: list[Array | None] = [None, None]
        if limit is not None:
            told = limit.run(block)
            spoilt = any_of(spoilt, told.unsettled())
            if np.ndim(told.low):
                ordered = told.low if frame.order is None else told.low[frame.order]
                ends = [ordered[:, None], ordered[:, None]]
            else:
                ends = [told.low, told.low]
        low = taken(frame, gathered_grid(frame, place, lows), ends[0])
        high = low if highs is lows else taken(frame, gathered_grid(frame, place, highs), ends[1])
        return Numbers(low, high, lost=spoilt)

    return Step("number", run, value.scale, 0, greatest_sum)


def listed(steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(steps)
