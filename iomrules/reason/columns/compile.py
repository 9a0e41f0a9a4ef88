"""Nodes of a program as steps over columns, one arm a node; what has no way here is left to the row engine."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from iomrules.facts.record import ByKeyKind, EnumKind, Fact, ListKind, NumberKind, TruthKind
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.cohorts import chosen, has_cohorts
from iomrules.reason.columns import counting, extremes, groups, numbers, sums
from iomrules.reason.columns.column import (
    Codes,
    Column,
    Truths,
    any_of,
    both,
    either,
    losing,
    negate,
)
from iomrules.reason.columns.compare import compare, known, present
from iomrules.reason.columns.distinct import Ask, by_combination
from iomrules.reason.columns.domains import Domains
from iomrules.reason.columns.frame import Blank, Domain, Elements
from iomrules.reason.columns.gather import Held
from iomrules.reason.columns.groups import Groups
from iomrules.reason.columns.joined import (
    both_but,
    constant,
    fixed_column,
    in_turn,
    joined,
    negated,
    unless_lost,
    where_about,
    zero_for_absent,
)
from iomrules.reason.columns.kept import kept, several
from iomrules.reason.columns.keyed import key_in_hand, under, under_own
from iomrules.reason.columns.load import Reader
from iomrules.reason.columns.nodes import reads_element, without_told_twice
from iomrules.reason.columns.sources import KeySource, ListSource, Source, fact_reader, reading
from iomrules.reason.columns.step import OF_GROUPS, SORTS, Frame, Step, Unsupported
from iomrules.reason.columns.tables import EPOCH, from_table
from iomrules.reason.columns.versions import V, of_version, versions_on
from iomrules.reason.declared import in_force
from iomrules.reason.windows import window
from iomrules.values import ABSENT, Member, Value


class Compiler:
    """Makes steps of one program's nodes for one date and one layout of columns."""

    def __init__(self, program: Program, shape: str, on: date, columns: pa.Schema, ask: Ask | None = None) -> None:
        """ask: the row engine, for nodes that rest on few facts; without it they are unsupported."""
        self.program, self.on, self.columns, self.ask = program, on, columns, ask
        self.schema = program.schema
        self.shape = program.schema.shapes[shape]
        self.slots = 0
        self.made: dict[Any, Step | Unsupported] = {}
        self.sources: dict[str, Source] = {}
        self.domains = Domains(self)

    # --- steps, each made once and asked once a frame ---

    def step(self, node: Node, source: Source | None = None, *, bounded: bool = False) -> Step:
        """The step of a node, of a person or of an element of the source. bounded: as an operand of arithmetic."""
        if source is not None and not reads_element(node):
            return self._spread(self.step(node, bounded=bounded))
        key = (source.name if source else "", bounded and isinstance(node, core.Under | core.Element), node)
        found = self.made.get(key)
        if isinstance(found, Step):
            return several(found)
        if found is None:
            try:
                found = self._step_or_ask(node, source, bounded=bounded)
                if not isinstance(node, core.Constant | core.ParameterOf | core.DecisionDay):
                    found = self._kept(found, source)
            except Unsupported as problem:
                found = problem
            except (RecursionError, OverflowError) as problem:
                found = Unsupported("правило слишком длинное или числа слишком велики", str(problem))
            self.made[key] = found
        if isinstance(found, Unsupported):
            raise found
        return found

    def _step_or_ask(self, node: Node, source: Source | None, *, bounded: bool) -> Step:
        try:
            return self._step(node, source, bounded=bounded)
        except Unsupported as problem:
            if source is not None or self.ask is None or isinstance(node, core.FactOf):
                raise
            return by_combination(self.program, self.shape.name, node, self._fact_reader, self.ask, why=problem.why)

    def _fact_reader(self, name: str) -> Reader:
        return fact_reader(self.schema, self._declared(name), self.columns)

    def number(self, node: Node, source: Source | None = None) -> Step:
        found = self.step(node, source, bounded=True)
        if found.sort not in ("number", "quotient"):
            raise Unsupported(f"{SORTS[found.sort][0]} вместо числа", f"{SORTS[found.sort][1]} as a number")
        return found

    def truth(self, node: Node, source: Source | None = None) -> Step:
        found = self.step(node, source)
        if found.sort != "truth":
            raise Unsupported(f"{SORTS[found.sort][0]} вместо условия", f"{SORTS[found.sort][1]} as a condition")
        return found

    def _kept(self, step: Step, source: Source | None) -> Step:
        """The step, asked only once a frame, of people or of the source's elements."""
        owner: Any = self if source is None else source
        slot = owner.slots
        owner.slots += 1
        return kept(step, slot)

    @staticmethod
    def _spread(step: Step) -> Step:
        """A person's step asked of an element."""

        def run(frame: Frame) -> Column:
            if not isinstance(frame, Elements):
                fixed = fixed_column(step)
                if fixed is None:
                    raise Unsupported("зависит от человека", "depends on the person")
                return fixed
            return frame.spread(step.run(frame.block))

        return Step(step.sort, run, step.scale, step.least, step.greatest, step.below, step.of)

    # --- one arm a node ---

    def _step(self, node: Node, source: Source | None, *, bounded: bool) -> Step:  # one arm a node
        match node:
            case core.Constant(value=value):
                return constant(value)
            case core.FactOf(name=name):
                return self._fact(name)
            case core.FieldOf(name=name, depth=0) if source is not None:
                return reading(name, source.reader(name), bounded=not source.optional(name))
            case core.Element(depth=0) if source is not None:
                return reading("", source.reader(""), bounded=bounded)
            case core.Under(source=core.FactOf(name=name), key=core.Constant(value=Member(name=key))):
                return under(self._keyed(name), key, bounded=bounded)
            case core.Under(source=core.FactOf(name=name), key=own) if source is None:
                return under_own(self._keyed(name), self.schema, self.step(own), bounded=bounded)
            case core.KeyInHand(depth=0) if isinstance(source, KeySource):
                return key_in_hand(source, node.kind)
            case core.ParameterOf(name=name):
                return constant(self.parameter(name))
            case core.DecisionDay():
                return constant(self.on)
            case core.IndicatorOf(name=name):
                return self.indicator(name)
            case core.VerdictOf(rule=rule):
                return self.verdict(rule)[1]
            case core.CriterionOf(rating=rating, criterion=criterion):
                return self.criterion(rating, criterion)
            case core.TotalOf(rating=rating):
                return self.total(rating)
            case core.Named(operand=operand):
                return self.step(operand, source, bounded=bounded)
            case core.FromTable(table=table, keys=keys):
                made = [self.step(key, source) for key in keys]
                return from_table(self.versions(self.program.tables[table])[0][1], made, self.on, self.schema)

            # conditions
            case core.Compare(operator=operator, left=left, right=right):
                return compare(operator, self.step(left, source), self.step(right, source))
            case core.OneOf(operand=operand, members=members):
                asked = self.step(operand, source)
                return joined(either, [compare("=", asked, self.step(each, source)) for each in members])
            case core.InList(operand=operand, source=list_node) if source is None:
                return counting.exists(self._membership(operand, list_node))
            case core.IsKnown(operand=operand):
                return known(self.step(operand, source))
            case core.IsPresent(operand=operand):
                if isinstance(operand, core.Elements) or isinstance(operand.kind, ListKind | ByKeyKind):
                    return counting.exists(self.held(_elements(operand)))
                return present(self.step(operand, source))
            case core.Counted(operator=operator, count=count, elements=elements):
                return self._counted(operator, count, elements)
            case core.Every(elements=elements, holds=holds):
                return self._every(elements, holds)
            case core.Both(operands=operands):
                return self._both(operands, source)
            case core.Either(operands=operands):
                return joined(either, [self.truth(each, source) for each in operands])
            case core.Not(operand=operand):
                asked = self.truth(operand, source)
                return Step("truth", lambda frame: negate(asked.run(frame)))

            # numbers
            case core.Add(terms=terms):
                return numbers.add([self.number(term, source) for term in terms])
            case core.Negate(operand=operand):
                return numbers.negative(self.number(operand, source))
            case core.Multiply(factors=factors):
                return numbers.multiply([self.number(factor, source) for factor in factors])
            case core.Divide(dividend=dividend, divisor=divisor):
                return numbers.divide(self.number(dividend, source), self.number(divisor, source))
            case core.Round(operand=operand, unit=unit, mode=mode):
                return numbers.rounding(self.number(operand, source), unit, mode)
            case core.AtMost(operand=operand, limit=limit):
                return numbers.at_most(self.number(operand, source), self.number(limit, source))
            case core.AtLeast(operand=operand, limit=limit):
                return numbers.at_least(self.number(operand, source), self.number(limit, source))
            case core.IfUnknown(operand=operand, substitute=substitute):
                return numbers.substituted(self.step(operand, source), self.step(substitute, source))
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                one, two = self.step(then, source), self.step(otherwise, source)
                return numbers.chosen(self.truth(condition, source), one, two)

            # collections
            case core.CountOf(elements=elements):
                return counting.count(self.held(elements))
            case core.ShareOf(elements=elements):
                inside = core.Elements(elements.source, None, elements.window, elements.bound, kind=elements.kind)
                return counting.share(self.held(elements), self.held(inside))
            case core.Reduce(sort=sort, value=value, elements=elements, best=best):
                return self._reduced(sort, value, elements, best)
            case core.ReduceList(sort="sum", operand=operand, best=best):
                return self._groups(operand, best)
            case core.ReduceList(sort=sort, operand=operand, best=best):
                elements = _elements(operand)
                element = core.Element(0, kind=_element_kind(elements))
                return self._reduced(sort, element, elements, best)
        raise Unsupported("этого выражения столбцы не знают", f"no columns for {type(node).__name__}")

    def _both(self, operands: tuple[Node, ...], source: Source | None) -> Step:
        operands = without_told_twice(operands, self.shape)
        held = [self.truth(each, source) for each in operands if not isinstance(each, core.Not)]
        denied = [self.truth(each.operand, source) for each in operands if isinstance(each, core.Not)]
        return both_but(held, denied)

    # --- facts and parameters ---

    def _declared(self, name: str) -> Fact:
        fact = self.shape.fact(name)
        if fact is None:
            raise Unsupported(f"нет сведения «{name}»", f"no fact `{name}`")
        return fact

    def _fact(self, name: str) -> Step:
        fact = self._declared(name)
        how = fact_reader(self.schema, fact, self.columns)
        read = reading(name, how, bounded=not fact.optional)
        if how.sort != "number":
            return read
        blank = (None, None) if fact.optional else (how.low, how.high)
        return Step("number", read.run, how.scale, how.least, how.greatest, blank=blank)

    def _keyed(self, name: str) -> KeySource:
        source = self.source(core.FactOf(name, kind=self._declared(name).kind))
        if not isinstance(source, KeySource):
            raise Unsupported("ключ сведения, которое не по ключу", "a key of no fact kept by key")
        return source

    def parameter(self, name: str) -> Value:
        """The value in force on the date; none is a fault of everybody who asks."""
        declared = self.program.parameters[name]
        if has_cohorts(declared):
            raise Unsupported("параметр по дню поступления", "a parameter that goes by the day of entry")
        (found,) = chosen(declared, self.on, ABSENT)
        if found is not None:
            return found[1].value
        raise Unsupported("параметр, который в этот день не действует", "a parameter not in force")

    # --- declarations ---

    def versions(self, declared: V) -> list[tuple[Step | None, V]]:
        """What may hold on the date, each with whom it is for; the first that is for a person does."""
        return [(None if whom is None else self.truth(whom), each) for whom, each in versions_on(declared, self.on)]

    def applies(self, applies: core.Applies, about: core.About) -> Step | None:
        """Whom a declaration is about; None for everybody."""
        if applies.person not in ("", self.shape.name) or not in_force(about.begin, about.end, self.on):
            return constant(False)
        return None if applies.where is None else several(self.truth(applies.where))

    def verdict(self, name: str) -> tuple[Step | None, Step]:
        """Whom a rule or route is about, and what it concludes of them."""
        versions = self.versions(self.program.rules.get(name) or self.program.routes[name])
        if len(versions) == 1:
            return self._verdict(name, versions[0][1])
        made = [(whom, *self._verdict(f"{name}\n{place}", each)) for place, (whom, each) in enumerate(versions)]
        about = of_version([(whom, constant(True) if one is None else one) for whom, one, _ in made])
        return about, of_version([(whom, concluded) for whom, _, concluded in made])

    def _verdict(self, name: str, declared: core.Rule | core.Route) -> tuple[Step | None, Step]:
        about = self.applies(declared.applies, declared.about)
        parts, denied = [] if about is None else [about], []
        if declared.condition is not None:
            parts.append(self.truth(declared.condition))
        for exception in declared.exceptions if isinstance(declared, core.Rule) else ():
            lifted = [] if exception.unless is None else [self.truth(exception.unless)]
            denied.append(both_but([self.truth(exception.condition)], lifted))
        concluded = both_but(parts, denied) if parts or denied else constant(True)
        if about is None:
            return None, concluded
        key = ("", "verdict", name)
        if key not in self.made:
            self.made[key] = self._kept(unless_lost(about, concluded), None)
        step = self.made[key]
        assert isinstance(step, Step)
        return about, several(step)

    def indicator(self, name: str) -> Step:
        versions = self.versions(self.program.indicators[name])
        made = [
            (whom, self._where_applies((f"indicator {place}", name), each.applies, each.about, each.value))
            for place, (whom, each) in enumerate(versions)
        ]
        return made[0][1] if len(made) == 1 else of_version(made)

    def criterion(self, rating: str, name: str) -> Step:
        declared = self.program.ratings[rating]
        value = next(each for each in declared.criteria if each.name == name).value
        return self._where_applies((f"criterion {rating}", name), declared.applies, declared.about, value, zero=True)

    def total(self, name: str) -> Step:
        declared = self.program.ratings[name]
        return self._where_applies(("total", name), declared.applies, declared.about, declared.total)

    def _where_applies(
        self, key: Any, applies: core.Applies, about: core.About, value: Node, *, zero: bool = False
    ) -> Step:
        """A declared value; absent where it is not about the person. zero: nothing to count is 0."""
        if key not in self.made:
            try:
                step = self.step(value)
                if zero:
                    step = zero_for_absent(several(step))  # a criterion is told, and is part of the total
                asked = self.applies(applies, about)
                self.made[key] = step if asked is None else self._kept(where_about(asked, step), None)
            except Unsupported as problem:
                self.made[key] = problem
        found = self.made[key]
        if isinstance(found, Unsupported):
            raise found
        return several(found)

    # --- collections ---

    def source(self, node: Node) -> Source:
        """The collection that a node is, made once."""
        if not isinstance(node, core.FactOf):
            raise Unsupported("такого списка столбцы не знают", f"no columns for elements of {type(node).__name__}")
        if node.name not in self.sources:
            fact = self._declared(node.name)
            found = self.columns.get_field_index(node.name)
            if found < 0:
                raise Unsupported(f"в файле нет столбца «{node.name}»", f"the file has no column `{node.name}`")
            column = self.columns.field(found)
            match fact.kind:
                case ListKind():
                    self.sources[node.name] = ListSource(self.schema, fact, column)
                case ByKeyKind():
                    self.sources[node.name] = KeySource(self.schema, fact, column)
                case _:
                    raise Unsupported("список из одного значения", "elements of a single value")
        return self.sources[node.name]

    def held(self, elements: core.Elements, *also: Node) -> Held:
        """Which elements are meant. also: other nodes over the element that will be asked together with them."""
        stages: list[core.Elements] = [elements]
        while isinstance(inner := stages[-1].source, core.Elements):
            stages.append(inner)
        source = self.source(stages[-1].source)
        tests: list[Step] = []
        nodes: list[Node] = list(also)
        for stage in reversed(stages):
            if stage.window is not None:
                tests.append(self._within(stage.window, source))
                nodes.append(core.FieldOf(stage.window.by, 0, kind=TruthKind()))
            if stage.where is not None:
                tests.append(self.truth(stage.where, source))
                nodes.append(stage.where)

        def holds(frame: Frame) -> Truths | None:
            found = source.there(frame)
            if found is None and isinstance(frame, Elements | Domain | Blank) and isinstance(source, KeySource):
                found = None
            for test in tests:
                asked: Truths = test.run(frame)
                found = asked if found is None else in_turn(found, asked)
            if isinstance(frame, Blank):
                unsure = Truths(np.zeros(1, bool), np.zeros(1, bool))
                found = unsure if found is None else both([unsure, found])
            return found

        bound = stages[-1].bound or source.bound
        return Held(source, holds, bound, self.domains.axes(source, nodes))

    def _within(self, asked: core.Window, source: Source) -> Step:
        field = reading(asked.by, source.reader(asked.by), bounded=False)
        first, last = ((day - EPOCH).days for day in window(asked, self.on))

        def run(frame: Frame) -> Truths:
            day: Codes = field.run(frame)
            yes = (day.codes >= first) & (day.codes <= last)
            blank = any_of(day.unknown, day.absent)
            if blank is None:
                return losing(Truths(yes), day.lost)
            yes = yes & ~blank
            no = ~yes if day.unknown is None else ~(yes | day.unknown)
            return losing(Truths(yes, no), day.lost)

        if field.sort != "date":
            raise Unsupported("срок без даты", "a window of no date")
        return Step("truth", run)

    def _counted(self, operator: str, count: int, elements: core.Elements) -> Step:
        held = self.held(elements)
        if (operator, count) in ((">=", 1), (">", 0)):
            return counting.exists(held)
        if (operator, count) in (("=", 0), ("<=", 0), ("<", 1)):
            return negated(counting.exists(held))
        return compare(operator, counting.count(held), numbers.constant(count))

    def _every(self, elements: core.Elements, holds: Node) -> Step:
        held = self.held(elements, holds)
        satisfied = self.truth(holds, held.source)
        return counting.every(held, satisfied.run)

    def _membership(self, operand: Node, list_node: Node) -> Held:
        held = self.held(_elements(list_node))
        if isinstance(held.source, ListSource) and held.source.shape is not None:
            raise Unsupported("запись среди записей", "membership among records")
        element = reading("", held.source.reader(""), bounded=False)
        same = compare("=", self._spread(self.step(operand)), element)

        def holds(frame: Frame) -> Truths | None:
            meant = held.holds(frame)
            found: Truths = same.run(frame)
            return found if meant is None else both([meant, found])

        return Held(held.source, holds, held.bound)

    def _reduced(self, sort: str, value: Node, elements: core.Elements, best: int | None) -> Step:
        held = self.held(elements, value)
        worth = self.number(value, held.source)
        match sort:
            case "sum":
                return sums.total(held, worth, best)
            case "max" | "min":
                return extremes.extreme(held, worth, greatest=sort == "max")
            case "mean":
                return extremes.mean(held, worth)
            case "count" if best is None:
                return counting.count(held)
        raise Unsupported("сколько из лучших", "how many of the best")

    def _groups(self, operand: Node, best: int | None) -> Step:
        limit: Step | None = None
        if isinstance(operand, core.AtMost):
            limit = self.number(operand.limit)
            operand = operand.operand
        if not isinstance(operand, core.GroupReduce):
            elements = _elements(operand)
            if limit is not None:
                raise Unsupported("каждое из списка не больше", "each of a list at most")
            return self._reduced("sum", core.Element(0, kind=_element_kind(elements)), elements, best)
        if operand.sort not in ("max", "sum", "count"):
            raise Unsupported(*OF_GROUPS[operand.sort])
        one = core.Constant(1, kind=NumberKind())
        value = operand.value if operand.value is not None and operand.sort != "count" else one
        held = self.held(operand.elements, value, *operand.keys)
        keys, sizes = [], []
        for key in operand.keys:
            step = self.step(key, held.source)
            if step.sort != "member" or not isinstance(key.kind, EnumKind):
                raise Unsupported("группы не по перечислению", "groups of no members")
            keys.append(step)
            sizes.append(len(self.schema.enumerations[step.of].members) + 1)
        worth = self.number(value, held.source)
        return groups.groups_total(Groups(held, tuple(keys), tuple(sizes), worth, operand.sort), limit, best)


# --- nodes -----------------------------------------------------------------------------------------------------------


def _elements(node: Node) -> core.Elements:
    return node if isinstance(node, core.Elements) else core.Elements(node, kind=node.kind)


def _element_kind(elements: core.Elements) -> Any:
    kind = elements.kind
    if isinstance(kind, ListKind | ByKeyKind):
        return kind.element
    raise Unsupported("строки списка неизвестного вида", "elements of no kind")
