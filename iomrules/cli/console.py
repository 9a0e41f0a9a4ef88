"""What a command prints: data on stdout, all that is said to a person on stderr, mistakes with place and caret."""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from iomrules.cli.language import language, say
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.source import NOWHERE, SourceText

CLEAN, FINDINGS, FAILURE = 0, 1, 2
INTERRUPTED = 130
#: of one file: nobody mends more in one go; `--format json` gives all
MOST_SHOWN = 100
#: how a terminal is told to write: what begins it, what ends it
_STYLES = {"bold": "\033[1m", "dim": "\033[2m", "red": "\033[31m", "green": "\033[32m", "yellow": "\033[33m"}
_PLAIN = "\033[0m"
_ASCII = ("ascii", "us-ascii", "ansi_x3.4-1968", "646")


class Stop(Exception):
    """Ends a command with an exit code; what had to be said has been said."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(str(code))


def prepare_streams() -> None:
    """A console of cp866 or cp1251 shows `?` for a letter it lacks; a stream that was closed takes and gives nothing.

    Whatever PYTHONIOENCODING says of such letters: a command never fails for a letter.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # Python gives None for a descriptor that was closed (`>&-`); in this order each gets its own number back.
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def colour(environment: Mapping[str, str]) -> bool | None:
    """True or False where NO_COLOR or FORCE_COLOR (not empty) say so, else None: as the console is."""
    if environment.get("NO_COLOR"):
        return False
    return True if environment.get("FORCE_COLOR") else None


def style(text: str, *how: str) -> str:
    """A text that a terminal shows `bold`, `dim`, `red`, `green` or `yellow`; see `put` for what is no terminal."""
    return f"{''.join(map(_STYLES.__getitem__, how))}{text}{_PLAIN}"


def put(text: str, *, err: bool = False, end: str = "\n") -> None:
    """A line on stdout or stderr, at once. Styles are left out where nobody would see them.

    Streams that want care, a console of Windows and one that takes no letters but English, are left to click.
    """
    stream = sys.stderr if err else sys.stdout
    coloured = colour(os.environ)
    if os.name == "nt" or (getattr(stream, "encoding", None) or "").casefold() in _ASCII:
        import click

        return click.echo(text, err=err, color=coloured, nl=end == "\n")
    if "\033" in text and not (stream.isatty() if coloured is None else coloured):
        text = re.sub(r"\033\[[;?0-9]*[a-zA-Z]", "", text)
    stream.write(text + end)
    stream.flush()
    return None


def put_json(value: object, *, indent: int | None = None) -> None:
    """A JSON value on stdout, one line unless indented; letters stay letters where the console carries all of them."""
    put(json_text(value, sys.stdout, indent))


def put_json_list(values: Iterable[object]) -> None:
    """A list of objects as `put_json` tells it indented, each put when it is made."""
    between = "[\n"
    for value in values:
        put(between + json_text([value], sys.stdout, 2)[2:-2], end="")
        between = ",\n"
    put("[]" if between == "[\n" else "\n]")


def json_text(value: object, stream: TextIO, indent: int | None = None) -> str:
    """JSON that loses nothing on `stream`."""
    carries_all = (getattr(stream, "encoding", None) or "utf-8").casefold().replace("-", "").startswith("utf")
    return json.dumps(value, ensure_ascii=not carries_all, indent=indent)


def note(ru: str, en: str) -> None:
    """A line to the person at the console, on stderr."""
    put(say(ru, en), err=True)


def progress(ru: str, en: str) -> None:
    """What is being done now, dim, on stderr."""
    put(style(say(ru, en), "dim"), err=True)


def show(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText], *, err: bool = True) -> None:
    """Mistakes for a person: place, code, sentence, the line with a caret, the way out. A flood of one file is cut."""
    told: Counter[str] = Counter()
    for diagnostic in dict.fromkeys(diagnostics):
        file = diagnostic.span.source or diagnostic.cell.file
        told[file] += 1
        if told[file] <= MOST_SHOWN:
            put(describe(diagnostic, sources), err=err)
    for file, count in told.items():
        if (rest := count - MOST_SHOWN) > 0:
            of = f"{file}: " if file and len(told) > 1 else ""
            put(say(f"… {of}и ещё замечаний: {rest}", f"… {of}and {rest} more"), err=err)


def describe(diagnostic: Diagnostic, sources: Mapping[str, SourceText]) -> str:
    """One mistake as several lines of text."""
    from iomrules.diagnostics_text import show_diagnostic

    source = sources.get(diagnostic.span.source)
    line = source.line(diagnostic.span.line) if source else ""
    first, *rest = show_diagnostic(diagnostic, line, language()).split("\n")
    fg = "yellow" if diagnostic.severity is Severity.WARNING else "red"
    return "\n".join([first.replace(f"  {diagnostic.code}  ", f"  {style(diagnostic.code, fg)}  ", 1), *rest])


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
