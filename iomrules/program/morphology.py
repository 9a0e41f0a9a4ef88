"""Grammatical forms of a declared name, from the morphological dictionary.

Used once, when the table of forms beside a ruleset is written (`forms`); a run never comes here. The head noun of
a name and the adjectives agreeing with it are declined together, what the head governs stays as it is:
`средний_балл` gives `среднего_балла`, `порог_одарённости` gives `порога_одарённости`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any

from iomrules.frozen import frozen

# The dictionary's own names for grammatical cases and numbers; gen2 and loc2 are «часу» and «в году».
_CASES = ("nomn", "gent", "gen2", "datv", "accs", "ablt", "loct", "loc2")
_NUMBERS = ("sing", "plur")
_GENDERS = ("masc", "femn", "neut")
_SECOND_CASES = {"gen2": "gent", "loc2": "loct"}
# Bookish and mistaken variants (отметкою, достиженье) would only add chances for two names to meet.
_VARIANTS = ("V-oy", "V-be", "V-bi", "V-ie", "V-en", "V-ey", "V-ej", "V-sh", "Arch", "Erro", "Dist", "Infr", "Slng")
_PROPER = ("Name", "Surn", "Patr", "Orgn", "Trad")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SHORTEST_GUESSED = 6

#: nouns that people write with a hyphen before another and leave as they are: «бизнес-плана», «мастер-класса»
_FIRST_HALVES = frozenset(("арт", "бизнес", "блиц", "веб", "интернет", "квест", "кейс", "медиа", "пресс", "экспресс"))

_ENGLISH_PREPOSITIONS = frozenset({"at", "by", "for", "from", "in", "of", "on", "per", "to", "with", "without"})


@frozen
class _Reading:
    """How one word of a name may be read. Each reading is the dictionary's, or None."""

    word: str
    preposition: bool = False
    noun: Any = None
    adjective: Any = None
    short: Any = None
    #: a noun, though not in the nominative
    oblique: Any = None
    #: nominative and nothing else: two such nouns side by side are declined together (педагог_психолог)
    only_nominative: bool = False


def word_forms(name: str) -> tuple[str, ...]:
    """All forms of a declared name, casefolded and NFC: the name itself first, then by number and case, no repeats.

    name: words joined by underscores, as declared, in the nominative; the plural (`отметки`) gives the singular too.
    Adjectives alone (`региональный`) are given in all genders. Words the dictionary cannot read, abbreviations and
    digits stay as they are. Names of Latin letters get the other number only (`mark`, `marks`).
    """
    own = unicodedata.normalize("NFC", name).casefold()
    spelled = unicodedata.normalize("NFC", name).split("_")
    if not _CYRILLIC.search(own):
        return _unique([own, *_english_forms(own.split("_"))])
    readings = [_read(word) for word in spelled]
    return _unique([own, *_russian_forms(readings)])


def case_forms(name: str) -> Mapping[tuple[str, str], str]:
    """(number, case) -> the form, by the dictionary's names of them: `sing`, `plur`; `nomn`, `gent`, `datv` and so on.

    Of several forms the likest; nothing for a name that is not declined by cases, such as a short participle. An
    adjective alone is in its own gender; a name out of the nominative (`мест_в_классе`) has its own number alone.
    """
    if not _CYRILLIC.search(name):
        return {}
    readings = [_read(word) for word in unicodedata.normalize("NFC", name).split("_")]
    end = _length_of_lead(readings)
    head = _find_head(readings, end)
    cells: dict[tuple[str, str], list[str]] = {}
    if head is not None:
        for number, case, form in _noun_cells(readings, head):
            cells.setdefault((number, case), []).append(unicodedata.normalize("NFC", form))
    elif any(reading.adjective for reading in readings[:end]):
        own = next(reading.adjective for reading in readings[:end] if reading.adjective).tag
        for number, gender, case, form in _adjective_cells(readings, end):
            if number == "plur" or gender == (own.gender or "masc"):
                cells.setdefault((number, case), []).append(unicodedata.normalize("NFC", form))
    elif readings[0].oblique:
        oblique = readings[0].oblique
        for number, case, form in _declined_cells(readings, {0: oblique}, {}, oblique):
            if number == oblique.tag.number:
                cells.setdefault((number, case), []).append(unicodedata.normalize("NFC", form))
    # «наименьшее» has «наименьшего» and «наималейшего»: the form that keeps most of the name
    return {cell: max(forms, key=lambda form: _shared(form, name)) for cell, forms in cells.items()}


