"""Very many people at once: Parquet in, Parquet out, in blocks of columns, reading and deciding side by side.

Nothing but what is being worked on is in memory: a few blocks, and of each rating one number a person until everybody
has been counted.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from iomrules.codes.workspace import FILE_UNREADABLE
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.arrow import read_rows
from iomrules.facts.arrow_layout import ABSENT_SUFFIX, IDENTITY, STATE_SUFFIX, layout_faults, usual
from iomrules.facts.letters import fold_all
from iomrules.facts.record import Person, Schema
from iomrules.files import why_unread
from iomrules.frozen import define, field, frozen
from iomrules.program.core import Program
from iomrules.reason.columns.arrow_columns import (
    MISSING,
    arrays,
    fields,
    missing_array,
    selection_arrays,
    selection_fields,
)
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.contest import Contest, vague
from iomrules.reason.columns.contest import Told as Chosen
from iomrules.reason.columns.decide import UNKNOWN, Columns, Decided
from iomrules.reason.columns.outcome import KNOWN, NOT_KNOWN, Outcome, ValueColumn, whole
from iomrules.reason.columns.places import Places
from iomrules.reason.columns.repeated import Repeated, Stretch, all_differ, repeated, spelled_one_way, stretch_of
from iomrules.reason.columns.rows import Row, Rows, Unreadable
from iomrules.reason.columns.step import Why
from iomrules.reason.decision import Fault
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.python.swift import Swift
from iomrules.source import Cell
from iomrules.values import Entry, Missing, Unknown, Value

#: people of a block: greater ones cost less a person, and more memory; from files, and at most and at least in memory
BLOCK, MEMORY_BLOCK, LEAST_BLOCK = 1 << 17, 1 << 18, 1 << 17
#: people of one written file
PART = 1 << 19


@frozen
class Summary:
    """people: how many were decided; one_by_one: of how many the row engine was asked; columns: what was written.

    left_out: declarations that columns have no way for, and why, in Russian and English. twice: who is in the files
    more than once, and where; those rows count as different people. repeated: how many such ids there are.
    """

    people: int
    one_by_one: int
    faults: tuple[Fault, ...]
    left_out: Mapping[str, Why]
    columns: tuple[str, ...]
    files: tuple[Path, ...] = ()
    twice: Mapping[str, tuple[Cell, ...]] = field(factory=dict)
    repeated: int = 0


@define
class Batch:
    """A program prepared for one date and one layout of columns. missing: say what unknown conclusions lack."""

    program: Program
    shape: str
    on: date
    layout: pa.Schema
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)
    missing: bool = False
    columns: Columns = field(init=False)
    rows: Rows = field(init=False)
    schema: pa.Schema = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.columns = Columns(self.program, self.shape, self.on, self.layout, self._ask)
        catalogues = entries_of_catalogues(self.program, self.catalogues)
        self.rows = Rows(self.program, catalogues, self.on, self.columns.left_out)
        told = fields(self.columns, missing=self.missing)
        # what selections of people not sure yet lack is told with them, and goes where the selection stands
        beside = [pa.field(f"{each.name}.missing", MISSING) for each in self.columns.selections if self.missing]
        self.schema = pa.schema([pa.field("id", pa.string()), *told, *beside])

    def _ask(self, batch: pa.RecordBatch) -> list[Swift | Unreadable]:
        return [self.rows.asking(each) if isinstance(each, Person) else Unreadable(*each) for each in self._read(batch)]

    def _rows(self, batch: pa.RecordBatch) -> list[Row]:
        return [self.rows.asked(each) for each in self._read(batch)]

    def _read(self, batch: pa.RecordBatch) -> tuple[Person | tuple[str, Diagnostic], ...]:
        return read_rows(batch, self.program.schema, self.shape)

    def outcome(self, batch: pa.RecordBatch) -> Outcome:
        """Everything concluded of a batch's people, those that columns cannot settle decided one by one."""
        return self._outcome(self.columns.decide(batch))[0]

    def _outcome(self, decided: Decided) -> tuple[Outcome, list[pa.Array]]:
        batch = decided.batch
        lost = decided.lost_rows()
        outcome = whole(decided, lost, self._rows(batch.take(pa.array(lost))) if len(lost) else ())
        return outcome, self._missing(batch, outcome) if self.missing else []

    def _missing(self, batch: pa.RecordBatch, outcome: Outcome) -> list[pa.Array]:
        """What each rule, indicator and rating lacks where it is not known, then each selection where it may not be."""
        asked = [*self._lacking(outcome)]
        rows = sorted({row for each, _ in asked for row in each})
        told = dict(zip(rows, self._rows(batch.take(pa.array(rows, pa.int64()))), strict=True))
        return [missing_array(outcome.count, {row: lacks(told[row]) for row in each}) for each, lacks in asked]

    def _lacking(self, outcome: Outcome) -> Iterator[tuple[list[int], Callable[[Row], tuple[Missing, ...]]]]:
        """The rows where a conclusion is not known, and how to ask one of them why."""
        for name, codes in outcome.verdicts.items():
            yield np.flatnonzero(codes == UNKNOWN).tolist(), partial(_of_rule, name)
        for column in outcome.values:
            yield _unknown(column), partial(_of_indicator, column.name)
        for rating in outcome.ratings:
            yield _unknown(rating.total, rating.priority), partial(_of_place, rating.name)
        ratings = {each.name: each for each in outcome.ratings}
        for each, candidates in zip(self.columns.selections, outcome.candidates, strict=True):
            rows = np.flatnonzero(vague(candidates, ratings[each.rating.name])).tolist()
            yield rows, partial(_of_selection, each.name, each.rating.name)

    def decide(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, Outcome]:
        """One batch's conclusions as columns, without places, and as an outcome."""
        outcome, missing = self._outcome(self.columns.decide(batch))
        alone = len(missing) - len(self.columns.selections) if missing else 0
        told = arrays(outcome, self.program.schema, missing[:alone])
        made = [batch.column("id").cast(pa.string()), *told, *missing[alone:]]
        return pa.record_batch(made, schema=self.schema), outcome

    def read(self) -> pa.Schema:
        """The columns to read: facts', those that stand beside them, the id."""
        shape = self.program.schema.shapes[self.shape]
        own = (*IDENTITY, *(each.name for each in shape.facts))
        return pa.schema([e for e in self.layout if e.name in own or e.name.rpartition(".")[0] in own[len(IDENTITY) :]])

    def places(self) -> tuple[Places, ...]:
        return tuple(Places.of(each) for each in self.columns.ratings)

    def contests(self) -> tuple[Contest, ...]:
        return tuple(Contest.of(each) for each in self.columns.selections)

    def with_places(self) -> pa.Schema:
        """The columns written: last come each rating's place and how many stand on it, then selections."""
        added = [
            pa.field(f"{rating.name}.{what}", pa.int32())
            for rating in self.columns.ratings
            for what in ("place", "shared")
        ]
        for each in self.columns.selections:
            added += selection_fields(each.name, missing=self.missing)
        return pa.schema([*self._alone(self.schema), *added])

    def finished(self, batch: pa.RecordBatch, places: Iterable[Any], chosen: Sequence[Chosen]) -> pa.RecordBatch:
        """A decided batch once everybody is counted. places: of each rating, places and sharers; chosen: selections."""
        made = [*self._alone(batch.columns), *(pa.array(each) for each in places)]
        beside = batch.columns[len(batch.columns) - len(chosen) :] if self.missing else [None] * len(chosen)
        for told, missing in zip(chosen, beside, strict=True):
            made += selection_arrays(told, missing)
        return pa.record_batch(made, schema=self.with_places())

    def _alone(self, columns: Any) -> list[Any]:
        """Fields or columns of a batch without what waits for selections."""
        every = list(columns)
        return every[: len(every) - len(self.columns.selections)] if self.missing else every


