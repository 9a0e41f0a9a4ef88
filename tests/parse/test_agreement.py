"""Keywords and units in the form that goes with the words beside them, in either language and back."""

import pytest

from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.source import SourceText


def turned(text: str, language: str = "") -> str:
    tree, found = read(SourceText("пример.iom", text))
    assert found == ()
    return print_tree(tree, language)


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        ("если класс равно 10", "если класс равен 10"),
        ("если отметка по химии равно 5", "если отметка по химии равна 5"),
        ("если желаемый_профиль не равно химическому", "если желаемый_профиль не равен химическому"),
        ("если троек_и_двоек равно 0", "если троек_и_двоек равно 0"),
        ("если (класс + 1) равно 10", "если (класс + 1) равно 10"),
        ("если известно отметка по химии", "если известна отметка по химии"),
        ("если баллы не меньше 2 балла", "если баллы не меньше 2 баллов"),
        ("если баллы = 2 баллов", "если баллы = 2 балла"),
        ("если баллы не больше 21 балл", "если баллы не больше 21 балла"),
        ("если баллы хотя бы 2 баллов", "если баллы хотя бы 2 балла"),
        ("если нагрузка не больше 36 час/нед", "если нагрузка не больше 36 ч/нед"),
        ("если нагрузка не больше 36 часа в неделю", "если нагрузка не больше 36 часов в неделю"),
        ("если для каждого отметки верно (отметка больше 3)", "если для каждой отметки верно (отметка больше 3)"),
        ("если есть достижение за последние 1 год", "если есть достижение за последний 1 год"),
        ("если есть достижение за последние год", "если есть достижение за последний год"),
        ("если есть достижение за последние учебный год", "если есть достижение за последний учебный год"),
        ("если есть достижение за последних месяц", "если есть достижение за последний месяц"),
    ],
)
def test_fmt_writes_the_form_that_agrees(written: str, laid_out: str) -> None:
    printed = turned(f"правило допуск {written}")

    assert printed == f"правило допуск\n  {laid_out}\n"
    assert turned(turned(printed, "en"), "ru") == printed
    assert turned(turned(turned(printed, "en"), "ru"), "en") == turned(printed, "en")


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("сумма лучших 3 из баллов среди достижений", "sum of best 3 out of баллов among достижений"),
        ("лучшее баллов среди достижений", "highest of баллов among достижений"),
        ("среднее отметок", "mean of отметок"),
        ("наибольшее у ученика класс среди достижений", "greatest of the ученика класс among достижений"),
        ("отметка по химии если неизвестна то 0", "отметка in химии if unknown then 0"),
    ],
)
def test_english_joins_an_aggregator_to_what_it_takes(russian: str, english: str) -> None:
    assert turned(f"показатель балл {russian}", "en") == f"indicator балл\n  {english}\n"
    assert turned(f"indicator балл {english}", "ru") == f"показатель балл\n  {russian}\n"


def test_a_step_takes_no_of() -> None:
    text = "показатель балл\n  по каждому предмету лучшее из баллов среди достижений\n  сумма\n  но не больше 60\n"

    assert turned(text, "en").splitlines()[2:] == ["  sum", "  but at most 60"]
    assert turned(turned(text, "en"), "ru") == text


def test_any_agrees_with_the_heading_of_its_column() -> None:
    text = "таблица баллы по ступени; предмету\n  ступень | предмет | баллы\n  любой   | любой   |     3\n"

    assert turned(text).splitlines()[2] == "  любая   | любой   |     3"
    assert turned(turned(text, "en"), "ru") == turned(text)
