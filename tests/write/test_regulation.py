"""The regulation written from rules: every clause in its place, with its basis; Word and page from one view."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from iomrules import load, resources
from iomrules.program.core import Program
from iomrules.write.approval import ApprovalBlock
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.html import page_environment
from iomrules.write.letterhead import Letterhead
from iomrules.write.regulation import (
    WORD_TEMPLATE,
    Regulation,
    html_regulation,
    regulation,
    regulation_view,
    word_regulation,
)
from iomrules.write.regulation_parts import Clause
from iomrules.write.word import open_word


@pytest.fixture(scope="module")
def program() -> Program:
    return load(resources.folder("rulesets") / "lyceum11").program


@pytest.fixture(scope="module")
def written(program: Program) -> Regulation:
    return regulation(program)


def clause(written: Regulation, name: str) -> Clause:
    return next(each for section in written.sections for each in section.clauses if each.name == name)


def pages() -> TemplateEnvironment:
    folder = resources.folder("templates")
    found = [*folder.glob("*.html"), *folder.glob("parts/*")]
    return page_environment({path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found})


def test_every_declaration_has_its_clause(program: Program, written: Regulation) -> None:
    named = {each.name for section in written.sections for each in section.clauses}
    declared = (program.parameters, program.tables, program.indicators, program.ratings, program.rules, program.routes)

    assert {name for each in declared for name in each} - named == set()


def test_every_clause_that_rests_on_an_act_says_so(program: Program, written: Regulation) -> None:
    for rule in program.rules.values():
        assert set(rule.about.basis) <= set(clause(written, rule.about.name).basis)
    assert "Порядок проведения всероссийской олимпиады школьников" in written.acts


def test_parameter_is_told_with_its_dates_and_that_it_may_be_refined(written: Regulation) -> None:
    threshold = clause(written, "порог_одарённости")

    assert threshold.text == (
        "Порог рейтинга для маршрута одарённых: 55 баллов (с 01.09.2021 по 31.08.2026); 60 баллов (с 01.09.2026)."
    )
    assert threshold.after == ("Может быть уточнено актом следующего уровня.",)


def test_table_of_two_keys_has_the_second_across(written: Regulation) -> None:
    (sheet,) = clause(written, "баллы_за_олимпиаду").sheets

    assert sheet.title == "Баллы за олимпиаду или конкурс, баллов"
    assert sheet.headings == ("Уровень", "участник", "призёр", "победитель")
    assert ("региональный", "3", "10", "15") in sheet.rows


def test_rule_is_a_sentence_with_exceptions_after_it(written: Regulation) -> None:
    transfer = clause(written, "перевод_на_маршрут")

    assert transfer.text == (
        "На индивидуальный образовательный маршрут переводятся обучающиеся, у которых есть согласие родителей."
    )
    assert transfer.after[0] == (
        "Исключение: не применяется, если есть академическая задолженность, "
        "кроме случая, когда утверждён план ликвидации задолженности."
    )


def test_several_conditions_are_lettered_and_name_the_clauses_they_rest_on(written: Regulation) -> None:
    gifted = clause(written, "одарённый_обучающийся")
    high, threshold = clause(written, "высокий_результат"), clause(written, "порог_одарённости")

    assert gifted.text.endswith("для обучающихся 5–11 классов при одновременном выполнении условий:")
    assert gifted.points[0] == "есть рекомендация педагогов"
    assert f"не меньше порога одарённости (пункт {threshold.number})" in gifted.points[1]
    assert f"(пункт {high.number})" in gifted.points[1]


def test_rating_tells_caps_ties_and_shared_places(written: Regulation) -> None:
    rating = clause(written, "портфолио")

    assert [row[3] for row in rating.sheets[0].rows] == ["—", "60", "30", "20", "15", "—"]
    assert rating.after[0] == "Итог — сумма по всем критериям."
    assert "следующие места пропускаются (1, 1, 3)" in rating.after[1]


def test_condition_about_entries_has_a_clause_that_routes_name(written: Regulation) -> None:
    fit = clause(written, "доступный_курс")

    assert fit.text.startswith("Условие «Курс доступен обучающемуся» считается выполненным")
    assert f"(пункт {fit.number})" in " ".join(clause(written, "ранняя_профилизация").points)


def test_numbers_follow_one_another(written: Regulation) -> None:
    assert [each.number for each in written.sections] == [str(at) for at in range(1, len(written.sections) + 1)]
    sheets = [each.number for section in written.sections for one in section.clauses for each in one.sheets]
    assert sheets == list(range(1, len(sheets) + 1))


def test_word_and_page_hold_the_same_words_and_the_approvals(written: Regulation) -> None:
    block = ApprovalBlock("УТВЕРЖДАЮ", position="Директор", signer="И. И. Образцова", act="приказ", number="7")
    view = regulation_view(written, Letterhead("Школа для проверок", approvals=(block,)))
    template = open_word((resources.folder("templates") / WORD_TEMPLATE).read_bytes(), WORD_TEMPLATE)

    word = word_regulation(template, view, WORD_TEMPLATE)
    page = html_regulation(pages(), view, "regulation.html").content.decode()

    with ZipFile(BytesIO(word.content)) as package:
        text = package.read("word/document.xml").decode()
    number = clause(written, "перевод_на_маршрут").number
    for words in ("И. И. Образцова", "Школа для проверок", f"{number}. На индивидуальный образовательный маршрут"):
        assert words in text
        assert words in page
    assert "{{" not in text
    assert template.warnings == ()


def test_same_rules_give_the_same_bytes(written: Regulation) -> None:
    template = open_word((resources.folder("templates") / WORD_TEMPLATE).read_bytes(), WORD_TEMPLATE)
    view = regulation_view(written)

    assert word_regulation(template, view, "a.docx").hash == word_regulation(template, view, "a.docx").hash
    assert "«___» ____________ 20__ г." in str(view["утверждения_рядами"])


@pytest.mark.parametrize("name", ["engineering_lyceum", "student_of_the_year"])
def test_published_regulations_can_be_written(name: str) -> None:
    written = regulation(load(resources.folder("rulesets") / "examples" / name).program)

    told = " ".join(each.text for section in written.sections for each in section.clauses)
    assert "_" not in told
