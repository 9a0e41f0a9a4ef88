"""What declarations are worth for one person on one date: facts, parameters, indicators, ratings, rules, routes.

Each is computed once and kept. How an expression is computed is the interpreter's to say.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar, cast

from iomrules.codes import reason as codes
from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import EnumKind, Fact, Kind, ListKind, NumberKind, Person, RecordKind, missing
from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.arithmetic import causes, one_of
from iomrules.reason.cohorts import Chosen, chosen, has_cohorts
from iomrules.reason.comparison import compare
from iomrules.reason.decision import Candidate, Decision, FaultRaised, RatingResult, Verdict
from iomrules.reason.labels import entry_label, fact_of, label, value_label
from iomrules.source import Span
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Truth, Unknown, Value, both, negate, unknown

Entries = tuple[Value, ...]
#: the shape of a value kept by key, as it is in hand; no record is called so
KEPT = ""
T = TypeVar("T")
V = TypeVar("V", bound=core.Rule | core.Route | core.Indicator | core.Table)


class Declarations(ABC):
    """One person's facts on one date, and what the program's declarations make of them."""

    def __init__(
        self,
        program: Program,
        catalogues: Mapping[str, tuple[Entry, ...]],
        person: Person,
        on: date,
        hours: Value | None = None,
    ) -> None:
        """catalogues: every entry of every catalogue. hours: what `остаток_часов` is, where a route asks."""
        self.program, self.catalogues, self.person, self.on = program, catalogues, person, on
        self.hours = unknown((Missing("остаток часов"),)) if hours is None else hours
        self.kept: dict[tuple[str, str], object] = {}
        #: id of a node -> the node, so that the id stays its own, and the elements it means
        self.surveyed: dict[int, tuple[Node, Any]] = {}

    @abstractmethod
    def value(self, node: Node, entries: Entries = ()) -> Value:
        """The node's value; entries: the elements in hand, innermost first. Raises FaultRaised."""

    def truth(self, node: Node, entries: Entries = ()) -> Truth:
        """A condition's answer. What is absent (a yes/no fact that nobody has to have) is no."""
        found = self.value(node, entries)
        if isinstance(found, bool):
            return found
        return unknown(found.missing) if isinstance(found, Unknown) else False

    @staticmethod
    def every_truth(parts: Iterable[Callable[[], Truth]]) -> Truth:
        """Kleene's и of parts asked in turn: one нет settles it, even beside a fault."""
        found: list[Truth] = []
        fault: FaultRaised | None = None
        for part in parts:
            try:
                answer = part()
            except FaultRaised as raised:
                fault = fault or raised
                continue
            if answer is False:
                return False
            found.append(answer)
        if fault:
            raise fault
        return both(found)

    # --- facts ---

    def number(self, node: Node, entries: Entries) -> Value:
        """An operand of arithmetic: where there is no value at all, nothing can be computed."""
        found = self.value(node, entries)
        if found is ABSENT:
            raise FaultRaised(codes.NO_VALUE.at(node.span, what=label(node, self.program, self.person.shape)))
        # a mark not known may turn out to be excused, but then there is nothing to compute with
        return bounded(found, node.kind) if isinstance(node, core.Under | core.Element) else found

    def field_of(self, entry: Entry, name: str) -> Value:
        """A field of a record; not given, it is unknown."""
        fact = self.fact(entry, name)
        if (found := entry.fields.get(name)) is None:
            found = unknown((missing(fact),))
        # one that need not be there may turn out to be absent, which no bound admits
        return found if fact.optional else bounded(found, fact.kind)

    def fact(self, entry: Entry, name: str) -> Fact:
        """The declaration of an entry's field."""
        shape = self.program.schema.shapes.get(entry.shape)
        found = shape.fact(name) if shape else None
        return found or Fact(name, NumberKind(), optional=True)

    def field(self, entry: Value, name: str) -> Value:
        """A field of an element in hand; not given, it is absent if it need not be there."""
        if not isinstance(entry, Entry):
            return unknown(causes(entry)) if isinstance(entry, Unknown) else ABSENT
        fact = self.fact(entry, name)
        if fact.optional and name not in entry.fields:
            return ABSENT
        found = self.field_of(entry, name)
        if isinstance(found, Unknown) and found.missing == (missing(fact),):
            # which of the achievements lacks it, and in which register they are kept
            told = f"{missing(fact).fact} — {entry_label(entry, self.program)}"
            return evolve(found, missing=(Missing(told, fact.source or self._register(entry.shape)),))
        return found

    def _register(self, shape: str) -> str:
        """The register of the person's list that holds records of a shape."""
        person = self.program.schema.shapes.get(self.person.shape)
        for each in person.facts if person else ():
            if isinstance(each.kind, ListKind) and each.kind.element == RecordKind(shape):
                return each.source
        return ""

    def key(self, entry: Value) -> Value:
        """The catalogue key of an element in hand."""
        if isinstance(entry, Entry):
            return entry.key
        return unknown(causes(entry)) if isinstance(entry, Unknown) else ABSENT

    def key_in_hand(self, node: core.KeyInHand, entry: Value) -> Value:
        """The member under which a value in hand is kept."""
        if not (isinstance(entry, Entry) and entry.shape == KEPT and isinstance(node.kind, EnumKind)):
            return unknown(causes(entry))
        listed = self.program.schema.enumerations[node.kind.enumeration]
        return Member(listed.name, entry.key, listed.rank(entry.key))

    def under(self, source: Node, given: Value, key: Value) -> Value:
        """What a by-key fact holds under a key; a key that was not given is unknown."""
        if key is ABSENT or given is ABSENT:
            return ABSENT
        if isinstance(key, Unknown):
            return unknown((*key.missing, *causes(given)))
        name = key.name if isinstance(key, Member) else str(key)
        found = given.get(name) if isinstance(given, ByKey) else None
        if found is None:
            fact = fact_of(source, self.program, self.person.shape)
            cause = (missing(fact, value_label(key, self.program)),) if fact else causes(given)
            found = unknown(cause or (Missing(name),))
        return found

    # --- what is declared ---

    def read(self, node: Node, ask: Callable[[], T]) -> T:
        """What another declaration is worth; its fault becomes a fault of the reader that names the first one."""
        try:
            return ask()
        except FaultRaised as raised:
            first = raised.diagnostic
            told = dict(first.values)
            if first.kind is not codes.READS_FAULTY:
                told = {"root": first.text("ru"), "root_en": first.text("en"), "place": first.where, "code": first.code}
            told["name"] = label(node, self.program, self.person.shape)
            raise FaultRaised(Diagnostic(codes.READS_FAULTY, node.span, values=MappingProxyType(told))) from raised

    def _once(self, sort: str, name: str, compute: Callable[[], T]) -> T:
        if (sort, name) not in self.kept:
            try:
                self.kept[sort, name] = compute()
            except FaultRaised as raised:
                self.kept[sort, name] = raised.diagnostic
                raise
        found = self.kept[sort, name]
        if isinstance(found, Diagnostic):
            raise FaultRaised(found)
        return found  # type: ignore[return-value]  # what `compute` gave under this very key

    def entered(self) -> Value:
        """The day the person entered; ABSENT where the record has no such day."""
        shape = self.program.schema.shapes.get(self.person.shape)
        day = shape.entry_day() if shape else None
        return ABSENT if day is None else self.field_of(self.person.facts, day.name)

    def parameter(self, name: str, span: Span) -> Value:
        """The value in force: the last layer's that has one. While the day of entry is unknown, what all agree on."""
        declared = self.program.parameters[name]
        possible, asked = self.in_force_here(declared)
        found = [each[1].value for each in possible if each is not None]
        if not found:
            named, on = declared.about.label(), self.on.strftime("%d.%m.%Y")
            raise FaultRaised(codes.PARAMETER_NOT_IN_FORCE.at(span, parameter=named, on=on))
        if None in possible:
            return unknown(asked)  # for some there is no value at all, so nothing bounds it
        return one_of(found, asked) if len(found) > 1 else found[0]

    def in_force_here(self, parameter: core.Parameter) -> tuple[tuple[Chosen, ...], tuple[Missing, ...]]:
        """Each value that may be this person's, and what is missing to tell which."""
        if not has_cohorts(parameter):
            return chosen(parameter, self.on, ABSENT), ()
        shape = self.program.schema.shapes.get(self.person.shape)
        day = shape.entry_day() if shape else None
        entered = self.entered()
        return chosen(parameter, self.on, entered, optional=day is not None and day.optional), causes(entered)

    def applies(self, applies: core.Applies, about: core.About) -> Truth:
        """Whether a declaration is about this person on this date."""
        if applies.person not in ("", self.person.shape) or not in_force(about.begin, about.end, self.on):
            return False
        return True if applies.where is None else self.truth(applies.where)

    def _where_applies(self, applies: core.Applies, about: core.About, value: Callable[[], Value]) -> Value:
        answer = self.applies(applies, about)
        if isinstance(answer, Unknown):
            return unknown(answer.missing)  # it may turn out to be absent, so nothing bounds it
        return value() if answer else ABSENT

    def stands(self, declared: core.Rule | core.Route | core.Indicator | core.Table) -> Truth:
        """Whether a refinement is in force that day for one who entered then; where not, what it refines is."""
        if not in_force(declared.about.begin, declared.about.end, self.on):
            return False
        cohort = None if isinstance(declared, core.Table) else declared.applies.cohort
        return True if cohort is None else self.truth(cohort)

    def versions(self, declared: V) -> tuple[tuple[V, ...], tuple[Missing, ...]]:
        """The declaration that holds here, the refinement or what it refines; several where something is missing."""
        asked: list[Missing] = []
        found: list[V] = []
        every = (declared, *cast("tuple[V, ...]", declared.earlier))
        for each in every:
            stands = True if each is every[-1] else self.stands(each)
            if stands is not False:
                found.append(each)
            if stands is True:
                break
            asked.extend(causes(stands))
        return tuple(found), tuple(asked) if len(found) > 1 else ()

    def table(self, name: str) -> core.Table:
        """The table that holds on this date."""
        return self.versions(self.program.tables[name])[0][0]

    def indicator(self, name: str) -> Value:
        """An indicator's value; ABSENT where it is not about this person."""
        return self._once("indicator", name, lambda: self._indicator(self.program.indicators[name]))

    def _indicator(self, declared: core.Indicator) -> Value:
        found, asked = self.versions(declared)
        values = [
            self._where_applies(each.applies, each.about, partial(self.value, each.value))
            for each in (_as_if(found) if asked else found)
        ]
        return one_of(values, asked) if asked else values[0]

    def criterion(self, rating: str, name: str) -> Value:
        """A criterion's points: 0 where there is nothing to count."""
        declared = self.program.ratings[rating]
        criterion = next(each for each in declared.criteria if each.name == name)

        def points() -> Value:
            found = self.value(criterion.value)
            return 0 if found is ABSENT else found

        return self._once(
            f"criterion of {rating}", name, lambda: self._where_applies(declared.applies, declared.about, points)
        )

    def total(self, rating: str) -> Value:
        """A rating's total after its steps."""
        declared = self.program.ratings[rating]
        return self._once(
            "rating",
            rating,
            lambda: self._where_applies(declared.applies, declared.about, lambda: self.value(declared.total)),
        )

    def rating(self, name: str) -> RatingResult:
        """A rating of this person, without a place."""
        declared = self.program.ratings[name]
        criteria = {each.name: self.criterion(name, each.name) for each in declared.criteria}
        total = self.total(name)
        ties = () if total is ABSENT else tuple(self.value(each) for each in declared.ties)
        return RatingResult(name, total, criteria, ties, priority=None if total is ABSENT else self.priority(declared))

    def priority(self, rating: core.Rating) -> Value | None:
        """The number of the first priority group the person is of; one more than there are where of none."""
        if not rating.priorities:
            return None
        asked: list[Missing] = []
        first = sure = len(rating.priorities) + 1
        for number, condition in enumerate(rating.priorities, start=1):
            found = self.truth(condition)
            if isinstance(found, Unknown):
                asked.extend(found.missing)
                first = min(first, number)
            elif found:
                sure = number
                break
        return unknown(tuple(asked), first, sure) if asked else sure

    def candidate(self, name: str) -> Candidate:
        """This person's part in a selection."""
        declared = self.program.selections[name]
        rating = self.program.ratings[declared.rating]
        total = self.total(declared.rating)
        rated, about = self.applies(rating.applies, rating.about), self.applies(declared.applies, declared.about)
        takes_part = both((rated, about))
        mark = self.value(declared.pass_mark) if declared.pass_mark is not None else None
        return Candidate(
            takes_part,
            True if mark is None or takes_part is False else compare(">=", total, mark),
            self.value(declared.seats) if declared.seats is not None else None,
            self.value(declared.share) if declared.share is not None else None,
            mark,
        )

    def decision(self, name: str) -> Decision:
        """What a rule concludes, or the condition of a route."""
        return self._once("decision", name, lambda: self._decision(name))

    def _decision(self, name: str) -> Decision:
        found, asked = self.versions(self.program.rules.get(name) or self.program.routes[name])
        if not asked:
            return self._decision_of(name, found[0])
        possible = [self._decision_of(name, each) for each in _as_if(found)]
        if possible[0].verdict is not Verdict.UNKNOWN and len({each.verdict for each in possible}) == 1:
            return possible[0]
        missed = (*asked, *(cause for each in possible for cause in each.missing))
        return Decision(name, Verdict.UNKNOWN, unknown(missed).missing)

    def _decision_of(self, name: str, declared: core.Rule | core.Route) -> Decision:
        answer = self.applies(declared.applies, declared.about)
        if answer is False:
            return Decision(name, Verdict.NO, applicable=False)
        answer = self.every_truth((lambda: answer, lambda: self._concludes(declared)))
        if isinstance(answer, Unknown):
            return Decision(name, Verdict.UNKNOWN, answer.missing)
        return Decision(name, Verdict.YES if answer else Verdict.NO)

    def _concludes(self, declared: core.Rule | core.Route) -> Truth:
        if declared.condition is None:
            return True
        condition = declared.condition
        exceptions = declared.exceptions if isinstance(declared, core.Rule) else ()
        return self.every_truth(
            (
                lambda: self.truth(condition),
                *(partial(self._not_excepted, each) for each in exceptions),
            )
        )

    def _not_excepted(self, exception: core.ExceptIf) -> Truth:
        return negate(self.excepted(exception))

    def excepted(self, exception: core.ExceptIf) -> Truth:
        """Whether an exception holds and is not lifted."""
        unless = exception.unless
        return self.every_truth(
            (
                lambda: self.truth(exception.condition),
                lambda: True if unless is None else negate(self.truth(unless)),
            )
        )


