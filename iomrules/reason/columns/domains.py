"""Which fields of a collection's elements are told apart so coarsely that every element there can be fits a table."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.columns.frame import Axis
from iomrules.reason.columns.load import Reader
from iomrules.reason.columns.nodes import below, nodes_of
from iomrules.reason.columns.sources import ListSource, Source
from iomrules.reason.columns.step import Unsupported
from iomrules.reason.columns.tables import cuts_of
from iomrules.reason.windows import window
from iomrules.values import Value

#: rows of a table of all elements there can be; beyond it elements are asked one by one
MOST_ROWS = 8192
_MOST_CUTS = 14
_MOST_NUMBERS = 33
#: nodes over an element that a table cannot hold ready
_OF_THE_PERSON = (
    core.FactOf, core.Under, core.CatalogueOf, core.IndicatorOf, core.VerdictOf, core.CriterionOf, core.TotalOf,
    core.FromFunction, core.Elements, core.GroupReduce, core.KeyOf, core.KeyInHand, core.RemainingHours,
)  # fmt: skip


class Domains:
    """The axes of the collections of one program on one date."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler
        self.edges: dict[str, set[Value]] = {}
        self.seen: Counter[str] = Counter()
        self.ruled: Counter[str] = Counter()
        self.used: Counter[str] = Counter()
        self.unruly: set[str] = set()
        for node in _nodes(compiler.program):
            self._note(node)
        self.common: dict[str, tuple[Axis, ...]] = {}

    def axes(self, source: Source, nodes: Iterable[Node]) -> tuple[Axis, ...] | None:
        """The axes of a table that answers these nodes for every element there can be, or None."""
        if not isinstance(source, ListSource) or source.shape is None:
            return None
        names: dict[str, None] = {}
        for node in nodes:
            for each in below(node):
                if isinstance(each, _OF_THE_PERSON):
                    return None
                if isinstance(each, core.FieldOf):
                    names[each.name] = None
        common = self._common(source)
        if {axis.name for axis in common} >= names.keys():
            return common or None
        found = [self._axis(source, name) for name in names]
        axes = tuple(axis for axis in found if axis is not None)
        return axes if len(axes) == len(found) and _rows(axes) <= MOST_ROWS else None

    def _common(self, source: ListSource) -> tuple[Axis, ...]:
        """The axes of the fields asked most, so that most tables are entered by one number."""
        if source.name not in self.common:
            axes: tuple[Axis, ...] = ()
            assert source.shape is not None
            asked = sorted((f.name for f in source.shape.facts if self.used[f.name]), key=lambda n: -self.used[n])
            for name in asked:
                axis = self._axis(source, name)
                if axis is not None and _rows((*axes, axis)) <= MOST_ROWS:
                    axes = (*axes, axis)
            self.common[source.name] = axes
        return self.common[source.name]

    def _axis(self, source: ListSource, name: str) -> Axis | None:
        try:
            how: Reader = source.reader(name)
        except Unsupported:
            return None
        optional = source.optional(name)
        match how.sort:
            case "member":
                return Axis(name, how, how.greatest + 1, optional=optional)
            case "truth":
                return Axis(name, how, 2, optional=optional)
            case "number" if how.scale == 1 and how.greatest - how.least < _MOST_NUMBERS:
                return Axis(name, how, how.greatest - how.least + 1, how.least, optional=optional)
            case "date" | "number" if name not in self.unruly and self.seen[name] == self.ruled[name]:
                cuts = tuple(sorted({cut for edge in self.edges.get(name, ()) for cut in cuts_of(edge, how.scale)}))
                return Axis(name, how, len(cuts) + 1, 0, cuts, optional) if len(cuts) <= _MOST_CUTS else None
        return None

    # --- what the rules compare dates and numbers with ---

    def _note(self, node: Node) -> None:
        match node:
            case core.FieldOf(name=name):
                self.used[name] += 1
                self.seen[name] += 1
            case core.Elements(window=core.Window(by=by) as asked):
                self.used[by] += 1
                first, last = window(asked, self.compiler.on)
                self._cut(by, first, last)
            case core.Compare(left=core.FieldOf(name=name), right=other):
                self._compared(name, other)
            case core.Compare(left=other, right=core.FieldOf(name=name)):
                self._compared(name, other)
            case core.OneOf(operand=core.FieldOf(name=name), members=members):
                for each in members:
                    self._compared(name, each)
                self.ruled[name] += 1 - len(members)
            case core.FromTable(keys=keys):
                self.unruly.update(key.name for key in keys if isinstance(key, core.FieldOf))

    def _compared(self, name: str, other: Node) -> None:
        self.ruled[name] += 1
        match other:
            case core.Constant(value=value):
                self._cut(name, value)
            case core.DecisionDay():
                self._cut(name, self.compiler.on)
            case core.ParameterOf(name=parameter):
                try:
                    self._cut(name, self.compiler.parameter(parameter))
                except Unsupported:
                    self.unruly.add(name)
            case _:
                self.unruly.add(name)

    def _cut(self, name: str, *edges: Value) -> None:
        told = {edge for edge in edges if isinstance(edge, date | int | Fraction) and not isinstance(edge, bool)}
        self.edges.setdefault(name, set()).update(told)


def _rows(axes: Iterable[Axis]) -> int:
    rows = 1
    for axis in axes:
        rows *= axis.size + 2
    return rows


def _nodes(program: core.Program) -> Iterator[Node]:
    for declared in (program.indicators, program.ratings, program.rules, program.selections):
        for each in declared.values():
            yield from nodes_of(each)
    for route in program.routes.values():  # a rule may read whether a route is for somebody
        for version in (route, *route.earlier):
            yield from nodes_of((version.applies, version.condition))
