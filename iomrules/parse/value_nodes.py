"""Nodes of values and conditions."""

from collections.abc import Mapping
from typing import Any

from iomrules.codes import parse as codes
from iomrules.parse import tree
from iomrules.parse.parts import DEEPEST, Builder, Children, Part, after, first, first_or, only, value_of
from iomrules.source import Span

OPERATORS: Mapping[str, str] = {
    "NOT_LESS": ">=",
    "NOT_MORE": "<=",
    "GREATER": ">",
    "LESS": "<",
    "EQ": "=",
    "NOT_EQ": "<>",
    "EXACTLY": "=",
}
AGGREGATES: Mapping[str, str] = {"SUM": "sum", "MEAN": "mean", "MAX": "max", "MIN": "min", "BEST_OF": "max"}
ROUNDINGS: Mapping[str, str] = {
    "HALF_UP": "half_up",
    "HALF_EVEN": "half_even",
    "HALF_DOWN": "half_down",
    "ROUND_UP": "up",
    "ROUND_DOWN": "down",
}
AGGREGATE_WORDS: Mapping[str, tuple[str, str]] = {
    "sum": ("сумма", "sum of"),
    "mean": ("среднее", "mean of"),
    "max": ("наибольшее", "greatest"),
    "min": ("наименьшее", "least"),
}


