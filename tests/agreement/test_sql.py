"""SQL decides the conformance suite and a school as the interpreter does; what it cannot it names."""

from datetime import date
from itertools import groupby

import pytest
from attrs import evolve

from benchmarks.lyceum import make_world
from benchmarks.students import ON
from iomrules.facts.record import Person
from iomrules.reason.decision import Verdict
from iomrules.reason.engine import prepare
from iomrules.reason.sql.run import decide
from iomrules.reason.sql.statement import write_statement
from tests.agreement.by_sql import compare
from tests.agreement.worlds import Batch
from tests.fuzz.laws import checked, person, read_sound
from tests.language import conformance
from tests.language.conformance import all_suites, compile_ruleset

SUITES = {suite.path.stem: suite for suite in all_suites() if any(each.cases for each in suite.rulesets)}


@pytest.mark.parametrize("name", SUITES)
def test_every_conformance_case_is_decided_alike(name: str) -> None:
    """All people of a ruleset's cases of one day stand in one query."""
    for ruleset in SUITES[name].rulesets:
        program, _ = compile_ruleset(ruleset)
        if program is None:
            continue
        for on, cases in groupby(sorted(ruleset.cases, key=lambda case: case.on), key=lambda case: case.on):
            people: list[Person] = [each for case in cases for each in conformance._people(program, case)[0]]
            for shape in program.person_shapes():
                own = [each for each in people if each.shape == shape]
                found = compare(Batch(program, on, own)).differences if own else ()

                assert not found, f"{SUITES[name].path.name}: {found[0]}"


def test_a_school_is_decided_alike() -> None:
    world = make_world(60)

    found = compare(Batch(world.program, ON, world.records.people))

    assert not found.differences, found.differences[0]
    assert found.pairs == 60
    assert not write_statement(world.program, "ученик", ON).refused
    assert not found.unsaid


def test_what_cannot_be_said_is_refused_by_name_in_both_languages() -> None:
    text = """показатель лучшие для учеников где льгота
  по каждому предмету наибольшее балл_жюри среди достижений

рейтинг портфолио
  критерий учёба сумма лучшие
  критерий участие класс
  место по убыванию
  при равенстве учёба

отбор приём по рейтингу портфолио
  число мест 3
"""
    statement = write_statement(checked(read_sound(text)), "ученик", date(2026, 10, 15))

    refused = {each.name: (each.what, each.what_en) for each in statement.refused}
    assert refused == {
        "лучшие": ("список как значение", "a list as a value"),
        "портфолио": ("«учёба», чего в SQL не сказать", "`учёба`, which SQL cannot say"),
        "приём": ("«портфолио», чего в SQL не сказать", "`портфолио`, which SQL cannot say"),
    }
    assert not statement.places
    assert not statement.selections


def test_a_catalogue_is_a_table_that_everybody_sees_the_schools_own_entries_too() -> None:
    text = "правило допуск если не меньше 2 курсов где код среди пожеланий и польза больше 4"
    program = checked(read_sound(text))
    who = person(program, {"пожелания": ["анатомия", "черчение"]})
    (entry,) = [each for each in program.schema.catalogues["курсы"].rows if each.key == "черчение"]
    own = evolve(entry, fields={**entry.fields, "польза": 9})

    _, (bundled,) = decide(program, "ученик", [who], ON)
    _, (schools,) = decide(program, "ученик", [who], ON, {"курсы": (own,)})

    assert bundled.verdicts == {"допуск": False}
    assert schools.verdicts == {"допуск": True}
    assert prepare(program).decide(who, ON).verdicts["допуск"].verdict is not Verdict.YES
    assert prepare(program, {"курсы": (own,)}).decide(who, ON).verdicts["допуск"].verdict is Verdict.YES
