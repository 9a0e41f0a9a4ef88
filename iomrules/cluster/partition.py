"""What a worker does with one partition: it decides its people, and tells what everybody has to be counted by.

It may be done any number of times, by anybody, even at once: what is written has a name that follows from what it is
made of, holds the same bytes each time, and appears whole or not at all.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from iomrules.artefact import decode
from iomrules.batch import Batch, Counted, in_layout
from iomrules.cluster.plan import Partition, Stretch
from iomrules.cluster.tally import Tally, count
from iomrules.errors import IomrulesError
from iomrules.files import why_unread, why_unwritten
from iomrules.frozen import frozen
from iomrules.program.core import Program
from iomrules.reason.columns.contest import Level
from iomrules.reason.columns.repeated import Stretch as Ids
from iomrules.reason.columns.repeated import joined
from iomrules.reason.columns.repeated import stretch_of as ids_told
from iomrules.reason.decision import Fault
from iomrules.values import Entry
from iomrules.write_artefact import encode

#: what names of files begin with that are only there while a region is decided
MARK = ".decided-"
#: why people of a file that is not as it was planned are not read
CHANGED = ("файл изменился", "the file has changed")
#: in Russian and English
Why = tuple[str, str]
#: why people are lost; nothing where workers died of them
Cause = Why | tuple[()]
#: written bytes follow from these; a worker must have the same
PACKAGES = ("iomrules", "numpy", "pyarrow")


class Unread(IomrulesError):
    """People of a file could not be read: the partition goes on without them."""

    def __init__(self, lost: Stretch, reason: Why) -> None:
        super().__init__(lost, reason)
        self.lost, self.reason = lost, reason


class Unwritten(IomrulesError):
    """The folder that everybody shares cannot be read or written from here."""

    def __init__(self, path: str, reason: Why) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason


class Unreachable(IomrulesError):
    """No scheduler answers there, or it has no workers."""

    def __init__(self, address: str, reason: Why) -> None:
        super().__init__(address, reason)
        self.address, self.reason = address, reason


class OtherVersions(IomrulesError):
    """Here are other versions than where the region is led from. told: name -> (theirs, ours), in order."""

    def __init__(self, told: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(told)
        self.told = told


@frozen
class Errand:
    """What all partitions are decided by. It goes along with each, so it is small: rules lie in the shared folder.

    folder: where everything is written. program: SHA-256 of the rules' bytes. layout: the files' columns. routes:
    whether everybody's routes are written too.
    """

    folder: str
    program: str
    shape: str
    on: date
    layout: bytes
    missing: bool
    block: int
    versions: tuple[tuple[str, str], ...]
    routes: bool = False

    @property
    def rules(self) -> Path:
        return Path(self.folder) / f"{MARK}by-{self.program[:20]}.rules"

    @property
    def follows(self) -> str:
        """All that conclusions follow from besides people, as one word; routes stand beside them."""
        parts = (self.program, self.shape, self.on, self.layout, self.missing, self.block, self.versions)
        return sha256(repr(parts).encode()).hexdigest()


@frozen
class Share:
    """One partition of an errand."""

    errand: Errand
    partition: Partition

    @property
    def key(self) -> str:
        return self.partition.key(self.errand.follows)

    @property
    def name(self) -> str:
        """Nothing else of a run is called so."""
        return f"{self.partition.number:05}-{self.key}"

    @property
    def stem(self) -> str:
        return f"{MARK}{self.name}"

    def path(self, what: str) -> Path:
        """A file of this partition that is only there while the region is decided."""
        return Path(self.errand.folder) / f"{self.stem}.{what}"


@frozen
class Told:
    """What is said of a decided partition. tallies: of each rating; levels: of each selection; ids: of the people."""

    people: int
    one_by_one: int
    faults: tuple[Fault, ...]
    tallies: tuple[Tally, ...]
    levels: tuple[Level, ...] = ()
    ids: Ids | None = None

    def content(self) -> bytes:
        faults = tuple((each.person, each.target, each.diagnostic) for each in self.faults)
        counted = (tuple(each.plain() for each in counts) for counts in (self.tallies, self.levels))
        found = self.ids
        ids = None if found is None else (found.plain, found.short, found.first, found.last, found.letters)
        return encode((self.people, self.one_by_one, faults, *counted, ids))

    @classmethod
    def of_content(cls, content: bytes) -> "Told":
        people, one_by_one, faults, tallies, levels, ids = cast("tuple[int, int, Any, Any, Any, Any]", decode(content))
        found = tuple(Fault(*each) for each in faults)
        counted = tuple(map(Tally.of_plain, tallies)), tuple(map(Level.of_plain, levels))
        return cls(people, one_by_one, found, *counted, None if ids is None else Ids(*ids))


def versions() -> tuple[tuple[str, str], ...]:
    """What written bytes follow from besides rules and people."""
    return ("python", f"{sys.version_info[0]}.{sys.version_info[1]}"), *((name, version(name)) for name in PACKAGES)


# --- deciding -------------------------------------------------------------------------------------------------------


def decide(share: Share) -> bytes:
    """The partition decided: its people beside the places to come, and what is told of it.

    Raises Unread, Unwritten, OtherVersions.
    """
    prepared = prepared_for(share.errand)
    with shared(share.errand.folder):
        if share.path("told").is_file():
            return share.path("told").read_bytes()
    return decided(prepared, share).content()


def decided(prepared: Batch, share: Share) -> Told:
    """The same, whether it was done before or not."""
    everybody = Counted.of(prepared)
    people = one_by_one = 0
    faults: list[Fault] = []
    ids: list[Ids | None] = []

    def write(beside: Path) -> None:
        nonlocal people, one_by_one
        with pa.OSFile(str(beside), "wb") as sink, pa.ipc.new_stream(sink, prepared.schema) as writer:
            for stretch in share.partition.stretches:
                for batch in people_of(prepared, stretch, share.errand.block):
                    made, outcome, keys = everybody.decide(batch)
                    everybody.take(outcome, keys)
                    writer.write_batch(made)
                    people += batch.num_rows
                    one_by_one += outcome.one_by_one
                    faults.extend(outcome.faults)
                    ids.append(ids_told(made.column("id")))

    with shared(share.errand.folder):
        put(share.path("arrow"), write)
        counted = [count(places) for places in everybody.places]
        chosen = [contest.joined() for contest in everybody.contests]
        parts = encode(tuple(part.content() for _, part in chosen))
        put_content(share.path("levels"), b"".join(levels.tobytes() for _, levels in counted))
        put_content(share.path("candidates"), parts)
        tallies, levels = tuple(tally for tally, _ in counted), tuple(level for level, _ in chosen)
        told = Told(people, one_by_one, tuple(faults), tallies, levels, joined(ids))
        # last: where it is, the others are
        put_content(share.path("told"), told.content())
    return told


def people_of(prepared: Batch, stretch: Stretch, block: int) -> Iterator[pa.RecordBatch]:
    """The people of a stretch in blocks, wherever the file's own groups of rows begin. Raises Unread."""
    try:
        status = os.stat(stretch.path)
        if (status.st_size, status.st_mtime_ns) != (stretch.size, stretch.stamp):
            raise Unread(stretch, CHANGED)
        layout = prepared.read()
        with pq.ParquetFile(stretch.path) as opened:
            groups, skipped = _groups(opened.metadata, stretch)
            read = opened.iter_batches(block, row_groups=groups, columns=layout.names)
            for batch in recut(read, skipped, stretch.count, block):
                yield in_layout(batch, layout)
    except (OSError, pa.ArrowException) as error:
        raise Unread(stretch, why_unread(error)) from error


