"""Steps of time: the days that dates are compared with cut it up, and a date counts by the step it lies in."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from iomrules.program import core
from iomrules.reason.python.values import MOST_KEPT
from iomrules.reason.windows import window


class Days(dict[Any, Any]):
    """Which of the days asked about a date is before, is, or is after: all that a comparison with them can tell.

    A date's step is found once; what is no date stays as it is.
    """

    def __init__(self, days: Sequence[date]) -> None:
        after = (day + timedelta(days=1) for day in days if day < date.max)
        self.steps = sorted({*days, *after})

    def __missing__(self, day: Any) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[day] = bisect_right(self.steps, day) if type(day) is date else day
        return found


def window_days(asked: core.Window, on: date) -> tuple[date, ...]:
    """The first and the last day of a window."""
    return window(asked, on)
