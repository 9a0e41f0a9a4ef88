"""The clauses of a regulation that decide: amounts, tables, indicators, ratings, conditions, routes."""

from collections.abc import Iterator, Sequence

from iomrules.facts.record import TruthKind
from iomrules.frozen import evolve
from iomrules.program.core import (
    Activity,
    Add,
    Anything,
    Applies,
    AtMost,
    Choice,
    CriterionOf,
    Either,
    ExceptIf,
    Indicator,
    Is,
    Item,
    Named,
    Node,
    Parameter,
    Rating,
    Route,
    Rule,
    Selection,
    Table,
    VerdictOf,
)
from iomrules.values import Number
from iomrules.write.agreement_ru import is_clause, person_words
from iomrules.write.clauses_ru import SILENT, small
from iomrules.write.entry_terms import module_queue
from iomrules.write.phrases_ru import condition, elements, reference, value
from iomrules.write.regulation_parts import (
    Clause,
    Sheet,
    acts_in,
    amount,
    basis_of,
    cell_words,
    ended,
    entered,
    entry_title,
    notes_of,
    number_with_unit,
    spell,
    term,
    who,
)
from iomrules.write.said import Said, bounds_of, conjuncts, unit_of
from iomrules.write.texts import value_text, words
from iomrules.write.words_ru import capitalise_first, number_text, plural_noun, quoted

# --- amounts and tables --------------------------------------------------------------------------------------------


def parameter_clause(parameter: Parameter, said: Said) -> Clause:
    """An amount with its dates; refinements name who changed it."""
    about, program = parameter.about, said.program
    title = capitalise_first(about.label())
    told = [f"{amount(each.value, parameter.kind, program)}{_dates(spell(each))}" for each in parameter.values]
    after = [
        ended(
            f"уточнено ({words(by.ruleset)}): "
            + "; ".join(f"{amount(each.value, parameter.kind, program)}{_dates(spell(each))}" for each in values)
        )
        for by, values in parameter.refinements
    ]
    basis = (*about.basis, *(each.basis for each in parameter.values))
    return Clause(
        f"{title}: {'; '.join(told)}.",
        after=(*after, *notes_of(about)),
        basis=acts_in(basis),
        name=about.name,
    )


def _dates(told: str) -> str:
    return f" ({told})" if told else ""


HITS = {
    "first": "Применяется первая сверху подходящая строка",
    "all": "Результаты всех подходящих строк складываются",
}


def table_clause(table: Table, said: Said) -> Clause:
    """A table as a table: across, where the last key takes a few single values; else row by row."""
    about, program = table.about, said.program
    keys = [quoted(words(each.name)) for each in table.keys]
    title = capitalise_first(about.label())
    after = [HITS[table.hit]] if table.hit in HITS else []
    if table.otherwise is not None:
        after.append(f"В остальных случаях — {amount(table.otherwise, table.kind, program)}")
    by = "сведению" if len(keys) == 1 else "сведениям"
    return Clause(
        f"{title}: значение определяется по {by} {_and(keys)}.",
        sheets=(_across(table, said) or _down(table, said),),
        after=(*(ended(each) for each in after), *notes_of(about)),
        basis=acts_in((*about.basis, *(each.basis for each in table.rows))),
        name=about.name,
    )


def _and(told: Sequence[str]) -> str:
    return f"{', '.join(told[:-1])} и {told[-1]}" if len(told) > 1 else "".join(told)


def _across(table: Table, said: Said) -> Sheet | None:
    """Values of the last key as columns."""
    program = said.program
    if len(table.keys) < 2 or any(row.begin or row.end or row.cohort for row in table.rows):
        return None
    columns = list(dict.fromkeys(row.tests[-1] for row in table.rows))
    starts = list(dict.fromkeys(row.tests[:-1] for row in table.rows))
    single = all(isinstance(each, Is | Anything) for each in columns)
    if not single or not 2 <= len(columns) <= 6 or len(columns) * len(starts) != len(table.rows):
        return None
    results = {(row.tests[:-1], row.tests[-1]): value_text(row.result, program.schema) for row in table.rows}
    if len(results) != len(table.rows):
        return None
    heads = [capitalise_first(words(each.name)) for each in table.keys[:-1]]
    return Sheet(
        (*heads, *(cell_words(each, program) for each in columns)),
        tuple(
            (*(cell_words(test, program) for test in start), *(results[start, each] for each in columns))
            for start in starts
        ),
        _sheet_title(table),
    )


def _sheet_title(table: Table) -> str:
    """With the unit, which then need not stand in every cell."""
    unit = unit_of(table.kind)
    title = capitalise_first(table.about.label())
    return title if unit in SILENT else f"{title}, {plural_noun(5, unit)}"


