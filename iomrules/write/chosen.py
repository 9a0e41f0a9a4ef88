"""Why an entry was chosen, in one line for the table it stands in: its place, what speaks for it, what it fits."""

from collections.abc import Iterator
from fractions import Fraction

from iomrules.program.core import Add, Compare
from iomrules.reason.decision import Reason, deciding
from iomrules.route.route import Because
from iomrules.values import Member
from iomrules.write.clauses_ru import clause, small
from iomrules.write.sentences import conclusion, why
from iomrules.write.texts import amount, sentence

#: conditions said beside the place: more would hide it
_MOST_CONDITIONS = 2


def in_short(because: Because) -> str:
    """One or two sentences. Conditions that hold for a whole list, such as the classes of a course, are left out."""
    order = _order_words(because.order)
    text = f"{because.text}: {order}" if order else because.text
    told = [sentence(text) + "."]
    if because.reason is not None:
        fitting = [each for each in deciding(because.reason) if _tells(each) and not _is_told(each, because.order)]
        told += [line for each in fitting[:_MOST_CONDITIONS] for line in why(each)]
    return " ".join(dict.fromkeys(told))


def _order_words(order: Reason | None) -> str:
    """What the entry was put in order by: the parts that add something, or the value itself."""
    if order is None or isinstance(order.value, bool) or not isinstance(order.value, int | Fraction):
        return ""
    terms = [each for each in _terms(order) if each.value != 0]
    if not terms:
        return "весов нет, взято по порядку перечня"
    if terms == [order] and order.sort != "if_else":
        return small(conclusion(order).rstrip("."))
    total = f" (всего {amount(order.value)})" if len(terms) > 1 else ""
    return ", ".join(_term_words(each) for each in terms) + total


def _terms(reason: Reason) -> Iterator[Reason]:
    if reason.sort == "arithmetic" and isinstance(reason.node, Add):
        for part in reason.parts:
            yield from _terms(part)
    else:
        yield reason


def _term_words(term: Reason) -> str:
    """`вес пожелания родителей — 1`: by the name of what was added, else by the condition it was added for."""
    value = amount(term.value) if isinstance(term.value, int | Fraction) else ""
    if term.sort == "if_else" and term.parts:
        named = term.parts[-1]
        return f"{small(named.label) if named.name else clause(term.parts[0])} — {value}"
    return f"{small(term.label)} — {value}"


def _tells(condition: Reason) -> bool:
    """Whether the condition says something of this person or of what the entry is about."""
    first = condition.parts[0] if condition.parts else None
    match condition.sort:
        case "fact" | "in_list" | "rule":
            return True
        case "one_of":
            return first is not None and first.sort in ("field", "fact")
        case "compare" if first is not None and isinstance(condition.node, Compare):
            if condition.node.operator == "=":
                return first.sort in ("field", "fact") and isinstance(first.value, Member)
            among_entries = any(part.sort == "field" for part in condition.parts)
            return (
                condition.node.operator != "<>" and first.sort in ("fact", "indicator", "rating") and not among_entries
            )
    return False


def _is_told(condition: Reason, order: Reason | None) -> bool:
    """Whether the order has said it already."""
    if order is None:
        return False
    names = {each.name for each in _facts(order)}
    return any(each.name in names for each in _facts(condition))


def _facts(reason: Reason) -> Iterator[Reason]:
    if reason.sort == "fact" and reason.name:
        yield reason
    for part in reason.parts:
        yield from _facts(part)
