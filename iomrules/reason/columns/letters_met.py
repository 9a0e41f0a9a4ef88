"""The letters that ids are made of: whether two ids of such letters are one only where they are the same to the byte.

Which spellings are one, as `в-1` and `В-1`, is said by `facts.letters.fold`; to fold the ids of a country would take
longer than to decide it. A look at their letters takes 3 ns an id, and mostly shows that nothing there is to be folded.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from iomrules.reason.columns.column import Array

#: texts as they are compared
Fold: TypeAlias = Callable[[Sequence[str]], list[str]]

_DIGITS = "0123456789"
#: more letters besides digits than these are looked for one by one no longer
_FEW = 12
#: letters looked at together: what is found of them stays in the processor's cache
_PIECE = 1 << 16
#: two bytes a letter: how the first and how the second begins; from _LONGER on a byte begins a longer one
_FIRST, _SECOND, _LONGER = range(0xC2, 0xE0), range(0x80, 0xC0), 0xE0


def letters_of(ids: pa.Array) -> Array:
    """The bytes of all texts of an array, one after another."""
    ends = np.frombuffer(ids.buffers()[1], np.int32)[ids.offset : ids.offset + len(ids) + 1]
    begin, end = int(ends[0]), int(ends[-1])
    return np.frombuffer(ids.buffers()[2], np.uint8)[begin:end] if end > begin else np.zeros(0, np.uint8)


def letters_met(ids: pa.Array) -> int:
    """The bytes besides digits that texts are made of, a bit each. ids: at least one, none of them null."""
    letters = letters_of(ids)
    likely = {*ids[0].as_py().encode(), *ids[-1].as_py().encode()} - {*_DIGITS.encode()}
    if len(likely) > _FEW or not _only(letters, likely):
        likely = {*np.flatnonzero(np.bincount(letters, minlength=256)).tolist()} - {*_DIGITS.encode()}
    return reduce(or_, (1 << each for each in likely), 0)


def _only(letters: Array, likely: set[int]) -> bool:
    """Whether there is nothing but digits and these bytes."""
    for at in range(0, len(letters), _PIECE):
        piece = letters[at : at + _PIECE]
        fine = piece - np.uint8(ord("0")) <= 9
        for each in likely:
            np.logical_or(fine, piece == each, out=fine)
        if not fine.all():
            return False
    return True


def tell_apart(met: int, fold: Fold) -> bool:
    """Whether texts of these letters that differ in a byte differ as they are compared, too.

    So it is where each letter is compared as one letter, no two as the same, and none joins the one before it.
    """
    bytes_met = [each for each in range(256) if met >> each & 1]
    if any(each >= _LONGER for each in bytes_met):
        return False
    longer = [bytes((one, two)) for one in bytes_met for two in bytes_met if one in _FIRST and two in _SECOND]
    letters = [*_DIGITS, *(chr(each) for each in bytes_met if each < 0x80), *(each.decode() for each in longer)]
    compared = fold(letters)
    alone = all(each.isascii() or each.isalnum() for each in letters)
    return alone and all(len(each) == 1 for each in compared) and len(set(compared)) == len(letters)
