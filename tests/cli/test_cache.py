"""Programs kept between commands: taken while nothing changed, made anew otherwise, never trusted when damaged."""

import errno
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from iomrules import resources
from iomrules.cli.cache import Cache, Input, _stamp, default_folder
from tests.cli.conftest import Command, Said

TAKEN, KEPT = "взята из запаса", "записана в запас"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of kept programs."""
    monkeypatch.delenv("IOMRULES_NO_CACHE", raising=False)
    monkeypatch.setenv("IOMRULES_CACHE", str(tmp_path / "запас"))
    # the program itself may be edited while its tests run
    monkeypatch.setattr("iomrules.cli.cache._stamp", lambda: "издание")
    return tmp_path / "запас"


@pytest.fixture
def decide(iomrules: Command, workspace: Path, folder: Path) -> Callable[..., Said]:
    """`iomrules decide --verbose` in a workspace whose files were written a while ago."""
    grow_old(workspace)
    return lambda *more: iomrules("decide", "--workspace", workspace, "--verbose", *more)


def grow_old(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def kept(folder: Path) -> Path:
    (file,) = folder.glob("*.program")
    return file


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "no room")


def test_second_command_takes_what_the_first_kept(decide: Callable[..., Said]) -> None:
    first, second = decide(), decide()

    assert KEPT in first.err
    assert TAKEN in second.err
    assert (second.code, second.out) == (first.code, first.out)


@pytest.mark.parametrize("command", ["decide", "explain", "rating", "route"])
def test_commands_say_the_same_from_a_kept_program(
    command: str, iomrules: Command, workspace: Path, folder: Path
) -> None:
    grow_old(workspace)
    more: tuple[object, ...] = ("--out", workspace / "out") if command == "route" else ()
    if command == "explain":
        more = (next(iter(iomrules("decide", "--workspace", workspace).out.split('"id": "')[1:])).split('"')[0],)
    called = (command, *more, "--workspace", workspace)

    anew = iomrules(*called, "--no-cache")
    first, second = iomrules(*called), iomrules(*called)

    assert (first.code, first.out, first.err) == (anew.code, anew.out, anew.err)
    assert (second.code, second.out, second.err) == (anew.code, anew.out, anew.err)


def test_changed_rules_are_read_again(decide: Callable[..., Said], workspace: Path) -> None:
    decide()
    rules = workspace / "rulesets" / "rules.iom"
    rules.write_text(rules.read_text("utf-8") + "\nправило новое_правило\n  если класс не меньше 1\n", "utf-8")
    grow_old(workspace)

    said = decide()

    assert "изменилось" in said.err
    assert "новое_правило" in said.out


def test_new_file_beside_the_rules_is_read(decide: Callable[..., Said], workspace: Path) -> None:
    decide()
    (workspace / "rulesets" / "zz.iom").write_text("правило новое_правило\n  если класс не меньше 1\n", "utf-8")

    assert "новое_правило" in decide().out


def test_new_plugin_in_the_workspace_is_seen(decide: Callable[..., Said], workspace: Path) -> None:
    decide()
    (workspace / "plugins" / "новый").mkdir(parents=True)
    (workspace / "plugins" / "новый" / "plugin.yaml").write_text("название: Новый\n", "utf-8")

    assert TAKEN not in decide().err


def test_another_bundled_plugin_is_another_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "iomrules_new" / "rules").mkdir(parents=True)
    rules = tmp_path / "iomrules_new" / "rules" / "00.iom"
    rules.write_text("набор «новый»\n", "utf-8")
    found = resources.folder
    monkeypatch.setattr(resources, "folder", lambda kind: tmp_path if kind == "plugins" else found(kind))

    first, same = _stamp(), _stamp()
    rules.write_text("набор «новый»\n\n", "utf-8")
    edited = _stamp()

    assert first == same
    assert edited != first


def test_an_installation_that_changes_meanwhile_is_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(folder)
    cache.file(["правила"])
    monkeypatch.setattr("iomrules.cli.cache._stamp", lambda: "другое издание")

    assert cache.file(["правила"]) == cache.file(["правила"])
    assert cache.file(["правила"]) != Cache(folder).file(["правила"])


def test_settings_are_kept_with_the_rules(decide: Callable[..., Said], workspace: Path) -> None:
    decide()
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8").replace("15.10.2026", "01.09.2020"), "utf-8")
    grow_old(workspace)

    said, again = decide(), decide()

    assert "изменилось" in said.err
    assert TAKEN in again.err
    assert '"on": "2020-09-01"' in again.out


def test_a_path_of_the_settings_that_leads_elsewhere_is_looked_at_again(
    decide: Callable[..., Said], workspace: Path, tmp_path: Path
) -> None:
    decide()
    (people,) = (each for each in workspace.iterdir() if each.name.startswith("people"))
    people.rename(tmp_path / "elsewhere.yaml")
    people.symlink_to(tmp_path / "elsewhere.yaml")

    assert "изменилось" in decide().err


def test_rules_written_meanwhile_are_not_kept(iomrules: Command, workspace: Path, folder: Path) -> None:
    grow_old(workspace)
    cache = Cache(folder)
    rules = Input("file", str(workspace / "rulesets" / "rules.iom"))

    cache.keep(["правила"], [rules], 1_600_000_000_000_000_000, b"")

    assert not list(folder.glob("*.program"))


def test_mistakes_are_told_each_time(decide: Callable[..., Said], workspace: Path, folder: Path) -> None:
    (workspace / "rulesets" / "rules.iom").write_text("правило а\n  если ничего\n", "utf-8")
    grow_old(workspace)

    first, second = decide(), decide()

    assert first.code == second.code == 2
    assert "R0" in second.err
    assert not list(folder.glob("*.program"))


@pytest.mark.parametrize("place", [0, 30, 60, -1])
def test_damaged_file_is_passed_over_and_written_anew(decide: Callable[..., Said], folder: Path, place: int) -> None:
    sound = decide()
    content = bytearray(kept(folder).read_bytes())
    content[place] ^= 1
    kept(folder).write_bytes(bytes(content))

    said = decide()

    assert TAKEN not in said.err
    assert said.out == sound.out
    assert TAKEN in decide().err


@pytest.mark.parametrize("length", [0, 10, 60, 1000])
def test_cut_file_is_passed_over(decide: Callable[..., Said], folder: Path, length: int) -> None:
    sound = decide()
    kept(folder).write_bytes(kept(folder).read_bytes()[:length])

    said = decide()

    assert "не наша" in said.err
    assert said.out == sound.out


def test_file_signed_with_another_key_is_not_ours(decide: Callable[..., Said], folder: Path) -> None:
    decide()
    (folder / "key").write_bytes(b"x" * 32)

    said = decide()

    assert "не наша" in said.err
    assert KEPT in said.err


def test_half_a_key_is_never_left(decide: Callable[..., Said], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        decide()

    assert not list(folder.glob("*key*"))
    assert KEPT in decide().err
    assert TAKEN in decide().err


def test_a_disk_without_links_has_a_key(
    decide: Callable[..., Said], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse)

    decide()

    assert [each.name for each in folder.glob("*key*")] == ["key"]
    assert TAKEN in decide().err


@pytest.mark.skipif(os.name != "posix", reason="other systems keep rights otherwise")
def test_key_that_others_can_read_is_not_used(decide: Callable[..., Said], folder: Path) -> None:
    decide()
    (folder / "key").chmod(0o644)

    said = decide()

    assert TAKEN not in said.err
    assert said.code == 0


@pytest.mark.skipif(os.name != "posix", reason="other systems keep rights otherwise")
def test_only_the_user_can_read_what_is_kept(decide: Callable[..., Said], folder: Path) -> None:
    decide()

    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())


def test_nothing_is_kept_where_it_is_not_wanted(
    iomrules: Command, workspace: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    iomrules("decide", "--workspace", workspace, "--no-cache")
    monkeypatch.setenv("IOMRULES_NO_CACHE", "1")
    iomrules("decide", "--workspace", workspace)

    assert not folder.exists()


def test_folder_that_cannot_be_made_is_let_be(decide: Callable[..., Said], folder: Path) -> None:
    folder.write_text("здесь файл", "utf-8")

    said = decide()

    assert said.code == 0
    assert "запас не записан" in said.err


def test_many_writers_leave_a_sound_file(folder: Path) -> None:
    content = [bytes([number]) * 50_000 for number in range(8)]
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda each: Cache(folder).keep(["правила"], [], 0, each), content * 4))

    assert len(list(folder.iterdir())) == 2
    assert Cache(folder)._opened(Cache(folder).file(["правила"]))[4:] in content


def test_oldest_files_go_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iomrules.cli.cache.MOST_KEPT", 3)
    cache = Cache(folder)
    for number in range(5):
        cache.keep([str(number)], [], 0, b"")
        os.utime(cache.file([str(number)]), (1_700_000_000 + number, 1_700_000_000 + number))

    assert [number for number in range(5) if cache.file([str(number)]).exists()] == [2, 3, 4]


def test_folder_is_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("IOMRULES_CACHE", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert default_folder() == tmp_path / "iomrules"
