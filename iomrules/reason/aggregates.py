"""Sums, means, extremes and counts of parts that may be unknown themselves or may or may not belong.

An unknown part without any bound may turn out to be absent (an excused mark), so it may or may not belong either.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from iomrules.frozen import evolve, frozen
from iomrules.reason.arithmetic import bounds, causes, exact, settled
from iomrules.values import ABSENT, Missing, Number, Truth, Unknown, Value, both, unknown


@frozen
class Part:
    """One number among those taken together. holds: it belongs, True or Unknown. group: its keys, if grouped."""

    value: Value
    holds: Truth = True
    group: tuple[Value, ...] = ()


@frozen
class Parts:
    """The numbers taken together.

    open: not empty where there may be others as well; the missing facts behind that.
    scattered: missing facts behind parts whose group is not known, each standing here as a group of its own.
    sort: how the groups were reduced, or empty.
    """

    parts: tuple[Part, ...]
    open: tuple[Missing, ...] = ()
    scattered: tuple[Missing, ...] = ()
    sort: str = ""

    def present(self) -> "Parts":
        """Without what is absent; what may be absent may or may not belong."""
        kept = tuple(_uncertain(part) for part in self.parts if part.value is not ABSENT)
        return evolve(self, parts=kept)

    def missing(self) -> tuple[Missing, ...]:
        """Every missing fact behind the parts."""
        each = (one for part in self.parts for one in causes(part.holds, part.value))
        return (*each, *self.open, *self.scattered)


def _uncertain(part: Part) -> Part:
    value = part.value
    if isinstance(value, Unknown) and value.low is None and value.high is None:
        return evolve(part, holds=both((part.holds, unknown(value.missing))))
    return part


def reduce_parts(sort: str, numbers: Parts, best: int | None = None) -> Value:
    """`sum`, `mean`, `max`, `min` or `count`. Of none: `sum` and `count` give 0, the others ABSENT."""
    numbers = numbers.present()
    if numbers.scattered and not may_stand_alone(numbers.sort, sort, best):
        return unknown(numbers.missing())
    match sort:
        case "sum":
            low, high = _sum(numbers.parts, best)
        case "count":
            low, high = _certain_count(numbers.parts), len(numbers.parts)
        case "max":
            if not numbers.parts and not numbers.open:
                return ABSENT
            low, high = _greatest(numbers.parts)
        case "min":
            if not numbers.parts and not numbers.open:
                return ABSENT
            low, high = _turned(_greatest(_negated(numbers.parts)))
        case "mean":
            if not numbers.parts and not numbers.open:
                return ABSENT
            lows = [(_low_end(part), part.holds is True) for part in numbers.parts]
            highs = [(_mirrored(_high_end(part)), part.holds is True) for part in numbers.parts]
            low, high = _least_mean_of(lows), _opposite(_least_mean_of(highs))
        case _:
            raise ValueError(f"no way of taking together is called `{sort}`")
    if numbers.open:
        return unknown(numbers.missing())
    if sort in ("max", "min", "mean") and not _certain_count(numbers.parts):
        return unknown(numbers.missing())  # there may be none at all
    return settled(numbers.missing(), low, high)


#: (how the groups were reduced, how they are taken together) for which a part of an unknown group may stand alone:
#: joining another group never gives more or less than that. Other pairs leave nothing known.
_SCATTERED_FITS = {("max", "sum"), ("sum", "sum"), ("count", "sum"), ("max", "max")}
#: the same where only the best N groups count: parts that join make one group greater than each of them was
_SCATTERED_FITS_BEST = {("max", "sum")}


def may_stand_alone(reduced: str, sort: str, best: int | None) -> bool:
    """Whether a part of an unknown group, standing alone, leaves the bounds right. reduced: how the groups were."""
    return (reduced, sort) in (_SCATTERED_FITS if best is None else _SCATTERED_FITS_BEST)


def _certain_count(parts: Iterable[Part]) -> int:
    return sum(part.holds is True for part in parts)


def _sum(parts: Sequence[Part], best: int | None) -> tuple[Number | None, Number | None]:
    limit = len(parts) if best is None else best
    return _best_low(parts, limit), _best_high(parts, limit)


# An end of an interval as (sign, number): (-1, 0) and (1, 0) are the infinities, so that ends can be sorted.
_End = tuple[int, Number]


def _low_end(part: Part) -> _End:
    low, _ = bounds(part.value)
    return (-1, 0) if low is None else (0, low)


def _high_end(part: Part) -> _End:
    _, high = bounds(part.value)
    return (1, 0) if high is None else (0, high)


def _mirrored(end: _End) -> _End:
    sign, number = end
    return -sign, -number


def _add_ends(ends: Iterable[_End]) -> Number | None:
    total: Number = 0
    for sign, number in ends:
        if sign:
            return None
        total += number
    return total


def _best_low(parts: Sequence[Part], limit: int) -> Number | None:
    """Least sum of the `limit` greatest: sure parts at their least; unsure ones only where they take away."""
    sure = sorted((_low_end(part) for part in parts if part.holds is True), reverse=True)[:limit]
    harmful = sorted(end for part in parts if part.holds is not True and (end := _low_end(part)) < (0, 0))
    return _add_ends((*sure, *harmful[: limit - len(sure)]))


def _best_high(parts: Sequence[Part], limit: int) -> Number | None:
    """Greatest sum of the `limit` greatest: with unsure parts that add, or with all that push worse ones out."""
    every = sorted((_high_end(part) for part in parts), reverse=True)
    useful = sorted((end for part in parts if (end := _high_end(part)) >= (0, 0) or part.holds is True), reverse=True)
    totals = [_add_ends(useful[:limit])]
    if len(every) > limit:
        totals.append(_add_ends(every[:limit]))
    return None if None in totals else max(total for total in totals if total is not None)


def _greatest(parts: Sequence[Part]) -> tuple[Number | None, Number | None]:
    """Bounds of the greatest part, where there is a sure one."""
    lows = [low for part in parts if part.holds is True and (low := bounds(part.value)[0]) is not None]
    highs = [bounds(part.value)[1] for part in parts]
    return max(lows, default=None), None if None in highs else max((h for h in highs if h is not None), default=None)


def _negated(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple([Part(_mirror(part.value), part.holds, part.group) for part in parts])


def _mirror(value: Value) -> Value:
    low, high = _turned(bounds(value))
    if isinstance(value, Unknown):
        return Unknown(value.missing, low, high)
    return 0 if low is None else low


def _turned(pair: tuple[Number | None, Number | None]) -> tuple[Number | None, Number | None]:
    low, high = pair
    return _opposite(high), _opposite(low)


def _opposite(number: Number | None) -> Number | None:
    return None if number is None else -number


def mean_of_kept(values: Sequence[Value]) -> Value:
    """The mean of a fact kept by key, as of its parts: a value that is not known may turn out not to be there.

    values: numbers, ABSENT, or Unknown with the bounds of its kind.
    """
    sure = [each for each in values if isinstance(each, int | Fraction)]
    unsure = [each for each in values if isinstance(each, Unknown)]
    if not unsure:
        return exact(Fraction(sum(sure)) / len(sure)) if sure else ABSENT
    missing = [one for each in unsure for one in each.missing]
    if not sure:
        return unknown(missing)  # there may be none at all
    total, count = sum(sure), len(sure)
    lows: list[_End] = [(-1, 0) if each.low is None else (0, each.low) for each in unsure]
    highs: list[_End] = [(-1, 0) if each.high is None else (0, -each.high) for each in unsure]
    return settled(missing, _least_mean(total, count, lows), _opposite(_least_mean(-total, count, highs)))


def _least_mean_of(ends: Iterable[tuple[_End, bool]]) -> Number | None:
    """The least mean of parts, by their least ends, each with whether the part is sure."""
    sure: list[_End] = []
    unsure: list[_End] = []
    for end, belongs in ends:
        (sure if belongs else unsure).append(end)
    return _least_mean(_add_ends(sure), len(sure), unsure)


def _least_mean(total: Number | None, count: int, unsure: Iterable[_End]) -> Number | None:
    """The least mean of sure parts, so many with that least total, and of the unsure ones that pull it down."""
    if total is None or not count:
        return None
    for sign, low in sorted(unsure):
        if sign:
            return None
        if low * count >= total:
            break
        total, count = total + low, count + 1
    return Fraction(total) / count


def group_parts(sort: str, elements: Sequence[Part]) -> Parts:
    """One part a group of equal keys, in the order the groups are first met.

    elements: numbers (for `count`: any value) with their keys; a part of an unknown group stands alone, and so does
    a group whose every part is unsure: it may not be there.
    """
    groups: dict[tuple[Value, ...], list[Part]] = {}
    alone: list[Part] = []
    scattered: list[Missing] = []
    for part in elements:
        missing = causes(*part.group)
        if missing:
            scattered.extend(missing)
            alone.append(evolve(part, holds=both((part.holds, unknown(missing)))))
        else:
            groups.setdefault(part.group, []).append(part)
    grouped = [_group(sort, key, tuple(members)) for key, members in groups.items()]
    grouped += [_group(sort, part.group, (part,)) for part in alone]
    return Parts(tuple(grouped), (), tuple(dict.fromkeys(scattered)), sort)


def _group(sort: str, key: tuple[Value, ...], members: tuple[Part, ...]) -> Part:
    """A group as one part; where no member is sure the group may not be there, and is bounded as if it were."""
    if any(part.holds is True for part in members):
        return Part(reduce_parts(sort, Parts(members)), True, key)
    holds = unknown(one for part in members for one in causes(part.holds))
    return Part(_any_of(sort, members), holds, key)


def _any_of(sort: str, members: tuple[Part, ...]) -> Value:
    """Bounds of a group of unsure members, one of which is there."""
    numbers = Parts(members)
    missing = numbers.missing()
    lows = [bounds(part.value)[0] for part in members]
    highs = [bounds(part.value)[1] for part in members]
    if sort == "count":
        return settled(missing, 1, len(members))
    if None in lows or None in highs:
        return unknown(missing)
    known_lows = [low for low in lows if low is not None]
    known_highs = [high for high in highs if high is not None]
    if sort == "sum":
        low = sum((low for low in known_lows if low < 0), 0) if min(known_lows) < 0 else min(known_lows)
        high = sum((high for high in known_highs if high > 0), 0) if max(known_highs) > 0 else max(known_highs)
        return settled(missing, low, high)
    return settled(missing, min(known_lows), max(known_highs))
