"""Which elements went into a result: the best N, the one that won its group, the greatest."""

from collections.abc import Hashable, Sequence
from fractions import Fraction

from attrs import evolve

from iomrules.reason.decision import ElementReason, Reason
from iomrules.values import Number


def used_elements(sort: str, elements: Sequence[ElementReason], best: int | None) -> tuple[ElementReason, ...]:
    """The elements with `used` set: for a sum all or the best N, for the greatest or least the first that is it."""
    if sort in ("max", "min"):
        kept = _extreme(sort, elements)
    elif best is not None:
        kept = set(sorted(_numbered(elements), key=lambda index: -_number(elements[index]))[:best])
    else:
        kept = {index for index, each in enumerate(elements) if each.holds is True}
    return tuple(evolve(each, used=index in kept) for index, each in enumerate(elements))


def winners(sort: str, elements: Sequence[ElementReason], keys: Sequence[Hashable]) -> tuple[ElementReason, ...]:
    """Elements of groups: where a group takes its greatest or least, only that one is used."""
    if sort not in ("max", "min"):
        return tuple(evolve(each, used=each.holds is True) for each in elements)
    kept: set[int] = set()
    for key in dict.fromkeys(keys):
        own = [index for index, each in enumerate(keys) if each == key]
        kept |= {own[index] for index in _extreme(sort, [elements[index] for index in own])}
    return tuple(evolve(each, used=index in kept) for index, each in enumerate(elements))


def used_groups(reason: Reason, groups: Sequence[ElementReason]) -> Reason:
    """The reason of the groups' elements, those of groups left out no longer used."""
    if reason.sort not in ("group", "at_most", "at_least", "round"):
        return reason
    if reason.sort != "group":
        return evolve(reason, parts=tuple(used_groups(each, groups) for each in reason.parts))
    left = {each.label for each in groups if not each.used}
    elements = tuple(evolve(each, used=each.used and each.group not in left) for each in reason.elements)
    return evolve(reason, elements=elements)


def _extreme(sort: str, elements: Sequence[ElementReason]) -> set[int]:
    sign = 1 if sort == "max" else -1
    return (
        {max(numbered, key=lambda index: sign * _number(elements[index]))}
        if (numbered := _numbered(elements))
        else set()
    )


def _numbered(elements: Sequence[ElementReason]) -> list[int]:
    return [
        index for index, each in enumerate(elements) if each.holds is True and isinstance(each.value, int | Fraction)
    ]


def _number(element: ElementReason) -> Number:
    return element.value if isinstance(element.value, int | Fraction) else 0
