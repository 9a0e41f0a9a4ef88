"""Values as a document prints them: the comma in numbers, dates as people write them, titles instead of names."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from iomrules.facts.record import ByKeyKind, KeyKind, Kind, ListKind, Schema
from iomrules.values import ABSENT, ByKey, Entry, Member, Number, Unknown, Value, decimal_text
from iomrules.write.words_ru import date_short, number_text

NOT_KNOWN = "нет сведений"
NONE = "нет"
DASH = "—"


def words(name: str) -> str:
    """A declared name for people: `средний_балл` -> `средний балл`."""
    return name.replace("_", " ")


def sentence(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def unbroken_initials(text: str) -> str:
    """«Колбина М. Ю.» whose initials stay on one line with each other and with the surname; `№ 11` on one line too."""
    return re.sub(r" (?=[А-ЯЁA-Z]\.)|(?<=№) (?=\d)", "\u00a0", text)


def unbroken_name(text: str) -> str:
    """«имени В. В. Рассохина»: initials that stand before a surname stay on its line too."""
    return re.sub(r"(?<=[А-ЯЁA-Z]\.) (?=[А-ЯЁA-Z][а-яёa-z])", "\u00a0", unbroken_initials(text))


def amount(number: Number) -> str:
    """A number with a comma; one without a finite decimal to three places, marked as near."""
    if isinstance(number, Fraction) and "/" in decimal_text(number):
        return f"≈ {number_text(Fraction(round(number * 1000), 1000))}"
    return number_text(number)


def value_text(value: Value | None, schema: Schema, kind: Kind | None = None) -> str:
    """Any value as one stretch of text. kind: as declared, where known: only it tells a catalogue's key from a text."""
    match value:
        case None | Unknown():
            return NOT_KNOWN
        case bool():
            return "да" if value else NONE
        case int() | Fraction():
            return amount(value)
        case date():
            return date_short(value)
        case Member(enumeration, name):
            return member_text(enumeration, name, schema)
        case Entry():
            return entry_text(value, schema)
        case ByKey():
            return _by_key_text(value, schema, kind)
        case tuple():
            element = kind.element if isinstance(kind, ListKind) else None
            return "; ".join(value_text(each, schema, element) for each in value) or NONE
        case str():
            return key_text(kind.catalogue, value, schema) if isinstance(kind, KeyKind) else value
        case _:
            return NONE if value is ABSENT else str(value)


def _by_key_text(value: ByKey, schema: Schema, kind: Kind | None) -> str:
    kept, element = (kind.enumeration, kind.element) if isinstance(kind, ByKeyKind) else ("", None)
    return "; ".join(f"{member_text(kept, key, schema)}: {value_text(each, schema, element)}" for key, each in value)


def key_text(catalogue: str, key: str, schema: Schema) -> str:
    """The entry a key names, by its own title; the key in words where no entry or no title is known."""
    known = schema.catalogues.get(catalogue)
    entry = next((each for each in known.rows if each.key == key), None) if known else None
    title = entry.fields.get("название", entry.fields.get("title")) if entry else None
    return title if isinstance(title, str) and title else words(key)


def member_text(enumeration: str, name: str, schema: Schema) -> str:
    titles: Mapping[str, str] = known.titles if (known := schema.enumerations.get(enumeration)) else {}
    return titles.get(name) or words(name)


def entry_text(entry: Entry, schema: Schema) -> str:
    """A record in one line: what is known and present of it, in the order declared; yes/no fields by their name."""
    shape = schema.shapes.get(entry.shape)
    health = {fact.name for fact in shape.facts if fact.health} if shape else frozenset()
    kinds = {fact.name: fact.kind for fact in shape.facts} if shape else {}
    parts = [
        _field_text(name, value, schema, kinds.get(name))
        for name, value in entry.fields.items()
        if value is not ABSENT and value is not False and name not in health
    ]
    return ", ".join(part for part in parts if part) or words(entry.key)


def _field_text(name: str, value: Value, schema: Schema, kind: Kind | None) -> str:
    if value is True:
        return words(name)
    return f"{words(name)} — {NOT_KNOWN}" if isinstance(value, Unknown) else value_text(value, schema, kind)
