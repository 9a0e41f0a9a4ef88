"""Seats among everybody, against every way that what is not known may turn out."""

from collections.abc import Sequence
from itertools import permutations

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from iomrules.reason.decision import Turn
from iomrules.route.allocate import allocate
from iomrules.route.route import Claim, Pool
from iomrules.route.seats import EVERY_SEAT, Held, Seat, Seats, standing

POOLS: tuple[Pool, ...] = (("курсы", "анатомия"), ("курсы", "латынь"))


@frozen
class Pupil:
    """wishes: pools, the dearest first, of which one is taken. doubtful: nobody can tell whether they choose at all."""

    turn: Turn
    wishes: tuple[Pool, ...]
    doubtful: bool = False

    def claims(self, seats: Seats, limits: dict[Pool, int]) -> tuple[Claim, ...]:
        """As a route claims: the dearest seat wherever there is one; where that is in doubt, the next one perhaps."""
        found: list[Claim] = []
        tied = not self.doubtful
        for pool in self.wishes:
            seat = standing(seats, pool, limits[pool]).seat
            tied = tied and seat is not Seat.UNSURE
            if seat is not Seat.GONE:
                sure = not (self.doubtful or found)
                found.append(Claim(pool, sure, tied=tied and not sure))
            if seat is Seat.FREE:
                break
        return tuple(found)


def allocated(
    pupils: Sequence[Pupil], limits: dict[Pool, int], held: Sequence[tuple[Claim, ...]] = ()
) -> tuple[Seats, ...]:
    none = tuple(() for _ in pupils)
    turns = [each.turn for each in pupils]
    return allocate(turns, held or none, lambda each, seats: pupils[each].claims(seats, limits), "балл")


def outcomes(pupils: Sequence[Pupil], limits: dict[Pool, int]) -> list[set[tuple[int, Pool, bool]]]:
    """Everybody's seats in each world there may be: who finds which pool open at their turn."""
    worlds: list[set[tuple[int, Pool, bool]]] = []
    for order in permutations(range(len(pupils))):
        if any(
            pupils[second].turn.worst < pupils[first].turn.best
            for place, first in enumerate(order)
            for second in order[place + 1 :]
        ):
            continue
        unknown = [each for each in range(len(pupils)) if pupils[each].doubtful]
        for mask in range(2 ** len(unknown)):
            absent = {each for bit, each in enumerate(unknown) if mask >> bit & 1}
            left = dict(limits)
            seen: set[tuple[int, Pool, bool]] = set()
            for person in order:
                seen |= {(person, pool, left[pool] > 0) for pool in POOLS}
                if person not in absent:
                    dear = next((pool for pool in pupils[person].wishes if left[pool] > 0), None)
                    if dear is not None:
                        left[dear] -= 1
            worlds.append(seen)
    return worlds


ALONE = [(each,) for each in POOLS]
ranks = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda pair: Turn(min(pair), max(pair)))
pupils = st.builds(Pupil, ranks, st.permutations(POOLS).map(tuple) | st.sampled_from(ALONE), st.booleans())


@given(st.lists(pupils, max_size=4), st.integers(0, 3), st.integers(0, 3))
def test_a_seat_is_given_or_refused_only_when_nothing_missing_can_change_it(
    people: list[Pupil], first: int, second: int
) -> None:
    limits = dict(zip(POOLS, (first, second), strict=True))
    worlds = outcomes(people, limits)
    for person, seats in enumerate(allocated(people, limits)):
        for pool in POOLS:
            found = standing(seats, pool, limits[pool]).seat
            if found is Seat.FREE:
                assert all((person, pool, True) in world for world in worlds)
            if found is Seat.GONE:
                assert all((person, pool, False) in world for world in worlds)


