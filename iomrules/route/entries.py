"""Reading a catalogue's entry for a route: its title, hours, teacher and partner, by the names documents know."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache

from iomrules.facts.record import KeyKind, NumberKind, Schema
from iomrules.frozen import field, frozen
from iomrules.route.route import Because, RouteItem
from iomrules.values import ABSENT, Entry, Member, Number, Unknown, Value, decimal_text

#: Weeks of lessons in a school year: the yearly hours of the general education plan are its weekly hours times 34.
WEEKS = 34
#: what a field is called where the rules are written in English
ENGLISH: Mapping[str, tuple[str, ...]] = {
    "часы": ("hours",),
    "название": ("title", "name"),
    "фио": ("full_name",),
    "уровень": ("level",),
    "форма": ("study_form", "form"),
    "учитель": ("teacher",),
    "педагог": ("teacher",),
    "партнер": ("partner",),
}
PER_WEEK, PER_YEAR, VOLUME = "ч/нед", "ч/год", "час"
#: of how many names and shapes of entries it is remembered which field is meant
_MOST_REMEMBERED = 1000


@frozen
class Shelf:
    """Every entry of every catalogue: the ruleset's and the plugins' rows, then the school's, each key once."""

    schema: Schema
    entries: Mapping[str, tuple[Entry, ...]] = field(factory=dict)

    def entry(self, catalogue: str, key: str) -> Entry | None:
        return next((each for each in self.entries.get(catalogue, ()) if each.key == key), None)


def shelf(schema: Schema, given: Mapping[str, Sequence[Entry]]) -> Shelf:
    """given: the school's entries by catalogue."""
    entries = {}
    for name, catalogue in schema.catalogues.items():
        rows = (*catalogue.rows, *given.get(name, ()))
        keyed = {row.key: row for row in reversed(rows) if row.key}
        entries[name] = tuple(row for row in rows if not row.key or keyed[row.key] is row)
    return Shelf(schema, entries)


def item(shelf: Shelf, entry: Entry, part: str, because: Because) -> RouteItem:
    """A line of the route from an entry."""
    amount = raw(entry, "часы")
    return RouteItem(
        key=entry.key,
        title=title(shelf, entry),
        part=part,
        because=because,
        hours=amount if isinstance(amount, int | Fraction) and not isinstance(amount, bool) else None,
        unit=unit(shelf.schema, entry),
        level=words(shelf, entry, "уровень"),
        form=words(shelf, entry, "форма"),
        teacher=words(shelf, entry, "учитель") or words(shelf, entry, "педагог"),
        organisation=words(shelf, entry, "партнёр"),
        entry=entry,
    )


def is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def title(shelf: Shelf, entry: Entry) -> str:
    """`название`, or for people `фио`, or the key in words."""
    return words(shelf, entry, "название") or words(shelf, entry, "фио") or entry.key.replace("_", " ")


def unit(schema: Schema, entry: Entry) -> str:
    """The unit of the entry's hours; hours without a unit are hours a week."""
    shape = schema.shapes.get(entry.shape)
    for fact in shape.facts if shape else ():
        if _folded(fact.name) in _names_of("часы") and isinstance(fact.kind, NumberKind) and fact.kind.unit:
            return fact.kind.unit
    return PER_WEEK


def weekly(hours: Value | None, unit: str) -> Value:
    """Hours a week: of the week's load only. A volume in hours (a partner's 36-hour module) is no weekly load: 0.

    Unknown stays Unknown; hours that nobody gives are 0.
    """
    if isinstance(hours, Unknown):
        return hours
    if not isinstance(hours, int | Fraction) or isinstance(hours, bool):
        return 0
    if unit in {PER_WEEK, ""}:
        return hours
    return Fraction(hours, WEEKS) if unit == PER_YEAR else 0


def volume(hours: Value | None, unit: str) -> Value:
    """Hours of the whole year, for a bound that is a volume: weekly hours over the weeks of lessons."""
    if isinstance(hours, Unknown):
        return hours
    if not isinstance(hours, int | Fraction) or isinstance(hours, bool):
        return 0
    return hours * WEEKS if unit in {PER_WEEK, ""} else hours


def weekly_of(item: RouteItem) -> Number:
    """The item's part of the week's load."""
    value = weekly(item.hours, item.unit)
    return value if isinstance(value, int | Fraction) else 0


def raw(entry: Entry, name: str) -> Value | None:
    """The field by its name, `ё` as `е`, or by its English one; None where the shape has none."""
    found = _field_called(name, tuple(entry.fields))
    return None if found is None else entry.fields[found]


@lru_cache(_MOST_REMEMBERED)
def _field_called(name: str, fields: tuple[str, ...]) -> str | None:
    """The one of an entry's fields that is meant: entries of a catalogue have the same."""
    folded = {_folded(each): each for each in fields}
    return next((folded[each] for each in _names_of(name) if each in folded), None)


def _names_of(name: str) -> tuple[str, ...]:
    return (_folded(name), *ENGLISH.get(_folded(name), ()))


def words(shelf: Shelf, entry: Entry, name: str) -> str:
    """The field as people read it: a key of another catalogue becomes that entry's title; empty where there is none."""
    value = raw(entry, name)
    if isinstance(value, str):
        return _title_of_key(shelf, entry, name, value)
    return text(shelf.schema, value)


def text(schema: Schema, value: Value | None) -> str:
    match value:
        case None | Unknown() | bool():
            return ""
        case Member(enumeration, name):
            known = schema.enumerations.get(enumeration)
            return (known.titles.get(name, "") if known else "") or name.replace("_", " ")
        case int() | Fraction():
            return decimal_text(value, ",")
        case Entry():
            return value.key.replace("_", " ")
        case str():
            return value
        case tuple():
            return ", ".join(text(schema, each) for each in value)
        case _:
            return "" if value is ABSENT else str(value)


def _title_of_key(shelf: Shelf, entry: Entry, name: str, key: str) -> str:
    shape = shelf.schema.shapes.get(entry.shape)
    fact = next((each for each in shape.facts if _folded(each.name) in _names_of(name)), None) if shape else None
    if fact is None or not isinstance(fact.kind, KeyKind):
        return key
    target = shelf.entry(fact.kind.catalogue, key)
    return title(shelf, target) if target and target is not entry else key.replace("_", " ")


@cache
def _folded(name: str) -> str:
    return name.casefold().replace("ё", "е")
