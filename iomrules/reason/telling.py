"""What is told of a node whoever the person is: its sort, name, label and operands, made once for all people."""

from collections.abc import Mapping

from iomrules.facts.record import KeyKind
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.explanation import Reason
from iomrules.reason.labels import entry_label, label, row_label
from iomrules.values import Entry, Member, Value

#: values that may have a title
TITLED = frozenset((Member, str))
#: where they begin anew: routes ask of nodes made for one entry, and those are no part of the program
MOST_KEPT = 100_000


class Telling:
    """One node as it is told of people of one shape. sort: empty for a node whose reason has a shape of its own.

    node: kept here, so that its id stays its own. same: the reason itself, where it is the same of everybody.
    """

    __slots__ = ("label", "name", "node", "operands", "same", "sort")

    def __init__(self, node: Node, sort: str, operands: tuple[Node, ...], name: str, label: str) -> None:
        self.node, self.sort, self.operands, self.name, self.label = node, sort, operands, name, label
        self.same: Reason | None = None


class Tellings(dict[int, Telling]):
    """Id of a node -> how it is told of people of one shape; one for an engine."""

    def __init__(self, program: Program, catalogues: Mapping[str, tuple[Entry, ...]], shape: str) -> None:
        """catalogues: every entry of every catalogue."""
        super().__init__()
        self.program, self.catalogues, self.shape = program, catalogues, shape
        #: catalogue and key -> the entry's title
        self.titles: dict[tuple[str, str], str] = {}
        #: id of a table's row -> the row, so that the id stays its own, and what it says
        self.rows: dict[int, tuple[core.Row, tuple[str, ...]]] = {}

    def of(self, node: Node) -> Telling:
        """How a node is told."""
        found = self.get(id(node))
        if found is None:
            if len(self) >= MOST_KEPT:
                self.clear()
            sort, operands = shape(node)
            found = self[id(node)] = Telling(node, sort, operands, _name(node), label(node, self.program, self.shape))
            if isinstance(node, core.Constant):
                said = self.title(node, node.value)
                found.same = Reason(sort, node.value, node, "", found.label, said=said)
        return found

    def row(self, row: core.Row) -> tuple[str, ...]:
        """What a table's row says, cell by cell."""
        found = self.rows.get(id(row))
        if found is None:
            found = self.rows[id(row)] = row, row_label(row, self.program)
        return found[1]

    def title(self, node: Node, value: Value) -> str:
        """What a member or a catalogue's key is called, where somebody gave it a title."""
        if isinstance(value, Member):
            listed = self.program.schema.enumerations.get(value.enumeration)
            return listed.titles.get(value.name, "") if listed else ""
        if isinstance(value, str) and isinstance(node.kind, KeyKind):
            place = node.kind.catalogue, value
            if place not in self.titles:
                entry = next((each for each in self.catalogues.get(place[0], ()) if each.key == value), None)
                self.titles[place] = entry_label(entry, self.program) if entry else ""
            return self.titles[place]
        return ""


class TellingsByShape(dict[str, Tellings]):
    """Shape of a person -> how nodes are told of such people, made when first needed."""

    def __init__(self, program: Program, catalogues: Mapping[str, tuple[Entry, ...]]) -> None:
        super().__init__()
        self.program, self.catalogues = program, catalogues

    def __missing__(self, shape: str) -> Tellings:
        found = self[shape] = Tellings(self.program, self.catalogues, shape)
        return found


def _name(node: Node) -> str:
    """The declared name behind a node."""
    match node:
        case core.FactOf(name=name) | core.FieldOf(name=name) | core.CatalogueOf(name=name):
            return name
        case core.FromFunction(function=function):
            return function
        case core.Under(source=core.FactOf(name=name) | core.FieldOf(name=name)):
            return name
    return ""


def shape(node: Node) -> tuple[str, tuple[Node, ...]]:
    """The sort of a plain node's reason and the operands it tells of; nothing for a node told in a way of its own."""
    match node:
        case core.Constant():
            return "constant", ()
        case core.FactOf() | core.CatalogueOf():
            return "fact", ()
        case core.FieldOf() | core.Element() | core.KeyOf() | core.KeyInHand():
            return "field", ()
        case core.RemainingHours():
            return "remaining_hours", ()
        case core.DecisionDay():
            return "day", ()
        case core.FromFunction(arguments=arguments):
            return "function", arguments
        case core.Add(terms=operands) | core.Multiply(factors=operands):
            return "arithmetic", operands
        case core.Negate(operand=operand):
            return "arithmetic", (operand,)
        case core.Divide(dividend=dividend, divisor=divisor):
            return "arithmetic", (dividend, divisor)
        case core.Round(operand=operand):
            return "round", (operand,)
        case core.AtMost(operand=operand, limit=limit):
            return "at_most", (operand, limit)
        case core.AtLeast(operand=operand, limit=limit):
            return "at_least", (operand, limit)
        case core.Compare(left=left, right=right):
            return "compare", (left, right)
        case core.OneOf(operand=operand, members=members):
            return "one_of", (operand, *members)
        case core.InList(operand=operand, source=source):
            return "in_list", (operand, source)
        case core.IsKnown(operand=operand):
            return "known", (operand,)
        case core.IsPresent(operand=operand):
            return "present", (operand,)
        case core.Both(operands=operands):
            return "and", operands
        case core.Either(operands=operands):
            return "or", operands
        case core.Not(operand=operand):
            return "not", (operand,)
    return "", ()
