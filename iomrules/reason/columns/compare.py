"""Comparing columns: decided early where the bounds of what is not known allow it."""

from math import lcm
from typing import Any

import numpy as np

from iomrules.reason.columns.column import (
    Array,
    Codes,
    Mask,
    Numbers,
    Quotients,
    Truths,
    any_of,
    but,
    losing,
    negate,
    without,
)
from iomrules.reason.columns.numbers import times
from iomrules.reason.columns.step import SORTS, Frame, Step, Unsupported, width

_EXACT = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "=": np.equal, "<>": np.not_equal,
}  # fmt: skip
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


def compare(operator: str, left: Step, right: Step) -> Step:
    """`left operator right`: what is absent equals nothing and differs from everything."""
    if left.sort == right.sort == "number":
        return _numbers(operator, left, right)
    if "quotient" in (left.sort, right.sort):
        if left.sort == "quotient":
            return _quotient(operator, left, right)
        return _quotient(_TURNED[operator], right, left)
    if left.sort == right.sort == "truth":
        return _truths(operator, left, right)
    if left.sort == right.sort and left.of == right.of:
        return _codes(operator, left, right)
    raise Unsupported(
        f"сравнение: {SORTS[left.sort][0]} {operator} {SORTS[right.sort][0]}",
        f"comparing {SORTS[left.sort][1]} {operator} {SORTS[right.sort][1]}",
    )


def _numbers(operator: str, left: Step, right: Step) -> Step:
    scale = lcm(left.scale, right.scale)
    first, second = scale // left.scale, scale // right.scale
    edges = (left.least * first, left.greatest * first, right.least * second, right.greatest * second, 0)
    kind = width(min(edges), max(edges))
    exactly = _EXACT[operator]
    if right.least == right.greatest and first == 1:
        bound = right.least * second  # a plain number keeps the type of the other side

        def two(array: Array) -> Any:
            return bound

        def one(array: Array) -> Array:
            return array

    else:

        def one(array: Array) -> Array:
            return times(array, first, kind)

        def two(array: Array) -> Any:
            return times(array, second, kind)

    def run(frame: Frame) -> Truths:
        a, b = left.run(frame), right.run(frame)
        if a.exact and b.exact:
            found = Truths(exactly(one(a.low), two(b.low)))
        else:
            found = _bounds(operator, (one(a.low), one(a.high)), (two(b.low), two(b.high)), a, b)
        return _told(found, operator, any_of(a.absent, b.absent), any_of(a.lost, b.lost))

    return Step("truth", run)


def _told(found: Truths, operator: str, absent: Mask, lost: Mask) -> Truths:
    if absent is not None and found.no is None:
        # nothing is unknown, and nothing will be
        found = Truths(found.yes | absent if operator == "<>" else but(found.yes, absent))
    elif absent is not None:
        if operator == "<>":
            found = Truths(found.yes | absent, but(found.denied(), absent))
        else:
            found = Truths(but(found.yes, absent), found.denied() | absent)
    return losing(found, lost)


def _bounds(operator: str, left: tuple[Array, Array], right: tuple[Array, Array], a: Numbers, b: Numbers) -> Truths:
    (low_a, high_a), (low_b, high_b) = left, right
    below, above = any_of(a.high_open, b.low_open), any_of(b.high_open, a.low_open)
    match operator:
        case "<":
            return Truths(_closed(high_a < low_b, below), _closed(high_b <= low_a, above))
        case "<=":
            return Truths(_closed(high_a <= low_b, below), _closed(high_b < low_a, above))
        case ">":
            return Truths(_closed(low_a > high_b, above), _closed(low_b >= high_a, below))
        case ">=":
            return Truths(_closed(low_a >= high_b, above), _closed(low_b > high_a, below))
    known = _closed(_closed((low_a == high_a) & (low_b == high_b) & (low_a == low_b), below), above)
    apart = _closed(high_a < low_b, below) | _closed(high_b < low_a, above)
    found = Truths(known, apart)
    return found if operator == "=" else negate(found)


def _closed(found: Array, opened: Mask) -> Array:
    return found if opened is None else but(found, opened)


