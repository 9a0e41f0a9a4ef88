"""A short command imports what it uses and nothing else: most of its time would be spent on reading modules."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MINI

TOP = Path(__file__).parents[2]
#: libraries that a command does not read rules, tables or documents with
HEAVY = {
    "attr",
    "attrs",
    "click",
    "inspect",
    "lark",
    "jinja2",
    "ruamel",
    "pluggy",
    "numpy",
    "pyarrow",
    "docx",
    "docxtpl",
}
#: and parts of the standard library that take long for little
SLOW = {
    *("_hashlib", "threading", "difflib", "calendar", "locale", "importlib.resources", "tempfile", "zlib", "pickle"),
    *("getpass", "weakref", "array"),
}
#: rooms that a program kept does without
ROOMS = ("iomrules.parse", "iomrules.pipeline", "iomrules.plugins", "iomrules.lint", "iomrules.settings")
#: what tells reasons, of which `decide` gives none
REASONS = {"iomrules.reason.replay", "iomrules.reason.element_reasons", "iomrules.reason.used"}
#: the program itself may be edited while its tests run
RUN = """\
import sys
from iomrules.cli import run
if sys.argv[1] != "--help":
    from iomrules.cli import cache
    cache._stamp = lambda: "издание"
code = run(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def students(tmp_path: Path) -> Path:
    """One invented student, as another program would hand them over."""
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "В-1", "фамилия": "Вымышленников", "имя": "Глеб", "класс": 9}) + "\n", "utf-8")
    return path


def imported(*arguments: object, cache: Path) -> tuple[int, set[str]]:
    """The exit code of a command in a process of its own, and the modules it leaves behind."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "TMPDIR")}
    environment = {**kept, "PYTHONPATH": f"{TOP}{os.pathsep}{TOP / 'plugins'}", "IOMRULES_CACHE": str(cache)}
    ran = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            RUN.replace("import sys", f"import sys; sys.path += {sys.path!r}"),
            *map(str, arguments),
        ],
        capture_output=True,
        check=True,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
    )
    code, *modules = ran.stderr.decode().splitlines()[-1].split()
    return int(code), set(modules)


@pytest.mark.parametrize(
    ("command", "more"),
    [("decide", ()), ("rating", ()), ("rating", ("--format", "json")), ("explain", ())],
    ids=["decide", "rating", "rating as JSON", "explain"],
)
def test_a_command_on_a_kept_program_imports_little(
    command: str, more: tuple[str, ...], students: Path, tmp_path: Path
) -> None:
    who = ("В-1", "--people", students) if command == "explain" else (students,)
    line = (command, *who, "--rules", MINI, "--on", "15.10.2026", *more)
    imported(*line, cache=tmp_path / "запас")

    code, modules = imported(*line, cache=tmp_path / "запас")

    assert code == 0
    assert modules & (HEAVY | SLOW) == set()
    assert not [each for each in modules if each.startswith(ROOMS)]
    assert command != "decide" or modules & REASONS == set()


def test_help_imports_click_and_no_command(tmp_path: Path) -> None:
    code, modules = imported("--help", cache=tmp_path)

    assert code == 0
    assert "click" in modules
    assert modules & (HEAVY - {"click", "inspect"}) == set()
    assert not [each for each in modules if each.startswith(("iomrules.reason", "iomrules.program", "iomrules.facts"))]


def test_python_is_set_up_before_the_command_line_is_imported() -> None:
    asked = "import sys, iomrules.__main__; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=TOP)

    assert "iomrules.cli" not in ran.stdout.decode().split()
