"""The outcome of a selection in words: the answer, and what it rests on. Nobody else is named."""

from fractions import Fraction

from iomrules.reason.decision import Admission, SelectionResult
from iomrules.values import Unknown, decimal_text
from iomrules.write.words_ru import plural

_ANSWERS = {
    Admission.YES: ("да", "yes"),
    Admission.NO: ("нет", "no"),
    Admission.UNKNOWN: ("неизвестно", "unknown"),
    Admission.COUNCIL: ("решает комиссия", "a council decides"),
}


def admission_words(verdict: Admission, language: str = "ru") -> str:
    """`да`, `нет`, `неизвестно`, `решает комиссия`."""
    return _ANSWERS[verdict][language == "en"]


def selection_sentence(title: str, result: SelectionResult, language: str = "ru") -> str:
    """`Профильный класс: да — мест 25 на 40 человек; впереди 3`."""
    return f"{title}: {admission_words(result.verdict, language)} — {selection_because(result, language)}"


def selection_because(result: SelectionResult, language: str = "ru") -> str:
    """One sentence without a full stop: the seats, who stands before and level, or the pass mark."""
    return _english(result) if language == "en" else _russian(result)


def _russian(result: SelectionResult) -> str:
    if result.passes is False:
        return f"итог ниже проходного балла{_mark(result)}"
    if result.verdict is Admission.UNKNOWN and isinstance(result.passes, Unknown):
        return f"неизвестно, достигнут ли проходной балл{_mark(result)}"
    if result.ahead is None or result.level is None or result.seats is None:
        return f"проходной балл{_mark(result)} достигнут" if result.verdict is Admission.YES else "участие неизвестно"
    seats = f"мест {_range(result.seats)} на {result.participants} {_people(result.participants)}"
    ahead = f"впереди {_range(result.ahead)}"
    level = _level(result)
    shared = f", на том же месте ещё {_range(level)}" if level[1] else ""
    if result.verdict is Admission.UNKNOWN:
        return f"{seats}; {ahead}{shared}: граница зависит от недостающих сведений"
    return f"{seats}; {ahead}{shared}"


def _english(result: SelectionResult) -> str:
    if result.passes is False:
        return f"the total is below the pass mark{_mark(result)}"
    if result.verdict is Admission.UNKNOWN and isinstance(result.passes, Unknown):
        return f"it is not known whether the pass mark{_mark(result)} is reached"
    if result.ahead is None or result.level is None or result.seats is None:
        return (
            f"the pass mark{_mark(result)} is reached" if result.verdict is Admission.YES else "taking part is unknown"
        )
    told = f"{_range(result.seats)} seats for {result.participants}; {_range(result.ahead)} ahead"
    level = _level(result)
    shared = f", {_range(level)} more on the same place" if level[1] else ""
    border = ": the border depends on missing facts" if result.verdict is Admission.UNKNOWN else ""
    return f"{told}{shared}{border}"


def _level(result: SelectionResult) -> tuple[int, int]:
    """How many others stand level, at least and at most."""
    if result.ahead is None or result.level is None:
        return 0, 0
    (ahead, most_ahead), (level, most_level) = result.ahead, result.level
    return max(level - 1 - most_ahead, 0), max(most_level - 1 - ahead, 0)


def _mark(result: SelectionResult) -> str:
    mark = result.pass_mark
    return f" {decimal_text(mark, ',')}" if isinstance(mark, int | Fraction) else ""


def _range(bounds: tuple[int, int]) -> str:
    low, high = bounds
    return str(low) if low == high else f"{low}–{high}"


def _people(count: int) -> str:
    return plural(count, "человека", "человека", "человек")