def _shared(form: str, name: str) -> int:
    """How many letters two words begin with alike."""
    return next((at for at, (one, other) in enumerate(zip(form, name, strict=False)) if one != other), len(form))


def english_forms(name: str, *, plural: bool) -> tuple[str, str]:
    """The singular and the plural of an English name that stands in one of them."""
    other = next(iter(form for form in _english_forms(name.split("_")) if form != name), name)
    return (other, name) if plural else (name, other)


def _unique(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", form) for form in forms))


# Reading one word


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    # Loaded here alone: the dictionary takes 15 MB, and only a changed list of names ever needs it.
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=4096)
def _read(spelled: str) -> _Reading:
    word = spelled.casefold()
    if not _readable(spelled):
        return _Reading(word)
    parses = _analyzer().parse(word)
    if parses[0].tag.POS == "PREP":
        return _Reading(word, preposition=True)
    nouns = [parse for parse in parses if parse.tag.POS == "NOUN"]
    nominative = [parse for parse in nouns if "nomn" in parse.tag]
    adjectives = [parse for parse in parses if parse.tag.POS in ("ADJF", "PRTF") and "nomn" in parse.tag]
    shorts = [parse for parse in parses if parse.tag.POS in ("PRTS", "ADJS")]
    adverb = parses[0].tag.POS in ("ADVB", "CONJ", "PRCL") and bool(shorts)
    return _Reading(
        word,
        noun=None if adverb else max(nominative, key=_likely_noun, default=None),
        adjective=max(adjectives, key=_likely_adjective, default=None),
        short=shorts[0] if shorts else None,
        oblique=nouns[0] if nouns and not nominative and not adjectives else None,
        only_nominative=all(_straight(parse.tag) for parse in nouns),
    )


def _readable(spelled: str) -> bool:
    """Whether the dictionary, or its guess, can be trusted with this word: not an abbreviation, not a scrap."""
    if not spelled.replace("-", "").isalpha() or not _CYRILLIC.search(spelled):
        return False
    if len(spelled) > 1 and sum(letter.isupper() for letter in spelled) > 1:
        return False
    return bool(_analyzer().word_is_known(spelled.casefold())) or len(spelled) >= _SHORTEST_GUESSED


def _likely_noun(parse: Any) -> tuple[bool, bool, bool, float]:
    """«часы» are hours before a clock, «язык» a language before a captive, «вера» faith before a name."""
    tag = parse.tag
    return (
        not any(mark in tag for mark in _PROPER),
        "Pltm" not in tag,
        tag.animacy == "inan",
        parse.score,
    )


def _likely_adjective(parse: Any) -> tuple[bool, float]:
    return (parse.tag.POS == "ADJF", parse.score)


def _straight(tag: Any) -> bool:
    return bool(tag.case == "nomn" or (tag.case == "accs" and tag.animacy == "inan"))


# Reading the name


def _russian_forms(readings: Sequence[_Reading]) -> Iterator[str]:
    end = _length_of_lead(readings)
    head = _find_head(readings, end)
    if head is not None:
        yield from _noun_phrases(readings, head)
        if len(readings) == 1 and readings[0].adjective and readings[0].noun.tag.animacy == "anim":
            # «городской» is also a dweller of a town; the level is meant as often.
            yield from _adjective_phrases(readings, end)
    elif any(reading.adjective for reading in readings[:end]):
        yield from _adjective_phrases(readings, end)
    elif readings[-1].short and end == len(readings):
        yield from _short_phrases(readings)
    elif readings[0].oblique:
        yield from _declined(readings, {0: readings[0].oblique}, {}, readings[0].oblique)


