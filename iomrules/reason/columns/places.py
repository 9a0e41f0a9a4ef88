"""Places among everybody: each block leaves its keys, and places come from counting how many stand before."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from iomrules.frozen import define, field, frozen
from iomrules.program.core import Rating
from iomrules.reason.columns.column import Array, Numbers, any_of, some, take
from iomrules.reason.columns.outcome import KNOWN, RatingColumns, ValueColumn
from iomrules.reason.columns.step import Step
from iomrules.reason.columns.told import AskedRating

#: keys of this span are counted; beyond it they are sorted
_COUNTED = 1 << 20


@define
class Places:
    """The keys of one rating, block by block.

    fits: whether total, ties and group fit one number as far as the rules tell; small: of 32 bits.
    packed: whether all keys so far do; then less is better, -1 stands for no place. Otherwise they are tuples or None.
    """

    asked: AskedRating
    spans: tuple[tuple[int, int], ...]
    fits: bool
    small: bool = False
    packed: bool = field(init=False)
    keys: list[Array] = field(factory=list)

    @packed.default
    def _fits(self) -> bool:
        return self.fits

    @classmethod
    def of(cls, asked: AskedRating) -> "Places":
        spans, size = asked.spans, asked.keys(besides=1)  # what is not known
        small = size is not None and size < 1 << 31 and all(abs(end) < 1 << 31 for span in spans for end in span)
        return cls(asked, spans, size is not None, small)

    def take(self, rating: RatingColumns) -> None:
        """Takes in the keys of a block."""
        self.add(self.keyed(rating))

    def keyed(self, rating: RatingColumns) -> Array:
        """The keys of a block: numbers, or tuples where some do not fit. It changes nothing here."""
        exact = [_exact(column, self.kind) for column in (rating.total, *rating.ties)] if self.fits else [None]
        if any(each is None for each in exact):
            return _tuples(self.asked.rating, rating)
        return self._packed(rating, exact)

    def add(self, keys: Array) -> None:
        """Takes in keys, from numbers to tuples as soon as some of a block are."""
        if self.packed and keys.dtype == object:
            self.unpack()
        self.keys.append(keys if self.packed or keys.dtype == object else self._unpacked(keys))

    def unpack(self) -> None:
        """From numbers to tuples: a number of some row does not fit."""
        self.packed = False
        self.keys = [self._unpacked(each) for each in self.keys]

    def _unpacked(self, keys: Array) -> Array:
        told = np.empty(len(keys), object)
        told[:] = [self.told(int(key)) for key in keys]
        return told

    @property
    def kind(self) -> Any:
        """The type that holds every packed key."""
        return np.int32 if self.small else np.int64

    def _packed(self, rating: RatingColumns, exact: Sequence[Any]) -> Array:
        key: Array = None if rating.priority is None else rating.priority.astype(self.kind)
        for (numbers, known), (least, greatest) in zip(exact, self.spans, strict=True):
            near = greatest - numbers if self.asked.rating.descending else numbers - least
            after = greatest - least + 1  # what is not known comes after all that is
            near = near if known is None else np.where(known, near, self.kind(after))
            key = near if key is None else key * self.kind(after + 1) + near
        known = exact[0][1]
        unplaced = any_of(
            None if known is None else ~known, None if rating.priority is None else some(rating.priority == 0)
        )
        return key if unplaced is None else np.where(unplaced, self.kind(-1), key)

    def told(self, key: int) -> Any:
        """A packed key as a tuple; None for no place."""
        if key < 0:
            return None
        parts: list[Any] = []
        scales = [each.step.scale for each in (self.asked.total, *self.asked.ties) if each.step is not None]
        for (least, greatest), scale in zip(reversed(self.spans), reversed(scales), strict=True):
            key, near = divmod(key, greatest - least + 2)
            if near == greatest - least + 1:
                parts.append((1, 0))
            elif self.asked.rating.descending:
                parts.append((0, -Fraction(greatest - near, scale)))
            else:
                parts.append((0, Fraction(near + least, scale)))
        return ((0, key), *reversed(parts))

    def standings(self) -> "Standings":
        """Where everybody stands, once the keys of all blocks are there."""
        if not self.packed:
            ranked = _ranked(np.concatenate(self.keys) if self.keys else np.zeros(0, object))
            edges = np.cumsum([len(each) for each in self.keys])[:-1]
            self.keys = np.split(ranked, edges)
        return standings(self.keys, dense=self.asked.rating.places == "dense")


def _exact(column: ValueColumn, kind: Any) -> tuple[Array, Array | None] | None:
    """Whole multiples of the step's scale, and where they are known (None: everywhere); None where some do not fit."""
    step, told = column.step, column.column
    if not isinstance(step, Step) or not isinstance(told, Numbers):
        return None
    numbers = np.broadcast_to(told.low, column.count).astype(kind)
    states = column.states()
    for row, value in column.rows.items():
        if states[row] == KNOWN:
            whole = Fraction(value) * step.scale  # type: ignore[arg-type]  # a known number
            if whole.denominator != 1 or not step.least <= whole <= step.greatest:
                return None
            numbers[row] = int(whole)
    known = states == KNOWN
    return numbers, None if known.all() else known


