"""Code bound to a date: what generated code calls, and how the interpreter is asked of what it does not conclude."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, cast

from iomrules.facts.record import Layout, Person
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.decision import Decision, Fault, FaultRaised, Verdict
from iomrules.reason.declared import in_force
from iomrules.reason.python.days import Days, window_days
from iomrules.reason.python.surveyed import Survey
from iomrules.reason.python.surveys import Question
from iomrules.reason.python.swift import Swift
from iomrules.reason.python.values import LOST, MOST_KEPT, NOTHING, Lost, scaled
from iomrules.reason.tables import Lookup, look_up
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value


class FaultTold:
    """Stands for a result that is a fault, already told."""

    __slots__ = ()

    def __reduce__(self) -> str:
        # the one there is, wherever it is packed
        return "FAULT"


FAULT: Any = FaultTold()


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


#: (sort, name) -> what stands beside plain answers: a decision that the interpreter made, or a fault
Beside = dict[tuple[str, ...], "Decision | Fault"]


def settle(order: Mapping[str, int], answers: list[Any], beside: Beside) -> tuple[Fault, ...]:
    """Puts the interpreter's decisions where the rules have their answers; gives the faults, in their order."""
    for (sort, name), found in beside.items():
        if sort == "decision":
            answers[order[name]] = FAULT if type(found) is Fault else found
    return tuple(each for each in beside.values() if type(each) is Fault)


class TableRows(dict[tuple[Any, ...], Any]):
    """Keys of a table -> its result, looked up once each.

    how: how each key is turned back into a value: by its scale, by its enumeration, or as it is (0). scale: of results.
    by_entry: after the keys stands the day of entry.
    """

    def __init__(
        self, program: Program, table: core.Table, how: Sequence[int | str], scale: int, on: date, *, by_entry: bool
    ) -> None:
        self.program, self.table, self.scale, self.on, self.by_entry = program, table, scale, on, by_entry
        self.how = (*how, 0) if by_entry else how

    def __missing__(self, keys: tuple[Any, ...]) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        given = [self._value(key, how) for key, how in zip(keys, self.how, strict=True)]
        entered = given.pop() if self.by_entry else ABSENT
        found = look_up(self.table, given, self.on, entered).value
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


class ByEntry(dict[Any, Any]):
    """Day of entry -> what follows from it, found once each."""

    def __init__(self, find: Callable[[Value], Any]) -> None:
        self.find = find

    def __missing__(self, day: Any) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[day] = self.find(ABSENT if day is NOTHING else day)
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

    def settling(self, rules: Sequence[str]) -> Callable[[list[Any], Beside], tuple[Fault, ...]]:
        """`settle` for answers of these rules, in this order."""
        return partial(settle, {name: place for place, name in enumerate(rules)})

    def in_force(self, begin: date | None, end: date | None) -> bool:
        """Whether dates of effect hold."""
        return in_force(begin, end, self.on)

    def parameter(self, node: int, scale: int) -> Any:
        """A parameter's value in force, as the code computes with it."""
        return self._parameter(node, scale, Entry("", {}))

    def _parameter(self, node: int, scale: int, facts: Entry) -> Any:
        """The same, of somebody with these facts."""
        try:
            value = self._swift(Person("", facts.shape, facts)).value(self.nodes[node])
        except FaultRaised:
            return LOST
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            return scaled(value, scale) if scale else value
        return LOST if value is ABSENT or isinstance(value, Unknown) else value

    def parameter_by_entry(self, node: int, scale: int, fact: str) -> ByEntry:
        """A parameter's value for who entered some day. fact: the name of that day."""
        return ByEntry(lambda day: self._parameter(node, scale, Entry(self.shape, {fact: day})))

    def table(self, name: str, how: Sequence[int | str], scale: int, *, by_entry: bool = False) -> TableRows:
        """A table by its keys, and by the day of entry after them."""
        return TableRows(self.program, self._nobody("").table(name), how, scale, self.on, by_entry=by_entry)

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
        beside: Beside,
        seeds: Sequence[tuple[tuple[str, str], Any]],
        facts: Sequence[str] | None,
    ) -> Any:
        """What the interpreter concludes of one declaration; FAULT where it cannot. Of a rule, the truth, or LOST.

        beside: where decisions are put, and faults; a rating tells of those of its criteria and its total. seeds: what
        was found before of what it reads. facts: those it reads, where it reads nothing else: then what it comes to is
        kept, unless a list is among them. None: it reads more.
        """
        found = self._concluded(person, place, [(kept, _told(kept, value, beside)) for kept, value in seeds], facts)
        if type(found) is Fault:
            if place[0] not in ("criterion", "total"):
                beside[place] = found
            return LOST if place[0] == "decision" else FAULT
        if type(found) is not Decision:
            return found
        beside[place] = found
        return LOST if found.verdict is Verdict.UNKNOWN else found.verdict is Verdict.YES

    def _concluded(
        self,
        person: Person,
        place: tuple[str, ...],
        seeds: Sequence[tuple[tuple[str, str], Any]],
        facts: Sequence[str] | None,
    ) -> Any:
        """The same, a decision or a fault as it is."""
        key = self._key(person, facts)
        if key is not None:
            key = (*place, *key, *(value for _, value in seeds))
            if (found := self._kept.get(key)) is not None:
                return found
        asked = self.asking(person)
        for kept, value in seeds:
            if value is not FAULT:
                answer = kept[0] == "decision" and type(value) is not Decision
                asked.kept.setdefault(kept, of_rule(kept[1])[value] if answer else value)
        try:
            found = getattr(asked, place[0])(*place[1:])
        except FaultRaised as raised:
            return Fault(person.id, place[1], raised.diagnostic)
        if key is not None:
            self._keep(key, found)
        return found


def _told(kept: tuple[str, str], value: Any, beside: Beside) -> Any:
    """What was found before: of a rule that the interpreter was asked of, what it concluded."""
    if kept[0] != "decision":
        return value
    found = beside.get(kept, value)
    return FAULT if type(found) is Fault else found


def of_rule(name: str) -> dict[Any, Decision]:
    """What a rule's answer stands for; None: the rule is not about the person."""
    return {
        True: Decision(name, Verdict.YES),
        False: Decision(name, Verdict.NO),
        None: Decision(name, Verdict.NO, applicable=False),
    }
