"""The doorway of `parse`: the syntax tree of a ruleset. Names stand as written; nothing is resolved yet.

Every node knows its span; equality looks past spans, so `read(print(tree)) == tree` compares what is said.
"""

from datetime import date
from typing import Any, TypeAlias

from attrs import field

from iomrules.frozen import frozen
from iomrules.source import NOWHERE, SourceText, Span
from iomrules.values import Number


def span_field() -> Any:
    """A place, left out of comparisons."""
    return field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Token:
    """A lexeme. kind: the grammar's terminal (`IF`, `NAME`, `COMMENT` …); text: as written."""

    kind: str
    text: str
    span: Span = span_field()


# --- words and literals ------------------------------------------------------------------------------------


@frozen
class Name:
    """A name as the author wrote it, in any case form."""

    text: str
    span: Span = span_field()


@frozen
class NumberLiteral:
    """An exact number with the unit said, canonical (`балл`, `час`, `ч/нед`, `ч/год`, `%`), or empty."""

    number: Number
    unit: str = ""
    span: Span = span_field()


@frozen
class TextLiteral:
    text: str
    span: Span = span_field()


@frozen
class DateLiteral:
    day: date
    span: Span = span_field()


@frozen
class TruthLiteral:
    """да or нет; нет also says `none` where a list or an optional fact is meant."""

    truth: bool
    span: Span = span_field()


@frozen
class UnknownLiteral:
    """неизвестно, in examples and in table cells."""

    span: Span = span_field()


Literal: TypeAlias = Name | NumberLiteral | TextLiteral | DateLiteral | TruthLiteral | UnknownLiteral


# --- expressions -------------------------------------------------------------------------------------------


@frozen
class Lookup:
    """`отметка по химии`: the value of a by-key fact under a key."""

    name: Name
    key: "Expression"
    span: Span = span_field()


@frozen
class Call:
    """`баллы(региональный; призёр)`: a table or a plugin's function with its keys said."""

    name: Name
    arguments: tuple["Expression", ...]
    span: Span = span_field()


@frozen
class OfPerson:
    """`у ученика класс`: a fact of the person where an element's field would hide it."""

    person: Name
    name: Name
    span: Span = span_field()


@frozen
class Negative:
    operand: "Expression"
    span: Span = span_field()


@frozen
class Sum:
    """Terms with their signs, `+` or `-`; the first sign is `+`."""

    terms: tuple[tuple[str, "Expression"], ...]
    span: Span = span_field()


@frozen
class Product:
    """Factors with `*` or `/`; the first is `*`."""

    factors: tuple[tuple[str, "Expression"], ...]
    span: Span = span_field()


@frozen
class IfUnknown:
    """`отметка по химии если неизвестно то 0`."""

    operand: "Expression"
    substitute: "Expression"
    span: Span = span_field()


