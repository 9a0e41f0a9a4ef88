"""The clauses of a regulation in English: the counterpart of `regulation_rules` and `regulation_terms`.

English needs no agreement, so every sort takes a few lines. What the rules say for people stays as written.
"""

from collections.abc import Iterator, Sequence

from iomrules.facts.record import (
    TruthKind,
)
from iomrules.frozen import evolve
from iomrules.program.core import (
    About,
    Activity,
    Add,
    Anything,
    AtMost,
    Choice,
    CriterionOf,
    Dated,
    Either,
    Indicator,
    Is,
    Item,
    Named,
    Node,
    Parameter,
    Program,
    Rating,
    Route,
    Rule,
    Selection,
    Table,
)
from iomrules.write.clauses_en import UNITS
from iomrules.write.clauses_ru import SILENT
from iomrules.write.entry_terms import module_queue
from iomrules.write.phrases_en import condition, elements, reference, value
from iomrules.write.regulation_parts import Clause, Sheet, acts_in, basis_of, ended, entry_title
from iomrules.write.regulation_parts_en import (
    amount,
    cell_words,
    entered,
    notes_of,
    number_with_unit,
    people,
    spell,
    term,
    value_text,
    who,
)
from iomrules.write.said import Said, conjuncts, unit_of
from iomrules.write.texts import words
from iomrules.write.words_en import capitalise_first, join_list, quoted, small

# --- amounts and tables --------------------------------------------------------------------------------------------


def parameter_clause(parameter: Parameter, said: Said) -> Clause:
    """An amount with its dates; refinements name who changed it."""
    about, program = parameter.about, said.program

    def told(values: Sequence[Dated]) -> str:
        dated = ((amount(each.value, parameter.kind, program), spell(each)) for each in values)
        return "; ".join(f"{what} ({when})" if when else what for what, when in dated)

    refined = (ended(f"refined ({words(by.ruleset)}): {told(values)}") for by, values in parameter.refinements)
    return Clause(
        f"{capitalise_first(about.label())}: {told(parameter.values)}.",
        after=(*refined, *notes_of(about)),
        basis=acts_in((*about.basis, *(each.basis for each in parameter.values))),
        name=about.name,
    )


HITS = {"first": "The first row from the top that fits applies", "all": "The results of all rows that fit are added up"}


def table_clause(table: Table, said: Said) -> Clause:
    """A table: across, where the last key takes a few single values; else row by row."""
    about, program = table.about, said.program
    after = [HITS[table.hit]] if table.hit in HITS else []
    if table.otherwise is not None:
        after.append(f"In other cases, {amount(table.otherwise, table.kind, program)}")
    keys = join_list([quoted(_key_title(each.name, program)) for each in table.keys])
    return Clause(
        f"{capitalise_first(about.label())}: the value goes by {keys}.",
        sheets=(_across(table, program) or _down(table, program),),
        after=(*(ended(each) for each in after), *notes_of(about)),
        basis=acts_in((*about.basis, *(each.basis for each in table.rows))),
        name=about.name,
    )


def _key_title(name: str, program: Program) -> str:
    return program.english.get(name) or words(name)


def _across(table: Table, program: Program) -> Sheet | None:
    if len(table.keys) < 2 or any(row.begin or row.end or row.cohort for row in table.rows):
        return None
    columns = list(dict.fromkeys(row.tests[-1] for row in table.rows))
    starts = list(dict.fromkeys(row.tests[:-1] for row in table.rows))
    results = {(row.tests[:-1], row.tests[-1]): value_text(row.result, program.schema) for row in table.rows}
    single = all(isinstance(each, Is | Anything) for each in columns)
    if not single or not 2 <= len(columns) <= 6 or not len(columns) * len(starts) == len(table.rows) == len(results):
        return None
    heads = (capitalise_first(_key_title(each.name, program)) for each in table.keys[:-1])
    rows = tuple(
        (*(cell_words(test, program) for test in start), *(results[start, each] for each in columns))
        for start in starts
    )
    return Sheet((*heads, *(cell_words(each, program) for each in columns)), rows, _sheet_title(table))


