"""`iomrules batch` by parts: routes and documents, and workers, of this computer or of a cluster that is there."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomrules.cli.console import progress
from iomrules.cli.opening import Ready, short_path
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Code, Diagnostic
from iomrules.errors import InputError
from iomrules.frozen import frozen
from iomrules.route.entries import shelf
from iomrules.route.shared import hours_over, too_small
from iomrules.source import Cell
from iomrules.template_files import read_templates
from iomrules.write.letterhead import Letterhead
from iomrules.write_artefact import NotKept

if TYPE_CHECKING:
    from iomrules.batch import Batch, Summary
    from iomrules.cluster.documents import Paper
    from iomrules.cluster.partition import Cause
    from iomrules.cluster.region import Lost
    from iomrules.cluster.slices import Slice

#: the place of what is said of no file
HERE = Cell("iomrules")
#: what stands for rules that cannot be sent, and is told apart by a number
_UNSENT = b"rules of this process "
_numbers = count()
#: why people are not decided of whom nothing else is known
_DIED = ("исполнители на них останавливались", "workers died of them")


@frozen
class ByWorkers:
    """summary: as `batch.decide_parquet` gives it. findings: who is not in it, and what all routes together tell.

    documents: how many were written.
    """

    summary: "Summary"
    findings: tuple[Diagnostic, ...]
    documents: int = 0


@frozen
class Asked:
    """How workers are had, and what is asked of them besides.

    count: processes to start here; 0: those of the scheduler are there already, and without one this process does it
    all. paper: what everybody's documents are made from, if they are asked for. routes: write everybody's routes.
    """

    count: int = 0
    scheduler: str = ""
    paper: "Paper | None" = None
    routes: bool = False


def decide_by_parts(
    prepared: "Batch", sources: Sequence[Path], out: Path, asked: Asked, begin: Callable[[bool], None]
) -> ByWorkers:
    """What `batch.decide_parquet` does, and everybody's routes and documents where they are asked for.

    begin: makes the folder ready, told whether an earlier run may be gone on with; not called where there are no
    workers to work. Raises InputError.
    """
    from iomrules.cluster import documents, region

    rules, had = _rules_and_workers(prepared, asked)
    with _told_plainly(), had as engine:
        begin(not rules.startswith(_UNSENT))
        wanted = {"routes": asked.routes, "seats": asked.paper is not None}
        decided = region.decide_region(prepared, rules, sources, out, engine, **wanted, done=_tell)
        findings = [_of_lost(each) for each in decided.lost]
        if asked.paper is None:
            written = documents.Written(groups=decided.routes.groups)
        else:
            written = documents.write_documents(decided, rules, asked.paper, engine, done=_tell)
    if asked.routes:
        findings += [_without(codes.ROUTES_LOST, *_rows(people), why) for people, why in decided.routes.lost]
    findings += [_without(codes.DOCUMENTS_LOST, *each) for each in written.lost]
    own = shelf(prepared.program.schema, prepared.catalogues)
    findings += (*too_small(own, written.groups.elements()), *hours_over(own, written.groups))
    return ByWorkers(decided.summary, tuple(findings), written.documents)


def _rules_and_workers(prepared: "Batch", asked: Asked) -> tuple[bytes, Any]:
    """The rules as workers get them, and the workers; of rules that this process alone can have, a name."""
    from iomrules.cluster import region
    from iomrules.cluster.in_place import in_place

    try:
        rules = region.sent(prepared)
    except NotKept as error:
        if asked.count or asked.scheduler:
            raise InputError([codes.RULES_NOT_SENT.at(HERE, name=error)]) from error
        # an earlier run's rules are not known to be these
        rules = _UNSENT + str(next(_numbers)).encode()
    if not (asked.count or asked.scheduler):
        return rules, in_place(prepared, rules)
    workers = _workers()
    return rules, workers.workers_of(asked.scheduler) if asked.scheduler else workers.local_workers(asked.count)


def paper_of(opened: Ready, formats: tuple[str, ...], on: date) -> "Paper":
    """What documents are made from. Raises InputError for a template with a mistake."""
    from iomrules.cli.route_run import document_kinds, template_folders
    from iomrules.cluster.documents import Paper

    here = opened.workspace
    head = here.letterhead if here else Letterhead("")
    made = Paper(head, read_templates(template_folders(opened)), document_kinds(opened), formats)
    made.cohort(opened.program, on, {})  # a mistake in a template is told before anybody is decided
    return made


def _workers() -> Any:
    """The module that has workers; what it needs may not be installed."""
    try:
        from iomrules.cluster import workers
    except ImportError as error:
        raise InputError([codes.EXTRA_NEEDED.at(HERE, library="distributed", extra="cluster")]) from error
    return workers


#: phase -> what is said of it in Russian and English
_PHASES = {
    "decided": ("решено", "decided"),
    "queued": ("в очереди на места", "in line for seats"),
    "wished": ("чья очередь спорна, спрошены", "asked, where turns are in doubt"),
    "composed": ("с маршрутами", "with routes"),
    "seated": ("места сверены", "seats settled"),
    "written": ("записано", "written"),
    "documented": ("с документами", "with documents"),
}


def _tell(phase: str, people: int, of: int) -> None:
    ru, en = _PHASES[phase]
    progress(f"{ru}: {people} из {of}", f"{en}: {people} of {of}")


def _of_lost(lost: "Lost") -> Diagnostic:
    path = short_path(Path(lost.path))
    ru, en = lost.reason or _DIED
    rows = f"{lost.first}–{lost.last}"
    return codes.PEOPLE_LOST.at(Cell(path), rows=rows, reason=ru, reason_en=en)


def _without(kind: Code, name: str, first: int, last: int, reason: "Cause") -> Diagnostic:
    ru, en = reason or _DIED
    return kind.at(Cell(name), name=name, rows=f"{first}–{last}", reason=ru, reason_en=en)


def _rows(people: "Slice") -> tuple[str, int, int]:
    """The written file, and the first and the last row of the people in it."""
    return people.share.partition.name, people.start + 1, people.start + people.count


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What keeps workers from working, as a message."""
    from iomrules.cluster.partition import OtherVersions, Unreachable, Unwritten

    try:
        yield
    except Unreachable as error:
        ru, en = error.reason
        found = codes.SCHEDULER_SILENT.at(HERE, address=error.address, reason=ru, reason_en=en)
        raise InputError([found]) from error
    except OtherVersions as error:
        ru = "; ".join(f"{name} {theirs}, а здесь {ours}" for name, theirs, ours in error.told)
        en = "; ".join(f"{name} {theirs}, but {ours} here" for name, theirs, ours in error.told)
        raise InputError([codes.WORKER_DIFFERS.at(HERE, what=ru, what_en=en)]) from error
    except Unwritten as error:
        ru, en = error.reason
        found = codes.CANNOT_WRITE.at(HERE, path=error.path, reason=ru, reason_en=en)
        raise InputError([found]) from error
