"""Choosing k of n under hours: the best first, and never at the price of the least number asked for.

Exact and greedy: one walk over the candidates, best first. Not an optimiser of the whole: a methodologist must be able
to check the choice with a finger on the list.
"""

from collections.abc import Sequence
from enum import Enum

from iomrules.values import Number


class Outcome(Enum):
    """TAKEN; HOURS: does not fit; COUNT: enough are taken already.

    RESERVED: taking it would leave too few hours for the least number asked for.
    """

    TAKEN = "taken"
    HOURS = "hours"
    COUNT = "count"
    RESERVED = "reserved"


def choose(hours: Sequence[Number], low: int, high: int, capacity: Number | None) -> tuple[Outcome, ...]:
    """What becomes of each candidate.

    hours: of each candidate a week, not negative, best candidate first. low, high: how many are asked for; where `low`
    cannot be reached, as near to it as can be. capacity: hours there are for all taken, or None for no limit.
    """
    least = min(low, high, most_that_fit(hours, capacity))
    outcomes: list[Outcome] = []
    taken, left = 0, capacity
    for place, own in enumerate(hours):
        outcome = _outcome(own, hours[place + 1 :], least - taken, high - taken, left)
        outcomes.append(outcome)
        if outcome is Outcome.TAKEN:
            taken, left = taken + 1, None if left is None else left - own
    return tuple(outcomes)


def _outcome(own: Number, later: Sequence[Number], least: int, most: int, left: Number | None) -> Outcome:
    """What becomes of one candidate. least, most: how many are still asked for and allowed, itself included."""
    if most <= 0:
        return Outcome.COUNT
    if left is None:
        return Outcome.TAKEN
    if own > left:
        return Outcome.HOURS
    return Outcome.TAKEN if 1 + most_that_fit(later, left - own) >= least else Outcome.RESERVED


def most_that_fit(hours: Sequence[Number], capacity: Number | None) -> int:
    """The most candidates that fit together: the shortest ones first."""
    if capacity is None:
        return len(hours)
    count, used = 0, 0 * capacity
    for own in sorted(hours):
        used += own
        if used > capacity:
            break
        count += 1
    return count
