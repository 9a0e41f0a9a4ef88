"""One reason as a clause of a Russian sentence: `отметка по химии 3 меньше 4`.

A clause states what is, whether it helps or not; the sentence round it says what follows.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from iomrules.facts.record import ListKind, NumberKind, RecordKind
from iomrules.program.core import Compare, Constant, Counted, Elements, Every
from iomrules.reason.decision import ElementReason, Reason, blockers, deciding
from iomrules.values import ABSENT, Entry, Member, Missing, Unknown, Value
from iomrules.write.dative_ru import dative
from iomrules.write.texts import amount, words
from iomrules.write.words_ru import counted, counted_genitive, date_short, join_list, number_text, plural_noun, quoted

OPERATORS = {"<": "меньше", "<=": "не больше", ">": "больше", ">=": "не меньше", "=": "равно", "<>": "не равно"}
DATES = {"<": "раньше", "<=": "не позже", ">": "позже", ">=": "не раньше", "=": "—", "<>": "не"}
RANKS = {"<": "ниже", "<=": "не выше", ">": "выше", ">=": "не ниже"}
FAILED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
#: units that are not said after a number: the fact's own name says them
SILENT = {"", "отметка", "класс"}


def name(reason: Reason) -> str:
    """What a value is called inside a sentence: `отметка по химии`, `средний балл`."""
    if reason.sort == "fact" and reason.key:
        what = "отметка" if unit_of(reason) == "отметка" else small(reason.label.partition(": ")[0])
        return f"{what} по {dative(reason.key)}"
    return small(reason.label)


def small(text: str) -> str:
    """The first letter small, unless the word is written in capitals (`ВсОШ`, `ИОМ`)."""
    first = text.split(" ", maxsplit=1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def unit_of(reason: Reason) -> str:
    """The unit its value is counted in, or empty."""
    kind = getattr(reason.node, "kind", None)
    if isinstance(kind, NumberKind) and kind.unit:
        return kind.unit
    if reason.sort in ("indicator", "criterion", "rating", "round", "at_most", "at_least", "list", "group", "if_else"):
        return next((unit for part in reversed(reason.parts) if (unit := unit_of(part))), "")
    return ""


def amount_genitive(number: int | Fraction, unit: str) -> str:
    """`60 баллов` after «не меньше»."""
    if unit in SILENT:
        return number_text(number)
    return f"{number_text(number)}\u00a0{unit}" if "/" in unit or unit == "%" else counted_genitive(number, unit)


def value_words(value: Value, unit: str = "") -> str:
    """A value: `2 балла`, `региональный`, `01.09.2026`, `нет`."""
    match value:
        case bool():
            return "да" if value else "нет"
        case int() | Fraction():
            return amount(value) if unit in SILENT or "/" in unit else amount_of(value, unit)
        case date():
            return date_short(value)
        case Member(name=member):
            return words(member)
        case Entry():
            return entry_words(value)
        case Unknown():
            return "неизвестно"
        case tuple():
            return ", ".join(value_words(each, unit) for each in value) or "нет"
    return "нет" if value is ABSENT else words(str(value))


def said(reason: Reason, unit: str = "") -> str:
    """A reason's value, by its title where it has one."""
    if reason.said:
        return reason.said if isinstance(reason.value, Member) else quoted(reason.said)
    return value_words(reason.value, unit)


def amount_of(number: int | Fraction, unit: str) -> str:
    """`27 баллов`; a number without a finite decimal stays near."""
    return f"{amount(number)} {plural_noun(number, unit)}" if "≈" in amount(number) else counted(number, unit)


