"""Sides timed in turn, round by round, and what came of it: medians, spreads, and ratios of the same round."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from types import MappingProxyType

from attrs import define, field, frozen

LAUNCH = Path(__file__).with_name("launch.py")


@frozen
class Taken:
    """Seconds of one run: of the wall, and of the processor, all threads together. peak: KiB held at most, or 0."""

    wall: float
    processor: float
    peak: int = 0


@frozen
class Side:
    """One of the things compared. run: does it once; prepare: done before each run, untimed.

    amount: how much of `unit` one run handles. against: the label of the side its ratio is to, or empty.
    elsewhere: for what runs in another process: does it once, and tells what it took.
    """

    label: str
    run: Callable[[], object]
    amount: int = 0
    unit: str = ""
    against: str = ""
    prepare: Callable[[], None] = lambda: None
    elsewhere: "Callable[[], Taken] | None" = None


@define
class Timing:
    """A side with the seconds of each round, and the most KiB its process held where it is a process.

    processor: seconds of the processor, of all threads together.
    """

    side: Side
    seconds: list[float] = field(factory=list)
    processor: list[float] = field(factory=list)
    peak: int = 0

    def took(self, one: Taken) -> None:
        """One more run."""
        self.seconds.append(one.wall)
        self.processor.append(one.processor)
        self.peak = max(self.peak, one.peak)


def take_turns(sides: Sequence[Side], rounds: int) -> list[Timing]:
    """Every side once a round; each round begins with another side."""
    timings = [Timing(side) for side in sides]
    for number in range(rounds):
        first = number % len(timings)
        for timing in (*timings[first:], *timings[:first]):
            timing.side.prepare()
            gc.collect()
            timing.took((timing.side.elsewhere or partial(_here, timing.side.run))())
    return timings


def _here(run: Callable[[], object]) -> Taken:
    wall, processor = perf_counter(), process_time()
    run()
    return Taken(perf_counter() - wall, process_time() - processor)


def processes(
    commands: Sequence[tuple[str, Sequence[str], Path]], rounds: int, launch: "Launch | None" = None
) -> list[Timing]:
    """Whole processes in turn, each with the folder it runs in; ratios are to the first. A failed one ends it all.

    launch: runs one of them; `launched` where nothing is said.
    Each is run once before anything is timed: whoever runs a command for the second time has its modules compiled.
    """
    against, launch = commands[0][0], launch or launched
    timings = [Timing(Side(label, lambda: None, against=against)) for label, _, _ in commands]
    for _, arguments, folder in commands:
        launch(arguments, folder)
    for number in range(rounds):
        for index in ((number + step) % len(commands) for step in range(len(commands))):
            _, arguments, folder = commands[index]
            timings[index].took(launch(arguments, folder))
    return timings


#: runs a command in a folder
Launch = Callable[[Sequence[str], Path], Taken]


def launched(
    arguments: Sequence[str],
    folder: Path,
    *,
    fine: Collection[int] = (0,),
    more: Mapping[str, str] = MappingProxyType({}),
) -> Taken:
    """One process from its start to its end. Raises RuntimeError where it fails.

    fine: exit codes of work that was done. more: of its environment.
    """
    launch = [sys.executable, "-S", "-E", str(LAUNCH), *arguments]
    own = {**environment(), **more}
    done = subprocess.run(launch, cwd=folder, capture_output=True, text=True, check=False, env=own)
    if done.returncode not in fine:
        raise RuntimeError(f"{arguments} left with {done.returncode}: {done.stderr[-2000:]}")
    wall, processor, peak = done.stdout.split()
    return Taken(float(wall), float(processor), int(peak))


def environment() -> dict[str, str]:
    """Of processes that are timed: what Python compiles is kept, as it is wherever nobody forbade it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def table(timings: Sequence[Timing]) -> list[str]:
    """Rows of a Markdown table."""
    by_label = {timing.side.label: timing for timing in timings}
    return [_row(timing, by_label.get(timing.side.against)) for timing in timings]


