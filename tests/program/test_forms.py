"""Forms of declared names: made by the dictionary once, kept as a table, looked up without it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomrules.program.forms import (
    HEADER,
    FormTable,
    NameForms,
    TableMistake,
    fold,
    lacking_names,
    print_forms,
    read_forms,
    update_forms,
)
from iomrules.program.morphology import word_forms
from iomrules.program.vocabulary import make_vocabulary

FIELD_NAMES = """
отметки достижения пожелания курс класс ученик предмет уровень результат вид дата средний_балл порог_одарённости
баллы_за_олимпиаду академическая_задолженность Армавирский_медицинский_колледж индивидуальный_проект остаток_часов
направление полезность направленность школьный муниципальный зональный региональный межрегиональный всероссийский
международный районный краевой окружной заключительный областной республиканский федеральный городской участник призёр
победитель лауреат дипломант олимпиада конкурс проект спорт самоуправление публикация русский_язык литература
родной_язык иностранный_язык второй_иностранный_язык математика алгебра геометрия вероятность_и_статистика информатика
история обществознание география физика химия биология физическая_культура ОБЗР музыка технология труд экономика право
астрономия кубановедение естествознание химия_углублённая биология_углублённая математика_углублённая технологический
медико_биологический социально_экономический естественно_научный гуманитарный универсальный социально_гуманитарный
физико_математический рейтинг_портфолио успеваемость проектная_деятельность спортивное_достижение волонтёрство
допуск_к_медико_биологическому допуск_к_технологическому участие_в_самоуправлении основы_робототехники тьютор
занимательная_медицина химия_расчётных_задач социальные_отношения юные_полиглоты решение_задач анатомия биотехнология
основы_сестринского_дела первая_помощь латинский_язык финансовая_грамотность профильная_смена Сириус Кванториум
технопарк кружок приглашение отчётность_о_проекте ВсОШ ЕГЭ балл_ОГЭ награда аттестат аттестат_с_отличием медаль
четверть полугодие учебный_год период очный заочный дистанционный личный командный коллективный базовый углублённый
учитель наставник классный_руководитель педагог_психолог заместитель_директора дефицит_педагога мероприятие
повышение_квалификации самообразование методический предметный психолого_педагогический коммуникативный кабинет
оборудование медико_биологический_класс инженерный_класс свободные_места недельная_нагрузка пропуски болезнь
уважительная_причина согласие_родителей заявление желание_ученика рекомендация_психолога группа_здоровья балл
процент доля_пятёрок количество_побед лучший_результат итоговый_балл итоговая_отметка сведения обучающийся
одарённый_ребёнок призовое_место документ приказ протокол педсовет пункт партнёр модуль подтверждено
""".split()


# Making forms


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("отметки", "отметка отметку отметке отметкой отметок отметками"),
        ("достижения", "достижение достижений достижении достижениях"),
        ("курсы", "курс курса курсов"),
        ("пожелания", "пожелание пожеланий"),
        ("средний_балл", "среднего_балла среднему_баллу средним_баллом средние_баллы"),
        ("баллы_за_олимпиаду", "балл_за_олимпиаду баллов_за_олимпиаду баллами_за_олимпиаду"),
        ("академическая_задолженность", "академической_задолженности академическую_задолженность"),
        ("Армавирский_медицинский_колледж", "армавирского_медицинского_колледжа армавирским_медицинским_колледжем"),
        ("химия_углублённая", "химии_углублённой химию_углублённую"),
        ("порог_одарённости", "порога_одарённости порогом_одарённости"),
        ("допуск_к_медико_биологическому", "допуска_к_медико_биологическому допуском_к_медико_биологическому"),
        ("медико_биологический", "медико_биологического медико_биологическую медико_биологические"),
        ("физико_математический", "физико_математическому"),
        ("региональный", "регионального региональной региональном региональное региональных"),
        ("городской", "городского городской городская городском"),
        ("призёр", "призёра призёром призёры"),
        ("подтверждено", "подтверждён подтверждена подтверждены"),
        ("не_подтверждено", "не_подтверждена"),
        ("математика", "математики математике математику математикой"),
        ("химия", "химии химию химией"),
        ("второй_иностранный_язык", "второго_иностранного_языка"),
        ("вероятность_и_статистика", "вероятности_и_статистики вероятностью_и_статистикой"),
        ("музыка_и_танцы", "музыки_и_танцев музыкой_и_танцами"),
        ("педагог_психолог", "педагога_психолога педагоги_психологи"),
        ("мастер_класс", "мастер_класса мастер_классов"),
        ("бизнес_план", "бизнес_плана бизнес_планами"),
        ("часы", "час часа часов"),
        ("лучший_результат", "лучшего_результата"),
        ("обучающийся", "обучающегося обучающиеся обучающейся"),
        ("кубановедение", "кубановедения"),
        ("10_класс", "10_класса"),
        ("average_score", "average_scores"),
        ("category", "categories"),
        ("marks", "mark"),
        ("points_for_olympiad", "point_for_olympiad"),
    ],
)
def test_a_name_is_declined_by_its_head_and_what_agrees_with_it(name: str, expected: str) -> None:
    forms = word_forms(name)

    assert set(expected.split()) <= set(forms)
    assert forms[0] == name.casefold()


@pytest.mark.parametrize("name", ["ОБЗР", "ВсОШ", "ЕГЭ", "портфолио", "нпк", "11", "_", "ъъъ", "двадцать"])
def test_abbreviations_digits_and_unreadable_scraps_stay_as_they_are(name: str) -> None:
    assert word_forms(name) == (name.casefold(),)


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("математика", "математиком"),
        ("лучший_результат", "наихороший_результат"),
        ("отметка", "отметкою"),
        ("достижение", "достиженье"),
        ("проекты_по_химии_и_биологии", "проектов_по_химии_и_биологий"),
    ],
)
def test_neighbouring_words_and_bookish_variants_are_not_forms(name: str, absent: str) -> None:
    assert absent not in word_forms(name)


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_forms_of_the_fields_names_are_small_composed_letters_and_none_stands_twice(name: str) -> None:
    forms = word_forms(name)

    assert len(set(forms)) == len(forms)
    assert all(form == unicodedata.normalize("NFC", form).casefold() for form in forms)
    assert all(form.count("_") == name.count("_") for form in forms)
    assert len(forms) > 3 or name in {"ОБЗР", "ВсОШ", "ЕГЭ"}


def test_names_of_the_field_meet_only_where_the_words_themselves_do() -> None:
    table = update_forms(FormTable(), FIELD_NAMES, word_forms)
    known = make_vocabulary(FIELD_NAMES, [table], {})

    assert {each for word in known.derived if len(each := known.find(word, FIELD_NAMES)) > 1} == set()


# Keeping forms

words = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяёabcxyz_0123456789", min_size=1, max_size=12)
notes = st.lists(st.text("абв где", min_size=1).map(str.strip).filter(bool), max_size=2).map(tuple)
table_lines = st.builds(NameForms, words, st.lists(words, max_size=6).map(tuple), st.booleans(), notes)


@given(st.lists(table_lines, max_size=8, unique_by=lambda line: fold(line.name)))
def test_a_printed_table_reads_as_itself(lines: list[NameForms]) -> None:
    table = FormTable(tuple(sorted(lines, key=lambda line: (fold(line.name), line.name))))

    assert read_forms(print_forms(table)) == table


@given(st.text())
def test_any_text_reads_without_failing(text: str) -> None:
    table = read_forms(text)

    assert read_forms(print_forms(table)).lines == table.lines


@given(st.text("абвгдеёАБЁйЙabcABC_"))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_the_table_is_readable_text_sorted_by_name() -> None:
    table = update_forms(FormTable(), ["химия", "балл"], lambda name: (name, f"{name}_1", f"{name}_2"))

    assert print_forms(table) == HEADER + "балл: балл_1 балл_2\nхимия: химия_1 химия_2\n"


def test_new_names_get_lines_and_lines_of_names_gone_are_dropped() -> None:
    table = read_forms("балл: балла\nкурс: курса\n")

    updated = update_forms(table, ["балл", "химия"], lambda name: (name, "химии"))

    assert [(line.name, line.forms) for line in updated.lines] == [("балл", ("балла",)), ("химия", ("химии",))]


def test_lines_corrected_by_hand_stay_with_their_note_even_when_the_name_is_gone() -> None:
    text = HEADER + "// так говорят в нашем лицее\n= балл: балла баллу\n"

    assert print_forms(update_forms(read_forms(text), [], word_forms)) == text


def test_another_dictionary_changes_no_line_silently() -> None:
    table = read_forms("балл: балла\n")

    assert update_forms(table, ["балл"], lambda _: ("совсем", "другое")) == table


def test_a_name_respelled_with_yo_or_capitals_keeps_its_line() -> None:
    updated = update_forms(read_forms("= призер: призера\n"), ["Призёр"], word_forms)

    assert updated.lines == (NameForms("Призёр", ("призера",), by_hand=True),)


def test_unreadable_lines_are_told_by_number() -> None:
    table = read_forms("балл: балла\n<<<<<<< HEAD\n=======\nдва слова: слов\nбалл: баллу\n")

    assert table.lines == (NameForms("балл", ("балла",)),)
    assert table.mistakes == (
        TableMistake(2, "<<<<<<< HEAD"),
        TableMistake(3, "======="),
        TableMistake(4, "два слова: слов"),
        TableMistake(5, "балл: баллу"),
    )
    assert table.places["балл"] == 1


def test_names_without_a_line_are_told() -> None:
    assert lacking_names(read_forms("балл: балла\n"), ["Балл", "химия", "химия"]) == ("химия",)


# Looking forms up


def test_a_form_leads_to_its_name_whatever_its_letters() -> None:
    known = make_vocabulary(["призёр"], [read_forms("призёр: призёра призёру\n")], {})

    assert known.find("ПРИЗЕРА", {"призёр"}) == known.find("призёр", {"призёр"}) == ("призёр",)


def test_a_form_of_two_names_is_told_with_both_and_the_exact_spelling_wins() -> None:
    names = ["математик", "математика"]
    known = make_vocabulary(names, [update_forms(FormTable(), names, word_forms)], {})

    assert known.find("математика", names) == ("математика",)
    assert known.find("математики", names) == ("математик", "математика")


def test_forms_given_in_a_declaration_settle_a_clash() -> None:
    names = ["математик", "математика"]
    table = update_forms(FormTable(), names, word_forms)
    known = make_vocabulary(names, [table], {"математик": ("математиком",)})

    assert known.find("математики", names) == ("математика",)
    assert known.find("математиком", names) == ("математик",)


def test_names_that_may_not_stand_there_are_passed_over() -> None:
    known = make_vocabulary(["балл", "курс"], [read_forms("балл: балла\n")], {})

    assert known.find("балла", {"курс"}) == ()
