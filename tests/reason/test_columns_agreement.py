"""Columns conclude what the interpreter concludes: on programs and people made at random, seeds written down."""

from datetime import date

import pytest

from tests.reason.columns_agreement import differences
from tests.reason.columns_trials import trial, world_of

#: seeds on which columns once did not agree
ONCE_WRONG = (30277, 13912, 444, 567, 580, 1047, 1048, 1053, 1076, 1125, 2843, 3186, 4144, 5759, 7234)


@pytest.mark.parametrize("seed", (*range(60), *ONCE_WRONG))
def test_columns_agree_with_the_interpreter(seed: int) -> None:
    assert trial(seed) == []


@pytest.mark.parametrize("seed", [3, 9, 28])
def test_the_day_decided_for_moves_windows_alike(seed: int) -> None:
    _, program, people = world_of(seed)

    assert differences(program, people, date(2025, 3, 1)) == []