def _down(table: Table, said: Said) -> Sheet:
    """A row of the rules a row of the table; dates where rows have them."""
    program = said.program
    dated = any(row.begin or row.end for row in table.rows)
    cohorts = any(row.cohort for row in table.rows)
    heads = [capitalise_first(words(each.name)) for each in table.keys]
    rows = tuple(
        (
            *(cell_words(test, program) for test in row.tests),
            value_text(row.result, program.schema),
            *((term(row.begin, row.end) or "—",) if dated else ()),
            *((capitalise_first(entered(row.cohort)) if row.cohort else "Для всех",) if cohorts else ()),
        )
        for row in table.rows
    )
    return Sheet(
        (*heads, "Значение", *(("Срок действия",) if dated else ()), *(("Для кого",) if cohorts else ())),
        rows,
        _sheet_title(table),
    )


# --- indicators and ratings ----------------------------------------------------------------------------------------


def indicator_clause(indicator: Indicator, said: Said) -> Clause:
    """How an indicator is computed."""
    about = indicator.about
    own = said.about(indicator.applies.person)
    scope = f"Определяется для: {who(indicator.applies, own, 2)}" if indicator.applies.where is not None else ""
    return Clause(
        f"{quoted(capitalise_first(about.label()))} — {value(indicator.value, own)}.",
        after=(
            *((ended(scope),) if scope else ()),
            *notes_of(about),
            *(_outside(each, indicator_clause(each, said)) for each in indicator.earlier),
        ),
        basis=basis_of(about),
        name=about.name,
    )


PLACES = {
    "skip": "делят место, следующие места пропускаются (1, 1, 3)",
    "dense": "делят место, следующее место не пропускается (1, 1, 2)",
}


def rating_clause(rating: Rating, said: Said) -> Clause:
    """Criteria in a table with their caps, then the total, the order and who goes first where totals are equal."""
    about = rating.about
    own = said.about(rating.applies.person)
    rows = tuple(
        (str(number), capitalise_first(each.label()), *_criterion(each.value, own))
        for number, each in enumerate(rating.criteria, start=1)
    )
    caps = any(row[3] != "—" for row in rows)
    headings = ("№", "Критерий", "Порядок подсчёта", "Не больше")[: 4 if caps else 3]
    sheet = Sheet(headings, tuple(row[: len(headings)] for row in rows), f"Критерии: {small(about.label())}")
    total = "сумма по всем критериям" if _is_plain_total(rating) else value(rating.total, own)
    people = person_words(own.person_title())[1]
    order = "по убыванию" if rating.descending else "по возрастанию"
    ties = [value(each, own) for each in rating.ties]
    chain = (
        f"При равенстве итога сравнивается {', затем '.join(ties)}. При равенстве и здесь" if ties else "При равенстве"
    )
    return Clause(
        f"{quoted(capitalise_first(about.label()))} составляется для: {who(rating.applies, own, 2)}.",
        sheets=(sheet,),
        after=(
            ended(f"итог — {total}"),
            *_priorities(rating, own),
            f"Места распределяются {order} итога. {chain} {people} {PLACES[rating.places]}.",
            *notes_of(about),
        ),
        basis=acts_in((*about.basis, *(each.basis for each in rating.criteria))),
        name=about.name,
    )


def _priorities(rating: Rating, said: Said) -> Iterator[str]:
    """Who stands before all others whatever the total."""
    groups = [condition(each, said) for each in rating.priorities]
    if groups:
        yield ended(f"независимо от итога впереди стоят те, о ком верно: {', затем '.join(groups)}")


def _criterion(node: Node, said: Said) -> tuple[str, str]:
    if isinstance(node, AtMost):
        return value(node.operand, said), value(node.limit, said)
    return value(node, said), "—"


def _is_plain_total(rating: Rating) -> bool:
    match rating.total:
        case Add(terms=terms):
            return {each.criterion for each in terms if isinstance(each, CriterionOf)} == {
                each.name for each in rating.criteria
            } and len(terms) == len(rating.criteria)
        case CriterionOf():
            return len(rating.criteria) == 1
    return False


BORDERS = {
    "all": "места получают все, кто делит последнее место",
    "none": "из тех, кто делит последнее место, места не получает никто",
    "council": "кто из тех, кто делит последнее место, его получит, решает комиссия",
}


def selection_clause(selection: Selection, said: Said) -> Clause:
    """Who of a rating gets a seat."""
    about = selection.about
    own = said.about(selection.applies.person)
    rating = said.program.ratings.get(selection.rating)
    label = quoted(rating.about.label() if rating else words(selection.rating)) + reference(selection.rating, said)
    limits = (
        ("число мест", selection.seats),
        ("доля участников, не больше", selection.share),
        ("проходной итог, не меньше", selection.pass_mark),
    )
    points = [f"{told}: {value(node, own)}" for told, node in limits if node is not None]
    points.append(BORDERS[selection.border])
    return Clause(
        f"{quoted(capitalise_first(about.label()))}: места получают по порядку рейтинга {label} "
        f"из числа {who(selection.applies, own, 2)}:",
        tuple(points),
        after=notes_of(about),
        basis=basis_of(about),
        name=about.name,
    )


