"""The examples of the shipped rules reach every row of every table that the parameters let anybody reach."""

from datetime import date
from pathlib import Path

import pytest

from iomrules.trials.coverage import cover
from iomrules.trials.prepared import prepare_examples

from .shipped import EXAMPLES, program

MEASURED = [each for each in EXAMPLES if each.name in ("engineering_lyceum", "student_of_the_year")]


@pytest.mark.parametrize("folder", MEASURED, ids=lambda folder: folder.name)
def test_every_row_is_reached(folder: Path) -> None:
    whole = program(folder)
    covered = cover(whole, prepare_examples(whole, date(2026, 10, 15)))

    assert [f"{each.span} {each.ru}" for each in covered.of("row") if not each.covered] == []
