"""The few kinds of node that every engine runs: what is read, numbers, collections, conditions.

Every node knows its place in the text (`span`) and the kind of its value (`kind`); equality looks past both.
"""

from typing import Any, TypeAlias

from iomrules.facts.record import DateKind, Kind, NumberKind, TruthKind
from iomrules.frozen import field, frozen
from iomrules.source import PLACE, Span
from iomrules.values import Number, Value

#: fields for the kind of a node's value, left out of comparisons: KIND where the maker says it
KIND: Any = field(eq=False, repr=False, kw_only=True)
NUMBER: Any = field(default=NumberKind(), eq=False, repr=False, kw_only=True)
TRUTH: Any = field(default=TruthKind(), eq=False, repr=False, kw_only=True)
DAY: Any = field(default=DateKind(), eq=False, repr=False, kw_only=True)


# --- what is read ------------------------------------------------------------------------------------------


@frozen
class Constant:
    value: Value
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class FactOf:
    """A fact of the person being decided."""

    name: str
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class FieldOf:
    """A field of the element in hand. depth: 0 for the innermost collection, 1 for the one around it …"""

    name: str
    depth: int = 0
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class Element:
    """The element in hand itself, where a collection holds plain values."""

    depth: int = 0
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class KeyOf:
    """The catalogue key of the element in hand (`код` of a course)."""

    depth: int = 0
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class KeyInHand:
    """The member of an enumeration under which the value in hand is kept: the subject of a mark."""

    depth: int = 0
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class Under:
    """A by-key fact under a key: `отметка по химии`. A key that was not given is Unknown."""

    source: "Node"
    key: "Node"
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class CatalogueOf:
    """All entries of a catalogue: the ruleset's, the plugins' and the school's."""

    name: str
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class ParameterOf:
    name: str
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class IndicatorOf:
    name: str
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class VerdictOf:
    """The verdict of another rule or route's condition, as a truth; "not applicable" is нет."""

    rule: str
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class CriterionOf:
    rating: str
    criterion: str
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class TotalOf:
    rating: str
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class Named:
    """An indicator or rule about the element in hand, by its name: worth what its body is.

    basis: clauses of acts, one line each.
    """

    name: str
    title: str
    operand: "Node"
    basis: tuple[str, ...] = ()
    kind: Kind = KIND
    span: Span = PLACE

    def label(self) -> str:
        """The title, or the name with spaces for underscores."""
        return self.title or self.name.replace("_", " ")


@frozen
class RemainingHours:
    """`остаток_часов`: the load limit less the hours already in the route. Only inside a route."""

    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class DecisionDay:
    """`день_решения`: the day for which people are decided; it is always known."""

    kind: Kind = DAY
    span: Span = PLACE


@frozen
class FromTable:
    """A table's result under keys.

    No row where one must be is a fault; a key unknown makes the rows it could be possible.
    """

    table: str
    keys: tuple["Node", ...]
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class FromFunction:
    """A plugin's function."""

    function: str
    arguments: tuple["Node", ...]
    kind: Kind = KIND
    span: Span = PLACE


# --- numbers -----------------------------------------------------------------------------------------------


@frozen
class Add:
    terms: tuple["Node", ...]
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class Negate:
    operand: "Node"
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class Multiply:
    factors: tuple["Node", ...]
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class Divide:
    """Exact. By zero it is a fault."""

    dividend: "Node"
    divisor: "Node"
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class Round:
    """To a multiple of `unit` (0.01); mode: `half_up`, `half_even`, `half_down`, `up`, `down`.

    Halves of negative numbers: `half_up` goes away from zero (as school arithmetic does), `half_down` to zero;
    `up` is away from zero, `down` is toward zero.
    """

    operand: "Node"
    unit: Number
    mode: str
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class AtMost:
    """A cap: of a number, or of each number of a list."""

    operand: "Node"
    limit: "Node"
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class AtLeast:
    operand: "Node"
    limit: "Node"
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class IfUnknown:
    """The substitute where the operand is unknown. The explanation says so."""

    operand: "Node"
    substitute: "Node"
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class IfElse:
    """Unknown condition: the value both arms agree on, else Unknown with the bounds of both."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    kind: Kind = KIND
    span: Span = PLACE


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
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class CountOf:
    elements: Elements
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class ShareOf:
    """Those that satisfy `elements.where`, of all in the window; 0 to 1, exact; of none it is a fault."""

    elements: Elements
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class Reduce:
    """sort: `sum`, `mean`, `max`, `min` of `value` over the elements; best: only the N greatest (of a sum).

    Of none: sum is 0, the others are ABSENT. ABSENT values (an excused mark) are passed over.
    """

    sort: str
    value: "Node"
    elements: Elements
    best: int | None = None
    kind: Kind = NUMBER
    span: Span = PLACE


@frozen
class GroupReduce:
    """One number for each group of equal keys (nodes over the element), in the order groups are first met: a list.

    sort: `sum`, `mean`, `max`, `min`, `count` (value is None).
    """

    keys: tuple["Node", ...]
    sort: str
    value: "Node | None"
    elements: Elements
    kind: Kind = KIND
    span: Span = PLACE


@frozen
class ReduceList:
    """A step over a list of numbers: `sum` (best N), `mean`, `max`, `min`."""

    sort: str
    operand: "Node"
    best: int | None = None
    kind: Kind = NUMBER
    span: Span = PLACE


# --- conditions --------------------------------------------------------------------------------------------


@frozen
class Compare:
    """operator: `<`, `<=`, `>`, `>=`, `=`, `<>`.

    Numbers, dates, members of an ordered enumeration; `=` and `<>` of anything.
    """

    operator: str
    left: "Node"
    right: "Node"
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class OneOf:
    """`предмет среди химии; биологии`."""

    operand: "Node"
    members: tuple["Node", ...]
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class InList:
    """`код среди пожеланий`: membership in a list-valued node."""

    operand: "Node"
    source: "Node"
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class IsKnown:
    operand: "Node"
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class IsPresent:
    """`есть наставник`: an optional fact is not ABSENT; a list is not empty; a yes/no fact is да."""

    operand: "Node"
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class Counted:
    """`не меньше 3 достижений где …`; `есть …` is `>=` 1, `нет …` is `=` 0. Decided as soon as the known part suffices.

    wording: `exists`, `none`, `count`: how the author said it.
    """

    operator: str
    count: int
    elements: Elements
    wording: str = "count"
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class Every:
    """`для каждого … верно …`, `все отметки не меньше 4`. True of none."""

    elements: Elements
    holds: "Node"
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class Both:
    """и"""

    operands: tuple["Node", ...]
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class Either:
    """или"""

    operands: tuple["Node", ...]
    kind: Kind = TRUTH
    span: Span = PLACE


@frozen
class Not:
    operand: "Node"
    kind: Kind = TRUTH
    span: Span = PLACE


Node: TypeAlias = (
    Constant | FactOf | FieldOf | Element | KeyOf | KeyInHand | Under | CatalogueOf
    | ParameterOf | IndicatorOf | VerdictOf | CriterionOf | TotalOf | Named
    | RemainingHours | DecisionDay | FromTable | FromFunction
    | Add | Negate | Multiply | Divide | Round | AtMost | AtLeast | IfUnknown | IfElse
    | Elements | CountOf | ShareOf | Reduce | GroupReduce | ReduceList
    | Compare | OneOf | InList | IsKnown | IsPresent | Counted | Every | Both | Either | Not
)  # fmt: skip
