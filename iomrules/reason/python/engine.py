"""The engine that runs generated code, and asks the interpreter of whatever the code does not conclude.

What it concludes is what the interpreter would: the tests and `tests/agreement` compare the two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from operator import getitem
from types import CodeType, MappingProxyType
from typing import Any, cast

from iomrules.facts.record import Layout, Person, Row, Schema, layout_of
from iomrules.frozen import frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.decision import (
    Decision,
    Decisions,
    Evaluation,
    Fault,
    FaultRaised,
    RatingResult,
    Ratings,
    Verdict,
    Verdicts,
)
from iomrules.reason.declared import in_force
from iomrules.reason.engine import entries_of_catalogues
from iomrules.reason.python.days import Days, window_days
from iomrules.reason.python.records import NO_RECORD, Record
from iomrules.reason.python.surveys import Question, Survey
from iomrules.reason.python.swift import Swift
from iomrules.reason.python.values import LOST, MOST_KEPT, NOTHING, Lost, scaled
from iomrules.reason.python.walk import resolve
from iomrules.reason.tables import Lookup, look_up
from iomrules.reason.telling import TellingsByShape
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value

#: dates whose code is kept ready at the same time
MOST_DATES = 8


#: stands for a result that is a fault, already told
FAULT: Any = object()


# --- what generated code calls -------------------------------------------------------------------------------------


def taken_number(value: Any, scale: int, empty: Any = LOST) -> Any:
    """A number the interpreter found, at the scale that the code computes with (0: as it is).

    empty: what stands for an absent one.
    """
    if value is ABSENT:
        return empty
    if not isinstance(value, int | Fraction) or isinstance(value, bool):
        return LOST
    return scaled(value, scale) if scale else value


def taken_ratio(value: Any, scale: int, empty: Any = LOST) -> tuple[Any, Any]:
    """A number the interpreter found, as a dividend and a divisor; an absent one has the divisor 0."""
    if value is ABSENT and empty is NOTHING:
        return 0, 0
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value.numerator * (scale or 1), value.denominator
    return LOST, LOST


def taken(value: Any, sort: type, empty: Any = LOST) -> Any:
    """A value of another sort the interpreter found."""
    if value is ABSENT:
        return empty
    return value if type(value) is sort else LOST


def verdict(decision: Any) -> Any:
    """A verdict the interpreter found, as a truth."""
    if decision is FAULT or decision.verdict is Verdict.UNKNOWN:
        return LOST
    return decision.verdict is Verdict.YES


class TableRows(dict[tuple[Any, ...], Any]):
    """Keys of a table -> its result, looked up once each.

    how: how each key is turned back into a value: by its scale, by its enumeration, or as it is (0). scale: of results.
    """

    def __init__(self, program: Program, table: core.Table, how: Sequence[int | str], scale: int, on: date) -> None:
        self.program, self.table, self.how, self.scale, self.on = program, table, how, scale, on

    def __missing__(self, keys: tuple[Any, ...]) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        given = [self._value(key, how) for key, how in zip(keys, self.how, strict=True)]
        found = look_up(self.table, given, self.on).value
        self[keys] = result = self._result(found)
        return result

    def _value(self, key: Any, how: int | str) -> Value:
        if key is NOTHING or key is ABSENT:
            return ABSENT
        if isinstance(how, str):
            return Member(how, key, self.program.schema.enumerations[how].rank(key))
        return key if how in (0, 1) else Fraction(key, how)

    def _result(self, found: Value | None) -> Any:
        if found is None or found is ABSENT or isinstance(found, Unknown):
            return LOST
        if self.scale and isinstance(found, int | Fraction) and not isinstance(found, bool):
            return scaled(found, self.scale)
        return found


class Binding:
    """A program's code bound to a date, to catalogues and to a shape of people. One person is decided at a time."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        on: date,
        nodes: Sequence[Node],
        *,
        shape: str,
        layout: Layout,
        apart: dict[int, tuple[Node, bool]],
    ) -> None:
        """apart: as for `Swift`."""
        self.program, self.catalogues, self.on, self.nodes = program, catalogues, on, nodes
        self.shape, self.layout, self._apart = shape, layout, apart
        self._asked: Swift | None = None
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._looked_up: dict[tuple[Any, ...], Lookup] = {}

    def asking(self, person: Person) -> Swift:
        """The interpreter for a person; the one asked last is kept."""
        asked = self._asked
        if asked is None or asked.person is not person:
            asked = self._asked = self._swift(person)
        return asked

    # --- made once ---

    def in_force(self, begin: date | None, end: date | None) -> bool:
        """Whether dates of effect hold."""
        return in_force(begin, end, self.on)

    def parameter(self, node: int, scale: int) -> Any:
        """A parameter's value in force, as the code computes with it."""
        try:
            value = self._nobody("").value(self.nodes[node])
        except FaultRaised:
            return LOST
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            return scaled(value, scale) if scale else value
        return LOST if value is ABSENT or isinstance(value, Unknown) else value

    def table(self, name: str, how: Sequence[int | str], scale: int) -> TableRows:
        """A table by its keys."""
        return TableRows(self.program, self._nobody("").table(name), how, scale, self.on)

    def survey(self, fact: str, lanes: Sequence[Question], lists: Sequence[Question], personal: bool) -> Survey:
        """The answers about elements of a list. personal: they depend on facts of the person too."""
        nobody, declared = self._nobody(self.shape), self.program.schema.shapes[self.shape].fact(fact)
        assert declared is not None
        asking = self.asking if personal else lambda _: nobody
        return Survey(asking, self.nodes, declared, self.layout.elements.get(fact), lanes=lanes, lists=lists)

    def days(
        self, windows: Sequence[tuple[str, int, str]], constants: Sequence[str], parameters: Sequence[int]
    ) -> Days:
        """The steps of time that a date is asked about."""
        found = [day for each in windows for day in window_days(core.Window(*each), self.on)]
        found += [date.fromisoformat(each) for each in constants]
        found += [day for each in parameters if isinstance(day := self.parameter(each, 0), date)]
        return Days(found)

    def _nobody(self, shape: str) -> Swift:
        return self._swift(Person("", shape, Entry(shape, {})))

    def _swift(self, person: Person) -> Swift:
        shared, apart = self._looked_up, self._apart
        return Swift(self.program, self.catalogues, person, self.on, looked_up=shared, apart=apart)

    # --- asked while deciding ---

    def asked(self, person: Person, node: int, sort: type, facts: Sequence[str] | None) -> Any:
        """One node's value, plainly known and of that sort. facts: those it depends on, or None: on more."""
        found = taken(self._value(person, node, facts), sort, NOTHING)
        if found is LOST:
            raise Lost
        return found

    def asked_number(self, person: Person, node: int, scale: int, facts: Sequence[str] | None) -> Any:
        """One node's number at a scale (0: as it is), plainly known."""
        found = taken_number(self._value(person, node, facts), scale, NOTHING)
        if found is LOST:
            raise Lost
        return found

    def _value(self, person: Person, node: int, facts: Sequence[str] | None) -> Value:
        key = self._key(person, facts)
        if key is not None:
            key = (node, *key)
            if (found := self._kept.get(key)) is not None:
                return cast("Value", found)
        try:
            value = self.asking(person).value(self.nodes[node])
        except FaultRaised as raised:
            raise Lost from raised
        if key is not None:
            self._keep(key, value)
        return value

    @staticmethod
    def _key(person: Person, facts: Sequence[str] | None) -> tuple[Any, ...] | None:
        """Facts as a key; None where there are others as well, or a list that is hardly anybody else's."""
        if facts is None:
            return None
        given = person.facts.fields
        read = tuple([given.get(each) for each in facts])
        for each in read:
            if type(each) is ByKey or (type(each) is tuple and each and type(each[0]) is not str):
                return None
        return read

    def _keep(self, key: tuple[Any, ...], found: Any) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = found

    def slow(
        self,
        person: Person,
        place: tuple[str, ...],
        faults: list[Fault] | None,
        seeds: Sequence[tuple[tuple[str, str], Any]],
        facts: Sequence[str] | None,
    ) -> Any:
        """What the interpreter concludes of one declaration; FAULT where it cannot, which is told once.

        seeds: what was found before of what it reads. facts: those it reads, where it reads nothing else: then what
        it comes to is kept, unless a list is among them. None: it reads more.
        """
        key = self._key(person, facts)
        if key is not None:
            key = (*place, *key, *(value for _, value in seeds))
            if (found := self._kept.get(key)) is not None:
                return found
        asked = self.asking(person)
        for kept, value in seeds:
            if value is not FAULT:
                answer = kept[0] == "decision" and type(value) is not Decision
                asked.kept.setdefault(kept, _of_rule(kept[1])[value] if answer else value)
        try:
            found = getattr(asked, place[0])(*place[1:])
        except FaultRaised as raised:
            if faults is not None:
                faults.append(Fault(person.id, place[1], raised.diagnostic))
            return FAULT
        if key is not None:
            self._keep(key, found)
        return found


