"""A summary on the console: aligned columns for a reader, one long table for a spreadsheet, objects for a program."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from iomrules.cli.console import style
from iomrules.cli.language import say
from iomrules.cli.sheet_text import sheet_text
from iomrules.cli.sorts import sort_word
from iomrules.facts.record import KeyKind, Kind, Schema
from iomrules.frozen import evolve, frozen
from iomrules.reason.arithmetic import rounded
from iomrules.results import plain_value
from iomrules.summary import Answers, Common, Part, Spread, Summary
from iomrules.values import Member, Number, decimal_text
from iomrules.write.texts import key_text, member_text

_DASH = "—"


@frozen
class Apart:
    """What people are told apart by. name: of the fact or indicator, or `class`; kind: of its values."""

    name: str
    title: str
    kind: Kind


@frozen
class Grouped:
    """A summary of those who have `values` in common."""

    values: tuple[Common, ...]
    summary: Summary


# --- for a reader --------------------------------------------------------------------------------------------------


def text_lines(schema: Schema, day: date, apart: Sequence[Apart], found: Sequence[Grouped]) -> list[str]:
    """Shares and means are rounded half up."""
    people = sum(each.summary.people for each in found)
    lines = [
        style(say(f"Сводка на {day:%d.%m.%Y}, людей: {people}", f"Summary on {day:%d.%m.%Y}, people: {people}"), "bold")
    ]
    for each in found:
        if apart:
            common = ", ".join(_common(schema, apart, each))
            many = each.summary.people
            lines += ["", style(say(f"{common} — людей: {many}", f"{common} — people: {many}"), "bold")]
        for heading, rows in _tables(_about(each.summary) if apart else each.summary):
            if rows:
                lines += ["", *_aligned(heading, rows)]
    return lines


def _about(summary: Summary) -> Summary:
    """Without what is about nobody of a group: much is said of some classes only."""
    spreads = (each for each in summary.spreads if each.known + each.unknown + each.faults)
    return evolve(summary, answers=tuple(each for each in summary.answers if each.about), spreads=tuple(spreads))


def _tables(summary: Summary) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Heading and rows of each table; the last column is words."""
    outside, faults = say("не применяется", "not applicable"), say("сбои", "faults")
    unknown, named = say("неизвестно", "unknown"), say("что", "what")
    yield (
        (say("да", "yes"), say("нет", "no"), unknown, outside, faults, say("доля «да»", "share of yes"), named),
        [
            (*map(str, (each.yes, each.no, each.unknown, each.outside, each.faults)), _share(each), _named(each))
            for each in summary.answers
        ],
    )
    heads = (
        say("среднее", "mean"),
        say("наименьшее", "least"),
        say("медиана", "median"),
        say("наибольшее", "greatest"),
    )
    yield (
        (*heads, say("известно", "known"), unknown, outside, faults, named),
        [
            (
                *map(_shown, (each.mean, each.least, each.median, each.greatest)),
                *map(str, (each.known, each.unknown, each.outside, each.faults)),
                _named(each),
            )
            for each in summary.spreads
        ],
    )
    many = (say("людей", "people"), say("доля", "share"))
    for sort, heading in (("indicator", named), ("item", say("позиция маршрута", "item of a route"))):
        parts = [each for each in summary.parts if each.sort == sort]
        yield (
            (*many, heading),
            [(str(each.people), _percent(Fraction(each.people, summary.people)), _part(each)) for each in parts],
        )


def _aligned(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)][:-1]
    for at, cells in enumerate((heading, *rows)):
        line = "  ".join((*(cell.rjust(width) for cell, width in zip(cells, widths, strict=False)), cells[-1]))
        yield line if at else style(line, "dim")


def _named(each: Answers | Spread) -> str:
    return f"{sort_word(each.sort)}: {each.title}"


def _part(each: Part) -> str:
    if each.sort == "item":
        return f"{each.value_title} ({each.title})" if each.title else each.value_title
    return f"{sort_word(each.sort)}: {each.title}: {each.value_title}"


def _share(each: Answers) -> str:
    """`40 %`; `40–60 %` where some of those it is about are not known."""
    share = each.share()
    if share is None:
        return _DASH
    low, high = map(_hundredths, share)
    return f"{low} %" if low == high else f"{low}–{high} %"


def _percent(part: Fraction) -> str:
    return f"{_hundredths(part)} %"


def _hundredths(part: Fraction) -> str:
    return decimal_text(rounded(part * 100, Fraction(1, 10), "half_up"), say(",", "."))


def _shown(number: Number | None) -> str:
    if number is None:
        return _DASH
    return decimal_text(rounded(number, Fraction(1, 100), "half_up"), say(",", "."))


