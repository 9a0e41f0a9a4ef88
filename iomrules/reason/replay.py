"""Why: the interpreter once more, telling every step. One explanation for all engines: it asks the meaning itself.

Parts that another part made needless are told as well, unless they are a fault: then they are left out.
"""

from _weakref import ref  # all that is needed of `weakref`, which has much more to import
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from iomrules.facts.record import Person, TruthKind
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.cohorts import has_cohorts
from iomrules.reason.decision import Decision, Evaluation, FaultRaised, Reason
from iomrules.reason.declared import Entries, V, in_force, truth_of
from iomrules.reason.element_reasons import ElementReasons, day_text
from iomrules.reason.explanation import Later
from iomrules.reason.knowing import Knowing
from iomrules.reason.labels import value_label
from iomrules.reason.telling import TITLED, Telling, Tellings
from iomrules.values import ABSENT, Entry, Truth, Unknown, Value


def _told_once(tell: Callable[..., Reason]) -> Callable[..., Reason]:
    """A declaration's reason, the same while anybody holds it: many rules and routes read the same rating.

    Whoever is asked does not hold it: a reason holds them, and both would stay until a search for such rings.
    """

    def told(asked: "Replay", *names: str) -> Reason:
        place = (tell.__name__, *names)
        kept = asked.told.get(place)
        found = kept() if kept is not None else None
        if found is None:
            found = tell(asked, *names)
            asked.told[place] = ref(found)
        return found

    return told


