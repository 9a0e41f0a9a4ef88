"""A fault stops one target of one person, says where and why, and never the others."""

from collections.abc import Callable
from datetime import date

import pytest

from iomrules.facts.record import NumberKind
from iomrules.program import core
from iomrules.reason.decision import FaultRaised
from iomrules.reason.engine import prepare
from iomrules.source import Span
from iomrules.values import ABSENT, Value
from tests.reason.lyceum_of_tests import (
    ON,
    achievements,
    compare,
    const,
    fact,
    indicator,
    lost,
    own,
    program,
    pupil,
    rule,
)

PLACE = Span("правила.iom", 7, 3, 7, 20)
NUMBER = NumberKind()


def function(call: Callable[..., object], unknown: str = "propagate") -> core.Function:
    return core.Function("счёт", (NUMBER,), NUMBER, call, unknown, plugin="дальний")  # type: ignore[arg-type]


def failing(_: object) -> int:
    raise RuntimeError("нет связи")


def table(*rows: core.Row) -> core.Table:
    return core.Table(core.About("шкала", title="Шкала"), (core.TableKey("а", NUMBER),), "one", rows, kind=NUMBER)


LATER = core.Parameter(core.About("порог"), (core.Dated(60, date(2027, 1, 1)),), kind=NUMBER)
LOOKED = core.FromTable("шкала", (fact("а"),), kind=NUMBER, span=PLACE)
CALLED = core.FromFunction("счёт", (fact("а"),), kind=NUMBER, span=PLACE)


@pytest.mark.parametrize(
    ("node", "declared", "code", "said"),
    [
        (core.Divide(const(1), fact("а"), span=PLACE), (), "D001", "деление на ноль: а = 0"),
        (LOOKED, (table(core.Row((core.Is((5,)),), 1)),), "D002", "в таблице «Шкала» нет строки для: а — 0"),
        (LOOKED, (table(core.Row((core.Anything(),), 1), core.Row((core.Is((0,)),), 2)),), "D003", "единственная"),
        (core.ParameterOf("порог", kind=NUMBER, span=PLACE), (LATER,), "D004", "«порог» нет значения на 01.11.2026"),
        (CALLED, (function(failing),), "D005", "RuntimeError: нет связи"),
        (core.ShareOf(achievements(), span=PLACE), (), "D006", "достижения — ни одной записи"),
        (core.Add((fact("а"), fact("долг"))), (), "D007", "долг"),
        (CALLED, (function(lambda value: value + 0.5),), "D009", "float 0.5"),
    ],
)
def test_a_fault_has_a_code_a_place_and_the_facts(
    node: core.Node, declared: tuple[object, ...], code: str, said: str
) -> None:
    functions = tuple(each for each in declared if isinstance(each, core.Function))
    others = tuple(each for each in declared if not isinstance(each, core.Function))
    engine = prepare(program(indicator("п", node), rule("р", const(True)), *others, functions=functions))
    decisions = engine.decide(pupil(а=0, достижения=(), долг=ABSENT), ON)

    (fault,) = decisions.faults
    assert (fault.target, fault.person, fault.diagnostic.code) == ("п", "Ю-1", code)
    assert said in fault.diagnostic.message
    assert code == "D007" or fault.diagnostic.where == "правила.iom:7:3"
    assert "п" not in decisions.values
    assert "р" in decisions.verdicts
    for language in ("ru", "en"):
        assert "{" not in fault.diagnostic.text(language) + fault.diagnostic.help(language)


def test_what_reads_a_faulty_target_is_faulty_too_and_names_the_first_one() -> None:
    def reads(name: str) -> core.IndicatorOf:
        return core.IndicatorOf(name, kind=NUMBER)

    declared = (
        indicator("первый", core.Divide(const(1), fact("а"), span=PLACE)),
        indicator("второй", core.Add((reads("первый"), const(1)))),
        rule("третий", compare(reads("второй"), ">", const(0))),
        rule("чужой", compare(fact("а"), "=", const(0))),
    )
    decisions = prepare(program(*declared, order=("первый", "второй", "третий", "чужой"))).decide(pupil(а=0), ON)

    assert [(each.target, each.diagnostic.code) for each in decisions.faults] == [
        ("первый", "D001"),
        ("второй", "D008"),
        ("третий", "D008"),
    ]
    assert decisions.faults[2].diagnostic.message == "не решено, потому что не решено «второй»: деление на ноль: а = 0"
    assert decisions.faults[2].diagnostic.values["place"] == "правила.iom:7:3"
    assert list(decisions.verdicts) == ["чужой"]


@pytest.mark.parametrize("given", [lost("а"), 0])
def test_an_unknown_divisor_is_no_fault(given: Value) -> None:
    engine = prepare(program(indicator("п", core.Divide(const(1), fact("а")))))

    assert bool(engine.decide(pupil(а=given), ON).faults) is (given == 0)


def test_a_function_that_handles_unknown_is_called_with_it() -> None:
    def called(unknown: str) -> Value:
        engine = prepare(program(functions=(function(lambda _: 7, unknown),)))
        return engine.evaluation(pupil(а=lost("а")), ON).value(CALLED)

    assert called("handles") == 7
    assert called("propagate") == lost("а")


def test_asking_for_a_faulty_reason_raises_the_fault() -> None:
    evaluation = prepare(program(indicator("п", core.Divide(const(1), fact("а"))))).evaluation(pupil(а=0), ON)

    for _ in range(2):
        with pytest.raises(FaultRaised, match="D001"):
            evaluation.reason_of("п")


def test_a_fault_inside_an_element_that_perhaps_is_not_meant_stops_nobody() -> None:
    quotient = core.Divide(const(1), own("балл"))
    total = core.Reduce("sum", quotient, achievements(own("подтверждено")))
    evaluation = prepare(program()).evaluation(pupil(достижения=lost("достижения")), ON)

    assert evaluation.value(total) == lost("достижения")
