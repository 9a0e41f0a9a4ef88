"""Which form of a keyword or a unit goes with the words beside it: `класс равен 10`, `не меньше 2 баллов`.

Russian keywords agree with a name in gender and number; English ones know `sum of marks` from the step `sum`. What the
place settles is written so by `fmt` in either language, and a text turned into the other language comes back the same.
Where a name does not tell its gender, the author's spelling stays: its twin stands at the same place in both tables.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from iomrules.parse.tree import Token
from iomrules.parse.words import Words, fold

MASCULINE, FEMININE, NEUTER, PLURAL = "м", "ж", "с", "мн"

#: keywords that agree with the name before them, or after; gender -> place in the table of spellings
AGREE_BEFORE: Mapping[str, Mapping[str, int]] = {
    "EQ": {NEUTER: 0, MASCULINE: 1, FEMININE: 2, PLURAL: 3},
    "NOT_EQ": {NEUTER: 0, MASCULINE: 1, FEMININE: 2, PLURAL: 3},
    "IF_UNKNOWN": {NEUTER: 0, FEMININE: 1, MASCULINE: 2},
}
AGREE_AFTER: Mapping[str, Mapping[str, int]] = {
    "KNOWN": {NEUTER: 0, MASCULINE: 1, FEMININE: 2, PLURAL: 3},
    "REST": {PLURAL: 0, NEUTER: 1, FEMININE: 2, MASCULINE: 3},
    "PER_EACH": {MASCULINE: 0, NEUTER: 0, FEMININE: 1, PLURAL: 2},
    "FOR_EACH": {MASCULINE: 0, NEUTER: 0, FEMININE: 1},
}
ANY_CELL: Mapping[str, int] = {MASCULINE: 0, FEMININE: 1, NEUTER: 2, PLURAL: 3}
#: words before a number that put what is counted into the genitive: `не меньше 2 баллов`, `до 21 балла`
GENITIVE = frozenset(
    (
        *("NOT_LESS", "NOT_MORE", "GREATER", "LESS", "RANGE_FROM", "RANGE_TO", "FROM"),
        *("BUT_AT_MOST", "BUT_AT_LEAST", "EACH_AT_MOST"),
    )
)
#: but for this shade of one of them: `хотя бы 2 балла`
NOMINATIVE = frozenset(("хотя бы", "no fewer than"))
#: aggregators that English joins to what they take with `of`
WITH_OF = frozenset(("SUM", "MEAN", "MAX", "MIN"))
#: what an aggregator takes begins with one of these
OPERANDS = frozenset(
    ("NAME", "LPAR", "BEST", "NUMBER", "OF", "SUM", "MEAN", "MAX", "MIN", "COUNT", "SHARE", "PER_EACH")
)

#: one such span needs no number: `за последний год`
_ONE_SPAN = frozenset(("YEAR", "SCHOOL_YEAR", "MONTH"))
_HARD = "бвгдзклмнпрстфхцжчшщй"
#: `троек_и_двоек`, `баллов`: a genitive plural agrees with nothing
_GENITIVE_PLURAL = re.compile(r"(ов|ев|ей|ек)$")
#: nouns in a soft sign are feminine, but for these endings
_SOFT_MASCULINE = re.compile(
    r"(тель|арь|урь|иль|оль(?<!роль)(?<!боль)(?<!доль)|ень(?<!степень)(?<!ступень)(?<!осень)(?<!тень)(?<!мишень))$"
)
_ADJECTIVES: tuple[tuple[str, str], ...] = (
    (r"(ый|ий|ой)$", MASCULINE),
    (r"(ая|яя)$", FEMININE),
    (r"(ое|ее)$", NEUTER),
    (r"(ые|ие)$", PLURAL),
)


def nominative_gender(name: str) -> str:
    """Gender of a name in the nominative, by its first word, or empty where that does not tell.

    `средний_балл` and `класс` are masculine, `отметка` feminine, `итоговые_отметки` plural.
    """
    # «желаемый» says it all, and after a noun nothing else counts
    return _nominative_word(fold(name).split("_", maxsplit=1)[0])


def _nominative_word(word: str) -> str:
    if not re.fullmatch(r"[а-я]+", word):
        return ""
    if word.endswith(("ие", "ье")) and not re.search(r"(ские|ные|вые|кие|щие|шие|жие|чие|гие|хие)$", word):
        return NEUTER  # достижение, условие
    for ending, gender in _ADJECTIVES:
        if re.search(ending, word) and len(word) > 4:
            return gender
    if word.endswith("ь"):
        return MASCULINE if _SOFT_MASCULINE.search(word) else FEMININE
    if word.endswith(("мя",)):
        return NEUTER
    if word.endswith(("а", "я")):
        return FEMININE
    if word.endswith(("о", "е")):
        return NEUTER
    if word.endswith(("ы", "и")):
        return PLURAL
    return MASCULINE if word[-1] in _HARD and not _GENITIVE_PLURAL.search(word) else ""


def dative_gender(name: str) -> str:
    """Gender of a name in the dative, after `по каждому`."""
    word = fold(name).split("_", maxsplit=1)[0]
    for ending, gender in (
        (r"(ому|ему|у|ю)$", MASCULINE),
        (r"(ой|ей|е|и)$", FEMININE),
        (r"(ым|им|ам|ям)$", PLURAL),
    ):
        if re.search(ending, word):
            return gender
    return ""


def genitive_gender(name: str) -> str:
    """Gender of a name in the genitive, after `для каждого`; neuter counts as masculine."""
    word = fold(name).split("_", maxsplit=1)[0]
    for ending, gender in ((r"(ого|его|а|я)$", MASCULINE), (r"(ой|ей|ы|и)$", FEMININE)):
        if re.search(ending, word):
            return gender
    return ""


# --- what stands beside -----------------------------------------------------------------------------------------


def find_places(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Offset of a keyword -> the place, in the Russian table, of the spelling that agrees; left out where unclear."""
    spoken = [token for token in tokens if token.kind not in ("COMMENT", "COMMA")]
    found: dict[int, int] = {}
    for index, token in enumerate(spoken):
        place = _place(spoken, index)
        if place is not None:
            found[token.span.start] = place
    found.update(_any_cells(spoken))
    return found


