"""The doorway of `reason`: what was concluded for a person, why, and what could not be concluded."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, Protocol

from attrs import field, frozen

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Person
from iomrules.program.core import Node, Program
from iomrules.values import Entry, Missing, Value


def _mapping(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(given))


class Verdict(Enum):
    """UNKNOWN exactly when some missing fact could still change the conclusion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@frozen
class Decision:
    """What one rule concluded. missing: not empty exactly when the verdict is UNKNOWN.

    applicable: False when the rule is not about this person or not in force; the verdict is then NO.
    """

    rule: str
    verdict: Verdict
    missing: tuple[Missing, ...] = ()
    applicable: bool = True


@frozen
class RatingResult:
    """total, criteria: exact numbers, Unknown, or ABSENT where the rating is not about this person.

    place: from 1, or None where the total is not known or the person is outside the rating.
    shared: how many stand on that place.
    """

    rating: str
    total: Value
    criteria: Mapping[str, Value] = field(converter=_mapping)
    ties: tuple[Value, ...] = ()
    place: int | None = None
    shared: int = 1


@frozen
class Fault:
    """A decision that could not be made: division by zero, a table without a row, a plugin's function that raised.

    target: the rule, indicator, rating or route being decided.
    """

    person: str
    target: str
    diagnostic: Diagnostic


@frozen
class Decisions:
    """Everything concluded for one person on one date. What a fault stopped is left out of the other mappings."""

    person: Person
    on: date
    verdicts: Mapping[str, Decision] = field(factory=dict, converter=_mapping)
    values: Mapping[str, Value] = field(factory=dict, converter=_mapping)
    ratings: Mapping[str, RatingResult] = field(factory=dict, converter=_mapping)
    faults: tuple[Fault, ...] = ()


@frozen
class ElementReason:
    """What became of one element of a collection.

    label: how the element is named to people. holds: True, False or Unknown: whether it was meant.
    value: what it gave, or None.
    used: whether its value went into the result (False for those beyond the best N, or beaten in their group).
    blocker: the first condition that left it out, or None.
    """

    label: str
    entry: Entry | None
    holds: Value
    value: Value | None = None
    used: bool = True
    blocker: "Reason | None" = None


@frozen
class Reason:
    """Why a value is what it is: one node of the program with its value for this person, and the reasons below it.

    sort: `rule`, `applies`, `in_force`, `exception`, `route`, `indicator`, `rating`, `criterion`, `parameter`, `fact`,
    `field`, `window`, `table`, `function`, `compare`, `one_of`, `in_list`, `known`, `present`, `counted`, `every`,
    `count`, `share`, `reduce`, `group`, `list`, `round`, `at_most`, `at_least`, `substitute`, `if_else`, `arithmetic`,
    `constant`, `remaining_hours`, `and`, `or`, `not`.
    name: the declared name behind it, or empty. label: for people: a title, or the fact's name with its key.
    key: the key of a by-key fact (`химия`), or empty.
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
    parts: tuple["Reason", ...] = ()
    elements: tuple[ElementReason, ...] = ()
    basis: tuple[str, ...] = ()
    advice: str = ""
    note: str = ""
    row: tuple[str, ...] = ()
    changed_by: str = ""
    ruleset: str = ""
    key: str = ""


class Evaluation(Protocol):
    """One person's facts on one date, ready to be asked. Pure: the same question has the same answer.

    Both raise `FaultRaised` where the value is a fault.
    """

    @property
    def program(self) -> Program: ...

    @property
    def person(self) -> Person: ...

    @property
    def on(self) -> date: ...

    def value(self, node: Node, entries: tuple[Value, ...] = ()) -> Value:
        """The node's value; entries: the elements in hand, innermost first."""
        ...

    def reason(self, node: Node, entries: tuple[Value, ...] = ()) -> Reason:
        """Why the node has that value."""
        ...

    def reason_of(self, name: str) -> Reason:
        """Why a declared rule, indicator, rating or parameter concluded as it did; a route: why its condition did."""
        ...

    def with_remaining_hours(self, hours: Value) -> "Evaluation":
        """The same, where `остаток_часов` is `hours`."""
        ...


class FaultRaised(Exception):
    """Stops the decision of one target; caught by the engine and by `compose`, never shown as a traceback."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(f"{diagnostic.where} {diagnostic.code} {diagnostic.message}")


class Engine(Protocol):
    """A prepared program. catalogues: the school's entries, added to the program's own."""

    def decide(self, person: Person, on: date) -> Decisions:
        """Verdicts, values and ratings (without places) of one person."""
        ...

    def evaluation(self, person: Person, on: date) -> Evaluation:
        """The same person, ready to be asked for reasons."""
        ...
