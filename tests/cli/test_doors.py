"""Languages, consoles, exit codes, interruptions: what holds for every command."""

import ast
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from iomrules.cli import click_words, commands
from iomrules.cli.language import choose_language, split_language
from tests.cli.conftest import MINI, Command

TOP = Path(__file__).parents[2]


def process(
    *arguments: object, stdin: str | bytes = "", cwd: Path | None = None, **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """The command in a process of its own."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "TMPDIR")}
    path = f"{TOP}{os.pathsep}{TOP / 'plugins'}"
    return subprocess.run(
        [sys.executable, "-m", "iomrules", *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, check=False, cwd=cwd,
        env={**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "environment", "expected"),
    [
        ("en", {"LANG": "ru_RU.UTF-8"}, "en"),
        ("", {"IOMRULES_LANG": "en", "LANG": "ru_RU.UTF-8"}, "en"),
        ("", {"LANG": "ru_RU.UTF-8"}, "ru"),
        ("", {"LANG": "en_US.UTF-8"}, "en"),
        ("", {"LC_ALL": "de_DE.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"),
        ("", {"LANG": "C.UTF-8"}, "ru"),
        ("", {}, "ru"),
    ],
)
def test_language_is_the_options_then_the_variables_then_the_systems(
    said: str, environment: dict[str, str], expected: str
) -> None:
    assert choose_language(said, environment) == expected


def test_language_option_may_stand_anywhere_before_two_dashes() -> None:
    assert split_language(["check", "--lang", "en", "x"]) == (["check", "x"], "en")
    assert split_language(["--lang=ru", "--", "--lang", "en"]) == (["--", "--lang", "en"], "ru")


@pytest.mark.parametrize("name", ["", *commands.COMMANDS])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_help_is_whole_in_both_languages(iomrules: Command, name: str, language: str) -> None:
    said = iomrules(*([name] if name else []), "--help", "--lang", language)

    assert (said.code, said.err) == (0, "")
    words = said.out.replace("--empty-workbook", "")
    if language == "en":
        russian = [line for line in words.splitlines() if any("а" <= letter.casefold() <= "я" for letter in line)]
        assert all("У-01" in line or "допуск" in line for line in russian), russian
    else:
        assert "Usage" not in words
        assert "Options" not in words
        assert "Show this message" not in words


def test_every_sentence_of_click_that_a_user_can_meet_is_in_russian() -> None:
    """Click's sources are read, so that a new version's new sentences are seen here first."""
    unreachable = {
        "DeprecationWarning", "(dynamic)", "Could not determine", "No options defined", "Arguments take exactly",
        "Name '{name}' defined", "Boolean option", "Do you want to continue", "Confirm the action", "Invalid start",
        "Press any key", "Repeat for confirmation", "Error: The two", "Unknown color", "Error: invalid input",
        "Choice({choices})", "{len_type} values", "{value!r} is not a valid UUID", "is not executable",
    }  # fmt: skip
    missing = []
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        source = Path(str(importlib.import_module(f"click.{name}").__file__)).read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                said = [each.value for each in node.args if isinstance(each, ast.Constant)]
                missing += [each for each in said if isinstance(each, str) and each not in click_words.RUSSIAN]
    assert [each for each in missing if not any(part in each for part in unreachable)] == []


def test_click_words_keep_their_fields() -> None:
    import re

    for english, russian in click_words.RUSSIAN.items():
        fields = set(re.findall(r"\{(\w+)", russian))
        assert fields <= set(re.findall(r"\{(\w+)", english)), english


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "nothing.yaml", "--rules", MINI),
        ("decide", MINI, "--rules", MINI),
        ("decide", MINI / "people.yaml", "--rules", "nothing"),
        ("decide", MINI / "people.yaml", "--rules", MINI / "people.yaml"),
        ("decide", MINI / "people.yaml", "--rules", MINI, "--on", "вчера"),
        ("decide", MINI / "people.yaml", "--rules", MINI, "--only", "Я"),
        ("decide", MINI / "people.yaml", "--rules", MINI, "--shape", "слон"),
        ("route", MINI / "people.yaml", "--rules", MINI, "--format", "pdf"),
        ("route", "--workspace", MINI),
        ("route", "--workspace", "nothing"),
        ("check", "nothing"),
        ("check", MINI / "people.yaml"),
        ("rating", MINI / "people.yaml", "--rules", MINI, "--name", "рейтинк"),
        ("show", "--stage", "soup", "--rules", MINI),
        ("fmt", "nothing"),
        ("nothing",),
        ("check", "--nothing"),
        ("--lang", "de", "check"),
        ("explain",),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_two(
    iomrules: Command, arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    said = iomrules(*arguments)

    assert said.code == 2
    assert said.err
    assert "W090" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_command_misspelt_is_answered_with_the_one_meant(iomrules: Command) -> None:
    assert "Может быть, route?" in iomrules("rout").err
    assert "Did you mean check?" in iomrules("chek", "--lang", "en").err


def test_without_rules_the_way_out_is_said(iomrules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = iomrules("check")

    assert said.code == 2
    assert "W006" in said.err
    assert "--rules" in said.err


def test_our_own_mistake_is_one_line_and_a_way_to_report(iomrules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a slip of ours")

    monkeypatch.setattr("iomrules.cli.check.open_rules", broken)

    said = iomrules("check", MINI)

    assert said.code == 2
    assert said.err.startswith("W090  ошибка в самой программе: ZeroDivisionError: a slip of ours\n")
    assert "IOMRULES_DEBUG=1" in said.err


def test_interruption_is_quiet(iomrules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("iomrules.cli.check.open_rules", interrupted)

    said = iomrules("check", MINI)

    assert said.code == 130
    assert said.err.strip() == ""


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "ascii"])
def test_console_of_another_encoding_does_not_fail(encoding: str) -> None:
    done = process("plugins", PYTHONIOENCODING=encoding)

    assert done.returncode == 0, done.stderr
    if encoding != "ascii":
        assert "не включено" in done.stdout.decode(encoding)


def test_json_loses_nothing_on_a_narrow_console() -> None:
    done = process("decide", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026", PYTHONIOENCODING="ascii")

    assert json.loads(done.stdout.decode("ascii").splitlines()[0])["id"] == "А-1"


def test_people_come_from_stdin() -> None:
    line = json.dumps({"id": "Б-1", "класс": 10, "отметки": {"математика": 5}, "пожелания": []}, ensure_ascii=False)
    rules = ("--rules", MINI, "--on", "15.10.2026")
    lines = process("decide", "-", *rules, stdin=f"{line}\n{line.replace('Б-1', 'Б-2')}\n", PYTHONIOENCODING="utf-8")
    yaml = process("decide", "-", *rules, stdin="- {id: Б-3, класс: 10}\n", PYTHONIOENCODING="utf-8")

    assert [json.loads(each)["id"] for each in lines.stdout.decode().splitlines()] == ["Б-1", "Б-2"]
    assert [json.loads(each)["id"] for each in yaml.stdout.decode().splitlines()] == ["Б-3"]


def test_tables_come_from_stdin(tmp_path: Path) -> None:
    heading, row = ("id", "Фамилия", "Имя", "Класс"), ("Б-4", "Пробная", "Анна", "10А")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ученики"
    for cells in (heading, row):
        sheet.append(cells)
    book.save(tmp_path / "book.xlsx")
    delimited = f"{';'.join(heading)}\n{';'.join(row)}\n"
    rules = ("--rules", MINI, "--on", "15.10.2026")

    for given in (delimited, delimited.encode("cp1251"), (tmp_path / "book.xlsx").read_bytes()):
        said = process("decide", "-", *rules, stdin=given, PYTHONIOENCODING="utf-8")
        assert [json.loads(each)["id"] for each in said.stdout.decode().splitlines()] == ["Б-4"], said.stderr.decode()

    routed = process("route", "-", *rules, "--out", tmp_path / "out", stdin=delimited, PYTHONIOENCODING="utf-8")
    assert (tmp_path / "out" / "Б-4.docx").is_file(), routed.stderr.decode()


def test_whole_json_comes_from_stdin_and_a_broken_line_is_told_beside_the_others() -> None:
    rules = ("--rules", MINI, "--on", "15.10.2026")
    whole = process("decide", "-", *rules, stdin='[\n  {"id": "Б-1"},\n  {"id": "Б-2"}\n]\n', PYTHONIOENCODING="utf-8")
    lines = process("decide", "-", *rules, stdin='{"id": "Б-1"}\n{"id": \n{"id": "Б-3"}\n', PYTHONIOENCODING="utf-8")

    assert [json.loads(each)["id"] for each in whole.stdout.decode().splitlines()] == ["Б-1", "Б-2"]
    assert [json.loads(each)["id"] for each in lines.stdout.decode().splitlines()] == ["Б-1", "Б-3"]
    assert lines.returncode == 1
    assert "<stdin>:2:" in lines.stderr.decode()
    assert "F011" in lines.stderr.decode()


def test_reader_that_goes_away_is_no_mistake() -> None:
    command = f'"{sys.executable}" -m iomrules show --stage tokens --rules "{MINI}" | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, cwd=TOP, check=False)

    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize(("variable", "coloured"), [("NO_COLOR", False), ("FORCE_COLOR", True)])
def test_colour_is_as_the_variables_say(variable: str, coloured: bool) -> None:
    done = process("plugins", PYTHONIOENCODING="utf-8", **{variable: "1"})

    assert (b"\x1b[" in done.stdout) is coloured


def test_help_does_not_load_what_only_commands_need() -> None:
    program = """
import sys
from iomrules.cli import run
run(["--help"])
heavy = ("lark", "jinja2", "docxtpl", "xlsxwriter", "python_calamine", "pymorphy3", "ruamel", "iomrules.pipeline")
print([each for each in heavy if each in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=TOP, check=True)

    assert done.stderr.strip() == b"[]"
