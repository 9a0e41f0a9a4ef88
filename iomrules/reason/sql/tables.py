"""The tables a program's people are kept in: one row a person, and one row an element for every list."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from iomrules.facts.record import (
    ByKeyKind,
    DateKind,
    EnumKind,
    Fact,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    Person,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.frozen import evolve, frozen
from iomrules.reason.sql.lanes import quoted
from iomrules.reason.sql.names import BLANK, GONE, ID, KEY, OPEN_ENDED, PERSON, POSITION, VALUE, of_rules
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value

#: digits after the point that a table keeps of a number
PLACES = 6


class Unkept(ValueError):
    """A value that the tables cannot keep exactly."""


@frozen
class Column:
    """fact: whose it is, "" of elements that are plain values; optional: whether a second says that there is none."""

    fact: str
    sort: str
    kind: Kind
    optional: bool

    @property
    def name(self) -> str:
        return of_rules(self.fact) if self.fact else VALUE


@frozen
class ChildTable:
    """The elements of one list or of one fact kept by key.

    bound: the most there can be, 0 where nobody says. by_key: whether rows have keys.
    """

    name: str
    fact: Fact
    columns: tuple[Column, ...]
    bound: int
    by_key: bool

    @property
    def plain(self) -> bool:
        """Whether elements are values without fields."""
        return not self.columns[0].fact

    @property
    def gone(self) -> str:
        """The person's column that says that the fact is absent."""
        return of_rules(self.fact.name) + GONE

    @property
    def open_ended(self) -> str:
        """The person's column that says that there may be any number of elements."""
        return of_rules(self.fact.name) + OPEN_ENDED


@frozen
class CatalogueTable:
    """The entries of a catalogue, one row an entry. seen: the same beside each person, as if a list of theirs."""

    name: str
    seen: ChildTable


@frozen
class Layout:
    """The tables of one shape of people."""

    shape: Shape
    columns: tuple[Column, ...]
    children: tuple[ChildTable, ...]
    catalogues: tuple[CatalogueTable, ...] = ()

    @property
    def name(self) -> str:
        """The person's table."""
        return of_rules(self.shape.name)

    @property
    def lists(self) -> tuple[ChildTable, ...]:
        """Every table of elements that a person has or sees."""
        return (*self.children, *(each.seen for each in self.catalogues))

    def child(self, fact: str) -> ChildTable | None:
        return next((each for each in self.children if each.fact.name == fact), None)

    def catalogue(self, name: str) -> ChildTable | None:
        return next((each.seen for each in self.catalogues if each.seen.fact.name == name), None)


def layout(schema: Schema, shape: Shape, catalogues: Iterable[str] = ()) -> Layout:
    """The tables of a shape and of catalogues; facts of a kind no table keeps are left out."""
    columns, children = [], []
    for fact in shape.facts:
        if isinstance(fact.kind, ListKind | ByKeyKind):
            child = _child(schema, shape, fact, fact.kind)
            if child is not None:
                children.append(child)
        elif (sort := sql_type(fact.kind)) is not None:
            columns.append(Column(fact.name, sort, fact.kind, fact.optional))
    listed = (_catalogue(schema, shape, name) for name in catalogues)
    return Layout(shape, tuple(columns), tuple(children), tuple(each for each in listed if each is not None))


def sql_type(kind: Kind) -> str | None:
    """The type of a column, or None where a column cannot hold it."""
    match kind:
        case NumberKind(whole=whole):
            return "BIGINT" if whole else f"DECIMAL(38, {PLACES})"
        case TruthKind():
            return "BOOLEAN"
        case DateKind():
            return "DATE"
        case TextKind() | EnumKind() | KeyKind():
            return "VARCHAR"
    return None


def _child(schema: Schema, shape: Shape, fact: Fact, kind: ListKind | ByKeyKind) -> ChildTable | None:
    element = kind.element
    by_key = isinstance(kind, ByKeyKind)
    if isinstance(element, RecordKind):
        found = schema.shapes.get(element.shape)
        if found is None or by_key:
            return None
        columns = tuple(
            Column(each.name, sort, each.kind, each.optional)
            for each in found.facts
            if (sort := sql_type(each.kind)) is not None
        )
    elif (sort := sql_type(element)) is not None:
        columns = (Column("", sort, element, by_key),)
    else:
        return None
    bound = len(schema.enumerations[kind.enumeration].members) if isinstance(kind, ByKeyKind) else kind.bound
    return ChildTable(f"{of_rules(shape.name)}__{of_rules(fact.name)}", fact, columns, bound, by_key)


def _catalogue(schema: Schema, shape: Shape, name: str) -> CatalogueTable | None:
    declared = schema.catalogues.get(name)
    if declared is None:
        return None
    kind = ListKind(RecordKind(declared.shape), declared.bound)
    seen = _child(schema, shape, Fact(name, kind), kind)
    if seen is None:
        return None
    base = f"справочник__{of_rules(name)}"
    return CatalogueTable(base, evolve(seen, name=f"{of_rules(shape.name)}__{base}"))


