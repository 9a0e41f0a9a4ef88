"""The doorway of `program`: the checked program and the few node kinds that every engine runs.

Names are resolved to declared names, kinds are checked, sugar is gone. Every expression node knows its place in the
text
(`span`) and the kind of its value (`kind`); equality looks past places.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import DateKind, Kind, NumberKind, Schema, TruthKind
from iomrules.frozen import frozen
from iomrules.source import NOWHERE, SourceText, Span
from iomrules.values import Number, Value


def _span() -> Any:
    return field(default=NOWHERE, eq=False, repr=False, kw_only=True)


def _number() -> Any:
    return field(default=NumberKind(), eq=False, repr=False, kw_only=True)


def _truth() -> Any:
    return field(default=TruthKind(), eq=False, repr=False, kw_only=True)


def _day() -> Any:
    return field(default=DateKind(), eq=False, repr=False, kw_only=True)


def _kind() -> Any:
    return field(eq=False, repr=False, kw_only=True)


def _mapping(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(given))


# --- what is read ------------------------------------------------------------------------------------------


@frozen
class Constant:
    value: Value
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class FactOf:
    """A fact of the person being decided."""

    name: str
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class FieldOf:
    """A field of the element in hand. depth: 0 for the innermost collection, 1 for the one around it …"""

    name: str
    depth: int = 0
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class Element:
    """The element in hand itself, where a collection holds plain values."""

    depth: int = 0
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class KeyOf:
    """The catalogue key of the element in hand (`код` of a course)."""

    depth: int = 0
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class KeyInHand:
    """The member of an enumeration under which the value in hand is kept: the subject of a mark."""

    depth: int = 0
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class Under:
    """A by-key fact under a key: `отметка по химии`. A key that was not given is Unknown."""

    source: "Node"
    key: "Node"
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class CatalogueOf:
    """All entries of a catalogue: the ruleset's, the plugins' and the school's."""

    name: str
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class ParameterOf:
    name: str
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class IndicatorOf:
    name: str
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class VerdictOf:
    """The verdict of another rule or route's condition, as a truth; "not applicable" is нет."""

    rule: str
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class CriterionOf:
    rating: str
    criterion: str
    kind: Kind = _number()
    span: Span = _span()


@frozen
class TotalOf:
    rating: str
    kind: Kind = _number()
    span: Span = _span()


@frozen
class Named:
    """An indicator or rule about the element in hand, by its name: worth what its body is.

    basis: clauses of acts, one line each.
    """

    name: str
    title: str
    operand: "Node"
    basis: tuple[str, ...] = ()
    kind: Kind = _kind()
    span: Span = _span()

    def label(self) -> str:
        """The title, or the name with spaces for underscores."""
        return self.title or self.name.replace("_", " ")


@frozen
class RemainingHours:
    """`остаток_часов`: the load limit less the hours already in the route. Only inside a route."""

    kind: Kind = _number()
    span: Span = _span()


@frozen
class DecisionDay:
    """`день_решения`: the day for which people are decided; it is always known."""

    kind: Kind = _day()
    span: Span = _span()


@frozen
class FromTable:
    """A table's result under keys.

    No row where one must be is a fault; a key unknown makes the rows it could be possible.
    """

    table: str
    keys: tuple["Node", ...]
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class FromFunction:
    """A plugin's function."""

    function: str
    arguments: tuple["Node", ...]
    kind: Kind = _kind()
    span: Span = _span()


# --- numbers -----------------------------------------------------------------------------------------------


@frozen
class Add:
    terms: tuple["Node", ...]
    kind: Kind = _number()
    span: Span = _span()


@frozen
class Negate:
    operand: "Node"
    kind: Kind = _number()
    span: Span = _span()


@frozen
class Multiply:
    factors: tuple["Node", ...]
    kind: Kind = _number()
    span: Span = _span()


