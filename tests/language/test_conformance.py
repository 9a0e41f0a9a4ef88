"""This implementation against the conformance suite, and the suite against what docs/conformance.md says of it."""

import re

import pytest

from iomrules.codes import examples, facts, lint, parse, program, reason, tables
from iomrules.diagnostics import Code, Severity
from tests.language.conformance import (
    CASES,
    Case,
    Ruleset,
    Suite,
    all_suites,
    compile_ruleset,
    lint_ruleset,
    run_case,
    try_ruleset,
)
from tests.language.oracles.suite_files import generated_files

WARNING = Severity.WARNING
SUITES = all_suites()
RULESETS = [(suite, ruleset) for suite in SUITES for ruleset in suite.rulesets]
#: only ever met in a workbook, an archive or a plugin, which a plain text cannot show, or in a text of megabytes
ELSEWHERE = frozenset(
    [
        *"F001 F003 F004 F005 F006 F007 F008 F009 F010".split(),
        *(f"F0{number}" for number in range(20, 35)),
        *"P017 P018 P019 R004 D005 D009".split(),
        "L006",  # a table that takes too long to search is no text to read; tests/lint has one
    ]
)


@pytest.mark.parametrize(
    "ruleset", [pytest.param(each, id=f"{suite.path.stem}:{each.line}") for suite, each in RULESETS]
)
def test_the_suite_holds(ruleset: Ruleset) -> None:
    program, found = compile_ruleset(ruleset)

    if ruleset.findings is not None:
        assert found == ruleset.findings
    if ruleset.lint is not None:
        assert program is not None, found
        assert lint_ruleset(ruleset, program) == ruleset.lint
    if ruleset.examples is not None:
        assert program is not None, found
        assert try_ruleset(program) == ruleset.examples
    if ruleset.cases:
        assert program is not None, found
        assert [wrong for case in ruleset.cases for wrong in run_case(program, case)] == []


def is_about_gaps(expected: str) -> bool:
    """Whether an expectation is of missing data or of an error."""
    told, _, wanted = expected.partition(" = ")
    return told == "findings" or wanted.startswith(("unknown", "fault", "absent"))


def lacks_something(case: Case) -> bool:
    """Whether a fact of some person is said to be unknown."""
    return any(value is None for person in case.facts for value in person.values())


def test_the_suite_is_as_large_as_it_says() -> None:
    sound = [(suite, case) for suite, ruleset in RULESETS for case in ruleset.cases]
    refused = [ruleset for _, ruleset in RULESETS if ruleset.findings or ruleset.lint]
    gaps = [case for _, case in sound if any(map(is_about_gaps, case.expect)) or lacks_something(case)]
    written = [case for suite, case in sound if suite.origin == "written"]
    total = len(sound) + len(refused)

    assert total >= 2500
    assert len(gaps) + len(refused) >= 0.4 * total
    assert len(written) >= 90


def test_what_is_generated_says_so_and_is_as_the_generator_makes_it() -> None:
    made = generated_files()
    marked = {suite.path.relative_to(CASES).as_posix() for suite in SUITES if suite.origin.startswith("generated")}

    assert marked == set(made)
    assert [name for name, text in made.items() if (CASES / name).read_text(encoding="utf-8") != text] == []


def codes_met(suite: Suite) -> set[str]:
    met = set()
    for ruleset in suite.rulesets:
        met |= {each.split()[0] for each in (*(ruleset.findings or ()), *(ruleset.lint or ()))}
        for case in ruleset.cases:
            for each in case.expect:
                met |= {word.strip(";") for word in each.split(" = ")[1].split()}
    return met


def test_every_question_has_a_case_that_waives_it() -> None:
    waived = {
        code
        for suite in SUITES
        for ruleset in suite.rulesets
        if ruleset.lint == []
        for code in re.findall(r"// не проверять (L\d{3}):", ruleset.parts[0][1])
    }
    warnings = {code.number for code in vars(lint).values() if isinstance(code, Code) and code.severity is WARNING}

    # What is wrong with a waiver is not waived by another.
    assert sorted(warnings - waived - ELSEWHERE) == ["L040", "L041"]


def test_every_code_has_a_case() -> None:
    known = {
        code.number
        for module in (examples, facts, lint, parse, program, reason, tables)
        for code in vars(module).values()
        if isinstance(code, Code)
    }

    lacking = known - set().union(*map(codes_met, SUITES)) - ELSEWHERE

    assert sorted(lacking) == []
