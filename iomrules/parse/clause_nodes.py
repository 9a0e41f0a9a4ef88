"""Nodes of names, literals and the clauses that many declarations share."""

from datetime import date

from iomrules.codes import parse as codes
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.parse.parts import Builder, Children, Part, after, exact, has, only, parts, value_of
from iomrules.source import Span


class ClauseNodes(Builder):
    """Functions are named as the grammar names its productions."""

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
        person = children[1] if has("FOR", children) else None
        return tree.Applies(person, after("WHERE", children), value_of("cohort", children), span=span)

    def on_cohort(self, children: Children, span: Span) -> Part:
        begin, end = value_of("period", children)
        return Part("cohort", tree.Cohort(begin, end, span=span), span)

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
