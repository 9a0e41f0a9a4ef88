"""Conditions and values of rules as stretches of an English sentence, arm by arm the counterpart of `phrases_ru`.

Names and titles stay as the rules give them: nothing is translated but the words between.
"""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iomrules.facts.record import ByKeyKind, ListKind
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
    Program,
    Reduce,
    ReduceList,
    RemainingHours,
    Round,
    ShareOf,
    TotalOf,
    Under,
    VerdictOf,
    Window,
)
from iomrules.values import Member, Value
from iomrules.write.clauses_en import DATES, OPERATORS, value_words
from iomrules.write.clauses_ru import FAILED
from iomrules.write.said import Said, bounds_of, element_shape, in_hand, unit_of
from iomrules.write.texts import member_text, words
from iomrules.write.words_en import join_list, number_text, plural, quoted, small

ROUNDING = {
    "half_up": "halves away from zero",
    "half_even": "halves to even",
    "half_down": "halves toward zero",
    "up": "away from zero",
    "down": "toward zero",
}
PERIODS = {"year": "in the school year", "half": "in the half-year", "quarter": "in the quarter"}
#: after `is` or `are`
COMPARED = {**OPERATORS, "=": "", "<>": "not"}
TOGETHER = {"sum": "the sum of", "mean": "the mean of", "max": "the greatest of", "min": "the least of"}


# --- conditions ----------------------------------------------------------------------------------------------------


def condition(node: Node, said: Said) -> str:
    """What must hold, without a full stop: `mark in chemistry at least 4 and parents' consent`."""
    match node:
        case Both(operands=operands):
            if bounds := bounds_of(node):
                low, high = bounds
                left = f"{value(low.left, said)} {verb(low.left, said)}"
                return f"{left} from {value(low.right, said)} to {value(high.right, said)}"
            return _and([_inner(each, said) for each in operands])
        case Either(operands=operands):
            return " or ".join(_inner(each, said) for each in operands)
        case Not(operand=operand):
            return _not(operand, said)
        case Compare():
            return _compare(node, said)
        case OneOf(operand=operand, members=members):
            told = join_list([value(each, said) for each in members], "or")
            return f"{value(operand, said)} {verb(operand, said)} {told}"
        case InList(operand=operand, source=source):
            return f"{value(operand, said)} is among {value(source, said)}"
        case IsKnown(operand=operand):
            return f"{value(operand, said)} {verb(operand, said)} known"
        case IsPresent(operand=operand):
            return f"there is {_one(operand, said)}"
        case Counted():
            return _counted(node, said)
        case Every():
            return _every(node, said)
        case VerdictOf(rule=rule):
            return _verdict(rule, said)
        case Named(name=name):
            return f"{quoted(node.label())} holds{reference(name, said)}"
        case FactOf() | FieldOf():
            return _truth(node, said)
        case IfUnknown(operand=operand, substitute=substitute):
            return f"{condition(operand, said)} (if unknown: {value(substitute, said)})"
        case Constant(value=constant):
            return "always" if constant is True else "never"
    return value(node, said)


def _inner(node: Node, said: Said) -> str:
    told = condition(node, said)
    return f"({told})" if isinstance(node, Either) or (isinstance(node, Both) and not bounds_of(node)) else told


def _and(told: Sequence[str]) -> str:
    return ", ".join(told[:-1]) + f" and {told[-1]}" if len(told) > 1 else "".join(told)


def _not(node: Node, said: Said) -> str:
    match node:
        case Compare(operator=operator, left=left, right=right):
            return _compare(Compare(FAILED[operator], left, right, span=node.span), said)
        case IsPresent(operand=operand):
            return f"there is no {_bare(operand, said)}"
        case VerdictOf(rule=rule):
            return _verdict(rule, said, "not ")
        case FactOf() | FieldOf():
            return _truth(node, said, "no ", "not ")
        case OneOf() | InList():
            return re.sub(r" (is|are) ", r" \1 not ", condition(node, said), count=1)
    return f"it is not so that {condition(node, said)}"


def _compare(node: Compare, said: Said) -> str:
    constant = node.right.value if isinstance(node.right, Constant) else None
    words_of = DATES if isinstance(constant, date) or isinstance(node.right, DecisionDay) else COMPARED
    told = f"{verb(node.left, said)} {words_of[node.operator]}".rstrip()
    return f"{value(node.left, said)} {told} {value(node.right, said)}"


