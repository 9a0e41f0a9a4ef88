"""The elements in hand: which elements of a list, by-key fact or catalogue are meant, for certain or perhaps."""

from collections.abc import Mapping

from attrs import frozen

from iomrules.facts.record import ByKeyKind, Kind, ListKind, RecordKind, Schema
from iomrules.values import ABSENT, ByKey, Entry, Missing, Truth, Unknown, Value


@frozen
class Held:
    """One element. key: where it stands in a by-key fact, else empty. in_window, holds: True, False or Unknown.

    holds: whether the element is meant: in the window and as `where` says.
    """

    element: Value
    key: str = ""
    in_window: Truth = True
    holds: Truth = True


@frozen
class Source:
    """The elements of a collection before any condition.

    blank: the list itself is not known, and the elements stand for whatever may be in it.
    open: not empty where there may be more elements than stand here.
    """

    elements: tuple[tuple[str, Value], ...]
    blank: Unknown | None = None
    open: tuple[Missing, ...] = ()


def source_of(value: Value, kind: Kind, bound: int, schema: Schema) -> Source:
    """The elements of a list's value. kind: of the list; bound: the most there can be, 0 where nobody says."""
    match value:
        case Unknown():
            limit = bound or _bound(kind, schema)
            blank = blank_element(kind, schema, value)
            return Source((("", blank),) * (limit or 1), value, () if limit else value.missing)
        case ByKey():
            return Source(tuple((key, each) for key, each in value))
        case tuple():
            return Source(tuple(("", each) for each in value))
    if value is ABSENT:
        return Source(())
    raise TypeError(f"{type(value).__name__} holds no elements")


def blank_element(kind: Kind, schema: Schema, cause: Unknown) -> Value:
    """An element of a list that is not known: every field of it is unknown for the same reason."""
    element = kind.element if isinstance(kind, ListKind | ByKeyKind) else kind
    if isinstance(element, RecordKind) and (shape := schema.shapes.get(element.shape)):
        fields: Mapping[str, Value] = {fact.name: Unknown(cause.missing) for fact in shape.facts}
        return Entry(shape.name, fields)
    return Unknown(cause.missing)


def _bound(kind: Kind, schema: Schema) -> int:
    match kind:
        case ListKind(bound=bound):
            return bound
        case ByKeyKind(enumeration=enumeration):
            return len(schema.enumerations[enumeration].members)
    return 0
