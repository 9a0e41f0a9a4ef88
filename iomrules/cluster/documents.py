"""People's documents written by workers: a sheaf of some people of one partition at a time, by `cohort.papers_of`.

Places and the outcomes of selections are those in the written files; what seats are left for somebody follows from
everybody's routes, which are composed before (`routes`).
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pyarrow.parquet as pq

from iomrules.artefact import decode
from iomrules.cluster.composing import Turn, seats_in
from iomrules.cluster.partition import MARK, Cause, Errand, Share, Unread, Unwritten, prepared_for, put_content, shared
from iomrules.cluster.plan import Partition
from iomrules.cluster.region import Engine, Region, clear
from iomrules.cluster.route_columns import Groups
from iomrules.cluster.slices import Slice, slices_of
from iomrules.cohort import Cohort, Member, gather, papers_of
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError, IomrulesError
from iomrules.facts.record import Person, Records
from iomrules.frozen import evolve, field, frozen
from iomrules.program.core import Program
from iomrules.reason.columns.arrow_columns import ENDS, RANGES
from iomrules.reason.columns.contest import ADMISSIONS
from iomrules.reason.decision import Admission, Decisions, SelectionResult
from iomrules.reason.engines import prepare_for
from iomrules.reason.selection import missing_to_stand
from iomrules.route.route import Pool
from iomrules.route.seats import Seats
from iomrules.template_files import TemplateFiles
from iomrules.values import Entry
from iomrules.write.document import DocumentKind
from iomrules.write.letterhead import Letterhead
from iomrules.write.names import file_names
from iomrules.write_artefact import encode

#: people of one sheaf
SHEAF = 500
FOLDER = "documents"


class Unfilled(IomrulesError):
    """A template cannot be filled in. content: the encoded diagnostics, since these go between processes as bytes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.content = content


@frozen
class Paper:
    """What papers are made from besides rules and people: as `cohort.gather` takes it."""

    letterhead: Letterhead
    files: TemplateFiles
    kinds: tuple[DocumentKind, ...] = ()
    formats: tuple[str, ...] = ("docx", "html")

    def cohort(self, program: Program, on: date, catalogues: Mapping[str, tuple[Entry, ...]]) -> Cohort:
        """A cohort of nobody. Raises InputError for a template with a mistake."""
        made = gather(
            program, Records((), catalogues), on,
            letterhead=self.letterhead, files=self.files, kinds=self.kinds, formats=self.formats,
        )  # fmt: skip
        # code is worth making: there will be many people
        return evolve(made, engine=prepare_for(program, catalogues, SHEAF))

    def content(self) -> bytes:
        return encode((self.letterhead, self.files, self.kinds, self.formats))

    @classmethod
    def of_content(cls, content: bytes) -> "Paper":
        return cls(*cast("tuple[Any, Any, Any, Any]", decode(content)))


