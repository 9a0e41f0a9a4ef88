"""Declarations as written, but for routes and examples, and the clauses that any of them may add."""

from typing import TypeAlias

from iomrules.frozen import frozen
from iomrules.parse.expressions import Expression, Step
from iomrules.parse.literals import DateLiteral, Literal, Name, NumberLiteral, TextLiteral
from iomrules.source import PLACE, Span


@frozen
class Clauses:
    """What any declaration may add. begin, end: dates of effect, both included. forms: case forms given by hand.

    refinable: `можно уточнить`. refines: the declaration of a lower layer that this one changes.
    """

    basis: tuple[TextLiteral, ...] = ()
    note: TextLiteral | None = None
    advice: TextLiteral | None = None
    begin: DateLiteral | None = None
    end: DateLiteral | None = None
    refinable: bool = False
    refines: Name | None = None
    forms: tuple[Name, ...] = ()
    unit: str = ""


@frozen
class Cohort:
    """`для поступивших с 01.09.2025 по 31.08.2026`: by the day of entry, both days included; one may be open."""

    begin: DateLiteral | None = None
    end: DateLiteral | None = None
    span: Span = PLACE


@frozen
class Applies:
    """`для учеников где класс не меньше 10`; person is None where only the cohort is said."""

    person: Name | None
    where: Expression | None = None
    cohort: Cohort | None = None
    span: Span = PLACE


@frozen
class Header:
    """`набор правил`. version: as written.

    layer: one of `федерация`, `регион`, `школа`, `профиль`, `партнёр`, as written, or None.
    bases: `на основе «../область»`: paths of the rulesets this one is built upon, counted from its folder.
    """

    name: Name
    title: str
    version: str
    uses: tuple[Name, ...] = ()
    layer: Name | None = None
    clauses: Clauses = Clauses()
    bases: tuple[TextLiteral, ...] = ()
    span: Span = PLACE


@frozen
class Member:
    name: Name
    title: str = ""


@frozen
class Enumeration:
    name: Name
    title: str
    members: tuple[Member, ...]
    ordered: bool = False
    #: another word (a name or a text in quotes) and the member it means
    synonyms: tuple[tuple[Name | TextLiteral, Name], ...] = ()
    clauses: Clauses = Clauses()
    span: Span = PLACE


@frozen
class KindExpression:
    """A kind as written. base: `integer`, `number`, `unit`, `truth`, `date`, `text`, `name`, `one_of`, `list`.

    name: for `name` and `list`. unit: for `unit` and `number`. members: for `one_of`. per: `по каждому X`.
    bound: of a list.
    """

    base: str
    name: Name | None = None
    unit: str = ""
    low: NumberLiteral | None = None
    high: NumberLiteral | None = None
    members: tuple[Member, ...] = ()
    per: Name | None = None
    bound: int | None = None
    span: Span = PLACE


@frozen
class Field:
    name: Name
    title: str
    kind: KindExpression
    source: str = ""
    optional: bool = False
    health: bool = False
    forms: tuple[Name, ...] = ()
    #: `день поступления`: cohorts are told by it
    entry_day: bool = False
    span: Span = PLACE


@frozen
class Record:
    """`сведения`."""

    name: Name
    title: str
    fields: tuple[Field, ...]
    span: Span = PLACE


@frozen
class SharedHours:
    """`по каждому учителю не больше свободных_часов`: a field of the entry, and a field of whom it names."""

    field: Name
    hours: Name
    span: Span = PLACE


@frozen
class Catalogue:
    """`справочник курсы «…» список курсов не более 200 источник «Курсы»`.

    only_with, never_with, seats: fields of the entry: `только вместе с парными_курсами`, `число мест не больше мест`.
    queue: the rating of `при нехватке мест по рейтингу успеваемости`. opens: the field of `группу открывают от …`.
    """

    name: Name
    title: str
    element: Name
    bound: int | None = None
    source: str = ""
    clauses: Clauses = Clauses()
    only_with: Name | None = None
    never_with: Name | None = None
    seats: Name | None = None
    queue: Name | None = None
    shared: tuple[SharedHours, ...] = ()
    opens: Name | None = None
    span: Span = PLACE


@frozen
class Band:
    """A stretch of numbers or dates in a table's cell; an open side is None; strict sides are `<` and `>`."""

    low: Literal | None = None
    high: Literal | None = None
    low_strict: bool = False
    high_strict: bool = False
    span: Span = PLACE


@frozen
class AnyCell:
    """`любой`."""

    span: Span = PLACE


