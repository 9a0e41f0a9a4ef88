"""What a node is worth for a whole block: columns of truths, numbers, quotients and codes.

A mask is an array of bool or None, which means: nowhere. `lost` marks rows that only the row engine can settle: faults,
and what columns cannot hold. A lost row is neither yes nor no.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from iomrules.frozen import define

Array: TypeAlias = Any  #: numpy array, or a scalar that stands for a column of equal values
Mask: TypeAlias = Any  #: array of bool, or None


@define
class Truths:
    """yes: holds; no: does not, or None where every row that does not hold is a no. Neither: not known."""

    yes: Array
    no: Mask = None
    lost: Mask = None

    def denied(self) -> Array:
        return ~self.yes if self.no is None else self.no

    def open(self) -> Mask:
        """Where the answer is not known and the row is not lost, or None."""
        if self.no is None:
            return None
        return some(~(self.yes | self.no) if self.lost is None else ~(self.yes | self.no | self.lost))

    def possible(self) -> Array:
        """Where it is not denied."""
        return self.yes if self.no is None else ~self.no


@define
class Numbers:
    """Numbers as whole multiples of a step's 1/scale, from low to high; the same array where all are known.

    low_open, high_open: where nothing bounds them. absent: where there is no number, and that is known.
    """

    low: Array
    high: Array
    low_open: Mask = None
    high_open: Mask = None
    absent: Mask = None
    lost: Mask = None

    @property
    def exact(self) -> bool:
        return self.high is self.low

    def unknown(self) -> Mask:
        """Where the number is not known."""
        if self.exact:
            return None
        return some(any_of(self.low != self.high, self.low_open, self.high_open))

    def unsettled(self) -> Mask:
        """Where there is not one known number: absent, unknown or lost."""
        return any_of(self.unknown(), self.absent, self.lost)


@define
class Quotients:
    """Numbers as quotients over the step's scale; below is over 0. open: nothing bounds them."""

    low: Array
    low_below: Array
    high: Array
    high_below: Array
    open: Mask = None
    absent: Mask = None
    lost: Mask = None

    @property
    def exact(self) -> bool:
        return self.high is self.low

    def unknown(self) -> Mask:
        if self.exact:
            return self.open
        return some(any_of(self.low * self.high_below != self.high * self.low_below, self.open))


@define
class Codes:
    """Members by number, days since 1970, or words by number in the block; under a mask the code means nothing."""

    codes: Array
    unknown: Mask = None
    absent: Mask = None
    lost: Mask = None


Column: TypeAlias = Truths | Numbers | Quotients | Codes

#: arrays shorter than this are taken from by NumPy, whose calls cost less
_FEW = 1 << 13
_TAKE, _UNCHECKED = pc.get_function("array_take"), pc.TakeOptions(boundscheck=False)


def take(values: Array, index: Array) -> Array:
    """The values at these places, each of which there must be: nobody looks.

    Arrow takes by small whole numbers as they are, where NumPy makes 64 bits of each first.
    """
    if len(index) < _FEW:
        return values.take(index)
    if values.dtype == bool:
        return take(values.view(np.uint8), index).view(bool)
    return _TAKE.call([pa.array(values), pa.array(index)], _UNCHECKED).to_numpy()


# --- masks ---------------------------------------------------------------------------------------------------------


def some(mask: Mask) -> Mask:
    """The mask, or None where it marks nothing."""
    return mask if mask is not None and mask.any() else None


def full(array: Array, count: int) -> Array:
    """The array, or a column of so many of what is one for all."""
    return array if np.ndim(array) else np.broadcast_to(array, count)


def any_of(*masks: Mask) -> Mask:
    """Where any of the masks is set."""
    found: Mask = None
    for mask in masks:
        if mask is not None:
            found = mask if found is None else np.logical_or(found, mask)
    return found


def but(mask: Array, taken: Array) -> Array:
    """Where the first is set and the second is not, in one sweep: of truths, only yes is greater than no."""
    found: Array = np.greater(mask, taken)
    return found


def without(mask: Mask, taken: Mask) -> Mask:
    """The same of masks that may mark nothing."""
    return mask if mask is None or taken is None else some(but(mask, taken))


# A processor guesses which of two numbers `np.where` will take; of people nobody can guess, and it takes twenty times
# as long as to multiply and add.


def zeroed(values: Array, blank: Mask) -> Array:
    """The numbers, 0 under the mask."""
    found: Array = values if blank is None else np.multiply(values, ~blank)
    return found


def filled(values: Array, blank: Mask, number: Any) -> Array:
    """The numbers, this one under the mask; number: of a type, which the result has if it is the wider."""
    return values if blank is None else zeroed(values, blank) + np.multiply(blank, number)


# --- truths --------------------------------------------------------------------------------------------------------


def both(parts: Sequence[Truths], denied: Sequence[Truths] = ()) -> Truths:
    """Kleene's и of the parts and of `не` of those denied; one no settles it, also beside what is lost."""
    if denied and not (parts and all([part.no is None for part in (*parts, *denied)])):
        return both([*parts, *map(negate, denied)])
    yes = reduce(but, [part.yes for part in denied], reduce(np.logical_and, [part.yes for part in parts]))
    if all([part.no is None for part in parts]):
        return Truths(yes)
    no = reduce(np.logical_or, [part.denied() for part in parts])
    return Truths(yes, no, without(any_of(*(part.lost for part in parts)), no))


def either(parts: Sequence[Truths]) -> Truths:
    """Kleene's или."""
    yes = reduce(np.logical_or, [part.yes for part in parts])
    if all([part.no is None for part in parts]):
        return Truths(yes)
    no = reduce(np.logical_and, [part.denied() for part in parts])
    return Truths(yes, no, without(any_of(*(part.lost for part in parts)), yes))


def negate(part: Truths) -> Truths:
    if part.no is None:
        return Truths(~part.yes)
    return Truths(part.no, part.yes, part.lost)


def losing(part: Truths, lost: Mask) -> Truths:
    """The same, lost where the mask says."""
    if lost is None:
        return part
    return Truths(but(part.yes, lost), but(part.denied(), lost), any_of(part.lost, lost))


def settle(yes: Array, no: Array, lost: Mask = None) -> Truths:
    """Truths of two masks, the second dropped where every row is one or the other."""
    return losing(Truths(yes, no), lost)


# --- any column ----------------------------------------------------------------------------------------------------


def parts_of(column: Column) -> tuple[Any, ...]:
    """Every array and mask of a column, in the order of its class's fields."""
    match column:
        case Truths(yes=yes, no=no, lost=lost):
            return yes, no, lost
        case Numbers(low=low, high=high):
            return low, high, column.low_open, column.high_open, column.absent, column.lost
        case Quotients():
            return (
                column.low, column.low_below, column.high, column.high_below,
                column.open, column.absent, column.lost,
            )  # fmt: skip
        case Codes():
            return column.codes, column.unknown, column.absent, column.lost


def moved(column: Column, index: Array) -> Column:
    """The column's values at these rows."""
    return laid_anew(column, lambda part: take(part, index))


def laid_anew(column: Column, lay: Callable[[Array], Array]) -> Column:
    """The column with each of its arrays laid anew; parts that are one array stay one."""
    laid: dict[int, Any] = {}

    def each(part: Any) -> Any:
        if part is None or np.ndim(part) == 0:
            return part
        if id(part) not in laid:
            laid[id(part)] = lay(part)
        return laid[id(part)]

    return type(column)(*(each(part) for part in parts_of(column)))