def _quotient(operator: str, left: Step, right: Step) -> Step:
    """n/(s·d) against m/t, multiplied out: n·t against m·s·d."""
    if right.sort != "number":
        raise Unsupported("сравнение частных", "a quotient against a quotient")
    common = lcm(left.scale, right.scale)
    own, other = common // left.scale, common // right.scale
    most = max(abs(right.least), abs(right.greatest)) * other
    Step("truth", left.run, 1, -most, most, left.below)  # refuses what may overflow
    Step("truth", left.run, 1, left.least * own, left.greatest * own)
    exactly = _EXACT[operator]

    def run(frame: Frame) -> Truths:
        q: Quotients = left.run(frame)
        m: Numbers = right.run(frame)
        low = times(q.low, own, np.int64)
        edge = times(m.low, other, np.int64)
        if q.exact and q.open is None and m.exact:
            found = Truths(exactly(low, edge * q.low_below))
        else:
            found = _quotient_bounds(operator, q, m, own, other)
        return _told(found, operator, any_of(q.absent, m.absent), any_of(q.lost, m.lost))

    return Step("truth", run)


def _quotient_bounds(operator: str, q: Quotients, m: Numbers, own: int, other: int) -> Truths:
    """Both sides over the quotient's denominators, an end at a time."""
    low, high = times(q.low, own, np.int64), times(q.high, own, np.int64)
    least, most = times(m.low, other, np.int64), times(m.high, other, np.int64)
    below, above = any_of(q.open, m.low_open), any_of(q.open, m.high_open)

    def less(strict: bool) -> Array:  # the quotient is surely less
        edge = least * q.high_below
        return _closed(high < edge if strict else high <= edge, below)

    def greater(strict: bool) -> Array:
        edge = most * q.low_below
        return _closed(low > edge if strict else low >= edge, above)

    match operator:
        case "<":
            return Truths(less(True), greater(False))
        case "<=":
            return Truths(less(False), greater(True))
        case ">":
            return Truths(greater(True), less(False))
        case ">=":
            return Truths(greater(False), less(True))
    unsure = any_of(q.unknown(), m.unknown())
    same = low == least * q.low_below
    found = Truths(same if unsure is None else but(same, unsure), less(True) | greater(True))
    return found if operator == "=" else negate(found)


def _codes(operator: str, left: Step, right: Step) -> Step:
    exactly = _EXACT[operator]

    def run(frame: Frame) -> Truths:
        a, b = left.run(frame), right.run(frame)
        yes = exactly(a.codes, b.codes)
        unsure = any_of(a.unknown, b.unknown)
        found = Truths(yes) if unsure is None else Truths(but(yes, unsure), ~(yes | unsure))
        return _told(found, operator, any_of(a.absent, b.absent), any_of(a.lost, b.lost))

    return Step("truth", run)


def _truths(operator: str, left: Step, right: Step) -> Step:
    if operator not in ("=", "<>"):
        raise Unsupported("ответ «да» сравнивают по порядку", "truths have no order")

    def run(frame: Frame) -> Truths:
        a, b = left.run(frame), right.run(frame)
        same = (a.yes & b.yes) | (a.denied() & b.denied())
        other = (a.yes & b.denied()) | (a.denied() & b.yes)
        lost = any_of(a.lost, b.lost)
        found = Truths(same, other, lost) if lost is not None else Truths(same, other)
        return found if operator == "=" else negate(found)

    return Step("truth", run)


def known(step: Step) -> Step:
    """Whether the value is known; absent is known as well."""

    def run(frame: Frame) -> Truths:
        column = step.run(frame)
        if isinstance(column, Truths):
            yes = column.yes | column.denied()
            if column.lost is None:
                return Truths(yes)
            return Truths(yes, ~(yes | column.lost), column.lost)
        unsure = column.unknown if isinstance(column, Codes) else column.unknown()
        if unsure is not None and column.absent is not None:
            unsure = without(unsure, column.absent)
        shape = np.shape(column.codes if isinstance(column, Codes) else column.low)
        yes = np.ones(shape, bool) if unsure is None else ~unsure
        return losing(Truths(yes), column.lost)

    return Step("truth", run)


def present(step: Step) -> Step:
    """Whether there is a value; a yes/no fact that is yes."""
    if step.sort == "truth":
        return step

    def run(frame: Frame) -> Truths:
        column = step.run(frame)
        unsure = column.unknown if isinstance(column, Codes) else column.unknown()
        shape = np.shape(column.codes if isinstance(column, Codes) else column.low)
        yes = np.ones(shape, bool) if column.absent is None else ~column.absent
        if unsure is None:
            return losing(Truths(yes), column.lost)
        no = np.zeros(shape, bool) if column.absent is None else column.absent
        return losing(Truths(but(yes, unsure), no), column.lost)

    return Step("truth", run)
