"""One declaration with a mistake: it alone is reported, whatever else names it or what it was to declare."""

import pytest

from iomrules.parse.reader import read
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.source import SourceText

PARTS = {
    "header": "набор правил проба «Проба»\n  версия 1",
    "subjects": "перечень предмет\n  химия; биология",
    "stages": "перечень уровень по возрастанию\n  школьный; региональный",
    "achievement": "сведения достижение\n  вид одно из олимпиада; конкурс\n  уровень уровень\n  баллы число",
    "course": "сведения курс\n  название текст\n  часы число ч/нед",
    "catalogue": "справочник курсы список курсов",
    "rows": "дополнить курсы\n  код | название | часы\n  анатомия | «Анатомия» | 2",
    "person": "сведения ученик\n  класс целое от 1 до 11\n  отметки отметка по каждому предмету\n"
    "  достижения список достижений не более 10\n  пожелания список курсов не более 5",
    "other person": "сведения педагог\n  стаж число",
    "threshold": "параметр порог\n  60",
    "points": "таблица баллы_за_уровень по уровню\n  единственная строка\n  школьный | 1\n  региональный | 2",
    "mean": "показатель средний_балл\n  среднее отметок",
    "rating": "рейтинг портфолио\n  критерий успеваемость\n    средний_балл * 10\n"
    "  критерий олимпиады\n"
    "    сумма баллы_за_уровень среди достижений где вид = олимпиада\n"
    "  место по убыванию\n  при равенстве успеваемость",
    "rule": "правило допуск\n  если отметка по химии не меньше 4\n"
    "     и есть достижение где уровень не ниже регионального\n"
    "     и портфолио не меньше порога",
    "route": "маршрут медицина\n  если допуск\n  обязательно анатомия\n"
    "  на выбор от 0 до 2 курсов где код среди пожеланий",
    "example": "пример «без олимпиад»\n  дано класс 10; отметка по химии 5"
    "; достижение(вид олимпиада; уровень школьный)\n"
    "  ожидается допуск нет потому что портфолио",
}
MISTAKES = {
    "header": ("версия 1", "версия версия"),
    "subjects": ("химия; биология", "химия;; 5 биология"),
    "stages": ("школьный; региональный", "школьный 5 региональный"),
    "achievement": ("баллы число", "баллы 5"),
    "course": ("число ч/нед", "5"),
    "catalogue": ("список курсов", "список"),
    "rows": ("«Анатомия»", "«Анатомия» )"),
    "person": ("класс целое", "класс 5 целое"),
    "threshold": ("60", "60 60 ="),
    "points": ("единственная строка", "единственная"),
    "mean": ("среднее отметок", "среднее )"),
    "rating": ("* 10", "* * 10"),
    "rule": ("не меньше 4", "не меньше )"),
    "route": ("если допуск", "если если"),
    "example": ("класс 10", "класс ="),
}


def told(parts: dict[str, str], margin: str = "") -> list[tuple[str, str]]:
    """(part, code) of every mistake, whoever finds it."""
    text = "\n\n".join("\n".join(f"{margin}{line}" for line in part.split("\n")) for part in parts.values())
    starts = [(text[: text.index(part.split("\n")[0])].count("\n") + 1, name) for name, part in parts.items()]
    tree, mistakes = read(SourceText("правила", text))
    found = (*mistakes, *check_program([LayerSource((tree,))], generate_forms=word_forms).diagnostics)
    return [(next(name for line, name in reversed(starts) if line <= each.span.line), each.code) for each in found]


def test_the_parts_are_sound_together():
    assert told(PARTS) == []


@pytest.mark.parametrize("part", MISTAKES)
def test_nobody_else_is_blamed_for_a_declaration_with_a_mistake(part):
    right, wrong = MISTAKES[part]
    assert right in PARTS[part]

    assert {name for name, _ in told({**PARTS, part: PARTS[part].replace(right, wrong)})} == {part}


@pytest.mark.parametrize("margin", ["", "   "])
@pytest.mark.parametrize("part", [name for name in PARTS if name != "header"])
def test_a_misspelt_first_word_still_begins_a_declaration(part, margin):
    word = PARTS[part].split()[0]
    slip = f"{word[:2]}{word[3]}{word[2]}{word[4:]}"

    assert told({**PARTS, part: PARTS[part].replace(word, slip, 1)}, margin) == [(part, "P021")]


def test_a_field_may_be_called_nearly_as_a_declaration_begins():
    text = "сведения ученик\n  рейтинги список рейтинг_место не более 5\n  таблицы таблица_умножения\n"

    assert read(SourceText("правила", text))[1] == ()


def test_what_another_declaration_lacks_is_still_told():
    broken = {**PARTS, "threshold": "параметр порог\n  60 60 =", "mean": "показатель средний_балл\n  среднее отметоок"}

    assert told(broken) == [("threshold", "P001"), ("mean", "R011")]


def test_stored_forms_are_enough_to_know_a_broken_name():
    parts = {**PARTS, "threshold": "параметр порог\n  60 60 ="}
    tree, _ = read(SourceText("правила", "\n\n".join(parts.values())))
    lines = [f"{name}: {' '.join(word_forms(name))}" for name in ("порог", "предмет", "отметки", "достижения")]

    checked = check_program([LayerSource((tree,), forms="\n".join(lines))])

    assert not [each for each in checked.diagnostics if "порог" in each.message]
    assert checked.forms[0].lacking


def test_a_file_that_could_not_be_read_is_not_asked_for_its_header() -> None:
    tree, found = read(SourceText("правила.iom", "набор правил образец\n// " + "а" * 20_000))

    assert [each.code for each in found] == ["P018"]
    assert "R001" not in [each.code for each in check_program([LayerSource((tree,))]).diagnostics]