def _groups(metadata: Any, stretch: Stretch) -> tuple[list[int], int]:
    """The groups of rows that hold a stretch, and how many rows of the first are before it."""
    groups: list[int] = []
    before = skipped = 0
    for number in range(metadata.num_row_groups):
        after = before + metadata.row_group(number).num_rows
        if before < stretch.start + stretch.count and after > stretch.start:
            if not groups:
                skipped = stretch.start - before
            groups.append(number)
        before = after
    return groups, skipped


def recut(batches: Iterable[pa.RecordBatch], skipped: int, wanted: int, block: int) -> Iterator[pa.RecordBatch]:
    """So many rows after those skipped, in blocks; the last may be shorter."""
    held: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        rest = batch.slice(skipped, wanted)
        skipped = max(0, skipped - batch.num_rows)
        wanted -= rest.num_rows
        while rest.num_rows:
            taken = rest.slice(0, block - size)
            held.append(taken)
            size += taken.num_rows
            rest = rest.slice(taken.num_rows)
            if size == block:
                yield _one(held)
                held, size = [], 0
        if not wanted:
            break
    if held:
        yield _one(held)


def _one(held: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    return held[0] if len(held) == 1 else pa.concat_batches(held)


# --- the program, once a process ------------------------------------------------------------------------------------


#: rules that this very process leads by, by SHA-256: they need not travel
_here: dict[str, Batch] = {}


@contextmanager
def kept_here(program: str, prepared: Batch) -> Iterator[None]:
    """Tasks done in this process take the rules as they are, functions of plugins too. program: as in their errand."""
    _here[program] = prepared
    try:
        yield
    finally:
        del _here[program]


def prepared_for(errand: Errand) -> Batch:
    """The errand's rules ready for its columns. Raises Unwritten, OtherVersions."""
    return _here.get(errand.program) or _received(errand)


@lru_cache(maxsize=1)
def _received(errand: Errand) -> Batch:
    if errand.versions != versions():
        here = dict(versions())
        raise OtherVersions(tuple((name, here[name], one) for name, one in errand.versions if here[name] != one))
    with shared(errand.folder):
        content = errand.rules.read_bytes()
    if sha256(content).hexdigest() != errand.program:
        raise Unwritten(str(errand.rules), ("там не те правила", "these are other rules than were sent"))
    program, catalogues = cast("tuple[Program, dict[str, tuple[Entry, ...]]]", decode(content))
    layout = pa.ipc.read_schema(pa.py_buffer(errand.layout))
    return Batch(program, errand.shape, errand.on, layout, catalogues, missing=errand.missing)


# --- files ----------------------------------------------------------------------------------------------------------


def put(path: Path, write: Callable[[Path], object]) -> None:
    """A file written beside and put in its place in one step: whole or not at all, and twice is as once."""
    beside = path.with_name(f"{MARK}{path.name.lstrip('.')}-{uuid4().hex}.part")
    try:
        write(beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def put_content(path: Path, content: bytes) -> None:
    """The same of bytes that are there already."""
    put(path, lambda beside: beside.write_bytes(content))


@contextmanager
def shared(folder: str) -> Iterator[None]:
    """Turns what the system says of the folder into Unwritten."""
    try:
        yield
    except OSError as error:
        raise Unwritten(str(error.filename or folder), why_unwritten(error)) from error