def _place(tokens: Sequence[Token], index: int) -> int | None:
    kind = tokens[index].kind
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if kind in AGREE_BEFORE:
        subject = _subject(tokens, index)
        return AGREE_BEFORE[kind].get(nominative_gender(subject.text)) if subject else None
    if kind == "IN_LAST":
        return 1 if following is not None and (following.text == "1" or following.kind in _ONE_SPAN) else 0
    if kind == "FROM":
        return 1 if following is not None and following.text.startswith("02.") else 0
    if kind not in AGREE_AFTER or following is None or following.kind != "NAME":
        return None
    gender = {"PER_EACH": dative_gender, "FOR_EACH": genitive_gender}.get(kind, nominative_gender)(following.text)
    return AGREE_AFTER[kind].get(gender)


def _subject(tokens: Sequence[Token], index: int) -> Token | None:
    """The name that a comparison is about: just before it, or before the `по` of its key."""
    before = tokens[index - 1] if index else None
    if before is None or before.kind != "NAME":
        return None
    if index >= 3 and tokens[index - 2].kind == "BY" and tokens[index - 3].kind == "NAME":
        return tokens[index - 3]
    # `баллы по предмету равны`, but `1 + класс равен` is about a sum
    return None if index >= 2 and tokens[index - 2].kind in ("PLUS", "MINUS", "TIMES", "DIVIDE") else before


