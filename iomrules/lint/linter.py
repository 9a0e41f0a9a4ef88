"""`lint`: everything the linter looks for, less what the text waives; and the edits that mend what can be mended."""

from collections.abc import Iterable, Mapping, Sequence

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import frozen
from iomrules.lint.ask_scoring import ask_scoring
from iomrules.lint.ask_unsaid import ask_unsaid
from iomrules.lint.misread import find_misread
from iomrules.lint.nothing_taken import find_nothing_taken
from iomrules.lint.spelling import find_spelling
from iomrules.lint.waivers import read_waivers, take_waived, without
from iomrules.parse.tree import SyntaxTree
from iomrules.program.core import Program
from iomrules.program.estimate import Estimate
from iomrules.program.find_cohort_gaps import find_cohort_gaps
from iomrules.program.find_conflicts import find_conflicts
from iomrules.program.find_gaps import find_gaps
from iomrules.program.find_overlaps import find_overlaps
from iomrules.program.roots import roots
from iomrules.program.table_uses import table_uses
from iomrules.source import SourceText


@frozen
class Report:
    """findings: in the order of the text. mended: file -> its text after every safe edit, where that changes it."""

    findings: tuple[Diagnostic, ...]
    mended: Mapping[str, str]


def lint(program: Program, trees: Sequence[SyntaxTree], known: Iterable[Diagnostic] = ()) -> Report:
    """What a checked program leaves open. known: warnings found before, which a text may waive as well."""
    estimate = Estimate(program)
    hung = roots(estimate)
    uses = table_uses(estimate, hung)
    found = (
        *known,
        *find_gaps(program, uses),
        *find_cohort_gaps(program),
        *find_overlaps(estimate, uses),
        *find_conflicts(estimate, hung),
        *ask_scoring(estimate, hung),
        *ask_unsaid(estimate, hung, trees),
        *find_nothing_taken(hung),
        *find_misread(trees),
        *find_spelling(trees),
    )
    waivers = read_waivers(trees)
    left, wrong = take_waived(found, waivers)
    rank = {syntax.source.name: place for place, syntax in enumerate(trees)}
    findings = sorted(
        dict.fromkeys((*left, *wrong)),
        key=lambda each: (rank.get(each.span.source, -1), each.span.line, each.span.column, each.code),
    )
    return Report(tuple(findings), mended(findings, trees))


def mended(findings: Iterable[Diagnostic], trees: Sequence[SyntaxTree]) -> dict[str, str]:
    """file -> its text without unused waivers and with keywords in small letters. Nothing else changes."""
    waivers = {each.span: each for each in read_waivers(trees)}
    sources = {syntax.source.name: syntax.source for syntax in trees}
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for finding in findings:
        source = sources.get(finding.span.source)
        if source is None:
            continue
        if finding.kind is codes.WAIVER_UNUSED:
            gone = finding.values["codes"].split(", ")
            edits.setdefault(source.name, []).append(without(waivers[finding.span], gone, source))
        elif finding.kind is codes.KEYWORD_SPELLING:
            edit = finding.span.start, finding.span.end, finding.values["wanted"]
            edits.setdefault(source.name, []).append(edit)
    return {name: _edited(sources[name], made) for name, made in edits.items()}


def _edited(source: SourceText, edits: Iterable[tuple[int, int, str]]) -> str:
    text = source.text
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text
