"""How many stand where in a rating: each partition counts its own, and the counts together give everybody's places."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from iomrules.frozen import frozen
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.places import Places


@frozen
class Tally:
    """How many people of a partition have each key, less being better; people without a place are not in it.

    packed: whether keys are whole numbers; otherwise tuples. counts: of each key.
    """

    packed: bool
    keys: tuple[Any, ...] | Array
    counts: Array

    def plain(self) -> tuple[Any, ...]:
        """What `of_plain` makes it from again: a flag, keys and counts as bytes or as a tuple."""
        keys = self.keys.astype(np.int64).tobytes() if isinstance(self.keys, np.ndarray) else self.keys
        return self.packed, keys, self.counts.astype(np.int64).tobytes()

    @classmethod
    def of_plain(cls, plain: tuple[Any, ...]) -> "Tally":
        packed, keys, counts = plain
        return cls(packed, np.frombuffer(keys, np.int64) if packed else keys, np.frombuffer(counts, np.int64))


def count(places: Places) -> tuple[Tally, Array]:
    """The tally of the blocks taken, and of each person the number of their key in it, -1 for none."""
    if places.packed:
        keys = np.concatenate(places.keys) if places.keys else np.zeros(0, np.int64)
        placed = keys >= 0
        known, index, counts = np.unique(keys[placed], return_inverse=True, return_counts=True)
        levels = np.full(len(keys), -1, np.int32)
        levels[placed] = index
        return Tally(True, known, counts), levels
    told = [key for keys in places.keys for key in keys]
    order = sorted({key for key in told if key is not None})
    number = {key: place for place, key in enumerate(order)}
    levels = np.array([-1 if key is None else number[key] for key in told], np.int32)
    return Tally(False, tuple(order), np.bincount(levels[levels >= 0], minlength=len(order))), levels


def everybodys_places(places: Places, tallies: Sequence[Tally]) -> list[tuple[Array, Array]]:
    """Of each tally: the place of each of its keys among everybody, from 1, and how many stand on it.

    places: of the rating, to tell keys of partitions whose numbers fitted from those whose did not.
    """
    packed = all(each.packed for each in tallies)
    keys = [each.keys if packed or not each.packed else _told(places, each) for each in tallies]
    counts = np.concatenate([each.counts for each in tallies]) if tallies else np.zeros(0, np.int64)
    if packed:
        known, index = np.unique(np.concatenate([*keys, np.zeros(0, np.int64)]), return_inverse=True)
        size = len(known)
    else:
        order = {key: place for place, key in enumerate(sorted({key for each in keys for key in each}))}
        index, size = np.array([order[key] for each in keys for key in each], np.int64), len(order)
    shared = np.zeros(size, np.int64)
    np.add.at(shared, index, counts)
    steps: Array = np.ones(size, np.int64) if places.asked.rating.places == "dense" else shared
    place = np.cumsum(steps) - steps + 1
    edges = np.cumsum([len(each) for each in keys])[:-1]
    found = place.astype(np.int32)[index], shared.astype(np.int32)[index]
    return list(zip(*(np.split(each, edges) for each in found), strict=True)) if tallies else []


def _told(places: Places, tally: Tally) -> tuple[Any, ...]:
    """Keys that are numbers as the tuples other partitions have."""
    return tuple(places.told(int(key)) for key in tally.keys)
