"""The lines of a table: where each row begins (ROW) and where its cells part (SEP).

A row's cells part at `|` where the line has one, else at tabs inside the line (a paste from Excel), else at `;`.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from iomrules.codes import parse as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.words import Words
from iomrules.source import SourceText, Span

#: a line of a table that begins with one of these is a clause, not a row
CLAUSES = frozenset(
    (
        *("BY", "HIT_ONE", "HIT_FIRST", "HIT_ALL", "GIVES", "OTHERWISE", "FROM_FILE", "SHEET"),
        *("BASIS", "NOTE", "ADVICE", "IN_FORCE", "REFINABLE", "REFINES", "FORMS", "MEASURED"),
    )
)
#: a line that begins with one of these goes on with the row above
TAILS = frozenset(("FROM", "UNTIL", "ACCORDING"))
SILENT = frozenset(("COMMENT", "COMMA"))


def mark_rows(
    block: Sequence[Lexeme], source: SourceText, words: Words, *, has_keys: bool
) -> tuple[list[Lexeme], list[Diagnostic]]:
    """The lexemes of one TABLE or EXTEND declaration with ROW and SEP put in, and rows that are none.

    has_keys: rows begin only after the line with `по …` (a table); otherwise after the first line.
    """
    lines = [list(line) for _, line in groupby(block, key=lambda lexeme: lexeme.line)]
    if not has_keys and any("SYNONYM" in _terminals(line, words) for line in _said(lines)):
        return list(block), []  # words for an enumeration are added, and no rows
    #: cells of the heading, less one, and whether a bar closes it
    width, framed = 0, False
    marked: list[Lexeme] = []
    mistakes: list[Diagnostic] = []
    in_head, keys_begun = True, False
    tabbed = [line for line in lines[1:] if _separator(line, source) == "\t"]
    margin = min((_leading_tabs(line, source) for line in tabbed), default=0)
    for line in lines:
        spoken = [lexeme for lexeme in line if lexeme.kind not in SILENT]
        starts = _terminals(spoken, words)
        ends_head = not has_keys or any("BY" in words.terminals.get(lexeme.folded, ()) for lexeme in spoken)
        if in_head:
            marked.extend(line)
            # a comment above the declaration is not its head; keys may go on in the next line
            in_head = not (spoken and (ends_head or keys_begun)) or (has_keys and _is_open(spoken, words))
            keys_begun = keys_begun or bool(spoken and ends_head)
            continue
        bar = any(lexeme.kind == "BAR" for lexeme in spoken)
        if not spoken or (not bar and (starts & CLAUSES or _goes_on(spoken, starts))):
            marked.extend(line)
            continue
        separator = _separator(line, source)
        if not separator:
            mistakes.append(codes.ONE_CELL.at(spoken[0].span.to(spoken[-1].span)))
            continue
        extra = max(0, _leading_tabs(line, source) - margin) if separator == "\t" else 0
        row = list(_cells(line, separator, extra, source))
        parting = sum(lexeme.kind == "SEP" for lexeme in row)
        closed = spoken[-1].kind == "BAR"
        if closed and not framed and parting + 1 == width:
            # one cell short: nothing stands between the last bar and the row's edge
            end = len(row) - (row[-1].kind == "COMMENT")
            row.insert(end, Lexeme("SEP", "|", spoken[-1].span))
        if not width:
            width, framed = parting, closed
        marked.extend(row)
    return marked, mistakes


def _is_open(line: Sequence[Lexeme], words: Words) -> bool:
    """Whether the keys of a table go on: the line ends with `;` or with `по` alone."""
    return line[-1].text == ";" or "BY" in words.terminals.get(line[-1].folded, ())


def _said(lines: Sequence[Sequence[Lexeme]]) -> Iterator[list[Lexeme]]:
    """The lines below the first, without comments."""
    yield from ([lexeme for lexeme in line if lexeme.kind not in SILENT] for line in lines)


def _goes_on(line: Sequence[Lexeme], starts: frozenset[str]) -> bool:
    """Whether a line belongs to the row above; English `from 8 to 13; 2` is a row, `from 01.09.2026` is not."""
    if "RANGE_FROM" in starts and len(line) > 1:
        return line[1].kind == "DATE"
    return bool(starts & TAILS)


def _terminals(line: Sequence[Lexeme], words: Words) -> frozenset[str]:
    """What the first words of a line may be, the longest phrase first."""
    if not line or line[0].kind != "WORD":
        return frozenset()
    for count in range(words.longest.get(line[0].folded, 0), 0, -1):
        if len(line) < count:
            continue
        known = words.terminals.get(" ".join(lexeme.folded for lexeme in line[:count]))
        if known:
            return frozenset(known)
    return frozenset()


def _separator(line: Sequence[Lexeme], source: SourceText) -> str:
    spoken = [lexeme for lexeme in line if lexeme.kind != "COMMENT"]
    if any(lexeme.kind == "BAR" for lexeme in spoken):
        return "|"
    if any("\t" in gap for gap in _gaps(spoken, source)):
        return "\t"
    return ";" if any(lexeme.text == ";" for lexeme in spoken) else ""


def _gaps(line: Sequence[Lexeme], source: SourceText) -> Iterator[str]:
    for left, right in pairwise(line):
        yield source.text[left.span.end : right.span.start]


def _leading_tabs(line: Sequence[Lexeme], source: SourceText) -> int:
    first = line[0].span
    return source.text[first.start - first.column + 1 : first.start].count("\t")


def _cells(line: Sequence[Lexeme], separator: str, extra: int, source: SourceText) -> Iterator[Lexeme]:
    first = line[0]
    start = first.span
    yield _mark("ROW", start)
    for _ in range(extra):
        yield _mark("SEP", start)
    spoken = [lexeme for lexeme in line if lexeme.kind not in SILENT]
    before: Lexeme | None = None
    for lexeme in line:
        if separator == "\t" and before is not None and lexeme.kind != "COMMENT":
            for _ in range(source.text[before.span.end : lexeme.span.start].count("\t")):
                yield _mark("SEP", lexeme.span)
        if lexeme.kind == "BAR":
            # the bars that frame a row part nothing; a row that begins with one begins with an empty cell only
            # where the rows around it do not, which the author sees better than we: an opening bar is an empty cell
            if lexeme is not spoken[-1]:
                yield Lexeme("SEP", "|", lexeme.span)
        elif separator == ";" and lexeme.text == ";" and lexeme.kind == "SIGN":
            yield Lexeme("SEP", ";", lexeme.span)
        else:
            yield lexeme
        before = lexeme


def _mark(kind: str, before: Span) -> Lexeme:
    """A lexeme of no width just before a place."""
    place = Span(before.source, before.line, before.column, before.line, before.column, before.start, before.start)
    return Lexeme(kind, "", place)
