"""What recording code found of one person, read node by node when somebody asks."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from iomrules.program.core import Node
from iomrules.reason.arithmetic import exact
from iomrules.reason.python.values import LOST, NOTHING
from iomrules.values import ABSENT, Value


class Place(NamedTuple):
    """Where a node's value stands: in which block's record, its first place there, and how it is told.

    how: a number's scale (0: as it is), or a sort. divided: the next place has the divisor.
    """

    block: int
    first: int
    how: int | str
    divided: bool


#: id of a node -> its place; the program keeps the nodes
Places = dict[int, Place]


def places_of(told: Iterable[Iterable[tuple[int, int | str, int]]], nodes: Sequence[Node]) -> Places:
    """told: of each block, the numbers of its nodes, how each is told and how many places it takes."""
    found: Places = {}
    for block, parts in enumerate(told):
        first = 0
        for node, how, taken in parts:
            found[id(nodes[node])] = Place(block, first, how, taken > 1)
            first += taken
    return found


class Record:
    """Values by node, of one person on one date."""

    __slots__ = ("_blocks", "_find", "_places", "_where")

    def __init__(self, where: Callable[[], Places], find: Callable[[], Sequence[Any]]) -> None:
        """where: gives the places; find: the records of the blocks, LOST where the interpreter was asked.

        Each is called once, when first needed.
        """
        self._where, self._find = where, find
        self._places: Places | None = None
        self._blocks: Sequence[Any] | None = None

    def value(self, node: int) -> Value | None:
        """The value recorded for the node of that id; None where there is none."""
        if self._places is None:
            self._places = self._where()
        place = self._places.get(node)
        if place is None:
            return None
        if self._blocks is None:
            self._blocks = self._find()
        block, first, how, divided = place
        found = self._blocks[block]
        if found is LOST:
            return None
        value = found[first]
        if value is True or value is False:
            return bool(value)
        return _told(value, how) if not divided else _ratio(value, found[first + 1], int(how) or 1)


def _told(value: Any, how: int | str) -> Value | None:
    if value is LOST:
        return None
    if value is NOTHING:
        return None if how == "truth" else ABSENT
    if isinstance(how, int) and (how > 1 or type(value) is not int):
        return exact(Fraction(value, how or 1))
    told: Value = value
    return told


def _ratio(dividend: Any, divisor: Any, scale: int) -> Value | None:
    if dividend is LOST or divisor is LOST:
        return None
    return exact(Fraction(dividend) / (divisor * scale)) if divisor else ABSENT


#: of somebody of whom nothing was recorded
NO_RECORD = Record(dict, tuple)
