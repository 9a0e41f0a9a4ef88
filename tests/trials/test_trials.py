"""Examples measured: what they cover, which changes they would notice, what is proposed, what files beside them say."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from iomrules.pipeline import compile_rules
from iomrules.plugins import Loaded
from iomrules.program.core import Program
from iomrules.rulesets import open_ruleset
from iomrules.trial import try_examples
from iomrules.trials.coverage import cover
from iomrules.trials.example_files import example_paths, read_example_files
from iomrules.trials.example_text import example_text
from iomrules.trials.mutation import mutate
from iomrules.trials.prepared import prepare_examples
from iomrules.trials.proposals import propose

DAY = date(2026, 10, 15)
RULES = """набор правил школа

перечень предмет
  химия; физика

сведения ученик
  класс целое от 1 до 11
  отметки отметка по каждому предмету
  баллы число
  долг да/нет
  план да/нет

таблица надбавка по классу
  единственная строка
  даёт баллы
  класс     | баллы
  от 1 до 9 |     1
  10–11     |     2

показатель прибавка
  надбавка

правило допуск «Допуск»
  для учеников где класс не меньше 5
  если отметка по химии не меньше 4 и баллы не меньше 4,5
  кроме если долг
    если только не план
"""
EXAMPLES = """
пример «сильный»
  дано класс 10; отметка по химии 5; баллы 9; долг нет; план нет
  ожидается допуск да; прибавка 2
"""


def program_of(text: str, folder: Path) -> Program:
    path = folder / "rules.iom"
    path.write_text(text, encoding="utf-8")
    return compile_rules([open_ruleset(path, "rules.iom")], Loaded()).usable()


def survivors(program: Program) -> list[str]:
    return [each.change.ru for each in mutate(program, prepare_examples(program, DAY)).survivors]


def test_a_bound_no_example_stands_at_is_told_in_words(tmp_path: Path) -> None:
    told = survivors(program_of(RULES + EXAMPLES, tmp_path))

    assert "«4,5» в «баллы не меньше 4,5» можно заменить на «4,4»" in told
    assert "«кроме если долг» можно убрать" in told


def test_an_example_at_the_bound_notices_the_change(tmp_path: Path) -> None:
    at_bound = """
пример «на границе»
  дано класс 10; отметка по химии 5; баллы 4,5; долг нет; план нет
  ожидается допуск да

пример «чуть ниже»
  дано класс 10; отметка по химии 5; баллы 4,4; долг нет; план нет
  ожидается допуск нет
"""
    told = survivors(program_of(RULES + EXAMPLES + at_bound, tmp_path))

    assert [each for each in told if "баллы не меньше 4,5» можно заменить" in each] == []


def test_whole_numbers_make_no_change_that_admits_the_same_numbers(tmp_path: Path) -> None:
    program = program_of(RULES, tmp_path)

    told = [each.ru for each in (survivor.change for survivor in mutate(program, ()).survivors)]

    assert "«5» в «класс не меньше 5» можно заменить на «6»" in told
    assert "«не меньше» в «класс не меньше 5» можно заменить на «больше»" not in told


def test_same_rules_same_mutants_in_the_same_order(tmp_path: Path) -> None:
    program = program_of(RULES + EXAMPLES, tmp_path)
    prepared = prepare_examples(program, DAY)

    assert mutate(program, prepared) == mutate(program, prepared)
    assert mutate(program, prepared, limit=5).made == 5


def test_coverage_names_what_no_example_reaches(tmp_path: Path) -> None:
    program = program_of(RULES + EXAMPLES, tmp_path)
    covered = cover(program, prepare_examples(program, DAY))

    told = [each.ru for each in covered.uncovered]
    assert "Допуск: нет" in told
    assert "Допуск: да" not in told
    assert [each for each in told if each.startswith("надбавка: от 1 до 9")]
    assert [each for each in told if "«долг» не решает исход" in each]


def test_proposals_hold_and_notice_what_was_not_noticed(tmp_path: Path) -> None:
    program = program_of(RULES + EXAMPLES, tmp_path)
    proposed = propose(program, prepare_examples(program, DAY))
    text = "\n\n".join(example_text(each.example, program, "проверьте") for each in proposed)

    richer = program_of(f"{RULES}{EXAMPLES}\n{text}\n", tmp_path)

    assert len(richer.examples) == len(proposed) + 1
    assert [trial.example.title for trial in try_examples(richer, DAY) if not trial.holds] == []
    before, after = mutate(program, prepare_examples(program, DAY)), mutate(richer, prepare_examples(richer, DAY))
    assert after.noticed > before.noticed


YAML = """- пример: допущен
  на дату: 15.10.2026
  дано: {класс: 10, отметки: {химия: 5}, баллы: 5, долг: нет}
  ожидается: {допуск: да, прибавка: 2}
- пример: слишком мал
  дано: {класс: 4}
  ожидается: {допуск: не применяется}
- пример: долг
  дано: {класс: 10, отметки: {химия: 5}, баллы: 5, долг: да, план: нет}
  ожидается: {допуск: {значение: нет, потому что: долг}}
"""


def test_examples_of_a_yaml_file_are_tried(tmp_path: Path) -> None:
    program = program_of(RULES, tmp_path)
    (tmp_path / "rules.examples.yaml").write_text(YAML, encoding="utf-8")

    paths = example_paths(tmp_path / "rules.iom")
    examples, found = read_example_files(program, [(path, path.name) for path in paths])

    assert found == ()
    assert [each.title for each in examples] == ["допущен", "слишком мал", "долг"]
    trials = try_examples(evolve(program, examples=examples), DAY)
    assert [trial.mismatches for trial in trials if not trial.holds] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- пример: а\n  данные: {класс: 10}\n", "W040"),
        ("- пример: а\n  дано: {класс: 10}\n  ожидается: {зачёт: да}\n", "W041"),
        ("- пример: а\n  дано: {класс: 10}\n  ожидается: {допуск: 7}\n", "W042"),
    ],
)
def test_faulty_files_of_examples_are_answered(tmp_path: Path, text: str, code: str) -> None:
    program = program_of(RULES, tmp_path)
    path = tmp_path / "rules.examples.yaml"
    path.write_text(text, encoding="utf-8")

    assert code in [each.code for each in read_example_files(program, [(path, path.name)])[1]]


def test_rows_of_a_workbook_are_examples(tmp_path: Path) -> None:
    program = program_of(RULES, tmp_path)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["пример", "класс", "отметки: химия", "баллы", "долг", "ожидается: допуск"])
    book.active.append(["хорошист", 10, 4, 4.5, "нет", "да"])
    book.active.append(["троечник", 10, 3, 9, "нет", "нет"])
    book.save(tmp_path / "rules.examples.xlsx")

    (path,) = example_paths(tmp_path / "rules.iom")
    examples, found = read_example_files(program, [(path, path.name)])

    assert found == ()
    assert all(trial.holds for trial in try_examples(evolve(program, examples=examples), DAY))
    assert [each.span.line for each in examples] == [2, 3]


def test_command_tells_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "rules.iom"
    path.write_text(RULES + EXAMPLES, encoding="utf-8")

    command = [sys.executable, "-m", "iomrules", "test", str(path), "--coverage", "--mutate", "--generate"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert "Что проверяют примеры" in done.stdout, done.stderr
    assert "Ни один пример этого не заметит" in done.stdout
    assert "// предложено программой: проверьте ожидаемое" in done.stdout
