"""Expressions and conditions as written: sugar and all."""

from typing import TypeAlias

from iomrules.frozen import frozen
from iomrules.parse.literals import Literal, Name
from iomrules.source import PLACE, Span

# --- expressions -------------------------------------------------------------------------------------------


@frozen
class Lookup:
    """`отметка по химии`: the value of a by-key fact under a key."""

    name: Name
    key: "Expression"
    span: Span = PLACE


@frozen
class Call:
    """`баллы(региональный; призёр)`: a table or a plugin's function with its keys said."""

    name: Name
    arguments: tuple["Expression", ...]
    span: Span = PLACE


@frozen
class OfPerson:
    """`у ученика класс`: a fact of the person where an element's field would hide it."""

    person: Name
    name: Name
    span: Span = PLACE


@frozen
class Negative:
    operand: "Expression"
    span: Span = PLACE


@frozen
class Sum:
    """Terms with their signs, `+` or `-`; the first sign is `+`."""

    terms: tuple[tuple[str, "Expression"], ...]
    span: Span = PLACE


@frozen
class Product:
    """Factors with `*` or `/`; the first is `*`."""

    factors: tuple[tuple[str, "Expression"], ...]
    span: Span = PLACE


@frozen
class IfUnknown:
    """`отметка по химии если неизвестно то 0`."""

    operand: "Expression"
    substitute: "Expression"
    span: Span = PLACE


@frozen
class Choose:
    """`если A то X иначе Y`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    span: Span = PLACE


@frozen
class Window:
    """A stretch of time relative to the date of evaluation.

    period: `year` (учебный год), `half` (полугодие), `quarter` (четверть), `last_years`, `last_school_years`,
    `last_months`; count: for the last three. by: the date field meant, or None where the record has but one.
    """

    period: str
    count: int = 1
    by: Name | None = None
    span: Span = PLACE


@frozen
class Collection:
    """`достижений где … за учебный год`: the elements meant. where holds for each of them."""

    name: Name
    where: "Expression | None" = None
    window: Window | None = None
    span: Span = PLACE


@frozen
class Aggregate:
    """A number from many. kind: `sum`, `mean`, `max`, `min`.

    value: computed for each element, or None where the collection itself holds numbers (`сумма отметок`).
    best: only the N greatest values count, or None.
    """

    kind: str
    value: "Expression | None"
    collection: Collection
    best: int | None = None
    span: Span = PLACE


@frozen
class Group:
    """`по каждому предмету лучшее из V среди C`: one number for each group, a list.

    kind: `max`, `min`, `sum`, `mean`, `count`.
    """

    keys: tuple[Name, ...]
    kind: str
    value: "Expression | None"
    collection: Collection
    span: Span = PLACE


@frozen
class Count:
    """`количество достижений где …`."""

    collection: Collection
    span: Span = PLACE


@frozen
class Share:
    """`доля достижений где …`: those that hold, of all in the window, 0 to 1; of none it is a fault."""

    collection: Collection
    span: Span = PLACE


@frozen
class Step:
    """What is done to the value before it. kind: `sum` (of a list; count = best N or None), `mean`, `max`,
    `round` (amount = the unit of rounding, mode), `at_most`, `at_least`, `each_at_most` (amount).

    mode: `half_up`, `half_even`, `half_down`, `up`, `down`.
    """

    kind: str
    amount: "Expression | None" = None
    count: int | None = None
    mode: str = ""
    span: Span = PLACE


@frozen
class Pipeline:
    """A value and the steps done to it in order; never with no steps."""

    start: "Expression"
    steps: tuple[Step, ...]
    span: Span = PLACE


# --- conditions --------------------------------------------------------------------------------------------


@frozen
class Comparison:
    """operator: `<`, `<=`, `>`, `>=`, `=`, `<>`."""

    left: "Expression"
    operator: str
    right: "Expression"
    span: Span = PLACE


@frozen
class Between:
    """`класс от 10 до 11`, both ends included."""

    operand: "Expression"
    low: "Expression"
    high: "Expression"
    span: Span = PLACE


@frozen
class Within:
    """`предмет среди химии; биологии`, or membership in a list-valued fact where one name is given."""

    operand: "Expression"
    members: tuple["Expression", ...]
    span: Span = PLACE


@frozen
class Known:
    """`известна отметка по химии`."""

    operand: "Expression"
    span: Span = PLACE


@frozen
class Exists:
    """`есть достижение где …`; of a yes/no or optional fact: that it is so."""

    collection: Collection
    span: Span = PLACE


@frozen
class NoneOf:
    """`нет достижений где …`."""

    collection: Collection
    span: Span = PLACE


@frozen
class AtCount:
    """`не меньше 3 достижений где …`."""

    operator: str
    count: int
    collection: Collection
    span: Span = PLACE


@frozen
class EveryOne:
    """`для каждого достижения где A верно B`."""

    collection: Collection
    holds: "Expression"
    span: Span = PLACE


@frozen
class EveryValue:
    """`все отметки не меньше 4`: each value of a list or by-key fact."""

    name: Name
    operator: str
    right: "Expression"
    span: Span = PLACE


@frozen
class Not:
    operand: "Expression"
    span: Span = PLACE


@frozen
class And:
    operands: tuple["Expression", ...]
    span: Span = PLACE


@frozen
class Or:
    operands: tuple["Expression", ...]
    span: Span = PLACE


Expression: TypeAlias = (
    Literal | Lookup | Call | OfPerson | Negative | Sum | Product | IfUnknown | Choose
    | Aggregate | Group | Count | Share | Pipeline
    | Comparison | Between | Within | Known | Exists | NoneOf | AtCount | EveryOne | EveryValue | Not | And | Or
)  # fmt: skip