def entry_words(entry: Entry) -> str:
    """`олимпиада по химии, региональный уровень, призёр`; a course by its name."""
    for own in ("название", "имя", "title", "name"):
        if isinstance(found := entry.fields.get(own), str) and found:
            return quoted(found)
    if entry.key:
        return quoted(words(entry.key))
    told: list[str] = []
    for field, value in entry.fields.items():
        if isinstance(value, Member) and value.enumeration == "предмет" and told:
            told[-1] = f"{told[-1]} по {dative(words(value.name))}"
        elif isinstance(value, Member) and value.name.endswith(("ый", "ий", "ой")) and not field.endswith("и"):
            told.append(f"{words(value.name)} {words(field)}")
        elif isinstance(value, Member | str):
            told.append(value_words(value))
    return ", ".join(told) or words(entry.shape)


def missing_words(missing: Sequence[Missing]) -> str:
    """`отметки по химии (журнал); согласие родителей (заявление)`."""
    return "; ".join(dict.fromkeys(_missing(each) for each in missing))


def _missing(missing: Missing) -> str:
    fact, colon, key = missing.fact.partition(": ")
    told = f"{fact} по {dative(key)}" if colon else fact
    return f"{told} ({missing.source})" if missing.source else told


def clause(reason: Reason) -> str:
    """What is, in a clause without a full stop; for what is unknown, what is missing."""
    if isinstance(reason.value, Unknown):
        return f"неизвестно: {missing_words(reason.value.missing)}"
    return CLAUSES.get(reason.sort, _plain)(reason)


def _plain(reason: Reason) -> str:
    if isinstance(reason.value, bool):
        return _truth(reason)
    return f"{name(reason)} — {said(reason, unit_of(reason))}".removeprefix(" — ")


def _truth(reason: Reason) -> str:
    told = name(reason)
    if " " not in told and told.endswith(("но", "то", "на", "та")):  # подтверждено, сдано
        return told if reason.value else f"не {told}"
    return f"{told} — {'да' if reason.value else 'нет'}"


def _compare(reason: Reason) -> str:
    if not isinstance(reason.node, Compare) or len(reason.parts) != 2:
        return _plain(reason)
    left, right, operator = *reason.parts, reason.node.operator
    if left.sort in ("constant", "day"):
        left, right, operator = right, left, TURNED[operator]
    holds = operator if reason.value else FAILED[operator]
    if left.value is ABSENT:
        return f"не указано: {name(left)}" if left.sort in ("fact", "field") else f"{name(left)} — нет значения"
    match left.value:
        case bool():
            return _truth(left)
        case int() | Fraction() if operator in RANKS:
            return f"{name(left)} {_short(left)} {OPERATORS[holds]} {bound(right)}"
        case Unknown(low=low, high=high) if low is not None or high is not None:
            # decided all the same: whatever is missing leaves the number within these bounds
            return f"{name(left)} {between(low, high, _unit_before(left))} {OPERATORS[holds]} {bound(right)}"
        case int() | Fraction():
            return _equality(left, right, operator, holds)
        case date():
            return f"{name(left)} {date_short(left.value)} {DATES[holds]} {bound(right)}"
        case Member() if operator in RANKS and not reason.value:
            return f"{name(left)} — {said(left)}, а нужно {RANKS[operator]} значения «{bound(right)}»"
    told = f"{name(left)} — {said(left)}"
    return f"{told}, а нужно: {bound(right)}" if operator == "=" and not reason.value else told


def _equality(left: Reason, right: Reason, operator: str, holds: str) -> str:
    """`класс — 10, а нужно: 5`; numbers of any gender, so no word has to agree."""
    told = f"{name(left)} — {_short(left)}"
    if operator == "=":
        return f"{name(left)} — {bound(right)}" if holds == "=" else f"{told}, а нужно: {bound(right)}"
    return f"{told}, а не {bound(right)}" if holds == "<>" else f"{name(left)} — {bound(right)}, а нужно другое"


def _short(reason: Reason) -> str:
    """The compared value."""
    return value_words(reason.value, _unit_before(reason))


def _unit_before(reason: Reason) -> str:
    """The unit said after a compared value: points are said at the bound."""
    unit = unit_of(reason)
    return "" if unit == "балл" else unit


