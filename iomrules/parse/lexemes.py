"""Raw text to lexemes: words, numbers, dates, texts, signs and comments, before anyone asks what they mean.

Nothing stops the scan: what cannot stand in a ruleset is reported, mended or dropped, and the rest is read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType

from iomrules.codes import parse as codes
from iomrules.diagnostics import Code, Diagnostic
from iomrules.frozen import define, frozen
from iomrules.parse import letters
from iomrules.parse.words import Words
from iomrules.source import SourceText, Span

#: longest number, in digits; Python itself refuses to read numbers of thousands of digits
LONGEST_NUMBER = 50

QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“"}


@define(slots=True)
class Lexeme:
    """kind: WORD, NUMBER, DOTTED, DATE, TEXT, SIGN, BAR, COMMA, COMMENT; later also ROW and SEP, made for tables.

    text: as it is to be understood, mended where it had to be; written: as it stands.
    fresh: the first on its line. terminal: of a sign, the grammar's name.
    """

    kind: str
    text: str
    span: Span
    fresh: bool = False
    terminal: str = ""
    folded: str = ""

    @property
    def line(self) -> int:
        return self.span.line


@frozen
class Scan:
    lexemes: list[Lexeme]
    diagnostics: list[Diagnostic]


_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\n\u00a0\u2000-\u200a\u202f\u205f\u3000\u1680]+)
    | (?P<comment>//[^\n]*)
    | (?P<iso>\d{4}-\d\d?-\d\d?(?![\w-]) | \d\d?/\d\d?/\d{4}(?!\w) | \d{4}/\d\d?/\d\d?(?!\w)
        | \d{4}\.\d\d\.\d\d(?![\w.]))
    | (?P<date>\d\d?\.\d\d?\.\d{4}(?![\w]))
    | (?P<dotted>\d+(?:\.\d+){2,})
    | (?P<number>\d+(?:[.,]\d+)?)
    | (?P<word>[^\W\d]\w*(?:/[^\W\d]\w*)?)
    | (?P<percent>%)
    | (?P<foreign>==|!=|=<|=>|&&?|\|\||\*\*|:=|->)
    | (?P<sign><>|>=|<=|[-+−‑–—*×/÷();:=≠≥≤<>])
    | (?P<bar>\|)
    | (?P<comma>,)
    | (?P<quote>["«“„'])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

#: sign of a programming language -> (terminal or nothing, Russian, English)
FOREIGN = {
    "==": ("EQ", "=", "="),
    "!=": ("NOT_EQ", "не равно", "not equal to"),
    "=<": ("NOT_MORE", "не больше", "at most"),
    "=>": ("NOT_LESS", "не меньше", "at least"),
    "&&": ("AND", "и", "and"),
    "&": ("AND", "и", "and"),
    "||": ("OR", "или", "or"),
    "**": ("TIMES", "*", "*"),
    ":=": ("EQ", "=", "="),
    "->": ("THEN", "то", "then"),
}


class Places:
    """Offsets into line and column, line starts counted once."""

    def __init__(self, source: SourceText, line: int, start: int) -> None:
        self.name = source.name
        self.line = line
        self.line_start = start

    def advance(self, text: str, start: int, end: int) -> None:
        """Note the line ends in text[start:end]."""
        breaks = text.count("\n", start, end)
        if breaks:
            self.line += breaks
            self.line_start = text.rindex("\n", start, end) + 1

    def span(self, start: int, end: int) -> Span:
        """A stretch on the current line."""
        column = start - self.line_start + 1
        return Span(self.name, self.line, column, self.line, column + end - start, start, end)


def scan(source: SourceText, words: Words, line: int, start: int, end: int) -> Scan:
    """Every lexeme of whole lines of a text, comments included, and what was wrong with the characters.

    line: the number of the first; start, end: where the lines begin and end, as offsets.
    """
    return _Scanner(source, words, line, start).run(start, end)


class _Scanner:
    def __init__(self, source: SourceText, words: Words, line: int, start: int) -> None:
        self.source = source
        self.text = source.text
        self.words = words
        self.places = Places(source, line, start)
        self.lexemes: list[Lexeme] = []
        self.diagnostics: list[Diagnostic] = []
        self.fresh = True
        arms: dict[str, Callable[[str, int, int], int]] = {
            "comment": self.comment,
            "iso": self.other_date,
            "date": self.date,
            "dotted": self.dotted,
            "number": self.number,
            "word": self.word,
            "percent": self.percent,
            "foreign": self.foreign,
            "sign": self.sign,
            "bar": self.bar,
            "comma": self.comma,
            "quote": self.quote,
            "other": self.other,
        }
        self.arms = arms

    def run(self, position: int, stop: int) -> Scan:
        text = self.text
        if not position and text.startswith("\ufeff"):
            position = 1
        while position < stop:
            match = _TOKEN.match(text, position)
            assert match is not None and match.lastgroup is not None
            group, end = match.lastgroup, match.end()
            if group == "space":
                if "\n" in match.group():
                    self.fresh = True
                    self.places.advance(text, position, end)
            else:
                end = self.arms[group](match.group(), position, end)
            position = end
        return Scan(self.lexemes, self.diagnostics)

    # --- arms: each gets the match and returns where to go on ---

    def comment(self, text: str, start: int, end: int) -> int:
        self.report_hidden(text, start)
        self.add("COMMENT", text.rstrip(), start, start + len(text.rstrip()))
        return end

    def word(self, text: str, start: int, end: int) -> int:
        if self.text[end : end + 1] == "-":
            text, end = self.hyphenated(text, end)
        folded = letters.plain_word(text)
        if folded and not letters.is_invisible(self.text[end : end + 1]):
            self.lexemes.append(Lexeme("WORD", text, self.places.span(start, end), self.fresh, "", folded))
            self.fresh = False
            return end
        return self.strange_word(text, start, end)

    def hyphenated(self, text: str, end: int) -> tuple[str, int]:
        """`из-за` is one word of the language; `балл-порог` is a difference."""
        after = re.compile(r"-\w+").match(self.text, end)
        if after is None or letters.fold_word(text + after.group()) not in self.words.glued:
            return text, end
        return text + after.group(), after.end()

    def strange_word(self, text: str, start: int, end: int) -> int:
        """A word with a sign inside, or with characters that deceive."""
        if "/" in text and letters.fold_word(text) not in self.words.glued:
            text = text[: text.index("/")]
            end = start + len(text)
        text, end = self.join_hidden(text, start, end)
        if any(letters.is_invisible(char) for char in text):
            self.report_hidden(text, start)
            text = "".join(char for char in text if not letters.is_invisible(char))
        if not text or text[0].isdecimal():
            return end
        strange = "" if "/" in text or "-" in text else letters.find_strange(text)
        if strange:
            meant = letters.plain(text)
            self.report(codes.FOREIGN_DIGIT, start, end, text=text, meant=meant)
            if not self.text[start - 1 : start].isdecimal():
                self.add(*(("NUMBER", meant) if meant.isdecimal() else ("WORD", meant)), start, end)
            return end
        meant = self.mend_letters(text, start, end)
        self.add("WORD", meant, start, end)
        return end

    def join_hidden(self, text: str, start: int, end: int) -> tuple[str, int]:
        """A word goes on past an invisible character that stands inside it."""
        while end < len(self.text) and letters.is_invisible(self.text[end]):
            after = end
            while after < len(self.text) and letters.is_invisible(self.text[after]):
                after += 1
            more = re.compile(r"\w+").match(self.text, after)
            if more is None:
                break
            self.report_hidden(self.text[end:after], end)
            text, end = text + more.group(), more.end()
        return text, end

    def mend_letters(self, text: str, start: int, end: int) -> str:
        mixture = letters.find_mixture(text)
        if mixture is None:
            return text
        advice, advice_en = mixture.advice()
        self.diagnostics.append(
            codes.MIXED_LETTERS.at(
                self.places.span(start, end),
                word=text,
                letters=mixture.ru,
                letters_en=mixture.en,
                advice=advice,
                advice_en=advice_en,
            )
        )
        return mixture.meant

    def number(self, text: str, start: int, end: int) -> int:
        if not text.isascii():
            return self.foreign_digits(text, start, end)
        if len(text) > LONGEST_NUMBER:
            self.report(codes.LONG_NUMBER, start, end, limit=str(LONGEST_NUMBER))
            text = text[:LONGEST_NUMBER].rstrip(".,")
        tail = re.compile(r"[^\W\d]\w*(?:/[^\W\d]\w*)?").match(self.text, end)
        joined = end < len(self.text) and (self.text[end].isalpha() or self.text[end] == "_")
        joined = joined and not letters.is_invisible(self.text[end])
        if tail is not None and joined and letters.fold_word(tail.group()) not in self.words.unit_starts:
            return self.glued(text, tail.group(), start, tail.end())
        self.add("NUMBER", text, start, end)
        return end

    def glued(self, number: str, tail: str, start: int, end: int) -> int:
        """`6алл` is a word with a digit for a letter; `10класс` is two things without a space."""
        whole = self.text[start:end]
        meant = letters.letters_for_digits(whole)
        spoof = letters.fold_word(meant) in self.words.terminals or letters.fold_word(meant) in self.words.units
        if spoof:
            advice = f"вероятно, имелось в виду «{meant}»: вместо буквы набрана цифра"
            advice_en = f"probably `{meant}` was meant: a digit stands for a letter"
        else:
            advice = f"поставьте пробел: «{number} {tail}»; имя начинается с буквы, класс 10А пишут в кавычках"
            advice_en = f"put a space: `{number} {tail}`; a name begins with a letter, a class 10A stands in quotes"
        self.report(codes.GLUED_NUMBER, start, end, text=whole, advice=advice, advice_en=advice_en)
        if spoof:
            self.add("WORD", meant, start, end)
        else:
            self.add("NUMBER", number, start, end)
        return end

    def foreign_digits(self, text: str, start: int, end: int) -> int:
        meant = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
        self.report(codes.FOREIGN_DIGIT, start, end, text=text, meant=meant)
        self.add("NUMBER", meant, start, end)
        return end

    def dotted(self, text: str, start: int, end: int) -> int:
        if not text.isascii():
            return self.foreign_digits(text.split(".", maxsplit=1)[0], start, end)
        self.add("DOTTED", text, start, end)
        return end

    def date(self, text: str, start: int, end: int) -> int:
        if not text.isascii():
            return self.foreign_digits(text.split(".", maxsplit=1)[0], start, end)
        day, month, year = (int(part) for part in text.split("."))
        if not _exists(year, month, day):
            self.report(codes.BAD_DATE, start, end, text=text)
            text = "01.01.2000"
        elif len(text) != len("01.09.2026"):
            meant = f"{day:02}.{month:02}.{year:04}"
            self.report(codes.DATE_FORM, start, end, text=text, meant=meant)
            text = meant
        self.add("DATE", text, start, end)
        return end

    def other_date(self, text: str, start: int, end: int) -> int:
        """ISO and slashes: understood, and refused, because 03/04/2026 is read in two ways."""
        parts = [int(part) for part in re.split(r"[-/.]", text)]
        year, month, day = parts if len(re.split(r"[-/.]", text)[0]) == 4 else reversed(parts)
        if not _exists(year, month, day):
            self.report(codes.BAD_DATE, start, end, text=text)
            meant = "01.01.2000"
        else:
            meant = f"{day:02}.{month:02}.{year:04}"
            self.report(codes.DATE_FORM, start, end, text=text, meant=meant)
        self.add("DATE", meant, start, end)
        return end

    def percent(self, text: str, start: int, end: int) -> int:
        self.add("WORD", text, start, end)
        return end

    def sign(self, text: str, start: int, end: int) -> int:
        self.add("SIGN", text, start, end)
        return end

    def bar(self, text: str, start: int, end: int) -> int:
        self.add("BAR", text, start, end)
        return end

    def comma(self, text: str, start: int, end: int) -> int:
        self.add("COMMA", text, start, end)
        return end

    def foreign(self, text: str, start: int, end: int) -> int:
        terminal, meant, meant_en = FOREIGN[text]
        if text == "||" and self.in_row(start):
            # two bars of a table with an empty cell between them
            self.add("BAR", "|", start, start + 1)
            return start + 1
        self.report(codes.FOREIGN_OPERATOR, start, end, sign=text, meant=meant, meant_en=meant_en)
        self.add("SIGN", text, start, end, terminal)
        return end

    def in_row(self, position: int) -> bool:
        """Whether other single bars stand on the line of `position`."""
        start = self.text.rfind("\n", 0, position) + 1
        end = self.text.find("\n", position)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return bool(re.search(r"(?<!\|)\|(?!\|)", line))

    def quote(self, text: str, start: int, end: int) -> int:
        line_end = self.text.find("\n", start)
        line_end = len(self.text) if line_end < 0 else line_end
        close = self.find_close(text, end, line_end)
        if close < 0:
            if text == "'":
                return self.other(text, start, end)
            closing = QUOTES[text]
            self.report(codes.OPEN_QUOTE, start, start + 1, quote=text, closing=closing)
            stop = len(self.text[:line_end].rstrip())
            inner, stop = self.text[end:stop], max(stop, end)
        else:
            inner, stop = self.text[end:close], close + 1
            if text == "'":
                self.report(codes.UNKNOWN_SIGN, start, end, sign="'", **_SIGN_ADVICE["'"])
        self.report_hidden(inner, end)
        if letters.has_hidden(inner):
            inner = "".join(char for char in inner if not letters.is_hidden(char))
        self.add("TEXT", inner, start, stop)
        return stop

    def find_close(self, opening: str, start: int, end: int) -> int:
        """Where the text closes; «…» nest, as Word writes them."""
        if opening == "«":
            close = self.text.find("»", start, end)
            if close < 0 or self.text.find("«", start, close) < 0:
                return close
            depth = 1
            for position in range(start, end):
                depth += {"«": 1, "»": -1}.get(self.text[position], 0)
                if not depth:
                    return position
            return -1
        closing = {"„": "“”", "“": "”"}.get(opening, opening)
        return next((position for position in range(start, end) if self.text[position] in closing), -1)

    def other(self, text: str, start: int, end: int) -> int:
        if letters.is_hidden(text):
            self.report_hidden(text, start)
        elif text.isnumeric():
            meant = unicodedata.normalize("NFKC", text).replace("\N{FRACTION SLASH}", "/")
            self.report(codes.FOREIGN_DIGIT, start, end, text=text, meant=meant)
        else:
            inside = text == "." and self.text[start - 1 : start].isalpha() and self.text[end : end + 1].isalpha()
            advice = _DOT_INSIDE if inside else _SIGN_ADVICE.get(text, _SIGN_ADVICE[""])
            self.report(codes.UNKNOWN_SIGN, start, end, sign=text, **advice)
            if text == "#":
                line_end = self.text.find("\n", start)
                return len(self.text) if line_end < 0 else line_end
        return end

    # --- making lexemes and reports ---

    def add(self, kind: str, text: str, start: int, end: int, terminal: str = "") -> None:
        folded = letters.fold_word(text) if kind == "WORD" else ""
        self.lexemes.append(Lexeme(kind, text, self.places.span(start, end), self.fresh, terminal, folded))
        self.fresh = False

    def report(self, kind: Code, start: int, end: int, /, **values: str) -> None:
        self.diagnostics.append(Diagnostic(kind, self.places.span(start, end), values=MappingProxyType(values)))

    def report_hidden(self, text: str, start: int) -> None:
        """One report for each character of `text` that cannot be seen."""
        for offset, char in _hidden(text):
            place = start + offset
            if letters.is_invisible(char):
                name = unicodedata.name(char, "без имени")
                self.report(codes.INVISIBLE, place, place + 1, code=f"U+{ord(char):04X}", name=name)
            else:
                self.report(codes.CONTROL, place, place + 1, code=f"U+{ord(char):04X}")


def _hidden(text: str) -> Iterable[tuple[int, str]]:
    if not letters.has_hidden(text):
        return ()
    return ((offset, char) for offset, char in enumerate(text) if letters.is_hidden(char))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_DOT_INSIDE = {
    "advice": "сведение называют само, без точки: класс; поле записи — после «где»: есть достижение где уровень = …",
    "advice_en": "name a fact by itself: `grade`, not `student.grade`; a record's field after `where`",
}
_SIGN_ADVICE = {
    "'": {"advice": 'текст пишут в кавычках «…» или "…"', "advice_en": 'a text stands in «…» or "…"'},
    "#": {"advice": "примечание начинают с //", "advice_en": "a comment begins with //"},
    "{": {"advice": "скобки здесь круглые: ( )", "advice_en": "parentheses are round here: ( )"},
    "}": {"advice": "скобки здесь круглые: ( )", "advice_en": "parentheses are round here: ( )"},
    "[": {"advice": "скобки здесь круглые: ( )", "advice_en": "parentheses are round here: ( )"},
    "]": {"advice": "скобки здесь круглые: ( )", "advice_en": "parentheses are round here: ( )"},
    ".": {"advice": "точка в конце не ставится: уберите её", "advice_en": "no full stop is needed: remove it"},
    "»": {"advice": "нет открывающей «: поставьте её в начале текста", "advice_en": "the opening « is missing"},
    "”": {"advice": "нет открывающей “: поставьте её в начале текста", "advice_en": "the opening “ is missing"},
    "": {"advice": "уберите его; текст пишут в кавычках «…»", "advice_en": "remove it; a text stands in «…»"},
}
