"""Reasons of a person already decided: nothing is concluded again, and nothing is told otherwise."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.students import ON, as_json_lines, students
from iomrules.deciding import decide_people, read_people
from iomrules.facts.reader import Source
from iomrules.pipeline import compile_rules
from iomrules.plugins import load_plugins
from iomrules.reason.decision import FaultRaised
from iomrules.reason.engine import prepare
from iomrules.reason.engines import prepare_for
from iomrules.reason.explanation import Reason
from iomrules.rulesets import open_ruleset

RULES = Path(__file__).parents[2] / "rulesets" / "lyceum11"


@pytest.fixture(scope="module")
def decided():
    program = compile_rules([open_ruleset(RULES, "lyceum11")], load_plugins((), ())).usable()
    records = read_people(program, [Source("students.jsonl", as_json_lines(students(40)), "jsonl")])
    return program, records, [each.decisions for each in decide_people(program, records, ON, "interpreter")]


def told(evaluation, name):
    try:
        return evaluation.reason_of(name)
    except FaultRaised as raised:
        return raised.diagnostic


@pytest.mark.parametrize("engine", ["interpreter", "python"])
def test_what_is_known_of_a_person_changes_no_reason(decided, engine):
    program, records, decisions = decided
    asked = prepare_for(program, records.catalogues, len(records.people), engine)
    anew = prepare(program, records.catalogues)
    for each in decisions:
        knowing, asking = asked.evaluation(each.person, ON, each), anew.evaluation(each.person, ON)
        for name in (*program.rules, *program.routes, *program.indicators, *program.ratings):
            assert told(knowing, name) == told(asking, name)


def test_what_a_reason_rests_on_is_made_once_and_only_when_asked_for():
    asked = []

    def make():
        asked.append(date.min)
        return (Reason("fact", 5),)

    reason = Reason("compare", True, parts=make)
    assert asked == []

    assert reason.parts == (Reason("fact", 5),)
    assert reason.parts is reason.parts
    assert asked == [date.min]


def test_postponed_parts_are_parts_like_others():
    parts = (Reason("fact", 5, name="класс"),)
    later = Reason("compare", True, parts=lambda: parts)

    assert later == Reason("compare", True, parts=parts)
    assert repr(later) == repr(Reason("compare", True, parts=parts))
    assert later != Reason("compare", True)
