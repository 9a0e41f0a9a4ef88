"""Examples as tests of pytest: one an example, readable where it fails, nothing collected that was not asked for."""

import subprocess
import sys
from pathlib import Path

RULES = """набор правил школа

сведения ученик
  класс целое от 1 до 11
  долг да/нет

правило допуск
  если класс не меньше 5 и не долг
  основание «Положение (вымышлено)»

пример «пятый класс без долгов»
  дано класс 5; долг нет
  ожидается допуск да

пример «с долгом»
  дано класс 5; долг да
  ожидается допуск {answer}
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "iomrules.pytest_plugin", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_example_of_a_named_file_is_a_test(tmp_path: Path) -> None:
    (tmp_path / "rules.iom").write_text(RULES.format(answer="нет"), encoding="utf-8")

    done = run(tmp_path, "rules.iom", "-v")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "пятый класс без долгов PASSED" in done.stdout
    assert "2 passed" in done.stdout


def test_failure_says_what_was_expected_what_came_out_and_why(tmp_path: Path) -> None:
    (tmp_path / "rules.iom").write_text(RULES.format(answer="да"), encoding="utf-8")

    done = run(tmp_path, "--iom")

    assert done.returncode == 1
    assert "ожидалось: допуск да" in done.stdout
    assert "получилось: допуск нет" in done.stdout
    assert "1 failed, 1 passed" in done.stdout


def test_nothing_is_collected_unasked(tmp_path: Path) -> None:
    (tmp_path / "rules.iom").write_text(RULES.format(answer="да"), encoding="utf-8")

    assert "no tests ran" in run(tmp_path).stdout


def test_mistakes_of_rules_are_told_when_collecting(tmp_path: Path) -> None:
    (tmp_path / "rules.iom").write_text(RULES.format(answer="да").replace("не долг", "не должок"), encoding="utf-8")

    done = run(tmp_path, "rules.iom")

    assert done.returncode != 0
    assert "должок" in done.stdout


def test_plugin_imports_nothing_of_the_rules_before_it_is_needed() -> None:
    code = "import sys, iomrules.pytest_plugin; print([n for n in sys.modules if n.startswith('iomrules.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['iomrules.pytest_plugin']"
