"""Parquet to Parquet, with places: the whole way, beside merely reading the people and writing the same answers.

Each side is a process of its own, so that the memory it holds is its own; it measures itself from the first file opened
to the last one closed. `python -m benchmarks.parquet people|decide|copy FOLDER` is one of them.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pyarrow.parquet as pq

from benchmarks.measure import Side, Taken, launched
from benchmarks.rules_columns import students_table
from benchmarks.rules_speed import ON, checked
from iomrules.batch import PART, Batch, decide_parquet

ROOT = Path(__file__).resolve().parents[1]
RULES = 50
#: bytes a student on the disk: read, written, and written once more by the side that only reads and writes
BYTES = 180


def parquet_sides(people: int, folder: Path) -> Iterator[Side]:
    """Files of at most PART people, as the package itself writes them. Raises OSError where the disk is too small."""
    free, needed = shutil.disk_usage(folder).free, BYTES * people
    if free < needed:
        raise OSError(f"{people:,} students need {needed / 1e9:.1f} GB on the disk of {folder}")
    _process("people", folder, people)
    _process("decide", folder)  # what the other side writes again
    bare = label_bare(people)
    yield Side(bare, _nothing, people, "student", elsewhere=partial(_process, "copy", folder))
    yield Side(label(people), _nothing, people, "student", bare, elsewhere=partial(_process, "decide", folder))


def _process(what: str, folder: Path, people: int = 0) -> Taken:
    """One side in a process of its own: the seconds it tells of itself, and the most memory it held."""
    peak = launched([sys.executable, "-m", "benchmarks.parquet", what, str(folder), str(people)], ROOT).peak
    told: dict[str, Any] = json.loads((folder / "took.json").read_text("utf-8"))
    return Taken(told["wall"], told["processor"], peak)


# --- in a process of its own ---------------------------------------------------------------------------------------


def main(what: str, folder: Path, people: int) -> None:
    wall, processor = {"people": _write_people, "decide": _decide, "copy": _copy}[what](folder, people)
    (folder / "took.json").write_text(json.dumps({"wall": wall, "processor": processor}), "utf-8")


def _write_people(folder: Path, people: int) -> tuple[float, float]:
    program = checked(RULES)
    for number, first in enumerate(range(0, people, PART)):
        table = students_table(program, min(PART, people - first), number, first=first)
        pq.write_table(table, folder / f"people-{number:05}.parquet", compression="snappy")
    return 0.0, 0.0


def _decide(folder: Path, _: int) -> tuple[float, float]:
    sources, program = _sources(folder), checked(RULES)
    prepared = Batch(program, "ученик", ON, pq.read_schema(sources[0]))
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out").mkdir()
    wall, processor = perf_counter(), process_time()
    decide_parquet(prepared, sources, folder / "out")
    return perf_counter() - wall, process_time() - processor


def _copy(folder: Path, _: int) -> tuple[float, float]:
    """The people read, and the answers written again. That the answers are read first is not timed."""
    seconds = [0.0, 0.0]
    shutil.rmtree(folder / "again", ignore_errors=True)
    (folder / "again").mkdir()
    for source in _sources(folder):
        with _timed(seconds):
            pq.read_table(source)
    for answers in sorted((folder / "out").glob("*.parquet")):
        table = pq.read_table(answers)
        with _timed(seconds):
            pq.write_table(
                table,
                folder / "again" / answers.name,
                compression="snappy",
                store_decimal_as_integer=True,
                write_statistics=False,
                use_dictionary=False,
            )
    return seconds[0], seconds[1]


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    wall, processor = perf_counter(), process_time()
    yield
    seconds[0] += perf_counter() - wall
    seconds[1] += process_time() - processor


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.glob("people-*.parquet"))


_nothing = lambda: None  # noqa: E731


def label_bare(people: int) -> str:
    return f"Parquet, {people:,} students: read and the answers written, nothing decided"


def label(people: int) -> str:
    return f"Parquet to Parquet, {people:,} students, {RULES} rules, places"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
