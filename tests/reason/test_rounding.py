"""Every way of rounding, against an independent definition by distance to the neighbouring multiples."""

from fractions import Fraction
from math import floor

import pytest

from iomrules.reason.arithmetic import rounded

MODES = ("half_up", "half_even", "half_down", "up", "down")


def by_distance(number: Fraction, unit: Fraction, mode: str) -> Fraction:
    """The neighbour that the mode chooses; away from zero is the one with the greater size."""
    below = floor(number / unit) * unit
    above = below if below == number else below + unit
    inner, outer = sorted((below, above), key=abs)
    if mode in ("up", "down"):
        return outer if mode == "up" else inner
    near, far = number - below, above - number
    if near != far:
        return below if near < far else above
    if mode == "half_even":
        return below if (below / unit) % 2 == 0 else above
    return outer if mode == "half_up" else inner


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("unit", [Fraction(1), Fraction(1, 100), Fraction(1, 2), Fraction(5), Fraction(3)])
def test_rounding_is_what_its_definition_says(mode: str, unit: Fraction) -> None:
    for number in (Fraction(part, 24) * unit for part in range(-120, 121)):
        assert rounded(number, unit, mode) == by_distance(number, unit, mode), (number, unit)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("half_up", (-3, 3)), ("half_even", (-2, 2)), ("half_down", (-2, 2)), ("up", (-3, 3)), ("down", (-2, 2))],
)
def test_two_and_a_half(mode: str, expected: tuple[int, int]) -> None:
    half = Fraction(5, 2)

    assert (rounded(-half, 1, mode), rounded(half, 1, mode)) == expected


def test_a_rounded_whole_is_an_int() -> None:
    assert type(rounded(Fraction(7, 3), 1, "half_up")) is int
