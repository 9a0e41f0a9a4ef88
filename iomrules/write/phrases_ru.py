"""Conditions and values of rules as stretches of a Russian sentence: `средний балл не меньше 4,5`.

What a rule demands, not what came of it for a person (that is `clauses_ru`). A name stands in the case form its author
wrote: the text of the rules is grammatical already, and needs no dictionary.
"""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iomrules.program.core import (
    Add,
    AtLeast,
    AtMost,
    Both,
    CatalogueOf,
    Compare,
    Constant,
    Counted,
    CountOf,
    CriterionOf,
    DecisionDay,
    Divide,
    Either,
    Element,
    Elements,
    Every,
    FactOf,
    FieldOf,
    FromFunction,
    FromTable,
    GroupReduce,
    IfElse,
    IfUnknown,
    IndicatorOf,
    InList,
    IsKnown,
    IsPresent,
    KeyInHand,
    KeyOf,
    Multiply,
    Named,
    Negate,
    Node,
    Not,
    OneOf,
    ParameterOf,
    Reduce,
    ReduceList,
    RemainingHours,
    Round,
    ShareOf,
    TotalOf,
    Under,
    VerdictOf,
)
from iomrules.values import Member, Value
from iomrules.write.agreement_ru import (
    Noun,
    hyphened,
    is_clause,
    is_participle,
    noun_as_written,
    participle,
    person_words,
    present,
    which,
)
from iomrules.write.clauses_ru import DATES, FAILED, OPERATORS, RANKS, amount_genitive, small, value_words
from iomrules.write.said import Said, bounds_of, conjuncts, element_shape, in_hand, is_of_element, unit_of
from iomrules.write.texts import member_text, words
from iomrules.write.windows_ru import window_words
from iomrules.write.words_ru import join_list, number_text, quoted

ROUNDING = {
    "half_up": "половина — в большую сторону",
    "half_even": "половина — до чётного",
    "half_down": "половина — в меньшую сторону",
    "up": "в большую сторону",
    "down": "в меньшую сторону",
}
BEST_VALUE = {"max": "наибольшее", "min": "наименьшее"}


# --- conditions ----------------------------------------------------------------------------------------------------


def condition(node: Node, said: Said) -> str:
    """What must hold, without a full stop: `отметка по химии не меньше 4 и есть согласие родителей`."""
    match node:
        case Both(operands=operands):
            if bounds := bounds_of(node):
                low, high = bounds
                return f"{value(low.left, said)} от {_bound(low.right, said)} до {_bound(high.right, said)}"
            return _and([_inner(each, said) for each in operands])
        case Either(operands=operands):
            return " либо ".join(_inner(each, said) for each in operands)
        case Not(operand=operand):
            return _not(operand, said)
        case Compare():
            return _compare(node, said)
        case OneOf(operand=operand, members=members):
            return f"{value(operand, said)} — {join_list(_members(members, said), 'или')}"
        case InList(operand=KeyOf(), source=source):
            return f"входит в список {quoted(_listed(source, said))}"
        case InList(operand=operand, source=source):
            return f"{value(operand, said)} — из списка {quoted(_listed(source, said))}"
        case IsKnown(operand=operand):
            return f"известно: {value(operand, said)}"
        case IsPresent(operand=operand):
            return f"есть {value(operand, said)}"
        case Counted():
            return _counted(node, said)
        case Every():
            return _every(node, said)
        case VerdictOf(rule=rule):
            return _verdict(rule, said)
        case Named(name=name):
            return f"выполнено условие {quoted(node.label())}{reference(name, said)}"
    return _truth(node, said)


def _members(members: Sequence[Node], said: Said) -> list[str]:
    """As declared: after «среди» the author declines them."""
    return [
        member_words(each.value, said)
        if isinstance(each, Constant) and isinstance(each.value, Member)
        else value(each, said)
        for each in members
    ]


