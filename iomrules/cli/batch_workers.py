"""`iomrules batch` with workers: processes of this computer, or those of a cluster that is there."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomrules.cli.console import progress
from iomrules.cli.opening import Ready, short_path
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.frozen import frozen
from iomrules.source import Cell
from iomrules.template_files import read_templates
from iomrules.write.letterhead import Letterhead
from iomrules.write_artefact import NotKept

if TYPE_CHECKING:
    from iomrules.batch import Batch, Summary
    from iomrules.cluster.documents import Paper
    from iomrules.cluster.region import Lost

#: the place of what is said of no file
HERE = Cell("iomrules")


@frozen
class ByWorkers:
    """summary: as `batch.decide_parquet` gives it. findings: who is not in it. documents: how many were written."""

    summary: "Summary"
    findings: tuple[Diagnostic, ...]
    documents: int = 0


@frozen
class Asked:
    """How workers are had. count: processes to start here; 0: those of the scheduler are there already.

    paper: what everybody's documents are made from, if they are asked for.
    """

    count: int = 0
    scheduler: str = ""
    paper: "Paper | None" = None


def decide_by_workers(
    prepared: "Batch", sources: Sequence[Path], out: Path, asked: Asked, begin: Callable[[], None]
) -> ByWorkers:
    """What `batch.decide_parquet` does, and everybody's documents where they are asked for.

    begin: makes the folder ready; not called where there are no workers to work. Raises InputError.
    """
    workers, region, write_documents = _libraries()
    try:
        rules = region.sent(prepared)
    except NotKept as error:
        raise InputError([codes.RULES_NOT_SENT.at(HERE, name=error)]) from error
    had = workers.workers_of(asked.scheduler) if asked.scheduler else workers.local_workers(asked.count)
    with _told_plainly(workers), had as engine:
        begin()
        decided = region.decide_region(prepared, rules, sources, out, engine, done=_tell)
        findings = [_of_lost(each) for each in decided.lost]
        if asked.paper is None:
            return ByWorkers(decided.summary, tuple(findings))
        documents, without = write_documents(decided, rules, asked.paper, engine, done=_tell)
    findings += [_without_documents(*each) for each in without]
    return ByWorkers(decided.summary, tuple(findings), documents)


def paper_of(opened: Ready, formats: tuple[str, ...], on: date, shape: str) -> "Paper":
    """What documents are made from. Raises InputError where they cannot be written by parts, or for a template."""
    from iomrules.cli.route_run import document_kinds, template_folders
    from iomrules.cluster.documents import Paper, asks_everybody

    if name := asks_everybody(opened.program, shape):
        raise InputError([codes.EVERYBODY_AT_ONCE.at(HERE, name=name)])
    here = opened.workspace
    head = here.letterhead if here else Letterhead("")
    made = Paper(head, read_templates(template_folders(opened)), document_kinds(opened), formats)
    made.cohort(opened.program, on, {})  # a mistake in a template is told before anybody is decided
    return made


def _libraries() -> tuple[Any, Any, Any]:
    try:
        from iomrules.cluster import documents, region, workers
    except ImportError as error:
        raise InputError([codes.EXTRA_NEEDED.at(HERE, library="distributed", extra="cluster")]) from error
    return workers, region, documents.write_documents


def _tell(phase: str, people: int, of: int) -> None:
    if phase == "decided":
        progress(f"решено: {people} из {of}", f"decided: {people} of {of}")
    elif phase == "written":
        progress(f"записано: {people} из {of}", f"written: {people} of {of}")
    else:
        progress(f"с документами: {people} из {of}", f"with documents: {people} of {of}")


def _of_lost(lost: "Lost") -> Diagnostic:
    path = short_path(Path(lost.path))
    ru, en = _why(lost.reason)
    rows = f"{lost.first}–{lost.last}"
    return codes.PEOPLE_LOST.at(Cell(path), rows=rows, reason=ru, reason_en=en)


def _why(reason: str) -> tuple[str, str]:
    """In Russian and English. reason: as the library gave it, or ours; empty: workers died."""
    ours = {"": "исполнители на них останавливались", "the file has changed": "файл изменился"}
    return ours.get(reason, reason), reason or "workers died of them"


def _without_documents(name: str, first: int, last: int, reason: str) -> Diagnostic:
    ru, en = _why(reason)
    return codes.DOCUMENTS_LOST.at(Cell(name), name=name, rows=f"{first}–{last}", reason=ru, reason_en=en)


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
