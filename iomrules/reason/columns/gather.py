"""Collections taken together: how many, whether any, sums, extremes, means, the best few, the best of each group.

Each has two stages: what every element is worth, which a table may hold ready for all elements there can be, and taking
those together for each person.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from iomrules.frozen import field, frozen
from iomrules.reason.columns.column import Array, Mask, Numbers, Truths, any_of, losing, some, take
from iomrules.reason.columns.frame import Axis, Blank, Domain, Elements
from iomrules.reason.columns.packed import Packed
from iomrules.reason.columns.sources import Source
from iomrules.reason.columns.step import Frame, Step, Unsupported, width

#: what every element is worth: arrays, or None for nothing
Parts = tuple[Any, ...]


@frozen
class Held:
    """Which elements are meant. holds: None where all are. bound: the most there can be; 0 where nobody says."""

    source: Source
    holds: Callable[[Frame], Truths | None] = field(eq=False)
    bound: int = 0
    axes: tuple[Axis, ...] | None = None


@frozen
class Bits:
    """Where a question's masks stand: (masks, sure, possible) where all is as usual, and in general."""

    axes: tuple[Axis, ...]
    found: tuple[tuple[Packed, int, int], ...] = field(eq=False)

    def anywhere(self, frame: Elements) -> tuple[Truths, Mask]:
        """Whether any element is meant, and elements that the table cannot tell."""
        code, unsure, lost = frame.code(self.axes)
        packed, sure, possible = self.found[unsure]
        yes = packed.anywhere(frame, code, sure)
        if possible == sure:
            return Truths(yes), lost
        return Truths(yes, ~packed.anywhere(frame, code, possible)), lost

    def counted(self, frame: Elements) -> tuple[Array, Array, Mask]:
        """How many elements are meant, at least and at most, and elements that the table cannot tell."""
        code, unsure, lost = frame.code(self.axes)
        packed, sure, possible = self.found[unsure]
        low = packed.counted(frame, code, sure)
        return low, low if possible == sure else packed.counted(frame, code, possible), lost


@frozen
class Gathered:
    """First stage: `each` gives the parts of every element. held: of which elements."""

    held: Held
    each: Callable[[Frame], Parts] = field(eq=False)
    tables: Any = field(init=False, eq=False)

    @tables.default
    def _ready(self) -> Any:
        """The parts of all elements there can be: where all is as usual, and in general."""
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
                taken[id(part)] = take(part, code)
        return tuple(taken.get(id(part), part) for part in tables[unsure]), lost

    def packed(self, a_word: int) -> "Bits | None":
        """For questions whose parts are sure, possible, lost: their places among all such questions of the domain.

        a_word: BITS where it is asked whether there is any, LANES where it is counted.
        """
        if self.tables is None:
            return None
        found = []
        for known, (sure, possible, lost) in zip((True, False), self.tables, strict=True):
            if lost is not None or any(np.ndim(part) == 0 for part in (sure, possible)):
                return None
            packed = self.held.source.packed.setdefault((self.held.axes, known, a_word), Packed(a_word))
            found.append((packed, packed.place(sure), packed.place(possible)))
        return Bits(self.held.axes or (), tuple(found))

    blank: Parts | None = field(init=False, eq=False)

    @blank.default
    def _blank(self) -> Parts | None:
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


def holding(held: Held, frame: Frame) -> Truths:
    """Of which elements of the frame it is asked."""
    holds = held.holds(frame)
    return Truths(np.True_) if holds is None else holds


def where_meant(ends: Array, meant: Array) -> Array:
    """The numbers of those that are meant, 0 of the others."""
    return ends if np.ndim(meant) == 0 and meant else ends * meant


def masks_of(holds: Truths) -> tuple[Array, Array, Mask]:
    """sure, possible (the same array where all is known), lost."""
    if holds.no is None:
        return holds.yes, holds.yes, None
    possible = ~holds.no
    if holds.lost is not None:
        possible = possible & ~holds.lost
    return holds.yes, possible if np.any(possible != holds.yes) else holds.yes, some(holds.lost)


def of_unknown_list(gathered: Gathered) -> Parts | None:
    """sure, possible, lost of an element of a list that is not known; None where that depends on the person."""
    parts = gathered.blank
    return None if parts is None or np.any(parts[2]) else parts


def _worth(held: Held, value: Step, frame: Frame) -> tuple[Truths, Numbers]:
    """Which elements count, and their numbers; an absent one is passed over, one without any bound may be absent."""
    meant, number = holding(held, frame), value.run(frame)
    if not isinstance(number, Numbers):
        raise Unsupported("частное у строки списка", "a quotient of an element")
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


def numbered(held: Held, value: Step, frame: Frame) -> Parts:
    """sure, possible, lost, low, high, low_open, high_open."""
    meant, number = _worth(held, value, frame)
    sure, possible, lost = masks_of(meant)
    lost = any_of(lost, None if number.lost is None else number.lost & possible)
    opens = tuple(None if o is None else some(o & possible) for o in (number.low_open, number.high_open))
    return sure, possible, lost, number.low, number.high, *opens


def too_long(frame: Elements, bound: int) -> Mask:
    """People with more elements than the rules allow for: sums of theirs might not fit."""
    if len(frame.sizes) <= bound:
        return None
    held = np.zeros(frame.block.count, bool)
    held[: frame.sizes[bound]] = True
    return frame.people(held)
