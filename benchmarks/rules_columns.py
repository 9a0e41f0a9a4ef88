"""The workload of rules in columns: so many invented students as an Arrow table, decided with places, beside Python by
hand: `.venv/bin/python benchmarks/rules_columns.py [--students 1000000]`."""

import argparse
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, `benchmarks` is not yet in sight

from benchmarks.rules_speed import ON, by_hand, checked
from benchmarks.rules_workload import KINDS, LEVELS, OPTIONAL, PROFILES, RESULTS, SUBJECTS
from iomrules.batch import Batch, decide_table
from iomrules.facts.arrow_layout import ABSENT_SUFFIX, arrow_schema
from iomrules.program.core import Program

SEED = 20260602
COUNTS = (10, 50, 200)
_CLOCKS = (perf_counter, process_time)


def students_table(
    program: Program, count: int, seed: int = SEED, achievements: int | None = None, first: int = 0
) -> pa.Table:
    """So many invented students, distributed as those of `rules_workload.students`.

    achievements: how many each has; None: from none to twelve, four and a half on the average. first: the number in
    the first one's id.
    """
    chance = np.random.default_rng(seed)
    schema = arrow_schema(program.schema, "ученик")
    many = np.clip(np.rint(chance.normal(4.4, 2.8, count)), 0, 12).astype(np.int32)
    if achievements is not None:
        many[:] = achievements
    offsets = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
    total = int(offsets[-1])
    levels = np.array([8, 6, 4, 3, 2, 1])
    fields = {
        "вид": chance.integers(0, len(KINDS), total, np.int8),
        "уровень": chance.choice(len(LEVELS), total, p=levels / levels.sum()).astype(np.int8),
        "результат": chance.integers(0, len(RESULTS), total, np.int8),
        "год": chance.integers(2022, 2027, total, np.int16),
    }
    listed = schema.field("достижения").type
    inner = pa.StructArray.from_arrays(
        [pa.array(fields[f.name], f.type) for f in listed.value_type], fields=list(listed.value_type)
    )
    marked = schema.field("отметки").type
    share = np.array([1, 4, 8, 7])
    marks = pa.StructArray.from_arrays(
        [pa.array((2 + chance.choice(4, count, p=share / share.sum())).astype(np.int8)) for _ in SUBJECTS],
        fields=list(marked),
    )
    columns: dict[str, Any] = {
        "id": pa.array(np.char.add("В-", np.arange(first, first + count).astype(str))),
        "класс": pa.array(chance.integers(5, 12, count, np.int8)),
        "отметки": marks,
        "профиль": pa.array(chance.integers(0, len(PROFILES), count, np.int8)),
        "достижения": pa.ListArray.from_arrays(pa.array(offsets), inner, type=listed),
    }
    for name, high in OPTIONAL.items():
        gone = chance.random(count) < 0.2
        columns[name] = pa.array(chance.integers(0, high + 1, count, np.int8), mask=gone)
        columns[name + ABSENT_SUFFIX] = pa.array(gone)
    wanted = [field for field in schema if field.name in columns]
    return pa.table([columns[field.name] for field in wanted], schema=pa.schema(wanted))


def plain(table: pa.Table, rows: int) -> list[dict[str, Any]]:
    """The first students as a programmer keeps them."""
    found = table.slice(0, rows).to_pylist()
    for one in found:
        one["профиль"] = PROFILES[one["профиль"]]
        for each in one["достижения"]:
            each["вид"], each["уровень"] = KINDS[each["вид"]], LEVELS[each["уровень"]]
            each["результат"] = RESULTS[each["результат"]]
    return found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--students", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--by-hand", type=int, default=5_000)
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--block", type=int)
    given = asked.parse_args()
    for count in COUNTS:
        program = checked(count)
        table = students_table(program, given.students)
        by, few = by_hand(count), plain(table, given.by_hand)
        began = perf_counter()
        prepared = Batch(program, "ученик", ON, table.schema)
        prepare = perf_counter() - began
        walls, processors = [], []
        for _ in range(given.rounds):
            began = perf_counter(), process_time()
            told = decide_table(prepared, table, threads=given.threads, block=given.block)
            columns = tuple((now() - then) / given.students * 1e9 for now, then in zip(_CLOCKS, began, strict=True))
            began = perf_counter(), process_time()
            expected = [by(one) for one in few]
            hand = tuple((now() - then) / len(few) * 1e9 for now, then in zip(_CLOCKS, began, strict=True))
            walls.append((columns[0], hand[0], columns[0] / hand[0]))
            processors.append((columns[1], hand[1], columns[1] / hand[1]))
        _compare(told, expected)
        left = len(prepared.columns.left_out)
        print(f"{count} rules: prepared in {prepare * 1000:.0f} ms; left to the row engine: {left}")
        for clock, told_times in (("wall", walls), ("processor", processors)):
            one, other, ratio = (median(each) for each in zip(*told_times, strict=True))
            spread = sorted(each[2] for each in told_times)
            print(
                f"  {clock:9} columns {one:7.0f} ns, by hand {other:7.0f} ns a student,"
                f" ratio {ratio:.4f} ({spread[0]:.4f} … {spread[-1]:.4f})"
            )


def _compare(told: pa.Table, expected: list[dict[str, Any]]) -> None:
    """Every conclusion of the students decided by hand is the same."""
    few = told.slice(0, len(expected))
    for name in expected[0]:
        column = few[name].to_pylist()
        wanted = [one[name] for one in expected]
        found = [each * 100 for each in column] if name in ("средний_балл", "рейтинг_школы") else column
        if found != wanted:
            raise ValueError(f"{name} differs")


if __name__ == "__main__":
    main()