def statements(tables: Layout) -> Iterator[str]:
    """`CREATE TABLE` for the person's table and its children, `CREATE VIEW` for catalogues as people see them."""
    own = [f"{PERSON} BIGINT NOT NULL", f"{ID} VARCHAR NOT NULL", *_declared(tables.columns)]
    for child in tables.children:
        if child.fact.optional:
            own.append(f"{quoted(child.gone)} BOOLEAN NOT NULL")
        if not child.bound:
            own.append(f"{quoted(child.open_ended)} BOOLEAN NOT NULL")
    yield f"CREATE TABLE {quoted(tables.name)} ({', '.join(own)})"
    for child in tables.children:
        key = [f"{KEY} VARCHAR"] if child.by_key else []
        before = [f"{PERSON} BIGINT NOT NULL", f"{POSITION} INTEGER NOT NULL", f"{BLANK} BOOLEAN NOT NULL", *key]
        yield f"CREATE TABLE {quoted(child.name)} ({', '.join([*before, *_declared(child.columns)])})"
    for each in tables.catalogues:
        own = [f"{POSITION} INTEGER NOT NULL", f"{KEY} VARCHAR NOT NULL", *_declared(each.seen.columns)]
        yield f"CREATE TABLE {quoted(each.name)} ({', '.join(own)})"
        people, entries = f"{quoted(tables.name)} s", f"{quoted(each.name)} c"
        seen = f"SELECT s.{PERSON}, FALSE AS {BLANK}, c.* FROM {people} CROSS JOIN {entries}"
        yield f"CREATE VIEW {quoted(each.seen.name)} AS {seen}"


def _declared(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        yield f"{quoted(column.name)} {column.sort}"
        if column.optional:
            yield f"{quoted(column.name + GONE)} BOOLEAN NOT NULL"


# --- records ---------------------------------------------------------------------------------------------------------


def person_row(tables: Layout, number: int, person: Person) -> tuple[Any, ...]:
    """A row of the person's table. Raises Unkept."""
    row: list[Any] = [number, person.id]
    for column in tables.columns:
        row.extend(_cells(column, person.facts.fields.get(column.fact)))
    for child in tables.children:
        value = person.facts.fields.get(child.fact.name)
        if child.fact.optional:
            row.append(value is ABSENT)
        if not child.bound:
            row.append(value is None or isinstance(value, Unknown))
    return tuple(row)


def child_rows(child: ChildTable, number: int, person: Person) -> Iterator[tuple[Any, ...]]:
    """The rows of one list; one that is not known is as many blank rows as it can have. Raises Unkept."""
    value = person.facts.fields.get(child.fact.name)
    if value is None or isinstance(value, Unknown):
        blank: list[Any] = []
        for column in child.columns:
            blank += [None, False] if column.optional else [None]
        key = [None] if child.by_key else []
        for at in range(child.bound or 1):
            yield (number, at, True, *key, *blank)
        return
    if value is ABSENT:
        return
    for at, (key_name, element) in enumerate(_elements(value)):
        yield (number, at, False, *([key_name] if child.by_key else []), *_element_cells(child, element))


def catalogue_rows(catalogue: CatalogueTable, entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    """The rows of a catalogue. Raises Unkept."""
    for at, entry in enumerate(entries):
        yield (at, entry.key, *_element_cells(catalogue.seen, entry))


def _elements(value: Value) -> Iterator[tuple[str, Value]]:
    if isinstance(value, ByKey):
        yield from value
    elif isinstance(value, tuple):
        yield from (("", each) for each in value)
    else:
        raise Unkept(f"{type(value).__name__} is no list")


def _element_cells(child: ChildTable, element: Value) -> Iterator[Any]:
    if isinstance(element, Entry) and not child.plain:
        for column in child.columns:
            given = element.fields.get(column.fact)
            if given is None and column.optional:
                given = ABSENT  # a field that need not be there, and is not
            yield from _cells(column, given)
        return
    if isinstance(element, Unknown) and not child.plain:
        raise Unkept("an element nothing is known of, among others")
    yield from _cells(child.columns[0], element)


def _cells(column: Column, value: Value | None) -> Sequence[Any]:
    if not column.optional:
        if value is ABSENT:
            raise Unkept(f"`{column.name}` is absent, but always is there")
        return (_cell(column, value),)
    return (None if value is ABSENT else _cell(column, value), value is ABSENT)


def _cell(column: Column, value: Value | None) -> Any:
    match value:
        case Unknown(low=low, high=high) if (low, high) != (None, None):
            raise Unkept("a number not known, but within bounds of its own")
        case None | Unknown():
            return None
        case bool() | date() | str():
            return value
        case int():
            return _kept(value)
        case Fraction():
            if isinstance(column.kind, NumberKind) and column.kind.whole:
                raise Unkept(f"{value} in `{column.name}`, which holds whole numbers")
            shifted = value * 10**PLACES
            if shifted.denominator != 1:
                raise Unkept(f"{value} has more than {PLACES} digits after the point")
            return _decimal(_kept(shifted.numerator))
        case Member(name=name):
            return name
        case Entry(key=key) if key:
            return key
    raise Unkept(f"{type(value).__name__} in a column")


def _kept(number: int) -> int:
    if abs(number) >= 10**18:
        raise Unkept(f"{number} is too great")
    return number


def _decimal(shifted: int) -> Any:
    from decimal import Context, Decimal  # what the driver takes for an exact number

    return Context(prec=40).multiply(Decimal(shifted), Decimal(1).scaleb(-PLACES))
