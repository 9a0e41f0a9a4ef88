"""`iomrules diff` from the command line."""

import json
import shutil
from pathlib import Path

from tests.cli.conftest import MINI, Command


def newer(folder: Path) -> Path:
    new = folder / "новая"
    shutil.copytree(MINI, new)
    rules = new / "rules.iom"
    rules.write_text(rules.read_text(encoding="utf-8").replace("4 с 01.09.2026", "5 с 01.09.2026"), encoding="utf-8")
    return new


def test_same_rules_differ_in_nothing(iomrules: Command) -> None:
    said = iomrules("diff", MINI, MINI)

    assert (said.code, said.out, said.err) == (0, "Различий нет: обе версии означают одно и то же\n", "")


def test_difference_is_told_in_words_and_exits_with_one(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("diff", MINI, newer(tmp_path))

    assert (said.code, said.out) == (1, "Параметр «проходной балл»: с 01.09.2026 было 4, стало 5\n")


def test_difference_for_programs(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("diff", MINI, newer(tmp_path), "--format", "json")

    (change,) = json.loads(said.out)
    assert (change["sort"], change["name"], change["old"], change["new"]) == ("parameter", "проходной_балл", "4", "5")


def test_missing_version_is_a_message(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("diff", MINI, tmp_path / "нет")

    assert said.code == 2
    assert said.out == ""
