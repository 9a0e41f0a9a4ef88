"""Places in a rating: priority groups, the total, then the ties in turn; equal after all of them share a place."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from iomrules.program.core import Program, Rating
from iomrules.reason.decision import Decisions, LaterMapping, RatingResult, Ratings, Standing
from iomrules.reason.selection import select
from iomrules.values import Number, Unknown, Value

#: numbers are compared as whole ones of a common denominator, unless that is greater than this
_GREATEST_SCALE = 10**18
#: of those in a rating, by their order: place, how many share it
Place = tuple[int, int]
#: what two persons' places are compared by; less is better
_Key = tuple[Number, ...]


def rank(program: Program, decisions: Sequence[Decisions]) -> tuple[Decisions, ...]:
    """The same decisions, in the same order, with places in every rating and the outcomes of every selection.

    A total or a priority that is not known, or of a person the rating is not about, gets no place and takes none.
    """
    found: list[dict[str, Place]] = [{} for _ in decisions]
    for rating in program.ratings.values():
        name = rating.about.name
        for index, place in places(rating, [standing(each, name) for each in decisions]).items():
            found[index][name] = place
    with_places = [placed(each, own) if own else each for each, own in zip(decisions, found, strict=True)]
    return select(program, with_places)


def standing(decisions: Decisions, rating: str) -> Standing | None:
    """What a person's place in a rating rests on; None where nothing is concluded of it."""
    ratings = decisions.ratings
    if type(ratings) is Ratings:
        return ratings.standing(rating)
    result = ratings.get(rating)
    return None if result is None else (result.total, result.ties, result.priority)


def places(rating: Rating, standings: Sequence[Standing | None]) -> dict[int, Place]:
    """Of each who has a place, by the index given: the place, and how many share it; the best first."""
    keys = _keys(rating, standings)
    found: dict[int, Place] = {}
    number = 0
    level: list[int] = []
    reached: _Key | None = None
    for index in sorted(keys, key=keys.__getitem__):
        if keys[index] == reached:
            level.append(index)
            continue
        _give(found, level, number)
        number = number + 1 if rating.places == "dense" else len(found) + 1
        level, reached = [index], keys[index]
    _give(found, level, number)
    return found


def takes_part(standing: Standing | None) -> bool:
    """Whether one standing so has a place."""
    return standing is not None and _is_number(standing[0]) and type(standing[2]) is not Unknown


def _give(found: dict[int, Place], level: Sequence[int], number: int) -> None:
    found.update(dict.fromkeys(level, (number, len(level))))


def _keys(rating: Rating, standings: Sequence[Standing | None]) -> dict[int, _Key]:
    """Of each who has a place, what it is compared by. A tie that is not known comes after every known one."""
    taking = {index: each for index, each in enumerate(standings) if each is not None and takes_part(each)}
    scale = _scale(taking.values())
    sign = (-1 if rating.descending else 1) * (scale or 1)
    keys: dict[int, _Key] = {}
    for index, (total, ties, priority) in taking.items():
        ahead = priority if isinstance(priority, int) else 0
        key = [ahead, _scaled(total, sign, scale)]
        for tie in ties:
            key += (0, _scaled(tie, sign, scale)) if _is_number(tie) else (1, 0)
        keys[index] = tuple(key)
    return keys


def _is_number(value: Value) -> bool:
    return type(value) is int or isinstance(value, int | Fraction)


def _scale(standings: Iterable[Standing]) -> int:
    """A denominator that all numbers have in common; 0 where it would be no small number."""
    scale = 1
    for total, ties, _ in standings:
        for value in (total, *ties):
            if type(value) is Fraction and scale % value.denominator:
                scale = lcm(scale, value.denominator)
                if scale > _GREATEST_SCALE:
                    return 0
    return scale


def _scaled(value: Any, sign: int, scale: int) -> Number:
    """sign: the scale, below zero where more is better."""
    if type(value) is Fraction and scale:
        return int(value.numerator * (sign // value.denominator))
    return value * sign  # type: ignore[no-any-return]


# --- decisions with their places -----------------------------------------------------------------------------------


def placed(decisions: Decisions, found: Mapping[str, Place]) -> Decisions:
    """The same with places; a result is made anew when somebody looks at it."""
    return decisions.with_ratings(LaterMapping(_with_places, (decisions.ratings, found)))


def _with_places(given: tuple[Mapping[str, RatingResult], Mapping[str, Place]]) -> dict[str, RatingResult]:
    ratings, found = given
    return {name: with_place(each, *found[name]) if name in found else each for name, each in ratings.items()}


def with_place(result: RatingResult, place: int, shared: int) -> RatingResult:
    """The result with its place."""
    return RatingResult(result.rating, result.total, result.criteria, result.ties, place, shared, result.priority)
