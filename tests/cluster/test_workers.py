"""The same with processes of a real scheduler: nothing is lost when they die, and what is wrong is told plainly."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from iomrules.cluster.partition import OtherVersions, Unreachable, versions
from iomrules.cluster.region import Region, decide_region, sent
from iomrules.cluster.workers import Workers, _check_versions, local_workers, workers_of
from tests.cluster.region_of_tests import BLOCK, PART, World, contents, spoil, world_in
from tests.cluster.seats_of_tests import school_in, told


@pytest.fixture(name="workers", scope="module")
def _workers() -> Iterator[Workers]:
    with local_workers(2) as workers:
        yield workers


def _region(world: World, out: Path, workers: Workers, done: object = lambda *_: None) -> Region:
    prepared = world.batch()
    return decide_region(prepared, sent(prepared), world.files, out, workers, block=BLOCK, part=PART, done=done)  # type: ignore[arg-type]


def test_processes_write_the_files_of_one_machine(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_in(tmp_path)
    expected, summary = world.one_machine(monkeypatch)
    out = world.out("many")
    said: list[tuple[str, int, int]] = []

    told = _region(world, out, workers, lambda *each: said.append(each))

    assert contents(out) == contents(expected)
    assert (told.summary.faults, told.lost) == (summary.faults, ())
    assert ("decided", 43, 43) in said
    assert said[-1] == ("written", 43, 43)


def test_a_killed_worker_costs_nothing_but_time(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_in(tmp_path, (40, 40, 40), (7, 7, 7))
    expected, summary = world.one_machine(monkeypatch)
    out = world.out("many")
    killed: list[int] = []

    def kill(phase: str, _: int, __: int) -> None:
        if len(killed) == (0 if phase == "decided" else 1):
            pids = workers.client.run(os.getpid, on_error="ignore")
            for pid in sorted(pids.values())[:1]:
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

    told = _region(world, out, workers, kill)

    assert len(killed) == 2
    assert contents(out) == contents(expected)
    assert (told.summary.faults, told.summary.people) == (summary.faults, 120)


def test_seats_are_given_alike_though_workers_are_killed(workers: Workers, tmp_path: Path) -> None:
    school = school_in(tmp_path, 1, 60)
    prepared = school.batch()
    killed: list[int] = []

    def kill(phase: str, _: int, __: int) -> None:
        if phase in ("queued", "seated") and len(killed) == (phase == "seated"):
            pids = workers.client.run(os.getpid, on_error="ignore")
            killed.append(sorted(pids.values())[0])
            os.kill(killed[-1], signal.SIGKILL)

    out = tmp_path / "out"
    out.mkdir()
    told_ = decide_region(
        prepared, sent(prepared), school.files, out, workers, block=8, part=30, routes=True, sliced=7, done=kill
    )

    assert (len(killed), told_.routes.lost) == (2, ())
    rows = [row for path in told_.summary.files for row in pq.read_table(path).to_pylist()]
    for row, (route,) in zip(rows, school.routes(), strict=True):
        assert {name: row[name] for name in told(route)} == told(route)
    assert [each.name for each in out.iterdir() if each.name.startswith(".")] == []


def test_a_file_that_no_worker_reads_is_named_and_the_others_go_on(workers: Workers, tmp_path: Path) -> None:
    world = world_in(tmp_path)
    spoil(world.files[2])

    told = _region(world, world.out("many"), workers)

    assert [(Path(each.path), each.first, each.last) for each in told.lost] == [(world.files[2], 1, 7)]
    assert told.summary.people == 36


def test_a_scheduler_that_is_there_is_used(workers: Workers, tmp_path: Path) -> None:
    world = world_in(tmp_path, (5,), (5,))

    with workers_of(workers.client.scheduler.address) as found:
        told = _region(world, world.out("many"), found)

    assert told.summary.people == 5


def test_a_scheduler_without_workers_and_workers_of_other_versions_are_told() -> None:
    other = dict(versions()) | {"numpy": "1.0"}
    host = {"python": other.pop("python") + ".0.final.0"}

    with pytest.raises(Unreachable):
        _check_versions("tcp://x", {"workers": {}})
    with pytest.raises(OtherVersions) as raised:
        _check_versions("tcp://x", {"workers": {"a": {"host": host, "packages": other}}})

    assert raised.value.told == (("numpy", "1.0", dict(versions())["numpy"]),)


def test_what_is_no_address_is_told() -> None:
    with pytest.raises(Unreachable), workers_of("nowhere://1"):
        pass
