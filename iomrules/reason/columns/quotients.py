"""Quotients among other numbers: one of two where a condition says which."""

from math import lcm

import numpy as np

from iomrules.reason.columns.column import Array, Mask, Numbers, Quotients, Truths, any_of
from iomrules.reason.columns.step import Frame, Step, Unsupported


def chosen_quotient(condition: Step, then: Step, otherwise: Step) -> Step:
    """One of two numbers, of which at least one is a quotient; lost where nobody knows which."""
    if not {then.sort, otherwise.sort} <= {"number", "quotient"}:
        raise Unsupported("выбор из других значений", "a choice of other values")
    scale = lcm(then.scale, otherwise.scale)

    def run(frame: Frame) -> Quotients:
        asked: Truths = condition.run(frame)
        one, two = (as_quotients(each.run(frame), scale // each.scale) for each in (then, otherwise))
        yes, no = asked.yes, asked.denied()

        def either(first: Mask, second: Mask) -> Mask:
            return any_of(None if first is None else first & yes, None if second is None else second & no)

        def end(first: Array, second: Array) -> Array:
            return np.where(yes, first, second)

        low, low_below = end(one.low, two.low), end(one.low_below, two.low_below)
        absent, open_ = either(one.absent, two.absent), either(one.open, two.open)
        lost = any_of(asked.lost, asked.open(), either(one.lost, two.lost))
        if one.exact and two.exact:
            return Quotients(low, low_below, low, low_below, open_, absent, lost)
        high, high_below = end(one.high, two.high), end(one.high_below, two.high_below)
        return Quotients(low, low_below, high, high_below, open_, absent, lost)

    least = min(each.least * (scale // each.scale) for each in (then, otherwise))
    greatest = max(each.greatest * (scale // each.scale) for each in (then, otherwise))
    return Step("quotient", run, scale, least, greatest, max(then.below, otherwise.below))


def as_quotients(column: Numbers | Quotients, factor: int) -> Quotients:
    """The same numbers over 1, times so much; what is bounded on one side only is lost."""
    if isinstance(column, Quotients):
        low = np.multiply(column.low, factor, dtype=np.int64)
        high = low if column.exact else np.multiply(column.high, factor, dtype=np.int64)
        return Quotients(low, column.low_below, high, column.high_below, column.open, column.absent, column.lost)
    low = np.multiply(column.low, factor, dtype=np.int64)
    high = low if column.exact else np.multiply(column.high, factor, dtype=np.int64)
    below = np.int64(1)
    nothing = np.False_
    low_open = nothing if column.low_open is None else column.low_open
    high_open = nothing if column.high_open is None else column.high_open
    one_sided = None if column.low_open is None and column.high_open is None else low_open ^ high_open
    both_open = None if one_sided is None else low_open & high_open
    return Quotients(low, below, high, below, both_open, column.absent, any_of(column.lost, one_sided))
