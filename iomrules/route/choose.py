"""Choosing k of n under hours: the best first, and never at the price of the least number asked for.

Exact and greedy: one walk over the candidates, best first. Not an optimiser of the whole: a methodologist must be able
to check the choice with a finger on the list. What is taken only together is taken at the turn of the first of them.
"""

from collections.abc import Iterable, Sequence
from enum import Enum

from iomrules.frozen import evolve, frozen
from iomrules.values import Number


class Outcome(Enum):
    """TAKEN; HOURS: does not fit; COUNT: enough are taken already.

    RESERVED: taking it would leave too few hours for the least number asked for. APART: never with one that is taken.
    TOGETHER: only with one that was not taken at its turn.
    """

    TAKEN = "taken"
    HOURS = "hours"
    COUNT = "count"
    RESERVED = "reserved"
    APART = "apart"
    TOGETHER = "together"


@frozen
class Candidate:
    """hours: a week, not negative. needs: places of all it is taken together with; bars: of all it never goes with."""

    hours: Number
    needs: frozenset[int] = frozenset()
    bars: frozenset[int] = frozenset()


@frozen
class Pick:
    """What became of one candidate. by: the place whose turn it was; left: hours there were then, None for no limit."""

    outcome: Outcome
    by: int
    left: Number | None = None


@frozen
class _Walk:
    """A choice under way: who is taken, who was passed over, what is left. most: how many may be taken in all."""

    candidates: Sequence[Candidate]
    most: int
    left: Number | None
    taken: frozenset[int] = frozenset()
    passed: frozenset[int] = frozenset()

    def bundle(self, place: int) -> frozenset[int]:
        """What is taken at once with the candidate, itself included."""
        return (self.candidates[place].needs | {place}) - self.taken

    def blocked(self, place: int) -> Outcome | None:
        """What keeps a candidate and those it needs from being taken; None where nothing does."""
        bundle = self.bundle(place)
        if len(self.taken) + len(bundle) > self.most:
            return Outcome.COUNT
        if bundle & self.passed:
            return Outcome.TOGETHER
        if any(self.candidates[each].bars & (self.taken | bundle) for each in bundle):
            return Outcome.APART
        if self.left is not None and self.hours(bundle) > self.left:
            return Outcome.HOURS
        return None

    def hours(self, places: Iterable[int]) -> Number:
        return sum((self.candidates[each].hours for each in places), start=0)

    def taking(self, place: int) -> "_Walk":
        bundle = self.bundle(place)
        left = None if self.left is None else self.left - self.hours(bundle)
        return evolve(self, taken=self.taken | bundle, left=left)

    def passing(self, place: int) -> "_Walk":
        return evolve(self, passed=self.passed | {place})

    def reach(self) -> int:
        """How many are taken in the end if the shortest come first from here on, of equals those that bar the fewest.

        The most there can be where all go alone; otherwise what such a walk comes to, which may be fewer.
        """
        walk = self
        rest = set(range(len(self.candidates))) - self.taken - self.passed
        for place in sorted(rest, key=self._reluctance):
            if place not in walk.taken and walk.blocked(place) is None:
                walk = walk.taking(place)
        return len(walk.taken)

    def _reluctance(self, place: int) -> tuple[Number, int, int]:
        candidate = self.candidates[place]
        return candidate.hours, len(candidate.bars), place


def choose(candidates: Sequence[Candidate], low: int, high: int, capacity: Number | None) -> tuple[Pick, ...]:
    """What becomes of each candidate, best candidate first.

    low, high: how many are asked for; where `low` cannot be reached, as near to it as can be. capacity: hours there
    are for all taken, or None for no limit.
    """
    walk = _Walk(candidates, high, capacity)
    least = min(low, walk.reach()) if low > 0 else 0
    picks: dict[int, Pick] = {}
    for place in range(len(candidates)):
        if place in walk.taken:
            continue
        outcome = _outcome(walk, place, least)
        if outcome is Outcome.TAKEN:
            picks |= dict.fromkeys(walk.bundle(place), Pick(outcome, place, walk.left))
            walk = walk.taking(place)
        else:
            picks[place] = Pick(outcome, place, walk.left)
            walk = walk.passing(place)
    return tuple(picks[place] for place in range(len(candidates)))


def _outcome(walk: _Walk, place: int, least: int) -> Outcome:
    """What becomes of one candidate at its turn. least: how many are to be taken in all."""
    if blocked := walk.blocked(place):
        return blocked
    taken = walk.taking(place)
    if len(taken.taken) >= least:
        return Outcome.TAKEN
    reached = taken.reach()
    return Outcome.TAKEN if reached >= least or reached >= walk.passing(place).reach() else Outcome.RESERVED
