"""The values rules compute with: exact numbers, Unknown with its causes, and the truth tables.

A value is one of: bool, int, Fraction (never float), datetime.date, str, Member, ABSENT, Unknown,
Entry (a record), ByKey (one value a key), or a tuple of values (a list).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Any, TypeAlias, Union

from iomrules.frozen import field, frozen, slots_of

Number: TypeAlias = int | Fraction

#: digits that `str` gives at once, and the least number with more
_AT_ONCE = 4_000
_LONG = 10**_AT_ONCE


@frozen
class Missing:
    """A fact that was not given, and where it comes from.

    fact: as a person would name it, such as `отметка по химии`.
    source: the register it is kept in (`журнал`), or empty.
    person: whose fact; empty for the person being decided.
    """

    fact: str
    source: str = ""
    person: str = ""


@frozen
class Unknown:
    """A value that is not known, with every missing fact that could still change it.

    missing: never empty, in the order met, without repeats.
    low, high: exact bounds of a number so far as the known part settles them; None where open.
    """

    missing: tuple[Missing, ...]
    low: Number | None = None
    high: Number | None = None


@frozen
class _Absent:
    """There is none, and that is known: no debt, no mentor, an empty cell of an optional fact."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __reduce__(self) -> str:
        # the one there is, wherever it is packed
        return "ABSENT"


ABSENT = _Absent()
Absent: TypeAlias = _Absent


@frozen(order=False)
class Member:
    """One member of an enumeration. rank counts from 0 in the order declared."""

    enumeration: str
    name: str
    rank: int = field(default=0, eq=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return member, (self.enumeration, self.name, self.rank)


@lru_cache(maxsize=4096)
def member(enumeration: str, name: str, rank: int) -> Member:
    """The same object for the same member: very many people have it."""
    return Member(enumeration, name, rank)


def _read_only(fields: Mapping[str, "Value"]) -> Mapping[str, "Value"]:
    # a view is made over a dictionary that nobody else has
    return fields if fields.__class__ is MappingProxyType else MappingProxyType(dict(fields))


@frozen(eq=False)
class Entry:
    """A record: values by field name, such as one achievement or one course.

    shape: the name of the record's declaration. key: its own key in a catalogue, or empty.
    place: where it was read, for messages.
    """

    shape: str
    fields: Mapping[str, "Value"] = field(converter=_read_only)
    key: str = ""
    place: str = ""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entry):
            return NotImplemented
        return (self.shape, self.key, dict(self.fields)) == (other.shape, other.key, dict(other.fields))

    def __hash__(self) -> int:
        return hash((self.shape, self.key, tuple(sorted(self.fields))))

    def __reduce__(self) -> tuple[Any, ...]:
        return Entry, (self.shape, dict(self.fields), self.key, self.place)


_SLOTS = slots_of(Entry, ("shape", "fields", "key", "place"))


def entries(shape: str, fields: Iterable[dict[str, "Value"]], places: Sequence[str]) -> list[Entry]:
    """Records without keys, very many at once in half the time. fields: dictionaries that nobody else has."""
    made = [*map(object.__new__, repeat(Entry, len(places)))]
    for slot, given in zip(_SLOTS, (repeat(shape), map(MappingProxyType, fields), repeat(""), places), strict=True):
        deque(map(slot.__set__, made, given), maxlen=0)
    return made


@frozen
class ByKey:
    """One value for each key, such as a mark for each subject: pairs in the order of the enumeration."""

    pairs: tuple[tuple[str, "Value"], ...]

    def get(self, key: str) -> "Value | None":
        """The value under `key`, or None where the key does not stand here."""
        return dict(self.pairs).get(key)

    def __iter__(self) -> Iterator[tuple[str, "Value"]]:
        return iter(self.pairs)


# A string would not take `| None` at run time, so the union that names itself is spelled with Union.
Value: TypeAlias = Union[  # noqa: UP007
    bool, int, Fraction, date, str, Member, _Absent, Unknown, Entry, ByKey, tuple["Value", ...]
]
Truth: TypeAlias = bool | Unknown


def unknown(missing: Iterable[Missing], low: Number | None = None, high: Number | None = None) -> Unknown:
    """Unknown with the causes in order and without repeats."""
    causes = tuple(missing)
    return Unknown(causes if len(causes) < 2 else tuple(dict.fromkeys(causes)), low, high)


def both(parts: Iterable[Truth]) -> Truth:
    """Kleene's и: one нет settles it; otherwise every unknown part could still change it."""
    causes: list[Missing] = []
    for part in parts:
        if part is False:
            return False
        if isinstance(part, Unknown):
            causes.extend(part.missing)
    return unknown(causes) if causes else True


def either(parts: Iterable[Truth]) -> Truth:
    """Kleene's или: one да settles it; otherwise every unknown part could still change it."""
    causes: list[Missing] = []
    for part in parts:
        if part is True:
            return True
        if isinstance(part, Unknown):
            causes.extend(part.missing)
    return unknown(causes) if causes else False


def negate(part: Truth) -> Truth:
    """Kleene's не: unknown stays unknown."""
    return unknown(part.missing) if isinstance(part, Unknown) else not part


def decimal_text(number: Number, mark: str = ".") -> str:
    """The number as exact decimal text (`4.5`), or as `n/d` where no finite decimal exists.

    mark: the decimal mark, `.` for programs and `,` for people.
    """
    if isinstance(number, int) or number.denominator == 1:
        return _digits(int(number))
    places = _decimal_places(number.denominator)
    if places is None:
        return f"{_digits(number.numerator)}/{_digits(number.denominator)}"
    digits = _digits(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}{mark}{digits[-places:]}"


def _digits(number: int) -> str:
    """The number in digits; `str` refuses those of more than four thousand."""
    if -_LONG < number < _LONG:
        return str(number)
    above, below = divmod(abs(number), _LONG)
    return f"{'-' if number < 0 else ''}{_digits(above)}{str(below).rjust(_AT_ONCE, '0')}"


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None
