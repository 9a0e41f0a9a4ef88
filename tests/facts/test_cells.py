"""One cell's text as a value."""

import json
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomrules.facts import cells
from iomrules.facts.delimited import delimited_sheet, likely_delimiter
from iomrules.facts.encodings import decode
from iomrules.facts.letters import as_cyrillic, fold, hidden_character
from iomrules.facts.vocabulary import Vocabulary
from iomrules.values import decimal_text
from tests.facts.school import RESULTS, SCHEMA, STAGES

HERE = Path(__file__).parent
FACTS = [json.loads(line) for line in (HERE / "messy/parsing_facts.jsonl").read_text("utf-8").splitlines()]
HIDDEN = (HERE / "bad/invisible_and_bidi.jsonl").read_text("utf-8").strip().split("\n")


def member(enumeration, word):
    found = Vocabulary(SCHEMA).member(enumeration, word)
    return found[0].name if found else None


READ = {
    "date": lambda text: day.isoformat() if (day := cells.day(text)) else None,
    "school_year": cells.school_year,
    "class_name": cells.class_name,
    "gender": lambda text: (cells.sex(text) or "").upper(),
    "delimiter": likely_delimiter,
    "csv_rows": lambda text: [list(row) for row in delimited_sheet(text, "a.csv").rows if row],
    "cp1251_bytes_hex": lambda text: decode(bytes.fromhex(text), "a.csv"),
    "same_person": lambda names: fold(names[0]) == fold(names[1]),
    "vsosh_stage": lambda text: member(STAGES, text),
    "vsosh_status": lambda text: member(RESULTS, text),
}


@pytest.mark.parametrize(
    "case", [case for case in FACTS if case["kind"] in READ], ids=lambda c: f"{c['kind']}-{c['input']}"
)
def test_a_known_fact_of_parsing_holds(case):
    assert READ[case["kind"]](case["input"]) == case["expected"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("4,5", Fraction(9, 2)),
        ("4.50", Fraction(9, 2)),
        ("1\u00a0234,50", Fraction(2469, 2)),
        ("1 234 567", 1234567),
        ("−3", -3),
        ("+7", 7),
        ("005", 5),
        (4.35, Fraction(87, 20)),
        (5.0, 5),
        (0.1 + 0.2, Fraction(3, 10)),
    ],
)
def test_a_number_is_read_exactly(text, number):
    assert cells.number(text) == number
    assert not isinstance(cells.number(text), float)


@pytest.mark.parametrize(
    "text",
    ["", "4 5", "1 23", "1,2,3", "1.234,5", "1e3", "٤", "½", "∞", "nan", "0x1F", "1_000", "5-", "4/5", "9" * 41, True,
     float("nan"), float("inf"), date(2026, 9, 1)],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    assert cells.number(text) is None


def test_a_unit_may_stand_after_the_number():
    assert cells.number("5 ч/нед", "ч/нед") == 5
    assert cells.number("50%", "%") == 50
    assert cells.number("5 кг", "ч/нед") is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.sampled_from(",."))
def test_every_decimal_a_person_types_is_read_back(digits, places, mark):
    number = Fraction(digits, 10**places)

    assert cells.number(decimal_text(number, mark)) == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9).map(lambda f: round(f, 4)))
def test_a_number_of_a_spreadsheet_is_what_its_cell_shows(shown):
    assert cells.exact(shown) == Fraction(format(shown, ".15g"))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_is_read_back_in_either_order(day):
    assert cells.day(f"{day.day:02}.{day.month:02}.{day.year}") == day
    assert cells.day(f"{day.day}.{day.month}.{day.year}") == day
    assert cells.day(day.isoformat()) == day
    assert cells.day(datetime(day.year, day.month, day.day, 12)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text):
    for read in (cells.number, cells.day, cells.truth, cells.class_name, cells.school_year, cells.sex, cells.cell_text):
        read(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("1 сентября 2010", date(2010, 9, 1)), ("9 мая 2011 г.", date(2011, 5, 9)), ("01.09.24", date(2024, 9, 1)),
     ("31.12.98", date(1998, 12, 31)), ("05/04/2013", None), ("2010", None), ("00.00.0000", None), ("12.31.2010", None),
     ("01.01.1812", None), (41369.0, date(2013, 4, 5))],
)  # fmt: skip
def test_dates_as_people_write_them(text, day):
    assert cells.day(text) == day


def test_the_same_number_of_days_is_another_date_in_a_workbook_counted_from_1904():
    assert cells.day("41369", date1904=True) == date(2017, 4, 6)


@pytest.mark.parametrize("word", ["да", "Да", "+", "✓", "1", "true", "YES", True, 1.0])
def test_yes_in_any_of_its_marks(word):
    assert cells.truth(word) is True


@pytest.mark.parametrize("word", ["нет", "-", "−", "0", "False", "no", False, 0.0])
def test_no_in_any_of_its_marks(word):
    assert cells.truth(word) is False


@pytest.mark.parametrize("name", ["13А", "0А", "А", "9Z", "9/А", "девятый", "9АБВГ"])
def test_what_is_no_class_is_refused(name):
    assert cells.class_name(name) is None


def test_a_name_in_one_cell_is_taken_apart():
    assert cells.person_name("Алиев Руслан Ильгар оглы") == ("Алиев", "Руслан", "Ильгар оглы")
    assert cells.person_name("Де Виль Марк Эдуардович") == ("Де Виль", "Марк", "Эдуардович")
    assert cells.person_name("ван дер Линден Пётр") == ("ван дер Линден", "Пётр", "")
    assert cells.person_name("Кузнецова (Петрова) Ольга Никитична") == ("Кузнецова (Петрова)", "Ольга", "Никитична")
    assert cells.person_name("Мамин - Сибиряк Дмитрий") == ("Мамин-Сибиряк", "Дмитрий", "")
    assert cells.person_name("Сидоров, Пётр") == ("Сидоров", "Пётр", "")
    assert cells.person_name("Ким") == ("Ким", "", "")


@pytest.mark.parametrize(
    "case", [json.loads(line) for line in HIDDEN],
    ids=lambda case: case["name"],
)  # fmt: skip
def test_what_nobody_sees_is_noticed_unless_it_is_a_space(case):
    spaces = {"NBSP", "NNBSP", "IDSP"}

    assert hidden_character(case["in_word"]) == ("" if case["name"] in spaces else case["code"])


def test_look_alike_letters_become_russian_and_latin_words_stay():
    assert as_cyrillic("Kлаcc") == "Класс"
    assert as_cyrillic("9A") == "9А"
    assert as_cyrillic("Python") == "Python"


@pytest.mark.parametrize(
    "number",
    [10**5000, -(10**5000) - 7, Fraction(10**4500, 3), Fraction(10**9000 + 1, 10**4500)],
    ids=["whole", "negative", "fraction", "decimal"],
)
def test_a_number_longer_than_python_spells_at_once_is_spelled_whole(number):
    above, _, below = decimal_text(number).partition("/")
    whole, _, places = above.partition(".")

    assert Fraction(_whole(whole + places), 10 ** len(places) * _whole(below or "1")) == number


def _whole(digits):
    """`int` of any length."""
    sign, digits = (-1, digits[1:]) if digits.startswith("-") else (1, digits)
    found = 0
    for begin in range(0, len(digits), 900):
        part = digits[begin : begin + 900]
        found = found * 10 ** len(part) + int(part)
    return sign * found
