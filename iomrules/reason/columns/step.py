"""A step: a node made ready to be asked of any block. What is known of it beforehand is inferred once."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from iomrules.frozen import field, frozen
from iomrules.values import Number

#: a block of people, or the elements of their lists
Frame: TypeAlias = Any

#: no number of a column is ever greater: twice of it and a sum of two still fit 64 bits
GREATEST = 1 << 61


#: a reason in Russian and English; empty where there is none
Why: TypeAlias = tuple[str, ...]
#: sorts of steps, and of groups put together, as reasons name them
SORTS: dict[str, Why] = {
    "truth": ("да или нет", "a yes or no"),
    "number": ("число", "a number"),
    "quotient": ("частное", "a quotient"),
    "member": ("значение перечисления", "a member of an enumeration"),
    "date": ("дата", "a date"),
    "text": ("текст", "a text"),
}
OF_GROUPS: dict[str, Why] = {
    "mean": ("среднее по группам", "the mean of groups"),
    "min": ("наименьшее по группам", "the least of groups"),
}


class Unsupported(Exception):
    """Columns have no way for this node: the row engine decides the declaration for everybody."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(ru, en)
        self.why: Why = (ru, en)


@frozen
class Step:
    """sort: `truth`, `number`, `quotient`, `member`, `date`, `text`.

    Of numbers: each is a multiple of 1/scale, and times scale lies from least to greatest; below: the greatest that a
    quotient is taken over. of: the enumeration. blank: the bounds of every number that is not known, if all have the
    same.
    """

    sort: str
    run: Callable[[Frame], Any] = field(eq=False)  # the sort says which column
    scale: int = 1
    least: int = 0
    greatest: int = 0
    below: int = 1
    of: str = ""
    blank: tuple[Number | None, Number | None] | None = None

    def __attrs_post_init__(self) -> None:
        if max(-self.least, self.greatest) * max(self.below, 1) > GREATEST:
            raise Unsupported("числа слишком велики или без пределов", "numbers too great")


def width(least: int, greatest: int) -> Any:
    """The smallest type of whole numbers that holds both."""
    for kind, bits in ((np.int8, 7), (np.int16, 15), (np.int32, 31)):
        if -(1 << bits) <= least and greatest < 1 << bits:
            return kind
    return np.int64


def scaled(number: Number, scale: int) -> int:
    """A number that is a multiple of 1/scale, times the scale."""
    found = Fraction(number) * scale
    if found.denominator != 1:
        raise Unsupported("число, которого точной дробью столбца не записать", "scale")
    return int(found)
