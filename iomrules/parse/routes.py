"""Routes as written, and what they consist of."""

from iomrules.frozen import frozen
from iomrules.parse.declarations import Applies, Clauses
from iomrules.parse.expressions import Collection, Expression
from iomrules.parse.literals import Name, NumberLiteral, TextLiteral
from iomrules.source import PLACE, Span


@frozen
class Item:
    """An obligatory item: a catalogue's key, or something named on the spot with a title. hours: said here, or None."""

    name: Name
    title: str = ""
    hours: NumberLiteral | None = None
    span: Span = PLACE


@frozen
class Obligatory:
    """Items, or all entries of a catalogue that satisfy a condition."""

    items: tuple[Item, ...] = ()
    entries: Collection | None = None
    basis: TextLiteral | None = None
    span: Span = PLACE


@frozen
class Choice:
    """`на выбор от 1 до 3 курсов где … по убыванию полезности в пределах остатка_часов`.

    ascending: `по возрастанию`, the least first.
    """

    low: int
    high: int
    entries: Collection
    order: Expression | None = None
    within: Expression | None = None
    basis: TextLiteral | None = None
    ascending: bool = False
    span: Span = PLACE


@frozen
class PartnerModule:
    """`партнёр колледж модуль «…» 1 ч/нед если … число мест 15 при нехватке мест по рейтингу успеваемости`."""

    partner: Name
    module: str
    hours: NumberLiteral | None = None
    condition: Expression | None = None
    basis: TextLiteral | None = None
    seats: Expression | None = None
    queue: Name | None = None
    span: Span = PLACE


@frozen
class Activity:
    """`мероприятие «…» срок «ноябрь» если …`: an olympiad, a project, a contest to take part in."""

    title: str
    term: str = ""
    condition: Expression | None = None
    basis: TextLiteral | None = None
    span: Span = PLACE


@frozen
class Mentor:
    """`наставник из наставников где … по убыванию …`: the first entry that satisfies; ascending: the least first."""

    entries: Collection
    order: Expression | None = None
    ascending: bool = False
    span: Span = PLACE


@frozen
class Control:
    """period: `quarter`, `half`, `year`. what: what is looked at."""

    period: str
    what: str = ""
    span: Span = PLACE


@frozen
class Route:
    """sort: the kind of route (`учебный`, `для_одарённых`). load: the limit of hours a week.

    alongside, after: routes it goes with.
    """

    name: Name
    title: str
    condition: Expression | None = None
    applies: Applies | None = None
    sort: Name | None = None
    goal: str = ""
    obligatory: tuple[Obligatory, ...] = ()
    choices: tuple[Choice, ...] = ()
    load: Expression | None = None
    modules: tuple[PartnerModule, ...] = ()
    activities: tuple[Activity, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    controls: tuple[Control, ...] = ()
    documents: tuple[TextLiteral, ...] = ()
    alongside: tuple[Name, ...] = ()
    after: tuple[Name, ...] = ()
    clauses: Clauses = Clauses()
    span: Span = PLACE
