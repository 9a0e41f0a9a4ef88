"""Seats as one person finds them at their turn: what those who come before hold of each, at least and at most."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from iomrules.frozen import field, frozen
from iomrules.route import phrases
from iomrules.route.route import Pool, Said
from iomrules.values import ABSENT, Number, Unknown, Value


@frozen
class Held:
    """Seats of one pool that those before take: surely, that is wherever there is one, and at most.

    level: those of the latter who stand level. tied: those who come before and wait for what a council decides.
    """

    sure: int = 0
    most: int = 0
    level: int = 0
    tied: int = 0

    def seat(self, least: Number, most: Number | None) -> "Seat":
        """Whether one is left. least, most: how many there are; None for any number."""
        if most is not None and self.sure >= most:
            return Seat.GONE
        if self.most < least:
            return Seat.FREE
        return Seat.TIED if self.most - self.level - self.tied < least else Seat.UNSURE


@frozen
class Seats:
    """held: of each pool that somebody may hold. doubtful: of no pool can anybody tell. queue: the rating, in words."""

    held: Mapping[Pool, Held] = field(factory=dict)
    doubtful: bool = False
    queue: str = ""

    def held_of(self, pool: Pool, least: Number, most: Number | None) -> Held:
        """Who holds seats of a pool. least, most: how many there are; None for any number."""
        return self.held.get(pool, Held())


#: what one person alone finds
EVERY_SEAT = Seats()


@frozen
class Noted(Seats):
    """Seats, and a note of what was found of all that was asked for: claims follow from nothing else."""

    asked: dict[tuple[Pool, Number, Number | None], "Seat"] = field(factory=dict, eq=False)

    def held_of(self, pool: Pool, least: Number, most: Number | None) -> Held:
        """As of all seats."""
        held = self.held.get(pool, Held())
        self.asked[pool, least, most] = held.seat(least, most)
        return held

    def are_as(self, other: Seats) -> bool:
        """Whether whoever asks for the same finds the same there."""
        return all(other.held_of(*each).seat(*each[1:]) is found for each, found in self.asked.items())


class Seat(Enum):
    """FREE: whatever the unknown turns out to be; GONE: likewise.

    TIED: all but a council's decision between people who are level is known; UNSURE: more is not.
    """

    FREE = "free"
    GONE = "gone"
    TIED = "tied"
    UNSURE = "unsure"


@frozen
class Standing:
    """What one person finds of one pool. said: why there is no seat, or why nobody can tell; empty for a free one."""

    seat: Seat
    said: Said = Said("", "")

    @property
    def in_doubt(self) -> bool:
        return self.seat in (Seat.TIED, Seat.UNSURE)


FREE = Standing(Seat.FREE)


def standing(seats: Seats, pool: Pool, limit: Value | None) -> Standing:
    """limit: how many seats there are: a number, an unknown one, or ABSENT or None for as many as you like."""
    if limit is None or limit is ABSENT:
        return FREE
    least, most = _bounds(limit)
    held = seats.held_of(pool, least, most)
    seat = held.seat(least, most)
    if seat is Seat.GONE:
        return Standing(seat, phrases.all_taken(most, seats.queue))
    if seat is Seat.UNSURE or seats.doubtful:
        return Standing(Seat.UNSURE, phrases.seat_unknown(most))
    return FREE if seat is Seat.FREE else Standing(seat, _tie(held, least, most, seats.queue))


def _tie(held: Held, least: Number, most: Number | None, queue: str) -> Said:
    """Who is level for the seats, and who decides."""
    left = least - (held.most - held.level)
    if left > 0:
        return phrases.tied(most, left, held.level + 1, queue, sure=held.sure == held.most - held.level)
    return phrases.tied_above(most, held.tied, queue)


def _bounds(limit: Value) -> tuple[Number, Number | None]:
    if isinstance(limit, Unknown):
        return (limit.low if limit.low is not None else 0), limit.high
    number = limit if isinstance(limit, int | Fraction) else 0
    return number, number
