"""SQL held to the interpreter: where it answers, the answer is the interpreter's; where it does not, it says so."""

from fractions import Fraction
from typing import Any

import duckdb
from attrs import evolve

from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, SelectionResult, Verdict
from iomrules.reason.sql.run import Bounds, Selected, SqlDecisions, Trouble, decide
from iomrules.reason.sql.statement import Statement
from iomrules.reason.sql.tables import Layout, Unkept, child_rows, layout, person_row
from iomrules.values import ABSENT, Unknown
from tests.agreement.worlds import Batch, Compared, Difference

#: what multiplied a few times may be more than a query holds
GREAT = 1000
_TRUTHS = {Verdict.YES: True, Verdict.NO: False, Verdict.UNKNOWN: None}


def compare(batch: Batch) -> Compared:
    """Everybody of a batch whom tables keep; `left`: those they do not."""
    program, shape = batch.program, batch.people[0].shape
    tables = layout(program.schema, program.schema.shapes[shape])
    kept = batch.of([each for each in batch.people if _can_be_kept(tables, each)])
    try:
        found = _compared(kept, shape)
    except duckdb.OutOfRangeException:  # great numbers stop a query, which never rounds
        kept = kept.of([each for each in kept.people if not _great(each)])
        found = _compared(kept, shape)
    return evolve(found, left=len(batch.people) - len(kept.people))


def _compared(kept: Batch, shape: str) -> Compared:
    if not kept.people:
        return Compared()
    statement, decided = decide(kept.program, shape, kept.people, kept.on)
    told, unsaid, answers = [], 0, 0
    for said, answer in zip(kept.ranked, decided, strict=True):
        for name, expected, given in _pairs(kept.program, statement, said, answer):
            answers += 1
            if isinstance(given, Trouble) and given.unsaid:
                unsaid += 1
            elif not _same(expected, given):
                told.append(Difference(answer.id, kept.on, f"{name}: {given!r} for {expected!r}"))
    return Compared(len(kept.people), 0, tuple(told), unsaid, answers)


def _can_be_kept(tables: Layout, person: Person) -> bool:
    try:
        person_row(tables, 0, person)
        return all(list(child_rows(child, 0, person)) is not None for child in tables.children)
    except Unkept:
        return False


def _great(person: Person) -> bool:
    numbers = (each for each in person.facts.fields.values() if isinstance(each, int | Fraction))
    return any(abs(each) > GREAT for each in numbers)


#: what stands for a fault among expectations
_FAULT = Trouble(unsaid=False)


def _pairs(
    program: Program, statement: Statement, said: Decisions, answer: SqlDecisions
) -> list[tuple[str, object, object]]:
    """(name, expected, given) of all that both say."""
    faulty = {fault.target for fault in said.faults}
    told: list[tuple[str, object, object]] = []
    for name, given in answer.verdicts.items():
        if name in faulty:
            told.append((name, _FAULT, given))
        elif name in said.verdicts:
            decision = said.verdicts[name]
            told.append((name, _TRUTHS[decision.verdict], given))
            if not isinstance(given, Trouble):
                told.append((f"{name}: applicable", decision.applicable, name not in answer.inapplicable))
    for name, given in answer.values.items():
        told.append((name, _FAULT if name in faulty else said.values.get(name), given))
    for name, result in said.ratings.items():
        pairs: list[tuple[object, object]] = [(result.total, answer.totals.get(name))]
        pairs += [(value, answer.criteria.get((name, each))) for each, value in result.criteria.items()]
        told += [(name, expected, given) for expected, given in pairs if given is not None]
        if name in answer.places:
            told.append((f"{name}: place", result.place, answer.places[name]))
    for name, selected in answer.selections.items():
        lost = faulty & {name, program.selections[name].rating}
        outcome = _FAULT if lost else _selected(said.selections.get(name))
        told.append((f"{name}: selection", outcome, selected))
    return told


def _selected(found: SelectionResult | None) -> Selected | None:
    """What SQL says of a selection's outcome."""
    if found is None:
        return None
    return Selected(found.verdict, found.participants, found.seats, found.ahead, found.level)


def _same(expected: object, given: Any) -> bool:
    if isinstance(expected, Trouble) or isinstance(given, Trouble):
        return bool(expected == given)
    if isinstance(expected, Unknown):
        return (given.low, given.high) == (expected.low, expected.high) if isinstance(given, Bounds) else given is None
    if expected is ABSENT or given is ABSENT:
        return expected is given
    return type(expected) is type(given) and bool(expected == given)
