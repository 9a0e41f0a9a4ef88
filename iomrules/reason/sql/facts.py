"""Columns of the person's row and of the elements in hand: facts, and steps that say a long text once."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from iomrules.facts.record import EnumKind, Kind, NumberKind
from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.sql.lanes import (
    FALSE,
    NULL,
    OPEN,
    TRUE,
    End,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    columns_read,
    known_number,
    of_row,
    quoted,
    some,
    text,
)
from iomrules.reason.sql.names import GONE, KEY, PERSON, STEP, STEP_OF_OTHERS, VALUE
from iomrules.reason.sql.numbers import bounded
from iomrules.reason.sql.rows import FieldOf
from iomrules.reason.sql.tables import PLACES, ChildTable, Column, Layout
from iomrules.reason.sql.unsayable import Unsayable
from iomrules.values import ABSENT, Member, Value


@frozen
class Hand:
    """The element in hand: the alias of its row, and the table it is of."""

    alias: str
    table: ChildTable


Hands = tuple[Hand, ...]

#: letters of a text that is worth a column of its own
_LONG = 70
#: what is added to the name of a table of elements once its rows have their steps
COMPUTED = "__решено"


class Facts:
    """The nodes of one shape of people on one date. `s` is the person's row, with all that was computed before."""

    def __init__(self, program: Program, tables: Layout, on: date) -> None:
        self.program, self.tables, self.on = program, tables, on
        self.columns = {column.fact: column for column in tables.columns}
        #: what declarations came to, as columns of the person's row
        self.declared: dict[tuple[str, ...], Lanes] = {}
        #: columns of the person's row made on the way: text -> name
        self.steps: dict[str, str] = {}
        #: those that go by a name: name -> text
        self.called: dict[str, str] = {}
        #: the same for the rows of each table of elements
        self.child_steps: dict[str, dict[str, str]] = {child.name: {} for child in tables.lists}
        #: of the elements in hand, innermost last: the row's alias, its table, and steps that read other rows too
        self.walks: list[tuple[str, str, dict[str, str]]] = []

    # --- what declarations came to ---

    def of(self, *name: str) -> Lanes:
        """The columns of another declaration. Raises Unsayable where it was refused."""
        found = self.declared.get(name)
        if found is None:
            raise Unsayable(f"«{name[-1]}», чего в SQL не сказать", f"`{name[-1]}`, which SQL cannot say")
        return found

    def gather(self, fields: Mapping[str, str], source: str) -> FieldOf:
        """One row of aggregates over a subquery, as a column of the row in hand."""
        struct = ", ".join(f"{text(name)}: {sql}" for name, sql in fields.items())
        return FieldOf(self.step(f"(SELECT {{{struct}}} FROM ({source}) t)"))

    def step(self, sql: str) -> str:
        """A column of the row in hand that says the same, so that what is long is said once."""
        # named by its turn, so that what is asked twice is the same text twice
        if not self.walks:
            return f"s.{self.steps.setdefault(sql, f'{STEP}{len(self.steps) + 1}')}"
        alias, table, others = self.walks[-1]
        read = columns_read(sql)
        alone = all(row == alias and column not in others.values() for row, column in read)
        if alone and "(SELECT" not in sql:
            own = self.child_steps[table]
            return f"{alias}.{own.setdefault(of_row(sql, alias, 'e'), f'{STEP}{len(own) + 1}')}"
        return f"{alias}.{others.setdefault(sql, f'{STEP_OF_OTHERS}{len(others) + 1}')}"

    def short(self, sql: str) -> str:
        """The text itself, or a step where it is long."""
        return sql if len(sql) < _LONG else self.step(sql)

    def named(self, name: str, sql: str) -> str:
        """A column of the person's row that goes by a name, or the text itself where it says nothing of anybody."""
        if not columns_read(sql) and "OVER" not in sql:
            return sql
        # another name may say the same: whoever reads of one selection does not meet the names of another
        self.called[name] = sql
        return f"s.{quoted(name)}"

    def shortened(self, lanes: Lanes) -> Lanes:
        """The lanes with long texts said once."""
        if isinstance(lanes, NumberLanes):
            low = self._short_end(lanes.low)
            high = low if lanes.same else self._short_end(lanes.high)
            return NumberLanes(low, high, self.short(lanes.absent), self.short(lanes.trouble))
        lanes = evolve(lanes, sql=self.short(lanes.sql), trouble=self.short(lanes.trouble))
        return evolve(lanes, absent=self.short(lanes.absent)) if isinstance(lanes, PlainLanes) else lanes

    def _short_end(self, end: End) -> End:
        return End(self.short(end.num), end.den if isinstance(end.den, int) else self.short(end.den))

    def alias(self) -> str:
        """Of the row of a subquery: by how deep it stands."""
        return f"e{len(self.walks) + 1}"

    # --- facts ---

    def _fact(self, name: str) -> Lanes:
        column = self.columns.get(name)
        if column is None:
            raise Unsayable(f"«{name}» целиком", f"`{name}` as a whole")
        return self._column("s", column, scale=not column.optional)

    def _field(self, hand: Hand, name: str) -> Lanes:
        column = next((each for each in hand.table.columns if each.fact == name), None)
        if column is None:
            raise Unsayable(f"поле «{name}»", f"the field `{name}`")
        return self._column(hand.alias, column, scale=not column.optional)

    def _column(self, alias: str, column: Column, *, scale: bool) -> Lanes:
        """A column's value. scale: whether a number not known lies on its scale."""
        sql = f"{alias}.{quoted(column.name)}"
        absent = f"{alias}.{quoted(column.name + GONE)}" if column.optional else FALSE
        if not isinstance(column.kind, NumberKind):
            return PlainLanes(sql, column.kind, absent)
        whole = column.kind.whole
        end = End(f"{sql}::HUGEINT" if whole else f"({sql} * {10**PLACES})::HUGEINT", 1 if whole else 10**PLACES)
        lanes = NumberLanes(end, end, absent)
        return bounded(lanes, column.kind) if scale else lanes

    def _under(self, node: core.Under, source: Node, key: Lanes) -> Lanes:
        child = self._child(source)
        if child is None or not child.by_key or not isinstance(key, PlainLanes):
            raise Unsayable("значение по ключу не из сведений", "what is under a key of no fact")
        alias, column = self.alias(), child.columns[0]
        under = f"{alias}.{PERSON} = s.{PERSON} AND {alias}.{KEY} = {key.sql}"
        found = f"SELECT * FROM {quoted(child.name)} {alias} WHERE {under}"
        fields = {"given": f"max(t.{quoted(VALUE)})", "gone": f"coalesce(bool_or(t.{quoted(VALUE + GONE)}), FALSE)"}
        field = self.gather(fields, found)
        absent = some((field("gone"), key.absent, self._gone(child)))
        kind = column.kind
        if not isinstance(kind, NumberKind):
            return PlainLanes(field("given"), kind, absent, key.trouble)
        num = f"{field('given')}::HUGEINT" if kind.whole else f"({field('given')} * {10**PLACES})::HUGEINT"
        end = End(num, 1 if kind.whole else 10**PLACES)
        return NumberLanes(end, end, absent, key.trouble)

    def _gone(self, child: ChildTable) -> str:
        return f"s.{quoted(child.gone)}" if child.fact.optional else FALSE

    def _child(self, source: Node) -> ChildTable | None:
        match source:
            case core.FactOf(name=name):
                return self.tables.child(name)
            case core.CatalogueOf(name=name):
                return self.tables.catalogue(name)
            case core.IndicatorOf(name=name):
                return self._child(self.list_of(name))
        return None

    def list_of(self, name: str) -> Node:
        """What an indicator for everybody says that its list is. Raises Unsayable."""
        declared = self.program.indicators[name]
        (begin, end), applies = (declared.about.begin, declared.about.end), declared.applies
        stands = (begin is None or begin <= self.on) and (end is None or self.on <= end)
        everybody = (applies.where, applies.cohort) == (None, None) and not declared.earlier
        if not stands or not everybody or applies.person not in ("", self.tables.shape.name):
            raise Unsayable(f"список «{name}» не для всех", f"`{name}`, a list that is not for all")
        return declared.value

    def constant(self, value: Value, kind: Kind) -> Lanes:
        """A value of the rules."""
        match value:
            case bool():
                return TruthLanes(TRUE if value else FALSE)
            case int() | Fraction():
                return known_number(value)
            case date():
                return PlainLanes(f"DATE '{value.isoformat()}'", kind)
            case Member(name=name):
                return PlainLanes(text(name), EnumKind(value.enumeration))
            case str():
                return PlainLanes(text(value), kind)
        if value is ABSENT:
            lanes: Lanes = PlainLanes(NULL, kind, TRUE)
            return NumberLanes(OPEN, OPEN, TRUE) if isinstance(kind, NumberKind) else lanes
        raise Unsayable("такое значение в правилах", "such a value in the rules")
