"""Values kept by key: under a key that is said, under one that each person has of their own, and the key in hand."""

from collections.abc import Callable

import numpy as np

from iomrules.facts.record import EnumKind, Kind, Schema
from iomrules.reason.columns.column import Codes, Column, Mask, any_of, some
from iomrules.reason.columns.frame import Blank, Elements
from iomrules.reason.columns.load import Raw
from iomrules.reason.columns.sources import KeySource
from iomrules.reason.columns.step import Frame, Step, Unsupported


def under(source: KeySource, key: str, *, bounded: bool) -> Step:
    """What is kept under one key. bounded: as an operand of arithmetic."""
    how = source.whole
    there = key in source.members

    def run(frame: Frame) -> Column:
        if there:
            return source.under(frame, key)[0].column(how, bounded=bounded)
        nothing = np.zeros(frame.count, bool if how.sort == "truth" else np.int8)
        return Raw(nothing, np.ones(frame.count, bool), None, None).column(how, bounded=bounded)

    return _step(source, run)


def under_own(source: KeySource, schema: Schema, key: Step, *, bounded: bool) -> Step:
    """What is kept under each person's own key; absent where there is no such key, unknown where it is not known."""
    how = source.whole
    if key.sort != "member" or key.of != source.enumeration:
        raise Unsupported("ключ другого вида", "a key of another kind")
    members = schema.enumerations[key.of].members

    def run(frame: Frame) -> Column:
        asked: Codes = key.run(frame)
        codes = np.broadcast_to(asked.codes, frame.count)
        values = np.zeros(frame.count, bool if how.sort == "truth" else np.int64)
        unknown, absent, lost = np.ones(frame.count, bool), np.zeros(frame.count, bool), np.zeros(frame.count, bool)
        for rank, member in enumerate(members):
            own = codes == rank
            if member not in source.members or not own.any():
                continue
            raw = source.under(frame, member)[0]
            values[own] = raw.values[own]
            for mask, of in ((unknown, raw.unknown), (absent, raw.absent), (lost, raw.lost)):
                mask[own] = False if of is None else of[own]
        if asked.unknown is not None:
            unknown |= asked.unknown
            absent &= ~asked.unknown
        if asked.absent is not None:
            absent |= asked.absent
        unknown &= ~absent
        gone: Mask = any_of(asked.lost, some(lost & ~absent & ~unknown))
        return Raw(values, some(unknown), some(absent), gone).column(how, bounded=bounded)

    if how.sort == "truth":
        raise Unsupported("да или нет по своему ключу", "a yes or no under one's own key")
    return _step(source, run)


def key_in_hand(source: KeySource, kind: Kind) -> Step:
    """The member that a value in hand is kept under."""
    if not isinstance(kind, EnumKind) or kind.enumeration != source.enumeration:
        raise Unsupported("ключ другого вида", "a key of another kind")
    ranks = np.array([source.schema.enumerations[kind.enumeration].rank(each) for each in source.members], np.int16)

    def run(frame: Frame) -> Column:
        if isinstance(frame, Blank):
            return Codes(np.zeros(1, np.int16), np.ones(1, bool))
        if not isinstance(frame, Elements):
            raise Unsupported("ключ в таблице о строках списка", "a key in a table of elements")
        return Codes(np.repeat(ranks, frame.block.count))

    return Step("member", run, of=kind.enumeration)


def _step(source: KeySource, run: Callable[[Frame], Column]) -> Step:
    how = source.whole
    return Step(how.sort, run, how.scale, min(how.least, 0), max(how.greatest, 0), of=how.of.partition("\n")[0])
