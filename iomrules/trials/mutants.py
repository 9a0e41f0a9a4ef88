"""Mutants: the checked program with one small change, declaration by declaration, in the order of the program."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from iomrules.frozen import evolve as _evolve
from iomrules.frozen import frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.cohorts import latest
from iomrules.reason.labels import cell_label, row_label, value_label
from iomrules.source import Span
from iomrules.trials.change import Change, Words, is_settled, next_values, variants
from iomrules.trials.group import composed, placed
from iomrules.trials.reach import is_asked_on, is_reachable, key_scale, lookups
from iomrules.trials.trace import Trace
from iomrules.values import ABSENT, Number, Value

_NODE: tuple[type[Any], ...] = core.Node.__args__

#: a declaration with one change, the change, and whether a trace shows that an example could notice it
_Changed = tuple[Any, Change, Callable[[Trace], bool]]


@frozen
class Mutant:
    """A program with one change. declaration, ruleset: whose it is; could_notice: which examples are worth running."""

    program: Program
    change: Change
    declaration: str
    ruleset: str
    could_notice: Callable[[Trace], bool]


def mutants(program: Program) -> Iterator[Mutant]:
    """Every mutant of a program."""
    sorts: tuple[tuple[str, Callable[[Any, Program], Iterator[_Changed]]], ...] = (
        ("parameters", _of_parameter),
        ("tables", _of_table),
        ("indicators", _of_indicator),
        ("ratings", _of_rating),
        ("selections", _of_selection),
        ("rules", _of_rule),
        ("routes", _of_route),
    )
    for sort, change_one in sorts:
        declared: Mapping[str, Any] = getattr(program, sort)
        for name, declaration in declared.items():
            about: core.About = declaration.about
            for changed, change, could_notice in _with_earlier(declaration, change_one, program):
                other = evolve(program, **{sort: {**declared, name: changed}})
                said = change if change.span.line else evolve(change, span=about.span)
                notice = read_name(name) if could_notice is _always else could_notice
                yield Mutant(other, said, name, about.ruleset, notice)
    yield from _of_catalogues(program)


def _with_earlier(
    declared: Any, change_one: Callable[[Any, Program], Iterator[_Changed]], program: Program
) -> Iterator[_Changed]:
    """Changes of a declaration, then of those that hold where it is out of its dates or of its cohort."""
    yield from change_one(declared, program)
    earlier: tuple[Any, ...] = getattr(declared, "earlier", ())
    for place, each in enumerate(earlier):
        for changed, change, could_notice in change_one(each, program):
            yield evolve(declared, earlier=_instead(earlier, place, changed)), change, could_notice


def evolve(given: Any, **changed: object) -> Any:
    """The same with other parts; the checker cannot know which parts a name said at run time means."""
    return _evolve(given, **changed)


def _always(trace: Trace) -> bool:
    return True


def _asked(change: Change) -> Callable[[Trace], bool]:
    guard = change.guard
    return (lambda trace: guard in trace.answers) if guard else _always


def _nodes(node: Node | None, words: Words) -> Iterator[tuple[Node, Change, Callable[[Trace], bool]]]:
    if node is not None:
        for changed, change in variants(node, words):
            yield changed, change, _asked(change)


def _without(parts: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return (*parts[:number], *parts[number + 1 :])


def _instead(parts: tuple[Any, ...], number: int, part: object) -> tuple[Any, ...]:
    return (*parts[:number], part, *parts[number + 1 :])


def _drop(sort: str, span: Span, said: str) -> Change:
    return Change(sort, f"{said} можно убрать", f"{said} can be left out", span)


def _swap(sort: str, span: Span, where: str, old: str, new: str) -> Change:
    return Change(sort, f"{where}«{old}» можно заменить на «{new}»", f"{where}`{old}` can become `{new}`", span)


# --- parameters and tables -----------------------------------------------------------------------------------------


def _of_parameter(declared: core.Parameter, program: Program) -> Iterator[_Changed]:
    reads = read_name(declared.about.name)
    for values, change in _of_dated(declared.values, declared, program):
        yield evolve(declared, values=values), change, reads
    for place, (about, dated) in enumerate(declared.refinements):
        for values, change in _of_dated(dated, declared, program):
            yield evolve(declared, refinements=_instead(declared.refinements, place, (about, values))), change, reads


def _of_dated(
    values: tuple[core.Dated, ...], declared: core.Parameter, program: Program
) -> Iterator[tuple[tuple[core.Dated, ...], Change]]:
    for number, each in enumerate(values):
        for other in next_values(each.value, declared.kind, program):
            old, new = value_label(each.value, program), value_label(other, program)
            changed = evolve(each, value=other)
            yield _instead(values, number, changed), _swap("parameter", each.span, "значение ", old, new)
        for changed, change in _dates(each):
            asked = partial(is_asked_on, declared.about.name, program=program)
            if _in_force_differs(values, _instead(values, number, changed), (changed, each), asked):
                yield _instead(values, number, changed), change


def _dates(each: core.Dated | core.Row) -> Iterator[tuple[Any, Change]]:
    """The same with its first or last day of effect, or of its cohort, moved by a day; or for every cohort."""
    yield from _moved(each, each.span, ("начало действия ", "конец действия "))
    if isinstance(each, core.Dated | core.Row) and each.cohort is not None:
        for cohort, change in _moved(each.cohort, each.span, ("начало поступления ", "конец поступления ")):
            yield evolve(each, cohort=cohort), change
        yield evolve(each, cohort=None), _drop("cohort", each.span, "слова «для поступивших»")


def _moved(each: Any, span: Span, said: tuple[str, str]) -> Iterator[tuple[Any, Change]]:
    for name, ru in zip(("begin", "end"), said, strict=True):
        day: date | None = getattr(each, name)
        for days in (-1, 1):
            if day is not None and date.min < day < date.max:
                moved = day + timedelta(days=days)
                change = _swap("date", span, ru, f"{day:%d.%m.%Y}", f"{moved:%d.%m.%Y}")
                yield evolve(each, **{name: moved}), change


def _in_force_differs(
    before: tuple[core.Dated, ...],
    after: tuple[core.Dated, ...],
    pair: tuple[core.Dated, core.Dated],
    is_asked: Callable[[date], bool],
) -> bool:
    """Whether a day when it is asked has another value, where it had one: an example cannot say that there is none.

    pair: the value in force before and after the change.
    """
    days = {day for dated in pair for day in (dated.begin, dated.end) if day is not None}
    for day in filter(is_asked, days) if days else (date.max,):
        for entered in _entry_days(pair):
            was, now = latest(before, day, entered), latest(after, day, entered)
            if was is not None and (now is None or now.value != was.value):
                return True
    return False


def _entry_days(values: tuple[core.Dated, ...]) -> tuple[Value, ...]:
    """Days of entry that tell values apart; one that is none where they say nothing of it."""
    cohorts = [each.cohort for each in values if each.cohort is not None]
    limits = {day for cohort in cohorts for day in (cohort.begin, cohort.end) if day is not None}
    return tuple(sorted({day + timedelta(days=by) for day in limits for by in (-1, 0, 1)})) or (ABSENT,)


def _of_table(table: core.Table, program: Program) -> Iterator[_Changed]:
    name = table.about.name
    asked = lookups(name, program)
    for number, row in enumerate(table.rows):
        if not is_reachable(row, asked, program):
            continue
        said = "строка «" + " | ".join(row_label(row, program)) + "»"

        def fitted(trace: Trace, key: int = id(row)) -> bool:
            return key in trace.near

        for other in next_values(row.result, table.kind, program):
            old, new = value_label(row.result, program), value_label(other, program)
            changed = evolve(table, rows=_instead(table.rows, number, evolve(row, result=other)))
            yield changed, _swap("row_result", row.span, f"{said}: ", old, new), fitted
        if table.otherwise is None or row.result != table.otherwise:
            yield evolve(table, rows=_without(table.rows, number)), _drop("row", row.span, said), fitted
        for test_number, test in enumerate(row.tests):
            scale = key_scale(table, test_number, asked)
            for other_test in _tests(test, table.keys[test_number], scale, program):
                changed_row = evolve(row, tests=_instead(row.tests, test_number, other_test))
                old, new = cell_label(test, program), cell_label(other_test, program)
                change = _swap("row_key", row.span, f"{said}: ", old, new)
                yield evolve(table, rows=_instead(table.rows, number, changed_row)), change, read_name(name)
        for changed_row, change in _dates(row):
            day = _changed_day(row, changed_row)
            if day is not None and not is_asked_on(name, day, program):
                continue
            yield evolve(table, rows=_instead(table.rows, number, changed_row)), change, read_name(name)
    if table.otherwise is not None:
        for other in next_values(table.otherwise, table.kind, program):
            old, new = value_label(table.otherwise, program), value_label(other, program)
            change = _swap("row_result", table.about.span, "значение для остальных: ", old, new)
            yield evolve(table, otherwise=other), change, read_name(name)


def _changed_day(row: core.Row, changed: core.Row) -> date | None:
    """The one day on which a row with a limit moved by a day is in force where it was not, or the other way round."""
    if row.begin is not None and changed.begin is not None and row.begin != changed.begin:
        return min(row.begin, changed.begin)
    if row.end is not None and changed.end is not None and row.end != changed.end:
        return max(row.end, changed.end)
    return None


def read_name(name: str) -> Callable[[Trace], bool]:
    """Whether an example read the parameter or table."""
    return lambda trace: name in trace.read


_Scale = tuple[Number | None, Number | None]


def _tests(test: core.CellTest, key: core.TableKey, scale: _Scale, program: Program) -> Iterator[core.CellTest]:
    match test:
        case core.Is(values=values) if len(values) > 1:
            for number in range(len(values)):
                yield core.Is(_without(values, number))
        case core.InBand(low=low, high=high):
            whole = getattr(key.kind, "whole", False)
            for name, end, strict in (("low", low, "low_strict"), ("high", high, "high_strict")):
                if end is None:
                    continue
                for other in next_values(end, key.kind, program):
                    if _on_scale(other, scale):
                        yield evolve(test, **{name: other})
                if not whole:
                    yield evolve(test, **{strict: not getattr(test, strict)})
        case _:
            return


def _on_scale(value: Value, scale: _Scale) -> bool:
    low, high = scale
    if isinstance(value, bool) or not isinstance(value, int):
        return True
    return (low is None or value >= low) and (high is None or value <= high)


# --- indicators, ratings, rules ------------------------------------------------------------------------------------


def _of_applies(declared: Any, words: Words) -> Iterator[_Changed]:
    """Whom it is about, and when."""
    applies: core.Applies = declared.applies
    if applies.where is not None:
        for changed, change, asked in _nodes(applies.where, words):
            yield evolve(declared, applies=_whom(applies, changed)), change, asked
        if not isinstance(applies.where, core.Both) and not is_settled(applies.where):
            change = _drop("applies", applies.where.span, f"«для … где {words.quote(applies.where)}»")
            yield evolve(declared, applies=_whom(applies, None)), change, _always
    for about, change in _dates(declared.about):
        yield evolve(declared, about=about), change, _always


def _whom(applies: core.Applies, where: Node | None) -> core.Applies:
    """The same with another condition; what tells the cohort in it goes on telling it."""
    cohort = applies.cohort
    if cohort is None or cohort is applies.where or where is cohort:
        return core.Applies(applies.person, where, where if cohort is not None else None)
    parts = where.operands if isinstance(where, core.Both) else ()
    return core.Applies(applies.person, where, parts[-1] if len(parts) == 2 else None)


def _of_indicator(declared: core.Indicator, program: Program) -> Iterator[_Changed]:
    words = Words(program, declared.applies.person)
    yield from _of_applies(declared, words)
    for changed, change, asked in _nodes(declared.value, words):
        yield evolve(declared, value=changed), change, asked


def _of_rating(declared: core.Rating, program: Program) -> Iterator[_Changed]:
    words = Words(program, declared.applies.person)
    yield from _of_applies(declared, words)
    for number, criterion in enumerate(declared.criteria):
        for changed, change, asked in _nodes(criterion.value, words):
            criteria = _instead(declared.criteria, number, evolve(criterion, value=changed))
            yield evolve(declared, criteria=criteria), change, asked
    for changed, change, asked in _nodes(declared.total, words):
        yield evolve(declared, total=changed), change, asked
    yield from _of_places(declared, words)


def _of_places(declared: core.Rating, words: Words) -> Iterator[_Changed]:
    """In what order people stand, where the rating says anything of it."""
    asked, span = read_name(placed(declared.about.name)), declared.about.span
    for number, condition in enumerate(declared.priorities):
        without = evolve(declared, priorities=_without(declared.priorities, number))
        yield without, _drop("priority", condition.span, f"«сначала {words.quote(condition)}»"), asked
        for changed, change, _ in _nodes(condition, words):
            yield evolve(declared, priorities=_instead(declared.priorities, number, changed)), change, asked
    for number, tie in enumerate(declared.ties):
        said = words.quote(tie)
        without = evolve(declared, ties=_without(declared.ties, number))
        yield without, _drop("tie", tie.span, f"«при равенстве {said}»"), asked
        if number + 1 < len(declared.ties):
            pair = (declared.ties[number + 1], tie)
            swapped = (*declared.ties[:number], *pair, *declared.ties[number + 2 :])
            change = _swap("tie", tie.span, "при равенстве ", f"{said}, затем {words.quote(pair[0])}", "наоборот")
            yield evolve(declared, ties=swapped), change, asked
    if declared.ties or declared.priorities or not declared.descending or declared.places == "dense":
        old, new = ("по убыванию", "по возрастанию") if declared.descending else ("по возрастанию", "по убыванию")
        change = _swap("order", span, "место ", old, new)
        yield evolve(declared, descending=not declared.descending), change, asked
        old, new = ("без пропуска", "с пропуском") if declared.places == "dense" else ("с пропуском", "без пропуска")
        change = _swap("places", span, "равные делят место ", old, new)
        yield evolve(declared, places="skip" if declared.places == "dense" else "dense"), change, asked


_BORDERS = {"all": "зачислить всех", "none": "не зачислять никого", "council": "решает совет"}


def _of_selection(declared: core.Selection, program: Program) -> Iterator[_Changed]:
    words = Words(program, declared.applies.person)
    yield from _of_applies(declared, words)
    said = {"seats": "число мест", "share": "число мест не больше", "pass_mark": "проходной балл"}
    given = {name: node for name in said if isinstance(node := getattr(declared, name), _NODE)}
    for name, node in given.items():
        for changed, change, _ in _nodes(node, words):
            yield evolve(declared, **{name: changed}), change, _always
        if len(given) > 1:
            change = _drop("clause", node.span, f"«{said[name]} {words.quote(node)}»")
            yield evolve(declared, **{name: None}), change, _always
    for border in _BORDERS if "seats" in given or "share" in given else ():
        if border != declared.border:
            where = "при равенстве на последнем месте "
            change = _swap("border", declared.about.span, where, _BORDERS[declared.border], _BORDERS[border])
            yield evolve(declared, border=border), change, _always


def _of_rule(declared: core.Rule, program: Program) -> Iterator[_Changed]:
    words = Words(program, declared.applies.person)
    yield from _of_applies(declared, words)
    for changed, change, asked in _nodes(declared.condition, words):
        yield evolve(declared, condition=changed), change, asked
    for number, each in enumerate(declared.exceptions):
        said = f"«кроме если {words.quote(each.condition)}»"
        without = evolve(declared, exceptions=_without(declared.exceptions, number))
        yield without, _drop("exception", each.condition.span, said), _always
        if each.unless is not None:
            lifted = evolve(declared, exceptions=_instead(declared.exceptions, number, evolve(each, unless=None)))
            said = f"«если только не {words.quote(each.unless)}»"
            yield lifted, _drop("unless", each.unless.span, said), _always
        for part, node in (("condition", each.condition), ("unless", each.unless)):
            for changed, change, asked in _nodes(node, words):
                other = evolve(each, **{part: changed})
                yield evolve(declared, exceptions=_instead(declared.exceptions, number, other)), change, asked


# --- routes --------------------------------------------------------------------------------------------------------


def _of_route(declared: core.Route, program: Program) -> Iterator[_Changed]:
    words = Words(program, declared.applies.person)
    yield from _of_applies(declared, words)
    for changed, change, asked in _nodes(declared.condition, words):
        yield evolve(declared, condition=changed), change, asked
    lines = read_name(composed(declared.about.name))
    for number, clause in enumerate(declared.obligatory):
        for other, change in _obligatory(clause, words):
            yield evolve(declared, obligatory=_instead(declared.obligatory, number, other)), change, lines
    for number, chosen in enumerate(declared.choices):
        for choice, change in _choice(chosen, words):
            yield evolve(declared, choices=_instead(declared.choices, number, choice)), change, lines
    for name, sort in (("modules", "module"), ("activities", "activity")):
        clauses: tuple[Any, ...] = getattr(declared, name)
        for number, line in enumerate(clauses):
            title = line.module if sort == "module" else line.title
            yield evolve(declared, **{name: _without(clauses, number)}), _drop(sort, line.span, f"«{title}»"), lines
            if line.condition is not None:
                change = _drop("condition", line.condition.span, f"«{words.quote(line.condition)}»")
                yield (
                    evolve(declared, **{name: _instead(clauses, number, evolve(line, condition=None))}),
                    change,
                    lines,
                )
                for changed, change, _ in _nodes(line.condition, words):
                    other = evolve(line, condition=changed)
                    yield evolve(declared, **{name: _instead(clauses, number, other)}), change, lines
    for number, mentor in enumerate(declared.mentors):
        if not _has_entries(mentor.entries, program):
            continue
        left = evolve(declared, mentors=_without(declared.mentors, number))
        yield left, _drop("mentor", mentor.span, "наставника"), lines
        for entries, change in _elements(mentor.entries, words):
            mentors = _instead(declared.mentors, number, evolve(mentor, entries=entries))
            yield evolve(declared, mentors=mentors), change, lines


def _has_entries(elements: core.Elements, program: Program) -> bool:
    """Whether the rules themselves have entries to choose from: the school's are not there when examples are tried."""
    source = elements.source
    if not isinstance(source, core.CatalogueOf):
        return True
    declared = program.schema.catalogues.get(source.name)
    return bool(declared and declared.rows)


