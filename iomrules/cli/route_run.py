"""One run of `route`: everything read and decided, then people's documents written by one or several processes."""

import gc
import multiprocessing
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path

from iomrules import resources
from iomrules.cli.language import language, speak
from iomrules.cli.opening import (
    Ready,
    choose_people,
    decision_day,
    known_shape,
    open_program,
    people_sources,
    read_everybody,
)
from iomrules.cohort import Cohort, Papers, gather, papers_of
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.extend import Partner
from iomrules.facts.reader import Source, read_packed_records
from iomrules.facts.record import Person, Records
from iomrules.files import read_bytes
from iomrules.frozen import evolve, frozen
from iomrules.passport import LARGEST_TEMPLATE
from iomrules.template_files import TemplateFiles, read_templates
from iomrules.write.document import DocumentKind
from iomrules.write.letterhead import Letterhead

#: the annex of the networked form that is common to partners
_ANNEX = "annex_network.docx"


@frozen
class Job:
    """What was asked for, in plain values, so that another process can begin from it."""

    students: tuple[str, ...] = ()
    workspace: Path | None = None
    rules: tuple[Path, ...] = ()
    on: date | None = None
    only: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    shape: str = ""
    strict: bool = False
    folder: Path = Path()


@frozen
class Run:
    """A job with everything read and decided. chosen: places of the members whose documents are asked for."""

    job: Job
    opened: Ready
    sources: tuple[Source, ...]
    records: Records
    files: TemplateFiles
    cohort: Cohort
    chosen: Sequence[int]
    on: date


def prepare_runs(job: Job) -> tuple[tuple[Run, ...], tuple[Diagnostic, ...]]:
    """A run for each shape of people that the workspace keeps files of, unless files or a shape were asked for.

    The people asked for may be of any shape. Files of one shape that cannot be used do not hold up the others: why
    they cannot is told beside the runs. Raises InputError for an id that nobody has, and where there is no run at all.
    """
    opened = open_program(job.workspace, job.rules, strict=job.strict)
    shapes = (job.shape,) if job.shape or job.students else _kept_shapes(opened)
    runs: list[Run] = []
    unusable: list[Diagnostic] = []
    for shape in shapes:
        try:
            runs.append(prepare_run(evolve(job, shape=shape), opened=opened))
        except InputError as error:
            unusable += error.diagnostics
    if not runs:
        raise InputError(unusable)
    choose_people((person for run in runs for person in run.cohort.everybody.people), job.only)
    return tuple(run for run in runs if run.chosen or not job.only), tuple(unusable)


def _kept_shapes(opened: Ready) -> tuple[str, ...]:
    """The shapes of people in the workspace's settings in the order declared; the rules' first is written as empty."""
    people = opened.program.person_shapes()
    said = opened.workspace.people if opened.workspace else {}
    kept = {known_shape(opened.program, each) or people[0] for each in said}
    return tuple("" if shape == people[0] else shape for shape in people if shape in kept) or ("",)


def prepare_run(job: Job, sources: Sequence[Source] = (), opened: Ready | None = None) -> Run:
    """Reads and decides people of one shape.

    sources: what was read from stdin already, for it can be read only once. opened: the job's rules, if they are open.
    """
    opened = opened or open_program(job.workspace, job.rules, strict=job.strict)
    given = tuple(sources) or people_sources(opened, job.students, job.shape)
    records = read_everybody(opened, given, job.shape, read_packed_records)
    here = opened.workspace
    on = decision_day(opened, job.on)
    files = read_templates(template_folders(opened))
    cohort = gather(
        opened.program,
        records,
        on,
        letterhead=here.letterhead if here else Letterhead(""),
        files=files,
        kinds=document_kinds(opened),
        formats=job.formats or (here.formats if here else ("docx", "html")),
        salt=here.salt if here else "",
    )
    people = cohort.everybody.people
    chosen = [place for place, each in enumerate(people) if each.id in job.only] if job.only else range(len(people))
    return Run(job, opened, given, records, files, cohort, chosen, on)


def template_folders(opened: Ready) -> Iterable[tuple[Path, str]]:
    """Where templates lie, the first that has a name giving it: the workspace's own, then the bundled."""
    here = opened.workspace
    if here is not None and here.templates is not None:
        yield here.templates, here.label(here.templates)
    yield resources.folder("templates"), "templates"


def document_kinds(opened: Ready) -> tuple[DocumentKind, ...]:
    """The documents that plugins add, and the common annex for partners whose plugins bring none of their own."""
    plugins = opened.compiled.plugins
    kinds = tuple(kind for plugin in plugins for kind in plugin.document_kinds)
    served = {name for kind in kinds for name in kind.partners}
    plain = {each.name: _told_of(each) for plugin in plugins for each in plugin.partners if each.name not in served}
    if not plain:
        return kinds
    for folder, label in template_folders(opened):
        if (folder / _ANNEX).is_file():
            word = read_bytes(folder / _ANNEX, f"{label}/{_ANNEX}", LARGEST_TEMPLATE)
            title = "Часть программы в сетевой форме"
            return (*kinds, DocumentKind("annex_network", title, word, partners=tuple(plain), of_partner=plain))
    return kinds


