"""Names in both languages: turned with their numbers and cases, known to rules either way."""

import pytest

from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.program.forms import read_forms, update_forms
from iomrules.program.morphology import case_forms, word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.program.translate import NameTurner, name_turner
from iomrules.source import SourceText

NAMES = """\
перечень предмет
  химия; биология

перечень уровень по возрастанию
  школьный; региональный

сведения достижение
  предмет предмет
  уровень уровень

сведения ученик
  отметки      отметка по каждому предмету
  достижения   список достижений не больше 20
  долг         да/нет

английские имена
  предмет = subject
  химия = chemistry
  биология = biology
  уровень = level
  школьный = of_school
  региональный = regional
  достижение = achievement
  ученик = student
  отметки = marks
  достижения = achievements
  долг = debt
  допуск = admission
"""


def turner(text: str) -> NameTurner:
    tree, _ = read(SourceText("имена.iom", text))
    lines = (
        "предмет химия биология уровень школьный региональный достижение ученик отметки достижения долг допуск"
    ).split()
    return name_turner([tree], update_forms(read_forms(""), lines, word_forms))


def turned(text: str, language: str) -> str:
    tree, found = read(SourceText("пример.iom", text))
    assert found == ()
    return print_tree(tree, language, turner(NAMES))


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("если отметка по химии равна 5", "if mark in chemistry equals 5"),
        (
            "если есть достижение где предмет среди химии; биологии",
            "if there is an achievement where subject among chemistry; biology",
        ),
        ("если нет достижений где уровень не меньше регионального", "if no achievements where level at least regional"),
        ("если не меньше 3 достижений", "if at least 3 achievements"),
        ("если ровно 2 достижения", "if exactly 2 achievements"),
        ("если не меньше 1 достижения", "if at least 1 achievement"),
        ("если все отметки не меньше 4", "if all marks at least 4"),
        (
            "если доля достижений где уровень = школьный больше 0,5",
            "if share of achievements where level = of_school more than 0.5",
        ),
    ],
)
def test_names_are_turned_with_number_and_case(russian: str, english: str) -> None:
    said = turned(f"правило допуск {russian}", "en")

    assert said.split() == f"rule admission {english}".split()
    assert turned(said, "ru").split() == f"правило допуск {russian}".split()
    assert turned(turned(said, "ru"), "en") == said


def test_a_name_in_a_form_that_would_not_come_back_stays_as_written() -> None:
    said = turned("правило допуск если есть достижение где предмет среди химия; биология", "en")

    assert "among химия; биология" in said
    assert "среди химия; биология" in turned(said, "ru")


def test_given_lists_and_truths_differ_before_no() -> None:
    said = turned("пример «нет» дано достижений нет; долг нет ожидается допуск нет", "en")

    assert said.split() == "example «нет» given achievements no; debt no expected admission no".split()
    assert "достижений нет; долг нет" in turned(said, "ru")


def test_rules_turned_into_english_mean_the_same() -> None:
    text = NAMES + "\nправило допуск\n  если отметка по химии не меньше 4\n     и не долг\n"
    names = turner(text)
    tree, _ = read(SourceText("правила.iom", "набор правил лицей\n\n" + text))
    english, found = read(SourceText("rules.iom", print_tree(tree, "en", names)))
    checked = check_program([LayerSource((english,), forms="")], (), generate_forms=word_forms)

    assert found == ()
    assert [str(each.message) for each in checked.diagnostics] == []
    assert checked.program is not None
    assert list(checked.program.rules) == ["admission"]
    assert checked.program.schema.forms["отметки"] == "marks"


def test_case_forms_keep_most_of_the_name() -> None:
    assert case_forms("наименьшее_число")["sing", "gent"] == "наименьшего_числа"
    assert case_forms("региональный")["sing", "gent"] == "регионального"
    assert case_forms("marks") == {}


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("ожидается допуск нет из-за отметки по химии", "expected admission no because of mark in chemistry"),
        ("ожидается допуск неизвестно из-за достижений", "expected admission unknown because of achievements"),
        ("ожидается допуск нет потому что отметка по химии 3", "expected admission no because mark in chemistry 3"),
        ("при уровне школьном ожидается допуск да", "with level of_school expected admission yes"),
        ("ожидается допуск -0,5", "expected admission -0.5"),
        (
            "ожидается допуск: Аня 1 место; Боря делит 2 место; Вера делит 22 место; Глеб 11 место",
            "expected admission: Аня 1st place; Боря shares 2nd place; Вера shares 22nd place; Глеб 11th place",
        ),
    ],
)
def test_examples_read_aloud_in_both_languages(russian: str, english: str) -> None:
    said = turned(f"пример «один» {russian}", "en")

    assert said.split() == f"example «один» {english}".split()
    assert turned(said, "ru").split() == f"пример «один» {russian}".split()
    assert turned(said, "") == said
