"""What generated code computes with: exact whole numbers, and a value that stops whoever touches it.

Generated code knows only what is plainly known. Whatever else it meets (a missing fact, a fault, an absent operand)
stands as LOST: every use of it raises Lost, and the declaration is asked of the interpreter instead.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NoReturn

from iomrules.reason.arithmetic import exact
from iomrules.values import ABSENT, Number, Value

#: where a memo of numbers, rows or elements begins anew, so that no data set fills the memory
MOST_KEPT = 20_000


class Lost(Exception):
    """Something here is not plainly known: the interpreter has to be asked."""


class LostValue:
    """Stands for what is not plainly known; whoever uses it is stopped."""

    __slots__ = ()

    def _stop(self, *_: object) -> NoReturn:
        raise Lost

    __bool__ = __len__ = __iter__ = __hash__ = __index__ = __neg__ = __pos__ = _stop
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _stop
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _stop
    __divmod__ = __rdivmod__ = __floordiv__ = __rfloordiv__ = __truediv__ = __rtruediv__ = _stop
    __getitem__ = __getattr__ = __contains__ = _stop


LOST: Any = LostValue()


class NothingValue:
    """Stands for what is absent: it equals nothing and is neither less nor greater, it is no, and adds to nothing."""

    __slots__ = ()

    def _never(self, other: object) -> bool:
        if other is LOST:
            raise Lost
        return False

    def _always(self, other: object) -> bool:
        if other is LOST:
            raise Lost
        return True

    def _itself(self, other: object) -> "NothingValue":
        if other is LOST:
            raise Lost
        return self

    def _stop(self, *_: object) -> NoReturn:
        raise Lost

    def __bool__(self) -> bool:
        return False

    def __hash__(self) -> int:
        return 0

    @property
    def name(self) -> "NothingValue":
        """Of a member that is not there."""
        return self

    @property
    def rank(self) -> "NothingValue":
        """Of a member that is not there."""
        return self

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _never
    __ne__ = _always
    # a comparison brings both sides to one scale; operands of arithmetic are looked at before
    __mul__ = __rmul__ = _itself
    __add__ = __radd__ = __sub__ = __rsub__ = __neg__ = __pos__ = _stop
    __divmod__ = __rdivmod__ = __floordiv__ = __rfloordiv__ = __truediv__ = __rtruediv__ = _stop


NOTHING: Any = NothingValue()


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


# --- what is unsure among counts -----------------------------------------------------------------------------------


class Unsure:
    """Packed counts of which some are not sure. lanes: the bytes that nobody may read."""

    __slots__ = ("lanes", "packed")

    def __init__(self, packed: int, lanes: frozenset[int]) -> None:
        self.packed, self.lanes = packed, lanes

    def __add__(self, other: "int | Unsure") -> "Unsure":
        if isinstance(other, Unsure):
            return Unsure(self.packed + other.packed, self.lanes | other.lanes)
        return Unsure(self.packed + other, self.lanes)

    __radd__ = __add__

    def to_bytes(self, length: int, order: str) -> "UnsureBytes":
        """Byte by byte, as of a whole number."""
        return UnsureBytes(self.packed.to_bytes(length, "little"), self.lanes)


class UnsureBytes:
    """Counts by place; one that is not sure stops whoever reads it."""

    __slots__ = ("counts", "lanes")

    def __init__(self, counts: bytes, lanes: frozenset[int]) -> None:
        self.counts, self.lanes = counts, lanes

    def __getitem__(self, place: int) -> int:
        if place in self.lanes:
            raise Lost
        return self.counts[place]
