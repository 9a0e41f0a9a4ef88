"""A cell of a table kept in a file, as the same content an author would have typed."""

import re
from datetime import date
from fractions import Fraction

from iomrules.facts.record import Kind, ListKind, TextKind
from iomrules.parse import tree
from iomrules.source import Span
from iomrules.values import Number

_NUMBER = r"[-−]?\d+(?:[.,]\d+)?"
_NUMBER_WITH_UNIT = re.compile(rf"({_NUMBER})\s*(.*)", re.DOTALL)
_BAND = re.compile(rf"({_NUMBER})\s*[-–—]\s*({_NUMBER})")
_FROM_TO = re.compile(rf"от\s+({_NUMBER})\s+до\s+({_NUMBER})", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_AT_LEAST = ("не меньше", "не менее", "не ниже", "от", ">=", "≥")
_AT_MOST = ("не больше", "не более", "не выше", "до", "<=", "≤")
_OPEN = (("больше", "более", "выше", ">"), ("меньше", "менее", "ниже", "<"))
_ANY = frozenset({"любой", "любая", "любое", "любые", "any"})
_TRUTHS = {"да": True, "нет": False, "yes": True, "no": False, "-": False, "–": False, "—": False}
_UNITS = {"балл": "балл", "час": "час", "ч": "час", "ч/нед": "ч/нед", "ч/год": "ч/год", "%": "%"}


def content_of(text: str, kind: Kind | None, span: Span) -> tree.CellContent:
    """What the text of a cell says. kind: expected there, so that free text is not read as a number."""
    text = " ".join(text.split())
    if not text:
        return tree.EmptyCell(span=span)
    if isinstance(kind, TextKind):
        return tree.TextLiteral(text, span=span)
    if text.casefold() in _ANY:
        return tree.AnyCell(span=span)
    if ";" in text and (kind is None or not isinstance(kind, TextKind)):
        inner = kind.element if isinstance(kind, ListKind) else kind
        members = (literal_of(part, inner, span) for part in text.split(";") if part.strip())
        return tree.ListCell(tuple(members), span=span)
    return _band(text, kind, span) or literal_of(text, kind, span)


def literal_of(text: str, kind: Kind | None, span: Span) -> tree.Literal:
    """A literal in words: a number with its unit, a date, да/нет, a name."""
    text = text.strip()
    if isinstance(kind, TextKind):
        return tree.TextLiteral(text, span=span)
    if text.casefold() in _TRUTHS:
        return tree.TruthLiteral(_TRUTHS[text.casefold()], span=span)
    if (day := _date(text)) is not None:
        return tree.DateLiteral(day, span=span)
    match = _NUMBER_WITH_UNIT.fullmatch(text)
    if match and (unit := _unit(match[2])) is not None:
        return tree.NumberLiteral(_number(match[1]), unit, span=span)
    return tree.Name(text.replace(" ", "_"), span=span)


def _date(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year, *iso = match.groups()
    try:
        return date(int(year), int(month), int(day)) if year else date(*(int(part) for part in iso))
    except ValueError:
        return None


def _number(text: str) -> Number:
    exact = Fraction(text.replace("−", "-").replace(",", "."))
    return int(exact) if exact.denominator == 1 else exact


def _unit(text: str) -> str | None:
    """The canonical unit, or None where the text after a number is none."""
    word = text.strip().casefold()
    if word.startswith("балл"):
        return "балл"
    return "" if not word else _UNITS.get(word)


def _band(text: str, kind: Kind | None, span: Span) -> tree.Band | None:
    match = _BAND.fullmatch(text) or _FROM_TO.fullmatch(text)
    if match:
        return tree.Band(literal_of(match[1], kind, span), literal_of(match[2], kind, span), span=span)
    lowered = text.casefold()
    for words, upper, strict in (
        (_AT_LEAST, False, False),
        (_AT_MOST, True, False),
        (_OPEN[0], False, True),
        (_OPEN[1], True, True),
    ):
        for word in words:
            rest = text[len(word) :].strip()
            if lowered.startswith(word) and rest and (not word[-1].isalpha() or text[len(word)] == " "):
                limit = literal_of(rest, kind, span)
                if upper:
                    return tree.Band(high=limit, high_strict=strict, span=span)
                return tree.Band(low=limit, low_strict=strict, span=span)
    return None
