"""Why: the interpreter once more, telling every step. One explanation for all engines: it asks the meaning itself.

Parts that another part made needless are told as well, unless they are a fault: then they are left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Self

from attrs import evolve

from iomrules.facts.record import KeyKind, Person, TruthKind
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.cohorts import has_cohorts
from iomrules.reason.collections import Held, count_of, parts, survey
from iomrules.reason.decision import Decisions, ElementReason, FaultRaised, Reason
from iomrules.reason.declared import Entries, V, in_force, truth_of
from iomrules.reason.explanation import Postponed
from iomrules.reason.interpreter import Interpreter
from iomrules.reason.labels import entry_label, field_label, key_label, label, row_label, value_label
from iomrules.reason.nearest import blockers
from iomrules.reason.tables import look_up
from iomrules.reason.used import used_elements, used_groups, winners
from iomrules.reason.windows import window
from iomrules.values import ABSENT, Entry, Member, Truth, Unknown, Value


def _told_once(tell: Callable[..., Reason]) -> Callable[..., Reason]:
    """A declaration's reason, kept as its value is: many rules and routes read the same rating."""

    def told(asked: "Replay", *names: str) -> Reason:
        return asked._once(tell.__name__, ": ".join(names), lambda: tell(asked, *names))

    return told


class Replay(Interpreter):
    """One person, ready to be asked for values and for reasons."""

    def __init__(
        self,
        program: core.Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        hours: Value | None = None,
        *,
        labels: dict[tuple[int, str], tuple[Node, str]] | None = None,
    ) -> None:
        """labels: (id of a node, shape) -> the node, so that the id stays its own, and its label; one for an engine."""
        super().__init__(program, catalogues, person, on, hours)
        self.labels = {} if labels is None else labels

    def with_remaining_hours(self, hours: Value) -> "Replay":
        """The same person, where `остаток_часов` is `hours`. No declaration reads it, so what is known stays known."""
        other = Replay(self.program, self.catalogues, self.person, self.on, hours, labels=self.labels)
        other.kept = self.kept
        return other

    def knowing(self, decided: Decisions | None) -> Self:
        """The same, that need not conclude again what was concluded of this person on this date."""
        if decided is None:
            return self
        for name, value in decided.values.items():
            self.kept["indicator", name] = value
        for name, decision in decided.verdicts.items():
            self.kept["decision", name] = decision
        for name, result in decided.ratings.items():
            self.kept["rating", name] = result.total
            for criterion, points in result.criteria.items():
                self.kept[f"criterion of {name}", criterion] = points
        return self

    def reason(self, node: Node, entries: Entries = ()) -> Reason:
        """Why the node has its value. Raises FaultRaised where the value is a fault."""
        value = self.value(node, entries)
        match node:
            case core.ParameterOf(name=name):
                return evolve(self._parameter_reason(name), node=node)
            case core.IndicatorOf(name=name):
                return evolve(self._indicator_reason(name), node=node)
            case core.VerdictOf(rule=name):
                return evolve(self._conclusion_reason(name), node=node)
            case core.TotalOf(rating=name):
                return evolve(self._rating_reason(name), node=node)
            case core.CriterionOf(rating=rating, criterion=name):
                return evolve(self._criterion_reason(rating, name), node=node)
            case core.Named(operand=operand):
                return self._named_reason(node, operand, value, entries)
            case core.FromTable():
                return self._table_reason(node, value, entries)
            case core.IfUnknown(operand=operand, substitute=substitute):
                asked = (operand, substitute) if isinstance(self.value(operand, entries), Unknown) else (operand,)
                return self._told("substitute", node, value, entries, asked)
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                chosen = self.truth(condition, entries)
                arms = (then, otherwise) if isinstance(chosen, Unknown) else ((then,) if chosen else (otherwise,))
                return self._told("if_else", node, value, entries, (condition, *arms))
            case core.Elements() | core.CountOf() | core.ShareOf() | core.Counted() | core.Every():
                return self._collection_reason(node, value, entries)
            case core.Reduce() | core.GroupReduce():
                return self._reduction_reason(node, value, entries)
            case core.ReduceList():
                return self._list_reason(node, value, entries)
            case core.Under(source=source, key=key):
                name = source.name if isinstance(source, core.FactOf | core.FieldOf) else ""
                told = value_label(self.value(key, entries), self.program)
                return Reason("fact", value, node, name, self._label(node), key=told)
        sort, operands = shape(node)
        return self._told(sort, node, value, entries, operands)

    def reason_of(self, name: str) -> Reason:
        """Why a rule, a route's condition, an indicator, a rating or a parameter is what it is; else KeyError."""
        if name in self.program.rules or name in self.program.routes:
            return self._conclusion_reason(name)
        if name in self.program.indicators:
            return self._indicator_reason(name)
        if name in self.program.ratings:
            return self._rating_reason(name)
        return self._parameter_reason(name)

    # --- the plain ones ---

    def _label(self, node: Node) -> str:
        place = id(node), self.person.shape
        kept = self.labels.get(place)
        if kept is None or kept[0] is not node:
            kept = self.labels[place] = node, label(node, self.program, self.person.shape)
        return kept[1]

    def _told(self, sort: str, node: Node, value: Value, entries: Entries, asked: Sequence[Node]) -> Reason:
        name = node.name if isinstance(node, core.FactOf | core.FieldOf | core.CatalogueOf) else ""
        name = node.function if isinstance(node, core.FromFunction) else name
        told = self._later(asked, entries)
        return Reason(sort, value, node, name, self._label(node), told, said=self._title(node, value))

    def _title(self, node: Node, value: Value) -> str:
        """What a member or a catalogue's key is called, where somebody gave it a title."""
        if isinstance(value, Member):
            listed = self.program.schema.enumerations.get(value.enumeration)
            return listed.titles.get(value.name, "") if listed else ""
        if isinstance(value, str) and isinstance(node.kind, KeyKind):
            entry = next((each for each in self.catalogues.get(node.kind.catalogue, ()) if each.key == value), None)
            return entry_label(entry, self.program) if entry else ""
        return ""

    def _later(self, nodes: Sequence[Node], entries: Entries) -> tuple[Reason, ...] | Postponed[tuple[Reason, ...]]:
        """Reasons of the nodes, told when somebody asks."""
        return Postponed(lambda: self._parts(nodes, entries)) if nodes else ()

    def _parts(self, nodes: Sequence[Node], entries: Entries) -> tuple[Reason, ...]:
        """Reasons of the nodes; one that is a fault is left out, since the value did not need it."""
        told: list[Reason] = []
        for node in nodes:
            try:
                told.append(self.reason(node, entries))
            except FaultRaised:
                continue
        return tuple(told)

    def _named_reason(self, node: core.Named, operand: Node, value: Value, entries: Entries) -> Reason:
        """What is said of an element by its name is told as of a person: a rule's verdict, an indicator's value."""
        sort = "rule" if isinstance(node.kind, TruthKind) else "indicator"
        told = self._later((operand,), entries) if value is not ABSENT else ()
        return Reason(sort, value, node, node.name, node.label(), told, basis=node.basis)

    def _table_reason(self, node: core.FromTable, value: Value, entries: Entries) -> Reason:
        table = self.table(node.table)
        found = look_up(table, [self.value(key, entries) for key in node.keys], self.on, self.entered())
        row = found.sure[0] if found.sure and table.hit != "all" else None
        by_entry = any(each.cohort for each in table.rows)
        return Reason(
            "table",
            value,
            node,
            node.table,
            table.about.label(),
            Postponed(lambda: (*self._parts(node.keys, entries), *self._entry_reasons(by_entry))),
            basis=(*table.about.basis, row.basis) if row and row.basis else table.about.basis,
            note=table.about.note,
            row=row_label(row, self.program) if row else (),
            ruleset=table.about.ruleset,
        )

    # --- what is declared ---

    def _about(self, sort: str, value: Value, about: core.About, told: Callable[[], Iterable[Reason]]) -> Reason:
        return Reason(
            sort,
            value,
            None,
            about.name,
            about.label(),
            Postponed(lambda: tuple(told())),
            basis=about.basis,
            advice=about.advice,
            note=about.note,
            ruleset=about.ruleset,
        )

    @_told_once
    def _parameter_reason(self, name: str) -> Reason:
        declared = self.program.parameters[name]
        value = self.parameter(name, declared.about.span)
        by_entry = has_cohorts(declared)
        reason = self._about("parameter", value, declared.about, lambda: self._entry_reasons(by_entry))
        possible, _ = self.in_force_here(declared)
        found = next((each for each in possible if each is not None), None)
        if found is None or isinstance(value, Unknown):
            return reason
        about, dated = found
        changed = about is not declared.about
        days = (dated.cohort.begin, dated.cohort.end) if dated.cohort else ()
        return evolve(
            reason,
            basis=(dated.basis,) if dated.basis else about.basis,
            row=tuple(_day(day) for day in (dated.begin, dated.end, *days)),
            changed_by=about.ruleset or about.label() if changed else "",
            ruleset=about.ruleset,
        )

    def _entry_reasons(self, matters: bool) -> tuple[Reason, ...]:
        """The day of entry, where the rules go by it."""
        shape = self.program.schema.shapes.get(self.person.shape)
        day = shape.entry_day() if shape and matters else None
        return () if day is None else self._parts((core.FactOf(day.name, kind=day.kind),), ())

    def _applies_reasons(self, applies: core.Applies, about: core.About) -> tuple[Reason, ...]:
        """Whom it is about and when it is in force; nothing where it is about everybody and always."""
        told = []
        if applies.where is not None:
            where = self._parts((applies.where,), ())
            told.append(Reason("applies", self._where(applies.where), applies.where, label=about.label(), parts=where))
        if about.begin or about.end:
            holds = in_force(about.begin, about.end, self.on)
            dates = (_day(about.begin), _day(about.end))
            told.append(Reason("in_force", holds, label=about.label(), row=dates))
        return tuple(told)

    def _where(self, where: Node) -> Truth:
        try:
            return self.truth(where)
        except FaultRaised:  # out of its dates nobody asks whom it is about
            return False

    def _version(self, declared: V) -> V:
        """The declaration that is told of: the one that holds, the refinement while nobody can tell."""
        found, asked = self.versions(declared)
        return declared if asked else found[0]

    @_told_once
    def _conclusion_reason(self, name: str) -> Reason:
        declared = self._version(self.program.rules.get(name) or self.program.routes[name])
        decision = self.decision(name)

        def told() -> Iterator[Reason]:
            yield from self._applies_reasons(declared.applies, declared.about)
            if decision.applicable and declared.condition is not None:
                yield from self._parts((declared.condition,), ())
            if decision.applicable and isinstance(declared, core.Rule):
                yield from self._exception_reasons(declared)

        sort = "rule" if isinstance(declared, core.Rule) else "route"
        reason = self._about(sort, truth_of(decision), declared.about, told)
        changed = isinstance(declared, core.Rule) and bool(declared.refined)
        return evolve(reason, name=name, changed_by=declared.about.ruleset or declared.about.label() if changed else "")

    def _exception_reasons(self, declared: core.Rule) -> tuple[Reason, ...]:
        told = []
        for each in declared.exceptions:
            nodes = (each.condition,) if each.unless is None else (each.condition, each.unless)
            try:
                holds = self.excepted(each)
            except FaultRaised:
                continue
            basis = (each.basis,) if each.basis else ()
            told.append(Reason("exception", holds, each.condition, parts=self._parts(nodes, ()), basis=basis))
        return tuple(told)

    @_told_once
    def _indicator_reason(self, name: str) -> Reason:
        declared = self._version(self.program.indicators[name])
        value = self.indicator(name)

        def told() -> Iterator[Reason]:
            yield from self._applies_reasons(declared.applies, declared.about)
            if value is not ABSENT:
                yield from self._parts((declared.value,), ())

        return evolve(self._about("indicator", value, declared.about, told), name=name)

    @_told_once
    def _criterion_reason(self, rating: str, name: str) -> Reason:
        declared = next(each for each in self.program.ratings[rating].criteria if each.name == name)
        value = self.criterion(rating, name)
        told = self._later((declared.value,), ()) if value is not ABSENT else ()
        basis = (declared.basis,) if declared.basis else ()
        return Reason("criterion", value, None, name, declared.label(), told, basis=basis)

    @_told_once
    def _rating_reason(self, name: str) -> Reason:
        declared = self.program.ratings[name]
        value = self.total(name)
        if value is not ABSENT:
            for each in declared.criteria:
                self.criterion(name, each.name)  # a fault of one is met now, not when its reason is read

        def told() -> Iterator[Reason]:
            yield from self._applies_reasons(declared.applies, declared.about)
            if value is ABSENT:
                return
            yield from self._parts(declared.priorities, ())
            yield from (self._criterion_reason(name, each.name) for each in declared.criteria)
            if not isinstance(declared.total, core.Add | core.CriterionOf):
                yield from self._parts((declared.total,), ())

        return self._about("rating", value, declared.about, told)

    # --- collections ---

    def _collection_reason(
        self,
        node: core.Elements | core.CountOf | core.ShareOf | core.Counted | core.Every,
        value: Value,
        entries: Entries,
    ) -> Reason:
        elements = node if isinstance(node, core.Elements) else node.elements
        count = (Reason("count", count_of(self, elements, entries), node),) if isinstance(node, core.Counted) else ()
        told = Postponed(lambda: (*self._source_reason(elements, entries), *count))
        holds = node.holds if isinstance(node, core.Every) else None
        surveyed = self._surveyed(elements, entries)
        each = Postponed(lambda: tuple(self._element(elements, one, entries, holds) for one in surveyed))
        return Reason(_COLLECTIONS[type(node)], value, node, "", self._label(elements), told, each)

    def _reduction_reason(self, node: core.Reduce | core.GroupReduce, value: Value, entries: Entries) -> Reason:
        elements = node.elements
        surveyed = self._surveyed(elements, entries)

        def used() -> tuple[ElementReason, ...]:
            each = tuple(self._element(elements, one, entries, node.value) for one in surveyed)
            if isinstance(node, core.Reduce):
                return used_elements(node.sort, each, node.best)
            keys = ["; ".join(self._tell(key, one, entries) for key in node.keys) for one in surveyed]
            grouped = [evolve(one, group=key) for one, key in zip(each, keys, strict=True)]
            return winners(node.sort, grouped, keys)

        sort = "reduce" if isinstance(node, core.Reduce) else "group"
        told = Postponed(lambda: self._source_reason(elements, entries))
        return Reason(sort, value, node, "", self._label(elements), told, Postponed(used))

    def _list_reason(self, node: core.ReduceList, value: Value, entries: Entries) -> Reason:
        numbers = parts(self, node.operand, entries).parts

        def groups() -> tuple[ElementReason, ...]:
            each = tuple(
                ElementReason(
                    "; ".join(value_label(key, self.program) for key in part.group),
                    None,
                    part.holds,
                    None if part.value is ABSENT else part.value,
                )
                for part in numbers
            )
            return used_elements(node.sort, each, node.best)

        used = Postponed(groups)
        told = Postponed(lambda: tuple(used_groups(each, used.get()) for each in self._parts((node.operand,), entries)))
        return Reason("list", value, node, "", self._label(node.operand), told, used)

    def _source_reason(self, elements: core.Elements, entries: Entries) -> tuple[Reason, ...]:
        return self._parts((elements.source,), entries)

    def _surveyed(self, elements: core.Elements, entries: Entries) -> tuple[Held, ...]:
        """The elements there are; of a list that is not known, none."""
        innermost: Node = elements
        while isinstance(innermost, core.Elements):
            innermost = innermost.source
        if isinstance(self.value(innermost, entries), Unknown):
            return ()
        held, _ = survey(self, elements, entries)
        return held

    def _element(self, elements: core.Elements, one: Held, entries: Entries, value: Node | None) -> ElementReason:
        inner = (one.hand, *entries)
        entry = one.element if isinstance(one.element, Entry) else None
        told = self._element_label(elements, one)
        given = (
            self._quietly(lambda: self.value(value, inner)) if value is not None and one.holds is not False else None
        )
        if one.key and given is None and one.holds is not False:
            given = one.element
        blocker = self._blocker(elements, one, inner)
        if blocker is None and isinstance(given, bool) and not given and value is not None:
            blocker = self._first_blocker(value, inner)
        return ElementReason(told, entry, one.holds, given, one.holds is True, blocker)

    def _element_label(self, elements: core.Elements, one: Held) -> str:
        source: Node = elements.source
        while isinstance(source, core.Elements):
            source = source.source
        return key_label(source.kind, one.key, self.program) if one.key else value_label(one.element, self.program)

    def _quietly(self, ask: Callable[[], Value]) -> Value | None:
        try:
            found = ask()
        except FaultRaised:
            return None
        return None if found is ABSENT else found

    def _tell(self, key: Node, one: Held, entries: Entries) -> str:
        found = self._quietly(lambda: self.value(key, (one.hand, *entries)))
        return "" if found is None else value_label(found, self.program)

    def _blocker(self, elements: core.Elements, one: Held, inner: Entries) -> Reason | None:
        if one.holds is True:
            return None
        if elements.window is not None and one.in_window is not True:
            begin, end = window(elements.window, self.on)
            day = self.field(one.element, elements.window.by)
            told = Reason("field", day, name=elements.window.by, label=field_label(elements.window.by, self.program))
            return Reason("window", one.in_window, label=told.label, parts=(told,), row=(_day(begin), _day(end)))
        if elements.where is not None and (found := self._first_blocker(elements.where, inner)):
            return found
        if isinstance(elements.source, core.Elements):
            return self._blocker(elements.source, one, inner)
        return None

    def _first_blocker(self, condition: Node, inner: Entries) -> Reason | None:
        told = self._parts((condition,), inner)
        return next((each for reason in told for each in blockers(reason)), None)


_COLLECTIONS: dict[type, str] = {
    core.Elements: "list",
    core.CountOf: "count",
    core.ShareOf: "share",
    core.Counted: "counted",
    core.Every: "every",
}


def shape(node: Node) -> tuple[str, tuple[Node, ...]]:
    """The sort of a plain node's reason and the operands it tells of."""
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
    raise TypeError(f"{type(node).__name__} has a reason of its own")


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""
