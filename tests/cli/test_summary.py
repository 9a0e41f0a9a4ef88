"""`iomrules summary`: how many, which share, which mean; by group; nobody named."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MINI, Command

ON = ("--on", "15.10.2026")
RULES = """
набор правил вымышленный
  версия 1

перечень ступень по возрастанию
  начальная «Начальная школа»; основная; старшая

сведения ученик
  класс    целое от 1 до 11
  балл     число от 0 до 100
  долг     да/нет
  диагноз  текст  сведения о здоровье

показатель ступень_обучения «Ступень»
  если класс меньше 5 то начальная иначе (если класс меньше 10 то основная иначе старшая)

показатель должник «Есть долг»
  долг

показатель доля_балла «Балл на класс»
  для учеников где класс не равен 7
  балл / (класс - 1)

правило успех «Успевает»
  для учеников где класс не равен 7
  если балл не меньше 50
"""
PEOPLE = """
{"id": "В-1", "класс": "3Б", "балл": 50, "долг": false}
{"id": "В-2", "класс": "10А", "балл": 20}
{"id": "В-3", "класс": "9", "долг": true}
{"id": "В-4", "класс": "1А", "балл": 49, "долг": false}
{"id": "В-5", "класс": "7", "балл": 49, "долг": false}
{"id": "В-6", "класс": "10А", "балл": 80, "долг": false}
"""


@pytest.fixture
def school(tmp_path: Path) -> tuple[object, ...]:
    """What a command is given to count six invented people."""
    rules, people = tmp_path / "rules.iom", tmp_path / "people.jsonl"
    rules.write_text(RULES, encoding="utf-8")
    people.write_text(PEOPLE.strip(), encoding="utf-8")
    return (people, "--rules", rules, *ON)


def told(iomrules: Command, *arguments: object) -> Any:
    said = iomrules("summary", *arguments, "--format", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_answers_are_counted_and_unknown_ones_leave_the_share_open(
    iomrules: Command, school: tuple[object, ...]
) -> None:
    (everybody,) = told(iomrules, *school)["groups"]

    counts = ("yes", "no", "unknown", "not_applicable", "faults", "share")
    answers = {each["name"]: tuple(each[count] for count in counts) for each in everybody["answers"]}
    assert everybody["people"] == 6
    # В-3 may succeed; В-5 the rule is not about.
    assert answers["успех"] == (2, 2, 1, 1, 0, ["0.4", "0.6"])
    assert answers["должник"] == (1, 4, 1, 0, 0, ["1/6", "1/3"])


def test_numbers_are_exact_of_those_known_and_faults_stand_apart(iomrules: Command, school: tuple[object, ...]) -> None:
    (everybody,) = told(iomrules, *school)["groups"]

    (spread,) = everybody["numbers"]
    # 50/2, 20/9, 80/9; В-3 has no points, В-4 would divide by zero.
    assert {key: spread[key] for key in ("known", "unknown", "not_applicable", "faults")} == {
        "known": 3,
        "unknown": 1,
        "not_applicable": 1,
        "faults": 1,
    }
    assert [spread[key] for key in ("mean", "least", "median", "greatest")] == ["325/27", "20/9", "80/9", "25"]


def test_values_of_an_enumeration_are_counted_in_its_order(iomrules: Command, school: tuple[object, ...]) -> None:
    (everybody,) = told(iomrules, *school)["groups"]

    assert [(each["value_title"], each["people"]) for each in everybody["parts"]] == [
        ("Начальная школа", 2),
        ("основная", 2),
        ("старшая", 2),
    ]


def test_courses_are_counted_once_a_person(iomrules: Command) -> None:
    (everybody,) = told(iomrules, MINI / "people.yaml", "--rules", MINI, *ON)["groups"]

    assert [(each["value"], each["people"]) for each in everybody["parts"]] == [("механика", 1)]
    (route,) = [each for each in everybody["answers"] if each["sort"] == "route"]
    assert (route["yes"], route["no"], route["unknown"]) == (1, 1, 1)


def test_groups_stand_in_the_order_of_their_values_and_the_unknown_last(
    iomrules: Command, school: tuple[object, ...]
) -> None:
    by_fact = told(iomrules, *school, "--by", "долга")
    by_indicator = told(iomrules, *school, "--by", "ступень_обучения", "--classes")

    assert by_fact["by"] == ["долг"]
    assert [(each["values"], each["people"]) for each in by_fact["groups"]] == [([True], 1), ([False], 4), ([None], 1)]
    assert [each["values"] for each in by_indicator["groups"]] == [
        ["начальная", "1А"],
        ["начальная", "3Б"],
        ["основная", "7"],
        ["основная", "9"],
        ["старшая", "10А"],
    ]


def test_text_is_aligned_rounded_and_names_nobody(iomrules: Command, school: tuple[object, ...]) -> None:
    said = iomrules("summary", *school)

    title, _, heading, *lines = said.out.splitlines()
    assert title == "Сводка на 15.10.2026, людей: 6"
    assert heading.split() == ["да", "нет", "неизвестно", "не", "применяется", "сбои", "доля", "«да»", "что"]
    assert lines[0].split("  ")[-1].strip() == "правило: Успевает"
    assert "40–60 %" in lines[0]
    assert "12,04" in said.out
    assert "В-1" not in said.out


def test_text_of_a_group_leaves_out_what_is_about_none_of_it(iomrules: Command, school: tuple[object, ...]) -> None:
    said = iomrules("summary", *school, "--by", "класс")

    seventh, ninth = (said.out.split(f"класс: {grade} — людей: 1")[1].split("класс:")[0] for grade in (7, 9))
    assert "правило: Успевает" in ninth
    assert "правило: Успевает" not in seventh
    assert "показатель: Есть долг" in seventh


def test_a_spreadsheet_gets_a_row_for_each_thing_counted_in_each_group(
    iomrules: Command, school: tuple[object, ...]
) -> None:
    said = iomrules("summary", *school, "--by", "долг", "--format", "csv")
    english = iomrules("summary", *school, "--by", "долг", "--format", "csv", "--lang", "en")

    heading, *rows = (line.split(";") for line in said.out.splitlines())
    assert heading[:4] == ["долг", "человек в группе", "вид", "что"]
    assert {len(row) for row in rows} == {len(heading)}
    assert ["да", "1", "правило", "Успевает"] in [row[:4] for row in rows]
    assert english.out.splitlines()[0].startswith("долг,people in the group,sort,")


def test_a_name_that_tells_nobody_apart_is_refused_in_words(iomrules: Command, school: tuple[object, ...]) -> None:
    marks = iomrules("summary", MINI / "people.yaml", "--rules", MINI, *ON, "--by", "отметки")
    health = iomrules("summary", *school, "--by", "диагноз")
    mistyped = iomrules("summary", *school, "--by", "долк")

    assert (marks.code, health.code, mistyped.code) == (2, 2, 2)
    assert "«отметки» — не одно значение" in marks.err
    assert "сведение о здоровье" in health.err
    assert "возможно, имелось в виду «долг»" in mistyped.err
