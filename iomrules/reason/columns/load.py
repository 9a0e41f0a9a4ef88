"""Arrow arrays as columns, without a copy where the values lie as they are needed."""

import json
from typing import Any

import numpy as np
import pyarrow as pa

from iomrules.facts.record import DateKind, EnumKind, KeyKind, Kind, NumberKind, Schema, TextKind, TruthKind
from iomrules.frozen import frozen
from iomrules.reason.columns.column import Array, Codes, Column, Mask, Numbers, Truths, any_of, filled, some, zeroed
from iomrules.reason.columns.step import Unsupported, scaled
from iomrules.values import Number

#: an unbounded fact is taken to lie within; a row beyond is decided by the row engine
ASSUMED = 10**9
_MEMBERS = b"iomrules.members"
_WHOLE = {pa.int8(): np.int8, pa.int16(): np.int16, pa.int32(): np.int32, pa.int64(): np.int64, pa.uint8(): np.uint8}


@frozen
class Reader:
    """How one Arrow column of a declared kind is read.

    scale, least, greatest: of numbers. low, high: bounds of a number not known, None where open. members: the code of
    each number that stands in the file, or None where they are the same. optional: what is not known has no bounds.
    """

    sort: str
    scale: int = 1
    least: int = 0
    greatest: int = 0
    low: Number | None = None
    high: Number | None = None
    members: tuple[int, ...] | None = None
    of: str = ""

    def raw(self, array: pa.Array, absent: pa.Array | None, words: "Words", blank_absent: bool) -> "Raw":
        """blank_absent: null means absent where nothing beside it says otherwise."""
        missing = nulls(array)
        gone: Mask = None
        if missing is not None:
            if absent is not None:
                told = nulls(absent)
                gone = bools(absent) & missing if told is None else bools(absent) & missing & ~told
                if blank_absent and told is not None:
                    gone = gone | (told & missing)
            elif blank_absent:
                gone = missing
            if gone is not None:
                missing, gone = some(missing & ~gone), some(gone)
        values, lost = self._values(array, any_of(missing, gone), words)
        return Raw(values, missing, gone, lost)

    def _values(self, array: pa.Array, blank: Mask, words: "Words") -> tuple[Array, Mask]:
        match self.sort:
            case "truth":
                return bools(array), None
            case "text":
                return words.codes(array), None
            case "date":
                values = whole(array)
            case "member":
                values = whole(array) if pa.types.is_integer(array.type) else self._named(array)
            case _:
                return self._numbers(array, blank)
        values = zeroed(values, blank)
        lost: Mask = None
        if self.sort == "member" and len(values):
            most = self.greatest if self.members is None else len(self.members) - 1
            if values.min() < 0 or values.max() > most:
                lost = some((values < 0) | (values > most))
                values = np.clip(values, 0, most)
        if self.members is not None:
            values = np.array(self.members, np.int16).take(values, mode="clip")
        return values, lost

    def _named(self, array: pa.Array) -> Array:
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        names = {name: code for code, name in enumerate(self.of.split("\n")[1:])}
        codes = np.array([names.get(each, -1) for each in encoded.dictionary.to_pylist()] or [0], np.int16)
        return codes.take(whole(encoded.indices), mode="clip")

    def _numbers(self, array: pa.Array, blank: Mask) -> tuple[Array, Mask]:
        lost: Mask = None
        if pa.types.is_decimal(array.type):
            words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
            values = words[:, 0]
            lost = words[:, 1] != values >> 63
        else:
            values = whole(array)
        values = zeroed(values, blank)
        if len(values) and (values.min() < self.least or values.max() > self.greatest):
            lost = any_of(lost, (values < self.least) | (values > self.greatest))
        if lost is not None and blank is not None:
            lost = lost & ~blank
        lost = some(lost)
        return (values if lost is None else np.clip(values, self.least, self.greatest)), lost


