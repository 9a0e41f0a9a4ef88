"""How often generated pairs hold what engines get wrong: facts that lack, ties, faults, edges of dates, halves …"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from unittest.mock import patch

from attrs import define, field

from iomrules.facts.record import Person
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason import arithmetic
from iomrules.reason.decision import Admission, Decisions, Verdict
from iomrules.reason.python.walk import nodes_of
from iomrules.reason.windows import window
from iomrules.values import ABSENT, ByKey, Entry, Number, Unknown, Value
from tests.agreement.worlds import Batch, World

GREAT = 10**12


@define
class Shares:
    """people: sort of pair -> how many of `pairs`; programs: sort of program -> how many of `worlds`."""

    pairs: int = 0
    worlds: int = 0
    people: Counter[str] = field(factory=Counter)
    programs: Counter[str] = field(factory=Counter)

    def after(self, other: "Shares") -> "Shares":
        """Both together."""
        return Shares(
            self.pairs + other.pairs,
            self.worlds + other.worlds,
            self.people + other.people,
            self.programs + other.programs,
        )

    def lines(self) -> Iterator[str]:
        for title, met, all_ in (("pairs", self.people, self.pairs), ("programs", self.programs, self.worlds)):
            yield f"\nOf {all_:,} {title}:"
            yield from (f"  {number / max(all_, 1):7.2%}  {name}" for name, number in met.most_common())


def shares_of(world: World) -> Shares:
    """What one world's pairs hold. The interpreter decides everybody anew, watched while it rounds."""
    found = Shares(worlds=1, programs=Counter(set(_sorts(world.program))))
    for batch in world.batches:
        decided = _watched(batch)
        days = set(_days(world.program, batch.on))
        found.pairs += len(batch.people)
        for who, rounded, said in zip(batch.people, decided, batch.ranked, strict=True):
            found.people.update({*_record(who, days), *rounded, *_conclusions(said)})
    return found


def _sorts(program: Program) -> Iterator[str]:
    """Declarations and nodes of a program, and clauses that engines take trouble over."""
    yield from (f"{name} declared" for name in ("selections", "tables", "ratings", "routes") if getattr(program, name))
    for table in program.tables.values():
        yield f"table, hit {table.hit}"
        if table.otherwise is None:
            yield "table that may have no row"
        if any(row.cohort for row in table.rows):
            yield "cohort of a row"
        if any(row.begin or row.end for row in table.rows):
            yield "row for a time"
    for parameter in program.parameters.values():
        if any(each.cohort for each in parameter.values):
            yield "cohort of a parameter"
    for declared in (*program.rules.values(), *program.indicators.values(), *program.ratings.values()):
        if declared.applies.cohort is not None:
            yield "cohort of a declaration"
        if not isinstance(declared, core.Rating) and declared.earlier:
            yield "refinement"
    if any(rating.priorities for rating in program.ratings.values()):
        yield "priority groups"
    declared_all = (program.rules, program.indicators, program.ratings, program.selections)
    for nodes in declared_all:
        yield from (f"node {type(node).__name__}" for node in nodes_of(tuple(nodes.values())))


def _days(program: Program, on: date) -> Iterator[date]:
    """The days that a date may lie on the edge of."""
    yield on
    declared = (*program.rules.values(), *program.indicators.values(), *program.ratings.values())
    for node in nodes_of(declared):
        if isinstance(node, core.Elements) and node.window is not None:
            yield window(node.window, on)[0]
        elif isinstance(node, core.Constant) and isinstance(node.value, date):
            yield node.value


def _record(who: Person, days: set[date]) -> Iterator[str]:
    for value in _values(who.facts):
        match value:
            case Unknown():
                yield "a fact that lacks"
            case ():
                yield "an empty list"
            case date() if value in days:
                yield "a date at an edge"
            case Fraction():
                yield "a fraction in the record"
            case int() if abs(value) >= GREAT:
                yield "a great number"
        if value is ABSENT:
            yield "a fact that there is none of"


def _values(value: Value) -> Iterator[Value]:
    yield value
    match value:
        case Entry(fields=fields):
            for each in fields.values():
                yield from _values(each)
        case ByKey(pairs=pairs):
            for _, each in pairs:
                yield from _values(each)
        case tuple():
            for each in value:
                yield from _values(each)


def _watched(batch: Batch) -> list[set[str]]:
    """Of each person, what was met while rounding."""
    met: set[str] = set()
    found = []
    with patch.object(arithmetic, "rounded", partial(_round, met, arithmetic.rounded)):
        for who in batch.people:
            met.clear()
            batch.interpreter.decide(who, batch.on)
            found.append(set(met))
    return found


def _round(met: set[str], meant, number: Number, unit: Number, mode: str) -> Number:  # type: ignore[no-untyped-def]
    if (2 * Fraction(number) / unit) % 2 == 1:
        met.add("a half rounded" if number > 0 else "a negative half rounded")
    result: Number = meant(number, unit, mode)
    return result


def _conclusions(said: Decisions) -> Iterator[str]:
    if said.faults:
        yield "a fault"
    for decision in said.verdicts.values():
        if decision.verdict is Verdict.UNKNOWN:
            yield "a verdict not known"
        if not decision.applicable:
            yield "a rule that is not about the person"
    for value in (*said.values.values(), *(each.total for each in said.ratings.values())):
        if isinstance(value, Unknown):
            yield "a number not known, within bounds" if value.low is not None else "a number not known at all"
        elif value is ABSENT:
            yield "no value at all"
        elif isinstance(value, Fraction):
            yield "a fraction concluded"
    for rating in said.ratings.values():
        if rating.shared > 1:
            yield "a place shared"
        if isinstance(rating.priority, Unknown):
            yield "a priority not known"
    for selection in said.selections.values():
        yield f"a selection: {selection.verdict.value}"
        if selection.verdict is Admission.YES and selection.seats is not None:
            yield "a seat"
