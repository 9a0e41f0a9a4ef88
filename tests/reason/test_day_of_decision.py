"""`день_решения`: the same day to every engine, in explanations and in the regulation."""

from datetime import date, timedelta

import pytest

from iomrules.reason.engine import Interpreting
from iomrules.write.regulation import regulation
from iomrules.write.sentences import why, why_not
from tests.agreement.by_sql import compare
from tests.agreement.worlds import Batch
from tests.language.conformance import _people as people_of
from tests.language.conformance import all_suites, compile_ruleset

SUITE = next(suite for suite in all_suites() if suite.path.stem == "day-of-decision")
PROGRAM, _ = compile_ruleset(SUITE.rulesets[0])
assert PROGRAM is not None
EVERYBODY = [person for case in SUITE.rulesets[0].cases for person in people_of(PROGRAM, case)[0]]


@pytest.mark.parametrize("on", [date(2026, 8, 31) + timedelta(days=each) for each in range(4)])
def test_sql_decides_for_the_same_day(on: date) -> None:
    found = compare(Batch(PROGRAM, on, EVERYBODY))

    assert found.differences == ()
    assert found.unsaid == 0


def test_an_explanation_tells_the_day_and_calls_it() -> None:
    evaluation = Interpreting(PROGRAM, {}).evaluation(EVERYBODY[0], date(2026, 8, 31))
    late, ahead = evaluation.reason_of("приказ_издан"), evaluation.reason_of("ещё_впереди")

    assert why_not(late) == ("День приказа 01.09.2026 позже 31.08.2026 (день решения).",)
    assert why(ahead) == ("День приказа 01.09.2026 позже 31.08.2026 (день решения).",)
    assert why(ahead, "en") == ("День приказа 2026-09-01 is after 2026-08-31 (the day of decision).",)


@pytest.mark.parametrize(
    ("language", "told"), [("ru", "не позже дня решения"), ("en", "no later than the day of decision")]
)
def test_the_regulation_calls_the_day_in_its_case(language: str, told: str) -> None:
    sections = regulation(PROGRAM, language).sections

    assert any(told in str(clause) for section in sections for clause in section.clauses)
