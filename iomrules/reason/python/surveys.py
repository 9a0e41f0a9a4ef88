"""Lists surveyed once for everything that is asked of their elements: the questions, found when code is generated.

What a condition or a number over one element comes to depends on a few fields of that element. The interpreter is asked
once for each combination of fields that occurs, and the answers to all questions are kept as one packed number: adding
these up over the elements of a list counts all of them at once (`surveyed`).
"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from struct import Struct
from typing import Any, TypeGuard

from iomrules.facts.record import ByKeyKind, DateKind, Elements, Fact, ListKind, RecordKind
from iomrules.frozen import define, field, frozen
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.python.walk import parts

#: sort, address of a node, scale, parts read, parts read by belonging
Question = tuple[str, int, int, tuple[int, ...] | None, tuple[int, ...]]

#: the greatest number whose sum over so many elements fits into two bytes
GREATEST = 257


class Unsupported(Exception):
    """Nothing is generated for this node: the interpreter is asked of it."""


@frozen
class Lane:
    """One count of a survey, in one byte or (`sum`) two; of `some`, whether it is more than none.

    sort: `count` (meant), `some` (whether any is), `inside` (in the window), `breach` (meant, but `holds` is not true),
    `sum` and `present` (of the value). node: its address. read: which parts of what tells elements apart it depends
    on, or None: on all; meant: those on which it depends whether the element is meant at all.
    """

    sort: str
    node: int
    scale: int = 1
    read: tuple[int, ...] | None = None
    meant: tuple[int, ...] = ()
    #: the question asked before this one; None: there is none
    before: "Lane | None" = field(init=False, repr=False, eq=False)

    @before.default
    def _before(self) -> "Lane | None":
        return None if self.sort in ("count", "some", "inside") else _whether_meant(self)

    @property
    def form(self) -> str:
        """How it is unpacked, as `struct` has it."""
        return {"sum": "H", "some": "?"}.get(self.sort, "B")


@frozen
class Gather:
    """A list of numbers of a survey. sort: `value` or `group`. scale: of whole numbers, or 0; the rest as of a lane."""

    sort: str
    node: int
    scale: int = 1
    read: tuple[int, ...] | None = None
    meant: tuple[int, ...] = ()
    #: as of a lane
    before: Lane | None = field(init=False, repr=False, eq=False)

    @before.default
    def _before(self) -> Lane | None:
        return _whether_meant(self)


def taking(read: tuple[int, ...] | None) -> Callable[[Sequence[Any]], Any]:
    """What takes those parts out of what tells an element; none where all of it is read."""
    return itemgetter(*read) if read else lambda _: ()


def _whether_meant(question: Lane | Gather) -> Lane | None:
    """The count of the elements meant, where that depends on less than the question does."""
    if question.read is None or question.read == question.meant:
        return None
    return Lane("count", question.node, 1, question.meant, question.meant)


@define
class Reads:
    """What questions read of an element and of the person.

    days: date fields -> the days they are compared with: constants' and parameters' nodes, and windows. by_entry: the
    fact by which a parameter or a table has another value for some, or empty.
    """

    by_entry: Callable[[Node], str] = lambda _: ""
    fields: dict[str, None] = field(factory=dict)
    days: dict[str, list[core.Window | Node]] = field(factory=dict)
    raw_days: set[str] = field(factory=set)
    facts: dict[str, None] = field(factory=dict)
    #: what was concluded of the person before: sort and name, as `Expressions.locals` has it
    found: dict[tuple[str, ...], None] = field(factory=dict)
    key: bool = False
    #: what belonging to the collection reads, without what is asked of its elements
    belonging: "Reads | None" = None

    def node(self, node: Node, depth: int = 0) -> None:
        """Adds what a node reads; depth: how many collections stand between it and the element."""
        if day := self.by_entry(node):
            self.facts[day] = None
        match node:
            case core.FieldOf(name=name, depth=at) if at == depth:
                self.fields[name] = None
                if isinstance(node.kind, DateKind):
                    self.raw_days.add(name)
                elif isinstance(node.kind, ListKind | ByKeyKind | RecordKind):
                    raise Unsupported
                return
            case core.KeyInHand():
                raise Unsupported
            case core.KeyOf(depth=at) if at == depth:
                self.key = True
                return
            case core.FactOf(name=name):
                if isinstance(node.kind, ListKind) and isinstance(node.kind.element, RecordKind):
                    raise Unsupported
                self.facts[name] = None
                return
            case core.IndicatorOf(name=name):
                self.found["indicator", name] = None
                return
            case core.VerdictOf(rule=name):
                self.found["decision", name] = None
                return
            case core.CriterionOf() | core.TotalOf() | core.RemainingHours():
                raise Unsupported
            case core.Compare(left=left, right=right):
                for one, other in ((left, right), (right, left)):
                    if _is_day(one, depth) and isinstance(other, core.Constant | core.ParameterOf | core.DecisionDay):
                        if self.by_entry(other):
                            break
                        self._day(one.name, other)
                        return
        for part in parts(node):
            self.node(part, depth if _same_hand(node, part) else depth + 1)

    def elements(self, elements: core.Elements) -> None:
        """Adds what belonging to a collection reads."""
        if elements.window is not None:
            self._day(elements.window.by, elements.window)
        if elements.where is not None:
            self.node(elements.where)
        if isinstance(elements.source, core.Elements):
            self.elements(elements.source)

    def _day(self, name: str, other: core.Window | Node) -> None:
        self.fields[name] = None
        self.days.setdefault(name, [])
        if other not in self.days[name]:
            self.days[name].append(other)


def _is_day(node: Node, depth: int) -> TypeGuard[core.FieldOf]:
    return isinstance(node, core.FieldOf) and node.depth == depth and isinstance(node.kind, DateKind)


def _same_hand(node: Node, part: Node) -> bool:
    """Whether a part is asked with the same elements in hand as the node."""
    match node:
        case core.Elements(source=source):
            return part is source
        case core.Every(elements=elements) | core.Reduce(elements=elements) | core.GroupReduce(elements=elements):
            return part is elements
    return True


def elements_of(node: Node) -> core.Elements:
    """The elements that a node counts or takes together."""
    if isinstance(node, core.CountOf | core.ShareOf | core.Counted | core.Every | core.Reduce | core.GroupReduce):
        return node.elements
    return node if isinstance(node, core.Elements) else core.Elements(node, kind=node.kind)


def source_fact(elements: core.Elements) -> core.FactOf:
    """The person's fact that elements are of."""
    source = elements.source
    while isinstance(source, core.Elements):
        source = source.source
    if not isinstance(source, core.FactOf) or not isinstance(source.kind, ListKind | ByKeyKind):
        raise Unsupported
    return source


