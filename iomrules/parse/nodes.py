"""From a reduced production to a node of the tree: one short function a production, named as the grammar names it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from iomrules.codes import parse as codes
from iomrules.diagnostics import Code, Diagnostic
from iomrules.parse import tree
from iomrules.parse.words import Words
from iomrules.source import Span

Children = Sequence[Any]
T = TypeVar("T")

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
PERIODS: Mapping[str, str] = {"EACH_QUARTER": "quarter", "EACH_HALF": "half", "EACH_YEAR": "year"}
PUNCTUATION = frozenset(("LPAR", "RPAR", "SEMICOLON", "ROW", "SEP"))


@frozen
class Part:
    """A piece that has no node of its own, on its way up to the node that will hold it."""

    kind: str
    value: Any
    span: Span = field(eq=False)


class Spread(list[Any]):
    """The children of a repetition, on their way into the production around it."""


def only(kind: type[T], children: Children) -> tuple[T, ...]:
    """The children of one type, in order."""
    return tuple(child for child in children if isinstance(child, kind))


def first(kind: type[T], children: Children) -> T:
    return next(child for child in children if isinstance(child, kind))


def first_or(kind: type[T], children: Children) -> T | None:
    return next((child for child in children if isinstance(child, kind)), None)


def parts(kind: str, children: Children) -> tuple[Part, ...]:
    return tuple(child for child in children if isinstance(child, Part) and child.kind == kind)


def value_of(kind: str, children: Children, default: Any = None) -> Any:
    found = parts(kind, children)
    return found[0].value if found else default


def has(kind: str, children: Children) -> bool:
    """Whether a keyword stands among the children."""
    return any(isinstance(child, tree.Token) and child.kind == kind for child in children)


def after(kind: str, children: Children) -> Any:
    """The child just after a keyword, or None."""
    for index, child in enumerate(children[:-1]):
        if isinstance(child, tree.Token) and child.kind == kind:
            return children[index + 1]
    return None


def exact(text: str) -> int | Fraction:
    """`4,5` as 9/2; a whole number as int."""
    number = Fraction(text.replace(",", "."))
    return int(number) if number.denominator == 1 else number


class Nodes:
    """Builds nodes bottom-up. mistakes: what the grammar cannot see, such as a clause said twice."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.mistakes: list[Diagnostic] = []
        #: nodes that stood in parentheses, by identity; kept alive by the tree under construction
        self.closed: dict[int, Any] = {}

    def build(self, name: str, children: Children, span: Span) -> Any:
        """The node of production `name`; a production without a function of its own hands its only child on."""
        arm: Callable[[Children, Span], Any] | None = getattr(self, f"on_{name}", None)
        if arm is not None:
            return arm(children, span)
        if len(children) == 1:
            return children[0]
        raise AssertionError(f"no way to build `{name}` of {len(children)} parts")

    def report(self, code: Code, span: Span, **values: object) -> None:
        self.mistakes.append(code.at(span, **values))

    # --- words and literals ---

    def on_name(self, children: Children, span: Span) -> tree.Name:
        return tree.Name(children[0].text, span=span)

    def on_title(self, children: Children, span: Span) -> Part:
        return Part("title", children[0].text, span)

    def on_names(self, children: Children, span: Span) -> Part:
        return Part("names", only(tree.Name, children), span)

    def on_number(self, children: Children, span: Span) -> tree.NumberLiteral:
        unit = self.words.unit(children[1].text) if len(children) > 1 else ""
        return tree.NumberLiteral(exact(children[0].text), unit, span=span)

    def on_negative_number(self, children: Children, span: Span) -> tree.NumberLiteral:
        number = self.on_number(children[1:], span)
        return evolve(number, number=-number.number)

    def on_integer(self, children: Children, span: Span) -> int:
        number = exact(children[0].text)
        if not isinstance(number, int):
            self.report(codes.NOT_INTEGER, span, text=children[0].text)
        return int(number)

    def on_date(self, children: Children, span: Span) -> tree.DateLiteral:
        day, month, year = (int(part) for part in children[0].text.split("."))
        return tree.DateLiteral(date(year, month, day), span=span)

    def on_text(self, children: Children, span: Span) -> tree.TextLiteral:
        return tree.TextLiteral(children[0].text, span=span)

    def on_yes(self, children: Children, span: Span) -> tree.TruthLiteral:
        return tree.TruthLiteral(True, span=span)

    def on_no(self, children: Children, span: Span) -> tree.TruthLiteral:
        return tree.TruthLiteral(False, span=span)

    def on_unknown_literal(self, children: Children, span: Span) -> tree.UnknownLiteral:
        return tree.UnknownLiteral(span=span)

    # --- clauses that many declarations share ---

    def on_basis(self, children: Children, span: Span) -> Part:
        return Part("basis", children[1], span)

    def on_note(self, children: Children, span: Span) -> Part:
        return Part("note", children[1], span)

    def on_advice(self, children: Children, span: Span) -> Part:
        return Part("advice", children[1], span)

    def on_in_force(self, children: Children, span: Span) -> Part:
        dates = only(tree.DateLiteral, children)
        return Part("in_force", (dates[0], dates[1] if len(dates) > 1 else None), span)

    def on_refinable(self, children: Children, span: Span) -> Part:
        return Part("refinable", True, span)

    def on_refines(self, children: Children, span: Span) -> Part:
        return Part("refines", children[1], span)

    def on_forms(self, children: Children, span: Span) -> Part:
        return Part("forms", children[1].value, span)

    def on_measured(self, children: Children, span: Span) -> Part:
        return Part("measured", self.words.unit(children[1].text), span)

    def on_period(self, children: Children, span: Span) -> Part:
        dates = only(tree.DateLiteral, children)
        return Part("period", (dates[0], dates[1] if len(dates) > 1 else None), span)

    def on_until(self, children: Children, span: Span) -> Part:
        return Part("period", (None, children[1]), span)

    def on_according(self, children: Children, span: Span) -> Part:
        return Part("according", children[1], span)

    def on_applies(self, children: Children, span: Span) -> tree.Applies:
        return tree.Applies(children[1], after("WHERE", children), span=span)

    def clauses(self, children: Children) -> tree.Clauses:
        """The shared clauses among the children; only a legal basis may be said more than once."""
        self.once(children, "note", "advice", "in_force", "refinable", "refines", "forms", "measured")
        begin, end = value_of("in_force", children, (None, None))
        return tree.Clauses(
            basis=tuple(part.value for part in parts("basis", children)),
            note=value_of("note", children),
            advice=value_of("advice", children),
            begin=begin,
            end=end,
            refinable=value_of("refinable", children, False),
            refines=value_of("refines", children),
            forms=value_of("forms", children, ()),
            unit=value_of("measured", children, ""),
        )

    def once(self, children: Children, *kinds: str) -> None:
        """Report each clause of `kinds` after the first of its kind."""
        for kind in kinds:
            for part in parts(kind, children)[1:]:
                self.report(codes.TWICE, part.span, clause=CLAUSE_WORDS[kind])

    # --- declarations ---

    def on_header(self, children: Children, span: Span) -> tree.Header:
        self.once(children, "version", "uses", "layer")
        return tree.Header(
            first(tree.Name, children),
            value_of("title", children, ""),
            value_of("version", children, ""),
            value_of("uses", children, ()),
            value_of("layer", children),
            self.clauses(children),
            span=span,
        )

    def on_header_clause(self, children: Children, span: Span) -> Any:
        return Part("version", children[1], span) if len(children) == 2 else children[0]

    def on_version(self, children: Children, span: Span) -> str:
        return str(children[0].text)

    def on_uses(self, children: Children, span: Span) -> Part:
        return Part("uses", children[1].value, span)

    def on_layer(self, children: Children, span: Span) -> Part:
        return Part("layer", children[1], span)

    def on_enumeration(self, children: Children, span: Span) -> tree.Enumeration:
        pairs = [pair for part in parts("synonyms", children) for pair in part.value]
        return tree.Enumeration(
            first(tree.Name, children),
            value_of("title", children, ""),
            value_of("members", children),
            has("ASCENDING", children),
            tuple(pairs),
            self.clauses(children),
            span=span,
        )

    def on_members(self, children: Children, span: Span) -> Part:
        return Part("members", only(tree.Member, children), span)

    def on_member(self, children: Children, span: Span) -> tree.Member:
        return tree.Member(children[0], value_of("title", children, ""))

    def on_synonyms(self, children: Children, span: Span) -> Part:
        return Part("synonyms", tuple(part.value for part in parts("synonym", children)), span)

    def on_synonym(self, children: Children, span: Span) -> Part:
        return Part("synonym", (children[0], children[2]), span)

    def on_record(self, children: Children, span: Span) -> tree.Record:
        return tree.Record(
            first(tree.Name, children), value_of("title", children, ""), only(tree.Field, children), span=span
        )

    def on_field(self, children: Children, span: Span) -> tree.Field:
        self.once(children, "source", "optional", "health", "forms")
        return tree.Field(
            first(tree.Name, children),
            value_of("title", children, ""),
            first(tree.KindExpression, children),
            value_of("source", children, ""),
            value_of("optional", children, False),
            value_of("health", children, False),
            value_of("forms", children, ()),
            span=span,
        )

    def on_source(self, children: Children, span: Span) -> Part:
        return Part("source", children[1].text, span)

    def on_optional(self, children: Children, span: Span) -> Part:
        return Part("optional", True, span)

    def on_health(self, children: Children, span: Span) -> Part:
        return Part("health", True, span)

    def on_kind(self, children: Children, span: Span) -> tree.KindExpression:
        kind: tree.KindExpression = children[0]
        return evolve(kind, per=children[2], span=span) if len(children) == 3 else kind

    def on_list_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return tree.KindExpression("list", children[1], bound=first_or(int, children), span=span)

    def plain_kind(self, base: str, children: Children, span: Span) -> tree.KindExpression:
        low, high = value_of("range", children, (None, None))
        unit = next((child.text for child in children if isinstance(child, tree.Token) and child.kind == "UNIT"), "")
        return tree.KindExpression(base, unit=self.words.unit(unit) if unit else "", low=low, high=high, span=span)

    def on_integer_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return self.plain_kind("integer", children, span)

    def on_number_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return self.plain_kind("number", children, span)

    def on_unit_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return self.plain_kind("unit", children, span)

    def on_truth_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return self.plain_kind("truth", children, span)

    def on_date_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return self.plain_kind("date", children, span)

    def on_text_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return self.plain_kind("text", children, span)

    def on_one_of_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return tree.KindExpression("one_of", members=children[1].value, span=span)

    def on_named_kind(self, children: Children, span: Span) -> tree.KindExpression:
        return tree.KindExpression("name", children[0], span=span)

    def on_range(self, children: Children, span: Span) -> Part:
        return Part("range", (children[1], children[3]), span)

    def on_catalogue(self, children: Children, span: Span) -> tree.Catalogue:
        self.once(children, "source")
        return tree.Catalogue(
            first(tree.Name, children),
            value_of("title", children, ""),
            only(tree.Name, children)[1],
            first_or(int, children),
            value_of("source", children, ""),
            self.clauses(children),
            span=span,
        )

    def on_rows(self, children: Children, span: Span) -> tree.Rows:
        self.once(children, "file")
        return tree.Rows(children[1], only(tree.Row, children), value_of("file", children), span=span)

    def on_from_file(self, children: Children, span: Span) -> Part:
        return Part("file", (children[1], children[3] if len(children) > 3 else None), span)

    def on_row(self, children: Children, span: Span) -> tree.Row:
        begin, end = value_of("period", children, (None, None))
        cells = value_of("cells", children)
        return tree.Row(cells, begin, end, value_of("according", children), span=span)

    def on_cells(self, children: Children, span: Span) -> Part:
        return Part("cells", tuple(children), span)

    def on_cell(self, children: Children, span: Span) -> Any:
        return children[0] if children else tree.EmptyCell(span=span)

    def on_list_cell(self, children: Children, span: Span) -> tree.ListCell:
        return tree.ListCell(tuple(children), span=span)

    def on_any_cell(self, children: Children, span: Span) -> tree.AnyCell:
        return tree.AnyCell(span=span)

    def on_band_between(self, children: Children, span: Span) -> tree.Band:
        low, high = (child for child in children if not isinstance(child, tree.Token))
        return tree.Band(low, high, span=span)

    def on_band_at_least(self, children: Children, span: Span) -> tree.Band:
        return tree.Band(low=children[1], span=span)

    def on_band_at_most(self, children: Children, span: Span) -> tree.Band:
        return tree.Band(high=children[1], span=span)

    def on_band_greater(self, children: Children, span: Span) -> tree.Band:
        return tree.Band(low=children[1], low_strict=True, span=span)

    def on_band_less(self, children: Children, span: Span) -> tree.Band:
        return tree.Band(high=children[1], high_strict=True, span=span)

    def on_parameter(self, children: Children, span: Span) -> tree.Parameter:
        return tree.Parameter(
            first(tree.Name, children),
            value_of("title", children, ""),
            only(tree.DatedValue, children),
            self.clauses(children),
            span=span,
        )

    def on_dated(self, children: Children, span: Span) -> tree.DatedValue:
        begin, end = value_of("period", children, (None, None))
        return tree.DatedValue(children[0], begin, end, value_of("according", children), span=span)

    def on_table(self, children: Children, span: Span) -> tree.Table:
        self.once(children, "hit", "gives", "otherwise", "file")
        return tree.Table(
            first(tree.Name, children),
            value_of("title", children, ""),
            value_of("names", children),
            value_of("hit", children, "one"),
            only(tree.Row, children),
            value_of("gives", children),
            value_of("otherwise", children),
            value_of("file", children),
            self.clauses(children),
            span=span,
        )

    def on_hit_one(self, children: Children, span: Span) -> Part:
        return Part("hit", "one", span)

    def on_hit_first(self, children: Children, span: Span) -> Part:
        return Part("hit", "first", span)

    def on_hit_all(self, children: Children, span: Span) -> Part:
        return Part("hit", "all", span)

    def on_gives(self, children: Children, span: Span) -> Part:
        return Part("gives", children[1], span)

    def on_otherwise(self, children: Children, span: Span) -> Part:
        return Part("otherwise", children[1], span)

    def on_indicator(self, children: Children, span: Span) -> tree.Indicator:
        rest = [child for child in children[2:] if not isinstance(child, Part | tree.Applies)]
        return tree.Indicator(
            children[1],
            value_of("title", children, ""),
            rest[0],
            first_or(tree.Applies, children),
            self.clauses(children),
            span=span,
        )

    def on_rating(self, children: Children, span: Span) -> tree.Rating:
        self.once(children, "total", "place", "on_tie", "shared")
        return tree.Rating(
            first(tree.Name, children),
            value_of("title", children, ""),
            only(tree.Criterion, children),
            first_or(tree.Applies, children),
            value_of("total", children, ()),
            value_of("place", children, True),
            value_of("on_tie", children, ()),
            value_of("shared", children, ""),
            self.clauses(children),
            span=span,
        )

    def on_criterion(self, children: Children, span: Span) -> tree.Criterion:
        rest = [child for child in children[2:] if not isinstance(child, Part)]
        title = value_of("title", children, "")
        return tree.Criterion(children[1], title, rest[0], value_of("according", children), span=span)

    def on_total(self, children: Children, span: Span) -> Part:
        return Part("total", only(tree.Step, children), span)

    def on_place(self, children: Children, span: Span) -> Part:
        return Part("place", has("DESCENDING", children), span)

    def on_on_tie(self, children: Children, span: Span) -> Part:
        return Part("on_tie", only(tree.Name, children), span)

    def on_shared_skip(self, children: Children, span: Span) -> Part:
        return Part("shared", "skip", span)

    def on_shared_dense(self, children: Children, span: Span) -> Part:
        return Part("shared", "dense", span)

    def on_rule(self, children: Children, span: Span) -> tree.Rule:
        return tree.Rule(
            children[1],
            value_of("title", children, ""),
            after("IF", children),
            only(tree.ExceptIf, children),
            first_or(tree.Applies, children),
            self.clauses(children),
            span=span,
        )

    def on_except_if(self, children: Children, span: Span) -> tree.ExceptIf:
        return tree.ExceptIf(children[1], after("UNLESS", children), value_of("according", children), span=span)

    def on_route(self, children: Children, span: Span) -> tree.Route:
        self.once(children, "sort", "goal", "load", "alongside", "after")
        return tree.Route(
            children[1],
            value_of("title", children, ""),
            after("IF", children),
            first_or(tree.Applies, children),
            value_of("sort", children),
            value_of("goal", children, ""),
            only(tree.Obligatory, children),
            only(tree.Choice, children),
            value_of("load", children),
            only(tree.PartnerModule, children),
            only(tree.Activity, children),
            only(tree.Mentor, children),
            only(tree.Control, children),
            tuple(part.value for part in parts("document", children)),
            value_of("alongside", children, ()),
            value_of("after", children, ()),
            self.clauses(children),
            span=span,
        )

    def on_sort(self, children: Children, span: Span) -> Part:
        return Part("sort", children[1], span)

    def on_goal(self, children: Children, span: Span) -> Part:
        return Part("goal", children[1].text, span)

    def on_obligatory_items(self, children: Children, span: Span) -> tree.Obligatory:
        return tree.Obligatory(children[1].value, basis=value_of("according", children), span=span)

    def on_obligatory_entries(self, children: Children, span: Span) -> tree.Obligatory:
        entries = first(tree.Collection, children)
        return tree.Obligatory(entries=entries, basis=value_of("according", children), span=span)

    def on_items(self, children: Children, span: Span) -> Part:
        return Part("items", only(tree.Item, children), span)

    def on_item(self, children: Children, span: Span) -> tree.Item:
        return tree.Item(children[0], value_of("title", children, ""), value_of("hours", children), span=span)

    def on_hours(self, children: Children, span: Span) -> Part:
        return Part("hours", self.on_number(children, span), span)

    def on_choice(self, children: Children, span: Span) -> tree.Choice:
        low, high = only(int, children)
        return tree.Choice(
            low,
            high,
            first(tree.Collection, children),
            value_of("order", children),
            value_of("within", children),
            value_of("according", children),
            span=span,
        )

    def on_order(self, children: Children, span: Span) -> Part:
        return Part("order", children[1], span)

    def on_within(self, children: Children, span: Span) -> Part:
        return Part("within", children[1], span)

    def on_load(self, children: Children, span: Span) -> Part:
        return Part("load", children[2], span)

    def on_module(self, children: Children, span: Span) -> tree.PartnerModule:
        return tree.PartnerModule(
            children[1],
            children[3].text,
            value_of("hours", children),
            after("IF", children),
            value_of("according", children),
            span=span,
        )

    def on_activity(self, children: Children, span: Span) -> tree.Activity:
        term = after("TERM", children)
        return tree.Activity(
            children[1].text,
            term.text if term else "",
            after("IF", children),
            value_of("according", children),
            span=span,
        )

    def on_mentor(self, children: Children, span: Span) -> tree.Mentor:
        return tree.Mentor(children[1], value_of("order", children), span=span)

    def on_control(self, children: Children, span: Span) -> tree.Control:
        text = first_or(tree.TextLiteral, children)
        return tree.Control(PERIODS[children[1].kind], text.text if text else "", span=span)

    def on_document(self, children: Children, span: Span) -> Part:
        return Part("document", children[1], span)

    def on_alongside(self, children: Children, span: Span) -> Part:
        return Part("alongside", children[1].value, span)

    def on_after(self, children: Children, span: Span) -> Part:
        return Part("after", children[1].value, span)

    # --- examples ---

    def on_example(self, children: Children, span: Span) -> tree.Example:
        self.once(children, "person", "on_date")
        return tree.Example(
            children[1].text,
            tuple(each for part in parts("givens", children) for each in part.value),
            value_of("person", children),
            value_of("on_date", children),
            tuple(each for part in parts("expectations", children) for each in part.value),
            span=span,
        )

    def on_example_person(self, children: Children, span: Span) -> Part:
        return Part("person", children[1], span)

    def on_givens(self, children: Children, span: Span) -> Part:
        return Part("givens", only(tree.Given, children), span)

    def on_on_date(self, children: Children, span: Span) -> Part:
        return Part("on_date", children[1], span)

    def on_expectations(self, children: Children, span: Span) -> Part:
        return Part("expectations", only(tree.Expectation, children), span)

    def on_given_literal(self, children: Children, span: Span) -> tree.Given:
        return tree.Given(
            first(tree.Name, children), children[-1], after("BY", children), has("REST", children), span=span
        )

    def on_given_entries(self, children: Children, span: Span) -> tree.Given:
        return tree.Given(children[0], tuple(part.value for part in parts("pair", children)), span=span)

    def on_pair(self, children: Children, span: Span) -> Part:
        return Part("pair", (children[0], children[1] if len(children) > 1 else None), span)

    def on_expectation(self, children: Children, span: Span) -> tree.Expectation:
        sort, value = value_of("expected", children)
        return tree.Expectation(children[0], sort, value, only(tree.ReasonItem, children), span=span)

    def on_expected_is(self, children: Children, span: Span) -> Part:
        return Part("expected", ("is", children[0]), span)

    def on_expected_not_applicable(self, children: Children, span: Span) -> Part:
        return Part("expected", ("not_applicable", None), span)

    def on_expected_contains(self, children: Children, span: Span) -> Part:
        return Part("expected", ("contains", children[1]), span)

    def on_expected_lacks(self, children: Children, span: Span) -> Part:
        return Part("expected", ("lacks", children[1]), span)

    def on_reason_text(self, children: Children, span: Span) -> tree.ReasonItem:
        return tree.ReasonItem(text=children[0], span=span)

    def on_reason_name(self, children: Children, span: Span) -> tree.ReasonItem:
        rest = list(children[1:])
        key = rest[1] if has("BY", rest) else None
        rest = rest[2:] if key is not None else rest
        operator = value_of("operator", rest, "")
        bound = rest[-1] if operator else None
        value = rest[0] if rest and not isinstance(rest[0], Part) else None
        return tree.ReasonItem(name=children[0], key=key, value=value, operator=operator, bound=bound, span=span)

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

    def on_if_unknown(self, children: Children, span: Span) -> tree.IfUnknown:
        return tree.IfUnknown(children[0], children[2], span=span)

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
        operands = where.operands if isinstance(where, tree.And | tree.Or) and id(where) not in self.closed else (where,)
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

    def on_known(self, children: Children, span: Span) -> tree.Known:
        return tree.Known(children[1], span=span)

    def on_exists(self, children: Children, span: Span) -> tree.Exists:
        return tree.Exists(children[1], span=span)

    def on_none_of(self, children: Children, span: Span) -> tree.NoneOf:
        return tree.NoneOf(children[1], span=span)

    def on_at_count(self, children: Children, span: Span) -> tree.AtCount:
        return tree.AtCount(children[0].value, children[1], children[2], span=span)

    def on_every_one(self, children: Children, span: Span) -> tree.EveryOne:
        return tree.EveryOne(children[1], children[3], span=span)

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


