"""Who stands in line for seats, among everybody, and what each finds: counts of ranks, as of a selection's keys.

The meaning is that of `route.allocate`: before a person come the claims of all whose worst rank is before the person's
best; of those who want a seat and may come before as well as after, nobody can tell.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

import numpy as np

from iomrules.frozen import frozen
from iomrules.program.core import Program
from iomrules.reason.columns.column import Array
from iomrules.route.entries import Shelf
from iomrules.route.modules import module_key
from iomrules.route.route import Pool
from iomrules.values import ABSENT, Number

#: what somebody finds of a pool, as `route.seats.Seat` has it
FREE, UNSURE, GONE = range(3)
#: more seats than there are people
_BEYOND = (1 << 31) - 1


def pools_of(program: Program, shelf: Shelf) -> dict[Pool, int]:
    """Everything whose seats may run short, numbered."""
    found: dict[Pool, None] = {}
    for name, catalogue in program.schema.catalogues.items():
        if catalogue.seats:
            limits = ((each.key, each.fields.get(catalogue.seats)) for each in shelf.entries.get(name, ()))
            found |= dict.fromkeys((name, key) for key, limit in limits if limit is not None and limit is not ABSENT)
    for route in program.routes.values():
        for version in (route, *route.earlier):
            found |= dict.fromkeys(("", module_key(each)) for each in version.modules if each.seats is not None)
    return {pool: number for number, pool in enumerate(found)}


@frozen
class Told:
    """What people at some ranks have to do with pools, counted. Arrays of one length, and `rows` numbers a row.

    A row is a pool, a rank or two, and how many.
    """

    table: Array

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]], width: int) -> "Told":
        return cls(np.array(list(rows), np.int64).reshape(-1, width))

    @classmethod
    def joined(cls, parts: Sequence["Told"], width: int) -> "Told":
        """Everybody's."""
        return cls(np.concatenate([np.zeros((0, width), np.int64), *(each.table for each in parts)]))

    def counted(self, keys: int) -> "Told":
        """A row for each different beginning of so many numbers, in order; the rest added up."""
        known, at = np.unique(self.table[:, :keys], axis=0, return_inverse=True)
        sums = np.zeros((len(known), self.table.shape[1] - keys), np.int64)
        np.add.at(sums, at.reshape(-1), self.table[:, keys:])
        return Told(np.concatenate([known, sums], axis=1))

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        return bytes(self.table.astype(np.int64).tobytes())

    @classmethod
    def of_content(cls, content: bytes, width: int) -> "Told":
        return cls(np.frombuffer(content, np.int64).reshape(-1, width))


#: numbers in a row of claims: pool, worst rank, how many claim it surely, how many at all; of wishes: pool, best, worst
CLAIM, WISH = 4, 3


@frozen
class Lines:
    """Everybody's claims and wishes by pool and rank.

    span: ranks there are. first: of each pool how many hold a seat before anybody chooses, surely and at most.
    wishes: of all whose turn is not sure. claims: of everybody, counted.
    """

    span: int
    first: Array
    claims: Array
    wishes: Array
    _claimed: tuple[Array, Array]
    _wished: tuple[Array, Array, Array]

    @classmethod
    def of(cls, span: int, first: Array, claims: Told, wishes: Told) -> "Lines":
        counted = claims.counted(2).table
        keys = counted[:, 0] * span + counted[:, 1]
        sums = np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(counted[:, 2:], axis=0)])
        wish = wishes.table
        pools, best, worst = (wish[:, each] for each in range(WISH))
        exact = best == worst
        bests, worsts, exacts = pools * span + best, pools * span + worst, (pools * span + best)[exact]
        return cls(span, first, counted, wish, (keys, sums), (np.sort(bests), np.sort(worsts), np.sort(exacts)))

    def content(self) -> bytes:
        """What `of_content` makes it from again: the same for the same claims."""
        head = np.array([self.span, len(self.first), len(self.claims)], np.int64)
        return b"".join(each.astype(np.int64).tobytes() for each in (head, self.first, self.claims, self.wishes))

    @classmethod
    def of_content(cls, content: bytes) -> "Lines":
        told = np.frombuffer(content, np.int64)
        span, pools, rows = (int(each) for each in told[:3])
        first, claims, wishes = np.split(told[3:], [2 * pools, 2 * pools + CLAIM * rows])
        counted, wished = Told(claims.reshape(-1, CLAIM)), Told(wishes.reshape(-1, WISH))
        return cls.of(span, first.reshape(-1, 2), counted, wished)

    def held(self, pool: Array, best: Any, worst: Any, wants: Array) -> tuple[Array, Array, Array]:
        """What others hold of pools: surely, at most, and how many of the latter are level.

        pool, best, worst: numbers, and the ranks of who asks. wants: whether that one wishes the seat too, and is
        therefore counted.
        """
        begin = pool * self.span
        keys, sums = self._claimed
        before = sums[np.searchsorted(keys, begin + best)] - sums[np.searchsorted(keys, begin)]
        bests, worsts, exacts = self._wished
        may = np.searchsorted(bests, begin + worst, "right") - np.searchsorted(bests, begin)
        surely = np.searchsorted(worsts, begin + best) - np.searchsorted(worsts, begin)
        level = np.searchsorted(exacts, begin + best, "right") - np.searchsorted(exacts, begin + best)
        level = np.where(best == worst, level - wants, 0)
        sure, most = (self.first[pool, each] + before[..., each] for each in (0, 1))
        return sure, most + may - surely - wants, level

    def seats(self, pool: Array, least: Array, most: Array, whose: tuple[Array, Array, Array]) -> Array:
        """FREE, UNSURE or GONE of each pool asked. least, most: how many seats there are. whose: as `held` is told."""
        sure, held, _ = self.held(pool, *whose)
        return np.where(sure >= most, GONE, np.where(held < least, FREE, UNSURE))


def ends(least: Number, most: Number | None) -> tuple[int, int]:
    """Numbers of seats as whole ones that people are compared with."""
    return min(max(ceil(least), 0), _BEYOND), _BEYOND if most is None else min(max(ceil(most), 0), _BEYOND)
