"""Mistakes of an author as data: a stable code, a place, plain words in two languages, a way out."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from iomrules.frozen import field, frozen
from iomrules.source import NO_CELL, NOWHERE, Cell, Span

#: longest value that a sentence quotes, in characters
LONGEST_WORDS = 300


class Severity(Enum):
    """ERROR: the thing cannot be used. WARNING: it can, and somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Code:
    """One kind of mistake: what its number, page and sentences are.

    number: `R012`; slug: words of the page's name, `docs/diagnostics/R012-unknown-name.md`.
    ru, en: one line, no full stop, names in «…» or backticks; `{name}` takes the Diagnostic's values.
    help_ru, help_en: the way out, same form; may be empty.
    """

    number: str
    slug: str
    ru: str
    en: str
    help_ru: str = ""
    help_en: str = ""
    severity: Severity = Severity.ERROR

    def at(self, place: "Span | Cell", /, *, related: tuple["Related", ...] = (), **values: object) -> "Diagnostic":
        """This mistake, met at `place`, with the words that fill its sentences."""
        words = MappingProxyType({name: str(value) for name, value in values.items()})
        if isinstance(place, Cell):
            return Diagnostic(self, NOWHERE, place, words, related)
        return Diagnostic(self, place, NO_CELL, words, related)


@frozen
class Related:
    """A second place a message points at, such as where a name was first declared."""

    span: Span
    ru: str
    en: str


@frozen
class Diagnostic:
    """One mistake met. span: its place in a ruleset; cell: its place in a table; one of them is set."""

    kind: Code
    span: Span = NOWHERE
    cell: Cell = NO_CELL
    values: Mapping[str, str] = field(factory=dict, eq=lambda words: tuple(sorted(words.items())))
    related: tuple[Related, ...] = ()

    def __reduce__(self) -> "tuple[type[Diagnostic], tuple[object, ...]]":
        # A read-only mapping cannot be sent to another process, and the papers of several processes come with faults.
        return Diagnostic, (self.kind, self.span, self.cell, dict(self.values), self.related)

    @property
    def code(self) -> str:
        return self.kind.number

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def where(self) -> str:
        """`file:line:column`, or the file, sheet, row and column of a table."""
        return str(self.cell) if self.span == NOWHERE else str(self.span)

    def place(self, language: str) -> str:
        """`where` in the words of a language, `ru` or `en`."""
        return self.cell.english() if language == "en" and self.span == NOWHERE else self.where

    @property
    def message(self) -> str:
        return self.text("ru")

    def text(self, language: str) -> str:
        """The sentence, `ru` or `en`."""
        return (self.kind.en if language == "en" else self.kind.ru).format_map(self._words())

    def help(self, language: str) -> str:
        """The way out, `ru` or `en`; may be empty."""
        return (self.kind.help_en if language == "en" else self.kind.help_ru).format_map(self._words())

    def _words(self) -> dict[str, str]:
        """The values as a sentence shows them: a name of 5,000 letters would make it unreadable."""
        return {
            name: words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"
            for name, words in self.values.items()
        }
