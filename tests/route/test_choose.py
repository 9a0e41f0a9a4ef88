"""The choice of k of n under hours, against every subset there is."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from iomrules.route.choose import Outcome, choose, most_that_fit

TAKEN, HOURS, COUNT, RESERVED = Outcome.TAKEN, Outcome.HOURS, Outcome.COUNT, Outcome.RESERVED

hours_lists = st.lists(st.integers(0, 8).map(lambda halves: Fraction(halves, 2)), max_size=7)
capacities = st.none() | st.integers(0, 30).map(lambda halves: Fraction(halves, 2))
counts = st.integers(0, 5)


def reachable(hours: list[Fraction], capacity: Fraction | None) -> int:
    """The most that fit together, by trying every subset."""
    sizes = range(len(hours), -1, -1)
    fits = (n for n in sizes if any(capacity is None or sum(each) <= capacity for each in combinations(hours, n)))
    return next(fits, 0)


@given(hours_lists, counts, counts, capacities)
def test_a_choice_keeps_every_bound(hours: list[Fraction], low: int, more: int, capacity: Fraction | None) -> None:
    high = low + more
    outcomes = choose(hours, low, high, capacity)
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
    for place, (own, outcome) in enumerate(zip(hours, choose(hours, low, high, capacity), strict=True)):
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


@given(hours_lists, capacities)
def test_the_shortest_first_give_the_most(hours: list[Fraction], capacity: Fraction | None) -> None:
    assert most_that_fit(hours, capacity) == reachable(hours, capacity)


def test_the_best_is_passed_over_where_it_would_cost_the_least_number() -> None:
    assert choose([3, 2, 2], 2, 2, 4) == (RESERVED, TAKEN, TAKEN)


def test_the_best_is_taken_where_the_least_number_can_do_without_those_hours() -> None:
    assert choose([3, 2, 1], 2, 3, 4) == (TAKEN, HOURS, TAKEN)


def test_without_a_limit_the_first_ones_are_taken() -> None:
    assert choose([9, 9, 9], 1, 2, None) == (TAKEN, TAKEN, COUNT)


def test_halves_of_hours_are_exact() -> None:
    assert choose([Fraction(1, 2)] * 3, 0, 9, Fraction(3, 2)) == (TAKEN, TAKEN, TAKEN)
