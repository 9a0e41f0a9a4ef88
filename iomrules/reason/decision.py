"""The doorway of `reason`: what was concluded for a person, why, and what could not be concluded."""

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from datetime import date
from enum import Enum
from operator import getitem
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Person
from iomrules.frozen import evolve, field, frozen, slots_of
from iomrules.program.core import Node, Program
from iomrules.reason.explanation import ElementReason, Reason
from iomrules.reason.nearest import blockers, deciding, gap, missing_of
from iomrules.values import Missing, Truth, Value

__all__ = [
    "Admission",
    "Candidate",
    "Decision",
    "Decisions",
    "ElementReason",
    "Engine",
    "Evaluation",
    "Fault",
    "FaultRaised",
    "LaterMapping",
    "RatingResult",
    "Ratings",
    "Reason",
    "SelectionResult",
    "Standing",
    "Verdict",
    "Verdicts",
    "blockers",
    "deciding",
    "gap",
    "missing_of",
]


def _mapping(given: Mapping[str, Any]) -> Mapping[str, Any]:
    # a view is made over a dictionary that nobody else has: here, and by engines
    return given if isinstance(given, _VIEWS) else MappingProxyType(dict(given))


class LaterMapping(Mapping[str, Any]):
    """A mapping made when somebody looks into it, and never changed: many ask for places only, or for one rule."""

    __slots__ = ("_found", "_made", "_make")

    def __init__(self, make: Callable[[Any], dict[str, Any]], found: Any) -> None:
        """make: makes a dictionary of what was found."""
        self._make, self._found = make, found
        self._made: dict[str, Any] | None = None

    def _all(self) -> dict[str, Any]:
        if self._made is None:
            self._made = self._make(self._found)
        return self._made

    def __getitem__(self, name: str) -> Any:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> ItemsView[str, Any]:
        """Names with what stands under them, in order."""
        return self._all().items()

    def values(self) -> ValuesView[Any]:
        """What stands under the names, in order."""
        return self._all().values()

    def __repr__(self) -> str:
        return repr(self._all())


#: what a place in a rating rests on: the total, the ties, the priority
Standing = tuple[Value, tuple[Value, ...], Value | None]


class Ratings(LaterMapping):
    """Ratings made when somebody looks into them; what places rest on is told without making them."""

    __slots__ = ("_order",)

    def __init__(self, make: Callable[[Any], dict[str, Any]], order: Mapping[str, int], found: Sequence[Any]) -> None:
        """found: of each rating its total, ties, priority and points, or its result, or something else: a fault.

        order: the place of each rating among them.
        """
        super().__init__(make, found)
        self._order = order

    def standing(self, name: str) -> Standing | None:
        """What a place rests on; None where nothing is concluded of that rating."""
        if name not in self._order:
            return None
        found = self._found[self._order[name]]
        if type(found) is tuple:
            total, ties, priority, *_ = found
            return total, ties, priority
        return (found.total, found.ties, found.priority) if isinstance(found, RatingResult) else None


class Verdicts(LaterMapping):
    """Verdicts looked up when somebody looks at them, without a dictionary of all."""

    __slots__ = ("_order", "_told")

    def __init__(
        self,
        make: Callable[[Any], dict[str, Any]],
        order: Mapping[str, int],
        told: "Sequence[Mapping[Any, Decision]]",
        found: Sequence[Any],
    ) -> None:
        """found: answers. order: the place of each rule among them; told: of each rule, what an answer stands for."""
        super().__init__(make, found)
        self._order, self._told = order, told

    def __getitem__(self, name: str) -> Any:
        if self._made is None and name in self._order:
            place = self._order[name]
            answer = self._found[place]
            if answer is True or answer is False:
                return self._told[place][answer]
        return super().__getitem__(name)

    def values(self) -> ValuesView[Any]:
        """The verdicts, in order."""
        if self._made is None:
            try:
                return _Listed(list(map(getitem, self._told, self._found)))
            except KeyError:  # the interpreter was asked, or met a fault
                pass
        return super().values()


class _Listed(ValuesView[Any]):
    """Values that stand in a list already."""

    __slots__ = ("_found",)

    def __init__(self, found: list[Any]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)

    def __contains__(self, value: object) -> bool:
        return value in self._found

    def __reversed__(self) -> Iterator[Any]:
        return iter(self._found[::-1])


_VIEWS = (MappingProxyType, LaterMapping)


class Verdict(Enum):
    """UNKNOWN exactly when some missing fact could still change the conclusion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@frozen
class Decision:
    """What one rule concluded. missing: not empty exactly when the verdict is UNKNOWN.

    applicable: False when the rule is not about this person or not in force; the verdict is then NO.
    """

    rule: str
    verdict: Verdict
    missing: tuple[Missing, ...] = ()
    applicable: bool = True


@frozen
class RatingResult:
    """total, criteria: exact numbers, Unknown, or ABSENT where the rating is not about this person.

    place: from 1, or None where the total or the priority is not known or the person is outside the rating.
    priority: the number of the priority group, from 1; those of none have the greatest; Unknown with causes; None
    where the rating has no such groups.
    shared: how many stand on that place.
    """

    rating: str
    total: Value
    criteria: Mapping[str, Value] = field(converter=_mapping)
    ties: tuple[Value, ...] = ()
    place: int | None = None
    shared: int = 1
    priority: Value | None = None


class Admission(Enum):
    """The outcome of a selection for one person. COUNCIL: the last seats are shared and people decide."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    COUNCIL = "council"


@frozen
class Candidate:
    """One person's part in a selection, before everybody is compared. seats, share: None where not said.

    takes_part: whether the selection is about this person. passes: whether the pass mark is reached.
    """

    takes_part: Truth
    passes: Truth = True
    seats: Value | None = None
    share: Value | None = None
    pass_mark: Value | None = None


