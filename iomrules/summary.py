"""What was concluded about everybody, counted: answers of rules, the spread of numbers, who takes which course.

What a monitoring of a quarter, a half-year or a year asks for. Exact; whatever is not known is counted as such.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from iomrules.facts.record import EnumKind, NumberKind, TruthKind
from iomrules.frozen import define, field, frozen
from iomrules.patterns import pattern
from iomrules.program.core import Program
from iomrules.reason.decision import Admission, Decision, Decisions, SelectionResult, Verdict
from iomrules.reason.engine import about
from iomrules.route.route import Route, RouteItem
from iomrules.values import ABSENT, Member, Number, Unknown, Value

#: an answer about one person: True, False, None where it is not known, or one of the two below
Answer = bool | None | str
OUTSIDE, FAULT = "outside", "fault"
_PIECE = pattern(r"([0-9]*)([^0-9]*)")


@frozen
class Answers:
    """How many people got which answer.

    sort: `rule`, `indicator` (of yes or no), `selection` or `route`. outside: whom it is not about. faults: about whom
    nothing could be concluded.
    """

    sort: str
    name: str
    title: str
    yes: int
    no: int
    unknown: int
    outside: int
    faults: int

    @property
    def about(self) -> int:
        """How many people it is about."""
        return self.yes + self.no + self.unknown + self.faults

    def share(self) -> tuple[Fraction, Fraction] | None:
        """The part of them that is `yes`, from 0 to 1, at least and at most: equal where everything is known.

        None where it is about nobody.
        """
        if not self.about:
            return None
        return Fraction(self.yes, self.about), Fraction(self.yes + self.unknown + self.faults, self.about)


@frozen
class Spread:
    """An indicator or rating over everybody. mean, least, median, greatest: of what is known, None where nothing is.

    sort: `indicator` or `rating`. outside, faults: as of `Answers`.
    """

    sort: str
    name: str
    title: str
    known: int
    unknown: int
    outside: int
    faults: int
    mean: Number | None = None
    least: Number | None = None
    median: Number | None = None
    greatest: Number | None = None


@frozen
class Part:
    """How many people have one value of an indicator, or one course or module in their routes.

    sort: `indicator`, then name and title are its own and value the member's; `item`, then name is the catalogue's, or
    empty, title the partner's, or empty, and value the key.
    """

    sort: str
    name: str
    title: str
    value: str
    value_title: str
    people: int


@frozen
class Summary:
    """Everything counted over some of the people."""

    people: int
    answers: tuple[Answers, ...]
    spreads: tuple[Spread, ...]
    parts: tuple[Part, ...]


@frozen
class Concluded:
    """One person: what was decided, and the routes of theirs."""

    decisions: Decisions
    routes: tuple[Route, ...]


#: what people are told apart by: a fact, an indicator, or the class as it is written
By = Callable[[Concluded], Value]


def told_apart(name: str) -> By:
    """By a fact of the person or an indicator about them; ABSENT where a fault left the indicator out."""

    def value(each: Concluded) -> Value:
        facts = each.decisions.person.facts.fields
        return facts[name] if name in facts else each.decisions.values.get(name, ABSENT)

    return value


def by_class(each: Concluded) -> Value:
    """The class as it is written, `10А`; ABSENT where nobody says."""
    return each.decisions.person.form_class or ABSENT


#: one of the values that people of a group have in common; None: it is not known of them
Common = Value | None


def summarise(
    program: Program, shape: str, people: Iterable[Concluded], by: Sequence[By] = ()
) -> list[tuple[tuple[Common, ...], Summary]]:
    """Of each group of people with the same values, these and what is counted; one group of everybody without `by`.

    In the order of the values: those who have none, then those of whom it is not known, last. people: of that shape,
    taken one by one and let go.
    """
    found: dict[tuple[Common, ...], _Tally] = {}
    for each in people:
        values = (value(each) for value in by)
        group = tuple(None if isinstance(one, Unknown) else one for one in values)
        if group not in found:
            found[group] = _Tally(program, about(program, shape))
        found[group].count(each)
    return [(group, found[group].summary()) for group in sorted(found, key=lambda group: tuple(map(_order, group)))]


def _order(value: Common) -> tuple[int, Any]:
    if value is None or value is ABSENT:
        return (2 if value is None else 1), 0
    match value:
        case Member():
            return 0, value.rank
        case bool():
            return 0, not value
        case str():
            return 0, _pieces(value)
        case _:
            return 0, value


def _pieces(text: str) -> list[tuple[int, str]]:
    """Numbers in a text as numbers: 5А stands before 10А."""
    return [(int(digits or 0), rest) for digits, rest in _PIECE.findall(text)]


@define
class _Tally:
    """What has been counted so far.

    names: of the indicators, ratings and rules counted. met: selections and routes that were asked about anybody.
    """

    program: Program
    names: tuple[str, ...]
    people: int = 0
    met: set[str] = field(factory=set)
    answered: dict[str, Counter[Answer]] = field(factory=dict)
    numbers: dict[str, list[Number]] = field(factory=dict)
    values: dict[str, Counter[Member]] = field(factory=dict)
    #: (catalogue, key) -> how many take it, and what it is
    taken: Counter[tuple[str, str]] = field(factory=Counter)
    items: dict[tuple[str, str], RouteItem] = field(factory=dict)

    def count(self, each: Concluded) -> None:
        """One more person."""
        self.people += 1
        decisions = each.decisions
        for name in self.names:
            if name in self.program.rules:
                self._answer(name, _verdict(decisions.verdicts.get(name)))
            elif name in self.program.indicators:
                self._value(name, decisions.values.get(name))
            else:
                rated = decisions.ratings.get(name)
                self._value(name, rated.total if rated else None)
        for name, outcome in decisions.selections.items():
            self.met.add(name)
            self._answer(name, _admission(outcome))
        for route in each.routes:
            self.met.add(route.name)
            self._answer(route.name, FAULT if route.faults else _YES_NO[route.state])
        # A course that stands in two routes of a person is one course.
        items = (item for route in each.routes for item in route.items if item.part != "plan")
        for where, item in {(_catalogue(item), item.key): item for item in items}.items():
            self.taken[where] += 1
            self.items[where] = item

    def summary(self) -> Summary:
        """All that was counted, in the order declared."""
        program, names = self.program, self.names
        indicators = {name: program.indicators[name].value.kind for name in names if name in program.indicators}
        answered = [("rule", name) for name in names if name in program.rules]
        answered += [("indicator", name) for name, kind in indicators.items() if isinstance(kind, TruthKind)]
        answered += [("selection", name) for name in program.selections if name in self.met]
        answered += [("route", name) for name in program.routes if name in self.met]
        spread = [("indicator", name) for name, kind in indicators.items() if isinstance(kind, NumberKind)]
        spread += [("rating", name) for name in names if name in program.ratings]
        members = (self.members(name) for name, kind in indicators.items() if isinstance(kind, EnumKind))
        return Summary(
            self.people,
            tuple(self.answers(sort, name) for sort, name in answered),
            tuple(self.spread(sort, name) for sort, name in spread),
            (*chain.from_iterable(members), *self.courses()),
        )

    def _answer(self, name: str, answer: Answer) -> None:
        self.answered.setdefault(name, Counter())[answer] += 1

    def _value(self, name: str, value: Value | None) -> None:
        """Of an indicator or rating; None: a fault."""
        match value:
            case None:
                self._answer(name, FAULT)
            case Unknown():
                self._answer(name, None)
            case bool():
                self._answer(name, value)
            case int() | Fraction():
                self.numbers.setdefault(name, []).append(value)
            case Member():
                self.values.setdefault(name, Counter())[value] += 1
            case _ if value is ABSENT:
                self._answer(name, OUTSIDE)

    def answers(self, sort: str, name: str) -> Answers:
        found = self.answered.get(name, Counter())
        # A selection tells nothing of those who take no part in it.
        outside = self.people - found.total() + found[OUTSIDE]
        yes, no, unknown, faults = found[True], found[False], found[None], found[FAULT]
        return Answers(sort, name, self._title(sort, name), yes, no, unknown, outside, faults)

    def spread(self, sort: str, name: str) -> Spread:
        found, numbers = self.answered.get(name, Counter()), sorted(self.numbers.get(name, ()))
        counts = (len(numbers), found[None], found[OUTSIDE], found[FAULT])
        spread = (_mean(numbers), numbers[0], _median(numbers), numbers[-1]) if numbers else ()
        return Spread(sort, name, self._title(sort, name), *counts, *spread)

    def members(self, name: str) -> Iterable[Part]:
        """The members met, in the order of their enumeration."""
        for member, people in sorted(self.values.get(name, Counter()).items(), key=lambda pair: pair[0].rank):
            titles = self.program.schema.enumerations[member.enumeration].titles
            title = titles.get(member.name) or member.name.replace("_", " ")
            yield Part("indicator", name, self._title("indicator", name), member.name, title, people)

    def courses(self) -> Iterable[Part]:
        """What is taken, most people first."""
        for (catalogue, key), people in sorted(self.taken.items(), key=lambda pair: (-pair[1], pair[0])):
            item = self.items[catalogue, key]
            yield Part("item", catalogue, item.organisation, key, item.title, people)

    def _title(self, sort: str, name: str) -> str:
        declared: Mapping[str, Mapping[str, object]] = {
            "rule": self.program.rules,
            "indicator": self.program.indicators,
            "selection": self.program.selections,
            "route": self.program.routes,
            "rating": self.program.ratings,
        }
        return declared[sort][name].about.label()  # type: ignore[attr-defined, no-any-return]


_YES_NO = {Verdict.YES: True, Verdict.NO: False, Verdict.UNKNOWN: None}
_ADMITTED = {Admission.YES: True, Admission.NO: False, Admission.UNKNOWN: None, Admission.COUNCIL: None}


def _verdict(decision: Decision | None) -> Answer:
    if decision is None:
        return FAULT
    return _YES_NO[decision.verdict] if decision.applicable else OUTSIDE


def _admission(outcome: SelectionResult) -> Answer:
    return _ADMITTED[outcome.verdict]


def _catalogue(item: RouteItem) -> str:
    return item.entry.shape if item.entry else ""


def _mean(numbers: Sequence[Number]) -> Number:
    return Fraction(sum(numbers), len(numbers))


def _median(numbers: Sequence[Number]) -> Number:
    """numbers: in order, at least one."""
    half = len(numbers) // 2
    return numbers[half] if len(numbers) % 2 else Fraction(numbers[half - 1] + numbers[half], 2)
