"""Words of Russian and English documents: numbers, dates, lists, people in cases. People are invented or literary."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iomrules.write import words_en
from iomrules.write.names_ru import (
    Case,
    Sex,
    full_name_in_case,
    initials,
    name_in_case,
    person_word,
    pupil_of_class,
    read_sex,
    sex_of,
)
from iomrules.write.words_ru import (
    blank_date,
    capitalise_first,
    counted,
    counted_genitive,
    date_long,
    date_short,
    join_list,
    month_genitive,
    number_text,
    plural,
    plural_noun,
    quoted,
    school_year_long,
    school_year_of,
    school_year_short,
)

# Numbers and nouns


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0 баллов"),
        (1, "1 балл"),
        (2, "2 балла"),
        (5, "5 баллов"),
        (11, "11 баллов"),
        (14, "14 баллов"),
        (21, "21 балл"),
        (111, "111 баллов"),
        (-1, "−1 балл"),
        (Fraction(9, 2), "4,5 балла"),
        (Fraction(21, 2), "10,5 балла"),
        (Fraction(6, 2), "3 балла"),
        (Fraction(1, 3), "1/3 балла"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int | Fraction, expected: str) -> None:
    assert counted(number, "балл") == expected


@given(st.integers())
def test_plural_follows_the_last_digits(number: int) -> None:
    digits = str(abs(number)).rjust(2, "0")
    expected = "many"
    if digits[-2] != "1" and digits[-1] == "1":
        expected = "one"
    elif digits[-2] != "1" and digits[-1] in "234":
        expected = "few"

    assert plural(number, "one", "few", "many") == expected
    assert plural(Fraction(number), "one", "few", "many") == expected


@given(st.fractions().filter(lambda number: number.denominator != 1))
def test_a_fraction_takes_the_genitive_singular(number: Fraction) -> None:
    assert plural(number, "one", "few", "many") == "few"


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (1, "ученик", "ученик"),
        (2, "ученик", "ученика"),
        (12, "ученик", "учеников"),
        (3, "час в неделю", "часа в неделю"),
        (5, "год", "лет"),
        (2, "обучающийся", "обучающихся"),
        (6, "четверть", "четвертей"),
        (5, "нечто иное", "нечто иное"),
    ],
)
def test_a_known_noun_is_declined_and_what_follows_it_stays(number: int, noun: str, expected: str) -> None:
    assert plural_noun(number, noun) == expected


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (1, "балл", "1 балла"),
        (2, "балл", "2 баллов"),
        (21, "балл", "21 балла"),
        (11, "балл", "11 баллов"),
        (Fraction(9, 2), "час в неделю", "4,5 часа в неделю"),
        (2, "год", "2 лет"),
        (1, "обучающийся", "1 обучающегося"),
        (3, "нечто", "3 нечто"),
    ],
)
def test_after_not_less_than_stands_the_genitive(number: int | Fraction, noun: str, expected: str) -> None:
    assert counted_genitive(number, noun) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (4, "4"),
        (1258, "1258"),
        (12500, "12\u202f500"),
        (1234567, "1\u202f234\u202f567"),
        (Fraction(-1234567, 100), "−12\u202f345,67"),
        (Fraction(1, 8), "0,125"),
        (Fraction(-100000, 3), "−100000/3"),
    ],
)
def test_a_number_is_written_with_a_comma_and_thin_spaces(number: int | Fraction, expected: str) -> None:
    assert number_text(number) == expected


# Dates and text


def test_dates_as_documents_have_them() -> None:
    day = date(2026, 9, 1)

    assert date_short(day) == "01.09.2026"
    assert date_long(day) == "1 сентября 2026 г."
    assert blank_date() == "«___» ____________ 20__ г."
    assert blank_date(2026) == "«___» ____________ 2026 г."
    assert [month_genitive(month) for month in (1, 3, 5, 8)] == ["января", "марта", "мая", "августа"]


def test_a_school_year_begins_in_september() -> None:
    assert school_year_of(date(2026, 9, 1)) == school_year_of(date(2027, 8, 31)) == 2026
    assert school_year_short(2026) == "2026/27"
    assert school_year_short(2099) == "2099/00"
    assert school_year_long(2026) == "2026–2027 учебный год"


@given(st.dates(max_value=date(9999, 12, 30)))
def test_no_two_days_are_written_alike(day: date) -> None:
    for written in (date_short, date_long, words_en.date_short, words_en.date_long):
        assert written(day) != written(day + timedelta(days=1))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ""),
        (["а"], "а"),
        (["а", "б"], "а и б"),
        (["а", "б", "в"], "а, б и в"),
        (["а, б", "в", "г"], "а, б; в; и г"),
    ],
)
def test_a_list_ends_with_and(parts: list[str], expected: str) -> None:
    assert join_list(parts) == expected


def test_quotes_inside_quotes_are_the_inner_kind() -> None:
    assert quoted("Маршруты") == "«Маршруты»"
    assert quoted('Лицей "Эврика"') == quoted("Лицей «Эврика»") == "«Лицей „Эврика“»"


def test_the_first_letter_becomes_a_capital_and_the_rest_stays() -> None:
    assert capitalise_first("допуск к ОГЭ") == "Допуск к ОГЭ"
    assert capitalise_first("«маршрут»") == "«Маршрут»"
    assert capitalise_first("10 баллов") == "10 баллов"
    assert capitalise_first("") == ""


# People


@pytest.mark.parametrize(
    ("name", "genitive", "dative", "instrumental"),
    [
        ("Салтыков-Щедрин|Михаил|Евграфович", "Салтыкова-Щедрина Михаила Евграфовича", "", ""),
        ("Римская-Корсакова|Анна|Ильинична", "Римской-Корсаковой Анны Ильиничны", "", ""),
        ("Хан-Магомедов|Заур|Асланович", "Хан-Магомедова Заура Аслановича", "Хан-Магомедову Зауру Аслановичу", ""),
        ("Тер-Петросян|Ашот|Арамович", "Тер-Петросяна Ашота Арамовича", "", ""),
        ("Де Виль|Марк|Эдуардович", "Де Виля Марка Эдуардовича", "", ""),
        ("Алиев|Руслан|Ильгар оглы", "Алиева Руслана Ильгар оглы", "Алиеву Руслану Ильгар оглы", ""),
        ("Гасанова|Лейла|Рустам кызы", "Гасановой Лейлы Рустам кызы", "", ""),
        ("Мамедов|Эльчин|Ильгар-оглы", "Мамедова Эльчина Ильгар-оглы", "", ""),
        ("Цой|Виктор|Робертович", "Цоя Виктора Робертовича", "Цою Виктору Робертовичу", "Цоем Виктором Робертовичем"),
        ("О|Сергей|Павлович", "О Сергея Павловича", "", ""),
        ("Ли|Анна-Мария|Сергеевна", "Ли Анны-Марии Сергеевны", "Ли Анне-Марии Сергеевне", ""),
        ("Ким|Анна|Петровна", "Ким Анны Петровны", "", ""),
        ("Ким|Олег|Петрович", "Кима Олега Петровича", "", ""),
        ("Кузнецова|Ольга|Никитична", "Кузнецовой Ольги Никитичны", "Кузнецовой Ольге Никитичне", ""),
        ("КУЗНЕЦОВА|ОЛЬГА|НИКИТИЧНА", "КУЗНЕЦОВОЙ ОЛЬГИ НИКИТИЧНЫ", "", ""),
        ("кузнецова|ольга|никитична", "кузнецовой ольги никитичны", "", ""),
        ("Кузнецова (Петрова)|Ольга|Никитична", "Кузнецовой (Петровой) Ольги Никитичны", "", ""),
        ("Фёдоров|Артём|Семёнович", "Фёдорова Артёма Семёновича", "", "Фёдоровым Артёмом Семёновичем"),
        ("Федоров|Петр|Семенович", "Федорова Петра Семеновича", "", ""),
        ("Черных|Лев|Львович", "Черных Льва Львовича", "", ""),
        ("Глинка|Илья|Ильич", "Глинки Ильи Ильича", "Глинке Илье Ильичу", "Глинкой Ильёй Ильичем"),
        ("Коломиец|Никита|Фомич", "Коломийца Никиты Фомича", "", ""),
        ("Коломиец|Дарья|Фоминична", "Коломиец Дарьи Фоминичны", "", ""),
        ("Толстая|Любовь|Львовна", "Толстой Любови Львовны", "", "Толстой Любовью Львовной"),
        ("Мицкевич|Данила|Лукич", "Мицкевича Данилы Лукича", "", ""),
        ("Шевченко|Юрий|Юрьевич", "Шевченко Юрия Юрьевича", "", "Шевченко Юрием Юрьевичем"),
    ],
)
def test_names_stand_in_their_case(name: str, genitive: str, dative: str, instrumental: str) -> None:
    surname, given_name, patronymic = name.split("|")

    assert full_name_in_case(surname, given_name, patronymic, "родительный") == genitive
    for case, expected in ((Case.DATIVE, dative), (Case.INSTRUMENTAL, instrumental)):
        assert expected in ("", full_name_in_case(surname, given_name, patronymic, case))


def test_the_prepositional_of_a_name_in_iy_ends_in_ii() -> None:
    assert name_in_case("Сибиряк", "Дмитрий", "Ильич", Case.PREPOSITIONAL)[1] == "Дмитрии"


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Кузнецова|Ольга|", None),
        ("Кузнецова|О.|Н.", "ж"),
        ("Ким|Чен Ир|", "м"),
        ("Щ|Щ|Щ", "м"),
        ("Iванов|Павло|", "м"),
        ("Ivanov|Ivan|", "м"),
        ("Фёдopoв|Артём|", "м"),
        ("Әлиев|Айбек|Нұрланұлы", "м"),
        ("Иванов 2|Иван|Иванович", None),
        ("||", "м"),
        ("-|-|-", "м"),
        ("Петрова|Анна|Ильинична", "м"),
    ],
)
def test_an_uncertain_name_stays_in_the_nominative_whole(name: str, sex: str | None) -> None:
    parts = tuple(name.split("|"))

    assert all(name_in_case(*parts, case, sex) == parts for case in Case)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.sampled_from(Case), st.sampled_from(Sex))
def test_no_text_for_a_name_fails(surname: str, given_name: str, patronymic: str, case: Case, sex: Sex) -> None:
    assert len(name_in_case(surname, given_name, patronymic, case, sex)) == 3


russian = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-", min_size=1, max_size=9)


@example("ый", "аа", Case.GENITIVE, Sex.MALE)
@given(russian, russian, st.sampled_from(Case), st.sampled_from(Sex))
def test_a_name_keeps_its_beginning_in_every_case(surname: str, given_name: str, case: Case, sex: Sex) -> None:
    declined = name_in_case(surname.title(), given_name.title(), "", case, sex)

    assert declined[0][:1] == surname.title()[:1]
    assert declined[1][:1] == given_name.title()[:1]


@pytest.mark.parametrize(
    ("patronymic", "sex"),
    [
        ("Ильич", Sex.MALE),
        ("Евграфович", Sex.MALE),
        ("Никитична", Sex.FEMALE),
        ("Петровна", Sex.FEMALE),
        ("Ильгар оглы", Sex.MALE),
        ("Ильгар-оглы", Sex.MALE),
        ("Рустам КЫЗЫ", Sex.FEMALE),
        ("", None),
        ("Н.", None),
        ("Чен", None),
    ],
)
def test_the_patronymic_tells_the_sex(patronymic: str, sex: Sex | None) -> None:
    assert sex_of(patronymic) is sex


def test_registers_name_the_sex_in_many_ways() -> None:
    assert {read_sex(text) for text in ("М", "муж.", "Мужской", " male ")} == {Sex.MALE}
    assert {read_sex(text) for text in ("Ж", "жен", "женский", "F")} == {Sex.FEMALE}
    assert read_sex("н/д") is None


def test_words_for_people_agree_with_the_person() -> None:
    assert pupil_of_class("10А", Case.GENITIVE) == "обучающегося 10А класса"
    assert pupil_of_class("10А", "дательный", "ж") == "обучающейся 10А класса"
    assert pupil_of_class("", Case.GENITIVE, Sex.MALE, "ученик") == "ученика"
    assert person_word("ученик", Case.GENITIVE) == "ученика/ученицы"
    assert person_word("директор", Case.DATIVE, Sex.FEMALE) == "директору"
    assert person_word("капитан", Case.DATIVE) == "капитан"


def test_initials_are_unbroken() -> None:
    assert initials("Анна-Мария", "Сергеевна") == "А.-М.\u00a0С."
    assert initials("О.Н.") == "О.\u00a0Н."
    assert initials("Руслан", "Ильгар оглы") == initials("Руслан", "Ильгар-оглы") == "Р.\u00a0И."


# English


def test_english_words_count_and_list_alike() -> None:
    day = date(2026, 9, 1)

    assert words_en.counted(1, "point") == "1 point"
    assert words_en.counted(Fraction(9, 2), "hour a week") == "4.5 hours a week"
    assert words_en.counted(0, "category") == "0 categories"
    assert words_en.counted(2, "criterion") == "2 criteria"
    assert words_en.number_text(-12500) == "−12,500"
    assert words_en.date_short(day) == "2026-09-01"
    assert words_en.date_long(day) == "1 September 2026"
    assert words_en.join_list(["a", "b", "c"]) == "a, b and c"
    assert words_en.quoted("route") == "“route”"
    assert words_en.capitalise_first("route") == "Route"
