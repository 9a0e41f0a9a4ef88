"""Questions a regulation must answer: each asked where it is open, silent where it is answered."""

import pytest

from .linted import codes, report

POINTS = """таблица баллы по уровню; результату единственная строка
  уровень  | участник | призёр | победитель
  школьный |        {nought} |      1 |          3
  районный |        {nought} |      4 |          7
  областной |       {nought} |     10 |         15
"""
RATING = POINTS + "рейтинг портфолио\n  критерий олимпиады\n    {value}\n  место по убыванию\n  {places}\n"


def asked(value: str, places: str = "равные делят место", nought: int = 1) -> list[str]:
    return codes(RATING.format(value=value, places=places, nought=nought))


def test_a_sum_of_everything_leaves_four_questions():
    assert asked("сумма баллов среди достижений") == ["L031", "L020", "L021", "L022", "L023"]


@pytest.mark.parametrize(
    ("value", "gone"),
    [
        ("по каждому названию лучшее из баллов среди достижений за учебный год\n    сумма лучших 3", "L020 L021 L031"),
        ("сумма баллов среди достижений за учебный год но не больше 60", "L023 L031"),
        ("сумма лучших 3 из баллов среди достижений за учебный год", "L023 L031"),
        ("сумма баллов среди достижений где результат не ниже призёра за учебный год", "L020 L023"),
        ("сумма баллов среди достижений где уровень = районный за учебный год", "L021 L023"),
        ("сумма баллов среди достижений где дата не меньше 01.09.2020", "L023"),
    ],
)
def test_an_answer_in_the_rule_is_understood(value: str, gone: str):
    assert not set(asked(value)) & set(gone.split())


def test_a_participant_who_gets_nought_does_not_score_twice():
    assert "L020" not in asked("сумма баллов среди достижений за учебный год", nought=0)


def test_a_record_that_knows_teams_is_not_asked_about_them():
    text = RATING.format(value="сумма баллов среди заслуг за учебный год", places="равные делят место", nought=1)
    record = (
        "сведения заслуга\n  уровень уровень\n  результат результат\n  дата дата\n{team}"
        "сведения педагог\n  заслуги список заслуг не больше 9\n"
    )
    text = text.replace("рейтинг портфолио", "рейтинг портфолио\n  для педагогов")

    assert "L022" in codes(record.format(team="") + text)
    assert "L022" not in codes(record.format(team="  в_команде да/нет\n") + text)


def test_equal_places_are_asked_of_a_rating_that_is_silent():
    assert "L024" in asked("класс", places="")
    assert asked("класс") == []


@pytest.mark.parametrize(
    ("value", "open_"),
    [
        ("среднее отметок", True),
        ("среднее отметок * 10 + 5", True),
        ("класс / 3", True),
        ("доля достижений где подтверждено за учебный год", True),
        ("класс / 4", False),
        ("среднее отметок округлить до 0,01 половина вверх", False),
        ("если среднее отметок больше 4 то 1 иначе 0", False),
    ],
)
def test_endless_digits_are_to_be_rounded_before_they_are_shown(value: str, open_: bool):
    assert codes(f"показатель х {value}\n") == (["L026"] if open_ else [])


def test_endless_digits_are_not_compared_for_equality():
    mean = "показатель средний среднее отметок округлить до 0,01 половина вверх\n"

    assert codes("правило п\n  если среднее отметок = 4,5\n") == ["L026"]
    assert codes("правило п\n  если среднее отметок не меньше 4,5\n") == []
    assert codes(f"{mean}правило п\n  если средний = 4,5\n") == []


def test_what_replaces_the_unknown_is_told():
    assert codes("показатель х класс если неизвестно то 0\n") == ["L027"]


def test_a_rule_is_asked_for_its_basis_and_an_example():
    text = "правило п\n  если согласие\n{basis}{example}"
    example = "пример «да»\n  дано согласие да\n  ожидается п да\n"

    def said(basis: str, shown: str) -> list[str]:
        return [each.code for each in report(text.format(basis=basis, example=shown)).findings]

    assert said("", "") == ["L028", "L029"]
    assert said("  основание «Положение, п. 1»\n", example) == []


def test_a_parameter_is_asked_since_when():
    rule = "правило п\n  если класс не меньше порога\n"

    assert codes(f"параметр порог 4\n{rule}") == ["L030"]
    assert codes(f"параметр порог 4 с 01.09.2026\n{rule}") == []


# --- waivers -----------------------------------------------------------------------------------------------

OPEN = "показатель х\n  класс если неизвестно то 0\n"


@pytest.mark.parametrize(
    "text",
    [
        f"// не проверять L027: так велит п. 2.4\n{OPEN}",
        f"// waive L027: clause 2.4 says so\n{OPEN}",
        f"// Не проверять L027: так велит п. 2.4\n// и ещё примечание\n{OPEN}",
        "показатель х\n  класс если неизвестно то 0  // не проверять L027: так велит п. 2.4\n",
        "показатель х\n  // не проверять L027: так велит п. 2.4\n  класс если неизвестно то 0\n",
    ],
)
def test_a_waiver_with_a_reason_is_heard(text: str):
    assert codes(text) == []


@pytest.mark.parametrize("reason", ["", ":", ":   "])
def test_a_waiver_without_a_reason_is_not(reason: str):
    assert codes(f"// не проверять L027{reason}\n{OPEN}") == ["L040", "L027"]


def test_a_waiver_of_several_codes_tells_which_of_them_is_not_needed():
    findings = report(f"// не проверять L027, L026: так велит п. 2.4\n{OPEN}").findings

    assert [(each.code, each.values["codes"]) for each in findings] == [("L041", "L026")]


def test_a_waiver_holds_for_its_declaration_only():
    assert codes(f"// не проверять L027: так велит п. 2.4\n{OPEN}показатель ещё\n  класс если неизвестно то 1\n") == [
        "L027"
    ]


def test_errors_are_not_waived():
    table = "таблица ступень по классу единственная строка\n  1–9 | 1\n  9–11 | 3\nпоказатель х ступень\n"

    assert sorted(codes(f"// не проверять L002: знаем\n{table}")) == ["L002", "L041"]


def test_unused_waivers_and_capitals_are_mended_and_nothing_else():
    rest = "показатель х\n  класс\n"
    made = report(
        f"// не проверять L027, L026: так велит п. 2.4\n{OPEN}// не проверять L020: зря\nПОКАЗАТЕЛЬ ещё\n  класс\n"
    )
    (text,) = made.mended.values()

    assert text.endswith(f"// не проверять L027: так велит п. 2.4\n{OPEN}показатель ещё\n  класс\n")
    assert report(rest).mended == {}


def test_a_comment_at_the_end_of_a_line_is_cut_off_with_its_gap():
    (text,) = report("показатель х\n  класс   // waive L027: no need\n").mended.values()

    assert text.endswith("показатель х\n  класс\n")
