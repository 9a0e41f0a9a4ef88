"""Typical slips, named in the methodologist's words, each with a way out."""

from collections.abc import Sequence

from attrs import frozen

from iomrules.codes import parse as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse.automaton import END, Automaton
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.tree import Token
from iomrules.parse.words import STARTERS, Words
from iomrules.source import SourceText, Span


@frozen
class Situation:
    """Where the reading stopped: what was read, what comes, and what could have come."""

    source: SourceText
    words: Words
    automaton: Automaton
    states: tuple[int, ...]
    tokens: tuple[Token, ...]
    lexemes: Sequence[Lexeme]
    index: int

    def accepts(self, terminal: str) -> bool:
        return self.automaton.accepts(list(self.states), terminal)


@frozen
class Diagnosis:
    """terminal: what the lexeme is to be taken for, or empty; skip: how many lexemes to pass over instead."""

    diagnostic: Diagnostic
    terminal: str = ""
    skip: int = 0


def explain(here: Situation) -> Diagnosis:
    """The most telling message for the lexeme that does not fit."""
    lexeme = here.lexemes[here.index]
    expected = ", ".join(here.automaton.acceptable(list(here.states)))
    return Diagnosis(codes.UNEXPECTED.at(lexeme.span, found=f"«{lexeme.text}»", expected=expected))


def unfinished(here: Situation) -> Diagnostic:
    last = here.tokens[-1].span
    expected = ", ".join(here.automaton.acceptable(list(here.states)))
    return codes.UNFINISHED.at(last, what="описание", expected=expected)


def unknown_start(spoken: Sequence[Lexeme], words: Words) -> Diagnostic:
    starters = ", ".join(words.spelling(terminal, "ru") for terminal in STARTERS)
    return codes.UNKNOWN_START.at(spoken[0].span, word=spoken[0].text, advice=starters, advice_en=starters)
