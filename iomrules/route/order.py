"""Putting entries best first by a value that may be a number, a date, a member of a scale, or not known."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import TypeVar

from iomrules.values import Member, Number, Value

Thing = TypeVar("Thing")


def best_first(things: Iterable[Thing], worth: Callable[[Thing], Value]) -> tuple[Thing, ...]:
    """In descending order of worth; equals keep their order; what has no worth or an unknown one comes last."""
    return tuple(sorted(things, key=lambda thing: _rank(worth(thing)), reverse=True))


def _rank(worth: Value) -> tuple[int, Number, str]:
    match worth:
        case int() | Fraction():
            return (1, worth, "")
        case date():
            return (1, worth.toordinal(), "")
        case Member(_, _, rank):
            return (1, rank, "")
        case str():
            return (1, 0, worth)
        case _:
            return (0, 0, "")
