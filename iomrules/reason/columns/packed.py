"""Many questions of the same elements answered together: a bit or a byte of one word for each question.

A table gives each element's word; words are joined by `or`, or added, once for all questions.
"""

from typing import Any

import numpy as np

from iomrules.reason.columns.column import Array
from iomrules.reason.columns.frame import Elements

#: questions of a word: a bit each for «is there any», a byte each for «how many»
BITS, LANES = 64, 8
#: the narrowest that holds a word's masks is taken
_WORDS: tuple[Any, ...] = (np.uint8, np.uint16, np.uint32, np.uint64)
#: a byte counts no further
MOST_COUNTED = 255


class Packed:
    """Masks over the rows of one domain, BITS or LANES a word. A mask asked for twice is held once."""

    def __init__(self, a_word: int) -> None:
        self.a_word = a_word
        self.masks: list[Array] = []
        self.places: dict[bytes, int] = {}
        self.words: dict[int, Array] = {}

    def place(self, mask: Array) -> int:
        """The number of a mask among those held."""
        told = mask.tobytes()
        if told not in self.places:
            self.places[told] = len(self.masks)
            self.masks.append(mask)
            self.words.clear()
        return self.places[told]

    def anywhere(self, frame: Elements, code: Array, place: int) -> Array:
        """For each person whether any element is marked by the mask of that number. Of BITS."""
        word, bit = divmod(place, BITS)
        byte, bit = divmod(bit, 8)
        found: Array = (self._byte(frame, code, word, byte) & np.uint8(1 << bit)) != 0
        return found

    def counted(self, frame: Elements, code: Array, place: int) -> Array:
        """For each person how many elements are marked; at most MOST_COUNTED in all. Of LANES."""
        word, lane = divmod(place, LANES)
        return self._byte(frame, code, word, lane)

    def _byte(self, frame: Elements, code: Array, word: int, byte: int) -> Array:
        """One byte of everybody's word."""
        key = (id(self), word, byte)
        if key not in frame.packed:
            whole = (id(self), word, -1)
            if whole not in frame.packed:
                gather, table = np.bitwise_or if self.a_word == BITS else np.add, self._table(word)
                words = frame.fold_told(gather, table, code)
                frame.packed[whole] = words.view(np.uint8).reshape(-1, table.itemsize)
            frame.packed[key] = np.ascontiguousarray(frame.packed[whole][:, byte])
        return frame.packed[key]

    def _table(self, word: int) -> Array:
        if word not in self.words:
            masks, step = self.masks[word * self.a_word : (word + 1) * self.a_word], 64 // self.a_word
            kind = next(each for each in _WORDS if len(masks) * step <= np.iinfo(each).bits)
            table: Any = np.zeros(len(masks[0]), kind)
            for place, mask in enumerate(masks):
                table |= mask.astype(kind) << kind(place * step)
            self.words[word] = table
        return self.words[word]
