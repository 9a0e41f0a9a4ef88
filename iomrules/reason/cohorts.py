"""Cohorts: who is kept on which rules by the day of entry, and the value of a parameter that follows from it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from iomrules.program.core import About, Cohort, Dated, Parameter
from iomrules.reason.comparison import compare
from iomrules.values import ABSENT, Truth, Unknown, Value, both

#: a value with the declaration it stands in; None where none is in force
Chosen: TypeAlias = tuple[About, Dated] | None


def belongs(cohort: Cohort | None, entered: Value) -> Truth:
    """Whether a cohort holds one who entered that day; who never entered is of none."""
    if cohort is None:
        return True
    since = entered is not ABSENT if cohort.begin is None else compare(">=", entered, cohort.begin)
    return both((since, True if cohort.end is None else compare("<=", entered, cohort.end)))


def chosen(parameter: Parameter, on: date, entered: Value, *, optional: bool = False) -> tuple[Chosen, ...]:
    """The value in force; for a day of entry not known, each that it may be. optional: there may be no such day."""
    if not isinstance(entered, Unknown):
        return (_in_force(parameter, on, entered),)
    days = days_that_matter([each.cohort for each in _all_values(parameter)], optional=optional)
    return tuple(dict.fromkeys(_in_force(parameter, on, day) for day in days))


def has_cohorts(parameter: Parameter) -> bool:
    """Whether the day of entry matters to it."""
    return any(each.cohort for each in _all_values(parameter))


def _all_values(parameter: Parameter) -> tuple[Dated, ...]:
    return (*parameter.values, *(each for _, values in parameter.refinements for each in values))


def days_that_matter(cohorts: Iterable[Cohort | None], *, optional: bool = False) -> tuple[Value, ...]:
    """One day of each stretch of days of entry that cohorts tell apart. optional: there may be no such day."""
    told = [each for each in cohorts if each is not None]
    begins = {cohort.begin for cohort in told if cohort.begin}
    after = {cohort.end + timedelta(1) for cohort in told if cohort.end and cohort.end < date.max}
    return (*((ABSENT,) if optional else ()), *sorted({date.min, *begins, *after}))


def _in_force(parameter: Parameter, on: date, entered: Value) -> Chosen:
    """The last layer's value that is for that day and that entrant."""
    layers = ((parameter.about, parameter.values), *parameter.refinements)
    found = ((about, latest(values, on, entered)) for about, values in reversed(layers))
    return next(((about, value) for about, value in found if value is not None), None)


def latest(values: Sequence[Dated], on: date, entered: Value) -> Dated | None:
    """Of values that fit, the one whose cohort begins last, then the one that begins last."""
    fitting = [each for each in values if _holds(each, on) and belongs(each.cohort, entered) is True]
    return max(fitting, key=_lateness, default=None)


def _holds(value: Dated, on: date) -> bool:
    return (value.begin is None or value.begin <= on) and (value.end is None or on <= value.end)


def _lateness(value: Dated) -> tuple[bool, date, date]:
    """What is said of a cohort goes before what is said of everybody."""
    cohort = value.cohort
    return cohort is not None, (cohort and cohort.begin) or date.min, value.begin or date.min