def _length_of_lead(readings: Sequence[_Reading]) -> int:
    """How many words stand before the first that is governed: before a preposition or a noun out of the nominative."""
    for index, reading in enumerate(readings):
        if reading.preposition or reading.oblique:
            return index
    return len(readings)


def _find_head(readings: Sequence[_Reading], end: int) -> int | None:
    for index, reading in enumerate(readings[:end]):
        following = readings[index + 1] if index + 1 < end else _Reading("")
        if reading.noun is None:
            continue
        before_noun = reading.adjective and (following.noun or following.adjective)
        # «физико_математический»: an unknown word in «о» before an adjective is the first half of it.
        half = reading.word.endswith("о") and following.adjective and not _analyzer().word_is_known(reading.word)
        if not before_noun and not half and not _is_first_half(reading, following):
            return index
    return None


def _is_first_half(reading: _Reading, following: _Reading) -> bool:
    if following.noun is None:
        return False
    return reading.word in _FIRST_HALVES or (reading.word == "мастер" and following.word.startswith("класс"))


def _noun_phrases(readings: Sequence[_Reading], head: int) -> Iterator[str]:
    return (form for _, _, form in _noun_cells(readings, head))


def _noun_cells(readings: Sequence[_Reading], head: int) -> Iterator[tuple[str, str, str]]:
    """(number, case, form)."""
    noun = readings[head].noun
    adjectives = {index: reading.adjective for index, reading in enumerate(readings[:head]) if reading.adjective}
    after = head + 1
    while after < len(readings) and _agrees(readings[after].adjective, noun):
        adjectives[after] = readings[after].adjective
        after += 1
    second = _second_head(readings, after)
    if second is None:
        yield from _declined_cells(readings, {head: noun}, adjectives, noun)
        return
    # An apposition or the other half of «вероятность_и_статистика»: both nouns stand in the same case.
    other = readings[second].noun
    between = {at: readings[at].adjective for at in range(after, second) if readings[at].adjective}
    yield from _declined_cells(readings, {head: noun, second: other}, adjectives | between, noun)
    if other.tag.animacy == "inan" and readings[after].word != "и":
        yield from _declined_cells(readings, {head: noun}, adjectives, noun)


def _second_head(readings: Sequence[_Reading], after: int) -> int | None:
    """The noun, last in the name, that is declined along with the head before `after`; None where there is none."""
    last = len(readings) - 1
    if after < last and readings[after].word == "и" and readings[last].noun:
        agreeing = all(_agrees(reading.adjective, readings[last].noun) for reading in readings[after + 1 : last])
        return last if agreeing else None
    return last if after == last and readings[last].noun and readings[last].only_nominative else None


def _agrees(adjective: Any, noun: Any) -> bool:
    if adjective is None or adjective.tag.number != noun.tag.number:
        return False
    return adjective.tag.number == "plur" or adjective.tag.gender in _genders(noun)


def _genders(noun: Any) -> tuple[str, ...]:
    if "ms-f" in noun.tag or "Ms-f" in noun.tag:
        return ("masc", "femn")
    return (noun.tag.gender,) if noun.tag.gender in _GENDERS else ("neut",)


# Declining


def _declined(
    readings: Sequence[_Reading], nouns: dict[int, Any], adjectives: dict[int, Any], head: Any
) -> Iterator[str]:
    return (form for _, _, form in _declined_cells(readings, nouns, adjectives, head))


def _declined_cells(
    readings: Sequence[_Reading], nouns: dict[int, Any], adjectives: dict[int, Any], head: Any
) -> Iterator[tuple[str, str, str]]:
    """The name in every number and case; with nouns of different numbers, each keeps its own.

    nouns, adjectives: what is declined, by place in the name; each adjective agrees with the next noun after it,
    or, standing after them all, with the last before it. head: the noun whose number counts.
    """
    mixed = len({noun.tag.number for noun in nouns.values()}) > 1
    numbers = (head.tag.number,) if mixed else _NUMBERS
    for number, case in product(numbers, _CASES):
        for turn in range(max(len(_genders(noun)) for noun in nouns.values())):
            choices = []
            for index, reading in enumerate(readings):
                noun = nouns[min((at for at in nouns if at >= index), default=max(nouns))]
                own_number = noun.tag.number if mixed else number
                if index in nouns:
                    choices.append(_noun_words(noun, own_number, case))
                elif index in adjectives:
                    gender = _genders(noun)[turn % len(_genders(noun))]
                    choices.append(_adjective_words(adjectives[index], own_number, case, gender, noun.tag.animacy))
                else:
                    choices.append((reading.word,))
            yield from ((number, case, "_".join(chosen)) for chosen in product(*choices))


