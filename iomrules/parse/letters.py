"""Letters that deceive: invisible ones, and words that mix alphabets whose letters look alike."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from iomrules.frozen import frozen
from iomrules.parse.words import fold

#: Latin letters by the Cyrillic ones they pass for
_TWINS = dict(zip("ABCEHKMOPTXYaceopxykmtnrbhiugd", "АВСЕНКМОРТХУасеорхукмтпгьн\u0456идд", strict=True))
CYRILLIC_FOR: Mapping[str, str] = _TWINS
LATIN_FOR: Mapping[str, str] = {cyrillic: latin for latin, cyrillic in reversed(_TWINS.items())}
#: letters that are the same to the eye: a word of these alone can be either alphabet's
SAME_TO_THE_EYE = frozenset("ABCEHKMOPTXYaceopxy")
_DIGIT_TWINS = {"0": "о", "3": "з", "6": "б", "4": "ч"}

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0")

#: characters remembered: more than an honest text has
_REMEMBERED = 1024
_WORDS_REMEMBERED = 16_384

_ORDINARY = re.compile(r"[ -~А-Яа-яЁё«»„“”№–—−…]*")


@lru_cache(_REMEMBERED)
def is_invisible(char: str) -> bool:
    """Zero-width, direction-changing and filler characters: they change what is read without being seen."""
    if char.isascii():
        return False
    return (
        char in _INVISIBLE
        or unicodedata.category(char) in {"Cf", "Zl", "Zp", "Co", "Cs", "Cn"}
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    )


@lru_cache(_REMEMBERED)
def is_hidden(char: str) -> bool:
    """Invisible, or a control character other than a tab."""
    return is_invisible(char) or (unicodedata.category(char) == "Cc" and char not in "\t\n")


@frozen
class Mixture:
    """What is wrong with a word, in two languages, and the word that was probably meant."""

    ru: str
    en: str
    meant: str
    whole: bool = False

    def advice(self) -> tuple[str, str]:
        """The way out, in both languages."""
        if self.whole:
            return (
                "назовите словами одного языка; как это имя по-английски, пишут в списке «английские имена»",
                "name it in words of one language; what it is in English stands in `english names`",
            )
        return (
            f"вероятно, имелось в виду «{self.meant}»: наберите слово заново в одной раскладке",
            f"probably `{self.meant}` was meant: type the word again in one keyboard layout",
        )


@lru_cache(_WORDS_REMEMBERED)
def plain_word(text: str) -> str:
    """A word as it is compared, where nothing in it can deceive; else empty. Most words of rules come many times."""
    strange = find_strange(text) or find_mixture(text) or any(is_invisible(char) for char in text)
    return "" if strange or text[0].isdecimal() else fold(text)


def has_hidden(text: str) -> bool:
    """Whether a character of a text cannot be seen."""
    return _ORDINARY.fullmatch(text) is None and any(is_hidden(char) for char in text)


def fold_word(text: str) -> str:
    """A word as it is compared."""
    return fold(text)


def russian_twin(word: str) -> str:
    """The Russian word that looks the same as a wholly Latin one (`c`, `BCE`), or empty."""
    return "".join(CYRILLIC_FOR[char] for char in word) if set(word) <= SAME_TO_THE_EYE else ""


def find_strange(word: str) -> str:
    """The first character of a word that is neither a letter, an ordinary digit nor `_`, such as `²`; or empty."""
    return next(
        (char for char in word if not (char.isalpha() or char == "_" or (char.isascii() and char.isdigit()))), ""
    )


def plain(text: str) -> str:
    """The ordinary letters and digits that a compatibility character stands for; `x` where nothing is left."""
    folded = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in folded)
    return "".join(char for char in digits if char.isalnum() or char == "_") or "x"


def letters_for_digits(text: str) -> str:
    """`6алл` as `балл`."""
    return "".join(_DIGIT_TWINS.get(char, char) for char in text)


def find_mixture(word: str) -> Mixture | None:
    """What mixes in a word: alphabets, or a digit between Cyrillic letters that passes for a letter."""
    if word.isascii():
        return None
    compatible = unicodedata.normalize("NFKC", word)
    if compatible != word:
        doubles = next(char for char in word if unicodedata.normalize("NFKC", char) != char)
        name = unicodedata.name(doubles, "UNKNOWN")
        return Mixture(f"буква-двойник «{doubles}» ({name})", f"`{doubles}` ({name})", plain(word))
    alphabets = [_alphabet(char) for char in word]
    cyrillic, latin = alphabets.count("CYRILLIC"), alphabets.count("LATIN")
    others = [char for char, alphabet in zip(word, alphabets, strict=True) if alphabet not in {"CYRILLIC", "LATIN", ""}]
    if others and (cyrillic or latin or len(set(alphabets) - {""}) > 1):
        return _foreign(word, others[0])
    if cyrillic and latin and _of_two_languages(word):
        return Mixture("соединены слова двух алфавитов", "its parts are of two", word, whole=True)
    if cyrillic and latin:
        return _two_alphabets(word, alphabets, to_cyrillic=_prefers_cyrillic(word, alphabets))
    return _digit_inside(word, alphabets)


def _of_two_languages(word: str) -> bool:
    """Whether each part is whole in its own alphabet and could not be typed in the other: `порог_two`."""
    parts = [{_alphabet(char) for char in part} - {""} for part in word.split("_")]
    latin = [part for part, found in zip(word.split("_"), parts, strict=True) if found == {"LATIN"}]
    unlike = any(char not in CYRILLIC_FOR for part in latin for char in part)
    return all(len(found) <= 1 for found in parts) and unlike and {"CYRILLIC"} in parts


def _prefers_cyrillic(word: str, alphabets: list[str]) -> bool:
    """The alphabet into which the whole word can be turned; else the one with more letters, Cyrillic on a tie."""
    to_cyrillic = all(char in CYRILLIC_FOR for char, name in zip(word, alphabets, strict=True) if name == "LATIN")
    to_latin = all(char in LATIN_FOR for char, name in zip(word, alphabets, strict=True) if name == "CYRILLIC")
    if to_cyrillic != to_latin:
        return to_cyrillic
    return alphabets.count("CYRILLIC") >= alphabets.count("LATIN")


def _two_alphabets(word: str, alphabets: list[str], *, to_cyrillic: bool) -> Mixture:
    table = CYRILLIC_FOR if to_cyrillic else LATIN_FOR
    foreign = "LATIN" if to_cyrillic else "CYRILLIC"
    pairs = list(zip(word, alphabets, strict=True))
    meant = "".join(table.get(char, char) if alphabet == foreign else char for char, alphabet in pairs)
    intruders = list(dict.fromkeys(char for char, alphabet in pairs if alphabet == foreign))
    position = alphabets.index(foreign) + 1
    ru_name, en_name = ("латинская", "Latin") if to_cyrillic else ("русская", "Cyrillic")
    listed = ", ".join(f"«{char}»" for char in intruders)
    listed_en = ", ".join(f"`{char}`" for char in intruders)
    ru = f"{ru_name} буква {listed} (место {position})"
    if len(intruders) > 1:
        ru = f"{'латинские' if to_cyrillic else 'русские'} буквы {listed} (первая на месте {position})"
    return Mixture(ru, f"{en_name} {listed_en} (place {position})", meant)


def _foreign(word: str, char: str) -> Mixture:
    """Greek, Armenian and the like: named by the standard, taken for what it looks like where that is known."""
    name = unicodedata.name(char, "UNKNOWN")
    plain = unicodedata.normalize("NFKC", char)
    meant = word.replace(char, plain if plain != char and plain.isalnum() else _GREEK.get(char, ""))
    place = word.index(char) + 1
    return Mixture(f"чужая буква «{char}» ({name}, место {place})", f"`{char}` ({name}, place {place})", meant or "имя")


#: Greek capitals and small letters that look Cyrillic
_GREEK = dict(
    zip(
        "\u0391\u0392\u0395\u0397\u039a\u039c\u039f\u03a1\u03a4\u03a7\u03bf\u03c1",
        "АВЕНКМОРТХор",
        strict=True,
    )
)


def _digit_inside(word: str, alphabets: list[str]) -> Mixture | None:
    for place in range(1, len(word) - 1):
        between = alphabets[place - 1] == alphabets[place + 1] == "CYRILLIC"
        if between and word[place] in _DIGIT_TWINS:
            digit = word[place]
            meant = word[:place] + _DIGIT_TWINS[digit] + word[place + 1 :]
            return Mixture(f"цифра «{digit}» вместо буквы (место {place + 1})", f"digit `{digit}` for a letter", meant)
    return None


def _alphabet(char: str) -> str:
    if char.isascii():
        return "LATIN" if char.isalpha() else ""
    if "\u0400" <= char <= "\u052f":
        return "CYRILLIC"
    if char.isdigit():
        return "DIGIT" if not char.isascii() else ""
    return unicodedata.name(char, "UNKNOWN").split()[0] if char.isalpha() else ""
