"""Parameters in force and rows of tables, chosen by what is known of their keys."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar, cast

from iomrules.facts.record import Kind, NumberKind
from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.reason.cohorts import Chosen, days_that_matter, has_cohorts
from iomrules.reason.cohorts import chosen as chosen_values
from iomrules.reason.sql.choices import any_of, faulty, first_of, kind_of, one_of, unbounded, with_fault
from iomrules.reason.sql.conditions import Conditions
from iomrules.reason.sql.lanes import (
    FALSE,
    FAULT,
    NULL,
    OPEN,
    TRUE,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    case,
    denied,
    every,
    guarded,
    is_unknown,
    some,
    sound,
    worst,
)
from iomrules.reason.sql.unsayable import Unsayable
from iomrules.values import ABSENT, Value

V = TypeVar("V", bound=core.Rule | core.Route | core.Indicator | core.Table)


class Lookups(Conditions):
    # --- parameters and tables ---

    def _parameter(self, name: str) -> Lanes:
        declared = self.program.parameters[name]
        day = self._entry_day() if has_cohorts(declared) else None
        if day is None:
            (only,) = _values_in_force(declared, self.on, (ABSENT,))
            return self._given(only, declared.kind)
        cohorts = [each.cohort for each in (*declared.values, *(v for _, vs in declared.refinements for v in vs))]
        days = days_that_matter(cohorts, optional=day.absent != FALSE)
        found = _values_in_force(declared, self.on, days)
        lanes = [self._given(each, declared.kind) for each in found]
        return self._by_day(day, days, lanes)

    def _given(self, found: Chosen, kind: Kind) -> Lanes:
        if found is not None:
            return self.constant(found[1].value, kind)
        return (
            NumberLanes(OPEN, OPEN, trouble=FAULT)
            if isinstance(kind, NumberKind)
            else PlainLanes(NULL, kind, trouble=FAULT)
        )

    def _entry_day(self) -> PlainLanes | None:
        fact = self.tables.shape.entry_day()
        found = self._fact(fact.name) if fact else None
        return found if isinstance(found, PlainLanes) else None

    def _by_day(self, day: PlainLanes, days: Sequence[Value], lanes: Sequence[Lanes]) -> Lanes:
        """One of values by the day of entry; while it is not known, what all agree on or the bounds of all."""
        arms: list[tuple[str, Lanes]] = []
        for at, begin in reversed(list(enumerate(days))):
            if begin is ABSENT:
                arms.insert(0, (day.absent, lanes[at]))
            else:
                assert isinstance(begin, date)
                arms.append((f"{day.sql} >= DATE '{begin.isoformat()}'", lanes[at]))
        missing = [each for each in lanes if each.trouble == FAULT]
        open_ = unbounded(lanes[0])
        unsure = (faulty(lanes[0]) if len(missing) == len(lanes) else open_) if missing else one_of(list(lanes))
        return first_of(arms, unsure)

    def _table(self, table: core.Table, keys: Sequence[Lanes]) -> Lanes:
        table = standing(table, self.on)
        rows = [row for row in table.rows if _in_force(row, self.on)]
        if any(row.cohort for row in rows):
            raise Unsayable(
                "строки таблицы для поступивших в разные дни", "rows of a table for those who entered on some days"
            )
        if table.hit == "all":
            raise Unsayable("таблица «все подходящие»", "a table of all matching rows")
        results = [self.constant(row.result, table.kind) for row in rows]
        fits = [self.short(self._row_fits(row, keys)) for row in rows]
        rest = None if table.otherwise is None else self.constant(table.otherwise, table.kind)
        trouble = worst(*(key.trouble for key in keys))
        found = self._single(fits, results, rest) if table.hit == "one" else self._first(fits, results, rest)
        if isinstance(found, NumberLanes):
            return guarded(evolve(found, trouble=worst(found.trouble, trouble)))
        return evolve(found, sql=case((sound(trouble), found.sql)), trouble=worst(found.trouble, trouble))

    def _row_fits(self, row: core.Row, keys: Sequence[Lanes]) -> str:
        return every(self._cell_fits(test, key) for test, key in zip(row.tests, keys, strict=True))

    def _cell_fits(self, test: core.CellTest, key: Lanes) -> str:
        absent = key.absent if not isinstance(key, TruthLanes) else FALSE
        match test:
            case core.Anything():
                return TRUE
            case core.IsAbsent():
                return case((is_unknown(key), NULL), otherwise=absent)
            case core.Is(values=values):
                return some(self.compare("=", key, self.constant(value, kind_of(key))).sql for value in values)
            case core.InBand(low=low, high=high, low_strict=low_strict, high_strict=high_strict):
                parts = [denied(absent)]
                if low is not None:
                    parts.append(self.compare(">" if low_strict else ">=", key, self.constant(low, kind_of(key))).sql)
                if high is not None:
                    parts.append(self.compare("<" if high_strict else "<=", key, self.constant(high, kind_of(key))).sql)
                return every(parts)

    def _single(self, fits: Sequence[str], results: Sequence[Lanes], rest: Lanes | None) -> Lanes:
        """Exactly one row may fit; where none is sure, one of those that could."""
        sure = " + ".join(f"coalesce({fit}, FALSE)::INT" for fit in fits if fit != FALSE) or "0"
        possible = [(f"({fit}) IS NULL", result) for fit, result in zip(fits, results, strict=True)]
        unsure = any_of(possible, rest)
        several = f"({sure}) > 1"
        arms = [(fit, result) for fit, result in zip(fits, results, strict=True)]
        found = first_of(arms, unsure)
        return with_fault(found, several) if len(fits) > 1 else found

    def _first(self, fits: Sequence[str], results: Sequence[Lanes], rest: Lanes | None) -> Lanes:
        """The first row that fits, or one of those before it that could."""
        if rest is None and not results:
            raise Unsayable("пустая таблица", "an empty table")
        reached: list[tuple[str, Lanes]] = []
        before: list[str] = []
        for fit, result in zip(fits, results, strict=True):
            earlier = every(f"coalesce(NOT ({each}), TRUE)" for each in before)
            reached.append((every((earlier, f"coalesce({fit}, TRUE)")), result))
            before.append(fit)
        last = every(f"coalesce(NOT ({each}), TRUE)" for each in before)
        if rest is not None:
            reached.append((last, rest))
            return any_of(reached, None)
        return any_of(reached, None)


def standing(declared: V, on: date) -> V:
    """The refinement, or what it refines, that holds on the day. Raises Unsayable where the day of entry decides."""
    versions: tuple[V, ...] = (declared, *cast("tuple[V, ...]", declared.earlier))
    for each in versions[:-1]:
        if (each.about.begin and on < each.about.begin) or (each.about.end and on > each.about.end):
            continue
        if not isinstance(each, core.Table) and each.applies.cohort is not None:
            raise Unsayable("уточнение по дню поступления", "a refinement by the day of entry")
        return each
    return versions[-1]


def _in_force(row: core.Row, on: date) -> bool:
    return (row.begin is None or row.begin <= on) and (row.end is None or on <= row.end)


def _values_in_force(parameter: core.Parameter, on: date, days: Sequence[Value]) -> tuple[Chosen, ...]:
    return tuple(chosen_values(parameter, on, day)[0] for day in days)
