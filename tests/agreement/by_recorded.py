"""Reasons told from the record of generated code held to those the interpreter replays, to the last word."""

from collections.abc import Iterator

from attrs import evolve

from iomrules.program.core import Node
from iomrules.reason.decision import Evaluation, FaultRaised
from iomrules.reason.engines import tracing
from iomrules.reason.python.traces import Tracing
from tests.agreement.by_python import compare_with
from tests.agreement.worlds import Batch, Compared, Difference

#: of so many people all reasons are told, of the others one declaration each: the interpreter replays them slowly
WHOLE = 10


def compare(batch: Batch) -> Compared:
    """What recording code concludes of everybody, and why."""
    engine = tracing(batch.program)
    found = compare_with(engine, batch)
    told = (*_values(engine, batch), *_reasons(engine, batch))
    return evolve(found, differences=found.differences + told)


def _values(engine: Tracing, batch: Batch) -> Iterator[Difference]:
    """Every value recorded is the one the interpreter finds of that node."""
    for who in batch.people[:WHOLE]:
        asked = batch.interpreter.evaluation(who, batch.on)
        for node, recorded in engine.values(engine.trace(who, batch.on)):
            expected = _value(asked, node)
            if (type(expected), repr(expected)) != (type(recorded), repr(recorded)):
                yield Difference(who.id, batch.on, f"{node.span} {type(node).__name__}: {recorded!r} but: {expected!r}")


def _reasons(engine: Tracing, batch: Batch) -> Iterator[Difference]:
    program = batch.program
    names = (*program.rules, *program.ratings, *program.indicators)
    for number, who in enumerate(batch.people):
        asked = names if number < WHOLE else (names[number % len(names)],)
        replayed, recorded = batch.interpreter.evaluation(who, batch.on), engine.explaining(engine.trace(who, batch.on))
        for name in asked:
            expected, told = _reason(replayed, name), _reason(recorded, name)
            if expected != told:
                yield Difference(who.id, batch.on, f"why {name}: {told}\n  but: {expected}")


def _value(asked: Evaluation, node: Node) -> object:
    try:
        return asked.value(node)
    except FaultRaised as raised:
        return raised.diagnostic


def _reason(asked: Evaluation, name: str) -> str:
    try:
        return repr(asked.reason_of(name))
    except FaultRaised as raised:
        return repr(raised.diagnostic)
