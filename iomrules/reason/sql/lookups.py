"""Parameters in force and rows of tables, chosen by what is known of their keys."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar, cast

from iomrules.facts.record import Kind, NumberKind
from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.reason.cohorts import Chosen, belongs, days_that_matter, has_cohorts
from iomrules.reason.cohorts import chosen as chosen_values
from iomrules.reason.sql.choices import added_rows, any_of, as_plain, first_of, kind_of, some_of, with_fault
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
from iomrules.values import ABSENT, Value

V = TypeVar("V", bound=core.Rule | core.Route | core.Indicator | core.Table)
A = TypeVar("A", bound=core.Rule | core.Route | core.Indicator)


class Lookups(Conditions):
    """Lanes of parameters and of tables' results."""

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
        return first_of(arms, some_of(lanes))

    def _table(self, table: core.Table, keys: Sequence[Lanes]) -> Lanes:
        (table,) = versions(table, self.on)
        rows = [row for row in table.rows if _in_force(row, self.on)]
        fits = [self.short(self._row_fits(row, keys)) for row in rows]
        day = self._entry_day()
        without = [row.cohort is None for row in rows]
        found: Lanes = self._result(table, rows, fits, without)
        if day is not None and any(row.cohort for row in table.rows):
            days = days_that_matter(row.cohort for row in table.rows)
            stretches = [
                self._result(table, rows, fits, [belongs(row.cohort, each) is True for row in rows]) for each in days
            ]
            found = first_of([(day.absent, found)], self._by_day(day, days, stretches))
        trouble = worst(*(key.trouble for key in keys))
        if isinstance(found, NumberLanes):
            return guarded(evolve(found, trouble=worst(found.trouble, trouble)))
        return evolve(found, sql=case((sound(trouble), found.sql)), trouble=worst(found.trouble, trouble))

    def _result(
        self, table: core.Table, rows: Sequence[core.Row], fits: Sequence[str], kept: Sequence[bool]
    ) -> PlainLanes | NumberLanes:
        """What those of the rows that are kept give. fits: whether each fits its keys."""
        own = [
            (fit, self.constant(row.result, table.kind))
            for row, fit, is_kept in zip(rows, fits, kept, strict=True)
            if is_kept
        ]
        rest = None if table.otherwise is None else self.constant(table.otherwise, table.kind)
        possible = [(fit, result) for fit, result in own if fit != FALSE]
        found: Lanes
        if not possible:
            found = rest or self._given(None, table.kind)
        elif table.hit == "all":
            found = added_rows(possible, rest or self._given(None, table.kind), is_fault=rest is None)
        elif table.hit == "one":
            found = self._single(possible, rest)
        else:
            found = self._first(possible, rest)
        return as_plain(found) if isinstance(found, TruthLanes) else found

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

    def _single(self, rows: Sequence[tuple[str, Lanes]], rest: Lanes | None) -> Lanes:
        """Exactly one row may fit; where none is sure, one of those that could."""
        unsure = any_of([(f"({fit}) IS NULL", result) for fit, result in rows], rest)
        found = first_of(rows, unsure)
        sure = " + ".join(f"coalesce({fit}, FALSE)::INT" for fit, _ in rows)
        return with_fault(found, f"({sure}) > 1") if len(rows) > 1 else found

    def _first(self, rows: Sequence[tuple[str, Lanes]], rest: Lanes | None) -> Lanes:
        """The first row that fits, or one of those before it that could."""
        reached: list[tuple[str, Lanes]] = []
        earlier = TRUE
        for fit, result in rows:
            reached.append((every((earlier, f"coalesce({fit}, TRUE)")), result))
            earlier = every((earlier, f"coalesce(NOT ({fit}), TRUE)"))
        return any_of([*reached, (earlier, rest)] if rest is not None else reached, None)


def versions(declared: V, on: date) -> tuple[V, ...]:
    """The refinement, or what it refines, that holds on the day; several where the day of entry decides between them.

    Each but the last is for a cohort: the next stands for those whom it leaves out.
    """
    found: list[V] = []
    *refining, last = (declared, *cast("tuple[V, ...]", declared.earlier))
    for each in refining:
        if (each.about.begin and on < each.about.begin) or (each.about.end and on > each.about.end):
            continue
        found.append(each)
        if isinstance(each, core.Table) or each.applies.cohort is None:
            return tuple(found)
    return (*found, last)


def as_if(found: tuple[A, ...]) -> tuple[A, ...]:
    """Each version as it is where it is the one that holds: the day of entry is asked no more."""
    return (*(_settled(each) for each in found[:-1]), found[-1])


def _settled(declared: A) -> A:
    whom = core.Applies(declared.applies.person, declared.applies.besides())
    return evolve(declared, applies=whom)


def _in_force(row: core.Row, on: date) -> bool:
    return (row.begin is None or row.begin <= on) and (row.end is None or on <= row.end)


def _values_in_force(parameter: core.Parameter, on: date, days: Sequence[Value]) -> tuple[Chosen, ...]:
    return tuple(chosen_values(parameter, on, day)[0] for day in days)