def _sheet_title(table: Table) -> str:
    unit, title = unit_of(table.kind), capitalise_first(table.about.label())
    return title if unit in SILENT else f"{title}, {UNITS[unit][1] if unit in UNITS else unit}"


def _down(table: Table, program: Program) -> Sheet:
    dated = any(row.begin or row.end for row in table.rows)
    cohorts = any(row.cohort for row in table.rows)
    heads = [capitalise_first(_key_title(each.name, program)) for each in table.keys]
    rows = tuple(
        (
            *(cell_words(test, program) for test in row.tests),
            value_text(row.result, program.schema),
            *((term(row.begin, row.end) or "—",) if dated else ()),
            *((capitalise_first(entered(row.cohort)) if row.cohort else "For all",) if cohorts else ()),
        )
        for row in table.rows
    )
    more = (*(("In force",) if dated else ()), *(("For whom",) if cohorts else ()))
    return Sheet((*heads, "Value", *more), rows, _sheet_title(table))


# --- indicators, ratings, selection --------------------------------------------------------------------------------


def indicator_clause(indicator: Indicator, said: Said) -> Clause:
    """How an indicator is computed."""
    about, own = indicator.about, said.about(indicator.applies.person)
    scope = (f"Computed for {who(indicator.applies, own)}.",) if indicator.applies.where is not None else ()
    earlier = (_outside(each.about, indicator_clause(each, said)) for each in indicator.earlier)
    return Clause(
        f"{quoted(capitalise_first(about.label()))} is {value(indicator.value, own)}.",
        after=(*scope, *notes_of(about), *earlier),
        basis=basis_of(about),
        name=about.name,
    )


PLACES = {
    "skip": "share a place, and the places after it are skipped (1, 1, 3)",
    "dense": "share a place, and the next place is not skipped (1, 1, 2)",
}


def rating_clause(rating: Rating, said: Said) -> Clause:
    """Criteria in a table with their caps, then the total and the order."""
    about, own = rating.about, said.about(rating.applies.person)
    rows = [(str(at), capitalise_first(each.label()), *_criterion(each.value, own))
            for at, each in enumerate(rating.criteria, start=1)]  # fmt: skip
    width = 4 if any(row[3] != "—" for row in rows) else 3
    headings = ("№", "Criterion", "How it is counted", "At most")[:width]
    total = "the sum of all criteria" if _is_plain_total(rating) else value(rating.total, own)
    ties = ", then ".join(value(each, own) for each in rating.ties)
    first = [condition(each, own) for each in rating.priorities]
    before = (ended(f"whatever the total, those stand first of whom it is true: {', then '.join(first)}"),)
    chain = (
        f"Equal totals are told apart by {ties}. Those equal still"
        if ties
        else f"{capitalise_first(people(own))} with equal totals"
    )
    order = "from the greatest total down" if rating.descending else "from the least total up"
    return Clause(
        f"{quoted(capitalise_first(about.label()))} is drawn up for {who(rating.applies, own)}.",
        sheets=(Sheet(headings, tuple(row[:width] for row in rows), f"Criteria: {small(about.label())}"),),
        after=(
            ended(f"the total is {total}"),
            *(before if first else ()),
            f"Places go {order}. {chain} {PLACES[rating.places]}.",
            *notes_of(about),
        ),
        basis=acts_in((*about.basis, *(each.basis for each in rating.criteria))),
        name=about.name,
    )


def _criterion(node: Node, said: Said) -> tuple[str, str]:
    if isinstance(node, AtMost):
        return value(node.operand, said), value(node.limit, said)
    return value(node, said), "—"


