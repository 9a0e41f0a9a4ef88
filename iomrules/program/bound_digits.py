"""How long a program's numbers can grow, in digits: exact numbers have no end of their own.

`п * п` of `п * п` doubles the digits at every step, and sixty such lines would keep a computer busy for good. What
is reckoned here is never less than what can come: facts by the bounds of their kind, products digit by digit.
"""

from collections.abc import Iterable
from fractions import Fraction

from iomrules.codes import program as codes
from iomrules.facts.record import ByKeyKind, Kind, ListKind, NumberKind
from iomrules.frozen import define, field, frozen
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.walk import parts

#: digits of the longest number a program may come to; those of a school's rules stay under some hundred
MOST_DIGITS = 20_000
#: digits of a number that is told without bounds
_TOLD = 40
#: digits of what a plugin's function may give
_GIVEN = 100


@frozen
class Digits:
    """Of a number N / (10^places · D): the digits of N, the decimal places, the digits of D (0 for none)."""

    upper: int = 1
    places: int = 0
    lower: int = 0

    @property
    def most(self) -> int:
        return max(self.upper, self.places + self.lower)


_ONE = Digits()


def bound_digits(draft: Draft) -> None:
    """Reports the first number of each declaration that may grow too long."""
    reckoning = _Reckoning(draft)
    for name in draft.order:
        reckoning.declaration(name)
    for selection in draft.selections.values():
        reckoning.others(selection.applies.where, selection.seats, selection.share, selection.pass_mark)
    for route in draft.routes.values():
        chosen = (part for each in route.choices for part in (each.entries, each.order, each.within))
        conditions = (*(each.condition for each in route.modules), *(each.condition for each in route.activities))
        reckoning.others(route.applies.where, route.condition, route.load, *chosen, *conditions)


@define
class _Reckoning:
    draft: Draft
    done: dict[str, Digits] = field(factory=dict)
    reported: bool = False

    def declaration(self, name: str) -> None:
        """An indicator, a rating or a rule; all that it reads was reckoned before."""
        draft = self.draft
        self.reported = False
        if name in draft.indicators:
            self.indicator(name)
            self.all_of(each.applies.where for each in (draft.indicators[name], *draft.indicators[name].earlier))
        elif name in draft.ratings:
            rating = draft.ratings[name]
            for criterion in rating.criteria:
                self.criterion(name, criterion.name)
            self.total(name)
            self.all_of((rating.applies.where, *rating.ties, *rating.priorities))
        elif name in draft.rules:
            for rule in (draft.rules[name], *draft.rules[name].earlier):
                excepted = (node for each in rule.exceptions for node in (each.condition, each.unless))
                self.all_of((rule.applies.where, rule.condition, *excepted))

    def others(self, *nodes: core.Node | None) -> None:
        """What a selection or a route reckons."""
        self.reported = False
        self.all_of(nodes)

    def all_of(self, nodes: Iterable[core.Node | None]) -> None:
        for node in nodes:
            if node is not None:
                self.of(node)

    def indicator(self, name: str) -> Digits:
        found = self.done.get(name)
        if found is None:
            self.done[name] = _ONE  # a ring was reported already
            made = self.draft.indicators.get(name)
            every = (made, *made.earlier) if made else ()
            found = self.done[name] = _widest(self.of(each.value) for each in every)
        return found

    def criterion(self, rating: str, name: str) -> Digits:
        called = f"{rating}.{name}"
        found = self.done.get(called)
        if found is None:
            self.done[called] = _ONE
            made = self.draft.ratings.get(rating)
            same = [each.value for each in made.criteria if each.name == name] if made else []
            found = self.done[called] = _widest(self.of(value) for value in same)
        return found

    def total(self, rating: str) -> Digits:
        found = self.done.get(rating)
        if found is None:
            self.done[rating] = _ONE
            made = self.draft.ratings.get(rating)
            found = self.done[rating] = self.of(made.total) if made else _ONE
        return found

    def of(self, node: core.Node) -> Digits:
        """What the node can come to; reported where that is too long, and taken for short from there on."""
        found = self._number(node)
        if found.most <= MOST_DIGITS:
            return found
        if not self.reported:
            self.reported = True
            self.draft.report(codes.NUMBERS_TOO_LONG, node.span, limit=MOST_DIGITS)
        return _ONE

    def _number(self, node: core.Node) -> Digits:
        match node:
            case core.Constant(value=int() | Fraction() as number):
                return _of_number(number)
            case core.ParameterOf(name):
                return _of_parameter(self.draft.parameters.get(name))
            case core.IndicatorOf(name):
                return self.indicator(name)
            case core.CriterionOf(rating, criterion):
                return self.criterion(rating, criterion)
            case core.TotalOf(rating):
                return self.total(rating)
            case core.FromTable(table, keys):
                self.all_of(keys)
                return _of_table(self.draft.tables.get(table))
            case core.FromFunction(arguments=arguments):
                self.all_of(arguments)
                return Digits(_GIVEN, 0, _GIVEN)
            case core.Add(terms):
                return _sum([self.of(term) for term in terms])
            case core.Multiply(factors):
                each = [self.of(factor) for factor in factors]
                return Digits(
                    sum(one.upper for one in each), sum(one.places for one in each), sum(one.lower for one in each)
                )
            case core.Divide(dividend, divisor):
                above, below = self.of(dividend), self.of(divisor)
                return Digits(above.upper + below.places + below.lower, above.places, above.lower + below.upper)
            case core.Round(operand, unit):
                above, step = self.of(operand), _of_number(unit)
                return Digits(max(above.upper - above.places, 1) + step.most + 1, step.places, step.lower)
            case core.Reduce(sort, value, elements):
                self.of(elements)
                return _reduced(sort, self.of(value), elements.bound)
            case core.GroupReduce(keys, sort, value, elements):
                self.all_of((*keys, elements))
                return _reduced(sort, self.of(value) if value is not None else _ONE, elements.bound)
            case core.ReduceList(sort, operand):
                count = operand.kind.bound if isinstance(operand.kind, ListKind) else 1
                return _reduced(sort, self.of(operand), count)
            case core.IfElse(condition, then, otherwise):
                self.of(condition)
                return _widest((self.of(then), self.of(otherwise)))
            case core.AtMost() | core.AtLeast() | core.IfUnknown() | core.Negate() | core.Named():
                return _widest(self.of(part) for part in parts(node))
            case core.CountOf(elements) | core.ShareOf(elements):
                self.of(elements)
                digits = len(str(elements.bound))
                return Digits(digits, 0, digits if isinstance(node, core.ShareOf) else 0)
        self.all_of(parts(node))
        return _of_kind(node.kind)


