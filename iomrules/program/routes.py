"""Routes of a checked program and what they consist of."""

from iomrules.frozen import frozen
from iomrules.program.declarations import About, Applies
from iomrules.program.nodes import Elements, Node
from iomrules.source import PLACE, Span
from iomrules.values import Number


@frozen
class Item:
    """An obligatory item.

    key: of a catalogue's entry, or a name given on the spot. hours: said in the rule, or None (the entry's).
    """

    key: str
    title: str = ""
    hours: Number | None = None
    unit: str = ""
    catalogue: str = ""
    span: Span = PLACE


@frozen
class Obligatory:
    items: tuple[Item, ...] = ()
    entries: Elements | None = None
    basis: str = ""
    span: Span = PLACE


@frozen
class Choice:
    """From `low` to `high` entries within a number of hours.

    order: over the entry, the greatest first, or the least where `ascending`; None: the catalogue's order.
    """

    low: int
    high: int
    entries: Elements
    order: Node | None = None
    within: Node | None = None
    basis: str = ""
    ascending: bool = False
    span: Span = PLACE


@frozen
class PartnerModule:
    """partner: a catalogue key or a name; title: of the partner for people.

    seats: for how many people, or None for any number. queue: the rating by which they come where seats run short.
    """

    partner: str
    title: str
    module: str
    hours: Number | None = None
    unit: str = ""
    condition: Node | None = None
    basis: str = ""
    seats: Node | None = None
    queue: str = ""
    span: Span = PLACE


@frozen
class Activity:
    title: str
    term: str = ""
    condition: Node | None = None
    basis: str = ""
    span: Span = PLACE


@frozen
class Mentor:
    """The first entry that satisfies, in the order a choice has."""

    entries: Elements
    order: Node | None = None
    ascending: bool = False
    span: Span = PLACE


@frozen
class Control:
    """period: `quarter`, `half`, `year`."""

    period: str
    what: str = ""


@frozen
class Route:
    """earlier: as of a rule."""

    about: About
    applies: Applies
    condition: Node | None = None
    sort: str = ""
    goal: str = ""
    obligatory: tuple[Obligatory, ...] = ()
    choices: tuple[Choice, ...] = ()
    load: Node | None = None
    modules: tuple[PartnerModule, ...] = ()
    activities: tuple[Activity, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    controls: tuple[Control, ...] = ()
    documents: tuple[str, ...] = ()
    alongside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    earlier: tuple["Route", ...] = ()
