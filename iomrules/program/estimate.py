"""What every node of a program can come to, read from kinds, constants, tables and the conditions around it.

Sound, not complete: what is said to be impossible is impossible for everybody, while much that is impossible goes
unseen. A parameter that is a switch (да/нет, a word) may be turned, so its value today is not relied on.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from iomrules.facts.record import ListKind, NumberKind, RecordKind
from iomrules.frozen import define, evolve, field, frozen
from iomrules.program import core
from iomrules.program.possible import (
    ANYTHING,
    TRUTHS,
    TURNED,
    Possible,
    between,
    compared,
    join,
    joint_step,
    meet,
    narrowed,
    of_kind,
    of_value,
    truths,
)
from iomrules.program.walk import parts
from iomrules.values import Number, Value

_PATHS = (core.FactOf, core.FieldOf, core.Element, core.KeyOf, core.Under, core.IndicatorOf, core.TotalOf)
Path = core.FactOf | core.FieldOf | core.Element | core.KeyOf | core.Under | core.IndicatorOf | core.TotalOf


@frozen
class Scope:
    """Where a node stands. shapes: of the elements in hand, innermost first; empty for plain values.

    known: what the conditions around it leave of facts and fields. None is used for a place nobody gets to.
    """

    person: str
    shapes: tuple[str, ...] = ()
    known: Mapping[core.Node, Possible] = field(factory=dict)

    def bare(self) -> "Scope":
        """The same place with no condition around it."""
        return evolve(self, known={})


#: declarations whose conditions are read inside one another; a chain that branches at each would double at each
DEEPEST = 3


@define
class Estimate:
    """The possible values of one program's nodes. Indicators, ratings and rules are estimated once."""

    program: core.Program
    done: dict[tuple[str, str], Possible] = field(factory=dict)
    #: how many declarations deep the reading of another one's conditions is
    depth: int = 0

    # --- values ----------------------------------------------------------------------------------------------------

    def of(self, node: core.Node, scope: Scope) -> Possible:
        """What the node can come to there."""
        if isinstance(node, _PATHS):
            base = self._path(node, scope)
            known = scope.known.get(node)
            return base if known is None else meet(base, known)
        match node:
            case core.Constant(value):
                return of_value(value)
            case core.ParameterOf(name):
                return self._parameter(self.program.parameters[name])
            case core.CriterionOf(rating, criterion):
                return self._criterion(rating, criterion)
            case core.VerdictOf(rule):
                return self._verdict(rule)
            case core.FromTable(table, keys):
                return self.result(self.program.tables[table], tuple(self.of(key, scope) for key in keys))
            case core.Named(operand=operand):
                return self.of(operand, scope)
            case core.IfUnknown(operand, substitute):
                return join((self.of(operand, scope), self.of(substitute, scope)))
            case core.IfElse():
                return join(self.of(arm, inner) for arm, inner in self._arms(node, scope))
            case core.Compare() | core.OneOf() | core.Counted() | core.Both() | core.Either() | core.Not():
                return self._condition(node, scope)
            case core.IsPresent():
                return self._present(node.operand, scope)
            case core.InList() | core.IsKnown() | core.Every():
                return TRUTHS
        return self._number(node, scope) if isinstance(node.kind, NumberKind) else ANYTHING

    def _path(self, node: Path, scope: Scope) -> Possible:
        schema = self.program.schema
        match node:
            case core.FactOf(name):
                fact = schema.shapes[scope.person].fact(name) if scope.person in schema.shapes else None
                return of_kind(node.kind, schema, absent=fact is None or fact.optional)
            case core.FieldOf(name, depth):
                shape = scope.shapes[depth] if depth < len(scope.shapes) else ""
                fact = schema.shapes[shape].fact(name) if shape in schema.shapes else None
                return of_kind(node.kind, schema, absent=fact is None or fact.optional)
            case core.IndicatorOf(name):
                found = meet(self.indicator(name), of_kind(node.kind, schema, absent=True))
                return evolve(found, absent=found.absent and not self._is_for(name, scope))
            case core.TotalOf(name):
                return self._total(name)
        return of_kind(node.kind, schema, absent=not isinstance(node, core.KeyOf))

    def indicator(self, name: str) -> Possible:
        """What an indicator can come to, for those it is for; absent for others."""
        found = self.done.get(("indicator", name))
        if found is None:
            indicator = self.program.indicators[name]
            scope = self.where(indicator.applies)
            value = Possible(frozenset()) if scope is None else self.of(indicator.value, scope)
            value = join((value, *(self.of(each.value, Scope(each.applies.person)) for each in indicator.earlier)))
            found = evolve(value, absent=value.absent or indicator.applies.where is not None)
            self.done["value", name] = value
            self.done["indicator", name] = found
        return found

    def _is_for(self, name: str, scope: Scope) -> bool:
        """Whether everybody there has the indicator: whom it is for is settled, and its value is never absent."""
        indicator = self.program.indicators[name]
        where = indicator.applies.where
        if where is None or self.done.get(("value", name), ANYTHING).absent or self.depth >= DEEPEST:
            return False
        self.depth += 1
        others = self.assume(where, False, scope)
        self.depth -= 1
        return others is None

    def _total(self, name: str) -> Possible:
        found = self.done.get(("rating", name))
        if found is None:
            rating = self.program.ratings[name]
            scope = self.where(rating.applies) or Scope(rating.applies.person)
            found = self.done["rating", name] = evolve(self.of(rating.total, scope), absent=True)
        return found

    def _criterion(self, rating: str, name: str) -> Possible:
        found = self.done.get((rating, name))
        if found is None:
            declared = self.program.ratings[rating]
            scope = self.where(declared.applies) or Scope(declared.applies.person)
            value = next(each.value for each in declared.criteria if each.name == name)
            found = self.done[rating, name] = self.of(value, scope)
        return found

    def _verdict(self, name: str) -> Possible:
        found = self.done.get(("rule", name))
        if found is None:
            found = self.done["rule", name] = TRUTHS if self._can_hold(name) else truths(False)
        return found

    def _can_hold(self, name: str) -> bool:
        declared = self.program.rules.get(name) or self.program.routes.get(name)
        scope = self.where(declared.applies) if declared is not None else None
        if declared is None or declared.condition is None or declared.earlier:
            return True
        return scope is not None and self.assume(declared.condition, True, scope) is not None

    def _parameter(self, parameter: core.Parameter) -> Possible:
        if not isinstance(parameter.kind, NumberKind):
            return of_kind(parameter.kind, self.program.schema)
        dated = (*parameter.values, *(each for _, values in parameter.refinements for each in values))
        return join(of_value(each.value) for each in dated)

    def result(self, table: core.Table, keys: tuple[Possible, ...]) -> Possible:
        """What a table can give under such keys."""
        return join(self._result(each, keys) for each in (table, *table.earlier))

    def _result(self, table: core.Table, keys: tuple[Possible, ...]) -> Possible:
        rows = [row for row in table.rows if self._fits(row, keys)]
        results: list[Value] = [row.result for row in rows]
        if table.otherwise is not None:
            results.append(table.otherwise)
        each = [of_value(result) for result in results]
        if table.hit != "all":
            return join(each)
        low = sum(min(one.low, 0) for one in each if one.low is not None)
        return between(low, sum(max(one.high, 0) for one in each if one.high is not None))

    def _fits(self, row: core.Row, keys: tuple[Possible, ...]) -> bool:
        return all(not cell_meets(test, key).nothing for test, key in zip(row.tests, keys, strict=True))

    # --- numbers ---------------------------------------------------------------------------------------------------

    def _number(self, node: core.Node, scope: Scope) -> Possible:
        match node:
            case core.Add(terms):
                each = [self.of(term, scope) for term in terms]
                return _shifted(each)
            case core.Negate(operand):
                given = self.of(operand, scope)
                return Possible(
                    None, _minus(given.high), _minus(given.low), given.high_strict, given.low_strict, given.step
                )
            case core.Multiply(factors):
                return _product([self.of(factor, scope) for factor in factors])
            case core.Divide(dividend, core.Constant(int() | Fraction() as divisor)) if divisor != 0:
                return _product([self.of(dividend, scope), of_value(Fraction(1) / divisor)])
            case core.Round(operand, unit):
                return _rounded(self.of(operand, scope), unit)
            case core.AtMost(operand, limit):
                return _capped(self.of(operand, scope), self.of(limit, scope))
            case core.AtLeast(operand, limit):
                raised = _capped(_negative(self.of(operand, scope)), _negative(self.of(limit, scope)))
                return _negative(raised)
            case core.CountOf(elements):
                return between(0, self.most(elements, scope), 1)
            case core.ShareOf():
                return between(0, 1)
            case core.Divide() | core.RemainingHours():
                return Possible()
            case core.Reduce():
                return self._reduced(node, scope)
        return ANYTHING

    def most(self, elements: core.Elements, scope: Scope) -> int:
        """The most elements there can be."""
        return elements.bound if self.inside(elements, scope) is not None else 0

    def _reduced(self, node: core.Reduce, scope: Scope) -> Possible:
        inner = self.inside(node.elements, scope)
        if inner is None:
            return of_value(0) if node.sort == "sum" else Possible(frozenset(), absent=True)
        value = self.of(node.value, inner)
        if node.sort != "sum":
            return evolve(value, absent=True, step=0 if node.sort == "mean" else value.step)
        count = node.elements.bound if node.best is None else min(node.best, node.elements.bound)
        low = None if value.low is None else min(0, value.low * count)
        high = None if value.high is None else max(0, value.high * count)
        return between(low, high, value.step)

    # --- conditions ------------------------------------------------------------------------------------------------

    def _condition(self, node: core.Node, scope: Scope) -> Possible:
        match node:
            case core.Compare(operator, left, right):
                first, second = self.of(left, scope), self.of(right, scope)
                if left == right and operator in {"=", "<=", ">="} and not first.absent:
                    return truths(True)
                return compared(operator, first, second)
            case core.OneOf(operand, members):
                answers = [compared("=", self.of(operand, scope), self.of(member, scope)) for member in members]
                return _either(answers, exhausts=self.assume(node, False, scope) is None)
            case core.Counted(operator, count, elements):
                return compared(operator, between(0, self.most(elements, scope), 1), of_value(count))
            case core.Not(operand):
                given = self.of(operand, scope)
                return Possible(frozenset(not each for each in given.among or (True, False)))
        return Possible(frozenset(answer for answer in (True, False) if self.assume(node, answer, scope) is not None))

    def _present(self, operand: core.Node, scope: Scope) -> Possible:
        given = self.of(operand, scope)
        if given.among is not None and given.among <= {True, False}:
            return evolve(given, absent=False) if not given.absent else TRUTHS
        if isinstance(operand.kind, ListKind):
            return TRUTHS
        return truths(*({True} if not given.empty else set()), *({False} if given.absent else set()))

    # --- what conditions leave -------------------------------------------------------------------------------------

    def where(self, applies: core.Applies) -> Scope | None:
        """The people a declaration is about; None where nobody can be one of them."""
        scope = Scope(applies.person)
        return scope if applies.where is None else self.assume(applies.where, True, scope)

    def inside(self, elements: core.Elements, scope: Scope) -> Scope | None:
        """Where an element is in hand that satisfies the condition; None where none can."""
        inner = self.within(elements, scope)
        return inner if elements.where is None else self.assume(elements.where, True, inner)

    def within(self, elements: core.Elements, scope: Scope) -> Scope:
        """Where an element is in hand, before its condition is asked."""
        kind = elements.source.kind
        element = kind.element if isinstance(kind, ListKind) else None
        shape = element.shape if isinstance(element, RecordKind) else ""
        known = {deeper: possible for node, possible in scope.known.items() if (deeper := _deeper(node)) is not None}
        return Scope(scope.person, (shape, *scope.shapes), known)

    def assume(self, node: core.Node, answer: bool, scope: Scope) -> Scope | None:
        """The scope in which a condition came out so; None where it cannot."""
        match node, answer:
            case (core.Both(operands), True) | (core.Either(operands), False):
                return self._assume_all(operands, answer, scope)
            case (core.Both(operands), False) | (core.Either(operands), True):
                return self._assume_any(operands, answer, scope)
            case core.Not(operand), _:
                return self.assume(operand, not answer, scope)
            case core.Named(operand=operand), _:
                return self.assume(operand, answer, scope)
            case core.Compare(operator, left, right), _:
                return self._assume_compared(operator, left, right, answer, scope)
            case core.OneOf(operand, members), True:
                wanted = join(self.of(member, scope) for member in members)
                return self._keep(operand, narrowed(self.of(operand, scope), "=", wanted), scope)
            case core.OneOf(operand, members), False:
                left_over = self.of(operand, scope)
                for member in members:
                    left_over = narrowed(left_over, "=", self.of(member, scope), answer=False)
                return self._keep(operand, left_over, scope)
            case core.VerdictOf(name), True:
                return self._assume_verdict(name, scope)
            case core.IsPresent(operand), _ if not isinstance(operand.kind, ListKind):
                return self._assume_present(operand, answer, scope)
        given = self.of(node, scope)
        if isinstance(node, _PATHS):
            return self._keep(node, meet(given, truths(answer)), scope)
        return scope if given.among is None or answer in given.among else None

    def _assume_all(self, operands: tuple[core.Node, ...], answer: bool, scope: Scope | None) -> Scope | None:
        for operand in operands:
            if scope is not None:
                scope = self.assume(operand, answer, scope)
        return scope

    def _assume_any(self, operands: tuple[core.Node, ...], answer: bool, scope: Scope) -> Scope | None:
        found = [each for operand in operands if (each := self.assume(operand, answer, scope)) is not None]
        if not found:
            return None
        shared = set(found[0].known).intersection(*(each.known for each in found[1:]))
        return evolve(scope, known={node: join(each.known[node] for each in found) for node in shared})

    def _assume_compared(
        self, operator: str, left: core.Node, right: core.Node, answer: bool, scope: Scope
    ) -> Scope | None:
        first, second = self.of(left, scope), self.of(right, scope)
        if answer not in (compared(operator, first, second).among or ()):
            return None
        kept = self._keep(left, narrowed(first, operator, second, answer), scope)
        return None if kept is None else self._keep(right, narrowed(second, TURNED[operator], first, answer), kept)

    def _assume_verdict(self, name: str, scope: Scope) -> Scope | None:
        """Whom a rule holds for satisfies its condition and none of its exceptions that know no `unless`."""
        declared = self.program.rules.get(name) or self.program.routes.get(name)
        if declared is None or declared.applies.person != scope.person or self.depth >= DEEPEST:
            return scope if True in (self._verdict(name).among or ()) else None
        self.depth += 1
        kept = self._assume_held(declared, scope)
        self.depth -= 1
        return kept

    def _assume_held(self, declared: core.Rule | core.Route, scope: Scope) -> Scope | None:
        kept: Scope | None = scope
        if declared.earlier:
            return scope  # what it stands in for may hold instead
        if declared.applies.where is not None:
            kept = self.assume(declared.applies.where, True, scope)
        if kept is not None and declared.condition is not None:
            kept = self.assume(declared.condition, True, kept)
        exceptions = declared.exceptions if isinstance(declared, core.Rule) else ()
        return self._assume_all(tuple(each.condition for each in exceptions if each.unless is None), False, kept)

    def _assume_present(self, operand: core.Node, answer: bool, scope: Scope) -> Scope | None:
        given = self.of(operand, scope)
        if given.among is not None and given.among <= {True, False}:
            return self._keep(operand, meet(given, truths(answer)), scope) if answer else scope
        left_over = evolve(given, absent=False) if answer else Possible(frozenset(), absent=given.absent)
        return self._keep(operand, left_over, scope)

    def _keep(self, node: core.Node, possible: Possible, scope: Scope) -> Scope | None:
        if possible.nothing:
            return None
        return evolve(scope, known={**scope.known, node: possible}) if isinstance(node, _PATHS) else scope

    # --- going through ---------------------------------------------------------------------------------------------

    def _arms(self, node: core.IfElse, scope: Scope) -> Iterator[tuple[core.Node, Scope]]:
        for arm, answer in ((node.then, True), (node.otherwise, False)):
            if (inner := self.assume(node.condition, answer, scope)) is not None:
                yield arm, inner

    def below(self, node: core.Node, scope: Scope) -> Iterator[tuple[core.Node, Scope]]:
        """A node and all in it that somebody can get to, each with what the conditions before it leave."""
        yield node, scope
        match node:
            case core.Both(operands) | core.Either(operands):
                yield from self._in_turn(operands, isinstance(node, core.Both), scope)
            case core.IfElse(condition):
                yield from self.below(condition, scope)
                for arm, inner in self._arms(node, scope):
                    yield from self.below(arm, inner)
            case core.Elements(source, where):
                yield from self.below(source, scope)
                if where is not None:
                    yield from self.below(where, self.within(node, scope))
            case core.Reduce() | core.GroupReduce() | core.Every():
                yield from self.below(node.elements, scope)
                held = self.inside(node.elements, scope)
                for part in parts(node) if held is not None else ():
                    if part is not node.elements:
                        yield from self.below(part, held or scope)
            case _:
                for part in parts(node):
                    yield from self.below(part, scope)

    def _in_turn(
        self, operands: tuple[core.Node, ...], answer: bool, scope: Scope
    ) -> Iterator[tuple[core.Node, Scope]]:
        here: Scope | None = scope
        for operand in operands:
            if here is None:
                return
            yield from self.below(operand, here)
            here = self.assume(operand, answer, here)


