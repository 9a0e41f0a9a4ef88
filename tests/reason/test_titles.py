"""Values by the words people gave them, and clauses that agree with any name: from the text of rules to sentences."""

from datetime import date

import pytest

from iomrules.facts.record import Person
from iomrules.parse.reader import read
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.engine import prepare
from iomrules.reason.examples import check_expected
from iomrules.source import SourceText
from iomrules.values import ByKey, Entry, Member, Value
from iomrules.write.sentences import conclusion

ON = date(2026, 11, 1)
TEXT = """
набор правил лицей «Лицей»
  версия 1

перечень предмет
  химия; обзр «ОБЗР»; биология

перечень дефицит
  методический_дефицит; предметный_дефицит

сведения профиль
  название  текст

справочник профили список профилей не более 10

дополнить профили
  код                  | название
  медико_биологический | «Медико-биологический профиль»
  технологический      | «Технологический профиль»

сведения приём
  название  текст

справочник приёмы «Приёмы по выбору» список приёмов не более 5

дополнить приёмы
  код | название
  раз | «Раз»
  два | «Два»

сведения ученик
  класс             целое от 1 до 11
  желаемый_профиль  профиль
  предмет_экзамена  предмет
  отметки           отметка по каждому предмету
  выраженность      % по каждому дефициту
  долг              да/нет
  план              да/нет

правило врач
  если желаемый_профиль = медико_биологический

правило экзамен
  если предмет_экзамена = химия

правило пятый
  если класс равен 5

правило не_пятый
  если класс не равен 5

правило успевает
  если все отметки не меньше 4

правило помочь
  если выраженность по методическому_дефициту не больше 20

правило приём_по_имени
  если есть приёмы где название = «Три»

правило допуск
  если класс не меньше 5
  кроме если долг
    если только не план

пример «отметка по химии мала»
  дано отметка по химии 3; остальные отметки 5
  ожидается успевает нет потому что отметка по химии 3 меньше 4

пример «мала не та отметка»
  дано отметка по химии 3; остальные отметки 5
  ожидается успевает нет потому что отметка по биологии 3 меньше 4
"""


@pytest.fixture(scope="module")
def program() -> Program:
    syntax, slips = read(SourceText("лицей.iom", TEXT))
    checked = check_program((LayerSource((syntax,)),), generate_forms=word_forms)
    assert slips == ()
    assert checked.program, [each.message for each in checked.diagnostics]
    return checked.program


def pupil(**facts: Value) -> Person:
    given = {"класс": 10, "желаемый_профиль": "технологический", "предмет_экзамена": Member("предмет", "обзр", 1)}
    marks = ByKey((("химия", 3), ("обзр", 5), ("биология", 2)))
    return Person(
        "1",
        "ученик",
        Entry(
            "ученик",
            {
                **given,
                "отметки": marks,
                "выраженность": ByKey((("методический_дефицит", 45),)),
                "долг": False,
                "план": True,
                **facts,
            },
        ),
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("врач", "желаемый профиль — «Технологический профиль», а нужно: «Медико-биологический профиль»"),
        ("экзамен", "предмет экзамена — ОБЗР, а нужно: химия"),
        ("пятый", "класс — 10, а нужно: 5"),
        ("не_пятый", "класс — 10, а не 5"),
        ("успевает", "не все отметки не меньше 4 (химия — 3; биология — 2)"),
        ("помочь", "выраженность по методическому дефициту 45 % больше 20"),
        ("приём_по_имени", "приёмы по выбору: подходящих нет (всего 2)"),
    ],
)
def test_a_clause_reads_aloud(program: Program, rule: str, said: str) -> None:
    told = conclusion(prepare(program).evaluation(pupil(), ON).reason_of(rule)).replace("\u00a0", " ")

    assert told.partition("потому что ")[2] == f"{said}."


def test_an_exception_that_does_not_hold_is_not_lifted(program: Program) -> None:
    debtor = prepare(program).evaluation(pupil(долг=True), ON).reason_of("допуск")
    other = prepare(program).evaluation(pupil(план=False), ON).reason_of("допуск")

    assert "исключение снято: план — да" in conclusion(debtor)
    assert "исключение" not in conclusion(other)


def test_one_of_many_that_failed_is_a_reason(program: Program) -> None:
    engine = prepare(program)
    person = pupil(отметки=ByKey((("химия", 3), ("обзр", 5), ("биология", 5))))
    found = [
        check_expected(engine.evaluation(person, ON), engine.decide(person, ON), each.expected[0])
        for each in program.examples
    ]

    assert found[0] is None
    assert found[1] is not None
