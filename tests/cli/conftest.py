"""The command line in the process of the tests: quick, and as a user sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from iomrules.cli import run

HERE = Path(__file__).parent
MINI = HERE.parent / "pipeline" / "mini"


@frozen
class Said:
    """What a command left: exit code, stdout and stderr."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def iomrules(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command; never lets a traceback by."""
    for variable in ("IOMRULES_LANG", "NO_COLOR", "FORCE_COLOR", "IOMRULES_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    def command(*arguments: object) -> Said:
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(code, said.out, said.err)

    return command


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the small ruleset and three invented people."""
    folder = tmp_path / "школа"
    (folder / "rulesets").mkdir(parents=True)
    (folder / "rulesets" / "rules.iom").write_bytes((MINI / "rules.iom").read_bytes())
    (folder / "people.yaml").write_bytes((MINI / "people.yaml").read_bytes())
    (folder / "iomrules.yaml").write_text(
        "школа: {название: Школа для проверок}\nправила: rulesets\nлюди: people.yaml\nдата решения: 15.10.2026\n",
        encoding="utf-8",
    )
    return folder
