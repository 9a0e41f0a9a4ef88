"""People out of an Arrow batch, a column at a time: for those few of a great many that are decided one by one.

Values of one fact are made together for everybody, elements of everybody's lists together too; only then does each
person get their own.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

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
    STATE_SUFFIX,
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
    layout_of,
    missing,
)
from iomrules.source import Cell
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value, decimal_text, entries

#: a value a row; None where the file says nothing
Values: TypeAlias = list[Any]


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
    try:
        return tuple(_people(batch, schema, shape))
    except InputError as error:
        if batch.num_rows == 1:
            return ((str(batch.column("id")[0].as_py()), error.diagnostics[0]),)
    half = batch.num_rows // 2
    return (*read_rows(batch.slice(0, half), schema, shape), *read_rows(batch.slice(half), schema, shape))


def _people(batch: pa.RecordBatch, schema: Schema, shape: str) -> list[Person]:
    declared = schema.shapes[shape]
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    count = batch.num_rows
    whose = [str(each) for each in columns["id"].to_pylist()]
    own = {
        name: [each or "" for each in columns[name].to_pylist()]
        if name in columns and declared.fact(name) is None
        else [""] * count
        for name in IDENTITY[1:]
    }
    reader = _Reader(schema, whose[0] if count == 1 else "")
    facts = reader.records(declared, columns, batch.schema, count, lambda fact: Unknown((missing(fact),)))
    names = map(PersonName, own["surname"], own["given"], own["patronymic"])
    given = (Entry(shape, fields, person) for person, fields in zip(whose, facts, strict=True))
    every = zip(whose, given, names, own["form_class"], own["sex"], strict=True)
    people = [Person(person, shape, entry, name, form, sex) for person, entry, name, form, sex in every]
    layout_of(schema, shape).lay_all(people)
    return people


class _Reader:
    """Arrow arrays as values. person: whose they are, for messages, where they are one person's."""

    def __init__(self, schema: Schema, person: str) -> None:
        self.schema, self.person = schema, person

    def records(
        self, shape: Shape, columns: dict[str, Any], layout: Any, count: int, blank: Callable[[Fact], Value]
    ) -> list[dict[str, Value]]:
        """The fields of so many records. blank: what null is where nothing beside it says more."""
        names = [fact.name for fact in shape.facts]
        every = [self.facts(fact, columns, layout, count, blank(fact)) for fact in shape.facts]
        if not every:
            return [{} for _ in range(count)]
        return [dict(zip(names, values, strict=True)) for values in zip(*every, strict=True)]

    def facts(self, fact: Fact, columns: dict[str, Any], layout: Any, count: int, blank: Value) -> Values:
        """One fact of each record."""
        array = columns.get(fact.name)
        if array is None:
            return [blank] * count
        field = layout.field(fact.name)
        if isinstance(fact.kind, ByKeyKind):
            found = self.by_key(array, columns.get(fact.name + STATE_SUFFIX), fact, fact.kind)
            return [blank if each is None else each for each in found]
        found = self.values(array, fact.kind, fact, field)
        if not array.null_count:
            return found
        beside = columns.get(fact.name + ABSENT_SUFFIX)
        if beside is None:
            return [blank if each is None else each for each in found]
        nothing = {None: blank, True: ABSENT, False: Unknown((missing(fact),))}
        told = zip(found, beside.to_pylist(), strict=True)
        return [nothing[gone] if each is None else each for each, gone in told]

    def values(self, array: Any, kind: Kind, fact: Fact, field: pa.Field) -> Values:
        """Values of a kind; None for null."""
        match kind:
            case NumberKind():
                return self._numbers(array.to_pylist(), kind, fact)
            case EnumKind(enumeration=name):
                return self._members(array.to_pylist(), name, fact, field)
            case ListKind(element=element):
                return self._lists(array, element, fact)
            case RecordKind(shape=shape):
                return self._entries(array, self.schema.shapes[shape], field.type)
        return array.to_pylist()  # type: ignore[no-any-return]  # bool, date or str as Arrow gives them

    def _numbers(self, raw: Values, kind: NumberKind, fact: Fact) -> Values:
        known = {each: self._number(each, kind, fact) for each in set(raw) if each is not None}
        return [known.get(each) for each in raw]

    def _number(self, raw: Any, kind: NumberKind, fact: Fact) -> Value:
        number, low, high = Fraction(raw), kind.low, kind.high
        if (low is not None and number < low) or (high is not None and number > high):
            bounds = f"{'…' if low is None else decimal_text(low)}–{'…' if high is None else decimal_text(high)}"
            at, value = Cell(self.person, column=fact.name), decimal_text(number)
            raise InputError([codes.OUT_OF_BOUNDS.at(at, field=missing(fact).fact, value=value, bounds=bounds)])
        return int(number) if number.denominator == 1 else number

    def _members(self, raw: Values, name: str, fact: Fact, field: pa.Field) -> Values:
        members = self.schema.enumerations[name].members
        named = member_names(field) or members
        known = {each: self._member(each, name, members, named, fact) for each in set(raw) if each is not None}
        return [known.get(each) for each in raw]

    def _member(self, raw: Any, name: str, members: Sequence[str], named: Sequence[str], fact: Fact) -> Member:
        told = raw if isinstance(raw, str) else named[raw] if 0 <= raw < len(named) else str(raw)
        if told not in members:
            at, word = Cell(self.person, column=fact.name), missing(fact).fact
            raise InputError([codes.NOT_A_MEMBER.at(at, field=word, value=told, hint_ru="", hint_en="")])
        return Member(name, told, members.index(told))

    def _lists(self, array: Any, element: Kind, fact: Fact) -> Values:
        edges = array.offsets.to_pylist()
        inner = array.values.slice(edges[0], edges[-1] - edges[0]) if edges else array.values
        lost = Unknown((missing(fact),))
        every = [lost if each is None else each for each in self.values(inner, element, fact, array.type.value_field)]
        gone = array.is_null().to_pylist() if array.null_count else [False] * len(array)
        first = edges[0] if edges else 0
        starts, ends = edges[:-1], edges[1:]
        return [
            None if null else tuple(every[start - first : end - first])
            for null, start, end in zip(gone, starts, ends, strict=True)
        ]

    def _entries(self, array: Any, shape: Shape, layout: pa.StructType) -> Values:
        columns = dict(zip((each.name for each in layout), array.flatten(), strict=True))
        made = self.records(shape, columns, layout, len(array), _blank_of_a_field)
        listed = entries(shape.name, made, [""] * len(made))
        if not array.null_count:
            return listed
        return [None if null else each for null, each in zip(array.is_null().to_pylist(), listed, strict=True)]

    def by_key(self, array: Any, states: Any, fact: Fact, kind: ByKeyKind) -> Values:
        """What is held under keys; None where nobody says. A state beside it tells of a key without a value."""
        members = self.schema.enumerations[kind.enumeration].members
        told = {each: array.type.get_field_index(each) for each in members}
        columns, beside = array.flatten(), states.flatten() if states is not None else []
        held = []
        for member in (each for each in members if told[each] >= 0):
            values = self.values(columns[told[member]], kind.element, fact, array.type.field(told[member]))
            place = states.type.get_field_index(member) if states is not None else -1
            given = beside[place].to_pylist() if place >= 0 else [GIVEN] * len(array)
            held.append((member, values, given, Unknown((missing(fact, member),))))
        gone = array.is_null().to_pylist() if array.null_count else [False] * len(array)
        return [
            None
            if null
            else ByKey(
                tuple(
                    (member, ABSENT if given[row] == KEY_ABSENT else lost if values[row] is None else values[row])
                    for member, values, given, lost in held
                    if given[row] != NOT_THERE
                )
            )
            for row, null in enumerate(gone)
        ]


def _blank_of_a_field(fact: Fact) -> Value:
    return ABSENT if fact.optional else Unknown((missing(fact),))
