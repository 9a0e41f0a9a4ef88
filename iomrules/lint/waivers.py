"""Waivers: a comment that says what is not to be checked at a place, and why.

`// не проверять L020, L021: призовые места у нас не повторяются`, in English `// waive L020: reason`. Directly above a
declaration it holds for all of it, above `набор правил` for the whole file, above or at the end of another line for
that line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.frozen import frozen
from iomrules.parse import tree
from iomrules.source import SourceText, Span

_WAIVER = re.compile(
    r"//\s*(?:не проверять|waive)\s+(?P<codes>[A-Z]\d{3}(?:\s*[,;]\s*[A-Z]\d{3})*)\s*(?::(?P<reason>.*))?$", re.I
)
#: letters of the Russian layout that look like those of codes
_LATIN = str.maketrans("ЕРКТДФВ", "EPKTDFW")


@frozen
class Waiver:
    """codes: what is waived. first, last: the lines it holds for. alone: the comment stands on a line of its own."""

    codes: tuple[str, ...]
    reason: str
    first: int
    last: int
    alone: bool
    span: Span

    def covers(self, finding: Diagnostic) -> bool:
        place = finding.span
        met = place.source == self.span.source and place.line <= self.last and self.first <= place.end_line
        return met and finding.code in self.codes and bool(self.reason)


def read_waivers(trees: Iterable[tree.SyntaxTree]) -> tuple[Waiver, ...]:
    """Every waiver in the comments of all files."""
    return tuple(waiver for syntax in trees for waiver in _of_file(syntax))


def _of_file(syntax: tree.SyntaxTree) -> Iterator[Waiver]:
    written = {each.span.line: each.span.end_line for each in syntax.declarations}
    headers = {each.span.line for each in syntax.declarations if isinstance(each, tree.Header)}
    for place, token in enumerate(syntax.tokens):
        if token.kind != "COMMENT" or "//" not in token.text:
            continue
        found = _WAIVER.match(token.text.translate(_LATIN) if "L" in token.text else token.text)
        if found is None:
            continue
        alone = not syntax.source.line(token.span.line)[: token.span.column - 1].strip()
        first = _next_line(syntax.tokens[place + 1 :], token) if alone else token.span.line
        last = written.get(first, first) if alone else first
        if alone and first in headers:
            last = syntax.source.text.count("\n") + 1
        named = tuple(re.findall(r"[A-Z]\d{3}", found["codes"].upper()))
        reason = token.text[found.start("reason") :].strip() if found["reason"] else ""
        yield Waiver(named, reason, first, last, alone, token.span)


def _next_line(after: Sequence[tree.Token], comment: tree.Token) -> int:
    """The line that a comment of its own line stands above, other comments between left out."""
    return next((token.span.line for token in after if token.kind != "COMMENT"), comment.span.line)


def take_waived(
    findings: Iterable[Diagnostic], waivers: Sequence[Waiver]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What is left of the findings, and what is wrong with the waivers. Errors cannot be waived."""
    used: set[tuple[Waiver, str]] = set()
    left: list[Diagnostic] = []
    for finding in findings:
        covering = [each for each in waivers if each.covers(finding)] if finding.severity is Severity.WARNING else []
        used |= {(each, finding.code) for each in covering}
        if not covering:
            left.append(finding)
    return tuple(left), tuple(_wrong(waivers, used))


def _wrong(waivers: Iterable[Waiver], used: set[tuple[Waiver, str]]) -> Iterator[Diagnostic]:
    for waiver in waivers:
        unused = [code for code in waiver.codes if (waiver, code) not in used]
        if not waiver.reason:
            yield codes.WAIVER_WITHOUT_REASON.at(waiver.span, codes=", ".join(waiver.codes))
        elif unused:
            yield codes.WAIVER_UNUSED.at(waiver.span, codes=", ".join(unused))


def without(waiver: Waiver, gone: Iterable[str], source: SourceText) -> tuple[int, int, str]:
    """The edit that takes codes out of a waiver: offsets into the text and what to put there."""
    kept = [code for code in waiver.codes if code not in gone]
    start, end = waiver.span.start, waiver.span.end
    if kept:
        lead = source.text[start:end].split(":", 1)[0]
        head = re.split(r"[A-ZА-Я]\d{3}", lead, maxsplit=1, flags=re.I)[0]
        return start, end, f"{head}{', '.join(kept)}: {waiver.reason}"
    while start and source.text[start - 1] in " \t":
        start -= 1
    if waiver.alone and source.text[end : end + 1] == "\n":
        end += 1
    return start, end, ""
