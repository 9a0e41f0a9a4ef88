"""A value that is one of several: the first whose condition holds, or whatever is known while that is not known."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

from iomrules.facts.record import Kind, NumberKind, TruthKind
from iomrules.frozen import evolve
from iomrules.reason.sql.lanes import (
    FALSE,
    FAULT,
    NONE,
    TRUE,
    End,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    case,
    chosen,
    common,
    constant,
    denied,
    every,
    greater,
    guarded,
    lesser,
    scaled,
    some,
    sound,
    trouble_if,
)
from iomrules.reason.sql.unsayable import Unsayable


def instead(found: Lanes, condition: str, other: Lanes) -> Lanes:
    """The other value where a condition holds. Raises Unsayable for values of two sorts."""
    return first_of([(condition, other)], found)


def first_of(arms: Sequence[tuple[str, Lanes]], otherwise: Lanes) -> Lanes:
    """The lanes of the first arm whose condition holds."""
    every_lane = [lanes for _, lanes in arms] + [otherwise]
    trouble = case(*((condition, lanes.trouble) for condition, lanes in arms), otherwise=otherwise.trouble)
    if all(isinstance(each, NumberLanes) for each in every_lane):
        numbers = [(condition, lanes) for condition, lanes in arms if isinstance(lanes, NumberLanes)]
        assert isinstance(otherwise, NumberLanes)
        low = chosen([(condition, lanes.low) for condition, lanes in numbers], otherwise.low)
        same = all(lanes.same for lanes in every_lane if isinstance(lanes, NumberLanes))
        high = low if same else chosen([(condition, lanes.high) for condition, lanes in numbers], otherwise.high)
        absent = case(*((condition, lanes.absent) for condition, lanes in numbers), otherwise=otherwise.absent)
        return NumberLanes(low, high, absent, trouble)
    plain = [as_plain(each) for each in every_lane]
    sql = case(
        *((condition, lanes.sql) for (condition, _), lanes in zip(arms, plain, strict=False)), otherwise=plain[-1].sql
    )
    absent = case(
        *((condition, lanes.absent) for (condition, _), lanes in zip(arms, plain, strict=False)),
        otherwise=plain[-1].absent,
    )
    return PlainLanes(sql, plain[0].kind, absent, trouble)


def as_plain(lanes: Lanes) -> PlainLanes:
    """A yes/no among values of other sorts. Raises Unsayable for a number."""
    if isinstance(lanes, TruthLanes):
        return PlainLanes(lanes.sql, TruthKind(), trouble=lanes.trouble)
    if isinstance(lanes, NumberLanes):
        raise Unsayable("то число, то не число", "now a number, now none")
    return lanes


def either_arm(condition: TruthLanes, then: Lanes, otherwise: Lanes) -> Lanes:
    """Unknown condition: what both arms agree on, else the bounds of both; a fault in one leaves nothing known."""
    unsure = one_of([then, otherwise])
    one, two = then.trouble, otherwise.trouble
    if NONE not in (one, two):
        unsure = evolve(unsure, trouble=trouble_if(f"{one} > 0 AND {two} > 0", FAULT))
    arms = [(f"({condition.sql}) IS TRUE", then), (f"({condition.sql}) IS FALSE", otherwise)]
    if condition.sql == TRUE:
        arms = [(TRUE, then)]
    found = first_of(arms, unsure)
    if condition.trouble == NONE:
        return found
    return _with_trouble(found, condition.trouble)


def _with_trouble(found: Lanes, trouble: str) -> Lanes:
    """The value, with the trouble of a condition it depends on going first."""
    joined = case((sound(trouble), found.trouble), otherwise=trouble)
    if isinstance(found, NumberLanes):
        return guarded(evolve(found, trouble=joined))
    return evolve(found, sql=case((sound(trouble), found.sql)), trouble=joined)


def with_fault(found: Lanes, condition: str) -> Lanes:
    """The same, a fault where the condition holds."""
    return _with_trouble(found, case((condition, FAULT), otherwise=NONE))


def one_of(lanes: Sequence[Lanes]) -> Lanes:
    """What is known of a value that is one of these."""
    if all(isinstance(each, NumberLanes) for each in lanes):
        numbers = [each for each in lanes if isinstance(each, NumberLanes)]
        low, high = numbers[0].low, numbers[0].high
        for each in numbers[1:]:
            low, high = lesser(low, each.low), greater(high, each.high)
        return NumberLanes(low, high, every(each.absent for each in numbers))
    plain = [as_plain(each) for each in lanes]
    agree = every(f"{plain[0].sql} = {each.sql}" for each in plain[1:])
    return PlainLanes(case((agree, plain[0].sql)), plain[0].kind, every(each.absent for each in plain))


def any_of(possible: Sequence[tuple[str, Lanes]], rest: Lanes | None) -> Lanes:
    """One of those whose condition holds, or the rest; none at all is a fault."""
    arms = [*possible, *([(TRUE, rest)] if rest is not None else [])]
    arms = [(condition, lanes) for condition, lanes in arms if condition != FALSE]
    nobody = denied(some(condition for condition, _ in arms))
    fault = trouble_if(nobody, FAULT)
    if all(isinstance(lanes, NumberLanes) for _, lanes in arms):
        den = common(*(lanes.low for _, lanes in arms if isinstance(lanes, NumberLanes))) or 1
        sides = [
            case((condition, scaled(lanes.low, den))) for condition, lanes in arms if isinstance(lanes, NumberLanes)
        ]
        # neither minds a NULL: a row that cannot fit
        low, high = End(f"LEAST({', '.join(sides)})", den), End(f"GREATEST({', '.join(sides)})", den)
        absences = [lanes.absent for _, lanes in arms if isinstance(lanes, NumberLanes)]
        if any(each != FALSE for each in absences):
            raise Unsayable("таблица с пустыми результатами", "a table with empty results")
        return NumberLanes(low, high, trouble=fault)
    plain = [(condition, as_plain(lanes)) for condition, lanes in arms]
    if any(lanes.absent != FALSE for _, lanes in plain):
        raise Unsayable("таблица с пустыми результатами", "a table with empty results")
    values = ", ".join(case((condition, lanes.sql)) for condition, lanes in plain)
    one = f"list_distinct([{values}])"  # NULL stands in no list of distinct values
    return PlainLanes(case((f"len({one}) = 1", f"{one}[1]")), plain[0][1].kind, trouble=fault)


def some_of(lanes: Sequence[Lanes]) -> Lanes:
    """One of these, and nobody can know which: a fault where each is one, nothing known where one is."""
    # a lane is NULL where its value is in trouble, and so is what is made of it
    found = one_of(lanes)
    troubles = [each.trouble for each in lanes]
    if NONE in troubles:
        return found
    return _with_trouble(found, case((every(f"{each} > 0" for each in troubles), FAULT), otherwise=NONE))


def added_rows(rows: Sequence[tuple[str, Lanes]], rest: Lanes, *, is_fault: bool) -> Lanes:
    """The results of all rows that fit, added; the rest where none does. is_fault: whether the rest is a fault."""
    results = [lanes for _, lanes in rows if isinstance(lanes, NumberLanes)]
    if len(results) < len(rows) or not isinstance(rest, NumberLanes):
        raise Unsayable("таблица «все подходящие» не из чисел", "a table of all matching rows that holds no numbers")
    numbers = [(constant(each.low) or Fraction(0)) for each in results]
    den = lcm(*(each.denominator for each in numbers))

    def end(of_unsure: Callable[[Fraction, Fraction], Fraction]) -> End:
        """of_unsure: what a row that may fit adds, of its number and nought."""
        parts = []
        for (fit, _), number in zip(rows, numbers, strict=True):
            known, perhaps = (f"{int(each * den)}::HUGEINT" for each in (number, of_unsure(number, Fraction(0))))
            parts.append(case((f"({fit}) IS TRUE", known), (f"({fit}) IS NULL", perhaps), otherwise="0::HUGEINT"))
        return End(f"({' + '.join(parts)})", den)

    total = NumberLanes(end(min), end(max))
    nobody = every(f"({fit}) IS FALSE" for fit, _ in rows)
    sure = some(f"({fit}) IS TRUE" for fit, _ in rows)
    unsure = total if is_fault else one_of([total, rest])
    return guarded(_number(first_of([(nobody, rest), (sure, total)], unsure)))


def _number(lanes: Lanes) -> NumberLanes:
    assert isinstance(lanes, NumberLanes)
    return lanes


def kind_of(lanes: Lanes) -> Kind:
    """The kind of a value by its lanes; of a number without unit and bounds."""
    if isinstance(lanes, PlainLanes):
        return lanes.kind
    return TruthKind() if isinstance(lanes, TruthLanes) else NumberKind()