@frozen
class EmptyCell:
    span: Span = PLACE


@frozen
class ListCell:
    """`химия; биология` in one cell of a table drawn with `|` or tabs."""

    members: tuple[Literal, ...]
    span: Span = PLACE


CellContent: TypeAlias = Literal | Band | AnyCell | EmptyCell | ListCell


@frozen
class Row:
    """A line of a table. begin, end: its dates of effect. basis: `согласно «…»`. cohort: whom it is for."""

    cells: tuple[CellContent, ...]
    begin: DateLiteral | None = None
    end: DateLiteral | None = None
    basis: TextLiteral | None = None
    cohort: Cohort | None = None
    span: Span = PLACE


@frozen
class Rows:
    """`дополнить курсы`: entries added to a catalogue; the first row names the fields."""

    catalogue: Name
    rows: tuple[Row, ...]
    #: («курсы.xlsx», «Лист») where the rows stand in a file beside the ruleset
    file: tuple[TextLiteral, TextLiteral | None] | None = None
    span: Span = PLACE


@frozen
class AddedSynonyms:
    """`дополнить уровень синоним окружной = муниципальный`: more words for the members of an enumeration."""

    enumeration: Name
    #: as of an enumeration
    synonyms: tuple[tuple[Name | TextLiteral, Name], ...]
    span: Span = PLACE


@frozen
class DatedValue:
    value: Literal
    begin: DateLiteral | None = None
    end: DateLiteral | None = None
    basis: TextLiteral | None = None
    cohort: Cohort | None = None
    span: Span = PLACE


@frozen
class Parameter:
    name: Name
    title: str
    values: tuple[DatedValue, ...]
    clauses: Clauses = Clauses()
    span: Span = PLACE


@frozen
class Table:
    """hit: `one`, `first`, `all`. gives: the kind of the result, or None.

    rows: as written, the heading first where there is one.
    """

    name: Name
    title: str
    keys: tuple[Name, ...]
    hit: str
    rows: tuple[Row, ...]
    gives: KindExpression | None = None
    otherwise: Literal | None = None
    file: tuple[TextLiteral, TextLiteral | None] | None = None
    clauses: Clauses = Clauses()
    span: Span = PLACE


@frozen
class Indicator:
    name: Name
    title: str
    value: Expression
    applies: Applies | None = None
    clauses: Clauses = Clauses()
    span: Span = PLACE


@frozen
class Criterion:
    name: Name
    title: str
    value: Expression
    basis: TextLiteral | None = None
    span: Span = PLACE


@frozen
class Rating:
    """total: steps done to the sum of criteria. descending: the greatest total is first.

    ties: criteria (or indicators) compared in turn on equal totals.
    places: `skip` (1-1-3), `dense` (1-1-2), or empty where not said.
    priorities: conditions of those who stand before all others whatever their totals, the first group first.
    """

    name: Name
    title: str
    criteria: tuple[Criterion, ...]
    applies: Applies | None = None
    total: tuple[Step, ...] = ()
    descending: bool = True
    ties: tuple[Name, ...] = ()
    places: str = ""
    clauses: Clauses = Clauses()
    priorities: tuple[Expression, ...] = ()
    span: Span = PLACE


@frozen
class Selection:
    """`отбор … по рейтингу …`: who of a rating gets a seat.

    share: the greatest part of the participants. border: `all`, `none`, `council`, or empty where not said.
    """

    name: Name
    title: str
    rating: Name
    applies: Applies | None = None
    seats: Expression | None = None
    share: Expression | None = None
    pass_mark: Expression | None = None
    border: str = ""
    clauses: Clauses = Clauses()
    span: Span = PLACE


@frozen
class ExceptIf:
    """`кроме если A если только не B согласно «…»`: A takes the conclusion back, unless B."""

    condition: Expression
    unless: Expression | None = None
    basis: TextLiteral | None = None
    span: Span = PLACE


@frozen
class Rule:
    name: Name
    title: str
    condition: Expression
    exceptions: tuple[ExceptIf, ...] = ()
    applies: Applies | None = None
    clauses: Clauses = Clauses()
    span: Span = PLACE


@frozen
class EnglishName:
    """`средний_балл = average_mark «Average mark»`: what a declared name is called in English."""

    name: Name
    english: Name
    title: str = ""
    span: Span = PLACE


@frozen
class EnglishNames:
    """Names in both languages; the Russian stands first whatever language the rules are written in."""

    names: tuple[EnglishName, ...]
    span: Span = PLACE