def cell_meets(test: core.CellTest, key: Possible) -> Possible:
    """The values of a key that a cell admits."""
    match test:
        case core.Is(values):
            present = evolve(key, absent=False)
            return join(narrowed(present, "=", of_value(value)) for value in values)
        case core.InBand(low, high, low_strict, high_strict):
            left = evolve(key, absent=False)
            if low is not None:
                left = narrowed(left, ">" if low_strict else ">=", of_value(low))
            return left if high is None else narrowed(left, "<" if high_strict else "<=", of_value(high))
        case core.IsAbsent():
            return Possible(frozenset(), absent=key.absent)
    return key


def _deeper(node: core.Node) -> core.Node | None:
    """The path as it is called from inside one more collection."""
    match node:
        case core.FieldOf() | core.Element() | core.KeyOf():
            return evolve(node, depth=node.depth + 1)
        case core.Under(core.FactOf(), core.Constant()) | core.FactOf() | core.IndicatorOf() | core.TotalOf():
            return node
    return None


def _either(answers: list[Possible], *, exhausts: bool) -> Possible:
    if exhausts or any(each.among == frozenset((True,)) for each in answers):
        return truths(True)
    return TRUTHS if any(True in (each.among or ()) for each in answers) else truths(False)


def _minus(bound: Number | None) -> Number | None:
    return None if bound is None else -bound


