"""Explanations as data: why a value is what it is, from a conclusion down to facts. Shown to others by `decision`."""

from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import field

from iomrules.frozen import frozen
from iomrules.program.core import Node
from iomrules.values import Entry, Value

T = TypeVar("T")


class Postponed(Generic[T]):
    """Something made when it is first asked for, and kept.

    Most of what an explanation could say is never read: of a condition that holds, nobody asks what the other held on.
    """

    __slots__ = ("_found", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        """make: gives the same whenever it is called, and raises nothing."""
        self._make: Callable[[], T] | None = make

    def get(self) -> T:
        """What it is; made once, whoever shares it."""
        if self._make is not None:
            self._found = self._make()
            self._make = None
        return self._found


def _made(given: T | Postponed[T]) -> T:
    return given.get() if isinstance(given, Postponed) else given


def _told(given: object) -> str:
    return repr(_made(given))


@frozen
class ElementReason:
    """What became of one element of a collection.

    label: how the element is named to people. holds: True, False or Unknown: whether it was meant.
    value: what it gave, or None.
    used: whether its value went into the result (False for those beyond the best N, or beaten in their group).
    blocker: the first condition that left it out, or None. group: the key it was grouped by, in words, or empty.
    """

    label: str
    entry: Entry | None
    holds: Value
    value: Value | None = None
    used: bool = True
    blocker: "Reason | None" = None
    group: str = ""


@frozen
class Reason:
    """Why a value is what it is: one node of the program with its value for this person, and the reasons below it.

    sort: `rule`, `applies`, `in_force`, `exception`, `route`, `indicator`, `rating`, `criterion`, `parameter`, `fact`,
    `field`, `window`, `table`, `function`, `compare`, `one_of`, `in_list`, `known`, `present`, `counted`, `every`,
    `count`, `share`, `reduce`, `group`, `list`, `round`, `at_most`, `at_least`, `substitute`, `if_else`, `arithmetic`,
    `constant`, `remaining_hours`, `and`, `or`, `not`.
    name: the declared name behind it, or empty. label: for people: a title, or the fact's name with its key.
    key: the key of a by-key fact (`химия`), or empty.
    said: the value by its own title: a member's, a catalogue entry's; empty where it has none.
    parts, elements may be given postponed, and are tuples to whoever asks.
    parts: the reasons of its operands in the order written; for `rule`: applies, condition, exceptions.
    elements: for collections, what became of each element in hand.
    row: for `table`, the row that fitted, as (key texts…, result); for `parameter`, `in_force` and `window`, the first
    and the last day as dd.mm.yyyy, or empty. basis: clauses quoted.
    advice: what the author advises.
    changed_by: for a refined parameter or rule, who refined it.
    """

    sort: str
    value: Value
    node: Node | None = field(default=None, eq=False, repr=False)
    name: str = ""
    label: str = ""
    _parts: "tuple[Reason, ...] | Postponed[tuple[Reason, ...]]" = field(default=(), eq=_made, repr=_told)
    _elements: tuple[ElementReason, ...] | Postponed[tuple[ElementReason, ...]] = field(
        default=(), eq=_made, repr=_told
    )
    basis: tuple[str, ...] = ()
    advice: str = ""
    note: str = ""
    row: tuple[str, ...] = ()
    changed_by: str = ""
    ruleset: str = ""
    key: str = ""
    said: str = ""

    @property
    def parts(self) -> "tuple[Reason, ...]":
        return _made(self._parts)

    @property
    def elements(self) -> tuple[ElementReason, ...]:
        return _made(self._elements)