def verb(node: Node, said: Said) -> str:
    """`is` or `are`, by the head of what a value is called."""
    head = re.split(r" (?:of|in|at|for|with|to|by|the|from)\b| \(", _bare(node, said), maxsplit=1)[0]
    return "are" if re.search(r"[^su]s$", head) and not isinstance(node, VerdictOf) else "is"


def _truth(node: FactOf | FieldOf, said: Said, none: str = "", no: str = "") -> str:
    """`there is academic debt`, `it is not confirmed by a diploma`."""
    told = _bare(node, said)
    if not told[:1].isascii():
        return f"{told} {'does not hold' if no else 'holds'}"
    states = re.match(r"\w+ed\b|in |ready\b", told) is not None
    person = small(said.person_title()) if isinstance(node, FactOf) else ""
    return f"{the(person) if person else 'it'} is {no}{told}" if states else f"there is {none}{told}"


def _one(node: Node, said: Said) -> str:
    """`a desired profile`, `an average mark`."""
    told = _bare(node, said)
    return (
        told if verb(node, said) == "are" or not told[:1].isascii() else f"a{'n' if told[0] in 'aeiou' else ''} {told}"
    )


def _bare(node: Node, said: Said) -> str:
    """A value without its article."""
    return re.sub(r"^the (?!sum|mean|greatest|least|number|share)", "", value(node, said))


def _verdict(name: str, said: Said, no: str = "") -> str:
    program = said.program
    if name in program.routes:
        return f"{quoted(program.routes[name].about.label())} is {no}made{reference(name, said)}"
    return f"{quoted(program.rules[name].about.label())} {'does not hold' if no else 'holds'}{reference(name, said)}"


def reference(name: str, said: Said) -> str:
    """` (clause 4.2)`, or nothing where clauses have no numbers."""
    clause = said.clause(name)
    return f" (clause {clause})" if clause else ""


def _counted(node: Counted, said: Said) -> str:
    told = elements(node.elements, said)
    if node.wording == "none":
        return f"there are no {told.removeprefix('the ')}"
    counted = "there is at least one" if node.wording == "exists" else f"{OPERATORS[node.operator]} {node.count}"
    return f"{counted} of the {told.removeprefix('the ')}"


def _every(node: Every, said: Said) -> str:
    inner = said.inside(element_shape(node.elements.source))
    match node.holds:
        case Compare(operator=operator, left=Element(), right=right):
            return f"all {elements(node.elements, said)} {OPERATORS[operator]} {value(right, inner)}"
    return f"for each of the {elements(node.elements, said).removeprefix('the ')}: {condition(node.holds, inner)}"


# --- collections ---------------------------------------------------------------------------------------------------


def elements(node: Elements, said: Said) -> str:
    """`achievements in the last 2 school years where sort equal to project`."""
    noun = value(node.source, said)
    window = f" {window_words(node.window, said)}" if node.window else ""
    if node.where is None:
        return noun + window
    return f"{noun}{window} where {condition(node.where, said.inside(element_shape(node.source)))}"


def window_words(window: Window, said: Said) -> str:
    """`in the last 2 school years`."""
    if window.period in PERIODS:
        return PERIODS[window.period]
    forms = {
        "last_years": ("year", "years"),
        "last_school_years": ("school year", "school years"),
        "last_months": ("month", "months"),
    }[window.period]
    return f"in the last {window.count} {plural(window.count, *forms)}"


# --- values --------------------------------------------------------------------------------------------------------


def value(node: Node, said: Said) -> str:
    """What a value is called or how it is made."""
    program = said.program
    match node:
        case Constant(value=constant):
            return constant_words(node, constant, said)
        case FactOf(name=name) | FieldOf(name=name):
            return called(name, program) if isinstance(node.kind, ListKind | ByKeyKind) else the(called(name, program))
        case CatalogueOf(name=name):
            return called(name, program)
        case Element() | KeyOf() | KeyInHand():
            return in_hand(node)[1]
        case Under(source=source, key=key):
            return f"{value(source, said)} in {value(key, said)}"
        case ParameterOf(name=name):
            return the(program.parameters[name].about.label()) + reference(name, said)
        case IndicatorOf(name=name):
            return the(program.indicators[name].about.label()) + reference(name, said)
        case TotalOf(rating=name):
            return the(program.ratings[name].about.label()) + reference(name, said)
        case Named(name=name):
            return the(node.label()) + reference(name, said)
        case CriterionOf(rating=rating, criterion=name):
            title = next(each.title for each in program.ratings[rating].criteria if each.name == name)
            return f"the criterion {quoted(title or words(name))}"
        case VerdictOf(rule=rule):
            return _verdict(rule, said)
        case FromTable(table=name):
            return f"{quoted(program.tables[name].about.label())}{reference(name, said)}"
        case FromFunction(function=name, arguments=arguments):
            told = "; ".join(value(each, said) for each in arguments)
            return f"{program.functions[name].title or words(name)} ({told})"
        case RemainingHours():
            return "the remaining hours"
        case DecisionDay():
            return "the day of decision"
    return _computed(node, said)


