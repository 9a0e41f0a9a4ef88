"""Who stands in line for seats, among everybody, and what each finds: counts of ranks, as of a selection's keys.

The meaning is that of `route.allocate`: before a person come the claims of all whose worst rank is before the person's
best; of those who want a seat and may come before as well as after, nobody can tell. What these may take is what they
wish at first, and then what they hope for with what the wishes of all others leave them.
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
FREE, TIED, UNSURE, GONE = range(4)
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


#: numbers in a row of claims: pool, worst rank, how many claim it surely, at all, and as a council decides; of wishes:
#: pool, best, worst
CLAIM, WISH = 5, 3
#: how many of those count people
COUNTS = 3


@frozen
class Rivals:
    """Who may take a seat whenever their turn is: rows as WISH has it, of all whose turn is not theirs alone."""

    table: Array
    _begun: Array
    _ended: Array
    _exact: Array
    span: int

    @classmethod
    def of(cls, span: int, told: Told) -> "Rivals":
        pools, best, worst = (told.table[:, each] for each in range(WISH))
        exact = (pools * span + best)[best == worst]
        return cls(told.table, np.sort(pools * span + best), np.sort(pools * span + worst), np.sort(exact), span)

    def beside(self, pool: Array, best: Any, worst: Any, own: Array) -> tuple[Array, Array]:
        """How many there are of whom nobody can tell whether they come before somebody, and how many stand level.

        own: whether that one is among them for this pool, and therefore not counted.
        """
        begin = pool * self.span
        level = np.searchsorted(self._exact, begin + best, "right") - np.searchsorted(self._exact, begin + best)
        may = np.searchsorted(self._begun, begin + worst, "right") - np.searchsorted(self._begun, begin)
        surely = np.searchsorted(self._ended, begin + best) - np.searchsorted(self._ended, begin)
        return may - surely - own, np.where(best == worst, level - own, 0)


@frozen
class Lines:
    """Everybody's claims and wishes by pool and rank.

    span: ranks there are. first: of each pool how many hold a seat before anybody chooses, as claims are counted.
    claims: of everybody, counted. wishes, hopes: what people whose turn is not theirs alone may take, as it is known
    at first and in the end.
    """

    span: int
    first: Array
    claims: Array
    wishes: Rivals
    hopes: Rivals
    _claimed: tuple[Array, Array]

    @classmethod
    def of(cls, span: int, first: Array, claims: Told, wishes: Told, hopes: Told) -> "Lines":
        counted = claims.counted(2).table
        keys = counted[:, 0] * span + counted[:, 1]
        sums = np.concatenate([np.zeros((1, COUNTS), np.int64), np.cumsum(counted[:, 2:], axis=0)])
        return cls(span, first, counted, Rivals.of(span, wishes), Rivals.of(span, hopes), (keys, sums))

    def content(self) -> bytes:
        """What `of_content` makes it from again: the same for the same claims."""
        wishes, hopes = self.wishes.table, self.hopes.table
        head = np.array([self.span, len(self.first), len(self.claims), len(wishes)], np.int64)
        return b"".join(each.astype(np.int64).tobytes() for each in (head, self.first, self.claims, wishes, hopes))

    @classmethod
    def of_content(cls, content: bytes) -> "Lines":
        told = np.frombuffer(content, np.int64)
        span, pools, rows, wished = (int(each) for each in told[:4])
        ends = np.cumsum([COUNTS * pools, CLAIM * rows, WISH * wished])
        first, claims, *rivals = np.split(told[4:], ends)
        wishes, hopes = (Told(each.reshape(-1, WISH)) for each in rivals)
        return cls.of(span, first.reshape(-1, COUNTS), Told(claims.reshape(-1, CLAIM)), wishes, hopes)

    def held(self, pool: Array, best: Any, worst: Any, rivals: Rivals, own: Array) -> tuple[Array, ...]:
        """What others hold of pools: surely, at most, how many of the latter are level, and how many tied above.

        pool, best, worst: numbers, and the ranks of who asks. rivals, own: `wishes` or `hopes`, and whether that one is
        among them.
        """
        begin = pool * self.span
        keys, sums = self._claimed
        before = sums[np.searchsorted(keys, begin + best)] - sums[np.searchsorted(keys, begin)]
        beside, level = rivals.beside(pool, best, worst, own)
        sure, most, tied = (self.first[pool, each] + before[..., each] for each in range(COUNTS))
        return sure, most + beside, level, tied

    def seats(self, pool: Array, least: Array, most: Array, whose: tuple[Array, Array, Rivals, Array]) -> Array:
        """FREE, TIED, UNSURE or GONE of each pool asked.

        least, most: how many seats there are. whose: as `held` is told.
        """
        sure, held, level, tied = self.held(pool, *whose)
        in_doubt = np.where(held - level - tied < least, TIED, UNSURE)
        return np.where(sure >= most, GONE, np.where(held < least, FREE, in_doubt))


def ends(least: Number, most: Number | None) -> tuple[int, int]:
    """Numbers of seats as whole ones that people are compared with."""
    return min(max(ceil(least), 0), _BEYOND), _BEYOND if most is None else min(max(ceil(most), 0), _BEYOND)
