"""People's records to Arrow batches and back, value by value: for writing files, and for those few people of a great
many that are decided one by one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
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
    member_names,
)
from iomrules.facts.record import (
    ByKeyKind,
    EnumKind,
    Fact,
    Kind,
    ListKind,
    NumberKind,
    Person,
    PersonName,
    RecordKind,
    Schema,
    Shape,
    missing,
)
from iomrules.source import Cell
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value, decimal_text

# --- people -> a batch ---------------------------------------------------------------------------------------------


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


# --- a batch -> people ---------------------------------------------------------------------------------------------


def people_of_batch(batch: pa.RecordBatch, schema: Schema, shape: str) -> tuple[Person, ...]:
    """The people of a batch. Columns that the shape does not know are passed over; facts without one are unknown.

    Raises InputError for a value outside its fact's bounds or members.
    """
    read = read_rows(batch, schema, shape)
    if faults := [each[1] for each in read if not isinstance(each, Person)]:
        raise InputError(faults)
    return tuple(each for each in read if isinstance(each, Person))


def read_rows(batch: pa.RecordBatch, schema: Schema, shape: str) -> tuple[Person | tuple[str, Diagnostic], ...]:
    """The people of a batch; in place of one whose values are at fault: the id and what is wrong."""
    read: list[Person | tuple[str, Diagnostic]] = []
    for row in batch.to_pylist():
        try:
            read.append(_person(row, batch.schema, schema, shape))
        except InputError as error:
            read.append((str(row["id"]), error.diagnostics[0]))
    return tuple(read)


def _person(row: Mapping[str, Any], columns: pa.Schema, schema: Schema, shape: str) -> Person:
    declared = schema.shapes[shape]
    given = {name: row.get(name) or "" for name in IDENTITY if name == "id" or declared.fact(name) is None}
    reader = _Reader(schema, str(row["id"]))
    facts = {
        fact.name: reader.fact(row, fact, _field(columns, fact.name), blank=Unknown((missing(fact),)))
        for fact in declared.facts
    }
    name = PersonName(given.get("surname", ""), given.get("given", ""), given.get("patronymic", ""))
    return Person(
        str(given["id"]),
        shape,
        Entry(shape, facts, str(given["id"])),
        name,
        given.get("form_class", ""),
        given.get("sex", ""),
    )


def _field(columns: pa.Schema | pa.StructType, name: str) -> pa.Field | None:
    found = columns.get_field_index(name)
    return columns.field(found) if found >= 0 else None


class _Reader:
    """Plain Python of one row as values."""

    def __init__(self, schema: Schema, person: str) -> None:
        self.schema, self.person = schema, person

    def fact(self, row: Mapping[str, Any], fact: Fact, field: pa.Field | None, blank: Value) -> Value:
        """One fact of a record. blank: what null is where nothing beside it says more."""
        raw = row.get(fact.name)
        if field is None:
            return blank
        if isinstance(fact.kind, ByKeyKind):
            return blank if raw is None else self._by_key(raw, row.get(fact.name + STATE_SUFFIX), fact, field)
        if raw is None:
            told = row.get(fact.name + ABSENT_SUFFIX)
            return blank if told is None else ABSENT if told else Unknown((missing(fact),))
        return self.value(raw, fact.kind, fact, field)

    def value(self, raw: Any, kind: Kind, fact: Fact, field: pa.Field) -> Value:
        """A value that is there."""
        match kind:
            case NumberKind():
                return self._number(Fraction(raw), kind, fact)
            case EnumKind(enumeration=name):
                return self._member(raw, name, fact, field)
            case ListKind(element=element):
                inner = field.type.value_field
                return tuple(
                    Unknown((missing(fact),)) if each is None else self.value(each, element, fact, inner)
                    for each in raw
                )
            case RecordKind(shape=shape):
                return self._record(raw, self.schema.shapes[shape], field.type)
        return raw  # type: ignore[no-any-return]  # bool, date or str as Arrow gives them

    def _number(self, number: Fraction, kind: NumberKind, fact: Fact) -> Value:
        low, high = kind.low, kind.high
        if (low is not None and number < low) or (high is not None and number > high):
            bounds = f"{'…' if low is None else decimal_text(low)}–{'…' if high is None else decimal_text(high)}"
            at, value = Cell(self.person, column=fact.name), decimal_text(number)
            raise InputError([codes.OUT_OF_BOUNDS.at(at, field=missing(fact).fact, value=value, bounds=bounds)])
        return int(number) if number.denominator == 1 else number

    def _member(self, raw: Any, name: str, fact: Fact, field: pa.Field) -> Value:
        members = self.schema.enumerations[name].members
        named = member_names(field) or members
        told = raw if isinstance(raw, str) else named[raw] if 0 <= raw < len(named) else str(raw)
        if told not in members:
            at, word = Cell(self.person, column=fact.name), missing(fact).fact
            raise InputError([codes.NOT_A_MEMBER.at(at, field=word, value=told, hint_ru="", hint_en="")])
        return Member(name, told, members.index(told))

    def _record(self, raw: Mapping[str, Any], shape: Shape, fields: pa.StructType) -> Entry:
        blanks = {fact.name: ABSENT if fact.optional else Unknown((missing(fact),)) for fact in shape.facts}
        return Entry(
            shape.name,
            {fact.name: self.fact(raw, fact, _field(fields, fact.name), blanks[fact.name]) for fact in shape.facts},
        )

    def _by_key(self, raw: Mapping[str, Any], states: Mapping[str, Any] | None, fact: Fact, field: pa.Field) -> ByKey:
        assert isinstance(fact.kind, ByKeyKind)
        pairs: list[tuple[str, Value]] = []
        for member in self.schema.enumerations[fact.kind.enumeration].members:
            inner = _field(field.type, member)
            state = (states or {}).get(member) or GIVEN
            if inner is None or state == NOT_THERE:
                continue
            each = raw.get(member)
            if state == KEY_ABSENT:
                pairs.append((member, ABSENT))
            elif each is None:
                pairs.append((member, Unknown((missing(fact, member),))))
            else:
                pairs.append((member, self.value(each, fact.kind.element, fact, inner)))
        return ByKey(tuple(pairs))
