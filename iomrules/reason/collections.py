"""The elements in hand: which elements of a list, by-key fact or catalogue are meant, for certain or perhaps.

Everything counted, summed or asked of a collection starts from `survey`.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from iomrules.codes import reason as codes
from iomrules.facts.record import ByKeyKind, Kind, ListKind, RecordKind, Schema
from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.aggregates import Part, Parts, group_parts
from iomrules.reason.arithmetic import at_least, at_most, causes, exact, round_value, settled
from iomrules.reason.comparison import compare
from iomrules.reason.decision import FaultRaised
from iomrules.reason.declared import KEPT, Declarations, Entries, bare, bounded
from iomrules.reason.labels import label
from iomrules.reason.windows import within
from iomrules.values import ABSENT, ByKey, Entry, Missing, Truth, Unknown, Value, both, either, unknown


@frozen
class Held:
    """One element. key: where it stands in a by-key fact, else empty. in_window, holds: True, False or Unknown.

    holds: whether the element is meant: in the window and as `where` says.
    """

    element: Value
    key: str = ""
    in_window: Truth = True
    holds: Truth = True

    @property
    def hand(self) -> Value:
        """The element as conditions and values over it see it: with the key it is kept under, where it has one."""
        return Entry(KEPT, {KEPT: self.element}, self.key) if self.key else self.element


@frozen
class Source:
    """The elements of a collection before any condition.

    blank: the list itself is not known, and the elements stand for whatever may be in it.
    open: not empty where there may be more elements than stand here.
    """

    elements: tuple[tuple[str, Value], ...]
    blank: Unknown | None = None
    open: tuple[Missing, ...] = ()


#: elements, and the missing facts for which there may be others
Surveyed: TypeAlias = tuple[tuple[Held, ...], tuple[Missing, ...]]


def source_of(value: Value, kind: Kind, bound: int, schema: Schema) -> Source:
    """The elements of a list's value. kind: of the list; bound: the most there can be, 0 where nobody says."""
    match value:
        case Unknown():
            limit = bound or _bound(kind, schema)
            blank = blank_element(kind, schema, value)
            return Source((("", blank),) * (limit or 1), value, () if limit else value.missing)
        case ByKey():
            return Source(tuple((key, each) for key, each in value))
        case tuple():
            return Source(tuple(("", each) for each in value))
    if value is ABSENT:
        return Source(())
    raise TypeError(f"{type(value).__name__} holds no elements")


def blank_element(kind: Kind, schema: Schema, cause: Unknown) -> Value:
    """An element of a list that is not known: every field of it is unknown for the same reason."""
    element = kind.element if isinstance(kind, ListKind | ByKeyKind) else kind
    if isinstance(element, RecordKind) and (shape := schema.shapes.get(element.shape)):
        fields: Mapping[str, Value] = {fact.name: Unknown(cause.missing) for fact in shape.facts}
        return Entry(shape.name, fields)
    return Unknown(cause.missing)


def _bound(kind: Kind, schema: Schema) -> int:
    match kind:
        case ListKind(bound=bound):
            return bound
        case ByKeyKind(enumeration=enumeration):
            return len(schema.enumerations[enumeration].members)
    return 0


def collect(asked: Declarations, elements: core.Elements, entries: Entries) -> Surveyed:
    """The elements that are or may be meant, and the missing facts for which there may be others."""
    every, open_ = survey(asked, elements, entries)
    return tuple(one for one in every if one.holds is not False), open_


def survey(asked: Declarations, elements: core.Elements, entries: Entries) -> Surveyed:
    """Every element with what became of it, and the missing facts for which there may be others.

    Kept where no other element is in hand: a sum, its limit and its reason all ask of the same elements.
    """
    if entries:
        return _survey(asked, elements, entries)
    node, found = asked.surveyed.get(id(elements), (None, None))
    if node is not elements or found is None:
        found = _survey(asked, elements, entries)
        asked.surveyed[id(elements)] = elements, found
    return found


