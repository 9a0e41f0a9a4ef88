"""What a command prints: data on stdout, all that is said to a person on stderr, mistakes with place and caret."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

import click

from iomrules.cli.language import language, say
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.source import NOWHERE, SourceText, Span

CLEAN, FINDINGS, FAILURE = 0, 1, 2
#: columns of a source line shown around the place of a mistake
_WIDTH = 100


class Stop(Exception):
    """Ends a command with an exit code; what had to be said has been said."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(str(code))


def prepare_streams(environment: Mapping[str, str]) -> None:
    """A console of cp866 or cp1251 shows `?` for a letter it lacks and does not fail.

    Where PYTHONIOENCODING says what to do with such letters, it is followed.
    """
    if ":" in environment.get("PYTHONIOENCODING", ""):
        return
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def colour(environment: Mapping[str, str]) -> bool | None:
    """True or False where NO_COLOR or FORCE_COLOR (not empty) say so, else None: as the console is."""
    if environment.get("NO_COLOR"):
        return False
    return True if environment.get("FORCE_COLOR") else None


def put(text: str) -> None:
    """A line of data on stdout."""
    click.echo(text)


def put_json(value: object, *, indent: int | None = None) -> None:
    """A JSON value on stdout, one line unless indented; letters stay letters where the console carries all of them."""
    click.echo(json_text(value, sys.stdout, indent))


def json_text(value: object, stream: TextIO, indent: int | None = None) -> str:
    """JSON that loses nothing on `stream`."""
    carries_all = (getattr(stream, "encoding", None) or "utf-8").casefold().replace("-", "").startswith("utf")
    return json.dumps(value, ensure_ascii=not carries_all, indent=indent)


def note(ru: str, en: str) -> None:
    """A line to the person at the console, on stderr."""
    click.echo(say(ru, en), err=True)


def progress(ru: str, en: str) -> None:
    """What is being done now, dim, on stderr."""
    click.echo(click.style(say(ru, en), dim=True), err=True)


def show(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText], *, err: bool = True) -> None:
    """Mistakes for a person: place, code, sentence, the line with a caret, the way out."""
    for diagnostic in dict.fromkeys(diagnostics):
        click.echo(describe(diagnostic, sources), err=err)


def describe(diagnostic: Diagnostic, sources: Mapping[str, SourceText]) -> str:
    """One mistake as several lines of text."""
    warning = diagnostic.severity is Severity.WARNING
    code = click.style(diagnostic.code, fg="yellow" if warning else "red", bold=True)
    lines = [f"{click.style(diagnostic.where, bold=True)}  {code}  {_clean(diagnostic.text(language()))}"]
    lines += _excerpt(diagnostic.span, sources)
    for related in diagnostic.related:
        lines.append(f"    {related.span}: {_clean(say(related.ru, related.en))}")
    if advice := diagnostic.help(language()):
        lines.append(f"    {say('совет', 'help')}: {_clean(advice)}")
    return "\n".join(lines)


def _excerpt(span: Span, sources: Mapping[str, SourceText]) -> list[str]:
    """The line of the mistake and the caret under it; nothing where the text is not at hand."""
    source = sources.get(span.source)
    if span == NOWHERE or source is None or not (text := source.line(span.line)):
        return []
    begin = max(0, span.column - 1 - _WIDTH // 2)
    shown = _clean(text[begin : begin + _WIDTH].replace("\t", " "))
    length = span.end_column - span.column if span.end_line == span.line else len(text) - span.column + 1
    column = span.column - 1 - begin
    caret = " " * column + "^" * max(1, min(length, _WIDTH - column))
    number = str(span.line)
    return [f"    {number} | {shown}", f"    {' ' * len(number)} | {click.style(caret, fg='red')}"]


def _clean(text: str) -> str:
    """The text without characters that would move the cursor or turn the line round."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def as_json(diagnostic: Diagnostic) -> dict[str, object]:
    """One mistake for a program."""
    place: dict[str, object]
    if diagnostic.span == NOWHERE:
        cell = diagnostic.cell
        place = {"file": cell.file, "sheet": cell.sheet, "row": cell.row, "column": cell.column}
    else:
        span = diagnostic.span
        place = {"file": span.source, "line": span.line, "column": span.column}
        place |= {"end_line": span.end_line, "end_column": span.end_column}
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        **place,
        "message": diagnostic.text(language()),
        "help": diagnostic.help(language()),
    }


def worst(diagnostics: Iterable[Diagnostic]) -> int:
    """The exit code: findings where one of them is an error."""
    return FINDINGS if any(each.severity is Severity.ERROR for each in diagnostics) else CLEAN
