"""What a value can be: an over-estimate by bounds or by a list, kept so that what is said to be impossible truly is.

Numbers and days (as ordinals) have bounds; truths, members, keys and texts have a list, or None for anything at all.
Nothing is known of a value that cannot be known: a fact that is missing may turn out to be any of these.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from iomrules.facts.record import DateKind, EnumKind, Kind, NumberKind, Schema, TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.values import ABSENT, Member, Number, Value

#: `not (left < right)` is `left >= right`, where both are there
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}
#: `left < right` is `right > left`
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


@frozen
class Possible:
    """among: the only values it can have, or None. low, high: bounds, included unless strict; None leaves a side open.

    step: every number is a multiple of it: 1 for whole ones, 0 where there is no such step. absent: there may be no
    value.
    """

    among: frozenset[Value] | None = None
    low: Number | None = None
    high: Number | None = None
    low_strict: bool = False
    high_strict: bool = False
    step: Number = 0
    absent: bool = False

    @property
    def empty(self) -> bool:
        """Whether no value is left; the value may still be absent."""
        if self.among is not None:
            return not self.among
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_strict or self.high_strict))

    @property
    def nothing(self) -> bool:
        return self.empty and not self.absent

    @property
    def single(self) -> bool:
        """Whether there is but one value."""
        if self.among is not None:
            return len(self.among) == 1
        return self.low is not None and self.low == self.high and not self.empty


ANYTHING = Possible(absent=True)
TRUTHS = Possible(frozenset((True, False)))


def truths(*answers: bool) -> Possible:
    return Possible(frozenset(answers))


def of_kind(kind: Kind, schema: Schema, *, absent: bool = False) -> Possible:
    """All values of a kind."""
    match kind:
        case NumberKind(low=low, high=high, whole=whole):
            return Possible(low=low, high=high, step=int(whole), absent=absent)
        case TruthKind():
            return evolve(TRUTHS, absent=absent)
        case DateKind():
            return Possible(step=1, absent=absent)
        case EnumKind(enumeration) if enumeration in schema.enumerations:
            names = schema.enumerations[enumeration].members
            members: Iterable[Value] = (Member(enumeration, name, rank) for rank, name in enumerate(names))
            return Possible(frozenset(members), absent=absent)
    return Possible(absent=absent)


def of_value(value: Value) -> Possible:
    """Just this value."""
    if value is ABSENT:
        return Possible(frozenset(), absent=True)
    if isinstance(value, bool | str | Member):
        return Possible(frozenset((value,)))
    if isinstance(value, int | Fraction):
        return Possible(low=value, high=value, step=Fraction(1, Fraction(value).denominator))
    if isinstance(value, date):
        return Possible(low=value.toordinal(), high=value.toordinal(), step=1)
    return ANYTHING


def between(low: Number | None, high: Number | None, step: Number = 0) -> Possible:
    return Possible(low=low, high=high, step=step)


def joint_step(steps: Iterable[Number]) -> Number:
    """The greatest step whose multiples all of them are; 0 where one is 0."""
    each = [Fraction(step) for step in steps]
    if not each or 0 in each:
        return 0
    below = lcm(*(step.denominator for step in each))
    return Fraction(gcd(*(int(step * below) for step in each)), below)


def join(parts: Iterable[Possible]) -> Possible:
    """What is possible in any of the parts; nothing at all of none."""
    each = tuple(parts)
    absent = any(part.absent for part in each)
    held = tuple(part for part in each if not part.empty)
    if not held:
        return Possible(frozenset(), absent=absent)
    if all(part.among is not None for part in held):
        return Possible(frozenset(value for part in held for value in part.among or ()), absent=absent)
    if any(part.among is not None for part in held):
        return Possible(absent=absent)
    low, low_strict = _outermost([(part.low, part.low_strict) for part in held], sign=1)
    high, high_strict = _outermost([(part.high, part.high_strict) for part in held], sign=-1)
    return Possible(None, low, high, low_strict, high_strict, joint_step(part.step for part in held), absent)


def _outermost(limits: list[tuple[Number | None, bool]], sign: int) -> tuple[Number | None, bool]:
    if any(limit is None for limit, _ in limits):
        return None, False
    ordered = sorted((sign * limit, strict, limit) for limit, strict in limits if limit is not None)
    return ordered[0][2], ordered[0][1]


def meet(one: Possible, other: Possible) -> Possible:
    """What is possible in both."""
    absent = one.absent and other.absent
    if one.among is not None and other.among is not None:
        return Possible(one.among & other.among, absent=absent)
    for listed, bounded in ((one, other), (other, one)):
        if listed.among is not None:
            return Possible(listed.among if not bounded.empty else frozenset(), absent=absent)
    low, low_strict = max(_limits(one, other, "low"), key=lambda each: (each[0], each[1]), default=(None, False))
    high, high_strict = min(_limits(one, other, "high"), key=lambda each: (each[0], not each[1]), default=(None, False))
    return _tidy(Possible(None, low, high, low_strict, high_strict, max(one.step, other.step), absent))


def _limits(one: Possible, other: Possible, side: str) -> list[tuple[Number, bool]]:
    limits = ((getattr(each, side), getattr(each, f"{side}_strict")) for each in (one, other))
    return [(limit, strict) for limit, strict in limits if limit is not None]


def _tidy(given: Possible) -> Possible:
    """Bounds of numbers with a step as such numbers, included."""
    low, high, step = given.low, given.high, given.step
    if not step:
        return given
    if low is not None:
        low = (floor(Fraction(low) / step) + 1 if given.low_strict else ceil(Fraction(low) / step)) * step
    if high is not None:
        high = (ceil(Fraction(high) / step) - 1 if given.high_strict else floor(Fraction(high) / step)) * step
    return Possible(None, low, high, step=step, absent=given.absent)


# --- comparing -----------------------------------------------------------------------------------------------------


def compared(operator: str, left: Possible, right: Possible) -> Possible:
    """The answers a comparison can have; what is absent equals nothing and has no order."""
    answers: set[Value] = set()
    if left.absent or right.absent:
        answers.add(operator == "<>")
    if not left.empty and not right.empty:
        answers |= {True} if _can_be(operator, left, right) else set()
        answers |= {False} if _can_be(OPPOSITE[operator], left, right) else set()
    return Possible(frozenset(answers))


def _can_be(operator: str, left: Possible, right: Possible) -> bool:
    """Whether some pair of values compares so."""
    if left.among is not None and right.among is not None:
        return any(_holds(operator, one, other) for one in left.among for other in right.among)
    if left.among is not None or right.among is not None:
        return True
    match operator:
        case "=":
            return not meet(evolve(left, absent=False), evolve(right, absent=False)).empty
        case "<>":
            return not (left.single and right.single and left.low == right.low)
        case "<":
            return left.low is None or right.high is None or left.low < right.high
        case "<=":
            return _can_reach(left, right)
        case ">":
            return _can_be("<", right, left)
    return _can_reach(right, left)


def _can_reach(left: Possible, right: Possible) -> bool:
    if left.low is None or right.high is None or left.low < right.high:
        return True
    return left.low == right.high and not left.low_strict and not right.high_strict


def _holds(operator: str, left: Value, right: Value) -> bool:
    if operator in {"=", "<>"}:
        return (left == right) is (operator == "=")
    if not isinstance(left, Member) or not isinstance(right, Member):
        return True
    match operator:
        case "<":
            return left.rank < right.rank
        case "<=":
            return left.rank <= right.rank
        case ">":
            return left.rank > right.rank
    return left.rank >= right.rank


def narrowed(given: Possible, operator: str, other: Possible, answer: bool = True) -> Possible:
    """What is left of `given` where `given operator other` is so, or is not."""
    if answer is (operator != "<>"):
        # Both are there: a comparison of what is absent would have come out the other way.
        return _restricted(evolve(given, absent=False), operator if answer else "=", other)
    if other.absent:
        return given
    return evolve(_restricted(given, operator if answer else OPPOSITE[operator], other), absent=given.absent)


def _restricted(given: Possible, operator: str, other: Possible) -> Possible:
    """The values of `given` that compare so with some value of `other`."""
    if given.among is not None:
        if other.among is None:
            return given
        kept = (value for value in given.among if any(_holds(operator, value, each) for each in other.among))
        return evolve(given, among=frozenset(kept))
    if operator == "=":
        return evolve(meet(given, evolve(other, absent=False)), absent=given.absent)
    if other.among is not None:
        return given
    if operator == "<>":
        return _without(given, other)
    bound = (
        Possible(high=other.high, high_strict=operator == "<" or other.high_strict)
        if operator in {"<", "<="}
        else Possible(low=other.low, low_strict=operator == ">" or other.low_strict)
    )
    return evolve(meet(given, bound), absent=given.absent)


def _without(given: Possible, other: Possible) -> Possible:
    """A bound that may not be met is left out; a number in the middle is not."""
    if not other.single:
        return given
    if given.low == other.low:
        given = evolve(given, low_strict=True)
    if given.high == other.low:
        given = evolve(given, high_strict=True)
    return _tidy(given)