class Replay(ElementReasons, Knowing):
    """One person, ready to be asked for values and for reasons."""

    def __init__(
        self,
        program: core.Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        hours: Value | None = None,
        *,
        tellings: Tellings | None = None,
    ) -> None:
        """tellings: how nodes are told of people of this shape; one for an engine."""
        super().__init__(program, catalogues, person, on, hours)
        self.tellings = Tellings(program, catalogues, person.shape) if tellings is None else tellings
        #: reasons of declarations
        self.told: dict[tuple[str, ...], ref[Reason]] = {}

    def with_remaining_hours(self, hours: Value) -> Evaluation:
        """The same person, where `остаток_часов` is `hours`. No declaration reads it, so what is known stays known."""
        other = Replay(self.program, self.catalogues, self.person, self.on, hours, tellings=self.tellings)
        other.kept, other.told, other._decided = self.kept, self.told, self._decided
        return other

    def reason(self, node: Node, entries: Entries = ()) -> Reason:
        """Why the node has its value. Raises FaultRaised where the value is a fault."""
        telling = self.tellings.get(id(node)) or self.tellings.of(node)
        if telling.same is not None:
            return telling.same
        value = self.value(node, entries)
        if telling.sort:
            return self._told(telling.sort, telling, value, entries, telling.operands)
        match node:
            case core.ParameterOf(name=name):
                return self._parameter_reason(name).at(node)
            case core.IndicatorOf(name=name):
                return self._indicator_reason(name).at(node)
            case core.VerdictOf(rule=name):
                return self._conclusion_reason(name).at(node)
            case core.TotalOf(rating=name):
                return self._rating_reason(name).at(node)
            case core.CriterionOf(rating=rating, criterion=name):
                return self._criterion_reason(rating, name).at(node)
            case core.Named(operand=operand):
                return self._named_reason(node, operand, value, entries)
            case core.FromTable():
                return self._table_reason(node, value, entries)
            case core.IfUnknown(operand=operand, substitute=substitute):
                asked = (operand, substitute) if isinstance(self.value(operand, entries), Unknown) else (operand,)
                return self._told("substitute", telling, value, entries, asked)
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                chosen = self.truth(condition, entries)
                arms = (then, otherwise) if isinstance(chosen, Unknown) else ((then,) if chosen else (otherwise,))
                return self._told("if_else", telling, value, entries, (condition, *arms))
            case core.Elements() | core.CountOf() | core.ShareOf() | core.Counted() | core.Every():
                return self._collection_reason(node, value, entries)
            case core.Reduce() | core.GroupReduce():
                return self._reduction_reason(node, value, entries)
            case core.ReduceList():
                return self._list_reason(node, value, entries)
            case core.Under(key=key):
                told = value_label(self.value(key, entries), self.program)
                return Reason("fact", value, node, telling.name, telling.label, key=told)
        raise TypeError(f"{type(node).__name__} has no reason")

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
        return self.tellings.of(node).label

    def _told(self, sort: str, telling: Telling, value: Value, entries: Entries, asked: Sequence[Node]) -> Reason:
        told: Later[tuple[Reason, ...]] = (lambda: self._parts(asked, entries)) if asked else ()
        if type(value) in TITLED:
            said = self.tellings.title(telling.node, value)
            return Reason(sort, value, telling.node, telling.name, telling.label, told, said=said)
        return Reason(sort, value, telling.node, telling.name, telling.label, told)

    def _later(self, nodes: Sequence[Node], entries: Entries) -> Later[tuple[Reason, ...]]:
        """Reasons of the nodes, told when somebody asks."""
        return (lambda: self._parts(nodes, entries)) if nodes else ()

    def _parts(self, nodes: Sequence[Node], entries: Entries) -> tuple[Reason, ...]:
        """Reasons of the nodes; one that is a fault is left out, since the value did not need it."""
        try:
            return tuple([self.reason(node, entries) for node in nodes])
        except FaultRaised:
            return tuple(self._sound(nodes, entries))

    def _sound(self, nodes: Sequence[Node], entries: Entries) -> Iterator[Reason]:
        for node in nodes:
            try:
                yield self.reason(node, entries)
            except FaultRaised:
                continue

    def _named_reason(self, node: core.Named, operand: Node, value: Value, entries: Entries) -> Reason:
        """What is said of an element by its name is told as of a person: a rule's verdict, an indicator's value."""
        sort = "rule" if isinstance(node.kind, TruthKind) else "indicator"
        told = self._later((operand,), entries) if value is not ABSENT else ()
        return Reason(sort, value, node, node.name, node.label(), told, basis=node.basis)

    def _table_reason(self, node: core.FromTable, value: Value, entries: Entries) -> Reason:
        table = self.table(node.table)
        found = self.look_up(node.table, [self.value(key, entries) for key in node.keys])
        row = found.sure[0] if found.sure and table.hit != "all" else None
        by_entry = any(each.cohort for each in table.rows)
        return Reason(
            "table",
            value,
            node,
            node.table,
            table.about.label(),
            lambda: (*self._parts(node.keys, entries), *self._entry_reasons(by_entry)),
            basis=(*table.about.basis, row.basis) if row and row.basis else table.about.basis,
            note=table.about.note,
            row=self.tellings.row(row) if row else (),
            ruleset=table.about.ruleset,
        )

    # --- what is declared ---

    def _about(
        self,
        sort: str,
        value: Value,
        about: core.About,
        told: Callable[[], tuple[Reason, ...]],
        *,
        name: str = "",
        changed_by: str = "",
    ) -> Reason:
        """name: under which it is asked, where a refinement has another."""
        return Reason(
            sort,
            value,
            None,
            name or about.name,
            about.label(),
            told,
            basis=about.basis,
            advice=about.advice,
            note=about.note,
            changed_by=changed_by,
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
        return reason.but(
            basis=(dated.basis,) if dated.basis else about.basis,
            row=tuple(day_text(day) for day in (dated.begin, dated.end, *days)),
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
            where = self._later((applies.where,), ())
            told.append(Reason("applies", self._where(applies.where), applies.where, label=about.label(), parts=where))
        if about.begin or about.end:
            holds = in_force(about.begin, about.end, self.on)
            dates = (day_text(about.begin), day_text(about.end))
            told.append(Reason("in_force", holds, label=about.label(), row=dates))
        return tuple(told)

    def _where(self, where: Node) -> Truth:
        try:
            return self.truth(where)
        except FaultRaised:  # out of its dates nobody asks whom it is about
            return False

    def _version(self, declared: V) -> V:
        """The declaration that is told of: the one that holds, the refinement while nobody can tell."""
        if not declared.earlier:
            return declared
        found, asked = self.versions(declared)
        return declared if asked else found[0]

    @_told_once
    def _conclusion_reason(self, name: str) -> Reason:
        declared = self._version(self.program.rules.get(name) or self.program.routes[name])
        decision = self.decision(name)
        sort, by = "route", ""
        if isinstance(declared, core.Rule):
            sort, by = "rule", declared.about.ruleset or declared.about.label() if declared.refined else ""
        told = partial(self._conclusion_parts, declared, decision)
        return self._about(sort, truth_of(decision), declared.about, told, name=name, changed_by=by)

    def _conclusion_parts(self, declared: core.Rule | core.Route, decision: Decision) -> tuple[Reason, ...]:
        told = self._applies_reasons(declared.applies, declared.about)
        if not decision.applicable:
            return told
        if declared.condition is not None:
            told += self._parts((declared.condition,), ())
        return told + self._exception_reasons(declared) if isinstance(declared, core.Rule) else told

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

        def told() -> tuple[Reason, ...]:
            applies = self._applies_reasons(declared.applies, declared.about)
            return applies if value is ABSENT else applies + self._parts((declared.value,), ())

        return self._about("indicator", value, declared.about, told, name=name)

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

        def told() -> tuple[Reason, ...]:
            applies = self._applies_reasons(declared.applies, declared.about)
            if value is ABSENT:
                return applies
            criteria = tuple(self._criterion_reason(name, each.name) for each in declared.criteria)
            plain = isinstance(declared.total, core.Add | core.CriterionOf)
            total = () if plain else self._parts((declared.total,), ())
            return (*applies, *self._parts(declared.priorities, ()), *criteria, *total)

        return self._about("rating", value, declared.about, told)