def _is_plain_total(rating: Rating) -> bool:
    terms = rating.total.terms if isinstance(rating.total, Add) else (rating.total,)
    named = [each.criterion for each in terms if isinstance(each, CriterionOf)]
    return sorted(named) == sorted(each.name for each in rating.criteria) and len(named) == len(terms)


BORDERS = {
    "all": "all who share the last place get a seat",
    "none": "none of those who share the last place gets a seat",
    "council": "a council decides who of those who share the last place gets it",
}


def selection_clause(selection: Selection, said: Said) -> Clause:
    """Who of a rating gets a seat."""
    about, own = selection.about, said.about(selection.applies.person)
    rating = said.program.ratings.get(selection.rating)
    label = quoted(rating.about.label() if rating else words(selection.rating)) + reference(selection.rating, said)
    limits = (
        ("number of seats", selection.seats),
        ("share of the participants, at most", selection.share),
        ("pass mark", selection.pass_mark),
    )
    points = [f"{told}: {value(node, own)}" for told, node in limits if node is not None]
    return Clause(
        f"{quoted(capitalise_first(about.label()))}: seats go in the order of the rating {label} "
        f"among {who(selection.applies, own)}:",
        (*points, BORDERS[selection.border]),
        after=notes_of(about),
        basis=basis_of(about),
        name=about.name,
    )


# --- conditions ----------------------------------------------------------------------------------------------------


def rule_clause(rule: Rule, said: Said) -> Clause:
    """A rule as a sentence: whom it is about, what must hold, what stands in the way."""
    about, own = rule.about, said.about(rule.applies.person)
    text, points = _demand(f"{quoted(about.label())} holds for {who(rule.applies, own)}", rule.condition, own)
    refined = [f"refines {quoted(each.label())} ({words(each.ruleset)})" for each in rule.refined]
    exceptions = []
    for each in rule.exceptions:
        unless = f", unless {condition(each.unless, own)}" if each.unless is not None else ""
        exceptions.append(f"Exception: it does not hold if {condition(each.condition, own)}{unless}.")
    return Clause(
        text,
        points,
        after=(
            *exceptions,
            *(ended(each) for each in refined),
            *notes_of(about),
            *(_outside(each.about, rule_clause(each, said)) for each in rule.earlier),
        ),
        basis=acts_in((*about.basis, *(each.basis for each in rule.exceptions))),
        name=about.name,
    )


def _outside(lower: About, clause: Clause) -> str:
    """What holds where a refinement does not."""
    of_layer = f" ({words(lower.ruleset)})" if lower.ruleset else ""
    return ended(f"in other cases the earlier provision holds{of_layer}: {' '.join((clause.text, *clause.points))}")


def _demand(lead: str, node: Node, said: Said) -> tuple[str, tuple[str, ...]]:
    """The sentence, and the lettered conditions where there are several."""
    if isinstance(node, Either):
        return f"{lead} if any of these is true:", tuple(condition(each, said) for each in node.operands)
    parts = conjuncts(node)
    if len(parts) > 1:
        return f"{lead} if all of these are true:", tuple(condition(each, said) for each in parts)
    return f"{lead} if {condition(parts[0], said)}.", ()


def named_clause(named: Named, where: Said, said: Said) -> Clause:
    """What a name about an entry of a list or catalogue means. where: the elements in hand where it is read."""
    own = evolve(where, clauses=said.clauses)
    label = quoted(capitalise_first(named.label()))
    if isinstance(named.kind, TruthKind):
        text, points = _demand(f"{label} holds of an entry", named.operand, own)
    else:
        text, points = f"{label} is {value(named.operand, own)}.", ()
    return Clause(text, points, basis=acts_in(named.basis), name=named.name)


# --- routes --------------------------------------------------------------------------------------------------------

PERIODS = {"quarter": "each quarter", "half": "each half-year", "year": "each year"}


