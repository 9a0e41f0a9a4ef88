"""What the outline of a program does not show: tables, catalogues, parameters, layers, examples, forms, cost."""

from datetime import date
from fractions import Fraction

import pytest

from iomrules.diagnostics import Severity
from iomrules.facts.record import EnumKind, KeyKind, ListKind, NumberKind
from iomrules.parse.reader import read
from iomrules.program import core
from iomrules.program.forms import print_forms
from iomrules.program.morphology import word_forms
from iomrules.program.passes import PASSES, Checked, LayerSource, check_program
from iomrules.source import SourceText
from iomrules.values import ABSENT, Member, Unknown

PERSON = """
перечень предмет химия; биология; физика
перечень уровень по возрастанию школьный; региональный; всероссийский
сведения ученик
  класс целое от 1 до 11
  отметки отметка по каждому предмету
  уровень уровень
  предмет предмет
  пожелания список курсов не более 5
  балл_егэ число может отсутствовать
  зачислен да/нет
сведения курс
  название текст
  часы ч/нед
  помещение текст может отсутствовать
  предметы список предметов не более 3
справочник курсы список курсов не более 20
"""


def layer(text: str, name: str = "набор", **said: str) -> LayerSource:
    tree, mistakes = read(SourceText(f"{name}.iom", f"набор правил {name}\n{text}"))
    assert not mistakes, [each.message for each in mistakes]
    return LayerSource((tree,), **said)


def check(*layers: LayerSource, **said: object) -> core.Program:
    checked = check_program(layers, generate_forms=word_forms, **said)  # type: ignore[arg-type]
    assert checked.program is not None, [(str(each.span), each.message) for each in checked.diagnostics]
    return checked.program


def member(enumeration: str, name: str, rank: int) -> Member:
    return Member(enumeration, name, rank)


def mistakes(checked: Checked) -> list[str]:
    return [each.code for each in checked.diagnostics if each.severity is Severity.ERROR]


# --- schema ------------------------------------------------------------------------------------------------


def test_a_list_of_a_catalogues_records_is_a_list_of_its_keys():
    shape = check(layer(PERSON)).schema.shapes["ученик"]

    assert shape.person
    assert shape.fact("пожелания").kind == ListKind(KeyKind("курсы"), 5)
    assert shape.fact("уровень").kind == EnumKind("уровень")


def test_records_that_are_elements_are_no_persons():
    assert check(layer(PERSON)).person_shapes() == ("ученик",)


def test_forms_of_declared_names_lead_to_them():
    forms = check(layer(PERSON)).schema.forms

    assert forms["отметок"] == "отметки"
    assert forms["всероссийского"] == "всероссийский"


# --- tables ------------------------------------------------------------------------------------------------


def table(text: str, **said: object) -> core.Table:
    return check(layer(f"{PERSON}\nтаблица баллы {text}"), **said).tables["баллы"]


def test_keys_across_and_down_give_the_same_rows():
    across = table(
        "по уровню; предмету единственная строка\n | химия | физика\n школьный | 1 | 2\n региональный | | 3\n"
    )
    down = table(
        "по уровню; предмету единственная строка\n школьный | химия | 1\n школьный | физика | 2\n"
        " региональный | физика | 3\n"
    )

    assert across == down
    assert [row.result for row in across.rows] == [1, 2, 3]


def test_cells_of_keys_may_be_bands_lists_and_anything():
    made = table("по классу; уровню первая строка\n 5–9 | любой | 1\n 10; 11 | не ниже регионального | 2\n")

    assert [row.tests for row in made.rows] == [
        (core.InBand(5, 9), core.Anything()),
        (core.Is((10, 11)), core.InBand(member("уровень", "региональный", 1))),
    ]


def test_a_heading_that_names_the_keys_is_no_row():
    made = table("по классу первая строка\n класс | баллы\n 5 | 1\n")

    assert len(made.rows) == 1


def test_no_in_a_key_cell_is_a_key_known_to_be_absent():
    made = table("по балл_егэ первая строка\n нет | 0\n больше 50 | 1,5\n")

    assert [row.tests[0] for row in made.rows] == [core.IsAbsent(), core.InBand(50, None, low_strict=True)]
    assert made.rows[1].result == Fraction(3, 2)
    assert made.kind == NumberKind()


def test_a_table_in_a_file_reads_like_one_typed():
    keys = "по уровню; классу единственная строка"
    typed = table(f"{keys}\n | 5–9 | 10\n школьный | 1 | 2\n не ниже регионального | 1,5 | 3\n")
    cells = (("", "5–9", "10", ""), ("школьный", "1", "2"), ("не ниже регионального", "1,5", "3"))
    kept = table(f"{keys} из файла «баллы.xlsx» лист «Лист1»", tables={("баллы.xlsx", "Лист1"): cells})

    assert kept == typed


