"""What takes the time over many people: how often each declaration is asked for and worked out, and how long it takes.

Asked of the interpreter: generated code answers several declarations in one go, and could not tell them apart.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from iomrules.facts.record import Person
from iomrules.frozen import define, field, frozen
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.decision import Candidate, FaultRaised
from iomrules.reason.engine import about
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.interpreter import Interpreter
from iomrules.source import Span
from iomrules.values import Entry, Value

T = TypeVar("T")
Clock = Callable[[], int]
#: what is told apart; `rating` is its own work: adding up its criteria, its steps
SORTS = ("parameter", "table", "function", "indicator", "criterion", "rating", "rule", "route", "selection")


@frozen
class Spent:
    """One declaration over everybody.

    asked: how often it was wanted; computed: how often it was worked out, the rest was known by then. own: nanoseconds
    spent in it alone; whole: with all that it had to ask for. name: of a criterion, `rating: criterion`.
    """

    sort: str
    name: str
    title: str
    asked: int
    computed: int
    own: int
    whole: int


@define
class _Tally:
    asked: int = 0
    computed: int = 0
    own: int = 0
    whole: int = 0


@define
class _Ledger:
    """Tallies by (sort, name); inside: nanoseconds that what is worked out has spent in others, innermost last."""

    clock: Clock
    tallies: dict[tuple[str, str], _Tally] = field(factory=dict)
    inside: list[int] = field(factory=list)

    def tally(self, sort: str, name: str) -> _Tally:
        return self.tallies.setdefault((sort, name), _Tally())

    def computed(self, sort: str, name: str, compute: Callable[[], T]) -> T:
        tally, began = self.tally(sort, name), self.clock()
        tally.computed += 1
        self.inside.append(0)
        try:
            return compute()
        finally:
            took = self.clock() - began
            tally.whole += took
            tally.own += took - self.inside.pop()
            if self.inside:
                self.inside[-1] += took

    def asked(self, sort: str, name: str, compute: Callable[[], T]) -> T:
        """Of what is worked out anew each time."""
        self.tally(sort, name).asked += 1
        return self.computed(sort, name, compute)


class _Profiled(Interpreter):
    """The meaning, with every declaration's work put down."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        ledger: _Ledger,
    ) -> None:
        super().__init__(program, catalogues, person, on)
        self.ledger = ledger

    def _once(self, sort: str, name: str, compute: Callable[[], T]) -> T:
        declared = self._declared(sort, name)
        self.ledger.tally(*declared).asked += 1
        return super()._once(sort, name, lambda: self.ledger.computed(*declared, compute))

    def _declared(self, sort: str, name: str) -> tuple[str, str]:
        """Which of SORTS what the interpreter keeps is of, and its name there."""
        if sort == "decision":
            return ("route" if name in self.program.routes else "rule"), name
        of, _, rating = sort.partition(" of ")
        return (of, f"{rating}: {name}") if rating else (sort, name)

    def parameter(self, name: str, span: Span) -> Value:
        return self.ledger.asked("parameter", name, lambda: super(_Profiled, self).parameter(name, span))

    def candidate(self, name: str) -> Candidate:
        return self.ledger.asked("selection", name, lambda: super(_Profiled, self).candidate(name))

    def _from_table(self, node: core.FromTable, name: str, keys: list[Value]) -> Value:
        return self.ledger.asked("table", name, lambda: super(_Profiled, self)._from_table(node, name, keys))

    def _from_function(self, node: core.FromFunction, name: str, arguments: list[Value]) -> Value:
        return self.ledger.asked("function", name, lambda: super(_Profiled, self)._from_function(node, name, arguments))


def profile(
    program: Program,
    catalogues: Mapping[str, tuple[Entry, ...]],
    people: Iterable[Person],
    on: date,
    clock: Clock,
) -> tuple[Spent, ...]:
    """Everything that is decided about everybody, the conditions of routes too, most time of its own first.

    clock: nanoseconds, of any beginning. A fault stops what it stops when deciding, and nothing else.
    """
    ledger, entries = _Ledger(clock), entries_of_catalogues(program, catalogues)
    for person in people:
        _decide(_Profiled(program, entries, person, on, ledger))
    found = [
        Spent(sort, name, _title(program, sort, name), tally.asked, tally.computed, tally.own, tally.whole)
        for (sort, name), tally in ledger.tallies.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.own, SORTS.index(each.sort), each.name)))


def _decide(asked: _Profiled) -> None:
    program, shape = asked.program, asked.person.shape
    wanted: list[Callable[[], object]] = []
    for name in about(program, shape):
        ask: Callable[[str], object] = asked.decision
        if name in program.indicators:
            ask = asked.indicator
        elif name in program.ratings:
            ask = asked.rating
        wanted.append(partial(ask, name))
    wanted += [partial(asked.decision, name) for name, route in program.routes.items() if _fits(route.applies, shape)]
    for name, selection in program.selections.items():
        if _fits(selection.applies, shape) and _fits(program.ratings[selection.rating].applies, shape):
            wanted.append(partial(asked.candidate, name))
    for want in wanted:
        try:
            want()
        except FaultRaised:
            continue


def _fits(applies: core.Applies, shape: str) -> bool:
    return applies.person in ("", shape)


def _title(program: Program, sort: str, name: str) -> str:
    """What the declaration is called for people."""
    if sort == "function":
        return program.functions[name].title
    if sort == "criterion":
        rating, _, criterion = name.partition(": ")
        declared = program.ratings[rating]
        found = next(each for each in declared.criteria if each.name == criterion)
        return f"{declared.about.label()}: {found.label()}"
    where: Mapping[str, Mapping[str, _Declared]] = {
        "parameter": program.parameters,
        "table": program.tables,
        "indicator": program.indicators,
        "rating": program.ratings,
        "rule": program.rules,
        "route": program.routes,
        "selection": program.selections,
    }
    return where[sort][name].about.label()


_Declared = core.Parameter | core.Table | core.Indicator | core.Rating | core.Rule | core.Route | core.Selection