def member_words(member: Member, said: Said) -> str:
    """A member by its title, in quotes where the title is several things."""
    told = member_text(member.enumeration, member.name, said.program.schema)
    return quoted(told) if re.search(r",| и | или ", told) else told


def _inner(node: Node, said: Said) -> str:
    told = condition(node, said)
    return f"({told})" if isinstance(node, Either) or (isinstance(node, Both) and not bounds_of(node)) else told


def _and(told: Sequence[str]) -> str:
    return ", ".join(told[:-1]) + f" и {told[-1]}" if len(told) > 1 else "".join(told)


def _not(node: Node, said: Said) -> str:
    match node:
        case Compare(operator=operator, left=left, right=right):
            return _compare(Compare(FAILED[operator], left, right, span=node.span), said)
        case IsPresent(operand=operand):
            return f"нет {value(operand, said)}"
        case VerdictOf(rule=rule):
            return _verdict(rule, said, "не ")
        case OneOf(operand=operand, members=members):
            return f"{value(operand, said)} — {' и '.join(f'не {each}' for each in _members(members, said))}"
        case InList(operand=KeyOf()):
            return f"не {condition(node, said)}"
        case InList():
            return condition(node, said).replace(" — ", " — не ", 1)
        case FactOf(name=name) | FieldOf(name=name):
            told = _truth(node, said)
            if not told.startswith("есть "):
                return f"не {told}"
            return f"нет {said.form(node, name)}" if not said.is_plain(node, name) else f"{words(name)} — нет"
    return f"неверно, что {condition(node, said)}"


def _compare(node: Compare, said: Said) -> str:
    left, right, operator = node.left, node.right, node.operator
    subject = value(left, said)
    if isinstance(left, KeyOf) and operator == "=":
        return f"код указан в сведении «{value(right, said)}»"
    constant = right.value if isinstance(right, Constant) else None
    if operator in ("=", "<>"):
        written = said.between(left, right)
        plain = isinstance(constant, Member | bool) and said.is_plain(right, _name(constant))
        nominative = plain or bool(said.entry_called(right))
        if written and not nominative:
            return f"{subject} {written} {_bound(right, said)}"
        return f"{subject} — {'не ' if operator == '<>' else ''}{value(right, said)}"
    if isinstance(constant, Member):
        return f"{subject} {RANKS[operator]} {value(right, said)}"
    if isinstance(constant, date) or isinstance(right, DecisionDay):
        return f"{subject} {DATES[operator]} {_bound(right, said)}"
    return f"{subject} {OPERATORS[operator]} {_bound(right, said)}"


def _name(constant: Value | None) -> str:
    return constant.name if isinstance(constant, Member) else ("да" if constant else "нет")


def _bound(node: Node, said: Said) -> str:
    """After «не меньше»: a counted noun in the genitive; a field that has a title by its title."""
    match node:
        case Constant(value=int() | Fraction() as number) if not isinstance(number, bool):
            return amount_genitive(number, unit_of(node.kind))
        case FieldOf(name=name, depth=depth) if (fact := said.field_of_entry(name, depth)) and fact.title:
            return f"значения «{fact.title}»"
        case DecisionDay():
            return "дня решения"
    return value(node, said)


def _truth(node: Node, said: Said) -> str:
    match node:
        case FactOf(name=name):
            fact = said.fact(name)
            told = fact.title if fact and fact.title else words(name)
        case FieldOf(name=name, depth=depth):
            fact = said.field_of_entry(name, depth)
            told = fact.title if fact and fact.title else words(name)
        case ParameterOf(name=name):
            return f"установлено {quoted(said.program.parameters[name].about.label())}{reference(name, said)}"
        case IfUnknown(operand=operand, substitute=substitute):
            return f"{_truth(operand, said)} (если неизвестно — {value(substitute, said)})"
        case Constant(value=constant):
            return "всегда" if constant is True else "никогда"
        case _:
            told = value(node, said)
            return told if is_clause(told) else f"выполнено условие {quoted(told)}"
    return told if is_clause(told) else f"есть {told}"


