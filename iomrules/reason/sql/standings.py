"""Where people stand in a rating: what they are compared by, as columns that a database puts in exact order."""

from collections.abc import Sequence

from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.reason.sql.facts import Facts
from iomrules.reason.sql.lanes import (
    FALSE,
    NONE,
    NULL,
    End,
    Lanes,
    NumberLanes,
    case,
    common,
    denied,
    every,
    is_unknown,
    scaled,
    some,
    sound,
    worst,
)
from iomrules.reason.sql.names import of_rules
from iomrules.reason.sql.unsayable import Unsayable

#: a place that only the interpreter can say
UNSURE_PLACE = -1
#: the square of a denominator is a whole number of 128 bits up to here
_GREATEST = 10**19


@frozen
class Standing:
    """One person's part in a rating, fractions in their lowest terms. trouble: the column of what stops it."""

    rating: core.Rating
    total: NumberLanes
    ties: tuple[Lanes, ...]
    priority: NumberLanes | None
    trouble: str

    @property
    def direction(self) -> str:
        """In which order totals and ties go, the best first."""
        return "DESC" if self.rating.descending else "ASC"


@frozen
class Ordered:
    """What ends are ordered by. columns: of each end one text or three. unsure: a condition of all people together."""

    columns: tuple[tuple[str, ...], ...]
    unsure: str = FALSE


def standing_of(facts: Facts, rating: core.Rating) -> Standing:
    """What a rating's places and selections rest on. Raises Unsayable where a part of it was refused."""
    name = rating.about.name
    total = facts.declared.get(("total", name))
    criteria = [facts.declared.get(("criterion", name, each.name)) for each in rating.criteria]
    ties = [facts.declared.get(("tie", name, str(at))) for at, _ in enumerate(rating.ties)]
    priority = facts.declared.get(("priority", name)) if rating.priorities else None
    whole = isinstance(total, NumberLanes) and None not in (*criteria, *ties)
    if not isinstance(total, NumberLanes) or not whole or (rating.priorities and not isinstance(priority, NumberLanes)):
        raise Unsayable(f"«{name}», чего в SQL не сказать", f"`{name}`, which SQL cannot say")
    first = worst(total.trouble, *(each.trouble for each in criteria if each is not None))
    # of whom a rating is not about, neither ties nor groups are asked
    told = tuple(each for each in ties if each is not None)
    later = worst(*(each.trouble for each in (*told, priority) if each is not None))
    later = case((total.absent, NONE), otherwise=later)
    trouble = first if later == NONE else case((sound(first), later), otherwise=first)
    trouble = facts.named(f"{of_rules(name)}__беда_в_сравнении", trouble)
    lowest = tuple(_in_lowest_terms(facts, each) if isinstance(each, NumberLanes) else each for each in told)
    group = priority if isinstance(priority, NumberLanes) else None
    return Standing(rating, _in_lowest_terms(facts, total), lowest, group, trouble)


def place_of(facts: Facts, standing: Standing) -> str:
    """A person's place as SQL, UNSURE_PLACE where the interpreter has to be asked, NULL where there is none."""
    total, priority, down = standing.total, standing.priority, standing.direction
    counted = every((_known(total), *([_known(priority)] if priority else []), sound(standing.trouble)))
    keys = [(total, f" {down}")]
    keys += [(tie, f" {down} NULLS LAST") for tie in standing.ties if isinstance(tie, NumberLanes)]
    order = [f"{priority.low.num} ASC"] if priority else []
    unsure = []
    for value, goes in keys:
        told = ordered(facts, [value.low])
        unsure.append(told.unsure)
        known = facts.short(_known(value))
        order += [f"{column if value is total else case((known, column))}{goes}" for column in told.columns[0]]
    function = "DENSE_RANK" if standing.rating.places == "dense" else "RANK"
    counted = facts.short(counted)
    ranked = f"{function}() OVER (PARTITION BY {counted} ORDER BY {', '.join(order)})"
    return case((some(unsure), str(UNSURE_PLACE)), (counted, ranked))


def ordered(facts: Facts, ends: Sequence[End]) -> Ordered:
    """What numbers are ordered by, and are equal by where they are.

    Over denominators of the rows' own it is the whole part and two digits after it, in a number system of D, the
    greatest denominator: fractions over no more than D lie at least 1/D² apart, so no two of them have the same digits.
    """
    den = common(*ends)
    if den is not None:
        return Ordered(tuple((scaled(end, den) if end.num != NULL else NULL,) for end in ends))
    dens = dict.fromkeys(f"max({end.den}) OVER ()" for end in ends if end.num != NULL)
    most = facts.step(f"GREATEST({', '.join(dens)})")
    unsure = facts.step(f"coalesce({most} > {_GREATEST}, FALSE)")

    def columns(end: End) -> tuple[str, ...]:
        if end.num == NULL:
            return (NULL, NULL, NULL)
        first = f"({end.num} % {end.den}) * {most}"
        second = f"(({first}) % {end.den}) * {most}"
        digits = (facts.step(case((denied(unsure), f"({rest}) // {end.den}"))) for rest in (first, second))
        return (f"({end.num} // {end.den})", *digits)

    return Ordered(tuple(columns(end) for end in ends), unsure)


def _in_lowest_terms(facts: Facts, value: NumberLanes) -> NumberLanes:
    """The same number, its fractions such that equal ones are written alike."""
    if all(isinstance(end.den, int) for end in (value.low, value.high)):
        return value
    low = _reduced(facts, value.low)
    return evolve(value, low=low, high=low if value.same else _reduced(facts, value.high))


def _reduced(facts: Facts, end: End) -> End:
    if end.num == NULL:
        return end
    num, den = facts.short(end.num), facts.short(f"({end.den})::HUGEINT")
    divisor = facts.step(f"gcd({num}, {den})")
    return End(facts.step(f"{num} // {divisor}"), facts.step(f"{den} // {divisor}"))


def _known(value: NumberLanes) -> str:
    low, high = value.low, value.high
    if value.same or common(low, high) is not None:
        return every((denied(is_unknown(value)), denied(value.absent)))
    # a product of great numerators and denominators might not fit where the numbers do
    alike = f"coalesce({low.num} = {high.num} AND {low.den} = {high.den}, FALSE)"
    return every((alike, denied(value.absent), sound(value.trouble)))