def _common(schema: Schema, apart: Sequence[Apart], group: Grouped) -> Iterator[str]:
    for each, value in zip(apart, group.values, strict=True):
        yield f"{each.title}: {_value(schema, value, each)}"


def _value(schema: Schema, value: Common, apart: Apart) -> str:
    """A value that people of a group have in common, in words."""
    match value:
        case None:
            return say("неизвестно", "unknown")
        case bool():
            return say("да", "yes") if value else say("нет", "no")
        case Member(enumeration, name):
            return member_text(enumeration, name, schema)
        case date():
            return f"{value:%d.%m.%Y}"
        case int() | Fraction():
            return decimal_text(value, say(",", "."))
        case str():
            return key_text(apart.kind.catalogue, value, schema) if isinstance(apart.kind, KeyKind) else value
        case _:
            return say("нет", "none")


# --- for a spreadsheet and for programs ----------------------------------------------------------------------------


def csv_text(schema: Schema, apart: Sequence[Apart], found: Iterable[Grouped]) -> str:
    """A row for each thing counted in each group. Shares are per cent, at least and at most."""
    rows = [(*(each.title for each in apart), *_columns())]
    for group in found:
        common = [_value(schema, *each) for each in zip(group.values, apart, strict=True)]
        rows += [(*common, str(group.summary.people), *row) for row in _rows(group.summary)]
    return sheet_text(rows)


def _columns() -> tuple[str, ...]:
    ru = (
        "человек в группе;вид;что;значение;людей;да;нет;неизвестно;не применяется;сбои;доля не меньше, %;"
        "доля не больше, %;среднее;наименьшее;медиана;наибольшее"
    )
    en = (
        "people in the group;sort;what;value;people;yes;no;unknown;not applicable;faults;share at least, %;"
        "share at most, %;mean;least;median;greatest"
    )
    return tuple(say(ru, en).split(";"))


def _rows(summary: Summary) -> Iterator[tuple[str, ...]]:
    for answers in summary.answers:
        share = answers.share()
        counts = (answers.yes, answers.no, answers.unknown, answers.outside, answers.faults)
        shares = map(_hundredths, share) if share else ("", "")
        yield (sort_word(answers.sort), answers.title, "", str(answers.about), *map(str, counts), *shares, *[""] * 4)
    for spread in summary.spreads:
        told = (spread.mean, spread.least, spread.median, spread.greatest)
        numbers = ("" if each is None else _shown(each) for each in told)
        others = (spread.unknown, spread.outside, spread.faults)
        yield (sort_word(spread.sort), spread.title, "", str(spread.known), "", "", *map(str, others), "", "", *numbers)
    for part in summary.parts:
        rate = _hundredths(Fraction(part.people, summary.people))
        yield (sort_word(part.sort), part.title, part.value_title, str(part.people), *[""] * 5, rate, rate, *[""] * 4)


def as_json(day: date, apart: Sequence[Apart], found: Iterable[Grouped]) -> dict[str, Any]:
    """Numbers as exact text, shares from 0 to 1."""
    return {"on": day.isoformat(), "by": [each.name for each in apart], "groups": [_plain(each) for each in found]}


def _plain(group: Grouped) -> dict[str, Any]:
    summary = group.summary
    return {
        "values": [None if value is None else plain_value(value) for value in group.values],
        "people": summary.people,
        "answers": [_plain_answers(each) for each in summary.answers],
        "numbers": [_plain_spread(each) for each in summary.spreads],
        "parts": [_plain_part(each) for each in summary.parts],
    }


def _plain_answers(each: Answers) -> dict[str, Any]:
    share = each.share()
    return {
        **_what(each),
        "yes": each.yes,
        "no": each.no,
        "unknown": each.unknown,
        "not_applicable": each.outside,
        "faults": each.faults,
        "share": None if share is None else [plain_value(part) for part in share],
    }


def _plain_spread(each: Spread) -> dict[str, Any]:
    told = {"mean": each.mean, "least": each.least, "median": each.median, "greatest": each.greatest}
    return {
        **_what(each),
        "known": each.known,
        "unknown": each.unknown,
        "not_applicable": each.outside,
        "faults": each.faults,
        **{name: None if number is None else plain_value(number) for name, number in told.items()},
    }


def _plain_part(each: Part) -> dict[str, Any]:
    return {**_what(each), "value": each.value, "value_title": each.value_title, "people": each.people}


def _what(each: Answers | Spread | Part) -> dict[str, Any]:
    return {"sort": each.sort, "name": each.name, "title": each.title}
