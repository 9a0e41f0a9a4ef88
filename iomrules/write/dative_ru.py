"""`по химии`, `по русскому языку`: the dative of a subject's name by its endings, no dictionary asked.

A word whose ending tells nothing (an abbreviation, a foreign word) stays as it is.
"""

import re

#: ending -> dative ending; the longest that fits is taken
_NOUNS = {
    "ия": "ии",
    "ие": "ию",
    "ье": "ью",
    "а": "е",
    "я": "е",
    "о": "у",
    "е": "ю",
    "й": "ю",
    "ы": "ам",
    "ь": "и",
}
_ADJECTIVES = {
    "ший": "шему", "щий": "щему", "ний": "нему", "ий": "ому", "ый": "ому", "ой": "ому",
    "няя": "ней", "щая": "щей", "шая": "шей", "ая": "ой",
    "нее": "нему", "щее": "щему", "ое": "ому", "ее": "ему",
}  # fmt: skip
_HARD = "бвгдзклмнпрстфхц"
_HUSHING = "жчшщ"


def dative(name: str) -> str:
    """The name in the dative: adjectives before the first noun, the noun itself; what follows the noun stays."""
    words = name.split(" ")
    for index, word in enumerate(words):
        if not re.fullmatch(r"[а-яё-]+", word):  # capitals: an abbreviation or a title of its own
            return name
        adjective = _changed(word, _ADJECTIVES) if index + 1 < len(words) else None
        if adjective is None:
            words[index] = _noun(word)
            break
        words[index] = adjective
    return " ".join(words)


def _noun(word: str) -> str:
    if word[-1] in _HARD + _HUSHING:
        return word + "у"
    return _changed(word, _NOUNS) or word


def _changed(word: str, endings: dict[str, str]) -> str | None:
    for length in (3, 2, 1):
        if len(word) > length and (ending := endings.get(word[-length:])):
            return word[:-length] + ending
    return None
