"""`iomrules profile`: what is told apart, how often it was asked for, and that shares make up the whole."""

import json
from collections.abc import Mapping
from datetime import date
from itertools import count

import pytest

from iomrules.deciding import read_people
from iomrules.facts.reader import Source
from iomrules.pipeline import compile_rules
from iomrules.plugins import load_plugins
from iomrules.program.core import Program
from iomrules.reason.engine import prepare
from iomrules.reason.profile import Spent, profile
from iomrules.rulesets import build_ruleset
from iomrules.source import SourceText
from tests.cli.conftest import MINI, Command

RULES = """
набор правил вымышленный
  версия 1
  слой школа

перечень ступень по возрастанию школьная; районная; краевая

сведения успех
  ступень ступень

сведения ученик
  класс  целое от 1 до 11
  успехи список успехов не больше 20

параметр порог 5 с 01.09.2020

таблица очки по ступени
  единственная строка
  школьная | 1
  районная | 3
  краевая  | 7

показатель вклад
  сумма очки среди успехов

рейтинг заслуги
  критерий успешность вклад * 2
  критерий возраст класс

правило первое
  если вклад не меньше порога

правило второе
  если первое и заслуги не меньше 10
"""
ON = date(2026, 10, 15)
PEOPLE = """
{"id": "В-1", "класс": 9, "успехи": [{"ступень": "районная"}, {"ступень": "краевая"}]}
{"id": "В-2", "класс": 9, "успехи": []}
"""


@pytest.fixture(scope="module")
def program() -> Program:
    sources = [SourceText("rules.iom", RULES)]
    return compile_rules([build_ruleset(sources, "rules")], load_plugins((), ())).usable()


def spent(program: Program) -> Mapping[tuple[str, str], Spent]:
    """Over the two people, by a clock that ticks whenever somebody looks."""
    records = read_people(program, [Source("people.jsonl", PEOPLE.strip().encode(), "jsonl")])
    ticks = count()
    found = profile(program, {}, records.people, ON, lambda: next(ticks))
    return {(each.sort, each.name): each for each in found}


def test_each_declaration_is_worked_out_once_a_person_however_often_it_is_asked_for(program: Program) -> None:
    found = spent(program)

    assert {key: (each.asked, each.computed) for key, each in found.items()} == {
        ("indicator", "вклад"): (6, 2),
        ("table", "очки"): (2, 2),
        ("parameter", "порог"): (2, 2),
        ("criterion", "заслуги: успешность"): (4, 2),
        ("criterion", "заслуги: возраст"): (4, 2),
        ("rating", "заслуги"): (3, 2),
        ("rule", "первое"): (4, 2),
        ("rule", "второе"): (2, 2),
    }


def test_time_of_its_own_leaves_out_what_was_asked_for(program: Program) -> None:
    found = spent(program)

    assert all(0 < each.own <= each.whole for each in found.values())
    indicator, table = found["indicator", "вклад"], found["table", "очки"]
    assert indicator.whole == indicator.own + table.whole
    assert [each.own for each in found.values()] == sorted((each.own for each in found.values()), reverse=True)


def test_same_clock_gives_the_same_profile(program: Program) -> None:
    assert spent(program) == spent(program)


def test_what_is_profiled_is_what_is_decided(program: Program) -> None:
    records = read_people(program, [Source("people.jsonl", PEOPLE.strip().encode(), "jsonl")])
    decided = prepare(program).decide(records.people[0], ON)

    rules = {name for sort, name in spent(program) if sort == "rule"}
    assert rules == set(decided.verdicts)


def test_command_lays_out_shares_and_counts(iomrules: Command) -> None:
    said = iomrules("profile", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026", "--sort", "asked")

    assert said.code == 0
    assert said.err.startswith("Людей: 3; подробный счёт одного")
    head, first, *rest = said.out.splitlines()
    assert head.split() == ["своё", "с", "вложенным", "вычислено", "спрошено", "что"]
    assert first.split(" %")[2].split()[:2] == ["3", "6"]
    assert any("правило допуск «Допуск к математике»" in line for line in rest)


def test_command_speaks_english_and_shows_the_rows_asked_for(iomrules: Command) -> None:
    said = iomrules(
        *("profile", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026", "--lang", "en", "--top", 2)
    )

    assert said.code == 0
    assert len(said.out.splitlines()) == 3
    assert "computed" in said.out
    assert "Rows not shown: 4" in said.err


def test_command_gives_shares_for_programs(iomrules: Command) -> None:
    said = iomrules("profile", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026", "--format", "json")

    told = json.loads(said.out)
    assert told["people"] == 3
    assert sum(row["own"] for row in told["rows"]) == pytest.approx(1, abs=0.01)
    assert {row["sort"] for row in told["rows"]} == {"indicator", "criterion", "rating", "rule", "route", "parameter"}