def _tuples(rating: Rating, told: RatingColumns) -> Array:
    keys = np.empty(told.total.count, object)
    states = [column.states() for column in (told.total, *told.ties)]
    sign = -1 if rating.descending else 1
    for row in range(len(keys)):
        ahead = 0 if told.priority is None else int(told.priority[row])
        if states[0][row] != KNOWN or (told.priority is not None and not ahead):
            continue
        ends = [_end(column, row, sign) for column in (told.total, *told.ties)]
        keys[row] = ((0, ahead), *ends)
    return keys


def _end(column: ValueColumn, row: int, sign: int) -> tuple[int, Any]:
    value = column.value(row)
    return (0, sign * value) if isinstance(value, int | Fraction) else (1, 0)


def _ranked(keys: Array) -> Array:
    """Tuples as numbers in the same order, -1 for none."""
    order = {key: place for place, key in enumerate(sorted({key for key in keys if key is not None}))}
    return np.array([-1 if key is None else order[key] for key in keys], np.int64)


@frozen
class Standings:
    """keys: of each block. known: the keys there are, in order, or None where they are counted from `least` on.

    places, shared: of each key, or of each number from `least` on.
    """

    keys: Sequence[Array]
    places: Array
    shared: Array
    least: int = 0
    known: Array | None = None

    def of(self, block: int) -> tuple[Array, Array]:
        """The places of a block from 1, 0 for none, and how many stand on each."""
        keys = self.keys[block]
        if not len(self.places):
            return np.zeros(len(keys), np.int32), np.ones(len(keys), np.int32)
        unplaced = some(keys < 0)
        index = keys - keys.dtype.type(self.least) if self.known is None else np.searchsorted(self.known, keys)
        if unplaced is None:
            return take(self.places, index), take(self.shared, index)
        index = np.where(unplaced, index.dtype.type(0), index)
        places, shared = take(self.places, index), take(self.shared, index)
        return np.where(unplaced, np.int32(0), places), np.where(unplaced, np.int32(1), shared)


def standings(blocks: Sequence[Array], *, dense: bool) -> Standings:
    """Places by key, less is better; a negative key has none. Keys close together are counted block by block."""
    told = [keys if keys.min() >= 0 else keys[keys >= 0] for keys in blocks if len(keys)]
    told = [keys for keys in told if len(keys)]
    people = sum(len(keys) for keys in told)
    if not people:
        return Standings(blocks, np.zeros(0, np.int32), np.zeros(0, np.int32))
    least, greatest = min(int(keys.min()) for keys in told), max(int(keys.max()) for keys in told)
    if greatest - least < max(_COUNTED, 2 * people):
        counts = np.zeros(greatest - least + 1, np.int64)
        for keys in told:
            found = np.bincount(keys - keys.dtype.type(least))
            counts[: len(found)] += found
        return Standings(blocks, *_counted(counts, dense=dense), least)
    known, counts = np.unique(np.concatenate(told), return_counts=True)
    return Standings(blocks, *_counted(counts, dense=dense), 0, known)


def _counted(counts: Array, *, dense: bool) -> tuple[Array, Array]:
    """The place of each key, and how many share it."""
    steps: Array = (counts > 0).astype(np.int64) if dense else counts
    return (np.cumsum(steps) - steps + 1).astype(np.int32), counts.astype(np.int32)
