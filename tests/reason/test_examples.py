"""Expectations of examples: the conclusion and the reason named."""

from fractions import Fraction

import pytest

from iomrules.facts.record import Person
from iomrules.program.core import Expected, ExpectedReason
from iomrules.reason.examples import Mismatch, check_expected
from iomrules.values import Value
from tests.reason.admission import ANNA, BORIS, ENGINE, GLEB, VERA, asked
from tests.reason.lyceum_of_tests import ON


def check(
    person: Person, target: str, value: Value | None, *because: ExpectedReason, **more: object
) -> Mismatch | None:
    expected = Expected(target, str(more.pop("sort", "is")), value, because=because, **more)  # type: ignore[arg-type]
    return check_expected(asked(person), ENGINE.decide(person, ON), expected)


MEAN_IS_SHORT = ExpectedReason(name="средний_балл", value=4, operator="<", bound=Fraction(9, 2))


@pytest.mark.parametrize(
    ("person", "target", "value", "because"),
    [
        (ANNA, "допуск", False, MEAN_IS_SHORT),
        (ANNA, "допуск", False, ExpectedReason(text="п. 2.4")),
        (ANNA, "допуск", False, ExpectedReason(name="средний_балл")),
        (ANNA, "одарённый", False, ExpectedReason(name="портфолио", bound=60)),
        (ANNA, "средний_балл", 4, ExpectedReason()),
        (BORIS, "допуск", True, ExpectedReason(name="отметки", key="химия", value=5)),
        (BORIS, "портфолио", Fraction(135, 2), ExpectedReason(name="олимпиады", value=25)),
    ],
)
def test_an_expectation_that_came_true(person: Person, target: str, value: Value, because: ExpectedReason) -> None:
    assert check(person, target, value, because) is None


@pytest.mark.parametrize(
    ("because", "said"),
    [
        (ExpectedReason(name="средний_балл", value=5), "потому что средний балл 5"),
        (ExpectedReason(name="класс"), "потому что класс"),
        (ExpectedReason(text="Устав"), "потому что «Устав»"),
    ],
)
def test_a_reason_that_is_not_the_reason(because: ExpectedReason, said: str) -> None:
    found = check(ANNA, "допуск", False, because)

    assert found is not None
    assert found.expected == said
    assert found.actual == "допуск нет"


def test_another_conclusion_says_what_it_is_and_why() -> None:
    found = check(ANNA, "допуск", True)

    assert found is not None
    assert (found.expected, found.actual) == ("допуск да", "допуск нет")


def test_unknown_and_what_is_missing() -> None:
    assert check(VERA, "допуск", None, ExpectedReason(name="отметки", key="химия"), unknown=True) is None
    assert check(VERA, "допуск", None, ExpectedReason(name="согласие"), unknown=True) is not None
    assert check(VERA, "допуск", False) is not None


def test_not_applicable_is_not_no() -> None:
    assert check(GLEB, "допуск", None, sort="not_applicable") is None
    assert check(GLEB, "допуск", False) is not None
    assert check(ANNA, "допуск", None, sort="not_applicable") is not None
