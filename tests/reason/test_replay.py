"""Explanations: the tree below a conclusion, and its views."""

from datetime import date

import pytest

from iomrules.facts.record import NumberKind
from iomrules.program import core
from iomrules.reason.decision import Reason, blockers, deciding, gap, missing_of
from iomrules.reason.engine import prepare
from iomrules.values import Missing
from tests.reason.admission import ANNA, BORIS, GLEB, PROGRAM, VERA, asked, why_of
from tests.reason.lyceum_of_tests import ON, compare, const, fact, lost, program, pupil, rule


def every(reason: Reason) -> list[Reason]:
    return [reason, *(each for part in reason.parts for each in every(part))]


def found(reason: Reason, sort: str) -> Reason:
    return next(each for each in every(reason) if each.sort == sort)


def test_a_rule_tells_whom_it_is_about_its_condition_and_its_exceptions() -> None:
    reason = why_of(BORIS, "допуск")

    assert (reason.sort, reason.value, reason.label) == ("rule", True, "Допуск к медико-биологическому профилю")
    assert [part.sort for part in reason.parts] == ["applies", "and", "exception"]
    assert reason.basis == ("Положение об ИУП, п. 2.4",)
    assert reason.parts[2].value is False


def test_why_not_gives_the_failing_conditions_and_how_much_is_lacking() -> None:
    reason = why_of(ANNA, "допуск")

    short, counted = blockers(reason)
    assert (short.sort, short.parts[0].name, counted.sort) == ("compare", "средний_балл", "counted")
    assert str(gap(short)) == "1/2"
    assert gap(counted) == 1
    assert gap(reason) == gap(short)
    assert deciding(reason) == ()


def test_why_gives_the_conditions_that_hold() -> None:
    assert [each.sort for each in deciding(why_of(BORIS, "допуск"))] == ["compare", "compare", "counted"]


def test_outside_the_reason_is_whom_the_rule_is_about() -> None:
    (blocker,) = blockers(why_of(GLEB, "допуск"))

    assert (blocker.sort, blocker.parts[0].name, blocker.parts[0].value) == ("compare", "класс", 8)


def test_what_is_missing() -> None:
    assert missing_of(why_of(VERA, "допуск")) == (Missing("отметки: химия", "журнал"),)


def test_elements_tell_what_was_used_and_the_first_blocker_of_the_others() -> None:
    group = found(why_of(BORIS, "портфолио"), "group")

    told = [(each.holds, each.value, each.used, each.blocker.sort if each.blocker else None) for each in group.elements]
    assert told == [
        (True, 1, False, None),  # beaten in its group
        (True, 10, True, None),
        (False, None, False, "window"),
        (True, 20, True, None),
        (True, 3, False, None),  # its group is not among the best two
    ]
    total = found(why_of(BORIS, "портфолио"), "list")
    assert [(each.label, each.value, each.used) for each in total.elements] == [
        ("химия", 10, True),
        ("физика", 20, True),
        ("биология", 3, False),
    ]


def test_a_table_tells_its_row() -> None:
    node = core.FromTable("баллы_за_олимпиаду", (const("региональный"), const("призёр")), kind=NumberKind("балл"))
    reason = asked(ANNA).reason(node)

    assert (reason.value, reason.row) == (10, ("региональный", "призёр", "10"))
    assert reason.basis == ("приложение 1",)


def test_a_parameter_tells_since_when_by_what_and_who_refined_it() -> None:
    assert why_of(ANNA, "порог_одарённости").row == ("01.09.2026", "")
    refined = core.Parameter(
        core.About("порог", basis=("Приказ края",)),
        (core.Dated(55),),
        kind=NumberKind(),
        refinements=((core.About("порог_школы", ruleset="лицей_11"), (core.Dated(70, basis="Приказ лицея"),)),),
    )
    reason = prepare(program(refined)).evaluation(pupil(), ON).reason_of("порог")

    assert (reason.value, reason.changed_by, reason.basis) == (70, "лицей_11", ("Приказ лицея",))


def test_a_part_that_is_a_fault_and_was_not_needed_is_left_out() -> None:
    faulty = compare(core.Divide(const(1), const(0)), "=", const(1))
    reason = prepare(program(rule("р", core.Both((const(False), faulty))))).evaluation(pupil(), ON).reason_of("р")

    assert (reason.value, len(reason.parts[0].parts)) == (False, 1)


def test_a_substitute_shows_both_sides() -> None:
    node = core.IfUnknown(fact("а"), const(0), kind=NumberKind())
    reason = prepare(program()).evaluation(pupil(а=lost("а")), ON).reason(node)

    assert [reason.sort, reason.value, len(reason.parts)] == ["substitute", 0, 2]


@pytest.mark.parametrize("name", [*PROGRAM.rules, *PROGRAM.ratings, *PROGRAM.indicators])
@pytest.mark.parametrize("person", [ANNA, BORIS, VERA, GLEB], ids=lambda person: person.id)
def test_the_reason_has_the_value_that_was_decided(name: str, person: object) -> None:
    evaluation = asked(person)  # type: ignore[arg-type]

    for each in every(evaluation.reason_of(name)):
        if each.sort == "compare" and each.node is not None and not each.parts[0].name.startswith("балл"):
            assert len(each.parts) == 2
    assert evaluation.reason_of(name) == evaluation.reason_of(name)


def test_a_rule_out_of_its_dates_says_which_they_are() -> None:
    declared = rule("р", const(True), begin=date(2027, 9, 1))
    (blocker,) = blockers(prepare(program(declared)).evaluation(pupil(), ON).reason_of("р"))

    assert (blocker.sort, blocker.row) == ("in_force", ("01.09.2027", ""))


def test_double_negation_blocks_by_what_is_inside() -> None:
    reason = prepare(program(rule("р", core.Not(core.Not(fact("согласие")))))).evaluation(
        pupil(согласие=False), ON
    ).reason_of("р")  # fmt: skip

    assert [each.name for each in blockers(reason)] == ["согласие"]
