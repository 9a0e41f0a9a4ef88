"""Exact arithmetic of numbers and of Unknowns with bounds: intervals whose open sides are None.

Every function is sound: whatever the missing facts turn out to be, the result lies within the bounds it returns.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from iomrules.values import Missing, Number, Unknown, Value, unknown

Bounds: TypeAlias = tuple[Number | None, Number | None]
OPEN: Bounds = (None, None)


def exact(number: Number) -> Number:
    """A whole Fraction as int, so that equal numbers look equal."""
    return int(number) if isinstance(number, Fraction) and number.denominator == 1 else number


def bounds(value: Value) -> Bounds:
    """The least and the greatest the value can be; open for what is not a number."""
    if isinstance(value, Unknown):
        return value.low, value.high
    return (value, value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else OPEN


def causes(*values: Value) -> tuple[Missing, ...]:
    """The missing facts behind those of the values that are unknown."""
    return tuple(each for value in values if isinstance(value, Unknown) for each in value.missing)


def settled(missing: Iterable[Missing], low: Number | None, high: Number | None) -> Value:
    """The number where the bounds leave one, else Unknown: a fact that cannot change the number is not missing."""
    missing = tuple(missing)
    if low is not None and (low == high or not missing):
        return exact(low)
    return unknown(missing, None if low is None else exact(low), None if high is None else exact(high))


def add(terms: Sequence[Value]) -> Value:
    """The sum."""
    lows, highs = zip(*(bounds(term) for term in terms), strict=True)
    return settled(causes(*terms), _total(lows), _total(highs))


def _total(ends: Iterable[Number | None]) -> Number | None:
    whole = 0
    parts: list[Number] = []
    for end in ends:
        if end is None:
            return None
        if type(end) is int:
            whole += end
        else:
            parts.append(end)
    return sum(parts, whole)


def negative(value: Value) -> Value:
    """The opposite number."""
    low, high = bounds(value)
    return settled(causes(value), None if high is None else -high, None if low is None else -low)


def multiply(factors: Sequence[Value]) -> Value:
    """The product. Nothing times an unknown number is nothing."""
    low, high = reduce(_product, (bounds(factor) for factor in factors))
    return settled(causes(*factors), low, high)


def _product(left: Bounds, right: Bounds) -> Bounds:
    if (0, 0) in (left, right):
        return 0, 0
    corners = [_corner(left, i, right, j) for i in (0, 1) for j in (0, 1)]
    signs = [sign for sign, _ in corners]
    numbers = [number for sign, number in corners if sign == 0]
    return None if -1 in signs else min(numbers), None if 1 in signs else max(numbers)


def _corner(left: Bounds, i: int, right: Bounds, j: int) -> tuple[int, Number]:
    """One corner of a product: (0, number), or (-1 or 1, 0) for the infinity of that sign."""
    one, two = left[i], right[j]
    if one is not None and two is not None:
        return 0, one * two
    if one == 0 or two == 0:
        return 0, 0
    return _sign(one, i) * _sign(two, j), 0


def _sign(end: Number | None, side: int) -> int:
    if end is None:
        return 1 if side else -1
    return 1 if end > 0 else -1


def divide(dividend: Value, divisor: Value) -> Value:
    """The exact quotient; the divisor is not known to be 0."""
    low, high = bounds(divisor)
    if low is not None and low > 0:
        inverse: Bounds = (0 if high is None else Fraction(1) / high, Fraction(1) / low)
    elif high is not None and high < 0:
        inverse = (Fraction(1) / high, 0 if low is None else Fraction(1) / low)
    else:
        return unknown(causes(dividend, divisor))
    return settled(causes(dividend, divisor), *_product(bounds(dividend), inverse))


def rounded(number: Number, unit: Number, mode: str) -> Number:
    """To a multiple of `unit`; the modes are those of `core.Round`."""
    # steps of the unit, as whole ones and a rest of `one`
    one = number.denominator * abs(unit.numerator)
    whole, rest = divmod(abs(number.numerator) * unit.denominator, one)
    match mode:
        case "half_up":
            whole += 2 * rest >= one
        case "half_down":
            whole += 2 * rest > one
        case "half_even":
            whole += 2 * rest > one or (2 * rest == one and whole % 2 == 1)
        case "up":
            whole += rest > 0
        case "down":
            pass
        case _:
            raise ValueError(f"no way of rounding is called `{mode}`")
    return exact(Fraction(-whole if number < 0 else whole) * unit)


def round_value(value: Value, unit: Number, mode: str) -> Value:
    """Rounding never turns the order round, so the bounds are rounded each by itself."""
    low, high = bounds(value)
    return settled(
        causes(value),
        None if low is None else rounded(low, unit, mode),
        None if high is None else rounded(high, unit, mode),
    )


def at_most(value: Value, limit: Value) -> Value:
    """The lesser of two."""
    (low, high), (limit_low, limit_high) = bounds(value), bounds(limit)
    lower = None if low is None or limit_low is None else min(low, limit_low)
    return settled(causes(value, limit), lower, min(_known(high, limit_high), default=None))


def at_least(value: Value, limit: Value) -> Value:
    """The greater of two."""
    (low, high), (limit_low, limit_high) = bounds(value), bounds(limit)
    upper = None if high is None or limit_high is None else max(high, limit_high)
    return settled(causes(value, limit), max(_known(low, limit_low), default=None), upper)


def _known(*ends: Number | None) -> list[Number]:
    return [end for end in ends if end is not None]


def one_of(candidates: Sequence[Value], missing: Iterable[Missing]) -> Value:
    """What is known of a value that is one of the candidates: the value itself where all agree, else their bounds."""
    first = candidates[0]
    if not isinstance(first, Unknown) and all(type(each) is type(first) and each == first for each in candidates):
        return first
    lows, highs = zip(*(bounds(each) for each in candidates), strict=True)
    all_missing = (*missing, *causes(*candidates))
    low = None if None in lows else min(_known(*lows))
    high = None if None in highs else max(_known(*highs))
    return unknown(all_missing, low, high)
