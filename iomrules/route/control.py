"""When results are looked at: the control points of a school year."""

from collections.abc import Sequence
from datetime import date

from iomrules.program.core import Control
from iomrules.route.route import ControlPoint

#: period -> (name, years after the autumn, month, day its results are due by): the year ends with the lessons
_POINTS: dict[str, tuple[tuple[str, int, int, int], ...]] = {
    "quarter": (
        ("I четверть", 0, 10, 31),
        ("II четверть", 0, 12, 31),
        ("III четверть", 1, 3, 31),
        ("IV четверть", 1, 5, 31),
    ),
    "half": (("I полугодие", 0, 12, 31), ("II полугодие", 1, 5, 31)),
    "year": (("учебный год", 1, 5, 31),),
}


def control_points(controls: Sequence[Control], on: date) -> tuple[ControlPoint, ...]:
    """The points of the school year that contains `on`, by their date; points of one date in the order written."""
    autumn = on.year if on.month >= 9 else on.year - 1
    points = [
        ControlPoint(control.period, name, control.what, date(autumn + later, month, day))
        for control in controls
        for name, later, month, day in _POINTS[control.period]
    ]
    return tuple(sorted(points, key=lambda point: point.by or on))
