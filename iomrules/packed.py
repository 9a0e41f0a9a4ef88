"""Many values in little memory: packed some at a time, made anew when somebody comes to them.

Nothing of it leaves the process. What comes out is equal to what went in, and lives as long as its reader holds it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from types import MappingProxyType
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

#: values packed together: what they have in common is kept once, and so many live while somebody goes through them
TOGETHER = 16
#: a block takes a quarter of its bytes; more effort would spare little
_EFFORT = 1
#: what the language packs at length or not at all
_WAYS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    Fraction: lambda number: (Fraction, (number.numerator, number.denominator)),
    MappingProxyType: lambda mapping: (MappingProxyType, (dict(mapping),)),
}


class Packed(Sequence[T], Generic[T]):
    """A sequence that grows at its end, some hundred bytes a value: records of ours, and the language's own kinds."""

    def __init__(self, values: Iterable[T] = ()) -> None:
        self._blocks: list[bytes] = []
        self._open: list[T] = []
        #: the block somebody looked into last, and what is in it
        self._near: tuple[int, Sequence[T]] = (-1, ())
        for each in values:
            self.append(each)

    def append(self, value: T) -> None:
        """One more at the end."""
        self._open.append(value)
        if len(self._open) == TOGETHER:
            self._blocks.append(_packed(self._open))
            self._open = []

    def __len__(self) -> int:
        return len(self._blocks) * TOGETHER + len(self._open)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return Picked(self, range(len(self))[place])
        number, within = divmod(range(len(self))[place], TOGETHER)
        if number == len(self._blocks):
            return self._open[within]
        known, block = self._near
        if known != number:
            block = _unpacked(self._blocks[number])
            self._near = number, block
        return block[within]

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from _unpacked(block)
        yield from self._open


def picked(values: Packed[T], places: Sequence[int]) -> Sequence[T]:
    """The values at some places, in the order of these."""
    return values if places == list(range(len(values))) else Picked(values, places)


class Picked(Sequence[T], Generic[T]):
    """Some values of a sequence, by their places in it."""

    def __init__(self, values: Sequence[T], places: Iterable[int]) -> None:
        from array import array

        self._values, self._places = values, array("l", places)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return Picked(self._values, self._places[place])
        return self._values[self._places[place]]


def _packed(values: Sequence[Any]) -> bytes:
    # imported here: of one person, or a few, no block is ever packed
    import pickle
    import zlib

    written = BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _WAYS
    pickler.dump(values)
    return zlib.compress(written.getbuffer(), _EFFORT)


def _unpacked(block: bytes) -> list[Any]:
    import pickle
    import zlib

    made: list[Any] = pickle.loads(zlib.decompress(block))
    return made
