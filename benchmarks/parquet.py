"""Parquet to Parquet, with places: the whole way, beside merely reading the people and writing the same answers."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.measure import Side
from benchmarks.rules_columns import students_table
from benchmarks.rules_speed import ON, checked
from iomrules.batch import PART, Batch, decide_parquet

RULES = 50


def parquet_sides(people: int, folder: Path) -> Iterator[Side]:
    """Files of at most PART people, as the package itself writes them."""
    program = checked(RULES)
    sources = []
    for number, first in enumerate(range(0, people, PART)):
        path = folder / f"people-{number:05}.parquet"
        pq.write_table(students_table(program, min(PART, people - first), number), path, compression="snappy")
        sources.append(path)
    prepared = Batch(program, "ученик", ON, pq.read_schema(sources[0]))
    out, again = folder / "out", folder / "again"
    out.mkdir()
    again.mkdir()
    written = decide_parquet(prepared, sources, out).files
    answers = [pq.read_table(path) for path in written]

    def bare() -> None:
        for path in sources:
            pq.read_table(path)
        for path, table in zip(written, answers, strict=True):
            pq.write_table(
                table,
                again / path.name,
                compression="snappy",
                store_decimal_as_integer=True,
                write_statistics=False,
                use_dictionary=False,
            )

    yield Side(label_bare(people), bare, people, "student")
    yield Side(label(people), lambda: decide_parquet(prepared, sources, out), people, "student", label_bare(people))


def label_bare(people: int) -> str:
    return f"Parquet, {people:,} students: read and the answers written, nothing decided"


def label(people: int) -> str:
    return f"Parquet to Parquet, {people:,} students, {RULES} rules, places"
