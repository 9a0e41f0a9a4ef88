"""People's records to Arrow batches, value by value: for writing files. The way back is that of `arrow_rows`."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from iomrules.facts.arrow_layout import (
    ABSENT_SUFFIX,
    GIVEN,
    IDENTITY,
    KEY_ABSENT,
    NOT_THERE,
    PLACES,
    STATE_SUFFIX,
    arrow_schema,
    may_be_absent,
)
from iomrules.facts.arrow_rows import people_of_batch, read_rows
from iomrules.facts.record import (
    ByKeyKind,
    Kind,
    ListKind,
    NumberKind,
    Person,
    Schema,
)
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value


def people_to_batch(people: Sequence[Person], schema: Schema, shape: str) -> pa.RecordBatch:
    """One row a person, in order. Raises ValueError for a number with more than six decimal places."""
    columns = arrow_schema(schema, shape)
    rows = [_plain_person(person, schema) for person in people]
    arrays = [pa.array([row.get(column.name) for row in rows], column.type) for column in columns]
    return pa.record_batch(arrays, schema=columns)


def _plain_person(person: Person, schema: Schema) -> dict[str, Any]:
    name = person.name
    own = (person.id, name.surname, name.given, name.patronymic, person.form_class, person.sex)
    return {**dict(zip(IDENTITY, own, strict=True)), **_plain_record(person.facts, schema, unsaid=Unknown(()))}


def _plain_record(entry: Entry, schema: Schema, unsaid: Value) -> dict[str, Any]:
    """unsaid: what an optional fact that the record does not name is."""
    plain: dict[str, Any] = {}
    for fact in schema.shapes[entry.shape].facts:
        value = entry.fields.get(fact.name, unsaid if fact.optional else Unknown(()))
        plain[fact.name] = _plain(value, fact.kind, schema)
        if isinstance(fact.kind, ByKeyKind):
            plain[fact.name + STATE_SUFFIX] = _states(value, schema.enumerations[fact.kind.enumeration].members)
        elif may_be_absent(fact):
            plain[fact.name + ABSENT_SUFFIX] = value is ABSENT
    return plain


def _states(value: Value, members: Iterable[str]) -> dict[str, int] | None:
    if not isinstance(value, ByKey):
        return None
    held = dict(value)
    return {each: NOT_THERE if each not in held else KEY_ABSENT if held[each] is ABSENT else GIVEN for each in members}


def _plain(value: Value, kind: Kind, schema: Schema) -> Any:
    match value:
        case bool() | date() | str():
            return value
        case Unknown():
            return None
        case Member():
            return schema.enumerations[value.enumeration].rank(value.name)
        case int() | Fraction():
            return value if isinstance(kind, NumberKind) and kind.whole else _decimal(value)
        case Entry():
            return _plain_record(value, schema, unsaid=ABSENT)
        case ByKey() if isinstance(kind, ByKeyKind):
            return {key: _plain(each, kind.element, schema) for key, each in value}
        case tuple() if isinstance(kind, ListKind):
            return [_plain(each, kind.element, schema) for each in value if each is not ABSENT]
    return None


def _decimal(number: int | Fraction) -> Decimal:
    scaled = Fraction(number) * 10**PLACES
    if scaled.denominator != 1:
        raise ValueError(f"{number} has more than {PLACES} decimal places")
    return Decimal(scaled.numerator).scaleb(-PLACES)


__all__ = ["people_of_batch", "people_to_batch", "read_rows"]
