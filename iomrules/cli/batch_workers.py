"""`iomrules batch` with workers: processes of this computer, or those of a cluster that is there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomrules.artefact import NotKept
from iomrules.cli.console import progress
from iomrules.cli.opening import short_path
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.source import Cell

if TYPE_CHECKING:
    from iomrules.batch import Batch, Summary
    from iomrules.cluster.region import Lost

#: the place of what is said of no file
HERE = Cell("iomrules")


def decide_by_workers(
    prepared: "Batch", sources: Sequence[Path], out: Path, *, count: int, scheduler: str
) -> "tuple[Summary, tuple[Diagnostic, ...]]":
    """What `batch.decide_parquet` does and gives, and whom it is about in vain.

    count: processes to start here; 0: the scheduler's workers are there already. Raises InputError.
    """
    workers, region = _libraries()
    try:
        rules = region.sent(prepared.program)
    except NotKept as error:
        raise InputError([codes.RULES_NOT_SENT.at(HERE, name=error)]) from error
    with _told_plainly(workers), workers.workers_of(scheduler) if scheduler else workers.local_workers(count) as engine:
        decided = region.decide_region(prepared, rules, sources, out, engine, done=_tell)
    return decided.summary, tuple(_of_lost(each) for each in decided.lost)


def _libraries() -> tuple[Any, Any]:
    try:
        from iomrules.cluster import region, workers
    except ImportError as error:
        raise InputError([codes.EXTRA_NEEDED.at(HERE, library="distributed", extra="cluster")]) from error
    return workers, region


def _tell(phase: str, people: int, of: int) -> None:
    if phase == "decided":
        progress(f"решено: {people} из {of}", f"decided: {people} of {of}")
    else:
        progress(f"записано: {people} из {of}", f"written: {people} of {of}")


def _of_lost(lost: "Lost") -> Diagnostic:
    path = short_path(Path(lost.path))
    ru, en = lost.reason or "исполнители на них останавливались", lost.reason or "workers died of them"
    rows = f"{lost.first}–{lost.last}"
    return codes.PEOPLE_LOST.at(Cell(path), rows=rows, reason=ru, reason_en=en)


@contextmanager
def _told_plainly(workers: Any) -> Iterator[None]:
    """What keeps workers from working, as a message."""
    from iomrules.cluster.partition import OtherVersions, Unwritten

    try:
        yield
    except workers.Unreachable as error:
        ru, en = error.reason or "у него нет исполнителей", error.reason or "it has no workers"
        found = codes.SCHEDULER_SILENT.at(HERE, address=error.address, reason=ru, reason_en=en)
        raise InputError([found]) from error
    except OtherVersions as error:
        ru = "; ".join(f"{name} {theirs}, а здесь {ours}" for name, theirs, ours in error.told)
        en = "; ".join(f"{name} {theirs}, but {ours} here" for name, theirs, ours in error.told)
        raise InputError([codes.WORKER_DIFFERS.at(HERE, what=ru, what_en=en)]) from error
    except Unwritten as error:
        found = codes.CANNOT_WRITE.at(HERE, path=error.path, reason=error.reason, reason_en=error.reason)
        raise InputError([found]) from error
