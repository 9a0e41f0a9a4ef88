"""Explanations as data: why a value is what it is, from a conclusion down to facts. Shown to others by `decision`.

The two classes are written out, not made by attrs: a tree has thousands of them, and one with frozen slots takes five
times as long to make. `Final` keeps them unchanged for whoever is checked by types.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from iomrules.program.core import Node
from iomrules.values import Entry, Value

T = TypeVar("T")
#: a part of an explanation, or what makes it when it is first looked at: most of what could be said is never read
Later: TypeAlias = T | Callable[[], T]


class ElementReason:
    """What became of one element of a collection.

    label: how the element is named to people. holds: True, False or Unknown: whether it was meant.
    value: what it gave, or None.
    used: whether its value went into the result (False for those beyond the best N, or beaten in their group).
    blocker: the first condition that left it out, or None. group: the key it was grouped by, in words, or empty.
    label, blocker may be given as functions, called when somebody asks, that raise nothing.
    """

    __slots__ = ("_blocker", "_label", "entry", "group", "holds", "used", "value")
    entry: Final[Entry | None]
    holds: Final[Value]
    value: Final[Value | None]
    used: Final[bool]
    group: Final[str]

    def __init__(  # noqa: PLR0917  # a record: its fields in order
        self,
        label: "Later[str]",
        entry: Entry | None,
        holds: Value,
        value: Value | None = None,
        used: bool = True,
        blocker: "Later[Reason | None]" = None,
        group: str = "",
    ) -> None:
        self._label, self.entry, self.holds, self.value = label, entry, holds, value
        self.used, self._blocker, self.group = used, blocker, group

    @property
    def label(self) -> str:
        found = self._label
        if not isinstance(found, str):
            found = self._label = found()
        return found

    @property
    def blocker(self) -> "Reason | None":
        found = self._blocker
        if found is not None and not isinstance(found, Reason):
            found = self._blocker = found()
        return found

    def but(self, **changes: Any) -> "ElementReason":
        """The same, except for the fields named."""
        kept = {"label": lambda: self.label, "blocker": lambda: self.blocker}
        kept |= {name: getattr(self, name) for name in _OF_ELEMENTS if name not in kept}
        return ElementReason(**{**kept, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ElementReason) and _same(self, other, _OF_ELEMENTS)

    def __hash__(self) -> int:
        return hash((self.label, self.used, self.group))

    def __repr__(self) -> str:
        return _shown(self, _OF_ELEMENTS)


class Reason:
    """Why a value is what it is: one node of the program with its value for this person, and the reasons below it.

    sort: `rule`, `applies`, `in_force`, `exception`, `route`, `indicator`, `rating`, `criterion`, `parameter`, `fact`,
    `field`, `window`, `table`, `function`, `compare`, `one_of`, `in_list`, `known`, `present`, `counted`, `every`,
    `count`, `share`, `reduce`, `group`, `list`, `round`, `at_most`, `at_least`, `substitute`, `if_else`, `arithmetic`,
    `constant`, `remaining_hours`, `and`, `or`, `not`.
    name: the declared name behind it, or empty. label: for people: a title, or the fact's name with its key.
    key: the key of a by-key fact (`химия`), or empty.
    said: the value by its own title: a member's, a catalogue entry's; empty where it has none.
    parts, elements may be given as functions, called when somebody asks, that raise nothing.
    parts: the reasons of its operands in the order written; for `rule`: applies, condition, exceptions.
    elements: for collections, what became of each element in hand.
    row: for `table`, the row that fitted, as (key texts…, result); for `parameter`, `in_force` and `window`, the first
    and the last day as dd.mm.yyyy, or empty. basis: clauses quoted.
    advice: what the author advises.
    changed_by: for a refined parameter or rule, who refined it.
    """

    __slots__ = (
        *("sort", "value", "node", "name", "label", "_parts", "_elements", "basis", "advice", "note", "row"),
        *("changed_by", "ruleset", "key", "said", "__weakref__"),
    )
    sort: Final[str]
    value: Final[Value]
    node: Final[Node | None]
    name: Final[str]
    label: Final[str]
    basis: Final[tuple[str, ...]]
    advice: Final[str]
    note: Final[str]
    row: Final[tuple[str, ...]]
    changed_by: Final[str]
    ruleset: Final[str]
    key: Final[str]
    said: Final[str]

    def __init__(  # noqa: PLR0917
        self,
        sort: str,
        value: Value,
        node: Node | None = None,
        name: str = "",
        label: str = "",
        parts: "Later[tuple[Reason, ...]]" = (),
        elements: "Later[tuple[ElementReason, ...]]" = (),
        basis: tuple[str, ...] = (),
        advice: str = "",
        note: str = "",
        row: tuple[str, ...] = (),
        changed_by: str = "",
        ruleset: str = "",
        key: str = "",
        said: str = "",
    ) -> None:
        self.sort, self.value, self.node, self.name, self.label = sort, value, node, name, label
        self._parts, self._elements = parts, elements
        self.basis, self.advice, self.note, self.row = basis, advice, note, row
        self.changed_by, self.ruleset, self.key, self.said = changed_by, ruleset, key, said

    @property
    def parts(self) -> "tuple[Reason, ...]":
        found = self._parts
        if not isinstance(found, tuple):
            found = self._parts = found()
        return found

    @property
    def elements(self) -> tuple[ElementReason, ...]:
        found = self._elements
        if not isinstance(found, tuple):
            found = self._elements = found()
        return found

    def at(self, node: Node) -> "Reason":
        """The same, as it is told of a node that reads what is declared."""
        return Reason(
            self.sort,
            self.value,
            node,
            self.name,
            self.label,
            lambda: self.parts,
            lambda: self.elements,
            self.basis,
            self.advice,
            self.note,
            self.row,
            self.changed_by,
            self.ruleset,
            self.key,
            self.said,
        )

    def but(self, **changes: Any) -> "Reason":
        """The same, except for the fields named."""
        kept = {"parts": lambda: self.parts, "elements": lambda: self.elements, "node": self.node}
        kept |= {name: getattr(self, name) for name in _OF_REASONS if name not in kept}
        return Reason(**{**kept, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reason) and _same(self, other, _OF_REASONS)

    def __hash__(self) -> int:
        return hash((self.sort, self.name, self.label))

    def __repr__(self) -> str:
        return _shown(self, _OF_REASONS)


_OF_ELEMENTS = ("label", "entry", "holds", "value", "used", "blocker", "group")
_OF_REASONS = (
    *("sort", "value", "name", "label", "parts", "elements", "basis", "advice", "note", "row", "changed_by"),
    *("ruleset", "key", "said"),
)


def _same(one: object, other: object, names: tuple[str, ...]) -> bool:
    """Whether all that is said is equal; of what node it is said does not matter."""
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _shown(one: object, names: tuple[str, ...]) -> str:
    return f"{type(one).__name__}({', '.join(f'{name}={getattr(one, name)!r}' for name in names)})"
