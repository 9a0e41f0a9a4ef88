"""Many values in little memory: packed some at a time, made anew when somebody comes to them.

Nothing of it leaves the process. What comes out is equal to what went in, and lives as long as its reader holds it.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from types import MappingProxyType
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

#: of so many values memory is no matter: they are kept as they are, and no time goes into packing them
AT_HAND = 512
#: values packed together: what they have in common is kept once, and so many live while somebody goes through them
TOGETHER = 8
#: a block takes a quarter of its bytes; more effort would spare little
_EFFORT = 1


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


#: what the language packs at length or not at all
_WAYS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    Fraction: lambda number: (Fraction, (number.numerator, number.denominator)),
    MappingProxyType: lambda mapping: (_read_only, (dict(mapping),)),
}


class MadeAnew(Sequence[T], Generic[T]):
    """A sequence whose values are made when somebody asks for them. Whoever is one says how many, and makes them."""

    @abstractmethod
    def at(self, place: int) -> T:
        """The value at a place from 0."""

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self.at(each) for each in range(len(self))[place]]
        return self.at(range(len(self))[place])

    def __iter__(self) -> Iterator[T]:
        return map(self.at, range(len(self)))


class Packed(MadeAnew[T]):
    """A sequence that grows at its end: records of ours, and the language's own kinds.

    After the first AT_HAND, a value takes some hundred bytes.
    """

    def __init__(self, values: Iterable[T] = ()) -> None:
        self._first: list[T] = []
        self._blocks: list[bytes] = []
        #: the last ones, too few for a block
        self._open: list[T] = []
        #: the block somebody looked into last, and what is in it
        self._near: tuple[int, Sequence[T]] = (-1, ())
        for each in values:
            self.append(each)

    def append(self, value: T) -> None:
        """One more at the end."""
        if len(self._first) < AT_HAND:
            self._first.append(value)
            return
        self._open.append(value)
        if len(self._open) == TOGETHER:
            self._blocks.append(_packed(self._open))
            self._open = []

    def __len__(self) -> int:
        return len(self._first) + len(self._blocks) * TOGETHER + len(self._open)

    def at(self, place: int) -> T:
        """The value at a place; those packed with it are at hand for the next question."""
        if place < len(self._first):
            return self._first[place]
        number, within = divmod(place - len(self._first), TOGETHER)
        if number == len(self._blocks):
            return self._open[within]
        known, block = self._near
        if known != number:
            block = _unpacked(self._blocks[number])
            self._near = number, block
        return block[within]

    def __iter__(self) -> Iterator[T]:
        yield from self._first
        for block in self._blocks:
            yield from _unpacked(block)
        yield from self._open


def picked(values: Packed[T], places: Sequence[int]) -> Sequence[T]:
    """The values at some places, in the order of these."""
    if places == list(range(len(values))):
        return values
    from array import array

    return Mapped(array("l", places), values.at)


class Mapped(MadeAnew[T]):
    """What a function makes of each of a sequence."""

    def __init__(self, given: Sequence[Any], make: Callable[[Any], T]) -> None:
        self._given, self._make = given, make

    def __len__(self) -> int:
        return len(self._given)

    def at(self, place: int) -> T:
        """What is made of the value there."""
        return self._make(self._given[place])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._given)


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