@given(
    st.lists(
        st.builds(Pupil, st.integers(0, 2).map(lambda rank: Turn(rank, rank)), st.sampled_from(ALONE)), max_size=6
    ),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_of_those_who_wish_one_seat_all_is_told_that_does_not_hang_on_a_tie(
    people: list[Pupil], first: int, second: int
) -> None:
    limits = dict(zip(POOLS, (first, second), strict=True))
    worlds = outcomes(people, limits)
    for person, seats in enumerate(allocated(people, limits)):
        (pool,) = people[person].wishes
        truths = {(person, pool, True) in world for world in worlds}
        found = standing(seats, pool, limits[pool]).seat

        assert found is (Seat.TIED if len(truths) == 2 else Seat.FREE if truths == {True} else Seat.GONE)


def test_those_below_a_tie_are_told_that_there_is_no_seat() -> None:
    people = [Pupil(Turn(0, 0), POOLS), Pupil(Turn(0, 0), POOLS), Pupil(Turn(1, 1), POOLS[:1])]
    *_, found = allocated(people, {POOLS[0]: 1, POOLS[1]: 1})

    assert found.held[POOLS[0]] == Held(sure=2, most=2)


def test_who_is_level_hopes_for_no_seat_that_the_wishes_of_others_leave_them_no_need_of() -> None:
    people = [Pupil(Turn(0, 0), POOLS), Pupil(Turn(0, 0), POOLS[1:])]
    _, found = allocated(people, {POOLS[0]: 5, POOLS[1]: 1})

    assert standing(found, POOLS[1], 1).seat is Seat.FREE


def test_where_all_is_known_nothing_is_unsure() -> None:
    people = [Pupil(Turn(rank, rank), POOLS[:1]) for rank in (2, 0, 1)]
    limits = {POOLS[0]: 2, POOLS[1]: 0}
    found = [standing(seats, POOLS[0], 2).seat for seats in allocated(people, limits)]

    assert found == [Seat.GONE, Seat.FREE, Seat.FREE]


def test_those_level_for_the_last_seat_are_left_to_the_council() -> None:
    people = [Pupil(Turn(0, 0), POOLS[:1]), Pupil(Turn(1, 1), POOLS[:1]), Pupil(Turn(1, 1), POOLS[:1])]
    found = [standing(seats, POOLS[0], 2) for seats in allocated(people, {POOLS[0]: 2, POOLS[1]: 0})]

    assert [each.seat for each in found] == [Seat.FREE, Seat.TIED, Seat.TIED]
    assert found[1].said.ru == "мест 2: осталось 1, а равных в рейтинге «балл» — 2; решает совет"


def test_those_level_all_get_a_seat_where_there_is_one_for_each() -> None:
    people = [Pupil(Turn(1, 1), POOLS[:1]), Pupil(Turn(1, 1), POOLS[:1])]
    found = [standing(seats, POOLS[0], 2).seat for seats in allocated(people, {POOLS[0]: 2, POOLS[1]: 0})]

    assert found == [Seat.FREE, Seat.FREE]


def test_what_is_obligatory_takes_its_seats_before_anybody_chooses() -> None:
    people = [Pupil(Turn(0, 0), POOLS[:1]), Pupil(Turn(1, 1), ())]
    held = ((), (Claim(POOLS[0], sure=True),))
    seats, _ = allocated(people, {POOLS[0]: 1, POOLS[1]: 0}, held)

    assert standing(seats, POOLS[0], 1).seat is Seat.GONE


def test_alone_every_seat_is_free() -> None:
    assert standing(EVERY_SEAT, POOLS[0], 1).seat is Seat.FREE
    assert standing(EVERY_SEAT, POOLS[0], None).said.ru == ""


def test_a_refusal_says_how_many_seats_there_are_and_who_has_them() -> None:
    seats = Seats({POOLS[0]: Held(12, 12)}, queue="Рейтинг успеваемости")

    said = standing(seats, POOLS[0], 12).said
    assert said.ru == "мест 12, все заняты теми, кто выше в рейтинге «Рейтинг успеваемости»"
    assert said.en == "seats: 12, all taken by those who stand higher in the rating “Рейтинг успеваемости”"
