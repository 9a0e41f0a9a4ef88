"""Many questions of the same elements answered together: a bit or a byte of one word for each question.

A table gives each element's word; words are joined by `or`, or added, once for all questions.
"""

from typing import Any

import numpy as np

from iomrules.reason.columns.column import Array
from iomrules.reason.columns.frame import Elements

_BITS, _LANES = 64, 8
#: the narrowest that holds a word's masks is taken
_WORDS: tuple[Any, ...] = (np.uint8, np.uint16, np.uint32, np.uint64)
#: a byte counts no further
MOST_COUNTED = 255


class Packed:
    """Masks over the rows of one domain. A mask asked for twice is held once."""

    def __init__(self) -> None:
        self.masks: list[Array] = []
        self.places: dict[bytes, int] = {}
        self.words: dict[tuple[int, int], Array] = {}

    def place(self, mask: Array) -> int:
        """The number of a mask among those held."""
        told = mask.tobytes()
        if told not in self.places:
            self.places[told] = len(self.masks)
            self.masks.append(mask)
            self.words.clear()
        return self.places[told]

    def anywhere(self, frame: Elements, code: Array, place: int) -> Array:
        """For each person whether any element is marked by the mask of that number."""
        word, bit = divmod(place, _BITS)
        byte, bit = divmod(bit, 8)
        found: Array = (self._byte(frame, code, (word, _BITS), byte) & np.uint8(1 << bit)) != 0
        return found

    def counted(self, frame: Elements, code: Array, place: int) -> Array:
        """For each person how many elements are marked; at most MOST_COUNTED in all."""
        word, lane = divmod(place, _LANES)
        return self._byte(frame, code, (word, _LANES), lane)

    def _byte(self, frame: Elements, code: Array, asked: tuple[int, int], byte: int) -> Array:
        """One byte of everybody's word, of as many masks a word as `asked` says."""
        key = (id(self), *asked, byte)
        if key not in frame.packed:
            whole = (id(self), *asked, -1)
            if whole not in frame.packed:
                gather, table = np.bitwise_or if asked[1] == _BITS else np.add, self._table(*asked)
                words = frame.fold_told(gather, table, code)
                frame.packed[whole] = words.view(np.uint8).reshape(-1, table.itemsize)
            frame.packed[key] = np.ascontiguousarray(frame.packed[whole][:, byte])
        return frame.packed[key]

    def _table(self, word: int, size: int) -> Array:
        if (word, size) not in self.words:
            masks, step = self.masks[word * size : (word + 1) * size], 64 // size
            kind = next(each for each in _WORDS if len(masks) * step <= np.iinfo(each).bits)
            table: Any = np.zeros(len(masks[0]), kind)
            for place, mask in enumerate(masks):
                table |= mask.astype(kind) << kind(place * step)
            self.words[word, size] = table
        return self.words[word, size]
