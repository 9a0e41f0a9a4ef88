"""A sheet read a column at a time is, to the last word said of it, the sheet read row by row."""

from datetime import date, datetime
from functools import cache
from random import Random

import pytest

from benchmarks.students import as_json_lines, students
from iomrules.facts import fact_sheets, table_files, workbook
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Records
from iomrules.facts.sheets import Coming, Sheet
from iomrules.facts.tables import read_tables
from iomrules.frozen import evolve
from iomrules.values import Entry, entries
from iomrules.workbooks import people_workbook
from tests.reason.test_needed import compiled

SCHEMA = compiled("lyceum11").schema
#: cells that something is to be said of, and others that only look like it
ODD = (
    *("", " ", "-", "—", "нет", "да", "н/а", "неизвестно", "Неизвестно", "осв", "зач", "4/5", "4,5", "5", "05", "1e3"),
    *("Итого", "всего", "10А", "10A", "11 «б»", "мaт", "математика", "матиматика", "этап ВсОШ", "\u200bда", "д\u0000а"),
    *("В-00003", "В-99999", "в-00002", "B-00001", "Ёлкин", "Eлкин", "И́ов", "=1+1", "м", "ж", "м?", "x" * 25_000),
    *(True, False, 1, 0, 1.0, 0.0, -0.0, 2, 4.0, 4.5, 1e300, 46023.0, date(2026, 1, 5), datetime(2026, 1, 5, 9, 30)),
)


@cache
def sheets() -> tuple[Sheet, ...]:
    people = read_records([Source("all.jsonl", as_json_lines(students(25)), "jsonl")], SCHEMA, "ученик").people
    return read_tables(people_workbook(SCHEMA, "ученик", people, "книга.xlsx").content, "книга.xlsx")


def spoiled(sheet: Sheet, chance: Random) -> Sheet:
    """Some cells odd, some rows shorter, longer, twice or empty; in some sheets formulas and errors."""
    rows = [list(row) for row in sheet.rows]
    for _ in range(chance.choice((0, 1, 3, 12, 40))):
        row = rows[chance.randrange(1, len(rows))] if len(rows) > 1 else rows[0]
        if row:
            row[chance.randrange(len(row))] = chance.choice(ODD)
    for _ in range(chance.choice((0, 0, 1, 4))):
        row = chance.choice(rows)
        match chance.randrange(4):
            case 0:
                del row[chance.randrange(len(row) + 1) :]
            case 1:
                row += [""] * 3 + [chance.choice(ODD)]
            case 2:
                rows.append(list(row))
            case _:
                row.clear()
    places = [(chance.randrange(len(rows)), chance.randrange(8)) for _ in range(chance.choice((0, 0, 3)))]
    formulas, errors = frozenset(places), dict.fromkeys(places[2:], "#DIV/0!")
    kept = tuple(tuple(row) for row in rows)
    name = sheet.name if chance.random() < 0.9 else ""
    return evolve(sheet, name=name, rows=kept, formulas=formulas, uncached=frozenset(places[:1]), errors=errors)


def read(given: tuple[Sheet, ...], monkeypatch: pytest.MonkeyPatch) -> Records:
    monkeypatch.setattr(table_files, "open_tables", lambda *_: tuple(map(Coming.of, given)))
    return read_records([Source("книга.xlsx", b"PK", "xlsx")], SCHEMA, "ученик")


def row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(table, *_):  # type: ignore[no-untyped-def]
        return [None] * (len(table.sheet.rows) - table.start)

    monkeypatch.setattr(fact_sheets, "read_whole", nothing)
    monkeypatch.setattr(workbook, "_whole_drafts", nothing)
    monkeypatch.setattr(fact_sheets, "nothing_known", Rows)


class Rows:
    """Rows of nothing but `неизвестно`, each looked at by itself."""

    def __init__(self, table, columns):  # type: ignore[no-untyped-def]
        self.table, self.columns = table, columns

    def __contains__(self, row: int) -> bool:
        said = [self.table.sheet.cell(row, index) for index in self.columns]
        filled = [raw for raw in said if not fact_sheets.cells.is_blank(raw)]
        return bool(filled) and all(fact_sheets.cells.is_not_known(raw) for raw in filled)


@pytest.mark.parametrize("seed", range(60))
def test_columns_say_what_rows_say(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(seed)
    given = tuple(spoiled(sheet, chance) for sheet in sheets())
    whole = read(given, monkeypatch)
    row_by_row(monkeypatch)
    each = read(given, monkeypatch)

    assert [str(found) for found in whole.diagnostics] == [str(found) for found in each.diagnostics]
    assert whole == each
    assert [repr(person.facts.fields) for person in whole.people] == [
        repr(person.facts.fields) for person in each.people
    ]


def test_records_made_at_once_are_those_made_one_by_one() -> None:
    made = entries("достижение", [{"вид": "олимпиада"}, {}], ["строка 2", "строка 3"])

    alone = [Entry("достижение", {"вид": "олимпиада"}, "", "строка 2"), Entry("достижение", {}, "", "строка 3")]
    assert made == alone
    assert repr(made) == repr(alone)
    assert type(made[0].fields) is type(alone[0].fields)
