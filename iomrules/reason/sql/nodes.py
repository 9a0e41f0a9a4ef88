"""Nodes of a checked program as SQL, one arm a node, as the interpreter has them.

A declaration with a part that SQL cannot say exactly is refused by name: `Unsayable`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.collections import is_list
from iomrules.reason.sql.choices import either_arm, instead
from iomrules.reason.sql.conditions import negated
from iomrules.reason.sql.facts import Hands
from iomrules.reason.sql.lanes import (
    FALSE,
    FAULT,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    added,
    as_truth,
    case,
    denied,
    is_unknown,
    known_number,
    opposite,
    rounded,
    some,
    sound,
    trouble_if,
    worst,
)
from iomrules.reason.sql.names import KEY
from iomrules.reason.sql.numbers import at_least, at_most, bounded, divide, multiply
from iomrules.reason.sql.unsayable import Unsayable
from iomrules.reason.sql.walks import Walks


class Nodes(Walks):
    """Lanes of any node."""

    def value(self, node: Node, hands: Hands = ()) -> Lanes:
        """The lanes of a node. hands: the elements in hand, innermost first. Raises Unsayable."""
        return self.shortened(self._value(node, hands))

    def _value(self, node: Node, hands: Hands) -> Lanes:  # one arm a node, a gap is seen by eye
        match node:
            case core.Constant(value=value):
                return self.constant(value, node.kind)
            case core.FactOf(name=name):
                return self._fact(name)
            case core.FieldOf(name=name, depth=depth):
                return self._field(hands[depth], name)
            case core.Element(depth=depth):
                return self._column(hands[depth].alias, hands[depth].table.columns[0], scale=False)
            case core.KeyOf(depth=depth) | core.KeyInHand(depth=depth):
                return PlainLanes(f"{hands[depth].alias}.{KEY}", node.kind)
            case core.Under(source=source, key=key):
                return self._under(node, source, self.value(key, hands))
            case core.ParameterOf(name=name):
                return self._parameter(name)
            case core.DecisionDay():
                return self.constant(self.on, node.kind)
            case core.IndicatorOf(name=name):
                return self.of("indicator", name)
            case core.VerdictOf(rule=rule):
                return self.of("decision", rule)
            case core.CriterionOf(rating=rating, criterion=criterion):
                return self.of("criterion", rating, criterion)
            case core.TotalOf(rating=rating):
                return self.of("total", rating)
            case core.Named(operand=operand):
                return self.value(operand, hands)
            case core.FromTable(table=table, keys=keys):
                return self._table(self.program.tables[table], [self.value(key, hands) for key in keys])

            case core.Compare(operator=operator, left=left, right=right):
                return self.compare(operator, self.value(left, hands), self.value(right, hands))
            case core.OneOf(operand=operand, members=members):
                found = self.value(operand, hands)
                answers = [self.compare("=", found, self.value(member, hands)) for member in members]
                return TruthLanes(some(each.sql for each in answers), worst(*(each.trouble for each in answers)))
            case core.InList(operand=operand, source=source):
                return self._in_list(self.value(operand, hands), source, hands)
            case core.IsKnown(operand=operand):
                found = self.value(operand, hands)
                answer = case((sound(found.trouble), denied(is_unknown(found))))
                return TruthLanes(answer, found.trouble)
            case core.IsPresent(operand=operand):
                return self._present(operand, hands)
            case core.Counted(operator=operator, count=count, elements=elements):
                return self.compare(operator, self.count(elements, hands), known_number(count))
            case core.Every(elements=elements, holds=holds):
                return self._every(elements, holds, hands)
            case core.Both(operands=operands):
                return self.both([self.truth(each, hands) for each in operands])
            case core.Either(operands=operands):
                return negated(self.both([negated(self.truth(each, hands)) for each in operands]))
            case core.Not(operand=operand):
                return negated(self.truth(operand, hands))

            case core.Add(terms=terms):
                return self._add([self.number(term, hands) for term in terms])
            case core.Negate(operand=operand):
                found = self.number(operand, hands)
                low = opposite(found.high)
                return evolve(found, low=low, high=low if found.same else opposite(found.low))
            case core.Multiply(factors=factors):
                product, *others = [self.number(factor, hands) for factor in factors]
                for other in others:
                    product = multiply(product, other)
                return product
            case core.Divide(dividend=dividend, divisor=divisor):
                return divide(self.number(dividend, hands), self.number(divisor, hands))
            case core.Round(operand=operand, unit=unit, mode=mode) if not is_list(node):
                found = self.number(operand, hands)
                low = rounded(found.low, unit, mode)
                return evolve(found, low=low, high=low if found.same else rounded(found.high, unit, mode))
            case core.AtMost(operand=operand, limit=limit) if not is_list(node):
                return at_most(self.number(operand, hands), self.number(limit, hands))
            case core.AtLeast(operand=operand, limit=limit) if not is_list(node):
                return at_least(self.number(operand, hands), self.number(limit, hands))
            case core.IfUnknown(operand=operand, substitute=substitute):
                found = self.value(operand, hands)
                return instead(found, is_unknown(found), self.value(substitute, hands))
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                return either_arm(self.truth(condition, hands), self.value(then, hands), self.value(otherwise, hands))

            case core.CountOf(elements=elements):
                return self.count(elements, hands)
            case core.ShareOf(elements=elements):
                return self._share(elements, hands)
            case core.Reduce(sort=sort, best=best):
                return self.reduce(sort, best, self._rows(node, hands))
            case core.ReduceList(sort=sort, operand=operand, best=best):
                return self.reduce(sort, best, self._rows(operand, hands))
        raise Unsayable(*_UNSAID.get(type(node), ("список как значение", "a list as a value")))

    def truth(self, node: Node, hands: Hands = ()) -> TruthLanes:
        """A condition's answer."""
        return as_truth(self.value(node, hands))

    def number(self, node: Node, hands: Hands = ()) -> NumberLanes:
        """An operand of arithmetic: where there is no value at all, it is a fault."""
        found = self.value(node, hands)
        if not isinstance(found, NumberLanes):
            raise Unsayable("действия не с числами", "arithmetic of what is no number")
        found = evolve(found, absent=FALSE, trouble=worst(found.trouble, trouble_if(found.absent, FAULT)))
        if isinstance(node, core.Under | core.Element):
            found = bounded(found, node.kind)
        return found

    def _add(self, terms: Sequence[NumberLanes]) -> NumberLanes:
        low = added([term.low for term in terms])
        high = low if all(term.same for term in terms) else added([term.high for term in terms])
        return NumberLanes(low, high, trouble=worst(*(term.trouble for term in terms)))


_UNSAID: Mapping[Any, tuple[str, str]] = {
    core.FromFunction: ("функция дополнения", "a plugin's function"),
    core.CatalogueOf: ("справочник", "a catalogue"),
    core.RemainingHours: ("остаток часов", "the hours that remain"),
}
