"""Where the reading of a declaration stopped, and what may be said of it: what every slip looks at and gives."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypedDict

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import frozen
from iomrules.parse.automaton import Automaton
from iomrules.parse.expected import list_expected
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.tree import Token
from iomrules.parse.words import SIGNS, Words
from iomrules.source import SourceText

SILENT = frozenset(("COMMENT", "COMMA"))
COMPARATORS = frozenset(("NOT_LESS", "NOT_MORE", "GREATER", "LESS", "EQ", "NOT_EQ"))


@frozen
class Situation:
    """Where the reading stopped: what was read, what comes, and what could have come.

    states: the walk's stack; earlier: the same before the last token was taken.
    fits: whether the lexeme at `index` could follow a stack.
    """

    source: SourceText
    words: Words
    automaton: Automaton
    states: tuple[int, ...]
    earlier: tuple[int, ...]
    tokens: tuple[Token, ...]
    lexemes: Sequence[Lexeme]
    index: int
    fits: Callable[[list[int]], bool]

    @property
    def lexeme(self) -> Lexeme:
        return self.lexemes[self.index]

    @property
    def last(self) -> Token:
        """The token before, comments and commas aside."""
        return next(token for token in reversed(self.tokens) if token.kind not in SILENT)

    def accepts(self, terminal: str) -> bool:
        return self.automaton.accepts(list(self.states), terminal)

    def fits_after(self, terminal: str) -> bool:
        """Whether `terminal`, put in here, would let the lexeme follow."""
        shifted = self.automaton.shifted(list(self.states), terminal)
        return shifted is not None and self.fits(shifted)

    def expected(self) -> tuple[str, str]:
        return list_expected(self.automaton.acceptable(list(self.states)), self.words)

    def phrases(self, index: int) -> Iterator[tuple[str, int]]:
        """The words at `index` as one phrase: the longest of four first, all on one line."""
        for count in (4, 3, 2, 1):
            phrase = self.lexemes[index : index + count]
            one_line = len(phrase) == count and phrase[0].line == phrase[-1].line
            if one_line and all(lexeme.kind == "WORD" for lexeme in phrase):
                yield " ".join(lexeme.folded for lexeme in phrase), count


@frozen
class Diagnosis:
    """A message and how to read on: by one of the ways below, or by passing on to the next clause.

    terminal, count, meant: take so many lexemes for this terminal, as if they were `meant`. insert: put this in before.
    skip: pass over so many. instead: read the name just taken as this terminal, then pass over. restart: the index
    of a lexeme that begins a declaration of terminal `terminal`.
    """

    diagnostic: Diagnostic
    terminal: str = ""
    count: int = 1
    meant: str = ""
    insert: str = ""
    skip: int = 0
    instead: str = ""
    restart: int = -1


class Met(TypedDict):
    """What was met, quoted for messages in Russian and in English."""

    found: str
    found_en: str


def met(lexeme: Lexeme) -> Met:
    """The thing met, as messages of both languages quote it."""
    if not lexeme.text and lexeme.kind not in ("SEP", "BAR"):
        return {"found": "новая строка таблицы", "found_en": "a new row of the table"}
    text = "|" if lexeme.kind in ("SEP", "BAR") else lexeme.text
    if lexeme.kind == "TEXT" and len(text) > 30:
        text = f"{text[:29]}…"
    return {"found": f"«{text}»", "found_en": f"`{text}`"}


def comparator_at(here: Situation, index: int) -> tuple[str, int]:
    """(terminal, lexemes) of the comparator that stands at `index`, whether it fits or not; ("", 0) for none."""
    lexeme = here.lexemes[index] if index < len(here.lexemes) else None
    if lexeme is None or lexeme.kind == "SIGN":
        terminal = (lexeme.terminal or SIGNS.get(lexeme.text, "")) if lexeme else ""
        return (terminal, 1) if terminal in COMPARATORS else ("", 0)
    for phrase, count in here.phrases(index):
        terminal = next((each for each in here.words.terminals.get(phrase, ()) if each in COMPARATORS), "")
        if terminal:
            return terminal, count
    return "", 0