def called(name: str, program: Program) -> str:
    """A name inside a sentence: in English where the rules say how, else as words."""
    label = program.english.get(name, "")
    return small(label) if label else words(name)


def the(label: str) -> str:
    """With the article, small: `the average mark`; a title in another alphabet stays as written."""
    if not label[:1].isascii() or label.casefold().startswith(("the ", "a ", "an ")):
        return small(label) if label[:1].isascii() else label
    return f"the {small(label)}"


def constant_words(node: Node, constant: Value, said: Said) -> str:
    """A constant: `4.5`, `10 points`; a member by its title."""
    if isinstance(constant, Member):
        return member_text(constant.enumeration, constant.name, said.program.schema)
    if isinstance(constant, int | Fraction) and not isinstance(constant, bool) and unit_of(node.kind) == "%":
        return f"{number_text(constant)}%"
    return value_words(constant, unit_of(node.kind))


def _computed(node: Node, said: Said) -> str:
    match node:
        case Add(terms=terms):
            return " + ".join(_factor(each, said) for each in terms).replace(" + −", " − ")
        case Negate(operand=operand):
            return f"−{_factor(operand, said)}"
        case Multiply(factors=factors):
            return " × ".join(_factor(each, said) for each in factors)
        case Divide(dividend=dividend, divisor=divisor):
            return f"{_factor(dividend, said)} / {_factor(divisor, said)}"
        case Round(operand=operand, unit=unit, mode=mode):
            return f"{value(operand, said)} rounded to {number_text(unit)} ({ROUNDING[mode]})"
        case AtMost(operand=operand, limit=limit):
            return f"{value(operand, said)}, but at most {value(limit, said)}"
        case AtLeast(operand=operand, limit=limit):
            return f"{value(operand, said)}, but at least {value(limit, said)}"
        case IfUnknown(operand=operand, substitute=substitute):
            return f"{value(operand, said)} (if unknown: {value(substitute, said)})"
        case IfElse(condition=when, then=then, otherwise=otherwise):
            rest = value(otherwise, said)
            rest = rest if isinstance(otherwise, IfElse) else f"otherwise {rest}"
            return f"{_factor(then, said)} if {condition(when, said)}; {rest}"
        case CountOf(elements=counted):
            return f"the number of {elements(counted, said)}"
        case ShareOf(elements=counted):
            return f"the share of {elements(counted, said)}"
        case Reduce():
            return _reduce(node, said)
        case GroupReduce():
            return _group(node, said)
        case ReduceList(sort=sort, operand=operand, best=best):
            return f"{_together(sort, best)} these: {value(operand, said)}"
        case Elements():
            return elements(node, said)
        case Both() | Either() | Not() | Compare() | OneOf() | InList() | IsKnown() | IsPresent() | Counted() | Every():
            return condition(node, said)
    return words(said.written(node))


def _factor(node: Node, said: Said) -> str:
    told = value(node, said)
    return f"({told})" if isinstance(node, Add | IfElse | AtMost | AtLeast | Round) else told


def _together(sort: str, best: int | None) -> str:
    return f"the sum of the best {best} of" if sort == "sum" and best is not None else TOGETHER[sort]


def _reduce(node: Reduce, said: Said) -> str:
    over = elements(node.elements, said)
    head = _together(node.sort, node.best)
    if isinstance(node.value, Element):
        return f"{head} {over}"
    return f"{head} {value(node.value, said.inside(element_shape(node.elements.source)))} among {over}"


def _group(node: GroupReduce, said: Said) -> str:
    inner = said.inside(element_shape(node.elements.source))
    keys = _and([_bare(each, inner) for each in node.keys])
    over = elements(node.elements, said)
    if node.sort == "count" or node.value is None:
        return f"for each {keys}, the number of {over}"
    return f"for each {keys}, {_together(node.sort, None)} {value(node.value, inner)} among {over}"
