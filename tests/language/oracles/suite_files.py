"""Every generated file of the suite, and which oracle writes it."""

from collections.abc import Callable

from tests.language.oracles.arithmetic import arithmetic
from tests.language.oracles.collections import best_and_caps, counting
from tests.language.oracles.comparisons import comparisons
from tests.language.oracles.elements import element_indicators
from tests.language.oracles.fields import facts_at_fault
from tests.language.oracles.layers import refinements
from tests.language.oracles.mistakes import checking, reading
from tests.language.oracles.periods import in_force, windows
from tests.language.oracles.priorities import coefficient_on_the_whole, priority_groups
from tests.language.oracles.questions import lint_places, waivers
from tests.language.oracles.ranking import ranking
from tests.language.oracles.rounding import rounding
from tests.language.oracles.selections import selections
from tests.language.oracles.tables import tables
from tests.language.oracles.truth import nested_truths, truth_tables

#: path under cases/ -> its oracle
ORACLES: dict[str, Callable[[], str]] = {
    "truth/tables.txt": truth_tables,
    "truth/nested.txt": nested_truths,
    "numbers/rounding.txt": rounding,
    "numbers/arithmetic.txt": arithmetic,
    "numbers/comparisons.txt": comparisons,
    "collections/counting.txt": counting,
    "collections/best-and-caps.txt": best_and_caps,
    "collections/elements.txt": element_indicators,
    "layers/refinements.txt": refinements,
    "time/windows.txt": windows,
    "time/in-force.txt": in_force,
    "tables/tables.txt": tables,
    "ratings/places.txt": ranking,
    "ratings/priority.txt": priority_groups,
    "ratings/coefficient.txt": coefficient_on_the_whole,
    "ratings/selections.txt": selections,
    "facts/kinds.txt": facts_at_fault,
    "lint/places.txt": lint_places,
    "lint/waivers.txt": waivers,
    "mistakes/reading.txt": reading,
    "mistakes/checking.txt": checking,
}


def generated_files() -> dict[str, str]:
    """Path under cases/ -> text."""
    return {name: oracle() for name, oracle in ORACLES.items()}
