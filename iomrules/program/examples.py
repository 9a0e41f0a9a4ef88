"""Examples of a checked program: the facts given, and what is expected of them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from iomrules.frozen import field, frozen
from iomrules.source import PLACE, Span
from iomrules.values import Number, Value


def read_only(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy that nobody can change, for a record to hold."""
    # What stands in another record already is as unchangeable as it was there.
    return given if type(given) is MappingProxyType else MappingProxyType(dict(given))


@frozen
class ExpectedReason:
    """text: a stretch of the explanation; or fact (a declared name), key, value, operator and bound, each given
    or None/empty.
    """

    text: str = ""
    name: str = ""
    key: str = ""
    value: Value | None = None
    operator: str = ""
    bound: Value | None = None
    span: Span = PLACE


@frozen
class Expected:
    """target: a declared name.

    sort: `is`, `not_applicable`; of a rating `place`, `shared_place`, `group` (value: a number), `no_place`; of a
    selection `admitted`, `not_admitted`, `council`; of a route `contains`, `lacks` (value: a key or a title), `courses`
    (value: keys or titles of all that it consists of), `hours`. value: what is expected, or None.
    unknown: неизвестно is expected. quoted: the value stands in quotes, so that a part of a title is enough.
    person: whose it is, in an example of several people; hours: of what a route contains, or None.
    """

    target: str
    sort: str
    value: Value | None
    unknown: bool = False
    because: tuple[ExpectedReason, ...] = ()
    quoted: bool = False
    person: str = ""
    hours: Number | None = None
    span: Span = PLACE


@frozen
class ExamplePerson:
    """One of several people of an example. facts: all of them, those said of everybody too; name: as in the example."""

    name: str
    facts: Mapping[str, object] = field(converter=read_only)
    span: Span = PLACE


@frozen
class Example:
    """facts: in the plain form that any program would send (see docs/records.md), to be checked like any other
    record; where there are several people, those said of everybody.

    people: several, in the order met; empty where the example is about one, who needs no name.
    settings: parameter -> what it is worth in this example, whatever the day.
    """

    title: str
    person: str
    facts: Mapping[str, object] = field(converter=read_only)
    on: date | None = None
    expected: tuple[Expected, ...] = ()
    people: tuple[ExamplePerson, ...] = ()
    settings: Mapping[str, Value] = field(factory=dict, converter=read_only)
    span: Span = PLACE
