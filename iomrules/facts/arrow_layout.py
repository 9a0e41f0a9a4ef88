"""How people's records stand in Arrow and Parquet: one row a person, one column a fact, lists and marks nested.

A value that is not known is null. What is known to be absent is null as well, and the column beside it, `NAME.absent`,
says so. A by-key fact is a struct with a field a member; `NAME.state` tells a key that is absent (1) and one that does
not stand there at all (2). Members of an enumeration are their numbers from 0; their names lie in the field's metadata.
See docs/records.md.
"""

import json
from collections.abc import Iterator

import pyarrow as pa

from iomrules.facts.record import (
    ByKeyKind,
    DateKind,
    EnumKind,
    Fact,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Schema,
    Shape,
    TruthKind,
)

#: who the person is, beside the facts
IDENTITY = ("id", "surname", "given", "patronymic", "form_class", "sex")
ABSENT_SUFFIX, STATE_SUFFIX = ".absent", ".state"
#: a state of one key
GIVEN, KEY_ABSENT, NOT_THERE = 0, 1, 2
#: decimal places kept of a number that need not be whole
PLACES = 6
MEMBERS = b"iomrules.members"
_SMALL = ((pa.int8(), 7), (pa.int16(), 15), (pa.int32(), 31))
_MARK = "отметка"


def arrow_schema(schema: Schema, shape: str) -> pa.Schema:
    """The columns of people of one shape."""
    facts = schema.shapes[shape]
    identity = [pa.field(name, pa.string()) for name in IDENTITY if name == "id" or facts.fact(name) is None]
    return pa.schema([*identity, *record_fields(schema, facts)])


def record_fields(schema: Schema, shape: Shape) -> Iterator[pa.Field]:
    """The fields of a record, each fact with what stands beside it."""
    for fact in shape.facts:
        yield pa.field(fact.name, arrow_type(schema, fact.kind), metadata=_members(schema, fact.kind))
        if isinstance(fact.kind, ByKeyKind):
            members = schema.enumerations[fact.kind.enumeration].members
            yield pa.field(fact.name + STATE_SUFFIX, pa.struct([pa.field(each, pa.int8()) for each in members]))
        elif may_be_absent(fact):
            yield pa.field(fact.name + ABSENT_SUFFIX, pa.bool_())


def may_be_absent(fact: Fact) -> bool:
    """An optional fact, or a mark, which may be excused."""
    return fact.optional or (isinstance(fact.kind, NumberKind) and fact.kind.unit == _MARK)


def arrow_type(schema: Schema, kind: Kind) -> pa.DataType:
    """The Arrow type of a kind."""
    match kind:
        case NumberKind(whole=True, low=low, high=high):
            if low is not None and high is not None:
                return next((small for small, bits in _SMALL if -(1 << bits) <= low and high < 1 << bits), pa.int64())
            return pa.int64()
        case NumberKind():
            return pa.decimal128(18, PLACES)
        case TruthKind():
            return pa.bool_()
        case DateKind():
            return pa.date32()
        case EnumKind(enumeration=name):
            return pa.int8() if len(schema.enumerations[name].members) < 128 else pa.int16()
        case RecordKind(shape=name):
            return pa.struct(list(record_fields(schema, schema.shapes[name])))
        case ListKind(element=element):
            return pa.list_(pa.field("item", arrow_type(schema, element), metadata=_members(schema, element)))
        case ByKeyKind(enumeration=name, element=element):
            members = schema.enumerations[name].members
            inner, words = arrow_type(schema, element), _members(schema, element)
            return pa.struct([pa.field(each, inner, metadata=words) for each in members])
    return pa.string()


def usual(columns: pa.Schema) -> pa.Schema:
    """The same columns where long texts and lists, which some programs write, are plain ones."""
    return pa.schema([field.with_type(_usual(field.type)) for field in columns])


def _usual(found: pa.DataType) -> pa.DataType:
    kinds = pa.types
    if kinds.is_large_string(found) or kinds.is_string_view(found):
        return pa.string()
    if kinds.is_large_list(found) or kinds.is_list(found):
        return pa.list_(found.value_field.with_type(_usual(found.value_type)))
    if kinds.is_struct(found):
        return pa.struct([each.with_type(_usual(each.type)) for each in found])
    return found


def layout_faults(schema: Schema, shape: str, columns: pa.Schema) -> Iterator[tuple[str, str]]:
    """Columns of another type than their fact is read from, and an id that lacks: in Russian and English."""
    if columns.get_field_index("id") < 0:
        yield "нет столбца «id»", "there is no column `id`"
    for fact in schema.shapes[shape].facts:
        place = columns.get_field_index(fact.name)
        if place >= 0:
            wanted = arrow_type(schema, fact.kind)
            yield from _type_faults(fact.name, columns.field(place).type, wanted)


def _type_faults(name: str, found: pa.DataType, wanted: pa.DataType) -> Iterator[tuple[str, str]]:
    kinds = pa.types
    if kinds.is_struct(wanted) and kinds.is_struct(found):
        for each in found:
            if (place := wanted.get_field_index(each.name)) >= 0:
                yield from _type_faults(f"{name}.{each.name}", each.type, wanted.field(place).type)
    elif kinds.is_list(wanted) and kinds.is_list(found):
        yield from _type_faults(name, found.value_type, wanted.value_type)
    elif not (found == wanted or _stands_for(found, wanted)):
        yield f"«{name}» — {found}, а нужен {wanted}", f"`{name}` is {found}, not {wanted}"


def _stands_for(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whole numbers of any width; members and texts by name, also from a dictionary; decimals of other places."""
    kinds = pa.types
    named = kinds.is_string(found) or (kinds.is_dictionary(found) and kinds.is_string(found.value_type))
    if kinds.is_integer(wanted) or kinds.is_decimal(wanted):
        signed = kinds.is_signed_integer(found) or found == pa.uint8()
        return bool(signed or kinds.is_decimal128(found) or (named and kinds.is_integer(wanted)))
    return bool(named and kinds.is_string(wanted))


def _members(schema: Schema, kind: Kind) -> dict[bytes, bytes] | None:
    if not isinstance(kind, EnumKind):
        return None
    return {MEMBERS: json.dumps(schema.enumerations[kind.enumeration].members, ensure_ascii=False).encode()}


def member_names(field: pa.Field) -> tuple[str, ...] | None:
    """The members that the numbers of a column mean, or None where it does not say."""
    told = (field.metadata or {}).get(MEMBERS)
    return tuple(json.loads(told)) if told else None
