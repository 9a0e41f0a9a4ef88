"""`iomrules batch`: whole regions at once, Parquet in and Parquet out."""

import errno
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomrules.cli.access import log_access
from iomrules.cli.batch_workers import Asked, decide_by_parts, paper_of
from iomrules.cli.console import FINDINGS, Stop, note, progress, put_json, show, worst
from iomrules.cli.language import language, say
from iomrules.cli.opening import Ready, decision_day, known_shape, open_program, out_of_force, short_path
from iomrules.cli.options import (
    Declared,
    Misused,
    Place,
    Whole,
    on_option,
    option,
    ours,
    paths_argument,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.cli.route import split_formats
from iomrules.cli.writing import cannot_write
from iomrules.codes import workspace as codes
from iomrules.codes.facts import DUPLICATE_PERSON, NO_PEOPLE_SHEET, UNKNOWN_COLUMN
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.errors import InputError
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Fact
from iomrules.facts.vocabulary import spellings
from iomrules.frozen import evolve
from iomrules.results import plain_fault
from iomrules.source import Cell
from iomrules.suggestions import shorten
from iomrules.values import Entry

if TYPE_CHECKING:
    from iomrules.batch import Batch, Summary
    from iomrules.reason.decision import Fault

#: the underscore keeps it from being read as a part
FAULTS = "_faults.jsonl"
#: what names of files begin with that are there only while people are decided
BEGUN = ".decided"
#: everybody's documents, if they were asked for; a folder
DOCUMENTS = "documents"
_EVERY = 1_000_000
_NO_PARQUET = (
    "это не Parquet; людей из книг, CSV, YAML и JSON читает iomrules decide",
    "this is no Parquet; iomrules decide reads people from workbooks, CSV, YAML and JSON",
)
#: what a system says of a folder or a disk that takes nothing
_UNWRITABLE = frozenset(
    (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.EEXIST, errno.ENOENT)
)


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "batch",
        "Решения о многих людях сразу: из Parquet в Parquet, места — среди всех.\n\n"
        "Пример: iomrules batch students.parquet --rules rulesets/lyceum11 --out out --on 15.10.2026",
        "Decisions about very many people: Parquet in, Parquet out, places among everybody.\n\n"
        "Example: iomrules batch students.parquet --rules rulesets/lyceum11 --out out --on 15.10.2026",
    )
    @paths_argument("people", "ЛЮДИ.parquet...", "PEOPLE.parquet...", required=True)
    @rules_option()
    @workspace_option()
    @on_option()
    @shape_option()
    @strict_option()
    @option(
        "--out",
        required=True,
        type=Place(),
        metavar=say("ПАПКА", "DIR"),
        help=say("Куда писать part-00000.parquet …", "Where part-00000.parquet … go."),
    )
    @option(
        "--missing",
        is_flag=True,
        help=say("Называть, чего не хватает неизвестным решениям.", "Name the facts that unknown verdicts lack."),
    )
    @option(
        "--threads",
        type=Whole(1, 64),
        default=2,
        show_default=True,
        help=say("Сколько частей решать одновременно.", "Parts decided at the same time."),
    )
    @option(
        "--workers",
        type=Whole(1, 64),
        metavar="N",
        help=say("Решать несколькими процессами этого компьютера.", "Decide by several processes of this computer."),
    )
    @option(
        "--scheduler",
        default="",
        metavar=say("АДРЕС", "ADDRESS"),
        help=say(
            "Решать исполнителями кластера: адрес планировщика Dask.", "Decide by a cluster's workers: Dask scheduler."
        ),
    )
    @option(
        "--documents",
        default="",
        metavar="docx,html",
        help=say("Написать и документы каждого.", "Write everybody's documents too."),
    )
    @option(
        "--routes",
        is_flag=True,
        help=say("Записать и маршруты: что взято, часы, что нет.", "Write routes too: lines, hours, what is left out."),
    )
    def batch(
        *,
        people: tuple[str, ...],
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        shape: str,
        strict: bool,
        out: Path,
        missing: bool,
        threads: int,
        workers: int | None,
        scheduler: str,
        documents: str,
        routes: bool,
    ) -> None:
        if workers and scheduler:
            raise Misused(say("нужно одно: --workers или --scheduler", "say one of --workers and --scheduler"))
        formats = split_formats(documents, "--documents")
        parquet = _library()
        opened = open_program(workspace, rules, strict=strict)
        day = decision_day(opened, on)
        sources = [Path(each) for each in people]
        prepared = _prepared(parquet, opened, sources, shape, day, missing=missing)
        paper = paper_of(opened, formats, day) if formats else None
        told = 0

        def done(count: int) -> None:
            nonlocal told
            if count // _EVERY > told:
                told = count // _EVERY
                progress(f"решено: {count}", f"decided: {count}")

        by_workers = None
        if workers or scheduler or formats or routes:
            asked = Asked(workers or 0, scheduler, paper, routes)
            by_workers = decide_by_parts(prepared, sources, out, asked, lambda keep: _begin(out, keep))
            summary = by_workers.summary
        else:
            with _written(out):
                _make(out, keep_begun=False)
                summary = parquet.decide_parquet(prepared, sources, out, threads=threads, done=done)
        if opened.workspace:
            log_access(opened.workspace.folder, "batch", summary.people)
        with _written(out):
            _write_faults(out / FAULTS, summary.faults)
        put_json(
            {
                "people": summary.people,
                "on": day.isoformat(),
                "files": [each.name for each in summary.files],
                "columns": list(summary.columns),
                "one_by_one": summary.one_by_one,
                "left_out": {name: _one_by_one(name, *why) for name, why in summary.left_out.items()},
                "faults": len(summary.faults),
                "repeated": summary.repeated,
                **({"documents": by_workers.documents} if by_workers and formats else {}),
            },
            indent=2,
        )
        lost = by_workers.findings if by_workers else ()
        findings = (*opened.failures, *lost, *_twice(summary), *out_of_force(opened.program, day))
        show(findings, opened.compiled.sources)
        if more := summary.repeated - len(summary.twice):
            note(f"И ещё людей, записанных не раз: {more}", f"And more people with several rows: {more}")
        if summary.faults:
            note(
                f"Решений, которых принять нельзя: {len(summary.faults)}; они перечислены в {FAULTS}",
                f"Decisions that could not be made: {len(summary.faults)}; {FAULTS} lists them",
            )
        if summary.faults or worst(findings):
            raise Stop(FINDINGS)

    return batch