def _negative(given: Possible) -> Possible:
    return Possible(None, _minus(given.high), _minus(given.low), given.high_strict, given.low_strict, given.step)


def _numbers(each: list[Possible]) -> list[Possible]:
    """Absent values stop the reckoning; what is listed is no number."""
    return [evolve(one, absent=False) if one.among is None else Possible() for one in each]


def _shifted(given: list[Possible]) -> Possible:
    each = _numbers(given)
    lows, highs = [one.low for one in each], [one.high for one in each]
    low = sum(limit for limit in lows if limit is not None) if None not in lows else None
    high = sum(limit for limit in highs if limit is not None) if None not in highs else None
    strict = any(one.low_strict for one in each), any(one.high_strict for one in each)
    return Possible(None, low, high, *strict, joint_step(one.step for one in each))


def _product(given: list[Possible]) -> Possible:
    """By the four corners; open sides leave all open."""
    low: Number = 1
    high: Number = 1
    step: Number = 1
    for one in _numbers(given):
        step = step * one.step
        if one.low is None or one.high is None:
            return Possible()
        corners = (low * one.low, low * one.high, high * one.low, high * one.high)
        low, high = min(corners), max(corners)
    return between(low, high, step)


def _rounded(given: Possible, unit: Number) -> Possible:
    if given.among is not None:
        return Possible()
    low = None if given.low is None else floor(Fraction(given.low) / unit) * unit
    high = None if given.high is None else ceil(Fraction(given.high) / unit) * unit
    return between(low, high, unit)


def _capped(given: Possible, limit: Possible) -> Possible:
    """The lesser of the two."""
    if given.among is not None or limit.among is not None:
        return Possible()
    highs = [each for each in (given.high, limit.high) if each is not None]
    lows = (given.low, limit.low)
    low = min(each for each in lows if each is not None) if None not in lows else None
    return between(low, min(highs) if highs else None, joint_step((given.step, limit.step)))
