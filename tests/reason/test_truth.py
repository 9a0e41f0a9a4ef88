"""The truth tables, whole."""

from itertools import product

import pytest

from iomrules.program import core
from iomrules.reason.engine import prepare
from iomrules.values import Truth, Unknown, Value
from tests.reason.lyceum_of_tests import ON, const, fact, lost, program, pupil

U = lost("согласие")
TRUTHS: tuple[Truth, ...] = (True, False, U)


def ask(node: core.Node, **facts: Value) -> Value:
    return prepare(program()).evaluation(pupil(**facts), ON).value(node)


def plain(value: Value) -> object:
    return "?" if isinstance(value, Unknown) else value


@pytest.mark.parametrize(("left", "right"), list(product(TRUTHS, repeat=2)))
def test_and(left: Truth, right: Truth) -> None:
    expected = False if False in (left, right) else "?" if U in (left, right) else True

    found = ask(core.Both((fact("задолженность"), fact("согласие"))), задолженность=left, согласие=right)

    assert plain(found) == expected


@pytest.mark.parametrize(("left", "right"), list(product(TRUTHS, repeat=2)))
def test_or(left: Truth, right: Truth) -> None:
    expected = True if True in (left, right) else "?" if U in (left, right) else False

    found = ask(core.Either((fact("задолженность"), fact("согласие"))), задолженность=left, согласие=right)

    assert plain(found) == expected


@pytest.mark.parametrize(("operand", "expected"), [(True, False), (False, True), (U, "?")])
def test_not(operand: Truth, expected: object) -> None:
    assert plain(ask(core.Not(fact("согласие")), согласие=operand)) == expected


def test_every_unknown_part_is_a_cause_and_absorbed_ones_are_not() -> None:
    one, two = lost("а"), lost("б")
    both = core.Both((fact("задолженность"), fact("согласие")))

    found = ask(both, задолженность=one, согласие=two)
    assert isinstance(found, Unknown)
    assert [each.fact for each in found.missing] == ["а", "б"]

    found = ask(core.Either((both, fact("выписка"))), задолженность=False, согласие=one, выписка=two)
    assert isinstance(found, Unknown)
    assert [each.fact for each in found.missing] == ["б"]


def test_x_equals_x_is_unknown() -> None:
    same = core.Compare("=", fact("а"), fact("а"))

    assert plain(ask(same, а=lost("а"))) == "?"


FAULTY = core.Compare("=", core.Divide(const(1), const(0)), const(1))


@pytest.mark.parametrize("order", [1, -1])
def test_a_settled_answer_absorbs_a_fault_in_either_order(order: int) -> None:
    assert ask(core.Both((const(False), FAULTY)[::order])) is False
    assert ask(core.Either((const(True), FAULTY)[::order])) is True
