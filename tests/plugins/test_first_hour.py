"""docs/plugins.md as it is printed: its files are written, its commands run, their words looked for."""

import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from iomrules.cli import run

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_file_and_command_of_the_page_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IOMRULES_LANG", "ru")
    commands = 0
    for sort, name, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if name:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif sort == "console":
            said = ""
            for line in text.splitlines():
                if line.startswith("$ iomrules "):
                    commands += 1
                    code = run(shlex.split(line.removeprefix("$ iomrules ")))
                    captured = capsys.readouterr()
                    said = captured.out + captured.err
                    assert code in (0, 1), said
                else:
                    assert line in said, said
    assert commands > 10

    monkeypatch.chdir(tmp_path / "my-school")
    tests: dict[str, object] = {}
    exec(compile((tmp_path / "my-school" / "test_robotics.py").read_text("utf-8"), "test_robotics.py", "exec"), tests)
    for name, test in tests.items():
        if name.startswith("test_") and callable(test):
            test()


def test_a_package_made_as_the_page_says_holds_the_rules(tmp_path: Path) -> None:
    files = {name: text for _, name, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")) if name}
    package = "iomrules-robotics/iomrules_robotics"
    (tmp_path / package / "rules").mkdir(parents=True)
    (tmp_path / package / "__init__.py").touch()
    (tmp_path / "iomrules-robotics" / "pyproject.toml").write_text(files["iomrules-robotics/pyproject.toml"], "utf-8")
    for name in ("plugin.yaml", "rules/robotics.iom"):
        (tmp_path / package / name).write_text(files[f"my-school/plugins/robotics/{name}"], "utf-8")

    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    done = subprocess.run(build, capture_output=True, text=True, check=False, cwd=tmp_path / "iomrules-robotics")

    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "iomrules-robotics" / "dist").glob("*.whl")
    held = zipfile.ZipFile(wheel).namelist()
    assert {"iomrules_robotics/plugin.yaml", "iomrules_robotics/rules/robotics.iom"} <= set(held)
