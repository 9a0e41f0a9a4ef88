"""Nodes of declarations of what there is: headers, enumerations, records, catalogues, parameters, tables."""

from typing import Any

from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.parse.clause_nodes import ClauseNodes
from iomrules.parse.name_slips import words_in_a_row
from iomrules.parse.parts import (
    BEGIN_COMPARISONS,
    BEGIN_VALUES,
    Children,
    Part,
    first,
    first_or,
    has,
    only,
    parts,
    value_of,
)
from iomrules.source import Span


class DeclarationNodes(ClauseNodes):
    """Functions are named as the grammar names its productions."""

    # --- declarations ---

    def on_header(self, children: Children, span: Span) -> tree.Header:
        self.once(children, "version", "uses", "based_on", "layer")
        return tree.Header(
            first(tree.Name, children),
            value_of("title", children, ""),
            value_of("version", children, ""),
            value_of("uses", children, ()),
            value_of("layer", children),
            self.clauses(children),
            value_of("based_on", children, ()),
            span=span,
        )

    def on_header_clause(self, children: Children, span: Span) -> Any:
        return Part("version", children[1], span) if len(children) == 2 else children[0]

    def on_version(self, children: Children, span: Span) -> str:
        return str(children[0].text)

    def on_uses(self, children: Children, span: Span) -> Part:
        return Part("uses", children[1].value, span)

    def on_based_on(self, children: Children, span: Span) -> Part:
        return Part("based_on", only(tree.TextLiteral, children), span)

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

    def on_english_names(self, children: Children, span: Span) -> tree.EnglishNames:
        return tree.EnglishNames(only(tree.EnglishName, children), span=span)

    def on_english_name(self, children: Children, span: Span) -> tree.EnglishName:
        return tree.EnglishName(children[0], children[2], value_of("title", children, ""), span=span)

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
        self.once(children, "source", "optional", "health", "forms", "entry_day")
        return tree.Field(
            self.named(first(tree.Name, children), BEGIN_VALUES | BEGIN_COMPARISONS),
            value_of("title", children, ""),
            first(tree.KindExpression, children),
            value_of("source", children, ""),
            value_of("optional", children, False),
            value_of("health", children, False),
            value_of("forms", children, ()),
            value_of("entry_day", children, False),
            span=span,
        )

    def on_source(self, children: Children, span: Span) -> Part:
        return Part("source", children[1].text, span)

    def on_optional(self, children: Children, span: Span) -> Part:
        return Part("optional", True, span)

    def on_entry_day(self, children: Children, span: Span) -> Part:
        return Part("entry_day", True, span)

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
        self.once(children, "source", "only_with", "never_with", "entry_seats", "in_shortage", "opens")
        return tree.Catalogue(
            first(tree.Name, children),
            value_of("title", children, ""),
            only(tree.Name, children)[1],
            first_or(int, children),
            value_of("source", children, ""),
            self.clauses(children),
            value_of("only_with", children),
            value_of("never_with", children),
            value_of("entry_seats", children),
            value_of("in_shortage", children),
            only(tree.SharedHours, children),
            value_of("opens", children),
            span=span,
        )

    def on_only_with(self, children: Children, span: Span) -> Part:
        return Part("only_with", children[1], span)

    def on_never_with(self, children: Children, span: Span) -> Part:
        return Part("never_with", children[1], span)

    def on_entry_seats(self, children: Children, span: Span) -> Part:
        return Part("entry_seats", children[2], span)

    def on_in_shortage(self, children: Children, span: Span) -> Part:
        return Part("in_shortage", children[1], span)

    def on_opens(self, children: Children, span: Span) -> Part:
        return Part("opens", children[2], span)

    def on_shared_hours(self, children: Children, span: Span) -> tree.SharedHours:
        return tree.SharedHours(children[1], children[3], span=span)

    def on_rows(self, children: Children, span: Span) -> tree.Rows:
        self.once(children, "file")
        return tree.Rows(children[1], only(tree.Row, children), value_of("file", children), span=span)

    def on_added_synonyms(self, children: Children, span: Span) -> tree.AddedSynonyms:
        return tree.AddedSynonyms(children[1], tuple(part.value for part in parts("synonym", children)), span=span)

    def on_from_file(self, children: Children, span: Span) -> Part:
        return Part("file", (children[1], children[3] if len(children) > 3 else None), span)

    def on_row(self, children: Children, span: Span) -> tree.Row:
        begin, end = value_of("period", children, (None, None))
        cells = value_of("cells", children)
        return tree.Row(cells, begin, end, value_of("according", children), value_of("cohort", children), span=span)

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
        self.check_spaced(first(tree.Name, children), only(tree.DatedValue, children))
        return tree.Parameter(
            self.named(first(tree.Name, children)),
            value_of("title", children, ""),
            only(tree.DatedValue, children),
            self.clauses(children),
            span=span,
        )

    def check_spaced(self, name: tree.Name, values: tuple[tree.DatedValue, ...]) -> None:
        """`параметр процент выполнения`, and the number below: the second word is no value."""
        word, alone = values[0].value, values[0].span
        if not isinstance(word, tree.Name) or word.span.line != name.span.line or word.span != alone:
            return
        if any(not isinstance(each.value, tree.Name) for each in values[1:]):
            self.mistakes.append(words_in_a_row(name.span.to(word.span), (name.text, word.text)))

    def on_dated(self, children: Children, span: Span) -> tree.DatedValue:
        begin, end = value_of("period", children, (None, None))
        basis, cohort = value_of("according", children), value_of("cohort", children)
        return tree.DatedValue(children[0], begin, end, basis, cohort, span=span)

    def on_table(self, children: Children, span: Span) -> tree.Table:
        self.once(children, "hit", "gives", "otherwise", "file")
        return tree.Table(
            self.named(first(tree.Name, children)),
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
            self.named(children[1]),
            value_of("title", children, ""),
            rest[0],
            first_or(tree.Applies, children),
            self.clauses(children),
            span=span,
        )
