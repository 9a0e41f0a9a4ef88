"""Comparing values: three answers, decided early where the bounds of an unknown number allow it."""

from datetime import date
from fractions import Fraction

from iomrules.reason.arithmetic import bounds, causes
from iomrules.values import ABSENT, Entry, Member, Number, Truth, Unknown, Value, negate, unknown

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}
#: `left < right` is `right > left`
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


def compare(operator: str, left: Value, right: Value) -> Truth:
    """`left operator right`. What is absent equals nothing, differs from everything and is neither less nor greater."""
    if left is ABSENT or right is ABSENT:
        return operator == "<>"
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _compare_bounds(operator, left, right)
    match operator:
        case "=":
            return equal(left, right)
        case "<>":
            return not equal(left, right)
        case "<":
            return _less(left, right)
        case ">":
            return _less(right, left)
        case "<=":
            return not _less(right, left)
        case ">=":
            return not _less(left, right)
    raise ValueError(f"no comparison is written `{operator}`")


def equal(left: Value, right: Value) -> bool:
    """Equality of two known values; an entry of a catalogue equals its key."""
    return _plain(left) == _plain(right)


def _plain(value: Value) -> Value:
    if isinstance(value, Entry) and value.key:
        return value.key
    return value


def _less(left: Value, right: Value) -> bool:
    match left, right:
        case int() | Fraction(), int() | Fraction():
            return left < right
        case date(), date():
            return left < right
        case Member(), Member():
            return left.rank < right.rank
    raise TypeError(f"{type(left).__name__} and {type(right).__name__} have no order")


def _compare_bounds(operator: str, left: Value, right: Value) -> Truth:
    (left_low, left_high), (right_low, right_high) = bounds(left), bounds(right)
    missing = causes(left, right)
    match operator:
        case "<":
            if _below(left_high, right_low):
                return True
            return False if _not_above(right_high, left_low) else unknown(missing)
        case "=":
            apart = _below(left_high, right_low) or _below(right_high, left_low)
            return False if apart else unknown(missing)
        case ">":
            return _compare_bounds("<", right, left)
    return negate(_compare_bounds(OPPOSITE[operator], left, right))


def _below(high: Number | None, low: Number | None) -> bool:
    return high is not None and low is not None and high < low


def _not_above(high: Number | None, low: Number | None) -> bool:
    return high is not None and low is not None and high <= low
