"""From the text of rules to what decides by it: reading, checking, making code; and from what was kept before."""

from collections.abc import Iterator, Sequence

from benchmarks.measure import Side
from benchmarks.rules_workload import as_rules
from iomrules.artefact import Artefact
from iomrules.parse.reader import read
from iomrules.pipeline import Compiled, compile_rules
from iomrules.plugins import load_plugins
from iomrules.program.forms import print_forms
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.python.code import source_of
from iomrules.rulesets import build_ruleset
from iomrules.source import SourceText
from iomrules.write_artefact import write_artefact


def text_sides(counts: Sequence[int]) -> Iterator[Side]:
    """With the case forms stored beside the rules, as they are once rules were checked for the first time."""
    for count in counts:
        text = as_rules(count)
        forms = _forms(text)
        made = _compiled(text, forms)
        kept = write_artefact(made)
        lines = text.count("\n")
        yield Side(prepared(count), lambda text=text, forms=forms: _prepare(text, forms), lines, "line")  # type: ignore[misc]
        yield Side(taken(count), lambda kept=kept: Artefact(kept).program, against=prepared(count))  # type: ignore[misc]


def prepared(count: int) -> str:
    return f"text of {count} rules read, checked, code made"


def taken(count: int) -> str:
    return f"{count} rules and their code taken from what was kept"


def _forms(text: str) -> str:
    tree, _ = read(SourceText("load.iom", text))
    return print_forms(check_program([LayerSource((tree,))], (), generate_forms=word_forms).forms[0].table)


def _compiled(text: str, forms: str) -> Compiled:
    return compile_rules([build_ruleset([SourceText("load.iom", text)], "load", forms)], load_plugins((), ()))


def _prepare(text: str, forms: str) -> object:
    return compile(source_of(_compiled(text, forms).usable()), "<rules>", "exec")
