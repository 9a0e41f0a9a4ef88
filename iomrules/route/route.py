"""The doorway of `route`: a composed route, each line with the reason for it, and what was left out and why."""

from collections.abc import Iterable, Iterator
from datetime import date

from iomrules.facts.record import Person
from iomrules.frozen import frozen
from iomrules.reason.decision import Fault, Reason, Verdict
from iomrules.values import Entry, Missing, Number

#: a catalogue, or nothing for a partner's module, and the key in it: what has seats
Pool = tuple[str, str]


@frozen
class Claim:
    """A seat that a route takes, or may take when more is known.

    sure: takes wherever there is one, whatever the unknown turns out to be. tied: is not sure only because a council
    decides between people who are level.
    """

    pool: Pool
    sure: bool
    tied: bool = False


def merged(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Those of one person, each pool once: a seat in two routes is one seat."""
    found: dict[Pool, Claim] = {}
    for each in claims:
        other = found.get(each.pool, each)
        sure = each.sure or other.sure
        found[each.pool] = Claim(each.pool, sure, tied=each.tied and other.tied and not sure)
    yield from found.values()


@frozen
class Because:
    """Why a line stands in the route.

    text: a short sentence; basis: clauses quoted; reason: the tree below, or None where the rule names it outright.
    order: what a chosen entry was put in order by, or None where the list's own order is kept. english: the sentence
    in English.
    """

    text: str
    basis: tuple[str, ...] = ()
    reason: Reason | None = None
    order: Reason | None = None
    english: str = ""

    def told(self, language: str) -> str:
        return self.english if language == "en" and self.english else self.text


@frozen
class Said:
    """A sentence of a route in both languages."""

    ru: str
    en: str

    def because(
        self, basis: tuple[str, ...] = (), reason: Reason | None = None, order: Reason | None = None
    ) -> Because:
        return Because(self.ru, basis, reason, order, self.en)


@frozen
class RouteItem:
    """A course, subject or module. part: `plan` (the study plan), `obligatory`, `choice`, `module`.

    hours: as the rule or the catalogue gives them, with `unit` (`ч/нед`, `ч/год`, `час`), or None where nobody says.
    level: `базовый`, `углублённый` or empty. organisation: the partner, or empty for the school itself.
    """

    key: str
    title: str
    part: str
    because: Because
    hours: Number | None = None
    unit: str = "ч/нед"
    level: str = ""
    form: str = ""
    teacher: str = ""
    organisation: str = ""
    entry: Entry | None = None


@frozen
class NotTaken:
    """An entry considered and left out.

    cause: `condition`, `hours`, `count`, `unknown`, `seats` (none is left), `together` (only with what is not there),
    `apart` (never with what is); because: its first blocker in words.
    failed: how many of the conditions written did not hold: one is a near miss.
    wished: the person's own lists, such as wishes, name it: whoever named it is owed an answer.
    """

    key: str
    title: str
    cause: str
    because: Because
    missing: tuple[Missing, ...] = ()
    failed: int = 0
    wished: bool = False


@frozen
class PlannedActivity:
    title: str
    term: str
    because: Because


@frozen
class ControlPoint:
    """period: `quarter`, `half`, `year`; name: «I четверть»; by: the date its results are due by."""

    period: str
    name: str
    what: str = ""
    by: date | None = None


@frozen
class Shortfall:
    """What the route asked for and could not be given: too few entries, hours over the limit. text: a sentence."""

    text: str
    because: Because


@frozen
class Route:
    """One route of one person.

    state: YES: composed; NO: not this person's, reason says why; UNKNOWN: cannot be told, missing says what is needed.
    sort: the kind of route (`учебный`, `для_одарённых`). hours: of items a week; limit: of the load, or None.
    claims: the seats it takes, or may take.
    """

    name: str
    title: str
    person: Person
    on: date
    state: Verdict
    reason: Reason | None
    missing: tuple[Missing, ...] = ()
    sort: str = ""
    goal: str = ""
    items: tuple[RouteItem, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    mentors: tuple[RouteItem, ...] = ()
    controls: tuple[ControlPoint, ...] = ()
    documents: tuple[str, ...] = ()
    alongside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    hours: Number = 0
    limit: Number | None = None
    shortfalls: tuple[Shortfall, ...] = ()
    basis: tuple[str, ...] = ()
    advice: str = ""
    note: str = ""
    faults: tuple[Fault, ...] = ()
    claims: tuple[Claim, ...] = ()