def _unknown(column: ValueColumn, priority: Array = None) -> list[int]:
    """The rows where a value, or the group that stands before it, is not known."""
    found = column.states() == NOT_KNOWN
    if priority is not None:
        found |= (priority == 0) & (column.states() == KNOWN)
    rows: list[int] = np.flatnonzero(found).tolist()
    return rows


def _of_rule(name: str, row: Row) -> tuple[Missing, ...]:
    return row.engine.decision(name).missing


def _of_indicator(name: str, row: Row) -> tuple[Missing, ...]:
    return _causes(row.engine.indicator(name))


def _of_place(name: str, row: Row) -> tuple[Missing, ...]:
    """Of the total and of the group that comes first; what only tells equals apart is not among it."""
    result = row.engine.rating(name)
    return _causes(result.total, result.priority)


def _of_selection(name: str, rating: str, row: Row) -> tuple[Missing, ...]:
    return row.missing_of(name, rating)


def _causes(*values: Value | None) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(cause for each in values if isinstance(each, Unknown) for cause in each.missing))


@frozen
class Counted:
    """What is counted of everybody, block by block: where they stand in ratings and in selections."""

    prepared: Batch
    places: tuple[Places, ...]
    contests: tuple[Contest, ...]

    @classmethod
    def of(cls, prepared: Batch) -> "Counted":
        return cls(prepared, prepared.places(), prepared.contests())

    def decide(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, Outcome, tuple[Array, ...]]:
        """A block decided, and each rating's keys, which wait to be taken; any number of blocks at once."""
        decided, outcome = self.prepared.decide(batch)
        return decided, outcome, tuple(map(Places.keyed, self.places, outcome.ratings))

    def take(self, outcome: Outcome, keys: Sequence[Array]) -> None:
        """The next block."""
        for places, own in zip(self.places, keys, strict=True):
            places.add(own)
        for contest in self.contests:
            contest.take(outcome)

    def told(self) -> Callable[[int, pa.RecordBatch], pa.RecordBatch]:
        """Once all blocks are taken: a block by its number, with what was counted beside it."""
        standings = [places.standings() for places in self.places]
        chosen = [contest.told() for contest in self.contests]

        def finished(number: int, batch: pa.RecordBatch) -> pa.RecordBatch:
            places = (each for one in standings for each in one.of(number))
            return self.prepared.finished(batch, places, [each[number] for each in chosen])

        return finished