# --- conditions ----------------------------------------------------------------------------------------------------

#: how a title begins -> the sentence that says it of people; {} is the rest of the title
OPENINGS = (
    ("допуск к ", "К {} допускаются"),
    ("допуск до ", "До {} допускаются"),
    ("право на ", "Право на {} имеют"),
    ("участие в ", "В {} участвуют"),
    ("рекомендация на ", "На {} рекомендуются"),
    ("рекомендация к ", "К {} рекомендуются"),
    ("перевод на ", "На {} переводятся"),
    ("перевод в ", "В {} переводятся"),
    ("зачисление в ", "В {} зачисляются"),
    ("приём в ", "В {} принимаются"),
    ("направление на ", "На {} направляются"),
)


def rule_clause(rule: Rule, said: Said) -> Clause:
    """A rule as a sentence: whom it is about, what must hold, what stands in the way."""
    about = rule.about
    own = said.about(rule.applies.person)
    lead = _opening(about.label(), rule.applies, own)
    text, points = _demand(lead, rule.condition, own)
    refined = [f"уточняет условие {quoted(each.label())} ({words(each.ruleset)})" for each in rule.refined]
    return Clause(
        text,
        points,
        after=(
            *(_exception(each, own) for each in rule.exceptions),
            *(ended(each) for each in refined),
            *notes_of(about),
            *(_outside(each, rule_clause(each, said)) for each in rule.earlier),
        ),
        basis=acts_in((*about.basis, *(each.basis for each in rule.exceptions))),
        name=about.name,
    )


def _outside(lower: Rule | Indicator, clause: Clause) -> str:
    """What holds where a refinement does not."""
    of_layer = f" ({words(lower.about.ruleset)})" if lower.about.ruleset else ""
    return ended(
        f"В остальных случаях действует прежнее положение{of_layer}: {' '.join((clause.text, *clause.points))}"
    )


def named_clause(named: Named, where: Said, said: Said) -> Clause:
    """What a name about an entry of a list or catalogue means. where: the elements in hand where it is read."""
    own = evolve(where, clauses=said.clauses)
    if not isinstance(named.kind, TruthKind):
        text, points = f"{quoted(capitalise_first(named.label()))} — {value(named.operand, own)}.", tuple[str, ...]()
    else:
        parts = conjuncts(named.operand)
        told = tuple(condition(each, own) for each in parts)
        lead = f"Условие {quoted(named.label())} считается выполненным"
        if len(parts) > 1:
            text, points = f"{lead} при одновременном выполнении условий:", told
        else:
            text, points = f"{lead}, если {told[0]}.", ()
    return Clause(text, points, basis=acts_in(named.basis), name=named.name)


def _opening(title: str, applies: Applies, said: Said) -> str:
    for start, sentence in OPENINGS:
        if title.casefold().startswith(start):
            return f"{sentence.format(title[len(start) :])} {who(applies, said, 1)}"
    return f"Условие {quoted(title)} считается выполненным для {who(applies, said, 2)}"


def _demand(lead: str, node: Node, said: Said) -> tuple[str, tuple[str, ...]]:
    """The sentence, and the lettered conditions where there are several."""
    comma = "," if ", у которых" in lead else ""
    if isinstance(node, Either):
        points = tuple(condition(each, said) for each in node.operands)
        return f"{lead}{comma} при выполнении хотя бы одного из условий:", points
    parts = conjuncts(node)
    if len(parts) > 1:
        return f"{lead}{comma} при одновременном выполнении условий:", tuple(condition(each, said) for each in parts)
    told = condition(parts[0], said)
    if comma or bounds_of(node):
        return f"{lead}{comma} если {told}." if comma else f"{lead}, у которых {told}.", ()
    which = "для которых" if isinstance(parts[0], VerdictOf) or is_clause(told) else "у которых"
    return f"{lead}, {which} {told}.", ()


def _exception(exception: ExceptIf, said: Said) -> str:
    told = condition(exception.condition, said)
    unless = f", кроме случая, когда {condition(exception.unless, said)}" if exception.unless is not None else ""
    return f"Исключение: не применяется, если {told}{unless}."


# --- routes --------------------------------------------------------------------------------------------------------

PERIODS = {"quarter": "каждую четверть", "half": "каждое полугодие", "year": "каждый год"}


