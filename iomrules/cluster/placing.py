"""What a worker does with one partition once everybody is counted: it writes it, with places, selections and routes.

It may be done any number of times, by anybody, as `partition.decide`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa

from iomrules.artefact import decode
from iomrules.batch import Batch, write_part
from iomrules.cluster.composing import Composed, Turn
from iomrules.cluster.partition import Share, decided, prepared_for, put, shared
from iomrules.cluster.route_columns import GROUPS, RouteColumns
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.contest import Part, told
from iomrules.reason.columns.contest import Settled as SettledSeats
from iomrules.reason.columns.contest import Told as Chosen
from iomrules.write_artefact import encode


def place(share: Share) -> int:
    """The partition written with everybody's places; how many people. Raises as `decide`."""
    prepared = prepared_for(share.errand)
    with shared(share.errand.folder):
        if not share.path("told").is_file():  # pragma: no cover - lost by the shared folder
            decided(prepared, share)
        tables = np.frombuffer(share.path("places").read_bytes(), np.int32)
        levels = np.frombuffer(share.path("levels").read_bytes(), np.int32)
        chosen = _chosen(prepared, share)
        with pa.memory_map(str(share.path("arrow"))) as source, pa.ipc.open_stream(source) as reader:
            table = _placed(prepared, list(reader), levels, tables, chosen)
            if share.errand.routes:
                table = _with_routes(prepared, share, table)
            put(Path(share.errand.folder) / share.partition.name, lambda path: write_part(path, table))
        return int(table.num_rows)


def places_content(found: Sequence[tuple[Array, Array]]) -> bytes:
    """What a partition's ratings need of everybody's count. found: of each rating, places and sharers of its keys."""
    parts = [np.array([len(places) for places, _ in found], np.int32)]
    parts += [each for pair in found for each in pair]
    return b"".join(each.astype(np.int32).tobytes() for each in parts)


def _chosen(prepared: Batch, share: Share) -> list[Chosen]:
    """The outcome of each selection for the partition's people."""
    parts = cast("tuple[bytes, ...]", decode(share.path("candidates").read_bytes()))
    settled = cast("tuple[Any, ...]", decode(share.path("settled").read_bytes()))
    return [
        told(contest.border, Part.of_content(part), SettledSeats.of_plain(each))
        for contest, part, each in zip(prepared.contests(), parts, settled, strict=True)
    ]


def _placed(
    prepared: Batch, batches: Sequence[pa.RecordBatch], levels: Array, tables: Array, chosen: Sequence[Chosen]
) -> pa.Table:
    """The blocks with places and selections beside them, cut as they were."""
    many = len(prepared.columns.ratings)
    people = sum(batch.num_rows for batch in batches)
    sizes, begin = tables[:many], many
    added: list[Array] = []
    for rating, size in enumerate(sizes):
        own = levels[rating * people : (rating + 1) * people]
        for unplaced in (0, 1):  # no place, and nobody to share it with
            told = np.append(tables[begin : begin + size], np.int32(unplaced))
            added.append(told[own])  # -1 is the last
            begin += size
    made: list[pa.RecordBatch] = []
    row = 0
    for batch in batches:
        own = slice(row, row + batch.num_rows)
        made.append(prepared.finished(batch, [each[own] for each in added], [each.of(own) for each in chosen]))
        row += batch.num_rows
    return pa.Table.from_batches(made, prepared.with_places())


# --- routes ---------------------------------------------------------------------------------------------------------


def routes_content(turns: Sequence[Turn]) -> bytes:
    """Where a partition's routes lie. turns: of its slices, in order; people of none have no routes."""
    return encode(tuple((each.people.start, each.path(each.lines).name) for each in turns))


def schema_of(prepared: Batch, *, routes: bool) -> pa.Schema:
    """The columns written."""
    return pa.schema([*prepared.with_places(), *(_columns(prepared) if routes else ())])


def _columns(prepared: Batch) -> pa.Schema:
    program, catalogues = prepared.program, prepared.catalogues
    return RouteColumns.of(program, prepared.shape, catalogues, missing=prepared.missing).written


def _with_routes(prepared: Batch, share: Share, table: pa.Table) -> pa.Table:
    schema = _columns(prepared)
    parts: list[pa.Table] = []
    row = 0
    for start, name in cast("tuple[tuple[int, str], ...]", decode(share.path("routes").read_bytes())):
        composed = Composed.of_content(share.path("routes").with_name(name).read_bytes()).table
        parts += [_nothing(schema, start - row), composed.drop_columns([GROUPS.name])]
        row = start + composed.num_rows
    routes = pa.concat_tables([*parts, _nothing(schema, table.num_rows - row)]).combine_chunks()
    for field, column in zip(schema, routes.columns, strict=True):
        table = table.append_column(field, column)
    return table


def _nothing(schema: pa.Schema, count: int) -> pa.Table:
    return pa.table([pa.nulls(count, each.type) for each in schema], schema)