def layout_of(path: Path, schema: Schema, shape: str) -> tuple[pa.Schema | None, tuple[tuple[str, str], ...]]:
    """A file's columns, and what is wrong with them in Russian and English; None for what is no Parquet."""
    try:
        found = usual(pq.read_schema(path))
    except (pa.ArrowInvalid, OSError):
        return None, ()
    return found, tuple(layout_faults(schema, shape, found))


def facts_named(columns: pa.Schema) -> tuple[str, ...]:
    """The facts that columns are called after, but for who the person is."""
    plain = [name.removesuffix(ABSENT_SUFFIX).removesuffix(STATE_SUFFIX) for name in columns.names]
    return tuple(dict.fromkeys(name for name in plain if name not in IDENTITY))


def decide_table(prepared: Batch, table: pa.Table, *, threads: int = 2, block: int | None = None) -> pa.Table:
    """Everybody of a table, with places and selections, in memory. Raises ValueError for no threads."""
    counted = Counted.of(prepared)
    made: list[pa.RecordBatch] = []
    _check_threads(threads)
    size = block_of(table.num_rows, threads) if block is None else block
    for batch, outcome, keys in _decided(counted, _blocks(table, size), threads if threads > 1 else 0):
        counted.take(outcome, keys)
        made.append(batch)
    told = counted.told()
    with ThreadPoolExecutor(threads) as pool:
        return pa.Table.from_batches(list(pool.map(told, range(len(made)), made)), prepared.with_places())


