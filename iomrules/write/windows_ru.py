"""Windows of time in words: `за последние 2 учебных года`."""

from iomrules.program.core import Window
from iomrules.write.words_ru import plural

PERIODS = {"year": "за учебный год", "half": "за полугодие", "quarter": "за четверть"}
_COUNTED = {
    "last_years": ("год", "года", "лет"),
    "last_school_years": ("учебный год", "учебных года", "учебных лет"),
    "last_months": ("месяц", "месяца", "месяцев"),
}


def window_words(window: Window) -> str:
    """What the window is, after the noun it limits."""
    if window.period in PERIODS:
        return PERIODS[window.period]
    forms = _COUNTED[window.period]
    if window.count == 1:
        return f"за последний {forms[0]}"
    return f"за последние {window.count} {plural(window.count, *forms)}"
