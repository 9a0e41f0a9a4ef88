"""A region decided by many workers: partitions decided, everybody counted, partitions written with places."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from iomrules.batch import BLOCK, PART, Batch, Summary, people_twice, placed_in
from iomrules.cluster.partition import MARK, Cause, Errand, Share, Told, Unread, decide, put_content, versions
from iomrules.cluster.placing import place, places_content, routes_content, schema_of
from iomrules.cluster.plan import Partition, cut
from iomrules.cluster.queueing import SLICE
from iomrules.cluster.routes import Settled, settle_routes
from iomrules.cluster.tally import everybodys_places
from iomrules.decided import queue_of
from iomrules.errors import IomrulesError
from iomrules.frozen import evolve, field, frozen
from iomrules.reason.columns.contest import settle
from iomrules.write_artefact import encode

Answer = TypeVar("Answer")


class WorkersDied(IomrulesError):
    """Several workers in turn died of one partition."""


class Named(Protocol):
    """Something to do that is told apart by its name."""

    @property
    def name(self) -> str: ...


Task = TypeVar("Task", bound=Named)


class Engine(Protocol):
    """Whatever has workers: each share is done at least once; one whose worker died is given to another."""

    def each(
        self, work: Callable[[Task], Answer], shares: Sequence[Task]
    ) -> Iterator[tuple[Task, Answer | Unread | WorkersDied]]:
        """Every share with what came of it, in any order. Raises what else the work raised."""


@frozen
class Lost:
    """People who are in no written file. first, last: their places in the file, from 1. No reason: workers died."""

    path: str
    first: int
    last: int
    reason: Cause


@frozen
class Region:
    """What came of it all. lost: people who could not be read or decided; places are counted without them.

    shares: the partitions written, in order. placed: rating -> how many have a place in it. candidates: selection ->
    how many take part in it, for all anybody knows. routes: everybody's, where they were composed.
    """

    summary: Summary
    lost: tuple[Lost, ...] = ()
    shares: tuple[Share, ...] = ()
    placed: Mapping[str, int] = field(factory=dict)
    candidates: Mapping[str, int] = field(factory=dict)
    routes: Settled = Settled()


def sent(prepared: Batch) -> bytes:
    """The rules as workers get them. Raises artefact.NotKept for those with functions of plugins."""
    program = prepared.program
    # whoever reads Parquet needs no case forms; of a program that was kept, what is read later is read now
    schema = evolve(program.schema, forms={})
    program = evolve(program, examples=(), schema=schema, sources=MappingProxyType(dict(program.sources)))
    content = encode((program, dict(prepared.catalogues)))
    # form 2 does not say which texts are one object: the same bytes whether the rules were read or had been kept
    return marshal.dumps(marshal.loads(content), 2)


def decide_region(
    prepared: Batch,
    rules: bytes,
    sources: Sequence[Path],
    out: Path,
    engine: Engine,
    *,
    block: int = BLOCK,
    part: int = PART,
    routes: bool = False,
    seats: bool = False,
    sliced: int = SLICE,
    done: Callable[[str, int, int], None] = lambda phase, people, of: None,
) -> Region:
    """Everybody of Parquet files, in their order, into the very files that `batch.decide_parquet` writes.

    rules: what `sent` made of what is prepared. out: a folder that all workers see under this name, as they
    see the sources. routes: write everybody's routes beside. seats: settle routes for documents to come, which have to
    know what seats there are; what those are made from stays in the folder. sliced: people whose routes are composed at
    a time. done: told of people "decided", "queued", "wished", "composed", "seated" (asked whether they find the same
    once more) and "written" so far, and of how many there are.

    A run that was interrupted is gone on with, if files and rules are the same. Raises Unwritten and OtherVersions.
    """
    layout = prepared.layout.serialize().to_pybytes()
    told_apart = (str(out.absolute()), sha256(rules).hexdigest(), prepared.shape, prepared.on, layout, prepared.missing)
    errand = Errand(*told_apart, block, versions(), routes)
    shares = [Share(errand, each) for each in cut(sources, block, part)]
    clear(out, {errand.rules.name}, {share.stem for share in shares})
    put_content(errand.rules, rules)
    lost: list[Lost] = []
    told = dict(_decided(engine, shares, lost, done))
    kept = sorted(told, key=lambda share: share.partition.number)
    _count(prepared, {share: told[share] for share in kept})
    twice = people_twice([told[share].ids for share in kept], [share.path("arrow") for share in kept])
    rows = [(each.path, each.start + 1, each.count) for share in kept for each in share.partition.stretches]
    asked = routes or (seats and queue_of(prepared.program, prepared.shape) is not None)
    settled = settle_routes(prepared.program, kept, engine, done, sliced) if asked else Settled()
    for share in kept:
        put_content(share.path("routes"), routes_content(settled.of(share)))
    files = _written(engine, kept, lost, done)
    if not seats:
        clear(out)
    summary = Summary(
        sum(told[share].people for share in kept),
        sum(told[share].one_by_one for share in kept),
        (*(fault for share in kept for fault in told[share].faults), *(settled.faults if routes else ())),
        prepared.columns.left_out,
        tuple(schema_of(prepared, routes=routes).names),
        tuple(out / share.partition.name for share in kept if share in files),
        placed_in(twice, rows),
        twice.people,
    )
    order = {str(path.absolute()): place for place, path in enumerate(sources)}
    placed = {
        places.asked.name: sum(int(each.tallies[number].counts.sum()) for each in told.values())
        for number, places in enumerate(prepared.places())
    }
    candidates = {
        contest.name: sum(each.levels[number].people for each in told.values())
        for number, contest in enumerate(prepared.contests())
    }
    in_order = tuple(sorted(lost, key=lambda each: (order[each.path], each.first)))
    written = tuple(share for share in kept if share in files)
    return Region(summary, in_order, written, placed, candidates, settled)


def clear(out: Path, names: Iterable[str] = (), stems: Iterable[str] = ()) -> None:
    """Takes away what lies in the folder only for a time, but for these files and those of these partitions."""
    names, stems = set(names), set(stems)
    for path in sorted(out.glob(f"{MARK}*")):
        # a slice of a partition is called as that is, and more
        ours = "-".join(path.name.removeprefix(MARK).split(".")[0].split("-")[:2])
        if path.name not in names and (f"{MARK}{ours}" not in stems or path.suffix == ".part"):
            path.unlink(missing_ok=True)


def _decided(
    engine: Engine, shares: Sequence[Share], lost: list[Lost], done: Callable[[str, int, int], None]
) -> Iterator[tuple[Share, Told]]:
    """Every partition decided; one with people who cannot be read is decided again without them."""
    everybody = sum(share.partition.people for share in shares)
    people = 0
    waiting = list(shares)
    while waiting:
        again: list[Share] = []
        for share, answer in engine.each(decide, waiting):
            if isinstance(answer, bytes):
                told = Told.of_content(answer)
                people += told.people
                done("decided", people, everybody)
                yield share, told
                continue
            lost += _lost(share.partition, answer)
            if isinstance(answer, Unread) and (rest := share.partition.without(answer.lost)).stretches:
                again.append(evolve(share, partition=rest))
        waiting = again


def _lost(partition: Partition, answer: Any) -> Iterator[Lost]:
    for each in partition.stretches:
        if isinstance(answer, WorkersDied):
            yield Lost(each.path, each.start + 1, each.start + each.count, ())
        elif each == answer.lost:
            yield Lost(each.path, each.start + 1, each.start + each.count, answer.reason)


def _count(prepared: Batch, told: Mapping[Share, Told]) -> None:
    """Everybody's places and the outcome of selections, laid beside each partition."""
    settled = [
        settle(contest.keys, [each.levels[number] for each in told.values()])
        for number, contest in enumerate(prepared.contests())
    ]
    found = [
        everybodys_places(places, [each.tallies[number] for each in told.values()])
        for number, places in enumerate(prepared.places())
    ]
    for at, share in enumerate(told):
        put_content(share.path("places"), places_content([each[at] for each in found]))
        put_content(share.path("settled"), encode(tuple(each[at].plain() for each in settled)))


def _written(
    engine: Engine, shares: Sequence[Share], lost: list[Lost], done: Callable[[str, int, int], None]
) -> set[Share]:
    everybody = sum(share.partition.people for share in shares)
    people = 0
    written: set[Share] = set()
    for share, answer in engine.each(place, shares):
        if isinstance(answer, int):
            people += answer
            done("written", people, everybody)
            written.add(share)
        else:
            lost += _lost(share.partition, answer)
    return written


__all__ = ["Engine", "Lost", "Region", "WorkersDied", "clear", "decide_region", "sent"]
