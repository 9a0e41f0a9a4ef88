"""Literals and cells of tables as values of a kind."""

from collections.abc import Callable

from iomrules.codes import program as codes
from iomrules.codes import tables as table_codes
from iomrules.diagnostics import Related
from iomrules.facts.record import (
    DateKind,
    EnumKind,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    TextKind,
    TruthKind,
)
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.kind_words import declared_here, joint_unit, kind_words, said_here
from iomrules.program.members import need_key, need_member
from iomrules.source import NOWHERE, Span
from iomrules.values import Number, Value

#: where the kind that is expected was said
Stated = tuple[Related, ...]


def stated_by(draft: Draft, name: str, kind: Kind, otherwise: Span = NOWHERE) -> Stated:
    """Where a fact, a field or a value is declared to be of a kind."""
    spaces = (*(f"fact of {shape}" for shape in draft.schema.shapes), "value")
    place = next((place for space in spaces if (place := draft.place(space, name)) != NOWHERE), otherwise)
    return () if place == NOWHERE else (declared_here(place, name, kind),)


def read_value(draft: Draft, written: tree.Literal, kind: Kind, stated: Stated = ()) -> Value | None:
    """The value a literal means where `kind` is expected; None where it fits not, which is reported."""
    match kind, written:
        case NumberKind(), tree.NumberLiteral():
            return _number(draft, written, kind, stated)
        case TruthKind(), tree.TruthLiteral(truth=truth):
            return truth
        case DateKind(), tree.DateLiteral(day=day):
            return day
        case TextKind(), tree.TextLiteral(text=text):
            return text
        case EnumKind(enumeration), tree.Name() | tree.TextLiteral():
            return need_member(draft, written, enumeration)
        case KeyKind(catalogue), tree.Name() | tree.TextLiteral():
            return need_key(draft, written, catalogue)
        case ListKind(), tree.TruthLiteral(truth=False):
            return ()
        case ListKind(element), _:
            one = read_value(draft, written, element, stated)
            return None if one is None else (one,)
    misfit(draft, written, kind)
    return None


def misfit(draft: Draft, written: tree.CellContent, kind: Kind) -> None:
    ru, en = kind_words(kind)
    draft.report(table_codes.VALUE_MISFITS, written.span, expected=ru, expected_en=en)


def _number(draft: Draft, written: tree.NumberLiteral, kind: NumberKind, stated: Stated) -> Number | None:
    number = written.number
    if joint_unit(own := NumberKind(written.unit), kind) is None:
        related = (said_here(written.span, own), *stated)
        draft.report(codes.UNITS_DIFFER, written.span, related=related, first=written.unit, second=kind.unit)
        return None
    if kind.whole and number != int(number):
        draft.report(table_codes.NOT_WHOLE, written.span)
        return None
    too_low = kind.low is not None and number < kind.low
    if too_low or (kind.high is not None and number > kind.high):
        limits = f"от {kind.low} до {kind.high}", f"{kind.low} to {kind.high}"
        draft.report(table_codes.OUT_OF_RANGE, written.span, limits=limits[0], limits_en=limits[1])
        return None
    return int(number) if number == int(number) else number


def read_list(draft: Draft, cell: tree.ListCell, kind: Kind, stated: Stated = ()) -> tuple[Value, ...] | None:
    """Several values in one cell; None where one of them fits not."""
    values = tuple(read_value(draft, member, kind, stated) for member in cell.members)
    return None if None in values else tuple(value for value in values if value is not None)


def read_test(draft: Draft, cell: tree.CellContent, kind: Kind, stated: Stated = ()) -> core.CellTest | None:
    """What a key must be for its row to fit; None where the cell is at fault."""
    match cell:
        case tree.AnyCell():
            return core.Anything()
        case tree.EmptyCell():
            draft.report(table_codes.KEY_CELL_EMPTY, cell.span)
            return None
        case tree.ListCell():
            values = read_list(draft, cell, unbounded(kind), stated)
            return None if values is None else core.Is(values)
        case tree.Band():
            return _band(draft, cell, unbounded(kind), stated)
        case tree.TruthLiteral(truth=False) if not isinstance(kind, TruthKind):
            return core.IsAbsent()
        case _:
            value = read_value(draft, cell, unbounded(kind), stated)
            return None if value is None else core.Is((value,))


def unbounded(kind: Kind) -> Kind:
    """The kind without bounds: a band may say more than a fact can hold."""
    return NumberKind(kind.unit) if isinstance(kind, NumberKind) else kind


def _band(draft: Draft, band: tree.Band, kind: Kind, stated: Stated) -> core.CellTest | None:
    if not is_ordered(draft, kind):
        ru, en = kind_words(kind)
        draft.report(table_codes.BAND_WITHOUT_ORDER, band.span, kind=ru, kind_en=en)
        return None
    low = read_value(draft, band.low, kind, stated) if band.low is not None else None
    high = read_value(draft, band.high, kind, stated) if band.high is not None else None
    if (band.low is not None and low is None) or (band.high is not None and high is None):
        return None
    return core.InBand(low, high, band.low_strict, band.high_strict)


def is_ordered(draft: Draft, kind: Kind) -> bool:
    """Whether one value of the kind can be less than another."""
    match kind:
        case NumberKind() | DateKind():
            return True
        case EnumKind(enumeration):
            return draft.schema.enumerations[enumeration].ordered
    return False


_KINDS: tuple[tuple[type, Kind], ...] = (
    (tree.TruthLiteral, TruthKind()),
    (tree.DateLiteral, DateKind()),
    (tree.TextLiteral, TextKind()),
)


def kind_of_literals(
    draft: Draft, literals: tuple[tree.Literal, ...], enumerations_of: Callable[[tree.Name], tuple[str, ...]]
) -> Kind | None:
    """The one kind all literals are of, or None where they are of several or of none. Nothing is reported."""
    numbers = [each for each in literals if isinstance(each, tree.NumberLiteral)]
    if len(numbers) == len(literals) and numbers:
        units = {each.unit for each in numbers if each.unit}
        whole = all(each.number == int(each.number) for each in numbers)
        return NumberKind(units.pop() if len(units) == 1 else "", whole) if len(units) <= 1 else None
    for sort, kind in _KINDS:
        if literals and all(isinstance(each, sort) for each in literals):
            return kind
    names = [each for each in literals if isinstance(each, tree.Name)]
    if not names or len(names) < len(literals):
        return None
    shared = set(enumerations_of(names[0])).intersection(*(enumerations_of(name) for name in names[1:]))
    return EnumKind(min(shared)) if len(shared) == 1 else None
