"""Everybody's routes by parts: those of one machine, whoever composes them and however often seats change hands."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import field, frozen

from iomrules.cluster.composing import seats_in
from iomrules.cluster.finding import Guess
from iomrules.cluster.lines import pools_of
from iomrules.cluster.partition import CHANGED, Unread, put_content
from iomrules.cluster.queueing import Turns, line_up
from iomrules.cluster.region import Region, WorkersDied, decide_region, sent
from iomrules.route.entries import shelf
from iomrules.route.seats import Held
from tests.cluster.seats_of_tests import School, generated, school_in, told

SLICED = 7


@frozen
class Here:
    """Workers that are this process; each does everything twice, the last first. fail: what comes of what instead."""

    fail: Callable[[str, Any], object] = lambda work, task: None
    done: list[str] = field(factory=list)

    def each(self, work: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        self.done.append(work.__name__)
        for task in reversed(tasks):
            if failure := self.fail(work.__name__, task):
                yield task, failure
            else:
                work(task)
                yield task, work(task)


def region(school: School, out: Path, engine: Here | None = None, *, missing: bool = False) -> Region:
    out.mkdir()
    prepared = school.batch(missing=missing)
    rules = sent(prepared)
    found = decide_region(
        prepared, rules, school.files, out, engine or Here(), block=8, part=30, routes=True, seats=True, sliced=SLICED
    )
    # a worker that comes later than the files go, asks for them again
    put_content(found.shares[0].errand.rules, rules)
    return found


def written(found: Region) -> list[dict[str, Any]]:
    return pa.concat_tables([pq.read_table(each) for each in found.summary.files]).to_pylist()  # type: ignore[no-any-return]


#: rulesets of courses that are read, and some made at random, with people made at random
SCHOOLS = [("read", seed) for seed in range(4)] + [("made", seed) for seed in range(14)]


def school_of(sort: str, seed: int, where: Path) -> School:
    return school_in(where, seed, 50) if sort == "read" else generated(seed, 40, where)


@pytest.mark.parametrize(("sort", "seed"), SCHOOLS)
def test_routes_are_those_of_one_machine(sort: str, seed: int, tmp_path: Path) -> None:
    school = school_of(sort, seed, tmp_path)

    found = region(school, tmp_path / "out")

    every = school.routes()
    for row, routes in zip(written(found), every, strict=True):
        expected = {name: value for route in routes for name, value in told(route).items()}
        assert {name: row[name] for name in expected} == expected
    faults = {fault for routes in every for route in routes for fault in route.faults}
    assert {*found.summary.faults} == faults | {fault for each in school.decided for fault in each.decisions.faults}


@pytest.mark.parametrize(("sort", "seed"), [("read", 3), ("read", 5), *SCHOOLS[4:12]])
def test_everybody_finds_what_one_machine_lets_them_find(sort: str, seed: int, tmp_path: Path) -> None:
    school = school_of(sort, seed, tmp_path)
    found = region(school, tmp_path / "out")

    seats = [each for share in found.shares for each in seats_in(found.routes.of(share), 0, share.partition.people)]

    for own, decided in zip(seats, school.decided, strict=True):
        for pool in pools_of(school.program, shelf(school.program.schema, {})):
            assert own.held_of(pool, 1, 1) == decided.seats().held.get(pool, Held())


def test_what_a_route_waits_for_is_named(tmp_path: Path) -> None:
    school = school_in(tmp_path, 3, 120)
    name = "курсы_старшеклассника"

    rows = written(region(school, tmp_path / "out", missing=True))

    expected = [[each.fact for each in routes[0].missing] or None for routes in school.routes()]
    assert [row[f"{name}.missing"] for row in rows] == expected
    assert any(expected)


def test_only_those_are_composed_anew_who_find_another_answer(tmp_path: Path) -> None:
    school = school_in(tmp_path, 0, 50)
    engine = Here()

    region(school, tmp_path / "out", engine)

    assert engine.done[:3] == ["decide", "line_up", "wish"]
    assert engine.done.count("take") > 2


def test_who_comes_first_in_a_slice_is_asked_first_so_that_others_are_told_right_at_once(tmp_path: Path) -> None:
    school = school_in(tmp_path, 0, 200)
    prepared, engine, out = school.batch(), Here(), tmp_path / "out"
    out.mkdir()

    found = decide_region(prepared, sent(prepared), school.files, out, engine, routes=True)

    assert len(found.routes.turns) == 1
    assert engine.done.count("take") == 2  # the second time nobody finds another answer
    names = [each for each in written(found)[0] if each.startswith("курсы_старшеклассника")]
    every = [told(route) for (route,) in school.routes()]
    assert [{name: row[name] for name in names} for row in written(found)] == every


def test_claims_are_guessed_by_those_of_the_slice_who_come_before() -> None:
    best = np.array([0, 2, 2, 5])
    turns = Turns(best, best, np.array([0, 10, 10, 40]), best == 9, np.zeros((0, 2), np.int64))
    guess = Guess(turns, np.zeros((2, 3), np.int64))

    found = []
    for row, pool in enumerate((0, 1, 1, 0)):
        found.append(guess.before(row)[:, 0].tolist())
        guess.note([(pool, 1, 1, 0)])

    assert found == [[0, 0], [10, 0], [10, 0], [13, 26]]


def test_people_whose_routes_nobody_composed_are_named_and_seats_given_to_the_others(tmp_path: Path) -> None:
    school = school_in(tmp_path, 0, 50)

    def fail(work: str, task: Any) -> object:
        if work == "take" and task.people.start == SLICED and task.people.share.partition.number == 0 and task.before:
            return WorkersDied()
        if work == "line_up" and task.share.partition.number == 1 and task.start == 0:
            return Unread(task.share.partition.stretches[0], CHANGED)
        return None

    found = region(school, tmp_path / "out", Here(fail))

    assert [(each.share.partition.number, each.start, why) for each, why in found.routes.lost] == [
        (1, 0, CHANGED),
        (0, SLICED, ()),
    ]
    rows = [row["курсы_старшеклассника"] for row in written(found)]
    first = found.shares[0].partition.people
    assert [number for number, row in enumerate(rows) if row is None] == [
        *range(SLICED, 2 * SLICED),
        *range(first, first + SLICED),
    ]


def test_what_was_told_once_is_not_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school = school_in(tmp_path, 0, 20)
    found = region(school, tmp_path / "out")
    people = found.routes.turns[0].people
    first = line_up(people)
    monkeypatch.setattr("iomrules.cluster.queueing.standing_of", lambda *_: 1 / 0)

    assert line_up(people) == first


def test_where_no_seats_are_counted_routes_are_composed_once(tmp_path: Path) -> None:
    alone = (
        ("  число мест не больше наполняемости\n  при нехватке мест по рейтингу очереди_на_курсы\n", ""),
        ("    число мест 1\n    при нехватке мест по рейтингу очереди_на_курсы\n", ""),
    )
    school = school_in(tmp_path, 0, 30, alone)
    engine = Here()

    rows = written(region(school, tmp_path / "out", engine))

    assert engine.done == ["decide", "take", "place"]
    for row, (route,) in zip(rows, school.routes(), strict=True):
        assert {name: row[name] for name in told(route)} == told(route)


def test_a_run_that_was_interrupted_is_gone_on_with(tmp_path: Path) -> None:
    school = school_in(tmp_path, 1, 50)
    prepared = school.batch()
    out, left = tmp_path / "out", []
    out.mkdir()

    def fail(work: str, task: Any) -> object:
        left.append(work)
        if left.count("take") > 20:
            raise KeyboardInterrupt
        return None

    given = prepared, sent(prepared), school.files, out
    with pytest.raises(KeyboardInterrupt):
        decide_region(*given, Here(fail), block=8, part=30, routes=True, sliced=SLICED)
    begun = [each.name for each in out.iterdir()]
    found = decide_region(*given, Here(), block=8, part=30, routes=True, sliced=SLICED)

    assert any(".routes" in name for name in begun)
    assert written(found) == written(region(school, tmp_path / "anew"))
    assert [each.name for each in out.iterdir() if each.name.startswith(".")] == []
