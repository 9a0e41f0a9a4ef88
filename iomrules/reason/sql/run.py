"""People decided by DuckDB: records into tables, one SELECT, and the answers back as values of the language."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from iomrules.facts.record import EnumKind, Kind, Person, Schema
from iomrules.frozen import field, frozen
from iomrules.program.core import Program
from iomrules.reason.arithmetic import exact
from iomrules.reason.decision import Admission
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.sql.contests import COUNCIL, NO, NOT_KNOWN, YES, SelectionColumns
from iomrules.reason.sql.lanes import quoted
from iomrules.reason.sql.standings import UNSURE_PLACE
from iomrules.reason.sql.statement import NumberColumns, PlainColumns, Statement, write_statement
from iomrules.reason.sql.tables import catalogue_rows, child_rows, person_row
from iomrules.values import ABSENT, Entry, Member, Number, Value


@frozen
class Bounds:
    """A number that is not known, within what is known of it."""

    low: Number | None
    high: Number | None


@frozen
class Trouble:
    """No answer: a fault, or `unsaid`, which the interpreter has to be asked."""

    unsaid: bool


#: what the words of the query stand for
ADMISSIONS = {YES: Admission.YES, NO: Admission.NO, NOT_KNOWN: Admission.UNKNOWN, COUNCIL: Admission.COUNCIL}
#: at least and at most
Ends: TypeAlias = tuple[int, int]


@frozen
class Selected:
    """A selection's outcome for one person, as `SelectionResult` has it."""

    verdict: Admission
    participants: int
    seats: Ends | None
    ahead: Ends | None
    level: Ends | None


@frozen
class SqlDecisions:
    """What the query says of one person. verdicts: True, False, None (not known) or Trouble.

    inapplicable: rules that are not about the person. values: numbers, members, Bounds, ABSENT, None (not known) …
    selections: None of whom a selection is not about.
    """

    id: str
    verdicts: Mapping[str, bool | Trouble | None] = field(factory=dict)
    inapplicable: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(factory=dict)
    totals: Mapping[str, Any] = field(factory=dict)
    criteria: Mapping[tuple[str, str], Any] = field(factory=dict)
    places: Mapping[str, int | Trouble | None] = field(factory=dict)
    selections: Mapping[str, Selected | Trouble | None] = field(factory=dict)


def decide(
    program: Program,
    shape: str,
    people: Sequence[Person],
    on: date,
    catalogues: Mapping[str, tuple[Entry, ...]] | None = None,
) -> tuple[Statement, list[SqlDecisions]]:
    """Everybody of one shape decided in memory. Raises Unkept for a record that tables cannot keep exactly.

    catalogues: the school's own entries, as for `engine.prepare`.
    """
    import duckdb  # an extra: only those who ask for it pay for it

    statement = write_statement(program, shape, on)
    entries = entries_of_catalogues(program, catalogues or {})
    with duckdb.connect() as connection:
        for each in statement.tables:
            connection.execute(each)
        for listed in statement.layout.catalogues:
            _insert(connection, listed.name, list(catalogue_rows(listed, entries[listed.seen.fact.name])))
        _insert(connection, statement.layout.name, [person_row(statement.layout, n, p) for n, p in enumerate(people)])
        for child in statement.layout.children:
            _insert(connection, child.name, [row for n, p in enumerate(people) for row in child_rows(child, n, p)])
        found = connection.execute(statement.query)
        names = [column[0] for column in found.description or ()]
        rows = found.fetchall()
    kinds = {name: declared.value.kind for name, declared in program.indicators.items()}
    return statement, [_decisions(statement, kinds, program.schema, dict(zip(names, row, strict=True))) for row in rows]


def _insert(connection: Any, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """A list a column: the driver binds cell by cell twelve times as slowly."""
    if not rows:
        return
    described = connection.execute(f"DESCRIBE {quoted(table)}").fetchall()
    cells = ", ".join(f"unnest(?::{sort}[])" for _, sort, *_ in described)
    columns = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f"INSERT INTO {quoted(table)} SELECT {cells}", columns)


def _decisions(statement: Statement, kinds: Mapping[str, Kind], schema: Schema, row: Mapping[str, Any]) -> SqlDecisions:
    verdicts: dict[str, bool | Trouble | None] = {}
    values: dict[str, Any] = {}
    totals: dict[str, Any] = {}
    criteria: dict[tuple[str, str], Any] = {}
    inapplicable: set[str] = set()
    for key, where in statement.columns.items():
        sort, *rest = key
        found = (
            _number(where, row) if isinstance(where, NumberColumns) else _plain(where, row, kinds.get(rest[0]), schema)
        )
        match sort:
            case "decision" if isinstance(where, PlainColumns):
                verdicts[rest[0]] = found
                if _read(where.applicable, row) is False:
                    inapplicable.add(rest[0])
            case "indicator":
                values[rest[0]] = found
            case "total":
                totals[rest[0]] = found
            case "criterion":
                criteria[rest[0], rest[1]] = found
    places = {rating: _place(row[column]) for rating, column in statement.places.items()}
    selections = {name: _selected(where, row) for name, where in statement.selections.items()}
    return SqlDecisions(row["ид"], verdicts, frozenset(inapplicable), values, totals, criteria, places, selections)


def _place(found: int | None) -> int | Trouble | None:
    return Trouble(unsaid=True) if found == UNSURE_PLACE else found


def _selected(where: SelectionColumns, row: Mapping[str, Any]) -> Selected | Trouble | None:
    if trouble := row[where.trouble]:
        return Trouble(trouble == 1)
    if row[where.verdict] is None:
        return None

    def ends(columns: tuple[str, ...]) -> Ends | None:
        low, high = (row[column] for column in columns)
        return None if low is None or high is None else (int(low), int(high))

    verdict, participants = ADMISSIONS[row[where.verdict]], row[where.participants]
    return Selected(verdict, participants, ends(where.seats), ends(where.ahead), ends(where.level))


def _read(column: int | str, row: Mapping[str, Any]) -> Any:
    """A column's value, or the literal that stands for it."""
    literals: Mapping[str, Any] = {"TRUE": True, "FALSE": False, "NULL": None, "0": 0}
    if isinstance(column, int) or column in literals:
        return column if isinstance(column, int) else literals[column]
    if column.endswith("::HUGEINT"):
        return int(column.removesuffix("::HUGEINT"))
    return row[column.removeprefix('s."').removesuffix('"').replace('""', '"')]


def _number(where: NumberColumns, row: Mapping[str, Any]) -> Any:
    if trouble := _read(where.trouble, row):
        return Trouble(trouble == 1)
    if _read(where.absent, row):
        return ABSENT
    low, high = _end(where.low, where.low_den, row), _end(where.high, where.high_den, row)
    return low if low is not None and low == high else Bounds(low, high)


def _end(num: str, den: int | str, row: Mapping[str, Any]) -> Number | None:
    over, under = _read(num, row), _read(den, row)
    return None if over is None or under is None else exact(Fraction(int(over), int(under)))


def _plain(where: PlainColumns, row: Mapping[str, Any], kind: Kind | None, schema: Schema) -> Any:
    if trouble := _read(where.trouble, row):
        return Trouble(trouble == 1)
    if _read(where.absent, row):
        return ABSENT
    found: Value | None = _read(where.sql, row)
    if isinstance(kind, EnumKind) and isinstance(found, str):
        declared = schema.enumerations[kind.enumeration]
        return Member(kind.enumeration, found, declared.members.index(found))
    return found
