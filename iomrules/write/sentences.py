"""Explanations as sentences to be read aloud: what was concluded and why, why not, and what is missing."""

import re
from fractions import Fraction
from types import ModuleType

from iomrules.program.core import Compare
from iomrules.reason.decision import ElementReason, Reason, blockers, deciding, gap, missing_of
from iomrules.values import ABSENT, Member, Unknown
from iomrules.write import clauses_en, clauses_ru
from iomrules.write.words_ru import capitalise_first

#: what an author writes where the lacking amount is to be said
_LACKING = re.compile(r"\{\s*(не[ _]хватает|missing)\s*\}")

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def sentences(reason: Reason, language: str = "ru", depth: int = 1) -> tuple[str, ...]:
    """The conclusion first, then what it rests on, one thought a sentence.

    depth: 0: the conclusion only; 1: also the numbers it rests on and the advice; 2: also what was left out and why.
    """
    told = [conclusion(reason, language)]
    if depth > 0:
        told += _details(reason, language, depth)
        told += [advice(reason, language)]
    return tuple(dict.fromkeys(each for each in told if each))


def why(reason: Reason, language: str = "ru") -> tuple[str, ...]:
    """Why yes, one condition a sentence; for a number, how it came about."""
    if isinstance(reason.value, bool):
        return tuple(_sentence(_speech(language).clause(each)) for each in deciding(reason))
    return sentences(reason, language, 1)[1:]


def why_not(reason: Reason, language: str = "ru") -> tuple[str, ...]:
    """Why not, one failed condition a sentence; empty where it is not a plain no."""
    return tuple(_sentence(_speech(language).clause(each)) for each in blockers(reason))


def what_is_missing(reason: Reason, language: str = "ru") -> tuple[str, ...]:
    """The facts that are needed, each with the register it comes from, and the advice of a rule that says no."""
    speech = _speech(language)
    told = [_sentence(speech.missing_words((each,))) for each in dict.fromkeys(missing_of(reason))]
    return tuple(each for each in (*told, advice(reason, language)) if each)


def in_the_way(reason: Reason, language: str = "ru") -> tuple[str, ...]:
    """What keeps it from being so, the facts that are missing, and the advice; empty for a yes."""
    if reason.value is True:
        return ()
    needed = _speech(language).missing_words(missing_of(reason))
    lead = "Missing" if language == "en" else "Не хватает"
    told = (*why_not(reason, language), f"{lead}: {needed}." if needed else "", advice(reason, language))
    return tuple(each for each in told if each)


def conclusion(reason: Reason, language: str = "ru") -> str:
    """One sentence: what was concluded, because of what, by which clause."""
    speech = _speech(language)
    basis = f" ({'; '.join(reason.basis)})" if reason.basis else ""
    if isinstance(reason.value, Unknown):
        return _sentence(speech.cannot_tell(reason, _partly(reason, speech)))
    if not isinstance(reason.value, bool):
        return _sentence(speech.worth(reason) + basis)
    applies = [part for part in reason.parts if part.sort in ("applies", "in_force") and part.value is False]
    if applies and reason.sort in ("rule", "route"):
        return _sentence(speech.not_applicable(reason, [speech.clause(each) for each in applies]) + basis)
    settling = [each for each in (deciding(reason) or blockers(reason)) if each is not reason]
    told = tuple(dict.fromkeys(speech.clause(each) for each in settling))
    if reason.sort not in ("rule", "route"):
        return _sentence((speech.clause(reason) if not told else speech.join(told)) + basis)
    lifted = [speech.clause(part) for part in reason.parts if _is_lifted(part)]
    if reason.value and lifted:
        told = (*told, *lifted)
    changed = speech.changed(reason.changed_by) if reason.changed_by else ""
    return _sentence(speech.because(reason, told) + basis + changed)


def _is_lifted(part: Reason) -> bool:
    """An exception that would hold, were it not for its own exception."""
    return part.sort == "exception" and len(part.parts) > 1 and all(each.value is True for each in part.parts)


def advice(reason: Reason, language: str = "ru") -> str:
    """The author's advice for a no, the lacking amount filled in; empty where there is none or no amount is known."""
    outside = any(part.sort in ("applies", "in_force") and part.value is False for part in reason.parts)
    if reason.value is not False or not reason.advice or outside:
        return ""
    if not _LACKING.search(reason.advice):
        return _sentence(reason.advice)
    lacking = _lacking(reason, clauses_ru if _CYRILLIC.search(reason.advice) else _speech(language))
    return _sentence(_LACKING.sub(lambda _: lacking, reason.advice)) if lacking else ""


