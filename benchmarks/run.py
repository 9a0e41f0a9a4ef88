"""Everything that is measured, by one command: `.venv/bin/python benchmarks/run.py [--write]`.

Groups: single (one student, beside peers), whole (a batch in memory, beside peers), parquet, growth (curves), text
(reading and checking rules), lyceum (the shipped lyceum whole), papers (its documents by the command). Nothing is timed
before all agree.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Sequence
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import define, field

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a script, the package `benchmarks` is not yet in sight

from benchmarks import targets  # noqa: E402
from benchmarks.beside import python_of_peers  # noqa: E402
from benchmarks.growth import draw, growth_table, growths, measure_growth  # noqa: E402
from benchmarks.lyceum import measure_lyceum  # noqa: E402
from benchmarks.measure import HEAD, table, table_by_size, take_turns  # noqa: E402
from benchmarks.papers import measure_papers  # noqa: E402
from benchmarks.parquet import parquet_sides  # noqa: E402
from benchmarks.single import HAND, measure_single  # noqa: E402
from benchmarks.text import text_sides  # noqa: E402
from benchmarks.whole import measure_whole  # noqa: E402

README = Path(__file__).with_name("README.md")
CURVES = Path(__file__).with_name("curves")
GROUPS = ("single", "whole", "parquet", "growth", "text", "lyceum", "papers")


@define
class Run:
    """What was asked for, and what has been told so far."""

    given: argparse.Namespace
    python: Path
    aims: list[targets.Target] = field(factory=list)
    left: list[str] = field(factory=list)

    def measured(self, group: str) -> list[str]:
        """The lines of one group, its targets last."""
        groups: dict[str, Callable[[], list[str]]] = {
            "single": self.single,
            "whole": self.whole,
            "parquet": self.parquet,
            "growth": self.growth,
            "text": self.text,
            "lyceum": self.lyceum,
            "papers": self.papers,
        }
        self.aims.clear()
        self.left.clear()
        title, *lines = groups[group]()
        if self.left:
            lines += ["", f"Peers that could not be asked on this machine: {'; '.join(sorted(set(self.left)))}."]
        return [title, "", conditions(), *lines, *(["", *targets.target_table(self.aims)] if self.aims else [])]

    def single(self) -> list[str]:
        people, rounds = self.given.persons, self.given.rounds_single
        found, left = measure_single(self.given.rules, people, rounds, self.python)
        self.left += left
        self.aims += targets.single_targets(found)
        said = f"{people:,} students, {rounds} rounds; processor time a student, and its ratio to Python by hand."
        return ["### One student after another", "", said, "", *table_by_size(found, HAND, "rules")]

    def whole(self) -> list[str]:
        people, rounds = self.given.people, self.given.rounds
        found, left = measure_whole(self.given.rules, people, rounds, self.python)
        self.left += left
        self.aims += targets.whole_targets(found, people)
        lines = ["### A batch in memory, with places", "", f"{people:,} students, {rounds} rounds."]
        for clock, said in (("wall", "Wall clock"), ("processor", "Processor, all threads together")):
            lines += ["", f"{said}, a student:", "", *table_by_size(found, HAND, "rules", clock)]
        return lines

    def parquet(self) -> list[str]:
        people = self.given.people
        with TemporaryDirectory(dir=self.given.folder) as folder:
            timings = take_turns(tuple(parquet_sides(people, Path(folder))), self.given.rounds)
        self.aims += targets.parquet_targets(timings, people)
        return ["### Files", "", *HEAD, *table(timings)]

    def growth(self) -> list[str]:
        people = min(self.given.people, 20_000)
        lines = ["### Growth", "", "Processor time a student, all threads together.", ""]
        for each in growths(people, self.given.people):
            curves = measure_growth(each, min(3, self.given.rounds), self.python)
            lines += [*growth_table(each, curves), ""]
            if self.given.write:
                CURVES.mkdir(exist_ok=True)
                (CURVES / f"{each.name}.svg").write_text(draw(each, curves), "utf-8")
                lines += [f"![{each.title}](curves/{each.name}.svg)", ""]
        return lines

    def text(self) -> list[str]:
        timings = take_turns(tuple(text_sides(self.given.texts)), self.given.rounds)
        self.aims += targets.text_targets(timings)
        return ["### From text to what decides", "", *HEAD, *table(timings)]

    def lyceum(self) -> list[str]:
        given = self.given
        timings = measure_lyceum(given.students, given.documents, given.rounds, given.in_workbook)
        self.aims += targets.lyceum_targets(timings, given.in_workbook)
        said = f"{given.students} students, {given.documents} documents of a kind, {given.rounds} rounds; wall clock."
        return ["### The shipped lyceum, whole", "", said, "", *HEAD, *table(timings)]

    def papers(self) -> list[str]:
        people, rounds = self.given.papers, min(2, self.given.rounds)
        timings = measure_papers(people, rounds)
        self.aims += targets.papers_targets(timings, people)
        said = f"{rounds} rounds, the last row once; whole processes, from the file of students to the last document."
        return ["### Documents by the command", "", said, "", *HEAD, *table(timings)]


def options() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), help="these groups only")
    made.add_argument("--people", type=int, default=100_000, help="students of a batch")
    made.add_argument("--million", action="store_const", const=1_000_000, dest="people", help="--people 1000000")
    made.add_argument("--rules", type=int, nargs="+", default=[10, 50, 200], help="numbers of rules")
    made.add_argument("--persons", type=int, default=1000, help="students decided one after another")
    made.add_argument("--rounds-single", type=int, default=7, help="rounds of the same")
    made.add_argument("--students", type=int, default=1000, help="students of the lyceum")
    made.add_argument("--documents", type=int, default=100, help="documents of a kind")
    made.add_argument("--in-workbook", type=int, default=10_000, help="students in one .xlsx")
    made.add_argument(
        "--papers", type=int, default=1000, help="students whose documents are written, and ten times them"
    )
    made.add_argument("--folder", type=Path, help="where files of Parquet are put, in place of the system's folder")
    made.add_argument("--rounds", type=int, default=5, help="rounds of everything else")
    made.add_argument("--no-peers", action="store_true", help="install nothing: ask the peers that are here already")
    made.add_argument("--quick", action="store_true", help="a little of everything: does it run, and do all agree")
    made.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md, draw the curves")
    return made


def settled(arguments: Sequence[str] | None) -> argparse.Namespace:
    given = options().parse_args(arguments)
    given.texts = (50, 200, 500)
    if given.quick:
        few = {"people": 2000, "persons": 30, "students": 20, "documents": 2, "in_workbook": 30, "papers": 3}
        for name, value in {**few, "rules": [10, 50], "rounds": 1, "rounds_single": 1, "texts": (50,)}.items():
            setattr(given, name, value)
    return given


def conditions() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cpu_count()} cores."


def begin_end(group: str) -> tuple[str, str]:
    return f"<!-- {group}: begin -->", f"<!-- {group}: end -->"


def put_into(readme: str, group: str, lines: Sequence[str]) -> str:
    """The text with the group's part in its place; the other groups' stay as they were measured."""
    begin, end = begin_end(group)
    before, _, rest = readme.partition(begin)
    return "\n".join([f"{before}{begin}", *lines, f"{end}{rest.partition(end)[2]}"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints each group's tables when they are ready; with --write puts them into the README too."""
    given = settled(arguments)
    python, refused = (Path(sys.executable), []) if given.no_peers else python_of_peers()
    if refused:
        print(f"Not installed on this machine: {'; '.join(refused)}.\n")
    run = Run(given, python)
    for group in GROUPS:
        if group in given.only:
            lines = run.measured(group)
            print("\n".join(lines), "\n", flush=True)
            if given.write:
                README.write_text(put_into(README.read_text("utf-8"), group, lines), "utf-8")


if __name__ == "__main__":
    main()
