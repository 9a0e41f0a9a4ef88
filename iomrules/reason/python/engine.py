"""The engine that runs generated code, and makes decisions of the bare answers it returns.

What it concludes is what the interpreter would: the tests and `tests/agreement` compare the two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from operator import getitem
from types import CodeType, MappingProxyType
from typing import Any

from iomrules.facts.record import Layout, Person, Row, Schema, layout_of
from iomrules.frozen import frozen
from iomrules.program.core import Node, Program
from iomrules.reason.decision import (
    Decision,
    Decisions,
    Evaluation,
    RatingResult,
    Ratings,
    Verdicts,
)
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.python.binding import FAULT, Binding, of_rule
from iomrules.reason.python.records import NO_RECORD, Record
from iomrules.reason.python.swift import Swift
from iomrules.reason.python.walk import resolve
from iomrules.reason.tables import Lookup
from iomrules.reason.telling import TellingsByShape
from iomrules.values import Entry

#: dates whose code is kept ready at the same time
MOST_DATES = 8


#: what concludes of a person with their row, and names in the order of the answers: of the rules, of the indicators, of
#: the ratings with their criteria, of the selections; where values are recorded, what of each block is
_Made = tuple[Any, ...]


@frozen
class Bound:
    """Code bound to a date and a shape: concludes of a person and their row, makes verdicts and ratings of answers."""

    on: date
    shape: str
    layout: Layout
    decide: Callable[[Person, Row], Any]
    verdicts: Callable[[Sequence[Any]], Verdicts]
    values: tuple[str, ...]
    ratings: Callable[[Sequence[Any]], Ratings]
    candidates: tuple[str, ...]
    #: where ratings and candidates begin among the answers
    places: tuple[int, int]
    told: tuple[Any, ...] = ()

    def read(self, person: Person) -> Row:
        """The person's row: the one they have, or one made now and kept with them."""
        row = person.laid
        return self.layout.lay(person) if row is None or row[0] is not self.layout else row

    def part(self, name: str, found: Sequence[Any]) -> Any:
        """A part of the decisions, made of what the code returned."""
        ratings, candidates = self.places
        match name:
            case "verdicts":
                return self.verdicts(found[0])
            case "faults":
                return tuple(found[1])
            case "values":
                return _named(self.values, found[2:ratings], bool(found[1]))
            case "ratings":
                return self.ratings(found[ratings:candidates])
            case "candidates":
                return _named(self.candidates, found[candidates : candidates + len(self.candidates)], bool(found[1]))
        return EMPTY


#: one name, looked up at once: it is called for every person
later = Decisions.later
EMPTY: Mapping[str, Any] = MappingProxyType({})


class PythonEngine:
    """Decides by generated code; tells reasons by the interpreter."""

    def __init__(
        self,
        code: CodeType | str,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        nodes: tuple[Node, ...] | None = None,
    ) -> None:
        """nodes: those that the code points at, where they were kept with it."""
        self.program, self.catalogues = program, catalogues
        self._tellings = TellingsByShape(program, catalogues)
        space = _run(code)
        self._bind: Mapping[str, Callable[[Binding], _Made]] = space["BIND"]
        self.nodes = resolve(program, space["NODES"]) if nodes is None else nodes
        self._deciding: dict[tuple[date, str], Bound] = {}
        #: the code of the last call
        self._last, self._part = NEVER, NEVER.part
        self._apart: dict[int, tuple[Node, bool]] = {}
        #: date -> what its evaluations found in tables
        self._looked_up: dict[date, dict[tuple[Any, ...], Lookup]] = {}

    def evaluation(self, person: Person, on: date, decided: Decisions | None = None) -> Evaluation:
        """One person, ready to be asked for values and reasons."""
        return self.asking(person, on).knowing(decided)

    def asking(self, person: Person, on: date, record: Record = NO_RECORD) -> Swift:
        """The interpreter for a person. record: what was found while they were decided, if it was written down."""
        if on not in self._looked_up and len(self._looked_up) >= MOST_DATES:
            self._looked_up.clear()
        looked_up = self._looked_up.setdefault(on, {})
        return Swift(
            self.program,
            self.catalogues,
            person,
            on,
            tellings=self._tellings[person.shape],
            looked_up=looked_up,
            apart=self._apart,
            record=record,
        )

    def row(self, person: Person, on: date) -> Row:
        """The person as the code reads them."""
        return self.bound(person, on).read(person)

    def decide(self, person: Person, on: date, row: Row | None = None) -> Decisions:
        """Everything the program concludes of a person, in the program's order. row: theirs, if it is made already."""
        found = self.answers(person, on, row)
        return later(person, on, self._part, found)

    def answers(self, person: Person, on: date, row: Row | None = None) -> tuple[Any, ...]:
        """The bare answers, for counting over many people: those of the rules, the faults, and in the program's order

        the value of every indicator, every rating, every candidate. A rule's answer: True, False, None (it is not about
        the person), or a Decision where the interpreter was asked. A rating's: total, ties, group, its criteria; or a
        RatingResult. Raises nothing; a fault stands as FAULT.
        """
        code = self._last
        if code.on is not on or code.shape is not person.shape:
            code = self.bound(person, on)
        if row is None:
            row = person.laid
            if row is None or row[0] is not code.layout:
                row = code.read(person)
        found: tuple[Any, ...] = code.decide(person, row)
        return found

    def bound(self, person: Person, on: date) -> Bound:
        """The code for people of this shape on this date."""
        key = on, person.shape
        if key not in self._deciding:
            if len(self._deciding) >= MOST_DATES:
                self._deciding.clear()
            shape, layout = person.shape, layout_of(self.program.schema, person.shape)
            binding = Binding(
                self.program, self.catalogues, on, self.nodes, shape=shape, layout=layout, apart=self._apart
            )
            made = self._bind[shape](binding) if shape in self._bind else NOTHING_MADE
            self._deciding[key] = _bound(made, on, shape, layout)
        self._last = self._deciding[key]
        self._part = self._last.part
        return self._last


