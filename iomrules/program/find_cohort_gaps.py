"""Parameters without a value for those who entered in certain days, while others have one on the same day."""

from collections.abc import Iterator
from datetime import date, timedelta

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.program import core

DAY = timedelta(days=1)


def find_cohort_gaps(program: core.Program) -> tuple[Diagnostic, ...]:
    """One witness a parameter: the earliest days of entry left out on the earliest day of decision."""
    return tuple(each for parameter in program.parameters.values() for each in _gap(parameter))


def _gap(parameter: core.Parameter) -> Iterator[Diagnostic]:
    values = (*parameter.values, *(each for _, dated in parameter.refinements for each in dated))
    cohorts = [each.cohort for each in values if each.cohort is not None]
    if not cohorts:
        return
    entries = _starts([(each.begin, each.end) for each in cohorts])
    for on in _starts([(each.begin, each.end) for each in values]):
        standing = [each.cohort for each in values if _within(on, each.begin, each.end)]
        for first, following in zip(entries, (*entries[1:], date.max), strict=True):
            left_out = standing and not any(each is None or _within(first, each.begin, each.end) for each in standing)
            if left_out and first <= max(on, _latest(values)):
                name, span = parameter.about.name, parameter.about.span
                ru, en = _days(first, following - DAY)
                yield codes.COHORT_GAP.at(span, name=name, days=ru, days_en=en)
                return


def _starts(stretches: list[tuple[date | None, date | None]]) -> tuple[date, ...]:
    """The first day of each stretch of days that the limits tell apart."""
    begins = {begin for begin, _ in stretches if begin is not None}
    after = {end + DAY for _, end in stretches if end is not None and end < date.max}
    return tuple(sorted({date.min, *begins, *after}))


def _within(day: date, begin: date | None, end: date | None) -> bool:
    return (begin is None or begin <= day) and (end is None or day <= end)


def _latest(values: tuple[core.Dated, ...]) -> date:
    """The last day anything is said of: nobody has entered later than the rules look."""
    days = [day for each in values for day in (each.begin, each.end) if day is not None]
    days += [day for each in values if each.cohort for day in (each.cohort.begin, each.cohort.end) if day is not None]
    return max(days, default=date.max)


def _days(first: date, last: date) -> tuple[str, str]:
    """Days of entry, in words."""
    since = "" if first == date.min else f"с {first:%d.%m.%Y}"
    until = "" if last >= date.max - DAY else f"по {last:%d.%m.%Y}"
    since_en = "" if first == date.min else f"from {first:%d.%m.%Y}"
    until_en = "" if last >= date.max - DAY else f"until {last:%d.%m.%Y}"
    return " ".join(filter(None, (since, until))), " ".join(filter(None, (since_en, until_en)))
