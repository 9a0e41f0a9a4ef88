"""The collections of a person as columns: lists of records or of plain values, and facts kept by key."""

from typing import Any

import numpy as np
import pyarrow as pa

from iomrules.facts.record import ByKeyKind, Fact, ListKind, RecordKind, Schema
from iomrules.reason.columns.column import Column, Mask, Truths, any_of, some
from iomrules.reason.columns.frame import Block, Elements, list_frame
from iomrules.reason.columns.load import Raw, Reader, nulls, reader, whole
from iomrules.reason.columns.packed import Packed
from iomrules.reason.columns.step import Frame, Step, Unsupported

#: states of a key: given (0), absent (1), not there (2)
_ABSENT, _NOT_THERE = 1, 2


def fact_reader(schema: Schema, fact: Fact, columns: Any) -> Reader:
    """How a fact of a record is read. Raises Unsupported, also where the file has no such column."""
    found = columns.get_field_index(fact.name)
    if found < 0:
        raise Unsupported(f"в файле нет столбца «{fact.name}»", f"the file has no column `{fact.name}`")
    return reader(schema, fact.kind, columns.field(found), optional=fact.optional)


def reading(name: str, how: Reader, *, bounded: bool) -> Step:
    """The step that reads a field of whatever frame it is asked of."""

    def run(frame: Frame) -> Column:
        found: Column = frame.field(name, how, bounded=bounded)
        return found

    return Step(how.sort, run, how.scale, how.least, how.greatest, of=how.of.partition("\n")[0])


class ListSource:
    """A list of records or of plain values. slot: of its frame's steps, counted while compiling."""

    def __init__(self, schema: Schema, fact: Fact, column: pa.Field) -> None:
        assert isinstance(fact.kind, ListKind)
        self.schema, self.fact, self.name = schema, fact, fact.name
        self.bound = fact.kind.bound
        self.slots = 0
        self.packed: dict[Any, Packed] = {}
        if not pa.types.is_list(column.type):
            raise Unsupported(f"список записан как {column.type}", f"a list as {column.type}")
        inner = column.type.value_field
        self.shape = schema.shapes[fact.kind.element.shape] if isinstance(fact.kind.element, RecordKind) else None
        self.fields = inner.type if self.shape else None
        self.whole = None if self.shape else reader(schema, fact.kind.element, inner, optional=False)

    def reader(self, name: str) -> Reader:
        """How a field is read, or the element itself under an empty name."""
        if self.shape is None:
            assert self.whole is not None
            return self.whole
        fact = self.shape.fact(name)
        if fact is None:
            raise Unsupported(f"в файле нет поля «{name}»", f"the file has no field `{name}`")
        return fact_reader(self.schema, fact, self.fields)

    def optional(self, name: str) -> bool:
        fact = self.shape.fact(name) if self.shape else None
        return bool(fact and fact.optional)

    def there(self, frame: Frame) -> Truths | None:
        return None

    def frame(self, block: Block) -> Elements:
        if self.name not in block.frames:
            array = block.array(self.name)
            assert array is not None
            block.frames[self.name] = list_frame(block, array, self.slots, lambda *asked: self._raw(block, *asked))
        return block.frames[self.name]

    def _raw(self, block: Block, name: str, how: Reader) -> Raw:
        array: Any = block.array(self.name)
        first, last = array.offsets[0].as_py(), array.offsets[-1].as_py()
        values = array.values.slice(first, last - first)  # of a slice, Arrow gives the elements of the whole
        if self.shape is None:
            return how.raw(values, None, block.words, blank_absent=False)
        beside = values.type.get_field_index(f"{name}.absent")
        absent = values.field(beside) if beside >= 0 else None
        return how.raw(values.field(name), absent, block.words, blank_absent=self.optional(name))


class KeySource:
    """The values of a fact kept by key: as many turns as there are members in the file."""

    def __init__(self, schema: Schema, fact: Fact, column: pa.Field) -> None:
        assert isinstance(fact.kind, ByKeyKind)
        self.schema, self.fact, self.name = schema, fact, fact.name
        self.enumeration = fact.kind.enumeration
        declared = schema.enumerations[self.enumeration].members
        self.bound = len(declared)
        self.slots = 0
        self.packed: dict[Any, Packed] = {}
        if not pa.types.is_struct(column.type):
            raise Unsupported(f"значения по ключу записаны как {column.type}", f"values by key as {column.type}")
        self.members = tuple(each for each in declared if column.type.get_field_index(each) >= 0)
        kinds = {column.type.field(each).type for each in self.members}
        if len(kinds) != 1:
            raise Unsupported("значения по ключу разных видов", "values by key of several types")
        first = column.type.field(self.members[0])
        self.whole = reader(schema, fact.kind.element, first, optional=False)
        if self.whole.sort == "text":
            raise Unsupported("тексты по ключу", "texts by key")

    def reader(self, name: str) -> Reader:
        return self.whole

    def optional(self, name: str) -> bool:
        return False

    def there(self, frame: Frame) -> Truths | None:
        """Which elements stand there at all: one not known may turn out to be absent."""
        if not isinstance(frame, Elements):
            return None
        raw = frame.in_order("", self.whole)
        if raw.unknown is None and raw.absent is None:
            return None
        no = np.zeros(frame.count, bool) if raw.absent is None else raw.absent
        return Truths(~any_of(raw.unknown, raw.absent), no)

    def frame(self, block: Block) -> Elements:
        if self.name not in block.frames:
            sizes = [block.count] * len(self.members)
            array = block.array(self.name)
            assert array is not None
            frame = Elements(block, self.slots, lambda *asked: self._raw(block), sizes, blank=nulls(array))
            block.frames[self.name] = frame
        return block.frames[self.name]

    def _raw(self, block: Block) -> Raw:
        """All values of all keys; what is not there counts as absent here."""
        each = [self.under(block, member) for member in self.members]

        def joined(masks: list[Mask]) -> Mask:
            if all(mask is None for mask in masks):
                return None
            return np.concatenate([np.zeros(block.count, bool) if mask is None else mask for mask in masks])

        gone = joined([any_of(raw.absent, away) for raw, away in each])
        unknown = joined([raw.unknown for raw, _ in each])
        if unknown is not None and gone is not None:
            unknown = some(unknown & ~gone)
        return Raw(np.concatenate([raw.values for raw, _ in each]), unknown, gone, joined([r.lost for r, _ in each]))

    def under(self, block: Block, member: str) -> tuple[Raw, Mask]:
        """The values under one key, and where the key does not stand at all: there the value counts as unknown."""
        kept = block.raw.get(f"{self.name}\n{member}")
        array: Any = block.array(self.name)
        values = array.field(member)
        away = nulls(array)
        states = block.array(f"{self.name}.state")
        gone: Mask = None
        if states is not None and states.type.get_field_index(member) >= 0:
            told = states.field(member)
            state = whole(told)
            blank = any_of(nulls(states), nulls(told))
            if blank is not None:
                state = np.where(blank, 0, state)
            gone = some(state == _ABSENT)
            away = some(any_of(away, state == _NOT_THERE)) if away is not None else some(state == _NOT_THERE)
        if kept is None:
            kept = self.whole.raw(values, None, block.words, blank_absent=False)
            unknown = any_of(kept.unknown, away)
            if unknown is not None and gone is not None:
                unknown = some(unknown & ~gone)
            lost = kept.lost if kept.lost is None or away is None else some(kept.lost & ~away)
            kept = Raw(kept.values, unknown, gone, lost)
            block.raw[f"{self.name}\n{member}"] = kept
        return kept, away


Source = ListSource | KeySource