def _library() -> Any:
    """The module that decides in columns; what it needs may not be installed."""
    try:
        from iomrules import batch
    except ImportError as error:
        ru = "для этого нужны NumPy и pyarrow: pip install «iomrules[batch]»".replace("«", '"').replace("»", '"')
        raise Misused(say(ru, 'this needs NumPy and pyarrow: pip install "iomrules[batch]"')) from error
    return batch


def _prepared(parquet: Any, opened: Ready, sources: Sequence[Path], shape: str, day: date, *, missing: bool) -> "Batch":
    """The rules made ready for the files' columns. Raises InputError for files that cannot be decided."""
    program = opened.program
    shape = known_shape(program, shape) or program.person_shapes()[0]
    layouts = []
    for path in sources:
        if not path.is_file():
            raise InputError([codes.PATH_MISSING.at(Cell(short_path(path)), path=short_path(path))])
        layout, wrong = parquet.layout_of(path, program.schema, shape)
        if layout is None:
            raise _unreadable(path, *_NO_PARQUET)
        if wrong:
            raise _wrong_columns(path, "; ".join(ru for ru, _ in wrong), "; ".join(en for _, en in wrong))
        layouts.append(layout)
        if not layout.equals(layouts[0]):
            raise _wrong_columns(path, "в первом файле другие", "the first file has others")
    names = parquet.facts_named(layouts[0])
    show(_unread(program.schema.shapes[shape].facts, names, sources[0]), {})
    made: Batch = parquet.Batch(program, shape, day, layouts[0], _catalogues(opened, shape), missing=missing)
    return made


