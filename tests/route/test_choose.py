"""The choice of k of n under hours, against every subset there is."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from iomrules.route.choose import Candidate, Outcome, choose
from iomrules.values import Number

TAKEN, HOURS, COUNT, RESERVED = Outcome.TAKEN, Outcome.HOURS, Outcome.COUNT, Outcome.RESERVED
APART, TOGETHER = Outcome.APART, Outcome.TOGETHER

hours_lists = st.lists(st.integers(0, 8).map(lambda halves: Fraction(halves, 2)), max_size=7)
capacities = st.none() | st.integers(0, 30).map(lambda halves: Fraction(halves, 2))
counts = st.integers(0, 5)


def reachable(hours: list[Fraction], capacity: Fraction | None) -> int:
    """The most that fit together, by trying every subset."""
    sizes = range(len(hours), -1, -1)
    fits = (n for n in sizes if any(capacity is None or sum(each) <= capacity for each in combinations(hours, n)))
    return next(fits, 0)


def chosen(hours: Sequence[Number], low: int, high: int, capacity: Number | None) -> tuple[Outcome, ...]:
    """What becomes of candidates that go alone."""
    return tuple(pick.outcome for pick in choose([Candidate(own) for own in hours], low, high, capacity))


@given(hours_lists, counts, counts, capacities)
def test_a_choice_keeps_every_bound(hours: list[Fraction], low: int, more: int, capacity: Fraction | None) -> None:
    high = low + more
    outcomes = chosen(hours, low, high, capacity)
    taken = [own for own, outcome in zip(hours, outcomes, strict=True) if outcome is TAKEN]

    assert len(taken) <= high
    assert capacity is None or sum(taken) <= capacity
    assert len(taken) >= min(low, reachable(hours, capacity))


@given(hours_lists, counts, counts, capacities)
def test_nothing_is_left_out_that_could_still_be_taken(
    hours: list[Fraction], low: int, more: int, capacity: Fraction | None
) -> None:
    """Going down the list, each one left out was too long, one too many, or would have cost the least number."""
    high = low + more
    least = min(low, reachable(hours, capacity))
    used, count = Fraction(0), 0
    for place, (own, outcome) in enumerate(zip(hours, chosen(hours, low, high, capacity), strict=True)):
        left = None if capacity is None else capacity - used
        match outcome:
            case Outcome.TAKEN:
                used, count = used + own, count + 1
            case Outcome.COUNT:
                assert count == high
            case Outcome.HOURS:
                assert left is not None and own > left
            case Outcome.RESERVED:
                assert left is not None
                assert count + 1 + reachable(hours[place + 1 :], left - own) < least


def test_the_best_is_passed_over_where_it_would_cost_the_least_number() -> None:
    assert chosen([3, 2, 2], 2, 2, 4) == (RESERVED, TAKEN, TAKEN)


def test_the_best_is_taken_where_the_least_number_can_do_without_those_hours() -> None:
    assert chosen([3, 2, 1], 2, 3, 4) == (TAKEN, HOURS, TAKEN)


def test_without_a_limit_the_first_ones_are_taken() -> None:
    assert chosen([9, 9, 9], 1, 2, None) == (TAKEN, TAKEN, COUNT)


def test_halves_of_hours_are_exact() -> None:
    assert chosen([Fraction(1, 2)] * 3, 0, 9, Fraction(3, 2)) == (TAKEN, TAKEN, TAKEN)


# --- what goes together and what goes apart ------------------------------------------------------------------------


def entry(hours: Number, *needs: int, bars: Sequence[int] = ()) -> Candidate:
    return Candidate(hours, frozenset(needs), frozenset(bars))


def outcomes(candidates: Sequence[Candidate], low: int, high: int, capacity: Number | None) -> tuple[Outcome, ...]:
    return tuple(pick.outcome for pick in choose(candidates, low, high, capacity))


def test_what_goes_only_together_is_taken_at_the_turn_of_the_first() -> None:
    picks = choose([entry(1, 2), entry(1), entry(1)], 0, 2, None)

    assert [pick.outcome for pick in picks] == [TAKEN, COUNT, TAKEN]
    assert picks[2].by == 0


def test_the_hours_of_all_that_goes_together_are_counted() -> None:
    assert outcomes([entry(2, 1), entry(2)], 0, 2, 3) == (HOURS, TAKEN)


def test_the_number_of_all_that_goes_together_is_counted() -> None:
    assert outcomes([entry(1, 1), entry(1)], 0, 1, None) == (COUNT, TAKEN)


def test_what_was_passed_over_is_not_taken_for_the_sake_of_another() -> None:
    assert outcomes([entry(3, 2), entry(1, 0, 2), entry(1)], 0, 3, 3) == (HOURS, TOGETHER, TAKEN)


def test_of_two_that_never_go_together_the_better_is_taken() -> None:
    assert outcomes([entry(1, bars=[1]), entry(1, bars=[0]), entry(1)], 0, 3, None) == (TAKEN, APART, TAKEN)


def test_the_least_number_is_reached_by_passing_over_what_bars_others() -> None:
    assert outcomes([entry(1, bars=[1, 2]), entry(1, bars=[0]), entry(1, bars=[0])], 2, 3, None) == (
        RESERVED,
        TAKEN,
        TAKEN,
    )


@st.composite
def terms(draw: st.DrawFn) -> list[Candidate]:
    """Up to six candidates, some of which go together or apart; needs are of all in a row, bars both ways."""
    size = draw(st.integers(0, 6))
    needs = [draw(st.frozensets(st.integers(0, size - 1), max_size=2)) for _ in range(size)]
    for _ in range(size):
        needs = [frozenset().union(own, *(needs[each] for each in own)) for own in needs]
    pairs = draw(
        st.frozensets(st.tuples(st.integers(0, max(size - 1, 0)), st.integers(0, max(size - 1, 0))), max_size=3)
    )
    pairs = frozenset((first, second) for first, second in pairs if first != second and first < size and second < size)
    bars = [
        frozenset(second if first == place else first for first, second in pairs if place in (first, second))
        for place in range(size)
    ]
    return [
        Candidate(draw(st.integers(0, 4)), own - {place}, barred)
        for place, (own, barred) in enumerate(zip(needs, bars, strict=True))
    ]


@given(terms(), counts, counts, st.none() | st.integers(0, 12))
def test_whatever_is_taken_has_its_company_and_no_other(
    candidates: list[Candidate], low: int, more: int, capacity: int | None
) -> None:
    found = outcomes(candidates, low, low + more, capacity)
    taken = {place for place, outcome in enumerate(found) if outcome is TAKEN}

    assert len(taken) <= low + more
    assert capacity is None or sum(candidates[place].hours for place in taken) <= capacity
    assert all(candidates[place].needs <= taken and not candidates[place].bars & taken for place in taken)
