"""A checked program as readable Python: one function for each shape of person, one block for each declaration.

A block concludes from what is plainly known. Where something is not (a missing fact, a fault), the block is left and
the interpreter is asked of that declaration alone, given what the blocks before it found; what is made of these alone
is made by the interpreter's arithmetic (`unsure`). The text depends on nothing
but the program, and holds no value of a person: it can be kept and loaded again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from iomrules.frozen import define, evolve, field, frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.python import forms
from iomrules.reason.python.addresses import Addresses, about
from iomrules.reason.python.forms import Form
from iomrules.reason.python.kinds import Names
from iomrules.reason.python.lists import inside, printable, survey_lines
from iomrules.reason.python.nodes import Expressions
from iomrules.reason.python.results import assigned, taken_again, told_as
from iomrules.reason.python.surveys import Plan, Unsupported
from iomrules.reason.python.unsure import or_combined, told_name
from iomrules.reason.python.versions import first_that_holds, if_about, versions, whom
from iomrules.reason.python.walk import declared, nodes_of
from iomrules.source import Span

HEAD = '''\
"""Generated from rules: {title}. Changing it changes nothing: it is made anew from them."""

from datetime import date
from fractions import Fraction
from itertools import repeat

from iomrules.reason.arithmetic import add, at_least, at_most, exact, multiply, negative, round_value
from iomrules.reason.decision import Candidate
from iomrules.reason.python.binding import FAULT, taken, taken_number, taken_ratio
from iomrules.reason.python.values import (
    LOST, NOTHING, STOPPED, Exact, Lost, best_sum, greatest, group_max, group_mean, group_min, group_sum, half_down,
    half_even, half_up, held, known, least, lose, or_zero, positive, quotient, ratio, round_away, round_toward, told,
    told_number,
)
from iomrules.reason.python.unsure import operands
from iomrules.values import ABSENT, ByKey, Entry, Member
'''


@frozen
class Generated:
    """The text, and where each of its blocks comes from: (first line, place in the rules), in the text's order."""

    source: str
    places: tuple[tuple[int, Span], ...]

    def place(self, line: int) -> Span | None:
        """The declaration that a line was made from."""
        found = [span for first, span in self.places if first <= line]
        return found[-1] if found else None


def source_of(program: Program, *, recording: bool = False) -> str:
    """The program as Python. recording: it also returns every value behind its conclusions (`traces` reads them)."""
    return generate(program, recording=recording).source


def generate(program: Program, *, recording: bool = False) -> Generated:
    """The program as Python, with the places its lines come from."""
    addresses = Addresses(program)
    shapes = program.person_shapes()
    functions = [_Function(program, shape, number, addresses, recording).text() for number, shape in enumerate(shapes)]
    title = printable(program.about.name)
    body = "\n".join(functions)
    scales = sorted({int(found) for found in re.findall(r"\bX(\d+)\[", body)})
    lines = [
        HEAD.format(title=title),
        *(f"X{scale} = Exact({scale})" for scale in scales),
        "#: nodes that the interpreter is asked about: sort and name of the declaration, number of the node in it",
        "NODES = (",
        *(f"    {place!r}," for place in addresses.used),
        ")",
        body,
        "",
        "",
        "#: shape of a person -> what binds its deciding function to a date and to catalogues",
        "BIND = {" + ", ".join(f"{shape!r}: bind_{number}" for number, shape in enumerate(shapes)) + "}",
        "",
    ]
    text = "\n".join(lines)
    return Generated(text, tuple(_places(program, text)))


