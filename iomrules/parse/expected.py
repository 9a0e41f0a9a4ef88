"""What could have stood here, in words of the author's language instead of names from the grammar."""

from collections.abc import Iterable, Mapping

from iomrules.frozen import frozen
from iomrules.parse.automaton import END
from iomrules.parse.words import Words

#: the most things one message lists
MOST = 6


@frozen
class Group:
    """Terminals named together. signs: all must be possible for the group to be named; covers: not named again then."""

    signs: frozenset[str]
    covers: frozenset[str]
    ru: str
    en: str


def _group(signs: str, covers: str, ru: str, en: str) -> Group:
    return Group(frozenset(signs.split()), frozenset(f"{signs} {covers}".split()), ru, en)


_VALUE = "NUMBER DATE YES NO MINUS SUM MEAN MAX MIN COUNT SHARE PER_EACH OF TEXT UNKNOWN"
_COMPARATORS = "NOT_LESS NOT_MORE GREATER LESS NOT_EQ EXACTLY"

#: tried in this order
GROUPS = (
    _group(
        "NAME LPAR EXISTS KNOWN",
        f"{_VALUE} {_COMPARATORS} NOT FOR_EACH ALL IF",
        "условие (имя, «есть», «нет», «не меньше» …)",
        "a condition (a name, `there is`, `no`, `at least` …)",
    ),
    _group(
        "NAME LPAR COUNT", f"{_VALUE} IF", "значение (имя, число, скобка)", "a value (a name, a number, a parenthesis)"
    ),
    _group(
        "NAME NUMBER DATE",
        "YES NO MINUS TEXT UNKNOWN",
        "значение (имя, число, дата)",
        "a value (a name, a number, a date)",
    ),
    _group(
        "INTEGER_KIND DATE_KIND",
        "NUMBER_KIND TRUTH_KIND TEXT_KIND ONE_OF LIST_OF NAME UNIT",
        "вид значения (целое, да/нет, дата, список …)",
        "a kind (integer, yes/no, date, list of …)",
    ),
    _group(
        "EQ NOT_EQ",
        f"{_COMPARATORS} RANGE_FROM",
        "сравнение («не меньше», «равно» …)",
        "a comparison (`at least`, `equals` …)",
    ),
    _group("PLUS MINUS", "TIMES DIVIDE IF_UNKNOWN", "знак действия (+ − * /)", "a sign (+ − * /)"),
    _group(
        "ROUND BUT_AT_MOST",
        "SUM MEAN MAX BUT_AT_LEAST EACH_AT_MOST",
        "шаг («округлить», «но не больше» …)",
        "a step (`round`, `but at most` …)",
    ),
    _group("IN_SCHOOL_YEAR", "IN_HALF IN_QUARTER IN_LAST", "«за учебный год»", "`in school year`"),
    _group(
        "BASIS NOTE",
        "ADVICE IN_FORCE REFINABLE REFINES FORMS MEASURED",
        "«основание», «пояснение» или другая часть",
        "`basis`, `note` or another clause",
    ),
)

SINGLE: Mapping[str, tuple[str, str]] = {
    "NAME": ("имя", "a name"),
    "NUMBER": ("число", "a number"),
    "DOTTED": ("номер вида 2026.1.3", "a number such as 2026.1.3"),
    "DATE": ("дата ДД.ММ.ГГГГ", "a date DD.MM.YYYY"),
    "TEXT": ("текст в кавычках", "a text in quotes"),
    "UNIT": ("единица (баллов, ч/нед)", "a unit (points, h/week)"),
    "ROW": ("строка таблицы", "a row of the table"),
    "SEP": ("следующая клетка", "the next cell"),
    "LPAR": ("«(»", "`(`"),
    "RPAR": ("«)»", "`)`"),
    "SEMICOLON": ("«;»", "`;`"),
    "COLON": ("«:»", "`:`"),
    "DASH": ("«–»", "`–`"),
    END: ("конец описания", "the end of the declaration"),
}


def list_expected(terminals: Iterable[str], words: Words) -> tuple[str, str]:
    """What may stand here, in Russian and in English; a few things, the most likely first."""
    left = set(terminals) - {"CALL"}
    found: list[tuple[str, str]] = []
    for group in GROUPS:
        if group.signs <= left:
            found.append((group.ru, group.en))
            left -= group.covers
    # the end of the declaration helps nobody who has gone on writing
    order = sorted(left - {END}, key=lambda name: (name not in SINGLE, name)) or sorted(left)
    # what is peculiar to the place comes before what fits everywhere
    named = [(_single(name, words, "ru"), _single(name, words, "en")) for name in order]
    found = [*named, *found] if len(named) < 4 else [*found, *named]
    shown = found[:MOST]
    more = ["…"] if len(found) > MOST else []
    return ", ".join([ru for ru, _ in shown] + more), ", ".join([en for _, en in shown] + more)


def _single(name: str, words: Words, language: str) -> str:
    if name in SINGLE:
        return SINGLE[name][language == "en"]
    spelling = words.spelling(name, language)
    return f"`{spelling}`" if language == "en" else f"«{spelling}»"
