"""Places: total, then ties, shared after that; nobody without a total has one."""

import pytest
from attrs import evolve

from iomrules.facts.record import Person
from iomrules.program import core
from iomrules.reason.decision import Decisions, RatingResult
from iomrules.reason.engine import prepare
from iomrules.reason.rank import rank
from iomrules.values import ABSENT, Unknown, Value
from tests.reason.lyceum_of_tests import ON, compare, const, fact, lost, program, pupil


def cohort(*totals: tuple[Value, ...]) -> tuple[Decisions, ...]:
    """One person for each (total, ties…)."""
    people: list[Person] = [pupil(f"Ю-{number}") for number, _ in enumerate(totals)]
    return tuple(
        Decisions(person, ON, ratings={"рейтинг": RatingResult("рейтинг", total, {}, tuple(ties))})
        for person, (total, *ties) in zip(people, totals, strict=True)
    )


def places(decisions: tuple[Decisions, ...], **more: object) -> list[tuple[int | None, int]]:
    declared = core.Rating(core.About("рейтинг"), core.Applies("ученик"), (), const(0), **more)  # type: ignore[arg-type]
    ranked = rank(program(declared), decisions)
    assert [each.person.id for each in ranked] == [each.person.id for each in decisions]
    return [(each.ratings["рейтинг"].place, each.ratings["рейтинг"].shared) for each in ranked]


@pytest.mark.parametrize(("way", "last"), [("skip", 3), ("dense", 2)])
def test_equal_after_all_ties_share_a_place(way: str, last: int) -> None:
    assert places(cohort((5, 1), (5, 1), (4, 9)), places=way) == [(1, 2), (1, 2), (last, 1)]


def test_ties_are_compared_in_turn() -> None:
    assert places(cohort((5, 1, 9), (5, 2, 0), (5, 2, 3))) == [(3, 1), (2, 1), (1, 1)]


def test_ascending() -> None:
    assert places(cohort((5,), (3,), (4,)), descending=False) == [(3, 1), (1, 1), (2, 1)]


def test_an_unknown_total_or_one_of_nobody_has_no_place_and_takes_none() -> None:
    assert places(cohort((lost("олимпиады"),), (3,), (ABSENT,), (2,))) == [(None, 1), (1, 1), (None, 1), (2, 1)]


def test_a_tie_not_known_stands_after_the_known_ones() -> None:
    assert places(cohort((5, lost("балл")), (5, -100))) == [(2, 1), (1, 1)]


def test_people_of_another_shape_are_passed_by() -> None:
    decisions = (Decisions(pupil(), ON), *cohort((1,)))
    declared = core.Rating(core.About("рейтинг"), core.Applies("ученик"), (), const(0))

    assert rank(program(declared), decisions)[0] == decisions[0]


def test_a_priority_group_stands_before_any_total() -> None:
    people = (pupil("Ю-1", класс=9), pupil("Ю-2", класс=11), pupil("Ю-3"), pupil("Ю-4", класс=11))
    totals = (90, 10, 100, 20)
    declared = core.Rating(
        core.About("рейтинг"),
        core.Applies("ученик"),
        (),
        const(0),
        priorities=(compare(fact("класс"), "=", const(11)),),
    )
    asked = [prepare(program(declared)).decide(person, ON) for person in people]
    given = [
        evolve(each, ratings={"рейтинг": evolve(each.ratings["рейтинг"], total=total)})
        for each, total in zip(asked, totals, strict=True)
    ]

    ranked = [each.ratings["рейтинг"] for each in rank(program(declared), given)]

    assert [each.place for each in ranked] == [3, 2, None, 1]
    assert [each.priority for each in ranked] == [2, 1, Unknown(lost("класс").missing, 1, 2), 1]
