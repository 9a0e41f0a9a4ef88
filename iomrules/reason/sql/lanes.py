"""Values as SQL text, each as a few lanes: what is known of it, whether it is absent, whether it is in trouble.

A number is an interval of exact fractions: two whole numerators, NULL where a side is open, over positive denominators.
A yes/no is a BOOLEAN whose NULL is «not known»: SQL's own logic of three answers is ours. A lane is NULL wherever the
value is absent or in trouble, so that no answer is ever taken from one.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from iomrules.facts.record import Kind
from iomrules.frozen import evolve, frozen
from iomrules.values import Number

#: `trouble`: nothing; a place or a seat left to the interpreter, for numbers here do not hold what it rests on; a fault
NONE, UNSAID, FAULT = "0", "1", "2"
FALSE, TRUE, NULL = "FALSE", "TRUE", "NULL"


@frozen
class End:
    """One side of an interval. num: a HUGEINT, NULL where open. den: a positive number, or SQL text of one."""

    num: str
    den: int | str = 1


@frozen
class NumberLanes:
    """low and high are the same End where the number is either known or not known at all."""

    low: End
    high: End
    absent: str = FALSE
    trouble: str = NONE

    @property
    def same(self) -> bool:
        return self.low == self.high


@frozen
class TruthLanes:
    """An answer: TRUE, FALSE, or NULL where it is not known."""

    sql: str
    trouble: str = NONE


@frozen
class PlainLanes:
    """A text, date, member, key or yes/no as a value; NULL where it is not known."""

    sql: str
    kind: Kind
    absent: str = FALSE
    trouble: str = NONE


Lanes: TypeAlias = NumberLanes | TruthLanes | PlainLanes


# --- SQL text --------------------------------------------------------------------------------------------------------


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text literal."""
    return "'" + value.replace("'", "''") + "'"


def case(*arms: tuple[str, str], otherwise: str = NULL) -> str:
    """`CASE WHEN … THEN … ELSE … END`, without arms that cannot be and conditions that always are."""
    kept: list[tuple[str, str]] = []
    for condition, result in arms:
        if condition == FALSE:
            continue
        if condition == TRUE:
            otherwise = result
            break
        kept.append((condition, result))
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    if not kept:
        return otherwise
    arms_text = " ".join(f"WHEN {condition} THEN {result}" for condition, result in kept)
    tail = "" if otherwise == NULL else f" ELSE {otherwise}"
    return f"CASE {arms_text}{tail} END"


def every(parts: Iterable[str]) -> str:
    """`AND` of conditions; TRUE of none."""
    return _joined(parts, "AND", TRUE, FALSE)


def some(parts: Iterable[str]) -> str:
    """`OR` of conditions; FALSE of none."""
    return _joined(parts, "OR", FALSE, TRUE)


def _joined(parts: Iterable[str], word: str, nothing: str, settles: str) -> str:
    kept = [part for part in dict.fromkeys(parts) if part != nothing]
    if settles in kept:
        return settles
    if len(kept) < 2:
        return kept[0] if kept else nothing
    return f"({f' {word} '.join(kept)})"


def denied(condition: str) -> str:
    """`NOT`."""
    turned = {TRUE: FALSE, FALSE: TRUE, NULL: NULL}
    return turned.get(condition) or f"(NOT {condition})"


def worst(*troubles: str) -> str:
    """The trouble of a value made from several: a fault of one is a fault of the whole."""
    kept = [each for each in dict.fromkeys(troubles) if each != NONE]
    if not kept:
        return NONE
    return kept[0] if len(kept) == 1 else f"GREATEST({', '.join(kept)})"


def trouble_if(condition: str, trouble: str) -> str:
    """Trouble where a condition holds."""
    return NONE if condition == FALSE else case((condition, trouble), otherwise=NONE)


def sound(trouble: str) -> str:
    """The condition that there is no trouble."""
    return TRUE if trouble == NONE else f"{trouble} = 0"


#: a text, a quoted name, or a column as some row's: `s."класс"`, `e1.шаг_2`
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\b(s|e\d*)\.("(?:[^"]|"")*"|\w+)""")


def columns_read(sql: str) -> frozenset[tuple[str, str]]:
    """(row, column) of every column a text reads, the names as they are declared."""
    found = ((each[1], each[2]) for each in _TOKEN.finditer(sql) if each[1])
    return frozenset((row, name.strip('"').replace('""', '"')) for row, name in found)


