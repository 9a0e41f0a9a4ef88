"""One reason as a clause of an English sentence, function by function the counterpart of `clauses_ru`.

Names and titles stay as the rules give them: nothing is translated but the words between.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from iomrules.program.core import Compare, Constant, Counted, Every, Under
from iomrules.reason.decision import ElementReason, Reason, blockers, deciding
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Unknown, Value, decimal_text
from iomrules.write.clauses_ru import FAILED, SILENT, TURNED, unit_of
from iomrules.write.texts import words
from iomrules.write.words_en import date_short, join_list, number_text, plural, quoted, small

OPERATORS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "equal to", "<>": "other than"}
DATES = {"<": "before", "<=": "no later than", ">": "after", ">=": "no earlier than", "=": "on", "<>": "not on"}
UNITS = {
    "балл": ("point", "points"),
    "час": ("hour", "hours"),
    "год": ("year", "years"),
    "ч/нед": ("hour a week", "hours a week"),
    "ч/год": ("hour a year", "hours a year"),
}
#: what one value of a fact with a key is called
_ONE = {"marks": "mark"}
RANKS = ("<", "<=", ">", ">=")


def name(reason: Reason) -> str:
    """What a value is called inside a sentence."""
    if reason.sort == "day":
        return "the day of decision"
    fact, colon, key = small(reason.label).partition(": ")
    if colon and isinstance(reason.node, Under):
        return f"{_ONE.get(fact, fact)} in {small(key)}"
    return ", ".join(small(each) for each in reason.label.split(", "))


def value_words(value: Value, unit: str = "") -> str:
    """A value: `2 балл`, `региональный`, `1 September 2026`, `no`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | Fraction():
            told = amount(value)
            return told if unit in SILENT else f"{told} {unit_words(value, unit)}"
        case date():
            return date_short(value)
        case Member(name=member):
            return words(member)
        case Entry():
            return entry_words(value)
        case Unknown():
            return "unknown"
        case ByKey():
            return ", ".join(f"{words(key)} {value_words(each)}" for key, each in value)
        case tuple():
            return ", ".join(value_words(each, unit) for each in value) or "none"
    return "none" if value is ABSENT else words(str(value))


def said(reason: Reason, unit: str = "") -> str:
    """A reason's value, by its title where it has one."""
    if reason.said:
        return reason.said if isinstance(reason.value, Member) else quoted(reason.said)
    return value_words(reason.value, unit)


def unit_words(number: int | Fraction, unit: str) -> str:
    """`points`; a unit with no English word here stays as the rules give it."""
    return plural(number, *UNITS[unit]) if unit in UNITS else unit


def amount(number: int | Fraction) -> str:
    """A number; one without a finite decimal to three places, marked as near."""
    if "/" in decimal_text(number):
        return f"≈ {number_text(Fraction(round(number * 1000), 1000))}"
    return number_text(number)


def entry_words(entry: Entry) -> str:
    """A record by its own name, or by its members."""
    for own in ("название", "имя", "title", "name"):
        if isinstance(found := entry.fields.get(own), str) and found:
            return quoted(found)
    if entry.key:
        return quoted(words(entry.key))
    told = [value_words(value) for value in entry.fields.values() if isinstance(value, Member | str)]
    return ", ".join(told) or words(entry.shape)


def missing_words(missing: Sequence[Missing]) -> str:
    """The missing facts with their registers."""
    told = (f"{each.fact} ({each.source})" if each.source else each.fact for each in missing)
    return "; ".join(dict.fromkeys(told))


def clause(reason: Reason) -> str:
    """What is, in a clause without a full stop; for what is unknown, what is missing."""
    if isinstance(reason.value, Unknown):
        return f"unknown: {missing_words(reason.value.missing)}"
    return CLAUSES.get(reason.sort, _plain)(reason)


def _plain(reason: Reason) -> str:
    return f"{name(reason)} is {said(reason, unit_of(reason))}"


def _compare(reason: Reason) -> str:
    if not isinstance(reason.node, Compare) or len(reason.parts) != 2:
        return _plain(reason)
    left, right, operator = *reason.parts, reason.node.operator
    if left.sort in ("constant", "day"):
        left, right, operator = right, left, TURNED[operator]
    holds = operator if reason.value else FAILED[operator]
    if left.value is ABSENT:
        return f"there is no {name(left)}"
    match left.value:
        case bool():
            return _plain(left)
        case int() | Fraction():
            return f"{name(left)} {value_words(left.value)} is {OPERATORS[holds]} {bound(right)}"
        case Unknown(low=low, high=high) if low is not None or high is not None:
            # decided all the same: whatever is missing leaves the number within these bounds
            return f"{name(left)} {between(low, high, '')} is {OPERATORS[holds]} {bound(right)}"
        case date():
            return f"{name(left)} {date_short(left.value)} is {DATES[holds]} {bound(right)}"
        case Member() if operator in RANKS and not reason.value:
            return f"{name(left)} is {said(left)}, which is not {OPERATORS[operator]} {bound(right)}"
    told = _plain(left)
    return f"{told}, not {bound(right)}" if operator == "=" and not reason.value else told


