"""Examples as written: what is given, and what is expected."""

from iomrules.frozen import frozen
from iomrules.parse.literals import DateLiteral, Literal, Name, NumberLiteral, TextLiteral
from iomrules.source import PLACE, Span


@frozen
class Given:
    """One fact of an example. key: `по химии`. rest: `остальные отметки 4`.

    value: a literal, or pairs/names in parentheses for a record or a list; a pair with no value is a bare name.
    who: whose it is, `дано Аня: …`; None where it is everybody's.
    """

    name: Name
    value: "Literal | tuple[tuple[Name, Literal | None], ...]"
    key: Name | None = None
    rest: bool = False
    who: Name | None = None
    span: Span = PLACE


@frozen
class ReasonItem:
    """One expected cause: a text found in the explanation, or `средний_балл 4,14 меньше 4,5`.

    Each part after the name is optional.
    """

    text: TextLiteral | None = None
    name: Name | None = None
    key: Name | None = None
    value: Literal | None = None
    operator: str = ""
    bound: Literal | None = None
    span: Span = PLACE


@frozen
class Expectation:
    """sort: `is` (value below), `not_applicable`, `contains`, `lacks` (value: a Name or TextLiteral in a route),
    `courses` (all that a route consists of), `shared_place`, `group` (value: a number), `no_place`, `admitted`,
    `not_admitted`, `council`.

    heading: before the colon of the clause, a person (`Аня: допуск да`) or a declared name (`портфолио: Аня 1 место`).
    hours: of what a route contains.
    """

    name: Name
    sort: str
    value: Literal | None = None
    because: tuple[ReasonItem, ...] = ()
    heading: Name | None = None
    courses: tuple[Name | TextLiteral, ...] = ()
    hours: NumberLiteral | None = None
    span: Span = PLACE


@frozen
class Setting:
    """What a parameter is worth in this example alone: `при пороге_одарённости 60 баллов`."""

    name: Name
    value: Literal
    span: Span = PLACE


@frozen
class Example:
    title: str
    given: tuple[Given, ...] = ()
    person: Name | None = None
    on: DateLiteral | None = None
    expected: tuple[Expectation, ...] = ()
    settings: tuple[Setting, ...] = ()
    span: Span = PLACE