def _adjective_phrases(readings: Sequence[_Reading], end: int) -> Iterator[str]:
    return (form for _, _, _, form in _adjective_cells(readings, end))


def _adjective_cells(readings: Sequence[_Reading], end: int) -> Iterator[tuple[str, str, str, str]]:
    """(number, gender, case, form)."""
    cells = [("sing", gender) for gender in _GENDERS] + [("plur", "")]
    for (number, gender), case, animacy in product(cells, _CASES, ("inan", "anim")):
        choices = [
            _adjective_words(reading.adjective, number, case, gender, animacy)
            if reading.adjective and index < end
            else (reading.word,)
            for index, reading in enumerate(readings)
        ]
        yield from ((number, gender, case, "_".join(chosen)) for chosen in product(*choices))


def _short_phrases(readings: Sequence[_Reading]) -> Iterator[str]:
    """Short forms agree in gender and number alone: подтверждён, подтверждена, подтверждено, подтверждены."""
    lead = [reading.word for reading in readings[:-1]]
    short = readings[-1].short
    for form in short.lexeme:
        if _same_kind(form, short) and not _bookish(form.tag):
            yield "_".join([*lead, form.word])


def _noun_words(noun: Any, number: str, case: str) -> tuple[str, ...]:
    fitting = [form for form in noun.lexeme if form.tag.number == number and form.tag.case == case]
    if not fitting and case in _SECOND_CASES:
        # A name of two nouns where only one has the second case.
        return _noun_words(noun, number, _SECOND_CASES[case])
    return tuple(
        form.word for form in fitting if not _bookish(form.tag) and ("Abbr" in form.tag) == ("Abbr" in noun.tag)
    )


def _adjective_words(adjective: Any, number: str, case: str, gender: str, animacy: str | None) -> tuple[str, ...]:
    plain_case = _SECOND_CASES.get(case, case)
    return tuple(
        form.word
        for form in adjective.lexeme
        if _same_kind(form, adjective)
        and form.tag.number == number
        and form.tag.case == plain_case
        and (number == "plur" or form.tag.gender == gender)
        and form.tag.animacy in (None, animacy)
        and not _bookish(form.tag)
    )


def _same_kind(form: Any, chosen: Any) -> bool:
    """The lexeme of a participle is its whole verb, that of «лучший» every degree: keep the one that was read."""
    return _kind(form) == _kind(chosen)


def _kind(form: Any) -> tuple[object, ...]:
    tag = form.tag
    return (tag.POS, tag.tense, tag.voice, "Supr" in tag, form.word.startswith("наи"), form.word.startswith("наихорош"))


def _bookish(tag: Any) -> bool:
    return any(mark in tag for mark in _VARIANTS)


# English


def _english_forms(words: Sequence[str]) -> Iterator[str]:
    """The other number of the head: the last word before a preposition."""
    head = next((at for at, word in enumerate(words) if word in _ENGLISH_PREPOSITIONS and at > 0), len(words)) - 1
    if words[head].isalpha() and len(words[head]) > 1:
        for form in (_english_plural(words[head]), _english_singular(words[head])):
            yield "_".join([*words[:head], form, *words[head + 1 :]])


def _english_plural(word: str) -> str:
    if _english_singular(word) != word or word.endswith("ics"):
        return word
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def _english_singular(word: str) -> str:
    if word.endswith("ics"):
        return word  # mathematics, physics: a singular
    if re.search(r"[^aeiou]ies$", word) and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(ss|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^sui]s$", word) and len(word) > 3 else word
