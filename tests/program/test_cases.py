"""The checker against texts: sound rulesets and what they mean, wrong ones and what is said of them.

A case is a ruleset, a line of dashes, and what is expected. A line `===== школа` begins another ruleset, named so in
messages; `===== формы` begins the stored forms of the first one. Every mistake the checker knows has a case.
"""

import re
from pathlib import Path

import pytest

from iomrules.codes import cohorts, examples, layers, program, route, tables, translation
from iomrules.diagnostics import Code, Diagnostic
from iomrules.facts.record import NumberKind
from iomrules.parse.reader import read
from iomrules.program.core import Function
from iomrules.program.morphology import word_forms
from iomrules.program.outline import outline
from iomrules.program.passes import Checked, LayerSource, check_program
from iomrules.source import SourceText

TOP = Path(__file__).parents[2]
BAD = TOP / "tests" / "language" / "bad" / "program"
GOOD = TOP / "tests" / "language" / "good" / "program"
PAGES = TOP / "docs" / "diagnostics"
_MODULES = (program, tables, cohorts, examples, layers, route, translation)
#: what the checker says; a base that cannot be read is told by the reader of rulesets
_ALL = (
    each for module in _MODULES for each in vars(module).values() if isinstance(each, Code) and each.number[0] == "R"
)
CODES = sorted({each.number: each for each in _ALL}.values(), key=lambda code: code.number)
_PART = re.compile(r"^===== (.+)$\n", re.MULTILINE)

DIGITS = Function(
    "сумма_цифр", (NumberKind(whole=True),), NumberKind(whole=True), lambda number: number, plugin="образец_плагина"
)


def split_case(case: Path) -> tuple[str, str]:
    """The ruleset and what is expected of it."""
    ruleset, _, expected = case.read_text(encoding="utf-8").partition("-----\n")
    return ruleset, expected


def outlined(ruleset: str) -> str:
    """What a sound case means."""
    checked = check_case(ruleset)
    assert checked.program is not None, [(str(each.span), each.message) for each in checked.diagnostics]
    return outline(checked.program)


def findings(ruleset: str) -> str:
    """What the checker says of a case, a line each."""
    return "".join(f"{line}\n" for each in check_case(ruleset).diagnostics for line in _lines(each))


def check_case(ruleset: str) -> Checked:
    """A case checked; it must be readable, whatever its meaning."""
    first, *rest = _PART.split(ruleset)
    parts = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
    forms = "".join(text for name, text in parts if name == "формы")
    layers = []
    for name, text in parts:
        if name != "формы":
            tree, mistakes = read(SourceText(name, text))
            assert not mistakes, [each.message for each in mistakes]
            layers.append(LayerSource((tree,), forms="" if layers else forms))
    checked = check_program(layers, (DIGITS,), generate_forms=word_forms)
    assert (checked.program is None) == any(each.severity.value == "error" for each in checked.diagnostics)
    return checked


def _lines(found: Diagnostic) -> list[str]:
    assert found.text("en")
    assert found.help("ru")
    assert found.help("en")
    span = found.span
    name = f"{span.source}:" if span.source else ""
    line = f"{name}{span.line}:{span.column} {found.code} {found.message}"
    return [line, *(f"  {each.span.source}:{each.span.line}:{each.span.column} {each.ru}" for each in found.related)]


@pytest.mark.parametrize("case", sorted(GOOD.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sound_ruleset_means_what_the_case_expects(case):
    ruleset, expected = split_case(case)

    assert outlined(ruleset) == expected


@pytest.mark.parametrize("case", sorted(BAD.glob("*.txt")), ids=lambda path: path.stem)
def test_the_checker_says_what_the_case_expects(case):
    ruleset, expected = split_case(case)

    assert findings(ruleset) == expected


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.number)
def test_every_mistake_has_a_case_and_a_page(code):
    case, page = BAD / f"{code.number}-{code.slug}.txt", PAGES / f"{code.number}-{code.slug}.md"

    assert f" {code.number} " in split_case(case)[1]
    assert page.read_text(encoding="utf-8").startswith(f"# {code.number}. ")


def test_numbers_and_slugs_are_not_used_twice():
    codes = [each for each in _ALL if isinstance(each, Code)]

    assert len({code.number for code in codes}) == len({code.slug for code in codes}) == len(codes)
