"""Indicators and rules about an element: what they are worth for the entry in hand and how that is told."""

from datetime import date

import pytest

from iomrules.facts.record import NumberKind, Person
from iomrules.parse.reader import read
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import FaultRaised, blockers, deciding
from iomrules.reason.engine import prepare
from iomrules.source import SourceText
from iomrules.values import ABSENT, Entry, Missing, Unknown, Value
from iomrules.write.sentences import conclusion, why_not

ON = date(2026, 11, 1)
TEXT = """
набор правил лицей «Лицей»
  версия 1

сведения курс
  название  текст
  класс_от  целое
  платный   да/нет

справочник курсы список курсов не более 10

дополнить курсы
  код      | название   | класс_от | платный
  анатомия | «Анатомия» | 10       | нет
  право    | «Право»    | 5        | да
  хор      | «Хор»      | 1        | неизвестно

сведения ученик
  класс      целое от 1 до 11
  пожелания  список курсов не более 5   источник «анкета»

показатель полезность «Полезность курса»
  для курсов где класс_от больше 1
  если код среди пожеланий то 2 иначе 1

правило доступный_курс «Курс доступен»
  для курсов
  если класс не меньше класса_от
  кроме если платный
    если только не код среди пожеланий
  основание «Положение, п. 2»

показатель доступно
  количество курсов где доступный_курс

правило полезные
  если есть курсы где доступный_курс и полезность больше 1
"""


@pytest.fixture(scope="module")
def program() -> Program:
    syntax, slips = read(SourceText("лицей.iom", TEXT))
    checked = check_program((LayerSource((syntax,)),), generate_forms=word_forms)
    assert (slips, checked.diagnostics) == ((), ())
    assert checked.program is not None
    return checked.program


def pupil(form: int, *wishes: str) -> Person:
    return Person("1", "ученик", Entry("ученик", {"класс": form, "пожелания": wishes}))


def named(program: Program, name: str) -> core.Named:
    definition = program.definitions[name]
    return core.Named(
        name, definition.about.title, definition.value, definition.about.basis, kind=definition.value.kind
    )


@pytest.mark.parametrize(
    ("key", "wishes", "worth", "fits"),
    [
        ("анатомия", (), 1, True),
        ("анатомия", ("анатомия",), 2, True),
        ("право", (), 1, False),
        ("право", ("право",), 2, True),
        ("хор", (), ABSENT, Unknown((Missing("платный — Хор"),))),
    ],
)
def test_the_element_and_the_person_together_settle_it(
    program: Program, key: str, wishes: tuple[str, ...], worth: Value, fits: Value
) -> None:
    asked = prepare(program).evaluation(pupil(10, *wishes), ON)
    (entry,) = (each for each in program.schema.catalogues["курсы"].rows if each.key == key)

    assert asked.value(named(program, "полезность"), (entry,)) == worth
    assert asked.value(named(program, "доступный_курс"), (entry,)) == fits


def test_it_has_no_value_of_its_own(program: Program) -> None:
    decisions = prepare(program).decide(pupil(10, "право"), ON)

    assert set(program.definitions) == {"полезность", "доступный_курс"}
    assert set(decisions.values) == {"доступно"}
    assert set(decisions.verdicts) == {"полезные"}


def test_it_is_told_by_its_title_and_by_what_settles_it(program: Program) -> None:
    asked = prepare(program).evaluation(pupil(9), ON)
    anatomy, law, _ = program.schema.catalogues["курсы"].rows

    fitting = asked.reason(named(program, "доступный_курс"), (anatomy,))
    assert (fitting.name, fitting.label, fitting.basis) == ("доступный_курс", "Курс доступен", ("Положение, п. 2",))
    assert [each.sort for each in blockers(fitting)] == ["compare"]
    assert why_not(fitting) == ("Класс 9 меньше 10 (класс от).",)
    assert conclusion(asked.reason(named(program, "полезность"), (law,))) == "Полезность курса — 1."

    wished = prepare(program).evaluation(pupil(9, "право"), ON)
    assert len(deciding(wished.reason(named(program, "доступный_курс"), (law,)))) == 2


def test_an_entry_it_is_not_about_has_no_value_to_add(program: Program) -> None:
    asked = prepare(program).evaluation(pupil(10), ON)
    choir = program.schema.catalogues["курсы"].rows[2]

    with pytest.raises(FaultRaised):
        asked.value(core.Add((named(program, "полезность"), core.Constant(1, kind=NumberKind()))), (choir,))