def _told_of(partner: Partner) -> dict[str, str | list[str]]:
    """What the annex says of a partner; what its plugin leaves unsaid is not in it."""
    on_paper = partner.organisation
    lines = (
        on_paper.full_name,
        on_paper.address and f"Адрес: {on_paper.address}",
        on_paper.agreement and f"Договор: {on_paper.agreement}",
        on_paper.licence and f"Лицензия: {on_paper.licence}",
    )
    said: dict[str, str | list[str]] = {
        "реквизиты": [line.rstrip(".") for line in lines if line],
        "руководитель": ", ".join(part for part in (on_paper.head, on_paper.head_position) if part),
        "обязанности_школы": list(partner.duties),
        "обязанности_участника": list(partner.partner_duties),
        "ответственность_школы": list(partner.responsibility),
        "ответственность_участника": list(partner.partner_responsibility),
    }
    return {name: value for name, value in said.items() if value}


# --- documents, by one or several processes ------------------------------------------------------------------------


class _Shared:
    """What a process works from: set before the workers are forked, or made anew in each."""

    run: Run | None = None


#: people whose documents a process hands over together
_AT_ONCE = 16


def everybodys_papers(run: Run, jobs: int) -> Iterator[tuple[Person, Papers]]:
    """Everybody's papers in the order read; the same bytes whatever the number of processes."""
    people = [run.cohort.everybody.people[place] for place in run.chosen]
    if jobs <= 1 or len(people) <= 1:
        yield from zip(people, _papers_at(run, run.chosen), strict=True)
        return
    # A fork has all that was read; elsewhere each process reads and decides for itself, which costs seconds, not bytes.
    method = start_method()
    _Shared.run = run
    stdin = tuple(source for source in run.sources if isinstance(source.content, bytes))
    begin = (run.job, run.sources if stdin else (), language(), method == "fork")
    try:
        with ProcessPoolExecutor(min(jobs, len(people)), multiprocessing.get_context(method), _begin, begin) as pool:
            yield from zip(people, _handed_over(pool, len(people), jobs), strict=True)
    finally:
        _Shared.run = None


def _handed_over(pool: Executor, count: int, jobs: int) -> Iterator[Papers]:
    """Everybody's papers from the processes, asked for no more than keeps them busy: what is ready takes memory."""
    each = max(1, min(_AT_ONCE, count // (jobs * 4)))
    asked: deque[Future[list[Papers]]] = deque()
    for first in range(0, count, each):
        asked.append(pool.submit(_some_papers, range(first, min(first + each, count))))
        if len(asked) > 2 * jobs:
            yield from asked.popleft().result()
    while asked:
        yield from asked.popleft().result()


def start_method() -> str:
    """How processes are started here."""
    return "fork" if sys.platform == "linux" else "spawn"


def _begin(job: Job, sources: Sequence[Source], spoken: str, forked: bool) -> None:
    speak(spoken)
    if forked:
        # What was read before the fork stays: searched through, it would be copied into every process.
        gc.freeze()
    else:
        _Shared.run = prepare_run(job, sources)


def _some_papers(stretch: range) -> list[Papers]:
    if _Shared.run is None:
        raise RuntimeError("the process was not begun")
    return list(_papers_at(_Shared.run, [_Shared.run.chosen[each] for each in stretch]))


def _papers_at(run: Run, places: Iterable[int]) -> Iterator[Papers]:
    members = run.cohort.members
    return (papers_of(run.cohort, members[each]) for each in places)


# --- what was done, for manifest.json ------------------------------------------------------------------------------


def manifest(run: Run) -> dict[str, object]:
    """What the documents were made from: no time, no path of this computer."""
    program = run.opened.program
    return {
        "on": run.on.isoformat(),
        "rules": [{"name": name, "version": version, "layer": layer} for name, version, layer in program.rulesets],
        "rule_files": dict(sorted(run.opened.compiled.hashes.items())),
        "plugins": [
            {"name": each.name, "version": each.version, "layer": each.layer} for each in run.opened.compiled.plugins
        ],
        "left_out": [{"name": each.name, "reason": each.reasons[0].code} for each in run.opened.compiled.left_out],
        "templates": run.files.hashes(),
        "inputs": dict(sorted((Path(source.name).name, _hash(source)) for source in run.sources)),
        "people": len(run.records.people),
        "people_left_out": len(run.records.faulty),
    }


def _hash(source: Source) -> str:
    if isinstance(source.content, bytes):
        return sha256(source.content).hexdigest()
    with source.content.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def left_out_lines(records: Records) -> tuple[str, ...]:
    """People left out with the first reason of each that says where it is."""
    return tuple(f"{each.place(language())}: {each.text(language())}" for each in _errors(records.diagnostics))


def _errors(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    return (each for each in diagnostics if each.severity.value == "error")