@frozen
class Raw:
    """Values as they stand; under a mask they mean nothing."""

    values: Array
    unknown: Mask
    absent: Mask
    lost: Mask

    def column(self, reader: Reader, *, bounded: bool) -> Column:
        """As a column. bounded: a number not known lies within its kind's bounds."""
        match reader.sort:
            case "truth":
                if self.unknown is None and self.absent is None:
                    return Truths(self.values)
                known = self.values if self.unknown is None else self.values & ~self.unknown
                yes = known if self.absent is None else known & ~self.absent
                return Truths(yes, ~yes if self.unknown is None else ~(yes | self.unknown))
            case "number":
                return self._numbers(reader, bounded)
        return Codes(self.values, self.unknown, self.absent, self.lost)

    def _numbers(self, reader: Reader, bounded: bool) -> Numbers:
        if self.unknown is None:
            return Numbers(self.values, self.values, absent=self.absent, lost=self.lost)
        low, high = (reader.low, reader.high) if bounded else (None, None)
        if low is not None and low == high:
            lost = any_of(self.lost, self.unknown)
            return Numbers(self.values, self.values, absent=self.absent, lost=lost)
        kind = self.values.dtype.type
        least, greatest = (None if each is None else scaled(each, reader.scale) for each in (low, high))
        lows = self.values if least is None else filled(self.values, self.unknown, kind(least))
        highs = self.values if greatest is None else filled(self.values, self.unknown, kind(greatest))
        if lows is highs:
            highs = highs.view()  # another object: not every number is known
        return Numbers(
            lows,
            highs,
            self.unknown if low is None else None,
            self.unknown if high is None else None,
            self.absent,
            self.lost,
        )


class Words:
    """Texts and keys of one block as numbers, the same text the same number."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def code(self, text: str) -> int:
        return self.known.setdefault(text, len(self.known))

    def codes(self, array: pa.Array) -> Array:
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        told = np.array([self.code(each or "") for each in encoded.dictionary.to_pylist()] or [0], np.int32)
        indices = whole(encoded.indices)
        if encoded.null_count:
            indices = np.where(nulls(encoded), indices.dtype.type(0), indices)
        return told.take(indices, mode="clip")


def reader(schema: Schema, kind: Kind, field: pa.Field, *, optional: bool) -> Reader:
    """How a column is read. Raises Unsupported for a kind or a type that columns have no way for."""
    match kind:
        case NumberKind():
            return _number_reader(kind, field.type, optional)
        case TruthKind() if pa.types.is_boolean(field.type):
            return Reader("truth")
        case DateKind() if field.type == pa.date32():
            return Reader("date")
        case EnumKind(enumeration=name):
            return _member_reader(schema.enumerations[name].members, field, name)
        case TextKind() | KeyKind() if pa.types.is_string(field.type) or pa.types.is_dictionary(field.type):
            return Reader("text")
    raise Unsupported(f"столбец «{field.name}» записан как {field.type}", f"the column `{field.name}` is {field.type}")


def _member_reader(members: tuple[str, ...], field: pa.Field, name: str) -> Reader:
    if not pa.types.is_integer(field.type):
        return Reader("member", of="\n".join((name, *members)), greatest=len(members) - 1)
    told = (field.metadata or {}).get(_MEMBERS)
    named = tuple(json.loads(told)) if told else members
    if not set(named) <= set(members):
        raise Unsupported("значения, которых нет в перечислении", "members unknown to the rules")
    codes = tuple(members.index(each) for each in named)
    same = codes == tuple(range(len(codes)))
    return Reader("member", members=None if same else codes, of=name, greatest=len(members) - 1)


def _number_reader(kind: NumberKind, stored: pa.DataType, optional: bool) -> Reader:
    if pa.types.is_decimal(stored) and stored.scale >= 0:
        scale = 10**stored.scale
    elif stored in _WHOLE:
        scale = 1
    else:
        raise Unsupported(f"число записано как {stored}", f"a number as {stored}")
    low, high = (ASSUMED * sign if each is None else each for each, sign in ((kind.low, -1), (kind.high, 1)))
    bounds = (None, None) if optional else (kind.low, kind.high)
    least, greatest = -(-low * scale // 1), high * scale // 1
    return Reader("number", scale, int(least), int(greatest), *bounds)


# --- arrays ----------------------------------------------------------------------------------------------------------


def whole(array: pa.Array) -> Array:
    """Whole numbers or days, as they lie in memory."""
    kind: Any = _WHOLE.get(array.type, np.int32)
    data = array.buffers()[1]
    if data is None:
        return np.zeros(len(array), kind)
    return np.frombuffer(data, kind)[array.offset : array.offset + len(array)]


def bools(array: pa.Array) -> Array:
    return _bits(array.buffers()[1], array.offset, len(array))


def nulls(array: pa.Array) -> Mask:
    """Where there is no value, or None."""
    if not array.null_count:
        return None
    held = array.buffers()[0]
    if held is None:
        return np.ones(len(array), bool)  # an array of the null type
    return ~_bits(held, array.offset, len(array))


def _bits(data: Any, offset: int, length: int) -> Array:
    if data is None:
        return np.zeros(length, bool)
    first, last = offset // 8, (offset + length + 7) // 8
    packed = np.frombuffer(data, np.uint8)[first:last]
    start = offset - first * 8
    return np.unpackbits(packed, bitorder="little")[start : start + length].view(bool)