def _verdict(name: str, said: Said, no: str = "") -> str:
    program = said.program
    if name in program.routes:
        return f"{no}составляется {quoted(program.routes[name].about.label())}{reference(name, said)}"
    return f"{no}выполнено условие {quoted(program.rules[name].about.label())}{reference(name, said)}"


def reference(name: str, said: Said) -> str:
    """` (пункт 4.2)`, or nothing where clauses have no numbers."""
    clause = said.clause(name)
    return f" (пункт {clause})" if clause else ""


def _counted(node: Counted, said: Said) -> str:
    told = elements(node.elements, said)
    if node.wording in ("exists", "none"):
        return f"{'есть' if node.wording == 'exists' else 'нет'} {told}"
    return f"есть {'ровно' if node.operator == '=' else OPERATORS[node.operator]} {node.count} {told}"


def _every(node: Every, said: Said) -> str:
    inner = said.inside(element_shape(node.elements.source))
    match node.holds:
        case Compare(operator=operator, left=Element(), right=right):
            return f"все {elements(node.elements, said)} {OPERATORS[operator]} {_bound(right, inner)}"
    # the author chose between «каждого» and «каждой»
    chosen = re.match(r"для кажд\w+", said.written(node), re.IGNORECASE)
    lead = chosen[0].casefold() if chosen else "для каждого из"
    return f"{lead} {elements(node.elements, said)} верно: {condition(node.holds, inner)}"


# --- collections ---------------------------------------------------------------------------------------------------


def elements(node: Elements, said: Said) -> str:
    """`достижений за последние 2 учебных года, у которых вид — проект и которые подтверждены`."""
    noun = _collection(node.source, said)
    window = f" {window_words(node.window)}" if node.window else ""
    if node.where is None:
        return noun + window
    grammar = noun_as_written(noun, singular=words(element_shape(node.source)))
    return f"{noun}{window}, {_which(node.where, grammar, said.inside(element_shape(node.source)))}"


def _collection(node: Node, said: Said) -> str:
    match node:
        case FactOf(name=name):
            return said.form(node, name)
        case CatalogueOf(name=name) if not name.endswith(("ы", "и")):
            catalogue = said.program.schema.catalogues.get(name)
            return f"строк справочника {quoted((catalogue.title if catalogue else '') or words(name))}"
        case CatalogueOf(name=name):
            return said.form(node, name)
    return value(node, said)


def _which(where: Node, noun: Noun, said: Said) -> str:
    """`у которых вид — проект и которые подтверждены, причём …`: of the element, then of the person."""
    own: list[str] = []
    doing: list[str] = []
    named: list[str] = []
    besides: list[str] = []
    for each in conjuncts(where):
        if isinstance(each, Named):
            named.append(condition(each, said))
        elif told := _doing(each, noun, said):
            doing.append(told)
        elif is_of_element(each):
            own.append(_inner(each, said))
        else:
            besides.append(_inner(each, said))
    parts = [f"у {which(noun, 'genitive')} {_and(own)}"] if own else []
    parts += [f"{which(noun, 'nominative')} {_and(doing)}"] if doing else []
    parts += [f"для {which(noun, 'genitive')} {_and(named)}"] if named else []
    parts += [f"при этом {_and(besides)}"] if besides else []
    return " и ".join(parts)


def _doing(node: Node, noun: Noun, said: Said) -> str:
    """What an element is or does: `подтверждены`, `не работают`, `входят в список «пожелания»`."""
    match node:
        case FieldOf(name=name, depth=0):
            told = words(name)
            if is_participle(told):
                return participle(told, noun)
            return present(told, noun.gender) if present(told, "мн") != told else ""
        case Not(operand=FieldOf(depth=0) as field):
            told = _doing(field, noun, said)
            return f"не {told}" if told else ""
        case Either(operands=operands):
            each = [_doing(one, noun, said) for one in operands]
            return " либо ".join(each) if all(each) else ""
        case InList(operand=KeyOf(depth=0), source=source):
            verb = "входят" if noun.gender == "мн" else "входит"
            return f"{verb} в список {quoted(_listed(source, said))}"
        case Compare(operator="=", left=KeyOf(depth=0), right=FieldOf() as right):
            return f"{participle('указано', noun)} в строке {quoted(value(right, said))}"
    return ""