@frozen
class Divide:
    """Exact. By zero it is a fault."""

    dividend: "Node"
    divisor: "Node"
    kind: Kind = _number()
    span: Span = _span()


@frozen
class Round:
    """To a multiple of `unit` (0.01); mode: `half_up`, `half_even`, `half_down`, `up`, `down`.

    Halves of negative numbers: `half_up` goes away from zero (as school arithmetic does), `half_down` to zero;
    `up` is away from zero, `down` is toward zero.
    """

    operand: "Node"
    unit: Number
    mode: str
    kind: Kind = _number()
    span: Span = _span()


@frozen
class AtMost:
    """A cap: of a number, or of each number of a list."""

    operand: "Node"
    limit: "Node"
    kind: Kind = _number()
    span: Span = _span()


@frozen
class AtLeast:
    operand: "Node"
    limit: "Node"
    kind: Kind = _number()
    span: Span = _span()


@frozen
class IfUnknown:
    """The substitute where the operand is unknown. The explanation says so."""

    operand: "Node"
    substitute: "Node"
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class IfElse:
    """Unknown condition: the value both arms agree on, else Unknown with the bounds of both."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    kind: Kind = _kind()
    span: Span = _span()


# --- collections -------------------------------------------------------------------------------------------


@frozen
class Window:
    """period as in the tree: `year`, `half`, `quarter`, `last_years`, `last_school_years`, `last_months`.

    by: the date field meant.
    """

    period: str
    count: int
    by: str


@frozen
class Elements:
    """The elements of a list, by-key fact (its values) or catalogue that satisfy `where` and lie in the window.

    bound: the most there can be. An element whose condition is unknown may or may not belong.
    """

    source: "Node"
    where: "Node | None" = None
    window: Window | None = None
    bound: int = 0
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class CountOf:
    elements: Elements
    kind: Kind = _number()
    span: Span = _span()


@frozen
class ShareOf:
    """Those that satisfy `elements.where`, of all in the window; 0 to 1, exact; of none it is a fault."""

    elements: Elements
    kind: Kind = _number()
    span: Span = _span()


@frozen
class Reduce:
    """sort: `sum`, `mean`, `max`, `min` of `value` over the elements; best: only the N greatest (of a sum).

    Of none: sum is 0, the others are ABSENT. ABSENT values (an excused mark) are passed over.
    """

    sort: str
    value: "Node"
    elements: Elements
    best: int | None = None
    kind: Kind = _number()
    span: Span = _span()


@frozen
class GroupReduce:
    """One number for each group of equal keys (nodes over the element), in the order groups are first met: a list.

    sort: `sum`, `mean`, `max`, `min`, `count` (value is None).
    """

    keys: tuple["Node", ...]
    sort: str
    value: "Node | None"
    elements: Elements
    kind: Kind = _kind()
    span: Span = _span()


@frozen
class ReduceList:
    """A step over a list of numbers: `sum` (best N), `mean`, `max`, `min`."""

    sort: str
    operand: "Node"
    best: int | None = None
    kind: Kind = _number()
    span: Span = _span()


# --- conditions --------------------------------------------------------------------------------------------


@frozen
class Compare:
    """operator: `<`, `<=`, `>`, `>=`, `=`, `<>`.

    Numbers, dates, members of an ordered enumeration; `=` and `<>` of anything.
    """

    operator: str
    left: "Node"
    right: "Node"
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class OneOf:
    """`предмет среди химии; биологии`."""

    operand: "Node"
    members: tuple["Node", ...]
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class InList:
    """`код среди пожеланий`: membership in a list-valued node."""

    operand: "Node"
    source: "Node"
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class IsKnown:
    operand: "Node"
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class IsPresent:
    """`есть наставник`: an optional fact is not ABSENT; a list is not empty; a yes/no fact is да."""

    operand: "Node"
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class Counted:
    """`не меньше 3 достижений где …`; `есть …` is `>=` 1, `нет …` is `=` 0. Decided as soon as the known part suffices.

    wording: `exists`, `none`, `count`: how the author said it.
    """

    operator: str
    count: int
    elements: Elements
    wording: str = "count"
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class Every:
    """`для каждого … верно …`, `все отметки не меньше 4`. True of none."""

    elements: Elements
    holds: "Node"
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class Both:
    """и"""

    operands: tuple["Node", ...]
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class Either:
    """или"""

    operands: tuple["Node", ...]
    kind: Kind = _truth()
    span: Span = _span()


@frozen
class Not:
    operand: "Node"
    kind: Kind = _truth()
    span: Span = _span()


Node: TypeAlias = (
    Constant
    | FactOf
    | FieldOf
    | Element
    | KeyOf
    | KeyInHand
    | Under
    | CatalogueOf
    | ParameterOf
    | IndicatorOf
    | VerdictOf
    | CriterionOf
    | TotalOf
    | Named
    | RemainingHours
    | DecisionDay
    | FromTable
    | FromFunction
    | Add
    | Negate
    | Multiply
    | Divide
    | Round
    | AtMost
    | AtLeast
    | IfUnknown
    | IfElse
    | Elements
    | CountOf
    | ShareOf
    | Reduce
    | GroupReduce
    | ReduceList
    | Compare
    | OneOf
    | InList
    | IsKnown
    | IsPresent
    | Counted
    | Every
    | Both
    | Either
    | Not
)


# --- declarations ------------------------------------------------------------------------------------------


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
    span: Span = _span()

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
    span: Span = _span()


@frozen
class Parameter:
    """values: in the text's order. Of those in force that are for the person's day of entry, the one wins whose
    cohort begins last, then the one that begins last; two with both the same are refused by the checker.

    refinements: values of later layers, each About naming who changed it; the last layer's value in force wins.
    """

    about: About
    values: tuple[Dated, ...]
    kind: Kind = _kind()
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
    span: Span = _span()


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
    kind: Kind = _kind()
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
    span: Span = _span()

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
    span: Span = _span()


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


@frozen
class Item:
    """An obligatory item.

    key: of a catalogue's entry, or a name given on the spot. hours: said in the rule, or None (the entry's).
    """

    key: str
    title: str = ""
    hours: Number | None = None
    unit: str = ""
    catalogue: str = ""
    span: Span = _span()


@frozen
class Obligatory:
    items: tuple[Item, ...] = ()
    entries: Elements | None = None
    basis: str = ""
    span: Span = _span()


@frozen
class Choice:
    """From `low` to `high` entries within a number of hours.

    order: over the entry, the greatest first, or the least where `ascending`; None: the catalogue's order.
    """

    low: int
    high: int
    entries: Elements
    order: Node | None = None
    within: Node | None = None
    basis: str = ""
    ascending: bool = False
    span: Span = _span()


@frozen
class PartnerModule:
    """partner: a catalogue key or a name; title: of the partner for people.

    seats: for how many people, or None for any number. queue: the rating by which they come where seats run short.
    """

    partner: str
    title: str
    module: str
    hours: Number | None = None
    unit: str = ""
    condition: Node | None = None
    basis: str = ""
    seats: Node | None = None
    queue: str = ""
    span: Span = _span()


@frozen
class Activity:
    title: str
    term: str = ""
    condition: Node | None = None
    basis: str = ""
    span: Span = _span()


@frozen
class Mentor:
    """The first entry that satisfies, in the order a choice has."""

    entries: Elements
    order: Node | None = None
    ascending: bool = False
    span: Span = _span()


@frozen
class Control:
    """period: `quarter`, `half`, `year`."""

    period: str
    what: str = ""


@frozen
class Route:
    """earlier: as of a rule."""

    about: About
    applies: Applies
    condition: Node | None = None
    sort: str = ""
    goal: str = ""
    obligatory: tuple[Obligatory, ...] = ()
    choices: tuple[Choice, ...] = ()
    load: Node | None = None
    modules: tuple[PartnerModule, ...] = ()
    activities: tuple[Activity, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    controls: tuple[Control, ...] = ()
    documents: tuple[str, ...] = ()
    alongside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    earlier: tuple["Route", ...] = ()


@frozen
class ExpectedReason:
    """text: a stretch of the explanation; or fact (a declared name), key, value, operator and bound, each given
    or None/empty.
    """

    text: str = ""
    name: str = ""
    key: str = ""
    value: Value | None = None
    operator: str = ""
    bound: Value | None = None
    span: Span = _span()


@frozen
class Expected:
    """target: a declared name.

    sort: `is`, `not_applicable`; of a rating `place`, `shared_place`, `group` (value: a number), `no_place`; of a
    selection `admitted`, `not_admitted`, `council`; of a route `contains`, `lacks` (value: a key or a title), `courses`
    (value: keys or titles of all that it consists of), `hours`. value: what is expected, or None.
    unknown: неизвестно is expected. quoted: the value stands in quotes, so that a part of a title is enough.
    person: whose it is, in an example of several people; hours: of what a route contains, or None.
    """

    target: str
    sort: str
    value: Value | None
    unknown: bool = False
    because: tuple[ExpectedReason, ...] = ()
    quoted: bool = False
    person: str = ""
    hours: Number | None = None
    span: Span = _span()


@frozen
class ExamplePerson:
    """One of several people of an example. facts: all of them, those said of everybody too; name: as in the example."""

    name: str
    facts: Mapping[str, object] = field(converter=_mapping)
    span: Span = _span()


@frozen
class Example:
    """facts: in the plain form that any program would send (see docs/records.md), to be checked like any other
    record; where there are several people, those said of everybody.

    people: several, in the order met; empty where the example is about one, who needs no name.
    settings: parameter -> what it is worth in this example, whatever the day.
    """

    title: str
    person: str
    facts: Mapping[str, object] = field(converter=_mapping)
    on: date | None = None
    expected: tuple[Expected, ...] = ()
    people: tuple[ExamplePerson, ...] = ()
    settings: Mapping[str, Value] = field(factory=dict, converter=_mapping)
    span: Span = _span()


@frozen
class Program:
    """A checked ruleset with everything it uses.

    order: names of indicators, ratings and rules, each after all it reads. cost: the bound on steps for one person.
    rulesets: (name, version, layer) of every ruleset in it, lowest layer first. hashes: source name -> SHA-256 of
    its text. english: name -> what it is called in English, where the rules say so.
    """

    about: About
    version: str
    schema: Schema
    parameters: Mapping[str, Parameter] = field(converter=_mapping)
    tables: Mapping[str, Table] = field(converter=_mapping)
    indicators: Mapping[str, Indicator] = field(converter=_mapping)
    ratings: Mapping[str, Rating] = field(converter=_mapping)
    rules: Mapping[str, Rule] = field(converter=_mapping)
    routes: Mapping[str, Route] = field(converter=_mapping)
    functions: Mapping[str, Function] = field(factory=dict, converter=_mapping)
    examples: tuple[Example, ...] = ()
    order: tuple[str, ...] = ()
    cost: int = 0
    rulesets: tuple[tuple[str, str, str], ...] = ()
    hashes: Mapping[str, str] = field(factory=dict, converter=_mapping)
    sources: Mapping[str, SourceText] = field(factory=dict, converter=_mapping, eq=False, repr=False)
    warnings: tuple[Diagnostic, ...] = ()
    definitions: Mapping[str, Definition] = field(factory=dict, converter=_mapping)
    selections: Mapping[str, Selection] = field(factory=dict, converter=_mapping)
    english: Mapping[str, str] = field(factory=dict, converter=_mapping)

    def person_shapes(self) -> tuple[str, ...]:
        """Shapes that rules are about, the first declared first."""
        return tuple(shape.name for shape in self.schema.shapes.values() if shape.person)
