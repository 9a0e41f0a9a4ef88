"""Windows of time: the first and the last day that count, for a date of evaluation.

A school year is 01.09–31.08. Half-years and quarters split it at the days below.
"""

from datetime import date, timedelta

from iomrules.program.core import Window
from iomrules.values import ABSENT, Truth, Unknown, Value, unknown

#: first days (month, day) in the order of the school year
HALVES = ((9, 1), (1, 1))
QUARTERS = ((9, 1), (11, 1), (1, 1), (4, 1))


def window(asked: Window, on: date) -> tuple[date, date]:
    """The first and the last day of the window, both included; the last is never after `on`."""
    match asked.period:
        case "year":
            begin = school_year(on)
        case "half":
            begin = _latest(HALVES, on)
        case "quarter":
            begin = _latest(QUARTERS, on)
        case "last_school_years":
            begin = _september(school_year(on).year - asked.count + 1)
        case "last_years":
            begin = _day_after(months_before(on, 12 * asked.count))
        case "last_months":
            begin = _day_after(months_before(on, asked.count))
        case _:
            raise ValueError(f"no window is called `{asked.period}`")
    return begin, on


def within(asked: Window, day: Value, on: date) -> Truth:
    """Whether a date lies in the window: one not known may or may not, none at all does not."""
    if isinstance(day, Unknown):
        return unknown(day.missing)
    if day is ABSENT or not isinstance(day, date):
        return False
    begin, end = window(asked, on)
    return begin <= day <= end


def school_year(on: date) -> date:
    """The first day of the school year that `on` lies in."""
    return _september(on.year if on.month >= 9 else on.year - 1)


def months_before(on: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day where it is shorter (29.02 a year before: 28.02)."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    if on.day <= 28:
        return date(year, month + 1, on.day)
    from calendar import monthrange  # it brings the system's locales along

    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def _latest(starts: tuple[tuple[int, int], ...], on: date) -> date:
    year = school_year(on).year
    return max(start for month, day in starts if (start := date(year if month >= 9 else year + 1, month, day)) <= on)


def _september(year: int) -> date:
    return date(max(year, 1), 9, 1)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
