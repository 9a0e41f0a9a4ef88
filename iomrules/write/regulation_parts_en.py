"""The words all sections of an English regulation share: the counterpart of `regulation_parts`."""

from datetime import date
from fractions import Fraction

from iomrules.facts.record import Kind, NumberKind, Schema
from iomrules.program.core import About, Anything, Applies, CellTest, Cohort, Dated, InBand, Is, IsAbsent, Program, Row
from iomrules.values import ABSENT, Entry, Member, Number, Unknown, Value
from iomrules.write.clauses_en import UNITS
from iomrules.write.clauses_ru import SILENT
from iomrules.write.phrases_en import condition
from iomrules.write.regulation_parts import ended, entry_title
from iomrules.write.said import Said, unit_of
from iomrules.write.texts import member_text, words
from iomrules.write.words_en import date_long, number_text, plural, plural_noun, quoted, small

LAYERS = {
    "federal": "federal",
    "region": "regional",
    "school": "school",
    "profile": "of the profile",
    "partner": "of the partner organisation",
}


def term(begin: date | None, end: date | None) -> str:
    """`from 1 September 2026 to 31 August 2027`; empty for an open term."""
    least = f"from {date_long(begin)}" if begin else ""
    most = f"to {date_long(end)}" if end else ""
    return f"{least} {most}".strip()


def entered(cohort: Cohort) -> str:
    """`for those who entered from 1 September 2025`."""
    return f"for those who entered {term(cohort.begin, cohort.end)}"


def spell(each: Dated | Row) -> str:
    told = (term(each.begin, each.end), entered(each.cohort) if each.cohort else "")
    return "; ".join(part for part in told if part)


def notes_of(about: About) -> tuple[str, ...]:
    """What is said below a clause: its term, its explanation, whether it may be refined."""
    in_force = term(about.begin, about.end)
    told = (
        f"In force {in_force}" if in_force else "",
        f"Refines {quoted(words(about.refines))} of the level below" if about.refines else "",
        about.note,
        "May be refined by an act of the next level" if about.refinable else "",
    )
    return tuple(ended(each) for each in told if each)


def amount(given: Value, kind: Kind, program: Program) -> str:
    """`60 points`, `10 hours a week`, `six-day`."""
    if isinstance(given, int | Fraction) and not isinstance(given, bool) and isinstance(kind, NumberKind):
        return number_with_unit(given, unit_of(kind))
    return value_text(given, program.schema)


def number_with_unit(number: Number, unit: str) -> str:
    if unit in SILENT:
        return number_text(number)
    if unit in UNITS:
        return f"{number_text(number)} {plural(number, *UNITS[unit])}"
    return f"{number_text(number)}{'' if unit == '%' else ' '}{unit}"


def value_text(given: Value, schema: Schema) -> str:
    """A value as one stretch of text."""
    match given:
        case Unknown():
            return "not known"
        case bool():
            return "yes" if given else "no"
        case int() | Fraction():
            return number_text(given)
        case date():
            return date_long(given)
        case Member(enumeration=enumeration, name=name):
            return member_text(enumeration, name, schema)
        case Entry():
            return entry_title(given)
        case tuple():
            return "; ".join(value_text(each, schema) for each in given) or "none"
    return "none" if given is ABSENT else str(given)


def cell_words(test: CellTest, program: Program) -> str:
    """A cell of a table's key: `96–100`, `prize winner, winner`, `any`."""
    schema = program.schema
    match test:
        case Is(values=values):
            return ", ".join(value_text(each, schema) for each in values)
        case InBand(low=low, high=high, low_strict=low_strict, high_strict=high_strict):
            if low is not None and high is not None and not low_strict and not high_strict:
                return f"{value_text(low, schema)}–{value_text(high, schema)}"
            least = "" if low is None else f"{'above' if low_strict else 'at least'} {value_text(low, schema)}"
            most = "" if high is None else f"{'below' if high_strict else 'at most'} {value_text(high, schema)}"
            return " and ".join(each for each in (least, most) if each) or "any"
        case IsAbsent():
            return "none"
        case Anything():
            return "any"


_PEOPLE = {"person": "people", "child": "children"}


def people(said: Said) -> str:
    """`students`, `leavers of grade 11`: whom a clause is about."""
    head, of, tail = (small(said.person_title()) or "person").partition(" of ")
    before, space, noun = head.rpartition(" ")
    return f"{before}{space}{_PEOPLE.get(noun) or plural_noun(2, noun)}{of}{tail}"


def who(applies: Applies, said: Said) -> str:
    """`students for whom grade is at least 10`."""
    told = people(said)
    return told if applies.where is None else f"{told} for whom {condition(applies.where, said)}"
