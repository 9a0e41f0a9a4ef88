"""What was concluded of a batch, whole: the columns, with those rows put in that were decided one by one."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from iomrules.facts.record import Schema
from iomrules.frozen import frozen
from iomrules.reason.arithmetic import exact
from iomrules.reason.columns.candidates import Offer, ToldSelection, code_of
from iomrules.reason.columns.column import Array, Codes, Column, Mask, Numbers, Quotients, Truths, filled, some
from iomrules.reason.columns.decide import Decided
from iomrules.reason.columns.rows import Row, Rows, Unreadable
from iomrules.reason.columns.step import Step
from iomrules.reason.columns.tables import EPOCH
from iomrules.reason.columns.told import FAULT, NO, NOT_APPLICABLE, UNKNOWN, YES, Told, ToldRating
from iomrules.reason.decision import Decision, Fault, FaultRaised, RatingResult, Verdict
from iomrules.values import ABSENT, Member, Missing, Number, Unknown, Value, unknown

#: what a value's column says of each row
KNOWN, NOT_KNOWN, NONE, FAULTY = range(4)
#: a missing fact that columns do not name
UNNAMED = (Missing("?"),)


@frozen
class FaultAt:
    """A value that is a fault."""

    fault: Fault


RowValue: TypeAlias = Value | FaultAt


@frozen
class ValueColumn:
    """One value a row. rows: those decided one by one, in place of the column's."""

    name: str
    count: int
    step: Step | None
    column: Column | None
    rows: Mapping[int, RowValue]

    def states(self) -> Array:
        """KNOWN, NOT_KNOWN, NONE or FAULTY."""
        states: Array = np.zeros(self.count, np.int8)
        if self.column is not None:
            states = filled(states, self._unknown(), np.int8(NOT_KNOWN))
            states = filled(states, getattr(self.column, "absent", None), np.int8(NONE))
        for row, value in self.rows.items():
            states[row] = _state(value)
        return states

    def _unknown(self) -> Mask:
        column = self.column
        found = column.open() if isinstance(column, Truths) else getattr(column, "unknown")  # noqa: B009
        if callable(found):
            found = found()
        return None if found is None else np.broadcast_to(found, self.count)

    def value(self, row: int, schema: Schema | None = None) -> RowValue:
        """The value of one row; the causes of an unknown one are not named. schema: where it may be a member."""
        if row in self.rows:
            return self.rows[row]
        column, step = self.column, self.step
        assert column is not None and step is not None

        def at(part: Any) -> Any:
            return None if part is None else part if np.ndim(part) == 0 else part[row]

        match column:
            case Truths():
                return True if at(column.yes) else False if at(column.denied()) else unknown(UNNAMED)
            case Codes(codes=codes):
                if at(column.absent):
                    return ABSENT
                return unknown(UNNAMED) if at(column.unknown) else _coded(int(at(codes)), step, schema)
            case Numbers():
                if at(column.absent):
                    return ABSENT
                low = None if at(column.low_open) else Fraction(int(at(column.low)), step.scale)
                high = None if at(column.high_open) else Fraction(int(at(column.high)), step.scale)
            case Quotients():
                if at(column.absent):
                    return ABSENT
                opened = at(column.open)
                low = None if opened else Fraction(int(at(column.low)), int(at(column.low_below)) * step.scale)
                high = None if opened else Fraction(int(at(column.high)), int(at(column.high_below)) * step.scale)
        least, most = (None if end is None else exact(end) for end in (low, high))
        return least if least is not None and least == most else unknown(UNNAMED, least, most)


def _coded(code: int, step: Step, schema: Schema | None) -> Value:
    match step.sort:
        case "member":
            assert schema is not None
            return Member(step.of, schema.enumerations[step.of].members[code], code)
        case "date":
            return EPOCH + timedelta(days=code)
    return str(code)


def _state(value: RowValue) -> int:
    if isinstance(value, FaultAt):
        return FAULTY
    return NOT_KNOWN if isinstance(value, Unknown) else NONE if value is ABSENT else KNOWN


@frozen
class RatingColumns:
    """A rating's numbers, without places. priority: 0 where it is not known; None where there are no groups.

    groups: the first and the last priority group that each may be of.
    """

    name: str
    total: ValueColumn
    criteria: tuple[ValueColumn, ...]
    ties: tuple[ValueColumn, ...]
    priority: Array = None
    groups: tuple[Array, Array] | None = None


@frozen
class Candidates:
    """Who takes part in a selection: codes and offers as `candidates` has them. faulty: whom a fault keeps out."""

    name: str
    takes_part: Array
    passes: Array
    offers: tuple[Offer, ...]
    offer: Array = None
    faulty: Mask = None


@frozen
class Outcome:
    """Everything concluded of a batch. verdicts: rule -> its column, faults included."""

    count: int
    verdicts: Mapping[str, Array]
    values: tuple[ValueColumn, ...]
    ratings: tuple[RatingColumns, ...]
    faults: tuple[Fault, ...] = ()
    one_by_one: int = 0
    candidates: tuple[Candidates, ...] = ()


