"""THE MEANING: what every node of a program is worth for one person on one date. Other engines must agree with it.

Parts of «и» and «или» are asked in turn until one settles the answer; a part that is a fault stops the target only where no
other part settles it, so the order they are written in never matters.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from attrs import evolve

from iomrules.codes import reason as codes
from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import ByKeyKind, Fact, Kind, ListKind, NumberKind, Person, missing
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.aggregates import Part, Parts, group_parts, reduce_parts
from iomrules.reason.arithmetic import (
    add,
    at_least,
    at_most,
    bounds,
    causes,
    divide,
    exact,
    multiply,
    negative,
    one_of,
    round_value,
    settled,
)
from iomrules.reason.collections import Held, source_of
from iomrules.reason.comparison import compare
from iomrules.reason.decision import Decision, FaultRaised, RatingResult, Verdict
from iomrules.reason.labels import fact_of, label, value_label
from iomrules.reason.tables import look_up
from iomrules.reason.windows import within
from iomrules.source import Span
from iomrules.values import (
    ABSENT,
    ByKey,
    Entry,
    Member,
    Missing,
    Truth,
    Unknown,
    Value,
    both,
    either,
    negate,
    unknown,
)

Entries = tuple[Value, ...]
T = TypeVar("T")


class Interpreter:
    """One person's facts on one date. What a declaration is worth is computed once and kept; nothing else changes."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        hours: Value | None = None,
    ) -> None:
        """catalogues: every entry of every catalogue. hours: what `остаток_часов` is, where a route asks."""
        self.program, self.catalogues, self.person, self.on = program, catalogues, person, on
        self.hours = unknown((Missing("остаток часов"),)) if hours is None else hours
        self.kept: dict[tuple[str, str], object] = {}

    # --- one arm a node ---

    def value(self, node: Node, entries: Entries = ()) -> Value:  # one arm a node, so a gap is seen by eye
        """The node's value; entries: the elements in hand, innermost first. Raises FaultRaised."""

        def of(each: Node) -> Value:
            return self.value(each, entries)

        match node:
            # what is read
            case core.Constant(value=value):
                return value
            case core.FactOf(name=name):
                return self._fact(self.person.facts, name)
            case core.FieldOf(name=name, depth=depth):
                return self._field(entries[depth], name, node.kind)
            case core.Element(depth=depth):
                return bounded(entries[depth], node.kind)
            case core.KeyOf(depth=depth):
                return self._key(entries[depth])
            case core.Under(source=source, key=key):
                return self._under(source, of(source), of(key), node.kind)
            case core.CatalogueOf(name=name):
                return self.catalogues.get(name, ())
            case core.ParameterOf(name=name):
                return self.parameter(name, node.span).value
            case core.IndicatorOf(name=name):
                return self._read(node, lambda: self.indicator(name))
            case core.VerdictOf(rule=rule):
                return truth_of(self._read(node, lambda: self.decision(rule)))
            case core.CriterionOf(rating=rating, criterion=criterion):
                return self._read(node, lambda: self.criterion(rating, criterion))
            case core.TotalOf(rating=rating):
                return self._read(node, lambda: self.total(rating))
            case core.RemainingHours():
                return self.hours
            case core.FromTable(table=table, keys=keys):
                return self._from_table(node, table, [of(key) for key in keys])
            case core.FromFunction(function=function, arguments=arguments):
                return self._from_function(node, function, [of(each) for each in arguments])

            # numbers
            case core.Add(terms=terms):
                return add([self._number(term, entries) for term in terms])
            case core.Negate(operand=operand):
                return negative(self._number(operand, entries))
            case core.Multiply(factors=factors):
                return multiply([self._number(factor, entries) for factor in factors])
            case core.Divide(dividend=dividend, divisor=divisor):
                return self._divide(node, self._number(dividend, entries), self._number(divisor, entries))
            case core.Round() | core.AtMost() | core.AtLeast() if self.is_list(node, entries):
                return listed(self.parts(node, entries))
            case core.Round(operand=operand, unit=unit, mode=mode):
                return round_value(self._number(operand, entries), unit, mode)
            case core.AtMost(operand=operand, limit=limit):
                return at_most(self._number(operand, entries), self._number(limit, entries))
            case core.AtLeast(operand=operand, limit=limit):
                return at_least(self._number(operand, entries), self._number(limit, entries))
            case core.IfUnknown(operand=operand, substitute=substitute):
                found = of(operand)
                return of(substitute) if isinstance(found, Unknown) else found
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                chosen = self.truth(condition, entries)
                if isinstance(chosen, Unknown):
                    return one_of([of(then), of(otherwise)], chosen.missing)
                return of(then) if chosen else of(otherwise)

            # collections
            case core.Elements():
                held, open_ = self.collect(node, entries)
                unsure = (*(each for one in held for each in causes(one.holds)), *open_)
                return unknown(unsure) if unsure else tuple(one.element for one in held)
            case core.CountOf(elements=elements):
                return self.count(elements, entries)
            case core.ShareOf(elements=elements):
                return self._share(node, elements, entries)
            case core.Reduce(sort=sort, best=best):
                return reduce_parts(sort, self.parts(node, entries), best)
            case core.GroupReduce():
                return listed(self.parts(node, entries))
            case core.ReduceList(sort=sort, operand=operand, best=best):
                return reduce_parts(sort, self.parts(operand, entries), best)

            # conditions
            case core.Compare(operator=operator, left=left, right=right):
                return compare(operator, self._compared(left, entries), self._compared(right, entries))
            case core.OneOf(operand=operand, members=members):
                found = self._compared(operand, entries)
                return either(compare("=", found, of(member)) for member in members)
            case core.InList(operand=operand, source=source):
                return self._in_list(of(operand), source, entries)
            case core.IsKnown(operand=operand):
                return not isinstance(of(operand), Unknown)
            case core.IsPresent(operand=operand):
                return self._present(operand, entries)
            case core.Counted(operator=operator, count=count, elements=elements):
                return compare(operator, self.count(elements, entries), count)
            case core.Every(elements=elements, holds=holds):
                held, open_ = self.collect(elements, entries)
                known = (either((negate(one.holds), self.truth(holds, (one.element, *entries)))) for one in held)
                return both((*known, unknown(open_))) if open_ else both(known)
            case core.Both(operands=operands):
                return self.every_truth(lambda each=each: self.truth(each, entries) for each in operands)
            case core.Either(operands=operands):
                denied = (lambda each=each: negate(self.truth(each, entries)) for each in operands)
                return negate(self.every_truth(denied))
            case core.Not(operand=operand):
                return negate(self.truth(operand, entries))

    def truth(self, node: Node, entries: Entries = ()) -> Truth:
        """A condition's answer. What is absent (a yes/no fact that nobody has to have) is no."""
        found = self.value(node, entries)
        if isinstance(found, bool):
            return found
        return unknown(found.missing) if isinstance(found, Unknown) else False

    @staticmethod
    def every_truth(parts: Iterable[Callable[[], Truth]]) -> Truth:
        """Kleene's и of parts asked in turn: one нет settles it, even beside a fault."""
        found: list[Truth] = []
        fault: FaultRaised | None = None
        for part in parts:
            try:
                answer = part()
            except FaultRaised as raised:
                fault = fault or raised
                continue
            if answer is False:
                return False
            found.append(answer)
        if fault:
            raise fault
        return both(found)

    # --- facts ---

    def _fact(self, entry: Entry, name: str) -> Value:
        fact = self.fact(entry, name)
        if (found := entry.fields.get(name)) is None:
            return bounded(unknown((missing(fact),)), fact.kind)
        return found if fact.optional else bounded(found, fact.kind)

    def fact(self, entry: Entry, name: str) -> Fact:
        """The declaration of an entry's field."""
        shape = self.program.schema.shapes.get(entry.shape)
        found = shape.fact(name) if shape else None
        return found or Fact(name, NumberKind(), optional=True)

    def _field(self, entry: Value, name: str, kind: Kind) -> Value:
        if not isinstance(entry, Entry):
            return unknown(causes(entry)) if isinstance(entry, Unknown) else ABSENT
        fact = self.fact(entry, name)
        if fact.optional and name not in entry.fields:
            return ABSENT
        return self._fact(entry, name)

    def _key(self, entry: Value) -> Value:
        if isinstance(entry, Entry):
            return entry.key
        return unknown(causes(entry)) if isinstance(entry, Unknown) else ABSENT

    def _under(self, source: Node, given: Value, key: Value, kind: Kind) -> Value:
        if key is ABSENT or given is ABSENT:
            return ABSENT
        if isinstance(key, Unknown):
            every = [each for _, each in given] if isinstance(given, ByKey) else [given]
            return bounded(one_of([unknown(key.missing), *every], ()), kind)
        name = key.name if isinstance(key, Member) else str(key)
        found = given.get(name) if isinstance(given, ByKey) else None
        if found is None or (isinstance(found, Unknown) and isinstance(source, core.FactOf)):
            fact = fact_of(source, self.program, self.person.shape)
            cause = (missing(fact, self._key_title(key)),) if fact else causes(given)
            return bounded(unknown(cause or (Missing(name),)), kind)
        return bounded(found, kind)

    def _key_title(self, key: Value) -> str:
        return value_label(key, self.program)

    # --- what is declared ---

    def _read(self, node: Node, ask: Callable[[], T]) -> T:
        """What another declaration is worth; its fault becomes a fault of the reader that names the first one."""
        try:
            return ask()
        except FaultRaised as raised:
            first = raised.diagnostic
            told = dict(first.values)
            if first.kind is not codes.READS_FAULTY:
                told = {"root": first.text("ru"), "root_en": first.text("en"), "place": first.where, "code": first.code}
            told["name"] = label(node, self.program, self.person.shape)
            raise FaultRaised(codes.READS_FAULTY.at(node.span, **told)) from raised

    def _once(self, sort: str, name: str, compute: Callable[[], T]) -> T:
        if (sort, name) not in self.kept:
            try:
                self.kept[sort, name] = compute()
            except FaultRaised as raised:
                self.kept[sort, name] = raised.diagnostic
                raise
        found = self.kept[sort, name]
        if isinstance(found, Diagnostic):
            raise FaultRaised(found)
        return found  # type: ignore[return-value]  # what `compute` gave under this very key

    def parameter(self, name: str, span: Span) -> core.Dated:
        """The value in force: the last layer's that has one, of these the one that began last."""
        declared = self.program.parameters[name]
        for _, values in reversed(declared.refinements):
            if found := self.dated(values):
                return found
        if found := self.dated(declared.values):
            return found
        named = declared.about.label()
        raise FaultRaised(codes.PARAMETER_NOT_IN_FORCE.at(span, parameter=named, on=self.on.strftime("%d.%m.%Y")))

    def dated(self, values: Sequence[core.Dated]) -> core.Dated | None:
        """Of values in force, the one that began last."""
        fitting = [each for each in values if in_force(each.begin, each.end, self.on)]
        return max(fitting, key=lambda each: each.begin or date.min, default=None)

    def applies(self, applies: core.Applies, about: core.About) -> Truth:
        """Whether a declaration is about this person on this date."""
        if applies.person not in ("", self.person.shape) or not in_force(about.begin, about.end, self.on):
            return False
        return True if applies.where is None else self.truth(applies.where)

    def _where_applies(self, applies: core.Applies, about: core.About, value: Callable[[], Value]) -> Value:
        answer = self.applies(applies, about)
        if isinstance(answer, Unknown):
            return unknown((*answer.missing, *causes(value())))
        return value() if answer else ABSENT

    def indicator(self, name: str) -> Value:
        """An indicator's value; ABSENT where it is not about this person."""
        declared = self.program.indicators[name]
        return self._once(
            "indicator",
            name,
            lambda: self._where_applies(declared.applies, declared.about, lambda: self.value(declared.value)),
        )

    def criterion(self, rating: str, name: str) -> Value:
        """A criterion's points: 0 where there is nothing to count."""
        declared = self.program.ratings[rating]
        criterion = next(each for each in declared.criteria if each.name == name)

        def points() -> Value:
            found = self.value(criterion.value)
            return 0 if found is ABSENT else found

        return self._once(
            f"criterion of {rating}", name, lambda: self._where_applies(declared.applies, declared.about, points)
        )

    def total(self, rating: str) -> Value:
        """A rating's total after its steps."""
        declared = self.program.ratings[rating]
        return self._once(
            "rating",
            rating,
            lambda: self._where_applies(declared.applies, declared.about, lambda: self.value(declared.total)),
        )

    def rating(self, name: str) -> RatingResult:
        """A rating of this person, without a place."""
        declared = self.program.ratings[name]
        criteria = {each.name: self.criterion(name, each.name) for each in declared.criteria}
        total = self.total(name)
        ties = () if total is ABSENT else tuple(self.value(each) for each in declared.ties)
        return RatingResult(name, total, criteria, ties)

    def decision(self, name: str) -> Decision:
        """What a rule concludes, or the condition of a route."""
        return self._once("decision", name, lambda: self._decision(name))

    def _decision(self, name: str) -> Decision:
        declared = self.program.rules.get(name) or self.program.routes[name]
        answer = self.applies(declared.applies, declared.about)
        if answer is False:
            return Decision(name, Verdict.NO, applicable=False)
        answer = self.every_truth((lambda: answer, lambda: self._concludes(declared)))
        if isinstance(answer, Unknown):
            return Decision(name, Verdict.UNKNOWN, answer.missing)
        return Decision(name, Verdict.YES if answer else Verdict.NO)

    def _concludes(self, declared: core.Rule | core.Route) -> Truth:
        if declared.condition is None:
            return True
        condition = declared.condition
        exceptions = declared.exceptions if isinstance(declared, core.Rule) else ()
        return self.every_truth(
            (
                lambda: self.truth(condition),
                *(lambda each=each: negate(self.excepted(each)) for each in exceptions),  # type: ignore[misc]
            )
        )

    def excepted(self, exception: core.ExceptIf) -> Truth:
        """Whether an exception holds and is not lifted."""
        unless = exception.unless
        return self.every_truth(
            (
                lambda: self.truth(exception.condition),
                lambda: True if unless is None else negate(self.truth(unless)),
            )
        )

    # --- tables and functions ---

    def _from_table(self, node: core.FromTable, name: str, keys: list[Value]) -> Value:
        table = self.program.tables[name]
        found = look_up(table, keys, self.on)
        if found.value is None:
            code = codes.SEVERAL_TABLE_ROWS if found.sure else codes.NO_TABLE_ROW
            told = "; ".join(
                f"{key.name.replace('_', ' ')} — {value_label(value, self.program)}"
                for key, value in zip(table.keys, keys, strict=True)
            )
            raise FaultRaised(code.at(node.span, table=table.about.label(), keys=told))
        return found.value

    def _from_function(self, node: core.FromFunction, name: str, arguments: list[Value]) -> Value:
        function = self.program.functions[name]
        title = function.title or name.replace("_", " ")
        if function.unknown == "propagate" and (missed := causes(*arguments)):
            return unknown(missed)
        try:
            found: object = function.call(*arguments)
        except Exception as error:
            told = "; ".join(value_label(each, self.program) for each in arguments)
            reason = f"{type(error).__name__}: {error}"
            raise FaultRaised(
                codes.FUNCTION_FAILED.at(
                    node.span, function=title, reason=reason, plugin=function.plugin, arguments=told
                )
            ) from error
        if not isinstance(found, bool | int | Fraction | date | str | Member | Unknown | Entry | ByKey | tuple | type(ABSENT)):
            told = f"{type(found).__name__} {found!r}"
            raise FaultRaised(codes.FUNCTION_RESULT.at(node.span, function=title, result=told, plugin=function.plugin))
        return exact(found) if isinstance(found, Fraction) else found

    # --- numbers ---

    def _number(self, node: Node, entries: Entries) -> Value:
        """An operand of arithmetic: where there is no value at all, nothing can be computed."""
        found = self.value(node, entries)
        if found is ABSENT:
            raise FaultRaised(codes.NO_VALUE.at(node.span, what=label(node, self.program, self.person.shape)))
        return found

    def _divide(self, node: core.Divide, dividend: Value, divisor: Value) -> Value:
        if bounds(divisor) == (0, 0):
            named = label(node.divisor, self.program, self.person.shape)
            raise FaultRaised(codes.DIVISION_BY_ZERO.at(node.span, divisor=named))
        return divide(dividend, divisor)

    def _compared(self, node: Node, entries: Entries) -> Value:
        """An operand of a comparison. A mark that is not known may turn out to be excused, which no bound of the scale admits."""
        found = self.value(node, entries)
        if isinstance(found, Unknown) and isinstance(node, core.Under | core.Element):
            return unknown(found.missing)
        return found

    # --- collections ---

    def collect(self, elements: core.Elements, entries: Entries) -> tuple[tuple[Held, ...], tuple[Missing, ...]]:
        """The elements that are or may be meant, and the missing facts for which there may be others."""
        every, open_ = self.survey(elements, entries)
        return tuple(one for one in every if one.holds is not False), open_

    def survey(self, elements: core.Elements, entries: Entries) -> tuple[tuple[Held, ...], tuple[Missing, ...]]:
        """Every element with what became of it."""
        source = elements.source
        if isinstance(source, core.Elements):
            held, open_ = self.survey(source, entries)
            return tuple(self._held(elements, one, entries) for one in held), open_
        found = source_of(self.value(source, entries), source.kind, elements.bound, self.program.schema)
        if found.blank is not None:
            return self._survey_blank(elements, found.elements, found.blank, entries), found.open
        by_key = isinstance(source.kind, ByKeyKind)
        held = tuple(
            # an unknown mark may turn out to be excused, and then it is not there
            Held(element, key, True, unknown(element.missing) if by_key and isinstance(element, Unknown) else True)
            for key, element in found.elements
            if element is not ABSENT
        )
        return tuple(self._held(elements, one, entries) for one in held), ()

    def _survey_blank(
        self, elements: core.Elements, given: tuple[tuple[str, Value], ...], cause: Unknown, entries: Entries
    ) -> tuple[Held, ...]:
        unsure = unknown(cause.missing)
        blank = Held(given[0][1], "", unsure, unsure)
        try:
            one = self._held(elements, blank, entries)
        except FaultRaised:  # nobody knows that such an element exists
            one = blank
        return (one,) * len(given)

    def _held(self, elements: core.Elements, one: Held, entries: Entries) -> Held:
        inside = one.in_window if elements.window is None else self._within(elements.window, one)
        if inside is False or one.holds is False:
            return evolve(one, in_window=inside, holds=False)
        where = True if elements.where is None else self.truth(elements.where, (one.element, *entries))
        return evolve(one, in_window=inside, holds=both((one.holds, inside, where)))

    def _within(self, window: core.Window, one: Held) -> Truth:
        day = self._field(one.element, window.by, NumberKind())
        return both((one.in_window, within(window, day, self.on)))

    def count(self, elements: core.Elements, entries: Entries) -> Value:
        """How many elements are meant, with bounds where some only may be."""
        held, open_ = self.collect(elements, entries)
        sure = sum(one.holds is True for one in held)
        missed = (*(each for one in held for each in causes(one.holds)), *open_)
        if open_:
            return unknown(missed, sure, None)
        return settled(missed, sure, len(held))

    def _share(self, node: Node, elements: core.Elements, entries: Entries) -> Value:
        every, open_ = self.survey(elements, entries)
        inside = [one for one in every if one.in_window is not False]
        missed = (*(each for one in inside for each in causes(one.in_window, one.holds)), *open_)
        sure = [one for one in inside if one.in_window is True]
        if not sure:
            if missed:
                return unknown(missed, 0, 1)
            named = label(elements, self.program, self.person.shape)
            raise FaultRaised(codes.SHARE_OF_NOTHING.at(node.span, collection=named))
        if open_:
            return unknown(missed, 0, 1)
        hits = sum(one.holds is True for one in sure)
        spoilers = sum(one.in_window is not True for one in inside)
        possible = sum(one.holds is not False for one in inside)
        unsure_hits = sum(one.in_window is not True and one.holds is not False for one in inside)
        low, high = Fraction(hits, len(sure) + spoilers), Fraction(possible, len(sure) + unsure_hits)
        return settled(missed, exact(low), exact(high))

    def is_list(self, node: Node, entries: Entries) -> bool:
        """Whether a step stands over a list of numbers."""
        match node:
            case core.Round(operand=operand) | core.AtMost(operand=operand) | core.AtLeast(operand=operand):
                return self.is_list(operand, entries)
        return isinstance(node, core.GroupReduce | core.Elements) or isinstance(node.kind, ListKind | ByKeyKind)

    def parts(self, node: Node, entries: Entries) -> Parts:
        """The numbers of a list, each with whether it belongs."""
        match node:
            case core.Reduce(value=value, elements=elements):
                held, open_ = self.collect(elements, entries)
                return Parts(tuple(self._part(value, one, entries) for one in held), open_)
            case core.GroupReduce(keys=keys, sort=sort, value=value, elements=elements):
                held, open_ = self.collect(elements, entries)
                each = tuple(self._part(value, one, entries, keys) for one in held)
                return evolve(group_parts(sort, each), open=open_)
            case core.AtMost(operand=operand, limit=limit):
                most = self._number(limit, entries)
                return each_part(self.parts(operand, entries), lambda number: at_most(number, most))
            case core.AtLeast(operand=operand, limit=limit):
                least = self._number(limit, entries)
                return each_part(self.parts(operand, entries), lambda number: at_least(number, least))
            case core.Round(operand=operand, unit=unit, mode=mode):
                stepped = each_part(self.parts(operand, entries), lambda number: round_value(number, unit, mode))
                return evolve(stepped, sort="")
        elements = node if isinstance(node, core.Elements) else core.Elements(node, kind=node.kind)
        held, open_ = self.collect(elements, entries)
        return Parts(tuple(Part(one.element, one.holds) for one in held), open_)

    def _part(self, value: Node | None, one: Held, entries: Entries, keys: tuple[Node, ...] = ()) -> Part:
        inner = (one.element, *entries)
        try:
            number = 1 if value is None else self.value(value, inner)
            return Part(number, one.holds, tuple(self.value(key, inner) for key in keys))
        except FaultRaised:
            if one.holds is True:
                raise
            # an element that perhaps is not meant stops nobody
            return Part(unknown(causes(one.holds)), one.holds, tuple(unknown(causes(one.holds)) for _ in keys))

    # --- conditions ---

    def _in_list(self, found: Value, source: Node, entries: Entries) -> Truth:
        if found is ABSENT:
            return False
        elements = source if isinstance(source, core.Elements) else core.Elements(source, kind=source.kind)
        held, open_ = self.collect(elements, entries)
        known = tuple(both((one.holds, compare("=", found, one.element))) for one in held)
        return either((*known, unknown(open_))) if open_ else either(known)

    def _present(self, operand: Node, entries: Entries) -> Truth:
        if self.is_list(operand, entries) or isinstance(operand, core.CatalogueOf):
            elements = operand if isinstance(operand, core.Elements) else core.Elements(operand, kind=operand.kind)
            return compare(">=", self.count(elements, entries), 1)
        found = self.value(operand, entries)
        if isinstance(found, Unknown):
            return unknown(found.missing)
        return found if isinstance(found, bool) else found is not ABSENT


def bounded(value: Value, kind: Kind) -> Value:
    """An unknown number of a scale lies on the scale."""
    if isinstance(value, Unknown) and value.low is None and value.high is None and isinstance(kind, NumberKind):
        return Unknown(value.missing, kind.low, kind.high)
    return value


def in_force(begin: date | None, end: date | None, on: date) -> bool:
    """Whether dates of effect, both included, hold on a day."""
    return (begin is None or begin <= on) and (end is None or on <= end)


def truth_of(decision: Decision) -> Truth:
    """A verdict as a truth; not applicable is no."""
    if decision.verdict is Verdict.UNKNOWN:
        return unknown(decision.missing)
    return decision.verdict is Verdict.YES


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