def _flat(children: Iterable[Any]) -> list[Any]:
    flat: list[Any] = []
    for child in children:
        if isinstance(child, Spread):
            flat.extend(child)
        else:
            flat.append(child)
    return flat


CLAUSE_WORDS: Mapping[str, str] = {
    "note": "пояснение",
    "advice": "совет",
    "in_force": "действует",
    "refinable": "можно уточнить",
    "refines": "уточняет",
    "forms": "формы",
    "measured": "измеряется в",
    "version": "версия",
    "uses": "использует",
    "layer": "слой",
    "source": "источник",
    "optional": "может отсутствовать",
    "health": "сведения о здоровье",
    "file": "из файла",
    "hit": "единственная строка",
    "gives": "даёт",
    "otherwise": "иначе",
    "total": "итог",
    "place": "место",
    "on_tie": "при равенстве",
    "shared": "равные делят место",
    "sort": "вид",
    "goal": "цель",
    "load": "нагрузка",
    "alongside": "одновременно с",
    "after": "после",
    "person": "для",
    "on_date": "на дату",
}
AGGREGATE_WORDS: Mapping[str, tuple[str, str]] = {
    "sum": ("сумма", "sum of"),
    "mean": ("среднее", "mean of"),
    "max": ("наибольшее", "greatest"),
    "min": ("наименьшее", "least"),
}
