"""From the text of rules to sentences: the whole way through this room, as a methodologist writes it."""

from datetime import date

from iomrules.facts.record import Person, PersonName
from iomrules.parse.reader import read
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import Verdict
from iomrules.reason.engine import prepare
from iomrules.source import SourceText
from iomrules.values import ByKey, Entry, Unknown, Value
from iomrules.write.sentences import sentences

TEXT = """
набор правил лицей «Лицей»
  версия 1

перечень предмет
  химия; биология; история

сведения ученик
  класс          целое от 1 до 11
  отметки        отметка по каждому предмету   источник «журнал»
  долг           да/нет                        источник «журнал»

параметр порог «Проходной балл»
  4 с 01.09.2021
  4,5 с 01.09.2026
  основание «Приказ № 277»

показатель средний_балл «Средний балл»
  среднее отметок
  округлить до 0,01 половина вверх

правило допуск «Допуск»
  для учеников где класс не меньше 10
  если отметка по химии не меньше 4 и средний_балл не меньше порога
  кроме если долг
  основание «Положение, п. 2»
"""


def program() -> Program:
    syntax, slips = read(SourceText("лицей.iom", TEXT))
    checked = check_program((LayerSource((syntax,)),), generate_forms=word_forms)
    assert not slips
    assert checked.program, [each.message for each in checked.diagnostics]
    return checked.program


def pupil(form: int, *marks: int, debt: Value = False) -> Person:
    given = ByKey(tuple(zip(("химия", "биология", "история"), marks, strict=False)))
    return Person("1", "ученик", Entry("ученик", {"класс": form, "отметки": given, "долг": debt}), PersonName("Юрьев"))


def test_rules_become_decisions_and_sentences() -> None:
    engine = prepare(program())
    on = date(2026, 11, 1)

    decisions = engine.decide(pupil(10, 5, 4, 4), on)
    assert decisions.verdicts["допуск"].verdict is Verdict.NO
    assert sentences(engine.evaluation(pupil(10, 5, 4, 4), on).reason_of("допуск")) == (
        "Допуск: нет, потому что средний балл 4,33 меньше 4,5 (проходной балл: Приказ № 277, с 01.09.2026) "
        "(Положение, п. 2).",
        "Средний балл — 4,33: химия 5, биология 4, история 4 (среднее из 3).",
    )


def test_on_an_earlier_date_the_earlier_parameter_decides() -> None:
    decisions = prepare(program()).decide(pupil(10, 5, 4, 4), date(2026, 8, 31))

    assert decisions.verdicts["допуск"].verdict is Verdict.YES


def test_a_missing_mark_is_told_with_its_register() -> None:
    person = Person("1", "ученик", Entry("ученик", {"класс": 11, "отметки": ByKey((("история", 5),)), "долг": False}))
    engine = prepare(program())
    decisions = engine.decide(person, date(2026, 11, 1))

    assert [(each.fact, each.source) for each in decisions.verdicts["допуск"].missing] == [("отметки: химия", "журнал")]
    assert not isinstance(decisions.values["средний_балл"], Unknown)
    assert sentences(engine.evaluation(person, date(2026, 11, 1)).reason_of("допуск"), depth=0) == (
        "Допуск: решить нельзя, пока неизвестно: отметки по химии (журнал).",
    )
