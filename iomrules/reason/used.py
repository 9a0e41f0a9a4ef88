"""Which elements went into a result: the best N, the one that won its group, the greatest."""

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

from iomrules.reason.decision import ElementReason, Reason
from iomrules.values import Value

#: whether an element is meant, and what it gave
Numbers = Sequence[tuple[Value, Value | None]]


def used_places(sort: str, numbers: Numbers, best: int | None) -> set[int]:
    """Places of the used: for a sum all or the best N, for the greatest or least the first that is it."""
    every = range(len(numbers))
    if sort in ("max", "min"):
        return _extreme(sort, numbers, every)
    if best is not None:
        return set(sorted(_numbered(numbers, every), key=lambda place: -_number(numbers, place))[:best])
    return {place for place in every if numbers[place][0] is True}


def winning_places(sort: str, numbers: Numbers, keys: Sequence[Hashable]) -> set[int]:
    """Places of the used of groups: where a group takes its greatest or least, only that one is used."""
    if sort not in ("max", "min"):
        return {place for place, (holds, _) in enumerate(numbers) if holds is True}
    groups: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    return {place for own in groups.values() for place in _extreme(sort, numbers, own)}


def used_groups(reason: Reason, groups: Sequence[ElementReason]) -> Reason:
    """The reason of the groups' elements, those of groups left out no longer used."""
    if reason.sort not in ("group", "at_most", "at_least", "round"):
        return reason
    if reason.sort != "group":
        return reason.but(parts=tuple(used_groups(each, groups) for each in reason.parts))
    left = {each.label for each in groups if not each.used}
    elements = (each.but(used=False) if each.used and each.group in left else each for each in reason.elements)
    return reason.but(elements=tuple(elements))


def _extreme(sort: str, numbers: Numbers, places: Iterable[int]) -> set[int]:
    sign = 1 if sort == "max" else -1
    numbered = _numbered(numbers, places)
    return {max(numbered, key=lambda place: sign * _number(numbers, place))} if numbered else set()


def _numbered(numbers: Numbers, places: Iterable[int]) -> list[int]:
    return [place for place in places if numbers[place][0] is True and isinstance(numbers[place][1], int | Fraction)]


def _number(numbers: Numbers, place: int) -> int | Fraction:
    given = numbers[place][1]
    return given if isinstance(given, int | Fraction) else 0