# --- the engine ----------------------------------------------------------------------------------------------------


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

    def answers(self, person: Person, on: date, row: Row | None = None) -> tuple[tuple[Any, ...], ...]:
        """The bare answers, for counting over many people: those of the rules, the faults, and in the program's order

        the value of every indicator, every rating, every candidate. A rule's answer: True, False, None (it is not about
        the person), or a Decision where a fact is missing. A rating's: total, ties, group, its criteria; or a
        RatingResult. Raises nothing; a fault stands as FAULT.
        """
        code = self._last
        if code.on is not on or code.shape is not person.shape:
            code = self.bound(person, on)
        if row is None:
            row = person.laid
            if row is None or row[0] is not code.layout:
                row = code.read(person)
        found: tuple[tuple[Any, ...], ...] = code.decide(person, row)
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
            made[name] = RatingResult(name, total, dict(zip(criteria, points, strict=True)), ties, priority=group)
        elif each is not FAULT:
            made[name] = each
    return made


def _of_rule(name: str) -> dict[Any, Decision]:
    """What a rule's answer stands for; None: the rule is not about the person."""
    return {
        True: Decision(name, Verdict.YES),
        False: Decision(name, Verdict.NO),
        None: Decision(name, Verdict.NO, applicable=False),
    }


def _named(names: Sequence[str], found: Sequence[Any], faulty: bool) -> Mapping[str, Any]:
    """What was found under each name. faulty: whether there are faults among it, which are left out."""
    if not names:
        return EMPTY
    named = dict(zip(names, found, strict=True))
    return MappingProxyType({name: each for name, each in named.items() if each is not FAULT} if faulty else named)


def _bound(made: _Made, on: date, shape: str, layout: Layout) -> Bound:
    decide, rules, values, ratings, candidates, *told = made
    of_rules = [_of_rule(name) for name in rules]
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
