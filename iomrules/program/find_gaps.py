"""Cases that a table has no row for, each with one witness in words.

A depth-first search over the keys, one after another, with the rows still in play as bits; what was once found covered
is remembered. Looks at each use of a table by itself: what a rule never asks for needs no row.
"""

from collections.abc import Mapping, Sequence

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import define, field
from iomrules.program import core
from iomrules.program.table_axes import Axis, Case, axes, witness_words
from iomrules.program.table_uses import Keys

#: steps of all searches of one sort in one table; 500 rows of 6 keys take a fifth of it
BUDGET = 200_000


class TooLarge(Exception):
    """The searches of a table went over their budget."""


@define
class Budget:
    """Steps that are left to the searches of one table."""

    left: int = BUDGET

    def spend(self) -> None:
        """One step. Raises TooLarge."""
        self.left -= 1
        if self.left < 0:
            raise TooLarge


def find_gaps(program: core.Program, uses: Mapping[str, tuple[Keys, ...]]) -> tuple[Diagnostic, ...]:
    """Tables without a row for something they are asked for, unless they say what holds otherwise."""
    tables = [table for table in program.tables.values() if table.otherwise is None]
    found = (_gap_of(program, table, uses[name]) for name, table in program.tables.items() if table in tables)
    return tuple(each for each in found if each is not None)


def _gap_of(program: core.Program, table: core.Table, uses: tuple[Keys, ...]) -> Diagnostic | None:
    """The first gap; those between bands only where there is no other."""
    everything = (1 << len(table.rows)) - 1
    name, span = table.about.name, table.about.span
    budget = Budget()
    try:
        for loose in (False, True):
            for keys in uses:
                made = axes(program, table, keys)
                chosen = uncovered(made, everything, budget, loose=loose)
                if chosen is not None:
                    ru, en = witness_words([(axis, case.value) for axis, case in zip(made, chosen, strict=True)])
                    code = codes.BETWEEN_BANDS if any(case.loose for case in chosen) else codes.TABLE_GAP
                    return code.at(span, table=name, witness=ru, witness_en=en)
    except TooLarge:
        return codes.TABLE_UNCHECKED.at(span, table=name)
    return None


def uncovered(made: Sequence[Axis], rows: int, budget: Budget, *, loose: bool = True) -> tuple[Case, ...] | None:
    """A case of each key such that none of the rows fits all of them, or None where every combination has a row.

    loose: cases between two limits are looked at too. Raises TooLarge.
    """
    cases = [tuple(case for case in axis.cases if loose or not case.loose) for axis in made]
    if not all(cases):
        return None
    # A key that tells many cases apart leaves few rows to the others: it is asked first.
    order = sorted(range(len(made)), key=lambda place: -len({case.rows for case in cases[place]}))
    search = _Search(tuple(cases[place] for place in order), budget)
    found = search.step(0, rows)
    return None if found is None else tuple(found[order.index(place)] for place in range(len(made)))


@define
class _Search:
    """columns: the cases of each key. covered: (key, rows in play) known to leave nothing out."""

    columns: tuple[tuple[Case, ...], ...]
    budget: Budget
    covered: set[tuple[int, int]] = field(factory=set)
    always: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """always: rows that fit whatever the keys from there on are."""
        self.always = [-1] * (len(self.columns) + 1)
        for place in range(len(self.columns) - 1, -1, -1):
            fits = self.always[place + 1]
            for case in self.columns[place]:
                fits &= case.rows
            self.always[place] = fits

    def step(self, place: int, rows: int) -> tuple[Case, ...] | None:
        """The cases from this key on that no row in play fits."""
        if not rows:
            return tuple(column[0] for column in self.columns[place:])
        if rows & self.always[place] or (place, rows) in self.covered:
            return None
        self.budget.spend()
        for left, case in self._narrowest(place, rows):
            deeper = self.step(place + 1, left)
            if deeper is not None:
                return (case, *deeper)
        self.covered.add((place, rows))
        return None

    def _narrowest(self, place: int, rows: int) -> list[tuple[int, Case]]:
        """One case for each set of rows that stays in play, without those that keep all that another keeps."""
        kept: dict[int, Case] = {}
        for case in self.columns[place]:
            kept.setdefault(rows & case.rows, case)
        ordered = sorted(kept.items(), key=lambda each: each[0].bit_count())
        narrowest: list[tuple[int, Case]] = []
        for left, case in ordered:
            if len(narrowest) > 60 or not any(other & left == other for other, _ in narrowest):
                narrowest.append((left, case))
        return narrowest
