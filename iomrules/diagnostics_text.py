"""A mistake as a person reads it in a terminal: place, code, sentence, the line with a caret, the way out."""

import unicodedata
from collections.abc import Iterator

from iomrules.diagnostics import Diagnostic
from iomrules.source import NOWHERE

TAB = 4
#: longest part of a source line that is shown, in columns
WIDEST = 100


def show_diagnostic(diagnostic: Diagnostic, text_of_line: str = "", language: str = "ru") -> str:
    """Several lines without a line end at the last.

    text_of_line: the source line of the mistake's place, or empty to leave it out. language: `ru` or `en`.
    """
    return "\n".join(_lines(diagnostic, text_of_line, language))


def _lines(diagnostic: Diagnostic, text_of_line: str, language: str) -> Iterator[str]:
    yield f"{diagnostic.place(language)}  {diagnostic.code}  {diagnostic.text(language)}"
    span = diagnostic.span
    if text_of_line.strip() and span != NOWHERE:
        last = span.end_column if span.end_line == span.line else len(text_of_line) + 1
        line, caret = _underline(text_of_line, span.column - 1, max(last - 1, span.column))
        yield f"  | {line}"
        yield f"  | {caret}"
    for related in diagnostic.related:
        yield f"  {related.span}  {related.en if language == 'en' else related.ru}"
    way_out = diagnostic.help(language)
    if way_out:
        yield f"  {'help' if language == 'en' else 'как исправить'}: {way_out}"


def _underline(text: str, start: int, end: int) -> tuple[str, str]:
    """The line as columns of a terminal, and the carets under text[start:end]; a long line is cut around them."""
    shown: list[str] = []
    columns: list[int] = []
    column = 0
    for char in text:
        shown.append(_visible(char, column))
        columns.append(column)
        column += _width(shown[-1])
    columns.append(column)
    first, past = columns[min(start, len(text))], columns[min(end, len(text))]
    carets = "^" * max(1, past - first)
    line = "".join(shown)
    if _width(line) <= WIDEST:
        return line.rstrip(), " " * first + carets
    left = max(0, start - WIDEST // 2)
    part = "".join(shown[left : left + WIDEST])
    margin = first - columns[left]
    marks = "…" if left else ""
    room = max(1, WIDEST - margin)
    return f"{marks}{part}…", " " * (margin + len(marks)) + carets[:room]


def _visible(char: str, column: int) -> str:
    """What is printed for a character: tabs as spaces, invisible and control characters by their number."""
    if char == "\t":
        return " " * (TAB - column % TAB)
    if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}:
        return f"<U+{ord(char):04X}>"
    return char


def _width(text: str) -> int:
    """Columns of a terminal: wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
