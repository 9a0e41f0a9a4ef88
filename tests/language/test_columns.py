"""The conformance suite once more, by columns: what a case expects of verdicts, values, totals and places."""

from pathlib import Path

import pytest

from tests.agreement.by_columns import differences
from tests.language.conformance import Ruleset, all_suites, compile_ruleset
from tests.language.conformance import _people as people_of

SUITES = [suite for suite in all_suites() if any(ruleset.cases for ruleset in suite.rulesets)]


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: str(Path(*suite.path.parts[-2:])))
def test_every_case_by_columns(suite) -> None:
    wrong = [found for ruleset in suite.rulesets for found in _wrong(ruleset)]

    assert wrong == []


def _wrong(ruleset: Ruleset) -> list[str]:
    program, _ = compile_ruleset(ruleset)
    if program is None:
        return []
    found = []
    for case in ruleset.cases:
        people, _ = people_of(program, case)
        if not people:
            continue
        try:
            told = differences(program, people, case.on)
        except ValueError as error:
            if "decimal places" in str(error):
                continue  # such a number has no column
            raise
        found += [f"{ruleset.title} {case.line} {case.title}: {each}" for each in told]
    return found
