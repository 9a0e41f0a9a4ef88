"""The interpreter with a shorter way to the commonest nodes, for reasons and for what generated code does not conclude.

Each way says what the arm of the same node says in `interpreter` and `replay`; any other node goes there. Values of a
person's nodes are kept: a reason asks for the value of every part, and the part for those of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from iomrules.facts.record import ByKeyKind, Person
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.aggregates import mean_of_kept
from iomrules.reason.arithmetic import round_value
from iomrules.reason.collections import in_list, is_list
from iomrules.reason.comparison import compare
from iomrules.reason.decision import Evaluation, FaultRaised, Reason
from iomrules.reason.declared import KEPT, Entries, bare, bounded
from iomrules.reason.interpreter import Interpreter
from iomrules.reason.knowing import Knowing
from iomrules.reason.python.records import NO_RECORD, Record
from iomrules.reason.python.values import MOST_KEPT
from iomrules.reason.python.walk import nearest_in
from iomrules.reason.tables import Lookup
from iomrules.reason.telling import Tellings
from iomrules.values import ABSENT, ByKey, Entry, Truth, Unknown, Value, both, either, negate, unknown


class Swift(Knowing):
    """One person, ready to be asked for values, and for reasons: at the first it becomes a `SwiftReplay`."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        hours: Value | None = None,
        *,
        tellings: Tellings | None = None,
        looked_up: dict[tuple[Any, ...], Lookup] | None = None,
        apart: dict[int, tuple[Node, bool]] | None = None,
        record: Record = NO_RECORD,
    ) -> None:
        """looked_up: (table, keys) -> its result on this date; one for many people.

        apart: id of a node -> the node, and whether it reads no element in hand; one for an engine. record: what was
        found of nodes while the person was decided, which is not concluded again.
        """
        super().__init__(program, catalogues, person, on, hours)
        self.tellings = Tellings(program, catalogues, person.shape) if tellings is None else tellings
        #: reasons of declarations, as `Replay` keeps them
        self.told: dict[tuple[str, ...], Any] = {}
        self.record = record
        self.looked_up = {} if looked_up is None else looked_up
        self.apart = {} if apart is None else apart
        #: id of a node -> the node, so that the id stays its own, and its value where no element is in hand
        self.known: dict[int, tuple[Node, Value]] = {}
        #: values that `остаток_часов` went into, and how many times one was read
        self.of_hours: dict[int, tuple[Node, Value]] = {}
        self.hours_read = 0
        #: ids of a node and of a catalogue's entry -> both, so that the ids stay their own, and the value
        self.of_entries: dict[tuple[int, int], tuple[Node, Entry, Value]] = {}

    def with_remaining_hours(self, hours: Value) -> "Swift":
        """The same person, where `остаток_часов` is `hours`."""
        other = Swift(
            self.program,
            self.catalogues,
            self.person,
            self.on,
            hours,
            tellings=self.tellings,
            looked_up=self.looked_up,
            apart=self.apart,
            record=self.record,
        )
        other.kept, other.told, other.known, other._decided = self.kept, self.told, self.known, self._decided
        return other

    def value(self, node: Node, entries: Entries = ()) -> Value:
        """The node's value; entries: the elements in hand, innermost first. Raises FaultRaised."""
        leaf = _LEAVES.get(type(node))
        if leaf is not None:
            return leaf(self, node, entries)
        if entries and not self._is_apart(node):
            return self._of_element(node, entries)
        place = id(node)
        kept = self.known.get(place)
        if kept is not None:
            return kept[1]
        # whoever tells no declaration's reason asks only for what is quickly concluded, or known already
        recorded = self.record.value(place) if self.told else None
        if recorded is not None:
            return recorded
        kept = self.of_hours.get(place)
        if kept is not None:
            self.hours_read += 1
            return kept[1]
        before = self.hours_read
        found = self._conclude(node, ())
        keeping = self.known if self.hours_read == before else self.of_hours
        keeping[place] = node, found
        return found

    def reason(self, node: Node, entries: Entries = ()) -> Reason:
        """Why the node has its value. Raises FaultRaised where the value is a fault."""
        return self._telling().reason(node, entries)

    def reason_of(self, name: str) -> Reason:
        """Why a rule, a route's condition, an indicator, a rating or a parameter is what it is; else KeyError."""
        return self._telling().reason_of(name)

    def _telling(self) -> Evaluation:
        # What tells reasons is imported when the first is asked for; a decision needs none of it.
        self.__class__ = import_module("iomrules.reason.python.swift_replay").SwiftReplay
        return self

    def _of_element(self, node: Node, entries: Entries) -> Value:
        """What a node is worth that reads the elements in hand."""
        hand = entries[0]
        if type(hand) is not Entry or not hand.key or len(entries) > 1:
            return self._conclude(node, entries)
        # An entry of a catalogue is asked the same again: whether it is meant, what stops it, and why.
        place = id(node), id(hand)
        held = self.of_entries.get(place)
        if held is None:
            held = self.of_entries[place] = node, hand, self._conclude(node, entries)
        return held[2]

    def _conclude(self, node: Node, entries: Entries) -> Value:
        way = _WAYS.get(type(node))
        return way(self, node, entries) if way is not None else super().value(node, entries)

    def _is_apart(self, node: Node) -> bool:
        """Whether the node comes to the same whatever elements are in hand."""
        known = self.apart.get(id(node))
        if known is None:
            found = type(node) not in _IN_HAND and all(map(self._is_apart, nearest_in(node)))
            known = self.apart[id(node)] = node, found
        return known[1]

    def truth(self, node: Node, entries: Entries = ()) -> Truth:
        """A condition's answer."""
        found = self.value(node, entries)
        if found is True or found is False:
            return found
        return unknown(found.missing) if isinstance(found, Unknown) else False

    def look_up(self, name: str, keys: Sequence[Value]) -> Lookup:
        """The rows of a table that fit or could, and what that gives."""
        place = (name, *keys)
        found = self.looked_up.get(place)
        if found is None:
            found = super().look_up(name, keys)
            declared = self.program.tables[name]
            if not any(row.cohort for each in (declared, *declared.earlier) for row in each.rows):
                if len(self.looked_up) >= MOST_KEPT:
                    self.looked_up.clear()
                self.looked_up[place] = found
        return found