HEAD = ("| what | median | from … to | a unit | ratio | processor | memory |", f"|---|{'---:|' * 6}")


def _row(timing: Timing, base: Timing | None) -> str:
    middle, side = median(timing.seconds), timing.side
    spread = f"{duration(min(timing.seconds))} … {duration(max(timing.seconds))}"
    processor = duration(median(timing.processor)) if timing.processor else ""
    unit, ratio = _unit(side, middle), _ratio(timing, base)
    cells = (side.label, duration(middle), spread, unit, ratio, processor, _memory(timing))
    return f"| {' | '.join(cells)} |"


def _unit(side: Side, seconds: float) -> str:
    if not side.amount:
        return ""
    if side.unit == "line":
        return f"{round(side.amount / seconds, -2):,.0f} lines/s"
    return f"{duration(seconds / side.amount)} a {side.unit}"


def _ratio(timing: Timing, base: Timing | None) -> str:
    if base is None or base is timing:
        return "1" if base is timing else ""
    ratios = [own / other for own, other in zip(timing.seconds, base.seconds, strict=True)]
    return f"{_short(median(ratios))} ({_short(min(ratios))} … {_short(max(ratios))})"


def _memory(timing: Timing) -> str:
    return f"{timing.peak / 1024:.0f} MiB" if timing.peak else ""


def _short(number: float) -> str:
    for least, form in ((100, ".0f"), (10, ".1f"), (0.1, ".2f"), (0.01, ".3f")):
        if number >= least:
            return f"{number:{form}}"
    return f"{number:.4f}"


# --- one side at several sizes -------------------------------------------------------------------------------------

#: size -> the timings of every side at that size
BySize = Mapping[int, Sequence[Timing]]


@frozen
class Compared:
    """A side beside the base: seconds of one of its unit, and the ratios of each round, smallest first."""

    seconds: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    def shown(self) -> str:
        """`12.3 µs, 0.45 (0.44 … 0.47)`."""
        low, high = _short(self.ratios[0]), _short(self.ratios[-1])
        return f"{duration(self.seconds)}, {_short(self.ratio)} ({low} … {high})"


def compared(timings: Sequence[Timing], label: str, base: str, clock: str = "processor") -> Compared | None:
    """A side's time of one unit and its ratio to the base's; None where it was not measured."""
    by_label = {timing.side.label: timing for timing in timings}
    if label not in by_label or base not in by_label:
        return None
    own, other = (_each(by_label[name], clock) for name in (label, base))
    return Compared(median(own), tuple(sorted(one / two for one, two in zip(own, other, strict=True))))


def _each(timing: Timing, clock: str) -> list[float]:
    taken = timing.processor if clock == "processor" else timing.seconds
    return [seconds / (timing.side.amount or 1) for seconds in taken]


def table_by_size(by_size: BySize, base: str, sizes: str, clock: str = "processor") -> list[str]:
    """Rows of a Markdown table: a side a row, a size a column, ordered by the time at the greatest size."""
    greatest = by_size[max(by_size)]
    labels = [timing.side.label for timing in greatest]
    labels.sort(key=lambda label: one.seconds if (one := compared(greatest, label, base, clock)) else 0.0)
    head = " | ".join(f"{size} {sizes}" for size in by_size)
    rows = [f"| what | {head} |", f"|---|{'---:|' * len(by_size)}"]
    for label in labels:
        cells = (compared(timings, label, base, clock) for timings in by_size.values())
        rows.append(f"| {label} | {' | '.join(each.shown() if each else '' for each in cells)} |")
    return rows


def duration(seconds: float) -> str:
    """Three figures and a unit: `12.3 ms`."""
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}" if seconds / size < 100 else f"{seconds / size:.0f} {unit}"
    return f"{seconds * 1e9:.0f} ns"