def bound(reason: Reason) -> str:
    """The other side of a comparison, a counted noun in the genitive: `60 баллов (порог одарённости: …)`."""
    unit, value = unit_of(reason), reason.value
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and unit not in SILENT and "/" not in unit:
        told = counted_genitive(value, unit)
    elif isinstance(value, Unknown) and (value.low is not None or value.high is not None):
        told = between(value.low, value.high, unit)
    else:
        told = said(reason)
    if reason.sort == "constant" or not reason.label:
        return told
    return f"{told} ({name(reason)}{parameter_source(reason)})"


def parameter_source(reason: Reason) -> str:
    """`: Приказ № 277, с 01.09.2026; уточнено: лицей 11` of a parameter."""
    if reason.sort != "parameter":
        return ""
    told = [*reason.basis]
    if reason.row and reason.row[0]:
        told.append(f"с {reason.row[0]}")
    if len(reason.row) > 2:
        told.append(f"для поступивших {days(*reason.row[2:])}")
    if reason.changed_by:
        told.append(f"уточнено: {words(reason.changed_by)}")
    return f": {', '.join(told)}" if told else ""


def days(begin: str, end: str) -> str:
    """`с 01.09.2025 по 31.08.2026`; either may be empty."""
    return f"{f'с {begin}' if begin else ''} {f'по {end}' if end else ''}".strip()


def _one_of(reason: Reason) -> str:
    left, *members = reason.parts
    told = f"{name(left)} — {said(left)}"
    wanted = ", ".join(said(each) for each in members)
    return told if reason.value else f"{told}, а нужно одно из: {wanted}"


def _in_list(reason: Reason) -> str:
    left, source = reason.parts
    told = (left.said and quoted(left.said)) or f"«{value_words(left.value).strip('«»')}»"
    return f"{told} есть в списке «{name(source)}»" if reason.value else f"{told} нет в списке «{name(source)}»"


def _known(reason: Reason) -> str:
    return f"{'указано' if reason.value else 'не указано'}: {name(reason.parts[0])}"


def _present(reason: Reason) -> str:
    if reason.parts and isinstance(reason.parts[0].value, bool):
        return _truth(reason.parts[0])
    return f"{name(reason.parts[0]) if reason.parts else name(reason)} — {'есть' if reason.value else 'нет'}"


def noun_of(elements: Sequence[ElementReason], number: int) -> str:
    """The noun that elements are counted by: `достижений`, `курсов`; empty where nobody knows its forms."""
    shape = next((each.entry.shape for each in elements if each.entry), "")
    found = plural_noun(number, words(shape))
    return found if shape and (found != words(shape) or number % 10 == 1) else ""


def none_of(elements: Elements, label: str) -> str:
    """`достижений`; of a noun not known, its label and a dash."""
    kind = elements.source.kind
    shape = kind.element.shape if isinstance(kind, ListKind) and isinstance(kind.element, RecordKind) else ""
    found = plural_noun(0, words(shape))
    return found if shape and found != words(shape) else f"{label} —"


def _counted(reason: Reason) -> str:
    if not isinstance(reason.node, Counted):
        return _plain(reason)
    meant = [each for each in reason.elements if each.holds is True]
    total, wanted = len(reason.elements), reason.node
    if not reason.elements:
        return f"{none_of(wanted.elements, name(reason))} нет"
    if wanted.wording == "exists" and reason.value:
        first = f"есть {words(meant[0].entry.shape)}: " if meant and meant[0].entry else "есть: "
        tail = f" (подошло {len(meant)} из {total})" if total > 1 else ""
        return first + (element_words(meant[0]) if meant else "") + tail
    if wanted.wording in ("exists", "none") and not meant:
        noun = noun_of(reason.elements, 0)
        return f"нет подходящих {noun} (всего {total})" if noun else f"{name(reason)}: подходящих нет (всего {total})"
    if wanted.wording == "none":
        return f"есть: {'; '.join(element_words(each) for each in meant)}"
    demand = f"{OPERATORS[wanted.operator]} {wanted.count}"
    noun = noun_of(reason.elements, 0)
    told = f"подходящих {noun}" if noun else f"{name(reason)}: подходящих"
    told = f"{told} — {len(meant)} из {total}"
    return f"{told}, нужно {demand}" if not reason.value else f"{told}, это {demand}"


