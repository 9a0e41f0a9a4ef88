"""Short words for values and nodes: what messages and explanations call them before any grammar is applied."""

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from iomrules.facts.record import ByKeyKind, EnumKind, Fact, Kind
from iomrules.frozen import is_frozen, names_of
from iomrules.program.core import (
    Anything,
    CatalogueOf,
    CellTest,
    Compare,
    Constant,
    CountOf,
    CriterionOf,
    DecisionDay,
    Element,
    Elements,
    FactOf,
    FieldOf,
    FromFunction,
    FromTable,
    InBand,
    IndicatorOf,
    Is,
    IsAbsent,
    KeyInHand,
    KeyOf,
    Named,
    Node,
    ParameterOf,
    Program,
    Reduce,
    RemainingHours,
    Row,
    TotalOf,
    Under,
    VerdictOf,
)
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value, decimal_text


def words(name: str) -> str:
    """A declared name as words."""
    return name.replace("_", " ")


def value_label(value: Value, program: Program) -> str:
    """A value for people: `4,14`, `01.09.2026`, `да`, a member's title."""
    match value:
        case bool():
            return "да" if value else "нет"
        case int():
            return str(value)
        case Fraction():
            return decimal_text(value, ",")
        case date():
            return value.strftime("%d.%m.%Y")
        case Member(enumeration=enumeration, name=name):
            known = program.schema.enumerations.get(enumeration)
            return (known.titles.get(name) if known else None) or words(name)
        case Unknown():
            return "неизвестно"
        case Entry():
            return entry_label(value, program)
        case ByKey():
            return "; ".join(f"{words(key)} {value_label(each, program)}" for key, each in value)
        case tuple():
            return "; ".join(value_label(each, program) for each in value) or "пусто"
    return "нет" if value is ABSENT else str(value)


def key_label(kind: Kind, key: str, program: Program) -> str:
    """A key of a value by keys, by the title of the member it is. kind: of the whole value."""
    known = program.schema.enumerations.get(kind.enumeration) if isinstance(kind, ByKeyKind) else None
    return (known.titles.get(key) if known else None) or words(key)


def entry_label(entry: Entry, program: Program) -> str:
    """An element for people: its own name where it has one, else what it says, in the order declared."""
    for name in ("название", "title", "имя", "name"):
        if isinstance(own := entry.fields.get(name), str) and own:
            return own
    if entry.key:
        return words(entry.key)
    shape = program.schema.shapes.get(entry.shape)
    order = [fact.name for fact in shape.facts] if shape else list(entry.fields)
    told = [entry.fields[name] for name in order if name in entry.fields]
    parts = [value_label(each, program) for each in told if isinstance(each, Member | str)]
    return ", ".join(parts) or words(entry.shape)


def row_label(row: Row, program: Program) -> tuple[str, ...]:
    """A row of a table: what each cell says, then the result."""
    return (*(cell_label(test, program) for test in row.tests), value_label(row.result, program))


def cell_label(test: CellTest, program: Program) -> str:
    """A cell as the author would write it: `призёр`, `от 96 до 100`, `любой`."""
    match test:
        case Is(values=values):
            return ", ".join(value_label(each, program) for each in values)
        case InBand(low=low, high=high, low_strict=low_strict, high_strict=high_strict):
            least = "" if low is None else f"{'больше' if low_strict else 'от'} {value_label(low, program)}"
            most = "" if high is None else f"{'меньше' if high_strict else 'до'} {value_label(high, program)}"
            return f"{least} {most}".strip() or "любой"
        case IsAbsent():
            return "нет"
        case Anything():
            return "любой"


def fact_of(node: Node, program: Program, shape: str) -> Fact | None:
    """The declared fact that a node reads of the person."""
    known = program.schema.shapes.get(shape)
    return known.fact(node.name) if isinstance(node, FactOf) and known else None


def fact_label(fact: Fact | None, name: str) -> str:
    """A fact's title, or its name as words."""
    return (fact.title if fact else "") or words(name)


def label(node: Node, program: Program, shape: str) -> str:
    """What a node is called. shape: of the person whose facts it reads."""
    match node:
        case Constant(value=value):
            return value_label(value, program)
        case FactOf(name=name):
            return fact_label(fact_of(node, program, shape), name)
        case FieldOf(name=name):
            return field_label(name, program)
        case Under(source=source, key=key):
            return f"{label(source, program, shape)}: {label(key, program, shape)}"
        case ParameterOf(name=name):
            return program.parameters[name].about.label()
        case IndicatorOf(name=name):
            return program.indicators[name].about.label()
        case VerdictOf(rule=rule):
            return (program.rules[rule] if rule in program.rules else program.routes[rule]).about.label()
        case CriterionOf(rating=rating, criterion=criterion):
            each = next(each for each in program.ratings[rating].criteria if each.name == criterion)
            return each.label()
        case TotalOf(rating=rating):
            return program.ratings[rating].about.label()
        case FromTable(table=table):
            return program.tables[table].about.label()
        case FromFunction(function=function):
            return program.functions[function].title or words(function)
        case CatalogueOf(name=name):
            catalogue = program.schema.catalogues.get(name)
            return (catalogue.title if catalogue else "") or words(name)
        case Named():
            return node.label()
        case RemainingHours():
            return "остаток часов"
        case DecisionDay():
            return "день решения"
        case KeyOf():
            return "код"
        case KeyInHand(kind=EnumKind(enumeration=name)):
            return program.schema.enumerations[name].title or words(name)
        case Element():
            return _element_label(node)
        case Elements(source=source):
            return label(source, program, shape)
        case CountOf(elements=elements) | Reduce(elements=elements):
            return label(elements, program, shape)
        case Compare(left=left, operator=operator, right=right):
            return f"{label(left, program, shape)} {operator} {label(right, program, shape)}"
    return ", ".join(dict.fromkeys(label(each, program, shape) for each in read_names(node)))


def _element_label(node: Element) -> str:
    return words(node.kind.enumeration) if isinstance(node.kind, EnumKind) else "значение"


def field_label(name: str, program: Program) -> str:
    for shape in program.schema.shapes.values():
        if not shape.person and (fact := shape.fact(name)):
            return fact_label(fact, name)
    return words(name)


_NAMED = (
    *(FactOf, FieldOf, Under, ParameterOf, IndicatorOf, VerdictOf, CriterionOf, TotalOf),
    *(FromTable, FromFunction, Named),
)


def read_names(node: Node) -> tuple[Node, ...]:
    """The named nodes that a node is computed from, in the order written."""
    if isinstance(node, _NAMED):
        return (node,)
    return tuple(named for child in children(node) for named in read_names(child))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node, in the order written."""
    found: list[Node] = []
    sort: Any = type(node)
    for name in _operands(sort):
        given = getattr(node, name)
        nested = given if isinstance(given, tuple) else (given,)
        found.extend(one for one in nested if type(one).__name__ in _NODES and is_frozen(type(one)))
    return tuple(found)


_NODES = frozenset([each.__name__ for each in Node.__args__])


@cache
def _operands(sort: Any) -> tuple[str, ...]:
    """The fields of a sort of node where operands can stand."""
    return tuple([name for name in names_of(sort) if name not in ("kind", "span")])
