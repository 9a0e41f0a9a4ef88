"""Conditions that cannot be meant so, and many that look odd and are right."""

import pytest

from .linted import conditions

RULE = "правило п\n  {applies}\n  если {condition}\n  {exceptions}\n"


def found(condition: str, applies: str = "", exceptions: str = "") -> list[str]:
    """Codes for one rule."""
    return [code for code, _ in conditions(RULE.format(condition=condition, applies=applies, exceptions=exceptions))]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("класс не больше 12", "L012"),
        ("класс больше 11", "L012"),
        ("пробник больше 100", "L012"),
        ("отметка по химии не меньше 6", "L012"),
        ("класс от 0 до 12", "L012"),
        ("не меньше 61 достижений где подтверждено", "L012"),
        ("количество достижений не меньше 0", "L012"),
        ("класс от 9 до 5", "L015"),
        ("класс меньше 5 и класс больше 9", "L013"),
        ("уровень_ученика = школьный и уровень_ученика = районный", "L013"),
        ("согласие и не согласие", "L013"),
        ("согласие и (долг и не согласие)", "L013"),
        ("класс больше 9 и нет достижений и класс больше 9", "L014"),
        ("согласие или согласие", "L014"),
        ("уровень_ученика среди школьный; школьный", "L014"),
        ("класс не меньше 10 и класс больше 5", "L019"),
        ("класс меньше 5 или класс меньше 3", "L019"),
        ("есть достижение где уровень = школьный и уровень = районный", "L013"),
        ("есть достижение где результат выше победителя", "L012"),
        ("согласие или не согласие", "L011"),
        ("нет балла_егэ и балл_егэ больше 5", "L013"),
    ],
)
def test_what_cannot_be_meant_is_found(condition: str, code: str):
    assert found(condition) == [code]


@pytest.mark.parametrize(
    "condition",
    [
        "класс от 1 до 4",
        "класс не больше 10 и согласие",
        "пробник больше 99,5",
        "отметка по химии не меньше 5 и отметка по физике не меньше 5",
        "есть балл_егэ и балл_егэ больше 5",
        "балл_егэ не равен 5",
        "(класс = 9 и согласие) или (класс = 10 и долг)",
        "(согласие или долг) и (согласие или класс = 9)",
        "не (согласие и долг) и (согласие или долг)",
        "(есть достижение где предмет = химия) и (нет достижений где предмет = физика)",
        "не меньше 3 достижений где подтверждено за учебный год",
        "известна отметка по химии",
        "все отметки не меньше 4 и среднее отметок больше 4,5",
        "(количество достижений где подтверждено) больше 59",
        "день_подачи не больше 01.09.2026",
        "уровень_ученика не ниже районного и уровень_ученика не равен районному",
    ],
)
def test_what_may_be_meant_is_left_alone(condition: str):
    assert found(condition) == []


def test_whom_a_rule_is_for_decides_its_condition():
    assert found("класс не меньше 5", applies="для учеников где класс не меньше 10") == ["L011"]
    assert found("класс меньше 5", applies="для учеников где класс не меньше 10") == ["L010"]


@pytest.mark.parametrize(
    ("exceptions", "codes"),
    [
        ("кроме если класс меньше 5", ["L016"]),
        ("кроме если класс больше 5", ["L017"]),
        ("кроме если долг\n  кроме если долг и согласие", ["L016"]),
        ("кроме если долг если только не класс больше 5", ["L018"]),
        ("кроме если долг если только не класс меньше 3", ["L010"]),
        ("кроме если долг если только не согласие", []),
        ("кроме если долг если только не согласие\n  кроме если класс = 11", []),
        ("кроме если не согласие", []),
    ],
)
def test_exceptions_are_asked_of_those_the_condition_holds_for(exceptions: str, codes: list[str]):
    assert found("класс не меньше 9", exceptions=exceptions) == codes


def test_another_rules_verdict_is_known():
    text = """правило малыш
  если класс меньше 5
правило старший
  если класс не меньше 10
правило оба
  если малыш
     и старший
"""
    assert conditions(text) == [("L013", 7)]


def test_a_switch_may_be_turned():
    text = """параметр строго да с 01.09.2026
параметр порог 60 с 01.09.2026
правило п
  если строго и пробник не меньше порога
"""
    assert conditions(text) == []


def test_a_threshold_nobody_reaches():
    assert conditions("параметр порог 160 с 01.09.2026\nправило п\n  если пробник не меньше порога\n") == [("L012", 3)]


def test_of_mistakes_inside_one_another_the_inner_is_told():
    assert found("согласие и (долг или класс больше 20)") == ["L012"]


def test_a_named_condition_about_an_element_is_looked_into():
    text = """правило победа
  для достижений
  если результат = победитель
правило п
  если есть достижение где победа
                           и результат = участник
"""
    assert conditions(text) == [("L013", 6)]


def test_priorities_of_a_rating_are_conditions_too():
    text = """рейтинг р
  критерий к
    класс
  сначала класс больше 12
  место по убыванию
  равные делят место
"""
    assert conditions(text) == [("L012", 4)]


def test_rules_that_read_one_another_twice_are_still_looked_into_quickly():
    text = "правило шаг_а_0\n  если согласие\nправило шаг_б_0\n  если долг\n"
    for number in range(1, 30):
        before, form = number - 1, number % 10 + 1
        text += f"правило шаг_а_{number}\n  если шаг_а_{before} или (шаг_б_{before} и класс больше {form})\n"
        text += f"правило шаг_б_{number}\n  если шаг_б_{before} и (шаг_а_{before} или класс меньше 9)\n"

    assert conditions(text) == []
