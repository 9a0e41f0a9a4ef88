"""The examples of every shipped ruleset cover it and notice nine changes of ten.

Here a sample of the changes is tried, the same ones each time; for all of them see docs/testing.md.
"""

from datetime import date
from pathlib import Path

import pytest

from iomrules.trials.coverage import cover
from iomrules.trials.mutation import mutate
from iomrules.trials.prepared import prepare_examples

from .shipped import EXAMPLES, LYCEUM, PLUGINS, RULESETS, program

ON = date(2026, 10, 15)
SHIPPED = [(LYCEUM, PLUGINS), *((folder, ()) for folder in (*EXAMPLES, RULESETS / "starter"))]
NAMES = [folder.name for folder, _ in SHIPPED]
#: changes tried of each program, by a fixed stride: all of the smaller ones, each fifth of the lyceum with its plugins
SAMPLE = 300
LEAST_PERCENT = 90
#: what has to be covered whole; a condition may be settled by what another one says
WHOLE = ("outcome", "row", "value", "cap", "line", "place", "seat")


@pytest.mark.parametrize(("folder", "plugins"), SHIPPED, ids=NAMES)
def test_every_rule_row_and_place_is_covered(folder: Path, plugins: tuple[str, ...]) -> None:
    whole = program(folder, plugins)
    covered = cover(whole, prepare_examples(whole, ON))

    assert [f"{each.span} {each.ru}" for each in covered.uncovered if each.sort in WHOLE] == []


@pytest.mark.parametrize(("folder", "plugins"), SHIPPED, ids=NAMES)
def test_nine_changes_of_ten_are_noticed(folder: Path, plugins: tuple[str, ...]) -> None:
    whole = program(folder, plugins)
    tried = mutate(whole, prepare_examples(whole, ON), limit=SAMPLE)

    survivors = [f"{each.change.span} {each.declaration}: {each.change.ru}" for each in tried.survivors]
    assert tried.noticed * 100 >= LEAST_PERCENT * tried.made, survivors
