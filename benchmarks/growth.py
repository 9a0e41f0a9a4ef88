"""How the time grows: with students, with rules, with achievements of a student. A curve an engine, drawn as SVG."""

from collections.abc import Sequence
from contextlib import ExitStack
from math import floor, log10
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from attrs import frozen

from benchmarks.beside import write_tables
from benchmarks.measure import Timing, duration, take_turns
from benchmarks.rules_columns import students_table
from benchmarks.rules_speed import checked
from benchmarks.single import HAND
from benchmarks.whole import CODE, TWO, Asking, own_sides, peers_of_table, told_of

ASKED = ("with_polars", "with_duckdb", "row_loop")
#: one size of a curve: rules, students, achievements of each (None: as in the workload)
Size = tuple[int, int, int | None]


@frozen
class Growth:
    """name: of the file; title and axis: under the picture; points: where on the axis, and what is measured there."""

    name: str
    title: str
    axis: str
    points: tuple[tuple[int, Size], ...]


def growths(people: int, most: int) -> tuple[Growth, ...]:
    """people: of the two curves over rules and achievements. most: the greatest number of students."""
    students = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= most]
    rules, lists = ((10, 20, 50, 100, 200, 400), (0, 2, 4, 8, 12)) if most >= 10_000 else ((10, 20), (0, 2))
    return (
        Growth("students", "50 rules, more students", "students", tuple((size, (50, size, None)) for size in students)),
        Growth(
            "rules",
            f"{people:,} students, more rules",
            "rules",
            tuple((size, (size, people, None)) for size in rules),
        ),
        Growth(
            "achievements",
            f"{people:,} students, 50 rules, more achievements of each",
            "achievements of a student",
            tuple((size, (50, people, size)) for size in lists),
        ),
    )


#: engine -> (place on the axis, nanoseconds of the processor a student, all threads together)
Curves = dict[str, list[tuple[int, float]]]


def measure_growth(growth: Growth, rounds: int, python: Path) -> Curves:
    curves: Curves = {}
    left: dict[str, None] = {}
    for place, (count, people, achievements) in growth.points:
        table = students_table(checked(count), people, achievements=achievements)
        with TemporaryDirectory() as folder, ExitStack() as ended:
            write_tables(table, Path(folder))
            asking = Asking(python, Path(folder), people, ended, left, ASKED)
            sides = [*own_sides(count, table, (HAND, CODE, TWO)), *peers_of_table(count, told_of(count, table), asking)]
            for timing in take_turns(sides, rounds):
                curves.setdefault(timing.side.label.replace("*", ""), []).append((place, _nanoseconds(timing)))
    return curves


def _nanoseconds(timing: Timing) -> float:
    return median(timing.processor) / timing.side.amount * 1e9


def growth_table(growth: Growth, curves: Curves) -> list[str]:
    """The same figures as rows of a Markdown table."""
    places = [place for place, _ in growth.points]
    head = " | ".join(f"{place:,}" for place in places)
    rows = [f"| {growth.title}: a student | {head} |", f"|---|{'---:|' * len(places)}"]
    for label, points in curves.items():
        known = dict(points)
        cells = " | ".join(duration(known[place] / 1e9) if place in known else "" for place in places)
        rows.append(f"| {label} | {cells} |")
    return rows


# --- the picture ---------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 70, 190, 40, 50
#: on a light page, and on a dark one
COLOURS = (
    *(("#2f56bf", "#86a5ff"), ("#b35f00", "#f5a649"), ("#c1203b", "#ff7d8f"), ("#24744a", "#67c690")),
    *(("#7446ad", "#c09bf0"), ("#595959", "#b8b8b8"), ("#0d7d97", "#55c5de")),
)
PAGE, INK, LINE = ("#ffffff", "#14171a"), ("#1f2328", "#e6e9ec"), ("#dfe2e5", "#363c43")


def _style(dark: bool) -> str:
    """Classes of the picture for one sort of page: `c0` … are the curves."""
    rules = [f".page{{fill:{PAGE[dark]}}}", f"text{{fill:{INK[dark]}}}", f".line{{stroke:{LINE[dark]}}}"]
    for number, colours in enumerate(COLOURS):
        colour = colours[dark]
        rules.append(f"polyline.c{number}{{stroke:{colour}}}circle.c{number},text.c{number}{{fill:{colour}}}")
    return "".join(rules)


DARK = f"@media(prefers-color-scheme:dark){{{_style(True)}}}"
STYLE = f"<style>polyline{{fill:none;stroke-width:2}}{_style(False)}{DARK}</style>"


def draw(growth: Growth, curves: Curves) -> str:
    """An SVG: both axes grow by multiplying, except where the first place is nought."""
    places = [place for place, _ in growth.points]
    values = [value for points in curves.values() for _, value in points]
    low, high = floor(log10(min(values))), floor(log10(max(values))) + 1
    across = WIDTH - LEFT - RIGHT

    def x(place: int) -> float:
        if places[0] == 0 or len(places) == 1:
            return LEFT + across * place / max(places[-1], 1)
        return LEFT + across * log10(place / places[0]) / log10(places[-1] / places[0])

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - log10(value)) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        STYLE,
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(growth.title)}: processor time a student</text>',
        f'<text x="{LEFT + across / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">{escape(growth.axis)}</text>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{LEFT + across}" y1="{at:.1f}" y2="{at:.1f}" class="line"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{_power(power)}</text>')
    for place in places:
        parts.append(f'<text x="{x(place):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{place:,}</text>')
    ends = _apart([(y(points[-1][1]), label) for label, points in curves.items()])
    for number, (label, points) in enumerate(curves.items()):
        colour = f"c{number % len(COLOURS)}"
        line = " ".join(f"{x(place):.1f},{y(value):.1f}" for place, value in points)
        parts.append(f'<polyline class="{colour}" points="{line}"/>')
        parts += [
            f'<circle class="{colour}" cx="{x(place):.1f}" cy="{y(value):.1f}" r="3"/>' for place, value in points
        ]
        parts.append(f'<text class="{colour}" x="{LEFT + across + 10}" y="{ends[label]:.1f}">{escape(label)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _power(power: int) -> str:
    return f"{10 ** (power % 3)} {('ns', 'µs', 'ms', 's')[power // 3]}"


def _apart(wanted: Sequence[tuple[float, str]]) -> dict[str, float]:
    """Heights of the labels, at least a line apart."""
    found: dict[str, float] = {}
    last = 0.0
    for height, label in sorted(wanted):
        last = max(height + 4, last + 15)
        found[label] = last
    return found
