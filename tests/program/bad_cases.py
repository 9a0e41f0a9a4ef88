"""Rulesets with mistakes, as text files: the ruleset, a line of dashes, and the messages expected.

A line `===== школа` begins another ruleset, named so in messages; `===== формы` the stored forms of the first one.
"""

import re
from pathlib import Path

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import NumberKind
from iomrules.parse.reader import read
from iomrules.program.core import Function
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.source import SourceText

CASES = Path(__file__).parents[1] / "language" / "bad" / "program"
_PART = re.compile(r"^===== (.+)$\n", re.MULTILINE)

DIGITS = Function(
    "сумма_цифр", (NumberKind(whole=True),), NumberKind(whole=True), lambda number: number, plugin="образец_плагина"
)


def split_case(text: str) -> tuple[str, tuple[str, ...]]:
    """The ruleset and the messages expected of it."""
    ruleset, _, expected = text.partition("-----\n")
    return ruleset, tuple(expected.splitlines())


def findings(ruleset: str) -> tuple[str, ...]:
    """What the checker says of a case, a line each."""
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
    return tuple(line for each in checked.diagnostics for line in _lines(each))


def _lines(found: Diagnostic) -> list[str]:
    assert found.text("en")
    assert found.help("ru")
    assert found.help("en")
    span = found.span
    name = f"{span.source}:" if span.source else ""
    line = f"{name}{span.line}:{span.column} {found.code} {found.message}"
    return [line, *(f"  {each.span.source}:{each.span.line}:{each.span.column} {each.ru}" for each in found.related)]
