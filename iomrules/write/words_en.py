"""Words of English sentences and documents: the counterpart of `words_ru`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from iomrules.values import Number, decimal_text
from iomrules.write import words_ru

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_IRREGULAR: Mapping[str, str] = MappingProxyType(
    {"child": "children", "person": "people", "criterion": "criteria", "basis": "bases"}
)


def plural(number: Number, one: str, other: str) -> str:
    """The form of a noun that stands after a number: 1 point, 2 points, 0 points, 4.5 points."""
    return one if number == 1 else other


def plural_noun(number: Number, noun: str) -> str:
    """`plural` for a noun by its dictionary form, what follows it unchanged: `hour a week`, `hours a week`."""
    head, space, tail = noun.partition(" ")
    return plural(number, head, _plural_of(head)) + space + tail


def _plural_of(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh)$", noun) else "s")


def counted(number: Number, noun: str) -> str:
    """`2 points`, `4.5 hours a week`."""
    return f"{number_text(number)} {plural_noun(number, noun)}"


def number_text(number: Number) -> str:
    """`4.5`, `12,500` from five digits on, `−3`, `1/3` where no finite decimal exists."""
    whole, mark, rest = decimal_text(-number if number < 0 else number).partition(".")
    if len(whole) >= 5 and whole.isdigit():
        whole = f"{int(whole):,}"
    return f"{'−' if number < 0 else ''}{whole}{mark}{rest}"


def date_short(day: date) -> str:
    """`2026-09-01`."""
    return day.isoformat()


def date_long(day: date) -> str:
    """`1 September 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def join_list(parts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`; parts with commas of their own are set off by semicolons."""
    return words_ru.join_list(parts, last)


def quoted(text: str) -> str:
    """The text in “…”, quotes inside it as single ones."""
    inner = re.sub(r'"([^"]*)"', "\u2018\\1\u2019", text).replace("“", "\u2018").replace("”", "\u2019")
    return f"“{inner}”"


def capitalise_first(text: str) -> str:
    """The first letter made a capital, even after an opening quote or bracket; the rest as it is."""
    return re.sub(r"^([“\"(]*)([^\W\d_])", lambda found: found[1] + found[2].upper(), text, count=1)


#: words that keep their capital
_PROPER = re.compile(r"(Russian|English|German|French|Spanish|Chinese|Kuban|January|February|March|April|May|June)\b")


def small(text: str) -> str:
    """The first letter made small, inside a sentence; an abbreviation and a proper name stay."""
    if _PROPER.match(text) or text[1:2].isupper() or text[1:2] in ("", "."):
        return text
    return text[:1].lower() + text[1:]