@frozen
class Sheaf:
    """Some people of a written partition. paper: SHA-256 of what papers are made from; start: the first person's row.

    among: how many have a place in each rating, by name. candidates: how many take part in each selection. turns: of
    the slices that the people are in, where seats run short.
    """

    share: Share
    start: int
    count: int
    paper: str
    among: tuple[tuple[str, int], ...]
    candidates: tuple[tuple[str, int], ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def partition(self) -> Partition:
        return self.share.partition

    @property
    def name(self) -> str:
        return f"{self.share.name}-{self.start:06}-{self.paper[:20]}-{self.turns[0].lines if self.turns else ''}"

    @property
    def folder(self) -> Path:
        """Where its documents lie."""
        return Path(self.share.errand.folder) / FOLDER / Path(self.partition.name).stem / f"{self.start:06}"


@frozen
class Written:
    """documents: how many. groups: what stands in the routes.

    lost: people without documents: the written file, the first and the last row, why; nothing where workers died.
    """

    documents: int = 0
    groups: Groups = field(factory=Groups)
    lost: tuple[tuple[str, int, int, Cause], ...] = ()


def write_documents(
    region: Region,
    rules: bytes,
    paper: Paper,
    engine: Engine,
    *,
    sheaf: int = SHEAF,
    done: Callable[[str, int, int], None] = lambda phase, people, of: None,
) -> Written:
    """Documents of everybody who was written.

    rules: as the region was decided by. done: told of people "documented" so far. Raises InputError where a template
    cannot be filled in.
    """
    if not region.shares:
        return Written()
    errand = region.shares[0].errand
    content = paper.content()
    digest = sha256(content).hexdigest()
    path = _paper_path(errand, digest)
    put_content(path, content)
    put_content(errand.rules, rules)
    sheaves = list(_sheaves(region, digest, sheaf))
    _take_away(Path(errand.folder) / FOLDER, {each.folder for each in sheaves})
    everybody = sum(each.count for each in sheaves)
    without = {each: why for each in sheaves for people, why in region.routes.lost if _meet(each, people)}
    lost = [_lost(each, why) for each, why in without.items()]
    documents = people = 0
    groups = Groups()
    try:
        for one, answer in engine.each(write_sheaf, [each for each in sheaves if each not in without]):
            if isinstance(answer, bytes):
                own, met = cast("tuple[int, tuple[tuple[Pool, int], ...]]", decode(answer))
                documents += own
                groups.update(dict(met))
                people += one.count
                done("documented", people, everybody)
            else:
                lost.append(_lost(one, answer.reason if isinstance(answer, Unread) else ()))
    except Unfilled as error:
        raise InputError(cast("tuple[Diagnostic, ...]", decode(error.content))) from error
    finally:
        clear(Path(errand.folder))
        for half in (Path(errand.folder) / FOLDER).rglob(f"{MARK}*.part"):
            half.unlink(missing_ok=True)
    return Written(documents, groups, tuple(sorted(lost)))


def _lost(sheaf: Sheaf, why: Cause) -> tuple[str, int, int, Cause]:
    return sheaf.partition.name, sheaf.start + 1, sheaf.start + sheaf.count, why


def _meet(sheaf: Sheaf, people: Slice) -> bool:
    """Whether some of the people are in the sheaf."""
    apart = people.start + people.count <= sheaf.start or sheaf.start + sheaf.count <= people.start
    return sheaf.share == people.share and not apart


def _paper_path(errand: Errand, digest: str) -> Path:
    return errand.rules.with_name(f"{errand.rules.stem}-{digest[:20]}.paper")


def _sheaves(region: Region, digest: str, size: int) -> Iterator[Sheaf]:
    among, candidates = (tuple(sorted(each.items())) for each in (region.placed, region.candidates))
    for each in slices_of(region.shares, size):
        sheaf = Sheaf(each.share, each.start, each.count, digest, among, candidates)
        turns = tuple(turn for turn in region.routes.of(each.share) if turn.lines and _meet(sheaf, turn.people))
        yield evolve(sheaf, turns=turns)


def _take_away(folder: Path, kept: set[Path]) -> None:
    """Sheaves of an earlier run that are none now."""
    for path in sorted(folder.glob("part-*/*")):
        if path not in kept:
            shutil.rmtree(path)


# --- what a worker does ---------------------------------------------------------------------------------------------


def write_sheaf(sheaf: Sheaf) -> bytes:
    """The documents of a sheaf written; how many, and what stands in the routes.

    May be done any number of times, by anybody.
    """
    errand = sheaf.share.errand
    cohort = evolve(_cohort(errand, sheaf.paper), among=dict(sheaf.among))
    members = _members(sheaf, cohort)
    written: set[str] = set()
    groups = Groups()
    with shared(errand.folder):
        sheaf.folder.mkdir(parents=True, exist_ok=True)
        for member in members:
            try:
                papers = papers_of(cohort, member)
            except InputError as error:
                raise Unfilled(encode(error.diagnostics)) from error
            groups.update(papers.groups)
            for document in papers.documents:
                put_content(sheaf.folder / document.name, document.content)
                written.add(document.name)
        for path in sheaf.folder.iterdir():
            # of an earlier run; a half may be another worker's who does the same
            if path.name not in written and not path.name.startswith(MARK):
                path.unlink(missing_ok=True)
    return encode((len(written), tuple(sorted(groups.items()))))


@lru_cache(maxsize=1)
def _cohort(errand: Errand, digest: str) -> Cohort:
    """The cohort without its people."""
    prepared = prepared_for(errand)
    with shared(errand.folder):
        content = _paper_path(errand, digest).read_bytes()
    if sha256(content).hexdigest() != digest:
        raise Unwritten(
            str(_paper_path(errand, digest)), ("там не те шаблоны", "these are other templates than were sent")
        )
    return Paper.of_content(content).cohort(prepared.program, prepared.on, prepared.catalogues)


def _members(sheaf: Sheaf, cohort: Cohort) -> tuple[Member, ...]:
    """The people of a sheaf decided, with the places that are written of them."""
    people = Slice(sheaf.share, sheaf.start, sheaf.count).people()
    written = _written(sheaf, cohort.program)
    seats = seats_in(sheaf.turns, sheaf.start, sheaf.count)
    decided = []
    found: list[Seats] = []
    for row, person in enumerate(people):
        if isinstance(person, Person):
            decisions = cohort.engine.decide(person, cohort.on)
            placed = _chosen(_placed(decisions, written, row), written, row, sheaf, cohort.program)
            decided.append(placed)
            found.append(seats[row])
    stems = file_names(each.person.id for each in decided)
    return tuple(map(Member, decided, stems, found))


#: columns of the written file: a value a person of the sheaf
_Written = Mapping[str, list[Any]]


def _written(sheaf: Sheaf, program: Program) -> _Written:
    """Places and sharers of the sheaf's people and the outcomes of selections, as they are written."""
    with shared(sheaf.share.errand.folder):
        path = Path(sheaf.share.errand.folder) / sheaf.partition.name
        there = pq.read_schema(path).names
        columns = [f"{name}.{what}" for name in program.ratings for what in ("place", "shared")]
        for name in program.selections:
            columns += [name, *(f"{name}.{what}{end}" for what in RANGES for end in ENDS)]
        table = pq.read_table(path, columns=[each for each in columns if each in there])
    return {name: table[name].slice(sheaf.start, sheaf.count).to_pylist() for name in table.column_names}


def _placed(decisions: Decisions, written: _Written, row: int) -> Decisions:
    found = {
        name: evolve(result, place=place[row], shared=written[f"{name}.shared"][row])
        if (place := written.get(f"{name}.place")) and place[row]
        else result
        for name, result in decisions.ratings.items()
    }
    return evolve(decisions, ratings=found)


def _chosen(decisions: Decisions, written: _Written, row: int, sheaf: Sheaf, program: Program) -> Decisions:
    """With the outcome of selections, made of what is written and of the person's own part in them."""
    found: dict[str, SelectionResult] = {}
    people = dict(sheaf.candidates)
    for name, selection in program.selections.items():
        verdict = ADMISSIONS.get(written[name][row]) if name in written else None
        if verdict is not None:
            ends = (tuple(written[f"{name}.{what}{end}"][row] for end in ENDS) for what in RANGES)
            seats, ahead, level = (None if None in each else cast("tuple[int, int]", each) for each in ends)
            candidate, rating = decisions.candidates[name], decisions.ratings[selection.rating]
            found[name] = SelectionResult(
                name,
                verdict,
                place=rating.place,
                seats=seats,
                participants=people[name],
                ahead=ahead,
                level=level,
                pass_mark=candidate.pass_mark,
                passes=candidate.passes,
                missing=missing_to_stand(candidate, rating) if verdict is Admission.UNKNOWN else (),
            )
    return evolve(decisions, selections=found) if found else decisions
