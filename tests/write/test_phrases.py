"""What rules demand, in sentences: names in the author's own case forms, the words between in the reader's language."""

from collections.abc import Callable

import pytest

from iomrules.pipeline import compile_rules
from iomrules.plugins import Loaded
from iomrules.program.core import Node, Program
from iomrules.rulesets import build_ruleset
from iomrules.source import SourceText
from iomrules.write import phrases_en, phrases_ru
from iomrules.write.agreement_ru import Noun, hyphened, is_clause, participle, person_words
from iomrules.write.said import Said

HEAD = """
набор правил проба «Проба»
  версия 1
перечень предмет
  химия; биология
перечень уровень по возрастанию
  школьный; муниципальный; региональный
сведения достижение
  уровень      уровень
  предмет      предмет
  дата         дата
  подтверждено да/нет
сведения ученик «Обучающийся»
  класс              целое от 1 до 11
  отметки            отметка по каждому предмету
  достижения         список достижений не больше 20
  наставник          текст может отсутствовать
  согласие_родителей да/нет
  план_утверждён     да/нет
параметр порог
  4,5 с 01.09.2026
показатель средний_балл «Средний балл»
  среднее отметок
"""


def program_of(rule: str) -> Program:
    ruleset = build_ruleset([SourceText("rules.iom", HEAD + rule)], "rules.iom")
    return compile_rules((ruleset,), Loaded()).usable()


def said_of(condition: str, say: Callable[[Node, Said], str] = phrases_ru.condition) -> str:
    program = program_of(f"правило проверка\n  если {condition}\n")
    return say(program.rules["проверка"].condition, Said(program, "ученик"))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("отметка по химии не меньше 4", "отметка по химии не меньше 4"),
        ("средний_балл не меньше порога", "средний балл не меньше порога"),
        ("класс от 5 до 9", "класс от 5 до 9"),
        ("согласие_родителей", "есть согласие родителей"),
        ("не согласие_родителей", "согласие родителей — нет"),
        ("нет согласия_родителей", "нет согласия родителей"),
        ("план_утверждён", "план утверждён"),
        ("нет наставника", "нет наставника"),
        ("все отметки не меньше 4", "все отметки не меньше 4"),
        (
            "согласие_родителей и (класс равен 10 или класс равен 11)",
            "есть согласие родителей и (класс равен 10 либо класс равен 11)",
        ),
        (
            "есть достижение где уровень не ниже регионального и подтверждено за учебный год",
            "есть достижение за учебный год, у которого уровень не ниже регионального и которое подтверждено",
        ),
        (
            "не меньше 2 достижений где предмет среди химии; биологии",
            "есть не меньше 2 достижений, у которых предмет — химия или биология",
        ),
        ("нет достижений где не подтверждено", "нет достижений, которые не подтверждены"),
    ],
)
def test_condition_reads_as_a_russian_clause(written: str, told: str) -> None:
    assert said_of(written) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("средний_балл не меньше порога", "Средний балл is at least порог"),
        ("согласие_родителей", "согласие родителей holds"),
        ("класс от 5 до 9", "класс is from 5 to 9"),
        ("нет наставника", "there is no наставник"),
        (
            "есть достижение где подтверждено за последние 2 года",
            "there is at least one of the достижения in the last 2 years where подтверждено holds",
        ),
    ],
)
def test_condition_reads_as_an_english_clause(written: str, told: str) -> None:
    assert said_of(written, phrases_en.condition) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("среднее отметок\n  округлить до 0,01 половина вверх",
         "среднее арифметическое отметок с округлением до 0,01 (половина — в большую сторону)"),
        ("количество достижений где уровень = школьный", "число достижений, у которых уровень — школьный"),
        ("если класс равен 5 то 3 иначе 1", "3, если класс равен 5; в остальных случаях — 1"),
        ("класс * 10 + 2", "класс × 10 + 2"),
    ],
)  # fmt: skip
def test_value_reads_as_a_russian_phrase(written: str, told: str) -> None:
    program = program_of(f"показатель итог\n  {written}\n")

    assert phrases_ru.value(program.indicators["итог"].value, Said(program, "ученик")) == told


def test_a_name_that_has_a_clause_is_said_with_its_number() -> None:
    program = program_of("правило проверка\n  если средний_балл не меньше порога\n")
    said = Said(program, "ученик", clauses={"порог": "3.1", "средний_балл": "5.1"})

    told = phrases_ru.condition(program.rules["проверка"].condition, said)

    assert told == "средний балл (пункт 5.1) не меньше порога (пункт 3.1)"


@pytest.mark.parametrize(
    ("text", "gender", "agreed"),
    [("подтверждено", "мн", "подтверждены"), ("подтверждено", "м", "подтверждён"), ("сдан", "ж", "сдана")],
)
def test_participle_agrees_with_its_noun(text: str, gender: str, agreed: str) -> None:
    assert participle(text, Noun(gender)) == agreed


def test_a_verb_of_its_own_makes_words_a_clause() -> None:
    assert [is_clause(each) for each in ("помогал активу", "материалы прикреплены", "учебный план")] == [
        True,
        True,
        False,
    ]


def test_hyphens_of_a_title_come_back_into_a_declined_name() -> None:
    told = hyphened(
        "выраженность по психолого педагогическому дефициту",
        "психолого-педагогический дефицит",
        "психолого педагогический дефицит",
    )

    assert told == "выраженность по психолого-педагогическому дефициту"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Обучающийся", ("обучающегося", "обучающиеся", "обучающихся")),
        ("Выпускник 11 класса", ("выпускника 11 класса", "выпускники 11 класса", "выпускников 11 класса")),
        ("Гном", ("лица", "лица", "лиц")),
    ],
)
def test_people_are_named_by_their_title(title: str, words: tuple[str, str, str]) -> None:
    assert person_words(title) == words
