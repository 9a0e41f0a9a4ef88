"""How many elements, whether any, whether all, and which part of them."""

from collections.abc import Callable

import numpy as np

from iomrules.reason.columns.column import Mask, Numbers, Quotients, Truths, any_of, losing, some
from iomrules.reason.columns.frame import Elements
from iomrules.reason.columns.gather import Bits, Gathered, Held, Parts, holding, masks_of, of_unknown_list
from iomrules.reason.columns.packed import BITS, LANES, MOST_COUNTED
from iomrules.reason.columns.step import Frame, Step


def count(held: Held) -> Step:
    def each(frame: Frame) -> Parts:
        return masks_of(holding(held, frame))

    gathered = Gathered(held, each)
    blank, bits = of_unknown_list(gathered), gathered.packed(LANES)
    most = max(held.bound, held.source.bound, 1 << 14)

    def run(block: Frame) -> Numbers:
        frame = held.source.frame(block)
        if bits is not None and len(frame.sizes) <= MOST_COUNTED:
            low, high, lost = bits.counted(frame)
            spoilt = frame.anywhere(lost)
        else:
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
        return masks_of(holding(held, frame))

    gathered = Gathered(held, each)
    blank, bits = of_unknown_list(gathered), gathered.packed(BITS)

    def run(block: Frame) -> Truths:
        frame = held.source.frame(block)
        found, spoilt = _any(gathered, bits, frame)
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


def _any(gathered: Gathered, bits: Bits | None, frame: Elements) -> tuple[Truths, Mask]:
    """Whether any element is meant, and people of whom an element is lost."""
    if bits is not None:
        found, lost = bits.anywhere(frame)
        return found, frame.anywhere(lost)
    (sure, possible, lost), more = gathered.parts(frame)
    yes = frame.anywhere(sure)
    yes = np.zeros(frame.block.count, bool) if yes is None else yes
    spoilt = frame.anywhere(any_of(lost, more))
    if possible is sure:
        return Truths(yes), spoilt
    maybe = frame.anywhere(possible)
    return Truths(yes, ~yes if maybe is None else ~maybe), spoilt


def every(held: Held, holds: Callable[[Frame], Truths]) -> Step:
    """Whether all that are meant satisfy: none is meant and does not."""

    def each(frame: Frame) -> Parts:
        meant = holding(held, frame)
        told = holds(frame)
        yes, possible, lost = masks_of(meant)
        lost = any_of(lost, None if told.lost is None else told.lost & possible)
        breaks = yes & told.denied()
        may_break = possible & ~told.yes
        if told.lost is not None:
            may_break = may_break & ~told.lost
        return breaks, breaks if not np.any(may_break != breaks) else may_break, lost

    gathered = Gathered(held, each)
    blank, bits = of_unknown_list(gathered), gathered.packed(BITS)

    def run(block: Frame) -> Truths:
        frame = held.source.frame(block)
        broken, spoilt = _any(gathered, bits, frame)
        found = Truths(~broken.yes) if broken.no is None else Truths(broken.no, broken.yes)
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
        return *masks_of(holding(held, frame)), *masks_of(holding(inside, frame))

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