def whole(decided: Decided, lost: Array, asked: Sequence[Row]) -> Outcome:
    """The outcome of a batch. lost: the rows decided one by one, `asked` being those, in order."""
    count = decided.batch.num_rows
    faults: list[Fault] = []
    verdicts = {each.name: each.verdicts for each in decided.rules}
    for rule in decided.rules:
        if rule.lost is not None:
            codes = np.array(rule.verdicts, np.int8)
            for row, one in zip(lost, asked, strict=True):
                if rule.lost[row]:
                    codes[row] = _verdict(one, rule.name, faults)
            verdicts[rule.name] = codes
    values = []
    for told in decided.values:
        found = {int(r): _indicator(o, told, faults) for r, o in _pairs(told.lost, lost, asked)}
        values.append(ValueColumn(told.asked.name, count, told.asked.step, told.column, found))
    ratings = [
        _rating(told, count, [(int(r), o) for r, o in _pairs(told.lost, lost, asked)], faults)
        for told in decided.ratings
    ]
    numbers = {each.name: each for each in ratings}
    candidates = [
        _candidates(told, numbers[told.asked.rating.name], _pairs(told.lost, lost, asked), faults)
        for told in decided.selections
    ]
    told_faults = tuple(faults)
    return Outcome(count, verdicts, tuple(values), tuple(ratings), told_faults, len(asked), tuple(candidates))


def _pairs(mask: Mask, lost: Array, asked: Sequence[Row]) -> list[tuple[Any, Row]]:
    return [] if mask is None else [pair for pair in zip(lost, asked, strict=True) if mask[pair[0]]]


def _verdict(asked: Row, name: str, faults: list[Fault]) -> int:
    try:
        decision: Decision = asked.engine.decision(name)
    except FaultRaised as raised:
        faults.append(Fault(asked.id, name, raised.diagnostic))
        return FAULT
    if not decision.applicable:
        return NOT_APPLICABLE
    return {Verdict.YES: YES, Verdict.NO: NO, Verdict.UNKNOWN: UNKNOWN}[decision.verdict]


def _indicator(asked: Row, told: Told, faults: list[Fault]) -> RowValue:
    try:
        return asked.engine.indicator(told.asked.name)
    except FaultRaised as raised:
        faults.append(Fault(asked.id, told.asked.name, raised.diagnostic))
        return FaultAt(faults[-1])


def _rating(told: ToldRating, count: int, rows: list[tuple[int, Row]], faults: list[Fault]) -> RatingColumns:
    results: dict[int, RatingResult | FaultAt] = {}
    for row, asked in rows:
        try:
            results[row] = asked.engine.rating(told.asked.name)
        except FaultRaised as raised:
            faults.append(Fault(asked.id, told.asked.name, raised.diagnostic))
            results[row] = FaultAt(faults[-1])

    def column(one: Told, pick: Any) -> ValueColumn:
        found = {row: each if isinstance(each, FaultAt) else pick(each) for row, each in results.items()}
        return ValueColumn(one.asked.name, count, one.asked.step, one.column, found)

    priority, groups = told.priority, told.groups
    if priority is not None and groups is not None and results:
        priority, first, last = np.array(priority), np.array(groups[0]), np.array(groups[1])
        for row, result in results.items():
            group = None if isinstance(result, FaultAt) else result.priority
            priority[row] = group if isinstance(group, int) else 0
            first[row], last[row] = (
                (group.low, group.high) if isinstance(group, Unknown) else (priority[row], priority[row])
            )
        groups = first, last
    return RatingColumns(
        told.asked.name,
        column(told.total, lambda r: r.total),
        tuple(column(each, lambda r, n=each.asked.name: r.criteria[n]) for each in told.criteria),
        tuple(column(each, lambda r, i=i: r.ties[i] if r.ties else ABSENT) for i, each in enumerate(told.ties)),
        priority,
        groups,
    )


def _candidates(
    told: ToldSelection, rating: RatingColumns, rows: list[tuple[Any, Row]], faults: list[Fault]
) -> Candidates:
    """rating: the same people's; one whose rating is a fault is no candidate, and nobody knows where they stand."""
    if not rows:
        return Candidates(told.asked.name, told.takes_part, told.passes, told.offers, told.offer)
    count = len(told.takes_part)
    takes_part, passes = np.array(told.takes_part), np.array(told.passes)
    offer: Array = np.zeros(count, np.int32) if told.offer is None else np.array(told.offer)
    offers = {each: place for place, each in enumerate(told.offers)}
    faulty = np.zeros(count, bool)
    for row, asked in rows:
        try:
            if isinstance(rating.total.rows.get(row), FaultAt):
                faulty[row] = True
                continue
            found = asked.candidate(told.asked.name)
        except FaultRaised as raised:
            faults.append(Fault(asked.id, told.asked.name, raised.diagnostic))
            faulty[row] = True
            continue
        takes_part[row], passes[row] = code_of(found.takes_part), code_of(found.passes)
        offer[row] = offers.setdefault((_known(found.seats), _known(found.share)), len(offers))
    return Candidates(told.asked.name, takes_part, passes, tuple(offers), offer, some(faulty))


def _known(value: Value | None) -> Number | None:
    return value if isinstance(value, int | Fraction) else None


__all__ = ["FaultAt", "Outcome", "RatingColumns", "Row", "RowValue", "Rows", "Unreadable", "ValueColumn", "whole"]