def decisions_of(person: Person, on: date, code: Bound, found: Sequence[Any]) -> Decisions:
    """What the code returned, as everybody reads it."""
    return Decisions.later(person, on, code.part, found)


def _verdicts(names: Sequence[str], told: Sequence[Mapping[Any, Decision]], answers: Sequence[Any]) -> dict[str, Any]:
    """Of answers: each is what `told` knows, a decision the interpreter made, or FAULT."""
    try:
        return dict(zip(names, map(getitem, told, answers), strict=True))
    except KeyError:  # the interpreter was asked
        return {
            name: answer if type(answer) is Decision else of_rule[answer]
            for name, of_rule, answer in zip(names, told, answers, strict=True)
            if answer is not FAULT
        }


def _ratings(names: Sequence[tuple[str, tuple[str, ...]]], found: Sequence[Any]) -> dict[str, Any]:
    """Of totals with their criteria, ties and group, of results the interpreter made, or FAULT."""
    made: dict[str, Any] = {}
    for (name, criteria), each in zip(names, found, strict=True):
        if type(each) is tuple:
            total, ties, group, *points = each
            under = MappingProxyType(dict(zip(criteria, points, strict=True)))
            made[name] = RatingResult(name, total, under, ties, priority=group)
        elif each is not FAULT:
            made[name] = each
    return made


def _named(names: Sequence[str], found: Sequence[Any], faulty: bool) -> Mapping[str, Any]:
    """What was found under each name. faulty: whether there are faults among it, which are left out."""
    if not names:
        return EMPTY
    named = dict(zip(names, found, strict=True))
    return MappingProxyType({name: each for name, each in named.items() if each is not FAULT} if faulty else named)


def _bound(made: _Made, on: date, shape: str, layout: Layout) -> Bound:
    decide, rules, values, ratings, candidates, *told = made
    of_rules = [of_rule(name) for name in rules]
    verdicts = partial(Verdicts, partial(_verdicts, rules, of_rules), _order(rules), of_rules)
    rated = partial(Ratings, partial(_ratings, ratings), _order(name for name, _ in ratings))
    places = 2 + len(values), 2 + len(values) + len(ratings)
    return Bound(on, shape, layout, decide, verdicts, values, rated, candidates, places, *told)


def _order(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


#: what code makes of people that no declaration is about
NOTHING_MADE: _Made = (lambda _, __: ((), (), ()), (), (), (), ())
#: code of no date, for nobody
NEVER = _bound(NOTHING_MADE, date.min, "", layout_of(Schema({}, {}), ""))


def _run(code: CodeType | str) -> dict[str, Any]:
    """The names that generated code declares."""
    space: dict[str, Any] = {"__name__": "iomrules.reason.generated"}
    exec(compile(code, "<rules>", "exec") if isinstance(code, str) else code, space)
    return space


def pointed_at(code: CodeType, program: Program) -> tuple[Node, ...]:
    """The nodes that a program's code points at, to be kept with it: to find them takes as long as to decide."""
    return resolve(program, _run(code)["NODES"])


def load(
    source: CodeType | str, program: Program, catalogues: Mapping[str, tuple[Entry, ...]] | None = None
) -> PythonEngine:
    """The engine of code that `code.source_of` wrote, as text or compiled. catalogues: the school's own entries."""
    return PythonEngine(source, program, entries_of_catalogues(program, {} if catalogues is None else catalogues))
