"""What steps are asked of: a block of people, and the elements of one of their collections.

Elements lie turn by turn: first the first element of everybody who has one, then the second of everybody who has two …
People with most elements come first, so that each turn is a stretch of neighbours and is taken together with
what was gathered before in one sweep.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from iomrules.frozen import frozen
from iomrules.reason.columns.column import Array, Column, Mask, any_of, filled, laid_anew, moved, parts_of, some, take
from iomrules.reason.columns.load import Raw, Reader, Words, nulls, whole
from iomrules.reason.columns.step import Unsupported

#: a field of the elements by name -> its values as they lie in the Arrow array; an empty name is the element itself
Fields = Callable[[str, Reader], Raw]
#: holds the number of every row of a domain
_CODE = np.int16


class Block:
    """People of one batch. kept: what steps asked for more than once have found."""

    def __init__(self, batch: pa.RecordBatch, slots: int) -> None:
        self.batch = batch
        self.count: int = batch.num_rows
        self.kept: list[Column | None] = [None] * slots
        self.frames: dict[str, Elements] = {}
        self.raw: dict[str, Raw] = {}
        self.words = Words()

    def array(self, name: str) -> pa.Array | None:
        found = self.batch.schema.get_field_index(name)
        return self.batch.column(found) if found >= 0 else None

    def field(self, name: str, reader: Reader, *, bounded: bool) -> Column:
        """A fact of the people."""
        if name not in self.raw:
            array = self.array(name)
            assert array is not None
            self.raw[name] = reader.raw(array, self.array(f"{name}.absent"), self.words, blank_absent=False)
        return self.raw[name].column(reader, bounded=bounded)


@frozen
class Axis:
    """One field of a domain: what it can be, for as far as the rules tell it apart.

    cuts: a value's number is how many of them it reaches, or None where the value less `least` is the number.
    size: numbers of known values; the next is for what is not known, the one after for what is absent.
    optional: whether anything may be absent.
    """

    name: str
    reader: Reader
    size: int
    least: int = 0
    cuts: tuple[int, ...] | None = None
    optional: bool = True

    def values(self) -> list[int]:
        """A value of each number; 0 for the two that have none."""
        if self.cuts is None:
            known = [self.least + number for number in range(self.size)]
        else:
            known = [self.cuts[0] - 1 if self.cuts else 0, *self.cuts]
        return [*known, 0, 0]

    def numbers(self, raw: Raw) -> Array:
        """The number of each value."""
        if self.cuts is not None:
            found = _reached(raw.values, self.cuts)
        elif raw.values.dtype == bool:
            found = raw.values.view(np.uint8)
        else:
            found = raw.values - self.least if self.least else raw.values
        return filled(filled(found, raw.unknown, np.int16(self.size)), raw.absent, np.int16(self.size + 1))

    def usual(self, raw: Raw) -> bool:
        """Whether all values are known, and none is absent that may not be."""
        return raw.unknown is None and (raw.absent is None or self.optional)


def _reached(values: Array, cuts: tuple[int, ...]) -> Array:
    """How many of the cuts each value reaches."""
    held = np.iinfo(values.dtype)
    if cuts and cuts[-1] - cuts[0] == len(cuts) - 1 and held.min < cuts[0] and cuts[-1] <= held.max:
        # one after another, as years are
        found: Array = np.minimum(np.maximum(values, cuts[0] - 1), cuts[-1]) - (cuts[0] - 1)
        return found
    found = np.zeros(len(values), np.uint8)
    for cut in cuts:
        found += (values >= cut).view(np.uint8)
    return found


@frozen
class Domain:
    """Everything the elements of a collection can be, one row each, so far as the axes tell.

    known: as if nothing were unknown, and absent only what may be. It is asked like any other frame.
    """

    axes: tuple[Axis, ...]
    known: bool

    @property
    def kept(self) -> None:
        """Nothing is: each question is asked of it once, when steps are made."""
        return None

    @property
    def count(self) -> int:
        return int(np.prod([axis.size + 2 for axis in self.axes], dtype=np.int64))

    @property
    def blank(self) -> None:
        return None

    def field(self, name: str, reader: Reader, *, bounded: bool) -> Column:
        place = next(number for number, axis in enumerate(self.axes) if axis.name == name)
        axis = self.axes[place]
        numbers = np.indices([each.size + 2 for each in self.axes])[place].ravel()
        told = np.array(axis.values(), np.int64)
        values = told[numbers]
        if reader.sort == "truth":
            values = values.astype(bool)
        unknown = None if self.known else numbers == axis.size
        absent = None if self.known and not axis.optional else some(numbers == axis.size + 1)
        return Raw(values, unknown, absent, None).column(reader, bounded=bounded)

    def spread(self, column: Column) -> Column:
        if any(np.ndim(part) for part in parts_of(column)):
            raise Unsupported(
                "сведение о человеке в таблице о строках списка", "a person's fact in a table of elements"
            )
        return column


class Blank:
    """One element of a list that is not known: nothing of it is."""

    count = 1
    kept = None
    blank = None

    def field(self, name: str, reader: Reader, *, bounded: bool) -> Column:
        kind = bool if reader.sort == "truth" else np.int64
        return Raw(np.zeros(1, kind), np.ones(1, bool), None, None).column(reader, bounded=bounded)

    def spread(self, column: Column) -> Column:
        raise Unsupported(
            "сведение о человеке у строки списка, о которой ничего не известно",
            "a person's fact asked of an element nobody knows",
        )


class Elements:
    """The elements of everybody in a block, turn by turn.

    sizes: elements a turn. order: people by turns' order, or None where it is the block's. index: where each element
    lies among the fields' values, or None where they lie in order. blank: people whose list is not known.
    """

    def __init__(
        self,
        block: Block,
        slots: int,
        fields: Fields,
        sizes: list[int],
        *,
        order: Array | None = None,
        index: Array | None = None,
        blank: Mask = None,
    ) -> None:
        self.block, self.fields, self.sizes = block, fields, sizes
        self.order, self.index, self.blank = order, index, blank
        self.kept: list[Column | None] = [None] * slots
        self.count = sum(sizes)
        self.raw: dict[str, Raw] = {}
        self.coded: dict[int, tuple[Array, bool, Mask]] = {}
        self.packed: dict[tuple[int, ...], Array] = {}
        self._inverse: Array | None = None
        self._parent: Array | None = None

    @property
    def words(self) -> Words:
        return self.block.words

    def in_order(self, name: str, reader: Reader) -> Raw:
        """A field as it lies in memory."""
        if name not in self.raw:
            self.raw[name] = self.fields(name, reader)
        return self.raw[name]

    def field(self, name: str, reader: Reader, *, bounded: bool) -> Column:
        column = self.in_order(name, reader).column(reader, bounded=bounded)
        return column if self.index is None else moved(column, self.index)

    def code(self, axes: tuple[Axis, ...]) -> tuple[Array, bool, Mask]:
        """Each element's row in the domain, whether any of the fields is not known anywhere, and elements lost."""
        if id(axes) not in self.coded:  # the steps that ask hold their axes
            raws = [self.in_order(axis.name, axis.reader) for axis in axes]
            total = axes[0].numbers(raws[0]).astype(_CODE)
            for axis, raw in zip(axes[1:], raws[1:], strict=True):
                total *= _CODE(axis.size + 2)
                total += axis.numbers(raw).astype(_CODE, copy=False)
            lost = any_of(*(raw.lost for raw in raws))
            if self.index is not None:
                total = take(total, self.index)
                lost = None if lost is None else take(lost, self.index)
            unsure = not all(axis.usual(raw) for axis, raw in zip(axes, raws, strict=True))
            self.coded[id(axes)] = total, unsure, lost
        return self.coded[id(axes)]

    def spread(self, column: Column) -> Column:
        """A person's column told to each of the person's elements."""
        if self.order is None:
            return laid_anew(column, lambda part: np.concatenate([part[:size] for size in self.sizes] or [part[:0]]))
        if self._parent is None:
            order = self.order
            self._parent = np.concatenate([order[:size] for size in self.sizes] or [order[:0]])
        return moved(column, self._parent)

    # --- taken together ---

    def full(self, values: Array) -> Array:
        return np.full(self.count, values) if np.ndim(values) == 0 else values

    def fold(self, gather: Any, values: Array, start: Any, kind: Any) -> Array:
        """For each person all values of the person's elements taken together, `start` where there are none."""
        values = self.full(values)
        return self._fold(gather, lambda turn: values[turn], start, kind)

    def fold_told(self, gather: Any, table: Array, code: Array) -> Array:
        """The same of what a table tells each element by its number: looked up while it is taken together."""
        return self._fold(gather, lambda turn: take(table, code[turn]), 0, table.dtype)

    def _fold(self, gather: Any, values: Callable[[slice], Array], start: Any, kind: Any) -> Array:
        held = np.full(self.block.count, start, kind)
        first = 0
        for size in self.sizes:
            part = held[:size]
            gather(part, values(slice(first, first + size)), out=part, casting="unsafe")
            first += size
        return self.people(held)

    def people(self, held: Array) -> Array:
        """A column in the turns' order of people, in the block's order."""
        if self.order is None:
            return held
        if self._inverse is None:
            self._inverse = np.empty(len(self.order), np.int32)
            self._inverse[self.order] = np.arange(len(self.order), dtype=np.int32)
        return take(held, self._inverse)

    def counted(self, mask: Array) -> Array:
        """How many elements the mask marks."""
        small = np.int16 if len(self.sizes) < 1 << 15 else np.int32
        return self.fold(np.add, self.full(mask).view(np.uint8), 0, small)

    def anywhere(self, mask: Mask) -> Mask:
        """Whether the mask marks any element, or None where it marks none of anybody."""
        if mask is None or not np.any(mask):
            return None
        return self.fold(np.logical_or, mask, False, bool)


def list_frame(block: Block, array: pa.Array, slots: int, fields: Fields) -> Elements:
    """The elements of a list column."""
    offsets = whole(array.offsets)
    offsets = offsets - offsets[0]
    lengths = np.diff(offsets)
    blank = nulls(array)
    if blank is not None:
        lengths = np.where(blank, 0, lengths)
    longest = int(lengths.max(initial=0))
    small = lengths.astype(np.uint8 if longest < 256 else np.uint16)
    order = np.argsort(small.dtype.type(longest) - small, kind="stable").astype(np.int32)
    starts = take(offsets[:-1], order)
    more = block.count - np.cumsum(np.bincount(small, minlength=longest + 1))  # with more than 0, 1, 2 … elements
    sizes = [int(each) for each in more[:longest]]
    index = np.concatenate([starts[:size] + turn for turn, size in enumerate(sizes)] or [starts[:0]])
    return Elements(block, slots, fields, sizes, order=order, index=index, blank=blank)
