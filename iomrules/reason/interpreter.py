"""THE MEANING: what every node of a program is worth for one person on one date. Other engines must agree with it.

Parts of «и» and «или» are asked in turn until one settles the answer; a part that is a fault stops the target only
where no other part settles it, so the order they are written in never matters.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from iomrules.codes import reason as codes
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.aggregates import reduce_parts
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
)
from iomrules.reason.collections import collect, count_of, in_list, is_list, listed, parts, present, share_of
from iomrules.reason.comparison import compare
from iomrules.reason.decision import FaultRaised
from iomrules.reason.declared import Declarations, Entries, bare, truth_of
from iomrules.reason.labels import label, value_label, words
from iomrules.reason.tables import Lookup, look_up
from iomrules.values import (
    ABSENT,
    ByKey,
    Entry,
    Member,
    Truth,
    Unknown,
    Value,
    both,
    either,
    negate,
    unknown,
)

_VALUES = (bool, int, Fraction, date, str, Member, Unknown, Entry, ByKey, tuple)


class Interpreter(Declarations):
    """One person's facts on one date. What a declaration is worth is computed once and kept; nothing else changes."""

    def value(self, node: Node, entries: Entries = ()) -> Value:  # noqa: PLR0915  # one arm a node, a gap is seen by eye
        """The node's value; entries: the elements in hand, innermost first. Raises FaultRaised."""

        def of(each: Node) -> Value:
            return self.value(each, entries)

        match node:
            # what is read
            case core.Constant(value=value):
                return value
            case core.FactOf(name=name):
                return self.field_of(self.person.facts, name)
            case core.FieldOf(name=name, depth=depth):
                return self.field(bare(entries[depth]), name)
            case core.Element(depth=depth):
                return bare(entries[depth])
            case core.KeyInHand(depth=depth):
                return self.key_in_hand(node, entries[depth])
            case core.KeyOf(depth=depth):
                return self.key(entries[depth])
            case core.Under(source=source, key=key):
                return self.under(source, of(source), of(key))
            case core.CatalogueOf(name=name):
                return self.catalogues.get(name, ())
            case core.ParameterOf(name=name):
                return self.parameter(name, node.span)
            case core.IndicatorOf(name=name):
                return self.read(node, lambda: self.indicator(name))
            case core.VerdictOf(rule=rule):
                return truth_of(self.read(node, lambda: self.decision(rule)))
            case core.CriterionOf(rating=rating, criterion=criterion):
                return self.read(node, lambda: self.criterion(rating, criterion))
            case core.TotalOf(rating=rating):
                return self.read(node, lambda: self.total(rating))
            case core.Named(operand=operand):
                return of(operand)
            case core.RemainingHours():
                return self.hours
            case core.DecisionDay():
                return self.on
            case core.FromTable(table=table, keys=keys):
                return self._from_table(node, table, [of(key) for key in keys])
            case core.FromFunction(function=function, arguments=arguments):
                return self._from_function(node, function, [of(each) for each in arguments])

            # conditions
            case core.Compare(operator=operator, left=left, right=right):
                return compare(operator, of(left), of(right))
            case core.OneOf(operand=operand, members=members):
                found = of(operand)
                return either(compare("=", found, of(member)) for member in members)
            case core.InList(operand=operand, source=source):
                return in_list(self, of(operand), source, entries)
            case core.IsKnown(operand=operand):
                return not isinstance(of(operand), Unknown)
            case core.IsPresent(operand=operand):
                return present(self, operand, entries)
            case core.Counted(operator=operator, count=count, elements=elements):
                return compare(operator, count_of(self, elements, entries), count)
            case core.Every(elements=elements, holds=holds):
                held, open_ = collect(self, elements, entries)
                known = (either((negate(one.holds), self.truth(holds, (one.hand, *entries)))) for one in held)
                return both((*known, unknown(open_))) if open_ else both(known)
            case core.Both(operands=operands):
                return self.every_truth(partial(self.truth, each, entries) for each in operands)
            case core.Either(operands=operands):
                return negate(self.every_truth(partial(self._denied, each, entries) for each in operands))
            case core.Not(operand=operand):
                return negate(self.truth(operand, entries))

            # numbers
            case core.Add(terms=terms):
                return add([self.number(term, entries) for term in terms])
            case core.Negate(operand=operand):
                return negative(self.number(operand, entries))
            case core.Multiply(factors=factors):
                return multiply([self.number(factor, entries) for factor in factors])
            case core.Divide(dividend=dividend, divisor=divisor):
                return self._divide(node, self.number(dividend, entries), self.number(divisor, entries))
            case core.Round() | core.AtMost() | core.AtLeast() if is_list(node):
                return listed(parts(self, node, entries))
            case core.Round(operand=operand, unit=unit, mode=mode):
                return round_value(self.number(operand, entries), unit, mode)
            case core.AtMost(operand=operand, limit=limit):
                return at_most(self.number(operand, entries), self.number(limit, entries))
            case core.AtLeast(operand=operand, limit=limit):
                return at_least(self.number(operand, entries), self.number(limit, entries))
            case core.IfUnknown(operand=operand, substitute=substitute):
                found = of(operand)
                return of(substitute) if isinstance(found, Unknown) else found
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                chosen = self.truth(condition, entries)
                if isinstance(chosen, Unknown):
                    return self._either_arm((then, otherwise), chosen, entries)
                return of(then) if chosen else of(otherwise)

            # collections
            case core.Elements():
                held, open_ = collect(self, node, entries)
                unsure = (*(each for one in held for each in causes(one.holds)), *open_)
                return unknown(unsure) if unsure else tuple(one.element for one in held)
            case core.CountOf(elements=elements):
                return count_of(self, elements, entries)
            case core.ShareOf(elements=elements):
                return share_of(self, node, elements, entries)
            case core.Reduce(sort=sort, best=best):
                return reduce_parts(sort, parts(self, node, entries), best)
            case core.GroupReduce():
                return listed(parts(self, node, entries))
            case core.ReduceList(sort=sort, operand=operand, best=best):
                return reduce_parts(sort, parts(self, operand, entries), best)

    def _either_arm(self, arms: tuple[Node, ...], chosen: Unknown, entries: Entries) -> Value:
        """The value of one of two arms, nobody knows which; a fault in one leaves nothing known, in both is a fault."""
        found: list[Value] = []
        faults: list[FaultRaised] = []
        for arm in arms:
            try:
                found.append(self.value(arm, entries))
            except FaultRaised as raised:
                faults.append(raised)
        if not found:
            raise faults[0]
        return unknown(chosen.missing) if faults else one_of(found, chosen.missing)

    def _denied(self, node: Node, entries: Entries) -> Truth:
        return negate(self.truth(node, entries))

    # --- tables and functions ---

    def _from_table(self, node: core.FromTable, name: str, keys: list[Value]) -> Value:
        found = self.look_up(name, keys)
        if found.value is None:
            table = self.table(name)
            code = codes.SEVERAL_TABLE_ROWS if found.sure else codes.NO_TABLE_ROW
            told = "; ".join(
                f"{words(key.name)} — {value_label(value, self.program)}"
                for key, value in zip(table.keys, keys, strict=True)
            )
            raise FaultRaised(code.at(node.span, table=table.about.label(), keys=told))
        return found.value

    def look_up(self, name: str, keys: Sequence[Value]) -> Lookup:
        """The rows of a table that fit or could, and what that gives."""
        return look_up(self.table(name), keys, self.on, self.entered())

    def _from_function(self, node: core.FromFunction, name: str, arguments: list[Value]) -> Value:
        function = self.program.functions[name]
        title = function.title or words(name)
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
        if not (isinstance(found, _VALUES) or found is ABSENT):
            told = f"{type(found).__name__} {found!r}"
            raise FaultRaised(codes.FUNCTION_RESULT.at(node.span, function=title, result=told, plugin=function.plugin))
        return exact(found) if isinstance(found, Fraction) else found

    # --- numbers ---

    def _divide(self, node: core.Divide, dividend: Value, divisor: Value) -> Value:
        if bounds(divisor) == (0, 0):
            named = label(node.divisor, self.program, self.person.shape)
            raise FaultRaised(codes.DIVISION_BY_ZERO.at(node.span, divisor=named))
        return divide(dividend, divisor)
