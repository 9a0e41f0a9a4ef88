"""The words of the language: which spelling may be which terminal of the grammar, and back.

Two tables beside the grammar (`words.ru.yaml`, `words.en.yaml`) are read at once: a ruleset may mix both languages.
One spelling may serve several terminals; which is meant, the reader tells from the place.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from iomrules.frozen import frozen
from iomrules.resources import read_text

LANGUAGES = ("ru", "en")

#: the words that start a declaration: always reserved, never names
STARTERS = (
    "RULESET",
    "ENUMERATION",
    "RECORD",
    "CATALOGUE",
    "EXTEND",
    "PARAMETER",
    "TABLE",
    "INDICATOR",
    "RATING",
    "SELECTION",
    "RULE",
    "ROUTE",
    "EXAMPLE",
    "ENGLISH_NAMES",
)

#: words that hold sentences together: none can be a name, or a stray `или` would pass for one
FUNCTION_WORDS = frozenset(
    (
        *(
            "AND",
            "OR",
            "NOT",
            "IF",
            "THEN",
            "ELSE",
            "WHERE",
            "YES",
            "NO",
            "BY",
            "FROM",
            "UNTIL",
            "RANGE_FROM",
            "RANGE_TO",
        ),
        *("FOR", "AMONG", "OUT_OF", "OF", "EXISTS", "UNKNOWN"),
    )
)

#: clauses of one word that no name can be taken for, so that a clause left unfinished is found where the next begins
CLAUSE_WORDS = frozenset(
    (
        *("VERSION", "USES", "BASIS", "NOTE", "ADVICE", "IN_FORCE", "REFINES", "CRITERION", "OBLIGATORY"),
        *("GIVEN", "EXPECTED"),
    )
)

#: tried before other meanings of a spelling: `10 мест` is a number with its unit, `from 1 to 3` a band and not a date
FIRST_TRIED = ("UNIT", "RANGE_FROM")

#: signs that are typed instead of words, or stand for themselves
SIGNS: Mapping[str, str] = {
    "+": "PLUS",
    "-": "MINUS",
    "−": "MINUS",
    "‑": "MINUS",
    "–": "DASH",
    "—": "DASH",
    "*": "TIMES",
    "×": "TIMES",
    "/": "DIVIDE",
    "÷": "DIVIDE",
    "(": "LPAR",
    ")": "RPAR",
    ";": "SEMICOLON",
    ":": "COLON",
    "=": "EQ",
    "<>": "NOT_EQ",
    "≠": "NOT_EQ",
    ">=": "NOT_LESS",
    "≥": "NOT_LESS",
    "<=": "NOT_MORE",
    "≤": "NOT_MORE",
    ">": "GREATER",
    "<": "LESS",
}


def fold(text: str) -> str:
    """A word as it is compared: NFC, case and ё set aside."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


@frozen
class Language:
    """One table. spellings: terminal -> phrases, the first is canonical. units: canonical unit -> phrases, likewise."""

    code: str
    spellings: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]

    def phrases(self) -> Iterator[tuple[str, str]]:
        """(terminal, phrase) of every keyword and unit."""
        for terminal, spellings in self.spellings.items():
            for phrase in spellings:
                yield terminal, phrase
        for spellings in self.units.values():
            for phrase in spellings:
                yield "UNIT", phrase


@frozen
class Words:
    """All tables together, ready for look-up by folded text.

    terminals: phrase -> terminals it may be. longest: first word -> the most words a phrase beginning with it has.
    units: phrase -> canonical unit. unit_starts: their first words.
    glued: single words written with a sign inside (`ч/нед`, `из-за`), and `%`.
    tongues: phrase -> languages it belongs to. reserved: starts of declarations.
    never_names: these, clause words and function words.
    """

    languages: Mapping[str, Language]
    terminals: Mapping[str, tuple[str, ...]]
    longest: Mapping[str, int]
    units: Mapping[str, str]
    unit_starts: frozenset[str]
    glued: frozenset[str]
    tongues: Mapping[str, frozenset[str]]
    reserved: frozenset[str]
    never_names: frozenset[str]

    def unit(self, text: str) -> str:
        """The canonical unit of a spelling such as `часов в неделю`."""
        return self.units[fold(" ".join(text.split()))]

    def spelling(self, terminal: str, language: str) -> str:
        """What `fmt` writes for a keyword."""
        return self.languages[language].spellings[terminal][0]


@cache
def load_words() -> Words:
    """The tables of every language the package knows."""
    return join_languages([parse_language(code, read_text("grammar", f"words.{code}.yaml")) for code in LANGUAGES])


def join_languages(languages: list[Language]) -> Words:
    """Several tables as one; terminals of a spelling keep the order of the tables."""
    terminals: dict[str, list[str]] = {}
    longest: dict[str, int] = {}
    tongues: dict[str, set[str]] = {}
    units: dict[str, str] = {}
    for language in languages:
        for terminal, phrase in language.phrases():
            folded = fold(phrase)
            known = terminals.setdefault(folded, [])
            if terminal not in known:
                known.append(terminal)
            words = folded.split()
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
            tongues.setdefault(folded, set()).add(language.code)
        for unit, phrases in language.units.items():
            units.update((fold(phrase), unit) for phrase in phrases)
    singles = {word for phrase in terminals for word in phrase.split()}
    return Words(
        languages={language.code: language for language in languages},
        terminals={
            phrase: tuple(sorted(known, key=lambda terminal: terminal not in FIRST_TRIED))
            for phrase, known in terminals.items()
        },
        longest=longest,
        units=units,
        unit_starts=frozenset(phrase.split()[0] for phrase in units),
        glued=frozenset(word for word in singles if "/" in word or "-" in word or word == "%"),
        tongues={phrase: frozenset(codes) for phrase, codes in tongues.items()},
        reserved=frozenset(phrase for phrase, known in terminals.items() if set(known) & set(STARTERS)),
        never_names=frozenset(
            phrase
            for phrase, known in terminals.items()
            if set(known) & (FUNCTION_WORDS | CLAUSE_WORDS | set(STARTERS))
        ),
    )


def parse_language(code: str, table: str) -> Language:
    """A keyword table read without a YAML library: lines `KEY: [a, b]`, and the same indented under `units:`.

    Raises ValueError for any other line: the tables are ours, and a YAML library would cost more than all the reading.
    """
    spellings: dict[str, tuple[str, ...]] = {}
    units: dict[str, tuple[str, ...]] = {}
    for line in table.split("\n"):
        if not line.strip() or line.lstrip().startswith("#") or line.rstrip() == "units:":
            continue
        key, mark, rest = line.partition(": [")
        if not mark or not rest.rstrip().endswith("]"):
            raise ValueError(f"words.{code}.yaml: not `KEY: [a, b]`: {line}")
        phrases = tuple(_unquote(part) for part in rest.rstrip()[:-1].split(","))
        (units if line.startswith(" ") else spellings)[_unquote(key)] = phrases
    return Language(code, spellings, units)


def _unquote(text: str) -> str:
    return text.strip().strip("'\"").strip()
