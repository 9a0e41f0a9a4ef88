"""Tables: every gap, overlap and dead row, each with a witness in words."""

from random import Random

import pytest

from .linted import tables

LEVELS = """таблица баллы по уровню; результату
  единственная строка
  школьный | участник | 0
  школьный | призёр | 1
  школьный | победитель | 2
  районный | участник | 1
  районный | победитель | 4
  областной | любой | 9
показатель очки сумма баллов среди достижений{where} за учебный год
"""


def test_a_gap_of_enumerations_has_a_witness_row():
    (said,) = tables(LEVELS.format(where=""))

    assert said == "L001 в таблице «баллы» нет строки для: уровень — районный, результат — призёр"


def test_what_a_rule_never_asks_for_needs_no_row():
    assert tables(LEVELS.format(where=" где результат не равен призёру")) == []


def test_otherwise_answers_for_the_rest():
    assert tables(LEVELS.format(where="").replace("  областной", "  иначе 0\n  областной", 1)) == []


def test_whole_numbers_know_that_nothing_lies_between():
    whole = "таблица ступень по классу единственная строка\n  1–4 | 1\n  5–9 | 2\n  10–11 | 3\nпоказатель х ступень"

    assert tables(whole) == []


def test_numbers_that_are_not_whole_fall_between_bands():
    bands = "таблица плата по пробнику единственная строка\n  0–93 | 1\n  94–96 | 2\n  97–100 | 3\nпоказатель х плата"

    assert tables(bands) == ["L025 не сказано, что бывает между полосами таблицы «плата»: пробник — 93,5"]


def test_the_bounds_of_the_kind_are_where_a_table_may_end():
    (said,) = tables("таблица ступень по классу единственная строка\n  1–4 | 1\n  5–10 | 2\nпоказатель х ступень")

    assert said.endswith("нет строки для: класс — 11")


def test_a_condition_around_a_look_up_narrows_what_is_asked():
    text = "таблица ступень по классу единственная строка\n  1–4 | 1\n  5–10 | 2\n"

    assert tables(text + "показатель х для учеников где класс меньше 11 ступень") == []
    assert tables(text + "показатель х если класс меньше 11 то ступень иначе 0") == []


def test_an_optional_key_may_be_absent():
    text = (
        "таблица ступень по балл_егэ единственная строка\n  меньше 5 | 1\n  не меньше 5 | 2\n{row}показатель х ступень"
    )

    assert tables(text.format(row="")) == ["L001 в таблице «ступень» нет строки для: балл егэ — нет"]
    assert tables(text.format(row="  нет | 0\n")) == []


def test_days_are_whole():
    text = """таблица срок по дню_подачи единственная строка
  не больше 31.08.2026 | 1
  не меньше {day} | 2
показатель х срок
"""
    assert tables(text.format(day="01.09.2026")) == []
    assert tables(text.format(day="02.09.2026")) == ["L001 в таблице «срок» нет строки для: день подачи — 01.09.2026"]


def test_dates_of_rows_leave_gaps_too():
    text = """таблица ступень по классу единственная строка
  1–4 | 1 с 01.09.2020
  5–11 | 2 с 01.09.2020 по 31.08.2025
  5–11 | 3 с {day}
показатель х ступень
"""
    assert tables(text.format(day="01.09.2025")) == []
    (said,) = tables(text.format(day="01.09.2026"))
    assert said.startswith("L001") and said.endswith("на дату — 01.09.2025")


def test_two_rows_that_fit_and_differ_are_named_with_a_case_of_both():
    (said,) = tables(
        "таблица ступень по классу единственная строка\n  1–4 | 1\n  5–9 | 2\n  9–11 | 3\nпоказатель х ступень"
    )

    assert (
        said == "L002 в таблице «ступень» подходить должна единственная строка, а строки 2 и 3 обе подходят: класс — 9"
    )


def test_two_rows_that_fit_and_agree_are_a_warning():
    (said,) = tables("таблица ступень по классу единственная строка\n  1–9 | 1\n  9–11 | 1\nпоказатель х ступень")

    assert said.startswith("L003") and said.endswith("класс — 9")


def test_rows_in_force_at_different_times_do_not_meet():
    text = "таблица ступень по классу единственная строка\n  1–11 | 1 по 31.08.2025\n  1–11 | 2 с 01.09.2025\n"

    assert tables(text + "показатель х ступень") == []


@pytest.mark.parametrize("first", ["не меньше 8", "любой"])
def test_a_row_below_those_that_take_all_is_masked(first: str):
    text = (
        f"таблица ступень по классу первая строка\n  {first} | 1\n  не меньше 10 | 2\n  любой | 0\nпоказатель х ступень"
    )
    found = tables(text)

    assert found[0] == (
        "L004 в таблице «ступень» строка 2 никогда не пригодится: всё, что ей подходит, забирают строки выше"
    )


def test_two_rows_together_may_mask_a_third():
    text = "таблица ступень по классу первая строка\n  1–5 | 1\n  6–11 | 2\n  4–8 | 3\nпоказатель х ступень"

    assert [said[:4] for said in tables(text)] == ["L004"]


def test_a_row_for_a_class_that_there_is_none_of():
    text = "таблица ступень по классу единственная строка\n  1–11 | 1\n  12 | 2\nпоказатель х ступень"

    assert tables(text) == ["L005 в таблице «ступень» строка 2 никому не подойдёт: класс таким не бывает"]


def test_a_rounded_key_has_nothing_between_its_steps():
    text = """показатель средний среднее отметок округлить до 0,01 половина вверх
таблица ступень по среднему единственная строка
  от 1 до 3,49 | 1
  от 3,5 до 5 | 2
показатель х ступень
"""
    assert tables(text) == []
    assert [said[:4] for said in tables(text.replace("3,49", "3,48"))] == ["L001"]


def test_a_search_without_end_is_given_up_in_words():
    # Which rows cover everything is as hard to say as whether a formula of three letters a clause can be satisfied.
    names = [f"ф{letter}{number}" for letter in "абвгдежз" for number in "абвгдеж"]
    random = Random(7)
    rows = []
    for _ in range(330):
        asked = dict.fromkeys(random.sample(names, 3), "")
        rows.append(" | ".join(random.choice(["да", "нет"]) if name in asked else "любой" for name in names) + " | 1")
    fields = "".join(f"  {name} да/нет\n" for name in names)
    text = f"сведения лицо\n{fields}таблица сито по {'; '.join(names)}\n  первая строка\n  " + "\n  ".join(rows)

    said = tables(f"{text}\nпоказатель х для лиц сито\n")

    assert [each for each in said if "L004" not in each] == [
        "L006 таблица «сито» слишком велика, чтобы проверить, все ли случаи в ней есть"
    ]
