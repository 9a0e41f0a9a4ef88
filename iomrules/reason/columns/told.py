"""What is asked of columns, and what they say of one block: each rule, value and rating of the program."""

from math import prod

from iomrules.frozen import field, frozen
from iomrules.program.core import Rating
from iomrules.reason.columns.column import Array, Column, Mask
from iomrules.reason.columns.step import Step, Why

#: keys that people are compared by are whole numbers below it, where they are numbers
_MOST_KEY = 1 << 62
#: what a rule's column says
NO, YES, UNKNOWN, NOT_APPLICABLE, FAULT = range(5)


@frozen
class Asked:
    """One value asked for. step: None where only the row engine can tell; why: what columns have no way for."""

    name: str
    step: Step | None = field(default=None, eq=False)
    why: Why = ()


@frozen
class AskedRule:
    """What a rule concludes. applies: whom it is about; None for everybody. why: what columns have no way for."""

    name: str
    step: Step | None = field(default=None, eq=False)
    applies: Step | None = field(default=None, eq=False)
    why: Why = ()


@frozen
class AskedRating:
    """A rating's numbers: they are lost together, as a fault of one leaves no rating."""

    rating: Rating
    total: Asked
    criteria: tuple[Asked, ...]
    ties: tuple[Asked, ...]
    priorities: tuple[Asked, ...]

    @property
    def name(self) -> str:
        return self.rating.about.name

    @property
    def every(self) -> tuple[Asked, ...]:
        return (self.total, *self.criteria, *self.ties, *self.priorities)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Least and greatest of the total and of ties, so far as columns have them as numbers."""
        steps = [each.step for each in (self.total, *self.ties)]
        return tuple((step.least, step.greatest) for step in steps if step is not None and step.sort == "number")

    def keys(self, besides: int) -> int | None:
        """How many there are of group, total and ties together; None where they do not fit one number.

        besides: what a part of a key may say besides its values.
        """
        if len(self.spans) < 1 + len(self.ties):
            return None
        groups = len(self.priorities) + 2
        size = prod((greatest - least + 1 + besides for least, greatest in self.spans), start=groups)
        return size if size < _MOST_KEY else None


@frozen
class ToldRule:
    """verdicts: NO … NOT_APPLICABLE; of lost rows nothing."""

    name: str
    verdicts: Array
    lost: Mask = None


@frozen
class Told:
    """column: None where every row is lost."""

    asked: Asked
    column: Column | None = None
    lost: Mask = None


@frozen
class ToldRating:
    """priority: the number of the group, 0 where it is not known; None where the rating has no groups.

    groups: the first and the last that it may be.
    """

    asked: AskedRating
    total: Told
    criteria: tuple[Told, ...]
    ties: tuple[Told, ...]
    priority: Array = None
    lost: Mask = None
    groups: tuple[Array, Array] | None = None
