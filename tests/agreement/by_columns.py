"""Holding columns to the interpreter: the same people, every verdict, value, bound and place compared."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import pyarrow as pa

from iomrules.facts.arrow import people_of_batch, people_to_batch
from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.columns.candidates import AskedSelection
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.contest import COUNCIL, UNTOLD, Contest
from iomrules.reason.columns.decide import FAULT, NO, NOT_APPLICABLE, UNKNOWN, YES, Columns
from iomrules.reason.columns.outcome import FaultAt, Outcome, Rows, RowValue, Unreadable, ValueColumn, whole
from iomrules.reason.columns.places import Places
from iomrules.reason.decision import Admission, Decisions, Verdict
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.interpreter import Interpreter
from iomrules.values import Unknown, Value
from tests.agreement.people import kept_in_files
from tests.agreement.worlds import Batch, Compared, Difference

ADMISSIONS = {Admission.YES: YES, Admission.NO: NO, Admission.UNKNOWN: UNKNOWN, Admission.COUNCIL: COUNCIL}
CODES = {Verdict.YES: YES, Verdict.NO: NO, Verdict.UNKNOWN: UNKNOWN}


def outcome_of(program: Program, people: Sequence[Person], on: date) -> tuple[Columns, Outcome]:
    shape = people[0].shape
    batch = people_to_batch(people, program.schema, shape)
    rows = Rows(program, entries_of_catalogues(program, {}), on)

    def ask(some: pa.RecordBatch) -> list[Interpreter | Unreadable]:
        return [rows.asked(person).engine for person in people_of_batch(some, program.schema, shape)]

    columns = Columns(program, shape, on, batch.schema, ask)
    decided = columns.decide(batch)
    lost = decided.lost_rows()
    back = people_of_batch(batch.take(pa.array(lost)), program.schema, shape) if len(lost) else ()
    return columns, whole(decided, lost, [rows.asked(each) for each in back])


def compare(batch: Batch) -> Compared:
    """Everybody of a batch whom a file gives back, read out of columns; `left`: those it does not."""
    kept = batch.of(kept_in_files(batch.program, batch.people))
    told = tuple(Difference(who, batch.on, unlike) for who, unlike in _differences(kept)) if kept.people else ()
    return Compared(len(kept.people), len(batch.people) - len(kept.people), told)


def differences(program: Program, people: Sequence[Person], on: date) -> list[str]:
    """Where columns and the interpreter do not agree, in words."""
    return [f"{who}: {told}" for who, told in _differences(Batch(program, on, people))]


def _differences(batch: Batch) -> Iterator[tuple[str, str]]:
    """Whose, and what."""
    columns, outcome = outcome_of(batch.program, batch.people, batch.on)
    for row, (who, decisions) in enumerate(zip(batch.people, batch.ranked, strict=True)):
        for wrong in _of_person(batch.program, outcome, row, decisions):
            yield who.id, wrong
    for wrong in (*_places(columns, outcome, batch.ranked), *_selections(columns, outcome, batch.ranked)):
        yield "", wrong


def _places(columns: Columns, outcome: Outcome, expected: Sequence[Decisions]) -> list[str]:
    """Places and how many share them, of everybody."""
    wrong = []
    for asked, told in zip(columns.ratings, outcome.ratings, strict=True):
        places = Places.of(asked)
        places.take(told)
        found = list(zip(*(each.tolist() for each in places.standings().of(0)), strict=True))
        results = [each.ratings.get(asked.name) for each in expected]
        wanted = [(each.place or 0, each.shared) if each else (0, 1) for each in results]
        if found != wanted:
            wrong.append(f"places of {asked.name}: {found} for {wanted}")
    return wrong


def _selections(columns: Columns, outcome: Outcome, expected: Sequence[Decisions]) -> Iterator[str]:
    """Who of everybody gets a seat, and what that rests on."""
    for asked in columns.selections:
        contest = Contest.of(asked)
        contest.take(outcome)
        (told,) = contest.told()
        for row, decisions in enumerate(expected):
            found = (int(told.verdicts[row]), *(_range(ends, row) for ends in (told.seats, told.ahead, told.level)))
            if found != (wanted := _chosen(decisions, asked)):
                yield f"{row} selection {asked.name}: {found} for {wanted}"


def _range(ends: tuple[Array, Array], row: int) -> tuple[int, int] | None:
    low, high = (int(end[row]) for end in ends)
    return None if UNTOLD in (low, high) else (low, high)


def _chosen(expected: Decisions, asked: AskedSelection) -> tuple[object, ...]:
    result = expected.selections.get(asked.name)
    if result is None:
        faulty = {fault.target for fault in expected.faults} & {asked.name, asked.selection.rating}
        return (FAULT if faulty else NOT_APPLICABLE), None, None, None
    return ADMISSIONS[result.verdict], result.seats, result.ahead, result.level


def _of_person(program: Program, outcome: Outcome, row: int, expected: Decisions) -> list[str]:
    faulty = {fault.target for fault in expected.faults}
    wrong = []
    for name, codes in outcome.verdicts.items():
        if name in faulty:
            want = FAULT
        else:
            decision = expected.verdicts[name]
            want = CODES[decision.verdict] if decision.applicable else NOT_APPLICABLE
        if codes[row] != want:
            wrong.append(f"{row} rule {name}: {codes[row]} for {want}")
    for column in outcome.values:
        wrong += _unlike(program, column, row, None if column.name in faulty else expected.values[column.name])
    for rating in outcome.ratings:
        result = None if rating.name in faulty else expected.ratings[rating.name]
        wrong += _unlike(program, rating.total, row, result and result.total)
        for column in rating.criteria:
            wrong += _unlike(program, column, row, result and result.criteria[column.name])
        for place, column in enumerate(rating.ties):
            if result is None or result.ties:
                wrong += _unlike(program, column, row, result and result.ties[place])
        if rating.priority is not None and result is not None and result.priority is not None:
            want = 0 if isinstance(result.priority, Unknown) else result.priority
            if rating.priority[row] != want:
                wrong.append(f"{row} priority of {rating.name}: {rating.priority[row]} for {want}")
    return wrong


def _unlike(program: Program, column: ValueColumn, row: int, expected: Value | None) -> list[str]:
    """expected: None for a fault."""
    found = column.value(row, program.schema)
    if expected is None:
        return [] if isinstance(found, FaultAt) else [f"{row} {column.name}: {found!r} for a fault"]
    if column.step is not None and column.step.sort == "text" and isinstance(expected, str):
        return []
    same = _plain(found) == _plain(expected)
    return [] if same else [f"{row} {column.name}: {_plain(found)!r} for {_plain(expected)!r}"]


def _plain(value: RowValue) -> object:
    if isinstance(value, Unknown):
        return "unknown", value.low, value.high
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return "number", Fraction(value)
    return type(value).__name__, value