def _unread(facts: Sequence[Fact], named: Sequence[str], path: Path) -> Iterator[Diagnostic]:
    """Columns of no fact in the rules: a misspelt name leaves the fact unknown of everybody."""
    known = spellings([(fact.name, fact.name) for fact in facts], {})
    for name in named:
        if name not in known.spelled.values():
            place = Cell(short_path(path), column=name)
            yield UNKNOWN_COLUMN.at(place, related=(), heading=name, **known.suggestion(name))


def _catalogues(opened: Ready, shape: str) -> Mapping[str, tuple[Entry, ...]]:
    """The workspace's own entries of catalogues. Raises InputError for those that cannot be used."""
    here = opened.workspace
    if here is None or not here.catalogues:
        return {}
    records = read_records([Source(here.label(path), path) for path in here.catalogues], opened.program.schema, shape)
    # people are in the Parquet files: that there are none here is no mistake
    errors = [each for each in records.diagnostics if each.kind is not NO_PEOPLE_SHEET]
    if errors := [each for each in errors if each.severity is Severity.ERROR]:
        raise InputError(errors)
    return records.catalogues


def _one_by_one(name: str, ru: str, en: str) -> dict[str, str]:
    """Why columns do not decide a declaration, as a fault is told."""
    told = codes.ONE_BY_ONE.at(Cell(FAULTS), name=name, what=ru, what_en=en)
    return {"code": told.code, "message": told.text(language())}


def _twice(summary: "Summary") -> Iterator[Diagnostic]:
    """Those who are in the files more than once: nothing says which of the rows is right."""
    for who, (first, *others) in summary.twice.items():
        for other in others:
            at, before = (evolve(each, file=short_path(Path(each.file))) for each in (other, first))
            yield DUPLICATE_PERSON.at(at, id=shorten(who, 40), first=str(before), second=str(at))


def _unreadable(path: Path, ru: str, en: str) -> InputError:
    told = short_path(path)
    return InputError([codes.FILE_UNREADABLE.at(Cell(told), path=told, reason=ru, reason_en=en)])


def _wrong_columns(path: Path, ru: str, en: str) -> InputError:
    told = short_path(path)
    return InputError([codes.COLUMNS_WRONG.at(Cell(told), path=told, told=ru, told_en=en)])


def _make(out: Path, *, keep_begun: bool) -> None:
    """The folder, without parts of an earlier run. keep_begun: but for what workers had decided when they stopped."""
    foreign = [each for each in out.iterdir() if not _ours(each)] if out.is_dir() else []
    if foreign or (out.exists() and not out.is_dir()):
        raise InputError([codes.FOLDER_TAKEN.at(Cell(short_path(out)), path=short_path(out))])
    out.mkdir(parents=True, exist_ok=True)
    for each in out.iterdir():
        if not (each.is_dir() or (keep_begun and each.name.startswith(BEGUN))):
            each.unlink()


def _begin(out: Path, keep: bool) -> None:
    """What comes before people are decided by parts."""
    with _written(out):
        _make(out, keep_begun=keep)


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """A folder that cannot be written, or a disk that is full, told as such. Raises InputError."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        raise InputError([cannot_write(error, out)]) from error


def _ours(path: Path) -> bool:
    part = path.name.startswith("part-") and path.suffix == ".parquet"
    return part or path.name in (FAULTS, DOCUMENTS) or path.name.startswith(BEGUN)


def _write_faults(path: Path, faults: "Iterable[Fault]") -> None:
    """A line of JSON a fault; the file is there also where there is none."""
    with path.open("w", encoding="utf-8") as file:
        for fault in faults:
            told = {"id": fault.person, **plain_fault(fault, language())}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