def _places(program: Program, text: str) -> Iterator[tuple[int, Span]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.fullmatch(r" +# (indicator|rating|rule|selection) (\S+) .*", line):
            sort, name = found.groups()
            yield number, declared(program, sort, name).about.span  # type: ignore[attr-defined]


@define
class _Function:
    """The deciding function of one shape."""

    program: Program
    shape: str
    number: int
    addresses: Addresses
    recording: bool = False
    #: of each block: the name of its record, and (address of a node, how it is told, places it takes)
    records: list[tuple[str, tuple[tuple[int, int | str, int], ...]]] = field(factory=list)
    lines: list[str] = field(factory=list)
    #: declaration -> (sort, name) as the interpreter keeps it, and the name of its result
    results: dict[tuple[str, ...], tuple[tuple[str, str], str]] = field(factory=dict)
    names: Names = field(factory=Names)
    code: Expressions = field(init=False)
    #: lists surveyed by what was found of the person before, with the line where that is
    later: list[tuple[int, Plan]] = field(factory=list)
    #: of the declaration in hand
    nodes: tuple[Node, ...] = ()

    def text(self) -> str:
        """The function, and before it what is made once for a date."""
        self.code = Expressions(self.program, self.shape, self.addresses, self.names)
        kept: dict[str, dict[str, str]] = {"indicator": {}, "rating": {}, "rule": {}, "selection": {}}
        nodes = {each: self.addresses.enter(*each) for each in about(self.program, self.shape)}
        for (sort, name), self.nodes in nodes.items():
            kept[sort][name] = self._block(partial(getattr(self, f"_{sort}"), name))
        for name, selection in self.program.selections.items():
            if selection.applies.person in ("", self.shape) and selection.rating in kept["rating"]:
                self.addresses.enter("selection", name)
                kept["selection"][name] = self._block(partial(self._selection, name, kept["rating"][selection.rating]))
        for place, plan in reversed(self.later):
            self.lines[place:place] = survey_lines(plan, self.code)
        first = [plan for plan in self.code.plans.values() if not plan.found]
        surveys = [line for plan in first for line in survey_lines(plan, self.code)]
        made = [f"{name} = {text}" for name, text in self.code.bound.items()]
        told = (_tuple(name for name, _ in self.records),) if self.recording else ()
        found = (
            *("rules", "settle(rules, beside) if beside else ()"),
            *(name for sort in ("indicator", "rating", "selection") for name in kept[sort].values()),
        )
        concluding = (
            *self.code.facts.lines(),
            "beside = {}",
            *surveys,
            *self.lines,
            "",
            # a list: more than thirty names in a tuple are a list for Python first
            f"rules = [{', '.join(kept['rule'].values())}]",
            "return (",
            *inside([f"{each}," for each in (*found, *told)]),
            ")",
        )
        made += [f"order = {tuple(kept['rule'])!r}", "settle = binding.settling(order)"]
        inner = (f"def decide(person, row):  # {printable(self.shape)}", *inside(concluding))
        start = (
            f"def bind_{self.number}(binding):",
            "    asked, asked_number, slow = binding.asked, binding.asked_number, binding.slow",
        )
        criteria = tuple(
            (name, tuple(each.name for each in self.program.ratings[name].criteria)) for name in kept["rating"]
        )
        names = (tuple(kept["indicator"]), criteria, tuple(kept["selection"]))
        end = f"return decide, order, {', '.join(map(repr, names))}"
        if self.recording:
            end += f", {tuple(told for _, told in self.records)!r}"
        return "\n".join(("", "", *start, *inside((*made, "", *inner, "", end))))

    def _block(self, write: Callable[[], str]) -> str:
        """What a declaration's block names its result, once it is written. Surveys of what was found stand in it."""
        begun, known = len(self.lines), len(self.code.plans)
        result = write()
        self.later += [(begun + 2, plan) for plan in tuple(self.code.plans.values())[known:] if plan.found]
        return result

    def _recording(self) -> None:
        """A block begins."""
        if self.recording:
            self.code.recorded, self.code.recorded_names = [], []

    def _recorded(self) -> list[str]:
        """A block ends: the line that keeps its record; before the block, all its names stand for nothing."""
        if not self.code.recorded:
            self.code.recorded = None  # what is asked between two blocks stands in no record
            return []
        name, found = f"told{len(self.records)}", self.code.recorded
        self.records.append((name, tuple((node, how, places) for node, how, places, _ in found)))
        self.lines.append(" = ".join((*self.code.recorded_names, name, "LOST")))
        self.code.recorded = None
        return [f"{name} = " + "".join(f"{text}, " for *_, text in found).rstrip()]

    # --- declarations ----------------------------------------------------------------------------------------------

    def _indicator(self, name: str) -> str:
        each = self.program.indicators[name]
        value, result = self._name("v", name), self._name("o", name)
        self._head("indicator", name, each.about)
        place = ("indicator", name)
        given = self._given(self.nodes)
        ask = f"{result} = slow(person, ('indicator', {name!r}), beside, {given})"
        self.results[place] = place, result
        try:
            if each.earlier:
                self._refined(place, (value, result), each, ask)
                return result
            where = whom(self.code, each.applies, each.about)
        except Unsupported:
            self.lines.append(ask)
            return result
        self._valued(place, (value, result), where, each.value, ask)
        return result

    def _refined(self, place: tuple[str, ...], names: tuple[str, str], declared: core.Indicator, ask: str) -> None:
        """A block of an indicator that is refined; names as of any value. Raises Unsupported."""
        if self.recording:
            raise Unsupported  # which version holds is found anew by whoever tells why
        value, result = names
        every = [(holds, where, self.code.form(each.value)) for holds, where, each in versions(self.code, declared)]
        alike = forms.together([form for *_, form in every])
        if len({form.enumeration for form in alike}) > 1:
            raise Unsupported
        absent = any(where or form.absent for _, where, form in every)
        local = Form(value, alike[0].sort, alike[0].scale, "", absent, plain=True, enumeration=alike[0].enumeration)
        lines = first_that_holds(
            [
                (holds, if_about(where, [f"{value} = {form.text}"], f"{value} = NOTHING"))
                for (holds, where, _), form in zip(every, alike, strict=True)
            ]
        )
        self.lines += ["try:", *inside((*lines, f"{result} = {told_as(local)}")), "except STOPPED:"]
        self.lines += inside((ask, taken_again(local, value, "", result)))
        self.code.locals[place] = local

    def _valued(
        self,
        place: tuple[str, ...],
        names: tuple[str, str],
        where: str,
        node: Node,
        ask: str,
        *,
        nothing: str = "ABSENT",
        after: Sequence[str] = (),
    ) -> None:
        """A block that gives a value. names: of the value as it is computed with, and as it is told to others.

        where: whom it is about. nothing: what an absent value stands for, `ABSENT` or `0`.
        """
        value, result = names
        self._recording()
        try:
            form = self.code.form(node)
        except Unsupported:
            self.code.recorded = None
            self.lines += [ask, *after]
            return
        if nothing == "0" and form.absent:
            if form.divisor:
                form = Form(f"(0 if {form.divisor} == 0 else {forms.exactly(form)})", "number", 0)
            else:
                form = evolve(form, text=f"or_zero({form.text})", absent=False, plain=False)
        other = f"{value}_d" if form.divisor else ""
        local = self._local_form(value, other, form, bool(where))
        lines = [*assigned(value, other, form), *self._recorded()]
        if where:
            empty = [f"{value} = {other} = 0"] if other else [f"{value} = NOTHING"]
            lines = [f"if {where}:", *inside(lines), "else:", *inside(empty)]
        computed = form.sort == "number" and form.computed and not form.absent and not where and not other
        out = f"{result} = {value if computed and form.scale == 1 else told_as(local)}"
        self.lines += ["try:", *inside((*lines, out)), "except STOPPED:"]
        if not where:
            ask = or_combined(node, self.results, result, ask)
        self.lines += inside((ask, taken_again(local, value, other, result), *after))
        self.code.locals[place] = local

    def _local_form(self, value: str, other: str, form: Form, limited: bool) -> Form:
        absent = form.absent or limited
        return Form(value, form.sort, form.scale, other, absent, plain=True, enumeration=form.enumeration)

    def _rule(self, name: str) -> str:
        each = self.program.rules[name]
        truth = self._name("r", name)
        self._head("rule", name, each.about)
        place = ("decision", name)
        ask = f"{truth} = slow(person, ('decision', {name!r}), beside, {self._given(self.nodes)})"
        self.results[place] = place, truth
        told = truth
        try:
            if each.earlier and self.recording:
                raise Unsupported
            every = [
                (holds, where, self._concluded(truth, version, where))
                for holds, where, version in versions(self.code, each)
            ]
        except Unsupported:
            self.code.recorded = None
            self.lines.append(ask)
        else:
            body = first_that_holds([(holds, lines) for holds, _, lines in every])
            self.lines += ["try:", *inside(body), "except STOPPED:", f"    {ask}"]
            if any(where for _, where, _ in every):
                told = f"(not not {truth})"
        self.code.locals[place] = Form(told, "truth", plain=True)
        return truth

    def _concluded(self, truth: str, rule: core.Rule, where: str) -> list[str]:
        """The lines of a rule's answer: None where it is not about the person, which whoever reads it reads as no."""
        self._recording()
        parts = [self.code.condition(rule.condition)]
        for exception in rule.exceptions:
            lifted = f" and not {self.code.truth(exception.unless)}" if exception.unless is not None else ""
            parts.append(forms.truth(f"not ({self.code.truth(exception.condition)}{lifted})"))
        whole = forms.all_of(parts) if self.recording else forms.either_way(parts)
        return if_about(where, [f"{truth} = {whole}", *self._recorded()], f"{truth} = None")

    def _rating(self, name: str) -> str:
        each = self.program.ratings[name]
        self._head("rating", name, each.about)
        sound = self._name("sound", name)
        self.lines.append(f"{sound} = True")
        where = self._where(name, each)
        results = {}
        for criterion in each.criteria:
            value, result = self._name("v", name, criterion.name), self._name("o", name, criterion.name)
            given = self._given(nodes_of((each.applies, criterion)))
            ask = f"{result} = slow(person, ('criterion', {name!r}, {criterion.name!r}), beside, {given})"
            after = (f"if {result} is FAULT:", f"    {sound} = LOST")
            place = ("criterion", name, criterion.name)
            self._valued(place, (value, result), where, criterion.value, ask, nothing="0", after=after)
            self.results[place] = (f"criterion of {name}", criterion.name), result
            results[criterion.name] = result
        value, total = self._name("v", name), self._name("o", name)
        ask = (
            f"{total} = slow(person, ('total', {name!r}), beside, {self._given(nodes_of((each.applies, each.total)))})"
        )
        whole = ("rating", name)
        after = (f"if {total} is FAULT:", f"    {sound} = LOST")
        self._valued(whole, (value, total), where, each.total, ask, after=after)
        self.results[whole] = whole, total
        return self._standing(each, sound, results, total)

    def _where(self, name: str, rating: core.Rating) -> str:
        """The name of whether a rating is about the person, asked once; empty where it is about everybody."""
        about_me = self._name("about", name)
        try:
            test = whom(self.code, rating.applies, rating.about)
        except Unsupported:
            self.lines.append(f"{about_me} = LOST")
            return about_me
        if test:
            self.lines += ["try:", f"    {about_me} = bool({test})", "except STOPPED:", f"    {about_me} = LOST"]
        return about_me if test else ""

    def _standing(self, rating: core.Rating, sound: str, results: dict[str, str], total: str) -> str:
        """The rating's result: total, criteria, ties and priority group."""
        name = rating.about.name
        result = self._name("rating", name)
        parts = [*(("criterion", name, each) for each in results), ("rating", name)]
        given = self._given(nodes_of((rating.ties, rating.priorities)), more=parts)
        ask = f"{result} = slow(person, ('rating', {name!r}), beside, {given})"
        try:
            ties = ", ".join(self._tie(each, name) for each in rating.ties)
            ties = f"({ties},)" if ties else "()"
            groups = [f"{number} if {self.code.truth(each)}" for number, each in enumerate(rating.priorities, start=1)]
        except Unsupported:
            self.lines.append(ask)
            return result
        group = f"({' else '.join(groups)} else {len(groups) + 1})" if groups else "None"
        criteria = ", ".join(results.values())
        whole = f"{result} = ({total}, {ties}, {group}, {criteria})"
        empty = f"{result} = (ABSENT, (), None, {criteria})"
        body = [f"if not {sound}:", "    raise Lost", whole]
        if ties != "()" or groups:
            body = [
                f"if not {sound}:",
                "    raise Lost",
                f"if {total} is ABSENT:",
                f"    {empty}",
                "else:",
                f"    {whole}",
            ]
        self.lines += ["try:", *inside(body), "except STOPPED:", *inside((ask,))]
        return result

    def _tie(self, tie: Node, rating: str) -> str:
        """What equals are told apart by: a number of the rating itself is as it was told, known or not."""
        own = isinstance(tie, core.CriterionOf | core.TotalOf) and tie.rating == rating
        return told_name(tie, self.results) if own else told_as(self.code.form(tie))

    def _selection(self, name: str, rating_result: str) -> str:
        each = self.program.selections[name]
        rating = self.program.ratings[each.rating]
        result = self._name("candidate", name)
        self._head("selection", name, each.about)
        given = self._given(nodes_of((each, rating.applies)), more=(("rating", each.rating),))
        ask = f"{result} = slow(person, ('candidate', {name!r}), beside, {given})"
        body: list[str] = []
        try:
            if rating.applies.person not in ("", self.shape):
                raise Unsupported
            rated = whom(self.code, rating.applies, rating.about) or "True"
            takes = whom(self.code, each.applies, each.about) or "True"
            part = self._name("takes_part", name)
            body += [f"{part} = bool({rated})", f"{part} = bool({takes}) and {part}"]
            mark, passes = "None", "True"
            if each.pass_mark is not None:
                form = self.code.form(each.pass_mark)
                mark = told_as(form)
                reached = forms.compare(
                    ">=", self.code.form(core.TotalOf(each.rating)), form, self.code.facts.once
                ).text
                passes = f"not {part} or bool({reached})"
            seats = "None" if each.seats is None else told_as(self.code.form(each.seats))
            share = "None" if each.share is None else told_as(self.code.form(each.share))
            body.append(f"{result} = Candidate({part}, {passes}, {seats}, {share}, {mark})")
            guarded = ["try:", *inside(body), "except STOPPED:", *inside((ask,))]
        except Unsupported:
            guarded = [ask]
        lines = [f"{result} = FAULT", f"if {rating_result} is not FAULT:", *inside(guarded)]
        self.lines += lines
        return result

    # --- parts of blocks -------------------------------------------------------------------------------------------

    def _given(self, parts: Iterable[Node], *, more: Sequence[tuple[str, ...]] = ()) -> str:
        """What the interpreter is told beside the declaration's name: what was found before, and the facts it reads.

        parts: all nodes that it is made of. The facts are None where it reads something else as well.
        """
        facts: dict[str, None] = dict.fromkeys(self.code.entry_day())
        read = dict.fromkeys(more)
        alone = True
        for node in parts:
            match node:
                case core.FactOf(name=name):
                    facts[name] = None
                case core.IndicatorOf(name=name):
                    read["indicator", name] = None
                case core.VerdictOf(rule=name):
                    read["decision", name] = None
                case core.TotalOf(rating=name):
                    read["rating", name] = None
                case core.CriterionOf(rating=rating, criterion=name):
                    read["criterion", rating, name] = None
                case core.RemainingHours():
                    alone = False
        alone = alone and all(place in self.results for place in read)
        found = [self.results[place] for place in read if place in self.results]
        seeds = "(" + "".join(f"({place!r}, {result}), " for place, result in found).rstrip() + ")"
        return f"{seeds}, {tuple(facts) if alone else None!r}"

    def _name(self, letter: str, *words: str) -> str:
        return self.names(letter, *words)

    def _head(self, sort: str, name: str, told: core.About) -> None:
        place = f"{told.span.source}:{told.span.line}"
        self.lines += ["", f"# {sort} {printable(name)} {printable(place)}"]


def _tuple(names: Iterable[str]) -> str:
    return "(" + "".join(f"{name}, " for name in names).rstrip() + ")"