def _declined_key(form: str, key: Node, said: Said) -> str:
    constant = key.value if isinstance(key, Constant) else None
    if not isinstance(constant, Member):
        return form
    title = member_text(constant.enumeration, constant.name, said.program.schema)
    return hyphened(form, title, words(constant.name))


def _listed(node: Node, said: Said) -> str:
    match node:
        case FactOf(name=name):
            fact = said.fact(name)
            return fact.title if fact and fact.title else words(name)
    return value(node, said)


# --- values --------------------------------------------------------------------------------------------------------


def value(node: Node, said: Said) -> str:
    """What a value is called or how it is made: `среднее отметок с округлением до 0,01 (…)`."""
    program = said.program
    match node:
        case Constant(value=constant):
            return constant_words(node, constant, said)
        case FactOf(name=name):
            # beside an element in hand it is said whose fact it is
            return said.form(node, name) + (f" {person_words(said.person_title())[0]}" if said.outer else "")
        case CatalogueOf(name=name) | FieldOf(name=name):
            return said.form(node, name)
        case Element() | KeyOf() | KeyInHand():
            return in_hand(node)[0]
        case Under(source=source, key=key):
            return _declined_key(said.form(node, f"{value(source, said)}: {value(key, said)}"), key, said)
        case ParameterOf(name=name):
            return said.form(node, name) + reference(name, said)
        case IndicatorOf(name=name):
            return _titled(node, name, program.indicators[name].about.title, said)
        case TotalOf(rating=name):
            return _titled(node, name, program.ratings[name].about.title, said)
        case Named(name=name, title=title):
            return _titled(node, name, title, said)
        case CriterionOf(rating=rating, criterion=name):
            title = next(each.title for each in program.ratings[rating].criteria if each.name == name)
            return f"критерий {quoted(title or words(name))}"
        case VerdictOf(rule=rule):
            return _verdict(rule, said)
        case FromTable(table=name):
            return _from_table(node, name, said)
        case FromFunction(function=name, arguments=arguments):
            told = "; ".join(value(each, said) for each in arguments)
            return f"{program.functions[name].title or words(name)} ({told})"
        case RemainingHours():
            return "остаток часов"
        case DecisionDay():
            return said.form(node, "день_решения")
    return _computed(node, said)


def constant_words(node: Node, constant: Value, said: Said) -> str:
    """A constant: `4,5`, `10 баллов`; a member by its title, unless the author declined its name."""
    if isinstance(constant, Member):
        if said.is_plain(node, constant.name):
            return member_words(constant, said)
        return said.form(node, constant.name)
    if called := said.entry_called(node):
        return quoted(called)
    if isinstance(constant, int | Fraction) and not isinstance(constant, bool):
        unit = unit_of(node.kind)
        if "/" in unit or unit == "%":
            return f"{number_text(constant)}\u00a0{unit}"
    return value_words(constant, unit_of(node.kind))


def _titled(node: Node, name: str, title: str, said: Said) -> str:
    told = small(title) if title and said.is_plain(node, name) else said.form(node, name)
    return told + reference(name, said)


def _from_table(node: Node, name: str, said: Said) -> str:
    if said.is_plain(node, name):
        return f"значение таблицы {quoted(said.program.tables[name].about.label())}{reference(name, said)}"
    return said.form(node, name) + reference(name, said)