def _fact(asked: Swift, node: core.FactOf, _: Entries) -> Value:
    found = asked.person.facts.fields.get(node.name)
    if found is not None and type(found) is not Unknown:
        return found
    return asked.field_of(asked.person.facts, node.name)


def _field(asked: Swift, node: core.FieldOf, entries: Entries) -> Value:
    hand = entries[node.depth]
    if type(hand) is Entry and hand.shape != KEPT:
        found = hand.fields.get(node.name)
        if found is not None and type(found) is not Unknown:
            return found
    return asked.field(entries[node.depth], node.name)


def _compare(asked: Swift, node: core.Compare, entries: Entries) -> Value:
    return compare(node.operator, asked.value(node.left, entries), asked.value(node.right, entries))


def _one_of(asked: Swift, node: core.OneOf, entries: Entries) -> Value:
    found = asked.value(node.operand, entries)
    return either(compare("=", found, asked.value(each, entries)) for each in node.members)


def _in_list(asked: Swift, node: core.InList, entries: Entries) -> Value:
    if type(node.source) is core.FactOf:
        listed, found = asked.value(node.source), asked.value(node.operand, entries)
        if type(listed) is tuple and type(found) is not Unknown:
            if found is ABSENT:
                return False
            answers = [compare("=", found, each) for each in listed if each is not ABSENT]
            if True in answers:
                return True
            if all(answer is False for answer in answers):
                return False
    return in_list(asked, asked.value(node.operand, entries), node.source, entries)


def _round(asked: Swift, node: core.Round, entries: Entries) -> Value:
    if is_list(node):
        return Interpreter.value(asked, node, entries)
    return round_value(asked.number(node.operand, entries), node.unit, node.mode)


def _reduce(asked: Swift, node: core.Reduce, entries: Entries) -> Value:
    elements, value = node.elements, node.value
    whole = elements.where is None and elements.window is None and type(elements.source.kind) is ByKeyKind
    if node.sort == "mean" and whole and type(value) is core.Element and not value.depth and not entries:
        kept = asked.value(elements.source)
        if type(kept) is ByKey:
            return mean_of_kept([bounded(each, value.kind) for _, each in kept.pairs])
    return Interpreter.value(asked, node, entries)


def _remaining_hours(asked: Swift, _: core.RemainingHours, __: Entries) -> Value:
    asked.hours_read += 1
    return asked.hours


def _both(asked: Swift, node: core.Both, entries: Entries) -> Value:
    return _joined(asked, node.operands, entries, False)


def _either(asked: Swift, node: core.Either, entries: Entries) -> Value:
    return _joined(asked, node.operands, entries, True)


def _joined(asked: Swift, operands: tuple[Node, ...], entries: Entries, settling: bool) -> Truth:
    """Parts asked in turn until one gives the settling answer; a fault stops only where none does."""
    found: list[Truth] = []
    fault: FaultRaised | None = None
    for each in operands:
        try:
            answer = asked.truth(each, entries)
        except FaultRaised as raised:
            fault = fault or raised
            continue
        if answer is settling:
            return settling
        found.append(answer)
    if fault:
        raise fault
    return either(found) if settling else both(found)


def _not(asked: Swift, node: core.Not, entries: Entries) -> Value:
    return negate(asked.truth(node.operand, entries))


def _named(asked: Swift, node: core.Named, entries: Entries) -> Value:
    return asked.value(node.operand, entries)


_WAYS: dict[type, Callable[[Swift, Any, Entries], Value]] = {
    core.DecisionDay: lambda asked, _, __: asked.on,
    core.Compare: _compare,
    core.OneOf: _one_of,
    core.InList: _in_list,
    core.RemainingHours: _remaining_hours,
    core.Both: _both,
    core.Either: _either,
    core.Not: _not,
    core.Named: _named,
    core.Round: _round,
    core.Reduce: _reduce,
}
#: nodes that read an element in hand
_IN_HAND = frozenset((core.FieldOf, core.Element, core.KeyOf, core.KeyInHand))
#: nodes as quickly asked anew as remembered
_LEAVES: dict[type, Callable[[Swift, Any, Entries], Value]] = {
    core.Constant: lambda _, node, __: node.value,
    core.FactOf: _fact,
    core.FieldOf: _field,
    core.Element: lambda _, node, entries: bare(entries[node.depth]),
    core.KeyOf: lambda asked, node, entries: asked.key(entries[node.depth]),
    core.KeyInHand: lambda asked, node, entries: asked.key_in_hand(node, entries[node.depth]),
}
