"""Letters as people type them: one spelling for comparison, Latin look-alikes, characters nobody sees.

Nothing is removed in silence: a repaired word is reported by the caller, a hidden character is a fault.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from iomrules.patterns import pattern

#: Latin letters drawn like Russian ones; only those a Russian keyboard's user really mixes up.
_LATIN = "AaBCcEeHKkMOoPpTXxy"
_RUSSIAN = "АаВСсЕеНКкМОоРрТХху"
_AS_CYRILLIC = str.maketrans(_LATIN, _RUSSIAN)
_MIXED_UP = frozenset(_LATIN)
_LATIN_LETTER = pattern(r"[A-Za-z]")
_CYRILLIC_LETTER = pattern(r"[Ѐ-ӿ]")
_WORD = pattern(r"[A-Za-zЀ-ӿ]+")
_DASH_SIGNS = "‐‑‒–—−"
_DASHES = str.maketrans(dict.fromkeys(_DASH_SIGNS, "-"))
#: joins with nothing, and is in no name
_APART = "\0"
#: no glyph, and yet not of the categories Cf, Cc, Zl, Zp
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
#: what str.isprintable() lets through
_DRAWN_AS_NOTHING = pattern("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LAYOUT = frozenset("\t\n\r")
_SUGGESTED_AT_ONCE = 8
#: letters of a word that is remembered, and words remembered: a register says the same few many times
_SHORT, _MOST_REMEMBERED = 60, 4096
#: letters that no word for «not known» has, and those of one line of text
_A_WORD, _LINE = 16, 300


def tidy(text: str) -> str:
    """The text in NFC with every run of white space as one space, none at the ends."""
    return _tidy_short(text) if len(text) <= _SHORT else _tidy(text)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain_text(text: str) -> str:
    """The text tidied, where it is a sentence that can be nothing else than itself; empty where one must look closer.

    Short words may mean that nothing is known; signs at an end may be all there is.
    """
    if not _A_WORD < len(text) <= _LINE or not text.isprintable() or _DRAWN_AS_NOTHING.search(text):
        return ""
    tidied = _tidy(text)
    return tidied if len(tidied) > _A_WORD and tidied[0].isalpha() and tidied[-1].isalnum() else ""


def fold(text: str) -> str:
    """The spelling for comparison: case, ё/е, dashes and underscores/spaces do not differ."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of each text: of a thousand in one go."""
    joined = _APART.join(texts)
    if joined.count(_APART) != len(texts) - 1:
        return [fold(text) for text in texts]
    letters = unicodedata.normalize("NFC", joined).casefold().replace("ё", "е")
    for dash in _DASH_SIGNS:  # of a long text quicker than to translate it letter by letter
        letters = letters.replace(dash, "-")
    return [text.strip(" :*") for text in _with_single_spaces(letters).split(_APART)]


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFC", text).casefold().replace("ё", "е").translate(_DASHES)
    return _with_single_spaces(letters).strip(" :*")


def _with_single_spaces(text: str) -> str:
    """One space for every run of spaces and underscores, none at the ends."""
    return " ".join(text.replace("_", " ").split())


_fold_short = lru_cache(_MOST_REMEMBERED)(_fold)
_tidy_short = lru_cache(_MOST_REMEMBERED)(_tidy)


def hidden_character(text: str) -> str:
    """The first character nobody sees, as `U+200B`; empty when there is none.

    Invisible, bidirectional and control characters, line separators, fillers, variation selectors, private use.
    """
    if text.isprintable() and not _DRAWN_AS_NOTHING.search(text):
        return ""
    for letter in text:
        if letter not in _LAYOUT and _is_hidden(letter):
            return f"U+{ord(letter):04X}"
    return ""


def without_hidden(text: str) -> str:
    """The text without the characters of `hidden_character`; for guessing what a heading was meant to be."""
    if not hidden_character(text):
        return text
    return "".join(letter for letter in text if letter in _LAYOUT or not _is_hidden(letter))


def _is_hidden(letter: str) -> bool:
    if letter < "\x7f":
        return letter < " "
    selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return selector or letter in _FILLERS or unicodedata.category(letter) in {"Cf", "Cc", "Cs", "Co", "Zl", "Zp"}


def mixes_scripts(text: str) -> bool:
    """Whether one word of the text has both Latin and Russian letters."""
    if not _LATIN_LETTER.search(text):
        return False
    return any(_LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word) for word in _WORD.findall(text))


def as_cyrillic(text: str) -> str:
    """The text with Latin look-alikes as Russian letters, word by word; a word with another Latin letter stays."""
    return _WORD.sub(_russian_word, text) if not _MIXED_UP.isdisjoint(text) else text


def _russian_word(word: re.Match[str]) -> str:
    changed = word[0].translate(_AS_CYRILLIC)
    return word[0] if _LATIN_LETTER.search(changed) else changed


def suggest(word: str, known: Iterable[str]) -> dict[str, str]:
    """The way out of an unknown word, as values `hint_ru` and `hint_en` of a message."""
    by_spelling = {fold(name): name for name in known}
    from difflib import get_close_matches  # only where a word is not understood

    close = get_close_matches(fold(word)[:100], list(by_spelling), n=1, cutoff=0.7)
    if close:
        name = by_spelling[close[0]].replace("_", " ")
        return {"hint_ru": f"возможно, имелось в виду «{name}»", "hint_en": f"did you mean `{name}`?"}
    names = [name.replace("_", " ") for name in by_spelling.values()]
    shown = "; ".join(names[:_SUGGESTED_AT_ONCE]) + ("; …" if len(names) > _SUGGESTED_AT_ONCE else "")
    return {"hint_ru": f"известны: {shown}", "hint_en": f"known: {shown}"} if shown else {"hint_ru": "", "hint_en": ""}


def spelled(raw: object) -> str:
    """Whatever a caller gave as text; what cannot be written out, such as a number of 5,000 digits, by its sort."""
    try:
        return str(raw)
    except Exception:
        return f"<{type(raw).__name__}>"


def shown(text: object, limit: int = 40) -> str:
    """The text as a message shows it: one line, hidden characters as their codes, cut to `limit`."""
    if isinstance(text, str) and len(text) <= limit and text.isprintable() and not _DRAWN_AS_NOTHING.search(text):
        return text
    line = "".join(
        letter if not _is_hidden(letter) or letter == " " else f"<U+{ord(letter):04X}>"
        for letter in spelled(text)[:200]
    )
    return line if len(line) <= limit else line[: limit - 1] + "…"
