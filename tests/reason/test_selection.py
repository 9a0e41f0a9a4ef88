"""Selections: seats, shares, pass marks, the last seat shared, and a border that is only as sure as the facts."""

from fractions import Fraction

import pytest
from attrs import evolve

from iomrules.program import core
from iomrules.reason.decision import Admission, Candidate, Decisions, RatingResult
from iomrules.reason.engine import prepare
from iomrules.reason.rank import rank
from iomrules.values import ABSENT, Missing, Unknown, Value, unknown
from tests.reason.lyceum_of_tests import ON, const, fact, lost, program, pupil

_RATING = core.Rating(core.About("конкурс"), core.Applies("ученик"), (), const(0))


def outcome(
    *totals: Value,
    seats: Value | None = None,
    share: Value | None = None,
    border: str = "council",
    passes: tuple[Value, ...] = (),
) -> str:
    """A letter for each total: Y(es), N(o), U(nknown), C(ouncil), - for nobody."""
    passed = (*passes, *(True for _ in totals[len(passes) :]))
    decisions = [
        Decisions(
            pupil(f"Ю-{number}"),
            ON,
            ratings={"конкурс": RatingResult("конкурс", total, {})},
            candidates={"отбор": Candidate(True, passed[number], seats, share)},  # type: ignore[arg-type]
        )
        for number, total in enumerate(totals)
    ]
    selection = core.Selection(core.About("отбор"), core.Applies("ученик"), "конкурс", border=border)
    whole = evolve(program(_RATING), selections={"отбор": selection})
    told = [each.selections.get("отбор") for each in rank(whole, decisions)]
    return "".join("-" if each is None else each.verdict.value[0].upper() for each in told)


def within(low: int, high: int) -> Unknown:
    return unknown((Missing("балл"),), low, high)


@pytest.mark.parametrize(
    ("seats", "expected"), [(0, "NNN"), (1, "YNN"), (2, "YYN"), (3, "YYY"), (9, "YYY"), (1.5, "YNN"), (-1, "NNN")]
)
def test_seats_are_taken_in_order_and_only_whole_ones_count(seats: float, expected: str) -> None:
    assert outcome(30, 20, 10, seats=_exact(seats)) == expected


def _exact(seats: float) -> Value:
    return Fraction(seats)


@pytest.mark.parametrize(("border", "expected"), [("council", "YCCN"), ("all", "YYYN"), ("none", "YNNN")])
def test_the_last_seat_shared_goes_by_what_the_rules_say(border: str, expected: str) -> None:
    assert outcome(30, 20, 20, 10, seats=2, border=border) == expected


def test_equals_who_all_fit_are_all_in() -> None:
    assert outcome(20, 20, 10, seats=2) == "YYN"


def test_a_share_of_the_participants_is_cut_to_whole_seats() -> None:
    assert outcome(50, 40, 30, 20, 10, share=_exact(0.5)) == "YYNNN"
    assert outcome(50, 40, 30, share=_exact(0.25)) == "NNN"
    assert outcome(50, 40, 30, 20, seats=1, share=_exact(0.5)) == "YNNN"


def test_a_pass_mark_alone_lets_in_all_who_reach_it() -> None:
    assert outcome(50, 40, 30, passes=(True, False, lost("балл"))) == "YNU"


def test_who_does_not_reach_the_pass_mark_takes_no_seat() -> None:
    assert outcome(50, 40, 30, 20, seats=2, passes=(False, True, True)) == "NYYN"


def test_an_unknown_total_makes_the_border_unknown_and_no_more() -> None:
    assert outcome(90, 50, 40, lost("балл"), seats=2) == "YUNU"
    assert outcome(90, 50, 40, within(0, 45), seats=2) == "YYNN"
    assert outcome(90, 50, 40, within(45, 60), seats=2) == "YUNU"
    assert outcome(90, 50, 40, within(95, 99), seats=2) == "YNNY"


def test_who_may_not_reach_the_pass_mark_leaves_the_next_in_doubt() -> None:
    assert outcome(50, 40, 30, seats=1, passes=(lost("допуск"), True, True)) == "UUN"


def test_an_unknown_equal_leaves_the_rule_of_the_last_seat_in_doubt() -> None:
    assert outcome(50, within(40, 50), seats=1) == "UU"
    assert outcome(50, within(40, 50), seats=1, border="all") == "YU"
    assert outcome(50, within(50, 60), seats=1, border="none") == "NU"


def test_whom_the_rating_is_not_about_takes_no_part() -> None:
    assert outcome(50, ABSENT, 40, seats=1) == "Y-N"


def test_a_person_with_a_fault_keeps_every_border_open() -> None:
    selection = core.Selection(core.About("отбор"), core.Applies("ученик"), "конкурс", seats=const(1))
    total = core.Divide(const(100), fact("класс"))
    whole = evolve(program(evolve(_RATING, total=total)), selections={"отбор": selection})
    people = [pupil("Ю-1", класс=10), pupil("Ю-2", класс=0), pupil("Ю-3", класс=11)]

    told = rank(whole, [prepare(whole).decide(person, ON) for person in people])

    assert [dict(each.selections).get("отбор") is None for each in told] == [False, True, False]
    assert [each.selections["отбор"].verdict for each in (told[0], told[2])] == [Admission.UNKNOWN, Admission.NO]


def test_what_it_rests_on_is_told() -> None:
    selection = core.Selection(
        core.About("отбор"), core.Applies("ученик"), "конкурс", seats=const(1), pass_mark=const(10)
    )
    whole = evolve(program(evolve(_RATING, total=fact("класс"))), selections={"отбор": selection})
    people = [pupil("Ю-1", класс=11), pupil("Ю-2", класс=10), pupil("Ю-3", класс=9), pupil("Ю-4")]

    first, second, third, fourth = (
        each.selections["отбор"] for each in rank(whole, [prepare(whole).decide(person, ON) for person in people])
    )

    assert (first.verdict, first.place, first.seats, first.participants) == (Admission.UNKNOWN, 1, (1, 1), 4)
    assert (second.ahead, second.level) == ((1, 2), (2, 3))
    assert (third.verdict, third.ahead) == (Admission.NO, None)
    assert fourth.missing == (Missing("класс"),)
