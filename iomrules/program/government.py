"""Which case the place of a name asks for: `среди достижений`, `отметка по химии`, `не меньше регионального`.

What stands before a name governs it, in the sentences of this language by a short table. Only translation asks: a name
written in English has no case, and this gives it back. Names of an author are never changed by it.
"""

from collections.abc import Mapping, Sequence

from iomrules.frozen import frozen
from iomrules.parse.tree import Token
from iomrules.program.forms import fold

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL = "nomn", "gent", "datv", "accs", "ablt"
PREPOSITIONAL = "loct"
SINGULAR, PLURAL = "sing", "plur"

_GENITIVE = (
    *("AMONG", "OUT_OF", "BEST_OF", "FOR", "FOR_EACH", "LIST_OF", "NO", "COUNT", "SHARE", "SUM", "MEAN", "MAX", "MIN"),
    *("BUT_AT_MOST", "BUT_AT_LEAST", "EACH_AT_MOST", "WITHIN", "DESCENDING", "ASCENDING", "OF", "AFTER", "ALL_FROM"),
    *("RANGE_FROM", "RANGE_TO", "CONSISTS_OF", "BY_DATE", "MENTOR", "NOT_AMONG"),
)
_GOVERNED: Mapping[str, str] = {
    **dict.fromkeys(_GENITIVE, GENITIVE),
    **dict.fromkeys(("BY", "PER_EACH"), DATIVE),
    **dict.fromkeys(("EXTEND", "REFINES"), ACCUSATIVE),
    **dict.fromkeys(("ALONGSIDE", "ONLY_WITH", "NEVER_WITH"), INSTRUMENTAL),
    "IN_SHORTAGE": DATIVE,
    "SUPPOSED": PREPOSITIONAL,
}
#: of the words for a reason, those that govern: `из-за согласия_родителей`, but `потому что класс 3 меньше 4`
_BECAUSE_OF = frozenset(("из-за", "because of"))
#: govern only as words: with a sign, both sides stand in the nominative
_COMPARED: Mapping[str, str] = {
    **dict.fromkeys(("NOT_LESS", "NOT_MORE", "GREATER", "LESS"), GENITIVE),
    **dict.fromkeys(("EQ", "NOT_EQ"), DATIVE),
    **dict.fromkeys(("TIMES", "WHOLE_TIMES", "DIVIDE"), ACCUSATIVE),
}
#: what counts the things after a number, outside of records: `не меньше 3 достижений`
_COUNTING = frozenset(("NOT_LESS", "NOT_MORE", "GREATER", "LESS", "EXACTLY"))
_OF_FIELDS = frozenset(("RECORD", "CATALOGUE"))
#: their names are parted by semicolons, each in the case of the first
_LISTS = frozenset(("AMONG", "NOT_AMONG", "BY", "PER_EACH", "ALONGSIDE", "AFTER", "CONSISTS_OF"))
_IN_A_LIST = frozenset(("NAME", "SEMICOLON", "TEXT"))
#: what may stand between `при` and one of the names it governs
_SUPPOSITION = frozenset(("NAME", "SEMICOLON", "NUMBER", "UNIT", "DATE", "TEXT", "YES", "NO", "MINUS"))


@frozen
class Position:
    """case: that a name stands in; number: that a numeral before it asks for in Russian, and in English, or empty.

    negated: `нет` follows: `достижений нет` of a list, but `согласие_родителей нет` of a yes or no.
    """

    case: str = NOMINATIVE
    number: str = ""
    english: str = ""
    negated: bool = False


def position(tokens: Sequence[Token], index: int, starter: str) -> Position:
    """What governs the name at `index`. tokens: of one declaration, without comments; starter: its first word."""
    before = tokens[index - 1] if index else None
    if before is None:
        return Position()
    if index + 1 < len(tokens) and tokens[index + 1].kind == "NO":
        return Position(negated=True)
    if before.kind == "SEMICOLON":
        return Position(_in_list(tokens, index, starter))
    if before.kind == "NAME" and starter == "EXAMPLE" and _is_supposed(tokens, index):
        return Position(PREPOSITIONAL)  # `при неделе пятидневной`: what is supposed agrees
    if before.kind == "BECAUSE":
        return Position(GENITIVE if fold(before.text) in _BECAUSE_OF else NOMINATIVE)
    if before.kind == "NUMBER":
        counting = tokens[index - 2].kind if index >= 2 else ""
        counts = counting in _COUNTING and starter not in _OF_FIELDS
        chosen = counting == "RANGE_TO" and starter == "ROUTE"
        return _counted(before.text, counting == "EXACTLY") if counts or chosen else Position()
    if before.kind == "ASCENDING" and starter == "ENUMERATION":
        return Position()
    if before.kind in _COMPARED:
        return Position(_COMPARED[before.kind] if before.text[0].isalpha() else NOMINATIVE)
    return Position(_GOVERNED.get(before.kind, NOMINATIVE))


def _is_supposed(tokens: Sequence[Token], index: int) -> bool:
    """Whether the name before is one of those after `при`."""
    clause = index - 2
    while clause > 0 and tokens[clause].kind in _SUPPOSITION:
        clause -= 1
    return clause >= 0 and tokens[clause].kind == "SUPPOSED"


def _in_list(tokens: Sequence[Token], index: int, starter: str) -> str:
    if starter == "EXAMPLE" and _is_supposed(tokens, index + 1):
        return PREPOSITIONAL
    first = index - 1
    while first > 0 and tokens[first].kind in _IN_A_LIST:
        first -= 1
    head = tokens[first].kind
    # `отметка по химии; класс 10` goes on with another given; only a table has several keys after `по`
    return _GOVERNED[head] if head in _LISTS and (head != "BY" or starter == "TABLE") else NOMINATIVE


def _counted(number: str, exactly: bool) -> Position:
    """`не меньше 3 достижений`, `ровно 2 достижения`: after other words than `ровно` one stands in the genitive too."""
    last_two, last = (int(number) % 100, int(number) % 10) if number.isdigit() else (0, 2)
    english = SINGULAR if number == "1" else PLURAL
    if last == 1 and last_two != 11:
        return Position(NOMINATIVE if exactly else GENITIVE, SINGULAR, english)
    few = exactly and last in (2, 3, 4) and last_two not in (12, 13, 14)
    return Position(GENITIVE, SINGULAR if few else PLURAL, english)
