"""The words all sections of a Russian regulation share."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iomrules.facts.record import Kind, NumberKind
from iomrules.program.core import (
    About,
    Anything,
    Applies,
    Both,
    CellTest,
    Cohort,
    Compare,
    Constant,
    Dated,
    InBand,
    Is,
    IsAbsent,
    Node,
    Program,
    Row,
)
from iomrules.values import Member, Number, Value
from iomrules.write.agreement_ru import person_words
from iomrules.write.clauses_ru import SILENT
from iomrules.write.phrases_ru import condition
from iomrules.write.regulation_parts import ended
from iomrules.write.said import Said, bounds_of, unit_of
from iomrules.write.texts import member_text, value_text, words
from iomrules.write.words_ru import counted, date_short, number_text, quoted

REFINABLE = "Может быть уточнено актом следующего уровня"


def term(begin: date | None, end: date | None) -> str:
    """`с 01.09.2026 по 31.08.2027`; empty for an open term."""
    least = f"с {date_short(begin)}" if begin else ""
    most = f"по {date_short(end)}" if end else ""
    return f"{least} {most}".strip()


def spell(value: Dated | Row) -> str:
    """`с 01.09.2026; для поступивших с 01.09.2026`: when and for whom a value is; empty for always and everybody."""
    told = (term(value.begin, value.end), entered(value.cohort) if value.cohort else "")
    return "; ".join(each for each in told if each)


def entered(cohort: Cohort) -> str:
    """`для поступивших с 01.09.2025 по 31.08.2026`."""
    return f"для поступивших {term(cohort.begin, cohort.end)}"


def notes_of(about: About) -> tuple[str, ...]:
    """What is said below a clause: its term, its explanation, whether it may be refined."""
    in_force = term(about.begin, about.end)
    refines = f"Уточняет положение {quoted(words(about.refines))} акта предыдущего уровня" if about.refines else ""
    told = (f"Действует {in_force}" if in_force else "", refines, about.note, REFINABLE if about.refinable else "")
    return tuple(ended(each) for each in told if each)


def amount(value: Value, kind: Kind, program: Program) -> str:
    """A value with its unit: `60 баллов`, `10 ч/нед`, `шестидневная`."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and isinstance(kind, NumberKind):
        return number_with_unit(value, unit_of(kind))
    return value_text(value, program.schema)


def number_with_unit(number: Number, unit: str) -> str:
    """A number and its unit as papers have it."""
    if unit in SILENT:
        return number_text(number)
    return f"{number_text(number)}\u00a0{unit}" if "/" in unit or unit == "%" else counted(number, unit)


def cell_words(test: CellTest, program: Program) -> str:
    """A cell of a table's key: `от 96 до 100`, `призёр, победитель`, `любой`."""
    match test:
        case Is(values=values):
            return ", ".join(_member(each, program) for each in values)
        case InBand(low=low, high=high, low_strict=strict_low, high_strict=strict_high):
            if low is not None and high is not None and not strict_low and not strict_high:
                both_whole = isinstance(low, int) and isinstance(high, int)
                mark = "–" if both_whole else " – "
                return f"{value_text(low, program.schema)}{mark}{value_text(high, program.schema)}"
            least = (
                "" if low is None else f"{'больше' if strict_low else 'не меньше'} {value_text(low, program.schema)}"
            )
            most = (
                "" if high is None else f"{'меньше' if strict_high else 'не больше'} {value_text(high, program.schema)}"
            )
            return " и ".join(each for each in (least, most) if each) or "любое значение"
        case IsAbsent():
            return "нет"
        case Anything():
            return "любое значение"


def _member(value: Value, program: Program) -> str:
    if isinstance(value, Member):
        return member_text(value.enumeration, value.name, program.schema)
    return value_text(value, program.schema)


# --- whom it is about ----------------------------------------------------------------------------------------------

CLASSES = range(1, 12)


def who(applies: Applies, said: Said, case: int) -> str:
    """`обучающиеся 10–11 классов`. case: 1 nominative, 2 genitive plural."""
    people = person_words(said.person_title())[case]
    where = _beside_cohort(applies)
    classes = _classes(where) if where is not None else ""
    told = [f"{people} {classes}".strip()]
    if applies.cohort is not None:
        told.append(f"{ENTERED[case]} {_days_of(applies.cohort)}")
    if where is not None and not classes:
        told.append(f"у которых {condition(where, said)}")
    return ", ".join(told)


#: 1 nominative, 2 genitive plural
ENTERED = {1: "поступившие", 2: "поступивших"}


def _beside_cohort(applies: Applies) -> Node | None:
    """What is said of those it is about besides their day of entry."""
    where, cohort = applies.where, applies.cohort
    if where is None or cohort is None:
        return where
    return next((each for each in where.operands if each is not cohort), None) if isinstance(where, Both) else None


def _days_of(cohort: Node) -> str:
    """`с 01.09.2025 по 31.08.2026` of a condition on the day of entry."""
    bounds = cohort.operands if isinstance(cohort, Both) else (cohort,)
    days = {
        each.operator: each.right.value
        for each in bounds
        if isinstance(each, Compare) and isinstance(each.right, Constant)
    }
    begin, end = days.get(">="), days.get("<=")
    return term(begin if isinstance(begin, date) else None, end if isinstance(end, date) else None)


def _classes(where: Node) -> str:
    """`10–11 классов` of a condition about the class; empty for another."""
    least, most = CLASSES[0], CLASSES[-1]
    parts: Sequence[Node] = bounds_of(where) or (where,)
    for part in parts:
        left, right = getattr(part, "left", None), getattr(part, "right", None)
        number = right.value if isinstance(right, Constant) else None
        if getattr(left, "name", "") != "класс" or not isinstance(number, int):
            return ""
        match getattr(part, "operator", ""):
            case ">=":
                least = max(least, number)
            case "<=":
                most = min(most, number)
            case "=":
                least = most = number
            case _:
                return ""
    return f"{least}–{most} классов" if least < most else f"{least} классов"
