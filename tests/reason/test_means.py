"""The short way to the mean of a fact kept by key is the mean of its parts, whatever is not known of them."""

from fractions import Fraction
from random import Random

from iomrules.reason.aggregates import Part, Parts, mean_of_kept, reduce_parts
from iomrules.values import ABSENT, Missing, Unknown, Value, unknown


def kept(chance: Random) -> Value:
    """A mark: known, excused, or not known within bounds, or without one of them."""
    match chance.randrange(6):
        case 0:
            return ABSENT
        case 1 | 2:
            low, high = sorted((chance.randrange(-3, 6), chance.randrange(-3, 6)))
            ends = chance.choice(((low, high), (low, None), (None, high), (None, None)))
            return Unknown((Missing(f"отметки: {chance.randrange(4)}"),), *ends)
        case 3:
            return Fraction(chance.randrange(-9, 50) * 2 + 1, 4)
        case _:
            return chance.randrange(-2, 6)


def as_part(value: Value) -> Part:
    return Part(value, unknown(value.missing) if isinstance(value, Unknown) else True)


def test_the_mean_of_what_is_kept_by_key_is_that_of_its_parts() -> None:
    chance = Random(20261124)
    for _ in range(4000):
        values = [kept(chance) for _ in range(chance.randrange(7))]

        assert repr(mean_of_kept(values)) == repr(reduce_parts("mean", Parts(tuple(map(as_part, values)))))
