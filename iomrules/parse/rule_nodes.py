"""Nodes of declarations of what follows: ratings, rules, routes and the examples that check them."""

from collections.abc import Mapping

from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.parse.clause_nodes import ClauseNodes
from iomrules.parse.parts import Children, Part, after, first, first_or, has, only, parts, value_of
from iomrules.source import Span

PERIODS: Mapping[str, str] = {"EACH_QUARTER": "quarter", "EACH_HALF": "half", "EACH_YEAR": "year"}


class RuleNodes(ClauseNodes):
    """Functions are named as the grammar names its productions."""

    def on_rating(self, children: Children, span: Span) -> tree.Rating:
        self.once(children, "total", "place", "on_tie", "shared")
        return tree.Rating(
            self.named(first(tree.Name, children)),
            value_of("title", children, ""),
            only(tree.Criterion, children),
            first_or(tree.Applies, children),
            value_of("total", children, ()),
            value_of("place", children, True),
            value_of("on_tie", children, ()),
            value_of("shared", children, ""),
            self.clauses(children),
            tuple(part.value for part in parts("priority", children)),
            span=span,
        )

    def on_criterion(self, children: Children, span: Span) -> tree.Criterion:
        rest = [child for child in children[2:] if not isinstance(child, Part)]
        title = value_of("title", children, "")
        return tree.Criterion(self.named(children[1]), title, rest[0], value_of("according", children), span=span)

    def on_priority(self, children: Children, span: Span) -> Part:
        return Part("priority", children[1], span)

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

    def on_selection(self, children: Children, span: Span) -> tree.Selection:
        self.once(children, "seats", "seats_share", "pass_mark", "border")
        return tree.Selection(
            children[1],
            value_of("title", children, ""),
            after("BY_RATING", children),
            first_or(tree.Applies, children),
            value_of("seats", children),
            value_of("seats_share", children),
            value_of("pass_mark", children),
            value_of("border", children, ""),
            self.clauses(children),
            span=span,
        )

    def on_seats(self, children: Children, span: Span) -> Part:
        return Part("seats", children[1], span)

    def on_seats_share(self, children: Children, span: Span) -> Part:
        return Part("seats_share", children[2], span)

    def on_pass_mark(self, children: Children, span: Span) -> Part:
        return Part("pass_mark", children[1], span)

    def on_border_all(self, children: Children, span: Span) -> Part:
        return Part("border", "all", span)

    def on_border_none(self, children: Children, span: Span) -> Part:
        return Part("border", "none", span)

    def on_border_council(self, children: Children, span: Span) -> Part:
        return Part("border", "council", span)

    def on_rule(self, children: Children, span: Span) -> tree.Rule:
        return tree.Rule(
            self.named(children[1]),
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
            self.named(children[1]),
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
            value_of("order", children) or value_of("ascending", children),
            value_of("within", children),
            value_of("according", children),
            ascending=bool(parts("ascending", children)),
            span=span,
        )

    def on_order_descending(self, children: Children, span: Span) -> Part:
        return Part("order", children[1], span)

    def on_order_ascending(self, children: Children, span: Span) -> Part:
        return Part("ascending", children[1], span)

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
            value_of("module_seats", children),
            value_of("module_queue", children),
            span=span,
        )

    def on_module_seats(self, children: Children, span: Span) -> Part:
        return Part("module_seats", children[1], span)

    def on_module_queue(self, children: Children, span: Span) -> Part:
        return Part("module_queue", children[1], span)

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
        order, ascending = value_of("order", children), value_of("ascending", children)
        return tree.Mentor(children[1], order or ascending, ascending=ascending is not None, span=span)

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
            tuple(each for part in parts("settings", children) for each in part.value),
            span=span,
        )

    def on_example_person(self, children: Children, span: Span) -> Part:
        return Part("person", children[1], span)

    def on_givens(self, children: Children, span: Span) -> Part:
        who = value_of("who", children)
        return Part("givens", tuple(evolve(each, who=who) for each in only(tree.Given, children)), span)

    def on_who(self, children: Children, span: Span) -> Part:
        return Part("who", children[0], span)

    def on_settings(self, children: Children, span: Span) -> Part:
        return Part("settings", only(tree.Setting, children), span)

    def on_setting(self, children: Children, span: Span) -> tree.Setting:
        return tree.Setting(children[0], children[1], span=span)

    def on_on_date(self, children: Children, span: Span) -> Part:
        return Part("on_date", children[1], span)

    def on_expectations(self, children: Children, span: Span) -> Part:
        who = value_of("who", children)
        told = tuple(evolve(each, heading=who) for each in only(tree.Expectation, children))
        return Part("expectations", told, span)

    def on_given_literal(self, children: Children, span: Span) -> tree.Given:
        return tree.Given(
            first(tree.Name, children), children[-1], after("BY", children), has("REST", children), span=span
        )

    def on_given_entries(self, children: Children, span: Span) -> tree.Given:
        return tree.Given(children[0], tuple(part.value for part in parts("pair", children)), span=span)

    def on_pair(self, children: Children, span: Span) -> Part:
        return Part("pair", (children[0], children[1] if len(children) > 1 else None), span)

    def on_expectation(self, children: Children, span: Span) -> tree.Expectation:
        sort, value, more = value_of("expected", children)
        return tree.Expectation(children[0], sort, value, only(tree.ReasonItem, children), span=span, **more)

    def on_expected_is(self, children: Children, span: Span) -> Part:
        return _expected("is", span, children[0])

    def on_expected_not_applicable(self, children: Children, span: Span) -> Part:
        return _expected("not_applicable", span)

    def on_expected_contains(self, children: Children, span: Span) -> Part:
        return _expected("contains", span, children[1], hours=value_of("hours", children))

    def on_expected_lacks(self, children: Children, span: Span) -> Part:
        return _expected("lacks", span, children[1])

    def on_expected_courses(self, children: Children, span: Span) -> Part:
        named = tuple(each for each in children if isinstance(each, tree.Name | tree.TextLiteral))
        return _expected("courses", span, courses=named)

    def on_expected_shared_place(self, children: Children, span: Span) -> Part:
        return _expected("shared_place", span, children[1])

    def on_expected_no_place(self, children: Children, span: Span) -> Part:
        return _expected("no_place", span)

    def on_expected_group(self, children: Children, span: Span) -> Part:
        return _expected("group", span, tree.NumberLiteral(children[1], span=span))

    def on_expected_admitted(self, children: Children, span: Span) -> Part:
        return _expected("admitted", span)

    def on_expected_not_admitted(self, children: Children, span: Span) -> Part:
        return _expected("not_admitted", span)

    def on_expected_council(self, children: Children, span: Span) -> Part:
        return _expected("council", span)

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


def _expected(sort: str, span: Span, value: tree.Literal | None = None, **more: object) -> Part:
    return Part("expected", (sort, value, more), span)
