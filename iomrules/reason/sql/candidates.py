"""One person's part in a selection as columns, before everybody is compared."""

from iomrules.frozen import frozen
from iomrules.reason.sql.facts import Facts
from iomrules.reason.sql.lanes import (
    NULL,
    End,
    Lanes,
    NumberLanes,
    TruthLanes,
    case,
    constant,
    denied,
    every,
    is_open,
    is_unknown,
    sound,
    times,
    worst,
)
from iomrules.reason.sql.standings import Standing, ordered
from iomrules.reason.sql.unsayable import Unsayable

#: a number's part of a key: open at the better side, known, absent, open at the worse side
_FIRST, _NUMBER, _ABSENT, _LAST = "-1", "0", "1", "2"


@frozen
class CandidateLanes:
    """What a selection asks of one person. about: whether the rating is about them, and whether the selection is."""

    about: tuple[TruthLanes, ...]
    passes: TruthLanes
    mark: Lanes | None = None
    seats: NumberLanes | None = None
    share: NumberLanes | None = None

    def trouble(self) -> str:
        """All of it is asked of everybody who has a total."""
        asked = (*self.about, self.mark, self.seats, self.share)
        return worst(*(each.trouble for each in asked if each is not None))


def seats_of(asked: CandidateLanes, participants: str) -> str:
    """The seats there are for so many participants, NULL where only a pass mark is asked for."""
    told = [each for each in (_whole(asked.seats), _whole(asked.share, participants)) if each != NULL]
    if len(told) < 2:
        return told[0] if told else NULL
    return f"LEAST({', '.join(told)})"  # it does not mind a NULL: seats or a share that nobody knows


def _whole(number: NumberLanes | None, of: str | int = 1) -> str:
    """A number of seats, whole and not below nought; of: what it is a part of. NULL where it is not known."""
    if number is None:
        return NULL
    told = constant(number.low)
    if told is not None and of == 1:
        return str(max(int(told // 1), 0))
    known = every((denied(is_unknown(number)), denied(number.absent), sound(number.trouble)))
    return case((known, f"GREATEST({times(number.low.num, of)} // {number.low.den}, 0)"))


@frozen
class Keys:
    """What people are ordered by, less is better: a priority group, then the total and ties.

    best, worst: texts of the person's row. directions: how each is ordered. unsure: conditions of all people together.
    """

    best: tuple[str, ...] = ()
    worst: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Facts, standing: Standing, lost: str) -> "Keys":
        """The keys of a rating's people. lost: the condition that nobody knows where one stands. Raises Unsayable."""
        made = cls()
        if standing.priority is not None:
            after = str(len(standing.rating.priorities) + 2)
            low, high = standing.priority.low.num, standing.priority.high.num
            made = made._and(case((lost, "0"), otherwise=low), case((lost, after), otherwise=high))
        for value in (standing.total, *standing.ties):
            if not isinstance(value, NumberLanes):
                raise Unsayable("критерий не числом", "a criterion that is no number")
            made = made._and_number(facts, value, lost, standing.rating.descending)
        return made

    def _and(self, best: str, worst_one: str, direction: str = "", unsure: str = "") -> "Keys":
        more = (unsure,) if unsure else ()
        directions = (*self.directions, direction)
        return Keys((*self.best, best), (*self.worst, worst_one), directions, (*self.unsure, *more))

    def _and_number(self, facts: Facts, value: NumberLanes, lost: str, down: bool) -> "Keys":
        """Where it is not a number that it is, and the number."""
        ends = (value.high, value.low) if down else (value.low, value.high)
        told = ordered(facts, ends[:1] if value.same else ends)

        def part(end: End, beyond: str) -> str:
            return case((lost, beyond), (value.absent, _ABSENT), (is_open(end), beyond), otherwise=_NUMBER)

        first, last = part(ends[0], _FIRST), part(ends[1], _LAST)
        made = self if (first, last) == (_NUMBER, _NUMBER) else self._and(first, last)
        fine = every((denied(lost), denied(value.absent)))
        for best, worst_one in zip(told.columns[0], told.columns[-1], strict=True):
            direction = "DESC" if down else ""
            made = made._and(case((fine, best)), case((fine, worst_one)), direction, told.unsure)
        return made