def test_rows_have_dates_and_a_basis():
    made = table(
        "по классу единственная строка\n 5 | 1 с 01.09.2025 по 31.08.2026 согласно «Приказ № 1»\n 5 | 2 с 01.09.2026\n"
    )

    assert (made.rows[0].begin, made.rows[0].end) == (date(2025, 9, 1), date(2026, 8, 31))
    assert made.rows[0].basis == "Приказ № 1"


# --- catalogues and parameters -----------------------------------------------------------------------------


COURSES = """
дополнить курсы
  | код       | название              | часы | помещение | предметы      |
  | роботы    | «Робототехника»       | 2    |           | физика        |
  | медицина  | «Введение в медицину» | 1,5  | «Класс 5» | химия; биология |
  | лекторий  | «Лекторий»            | неизвестно | нет  | нет           |
"""


def test_entries_are_read_by_their_fields_kinds():
    robots, medicine, lectures = check(layer(PERSON + COURSES)).schema.catalogues["курсы"].rows

    assert (robots.key, robots.fields["помещение"]) == ("роботы", ABSENT)
    assert medicine.fields["часы"] == Fraction(3, 2)
    assert medicine.fields["предметы"] == (member("предмет", "химия", 0), member("предмет", "биология", 1))
    assert isinstance(lectures.fields["часы"], Unknown)
    assert lectures.fields["предметы"] == ()


def test_entries_in_a_file_read_like_those_typed():
    cells = (
        ("код", "название", "часы", "помещение", "предметы"),
        ("роботы", "Робототехника", "2", "", "физика"),
        ("медицина", "Введение в медицину", "1,5", "Класс 5", "химия; биология"),
    )
    kept = check(layer(PERSON + "дополнить курсы из файла «курсы.xlsx»"), tables={("курсы.xlsx", ""): cells})

    assert kept.schema.catalogues["курсы"].rows == check(layer(PERSON + COURSES)).schema.catalogues["курсы"].rows[:2]


def test_another_ruleset_adds_entries_to_a_catalogue():
    rows = "дополнить курсы\n код | название | часы | предметы\n хор | «Хор» | 1 | нет\n"
    more = layer(rows, "плагин", origin="плагин")

    keys = [entry.key for entry in check(layer(PERSON + COURSES), more).schema.catalogues["курсы"].rows]

    assert keys == ["роботы", "медицина", "лекторий", "хор"]


def test_a_parameters_values_keep_their_dates_and_unit():
    text = PERSON + "параметр порог 55 баллов с 01.09.2021 60 баллов с 01.09.2026 можно уточнить"

    made = check(layer(text)).parameters["порог"]

    assert [(each.value, each.begin) for each in made.values] == [(55, date(2021, 9, 1)), (60, date(2026, 9, 1))]
    assert made.kind == NumberKind("балл", whole=True)


# --- layers ------------------------------------------------------------------------------------------------


REGION = """
  слой регион
сведения ученик
  класс целое
параметр порог 60 можно уточнить
правило допуск если класс больше порога можно уточнить
"""


def test_a_refined_parameter_keeps_all_its_values():
    school = layer("параметр порог_лицея 70 с 01.09.2026 уточняет порога", "лицей")

    made = check(layer(REGION, "область"), school).parameters

    assert list(made) == ["порог_лицея"]
    assert [each.value for each in made["порог_лицея"].values] == [60]
    [(about, [value])] = made["порог_лицея"].refinements
    assert (about.layer, about.ruleset, value.value, value.begin) == ("school", "лицей", 70, date(2026, 9, 1))


def test_a_refining_rule_stands_in_under_its_name_or_the_same():
    school = layer("правило допуск если класс больше 5 уточняет допуск", "лицей")

    made = check(layer(REGION, "область"), school).rules

    assert list(made) == ["допуск"]
    assert made["допуск"].about.layer == "school"
    assert [(about.name, about.layer) for about in made["допуск"].refined] == [("допуск", "region")]


def test_rulesets_are_told_lowest_layer_first_and_the_schools_own_names_the_program():
    made = check(layer("параметр п 1 можно уточнить", "лицей"), layer(REGION, "область"))

    assert made.rulesets == (("область", "", "region"), ("лицей", "", "school"))
    assert made.about.name == "лицей"


# --- examples ----------------------------------------------------------------------------------------------


