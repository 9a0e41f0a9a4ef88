"""How many stand before whom: counting in order gives what comparing everybody with everybody gives."""

from collections.abc import Sequence
from random import Random

import pytest

from iomrules.reason.selection import FIRST, LAST, Span, _Crowd, _crowds, _Standing
from iomrules.values import Truth, Unknown

LOST = Unknown(())


def _relation(first: Sequence[Span], second: Sequence[Span]) -> tuple[bool, bool, bool]:
    """Whether the first may stand before the second, level with it, after it."""
    better = worse = False
    for (best, worst), (other_best, other_worst) in zip(first, second, strict=True):
        better |= best < other_worst
        worse |= worst > other_best
        if max(best, other_best) > min(worst, other_worst):
            return better, False, worse
    return better, True, worse


def _by_comparing(person: _Standing, standings: Sequence[_Standing]) -> _Crowd:
    """Everybody else one by one: who may come before or level, and who surely does."""
    related = [
        (*_relation(other.spans, person.spans), other.eligible is True) for other in standings if other != person
    ]
    return _Crowd(
        (sum(sure and not equal and not worse for _, equal, worse, sure in related), sum(each[0] for each in related)),
        (
            1 + sum(sure and not worse for _, _, worse, sure in related),
            1 + sum(better or equal for better, equal, _, _ in related),
        ),
    )


def _span(random: Random) -> Span:
    ends = sorted(random.choice(((0, 0), (0, 1), (0, 1), (0, 2), (1, 0))) for _ in range(2))
    match random.randrange(8):
        case 0:
            return FIRST, ends[1]
        case 1:
            return ends[0], LAST
        case 2:
            return FIRST, LAST
        case 3:
            return ends[0], ends[1]
    return ends[0], ends[0]


@pytest.mark.parametrize("seed", range(150))
def test_counting_is_comparing(seed: int) -> None:
    random = Random(seed)
    width = random.choice((1, 2, 3))
    eligible: tuple[Truth, ...] = (True, True, LOST)
    standings = [
        _Standing(number, random.choice(eligible), True, tuple(_span(random) for _ in range(width)))
        for number in range(random.choice((1, 2, 5, 9)))
    ]

    assert _crowds(standings) == {each.index: _by_comparing(each, standings) for each in standings}
