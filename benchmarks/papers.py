"""Documents of a whole school by the command itself: how `--jobs` scales, and what memory ten times as many take."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.lyceum import DAY, installed, launched_here, make_world, workspace
from benchmarks.measure import Side, Taken, Timing, take_turns
from benchmarks.students import as_json_lines, students

#: how many times the students of the other rows are in the last one
TIMES = 10


def measure_papers(people: int, rounds: int) -> list[Timing]:
    """Word documents by one process and by two, pages by one; and of ten times as many students, once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        workspace(make_world(people), folder)
        (folder / "many.jsonl").write_bytes(as_json_lines(students(TIMES * people)))
        return [*take_turns(list(_sides(people, folder)), rounds), *take_turns([_many(people, folder)], 1)]


def _sides(people: int, folder: Path) -> Iterator[Side]:
    # The first time, rules are checked and kept, templates and modules compiled: not timed.
    _route(folder, "all.jsonl", "docx", 2)
    for label, sort, jobs in ((word(people, 1), "docx", 1), (word(people, 2), "docx", 2), (page(people), "html", 1)):
        run = partial(_route, folder, "all.jsonl", sort, jobs)
        yield Side(label, _nothing, people, "student", word(people, 1), elsewhere=run)


def _many(people: int, folder: Path) -> Side:
    run = partial(_route, folder, "many.jsonl", "docx", 2)
    return Side(word(TIMES * people, 2), _nothing, TIMES * people, "student", elsewhere=run)


def _route(folder: Path, people: str, sort: str, jobs: int) -> Taken:
    """One `iomrules route`. The memory is that of the process that took most."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    asked = ["route", people, "--on", DAY, "--out", "out", "--format", sort, "--jobs", str(jobs)]
    return launched_here([*installed(), *asked], folder)


def word(people: int, jobs: int) -> str:
    return f"`iomrules route`, {people:,} students, Word, {jobs} process{'' if jobs == 1 else 'es'}"


def page(people: int) -> str:
    return f"`iomrules route`, {people:,} students, HTML, 1 process"


def _nothing() -> None:
    """What runs elsewhere."""
