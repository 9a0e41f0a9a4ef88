"""Windows at their edges."""

from datetime import date

import pytest

from iomrules.program.core import Window
from iomrules.reason.windows import window, within
from iomrules.values import ABSENT, Missing, Unknown


def first_day(period: str, on: str, count: int = 1) -> str:
    begin, end = window(Window(period, count, "дата"), date.fromisoformat(on))
    assert end == date.fromisoformat(on)
    return begin.isoformat()


@pytest.mark.parametrize(
    ("period", "on", "count", "begin"),
    [
        ("year", "2026-09-01", 1, "2026-09-01"),
        ("year", "2026-08-31", 1, "2025-09-01"),
        ("year", "2028-02-29", 1, "2027-09-01"),
        ("half", "2026-12-31", 1, "2026-09-01"),
        ("half", "2027-01-01", 1, "2027-01-01"),
        ("half", "2027-08-31", 1, "2027-01-01"),
        ("quarter", "2026-10-31", 1, "2026-09-01"),
        ("quarter", "2026-11-01", 1, "2026-11-01"),
        ("quarter", "2027-03-31", 1, "2027-01-01"),
        ("quarter", "2027-04-01", 1, "2027-04-01"),
        ("quarter", "2027-08-31", 1, "2027-04-01"),
        ("last_years", "2028-02-29", 1, "2027-03-01"),
        ("last_years", "2028-02-29", 4, "2024-03-01"),
        ("last_years", "2026-09-01", 2, "2024-09-02"),
        ("last_months", "2027-03-31", 1, "2027-03-01"),
        ("last_months", "2026-01-15", 3, "2025-10-16"),
        ("last_school_years", "2026-08-31", 1, "2025-09-01"),
        ("last_school_years", "2026-09-01", 3, "2024-09-01"),
    ],
)
def test_first_day(period: str, on: str, count: int, begin: str) -> None:
    assert first_day(period, on, count) == begin


def test_what_is_dated_later_than_the_evaluation_is_outside() -> None:
    year = Window("year", 1, "дата")
    on = date(2026, 11, 1)

    assert within(year, date(2026, 11, 1), on) is True
    assert within(year, date(2026, 11, 2), on) is False
    assert within(year, date(2026, 8, 31), on) is False
    assert within(year, ABSENT, on) is False
    assert within(year, Unknown((Missing("дата"),)), on) == Unknown((Missing("дата"),))