def test_an_example_gives_facts_in_plain_form():
    text = (
        PERSON
        + COURSES
        + "правило допуск если класс больше 5\n"
        + "пример «всё» дано класс 9; отметка по химии 5; остальные отметки 4; пожелания (роботов; медицины);"
        + " балл_егэ нет; зачислен неизвестно; уровень региональный на дату 01.10.2026 ожидается допуск да"
    )

    [example] = check(layer(text)).examples

    assert dict(example.facts) == {
        "класс": 9,
        "отметки": {"химия": 5, "биология": 4, "физика": 4},
        "пожелания": ["роботы", "медицина"],
        "балл_егэ": "нет",
        "зачислен": None,
        "уровень": "региональный",
    }
    assert example.on == date(2026, 10, 1)


def test_numbers_of_an_example_are_exact():
    [example] = check(layer(PERSON + "пример «балл» дано балл_егэ 4,35")).examples

    assert example.facts["балл_егэ"] == "4.35"


def test_an_expected_reason_is_resolved_to_declared_names():
    text = (
        PERSON
        + "показатель средний_балл среднее отметок\nправило допуск если средний_балл не меньше 4,5\n"
        + "пример «нет» дано класс 9 ожидается допуск нет потому что средний_балл 4,14 меньше 4,5 и отметка по химии 3"
    )

    [[first, second]] = [expected.because for expected in check(layer(text)).examples[0].expected]

    assert (first.name, first.value, first.operator) == ("средний_балл", Fraction(207, 50), "<")
    assert first.bound == Fraction(9, 2)
    assert (second.name, second.key, second.value) == ("отметки", "химия", 3)


# --- the whole ---------------------------------------------------------------------------------------------


def test_each_name_comes_after_all_it_reads():
    text = (
        PERSON + "правило итог если сумма_всех больше порога_учёбы\nпоказатель сумма_всех учёба + 1\n"
        "рейтинг учёба критерий балл класс * 2\nпоказатель порог_учёбы класс"
    )

    order = check(layer(text)).order

    assert order == ("учёба", "сумма_всех", "порог_учёбы", "итог")


def test_an_indicator_is_not_looked_into_in_the_middle_of_what_it_depends_on():
    text = (
        PERSON + "показатель баллы по каждому предмету лучшее из отметка по предмету среди строк\n"
        "показатель итог баллы сумма лучших 2\nсведения строка\n  предмет предмет\n"
    ).replace("  зачислен", "  строки список строк не более 5\n  зачислен")

    assert check(layer(text)).order == ("баллы", "итог")


def test_stored_forms_are_enough_without_the_dictionary():
    text = layer(PERSON + "правило допуск если отметка по химии не меньше 4")
    first = check_program([text], generate_forms=word_forms)
    stored = LayerSource(text.trees, forms=print_forms(first.forms[0].table))

    second = check_program([stored])

    assert first.forms[0].changed
    assert not second.forms[0].changed
    assert second.program == first.program


def test_names_without_stored_forms_are_named_as_lacking():
    checked = check_program([layer("сведения ученик\n класс целое")])

    assert checked.forms[0].lacking == ("ученик", "класс")


def test_the_main_ruleset_need_not_come_first_and_a_plugin_needs_no_header():
    tree, _ = read(SourceText("плагин.iom", "параметр порог 5 можно уточнить"))
    plugin = LayerSource((tree,), layer="profile", origin="профиль")

    made = check(plugin, layer(PERSON, "лицей"))

    assert made.about.name == "лицей"
    assert made.parameters["порог"].about.ruleset == "профиль"


def test_nothing_to_check_is_an_empty_program():
    checked = check_program([])

    assert checked.program is not None
    assert checked.diagnostics == ()


def test_mistakes_of_all_files_come_in_the_order_given():
    files = [
        read(SourceText(name, text))[0]
        for name, text in (
            ("2.iom", "правило б если неведомое"),
            ("1.iom", "набор правил лицей\nсведения ученик\n  класс целое\nправило а если класс = да"),
        )
    ]

    checked = check_program([LayerSource(tuple(files))])

    assert [(each.span.source, each.code) for each in checked.diagnostics] == [("2.iom", "R012"), ("1.iom", "R023")]


def test_two_mistakes_in_one_condition_are_both_told():
    text = PERSON + "правило допуск если неведомое и класс = да и есть прогулы где номер больше 3"

    assert mistakes(check_program([layer(text)], generate_forms=word_forms)) == ["R012", "R023", "R012"]


@pytest.mark.parametrize("text", [PERSON, PERSON + COURSES, REGION])
def test_the_same_text_gives_the_same_program(text):
    assert check(layer(text)) == check(layer(text))


def test_every_pass_says_what_it_does():
    assert all(each.__doc__ for each in PASSES)
