"""The same twelve invented pupils in every shape a file comes in."""

import json
from pathlib import Path

import pytest

from iomrules.diagnostics import Severity
from iomrules.facts.cells import day, number
from iomrules.values import ABSENT, Unknown, decimal_text
from tests.facts.school import codes, read, told

MESSY = Path(__file__).parent / "messy"
OUTCOMES = json.loads((MESSY / "expected_outcomes.json").read_text("utf-8"))
ROWS = json.loads((MESSY / "expected_rows.json").read_text("utf-8"))


def as_row(person):
    """A person in the words of expected_rows.json."""
    facts = person.facts.fields
    average = facts["средний_балл"]
    return {
        "Фамилия": person.name.surname,
        "Имя": person.name.given,
        "Отчество": person.name.patronymic,
        "Класс": person.form_class,
        "Дата рождения": facts["дата_рождения"].isoformat(),
        "Пол": person.sex.upper(),
        "Средний балл": "" if isinstance(average, Unknown) else decimal_text(average),
        "Этап ВсОШ": "" if facts["этап_ВсОШ"] is ABSENT else facts["этап_ВсОШ"].name,
        "Статус": "" if facts["статус"] is ABSENT else facts["статус"].name,
    }


def wanted():
    """The expected rows with numbers as we print them."""
    return [
        {**row, "Средний балл": decimal_text(number(row["Средний балл"])) if row["Средний балл"] else ""}
        for row in ROWS
    ]


@pytest.mark.parametrize("name", [name for name, told in OUTCOMES.items() if told["outcome"].startswith("rows_equal")])
def test_the_twelve_pupils_are_read_whatever_the_file(name):
    records = read(name, MESSY / name)

    assert [as_row(person) for person in records.people] == wanted()
    assert records.faulty == ()
    assert not [found for found in records.diagnostics if found.severity is Severity.ERROR]
    if OUTCOMES[name]["outcome"] == "rows_equal_with_warning":
        assert set(codes(records)) == {"F025"}


@pytest.mark.parametrize("name", [name for name, told in OUTCOMES.items() if told["outcome"] == "clear_error"])
def test_a_file_that_cannot_be_used_says_so_and_gives_nobody(name):
    records = read(name, MESSY / name)

    assert records.people == ()
    assert any(found.severity is Severity.ERROR for found in records.diagnostics)
    assert name in told(records.diagnostics)


def test_headings_alone_give_nobody_and_a_warning():
    records = read("header_only.csv", MESSY / "header_only.csv")

    assert (records.people, records.faulty, codes(records)) == ((), (), ["F033"])


def test_a_double_differing_in_case_and_yo_is_reported_with_both_places():
    records = read("dup_and_yo.csv", MESSY / "dup_and_yo.csv")

    assert codes(records) == ["F041"]
    assert "строка 9" in told(records.diagnostics) and "строка 14" in told(records.diagnostics)
    assert len(records.people) == 11
    assert records.faulty == ("Фёдоров Артём Семёнович, 11В",)


@pytest.mark.parametrize(("name", "sound"), [("bad_dates.csv", 5), ("bad_numbers.csv", 3)])
def test_a_wrong_cell_leaves_out_its_own_person_only(name, sound):
    records = read(name, MESSY / name)

    assert len(records.people) == sound
    assert len(records.faulty) == len(records.diagnostics) == 12 - sound
    for found in records.diagnostics:
        assert found.cell.row and found.cell.column in {"Дата рождения", "Средний балл"}


def test_a_row_of_totals_is_passed_over_with_a_warning():
    name = "merged_two_row_header.xlsx"

    assert codes(read(name, MESSY / name)) == ["F026"]


def test_a_date_of_a_file_with_1904_dates_is_the_same_date():
    records = read("date1904.xlsx", MESSY / "date1904.xlsx")

    assert records.people[0].facts.fields["дата_рождения"] == day("28.02.2010")


def test_reading_twice_gives_the_same():
    first, second = (read("latin_lookalikes.csv", MESSY / "latin_lookalikes.csv") for _ in range(2))

    assert first == second
