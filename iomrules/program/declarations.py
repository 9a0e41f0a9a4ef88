"""What a checked program declares, but for routes: parameters, tables, functions, indicators, ratings, rules."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from iomrules.facts.record import Kind
from iomrules.frozen import field, frozen
from iomrules.program.nodes import KIND, Both, Node
from iomrules.source import PLACE, Span
from iomrules.values import Value


@frozen
class About:
    """What is said of a declaration, for people.

    name: as declared. title: words for people, or empty. layer: `federal`, `region`, `school`, `profile`, `partner`.
    ruleset: the name of the ruleset it came from. basis: clauses of acts, one line each. begin, end: dates of
    effect, both included.
    refines: the declaration of a lower layer that this one changes.
    """

    name: str
    title: str = ""
    ruleset: str = ""
    layer: str = "school"
    basis: tuple[str, ...] = ()
    note: str = ""
    advice: str = ""
    begin: date | None = None
    end: date | None = None
    refinable: bool = False
    refines: str = ""
    span: Span = PLACE

    def label(self) -> str:
        """The title, or the name with spaces for underscores."""
        return self.title or self.name.replace("_", " ")


@frozen
class Cohort:
    """Those who entered from `begin` to `end`, both included; None leaves that side open."""

    begin: date | None = None
    end: date | None = None


@frozen
class Dated:
    """A value in force from `begin` to `end`, both included; None leaves that side open.

    cohort: whom it is for, by the day of entry; None: for everybody.
    """

    value: Value
    begin: date | None = None
    end: date | None = None
    basis: str = ""
    cohort: Cohort | None = None
    span: Span = PLACE


@frozen
class Parameter:
    """values: in the text's order. Of those in force that are for the person's day of entry, the one wins whose
    cohort begins last, then the one that begins last; two with both the same are refused by the checker.

    refinements: values of later layers, each About naming who changed it; the last layer's value in force wins.
    """

    about: About
    values: tuple[Dated, ...]
    kind: Kind = KIND
    refinements: tuple[tuple[About, tuple[Dated, ...]], ...] = ()


@frozen
class Is:
    """The key equals one of these."""

    values: tuple[Value, ...]


@frozen
class InBand:
    """The key lies in the band; None leaves a side open."""

    low: Value | None = None
    high: Value | None = None
    low_strict: bool = False
    high_strict: bool = False


@frozen
class Anything:
    """любой: also when the key is unknown or absent."""


@frozen
class IsAbsent:
    """The cell of a key that is known to be absent (`нет`)."""


CellTest: TypeAlias = Is | InBand | Anything | IsAbsent


@frozen
class Row:
    tests: tuple[CellTest, ...]
    result: Value
    begin: date | None = None
    end: date | None = None
    basis: str = ""
    cohort: Cohort | None = None
    span: Span = PLACE


@frozen
class TableKey:
    name: str
    kind: Kind


@frozen
class Table:
    """hit: `one` (exactly one row may fit), `first`, `all` (results are added).

    otherwise: the result where no row fits, or None (a fault). earlier: as of a rule; with the same keys.
    """

    about: About
    keys: tuple[TableKey, ...]
    hit: str
    rows: tuple[Row, ...]
    otherwise: Value | None = None
    kind: Kind = KIND
    earlier: tuple["Table", ...] = ()


@frozen
class Function:
    """A plugin's function: pure, exact, never told of a person. unknown: `propagate` (Unknown in, Unknown out) or
    `handles`.

    call: takes values, returns a value; what it raises becomes a fault of that student. cost: units of work a call.
    """

    name: str
    parameters: tuple[Kind, ...]
    result: Kind
    call: Callable[..., Value] = field(eq=False, repr=False)
    unknown: str = "propagate"
    cost: int = 1
    title: str = ""
    plugin: str = ""


@frozen
class Applies:
    """`для учеников где …`. person: the shape. where: over the person's facts, or None for everybody.

    cohort: the part of `where` that speaks of the day of entry, or None. Those it leaves out are not left without a
    rule where this declaration refines another: the refined one is theirs.
    """

    person: str
    where: Node | None = None
    cohort: Node | None = None

    def besides(self) -> Node | None:
        """What `where` asks besides the day of entry."""
        if self.cohort is None or self.where is None:
            return self.where
        parts = self.where.operands if isinstance(self.where, Both) else ()
        return next((each for each in parts if each is not self.cohort), None) if self.cohort in parts else None


@frozen
class Indicator:
    """Outside `applies` its value is ABSENT. earlier: as of a rule."""

    about: About
    applies: Applies
    value: Node
    earlier: tuple["Indicator", ...] = ()


@frozen
class Definition:
    """An indicator or rule about an element, to be told of; wherever it is used it stands as Named.

    shape: of the element. value: over that element (depth 0) and a person; of TruthKind where it is a rule.
    """

    about: About
    shape: str
    value: Node


@frozen
class Criterion:
    name: str
    title: str
    value: Node
    basis: str = ""
    span: Span = PLACE

    def label(self) -> str:
        return self.title or self.name.replace("_", " ")


@frozen
class Rating:
    """total: a node over the criteria (CriterionOf) with its steps.

    ties: nodes compared in turn. places: `skip` 1-1-3, `dense` 1-1-2.
    priorities: conditions; whom the first is true of stand before all others, and so on.
    """

    about: About
    applies: Applies
    criteria: tuple[Criterion, ...]
    total: Node
    descending: bool = True
    ties: tuple[Node, ...] = ()
    places: str = "skip"
    priorities: tuple[Node, ...] = ()


@frozen
class Selection:
    """Who of a rating gets a seat.

    applies: who takes part, beside whom the rating is about. seats: how many, the same for everybody. share: the
    greatest part of the participants, from 0 to 1. pass_mark: the least total, of a person. border: whether those who
    share the last seat all get one (`all`), none does, or a council decides.
    """

    about: About
    applies: Applies
    rating: str
    seats: Node | None = None
    share: Node | None = None
    pass_mark: Node | None = None
    border: str = "council"


@frozen
class ExceptIf:
    condition: Node
    unless: Node | None = None
    basis: str = ""
    span: Span = PLACE


@frozen
class Rule:
    """Verdict: condition and not (an exception and not its `unless`). Outside `applies` or its dates it is not
    applicable.

    refined: the rules of lower layers this one stands in for, nearest first.
    earlier: those of them that hold where this one is out of its dates or of its cohort, nearest first: each where
    those before it do not.
    """

    about: About
    applies: Applies
    condition: Node
    exceptions: tuple[ExceptIf, ...] = ()
    refined: tuple[About, ...] = ()
    earlier: tuple["Rule", ...] = ()
