"""Documents by sheaves: each person's the same as where everybody is worked on together."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from iomrules.cluster import documents
from iomrules.cluster.documents import Paper, Sheaf, _members, _sheaves
from iomrules.cluster.partition import CHANGED, Unread, put
from iomrules.cluster.region import WorkersDied, decide_region, sent
from iomrules.codes.workspace import FILE_UNREADABLE
from iomrules.deciding import read_people
from iomrules.errors import InputError
from iomrules.facts.arrow import people_of_batch, people_to_batch
from iomrules.facts.reader import Source
from iomrules.parse.reader import read
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import Admission
from iomrules.reason.rank import rank
from iomrules.resources import folder
from iomrules.source import Cell, SourceText
from iomrules.template_files import read_templates
from iomrules.write.letterhead import Letterhead
from tests.cli.conftest import MINI, Command, Said, iomrules
from tests.cluster.region_of_tests import BLOCK, PART, world_in
from tests.cluster.region_of_tests import Here as OneProcess
from tests.cluster.seats_of_tests import records, school_in

ON = ("--on", "15.10.2026")
COURSES = Path(folder("rulesets")) / "examples" / "elective_courses"

__all__ = ["iomrules"]


class Here:
    """Workers that are this process; each does everything twice. fail: what comes of which sheaves instead."""

    fail: Callable[[object], object] = staticmethod(lambda task: None)

    def each(self, work: Callable[[object], object], tasks: Sequence[object]) -> Iterator[tuple[object, object]]:
        for task in reversed(tasks):
            work(task)
            yield task, self.fail(task) or work(task)


@pytest.fixture(name="here")
def _here(monkeypatch: pytest.MonkeyPatch) -> Here:
    here = Here()
    monkeypatch.setattr("iomrules.cluster.workers.local_workers", lambda _: nullcontext(here))
    monkeypatch.setattr(
        documents.write_documents, "__kwdefaults__", {**documents.write_documents.__kwdefaults__, "sheaf": 2}
    )
    return here


@pytest.fixture(name="program", scope="module")
def _program() -> Program:
    tree, _ = read(SourceText("rules.iom", (MINI / "rules.iom").read_text("utf-8")))
    program = check_program([LayerSource((tree,))], (), generate_forms=word_forms).program
    assert program is not None
    return program


@pytest.fixture(name="people")
def _people(tmp_path: Path, program: Program) -> Path:
    records = read_people(program, [Source("people.yaml", (MINI / "people.yaml").read_bytes())])
    path = tmp_path / "people.parquet"
    pq.write_table(pa.Table.from_batches([people_to_batch(records.people, program.schema, "ученик")]), path)
    return path


def _asked(iomrules: Command, people: Path, out: Path) -> Said:
    return iomrules("batch", people, "--rules", MINI, "--out", out, *ON, "--workers", "2", "--documents", "docx,html")


def _documents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.suffix in {".docx", ".html"}}


def test_documents_are_those_of_a_school(iomrules: Command, here: Here, people: Path, tmp_path: Path) -> None:
    iomrules("route", MINI / "people.yaml", "--rules", MINI, "--out", tmp_path / "route", *ON)
    expected = _documents(tmp_path / "route")

    said = _asked(iomrules, people, tmp_path / "out")

    found = _documents(tmp_path / "out")
    assert '"documents": 6' in said.out
    assert len(found) == 6
    assert found == {name: expected[name] for name in found}
    assert "с документами: 3 из 3" in said.err
    assert sorted(path.name for path in (tmp_path / "out" / "documents" / "part-00000").iterdir()) == [
        "000000",
        "000002",
    ]
    assert not list((tmp_path / "out").rglob(".decided*"))


def test_a_second_run_leaves_nothing_of_the_first(iomrules: Command, here: Here, people: Path, tmp_path: Path) -> None:
    _asked(iomrules, people, tmp_path / "out")
    pq.write_table(pq.read_table(people).slice(1, 1), people)

    _asked(iomrules, people, tmp_path / "out")

    folder = tmp_path / "out" / "documents" / "part-00000"
    assert [path.name for path in folder.iterdir()] == ["000000"]
    assert len(_documents(tmp_path / "out")) == 2


def test_people_without_documents_are_named(iomrules: Command, here: Here, people: Path, tmp_path: Path) -> None:
    def fail(task: object) -> object:
        if not isinstance(task, Sheaf):
            return None
        return WorkersDied() if task.start else Unread(task.partition.stretches[0], CHANGED)

    here.fail = fail

    said = _asked(iomrules, people, tmp_path / "out")

    assert said.code == 1
    assert "документы людей 1–2 из part-00000.parquet не написаны: файл изменился" in said.err
    assert "документы людей 3–3 из part-00000.parquet не написаны: исполнители" in said.err


def test_a_template_that_cannot_be_filled_in_is_told(
    iomrules: Command, here: Here, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise InputError([FILE_UNREADABLE.at(Cell("route.html"), path="route.html", reason="x", reason_en="x")])

    monkeypatch.setattr(documents, "papers_of", refuse)

    said = _asked(iomrules, people, tmp_path / "out")

    assert (said.code, "route.html" in said.err) == (2, True)


def test_documents_know_who_has_a_seat(iomrules: Command, here: Here, tmp_path: Path) -> None:
    school = school_in(tmp_path, 1, 12)
    given = ("--rules", COURSES, *ON)
    people = tmp_path / "people.jsonl"
    lines = (json.dumps(each, ensure_ascii=False) for each in records(1, 12))
    people.write_text("\n".join(lines), "utf-8")
    iomrules("route", people, *given, "--out", tmp_path / "route")
    expected = _documents(tmp_path / "route")

    said = iomrules(
        "batch", *school.files, *given, "--out", tmp_path / "out", "--workers", "2", "--documents", "docx,html"
    )

    found = _documents(tmp_path / "out")
    assert (said.code, len(found)) == (0, 24)
    assert found == {name: expected[name] for name in found}
    assert b"".join(found.values()).count("все заняты теми, кто выше".encode()) > 1
    assert not list((tmp_path / "out").rglob(".decided*"))


def test_hours_of_a_teacher_are_told_of_all_routes_together(iomrules: Command, tmp_path: Path) -> None:
    school = school_in(tmp_path, 1, 12)
    folder_ = tmp_path / "rules"
    folder_.mkdir()
    for path in COURSES.iterdir():
        text = path.read_text(encoding="utf-8")
        (folder_ / path.name).write_text(
            text.replace("«Условный Б. Б.» |              2", "«Условный Б. Б.» | 1"), "utf-8"
        )
    given = ("batch", *school.files, "--rules", folder_, *ON, "--out")

    alone = iomrules(*given, tmp_path / "none")
    routes = iomrules(*given, tmp_path / "routes", "--routes")
    documents_ = iomrules(*given, tmp_path / "documents", "--documents", "html")

    assert "K001" not in alone.err
    assert [line for line in routes.err.splitlines() if "K001" in line]
    assert [line for line in documents_.err.splitlines() if "K001" in line] == [
        line for line in routes.err.splitlines() if "K001" in line
    ]


def test_outcomes_of_selections_are_those_of_everybody_together(tmp_path: Path) -> None:
    world = world_in(tmp_path)
    prepared, program = world.batch(), world.program
    out = world.out("many")
    rules = sent(prepared)
    region = decide_region(prepared, rules, world.files, out, OneProcess(), block=BLOCK, part=PART)
    put(region.shares[0].errand.rules, lambda path: path.write_bytes(rules))
    cohort = Paper(Letterhead(""), read_templates([(folder("templates"), "templates")])).cohort(
        program, prepared.on, {}
    )
    table = pa.concat_tables([pq.read_table(each) for each in world.files])
    people = [each for batch in table.to_batches() for each in people_of_batch(batch, program.schema, "ученик")]
    expected = rank(program, [cohort.engine.decide(each, prepared.on) for each in people])

    members = [member for sheaf in _sheaves(region, "", 4) for member in _members(sheaf, cohort)]

    assert [each.decisions.selections for each in members] == [each.selections for each in expected]
    told = {each.verdict for one in expected for each in one.selections.values()}
    assert told >= {Admission.YES, Admission.NO, Admission.UNKNOWN}


def test_documents_need_no_workers(iomrules: Command, people: Path, tmp_path: Path) -> None:
    iomrules("route", MINI / "people.yaml", "--rules", MINI, "--out", tmp_path / "route", *ON)
    expected = _documents(tmp_path / "route")

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON, "--documents", "html")

    found = _documents(tmp_path / "out")
    assert (said.code, len(found)) == (0, 3)
    assert found == {name: expected[name] for name in found}