def read_by(node: Node, by_entry: Callable[[Node], str]) -> Reads:
    """What a node that counts or takes together reads of each element."""
    reads, belonging = Reads(by_entry), Reads(by_entry)
    reads.elements(elements_of(node))
    belonging.elements(elements_of(node))
    reads.belonging = belonging
    for each in _asked_of_elements(node):
        reads.node(each)
    return reads


def _asked_of_elements(node: Node) -> Iterator[Node]:
    match node:
        case core.Every(holds=holds):
            yield holds
        case core.Reduce(value=value):
            yield value
        case core.GroupReduce(keys=keys, value=value):
            yield from keys
            if value is not None:
                yield value


@define
class Plan:
    """A survey of one list: its questions, and what they read.

    facts: of the person, beside the elements. found: what was concluded of the person before, so too. bare: only sums
    and counts of the numbers themselves. elements: numbers of its records; None where elements are no records.
    """

    number: int
    fact: Fact
    facts: tuple[str, ...]
    found: tuple[tuple[str, ...], ...] = ()
    bare: bool = False
    elements: Elements | None = None
    reads: Reads = field(factory=Reads)
    lanes: dict[object, tuple[Lane, int]] = field(factory=dict)
    lists: dict[object, tuple[Gather, int]] = field(factory=dict)
    #: places of the lists that are made for everybody, and of those whose best numbers are taken where there are many
    named: set[int] = field(factory=set)
    best: set[int] = field(factory=set)
    read_by: dict[object, Reads] = field(factory=dict)

    def count(self, place: int) -> str:
        """The code of a count, by its place."""
        return f"x{self.number}_{place}" if self.bare else f"x{self.number}[{place}]"

    def apart(self) -> tuple[str, ...]:
        """Dates and texts of the elements that questions read."""
        return tuple(name for name in self.elements.apart if name in self.reads.fields) if self.elements else ()

    def lane(self, key: object, lane: Lane, reads: Reads) -> int:
        """The place of a count."""
        return self._place(self.lanes, key, lane, reads)

    def gather(self, key: object, gather: Gather, reads: Reads) -> int:
        """The place of a list of numbers."""
        return self._place(self.lists, key, gather, reads)

    def _place(self, among: dict[object, Any], key: object, question: Lane | Gather, reads: Reads) -> int:
        if key not in among:
            among[key] = question, len(among)
            self.read_by[key] = reads
        place: int = among[key][1]
        return place

    def parts_read(self, key: object) -> tuple[tuple[int, ...] | None, tuple[int, ...]]:
        """Which parts of what tells elements apart a question depends on, and which decide whether one is meant."""
        if self.elements is None:
            return None, ()
        reads = self.read_by[key]
        return self._places(reads), self._places(reads.belonging or reads)

    def _places(self, reads: Reads) -> tuple[int, ...]:
        """Places among coded fields, the element's key, its dates and texts, facts of the person, what was found."""
        assert self.elements is not None
        found = [place for place, name in enumerate(self.elements.coded) if name in reads.fields]
        after = len(self.elements.coded)
        found += [after] if reads.key else []
        apart = self.apart()
        found += [after + 1 + place for place, name in enumerate(apart) if name in reads.fields]
        after += 1 + len(apart)
        found += [after + place for place, name in enumerate(self.facts) if name in reads.facts]
        after += len(self.facts)
        return (*found, *(after + place for place, name in enumerate(self.found) if name in reads.found))

    def read(self, reads: Reads) -> None:
        """Adds what a question reads."""
        self.reads.fields |= reads.fields
        self.reads.raw_days |= reads.raw_days
        for name, others in reads.days.items():
            kept = self.reads.days.setdefault(name, [])
            kept.extend(each for each in others if each not in kept)


def packing(lanes: Sequence[Lane]) -> Struct:
    """How counts stand in one number, the first in its lowest byte."""
    return Struct("<" + "".join(lane.form for lane in lanes))