def bare(entry: Value) -> Value:
    """A value in hand without the key it is kept under."""
    return entry.fields[KEPT] if isinstance(entry, Entry) and entry.shape == KEPT else entry


def _as_if(found: tuple[V, ...]) -> tuple[V, ...]:
    """Each version as it is where it is the one that holds: the day of entry is asked no more."""
    return (*(_settled(each) for each in found[:-1]), found[-1])


def _settled(declared: V) -> V:
    if isinstance(declared, core.Table):
        return declared
    whom = core.Applies(declared.applies.person, declared.applies.besides())
    return cast(V, evolve(declared, applies=whom))


def bounded(value: Value, kind: Kind) -> Value:
    """An unknown number of a scale lies on the scale."""
    if isinstance(value, Unknown) and value.low is None and value.high is None and isinstance(kind, NumberKind):
        return Unknown(value.missing, kind.low, kind.high)
    return value


def in_force(begin: date | None, end: date | None, on: date) -> bool:
    """Whether dates of effect, both included, hold on a day."""
    return (begin is None or begin <= on) and (end is None or on <= end)


def truth_of(decision: Decision) -> Truth:
    """A verdict as a truth; not applicable is no."""
    if decision.verdict is Verdict.UNKNOWN:
        return unknown(decision.missing)
    return decision.verdict is Verdict.YES
