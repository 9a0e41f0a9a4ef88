"""`check` as programs read it: codes chosen, SARIF, annotations, mending."""

import json
from pathlib import Path

import pytest

from .conftest import Command

RULES = """набор правил набор
  версия 1

сведения ученик
  класс целое от 1 до 11

// не проверять L030: проверка
показатель удвоенный
  класс если неизвестно то 0

правило старший
  если класс не больше 12
  основание «Положение, п. 1»
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "правила, школы.iom"
    path.write_text(RULES, "utf-8")
    return path


def told(iomrules: Command, rules: Path, *options: str) -> list[str]:
    return [each["code"] for each in json.loads(iomrules("check", rules, "--format", "json", *options).out)]


def test_codes_are_selected_and_ignored(iomrules: Command, rules: Path) -> None:
    assert told(iomrules, rules) == ["L041", "L027", "L029", "L012"]
    assert told(iomrules, rules, "--select", "L02") == ["L027", "L029"]
    assert told(iomrules, rules, "--select", "l012, L041") == ["L041", "L012"]
    assert told(iomrules, rules, "--ignore", "L02;L041") == ["L012"]
    assert iomrules("check", rules, "--select", "семь").code == 2


def test_mistakes_are_told_whatever_is_selected(iomrules: Command, rules: Path) -> None:
    rules.write_text(RULES.replace("класс не больше", "клас не больше"), "utf-8")
    said = iomrules("check", rules, "--select", "L020", "--format", "json")

    assert said.code == 1
    assert [each["code"] for each in json.loads(said.out)] == ["R011"]


def test_warnings_leave_the_exit_code_alone(iomrules: Command, rules: Path) -> None:
    assert iomrules("check", rules).code == 0


def test_sarif_has_what_the_standard_asks_for(iomrules: Command, rules: Path) -> None:
    log = json.loads(iomrules("check", rules, "--format", "sarif").out)
    (run,) = log["runs"]
    kinds = run["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["name"] == "iomrules"
    assert [kind["id"] for kind in kinds] == ["L041", "L027", "L029", "L012"]
    for result in run["results"]:
        assert kinds[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        assert physical["artifactLocation"]["uri"].isascii()
        assert " " not in physical["artifactLocation"]["uri"]
        region = physical["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
        assert region["startColumn"] >= 1 and region["endColumn"] >= 1
    assert {
        result["ruleId"]: result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in run["results"]
    }["L012"] == 12


def test_sarif_of_sound_rules_has_no_results(iomrules: Command, rules: Path) -> None:
    log = json.loads(iomrules("check", rules, "--format", "sarif", "--select", "L001").out)

    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["tool"]["driver"]["rules"] == []


def test_annotations_escape_what_would_end_them(iomrules: Command, rules: Path) -> None:
    lines = iomrules("check", rules, "--format", "github", "--select", "L012").out.splitlines()

    (line,) = lines
    place, words = line.removeprefix("::warning ").split("::", 1)
    assert "правила%2C школы.iom" in place
    assert ",line=12,endLine=12,col=8," in place and place.endswith("title=L012")
    assert "класс" in words and "\n" not in words


def test_fix_takes_out_what_is_not_needed_and_keeps_the_rest(iomrules: Command, rules: Path) -> None:
    rules.write_text(RULES.replace("правило старший", "ПРАВИЛО старший"), "utf-8")
    said = iomrules("check", rules, "--fix", "--format", "json")

    assert [each["code"] for each in json.loads(said.out)] == ["L027", "L029", "L012"]
    assert rules.read_text("utf-8") == RULES.replace("// не проверять L030: проверка\n", "")


def test_findings_speak_english(iomrules: Command, rules: Path) -> None:
    said = iomrules("check", rules, "--lang", "en", "--select", "L012")

    assert "the answer is always yes: `класс` is always from 1 up to 11" in said.out


@pytest.mark.parametrize("code", ["L001", "L020", "l041"])
def test_codes_of_findings_are_explained(iomrules: Command, code: str) -> None:
    said = iomrules("explain-code", code)

    assert said.code == 0 and said.out.startswith(f"# {code.upper()}.")
