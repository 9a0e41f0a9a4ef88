"""Exact arithmetic of columns: whole multiples of a scale known beforehand, with the bounds of what is not known."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

import numpy as np

from iomrules.reason.columns.column import Array, Mask, Numbers, Quotients, Truths, any_of, some
from iomrules.reason.columns.quotients import chosen_quotient
from iomrules.reason.columns.step import Frame, Step, Unsupported, width
from iomrules.values import Number


def constant(value: Number) -> Step:
    number = Fraction(value)
    column = Numbers(np.int64(number.numerator), np.int64(number.numerator))
    column.high = column.low
    return Step("number", lambda _: column, number.denominator, number.numerator, number.numerator)


def asks_nobody(step: Step) -> bool:
    """Whether the number is said in the rules."""
    try:
        return np.ndim(step.run(None).low) == 0
    except (AttributeError, TypeError):  # it asked the frame
        return False


def needed(step: Step, frame: Frame) -> Any:
    """The column as an operand: what is absent is a fault."""
    column = step.run(frame)
    if column.absent is None:
        return column
    if isinstance(column, Quotients):
        return Quotients(
            column.low, column.low_below, column.high, column.high_below,
            column.open, None, any_of(column.lost, column.absent),
        )  # fmt: skip
    return Numbers(column.low, column.high, column.low_open, column.high_open, None, any_of(column.lost, column.absent))


def times(array: Array, factor: int, kind: Any) -> Array:
    """An array of whole numbers times a number, in the type that holds the result."""
    return np.asarray(array).astype(kind, copy=False) if factor == 1 else np.multiply(array, kind(factor), dtype=kind)


def add(terms: Sequence[Step]) -> Step:
    if all(term.sort == "number" for term in terms):
        return _add(terms)
    quotients = [term for term in terms if term.sort == "quotient"]
    if len(quotients) != 1:
        raise Unsupported("сумма частных", "a sum of quotients")
    rest = [term for term in terms if term.sort != "quotient"]
    return _add_to_quotient(quotients[0], _add(rest)) if rest else quotients[0]


def _add(terms: Sequence[Step]) -> Step:
    scale = lcm(*(term.scale for term in terms))
    factors = [scale // term.scale for term in terms]
    least = sum(term.least * factor for term, factor in zip(terms, factors, strict=True))
    greatest = sum(term.greatest * factor for term, factor in zip(terms, factors, strict=True))
    spread = [(term.least * factor, term.greatest * factor) for term, factor in zip(terms, factors, strict=True)]
    kind = width(sum(min(low, 0) for low, _ in spread), sum(max(high, 0) for _, high in spread))

    def total(ends: Sequence[Array]) -> Array:
        return reduce(
            lambda one, other: np.add(one, other, dtype=kind),
            [times(end, factor, kind) for end, factor in zip(ends, factors, strict=True)],
        )

    def run(frame: Frame) -> Numbers:
        columns = [needed(term, frame) for term in terms]
        lost = any_of(*(column.lost for column in columns))
        low = total([column.low for column in columns])
        if all(column.exact for column in columns):
            return Numbers(low, low, lost=lost)
        high = total([column.high for column in columns])
        opens = (any_of(*(c.low_open for c in columns)), any_of(*(c.high_open for c in columns)))
        return Numbers(low, high, *opens, None, lost)

    return Step("number", run, scale, least, greatest)


def _one_sided(column: Numbers) -> Mask:
    """Where only one side is bounded: a quotient is bounded on both sides or on none."""
    one, two = column.low_open, column.high_open
    if one is None or two is None:
        return any_of(one, two)
    return some(one ^ two)


def _add_to_quotient(quotient: Step, number: Step) -> Step:
    """n/(s·d) + m/t: over lcm(s, t)."""
    scale = lcm(quotient.scale, number.scale)
    top, part = scale // quotient.scale, scale // number.scale
    least = quotient.least * top + min(number.least * part * quotient.below, number.least * part)
    greatest = quotient.greatest * top + max(number.greatest * part * quotient.below, number.greatest * part)

    def run(frame: Frame) -> Quotients:
        q, m = needed(quotient, frame), needed(number, frame)
        lost = any_of(q.lost, m.lost, _one_sided(m))
        low = times(q.low, top, np.int64) + times(m.low, part, np.int64) * q.low_below
        opened = any_of(q.open, m.low_open, m.high_open)
        if q.exact and m.exact:
            return Quotients(low, q.low_below, low, q.low_below, opened, None, lost)
        high = times(q.high, top, np.int64) + times(m.high, part, np.int64) * q.high_below
        return Quotients(low, q.low_below, high, q.high_below, opened, None, lost)

    return Step("quotient", run, scale, least, greatest, quotient.below)


def negative(step: Step) -> Step:
    return multiply([step, constant(-1)])


def multiply(factors: Sequence[Step]) -> Step:
    return reduce(_product, factors)


def _product(left: Step, right: Step) -> Step:
    if right.sort == "quotient":
        left, right = right, left
    if left.sort == "quotient":
        return _quotient_times(left, right)
    corners = [one * two for one in (left.least, left.greatest) for two in (right.least, right.greatest)]
    least, greatest = min(corners), max(corners)
    kind = width(min(least, left.least, right.least, 0), max(greatest, left.greatest, right.greatest, 0))

    def run(frame: Frame) -> Numbers:
        one, two = needed(left, frame), needed(right, frame)
        lost = any_of(one.lost, two.lost)
        if one.exact and two.exact:
            exact = np.multiply(one.low, two.low, dtype=kind)
            return Numbers(exact, exact, lost=lost)
        if one.exact:
            one, two = two, one
        if not two.exact:
            lost = any_of(lost, two.unknown())  # one of them at least must be known
            if one.unknown() is None:
                one, two = two, one
        return _scaled_by(one, two.low, kind, lost)

    return Step("number", run, left.scale * right.scale, least, greatest)


def _scaled_by(column: Numbers, factor: Array, kind: Any, lost: Mask) -> Numbers:
    """Bounds times a known number; nothing times an unknown number is nothing."""
    up, down = factor > 0, factor < 0
    one, two = np.multiply(column.low, factor, dtype=kind), np.multiply(column.high, factor, dtype=kind)
    low, high = np.where(down, two, one), np.where(down, one, two)
    low_open = any_of(*(None if o is None else o & s for o, s in ((column.low_open, up), (column.high_open, down))))
    high_open = any_of(*(None if o is None else o & s for o, s in ((column.high_open, up), (column.low_open, down))))
    return Numbers(low, high, low_open, high_open, None, lost)


def _quotient_times(quotient: Step, number: Step) -> Step:
    if number.sort != "number":
        raise Unsupported("произведение частных", "a product of quotients")
    corners = [one * two for one in (quotient.least, quotient.greatest) for two in (number.least, number.greatest)]

    def run(frame: Frame) -> Quotients:
        q, m = needed(quotient, frame), needed(number, frame)
        lost = any_of(q.lost, m.lost, m.unknown())
        factor = np.asarray(m.low, np.int64)
        if q.exact:
            exact = q.low * factor
            return Quotients(exact, q.low_below, exact, q.low_below, q.open, None, lost)
        down = factor < 0
        opened = None if q.open is None else q.open & (factor != 0)
        return Quotients(
            np.where(down, q.high, q.low) * factor,
            np.where(down, q.high_below, q.low_below),
            np.where(down, q.low, q.high) * factor,
            np.where(down, q.low_below, q.high_below),
            opened, None, lost,
        )  # fmt: skip

    return Step("quotient", run, quotient.scale * number.scale, min(corners), max(corners), quotient.below)


def divide(dividend: Step, divisor: Step) -> Step:
    if divisor.sort != "number":
        raise Unsupported("деление на частное", "division by a quotient")
    if divisor.least == divisor.greatest != 0 and asks_nobody(divisor):
        # by a number said in the rules: a factor
        whole = Fraction(divisor.scale, divisor.least)
        return multiply([dividend, constant(whole)])
    if dividend.sort != "number":
        raise Unsupported("частное от частного", "a quotient of a quotient")
    most = max(abs(divisor.least), abs(divisor.greatest))
    bound = max(abs(dividend.least), abs(dividend.greatest)) * divisor.scale

    def run(frame: Frame) -> Quotients:
        top, under = needed(dividend, frame), needed(divisor, frame)
        lost = any_of(top.lost, under.lost, under.unknown(), some(np.asarray(under.low == 0)), _one_sided(top))
        below = np.asarray(under.low, np.int64)
        down = below < 0
        below = np.where(below == 0, 1, np.abs(below))
        ends = [np.multiply(end, divisor.scale, dtype=np.int64) for end in (top.low, top.high)]
        if top.exact:
            exact = np.where(down, -ends[0], ends[0])
            return Quotients(exact, below, exact, below, None, None, lost)
        opened = any_of(top.low_open, top.high_open)
        return Quotients(
            np.where(down, -ends[1], ends[0]), below, np.where(down, -ends[0], ends[1]), below, opened, None, lost
        )

    return Step("quotient", run, dividend.scale, -bound, bound, most)


# --- rounding --------------------------------------------------------------------------------------------------------


def rounding(step: Step, unit: Number, mode: str) -> Step:
    """To a multiple of unit = p/q: n/(scale·below) is n·q over scale·p·below steps."""
    unit = Fraction(unit)
    common = Fraction(unit.denominator, step.scale * unit.numerator)
    top, under = common.numerator, common.denominator
    edges = [_steps_of(end, top, under, step) for end in (step.least, step.greatest)]
    least, greatest = min(edges) - 1, max(edges) + 1
    kind = width(
        2 * min(step.least * top, 0) - 2 * under * step.below, 2 * max(step.greatest * top, 0) + 2 * under * step.below
    )
    Step("number", step.run, 1, 4 * step.least * top, 4 * step.greatest * top, step.below)  # refuses what may overflow

    told = width(min(least * unit.numerator, 0), max(greatest * unit.numerator, 0))

    def ended(end: Array, below: Array) -> Array:
        parts = times(end, top, kind)
        steps = _rounded(parts, np.multiply(below, under, dtype=kind), mode)
        return times(steps.astype(told, copy=False), unit.numerator, told)

    def run(frame: Frame) -> Numbers:
        column = needed(step, frame)
        if isinstance(column, Numbers):
            low = ended(column.low, 1)
            high = low if column.exact else ended(column.high, 1)
            return Numbers(low, high, column.low_open, column.high_open, None, column.lost)
        low = ended(column.low, column.low_below)
        high = low if column.exact and column.open is None else ended(column.high, column.high_below)
        return Numbers(low, high, column.open, column.open, None, column.lost)

    numerator = unit.numerator
    return Step("number", run, unit.denominator, least * numerator, greatest * numerator)


def _steps_of(end: int, top: int, under: int, step: Step) -> int:
    """An end of the range in steps, whatever it is taken over."""
    return end * top // under


def _rounded(parts: Array, below: Array, mode: str) -> Array:
    """parts / below, rounded; below is positive."""
    if np.ndim(below) == 0 and below == 1:
        return parts
    if mode == "half_up":
        if np.min(parts, initial=0) >= 0:
            return (2 * parts + below) // (2 * below)
        size = (2 * np.abs(parts) + below) // (2 * below)
        return np.where(parts < 0, -size, size)
    size = np.abs(parts)
    whole = size // below
    rest = 2 * (size - whole * below)
    match mode:
        case "half_down":
            whole = whole + (rest > below)
        case "half_even":
            whole = whole + ((rest > below) | ((rest == below) & (whole % 2 == 1)))
        case "up":
            whole = whole + (rest > 0)
        case "down":
            pass
        case _:
            raise Unsupported(f"округление «{mode}»", f"rounding `{mode}`")
    return np.where(parts < 0, -whole, whole)


# --- limits ------------------------------------------------------------------------------------------------------


def at_most(step: Step, limit: Step) -> Step:
    return _limited(step, limit, np.minimum)


def at_least(step: Step, limit: Step) -> Step:
    return _limited(step, limit, np.maximum)


def _limited(step: Step, limit: Step, pick: Any) -> Step:
    if limit.sort != "number":
        raise Unsupported("предел, который сам частное", "a limit that is a quotient")
    if step.sort == "quotient":
        return _limited_quotient(step, limit, pick)
    most = pick is np.minimum
    scale = lcm(step.scale, limit.scale)
    own, other = scale // step.scale, scale // limit.scale
    # either may be without bounds somewhere, and then the other's bounds are all there is
    least, greatest = (
        min(step.least * own, limit.least * other), max(step.greatest * own, limit.greatest * other)
    )  # fmt: skip
    edges = (step.least * own, step.greatest * own, limit.least * other, limit.greatest * other, 0)
    kind = width(min(edges), max(edges))

    def near(one: Array, two: Array, one_open: Mask, two_open: Mask) -> Array:
        """The side that the limit closes."""
        found = pick(one, two)
        if one_open is not None:
            found = np.where(one_open, two, found)
        return found if two_open is None else np.where(two_open, one, found)

    def run(frame: Frame) -> Numbers:
        a, b = needed(step, frame), needed(limit, frame)
        lost = any_of(a.lost, b.lost)
        low_a, low_b = times(a.low, own, kind), times(b.low, other, kind)
        if a.exact and b.exact:
            exact = pick(low_a, low_b)
            return Numbers(exact, exact, lost=lost)
        high_a, high_b = times(a.high, own, kind), times(b.high, other, kind)
        if most:
            high = near(high_a, high_b, a.high_open, b.high_open)
            opened = None if a.high_open is None or b.high_open is None else a.high_open & b.high_open
            return Numbers(pick(low_a, low_b), high, any_of(a.low_open, b.low_open), opened, None, lost)
        low = near(low_a, low_b, a.low_open, b.low_open)
        opened = None if a.low_open is None or b.low_open is None else a.low_open & b.low_open
        return Numbers(low, pick(high_a, high_b), opened, any_of(a.high_open, b.high_open), None, lost)

    return Step("number", run, scale, least, greatest)


def _limited_quotient(step: Step, limit: Step, pick: Any) -> Step:
    scale = lcm(step.scale, limit.scale)
    own, other = scale // step.scale, scale // limit.scale
    bound = max(abs(step.least) * own, abs(step.greatest) * own, abs(limit.least) * other, abs(limit.greatest) * other)

    def run(frame: Frame) -> Quotients:
        q, m = needed(step, frame), needed(limit, frame)
        # a quotient without bounds that is limited from one side is bounded from one side: rare
        lost = any_of(q.lost, m.lost, m.unknown(), q.open)
        edge = times(m.low, other, np.int64)
        low = pick(times(q.low, own, np.int64), edge * q.low_below)
        if q.exact:
            return Quotients(low, q.low_below, low, q.low_below, None, None, lost)
        high = pick(times(q.high, own, np.int64), edge * q.high_below)
        return Quotients(low, q.low_below, high, q.high_below, None, None, lost)

    return Step("quotient", run, scale, -bound * step.below, bound * step.below, step.below)


# --- choosing ----------------------------------------------------------------------------------------------------


def substituted(step: Step, substitute: Step) -> Step:
    """The substitute where the number is not known."""
    if step.sort != "number" or substitute.sort != "number":
        raise Unsupported("замена неизвестного частного", "a substitute of a quotient")
    one, two, scale, least, greatest = aligned(step, substitute)

    def run(frame: Frame) -> Numbers:
        column = step.run(frame)
        missed = column.unknown()
        if missed is None:
            low = one(column.low)
            return Numbers(low, low, None, None, column.absent, column.lost)
        other = substitute.run(frame)
        missed = missed if column.lost is None else missed & ~column.lost
        kept = ~missed
        low = np.where(missed, two(other.low), one(column.low))
        high = low if other.exact else np.where(missed, two(other.high), one(column.high))
        low_open, high_open = (None if o is None else some(o & missed) for o in (other.low_open, other.high_open))
        absent = any_of(_and(column.absent, kept), _and(other.absent, missed))
        return Numbers(
            low, high, low_open, high_open, absent, any_of(_and(column.lost, kept), _and(other.lost, missed))
        )

    return Step("number", run, scale, least, greatest)


def _and(mask: Mask, where: Mask) -> Mask:
    return None if mask is None else some(mask & where)


def aligned(one: Step, two: Step) -> tuple[Any, Any, int, int, int]:
    """Two numbers over one scale: how each is brought to it, the scale, and the range of both."""
    scale = lcm(one.scale, two.scale)
    first, second = scale // one.scale, scale // two.scale
    least = min(one.least * first, two.least * second)
    greatest = max(one.greatest * first, two.greatest * second)
    kind = width(min(least, 0), max(greatest, 0))
    return (lambda a: times(a, first, kind)), (lambda a: times(a, second, kind)), scale, least, greatest


def chosen(condition: Step, then: Step, otherwise: Step) -> Step:
    """One of two numbers; where nobody knows which, the bounds of both."""
    if then.sort != "number" or otherwise.sort != "number":
        return chosen_quotient(condition, then, otherwise)
    one, two, scale, least, greatest = aligned(then, otherwise)

    def run(frame: Frame) -> Numbers:
        asked: Truths = condition.run(frame)
        a, b = then.run(frame), otherwise.run(frame)
        yes, no = asked.yes, asked.denied()
        low = np.where(yes, one(a.low), two(b.low))
        lost = any_of(asked.lost, _and(a.lost, ~no), _and(b.lost, ~yes))
        absent = any_of(_and(a.absent, yes), _and(b.absent, no))
        open_ = asked.open()
        if open_ is None and a.exact and b.exact:
            return Numbers(low, low, None, None, absent, lost)
        high = np.where(yes, one(a.high), two(b.high))
        low_open = any_of(_and(a.low_open, ~no), _and(b.low_open, ~yes))
        high_open = any_of(_and(a.high_open, ~no), _and(b.high_open, ~yes))
        if open_ is not None:
            low = np.where(open_, np.minimum(one(a.low), two(b.low)), low)
            high = np.where(open_, np.maximum(one(a.high), two(b.high)), high)
            lost = any_of(lost, _and(any_of(a.absent, b.absent), open_))
        return Numbers(low, high, low_open, high_open, absent, lost)

    return Step("number", run, scale, least, greatest)
