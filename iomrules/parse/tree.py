"""The doorway of `parse`: the syntax tree of a ruleset. Names stand as written; nothing is resolved yet.

Every node knows its span; equality looks past spans, so `read(print(tree)) == tree` compares what is said.
"""

from typing import TypeAlias

from iomrules.frozen import field, frozen
from iomrules.parse.declarations import (
    AddedSynonyms,
    AnyCell,
    Applies,
    Band,
    Catalogue,
    CellContent,
    Clauses,
    Cohort,
    Criterion,
    DatedValue,
    EmptyCell,
    EnglishName,
    EnglishNames,
    Enumeration,
    ExceptIf,
    Field,
    Header,
    Indicator,
    KindExpression,
    ListCell,
    Member,
    Parameter,
    Rating,
    Record,
    Row,
    Rows,
    Rule,
    Selection,
    SharedHours,
    Table,
)
from iomrules.parse.examples import Example, Expectation, Given, ReasonItem, Setting
from iomrules.parse.expressions import (
    Aggregate,
    And,
    AtCount,
    Between,
    Call,
    Choose,
    Collection,
    Comparison,
    Count,
    EveryOne,
    EveryValue,
    Exists,
    Expression,
    Group,
    IfUnknown,
    Known,
    Lookup,
    Negative,
    NoneOf,
    Not,
    OfPerson,
    Or,
    Pipeline,
    Product,
    Share,
    Step,
    Sum,
    Window,
    Within,
)
from iomrules.parse.literals import DateLiteral, Literal, Name, NumberLiteral, TextLiteral, TruthLiteral, UnknownLiteral
from iomrules.parse.routes import Activity, Choice, Control, Item, Mentor, Obligatory, PartnerModule, Route
from iomrules.source import PLACE, SourceText, Span

#: what other rooms find here
__all__ = [
    "Activity",
    "AddedSynonyms",
    "Aggregate",
    "And",
    "AnyCell",
    "Applies",
    "AtCount",
    "Band",
    "Between",
    "Call",
    "Catalogue",
    "CellContent",
    "Choice",
    "Choose",
    "Clauses",
    "Cohort",
    "Collection",
    "Comparison",
    "Control",
    "Count",
    "Criterion",
    "DateLiteral",
    "DatedValue",
    "Declaration",
    "EmptyCell",
    "EnglishName",
    "EnglishNames",
    "Enumeration",
    "EveryOne",
    "EveryValue",
    "Example",
    "ExceptIf",
    "Exists",
    "Expectation",
    "Expression",
    "Field",
    "Given",
    "Group",
    "Header",
    "IfUnknown",
    "Indicator",
    "Item",
    "KindExpression",
    "Known",
    "ListCell",
    "Literal",
    "Lookup",
    "Member",
    "Mentor",
    "Name",
    "Negative",
    "NoneOf",
    "Not",
    "NumberLiteral",
    "Obligatory",
    "OfPerson",
    "Or",
    "Parameter",
    "PartnerModule",
    "Pipeline",
    "Product",
    "Rating",
    "ReasonItem",
    "Record",
    "Route",
    "Row",
    "Rows",
    "Rule",
    "Selection",
    "Setting",
    "Share",
    "SharedHours",
    "Step",
    "Sum",
    "SyntaxTree",
    "Table",
    "TextLiteral",
    "Token",
    "TruthLiteral",
    "UnknownLiteral",
    "Window",
    "Within",
]


@frozen
class Token:
    """A lexeme. kind: the grammar's terminal (`IF`, `NAME`, `COMMENT` …); text: as written."""

    kind: str
    text: str
    span: Span = PLACE


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
