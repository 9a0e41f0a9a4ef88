"""Exact arithmetic of numbers as lanes, and comparing them: intervals, as `reason.arithmetic` has them."""

from typing import Any

from iomrules.facts.record import Kind, NumberKind
from iomrules.frozen import evolve
from iomrules.reason.sql.lanes import (
    FALSE,
    FAULT,
    OPEN,
    TRUE,
    End,
    Lanes,
    NumberLanes,
    case,
    chosen,
    compared,
    constant,
    denied,
    every,
    exactly,
    greater,
    greater_known,
    guarded,
    is_open,
    is_unknown,
    known_number,
    lesser,
    lesser_known,
    multiplied,
    quotient,
    some,
    sound,
    trouble_if,
    worst,
)


def bounded(value: Lanes, kind: Kind) -> Any:
    """A number not known lies on its scale."""
    if not isinstance(value, NumberLanes) or not isinstance(kind, NumberKind) or (kind.low, kind.high) == (None, None):
        return value
    unknown = is_unknown(value)
    if not value.same:
        unknown = every((is_open(value.low), is_open(value.high), denied(value.absent), sound(value.trouble)))
    low, high = (OPEN if side is None else exactly(side) for side in (kind.low, kind.high))
    return evolve(value, low=chosen([(unknown, low)], value.low), high=chosen([(unknown, high)], value.high))


def multiply(left: NumberLanes, right: NumberLanes) -> NumberLanes:
    """The product. Nothing times an unknown number is nothing."""
    trouble = worst(left.trouble, right.trouble)
    for one, other in ((left, right), (right, left)):
        factor = constant(one.low) if one.same else None
        if factor is not None and factor != 0:
            low, high = (other.low, other.high) if factor > 0 else (other.high, other.low)
            low_end = multiplied(low, one.low)
            return NumberLanes(low_end, low_end if other.same else multiplied(high, one.low), trouble=trouble)
    if left.same and right.same:
        nothing = some((f"{left.low.num} = 0", f"{right.low.num} = 0"))
        found = chosen([(f"({nothing})", exactly(0))], multiplied(left.low, right.low))
        return guarded(NumberLanes(found, found, trouble=trouble))
    return guarded(_interval_product(left, right, trouble))


def _interval_product(left: NumberLanes, right: NumberLanes, trouble: str) -> NumberLanes:
    """The least and the greatest corner of two intervals, by their signs; nothing times what is open is nothing."""
    (a, b), (c, d) = (left.low, left.high), (right.low, right.high)
    nothing = some(every((f"{one.low.num} = 0", f"{one.high.num} = 0")) for one in (left, right))
    arms = [(nothing, exactly(0), exactly(0))]
    # (condition, the least, the greatest): both of one sign, the left of one sign, the right of one sign
    arms += [
        (f"{a.num} >= 0 AND {c.num} >= 0", multiplied(a, c), multiplied(b, d)),
        (f"{a.num} >= 0 AND {d.num} <= 0", multiplied(b, c), multiplied(a, d)),
        (f"{a.num} >= 0", multiplied(b, c), multiplied(b, d)),
        (f"{b.num} <= 0 AND {c.num} >= 0", multiplied(a, d), multiplied(b, c)),
        (f"{b.num} <= 0 AND {d.num} <= 0", multiplied(b, d), multiplied(a, c)),
        (f"{b.num} <= 0", multiplied(a, d), multiplied(a, c)),
        (f"{c.num} >= 0", multiplied(a, d), multiplied(b, d)),
        (f"{d.num} <= 0", multiplied(b, c), multiplied(a, c)),
    ]
    low = chosen([(condition, least) for condition, least, _ in arms], lesser(multiplied(a, d), multiplied(b, c)))
    high = chosen([(condition, most) for condition, _, most in arms], greater(multiplied(a, c), multiplied(b, d)))
    return NumberLanes(low, high, trouble=trouble)


def divide(dividend: NumberLanes, divisor: NumberLanes) -> NumberLanes:
    """The exact quotient; by zero it is a fault; by what may be zero nothing is known of it."""
    number = constant(divisor.low) if divisor.same else None
    trouble = worst(dividend.trouble, divisor.trouble)
    if number:
        inverse = known_number(1 / number)
        return evolve(multiply(dividend, inverse), trouble=trouble)
    by_zero = every((f"{divisor.low.num} = 0", f"{divisor.high.num} = 0"))
    trouble = worst(trouble, trouble_if(f"coalesce({by_zero}, FALSE)", FAULT))
    if divisor.same and dividend.same:
        found = quotient(dividend.low, divisor.low)
        return guarded(NumberLanes(found, found, trouble=trouble))
    return guarded(_interval_quotient(dividend, divisor, trouble))


def _interval_quotient(dividend: NumberLanes, divisor: NumberLanes, trouble: str) -> NumberLanes:
    """The bounds of a quotient by a number of one sign."""
    (a, b), (c, d) = (dividend.low, dividend.high), (divisor.low, divisor.high)
    above, below = f"{c.num} > 0", f"{d.num} < 0"
    low = [
        (f"{above} AND {a.num} >= 0", _by_far(a, d)),
        (above, quotient(a, c)),
        (f"{below} AND {b.num} >= 0", quotient(b, d)),
        (below, _by_far(b, c)),
    ]
    high = [
        (f"{above} AND {b.num} >= 0", quotient(b, c)),
        (above, _by_far(b, d)),
        (f"{below} AND {a.num} >= 0", _by_far(a, c)),
        (below, quotient(a, d)),
    ]
    return NumberLanes(chosen(low), chosen(high), trouble=trouble)


def _by_far(end: End, divisor: End) -> End:
    """The quotient by the farther side of a divisor: nothing, where that is open."""
    return chosen([(is_open(end), OPEN), (is_open(divisor), exactly(0))], quotient(end, divisor))


def at_most(value: NumberLanes, limit: NumberLanes) -> NumberLanes:
    """The lesser of two."""
    low, high = lesser(value.low, limit.low), lesser_known(value.high, limit.high)
    return guarded(NumberLanes(low, high, value.absent, worst(value.trouble, limit.trouble)))


def at_least(value: NumberLanes, limit: NumberLanes) -> NumberLanes:
    """The greater of two."""
    low, high = greater_known(value.low, limit.low), greater(value.high, limit.high)
    return guarded(NumberLanes(low, high, value.absent, worst(value.trouble, limit.trouble)))


def compare_ends(operator: str, left: NumberLanes, right: NumberLanes) -> str:
    """Decided as soon as the bounds allow."""
    if left.same and right.same:
        if operator == "<>":
            return denied(compared(left.low, "=", right.low))
        if operator in (">", ">="):
            return compared(right.low, {">": "<", ">=": "<="}[operator], left.low)
        return compared(left.low, operator, right.low)
    match operator:
        case "<":
            return case((compared(left.high, "<", right.low), TRUE), (compared(right.high, "<=", left.low), FALSE))
        case ">":
            return compare_ends("<", right, left)
        case ">=":
            return denied(compare_ends("<", left, right))
        case "<=":
            return denied(compare_ends("<", right, left))
    apart = some((compared(left.high, "<", right.low), compared(right.high, "<", left.low)))
    alike = every(compared(one.low, "=", one.high) for one in (left, right) if not one.same)
    if right.same or left.same:
        alike = every((alike, *(denied(is_open(one.low)) for one in (left, right) if one.same)))
    equal = case((apart, FALSE), (alike, TRUE))
    return equal if operator == "=" else denied(equal)