@frozen
class Choose:
    """`если A то X иначе Y`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    span: Span = span_field()


@frozen
class Window:
    """A stretch of time relative to the date of evaluation.

    period: `year` (учебный год), `half` (полугодие), `quarter` (четверть), `last_years`, `last_school_years`,
    `last_months`; count: for the last three. by: the date field meant, or None where the record has but one.
    """

    period: str
    count: int = 1
    by: Name | None = None
    span: Span = span_field()


@frozen
class Collection:
    """`достижений где … за учебный год`: the elements meant. where holds for each of them."""

    name: Name
    where: "Expression | None" = None
    window: Window | None = None
    span: Span = span_field()


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
    span: Span = span_field()


@frozen
class Group:
    """`по каждому предмету лучшее из V среди C`: one number for each group, a list.

    kind: `max`, `min`, `sum`, `mean`, `count`.
    """

    keys: tuple[Name, ...]
    kind: str
    value: "Expression | None"
    collection: Collection
    span: Span = span_field()


@frozen
class Count:
    """`количество достижений где …`."""

    collection: Collection
    span: Span = span_field()


@frozen
class Share:
    """`доля достижений где …`: those that hold, of all in the window, 0 to 1; of none it is a fault."""

    collection: Collection
    span: Span = span_field()


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
    span: Span = span_field()


@frozen
class Pipeline:
    """A value and the steps done to it in order; never with no steps."""

    start: "Expression"
    steps: tuple[Step, ...]
    span: Span = span_field()


# --- conditions --------------------------------------------------------------------------------------------


@frozen
class Comparison:
    """operator: `<`, `<=`, `>`, `>=`, `=`, `<>`."""

    left: "Expression"
    operator: str
    right: "Expression"
    span: Span = span_field()


@frozen
class Between:
    """`класс от 10 до 11`, both ends included."""

    operand: "Expression"
    low: "Expression"
    high: "Expression"
    span: Span = span_field()


@frozen
class Within:
    """`предмет среди химии; биологии`, or membership in a list-valued fact where one name is given."""

    operand: "Expression"
    members: tuple["Expression", ...]
    span: Span = span_field()


@frozen
class Known:
    """`известна отметка по химии`."""

    operand: "Expression"
    span: Span = span_field()


@frozen
class Exists:
    """`есть достижение где …`; of a yes/no or optional fact: that it is so."""

    collection: Collection
    span: Span = span_field()


@frozen
class NoneOf:
    """`нет достижений где …`."""

    collection: Collection
    span: Span = span_field()


@frozen
class AtCount:
    """`не меньше 3 достижений где …`."""

    operator: str
    count: int
    collection: Collection
    span: Span = span_field()


@frozen
class EveryOne:
    """`для каждого достижения где A верно B`."""

    collection: Collection
    holds: "Expression"
    span: Span = span_field()


@frozen
class EveryValue:
    """`все отметки не меньше 4`: each value of a list or by-key fact."""

    name: Name
    operator: str
    right: "Expression"
    span: Span = span_field()


@frozen
class Not:
    operand: "Expression"
    span: Span = span_field()


@frozen
class And:
    operands: tuple["Expression", ...]
    span: Span = span_field()


@frozen
class Or:
    operands: tuple["Expression", ...]
    span: Span = span_field()


Expression: TypeAlias = (
    Literal
    | Lookup
    | Call
    | OfPerson
    | Negative
    | Sum
    | Product
    | IfUnknown
    | Choose
    | Aggregate
    | Group
    | Count
    | Share
    | Pipeline
    | Comparison
    | Between
    | Within
    | Known
    | Exists
    | NoneOf
    | AtCount
    | EveryOne
    | EveryValue
    | Not
    | And
    | Or
)


# --- parts shared by declarations --------------------------------------------------------------------------


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
    span: Span = span_field()


@frozen
class Applies:
    """`для учеников где класс не меньше 10`; person is None where only the cohort is said."""

    person: Name | None
    where: Expression | None = None
    cohort: Cohort | None = None
    span: Span = span_field()


# --- declarations ------------------------------------------------------------------------------------------


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
    span: Span = span_field()


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
    span: Span = span_field()


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
    span: Span = span_field()


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
    span: Span = span_field()


@frozen
class Record:
    """`сведения`."""

    name: Name
    title: str
    fields: tuple[Field, ...]
    span: Span = span_field()


@frozen
class SharedHours:
    """`по каждому учителю не больше свободных_часов`: a field of the entry, and a field of whom it names."""

    field: Name
    hours: Name
    span: Span = span_field()


@frozen
class Catalogue:
    """`справочник курсы «…» список курсов не более 200 источник «Курсы»`.

    only_with, never_with, seats: fields of the entry: `только вместе с парными_курсами`, `число мест не больше мест`.
    queue: the rating of `при нехватке мест по рейтингу успеваемости`.
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
    span: Span = span_field()


@frozen
class Band:
    """A stretch of numbers or dates in a table's cell; an open side is None; strict sides are `<` and `>`."""

    low: Literal | None = None
    high: Literal | None = None
    low_strict: bool = False
    high_strict: bool = False
    span: Span = span_field()


@frozen
class AnyCell:
    """`любой`."""

    span: Span = span_field()


@frozen
class EmptyCell:
    span: Span = span_field()


@frozen
class ListCell:
    """`химия; биология` in one cell of a table drawn with `|` or tabs."""

    members: tuple[Literal, ...]
    span: Span = span_field()


CellContent: TypeAlias = Literal | Band | AnyCell | EmptyCell | ListCell


@frozen
class Row:
    """A line of a table. begin, end: its dates of effect. basis: `согласно «…»`. cohort: whom it is for."""

    cells: tuple[CellContent, ...]
    begin: DateLiteral | None = None
    end: DateLiteral | None = None
    basis: TextLiteral | None = None
    cohort: Cohort | None = None
    span: Span = span_field()


@frozen
class Rows:
    """`дополнить курсы`: entries added to a catalogue; the first row names the fields."""

    catalogue: Name
    rows: tuple[Row, ...]
    #: («курсы.xlsx», «Лист») where the rows stand in a file beside the ruleset
    file: tuple[TextLiteral, TextLiteral | None] | None = None
    span: Span = span_field()


@frozen
class AddedSynonyms:
    """`дополнить уровень синоним окружной = муниципальный`: more words for the members of an enumeration."""

    enumeration: Name
    #: as of an enumeration
    synonyms: tuple[tuple[Name | TextLiteral, Name], ...]
    span: Span = span_field()


@frozen
class DatedValue:
    value: Literal
    begin: DateLiteral | None = None
    end: DateLiteral | None = None
    basis: TextLiteral | None = None
    cohort: Cohort | None = None
    span: Span = span_field()


@frozen
class Parameter:
    name: Name
    title: str
    values: tuple[DatedValue, ...]
    clauses: Clauses = Clauses()
    span: Span = span_field()


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
    span: Span = span_field()


@frozen
class Indicator:
    name: Name
    title: str
    value: Expression
    applies: Applies | None = None
    clauses: Clauses = Clauses()
    span: Span = span_field()


@frozen
class Criterion:
    name: Name
    title: str
    value: Expression
    basis: TextLiteral | None = None
    span: Span = span_field()


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
    span: Span = span_field()


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
    span: Span = span_field()