def _lacking(reason: Reason, speech: ModuleType) -> str:
    """The amount lacking of what the advice speaks of: the blocker whose name it says, or the only blocker there is."""
    short = [(each, amount) for each in blockers(reason) if (amount := gap(each)) is not None]
    before = _LACKING.split(reason.advice)[0].casefold()
    named = [one for one in short if _is_named(one[0], before)]
    if not named and len(blockers(reason)) == 1:
        named = short
    if not named:
        return ""
    blocker, amount = named[0]
    units = [speech.unit_of(part) for part in reversed(blocker.parts)]
    told: str = speech.value_words(amount, next((unit for unit in units if unit), ""))
    return told


def _is_named(blocker: Reason, text: str) -> bool:
    """Whether the text speaks of the compared thing: each of its words but for the ending."""
    label = (blocker.parts[0] if blocker.parts else blocker).label.casefold()
    stems = [word[: max(3, len(word) - 3)] for word in re.findall(r"\w{4,}", label)]
    return bool(stems) and sum(stem in text for stem in stems) * 2 >= len(stems)


def _partly(reason: Reason, speech: ModuleType) -> str:
    value = reason.value
    low, high = (value.low, value.high) if isinstance(value, Unknown) else (None, None)
    unit = speech.unit_of(reason)
    told: str = speech.between(low, high, unit) if low is not None or high is not None else ""
    return told


# --- what a conclusion rests on ---


#: told once of a conclusion, with all they rest on, however many conditions read them
_ONCE = frozenset(("indicator", "rating", "parameter", "rule", "route"))


def _details(reason: Reason, language: str, depth: int) -> list[str]:
    """What is worth telling of the reason and of those below it that settle it, in the order written."""
    speech = _speech(language)
    told: list[str] = []
    seen: set[tuple[str, str]] = set()
    waiting = [reason]
    while waiting:
        each = waiting.pop()
        if each.sort in _ONCE:
            place = each.sort, each.name or each.label
            if place in seen:
                continue
            seen.add(place)
        told += _told_of(each, speech, depth)
        waiting.extend(reversed(_below(each)))
    return [_sentence(each) for each in told if each]


def _below(reason: Reason) -> tuple[Reason, ...]:
    """What a reason rests on: the conditions that settle it; those that settle nothing are passed by."""
    settling = deciding(reason) or blockers(reason)
    return settling if settling and settling[0] is not reason else reason.parts


def _told_of(reason: Reason, speech: ModuleType, depth: int) -> list[str]:
    match reason.sort:
        case "criterion" | "indicator" if not isinstance(reason.value, Unknown) and reason.value is not ABSENT:
            made = _made_of(reason)
            if made and made.sort == "count" and not made.elements:
                made = None
            told = [speech.worth(reason) + (f": {speech.breakdown(made)}" if made else "")]
            return told if made or reason.sort == "criterion" else []
        case "substitute" if len(reason.parts) > 1:
            return [speech.substituted(reason)]
        case "table" if reason.row:
            return [speech.from_table(reason)] if depth > 1 else []
        case "at_most" | "at_least" if len(reason.parts) == 2 and _bites(reason):
            return [speech.capped(reason)]
        case "group" | "reduce" if depth > 1:
            return [speech.left_out(each, _beaten_in(reason, each)) for each in reason.elements if _left_out(each)]
        case "counted" if depth > 1 and reason.value is False:
            return [speech.unfit(each) for each in reason.elements if each.holds is not True]
    return []


def _bites(reason: Reason) -> bool:
    operand, limit = reason.parts
    numbers = isinstance(operand.value, int | Fraction) and isinstance(limit.value, int | Fraction)
    return numbers and operand.value != reason.value


def _left_out(element: ElementReason) -> bool:
    blocker = element.blocker
    if element.holds is True:
        return not element.used
    # a sports meeting is not «left out» of a count of olympiads: it is about something else
    return blocker is not None and not _is_of_another_sort(blocker)


def _is_of_another_sort(blocker: Reason) -> bool:
    chosen = blocker.sort == "one_of" or (isinstance(blocker.node, Compare) and blocker.node.operator in ("=", "<>"))
    return chosen and bool(blocker.parts) and isinstance(blocker.parts[0].value, Member)


def _beaten_in(reason: Reason, element: ElementReason) -> str:
    """The group in which another element counts instead; empty where the whole group was left out."""
    rivals = (each for each in reason.elements if each.used and each.group == element.group)
    return element.group if element.holds is True and any(rivals) else ""


def _made_of(reason: Reason) -> Reason | None:
    """The first list or collection that a number is made of, through caps, rounding and factors."""
    for part in reason.parts:
        if part.sort in ("list", "reduce", "count", "share"):
            return part
        if part.sort in ("round", "at_most", "at_least", "arithmetic", "group") and (found := _made_of(part)):
            return found
    return None


def _speech(language: str) -> ModuleType:
    return clauses_en if language == "en" else clauses_ru


def _sentence(text: str) -> str:
    """A capital and a full stop."""
    told = capitalise_first(text.strip())
    return told if not told or told[-1] in ".!?…" else f"{told}."
