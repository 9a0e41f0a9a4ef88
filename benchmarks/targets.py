"""What the engines were to reach, beside what was measured: one row a target, whether it is reached or not."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from attrs import frozen

from benchmarks import lyceum, papers, parquet, single, text, whole
from benchmarks.measure import BySize, Timing, compared, duration

HELP, CLICK = "`iomrules --help`", '`python -c "import click"`'
DECIDE = "`iomrules decide`, 1 student"
WORD, HTML = "Word", "HTML page"


@frozen
class Target:
    """said: what was to be. measured: in words. reached: None where it was not measured."""

    said: str
    measured: str
    reached: bool | None


def ratio_target(
    said: str, timings: Sequence[Timing], own: str, base: str, *, most: float, clock: str = "wall"
) -> Target:
    """A ratio of time a unit that was to be at most so much."""
    found = compared(timings, own, base, clock)
    if found is None:
        return Target(said, "", None)
    return Target(said, f"{found.ratio:.3g}", found.ratio <= most)


def seconds_target(said: str, timings: Sequence[Timing], label: str, most: float) -> Target:
    for timing in timings:
        if timing.side.label == label:
            taken = median(timing.seconds)
            return Target(said, duration(taken), taken <= most)
    return Target(said, "", None)


def single_targets(found: BySize) -> list[Target]:
    """Judged by `decide`, by the bare answers, and by these with the records laid out: all rows are shown."""
    told: list[Target] = []
    for count, most in ((10, 0.5), (50, 0.4), (200, 0.25)):
        for label, what in (
            (single.BARE, "bare answers"),
            (single.CODE, "`decide`"),
            (single.TOGETHER, "bare answers and all records laid out"),
        ):
            said = f"one student, {count} rules, {what}: at most {most} of Python by hand"
            told.append(ratio_target(said, found.get(count, ()), label, single.HAND, most=most, clock="processor"))
    for count in (10, 50, 200):
        # Full: the value of every node behind every verdict; the tree is told from it, and nothing concluded again.
        said = f"one student, {count} rules, with the full reason (every value recorded): at most 1.5 of Python by hand"
        found_here = found.get(count, ())
        told.append(ratio_target(said, found_here, single.RECORDED, single.HAND, most=1.5, clock="processor"))
    for peer, times in ((f"datalogic{single.HELPED}", 3), (f"ZEN{single.HELPED}", 8), (f"CEL{single.HELPED}", 15)):
        for count in (10, 50, 200):
            said = f"one student, {count} rules: at least {times} × faster than {peer}"
            told.append(_faster(said, found.get(count, ()), single.BARE, peer, times=times, clock="processor"))
    return told


def _faster(said: str, timings: Sequence[Timing], own: str, peer: str, *, times: float, clock: str = "wall") -> Target:
    found = compared(timings, peer, own, clock)
    return Target(said, "", None) if found is None else Target(said, f"{found.ratio:.3g} ×", found.ratio >= times)


def whole_targets(found: BySize, people: int) -> list[Target]:
    told: list[Target] = []
    for count, most in ((10, 0.02), (50, 0.012), (200, 0.008)):
        timings = found.get(count, ())
        said = f"{people:,} students, {count} rules, places: at most {most} of Python by hand"
        told.append(ratio_target(said, timings, whole.TWO, single.HAND, most=most))
        for peer, times in (("DuckDB", 5), ("Polars", 5), (f"ZEN{single.HELPED}, in turn, no places", 200)):
            said = f"{people:,} students, {count} rules: at least {times} × faster than {peer.split(',')[0]}"
            told.append(_faster(said, timings, whole.TWO, peer, times=times))
        said = f"{people:,} students, {count} rules: at most 3 × the row loop in C"
        told.append(ratio_target(said, timings, whole.TWO, "row loop in C, 1 thread", most=3))
    return told


def parquet_targets(found: Sequence[Timing], people: int) -> list[Target]:
    said = f"Parquet to Parquet, {people:,} students (the target: 17 million): under 1.5 × reading and writing alone"
    ratio = ratio_target(said, found, parquet.label(people), parquet.label_bare(people), most=1.5)
    peak = next((each.peak for each in found if each.side.label == parquet.label(people)), 0)
    memory = f"Parquet to Parquet, {people:,} students (the target: 17 million): under 1 GiB"
    return [ratio, Target(memory, f"{peak / 1024:.0f} MiB", peak < 1 << 20 if peak else None)]


def papers_targets(found: Sequence[Timing], people: int) -> list[Target]:
    """Of Word documents: two processes beside one, and the memory of ten times as many."""
    one, two, many = (
        papers.word(count, jobs) for count, jobs in ((people, 1), (people, 2), (papers.TIMES * people, 2))
    )
    peaks = {each.side.label: each.peak for each in found}
    grown = peaks[many] / peaks[two]
    return [
        _faster("Word documents by two processes: at least 1.6 × faster than by one", found, two, one, times=1.6),
        Target(f"memory of {papers.TIMES} times the documents: at most 1.5 ×", f"{grown:.2f} ×", grown <= 1.5),
    ]


def text_targets(found: Sequence[Timing]) -> list[Target]:
    told = [
        seconds_target(f"text of {count} rules checked and prepared: under {words}", found, text.prepared(count), most)
        for count, words, most in ((200, "200 ms", 0.2), (500, "1 s", 1.0))
    ]
    return [*told, seconds_target("200 rules from what was kept: under 10 ms", found, text.taken(200), 0.01)]


def lyceum_targets(found: Sequence[Timing], in_workbook: int) -> list[Target]:
    bare = f"{in_workbook:,} students in .xlsx: sheets read by python-calamine alone"
    workbook = f"{in_workbook:,} students from .xlsx to a rating: under 3 × python-calamine alone"
    return [
        ratio_target("`iomrules --help`: at most 2 × importing click", found, HELP, CLICK, most=2),
        seconds_target("`iomrules decide` of one student, rules kept: under 60 ms", found, DECIDE, 0.06),
        ratio_target(workbook, found, lyceum.WORKBOOK, bare, most=3),
        ratio_target("Word: at most bare docxtpl's time", found, WORD, lyceum.BARE_WORD, most=1),
        _a_second("HTML: at least 500 documents a second", found, HTML, 500),
    ]


def _a_second(said: str, timings: Sequence[Timing], label: str, least: float) -> Target:
    for timing in timings:
        if timing.side.label == label:
            rate = timing.side.amount / median(timing.seconds)
            return Target(said, f"{rate:,.0f} a second", rate >= least)
    return Target(said, "", None)


def target_table(targets: Iterable[Target]) -> list[str]:
    """Rows of a Markdown table; those fallen short first."""
    words: Callable[[bool | None], str] = {True: "reached", False: "**falls short**", None: "not measured"}.__getitem__
    ordered = sorted(targets, key=lambda target: (False, None, True).index(target.reached))
    rows = ["| target | measured | |", "|---|---:|---|"]
    return [*rows, *(f"| {each.said} | {each.measured} | {words(each.reached)} |" for each in ordered)]
