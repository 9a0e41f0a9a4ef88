"""Putting entries best first by a value that may be a number, a date, a member of a scale, or not known."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import TypeVar

from iomrules.values import Member, Number, Value

Thing = TypeVar("Thing")


def best_first(
    things: Iterable[Thing], worth: Callable[[Thing], Value], *, ascending: bool = False
) -> tuple[Thing, ...]:
    """In descending or ascending order of worth; equals keep their order.

    What has no worth or an unknown one comes last either way.
    """
    ranked = [(_rank(worth(thing)), thing) for thing in things]
    known = [pair for pair in ranked if pair[0][0]]
    known.sort(key=lambda pair: pair[0], reverse=not ascending)
    return tuple(thing for _, thing in (*known, *(pair for pair in ranked if not pair[0][0])))


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
