"""Names of rules in the other language: `отметка по химии` is `mark by chemistry`, and back, case forms and all.

An English name has a number and no case; the case comes back from the place (`government`). A name is turned only if it
would come back as it stands, so nothing is lost: one in an unusual form stays as written, and both languages read it.
The dictionary is used, so this is for `fmt` alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from iomrules.frozen import define, field, frozen
from iomrules.parse import tree
from iomrules.program.forms import FormTable, fold
from iomrules.program.government import ACCUSATIVE, GENITIVE, NOMINATIVE, PLURAL, SINGULAR, Position, position
from iomrules.program.index_names import BUILT_IN
from iomrules.program.morphology import case_forms, english_forms

#: names that every ruleset may use, in English
COMMON = {
    "отметка": "mark",
    "остаток_часов": "remaining_hours",
    "день_решения": "day_of_decision",
    "код": "code",
    "освобождён": "excused",
}
LAYER_WORDS = {
    "федерация": "federal",
    "регион": "region",
    "школа": "school",
    "профиль": "profile",
    "партнёр": "partner",
}
#: clauses whose names are words about words
_KEPT = frozenset(("FORMS", "USES", "LAYER"))


@frozen
class _Noun:
    """One name in both languages. cells: (number, case) -> form; english: number -> form; number: of the declared name.

    negated: the case before `нет`: the nominative of what is true or not, the genitive of what is there or not.
    """

    name: str
    cells: Mapping[tuple[str, str], str]
    english: Mapping[str, str]
    number: str
    negated: str = NOMINATIVE

    def in_russian(self, number: str, place: Position) -> str:
        return self.cells.get((number, self.negated if place.negated else place.case), self.name)


@define(slots=False)
class NameTurner:
    """Turns the names of a ruleset. pairs: (Russian, English). table: its case forms, beside what the dictionary says.

    countable: folded name of a declared fact -> whether `нет` after it says that there is none.
    """

    pairs: tuple[tuple[str, str], ...]
    table: FormTable
    countable: Mapping[str, bool] = field(factory=dict)

    @cached_property
    def _nouns(self) -> tuple[_Noun, ...]:
        common = [(name, english) for name, english in COMMON.items() if name in BUILT_IN]
        known = {fold(name) for name, _ in self.pairs}
        every = [*self.pairs, *(pair for pair in common if fold(pair[0]) not in known)]
        return tuple(self._noun(name, english) for name, english in every)

    def _noun(self, name: str, english: str) -> _Noun:
        stored = {fold(form) for form in (name, *self.table.forms_of(name), *BUILT_IN.get(name, ()))}
        cells = {cell: form for cell, form in case_forms(name).items() if fold(form) in stored}
        if fold(name) not in (fold(cells.get((number, NOMINATIVE), "")) for number in (SINGULAR, PLURAL)):
            # declared in the genitive: `пятёрок`, `мест_в_классе`
            straight = (NOMINATIVE, GENITIVE, ACCUSATIVE)
            cells = {cell: name if cell[1] in straight else form for cell, form in cells.items()}
        number = PLURAL if fold(cells.get((PLURAL, NOMINATIVE), "")) == fold(name) else SINGULAR
        if cells:
            cells[number, NOMINATIVE] = name
        singular, plural = english_forms(english, plural=number == PLURAL)
        counted = self.countable.get(fold(name), self.countable.get(fold(english), number == PLURAL))
        return _Noun(name, cells, {SINGULAR: singular, PLURAL: plural}, number, GENITIVE if counted else NOMINATIVE)

    @cached_property
    def _by_russian(self) -> Mapping[str, tuple[_Noun, ...]]:
        """A form -> the nouns that have it, those spelled exactly so first."""
        found: dict[str, list[_Noun]] = {}
        for noun in self._nouns:
            found.setdefault(noun.name, []).append(noun)
        for noun in self._nouns:
            for form in dict.fromkeys(noun.cells.values()):
                if noun not in found.setdefault(form, []):
                    found[form].append(noun)
        return {form: tuple(nouns) for form, nouns in found.items()}

    @cached_property
    def _by_english(self) -> Mapping[str, tuple[tuple[_Noun, str], ...]]:
        """A form -> (noun, number), those spelled exactly so first."""
        found: dict[str, list[tuple[_Noun, str]]] = {}
        for noun in self._nouns:
            found.setdefault(noun.english[noun.number], []).append((noun, noun.number))
        for noun in self._nouns:
            for number, form in noun.english.items():
                if (noun, number) not in found.setdefault(form, []):
                    found[form].append((noun, number))
        return {form: tuple(nouns) for form, nouns in found.items()}

    def to_english(self, text: str, place: Position) -> str:
        """The name in English, or as it is where it would not come back."""
        return next((form for form in self._english_of(text, place) if self._russian_of(form, place) == text), text)

    def to_russian(self, text: str, place: Position) -> str:
        """The name in Russian, or as it is where it would not come back."""
        russian = self._russian_of(text, place)
        back = next((form for form in self._english_of(russian, place) if self._russian_of(form, place) == russian), "")
        return russian if back == text else text

    def _english_of(self, text: str, place: Position) -> Iterator[str]:
        for noun in self._by_russian.get(text, ()):
            if place.english and place.number and noun.in_russian(place.number, place) == text:
                yield noun.english[place.english]
            for number in dict.fromkeys((noun.number, SINGULAR, PLURAL)):
                if noun.in_russian(number, place) == text:
                    yield noun.english[number]

    def _russian_of(self, text: str, place: Position) -> str:
        for noun, number in self._by_english.get(text, ()):
            return noun.in_russian(place.number or number, place)
        return text

    # --- whole texts ---

    def turn(self, tokens: Sequence[tree.Token], language: str) -> Mapping[int, str]:
        """Offset -> the name in `language`, for every name of one declaration that changes."""
        spoken = [token for token in tokens if token.kind not in ("COMMENT", "COMMA")]
        starter = spoken[0].kind if spoken else ""
        found: dict[int, str] = {}
        if starter == "ENGLISH_NAMES":
            return found
        clause = starter
        for index, token in enumerate(spoken):
            if token.kind not in ("NAME", "SEMICOLON"):
                clause = token.kind
            elif token.kind == "NAME" and clause == "LAYER":
                found.update(_layer(token, language))
            elif token.kind == "NAME" and clause not in _KEPT:
                place = position(spoken, index, starter)
                turned = self.to_english(token.text, place) if language == "en" else self.to_russian(token.text, place)
                if turned != token.text:
                    found[token.span.start] = turned
        return found


def _layer(token: tree.Token, language: str) -> dict[int, str]:
    """`слой школа` is `layer school`: the words of layers are the language's own."""
    for russian, english in LAYER_WORDS.items():
        said, other = (russian, english) if language == "en" else (english, russian)
        if fold(token.text) == fold(said):
            return {token.span.start: other}
    return {}


def name_turner(trees: Iterable[tree.SyntaxTree], table: FormTable) -> NameTurner:
    """The turner for texts that stand together. table: their case forms."""
    declared = [each for syntax in trees for each in syntax.declarations]
    pairs = tuple(
        (pair.name.text, pair.english.text)
        for each in declared
        if isinstance(each, tree.EnglishNames)
        for pair in each.names
    )
    countable = {fold(each.name.text): False for each in declared if isinstance(each, tree.Rule | tree.Route)}
    for each in declared:
        if isinstance(each, tree.Record):
            countable |= {fold(one.name.text): one.kind.base != "truth" for one in each.fields}
    return NameTurner(pairs, table, countable)
