"""The interpreter for whom something was concluded already: it need not conclude that again."""

from collections.abc import Callable
from typing import Self

from iomrules.reason.decision import Decisions
from iomrules.reason.declared import T
from iomrules.reason.interpreter import Interpreter


class Knowing(Interpreter):
    """One person on one date, and what was decided of them before."""

    _decided: Decisions | None = None

    def knowing(self, decided: Decisions | None) -> Self:
        """The same, that need not conclude again what was concluded of this person on this date."""
        self._decided = decided
        return self

    def _once(self, sort: str, name: str, compute: Callable[[], T]) -> T:
        # looked at only now: of most people nobody asks anything, and what was concluded is put together when read
        if self._decided is not None:
            self._keep(self._decided)
            self._decided = None
        return super()._once(sort, name, compute)

    def _keep(self, decided: Decisions) -> None:
        for name, value in decided.values.items():
            self.kept["indicator", name] = value
        for name, decision in decided.verdicts.items():
            self.kept["decision", name] = decision
        for name, result in decided.ratings.items():
            self.kept["rating", name] = result.total
            for criterion, points in result.criteria.items():
                self.kept[f"criterion of {name}", criterion] = points