def _of_number(number: int | Fraction) -> Digits:
    places, lower = 0, Fraction(number).denominator
    while lower % 10 == 0:
        lower, places = lower // 10, places + 1
    while lower % 2 == 0:
        lower, places = lower // 2, places + 1
    while lower % 5 == 0:
        lower, places = lower // 5, places + 1
    upper = abs(Fraction(number) * 10**places * lower)
    return Digits(len(str(upper)), places, len(str(lower)) if lower > 1 else 0)


def _of_kind(kind: Kind) -> Digits:
    match kind:
        case NumberKind():
            if kind.whole and kind.low is not None and kind.high is not None:
                return Digits(max(len(str(int(kind.low))), len(str(int(kind.high)))))
            return Digits(_TOLD, 0 if kind.whole else _TOLD)
        case ByKeyKind(element=element) | ListKind(element=element):
            return _of_kind(element)
    return _ONE


def _of_parameter(parameter: core.Parameter | None) -> Digits:
    """Of what could not be read, as little as nothing."""
    if parameter is None:
        return _ONE
    dated = (*parameter.values, *(each for _, values in parameter.refinements for each in values))
    return _widest(_of_number(each.value) for each in dated if isinstance(each.value, int | Fraction))


def _of_table(table: core.Table | None) -> Digits:
    found: list[Digits] = []
    for each in (table, *table.earlier) if table else ():
        results = [*(row.result for row in each.rows), each.otherwise]
        numbers = [_of_number(result) for result in results if isinstance(result, int | Fraction)]
        found.append(_sum(numbers) if each.hit == "all" and numbers else _widest(numbers))
    return _widest(found)


def _widest(each: Iterable[Digits]) -> Digits:
    widest = _ONE
    for one in each:
        widest = Digits(max(widest.upper, one.upper), max(widest.places, one.places), max(widest.lower, one.lower))
    return widest


def _sum(each: list[Digits]) -> Digits:
    places, lower = max(one.places for one in each), sum(one.lower for one in each)
    upper = max(one.upper + places - one.places + lower - one.lower for one in each)
    return Digits(upper + len(str(len(each))), places, lower)


def _reduced(sort: str, value: Digits, count: int) -> Digits:
    """Of so many such numbers."""
    if sort == "count":
        return Digits(len(str(count)))
    if sort not in ("sum", "mean"):
        return value
    lower = value.lower * count
    more = len(str(count))
    return Digits(value.upper + lower - value.lower + more, value.places, lower + (more if sort == "mean" else 0))
