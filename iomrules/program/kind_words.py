"""Kinds in words, where they come from, and whether two agree."""

from collections.abc import Iterable

from iomrules.diagnostics import Related
from iomrules.facts.record import (
    ByKeyKind,
    DateKind,
    EnumKind,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    TextKind,
    TruthKind,
)
from iomrules.frozen import evolve
from iomrules.source import Span

_MARK, _POINTS = "отметка", "балл"
#: units that a product loses: a mark times ten is points or whatever it is used as
BARE = frozenset({"", _MARK})


def said_here(span: Span, kind: Kind) -> Related:
    """A pointer to a literal, or to what is computed: its place is where its unit comes from."""
    ru, en = kind_words(kind)
    return Related(span, f"здесь {ru}", f"{en} here")


def declared_here(span: Span, name: str, kind: Kind) -> Related:
    """A pointer to what is declared to be of a kind."""
    ru, en = kind_words(kind)
    return Related(span, f"«{name}»: {ru}, объявлено здесь", f"`{name}`: {en}, declared here")


def wanted_here(span: Span, unit: str) -> Related:
    """A pointer to where numbers of one unit alone may stand."""
    return Related(span, f"здесь нужно число ({unit})", f"a number ({unit}) is wanted here")


def kind_words(kind: Kind) -> tuple[str, str]:
    """The kind for a message, in Russian and in English."""
    match kind:
        case NumberKind(unit=unit):
            return (f"число ({unit})", f"a number ({unit})") if unit else ("число", "a number")
        case TruthKind():
            return "да/нет", "yes/no"
        case DateKind():
            return "дата", "a date"
        case TextKind():
            return "текст", "text"
        case EnumKind(enumeration):
            return f"одно из перечня «{spoken(enumeration)}»", f"a member of `{enumeration}`"
        case RecordKind(shape):
            return f"сведения «{shape}»", f"a record `{shape}`"
        case KeyKind(catalogue):
            return f"код из справочника «{catalogue}»", f"a key of `{catalogue}`"
        case ListKind(element):
            ru, en = kind_words(element)
            return f"список ({ru})", f"a list ({en})"
        case ByKeyKind(enumeration, element):
            ru, en = kind_words(element)
            return f"{ru} по каждому из перечня «{spoken(enumeration)}»", f"{en} for each of `{enumeration}`"


def spoken(enumeration: str) -> str:
    """The name of an enumeration as an author knows it: one written inside a record goes by its field."""
    return enumeration.rpartition(".")[2]


def joint_unit(first: NumberKind, second: NumberKind) -> str | None:
    """The unit of a sum of both, or None where they do not agree. A mark may be said in points: «4,5 балла»."""
    one, other = first.unit, second.unit
    if one == other or not other:
        return one
    if not one:
        return other
    return _POINTS if {one, other} == {_MARK, _POINTS} else None


def in_quotes(names: Iterable[str]) -> tuple[str, str]:
    """Names one after another, in Russian and in English: «балл», «часы»."""
    listed = tuple(names)
    return ", ".join(f"«{name}»" for name in listed), ", ".join(f"`{name}`" for name in listed)


def joined(first: Kind, second: Kind) -> Kind | None:
    """The kind that holds values of both, or None: numbers widen, anything else must be the same."""
    if isinstance(first, NumberKind) and isinstance(second, NumberKind):
        unit = joint_unit(first, second)
        return None if unit is None else NumberKind(unit, first.whole and second.whole)
    if isinstance(first, ListKind) and isinstance(second, ListKind):
        element = joined(first.element, second.element)
        return None if element is None else ListKind(element, max(first.bound, second.bound))
    return first if first == second else None


def is_collection(kind: Kind) -> bool:
    """Whether there are elements to go through."""
    return isinstance(kind, ListKind | ByKeyKind)


def plain(kind: Kind) -> Kind:
    """A kind without the bounds of one fact: what a value of it may be compared with."""
    return evolve(kind, low=None, high=None) if isinstance(kind, NumberKind) else kind