@frozen
class SelectionResult:
    """Whether one person gets a seat, and what that rests on.

    seats: the fewest and the most there may be, or None where there is only a pass mark. ahead: how many stand before;
    level: how many stand before or level, the person too; each at least and at most, or None below the pass mark.
    """

    selection: str
    verdict: Admission
    place: int | None = None
    seats: tuple[int, int] | None = None
    participants: int = 0
    ahead: tuple[int, int] | None = None
    level: tuple[int, int] | None = None
    pass_mark: Value | None = None
    passes: Truth = True
    missing: tuple[Missing, ...] = ()


@frozen
class Turn:
    """When a person comes in a queue: the best and the worst of the ranks they may have; less is earlier.

    One surely comes before another whose best rank is after their own worst. Equal exact ranks are level.
    """

    best: int
    worst: int

    @property
    def exact(self) -> bool:
        return self.best == self.worst


@frozen
class Fault:
    """A decision that could not be made: division by zero, a table without a row, a plugin's function that raised.

    target: the rule, indicator, rating or route being decided.
    """

    person: str
    target: str
    diagnostic: Diagnostic


#: makes a part by its name out of what an engine found
Maker = Callable[[str, Any], Any]


@frozen
class Decisions:
    """Everything concluded for one person on one date. What a fault stopped is left out of the other mappings.

    An engine may leave the parts to be made when somebody asks for them (`later`).
    """

    person: Person
    on: date
    verdicts: Mapping[str, Decision] = field(factory=dict, converter=_mapping)
    values: Mapping[str, Value] = field(factory=dict, converter=_mapping)
    ratings: Mapping[str, RatingResult] = field(factory=dict, converter=_mapping)
    faults: tuple[Fault, ...] = ()
    candidates: Mapping[str, Candidate] = field(factory=dict, converter=_mapping)
    selections: Mapping[str, SelectionResult] = field(factory=dict, converter=_mapping)
    #: what makes a part by its name out of what an engine found, and what it found; None where all parts are there
    _later: tuple[Maker, Any] | None = field(init=False, default=None, eq=False, repr=False)

    @classmethod
    def later(cls, person: Person, on: date, make: Maker, found: Any) -> "Decisions":
        """Decisions whose parts are made one by one, when first asked for. make: of a part's name and `found`."""
        decisions = object.__new__(cls)
        _set_person(decisions, person)
        _set_on(decisions, on)
        _set_later(decisions, (make, found))
        return decisions

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A part that was left for later, made now and kept."""
            if name not in _PARTS:
                raise AttributeError(name)
            make, found = self._later
            part = make(name, found)
            object.__setattr__(self, name, part)
            return part

    def bare(self) -> tuple[Maker | None, Any]:
        """What the parts are made by, and what of; None where they are all there."""
        return self._later or (None, tuple([getattr(self, part) for part in _PARTS]))

    @classmethod
    def of_bare(cls, person: Person, on: date, make: Maker | None, found: Any) -> "Decisions":
        """The same made again of what `bare` gave."""
        return cls(person, on, *found) if make is None else cls.later(person, on, make, found)

    def with_ratings(self, ratings: Mapping[str, RatingResult]) -> "Decisions":
        """The same with other ratings, before anything is selected by them; what was left for later still is."""
        return self._with(ratings=ratings)

    def with_selections(self, selections: Mapping[str, SelectionResult]) -> "Decisions":
        """The same with other outcomes of selections; what was left for later still is."""
        return self._with(ratings=self.ratings, selections=_mapping(selections))

    def _with(self, **parts: Any) -> "Decisions":
        if self._later is None:
            return evolve(self, **parts)
        decisions = Decisions.later(self.person, self.on, *self._later)
        for name, part in parts.items():
            object.__setattr__(decisions, name, part)
        return decisions


#: in the order of the class
_PARTS = ("verdicts", "values", "ratings", "faults", "candidates", "selections")
_set_person, _set_on, _set_later = (slot.__set__ for slot in slots_of(Decisions, ("person", "on", "_later")))


class Evaluation(Protocol):
    """One person's facts on one date, ready to be asked. Pure: the same question has the same answer.

    Both raise `FaultRaised` where the value is a fault.
    """

    @property
    def program(self) -> Program: ...

    @property
    def person(self) -> Person: ...

    @property
    def on(self) -> date: ...

    def value(self, node: Node, entries: tuple[Value, ...] = ()) -> Value:
        """The node's value; entries: the elements in hand, innermost first."""
        ...

    def reason(self, node: Node, entries: tuple[Value, ...] = ()) -> Reason:
        """Why the node has that value."""
        ...

    def reason_of(self, name: str) -> Reason:
        """Why a declared rule, indicator, rating or parameter concluded as it did; a route: why its condition did."""
        ...

    def with_remaining_hours(self, hours: Value) -> "Evaluation":
        """The same, where `остаток_часов` is `hours`."""
        ...


class FaultRaised(Exception):
    """Stops the decision of one target; caught by the engine and by `compose`, never shown as a traceback."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(f"{diagnostic.where} {diagnostic.code} {diagnostic.message}")


class Engine(Protocol):
    """A prepared program. catalogues: the school's entries, added to the program's own."""

    def decide(self, person: Person, on: date) -> Decisions:
        """Verdicts, values and ratings (without places) of one person."""
        ...

    def evaluation(self, person: Person, on: date, decided: Decisions | None = None) -> Evaluation:
        """The same person, ready to be asked for reasons. decided: what was concluded, if it is known already."""
        ...