def _blocks(table: pa.Table, size: int) -> Iterator[pa.RecordBatch]:
    """The table in blocks of so many people. Many small chunks, which would make smaller ones, become one."""
    chunks = max((column.num_chunks for column in table.columns), default=0)
    if chunks > 2 * -(-table.num_rows // size):
        table = table.combine_chunks()
    return iter(table.to_batches(size))


def block_of(people: int, threads: int) -> int:
    """People of a block in memory: a block each for all threads, unless blocks were too great or too small for it.

    Threads that share small blocks spend more time waiting for each other than they save. Raises ValueError for no
    threads.
    """
    _check_threads(threads)
    blocks = -(-people // MEMORY_BLOCK)
    even = -(-blocks // threads) * threads
    if people >= even * LEAST_BLOCK:
        blocks = even
    return max(1, -(-people // max(1, blocks)))


def _check_threads(threads: int) -> None:
    if threads < 1:
        raise ValueError(f"at least one thread has to decide, not {threads}")


def decide_parquet(
    prepared: Batch,
    sources: Sequence[Path],
    out: Path,
    *,
    threads: int = 2,
    block: int = BLOCK,
    done: Callable[[int], None] = lambda people: None,
) -> Summary:
    """Everybody of Parquet files, in their order, into `out/part-00000.parquet` …; the folder must exist.

    done: told of people decided so far. What a fault stopped is told in the summary; everybody else goes on.
    Raises InputError for a file that cannot be read to its end, OSError where the folder takes nothing, ValueError for
    no threads.
    """
    _check_threads(threads)
    counted = Counted.of(prepared)
    people = one_by_one = 0
    faults: list[Fault] = []
    ids: list[Stretch | None] = []
    spool = out / ".decided.arrow"
    try:
        with pa.OSFile(str(spool), "wb") as sink, pa.ipc.new_stream(sink, prepared.schema) as writer:
            # reading is work for one of the threads
            for batch, outcome, keys in _decided(counted, _batches(prepared, sources, block, threads), threads - 1):
                counted.take(outcome, keys)
                writer.write_batch(batch)
                people += batch.num_rows
                one_by_one += outcome.one_by_one
                faults += outcome.faults
                ids.append(stretch_of(batch.column("id")))
                done(people)
        twice = people_twice(ids, [spool])
        files = _write_parts(prepared, spool, counted, out, threads)
    finally:
        spool.unlink(missing_ok=True)
    names = tuple(prepared.with_places().names)
    rows = [(str(each), 1, pq.read_metadata(each).num_rows) for each in sources] if twice.people else []
    placed = placed_in(twice, rows)
    return Summary(people, one_by_one, tuple(faults), prepared.columns.left_out, names, files, placed, twice.people)


def people_twice(ids: Sequence[Stretch | None], spools: Sequence[Path]) -> Repeated:
    """Who was decided more than once. Ids differing only in case or ё/е are one, as `facts.people` has it.

    ids: what is seen of them at once; spools: where they are to be read once more.
    """
    one_way = spelled_one_way(ids, fold_all)
    if one_way and all_differ(ids):
        return Repeated()
    return repeated(lambda: _ids_of(spools), None if one_way else fold_all)


def _ids_of(spools: Iterable[Path]) -> Iterator[pa.Array]:
    """The ids of people decided, a block at a time."""
    for spool in spools:
        with pa.memory_map(str(spool)) as source, pa.ipc.open_stream(source) as reader:
            for batch in reader:
                yield batch.column("id")


def placed_in(twice: Repeated, stretches: Sequence[tuple[str, int, int]]) -> dict[str, tuple[Cell, ...]]:
    """Where those stand who are there more than once. stretches: files, the first row from 1, and how many rows."""
    ends = list(accumulate(count for *_, count in stretches))

    def cell(row: int) -> Cell:
        at = bisect_right(ends, row)
        path, first, count = stretches[at]
        return Cell(path, row=first + row - (ends[at] - count))

    return {who: tuple(map(cell, rows)) for who, rows in twice.rows.items()}


def _batches(prepared: Batch, sources: Sequence[Path], block: int, threads: int) -> Iterator[pa.RecordBatch]:
    """The people of all files in blocks. Raises InputError for a file that is damaged inside."""
    layout = prepared.read()
    for source in sources:
        try:
            with pq.ParquetFile(source) as opened:
                for batch in opened.iter_batches(block, columns=layout.names, use_threads=threads > 1):
                    yield in_layout(batch, layout)
        except (OSError, pa.ArrowException) as error:
            ru, en = why_unread(error)
            found = FILE_UNREADABLE.at(Cell(source.name), path=source.name, reason=ru, reason_en=en)
            raise InputError([found]) from error


def in_layout(batch: pa.RecordBatch, layout: pa.Schema) -> pa.RecordBatch:
    """The batch with these columns in this order and of these types."""
    return batch if batch.schema.equals(layout) else batch.select(layout.names).cast(layout)


_Told: TypeAlias = tuple[pa.RecordBatch, Outcome, tuple[Array, ...]]


def _decided(counted: Counted, batches: Iterator[pa.RecordBatch], threads: int) -> Iterator[_Told]:
    """Batches decided side by side, told in their order. threads: how many decide; 0: whoever asks does it."""
    if threads <= 0:
        yield from map(counted.decide, batches)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[_Told]] = deque()
        for batch in batches:
            waiting.append(pool.submit(counted.decide, batch))
            if len(waiting) > threads + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _write_parts(prepared: Batch, spool: Path, counted: Counted, out: Path, threads: int) -> tuple[Path, ...]:
    """The spooled batches with places beside them, in files of about PART people, several written at once."""
    told = counted.told()
    schema = prepared.with_places()
    files: list[Path] = []
    with pa.OSFile(str(spool)) as source, pa.ipc.open_stream(source) as reader, ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[None]] = deque()
        batches: list[pa.RecordBatch] = []
        size = 0

        def close() -> None:
            nonlocal batches, size
            path = out / f"part-{len(files):05}.parquet"
            files.append(path)
            waiting.append(pool.submit(write_part, path, pa.Table.from_batches(batches, schema)))
            batches, size = [], 0
            if len(waiting) > threads:
                waiting.popleft().result()

        for number, batch in enumerate(reader):
            batches.append(told(number, batch))
            size += batch.num_rows
            if size >= PART:
                close()
        if batches or not files:
            close()
        while waiting:
            waiting.popleft().result()
    return tuple(files)


def write_part(path: Path, table: pa.Table) -> None:
    """One file of people decided; the same table gives the same bytes."""
    options: dict[str, Any] = {"compression": "snappy", "store_decimal_as_integer": True, "write_statistics": False}
    pq.write_table(table, path, use_dictionary=False, **options)