def _survey(asked: Declarations, elements: core.Elements, entries: Entries) -> Surveyed:
    source = elements.source
    if isinstance(source, core.Elements):
        held, open_ = survey(asked, source, entries)
        inner = (Held(one.element, one.key, one.holds, one.holds) for one in held)
        return tuple(_held(asked, elements, one, entries) for one in inner), open_
    found = source_of(asked.value(source, entries), source.kind, elements.bound, asked.program.schema)
    if found.blank is not None:
        return _survey_blank(asked, elements, found.elements, found.blank, entries), found.open
    first = (_first_held(key, each, source.kind) for key, each in found.elements if each is not ABSENT)
    return tuple(_held(asked, elements, one, entries) for one in first), ()


def survey_one(asked: Declarations, elements: core.Elements, key: str, element: Value) -> Held:
    """One element of a list that is given, by itself, as `survey` has it among the others."""
    source = elements.source
    if isinstance(source, core.Elements):
        one = survey_one(asked, source, key, element)
        return _held(asked, elements, evolve(one, in_window=one.holds), ())
    return _held(asked, elements, _first_held(key, element, source.kind), ())


def _first_held(key: str, element: Value, kind: Kind) -> Held:
    """An element before any condition. A mark not known may turn out to be excused, and then it is not there."""
    if isinstance(kind, ByKeyKind) and isinstance(element, Unknown):
        return Held(element, key, unknown(element.missing), unknown(element.missing))
    return Held(element, key)


def _survey_blank(
    asked: Declarations, elements: core.Elements, given: tuple[tuple[str, Value], ...], cause: Unknown, entries: Entries
) -> tuple[Held, ...]:
    unsure = unknown(cause.missing)
    blank = Held(given[0][1], "", unsure, unsure)
    try:
        one = _held(asked, elements, blank, entries)
    except FaultRaised:  # nobody knows that such an element exists
        one = blank
    return (one,) * len(given)


def _held(asked: Declarations, elements: core.Elements, one: Held, entries: Entries) -> Held:
    if elements.window is None and elements.where is None and one.holds is True and one.in_window is True:
        return one
    inside = one.in_window if elements.window is None else _within(asked, elements.window, one)
    if inside is False or one.holds is False:
        return Held(one.element, one.key, inside, False)
    where = True if elements.where is None else asked.truth(elements.where, (one.hand, *entries))
    return Held(one.element, one.key, inside, both((one.holds, inside, where)))


def _within(asked: Declarations, window: core.Window, one: Held) -> Truth:
    day = asked.field(one.element, window.by)
    return both((one.in_window, within(window, day, asked.on)))


def count_of(asked: Declarations, elements: core.Elements, entries: Entries) -> Value:
    """How many elements are meant, with bounds where some only may be."""
    held, open_ = collect(asked, elements, entries)
    sure = sum(one.holds is True for one in held)
    missed = (*(each for one in held for each in causes(one.holds)), *open_)
    if open_:
        return unknown(missed, sure, None)
    return settled(missed, sure, len(held))


def share_of(asked: Declarations, node: Node, elements: core.Elements, entries: Entries) -> Value:
    """Those meant, of all in the window, with bounds where some only may be."""
    every, open_ = survey(asked, elements, entries)
    inside = [one for one in every if one.in_window is not False]
    missed = (*(each for one in inside for each in causes(one.in_window, one.holds)), *open_)
    sure = [one for one in inside if one.in_window is True]
    if not sure:
        if missed:
            return unknown(missed, 0, 1)
        named = label(elements, asked.program, asked.person.shape)
        raise FaultRaised(codes.SHARE_OF_NOTHING.at(node.span, collection=named))
    if open_:
        return unknown(missed, 0, 1)
    hits = sum(one.holds is True for one in sure)
    spoilers = sum(one.in_window is not True for one in inside)
    possible = sum(one.holds is not False for one in inside)
    unsure_hits = sum(one.in_window is not True and one.holds is not False for one in inside)
    low, high = Fraction(hits, len(sure) + spoilers), Fraction(possible, len(sure) + unsure_hits)
    return settled(missed, exact(low), exact(high))


def is_list(node: Node) -> bool:
    """Whether the node gives a list."""
    match node:
        case core.Round(operand=operand) | core.AtMost(operand=operand) | core.AtLeast(operand=operand):
            return is_list(operand)
    return isinstance(node, core.GroupReduce | core.Elements) or isinstance(node.kind, ListKind | ByKeyKind)


