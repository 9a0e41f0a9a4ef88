"""Counts of claims and wishes against `route.allocate`, which goes from person to person."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from iomrules.cluster.lines import CLAIM, FREE, GONE, TIED, UNSURE, WISH, Lines, Rivals, Told, ends
from iomrules.reason.decision import Turn
from iomrules.route.allocate import allocate
from iomrules.route.route import Claim, Pool
from iomrules.route.seats import Held, Seat, Seats, standing
from iomrules.values import Unknown
from tests.route.test_allocate import POOLS, Pupil, pupils

NUMBERS = {pool: at for at, pool in enumerate(POOLS)}
SEATS = {FREE: Seat.FREE, TIED: Seat.TIED, UNSURE: Seat.UNSURE, GONE: Seat.GONE}


def everybodys(people: Sequence[Pupil], limits: dict[tuple[str, str], int], held: Sequence[bool]) -> list[Seats]:
    """What each finds once nobody's claims change any more, all choosing at once again and again."""
    first = np.array([[sum(held), sum(held), 0]] + [[0, 0, 0]] * (len(POOLS) - 1))
    wished = [_pools(each.claims(Seats(doubtful=True), limits)) for each in people]
    hoped, claims = wished, Told.of((), CLAIM)
    while True:
        wishes, hopes = (Told.of(_rows(people, each), WISH) for each in (wished, hoped))
        lines = Lines.of_content(Lines.of(8, first, claims, wishes, hopes).content())
        found = [_found(lines, each.turn, lines.hopes, own) for each, own in zip(people, hoped, strict=True)]
        hoped = [
            _pools(each.claims(_found(lines, each.turn, lines.wishes, own), limits))
            for each, own in zip(people, wished, strict=True)
        ]
        told = [
            (NUMBERS[claim.pool], each.turn.worst, claim.sure, 1, claim.tied)
            for each, seats in zip(people, found, strict=True)
            for claim in each.claims(seats, limits)
        ]
        after = Lines.of(8, first, Told.of(told, CLAIM), wishes, Told.of(_rows(people, hoped), WISH))
        if after.content() == lines.content():
            return found
        claims = Told.of(told, CLAIM)


def _pools(claims: Sequence[Claim]) -> set[Pool]:
    return {each.pool for each in claims}


def _rows(people: Sequence[Pupil], wanted: Sequence[set[Pool]]) -> list[tuple[int, ...]]:
    return [
        (NUMBERS[pool], each.turn.best, each.turn.worst)
        for each, own in zip(people, wanted, strict=True)
        for pool in sorted(own)
    ]


def _found(lines: Lines, turn: Turn, rivals: Rivals, wanted: set[Pool]) -> Seats:
    own = np.array([pool in wanted for pool in POOLS])
    told = lines.held(np.arange(len(POOLS)), turn.best, turn.worst, rivals, own)
    return Seats(dict(zip(POOLS, (Held(*map(int, each)) for each in zip(*told, strict=True)), strict=True)))


@given(st.lists(st.tuples(pupils, st.booleans()), max_size=7), st.integers(0, 3), st.integers(0, 3))
def test_all_at_once_come_to_what_one_after_another_comes_to(
    people: list[tuple[Pupil, bool]], first: int, second: int
) -> None:
    limits = dict(zip(POOLS, (first, second), strict=True))
    own, held = [each for each, _ in people], [had for _, had in people]
    before = [(Claim(POOLS[0], sure=True),) if had else () for had in held]
    expected = allocate([each.turn for each in own], before, lambda i, seats: own[i].claims(seats, limits), "балл")

    for seats, found in zip(expected, everybodys(own, limits, held), strict=True):
        assert [found.held[pool] for pool in POOLS] == [seats.held.get(pool, Held()) for pool in POOLS]


def test_many_asked_at_once_find_what_each_finds() -> None:
    claims, wishes = (
        Told.of([(0, 0, 1, 1, 0), (0, 1, 0, 1, 1), (0, 1, 1, 1, 0)], CLAIM),
        Told.of([(0, 2, 2), (0, 2, 2)], WISH),
    )
    lines = Lines.of(8, np.zeros((1, 3), np.int64), claims, wishes, wishes)
    turns = [Turn(0, 0), Turn(2, 2), Turn(3, 3)]
    limits = [0, 1, 2, 3, 5, Unknown((), low=2, high=4)]
    for limit in limits:
        least, most = ends(*((limit.low, limit.high) if isinstance(limit, Unknown) else (limit, limit)))
        best = np.array([each.best for each in turns])
        wants = best == 2
        asked = (np.full(3, each) for each in (0, least, most))
        found = lines.seats(*asked, (best, best, lines.hopes, wants))
        one_by_one = [
            lines.held(np.arange(1), each.best, each.worst, lines.hopes, np.array([each.best == 2])) for each in turns
        ]
        held = [Seats({POOLS[0]: Held(*(int(number[0]) for number in each))}) for each in one_by_one]

        assert [SEATS[each] for each in found.tolist()] == [standing(each, POOLS[0], limit).seat for each in held]
