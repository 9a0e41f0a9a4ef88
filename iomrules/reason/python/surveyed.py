"""What is asked of elements, answered once for each combination of fields that occurs, and kept as packed counts."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from iomrules.facts.record import ByKeyKind, Elements, Fact, Person
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.collections import Held, survey_one
from iomrules.reason.decision import FaultRaised
from iomrules.reason.interpreter import Interpreter
from iomrules.reason.python.surveys import GREATEST, Gather, Lane, Question, elements_of, packing, taking
from iomrules.reason.python.values import LOST, MOST_KEPT, NumbersOf, scaled
from iomrules.values import ABSENT, ByKey, Unknown, Value

#: questions of a survey with their places
_Placed: TypeAlias = tuple[tuple[int, Lane | Gather], ...]
#: counts, packed; places of the lanes that are not sure; numbers for lists, with their places
_Answers: TypeAlias = tuple[int, tuple[int, ...], tuple[tuple[int, Any], ...]]
_NO_ANSWERS: _Answers = 0, (), ()


class _Asking(dict[Any, tuple[_Answers, tuple["_Asking", ...]]]):
    """Questions that are asked of the same parts of what tells an element.

    These parts -> the answers, and what is then still to be asked: of most elements nothing, for most questions do not
    mean them. read: the parts; None: all there is, and the answers hold for one element.
    """

    def __init__(self, read: tuple[int, ...] | None, questions: _Placed) -> None:
        self.read, self.parts, self.questions = read, taking(read), questions


def _asking(questions: _Placed, read: Callable[[Lane | Gather], tuple[int, ...] | None]) -> tuple[_Asking, ...]:
    """Those that read the same together."""
    every = dict.fromkeys(read(each) for _, each in questions)
    return tuple([_Asking(own, tuple([each for each in questions if read(each[1]) == own])) for own in every])


class Survey(dict[Any, int]):
    """What tells an element from others -> its counts, packed into one number; those of elements not sure apart.

    What tells it is its number (`Elements`) or, of a plain value, the value; with dates, texts and facts of the person
    that are asked about, a tuple of these.
    """

    def __init__(
        self,
        asking: Callable[[Person], Interpreter],
        nodes: Sequence[Node],
        fact: Fact,
        elements: Elements | None,
        *,
        lanes: Sequence[Question],
        lists: Sequence[Question],
    ) -> None:
        """asking: the interpreter for a person, or for nobody in particular where only the element matters."""
        self.asking, self.nodes, self.fact, self.elements = asking, nodes, fact, elements
        self.lanes = [Lane(*each) for each in lanes]
        self.lists = [Gather(*each) for each in lists]
        self.packing, self.unpack = packing(self.lanes), packing(self.lanes).unpack
        #: what tells an element that is not sure -> its counts, LOST where not sure
        self.unsure: dict[Any, tuple[Any, ...]] = {}
        #: what tells an element -> the numbers it gives to lists, with their places
        self.given: dict[Any, tuple[tuple[int, Any], ...]] = {}
        self.groups: dict[tuple[Value, ...], int] = {}
        every: _Placed = (*enumerate(self.lanes), *enumerate(self.lists))
        self.first = _asking(every, lambda each: each.read if each.before is None else each.before.read)

    def count(self, keys: Sequence[Any], person: Person) -> tuple[Any, ...]:
        """The counts over a person's elements, one by one; LOST where some element is not sure.

        keys: what tells the elements, in their order. Those not met before are asked about.
        """
        self._fill(keys, person)
        if self.unsure.keys().isdisjoint(keys):
            return self.unpack(sum(map(self.__getitem__, keys)).to_bytes(self.packing.size, "little"))
        packed = sum(self.get(key, 0) for key in keys)
        counts = self.unpack(packed.to_bytes(self.packing.size, "little"))
        for key in keys:
            if key in self.unsure:
                counts = tuple(map(_added, self.lanes, counts, self.unsure[key]))
        return counts

    def listed(self, keys: Sequence[Any], person: Person) -> tuple[list[Any], ...]:
        """The numbers that a person's elements give to each list."""
        try:
            given = list(map(self.given.__getitem__, keys))
        except KeyError:
            self._fill(keys, person)
            given = list(map(self.given.__getitem__, keys))
        found: tuple[list[Any], ...] = tuple([[] for _ in self.lists])
        for numbers in given:
            for place, number in numbers:
                found[place].append(number)
        return found

    def numbers(self, place: int) -> NumbersOf:
        """The numbers that elements counted before give to one list."""
        return NumbersOf(self.given, place)

    def _fill(self, keys: Sequence[Any], person: Person) -> None:
        """Asks about the elements not met before."""
        if all(map(self.given.__contains__, keys)):
            return
        if len(self.given) >= MOST_KEPT:
            memos: tuple[dict[Any, Any], ...] = (self, self.unsure, self.given, self.groups, *self.first)
            for memo in memos:
                memo.clear()
        for key, element in zip(keys, self._elements(keys, person), strict=True):
            if key not in self.given:
                self._ask(key, element, self.asking(person))

    def _elements(self, keys: Sequence[Any], person: Person) -> Sequence[Value]:
        found = person.facts.fields.get(self.fact.name)
        if isinstance(found, ByKey):
            return [value for _, value in found.pairs]
        return found if isinstance(found, tuple) else ()

    def _ask(self, key: Any, element: Value, asked: Interpreter) -> None:
        """Keeps the answers for an element: mostly those of earlier ones that the questions do not tell from it."""
        told = self._told(key, element)
        met: dict[int, Held | None] = {}
        packed, lost, given = _NO_ANSWERS
        waiting = [] if element is ABSENT else [*self.first]
        for asking in waiting:
            parts = asking.parts(told)
            found = asking.get(parts)
            if found is None:
                found = self._answers(asking, element, asked, met)
                if asking.read is not None:
                    asking[parts] = found
            answers, further = found
            packed, lost, given = packed + answers[0], lost + answers[1], given + answers[2]
            waiting += further
        self.given[key] = given
        if lost:
            counts = self.unpack(packed.to_bytes(self.packing.size, "little"))
            self.unsure[key] = tuple([LOST if place in lost else each for place, each in enumerate(counts)])
        else:
            self[key] = packed

    def _told(self, key: Any, element: Value) -> tuple[Any, ...]:
        """All that the answers depend on."""
        if self.elements is None:
            return ()
        if type(key) is tuple:
            return (*self.elements.told_of(key[0], element), *key[1:])
        return self.elements.told_of(key, element)

    def _answers(
        self, asking: _Asking, element: Value, asked: Interpreter, met: dict[int, Held | None]
    ) -> tuple[_Answers, tuple[_Asking, ...]]:
        """The answers about an element that is there, and what they leave to be asked: of what is meant, how much."""
        counts = [0] * len(self.lanes)
        lost: list[int] = []
        given: list[tuple[int, Any]] = []
        further: list[tuple[int, Lane | Gather]] = []
        for place, question in asking.questions:
            before = None if asking.read == question.read else question.before
            found = self._asked(before or question, element, asked, met)
            if before is not None and found is not LOST:
                further += [(place, question)] if found else []
            elif isinstance(question, Gather):
                given += [(place, found)] if found is not ABSENT else []
            elif found is LOST:
                lost.append(place)
            else:
                counts[place] = found
        packed = int.from_bytes(self.packing.pack(*counts), "little")
        return (packed, tuple(lost), tuple(given)), _asking(tuple(further), lambda each: each.read)

    def _asked(self, question: Lane | Gather, element: Value, asked: Interpreter, met: dict[int, Held | None]) -> Any:
        """The answer to one question, asked of the interpreter."""
        if isinstance(question, Lane):
            return self._count(question, element, asked, met)
        return self._given(question, element, asked, met)

    def _held(self, node: Node, element: Value, asked: Interpreter, met: dict[int, Held | None]) -> Held | None:
        """What becomes of the element; None where that is a fault."""
        if id(node) not in met:
            elements = elements_of(node)
            try:
                key = "?" if isinstance(self.fact.kind, ByKeyKind) else ""
                met[id(node)] = survey_one(asked, elements, key, element)
            except FaultRaised:
                met[id(node)] = None
        return met[id(node)]

    def _count(self, lane: Lane, element: Value, asked: Interpreter, met: dict[int, Held | None]) -> Any:
        node = self.nodes[lane.node]
        one = self._held(node, element, asked, met)
        if one is None:
            return LOST
        if lane.sort == "inside":
            return LOST if isinstance(one.in_window, Unknown) else int(one.in_window)
        if isinstance(one.holds, Unknown):
            return LOST
        if lane.sort in ("count", "some") or not one.holds:
            return int(one.holds)
        try:
            if lane.sort == "breach":
                assert isinstance(node, core.Every)
                holds = asked.truth(node.holds, (element,))
                return LOST if isinstance(holds, Unknown) else int(not holds)
            number = scaled(_value(node, element, asked), lane.scale)
        except FaultRaised:
            return LOST
        if number is ABSENT:
            return 0
        if number is LOST or not 0 <= number <= GREATEST:
            return LOST
        return 1 if lane.sort == "present" else number

    def _given(self, gather: Gather, element: Value, asked: Interpreter, met: dict[int, Held | None]) -> Any:
        """The number an element gives to a list, with its group; ABSENT: none."""
        node = self.nodes[gather.node]
        one = self._held(node, element, asked, met)
        if one is None or isinstance(one.holds, Unknown):
            return LOST
        if not one.holds:
            return ABSENT
        try:
            number = _exact(_value(node, element, asked), gather.scale)
            if not isinstance(node, core.GroupReduce):
                return number
            keys = tuple(asked.value(key, (element,)) for key in node.keys)
        except FaultRaised:
            return LOST
        if number is LOST or any(isinstance(key, Unknown) for key in keys):
            return LOST
        if number is ABSENT:
            if node.sort != "sum":
                return ABSENT
            number = 0
        return self.groups.setdefault(keys, len(self.groups)), number


def _value(node: Node, element: Value, asked: Interpreter) -> Value:
    if isinstance(node, core.Reduce):
        return asked.value(node.value, (element,))
    if isinstance(node, core.GroupReduce):
        return 1 if node.value is None else asked.value(node.value, (element,))
    return element


def _exact(value: Value, scale: int) -> Any:
    if scale:
        return scaled(value, scale)
    return value if scaled(value, 1) is not LOST or not isinstance(value, Unknown | bool) else LOST


def _added(lane: Lane, one: Any, other: Any) -> Any:
    """Two counts together; LOST where one of them is."""
    if one is LOST or other is LOST:
        return LOST
    return one or other > 0 if lane.sort == "some" else one + other
