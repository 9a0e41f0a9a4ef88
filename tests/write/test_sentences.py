"""Sentences of explanations, whole, as they are printed and read aloud."""

from datetime import date
from fractions import Fraction

import pytest

from iomrules.facts.record import DateKind, NumberKind
from iomrules.program import core
from iomrules.reason.decision import Reason
from iomrules.reason.engine import prepare
from iomrules.values import ABSENT, ByKey, Missing, Value, unknown
from iomrules.write.dative_ru import dative
from iomrules.write.sentences import advice, in_the_way, sentences, what_is_missing, why, why_not
from tests.reason.admission import ANNA, BORIS, GLEB, VERA, why_of
from tests.reason.lyceum_of_tests import (
    ON,
    compare,
    const,
    fact,
    lost,
    mark,
    program,
    pupil,
    rule,
)

TITLE = "Допуск к медико-биологическому профилю"


def reason_of(condition: core.Node, **facts: Value) -> Reason:
    return prepare(program(rule("р", condition, title="Правило"))).evaluation(pupil(**facts), ON).reason_of("р")


# --- conclusions ---


def test_no_says_what_fails_by_which_clause_and_advises() -> None:
    assert sentences(why_of(ANNA, "допуск")) == (
        f"{TITLE}: нет, потому что средний балл по всем предметам 4 меньше 4,5; нет подходящих достижений (всего 3) "
        "(Положение об ИУП, п. 2.4).",
        "Средний балл по всем предметам — 4: химия 5, биология 4, математика 4, физика 3 (среднее из 4).",
        "Поднимите средний балл на 0,5 или станьте призёром регионального этапа.",
    )


def test_yes_says_what_holds_and_which_exception_was_lifted() -> None:
    assert sentences(why_of(BORIS, "допуск"), depth=0) == (
        f"{TITLE}: да, потому что отметка по химии 5 не меньше 4; отметка по биологии 4 не меньше 4; "
        "есть достижение: олимпиада по химии, региональный уровень, призёр (подошло 1 из 5); "
        "исключение снято: согласие родителей — да (Положение об ИУП, п. 2.4).",
    )


def test_unknown_says_what_is_missing_and_where_it_is_kept() -> None:
    assert sentences(why_of(VERA, "допуск"), depth=0) == (
        f"{TITLE}: решить нельзя, пока неизвестно: отметки по химии (журнал).",
    )
    assert what_is_missing(why_of(VERA, "допуск")) == ("Отметки по химии (журнал).",)
    assert in_the_way(why_of(VERA, "допуск")) == ("Не хватает: отметки по химии (журнал).",)
    assert in_the_way(why_of(VERA, "допуск"), "en") == ("Missing: отметки: химия (журнал).",)
    assert in_the_way(why_of(BORIS, "допуск")) == ()


def test_a_rule_about_others_does_not_apply_and_does_not_advise() -> None:
    assert sentences(why_of(GLEB, "допуск")) == (
        f"{TITLE}: правило не применяется, потому что класс 8 меньше 10 (Положение об ИУП, п. 2.4).",
    )


def test_a_parameter_says_by_what_and_since_when() -> None:
    assert why_not(why_of(ANNA, "одарённый")) == (
        "Рейтинг портфолио 49 меньше 60 баллов (порог одарённости: Приказ от 04.09.2019 № 277, с 01.09.2026).",
    )


def test_a_rating_is_told_by_its_criteria_and_what_was_left_out() -> None:
    assert sentences(why_of(BORIS, "портфолио"), depth=2) == (
        "Рейтинг портфолио — 67,5 балла.",
        "Успеваемость — 42,5.",
        "Средний балл по всем предметам — 4,25: химия 5, биология 4, математика 4, физика 4 (среднее из 4).",
        "Олимпиады и конкурсы — 25 баллов: химия 10, физика 20 (лучшие 2 из 3).",
        "Набрано 30 баллов, засчитывается 25 баллов: установлено не больше 25 баллов.",
        "Не вошло: олимпиада по химии, школьный уровень, призёр (уже учтён лучший результат в группе «химия»).",
        "Не вошло: олимпиада по физике, всероссийский уровень, победитель "
        "(дата 01.10.2025 вне срока с 01.09.2026 по 01.11.2026).",
        "Не вошло: олимпиада по биологии, школьный уровень, победитель (учтены лучшие результаты).",
        "Прочее — 0.",
        "А — неизвестно, по правилу принято значение 0.",
    )


def test_an_unknown_total_says_between_what_it_lies() -> None:
    assert sentences(why_of(VERA, "портфолио"), depth=0) == (
        "Рейтинг портфолио: от 50 до 75 баллов; точнее сказать нельзя, пока неизвестно: достижения (портфолио).",
    )


# --- clauses ---

DAY = core.Constant(date(2026, 9, 1), kind=DateKind())