def bound(reason: Reason) -> str:
    """The other side of a comparison."""
    value = reason.value
    if isinstance(value, Unknown) and (value.low is not None or value.high is not None):
        told = between(value.low, value.high, unit_of(reason))
    else:
        told = said(reason, unit_of(reason))
    if reason.sort == "constant" or not reason.label:
        return told
    return f"{told} ({name(reason)}{parameter_source(reason)})"


def parameter_source(reason: Reason) -> str:
    """Where a parameter's value comes from and since when."""
    if reason.sort != "parameter":
        return ""
    told = [*reason.basis]
    if reason.row and reason.row[0]:
        told.append(f"since {reason.row[0]}")
    if len(reason.row) > 2:
        told.append(f"for those who entered {days(*reason.row[2:])}")
    if reason.changed_by:
        told.append(f"refined by {words(reason.changed_by)}")
    return f": {', '.join(told)}" if told else ""


def days(begin: str, end: str) -> str:
    """`since 01.09.2025 until 31.08.2026`; either may be empty."""
    return f"{f'since {begin}' if begin else ''} {f'until {end}' if end else ''}".strip()


def _one_of(reason: Reason) -> str:
    left, *members = reason.parts
    wanted = ", ".join(said(each) for each in members)
    return _plain(left) if reason.value else f"{_plain(left)}, not one of: {wanted}"


def _in_list(reason: Reason) -> str:
    left, source = reason.parts
    verb = "is" if reason.value else "is not"
    return f"{quoted(left.said or value_words(left.value))} {verb} in the list {quoted(name(source))}"


def _known(reason: Reason) -> str:
    return f"{name(reason.parts[0])} is {'known' if reason.value else 'not known'}"


def _present(reason: Reason) -> str:
    told = name(reason.parts[0]) if reason.parts else name(reason)
    return f"there is {'' if reason.value else 'no '}{told}"


def _counted(reason: Reason) -> str:
    if not isinstance(reason.node, Counted):
        return _plain(reason)
    meant = [each for each in reason.elements if each.holds is True]
    total, wanted = len(reason.elements), reason.node
    if not total:
        return f"there are no entries in {quoted(name(reason))}"
    if wanted.wording == "exists" and reason.value:
        fit = f"{len(meant)} of {total} {'fits' if len(meant) == 1 else 'fit'}"
        return f"there is one in {quoted(name(reason))}: {element_words(meant[0])} ({fit})"
    if wanted.wording in ("exists", "none") and not meant:
        source = quoted(name(reason))
        return f"none of {total} entries in {source} fits" if total > 1 else f"the only entry in {source} does not fit"
    if wanted.wording == "none":
        return f"there is: {'; '.join(element_words(each) for each in meant)}"
    told = f"{len(meant)} of {total} {plural(total, 'entry', 'entries')} in {quoted(name(reason))} fit"
    return f"{told}, {'which is' if reason.value else 'not'} {OPERATORS[wanted.operator]} {wanted.count}"


def element_words(element: ElementReason) -> str:
    """An element for people."""
    return entry_words(element.entry) if element.entry else element.label


def _every(reason: Reason) -> str:
    holds = reason.node.holds if isinstance(reason.node, Every) else None
    demand = " meet the condition"
    if isinstance(holds, Compare) and isinstance(holds.right, Constant):
        demand = f" are {OPERATORS[holds.operator]} {value_words(holds.right.value)}"
    if reason.value:
        return f"all in {quoted(name(reason))}{demand}"
    failing = [each for each in reason.elements if each.holds is True and each.value is False]
    return f"not all in {quoted(name(reason))}{demand} ({'; '.join(_failing(each) for each in failing)})"


def _failing(element: ElementReason) -> str:
    if element.blocker and element.blocker.parts:
        return f"{element_words(element)} {value_words(element.blocker.parts[0].value)}"
    return element_words(element)


def _joined(reason: Reason) -> str:
    parts = blockers(reason) if reason.value is False else deciding(reason)
    return join_list(tuple(dict.fromkeys(clause(each) for each in parts if each is not reason))) or _plain(reason)


def _not(reason: Reason) -> str:
    return clause(reason.parts[0]) if reason.parts else _plain(reason)


def _conclusion(reason: Reason) -> str:
    return f"{quoted(reason.label)} is {value_words(reason.value)}"


def _exception(reason: Reason) -> str:
    told = clause(reason.parts[0]) if reason.parts else ""
    basis = f" ({'; '.join(reason.basis)})" if reason.basis else ""
    if reason.value:
        return f"there is an exception: {told}{basis}"
    lifted = len(reason.parts) > 1 and reason.parts[1].value is True and reason.parts[0].value is not False
    return f"an exception is lifted: {clause(reason.parts[1])}" if lifted else f"no exception: {told}"


