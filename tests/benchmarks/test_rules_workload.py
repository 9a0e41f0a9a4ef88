"""The generated workload: both sides conclude the same, and the texts are the same each time."""

import pytest

from benchmarks.rules_speed import ON, as_by_hand, by_hand, checked, measure, records
from benchmarks.rules_workload import as_python, as_rules, students
from iomrules.reason.engine import prepare
from iomrules.reason.python.code import source_of
from iomrules.reason.python.engine import load


@pytest.mark.parametrize("count", [10, 50])
def test_rules_by_hand_and_in_the_language_conclude_the_same(count: int) -> None:
    program, decide, plain = checked(count), by_hand(count), students(40)
    sides = (prepare(program), load(source_of(program), program))

    for person, one in zip(records(program, plain), plain, strict=True):
        expected = decide(one)
        for engine in sides:
            assert as_by_hand(engine.decide(person, ON)) == expected


def test_the_first_rules_are_the_same_whatever_the_count() -> None:
    assert as_rules(10) == as_rules(10)
    assert as_rules(50).startswith(as_rules(10).rstrip("\n"))
    assert as_python(10) == as_python(10)


def test_the_measurement_runs_and_shows_ratios() -> None:
    rows = measure(10, 20, 1)

    assert any("| 10 | by hand in Python |" in row and "1.00" in row for row in rows)
    assert any("generated code" in row for row in rows)
