"""Choices made one after another: keywords in any spelling, names, numbers, and white space that means nothing."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from attrs import frozen

from iomrules.parse.words import load_words

T = TypeVar("T")

#: spellings that need another word form around them, or that mean something else where they are not first
_ONLY_FIRST = frozenset({"YES", "NO", "FROM", "UNTIL", "RANGE_FROM", "RANGE_TO", "THEN", "OUT_OF", "OF", "MAX", "MIN"})


@frozen
class Author:
    """Who writes a program.

    language: of the keywords. steady: the first spelling always. asks_known: may write `известно …` and
    `если неизвестно то …`, whose answers a fact found later may turn round.
    """

    random: Random
    language: str = "ru"
    steady: bool = False
    asks_known: bool = True

    def one(self, options: Sequence[T]) -> T:
        return options[self.random.randrange(len(options))]

    def perhaps(self, chance: float) -> bool:
        return self.random.random() < chance

    def upto(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def word(self, terminal: str) -> str:
        """A keyword in one of its spellings, now and then in capitals."""
        spellings = load_words().languages[self.language].spellings[terminal]
        first = self.steady or terminal in _ONLY_FIRST or self.perhaps(0.5)
        spelling = spellings[0] if first else self.one(spellings)
        return spelling.capitalize() if self.perhaps(0.02) else spelling

    def unit(self, canonical: str) -> str:
        return self.one(load_words().languages[self.language].units[canonical])

    def join(self, *parts: str) -> str:
        """Parts with white space between them, of any length and over any lines."""
        pieces = []
        for part in parts:
            if part:
                pieces += [part, "\n    " if self.perhaps(0.04) else "  " if self.perhaps(0.02) else " "]
        return "".join(pieces[:-1])

    def quoted(self, text: str) -> str:
        return f"«{text}»" if self.perhaps(0.7) else f'"{text}"'

    def number(self, low: int = 0, high: int = 100) -> str:
        """An exact number, with a comma or a point."""
        whole = self.upto(low, high)
        if self.perhaps(0.7):
            return str(whole)
        return f"{whole}{self.one(',,.')}{self.one(['5', '05', '25', '1', '01', '375', '50'])}"

    def day(self) -> str:
        """Any day; one in four is where a month, a half-year or a school year begins or ends."""
        if self.perhaps(0.25):
            return f"{self.one(['01.09', '31.08', '31.12', '01.01', '01.11', '01.04'])}.{self.upto(2024, 2027)}"
        return f"{self.upto(1, 28):02}.{self.upto(1, 12):02}.{self.upto(2024, 2027)}"