def route_clause(route: Route, said: Said) -> Clause:
    """What a route is for and what it is made of, part by part."""
    about = route.about
    own = said.about(route.applies.person)
    lead = f"{quoted(capitalise_first(about.label()))} составляется для {who(route.applies, own, 2)}"
    demand = ""
    if route.condition is not None:
        told = [condition(each, own) for each in conjuncts(route.condition)]
        told = [f"({each})" if isinstance(part, Either) and len(told) > 1 else each
                for part, each in zip(conjuncts(route.condition), told, strict=True)]  # fmt: skip
        demand = f", если {_and(told)}"
    sort = f" Вид: {words(route.sort)}." if route.sort else ""
    goal = f" Цель: {ended(small(route.goal))}" if route.goal else ""
    sheets = (_activities(route.activities, own),) if route.activities else ()
    return Clause(
        f"{lead}{demand}.{sort}{goal} Состав:",
        tuple(_parts(route, own)),
        sheets,
        notes_of(about),
        acts_in(
            (
                *about.basis,
                *(each.basis for each in route.obligatory),
                *(each.basis for each in route.choices),
                *(each.basis for each in route.modules),
                *(each.basis for each in route.activities),
            )
        ),
        about.name,
    )


def _parts(route: Route, said: Said) -> Iterator[str]:
    items = [_item(item, said) for each in route.obligatory for item in each.items]
    if items:
        yield f"обязательно: {_semicolons(items)}"
    for each in route.obligatory:
        if each.entries is not None:
            yield f"обязательно все из: {elements(each.entries, said)}"
    yield from (_choice(each, said) for each in route.choices)
    if route.load is not None:
        yield f"предел нагрузки: {value(route.load, said)}"
    for module in route.modules:
        hours = f", {number_with_unit(module.hours, module.unit)}" if module.hours is not None else ""
        when = f", если {condition(module.condition, said)}" if module.condition is not None else ""
        seats = f", мест {value(module.seats, said)}" if module.seats is not None else ""
        ends = module_queue(module, said.program)
        yield f"модуль {quoted(module.module)} (организация-партнёр {quoted(module.title)}{hours}{seats}{ends}){when}"
    if route.activities:
        yield "мероприятия по таблице ниже"
    for mentor in route.mentors:
        direction = "возрастания" if mentor.ascending else "убывания"
        order = f", в порядке {direction}: {value(mentor.order, said)}" if mentor.order is not None else ""
        yield f"наставник из числа: {elements(mentor.entries, said)}{order}"
    if route.controls:
        told = [f"{PERIODS[each.period]}{f' ({each.what})' if each.what else ''}" for each in route.controls]
        yield f"контроль: {', '.join(told)}"
    if route.alongside:
        yield f"реализуется одновременно: {_and([_route_title(each, said) for each in route.alongside])}"
    if route.after:
        yield f"реализуется после: {_and([_route_title(each, said) for each in route.after])}"


def _item(item: Item, said: Said) -> str:
    catalogue = said.program.schema.catalogues.get(item.catalogue)
    entry = next((each for each in (catalogue.rows if catalogue else ()) if each.key == item.key), None)
    title = item.title or (entry_title(entry) if entry else words(item.key))
    return quoted(title) + (f", {_hours(item.hours, item.unit)}" if item.hours is not None else "")


def _hours(hours: Number, unit: str) -> str:
    return number_with_unit(hours, unit) if unit else number_text(hours)


def _semicolons(told: Sequence[str]) -> str:
    return ("; " if any("," in each for each in told) else ", ").join(told)


def _choice(choice: Choice, said: Said) -> str:
    count = f"от {choice.low} до {choice.high}" if choice.low != choice.high else f"ровно {choice.high}"
    told = f"на выбор {count} из {elements(choice.entries, said)}"
    inner = said.inside("")
    if choice.order is not None:
        told += (
            f"; в порядке {'возрастания' if choice.ascending else 'убывания'} величины: {value(choice.order, inner)}"
        )
    if choice.within is not None:
        told += f"; в пределах {value(choice.within, said)}"
    return told


def _activities(activities: Sequence[Activity], said: Said) -> Sheet:
    conditional = any(each.condition is not None for each in activities)
    when = ["всегда" if each.condition is None else f"если {condition(each.condition, said)}" for each in activities]
    if not conditional:
        rows = [(str(at), each.title, each.term or "—") for at, each in enumerate(activities, start=1)]
        return Sheet(("№", "Мероприятие", "Срок"), tuple(rows))
    told = [
        (str(at), each.title, each_when, each.term or "—")
        for at, (each, each_when) in enumerate(zip(activities, when, strict=True), start=1)
    ]
    return Sheet(("№", "Мероприятие", "Когда включается", "Срок"), tuple(told))


def _route_title(name: str, said: Said) -> str:
    known = said.program.routes.get(name)
    return quoted(known.about.label() if known else words(name))