#: what a catalogue says of how its entries are taken -> the words it is said by
_TERMS = {"only_with": "только вместе с", "never_with": "не вместе с", "seats": "число мест не больше"}


def _of_catalogues(program: Program) -> Iterator[Mutant]:
    """Every term of a catalogue left out, as the routes that choose from it would notice. Of their first ruleset."""
    for name, catalogue in program.schema.catalogues.items():
        choosing = [each for each in program.routes.values() if _chooses_from(each, name)]
        terms = [term for term in _TERMS if getattr(catalogue, term)]
        for term in terms if choosing and catalogue.rows else ():
            without = evolve(catalogue, **{term: ""})
            schema = evolve(program.schema, catalogues={**program.schema.catalogues, name: without})
            said = f"«{_TERMS[term]} {getattr(catalogue, term)}»"
            about = choosing[0].about
            change = _drop("term", catalogue.span, said)
            changed = evolve(program, schema=schema)
            yield Mutant(changed, change, about.name, about.ruleset, _reads_any(tuple(map(_composed, choosing))))


def _chooses_from(route: core.Route, name: str) -> bool:
    sources = [each.entries.source for each in route.choices]
    return any(isinstance(each, core.CatalogueOf) and each.name == name for each in sources)


def _composed(route: core.Route) -> str:
    return composed(route.about.name)