def parts(asked: Declarations, node: Node, entries: Entries) -> Parts:
    """The numbers of a list, each with whether it belongs."""
    match node:
        case core.Reduce(value=value, elements=elements):
            held, open_ = collect(asked, elements, entries)
            return Parts(_each_part(asked, value, held, entries), open_)
        case core.GroupReduce(keys=keys, sort=sort, value=value, elements=elements):
            held, open_ = collect(asked, elements, entries)
            each = _each_part(asked, value, held, entries, keys)
            return evolve(group_parts(sort, each), open=open_)
        case core.AtMost(operand=operand, limit=limit):
            most = asked.number(limit, entries)
            return each_part(parts(asked, operand, entries), lambda number: at_most(number, most))
        case core.AtLeast(operand=operand, limit=limit):
            least = asked.number(limit, entries)
            return each_part(parts(asked, operand, entries), lambda number: at_least(number, least))
        case core.Round(operand=operand, unit=unit, mode=mode):
            stepped = each_part(parts(asked, operand, entries), lambda number: round_value(number, unit, mode))
            return evolve(stepped, sort="")
    elements = node if isinstance(node, core.Elements) else core.Elements(node, kind=node.kind)
    held, open_ = collect(asked, elements, entries)
    return Parts(tuple(Part(one.element, one.holds) for one in held), open_)


def _each_part(
    asked: Declarations, value: Node | None, held: Sequence[Held], entries: Entries, keys: tuple[Node, ...] = ()
) -> tuple[Part, ...]:
    """A part an element; of a list that is not known they are all one blank, which is asked only once."""
    if len(held) > 1 and all(one is held[0] for one in held):
        return (_part(asked, value, held[0], entries, keys),) * len(held)
    return tuple(_part(asked, value, one, entries, keys) for one in held)


def _part(asked: Declarations, value: Node | None, one: Held, entries: Entries, keys: tuple[Node, ...] = ()) -> Part:
    if type(value) is core.Element and not value.depth and not keys:
        return Part(bounded(one.element if one.key else bare(one.element), value.kind), one.holds)
    inner = (one.hand, *entries)
    try:
        number = 1 if value is None else asked.value(value, inner)
        if isinstance(value, core.Element):
            number = bounded(number, value.kind)
        return Part(number, one.holds, tuple(asked.value(key, inner) for key in keys))
    except FaultRaised:
        if one.holds is True:
            raise
        # an element that perhaps is not meant stops nobody
        return Part(unknown(causes(one.holds)), one.holds, tuple(unknown(causes(one.holds)) for _ in keys))


def in_list(asked: Declarations, found: Value, source: Node, entries: Entries) -> Truth:
    """Whether a list holds the value."""
    if found is ABSENT:
        return False
    elements = source if isinstance(source, core.Elements) else core.Elements(source, kind=source.kind)
    held, open_ = collect(asked, elements, entries)
    known = tuple(both((one.holds, compare("=", found, one.element))) for one in held)
    return either((*known, unknown(open_))) if open_ else either(known)


def present(asked: Declarations, operand: Node, entries: Entries) -> Truth:
    """Whether there is one: a list is not empty, a yes/no fact is yes, anything else is not absent."""
    if is_list(operand) or isinstance(operand, core.CatalogueOf):
        elements = operand if isinstance(operand, core.Elements) else core.Elements(operand, kind=operand.kind)
        return compare(">=", count_of(asked, elements, entries), 1)
    found = asked.value(operand, entries)
    if isinstance(found, Unknown):
        return unknown(found.missing)
    return found if isinstance(found, bool) else found is not ABSENT


def each_part(numbers: Parts, step: Callable[[Value], Value]) -> Parts:
    """A step over each number of a list; what is absent stays so."""
    return evolve(
        numbers,
        parts=tuple(part if part.value is ABSENT else evolve(part, value=step(part.value)) for part in numbers.parts),
    )


def listed(numbers: Parts) -> Value:
    """The list as a value: unknown where a number perhaps does not belong."""
    unsure = (*(each for part in numbers.parts for each in causes(part.holds)), *numbers.open, *numbers.scattered)
    return unknown(unsure) if unsure else tuple(part.value for part in numbers.parts)
