"""Plain mappings checked against the schema."""

from datetime import date
from fractions import Fraction

import pytest

from iomrules.facts.catalogues import declared_keys
from iomrules.facts.identity import HEADINGS
from iomrules.facts.kinds import Reading
from iomrules.facts.letters import fold
from iomrules.facts.people import draft_person
from iomrules.facts.record import missing
from iomrules.facts.vocabulary import Vocabulary
from iomrules.source import Cell
from iomrules.values import ABSENT, ByKey, Member, Missing, Unknown
from tests.facts.school import PUPIL, SCHEMA

HERE = Cell("<python>", row=1)


def check(**plain):
    return checked(plain)


def checked(plain):
    """The person, or None where anything is an error, and what was found."""
    shape = SCHEMA.shapes["ученик"]
    draft, findings = draft_person(plain, Reading(Vocabulary(SCHEMA), declared_keys(SCHEMA, {})), shape, HERE)
    return (draft.person(shape) if draft and not findings.faulty() else None), findings.all()


def value(name, raw):
    """One fact of a sound person."""
    person, found = check(id="У-01", **{name: raw})
    assert found == (), [each.message for each in found]
    return person.facts.fields[name]


def codes(name, raw):
    person, found = check(id="У-01", **{name: raw})
    assert person is None
    return [each.code for each in found]


def test_a_person_is_read_from_a_plain_mapping():
    person, found = check(
        id="У-01",
        фамилия="Ким",
        класс="10А",
        отметки={"химии": 5, "Русский язык": "осв"},
        достижения=[{"вид": "олимпиада", "этап": "РЭ", "результат": "призер", "дата": date(2026, 2, 1)}],
    )

    assert found == ()
    assert (person.id, person.name.surname, person.form_class) == ("У-01", "Ким", "10А")
    fields = person.facts.fields
    assert fields["класс"] == 10
    assert fields["отметки"] == ByKey((("химия", 5), ("русский_язык", ABSENT)))
    (achievement,) = fields["достижения"]
    assert achievement.fields["результат"] == Member("результат", "призёр")
    assert achievement.fields["предмет"] is ABSENT
    assert achievement.fields["подтверждено"] == Unknown((Missing("подтверждено"),))


def test_what_is_not_given_is_unknown_and_names_its_register():
    person, _ = check(id="У-01")

    assert person.facts.fields["средний_балл"] == Unknown((Missing("средний балл", "журнал"),))
    assert person.facts.fields["наставник"] == Unknown((Missing("наставник"),))


@pytest.mark.parametrize("raw", [None, "неизвестно", "н/а", "?", ""])
def test_null_and_its_words_are_unknown_even_for_what_may_be_absent(raw):
    assert isinstance(value("статус", raw), Unknown)
    assert isinstance(value("средний_балл", raw), Unknown)


def test_no_is_absent_false_or_an_empty_list_by_the_kind():
    assert value("наставник", "нет") is ABSENT
    assert value("есть_долг", "нет") is False
    assert value("достижения", "нет") == ()
    assert value("достижения", []) == ()


def test_a_number_is_exact_whatever_python_gave():
    assert value("средний_балл", 4.35) == Fraction(87, 20)
    assert value("средний_балл", "4,35") == Fraction(87, 20)
    assert value("средний_балл", Fraction(13, 3)) == Fraction(13, 3)


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("средний_балл", "много", "F050"),
        ("средний_балл", 6, "F052"),
        ("класс", Fraction(9, 2), "F045"),
        ("отметки", {"химия": "4,5"}, "F051"),
        ("дата_рождения", "31.02.2010", "F053"),
        ("есть_долг", "может быть", "F054"),
        ("статус", "чемпион", "F055"),
        ("отметки", {"химия": "4/5"}, "F056"),
        ("отметки", {"химия": 6}, "F052"),
        ("отметки", {"физика": 5}, "F057"),
        ("отметки", {"химия": 5, "химии": 4}, "F014"),
        ("отметки", 5, "F058"),
        ("достижения", {"вид": "олимпиада"}, "F058"),
        ("достижения", ["олимпиада"], "F058"),
        ("достижения", [{}] * 4, "F059"),
        ("достижения", [{"вид": "олимпиада", "итап": "РЭ"}], "F057"),
        ("средний_балл", [4], "F058"),
        ("примечание_психолога", "а" * 6000, "F062"),
        ("примечание_психолога", "а\u202eб", "F043"),
    ],
)
def test_a_wrong_value_has_its_own_code(name, raw, code):
    assert codes(name, raw) == [code]


def test_an_unknown_key_gets_a_suggestion():
    person, (found,) = check(id="У-01", наставнек="Н-1")

    assert person is None
    assert found.code == "F057"
    assert found.help("ru") == "возможно, имелось в виду «наставник»"
    assert found.help("en") == "did you mean `наставник`?"


def test_all_mistakes_of_a_person_are_told_at_once_with_the_fact_as_the_column():
    _, found = check(id="У-01", средний_балл="много", отметки={"химия": 1}, пол="х", класс="двор")

    assert {(each.code, each.cell.column) for each in found} == {
        ("F050", "средний балл"),
        ("F052", "отметки: химия"),
        ("F046", "Пол"),
        ("F045", "Класс"),
    }


def test_nobody_named_is_a_fault():
    person, (found,) = check(средний_балл=5)

    assert (person, found.code) == (None, "F040")


def test_a_latin_letter_in_a_name_is_repaired_with_a_warning_and_a_latin_name_stays():
    person, found = check(id="У-01", фамилия="Иванoв", имя="Max")

    assert person.name.full() == "Иванов Max"
    assert [each.code for each in found] == ["F025"]


def test_the_class_is_read_from_any_spelling_for_the_name_and_the_number():
    person, found = check(id="У-01", класс="10 «a»")

    assert (person.form_class, person.facts.fields["класс"]) == ("10А", 10)
    assert [each.code for each in found] == ["F025"]


def test_the_words_of_a_missing_fact_are_the_same_everywhere():
    marks = PUPIL.fact("отметки")

    assert missing(marks) == Missing("отметки", "журнал")
    assert missing(marks, "русский_язык") == Missing("отметки: русский язык", "журнал")
    assert missing(PUPIL.fact("есть_долг")).fact == "Есть академическая задолженность"


def test_headings_of_identity_stand_as_they_are_compared_and_once():
    headings = [each for several in HEADINGS.values() for each in several.split(";")]

    assert headings == [fold(each) for each in headings]
    assert len(set(headings)) == len(headings)