def element_words(element: ElementReason) -> str:
    """An element for people."""
    return entry_words(element.entry) if element.entry else element.label


def _every(reason: Reason) -> str:
    holds = reason.node.holds if isinstance(reason.node, Every) else None
    demand = ""
    if isinstance(holds, Compare) and isinstance(holds.right, Constant):
        demand = f" {OPERATORS[holds.operator]} {value_words(holds.right.value)}"
    if reason.value:
        return f"все {name(reason)}{demand}" if demand else f"{name(reason)}: условие выполнено для каждой записи"
    failing = [each for each in reason.elements if each.holds is True and each.value is False]
    told = "; ".join(_failing(each) for each in failing)
    return f"не все {name(reason)}{demand} ({told})" if demand else f"{name(reason)}: условие не выполнено ({told})"


def _failing(element: ElementReason) -> str:
    if element.blocker and element.blocker.parts:
        return f"{element_words(element)} — {value_words(element.blocker.parts[0].value)}"
    return element_words(element)


def _joined(reason: Reason) -> str:
    parts = blockers(reason) if reason.value is False else deciding(reason)
    return join_list(tuple(dict.fromkeys(clause(each) for each in parts if each is not reason))) or _plain(reason)


def _not(reason: Reason) -> str:
    return clause(reason.parts[0]) if reason.parts else _plain(reason)


def _conclusion(reason: Reason) -> str:
    return f"{quoted(reason.label)} — {'да' if reason.value else 'нет'}"


def _exception(reason: Reason) -> str:
    told = clause(reason.parts[0]) if reason.parts else ""
    basis = f" ({'; '.join(reason.basis)})" if reason.basis else ""
    if reason.value:
        return f"есть исключение: {told}{basis}"
    lifted = len(reason.parts) > 1 and reason.parts[1].value is True and reason.parts[0].value is not False
    return f"исключение снято: {clause(reason.parts[1])}" if lifted else f"исключения нет: {told}"


def _in_force(reason: Reason) -> str:
    begin, end = reason.row
    told = " ".join(part for part in (f"с {begin}" if begin else "", f"по {end}" if end else "") if part)
    return f"{'действует' if reason.value else 'на эту дату не действует: действует'} {told}"


def _window(reason: Reason) -> str:
    begin, end = reason.row
    day = f"дата {value_words(reason.parts[0].value)}" if reason.parts else "дата"
    return f"{day} вне срока с {begin} по {end}"


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
    """`Допуск …: нет, потому что …`."""
    verdict = f"{reason.label}: {'да' if reason.value else 'нет'}"
    return f"{verdict}, потому что {join(told)}" if told else verdict


def not_applicable(reason: Reason, told: Sequence[str]) -> str:
    """A rule that is not about this person."""
    return f"{reason.label}: правило не применяется, потому что {join(told)}"


def cannot_tell(reason: Reason, between_words: str) -> str:
    """What is missing to conclude anything."""
    missing = missing_words(reason.value.missing) if isinstance(reason.value, Unknown) else ""
    subject = f"{reason.label}: " if reason.label else ""
    if between_words:
        return f"{subject}{between_words}; точнее сказать нельзя, пока неизвестно: {missing}"
    return f"{subject}решить нельзя, пока неизвестно: {missing}"


