"""Workbooks: read back by another library, never a formula, the same bytes."""

import io
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from textwrap import wrap

import openpyxl
import pytest
from attrs import evolve

from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import (
    ByKeyKind,
    Catalogue,
    DateKind,
    Enumeration,
    EnumKind,
    Fact,
    KeyKind,
    ListKind,
    NumberKind,
    PersonName,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.reason.decision import RatingResult
from iomrules.values import ABSENT, Missing, Unknown
from iomrules.write import spreadsheet
from iomrules.write.cohort import RatingTable, person_codes, public_rating_table, rating_table
from iomrules.write.spreadsheet import empty_workbook, workbook_of, write_rating
from iomrules.write.workbook_plan import member_heading
from tests.write.sample import decisions, person, program

HOSTILE = Path(__file__).parent / "hostile" / "formula_injection.jsonl"
PAYLOADS = [json.loads(line)["payload"] for line in HOSTILE.read_text(encoding="utf-8").splitlines() if line]
RATING = program().ratings["портфолио"]


def results(*surnames: str) -> list:  # type: ignore[type-arg]
    one = decisions().ratings["портфолио"]
    people = [person(f"7-{at}", PersonName(surname, "Иван")) for at, surname in enumerate(surnames)]
    return [(each, evolve(one, place=at)) for at, each in enumerate(people, start=1)]


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_rating_is_read_back_with_numbers_as_numbers() -> None:
    sheet = book(write_rating(rating_table(RATING, results("Ёлкин", "Абрамов")), "р.xlsx", "на 01.09.2026").content)[
        "Рейтинг"
    ]

    assert [cell.value for cell in sheet[4]][:3] == ["Место", "Фамилия, имя, отчество", "Класс"]
    assert [cell.value for cell in sheet[5]] == [1, "Ёлкин Иван", "10А", 47.3, 17, 10, 0, 2.5, 0, 76.8]


def test_equal_places_stand_by_the_alphabet_and_the_unplaced_below() -> None:
    one = decisions().ratings["портфолио"]
    people = [
        person(f"7-{at}", PersonName(name, "Иван")) for at, name in enumerate(["Яковлев", "Ёлкин", "Жуков", "Зуев"])
    ]
    unknown = evolve(one, place=None, total=Unknown((Missing("отметки"),), low=10))
    table = rating_table(
        RATING,
        [
            (people[0], evolve(one, place=1, shared=2)),
            (people[1], evolve(one, place=1, shared=2)),
            (people[2], unknown),
            (people[3], RatingResult("портфолио", ABSENT, {})),
        ],
    )

    assert [row[:2] for row in table.rows] == [("1", "Ёлкин Иван"), ("1", "Яковлев Иван")]
    assert table.unplaced == ("Жуков Иван: не меньше 10",)


def test_the_public_rating_has_codes_and_neither_names_nor_ids() -> None:
    table = public_rating_table(RATING, results("Ёлкин", "Абрамов"), "соль лицея")
    content = write_rating(table, "р.xlsx").content
    words = " ".join(str(cell.value) for row in book(content)["Рейтинг"].iter_rows() for cell in row)

    assert not [secret for secret in ("Ёлкин", "Абрамов", "Иван", "7-0", "7-1", "10А") if secret in words]


def test_codes_do_not_depend_on_the_order_and_differ_by_school() -> None:
    ids = [f"7-{at}" for at in range(500)]

    assert person_codes(ids, "соль") == person_codes(reversed(ids), "соль")
    assert len(set(person_codes(ids, "соль").values())) == 500
    assert person_codes(["7-1"], "соль") != person_codes(["7-1"], "другая")


@pytest.mark.parametrize(
    "payload", [*PAYLOADS, "=1+1", "\t=1+1", "http://example.invalid", "{=SUM(A1)}", "00123", "1-2"]
)
def test_a_text_stays_a_text_whatever_it_begins_with(payload: str) -> None:
    content = write_rating(rating_table(RATING, results(payload)), "р.xlsx").content
    cell = book(content)["Рейтинг"]["B5"]

    assert cell.data_type == "s"
    assert cell.value.split() == f"{payload} Иван".split()
    assert cell.hyperlink is None


def test_the_same_rating_has_the_same_bytes() -> None:
    table = rating_table(RATING, results("Ёлкин"))

    assert write_rating(table, "р.xlsx").content == write_rating(table, "р.xlsx").content


# --- the workbook to fill in ---------------------------------------------------------------------------------------


def schema() -> Schema:
    pupil = Shape(
        "ученик",
        (
            Fact("класс", NumberKind(whole=True, low=1, high=11)),
            Fact("согласие_родителей", TruthKind(), source="анкета"),
            Fact("отметки", ByKeyKind("предмет", NumberKind("отметка", True, 1, 5)), source="журнал"),
            Fact("достижения", ListKind(RecordKind("достижение"), 60)),
            Fact("пожелания", ListKind(KeyKind("курсы"), 10)),
        ),
        person=True,
    )
    achievement = Shape("достижение", (Fact("уровень", EnumKind("уровень")), Fact("дата", DateKind())))
    course = Shape("курс", (Fact("название", TextKind()), Fact("часы", NumberKind("ч/нед"))))
    return Schema(
        enumerations={
            "предмет": Enumeration("предмет", ("русский_язык", "химия")),
            "уровень": Enumeration("уровень", ("школьный", "региональный"), ordered=True),
        },
        shapes={"ученик": pupil, "достижение": achievement, "курс": course},
        catalogues={"курсы": Catalogue("курсы", "курс")},
    )


def test_the_empty_workbook_has_a_sheet_for_each_kind_of_fact() -> None:
    sheets = book(empty_workbook(schema(), "ученик", catalogues=["курсы"]).content)
    headings = {sheet.title: [cell.value for cell in sheet[1]] for sheet in sheets if sheet.sheet_state == "visible"}

    assert headings == {
        "Ученики": ["ID", "Фамилия", "Имя", "Отчество", "Пол", "Класс", "Согласие родителей"],
        "Отметки": ["ID", "Русский язык", "Химия"],
        "Достижения": ["ID", "Уровень", "Дата"],
        "Пожелания": ["ID", "Пожелания"],
        "Курсы": ["Код", "Название", "Часы"],
    }
    checks = {str(rule.sqref): rule.formula1 for rule in sheets["Достижения"].data_validations.dataValidation}
    assert checks["B2:B1001"] == "'Перечни'!$A$2:$A$3"
    assert "журнал" in sheets["Отметки"]["B1"].comment.text


def test_a_heading_is_written_in_the_letters_of_the_title_where_only_these_differ() -> None:
    known = Enumeration("предмет", ("обзр", "химия"), titles={"обзр": "ОБЗР", "химия": "Химия и жизнь"})

    assert [member_heading(known, member) for member in known.members] == ["ОБЗР", "Химия"]


def test_rows_are_laid_out_and_read_back() -> None:
    rows = {
        "Ученики": [{"ID": "007", "Фамилия": "=Ёлкина", "Класс": "10А", "Согласие родителей": True}],
        "Отметки": [{"ID": "007", "Химия": 5, "Русский язык": None}],
        "Достижения": [{"ID": "007", "Уровень": "региональный", "Дата": date(2026, 2, 1)}],
        "Курсы": [{"Код": "х1", "Название": "Химия", "Часы": Fraction(1, 2)}],
    }
    content = workbook_of(schema(), "ученик", rows, "с.xlsx", ["курсы"]).content
    sheets = book(content)

    assert [cell.value for cell in sheets["Ученики"][2]] == ["007", "=Ёлкина", None, None, None, "10А", "да"]
    assert sheets["Ученики"]["B2"].data_type == "s"
    assert [cell.value for cell in sheets["Отметки"][2]] == ["007", None, 5]
    assert sheets["Достижения"]["C2"].value.date() == date(2026, 2, 1)
    assert sheets["Достижения"]["C2"].number_format == "dd.mm.yyyy"
    assert sheets["Курсы"]["C2"].value == 0.5
    assert content == workbook_of(schema(), "ученик", rows, "с.xlsx", ["курсы"]).content


def test_a_row_without_its_place_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        workbook_of(schema(), "ученик", {"Лист1": []}, "с.xlsx")
    with pytest.raises(ValueError, match="no column"):
        workbook_of(schema(), "ученик", {"Отметки": [{"Магия": 5}]}, "с.xlsx")


def test_the_readers_of_facts_read_what_is_laid_out() -> None:
    rows = {
        "Ученики": [{"ID": "007", "Фамилия": "Ёлкина", "Класс": "10А", "Согласие родителей": True}],
        "Отметки": [{"ID": "007", "Химия": 5, "Русский язык": 4}],
        "Достижения": [{"ID": "007", "Уровень": "региональный", "Дата": date(2026, 2, 1)}],
        "Пожелания": [{"ID": "007", "Пожелания": "х1"}],
        "Курсы": [{"Код": "х1", "Название": "Химия вокруг нас", "Часы": Fraction(1, 2)}],
    }
    content = workbook_of(schema(), "ученик", rows, "с.xlsx", ["курсы"]).content
    records = read_records([Source("с.xlsx", content)], schema(), "ученик")
    (only,) = records.people

    assert records.diagnostics == ()
    assert (only.id, only.name.surname, only.form_class) == ("007", "Ёлкина", "10А")
    assert only.facts.fields["согласие_родителей"] is True
    assert dict(only.facts.fields["отметки"].pairs) == {"русский_язык": 4, "химия": 5}
    assert only.facts.fields["достижения"][0].fields["дата"] == date(2026, 2, 1)
    assert only.facts.fields["пожелания"] == ("х1",)
    assert records.catalogues["курсы"][0].fields["часы"] == Fraction(1, 2)


def test_the_empty_workbook_raises_no_doubt_but_that_it_is_empty() -> None:
    content = empty_workbook(schema(), "ученик", catalogues=["курсы"]).content
    records = read_records([Source("с.xlsx", content)], schema(), "ученик")

    assert {each.code for each in records.diagnostics} <= {"F033"}


# --- many rows, put in without the library ---------------------------------------------------------------------------


def by_the_library(table: RatingTable, note: str) -> bytes:
    """The rating written by the library cell by cell, as `write_rating` would were it not for the time that takes."""
    stream = io.BytesIO()
    with spreadsheet._workbook(stream) as made:
        looks = spreadsheet._looks(made)
        sheet = made.add_worksheet("Рейтинг")
        sheet.write_string(0, 0, table.title, looks["title"])
        sheet.write_string(1, 0, note, looks["plain"])
        for column, heading in enumerate(table.headings):
            sheet.write_string(3, column, heading, looks["head"])
        for row, cells in enumerate(table.rows, start=4):
            sheet.write_number(row, 0, int(cells[0]), looks["place"])
            for column, cell in enumerate(cells[1:], start=1):
                spreadsheet._write(sheet, row, column, cell, looks)
        sheet.set_row(3, 15 * max(len(wrap(heading, 13)) for heading in table.headings))
        spreadsheet._widths(sheet, [table.headings, *table.rows])
        sheet.freeze_panes(4, table.words)
        sheet.repeat_rows(3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for row, words in enumerate(("Место не определено:", *table.unplaced), start=len(table.rows) + 5):
            if table.unplaced:
                sheet.write_string(row, 0, words, looks["plain"])
    return spreadsheet._document("р.xlsx", spreadsheet._parts(stream)).content


@pytest.mark.parametrize("count", [0, 1, 11, 12, 40])
@pytest.mark.parametrize("unplaced", [0, 1, 20])
def test_many_rows_are_to_the_byte_what_the_library_writes(count: int, unplaced: int) -> None:
    names = ("Ёлкин & Ко", " два пробела ", "<b>", "_x0041_", "", "=1+1", "«Ёж»\nв две строки", "\U0001d4b3")
    rows = tuple(
        (str(number + 1), names[number % len(names)], "10А", Fraction(number, 7), number * 10**15, "не меньше 10")
        for number in range(count)
    )
    lines = tuple(f"{names[number % len(names)]}: ?" for number in range(unplaced))
    headings = ("Место", "Имя", "Класс", "Балл", "Итого", "Кроме того")
    table = RatingTable("рейтинг", "Рейтинг", headings, rows, 3, unplaced=lines)

    assert write_rating(table, "р.xlsx", "на 01.09.2026").content == by_the_library(table, "на 01.09.2026")
