"""Who stands in the files twice. Ids mostly rise from row to row, and then a look at each block's ends is enough;
otherwise all are read once more and told apart by numbers made of their letters.

`в-1` and `В-1` are one person. Only where the letters of all ids leave room for such spellings are the ids folded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from iomrules.frozen import field, frozen
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.letters_met import Fold, letters_met, letters_of, tell_apart

#: of whom at most it is told where they stand
MOST_TOLD = 20
#: odd, and no pattern in its bits: multiplying by it spreads letters over a number
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
#: of a word that ends after so many letters' bytes, those that are its own
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


@frozen
class Stretch:
    """The ids of some people in a row. plain: each comes after the one before it; short: or is longer than that one.

    Numbers with leading zeros rise plainly, others when the shorter come first. first, last: then say the rest.
    letters: `letters_met` of them all.
    """

    plain: bool
    short: bool
    first: str = ""
    last: str = ""
    letters: int = 0


#: what ids are compared by, plainly and when the shorter come first; bytes, as a file has them
_Place: TypeAlias = Callable[[str], tuple[int, bytes]]
_ORDERS: tuple[_Place, _Place] = (lambda who: (0, who.encode()), lambda who: (len(who.encode()), who.encode()))


def stretch_of(ids: pa.Array) -> Stretch | None:
    """ids: texts. None for nobody."""
    if not len(ids):
        return None
    if ids.null_count:
        return Stretch(plain=False, short=False, letters=letters_met(ids.fill_null("")))
    sizes = pc.binary_length(ids)
    later, longer, alike = pc.less(ids[:-1], ids[1:]), pc.less(sizes[:-1], sizes[1:]), pc.equal(sizes[:-1], sizes[1:])
    rise = later, pc.or_(longer, pc.and_(alike, later))
    plain, short = (pc.all(each, min_count=0).as_py() for each in rise)
    return Stretch(plain, short, ids[0].as_py(), ids[-1].as_py(), letters_met(ids))


def joined(stretches: Iterable[Stretch | None]) -> Stretch | None:
    """Neighbours as one."""
    made: Stretch | None = None
    for each in stretches:
        if made is None or each is None:
            made = made or each
            continue
        after = [order(made.last) < order(each.first) for order in _ORDERS]
        rise = made.plain and each.plain and after[0], made.short and each.short and after[1]
        made = Stretch(*rise, made.first, each.last, made.letters | each.letters)
    return made


def spelled_one_way(stretches: Sequence[Stretch | None], fold: Fold) -> bool:
    """Whether ids can be one only where they are the same to the byte."""
    return tell_apart(reduce(or_, (each.letters for each in stretches if each is not None), 0), fold)


def all_differ(stretches: Sequence[Stretch | None]) -> bool:
    """Whether no id can be there twice, in whatever order the stretches stand; False where it cannot be seen."""
    there = [each for each in stretches if each is not None]
    rise = all(each.plain for each in there), all(each.short for each in there)
    return any(may and _apart(there, order) for may, order in zip(rise, _ORDERS, strict=True))


def _apart(stretches: Iterable[Stretch], order: _Place) -> bool:
    ends = sorted((order(each.first), order(each.last)) for each in stretches)
    return all(last < first for (_, last), (first, _) in pairwise(ends))


@frozen
class Repeated:
    """people: how many ids stand there more than once. rows: of the first of them, from 0."""

    people: int = 0
    rows: Mapping[str, Sequence[int]] = field(factory=dict)


def repeated(ids: Callable[[], Iterator[pa.Array]], fold: Fold | None = None) -> Repeated:
    """Who stands there more than once, by the first spelling. ids: of everybody, each time anew; fold: as compared."""
    hashes = np.concatenate([np.zeros(0, np.uint64), *(_hashes(_compared(block, fold)) for block in ids())])
    ordered = np.sort(hashes)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return Repeated()
    met, first = np.unique(hashes[np.isin(hashes, twice)], return_index=True)
    told = met[np.argsort(first)][:MOST_TOLD]
    rows: dict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    begin = 0
    for block in ids():
        there = np.flatnonzero(np.isin(hashes[begin : begin + len(block)], told))
        some = block.take(pa.array(there))
        for row, who, compared in zip(there.tolist(), some.to_pylist(), _compared(some, fold).to_pylist(), strict=True):
            names.setdefault(compared, who)
            rows[compared].append(begin + row)
        begin += len(block)
    # two ids may have one number
    found = {names[compared]: places for compared, places in rows.items() if len(places) > 1}
    return Repeated(len(twice) - (len(told) - len(found)), found)


def _compared(ids: pa.Array, fold: Fold | None) -> pa.Array:
    return ids if fold is None else pa.array(fold(ids.fill_null("").to_pylist()), pa.string())


def _hashes(ids: pa.Array) -> Array:
    """A number for each text, eight letters' bytes at a time."""
    ids = ids.fill_null("")
    ends = np.frombuffer(ids.buffers()[1], np.int32)[ids.offset : ids.offset + len(ids) + 1].astype(np.int64)
    begin = int(ends[0])
    letters = np.concatenate([letters_of(ids), np.zeros(8, np.uint8)])
    words: Array = np.ndarray((len(letters) - 7,), np.uint64, letters.data, strides=(1,))
    starts, sizes = ends[:-1] - begin, np.diff(ends)
    found = sizes.astype(np.uint64) * _SPREAD
    for at in range(0, int(sizes.max(initial=0)), 8):
        own = words[np.minimum(starts + at, len(words) - 1)] & _MASKS[np.clip(sizes - at, 0, 8)]
        spread = (found ^ own) * _SPREAD
        # whoever is shorter has the same number whatever the longest of the block is
        found = np.where(sizes > at, spread ^ (spread >> _HALF), found)
    return found
