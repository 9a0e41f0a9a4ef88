"""docs/cli.md as it is printed: every command in it runs, and the Python example too."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import MINI, Command

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_command_of_the_page_runs(iomrules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.iom").write_bytes((MINI / "rules.iom").read_bytes())
    (tmp_path / "people.jsonl").write_text('{"id": "А-1", "класс": 10, "отметки": {"математика": 5}}\n', "utf-8")
    (tmp_path / "students.xlsx").write_text("ID;Фамилия;Имя;Класс;Математика\nА-1;Первая;Анна;10А;5\n", "utf-8")

    commands = 0
    for sort, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if sort == "python":
            exec(compile(text, str(PAGE), "exec"), {})
            continue
        for line in text.splitlines():
            said = iomrules(*shlex.split(line.removeprefix("$ iomrules ")))
            commands += 1
            assert said.code in (0, 1), f"{line}\n{said.err}"
            assert "W090" not in said.err
    assert commands >= 15


def test_every_command_is_on_the_page() -> None:
    from iomrules.cli.commands import COMMANDS

    text = PAGE.read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"`{name}`" not in text and f"iomrules {name}" not in text] == []


def test_what_the_lyceum_does_is_done_by_the_commands_named(
    iomrules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (PAGE.parent / "activities.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PAGE.parents[1] / "rulesets" / "examples" / "project_monitoring", "project_monitoring")
    for name, text in re.findall(r"^```csv (\S+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(text, "utf-8")

    for sort, text in _BLOCK.findall(page):
        for line in text.splitlines() if sort == "console" else ():
            said = iomrules(*shlex.split(line.removeprefix("$ iomrules ")))
            assert said.code in (0, 1), f"{line}\n{said.err}"
            assert "W090" not in said.err
            assert not re.search(r"\bF0\d\d\b", said.err), f"{line}\n{said.err}"
