"""`iomrules route`: the main job: people in, a document with reasons for each of them out."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.cache import cache_options
from iomrules.cli.console import CLEAN, FINDINGS, Stop, note, progress, put, show, worst
from iomrules.cli.language import say
from iomrules.cli.opening import known_shape, out_of_force, short_path
from iomrules.cli.options import (
    Declared,
    Misused,
    Place,
    Whole,
    on_option,
    only_option,
    option,
    ours,
    paths_argument,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.cli.route_run import Job, Run, everybodys_papers, left_out_lines, manifest, prepare_runs
from iomrules.cli.writing import write_all
from iomrules.codes import workspace as codes
from iomrules.cohort import Written, cohort_papers, everybodys_findings
from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Person
from iomrules.source import Cell
from iomrules.suggestions import shorten
from iomrules.write.document import Document
from iomrules.write.names import safe_name

FORMATS = ("docx", "html")


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "route",
        "Составить маршруты: на каждого человека документ Word и страница, на всех — список и рейтинг.\n\n"
        "Без ЛЮДЕЙ берёт файлы рабочей папки; «-» читает людей со стандартного ввода.\n\n"
        "Пример: iomrules route students.xlsx --on 01.09.2026",
        "Write routes: a Word document and a page for each person, an index and the rating for all.\n\n"
        "Without STUDENTS, the workspace's files; `-` reads people from stdin.\n\n"
        "Example: iomrules route students.xlsx --on 01.09.2026",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @workspace_option()
    @rules_option()
    @option(
        "--out",
        type=Place(),
        metavar=say("ПАПКА", "DIR"),
        help=say(
            "Куда писать (папка «документы» рабочей папки или out).",
            "Where to write (the workspace's `output`, or out).",
        ),
    )
    @on_option()
    @only_option()
    @option(
        "--format",
        "formats",
        default="",
        metavar="docx,html",
        help=say("Какие документы на человека.", "Which documents for a person."),
    )
    @option(
        "--jobs",
        type=Whole(1, 64),
        default=1,
        show_default=True,
        metavar="N",
        help=say("Во сколько процессов писать документы.", "Processes that write documents."),
    )
    @shape_option()
    @strict_option()
    @cache_options()
    def route(
        *,
        students: tuple[str, ...],
        workspace: Path | None,
        rules: tuple[Path, ...],
        out: Path | None,
        on: date | None,
        only: tuple[str, ...],
        formats: str,
        jobs: int,
        shape: str,
        strict: bool,
    ) -> None:
        job = Job(students, workspace, rules, on, only, split_formats(formats), shape, strict)
        if carry_out(job, out, jobs) != CLEAN:
            raise Stop(FINDINGS)

    return route


def split_formats(said: str, hint: str = "--format") -> tuple[str, ...]:
    """`docx,html` as a tuple; for another word a usage error that names the option."""
    words = tuple(dict.fromkeys(word.strip().casefold() for word in said.split(",") if word.strip()))
    unknown = [word for word in words if word not in FORMATS]
    if unknown:
        raise Misused(
            say(f"«{unknown[0]}» не годится: бывают docx и html", f"`{unknown[0]}` will not do: docx or html"),
            hint=hint,
        )
    return words


def carry_out(job: Job, out: Path | None, jobs: int, *, log: bool = True) -> int:
    """Everything asked for: reads, decides, writes, says what was found. log: keep the access log.

    Gives the exit code.
    """
    progress("Читаю правила и людей…", "Reading rules and people…")
    runs, unusable = prepare_runs(job)
    opened = runs[0].opened
    if opened.workspace is not None and log:
        log_access(opened.workspace.folder, "route", sum(len(run.chosen) for run in runs))
    several = len(runs) > 1
    codes = [_write(run, out / _own_folder(run) if out and several else out, jobs) for run in runs]
    findings = (*opened.failures, *unusable, *_dates(runs[0]), *out_of_force(opened.program, runs[0].on))
    show(findings, opened.compiled.sources)
    return max(*codes, worst(findings))


def _write(run: Run, out: Path | None, jobs: int) -> int:
    """People of one shape: their papers, and what was found about them. Gives the exit code."""
    here = run.opened.workspace
    folder = out or (here.output if here else Path("out")) / _own_folder(run)
    written = Written()
    found = write_all(folder, _documents(run, jobs, written), manifest(run), partly=bool(run.job.only))
    people, documents = len(run.chosen), sum(len(each.names) for each in written.filed.values())
    note(
        f"Составлено: {people} чел., документов: {documents}, папка: {short_path(folder)}",
        f"Done: people: {people}, documents: {documents}, folder: {short_path(folder)}",
    )
    if (folder / "index.html").is_file():
        put(short_path(folder / "index.html"))
    faults = _show_faults(run, written)
    together = () if run.job.only else everybodys_findings(run.cohort, written)
    findings = (*run.records.diagnostics, *found, *together)
    show(findings, run.opened.compiled.sources)
    if run.records.faulty:
        who = ", ".join(shorten(each, 30) for each in run.records.faulty)
        note(f"Пропущены из-за своих данных: {who}", f"Left out for their own data: {who}")
    return FINDINGS if faults else worst(findings)


def _own_folder(run: Run) -> str:
    """A folder of their own for people of another shape than the rules' first: teachers never replace students."""
    main = run.opened.program.person_shapes()[0]
    shape = known_shape(run.opened.program, run.job.shape)
    return "" if shape in ("", main) else safe_name(shape)


def _documents(run: Run, jobs: int, written: Written) -> Iterator[Document]:
    """Everybody's documents one by one, then the cohort's unless only some were asked for. Notes what it gave out."""
    total = len(run.chosen)
    for number, (person, papers) in enumerate(everybodys_papers(run, jobs), start=1):
        _count(number, total)
        yield from papers.documents
        written.note(person.id, papers)
    if not run.job.only:
        yield from cohort_papers(run.cohort, written, left_out_lines(run.records))


def _count(number: int, total: int) -> None:
    """`Пишу документы: 12 из 36` on one line of a terminal; a log gets every hundredth."""
    text = say(f"Пишу документы: {number} из {total}", f"Writing documents: {number} of {total}")
    if sys.stderr.isatty():
        put(f"\r{text}", err=True, end="\n" if number == total else "")
    elif number == total or number % 100 == 0:
        put(text, err=True)


def _dates(run: Run) -> Sequence[Diagnostic]:
    here = run.opened.workspace
    if here is None or here.school_year is None:
        return ()
    begin = here.school_year
    if date(begin, 9, 1) <= run.on <= date(begin + 1, 8, 31):
        return ()
    place = Cell("iomrules.yaml")
    return (codes.OTHER_SCHOOL_YEAR.at(place, on=f"{run.on:%d.%m.%Y}", year=f"{begin}/{begin + 1}"),)


def _show_faults(run: Run, written: Written) -> bool:
    """Decisions that could not be made, person by person; whether there was one."""
    papers = ((person, written.filed.get(person.id)) for person in run.cohort.everybody.people)
    faulty = [(person, fault) for person, own in papers if own for fault in own.faults]
    for person, fault in faulty:
        note(f"{_who(person)}, «{fault.target}»:", f"{_who(person)}, `{fault.target}`:")
        show((fault.diagnostic,), run.opened.compiled.sources)
    return bool(faulty)


def _who(person: Person) -> str:
    return " ".join(part for part in (person.id, person.name.full()) if part)
