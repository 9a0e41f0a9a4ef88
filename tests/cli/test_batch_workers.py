"""`iomrules batch` with workers: the files of one process, and every way the workers can be asked in vain."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from iomrules.cluster import region
from iomrules.cluster.partition import OtherVersions, Unwritten
from iomrules.cluster.region import Lost, Region, decide_region
from iomrules.write_artefact import NotKept
from tests.cli.conftest import Command, Said
from tests.cluster.region_of_tests import RULES, World, contents, world_in
from tests.strategies.world import WORLD

ON = ("--on", "15.10.2026")


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    (tmp_path / "rules.iom").write_text(WORLD + RULES, "utf-8")
    return world_in(tmp_path, (20, 7), (9, 2))


@pytest.fixture(name="asked")
def _asked(world: World) -> tuple[object, ...]:
    return "batch", *world.files, "--rules", world.folder / "rules.iom", *ON, "--out"


@pytest.fixture(name="in_vain")
def _in_vain(iomrules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """The command with workers of this process that meet an error, or die of five people."""

    class Here:
        def each(self, work, shares):  # type: ignore[no-untyped-def]
            yield from ((share, work(share)) for share in shares)

    def command(asked: tuple[object, ...], error: Exception | None) -> Said:
        def decide(*given: object, **more: object) -> Region:
            if error is not None:
                raise error
            path = given[2][0]  # type: ignore[index]
            told = decide_region(*given[:4], Here())  # type: ignore[arg-type]
            return Region(told.summary, (Lost(str(path), 1, 5, ()),))

        monkeypatch.setattr("iomrules.cluster.workers.local_workers", lambda _: nullcontext())
        monkeypatch.setattr(region, "decide_region", decide)
        return iomrules(*asked, tmp_path / "out", "--workers", "1")

    return command


def test_workers_write_what_one_process_writes(
    iomrules: Command, world: World, asked: tuple[object, ...], tmp_path: Path
) -> None:
    one = iomrules(*asked, tmp_path / "one")

    many = iomrules(*asked, tmp_path / "many", "--workers", "2")

    assert many.code == one.code == 1
    assert many.out == one.out
    assert contents(tmp_path / "many") == contents(tmp_path / "one")
    assert "решено: 27 из 27" in many.err and "записано: 27 из 27" in many.err
    assert "distributed" not in many.err


def test_one_way_of_having_workers_is_said(iomrules: Command, asked: tuple[object, ...], tmp_path: Path) -> None:
    said = iomrules(*asked, tmp_path / "out", "--workers", "2", "--scheduler", "tcp://x:1")

    assert (said.code, "нужно одно" in said.err) == (2, True)


def test_a_scheduler_that_does_not_answer_is_named(
    iomrules: Command, asked: tuple[object, ...], tmp_path: Path
) -> None:
    said = iomrules(*asked, tmp_path / "out", "--scheduler", "nowhere://1")

    assert (said.code, "W064" in said.err, "nowhere://1" in said.err) == (2, True, True)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OtherVersions((("pyarrow", "1.0", "2.0"),)), ("W065", "pyarrow 1.0, а здесь 2.0")),
        (
            Unwritten("/region/out", ("на диске нет места", "the disk is full")),
            ("W030", "/region/out»: на диске нет места"),
        ),
    ],
)
def test_what_stops_workers_is_told(
    asked: tuple[object, ...], error: Exception, told: tuple[str, str], in_vain: Callable[..., Said]
) -> None:
    said = in_vain(asked, error)

    assert (said.code, all(each in said.err for each in told)) == (2, True)


def test_people_of_whom_workers_died_are_told(asked: tuple[object, ...], in_vain: Callable[..., Said]) -> None:
    said = in_vain(asked, None)

    assert "люди 1–5 файла не решены: исполнители на них останавливались" in said.err


def test_functions_of_plugins_are_said_to_stay(
    iomrules: Command, asked: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> bytes:
        raise NotKept("builtins.function")

    monkeypatch.setattr(region, "sent", refuse)

    said = iomrules(*asked, tmp_path / "out", "--workers", "1")

    assert (said.code, "W067" in said.err) == (2, True)


def test_rules_that_cannot_be_sent_make_routes_in_one_process(
    iomrules: Command, asked: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    iomrules(*asked, tmp_path / "sent", "--routes")

    def refuse(_: object) -> bytes:
        raise NotKept("builtins.function")

    monkeypatch.setattr(region, "sent", refuse)
    told = [iomrules(*asked, tmp_path / "out", "--routes") for _ in range(2)]

    assert [each.code for each in told] == [1, 1]
    assert contents(tmp_path / "out") == contents(tmp_path / "sent")


def test_a_library_that_is_not_there_is_named(
    iomrules: Command, asked: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "iomrules.cluster.workers", raising=False)
    monkeypatch.delattr("iomrules.cluster.workers", raising=False)

    said = iomrules(*asked, tmp_path / "out", "--workers", "1")

    assert (said.code, "W062" in said.err, "iomrules[cluster]" in said.err) == (2, True, True)


def test_workers_that_cannot_be_had_leave_what_was_written(
    iomrules: Command, asked: tuple[object, ...], tmp_path: Path
) -> None:
    iomrules(*asked, tmp_path / "out")
    before = contents(tmp_path / "out")

    iomrules(*asked, tmp_path / "out", "--scheduler", "nowhere://1")

    assert contents(tmp_path / "out") == before
