"""What people of a slice find at their turn: of each seat whether one is left, by what everybody else claims.

The first time, when nobody's claims are known, they are guessed by those of the same slice who come before.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import numpy as np

from iomrules.cluster.lines import FREE, GONE, TIED, UNSURE, Lines, Rivals, ends
from iomrules.cluster.queueing import Composer, Turns
from iomrules.frozen import define, field, frozen
from iomrules.reason.columns.column import Array
from iomrules.route.route import Pool
from iomrules.route.seats import Held, Seat, Seats
from iomrules.values import Number

#: which numbers of `Held` are counts of claims
_CLAIMS = [0, 1, 3]
_FOUND = {Seat.FREE: FREE, Seat.TIED: TIED, Seat.UNSURE: UNSURE, Seat.GONE: GONE}


@frozen
class Watched(Seats):
    """Seats as one person finds them among everybody, and a note of what they asked for.

    numbers: of the pools. others: of each pool what others hold of it, as `Held` has it. asked: pool, the least and
    the most seats there are -> FREE, TIED, UNSURE or GONE.
    """

    numbers: Mapping[Pool, int] = field(factory=dict)
    others: tuple[Sequence[int], ...] = ()
    asked: dict[tuple[Pool, int, int], int] = field(factory=dict, eq=False)

    def held_of(self, pool: Pool, least: Number, most: Number | None) -> Held:
        """As of all seats."""
        if pool not in self.numbers:
            return Held()
        fewest, greatest = ends(least, most)
        self.asked[pool, fewest, greatest] = self._found(pool, fewest, greatest)
        return self._held(pool)

    def has_what(self, asked: Mapping[tuple[Pool, int, int], int]) -> bool:
        """Whether there is found of all that was asked what was found of it elsewhere."""
        return all(self._found(*each) == found for each, found in asked.items())

    def _held(self, pool: Pool) -> Held:
        number = self.numbers[pool]
        return Held(*(each[number] for each in self.others))

    def _found(self, pool: Pool, fewest: int, greatest: int) -> int:
        return _FOUND[self._held(pool).seat(fewest, greatest)]


@define
class Guess:
    """What everybody who comes before claims, guessed by those of one slice who do: they are asked in their turn.

    turns: of the slice. people, claimed: how many of them came before, and what they claim of each pool, as
    `lines.CLAIM` counts. level: what those claim whose rank is the one in hand.
    """

    turns: Turns
    claimed: Array
    people: int = 0
    rank: int = 0
    level: list[Sequence[tuple[int, ...]]] = field(factory=list)

    def before(self, row: int) -> Array:
        """What all claim who come before a person."""
        if self.turns.best[row] != self.rank:
            for claims in self.level:
                for pool, *counts in claims:
                    self.claimed[pool] += counts
            self.people += len(self.level)
            self.rank, self.level = self.turns.best[row], []
        return self.claimed * self.turns.before[row] // max(1, self.people)

    def note(self, claims: Sequence[tuple[int, ...]]) -> None:
        """What the person asked about last claims."""
        self.level.append(claims)


@frozen
class Finder:
    """What everybody of a slice finds at their turn.

    wished, hoped: of each person and pool, whether they do. guess: where the lines do not tell yet who claims what.
    """

    composer: Composer
    lines: Lines
    turns: Turns
    wished: Array
    hoped: Array
    guess: Guess | None = None

    @classmethod
    def of(cls, composer: Composer, lines: Lines, turns: Turns, hoped: Array) -> "Finder":
        """hoped: rows of a person and a pool, as they are in the lines."""

        def table(rows: Array) -> Array:
            found = np.zeros((len(turns.best), len(composer.pools)), bool)
            found[rows[:, 0], rows[:, 1]] = True
            return found

        return cls(composer, lines, turns, table(turns.wishes), table(hoped))

    def looks(self, rows: Sequence[int]) -> Iterator[tuple[Watched, Watched]]:
        """What people find where others may take what they wish, and in the end.

        One after another: of whom claims are guessed, that is when they are asked for.
        """
        pools = np.arange(len(self.composer.pools))
        best, worst = (each[rows][:, np.newaxis] for each in (self.turns.best, self.turns.worst))
        both = [
            np.stack(self.lines.held(pools, best, worst, rivals, own[rows]), axis=1)
            for rivals, own in ((self.lines.wishes, self.wished), (self.lines.hopes, self.hoped))
        ]
        for row, first, last in zip(rows, *both, strict=True):
            if self.guess is not None:
                before = self.guess.before(row).T
                first[_CLAIMS] += before
                last[_CLAIMS] += before
            yield self._watched(first), self._watched(last)

    def _watched(self, others: Array) -> Watched:
        return Watched(queue=self.composer.queue, numbers=self.composer.pools, others=tuple(others.tolist()))

    def changed(self, at_first: Array, asked: Array) -> list[int]:
        """Who finds another answer than was found. at_first, asked: rows as `composing.Look.asked`, of both looks."""
        rows = [
            self._changed(at_first, self.lines.wishes, self.wished),
            self._changed(asked, self.lines.hopes, self.hoped),
        ]
        return [int(each) for each in np.unique(np.concatenate(rows))]

    def _changed(self, asked: Array, rivals: Rivals, own: Array) -> Array:
        row, pool, least, most, found = asked.T
        whose = (self.turns.best[row], self.turns.worst[row], rivals, own[row, pool])
        return cast("Array", row[self.lines.seats(pool, least, most, whose) != found])