@frozen
class ExceptIf:
    """`кроме если A если только не B согласно «…»`: A takes the conclusion back, unless B."""

    condition: Expression
    unless: Expression | None = None
    basis: TextLiteral | None = None
    span: Span = span_field()


@frozen
class Rule:
    name: Name
    title: str
    condition: Expression
    exceptions: tuple[ExceptIf, ...] = ()
    applies: Applies | None = None
    clauses: Clauses = Clauses()
    span: Span = span_field()


@frozen
class Item:
    """An obligatory item: a catalogue's key, or something named on the spot with a title. hours: said here, or None."""

    name: Name
    title: str = ""
    hours: NumberLiteral | None = None
    span: Span = span_field()


@frozen
class Obligatory:
    """Items, or all entries of a catalogue that satisfy a condition."""

    items: tuple[Item, ...] = ()
    entries: Collection | None = None
    basis: TextLiteral | None = None
    span: Span = span_field()


@frozen
class Choice:
    """`на выбор от 1 до 3 курсов где … по убыванию полезности в пределах остатка_часов`.

    ascending: `по возрастанию`, the least first.
    """

    low: int
    high: int
    entries: Collection
    order: Expression | None = None
    within: Expression | None = None
    basis: TextLiteral | None = None
    ascending: bool = False
    span: Span = span_field()


@frozen
class PartnerModule:
    """`партнёр колледж модуль «…» 1 ч/нед если … число мест 15 при нехватке мест по рейтингу успеваемости`."""

    partner: Name
    module: str
    hours: NumberLiteral | None = None
    condition: Expression | None = None
    basis: TextLiteral | None = None
    seats: Expression | None = None
    queue: Name | None = None
    span: Span = span_field()


@frozen
class Activity:
    """`мероприятие «…» срок «ноябрь» если …`: an olympiad, a project, a contest to take part in."""

    title: str
    term: str = ""
    condition: Expression | None = None
    basis: TextLiteral | None = None
    span: Span = span_field()


@frozen
class Mentor:
    """`наставник из наставников где … по убыванию …`: the first entry that satisfies; ascending: the least first."""

    entries: Collection
    order: Expression | None = None
    ascending: bool = False
    span: Span = span_field()


@frozen
class Control:
    """period: `quarter`, `half`, `year`. what: what is looked at."""

    period: str
    what: str = ""
    span: Span = span_field()


@frozen
class Route:
    """sort: the kind of route (`учебный`, `для_одарённых`). load: the limit of hours a week.

    alongside, after: routes it goes with.
    """

    name: Name
    title: str
    condition: Expression | None = None
    applies: Applies | None = None
    sort: Name | None = None
    goal: str = ""
    obligatory: tuple[Obligatory, ...] = ()
    choices: tuple[Choice, ...] = ()
    load: Expression | None = None
    modules: tuple[PartnerModule, ...] = ()
    activities: tuple[Activity, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    controls: tuple[Control, ...] = ()
    documents: tuple[TextLiteral, ...] = ()
    alongside: tuple[Name, ...] = ()
    after: tuple[Name, ...] = ()
    clauses: Clauses = Clauses()
    span: Span = span_field()


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
    span: Span = span_field()


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
    span: Span = span_field()


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
    span: Span = span_field()


@frozen
class Setting:
    """What a parameter is worth in this example alone: `при пороге_одарённости 60 баллов`."""

    name: Name
    value: Literal
    span: Span = span_field()


@frozen
class Example:
    title: str
    given: tuple[Given, ...] = ()
    person: Name | None = None
    on: DateLiteral | None = None
    expected: tuple[Expectation, ...] = ()
    settings: tuple[Setting, ...] = ()
    span: Span = span_field()


@frozen
class EnglishName:
    """`средний_балл = average_mark «Average mark»`: what a declared name is called in English."""

    name: Name
    english: Name
    title: str = ""
    span: Span = span_field()


@frozen
class EnglishNames:
    """Names in both languages; the Russian stands first whatever language the rules are written in."""

    names: tuple[EnglishName, ...]
    span: Span = span_field()


Declaration: TypeAlias = (
    Header
    | Enumeration
    | Record
    | Catalogue
    | Rows
    | AddedSynonyms
    | Parameter
    | Table
    | Indicator
    | Rating
    | Selection
    | Rule
    | Route
    | Example
    | EnglishNames
)


@frozen
class SyntaxTree:
    """One file. tokens: every token with comments, in order, for the printer.

    language: `ru` or `en`, by the keywords met.
    broken: names of declarations left out because of mistakes in them, so that nobody calls these names unknown.
    broken_parts: words that stand inside those, among them the fields, members and criteria they were to declare.
    """

    source: SourceText = field(eq=False, repr=False)
    declarations: tuple[Declaration, ...]
    tokens: tuple[Token, ...] = field(default=(), eq=False, repr=False)
    language: str = field(default="ru", eq=False)
    broken: tuple[Name, ...] = field(default=(), eq=False)
    broken_parts: tuple[Name, ...] = field(default=(), eq=False)
