"""One number for each group of elements, and those taken together."""

from functools import partial
from typing import Any

import numpy as np

from iomrules.frozen import frozen
from iomrules.reason.columns.column import Array, Mask, Numbers, any_of
from iomrules.reason.columns.frame import Blank, Elements
from iomrules.reason.columns.gather import Gathered, Held, Parts, holding, masks_of, numbered, too_long, where_meant
from iomrules.reason.columns.step import Frame, Step, Unsupported, width


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


def groups_total(groups: Groups, limit: Step | None, best: int | None) -> Step:
    """The sum of the groups' numbers, of the best few of them, each at most `limit`."""
    held, value = groups.held, groups.value
    cells = int(np.prod(groups.sizes))
    if cells > 256 or value.sort != "number" or value.least < 0:
        raise Unsupported("группы чисел, которые бывают меньше нуля", "groups of numbers that may be negative")
    if limit is not None and (limit.sort != "number" or limit.least < 0 or value.scale % limit.scale):
        raise Unsupported("предел группы, который бывает меньше нуля", "a limit of groups that may be negative")
    bound = max(held.bound, held.source.bound)
    most = value.greatest if groups.gather == "max" else value.greatest * bound
    kind = width(0, max(most, 1))

    def each(frame: Frame) -> Parts:
        sure, possible, lost, low, high, low_open, high_open = numbered(held, value, frame)
        place: Array = np.zeros((), np.int64)
        for key, size in zip(groups.keys, groups.sizes, strict=True):
            column: Any = key.run(frame)
            own = column.codes
            if column.absent is not None:
                own = np.where(column.absent, size - 1, own)
            if column.unknown is not None:
                if not isinstance(frame, Blank):
                    # its group is not known, though its number may be absent
                    lost = any_of(lost, column.unknown & masks_of(holding(held, frame))[1])
                own = np.where(column.unknown, 0, own)
            place = place * size + own
        lost = any_of(lost, low_open, high_open)
        exact = where_meant(low, sure)
        same = possible is sure and high is low
        return place, exact, exact if same else high * possible, lost

    gathered = Gathered(held, each)
    few = cells if best is None else min(best, cells)
    perhaps = bound if best is None else min(best, bound)
    greatest_sum = most * max(few, perhaps)
    blank = gathered.blank
    if not held.bound or (best is not None and groups.gather != "max") or (blank is not None and np.any(blank[3])):
        blank = None  # of a list that is not known the row engine says
    grid = partial(_grid, gather=groups.gather, cells=cells, kind=kind)
    taken = partial(_taken, few, width(0, greatest_sum))

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        (place, lows, highs, lost), more = gathered.parts(frame)
        spoilt = any_of(frame.anywhere(any_of(lost, more)), too_long(frame, bound))
        limits, edge, unable = (None, None, None) if limit is None else _limits(limit, value.scale, block, frame)
        spoilt = any_of(spoilt, unable)
        low = taken(frame, grid(frame, place, lows), edge)
        high = low if highs is lows else taken(frame, grid(frame, place, highs), edge)
        if frame.blank is None:
            return Numbers(low, high, lost=spoilt)
        if blank is None:
            return Numbers(low, high, lost=any_of(spoilt, frame.blank))
        # each of its elements may be a group of its own
        each_most = int(np.max(blank[2])) if limits is None else np.minimum(int(np.max(blank[2])), limits)
        high = np.where(frame.blank, each_most * perhaps, high)
        return Numbers(np.where(frame.blank, 0, low), high, lost=spoilt)

    return Step("number", run, value.scale, 0, greatest_sum)


def _limits(limit: Step, scale: int, block: Frame, frame: Elements) -> tuple[Any, Any, Mask]:
    """The limit of each person's groups; the same in turns' order, as a column; where it is not known."""
    told = limit.run(block)
    limits = np.asarray(told.low, np.int64) * (scale // limit.scale)
    edge: Any = limits
    if np.ndim(limits):
        edge = (limits if frame.order is None else limits[frame.order])[:, None]
    return limits, edge, told.unsettled()


def _grid(frame: Elements, place: Array, values: Array, *, gather: str, cells: int, kind: Any) -> Array:
    """A row a person, in turns' order, with a number for each group; nothing for a group nobody is of."""
    grid = np.zeros(frame.block.count * cells, kind)
    values, place = frame.full(values), frame.full(place)
    first = 0
    for size in frame.sizes:
        at = np.arange(0, size * cells, cells) + place[first : first + size]
        new = values[first : first + size]
        grid[at] = np.maximum(grid[at], new) if gather == "max" else grid[at] + new
        first += size
    return grid.reshape(-1, cells)


def _taken(few: int, kind: Any, frame: Elements, grid: Array, most_each: Array | None) -> Array:
    """The sum of the few greatest numbers of each row."""
    if most_each is not None:
        grid = np.minimum(grid, most_each)
    sums = grid.sum(axis=1, dtype=kind)
    cells = grid.shape[1]
    if few < cells and len(frame.sizes) > few:
        many = frame.sizes[few]  # only those with more elements than that can have more groups
        top = np.partition(grid[:many], cells - few, axis=1)[:, cells - few :]
        sums[:many] = top.sum(axis=1, dtype=kind)
    return frame.people(sums)
