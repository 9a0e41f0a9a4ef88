"""Generated code held to the interpreter: verdicts, values, missing facts, faults, types of numbers, order of names."""

from datetime import date

from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, Engine
from iomrules.reason.engine import Interpreting
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.python.code import source_of
from iomrules.reason.python.engine import PythonEngine
from tests.agreement.worlds import Batch, Compared, Difference


def compare(batch: Batch) -> Compared:
    """Every person of a batch."""
    _, engine = engines(batch.program)
    return compare_with(engine, batch)


def compare_with(engine: Engine, batch: Batch) -> Compared:
    told = [
        Difference(who.id, batch.on, unlike)
        for who, said in zip(batch.people, batch.interpreted, strict=True)
        if (unlike := _unlike(said, engine, who, batch.on))
    ]
    return Compared(len(batch.people), differences=tuple(told))


def engines(program: Program) -> tuple[Engine, Engine]:
    """The interpreter and generated code."""
    catalogues = entries_of_catalogues(program, {})
    return Interpreting(program, catalogues), PythonEngine(source_of(program), program, catalogues)


def differing(one: Engine, other: Engine, who: Person, on: date) -> str:
    """What differs, or nothing. Numbers must be of the same type too, and names in the same order."""
    return _unlike(one.decide(who, on), other, who, on)


def _unlike(said: Decisions, other: Engine, who: Person, on: date) -> str:
    try:
        found = other.decide(who, on)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    told = [
        f"{name}: {left!r}\n  but: {right!r}"
        for name, left, right in zip(_PARTS, _parts(said), _parts(found), strict=True)
        if left != right
    ]
    return "\n".join(told)


_PARTS = ("verdicts", "values", "ratings", "faults", "candidates")


def _parts(decisions: Decisions) -> tuple[list[object], ...]:
    return (
        [repr(each) for each in decisions.verdicts.items()],
        [repr(each) for each in decisions.values.items()],
        [repr(each) for each in decisions.ratings.items()],
        [(each, repr(each.diagnostic.values)) for each in decisions.faults],
        [repr(each) for each in decisions.candidates.items()],
    )
