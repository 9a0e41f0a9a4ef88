"""Who comes before whom by a rating, where two may be level and nobody may be able to tell yet."""

from bisect import bisect_left
from collections.abc import Sequence

from iomrules.program.core import Rating
from iomrules.reason.decision import Decisions, Turn
from iomrules.reason.selection import FIRST, LAST, End, bounds_of, span_of
from iomrules.values import ABSENT

#: how well or how badly somebody may stand, part by part; less is better
Key = tuple[End, ...]


def turns(rating: Rating, decisions: Sequence[Decisions]) -> tuple[Turn, ...]:
    """Of each person, in the order given. One the rating is not about comes after all it is about."""
    keys = [standing_of(rating, each) for each in decisions]
    scale = sorted({key for pair in keys for key in pair})
    return tuple(Turn(bisect_left(scale, best), bisect_left(scale, worst)) for best, worst in keys)


def standing_of(rating: Rating, decisions: Decisions) -> tuple[Key, Key]:
    """The best and the worst that a person may stand; among everybody's, places of these are the person's turn."""
    width = 2 + len(rating.ties)
    result = decisions.ratings.get(rating.about.name)
    if any(fault.target == rating.about.name for fault in decisions.faults):
        # a fault hides where this person stands
        return (FIRST,) * width, (LAST,) * width
    if result is None or result.total is ABSENT:
        absent, _ = span_of(ABSENT, 1)
        return (absent,) * width, (absent,) * width
    spans = bounds_of(rating, result)
    return tuple(best for best, _ in spans), tuple(worst for _, worst in spans)
