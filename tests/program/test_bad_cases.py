"""Every mistake the checker knows is shown by a case, and every case says what it is expected to say."""

import pytest

from iomrules.codes import program as codes
from iomrules.diagnostics import Code
from tests.program.bad_cases import CASES, findings, split_case

CODES = sorted((each for each in vars(codes).values() if isinstance(each, Code)), key=lambda code: code.number)
PAGES = CASES.parents[3] / "docs" / "diagnostics"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_checker_says_what_the_case_expects(case):
    ruleset, expected = split_case(case.read_text(encoding="utf-8"))

    assert findings(ruleset) == expected


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.number)
def test_every_mistake_has_a_case_and_a_page(code):
    case = CASES / f"{code.number}-{code.slug}.txt"

    assert f" {code.number} " in case.read_text(encoding="utf-8").partition("-----\n")[2]
    assert (PAGES / f"{code.number}-{code.slug}.md").read_text(encoding="utf-8").startswith(f"# {code.number}. ")


def test_numbers_and_slugs_are_not_used_twice():
    assert len({code.number for code in CODES}) == len({code.slug for code in CODES}) == len(CODES)