def _in_force(reason: Reason) -> str:
    begin, end = reason.row
    told = " ".join(part for part in (f"from {begin}" if begin else "", f"to {end}" if end else "") if part)
    return f"it is {'' if reason.value else 'not '}in force on this date: {told}"


def _window(reason: Reason) -> str:
    begin, end = reason.row
    day = value_words(reason.parts[0].value) if reason.parts else "the date"
    return f"{day} is outside {begin} to {end}"


CLAUSES: dict[str, Callable[[Reason], str]] = {
    "compare": _compare,
    "one_of": _one_of,
    "in_list": _in_list,
    "known": _known,
    "present": _present,
    "counted": _counted,
    "every": _every,
    "and": _joined,
    "or": _joined,
    "applies": _joined,
    "not": _not,
    "rule": _conclusion,
    "route": _conclusion,
    "exception": _exception,
    "in_force": _in_force,
    "window": _window,
}


# --- whole sentences, without the full stop ---


def join(told: Sequence[str]) -> str:
    """Clauses side by side."""
    return "; ".join(told) if any("," in each or ":" in each for each in told) else join_list(told)


def because(reason: Reason, told: Sequence[str]) -> str:
    """`Admission …: no, because …`."""
    verdict = f"{reason.label}: {value_words(reason.value)}"
    return f"{verdict}, because {join(told)}" if told else verdict


def not_applicable(reason: Reason, told: Sequence[str]) -> str:
    """A rule that is not about this person."""
    return f"{reason.label}: the rule does not apply, because {join(told)}"


def cannot_tell(reason: Reason, between_words: str) -> str:
    """What is missing to conclude anything."""
    missing = missing_words(reason.value.missing) if isinstance(reason.value, Unknown) else ""
    subject = f"{reason.label}: " if reason.label else ""
    if between_words:
        return f"{subject}{between_words}; no closer can be told while these are missing: {missing}"
    return f"{subject}this cannot be told while these are missing: {missing}"


def between(low: int | Fraction | None, high: int | Fraction | None, unit: str) -> str:
    """`from 12 to 20`."""
    least = "" if low is None else f"{'from' if high is not None else 'at least'} {amount(low)}"
    most = "" if high is None else f"{'to' if low is not None else 'at most'} {amount(high)}"
    return f"{least} {most} {'' if unit in SILENT else unit_words(2, unit)}".strip()


def worth(reason: Reason) -> str:
    """A number and what it is of."""
    if reason.value is ABSENT:
        return f"{reason.label}: there is no value"
    return f"{reason.label}: {value_words(reason.value, unit_of(reason))}"


def changed(by: str) -> str:
    """Who refined a rule."""
    return f"; the rule was refined by {words(by)}"


def breakdown(reason: Reason) -> str:
    """What a number is made of."""
    used = [each for each in reason.elements if each.used and each.value is not None]
    held = [each for each in reason.elements if each.holds is True]
    if reason.sort in ("count", "share"):
        return f"{len(held)} of {len(reason.elements)} fit"
    if not held:
        return "nothing to count"
    told = ", ".join(f"{element_words(each)} {value_words(each.value)}" for each in used if each.value is not None)
    best = getattr(reason.node, "best", None)
    if best is not None and len(held) > best:
        return f"{told} (the best {best} of {len(held)})"
    if getattr(reason.node, "sort", "") == "mean":
        return f"{told} (the mean of {len(held)})"
    return told


def substituted(reason: Reason) -> str:
    """A missing fact that the rule itself gave a value."""
    operand, substitute = reason.parts
    return f"{name(operand)} is unknown, the rule takes {value_words(substitute.value)} instead"


def from_table(reason: Reason) -> str:
    """The row of a table that fitted."""
    *_, result = reason.row
    keys = ", ".join(f"{name(part)} {value_words(part.value)}" for part in reason.parts)
    return f"by table {quoted(reason.label)}: {keys} gives {result}"


def capped(reason: Reason) -> str:
    """A cap or a floor that changed the number."""
    operand, limit = reason.parts
    verb = "at most" if reason.sort == "at_most" else "at least"
    told = f"{value_words(operand.value)} gathered, {value_words(reason.value)} counted"
    return f"{told}: {verb} {bound(limit)} is allowed"


def left_out(element: ElementReason, group: str) -> str:
    """An element that went into no result, and what left it out. group: where another one counts instead."""
    told = element_words(element)
    if element.blocker is not None:
        return f"not counted: {told} ({clause(element.blocker)})"
    if isinstance(element.holds, Unknown):
        return f"not counted: {told} (unknown: {missing_words(element.holds.missing)})"
    cause = f"a better result of group “{group}” counts" if group else "better results count"
    return f"not counted: {told} ({cause})"


def unfit(element: ElementReason) -> str:
    """An element that does not meet a condition, and the first thing that it fails."""
    return left_out(element, "").replace("not counted", "does not fit", 1)
