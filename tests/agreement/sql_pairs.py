"""Programs and records at random, decided by SQL and by the interpreter: where SQL answers, they must not differ."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, Verdict
from iomrules.reason.engine import Interpreting, entries_of_catalogues
from iomrules.reason.rank import rank
from iomrules.reason.sql.run import Bounds, SqlDecisions, Trouble, decide
from iomrules.reason.sql.statement import Statement
from iomrules.reason.sql.tables import Unkept, child_rows, layout, person_row
from iomrules.values import ABSENT, Unknown
from tests.agreement.pairs import DAYS, people
from tests.fuzz.laws import checked, read_sound
from tests.strategies.programs import write_program

_TRUTHS = {Verdict.YES: True, Verdict.NO: False, Verdict.UNKNOWN: None}


def differences(
    program: Program, shape: str, everybody: Sequence[Person], on: date, met: Counter[str]
) -> list[tuple[str, str, object, object]]:
    """(person, name, what the interpreter says, what SQL says). met: how many answers were the same, or unsaid."""
    kept = [each for each in everybody if _can_be_kept(program, shape, each)]
    statement, answers = decide(program, shape, kept, on)
    engine = Interpreting(program, entries_of_catalogues(program, {}))
    decided = rank(program, [engine.decide(each, on) for each in kept])
    met["refused"] += len(statement.refused)
    found = []
    for said, answer in zip(decided, answers, strict=True):
        for name, expected, given in _pairs(statement, said, answer):
            if isinstance(given, Trouble) and given.unsaid:
                met["unsaid"] += 1
            elif _same(expected, given):
                met["same"] += 1
            else:
                found.append((answer.id, name, expected, given))
    return found


def _can_be_kept(program: Program, shape: str, person: Person) -> bool:
    tables = layout(program.schema, program.schema.shapes[shape])
    try:
        person_row(tables, 0, person)
        return all(list(child_rows(child, 0, person)) is not None for child in tables.children)
    except Unkept:
        return False


#: what stands for a fault among expectations
_FAULT = Trouble(unsaid=False)


def _pairs(statement: Statement, said: Decisions, answer: SqlDecisions) -> list[tuple[str, object, object]]:
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
    return told


def _same(expected: object, given: Any) -> bool:
    if isinstance(expected, Trouble) or isinstance(given, Trouble):
        return bool(expected == given)
    if isinstance(expected, Unknown):
        return (given.low, given.high) == (expected.low, expected.high) if isinstance(given, Bounds) else given is None
    if expected is ABSENT or given is ABSENT:
        return expected is given
    return type(expected) is type(given) and bool(expected == given)


def sql_pairs(seed: int, count: int, met: Counter[str]) -> list[tuple[str, str, object, object]]:
    """One generated program and so many people."""
    random = Random(seed)
    text = write_program(random, random.choice((1, 2, 3)))
    program = checked(read_sound(text))
    on = random.choice(DAYS)
    return differences(program, "ученик", list(people(random, program, count)), on, met)
