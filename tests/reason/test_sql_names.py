"""Names in SQL: those of the rules are never taken for the engine's own, nor those of one selection for another's."""

import pytest

from benchmarks.students import ON
from iomrules.facts.record import Person
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.sql.names import of_rules
from iomrules.reason.sql.run import decide
from iomrules.reason.sql.statement import write_statement
from iomrules.values import ABSENT, Entry, Member, Value
from tests.agreement.by_sql import compare
from tests.agreement.worlds import Batch
from tests.fuzz.laws import checked, person, read_sound

SELECTIONS = """рейтинг портфолио
  критерий учёба взнос + класс
  место по убыванию

отбор первый по рейтингу портфолио для учеников где льгота
  проходной балл 10
  число мест не более 50 % участников

отбор второй по рейтингу портфолио для учеников где льгота
  проходной балл 10
  число мест не более 50 % участников
"""

NAMES = """набор правил имена
  версия 1

перечень номер
  лучший; худший

сведения значение
  значение       целое
  ключ           номер
  место_в_списке целое может отсутствовать
  пусто          да/нет

сведения ид
  номер номер
  шаг_1 целое от 1 до 9
  ключ  список значений не больше 5

показатель шаг_2 сумма значение среди ключа где пусто или место_в_списке больше шаг_1

показатель край__от шаг_1 + шаг_2

рейтинг край
  критерий шаг_3 шаг_2 + шаг_1
  место по убыванию

отбор первый по рейтингу края
  число мест 1

правило первый__годен
  если есть ключ где ключ равен лучшему
"""


def test_the_subqueries_of_a_selection_read_no_names_of_another_that_asks_the_same() -> None:
    program = checked(read_sound(SELECTIONS))
    _, second = write_statement(program, "ученик", ON).query.split('"второй__края" AS')
    subqueries, _ = second.split("\nSELECT ")
    known = {"взнос": 1, "класс": 9, "льгота": True}
    people = [person(program, known), person(program, {**known, "класс": None})]

    assert "первый" not in subqueries
    assert not compare(Batch(program, ON, people)).differences
    assert all(
        each.selections["первый"] == each.selections["второй"] for each in decide(program, "ученик", people, ON)[1]
    )


def test_names_that_the_engine_has_too_mean_what_the_rules_mean() -> None:
    result = check_program([LayerSource((read_sound(NAMES),))], (), generate_forms=word_forms)
    program = result.program
    assert program is not None, [each.message for each in result.diagnostics]

    def listed(place: Value, *, empty: bool) -> Entry:
        key = Member("номер", "лучший", 0)
        return Entry("значение", {"значение": 40, "ключ": key, "место_в_списке": place, "пусто": empty})

    def numbered(name: str, *elements: Entry) -> Person:
        facts: dict[str, Value] = {"номер": Member("номер", "худший", 1), "шаг_1": len(elements), "ключ": elements}
        return Person(name, "ид", Entry("ид", facts))

    people = [
        numbered("В-1", listed(1, empty=False)),
        numbered("В-2", listed(ABSENT, empty=True), listed(3, empty=False)),
    ]
    found = compare(Batch(program, ON, people))

    assert (found.differences, found.pairs, found.unsaid) == ((), 2, 0)
    assert [each.values["шаг_2"] for each in decide(program, "ид", people, ON)[1]] == [0, 80]


@pytest.mark.parametrize("name", ["номер", "Ид", "шаг_12", "шаг_и_1", "портфолио__место"])
def test_a_name_that_the_engine_could_have_is_put_in_quotation_marks(name: str) -> None:
    assert of_rules(name) == f"«{name}»"


@pytest.mark.parametrize("name", ["класс", "номера", "шаг_", "шаг_2_5", "_номер"])
def test_any_other_name_stays_as_it_is(name: str) -> None:
    assert of_rules(name) == name
