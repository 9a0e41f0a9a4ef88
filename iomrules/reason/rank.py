"""Places in a rating: priority groups, the total, then the ties in turn; equal after all of them share a place."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from iomrules.frozen import evolve
from iomrules.program.core import Program, Rating
from iomrules.reason.decision import Decisions, RatingResult
from iomrules.reason.selection import select
from iomrules.values import Number, Unknown, Value

_Key = tuple[tuple[int, Number], ...]


def rank(program: Program, decisions: Sequence[Decisions]) -> tuple[Decisions, ...]:
    """The same decisions, in the same order, with places in every rating and the outcomes of every selection.

    A total or a priority that is not known, or of a person the rating is not about, gets no place and takes none.
    """
    placed = list(decisions)
    for rating in program.ratings.values():
        for index, result in _places(rating, placed).items():
            ratings = {**placed[index].ratings, rating.about.name: result}
            placed[index] = evolve(placed[index], ratings=ratings)
    return select(program, placed)


def _places(rating: Rating, decisions: Sequence[Decisions]) -> dict[int, RatingResult]:
    results = [(index, each.ratings.get(rating.about.name)) for index, each in enumerate(decisions)]
    ranked = [
        (_key(rating, result), index, result)
        for index, result in results
        if result is not None and isinstance(result.total, int | Fraction) and not isinstance(result.priority, Unknown)
    ]
    ranked.sort(key=lambda each: (each[0], each[1]))
    placed: dict[int, RatingResult] = {}
    for number, (_, group) in enumerate(groupby(ranked, key=lambda each: each[0]), start=1):
        members = list(group)
        place = number if rating.places == "dense" else len(placed) + 1
        placed |= {index: evolve(result, place=place, shared=len(members)) for _, index, result in members}
    return placed


def _key(rating: Rating, result: RatingResult) -> _Key:
    """Less is a better place. A tie that is not known comes after every known one."""
    sign = -1 if rating.descending else 1
    ahead = result.priority if isinstance(result.priority, int) else 0
    return ((0, ahead), *(_end(value, sign) for value in (result.total, *result.ties)))


def _end(value: Value, sign: int) -> tuple[int, Number]:
    return (0, sign * value) if isinstance(value, int | Fraction) else (1, 0)