def between(low: int | Fraction | None, high: int | Fraction | None, unit: str) -> str:
    """`от 12 до 20 баллов`."""
    noun = "" if unit in SILENT or "/" in unit else unit
    least = "" if low is None else f"от {amount(low) if high is not None or not noun else counted_genitive(low, noun)}"
    most = "" if high is None else f"до {counted_genitive(high, noun) if noun else amount(high)}"
    return f"{least} {most}".strip()


def worth(reason: Reason) -> str:
    """`Олимпиады и конкурсы — 27 баллов`."""
    if reason.value is ABSENT:
        return f"{reason.label} — значения нет"
    return f"{reason.label} — {value_words(reason.value, unit_of(reason))}"


def changed(by: str) -> str:
    """Who refined a rule."""
    return f"; правило уточнено: {words(by)}"


TOGETHER = {"max": "наибольшее", "min": "наименьшее"}


def breakdown(reason: Reason) -> str:
    """`химия 10, биология 10, математика 7`; what was chosen of how many."""
    sort = getattr(reason.node, "sort", "")
    used = [each for each in reason.elements if each.used and each.value is not None]
    held = [each for each in reason.elements if each.holds is True]
    if reason.sort in ("count", "share"):
        fitting = f"подходит {len(held)} из {len(reason.elements)}"
        return fitting
    if not held:
        return "учитывать нечего"
    told = ", ".join(f"{element_words(each)} {value_words(each.value)}" for each in used if each.value is not None)
    best = getattr(reason.node, "best", None)
    if best is not None and len(held) > best:
        return f"{told} (лучшие {best} из {len(held)})"
    if sort == "mean":
        return f"{told} (среднее из {len(held)})"
    if sort in ("max", "min"):
        return f"{told} ({TOGETHER[sort]} из {len(held)})" if len(held) > 1 else told
    return told


def substituted(reason: Reason) -> str:
    """A missing fact that the rule itself gave a value."""
    operand, substitute = reason.parts
    taken = value_words(substitute.value, unit_of(substitute))
    return f"{name(operand)} — неизвестно, по правилу принято значение {taken}"


def from_table(reason: Reason) -> str:
    """The row of a table that fitted."""
    *cells, result = reason.row
    keys = zip(reason.parts, cells, strict=False)
    told = [_key(part, cell) for part, cell in keys]
    told += [f"{name(part)} {value_words(part.value)}" for part in reason.parts[len(cells) :]]
    return f"по таблице {quoted(reason.label)}: {', '.join(told)} — {result}"


def _key(part: Reason, cell: str) -> str:
    """A key with its value, and the band of the row where that is another text: `класс 10 (от 10 до 11)`."""
    told = value_words(part.value)
    if isinstance(part.value, int | Fraction) and not isinstance(part.value, bool):
        return f"{name(part)} {told}" + (f" ({cell})" if cell not in (told, "любой") else "")
    return told if cell in (told, "любой") else f"{told} ({cell})"


def capped(reason: Reason) -> str:
    """A cap or a floor that changed the number."""
    operand, limit = reason.parts
    unit = unit_of(reason)
    verb = "не больше" if reason.sort == "at_most" else "не меньше"
    told = f"набрано {value_words(operand.value, unit)}, засчитывается {value_words(reason.value, unit)}"
    return f"{told}: установлено {verb} {bound(limit)}"


def left_out(element: ElementReason, group: str) -> str:
    """An element that went into no result, and what left it out. group: where another one counts instead."""
    told = element_words(element)
    if element.blocker is not None:
        return f"не вошло: {told} ({clause(element.blocker)})"
    if isinstance(element.holds, Unknown):
        return f"не вошло: {told} (неизвестно: {missing_words(element.holds.missing)})"
    cause = f"уже учтён лучший результат в группе «{group}»" if group else "учтены лучшие результаты"
    return f"не вошло: {told} ({cause})"


def unfit(element: ElementReason) -> str:
    """An element that does not meet a condition, and the first thing that it fails."""
    return left_out(element, "").replace("не вошло", "не подошло", 1)
