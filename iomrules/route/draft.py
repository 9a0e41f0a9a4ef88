"""A route under composition: its lines so far, what was left out of it, and the hours it still has."""

from fractions import Fraction

from iomrules.frozen import evolve, frozen
from iomrules.reason.decision import Evaluation
from iomrules.route.entries import Shelf, weekly_of
from iomrules.route.route import Claim, NotTaken, Pool, RouteItem, Said, Shortfall
from iomrules.route.seats import EVERY_SEAT, Seats
from iomrules.values import ABSENT, Number, Unknown, Value


@frozen
class Setting:
    """What every step of a composition asks: the person's facts, the catalogues, and the seats others have left."""

    evaluation: Evaluation
    shelf: Shelf
    seats: Seats = EVERY_SEAT


@frozen
class Draft:
    """limit: of the week's load: a number, Unknown, or None where nobody sets one.

    claims: seats it takes, or (not sure) would take if more were known. unsettled: what comes later may find other
    lines than these, as something that bears upon it is in doubt.
    """

    items: tuple[RouteItem, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    limit: Number | Unknown | None = None
    claims: tuple[Claim, ...] = ()
    unsettled: bool = False

    def hours(self) -> Number:
        """Hours a week of all items."""
        return sum((weekly_of(each) for each in self.items), start=0)

    def remaining(self) -> Value:
        """Hours the load still leaves, not less than 0; ABSENT without a limit; of an unknown one, its bounds less."""
        if self.limit is None:
            return ABSENT
        hours = self.hours()
        if isinstance(self.limit, Unknown):
            low, high = self.limit.low, self.limit.high
            return Unknown(
                self.limit.missing,
                None if low is None else max(low - hours, 0),
                None if high is None else max(high - hours, 0),
            )
        return max(self.limit - hours, 0)

    def and_left_out(self, *left: NotTaken) -> "Draft":
        return evolve(self, not_taken=(*self.not_taken, *left))

    def and_short(self, said: Said, basis: tuple[str, ...] = ()) -> "Draft":
        return evolve(self, shortfalls=(*self.shortfalls, Shortfall(said.ru, said.because(basis))))

    def and_claim(self, pool: Pool, *, sure: bool, tied: bool = False) -> "Draft":
        return evolve(self, claims=(*self.claims, Claim(pool, sure, tied)))

    def and_item(self, new: RouteItem) -> "Draft":
        """With one more line, or with it in the place of the line of its key."""
        keys = [each.key for each in self.items]
        if new.key in keys:
            place = keys.index(new.key)
            return evolve(self, items=(*self.items[:place], new, *self.items[place + 1 :]))
        return evolve(self, items=(*self.items, new))


def clauses(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def as_number(value: Value | None) -> Number:
    """The number, or 0 of what is none."""
    return value if isinstance(value, int | Fraction) else 0