def _any_cells(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """`любой` in a table agrees with the heading of its column."""
    rows: list[list[list[Token]]] = []
    for token in tokens:
        if token.kind == "ROW":
            rows.append([[]])
        elif token.kind == "SEP" and rows:
            rows[-1].append([])
        elif rows:
            rows[-1][-1].append(token)
    for row in rows[1:]:
        for column, cell in enumerate(row):
            heading = rows[0][column] if column < len(rows[0]) else []
            if not cell or cell[0].kind != "ANY" or not heading or heading[0].kind != "NAME":
                continue
            place = ANY_CELL.get(nominative_gender(heading[0].text))
            if place is not None:
                yield cell[0].span.start, place


def find_lookups(tokens: Sequence[Token]) -> frozenset[int]:
    """Offsets of `по` between a fact and its key, where English says `mark in chemistry`; a table is `by level`."""
    in_table = any(token.kind == "TABLE" for token in tokens)
    return frozenset(token.span.start for token in tokens if token.kind == "BY" and not in_table)


def find_of(tokens: Sequence[Token]) -> frozenset[int]:
    """Offsets of aggregators that English joins with `of` to what they take: `sum of marks`, but the step `sum`."""
    spoken = [token for token in tokens if token.kind not in ("COMMENT", "COMMA")]
    return frozenset(
        one.span.start for one, other in pairwise(spoken) if one.kind in WITH_OF and other.kind in OPERANDS
    )


def aggregator(words: Words, terminal: str, folded: str, language: str, joined: bool) -> str:
    """The aggregator of one shade with a spelling in either language; in English with `of` or without."""
    russian = words.languages["ru"].spellings[terminal]
    bare = [spelling for spelling in words.languages["en"].spellings[terminal] if not spelling.endswith(" of")]
    said, known = folded.removesuffix(" of"), [fold(spelling) for spelling in russian]
    place = known.index(said) if said in known else bare.index(said)
    place = place if place < len(russian) else 0
    if language == "ru":
        return russian[place]
    return f"{bare[place]} of" if joined else bare[place]


def find_articles(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Offset of `there is` -> its spelling: `there is a rule`, `there is an olympiad`, `there are exams`.

    tokens: with their names in English; before any other name it stands alone.
    """
    spoken = [token for token in tokens if token.kind not in ("COMMENT", "COMMA")]
    return {
        one.span.start: _article(other.text)
        for one, other in pairwise(spoken)
        if one.kind == "EXISTS" and other.kind == "NAME" and other.text.isascii()
    }


def _article(name: str) -> int:
    head = re.split(r"_(?:of|in|for|by|from|to|with|on|at)_", name, maxsplit=1)[0]
    if re.search(r"[^su]s$", head):
        return 3
    return 2 if name[0].lower() in "aeio" else 1


# --- units ------------------------------------------------------------------------------------------------------

#: spellings of units that stay as they are whatever the number
SHORT = frozenset(("ч", "h", "%"))


#: what English puts behind the number of a place: `1st place`
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")


def ordinal(number: Token | None, language: str) -> str:
    """What follows the number of a place that somebody takes: `2 место`, `2nd place`."""
    if language == "ru":
        return "место"
    text = number.text if number is not None else ""
    teen = text[-2:-1] == "1"
    return {"1": "st", "2": "nd", "3": "rd"}.get("" if teen else text[-1:], "th") + " place"


def is_short(spelling: str) -> bool:
    """`ч/нед`, `ч в неделю`, `%`: not declined."""
    return "/" in spelling or spelling.split(maxsplit=1)[0] in SHORT


def unit_form(spellings: Sequence[str], before: Token | None, earlier: Token | None, language: str) -> str:
    """The spelling that goes with the number before: `2 балла`, `не меньше 2 баллов`, `1 hour a week`."""
    long = [spelling for spelling in spellings if not is_short(spelling) and not spelling.startswith(ORDINAL_ENDINGS)]
    if not long:
        return spellings[0]
    if before is not None and before.kind == "MEASURED":
        wanted = [spelling for spelling in long if spelling.split()[0].endswith("ах")] if language == "ru" else long
        return wanted[0] if wanted else spellings[0]
    number = before.text if before is not None and before.kind == "NUMBER" else ""
    if language == "en":
        return long[-1] if number == "1" else long[0]
    one, few, many = long[:3]
    if not number:
        return long[3] if len(long) > 3 else few
    genitive = earlier is not None and earlier.kind in GENITIVE and earlier.text[0].isalpha()
    if genitive and earlier is not None and fold(earlier.text) in NOMINATIVE:
        genitive = False
    if not number.isdigit():
        return few
    last_two, last = int(number) % 100, int(number) % 10
    if last == 1 and last_two != 11:
        return few if genitive else one
    if last in (2, 3, 4) and last_two not in (12, 13, 14) and not genitive:
        return few
    return many


def short_form(spellings: Sequence[str]) -> str:
    """The canonical short spelling, or the canonical one where a unit has none."""
    return next((spelling for spelling in spellings if is_short(spelling)), spellings[0])


def twin(words: Words, terminal: str, folded: str, language: str) -> str | None:
    """The spelling of one shade in another language: at the same place of its table; None where there is none."""
    for own in words.languages.values():
        spellings = [fold(spelling) for spelling in own.spellings[terminal]]
        if folded in spellings:
            place, other = spellings.index(folded), words.languages[language].spellings[terminal]
            return other[place] if place < len(other) else None
    return None
