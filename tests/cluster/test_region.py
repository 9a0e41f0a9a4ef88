"""A region decided by partitions: the files of one machine to the byte, whatever happens on the way."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from iomrules.artefact import Artefact
from iomrules.batch import Batch, decide_table
from iomrules.cluster import partition
from iomrules.cluster.partition import Errand, OtherVersions, Share, Unwritten, decide, put, recut, versions
from iomrules.cluster.plan import cut
from iomrules.cluster.region import Region, WorkersDied, decide_region, sent
from iomrules.cluster.tally import Tally, count, everybodys_places
from iomrules.facts.arrow import people_to_batch
from iomrules.pipeline import compile_rules, wanted_by
from iomrules.plugins import find_plugins, load_plugins
from iomrules.resources import folder
from iomrules.rulesets import open_ruleset
from iomrules.write_artefact import NotKept, write_artefact
from tests.cluster.region_of_tests import BLOCK, PART, Here, World, contents, spoil, world_in
from tests.fuzz.laws import ON

COURSES = Path(folder("rulesets")) / "examples" / "elective_courses"


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return world_in(tmp_path)


def test_rules_that_were_kept_are_sent_as_those_just_read() -> None:
    rulesets = (open_ruleset(COURSES, "elective_courses"),)
    made = compile_rules(rulesets, load_plugins(find_plugins(), wanted_by(rulesets)))
    kept = Artefact(write_artefact(made)).program
    assert made.program is not None
    layout = people_to_batch((), made.program.schema, "ученик").schema

    read, opened = (sent(Batch(each, "ученик", ON, layout)) for each in (made.program, kept))

    assert opened == read


def _region(world: World, out: Path, engine: Here | None = None) -> Region:
    prepared = world.batch()
    return decide_region(prepared, sent(prepared), world.files, out, engine or Here(), block=BLOCK, part=PART)


def test_partitions_are_the_files_that_one_machine_writes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = world.one_machine(monkeypatch)

    made = cut(world.files, BLOCK, PART)

    assert [each.name for each in made] == sorted(contents(out))
    assert [each.people for each in made] == [pq.read_metadata(out / each.name).num_rows for each in made]


def test_files_and_summary_are_those_of_one_machine(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, summary = world.one_machine(monkeypatch)
    out = world.out("many")

    told = _region(world, out)

    assert contents(out) == contents(expected)
    assert told.lost == ()
    assert (told.summary.people, told.summary.one_by_one) == (summary.people, summary.one_by_one)
    assert (told.summary.faults, told.summary.columns) == (summary.faults, summary.columns)
    assert [each.name for each in told.summary.files] == [each.name for each in summary.files]


def test_missing_facts_are_named_by_workers_too(world: World) -> None:
    table = pa.concat_tables([pq.read_table(each) for each in world.files])
    prepared = Batch(world.program, "ученик", ON, pq.read_schema(world.files[0]), missing=True)
    out = world.out("many")

    decide_region(prepared, sent(prepared), world.files, out, Here(), block=BLOCK, part=PART)

    assert pq.read_table(out).to_pydict() == decide_table(prepared, table).to_pydict()


def test_those_level_in_different_partitions_share_a_place(world: World) -> None:
    out = world.out("many")
    together = pa.concat_tables([pq.read_table(each) for each in world.files])
    expected = decide_table(world.batch(), together)

    _region(world, out)

    told = pq.read_table(out)
    for name in ("портфолио.place", "портфолио.shared", "нагрузка.place", "нагрузка.shared"):
        assert told[name].to_pylist() == expected[name].to_pylist()
    assert max(told["портфолио.shared"].to_pylist()) > PART


def test_nobody_at_all_is_one_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_in(tmp_path, (0,), (1,))
    expected, _ = world.one_machine(monkeypatch)
    out = world.out("many")

    told = _region(world, out)

    assert (told.summary.people, contents(out)) == (0, contents(expected))


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(world: World) -> None:
    spoil(world.files[2])
    out = world.out("many")

    told = _region(world, out)

    assert [(Path(each.path), each.first, each.last) for each in told.lost] == [(world.files[2], 1, 7)]
    assert told.summary.people == 36
    ids = pq.read_table(out)["id"].to_pylist()
    assert (len(ids), {"В-24", "В-32"} <= set(ids), "В-25" in ids) == (36, True, False)


def test_people_of_whom_workers_die_are_named_and_the_others_go_on(world: World) -> None:
    class Dying(Here):
        def each(self, work, shares):  # type: ignore[no-untyped-def]
            for share, told in Here.each(self, work, shares):
                yield share, WorkersDied() if share.partition.number == 1 else told

    told = _region(world, world.out("many"), Dying())

    assert [(Path(each.path), each.first, each.last, each.reason) for each in told.lost] == [
        (world.files[0], 13, 24, ())
    ]
    assert [each.name for each in told.summary.files] == [
        "part-00000.parquet",
        "part-00002.parquet",
        "part-00003.parquet",
    ]


def test_a_file_changed_meanwhile_is_not_mixed_in(world: World) -> None:
    class Changing(Here):
        def each(self, work, shares):  # type: ignore[no-untyped-def]
            if not self.done:
                pq.write_table(pq.read_table(world.files[3]), world.files[3], row_group_size=2)
            return Here.each(self, work, shares)

    told = _region(world, world.out("many"), Changing())

    assert {(Path(each.path), each.reason) for each in told.lost} == {(world.files[3], partition.CHANGED)}


def test_faults_are_told_once_though_work_is_done_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, expected = world.one_machine(monkeypatch)

    class Twice(Here):
        def each(self, work, shares):  # type: ignore[no-untyped-def]
            for share, _ in Here.each(self, work, shares):
                yield share, work(share)

    told = _region(world, world.out("many"), Twice())

    assert told.summary.faults == expected.faults
    assert len(told.summary.faults) > 5


def test_an_interrupted_run_is_gone_on_with(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, _ = world.one_machine(monkeypatch)
    out = world.out("many")

    class Stopping(Here):
        def each(self, work, shares):  # type: ignore[no-untyped-def]
            for number, told in enumerate(Here.each(self, work, shares)):
                if number == 2:
                    raise KeyboardInterrupt
                yield told

    with pytest.raises(KeyboardInterrupt):
        _region(world, out, Stopping())
    begun = {path.name: path.stat().st_mtime_ns for path in out.glob(".decided-*.told")}

    class Looking(Here):
        def each(self, work, shares):  # type: ignore[no-untyped-def]
            for told in Here.each(self, work, shares):
                now = {path.name: path.stat().st_mtime_ns for path in out.glob(".decided-*.told")}
                assert begun.items() <= now.items()
                yield told

    _region(world, out, Looking())

    assert len(begun) == 3
    assert contents(out) == contents(expected)


def test_other_rules_do_not_go_on_with_what_these_began(world: World) -> None:
    errand = _errand(world)
    (first, *_) = cut(world.files, BLOCK, PART)

    keys = {Share(each, first).key for each in (errand, _errand(world, missing=True), _errand(world, program="other"))}

    assert len(keys) == 3


def test_half_a_file_is_never_seen(tmp_path: Path) -> None:
    def write(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        put(tmp_path / "part-00000.parquet", write)

    assert list(tmp_path.iterdir()) == []


def test_a_worker_of_other_versions_does_nothing(world: World) -> None:
    other = (*versions()[:-1], ("pyarrow", "1.0"))
    share = Share(_errand(world, versions=other), cut(world.files, BLOCK, PART)[0])

    with pytest.raises(OtherVersions) as raised:
        decide(share)

    assert raised.value.told == (("pyarrow", dict(versions())["pyarrow"], "1.0"),)


def test_rules_that_were_changed_on_the_way_are_not_opened(world: World) -> None:
    errand = _errand(world)
    Path(errand.folder).mkdir()
    errand.rules.write_bytes(b"something else")

    with pytest.raises(Unwritten, match="other rules"):
        decide(Share(errand, cut(world.files, BLOCK, PART)[0]))


def test_a_folder_that_a_worker_does_not_see_is_named(world: World) -> None:
    with pytest.raises(Unwritten) as raised:
        decide(Share(_errand(world), cut(world.files, BLOCK, PART)[0]))

    assert raised.value.path.startswith(str(world.folder / "shared"))


def test_functions_of_plugins_are_not_sent(world: World) -> None:
    with_function = World(evolve(world.program, functions={"f": print}), world.files, world.folder)

    with pytest.raises(NotKept):
        sent(with_function.batch())


@pytest.mark.parametrize("skipped", [0, 1, 3, 7])
def test_rows_are_cut_alike_wherever_groups_begin(skipped: int) -> None:
    rows = pa.record_batch({"n": list(range(20))})
    pieces = [rows.slice(0, 2), rows.slice(2, 9), rows.slice(11)]

    cut_again = [each["n"].to_pylist() for each in recut(iter(pieces), skipped, 10, 4)]

    wanted = list(range(skipped, skipped + 10))
    assert cut_again == [wanted[:4], wanted[4:8], wanted[8:]]


def test_numbers_of_one_partition_meet_tuples_of_another(world: World) -> None:
    prepared = world.batch()
    table = pq.read_table(world.files[0])
    numbers, tuples = prepared.places()[0], prepared.places()[0]
    tuples.unpack()
    for batch in table.to_batches():
        _, outcome = prepared.decide(batch)
        numbers.take(outcome.ratings[0])
        tuples.take(outcome.ratings[0])
    (one, levels), (other, of_other) = count(numbers), count(tuples)

    assert (one.packed, other.packed) == (True, False)
    assert levels.tolist() == of_other.tolist()
    alone = everybodys_places(prepared.places()[0], [one, one])
    mixed = everybodys_places(prepared.places()[0], [one, other])
    assert [[each.tolist() for each in pair] for pair in mixed] == [[e.tolist() for e in pair] for pair in alone]


def test_a_tally_is_the_same_from_its_plain_form() -> None:
    for tally in (
        Tally(True, np.array([1, 5]), np.array([2, 1])),
        Tally(False, (((0, 1), (0, 2)),), np.array([3])),
    ):
        told = Tally.of_plain(tally.plain())

        assert (told.packed, list(told.keys), told.counts.tolist()) == (
            tally.packed, list(tally.keys), tally.counts.tolist(),
        )  # fmt: skip


def _errand(world: World, **other: object) -> Errand:
    layout = pq.read_schema(world.files[0]).serialize().to_pybytes()
    told = {"program": "0" * 64, "missing": False, "versions": versions(), **other}
    partition._received.cache_clear()
    return Errand(str(world.folder / "shared"), shape="ученик", on=ON, layout=layout, block=BLOCK, **told)  # type: ignore[arg-type]