def route_clause(route: Route, said: Said) -> Clause:
    """What a route is for and what it is made of, part by part."""
    about, own = route.about, said.about(route.applies.person)
    demand = f" if {condition(route.condition, own)}" if route.condition is not None else ""
    sort = f" Kind: {said.program.english.get(route.sort) or words(route.sort)}." if route.sort else ""
    goal = f" Goal: {ended(route.goal)}" if route.goal else ""
    acts = (each.basis for part in (route.obligatory, route.choices, route.modules, route.activities) for each in part)
    return Clause(
        f"{quoted(capitalise_first(about.label()))} is made for {who(route.applies, own)}{demand}.{sort}{goal} It has:",
        tuple(_parts(route, own)),
        (_activities(route.activities, own),) if route.activities else (),
        notes_of(about),
        acts_in((*about.basis, *acts)),
        about.name,
    )


def _parts(route: Route, said: Said) -> Iterator[str]:
    items = [_item(item, said) for each in route.obligatory for item in each.items]
    if items:
        yield f"obligatory: {'; '.join(items)}"
    for each in route.obligatory:
        if each.entries is not None:
            yield f"obligatory, all of: {elements(each.entries, said)}"
    yield from (_choice(each, said) for each in route.choices)
    if route.load is not None:
        yield f"limit of load: {value(route.load, said)}"
    for module in route.modules:
        hours = f", {number_with_unit(module.hours, module.unit)}" if module.hours is not None else ""
        when = f", if {condition(module.condition, said)}" if module.condition is not None else ""
        seats = f", seats: {value(module.seats, said)}" if module.seats is not None else ""
        ends = module_queue(module, said.program, "en")
        yield f"module {quoted(module.module)} (partner organisation {quoted(module.title)}{hours}{seats}{ends}){when}"
    if route.activities:
        yield "activities of the table below"
    for mentor in route.mentors:
        order = f", {_order(mentor.order, said, ascending=mentor.ascending)}" if mentor.order is not None else ""
        yield f"a mentor from: {elements(mentor.entries, said)}{order}"
    if route.controls:
        told = [f"{PERIODS[each.period]}{f' ({each.what})' if each.what else ''}" for each in route.controls]
        yield f"control: {', '.join(told)}"
    if route.alongside:
        yield f"alongside {join_list([_route_title(each, said) for each in route.alongside])}"
    if route.after:
        yield f"after {join_list([_route_title(each, said) for each in route.after])}"


def _order(node: Node, said: Said, *, ascending: bool) -> str:
    return f"in {'ascending' if ascending else 'descending'} order of {value(node, said)}"


def _item(item: Item, said: Said) -> str:
    catalogue = said.program.schema.catalogues.get(item.catalogue)
    entry = next((each for each in (catalogue.rows if catalogue else ()) if each.key == item.key), None)
    title = said.program.english.get(item.key) or item.title or (entry_title(entry) if entry else words(item.key))
    return quoted(title) + (f", {number_with_unit(item.hours, item.unit)}" if item.hours is not None else "")


def _choice(choice: Choice, said: Said) -> str:
    count = f"from {choice.low} to {choice.high}" if choice.low != choice.high else f"exactly {choice.high}"
    told = f"by choice, {count} of {elements(choice.entries, said)}"
    if choice.order is not None:
        told += f"; {_order(choice.order, said.inside(''), ascending=choice.ascending)}"
    return told + (f"; within {value(choice.within, said)}" if choice.within is not None else "")


def _activities(activities: Sequence[Activity], said: Said) -> Sheet:
    rows = tuple(
        (
            str(at),
            each.title,
            "always" if each.condition is None else f"if {condition(each.condition, said)}",
            each.term or "—",
        )
        for at, each in enumerate(activities, start=1)
    )
    if all(each.condition is None for each in activities):
        return Sheet(("№", "Activity", "When"), tuple((at, title, when) for at, title, _, when in rows))
    return Sheet(("№", "Activity", "Included", "When"), rows)


def _route_title(name: str, said: Said) -> str:
    known = said.program.routes.get(name)
    return quoted(known.about.label() if known else words(name))