def _computed(node: Node, said: Said) -> str:
    match node:
        case Add(terms=terms):
            return _sum_of(terms, said)
        case Negate(operand=operand):
            return f"−{_factor(operand, said)}"
        case Multiply(factors=factors):
            return " × ".join(_factor(each, said) for each in factors)
        case Divide(dividend=dividend, divisor=divisor):
            return f"{_factor(dividend, said)} : {_factor(divisor, said)}"
        case Round(operand=operand, unit=unit, mode=mode):
            return f"{value(operand, said)} с округлением до {number_text(unit)} ({ROUNDING[mode]})"
        case AtMost(operand=operand, limit=limit):
            return f"{value(operand, said)}, но не больше {_bound(limit, said)}"
        case AtLeast(operand=operand, limit=limit):
            return f"{value(operand, said)}, но не меньше {_bound(limit, said)}"
        case IfUnknown(operand=operand, substitute=substitute):
            return f"{value(operand, said)} (если неизвестно — {value(substitute, said)})"
        case IfElse(condition=when, then=then, otherwise=otherwise):
            first = f"{_factor(then, said)}, если {condition(when, said)}"
            rest = value(otherwise, said)
            return f"{first}; {rest}" if isinstance(otherwise, IfElse) else f"{first}; в остальных случаях — {rest}"
        case CountOf(elements=counted):
            return f"число {elements(counted, said)}"
        case ShareOf(elements=counted):
            return f"доля {elements(counted, said)}"
        case Reduce():
            return _reduce(node, said)
        case GroupReduce():
            return _group(node, said)
        case ReduceList(sort=sort, operand=operand, best=best):
            return f"{_together(sort, best)} следующих значений: {value(operand, said)}"
        case Elements():
            return elements(node, said)
        case Both() | Either() | Not() | Compare() | OneOf() | InList() | IsKnown() | IsPresent() | Counted() | Every():
            return condition(node, said)
    return words(said.written(node))


def _sum_of(terms: Sequence[Node], said: Said) -> str:
    told = value(terms[0], said) if not isinstance(terms[0], IfElse) else _factor(terms[0], said)
    for each in terms[1:]:
        match each:
            case Negate(operand=operand):
                told += f" − {_factor(operand, said)}"
            case _:
                told += f" + {_factor(each, said)}"
    return told


def _factor(node: Node, said: Said) -> str:
    told = value(node, said)
    return f"({told})" if isinstance(node, Add | IfElse | AtMost | AtLeast | Round) else told


def _together(sort: str, best: int | None) -> str:
    if sort == "sum" and best is not None:
        return f"сумма {best} лучших из"
    return {"sum": "сумма", "mean": "среднее арифметическое", **BEST_VALUE}[sort] + (
        " из" if sort in BEST_VALUE else ""
    )


def _reduce(node: Reduce, said: Said) -> str:
    over = elements(node.elements, said)
    head = _together(node.sort, node.best)
    if isinstance(node.value, Element):
        return f"{head} {over}"
    return f"{head} {_taken(node.value, said.inside(element_shape(node.elements.source)))} среди {over}"


def _taken(node: Node, said: Said) -> str:
    """What is taken of each element, in the genitive."""
    if isinstance(node, FromTable) and said.is_plain(node, node.table):
        return f"значений таблицы {quoted(said.program.tables[node.table].about.label())}{reference(node.table, said)}"
    return value(node, said)


def _group(node: GroupReduce, said: Said) -> str:
    inner = said.inside(element_shape(node.elements.source))
    keys = _and([value(each, inner) for each in node.keys])
    # the author wrote «каждому предмету» or «каждой области»: the dative tells the gender
    each_word = "каждой" if re.search(r"[еи]$", keys.split(" ")[0]) else "каждому"
    over = elements(node.elements, said)
    if node.sort == "count" or node.value is None:
        return f"по {each_word} {keys} число {over}"
    told = {"max": "лучшее", "min": "наименьшее"}.get(node.sort)
    head = f"{told} из" if told else _together(node.sort, None)
    return f"по {each_word} {keys} {head} {_taken(node.value, inner)} среди {over}"
