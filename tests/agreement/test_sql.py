"""SQL decides the conformance suite and a school as the interpreter does; what it cannot it names."""

from datetime import date
from itertools import groupby

import pytest

from benchmarks.lyceum import make_world
from benchmarks.students import ON
from iomrules.facts.record import Person
from iomrules.reason.sql.statement import write_statement
from tests.agreement.by_sql import compare
from tests.agreement.worlds import Batch
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

    found = compare(Batch(world.own, ON, world.records.people))

    assert not found.differences, found.differences[0]
    assert found.pairs == 60
    assert found.unsaid < found.answers / 10


def test_what_cannot_be_said_is_refused_by_name() -> None:
    program = make_world(1).program

    statement = write_statement(program, "ученик", date(2026, 10, 15))

    refused = {each.name: each.what_en for each in statement.refused}
    assert refused["план_в_пределах_нагрузки"] == "`часы_плана`, which SQL cannot say"
    assert "часы_плана" in refused
    assert ("decision", "план_в_пределах_нагрузки") not in statement.columns