@pytest.mark.parametrize(
    ("condition", "facts", "told"),
    [
        (compare(mark("химия"), ">=", const(4)), {"отметки": ByKey((("химия", 3),))}, "отметка по химии 3 меньше 4"),
        (compare(const(4), "<=", mark("физика")), {"отметки": ByKey((("физика", 3),))}, "отметка по физике 3 меньше 4"),
        (compare(fact("а"), ">", const(Fraction(9, 2))), {"а": 2}, "а 2 не больше 4,5"),
        (fact("согласие"), {"согласие": False}, "согласие родителей — нет"),
        (core.Not(fact("задолженность")), {"задолженность": True}, "академическая задолженность — да"),
        (core.IsPresent(fact("долг")), {"долг": ABSENT}, "долг — нет"),
        (compare(fact("долг"), "<", const(3)), {"долг": ABSENT}, "не указано: долг"),
        (core.IsKnown(fact("а")), {"а": lost("а")}, "не указано: а"),
        (core.InList(const("химия"), fact("пожелания")), {"пожелания": ()}, "«химия» нет в списке «пожелания»"),
        (core.Counted(">=", 1, core.Elements(fact("достижения"), kind=fact("достижения").kind), "exists"),
         {"достижения": ()}, "достижений нет"),
        (core.Either((fact("согласие"), fact("задолженность"))), {"согласие": False, "задолженность": False},
         "согласие родителей — нет и академическая задолженность — нет"),
    ],
)  # fmt: skip
def test_a_failed_condition(condition: core.Node, facts: dict[str, Value], told: str) -> None:
    assert sentences(reason_of(condition, **facts), depth=0) == (f"Правило: нет, потому что {told}.",)


def test_views_one_condition_a_sentence() -> None:
    holding = core.Both((compare(fact("а"), ">=", const(1)), fact("согласие")))

    assert why(reason_of(holding, а=2, согласие=True)) == ("А 2 не меньше 1.", "Согласие родителей — да.")
    assert why_not(reason_of(holding, а=2, согласие=True)) == ()
    assert why_not(reason_of(holding, а=0, согласие=False)) == ("А 0 меньше 1.", "Согласие родителей — нет.")


def test_a_rule_refined_by_a_later_layer_says_so() -> None:
    reason = reason_of(fact("согласие"), согласие=True).but(changed_by="лицей_11")

    assert sentences(reason, depth=0) == (
        "Правило: да, потому что согласие родителей — да; правило уточнено: лицей 11.",
    )


# --- advice ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Наберите ещё {не хватает}", "Наберите ещё 2 балла."),
        ("Наберите ещё {missing}!", "Наберите ещё 2 балла!"),
        ("Поговорите с наставником", "Поговорите с наставником."),
    ],
)
def test_advice_is_filled_with_the_lacking_amount(text: str, told: str) -> None:
    short = compare(own_points(), ">=", core.Constant(5, kind=NumberKind("балл")))

    assert advice(reason_of(short, а=3).but(advice=text)) == told


def own_points() -> core.Node:
    return core.Add((fact("а"),), kind=NumberKind("балл"))


def test_advice_about_something_else_is_not_filled_with_a_wrong_amount() -> None:
    condition = core.Both((compare(fact("а"), ">=", const(5)), fact("согласие")))
    reason = reason_of(condition, а=3, согласие=False).but(advice="Поднимите рейтинг на {не хватает}")

    assert advice(reason) == ""


def test_advice_is_given_only_for_a_no() -> None:
    assert advice(reason_of(fact("согласие"), согласие=True).but(advice="Старайтесь")) == ""
    assert advice(reason_of(fact("согласие"), согласие=lost("а")).but(advice="Старайтесь")) == ""


# --- other words ---


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("химия", "химии"),
        ("математика", "математике"),
        ("русский язык", "русскому языку"),
        ("родной язык", "родному языку"),
        ("физическая культура", "физической культуре"),
        ("обществознание", "обществознанию"),
        ("право", "праву"),
        ("алгебра и начала анализа", "алгебре и начала анализа"),
        ("ОБЖ", "ОБЖ"),
        ("труд", "труду"),
    ],
)
def test_dative_of_subjects(name: str, told: str) -> None:
    assert dative(name) == told


def test_english_says_the_same() -> None:
    assert sentences(why_of(ANNA, "одарённый"), "en", depth=0) == (
        "Одарённый обучающийся: no, because рейтинг портфолио 49 is below 60 points "
        "(порог одарённости: Приказ от 04.09.2019 № 277, since 01.09.2026).",
    )
    assert sentences(why_of(VERA, "допуск"), "en", depth=0) == (
        f"{TITLE}: this cannot be told while these are missing: отметки: химия (журнал).",
    )


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("person", [ANNA, BORIS, VERA, GLEB], ids=lambda person: person.id)
def test_every_sentence_is_whole(person: object, language: str) -> None:
    for name in ("допуск", "портфолио", "одарённый", "хорошист", "активист", "желает", "средний_балл"):
        for each in sentences(why_of(person, name), language, 2):  # type: ignore[arg-type]
            assert each[-1] in ".!"
            assert each[0] == each[0].upper()
            assert "_" not in each and "  " not in each and "None" not in each
            assert "Unknown" not in each and "Fraction" not in each and "{" not in each


def test_a_comparison_decided_within_bounds_says_the_bounds() -> None:
    below = reason_of(compare(fact("а"), "<", const(60)), а=unknown((Missing("а"),), 40, 55))
    beyond = reason_of(compare(const(30), "<", fact("а")), а=unknown((Missing("а"),), 40, None))

    assert why(below) == ("А от 40 до 55 меньше 60.",)
    assert why(below, "en") == ("А from 40 to 55 is below 60.",)
    assert why(beyond) == ("А от 40 больше 30.",)