class ValueNodes(Builder):
    """Functions are named as the grammar names its productions."""

    # --- values ---

    def on_pipeline(self, children: Children, span: Span) -> Any:
        if len(children) == 1:
            return children[0]
        return tree.Pipeline(children[0], only(tree.Step, children[1:]), span=span)

    def on_choose(self, children: Children, span: Span) -> tree.Choose:
        return tree.Choose(children[1], children[3], children[5], span=span)

    def on_step_sum(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("sum", count=first_or(int, children), span=span)

    def on_step_mean(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("mean", span=span)

    def on_step_max(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("max", span=span)

    def on_step_round(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("round", children[2], mode=children[3].value, span=span)

    def on_rounding(self, children: Children, span: Span) -> Part:
        return Part("rounding", ROUNDINGS[children[0].kind], span)

    def on_step_at_most(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("at_most", children[1], span=span)

    def on_step_at_least(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("at_least", children[1], span=span)

    def on_step_each_at_most(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("each_at_most", children[1], span=span)

    def on_step_times(self, children: Children, span: Span) -> tree.Step:
        return tree.Step("times", children[1], span=span)

    def on_sum(self, children: Children, span: Span) -> Any:
        if len(children) == 1:
            return children[0]
        return tree.Sum(_signed(children, "+", {"PLUS": "+", "MINUS": "-"}), span=span)

    def on_product(self, children: Children, span: Span) -> Any:
        if len(children) == 1:
            return children[0]
        return tree.Product(_signed(children, "*", {"TIMES": "*", "DIVIDE": "/"}), span=span)

    def on_negative(self, children: Children, span: Span) -> tree.Negative:
        return tree.Negative(children[1], span=span)

    def on_if_unknown(self, children: Children, span: Span) -> Any:
        chain = self.chains.get(id(children[0]), 0) + 1
        if chain > DEEPEST:
            if chain == DEEPEST + 1:
                self.report(codes.TOO_DEEP, span, limit=str(DEEPEST))
                self.chains[id(children[0])] = chain
            return children[0]
        node = tree.IfUnknown(children[0], children[2], span=span)
        self.chains[id(node)] = chain
        return node

    def on_primary(self, children: Children, span: Span) -> Any:
        return self.close(children, span)

    def on_key(self, children: Children, span: Span) -> Any:
        return self.close(children, span)

    def close(self, children: Children, span: Span) -> Any:
        """The only child; wider than the child means that it stood in parentheses."""
        child = children[0]
        if span.start < child.span.start:
            self.closed[id(child)] = child
        return child

    def on_name_value(self, children: Children, span: Span) -> tree.Name:
        name: tree.Name = children[0]
        return name

    def on_lookup(self, children: Children, span: Span) -> tree.Lookup:
        return tree.Lookup(children[0], children[2], span=span)

    def on_call(self, children: Children, span: Span) -> tree.Call:
        return tree.Call(children[0], tuple(children[1:]), span=span)

    def on_of_person(self, children: Children, span: Span) -> tree.OfPerson:
        return tree.OfPerson(children[1], children[2], span=span)

    # --- many to one ---

    def on_count(self, children: Children, span: Span) -> tree.Count:
        return tree.Count(children[1], span=span)

    def on_share(self, children: Children, span: Span) -> tree.Share:
        return tree.Share(children[1], span=span)

    def on_aggregate_of(self, children: Children, span: Span) -> tree.Aggregate:
        kind, best = children[0].value
        collection = first_or(tree.Collection, children)
        if collection is not None:
            return tree.Aggregate(kind, children[1], collection, best, span=span)
        value = children[1]
        if not isinstance(value, tree.Name):
            word, word_en = AGGREGATE_WORDS[kind]
            self.report(codes.NOT_A_COLLECTION, children[0].span, word=word, word_en=word_en)
            value = tree.Name("?", span=value.span)
        return tree.Aggregate(kind, None, tree.Collection(value, span=value.span), best, span=span)

    def on_aggregator(self, children: Children, span: Span) -> Part:
        return Part("aggregator", (AGGREGATES[children[0].kind], None), span)

    def on_sum_all(self, children: Children, span: Span) -> Part:
        return Part("aggregator", ("sum", None), span)

    def on_sum_best(self, children: Children, span: Span) -> Part:
        return Part("aggregator", ("sum", first(int, children)), span)

    def on_grouping(self, children: Children, span: Span) -> Part:
        return Part("grouping", AGGREGATES[children[0].kind], span)

    def on_group_of(self, children: Children, span: Span) -> tree.Group:
        keys, kind = children[1].value, children[2].value
        return tree.Group(keys, kind, children[3], children[5], span=span)

    def on_group_count(self, children: Children, span: Span) -> tree.Group:
        return tree.Group(children[1].value, "count", None, children[3], span=span)

    def on_collection(self, children: Children, span: Span) -> tree.Collection:
        windows = only(tree.Window, children)
        for window in windows[1:]:
            self.report(codes.TWICE, window.span, clause="за …")
        where = after("WHERE", children)
        if where is not None:
            self.check_where(where)
        return tree.Collection(first(tree.Name, children), where, windows[0] if windows else None, span=span)

    def check_where(self, where: Any) -> None:
        """A `где` inside a `где` of several parts: a reader cannot tell whose the later parts are."""
        operands = (
            where.operands if isinstance(where, tree.And | tree.Or) and id(where) not in self.closed else (where,)
        )
        for operand in operands:
            inner = self.open_collection(operand)
            if inner is None or inner.where is None:
                continue
            compound = isinstance(inner.where, tree.And | tree.Or) and id(inner.where) not in self.closed
            if len(operands) > 1 or compound:
                self.report(codes.UNCLEAR_WHERE, inner.span)

    def open_collection(self, node: Any) -> tree.Collection | None:
        """The collection of a quantifier that stands in `node` without parentheses around it, if any."""
        if id(node) in self.closed:
            return None
        match node:
            case tree.Exists(collection=found) | tree.NoneOf(collection=found) | tree.AtCount(collection=found):
                return found
            case tree.Count(collection=found) | tree.Share(collection=found) | tree.Aggregate(collection=found):
                return found
            case tree.EveryOne(collection=found) | tree.Group(collection=found):
                return found
            case tree.Not(operand=operand) | tree.Known(operand=operand) | tree.Negative(operand=operand):
                return self.open_collection(operand)
            case tree.Comparison(left=left, right=right):
                return self.open_collection(left) or self.open_collection(right)
            case tree.Sum(terms=pairs) | tree.Product(factors=pairs):
                return next(filter(None, (self.open_collection(each) for _, each in pairs)), None)
            case _:
                return None

    def window(self, period: str, children: Children, span: Span) -> tree.Window:
        count = first_or(int, children)
        return tree.Window(period, 1 if count is None else count, value_of("by_date", children), span=span)

    def on_window_year(self, children: Children, span: Span) -> tree.Window:
        return self.window("year", children, span)

    def on_window_half(self, children: Children, span: Span) -> tree.Window:
        return self.window("half", children, span)

    def on_window_quarter(self, children: Children, span: Span) -> tree.Window:
        return self.window("quarter", children, span)

    def on_window_years(self, children: Children, span: Span) -> tree.Window:
        return self.window("last_years", children, span)

    def on_window_school_years(self, children: Children, span: Span) -> tree.Window:
        return self.window("last_school_years", children, span)

    def on_window_months(self, children: Children, span: Span) -> tree.Window:
        return self.window("last_months", children, span)

    def on_by_date(self, children: Children, span: Span) -> Part:
        return Part("by_date", children[1], span)

    # --- conditions ---

    def on_conjunction(self, children: Children, span: Span) -> tree.And:
        return tree.And(_operands(children), span=span)

    def on_disjunction(self, children: Children, span: Span) -> tree.Or:
        return tree.Or(_operands(children), span=span)

    def on_negation(self, children: Children, span: Span) -> tree.Not:
        return tree.Not(children[1], span=span)

    def on_comparator(self, children: Children, span: Span) -> Part:
        return Part("operator", OPERATORS[children[0].kind], span)

    def on_comparator_count(self, children: Children, span: Span) -> Part:
        return Part("operator", OPERATORS[children[0].kind], span)

    def on_comparison(self, children: Children, span: Span) -> tree.Comparison:
        return tree.Comparison(children[0], children[1].value, children[2], span=span)

    def on_between(self, children: Children, span: Span) -> tree.Between:
        return tree.Between(children[0], children[2], children[4], span=span)

    def on_among(self, children: Children, span: Span) -> tree.Within:
        return tree.Within(children[0], tuple(children[2:]), span=span)

    def on_not_among(self, children: Children, span: Span) -> tree.Not:
        return tree.Not(tree.Within(children[0], tuple(children[2:]), span=span), span=span)

    def on_known(self, children: Children, span: Span) -> tree.Known:
        return tree.Known(children[1], span=span)

    def on_exists(self, children: Children, span: Span) -> tree.Exists:
        return tree.Exists(children[1], span=span)

    def on_none_of(self, children: Children, span: Span) -> tree.NoneOf:
        return tree.NoneOf(children[1], span=span)

    def on_at_count(self, children: Children, span: Span) -> tree.AtCount:
        return tree.AtCount(children[0].value, children[1], children[2], span=span)

    def on_every_one(self, children: Children, span: Span) -> tree.EveryOne:
        holds = children[3]
        if isinstance(holds, tree.And | tree.Or) and id(holds) not in self.closed:
            self.report(codes.UNCLEAR_HOLDS, span)
        return tree.EveryOne(children[1], holds, span=span)

    def on_every_value(self, children: Children, span: Span) -> tree.EveryValue:
        return tree.EveryValue(children[1], children[2].value, children[3], span=span)


def _signed(children: Children, sign: str, signs: Mapping[str, str]) -> tuple[tuple[str, Any], ...]:
    """Operands with the sign before each; `sign` stands for the missing one before the first."""
    pairs = []
    for child in children:
        if isinstance(child, tree.Token) and child.kind in signs:
            sign = signs[child.kind]
        else:
            pairs.append((sign, child))
    return tuple(pairs)


def _operands(children: Children) -> tuple[Any, ...]:
    return tuple(child for child in children if not isinstance(child, tree.Token))