def _reads_any(names: tuple[str, ...]) -> Callable[[Trace], bool]:
    return lambda trace: any(name in trace.read for name in names)


def _obligatory(clause: core.Obligatory, words: Words) -> Iterator[tuple[core.Obligatory, Change]]:
    for number, item in enumerate(clause.items):
        said = f"«{item.title or item.key.replace('_', ' ')}»"
        yield evolve(clause, items=_without(clause.items, number)), _drop("item", item.span, said)
    if clause.entries is not None:
        for entries, change in _elements(clause.entries, words):
            yield evolve(clause, entries=entries), change


def _choice(clause: core.Choice, words: Words) -> Iterator[tuple[core.Choice, Change]]:
    for high in (clause.high - 1, clause.high + 1):
        if high > 0:
            yield evolve(clause, high=high), _swap("choice", clause.span, "выбор до ", str(clause.high), str(high))
    for entries, change in _elements(clause.entries, words):
        yield evolve(clause, entries=entries), change
    if clause.order is not None:
        yield evolve(clause, order=None), _drop("order", clause.order.span, f"порядок «{words.quote(clause.order)}»")
        for order, change in variants(clause.order, words):
            yield evolve(clause, order=order), change
    if clause.within is not None:
        said = f"«в пределах {words.quote(clause.within)}»"
        yield evolve(clause, within=None), _drop("within", clause.within.span, said)
        for within, change in variants(clause.within, words):
            yield evolve(clause, within=within), change


def _elements(elements: core.Elements, words: Words) -> Iterator[tuple[core.Elements, Change]]:
    for changed, change in variants(elements, words):
        if isinstance(changed, core.Elements):
            yield changed, change
