"""The regulation and the reference in English: their own words, and the English names that the rules give."""

import re

import pytest
from attrs import evolve

from iomrules import resources
from iomrules.program.core import Program
from iomrules.program.english import in_english
from iomrules.write.html import page_environment
from iomrules.write.reference import PAGE, html_reference, reference, reference_view
from iomrules.write.regulation import regulation, regulation_view
from tests.rulesets.shipped import LYCEUM, program


@pytest.fixture(scope="module")
def english() -> Program:
    return in_english(program(LYCEUM, ()))


def clause(english: Program, name: str) -> list[str]:
    found = [each for section in regulation(english, "en").sections for each in section.clauses if each.name == name]
    return [found[0].text, *found[0].points, *found[0].after]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("порог_одарённости", [
            "Threshold of giftedness: 55 points (from 1 September 2021 to 31 August 2026); "
            "60 points (from 1 September 2026).",
            "May be refined by an act of the next level.",
        ]),
        ("средний_балл", [
            "“Average mark in all subjects” is the mean of marks rounded to 0.01 (halves away from zero).",
            "Освобождение и зачёт в средний балл не входят.",
        ]),
        ("может_быть_наставником", [
            "“May be a mentor” holds for teachers if all of these are true:",
            "the teacher is trained as a mentor",
            "the years of work are at least 3",
            "“Ready to work with routes” holds (clause 7.16)",
        ]),
        ("доступный_курс", [
            "“Available course” holds of an entry if all of these are true:",
            "the grade is from the first grade to the last grade",
            "the enrolment is not closed",
            "the kind is not paid course or the code is among courses the parents wish",
            "there are no rooms where the code is the room and it is not in use",
        ]),
    ],
)  # fmt: skip
def test_a_clause_reads_as_english(english: Program, name: str, told: list[str]) -> None:
    assert clause(english, name) == told


def test_a_regulation_has_english_headings_and_an_english_approval_block(english: Program) -> None:
    view = regulation_view(regulation(english, "en"))

    assert [each["название"] for each in view["разделы"]] == [
        "General provisions",
        "Terms and facts",
        "Amounts set",
        "Tables",
        "Indicators",
        "Ratings",
        "Conditions and decisions",
        "Routes",
        "Catalogues",
    ]
    assert view["утверждения_рядами"][0]["справа"]["гриф"] == "APPROVED"
    assert view["слова"]["таблица"] == "Table"
    assert view["документ"]["название_прописными"] == "REGULATION"


def test_clauses_of_an_english_regulation_hold_russian_only_where_the_rules_speak_to_people(english: Program) -> None:
    """Notes, acts, titles of entries and of activities are texts of the rules; nothing else is Russian."""
    written = regulation(english, "en")
    told = [
        text
        for section in written.sections[2:-1]
        for each in section.clauses
        for text in (re.sub(r"Goal: .*", "", each.text), *(point for point in each.points if "control" not in point))
    ]

    assert [text for text in told if re.search("[а-яё]", text)] == []


def test_a_reference_is_in_english(english: Program) -> None:
    view = reference_view(reference(english, "en"))

    assert view["язык"] == "en"
    assert [group["название"] for group in view["группы"]] == [
        "Facts", "Enumerations", "Catalogues", "Parameters", "Tables", "Indicators", "Ratings", "Rules", "Routes",
    ]  # fmt: skip
    rules = next(group for group in view["группы"] if group["название"] == "Rules")
    mentor = next(each for each in rules["имена"] if each["имя"] == "может_быть_наставником")
    assert mentor["вид"] == "yes, no or unknown"
    assert [each["имя"] for each in mentor["читает"]] == [
        "Trained as a mentor", "Years of work", "Ready to work with routes",
    ]  # fmt: skip


def test_a_reference_lists_names_in_english_and_quotes_as_english_does(english: Program) -> None:
    view = reference_view(reference(english, "en"))
    folder = resources.folder("templates")
    found = [*folder.glob("*.html"), *folder.glob("parts/*")]
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}
    page = html_reference(page_environment(pages), reference(english, "en"), PAGE).content.decode()
    heading, contents = re.search(r"<h1>(.*?)</h1>.*?<nav[^>]*>(.*?)</nav>", page, re.DOTALL).groups()  # type: ignore[union-attr]

    assert heading == "Reference of the rules “Routes and rating of the lyceum&#39;s students”"
    assert re.findall("[а-яё]+", re.sub("<[^>]+>", "", contents)) == []
    told = {(group["название"], each["ссылка"]): each for group in view["группы"] for each in group["имена"]}
    assert told["Enumerations", "Enrolment"]["имя"] == "курс.запись"
    assert "“районный” means the same as “municipal”." in told["Enumerations", "Level"]["после"]
    assert told["Catalogues", "Rooms"]["вид"] == "records “Room”, at most 50"
    assert told["Catalogues", "Rooms"]["текст"].startswith(
        "Entries in the rules: Engineering class room, Medical class room."
    )
    assert told["Indicators", "Average mark in all subjects"]["вид"] == "number, mark"
    assert told["Facts", "Marks"]["вид"] == "mark for each value of “Subject”"


def test_a_program_without_english_names_stays_as_it_is() -> None:
    bare = evolve(program(LYCEUM, ()), english={})

    assert in_english(bare) is bare
