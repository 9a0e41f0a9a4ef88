"""The clauses of a regulation that decide: amounts, tables, indicators, ratings, conditions, routes.

What is told and in which order is the same in every language; `regulation_ru` and `regulation_en` give the words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from iomrules.facts.record import TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.program.core import (
    About,
    Activity,
    Add,
    Anything,
    Applies,
    AtMost,
    Choice,
    CriterionOf,
    Dated,
    ExceptIf,
    Indicator,
    Is,
    Item,
    Mentor,
    Named,
    Node,
    Parameter,
    PartnerModule,
    Rating,
    Route,
    Row,
    Rule,
    Selection,
    Table,
)
from iomrules.write.clauses_ru import SILENT
from iomrules.write.entry_terms import module_queue
from iomrules.write.regulation_parts import Clause, Sheet, Tongue, acts_in, basis_of, ended, entry_title
from iomrules.write.said import Said, unit_of
from iomrules.write.texts import words

#: a sentence, and the lettered conditions below it
Demand = tuple[str, tuple[str, ...]]


@frozen
class RuleWords:
    """Patterns of clauses; {} is what they are said of. Where there are two: the least first, and the greatest first.

    by: what a table goes by. lead: whom a rule holds for. demand: the lead and what must hold. of_entry: what must hold
    for a condition about an entry of a list. if_so: on what condition a route is made. items: of a route.
    """

    refined: str
    hits: Mapping[str, str]
    in_other_cases: str
    goes_by: str
    by: Callable[[Sequence[str]], str]
    worth: str
    in_force: str
    for_whom: str
    for_all: str
    equals: str
    scope: str
    drawn_up: str
    criteria: str
    criteria_heads: tuple[str, str, str, str]
    total: str
    plain_total: str
    first: str
    then: str
    order: tuple[str, str]
    equal: str
    equal_after: str
    places: Mapping[str, str]
    seats: str
    limits: tuple[str, str, str]
    borders: Mapping[str, str]
    lead: Callable[[str, Applies, Said], str]
    demand: Callable[[str, Node, Said], Demand]
    of_entry: Callable[[str, Node, Said], Demand]
    refines: str
    exception: str
    unless: str
    earlier: str
    made: str
    if_so: Callable[[Node, Said], str]
    sort: str
    goal: str
    consists: str
    obligatory: str
    items: Callable[[Sequence[str]], str]
    all_of: str
    load: str
    module: str
    module_seats: str
    activities: str
    mentor: str
    mentor_order: tuple[str, str]
    control: str
    periods: Mapping[str, str]
    alongside: str
    after: str
    exactly: str
    from_to: str
    choice: str
    choice_order: tuple[str, str]
    within: str
    activity_heads: tuple[str, str, str, str]
    always: str
    when: str


@frozen
class RuleClauses:
    """Writes declarations as clauses in one language."""

    tongue: Tongue
    speech: RuleWords

    # --- amounts and tables ----------------------------------------------------------------------------------------

    def parameter_clause(self, parameter: Parameter, said: Said) -> Clause:
        """An amount with its dates; refinements name who changed it."""
        about, tongue = parameter.about, self.tongue

        def told(values: Sequence[Dated]) -> str:
            dated = ((tongue.amount(each.value, parameter.kind, said.program), tongue.spell(each)) for each in values)
            return "; ".join(f"{what} ({when})" if when else what for what, when in dated)

        refined = (
            ended(self.speech.refined.format(words(by.ruleset), told(values))) for by, values in parameter.refinements
        )
        return Clause(
            f"{tongue.capital(about.label())}: {told(parameter.values)}.",
            after=(*refined, *tongue.notes(about)),
            basis=acts_in((*about.basis, *(each.basis for each in parameter.values))),
            name=about.name,
        )

    def table_clause(self, table: Table, said: Said) -> Clause:
        """A table as a table: across, where the last key takes a few single values; else row by row."""
        about, tongue, program = table.about, self.tongue, said.program
        after = [self.speech.hits[table.hit]] if table.hit in self.speech.hits else []
        if table.otherwise is not None:
            after.append(self.speech.in_other_cases.format(tongue.amount(table.otherwise, table.kind, program)))
        keys = self.speech.by([tongue.quoted(tongue.called(each.name, program)) for each in table.keys])
        return Clause(
            self.speech.goes_by.format(tongue.capital(about.label()), keys),
            sheets=(self._across(table, said) or self._down(table, said),),
            after=(*(ended(each) for each in after), *tongue.notes(about)),
            basis=acts_in((*about.basis, *(each.basis for each in table.rows))),
            name=about.name,
        )

    def _across(self, table: Table, said: Said) -> Sheet | None:
        """Values of the last key as columns."""
        cell, program = self.tongue.cell, said.program
        if len(table.keys) < 2 or any(row.begin or row.end or row.cohort for row in table.rows):
            return None
        columns = list(dict.fromkeys(row.tests[-1] for row in table.rows))
        starts = list(dict.fromkeys(row.tests[:-1] for row in table.rows))
        single = all(isinstance(each, Is | Anything) for each in columns)
        if not single or not 2 <= len(columns) <= 6 or len(columns) * len(starts) != len(table.rows):
            return None
        results = {(row.tests[:-1], row.tests[-1]): self.tongue.text(row.result, program.schema) for row in table.rows}
        if len(results) != len(table.rows):
            return None
        rows = tuple(
            (*(cell(test, program) for test in start), *(results[start, each] for each in columns)) for start in starts
        )
        heads = self._key_heads(table, said)[:-1]
        return Sheet((*heads, *(cell(each, program) for each in columns)), rows, self._sheet_title(table))

    def _down(self, table: Table, said: Said) -> Sheet:
        """A row of the rules a row of the table; dates where rows have them."""
        tongue, program = self.tongue, said.program
        dated = any(row.begin or row.end for row in table.rows)
        cohorts = any(row.cohort for row in table.rows)
        rows = tuple(
            (
                *(tongue.cell(test, program) for test in row.tests),
                tongue.text(row.result, program.schema),
                *((tongue.term(row.begin, row.end) or "—",) if dated else ()),
                *(
                    (tongue.capital(tongue.entered(row.cohort)) if row.cohort else self.speech.for_all,)
                    if cohorts
                    else ()
                ),
            )
            for row in table.rows
        )
        more = (*((self.speech.in_force,) if dated else ()), *((self.speech.for_whom,) if cohorts else ()))
        return Sheet((*self._key_heads(table, said), self.speech.worth, *more), rows, self._sheet_title(table))

    def _whom(self, row: Row) -> str:
        return self.tongue.capital(self.tongue.entered(row.cohort)) if row.cohort else self.speech.for_all

    def _key_heads(self, table: Table, said: Said) -> tuple[str, ...]:
        return tuple(self.tongue.capital(self.tongue.called(each.name, said.program)) for each in table.keys)

    def _sheet_title(self, table: Table) -> str:
        """With the unit, which then need not stand in every cell."""
        unit, title = unit_of(table.kind), self.tongue.capital(table.about.label())
        return title if unit in SILENT else f"{title}, {self.tongue.unit(unit)}"

    # --- indicators and ratings ------------------------------------------------------------------------------------

    def indicator_clause(self, indicator: Indicator, said: Said) -> Clause:
        """How an indicator is computed."""
        about, tongue, own = indicator.about, self.tongue, said.about(indicator.applies.person)
        asked = indicator.applies.where is not None
        scope = (ended(self.speech.scope.format(tongue.who(indicator.applies, own))),) if asked else ()
        earlier = (self._earlier(each.about, self.indicator_clause(each, said)) for each in indicator.earlier)
        return Clause(
            self._equals(about.label(), indicator.value, own),
            after=(*scope, *tongue.notes(about), *earlier),
            basis=basis_of(about),
            name=about.name,
        )

    def _equals(self, label: str, node: Node, said: Said) -> str:
        return self.speech.equals.format(self._title(label), self.tongue.value(node, said))

    def _title(self, label: str) -> str:
        return self.tongue.quoted(self.tongue.capital(label))

    def rating_clause(self, rating: Rating, said: Said) -> Clause:
        """Criteria in a table with their caps, then the total, the order and who goes first where totals are equal."""
        about, tongue, told = rating.about, self.tongue, self.speech
        own = said.about(rating.applies.person)
        total = told.plain_total if _is_plain_total(rating) else tongue.value(rating.total, own)
        first = [tongue.condition(each, own) for each in rating.priorities]
        before = (ended(told.first.format(f", {told.then} ".join(first))),) if first else ()
        return Clause(
            told.drawn_up.format(self._title(about.label()), tongue.who(rating.applies, own)),
            sheets=(self._criteria(rating, own),),
            after=(
                ended(told.total.format(total)),
                *before,
                f"{told.order[rating.descending]}. {self._equal(rating, own)} {told.places[rating.places]}.",
                *tongue.notes(about),
            ),
            basis=acts_in((*about.basis, *(each.basis for each in rating.criteria))),
            name=about.name,
        )

    def _criteria(self, rating: Rating, said: Said) -> Sheet:
        tongue = self.tongue
        rows = [
            (str(at), tongue.capital(each.label()), *self._criterion(each.value, said))
            for at, each in enumerate(rating.criteria, start=1)
        ]
        width = 4 if any(row[3] != "—" for row in rows) else 3
        title = self.speech.criteria.format(tongue.small(rating.about.label()))
        return Sheet(self.speech.criteria_heads[:width], tuple(row[:width] for row in rows), title)

    def _criterion(self, node: Node, said: Said) -> tuple[str, str]:
        """How it is counted, and its cap."""
        if isinstance(node, AtMost):
            return self.tongue.value(node.operand, said), self.tongue.value(node.limit, said)
        return self.tongue.value(node, said), "—"

    def _equal(self, rating: Rating, said: Said) -> str:
        """Those whose totals are equal, to be said what of."""
        people = self.tongue.people(said)
        if not rating.ties:
            return self.tongue.capital(self.speech.equal.format(people))
        ties = f", {self.speech.then} ".join(self.tongue.value(each, said) for each in rating.ties)
        return self.speech.equal_after.format(ties, people)

    def selection_clause(self, selection: Selection, said: Said) -> Clause:
        """Who of a rating gets a seat."""
        about, tongue, own = selection.about, self.tongue, said.about(selection.applies.person)
        rating = said.program.ratings.get(selection.rating)
        label = tongue.quoted(rating.about.label() if rating else words(selection.rating))
        limits = zip(self.speech.limits, (selection.seats, selection.share, selection.pass_mark), strict=True)
        points = [f"{told}: {tongue.value(node, own)}" for told, node in limits if node is not None]
        return Clause(
            self.speech.seats.format(
                self._title(about.label()),
                label + tongue.reference(selection.rating, said),
                tongue.who(selection.applies, own),
            ),
            (*points, self.speech.borders[selection.border]),
            after=tongue.notes(about),
            basis=basis_of(about),
            name=about.name,
        )

    # --- conditions ------------------------------------------------------------------------------------------------

    def rule_clause(self, rule: Rule, said: Said) -> Clause:
        """A rule as a sentence: whom it is about, what must hold, what stands in the way."""
        about, tongue, own = rule.about, self.tongue, said.about(rule.applies.person)
        text, points = self.speech.demand(self.speech.lead(about.label(), rule.applies, own), rule.condition, own)
        refined = (
            self.speech.refines.format(tongue.quoted(each.label()), words(each.ruleset)) for each in rule.refined
        )
        return Clause(
            text,
            points,
            after=(
                *(self._exception(each, own) for each in rule.exceptions),
                *(ended(each) for each in refined),
                *tongue.notes(about),
                *(self._earlier(each.about, self.rule_clause(each, said)) for each in rule.earlier),
            ),
            basis=acts_in((*about.basis, *(each.basis for each in rule.exceptions))),
            name=about.name,
        )

    def _exception(self, exception: ExceptIf, said: Said) -> str:
        told, unless = self.tongue.condition(exception.condition, said), ""
        if exception.unless is not None:
            unless = self.speech.unless.format(self.tongue.condition(exception.unless, said))
        return self.speech.exception.format(told, unless)

    def _earlier(self, lower: About, clause: Clause) -> str:
        """What holds where a refinement does not."""
        of_layer = f" ({words(lower.ruleset)})" if lower.ruleset else ""
        return ended(self.speech.earlier.format(of_layer, " ".join((clause.text, *clause.points))))

    def named_clause(self, named: Named, where: Said, said: Said) -> Clause:
        """What a name about an entry of a list or catalogue means. where: the elements in hand where it is read."""
        own = evolve(where, clauses=said.clauses)
        if isinstance(named.kind, TruthKind):
            text, points = self.speech.of_entry(named.label(), named.operand, own)
        else:
            text, points = self._equals(named.label(), named.operand, own), ()
        return Clause(text, points, basis=acts_in(named.basis), name=named.name)

    # --- routes ----------------------------------------------------------------------------------------------------

    def route_clause(self, route: Route, said: Said) -> Clause:
        """What a route is for and what it is made of, part by part."""
        about, tongue, told = route.about, self.tongue, self.speech
        own = said.about(route.applies.person)
        demand = told.if_so(route.condition, own) if route.condition is not None else ""
        lead = told.made.format(self._title(about.label()), tongue.who(route.applies, own), demand)
        sort = told.sort.format(tongue.called(route.sort, said.program)) if route.sort else ""
        goal = told.goal.format(ended(route.goal)) if route.goal else ""
        parts = (route.obligatory, route.choices, route.modules, route.activities)
        return Clause(
            f"{lead}{sort}{goal} {told.consists}",
            tuple(self._parts(route, own)),
            (self._activities(route.activities, own),) if route.activities else (),
            tongue.notes(about),
            acts_in((*about.basis, *(each.basis for part in parts for each in part))),
            about.name,
        )

    def _parts(self, route: Route, said: Said) -> Iterator[str]:
        tongue, told = self.tongue, self.speech
        items = [self._item(item, said) for each in route.obligatory for item in each.items]
        if items:
            yield told.obligatory.format(told.items(items))
        for each in route.obligatory:
            if each.entries is not None:
                yield told.all_of.format(tongue.elements(each.entries, said))
        yield from (self._choice(each, said) for each in route.choices)
        if route.load is not None:
            yield told.load.format(tongue.value(route.load, said))
        yield from (self._module(each, said) for each in route.modules)
        if route.activities:
            yield told.activities
        yield from (self._mentor(each, said) for each in route.mentors)
        if route.controls:
            control = (
                f"{told.periods[each.period]}{f' ({each.what})' if each.what else ''}" for each in route.controls
            )
            yield told.control.format(", ".join(control))
        if route.alongside:
            yield told.alongside.format(tongue.listed([self._route_title(each, said) for each in route.alongside]))
        if route.after:
            yield told.after.format(tongue.listed([self._route_title(each, said) for each in route.after]))

    def _item(self, item: Item, said: Said) -> str:
        catalogue = said.program.schema.catalogues.get(item.catalogue)
        entry = next((each for each in (catalogue.rows if catalogue else ()) if each.key == item.key), None)
        title = self.tongue.own(item.key, said.program) or item.title
        title = title or (entry_title(entry) if entry else words(item.key))
        hours = f", {self.tongue.number_with_unit(item.hours, item.unit)}" if item.hours is not None else ""
        return self.tongue.quoted(title) + hours

    def _choice(self, choice: Choice, said: Said) -> str:
        told, count = self.speech, self.speech.exactly.format(choice.high)
        if choice.low != choice.high:
            count = told.from_to.format(choice.low, choice.high)
        order = within = ""
        if choice.order is not None:
            value = self.tongue.value(choice.order, said.inside(""))
            order = f"; {told.choice_order[not choice.ascending].format(value)}"
        if choice.within is not None:
            within = f"; {told.within.format(self.tongue.value(choice.within, said))}"
        return told.choice.format(count, self.tongue.elements(choice.entries, said)) + order + within

    def _module(self, module: PartnerModule, said: Said) -> str:
        tongue, told = self.tongue, self.speech
        hours = f", {tongue.number_with_unit(module.hours, module.unit)}" if module.hours is not None else ""
        seats = f", {told.module_seats.format(tongue.value(module.seats, said))}" if module.seats is not None else ""
        when = ""
        if module.condition is not None:
            when = f", {told.when.format(tongue.condition(module.condition, said))}"
        ends = module_queue(module, said.program, tongue.language)
        own = tongue.quoted(module.module), tongue.quoted(module.title)
        return told.module.format(*own, f"{hours}{seats}{ends}") + when

    def _mentor(self, mentor: Mentor, said: Said) -> str:
        order = ""
        if mentor.order is not None:
            value = self.tongue.value(mentor.order, said)
            order = f", {self.speech.mentor_order[not mentor.ascending].format(value)}"
        return self.speech.mentor.format(self.tongue.elements(mentor.entries, said)) + order

    def _activities(self, activities: Sequence[Activity], said: Said) -> Sheet:
        """When an activity is included is told where one of them is not always."""
        told = self.speech
        rows = tuple((str(at), each.title, self._when(each, said), each.term or "—")
                     for at, each in enumerate(activities, start=1))  # fmt: skip
        number, title, when, term = told.activity_heads
        if all(each.condition is None for each in activities):
            return Sheet((number, title, term), tuple((at, what, by) for at, what, _, by in rows))
        return Sheet((number, title, when, term), rows)

    def _when(self, activity: Activity, said: Said) -> str:
        if activity.condition is None:
            return self.speech.always
        return self.speech.when.format(self.tongue.condition(activity.condition, said))

    def _route_title(self, name: str, said: Said) -> str:
        known = said.program.routes.get(name)
        return self.tongue.quoted(known.about.label() if known else words(name))


def _is_plain_total(rating: Rating) -> bool:
    """Whether the total is the sum of all criteria and nothing else."""
    terms = rating.total.terms if isinstance(rating.total, Add) else (rating.total,)
    named = [each.criterion for each in terms if isinstance(each, CriterionOf)]
    return sorted(named) == sorted(each.name for each in rating.criteria) and len(named) == len(terms)