def of_row(sql: str, old: str, new: str) -> str:
    """The text said of another row: `e2.x` as `e.x`."""
    return _TOKEN.sub(lambda each: f"{new}.{each[2]}" if each[1] == old else each[0], sql)


# --- ends ------------------------------------------------------------------------------------------------------------

OPEN = End(NULL)


def exactly(number: Number) -> End:
    """A number that stands in the rules."""
    value = Fraction(number)
    return End(f"{value.numerator}::HUGEINT", value.denominator)


def constant(end: End) -> Fraction | None:
    """The number an end always is, or None."""
    digits = end.num.removesuffix("::HUGEINT")
    if isinstance(end.den, int) and digits.removeprefix("-").isdecimal():
        return Fraction(int(digits), end.den)
    return None


def scaled(end: End, den: int) -> str:
    """The numerator over a multiple of the end's own denominator."""
    if not isinstance(end.den, int):
        raise TypeError("only a denominator known beforehand can be scaled")
    return times(end.num, den // end.den)


def times(sql: str, factor: int | str) -> str:
    """A product, where the other side is not 1."""
    if factor in (1, "1") or sql == NULL:
        return sql
    digits = sql.removesuffix("::HUGEINT")
    if isinstance(factor, int) and digits.removeprefix("-").isdecimal():
        return f"{int(digits) * factor}::HUGEINT"
    return f"({sql} * {factor})"


def common(*ends: End) -> int | None:
    """A denominator that all the ends go into, or None where one is known only of a row."""
    found = 1
    for end in ends:
        if end.num == NULL:
            continue
        if not isinstance(end.den, int):
            return None
        found = found * end.den // gcd(found, end.den)
    return found


def level(left: End, right: End) -> tuple[str, str]:
    """Both numerators over one denominator: these compare as the numbers do."""
    den = common(left, right)
    if den is not None:
        return scaled(left, den) if left.num != NULL else NULL, scaled(right, den) if right.num != NULL else NULL
    return times(left.num, right.den), times(right.num, left.den)


def compared(left: End, operator: str, right: End) -> str:
    """A comparison of two ends, NULL where one is open."""
    one, two = level(left, right)
    if NULL in (one, two):
        return NULL
    first, second = constant(left), constant(right)
    if first is not None and second is not None:
        held = {"<": first < second, "<=": first <= second, "=": first == second}[operator]
        return TRUE if held else FALSE
    return f"({one} {operator} {two})"


def chosen(arms: Sequence[tuple[str, End]], otherwise: End = OPEN) -> End:
    """The end of the first arm whose condition holds."""
    ends = [end for _, end in arms]
    den = common(*ends, otherwise)
    if den is not None:
        numbers = [(condition, NULL if end.num == NULL else scaled(end, den)) for condition, end in arms]
        last = NULL if otherwise.num == NULL else scaled(otherwise, den)
        return End(case(*numbers, otherwise=last), den)
    nums = case(*((condition, end.num) for condition, end in arms), otherwise=otherwise.num)
    dens = case(*((condition, str(end.den)) for condition, end in arms), otherwise=str(otherwise.den))
    return End(nums, dens)


def is_open(end: End) -> str:
    """The condition that a side is open."""
    if end.num == NULL:
        return TRUE
    return FALSE if constant(end) is not None else f"{end.num} IS NULL"


def added(ends: Sequence[End]) -> End:
    """The sum of ends, open where one is."""
    if any(end.num == NULL for end in ends):
        return OPEN
    den = common(*ends)
    if den is not None:
        return End(f"({' + '.join(scaled(end, den) for end in ends)})", den)
    whole, *others = dict.fromkeys(f"({end.den})::HUGEINT" for end in ends)
    for other in others:
        whole = f"lcm({whole}, {other})"
    if not others:
        return End(f"({' + '.join(end.num for end in ends)})", ends[0].den)
    return End(f"({' + '.join(times(end.num, f'({whole} // {end.den})') for end in ends)})", whole)


def _den_product(left: End, right: End) -> int | str:
    if isinstance(left.den, int) and isinstance(right.den, int):
        return left.den * right.den
    return f"({left.den} * {right.den})"


def opposite(end: End) -> End:
    """The number with the other sign."""
    number = constant(end)
    if number is not None:
        return exactly(-number)
    return end if end.num == NULL else End(f"(-{end.num})", end.den)


def multiplied(left: End, right: End) -> End:
    """The product of two ends, open where one is."""
    if NULL in (left.num, right.num):
        return OPEN
    first, second = constant(left), constant(right)
    if first is not None and second is not None:
        return exactly(first * second)
    return End(f"({left.num} * {right.num})", _den_product(left, right))


def quotient(left: End, right: End) -> End:
    """The exact quotient, open where a side is or where the divisor is zero."""
    number = constant(right)
    if number:
        return multiplied(left, exactly(1 / number))
    above, below = right.den, left.den
    if isinstance(above, int) and isinstance(below, int):
        above, below = above // gcd(above, below), below // gcd(above, below)
    num = f"({times(left.num, above)} * sign({right.num})::HUGEINT)"
    return End(num, f"NULLIF({times(f'abs({right.num})', below)}, 0)")


def lesser(left: End, right: End) -> End:
    """The lesser of two, open where one is."""
    return _of_two(left, right, compared(left, "<=", right))


def greater(left: End, right: End) -> End:
    """The greater of two, open where one is."""
    return _of_two(left, right, compared(right, "<=", left))


def _of_two(left: End, right: End, first: str) -> End:
    if NULL in (left.num, right.num):
        return OPEN
    return chosen([(some((is_open(left), is_open(right))), OPEN), (first, left)], right)


def lesser_known(left: End, right: End) -> End:
    """The lesser of those sides that are not open."""
    return chosen([(is_open(left), right), (is_open(right), left), (compared(left, "<=", right), left)], right)


def greater_known(left: End, right: End) -> End:
    """The greater of those sides that are not open."""
    return chosen([(is_open(left), right), (is_open(right), left), (compared(right, "<=", left), left)], right)


def rounded(end: End, unit: Number, mode: str) -> End:
    """To a multiple of the unit by whole-number arithmetic; the modes are those of `core.Round`."""
    if end.num == NULL:
        return end
    step = Fraction(unit)
    whole_den = times(f"{step.numerator}::HUGEINT", end.den)
    steps = times(f"abs({end.num})", step.denominator)
    whole, rest = f"({steps} // {whole_den})", f"({steps} % {whole_den})"
    up = {
        "half_up": f"2 * {rest} >= {whole_den}",
        "half_down": f"2 * {rest} > {whole_den}",
        "half_even": f"(2 * {rest} > {whole_den} OR (2 * {rest} = {whole_den} AND {whole} % 2 = 1))",
        "up": f"{rest} > 0",
        "down": FALSE,
    }[mode]
    if isinstance(end.den, int) and (step.denominator % end.den == 0) and step.numerator == 1:
        return End(scaled(end, step.denominator), step.denominator)  # it is such a multiple already
    more = whole if up == FALSE else f"({whole} + {case((up, '1'), otherwise='0')})"
    return End(times(f"(sign({end.num})::HUGEINT * {more})", step.numerator), step.denominator)


# --- values ----------------------------------------------------------------------------------------------------------


def known_number(number: Number) -> NumberLanes:
    """A number of the rules."""
    end = exactly(number)
    return NumberLanes(end, end)


def is_unknown(value: Lanes) -> str:
    """The condition that a value is not known (rather than absent, or in trouble)."""
    if isinstance(value, NumberLanes):
        if value.same:
            missing = is_open(value.low)
        else:
            apart = denied(f"coalesce({compared(value.low, '=', value.high)}, FALSE)")
            missing = some((is_open(value.low), is_open(value.high), apart))
        return every((missing, denied(value.absent), sound(value.trouble)))
    if value.sql in (TRUE, FALSE):
        return FALSE
    absent = value.absent if isinstance(value, PlainLanes) else FALSE
    return every((f"{value.sql} IS NULL", denied(absent), sound(value.trouble)))


def as_truth(value: Lanes) -> TruthLanes:
    """A condition's answer: what is absent is no."""
    if isinstance(value, TruthLanes):
        return value
    if isinstance(value, NumberLanes):
        return TruthLanes(FALSE, value.trouble)
    return TruthLanes(case((value.absent, FALSE), otherwise=value.sql), value.trouble)


def guarded(value: NumberLanes) -> NumberLanes:
    """The lanes made NULL where the value is absent or in trouble."""
    closed = some((value.absent, FALSE if value.trouble == NONE else f"{value.trouble} > 0"))
    if closed == FALSE:
        return value
    low, high = (chosen([(closed, OPEN)], end) for end in (value.low, value.high))
    return evolve(value, low=low, high=low if value.same else high)
