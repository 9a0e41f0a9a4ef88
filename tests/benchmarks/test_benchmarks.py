"""The hand-written side of the measurements concludes what the ruleset concludes, and the command runs."""

import json
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from benchmarks import by_hand
from benchmarks.beside import english_rules
from benchmarks.growth import Growth, draw
from benchmarks.lyceum import disagreements, make_world
from benchmarks.measure import Side, Timing, duration, table, take_turns
from benchmarks.run import main, put_into
from benchmarks.students import ON, Student, as_json_lines, students
from benchmarks.targets import Target, target_table


def somebody(**changed: object) -> Student:
    """A tenth-former with fives, no achievements, nothing missing."""
    facts: Student = {
        "класс": 10,
        "отметки": {"химия": 5, "физика": 5},
        "достижения": [],
        "желаемый_профиль": "нет",
        "профиль_по_мнению_родителей": "нет",
        "академическая_задолженность": False,
        "план_ликвидации_долга": False,
        "рекомендация_педагогов": True,
        "согласие_родителей": True,
    }
    return {**facts, **changed}


def test_ruleset_and_hand_written_program_agree_on_every_student() -> None:
    assert disagreements(make_world(120)) == []


def test_invented_students_are_the_same_each_time_and_some_lack_facts() -> None:
    people = students(200)

    assert as_json_lines(people) == as_json_lines(students(200))
    decided = [by_hand.decide(student, ON) for student in people]
    for name in ("портфолио", "высокий_результат", "одарённый_обучающийся", "перевод_на_маршрут"):
        assert 0 < sum(each[name] is None for each in decided) < 100, name


def test_by_hand_a_missing_mark_leaves_the_rating_unknown() -> None:
    decided = by_hand.decide(somebody(отметки={"химия": 5, "физика": None}), ON)

    assert decided["портфолио"] is None
    assert decided["перевод_на_маршрут"] is True


def test_by_hand_the_threshold_is_that_of_the_date() -> None:
    regional = {
        "название": "Вымышленный конкурс",
        "вид": "конкурс",
        "уровень": "муниципальный",
        "результат": "победитель",
        "предмет": "физика",
        "дата": date(2026, 4, 1),
        "подтверждено": True,
    }
    student = somebody(достижения=[regional])

    assert by_hand.decide(student, ON)["портфолио"] == Decimal(57)
    assert by_hand.decide(student, ON)["одарённый_обучающийся"] is False
    assert by_hand.decide(student, date(2026, 5, 20))["одарённый_обучающийся"] is True


def test_sides_take_turns_and_begin_in_turn() -> None:
    met: list[str] = []
    sides = [Side(name, lambda name=name: met.append(name)) for name in "abc"]  # type: ignore[misc]

    timings = take_turns(sides, 3)

    assert "".join(met) == "abcbcacab"
    assert [len(timing.seconds) for timing in timings] == [3, 3, 3]


def test_a_ratio_is_taken_within_a_round() -> None:
    base, other = Side("base", lambda: None), Side("other", lambda: None, 10, "student", "base")

    rows = table([Timing(base, [1.0, 2.0, 4.0]), Timing(other, [2.0, 8.0, 8.0], [1.0, 1.5, 2.0], 2048)])

    assert rows[0] == "| base | 2 s | 1 s … 4 s |  |  |  |  |"
    assert rows[1] == "| other | 8 s | 2 s … 8 s | 800 ms a student | 2.00 (2.00 … 4.00) | 1.5 s | 2 MiB |"


@pytest.mark.parametrize(
    ("seconds", "words"), [(12.345, "12.3 s"), (0.5, "500 ms"), (3.21e-5, "32.1 µs"), (5e-9, "5 ns")]
)
def test_durations_have_three_figures(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.slow
def test_the_command_measures_the_lyceum_on_a_few_students(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--no-peers", "--only", "lyceum"])

    printed = capsys.readouterr().out
    assert "| `iomrules check` |" in printed
    assert "| rating as .xlsx |" in printed
    assert "| target | measured | |" in printed


@pytest.mark.slow
def test_documents_are_written_by_one_process_and_by_two(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--no-peers", "--only", "papers"])

    printed = capsys.readouterr().out
    assert "| `iomrules route`, 3 students, Word, 2 processes |" in printed
    assert "| `iomrules route`, 30 students, Word, 2 processes |" in printed


@pytest.mark.slow
def test_engines_and_the_peers_that_are_here_agree_on_the_generated_rules(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--no-peers", "--only", "single", "whole", "parquet", "growth", "text"])

    printed = capsys.readouterr().out
    assert "| **columns, 2 threads** |" in printed
    assert "| NumPy |" in printed
    assert "under 1 GiB" in printed
    assert "| DuckDB |" in printed


def test_a_curve_is_drawn_the_same_each_time() -> None:
    growth = Growth("rules", "Вымышленные < правила", "rules", ((10, (10, 5, None)), (100, (100, 5, None))))
    curves = {"one": [(10, 100.0), (100, 2000.0)], "other": [(10, 90.0), (100, 1900.0)]}

    drawn = draw(growth, curves)

    assert drawn == draw(growth, curves)
    assert drawn.count("<polyline") == 2
    assert "Вымышленные &lt; правила" in drawn
    assert "@media(prefers-color-scheme:dark)" in drawn
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


def test_a_target_that_falls_short_stands_first() -> None:
    rows = target_table([Target("one", "1", True), Target("two", "", None), Target("three", "9", False)])

    assert [row.split(" | ")[0] for row in rows[2:]] == ["| three", "| two", "| one"]
    assert "**falls short**" in rows[2]


def test_a_group_measured_anew_leaves_the_others_as_they_were() -> None:
    readme = "head\n<!-- text: begin -->\nold\n<!-- text: end -->\n<!-- whole: begin -->\nkept\n<!-- whole: end -->\n"

    written = put_into(readme, "text", ["new"])

    assert written == readme.replace("old", "new")
    assert put_into(written, "text", ["new"]) == written


def test_rules_in_english_are_those_of_the_workload() -> None:
    assert [name for name, _ in english_rules(3)] == ["rule_0", "rule_1", "rule_2"]
    assert not any("а" <= letter <= "я" for letter in json.dumps(english_rules(200), ensure_ascii=False).casefold())
