"""What generated code computes with: exact whole numbers, and a value that stops whoever touches it.

Generated code knows only what is plainly known. Whatever else it meets (a missing fact, a fault, an absent operand)
stands as LOST: every use of it raises Lost, and the declaration is asked of the interpreter instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn

from iomrules.lost import LOST, NOTHING, Lost
from iomrules.reason.arithmetic import exact
from iomrules.values import ABSENT, Number, Value

__all__ = ["LOST", "MOST_KEPT", "NOTHING", "Lost"]

#: what stops code where the interpreter has to be asked: dividing by nothing too
STOPPED = (Lost, ZeroDivisionError)
#: where a memo of numbers, rows or elements begins anew, so that no data set fills the memory
MOST_KEPT = 20_000


def lose() -> NoReturn:
    """Stop here."""
    raise Lost


def held(value: Any) -> Any:
    """The value itself, plainly known."""
    if value is LOST:
        raise Lost
    return value


def told(value: Any) -> Any:
    """A value as it is told to others."""
    if value is LOST:
        raise Lost
    return ABSENT if value is NOTHING else value


def told_number(value: Any) -> Any:
    """An exact number as it is told to others."""
    return ABSENT if value is NOTHING else exact(+value)


def or_zero(value: Any) -> Any:
    """A number, or 0 where there is none."""
    return 0 if value is NOTHING else value


def known(value: Any) -> bool:
    """`известно`: what got here is."""
    if value is LOST:
        raise Lost
    return True


class Exact(dict[int, Any]):
    """Scaled whole number -> the exact number, or NOTHING as it is; made once each."""

    def __init__(self, scale: int) -> None:
        self.scale = scale

    def __missing__(self, scaled: Any) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[scaled] = NOTHING if scaled is NOTHING else exact(Fraction(scaled, self.scale))
        return found


def ratio(dividend: Number, divisor: Number) -> Number:
    """The exact quotient of known numbers, the divisor not 0."""
    return exact(Fraction(+dividend) / divisor)


def quotient(dividend: Number, divisor: Number) -> Number:
    """The exact quotient; a divisor of 0 is the interpreter's to tell of."""
    if not divisor:
        raise Lost
    return exact(Fraction(+dividend) / divisor)


def positive(number: Any) -> Any:
    """A divisor: more than 0."""
    if number > 0:
        return number
    raise Lost


def scaled(value: Value, scale: int) -> Any:
    """A number as a whole number of `1/scale`; ABSENT stays; anything else is lost."""
    if value is ABSENT:
        return ABSENT
    if isinstance(value, int) and not isinstance(value, bool):
        return value * scale
    if isinstance(value, Fraction) and scale % value.denominator == 0:
        return value.numerator * (scale // value.denominator)
    return LOST


# --- rounding: the least whole number of units, for a dividend and a divisor above 0 -------------------------------


def half_up(dividend: int, divisor: int) -> int:
    if dividend < 0:
        return -((divisor - 2 * dividend) // (2 * divisor))
    return (2 * dividend + divisor) // (2 * divisor)


def half_down(dividend: int, divisor: int) -> int:
    if dividend < 0:
        return (2 * dividend + divisor) // (2 * divisor)
    return -((divisor - 2 * dividend) // (2 * divisor))


def half_even(dividend: int, divisor: int) -> int:
    whole, rest = divmod(dividend, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole % 2 == 1))


def round_away(dividend: int, divisor: int) -> int:
    return dividend // divisor if dividend < 0 else -(-dividend // divisor)


def round_toward(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor) if dividend < 0 else dividend // divisor


#: modes of rounding -> the function's name in generated code
ROUNDING = {
    "half_up": "half_up",
    "half_down": "half_down",
    "half_even": "half_even",
    "up": "round_away",
    "down": "round_toward",
}


class NumbersOf(dict[Any, Any]):
    """What tells an element -> the number it gives to one list, or 0, which adds nothing to the best of numbers."""

    def __init__(self, given: Mapping[Any, Iterable[tuple[int, Any]]], place: int) -> None:
        """given: what tells an element -> the numbers it gives to lists, with their places. place: of this list."""
        self.given, self.place = given, place

    def __missing__(self, key: Any) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[key] = next((number for place, number in self.given[key] if place == self.place), 0)
        return found


# --- many numbers --------------------------------------------------------------------------------------------------


def best_sum(numbers: list[Any], best: int) -> Any:
    """The sum of the greatest so many."""
    if len(numbers) > best:
        return sum(sorted(numbers, reverse=True)[:best])
    return sum(numbers)


def greatest(numbers: Sequence[Any]) -> Any:
    """The greatest; of none, absent."""
    return max(numbers) if numbers else NOTHING


def least(numbers: Sequence[Any]) -> Any:
    """The least; of none, absent."""
    return min(numbers) if numbers else NOTHING


def _groups(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for key, number in pairs:
        groups.setdefault(key, []).append(number)
    return groups


def group_max(pairs: Iterable[tuple[int, Any]]) -> list[Any]:
    """The greatest number of each group."""
    found: dict[int, Any] = {}
    for key, number in pairs:
        if key not in found or number > found[key]:
            found[key] = number
    return list(found.values())


def group_min(pairs: Iterable[tuple[int, Any]]) -> list[Any]:
    """The least number of each group."""
    return [min(numbers) for numbers in _groups(pairs).values()]


def group_sum(pairs: Iterable[tuple[int, Any]]) -> list[Any]:
    """The sum of each group."""
    return [sum(numbers) for numbers in _groups(pairs).values()]


def group_mean(pairs: Iterable[tuple[int, Any]]) -> list[Any]:
    """The mean of each group, exact."""
    return [ratio(sum(numbers), len(numbers)) for numbers in _groups(pairs).values()]
