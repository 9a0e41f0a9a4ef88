"""Examples worth adding: boundary cases that notice a change which no example notices yet.

Each is an example already written with one thing changed: a fact at a bound, just below or just above it, another
member, unknown. What is expected is what the rules conclude now, so a person has to check it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Person
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import define, frozen
from iomrules.program.core import Example, Expected, Program
from iomrules.reason.comparison import equal
from iomrules.reason.decision import FaultRaised
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.labels import words
from iomrules.reason.replay import Replay
from iomrules.route.entries import Shelf, shelf
from iomrules.trials.change import Change
from iomrules.trials.composition import route_items
from iomrules.trials.example_text import expected_text, value_text
from iomrules.trials.fact_changes import bounds_of, changes_of
from iomrules.trials.group import draft_route, worth
from iomrules.trials.mutants import Mutant, mutants
from iomrules.trials.mutation import expectations_against, is_noticed
from iomrules.trials.prepared import Prepared
from iomrules.trials.proposals_of_several import among, apart
from iomrules.trials.trace import Trace, Tracing
from iomrules.values import Entry, Unknown, Value

#: candidates looked at for one change before it is given up
_MOST_TRIES = 600
_LONGEST_TITLE = 110


@frozen
class Proposal:
    """An example to add. notices: the change it was found for; ruleset: whose declaration that change is in."""

    example: Example
    notices: Change
    ruleset: str


@define
class _Candidate:
    """Facts to be asked about. traces: by target, once asked; said: what was changed."""

    said: str
    base: Example
    facts: dict[str, object]
    person: Person
    on: date
    worth: dict[str, tuple["_Worth", Trace]]


#: value, whether it is about the person, the route's items; None for a fault
_Worth = tuple[Value, bool, tuple[str, ...]] | None


def propose(
    program: Program,
    examples: Iterable[Prepared],
    catalogues: Mapping[str, tuple[Entry, ...]] | None = None,
    *,
    limit: int | None = None,
    rulesets: Iterable[str] | None = None,
    is_late: Callable[[], bool] = lambda: False,
) -> tuple[Proposal, ...]:
    """Examples that together notice what the written ones do not, in the order of the changes.

    limit: at most so many. rulesets: only for changes of these. is_late: asked before each change.
    """
    return tuple(_Search(program, tuple(examples), catalogues or {}).run(limit, rulesets, is_late))


class _Search:
    """The written examples, their variations made once, and what is already noticed."""

    def __init__(
        self, program: Program, examples: tuple[Prepared, ...], catalogues: Mapping[str, tuple[Entry, ...]]
    ) -> None:
        self.program, self.examples = program, list(examples)
        plain = [each for each in examples if not each.example.settings]
        #: what can be varied of one person; those of several stand for themselves, after those written of one
        self.bases = [each for each in plain if not each.example.people]
        self.bases += [one for each in plain if each.example.people for one in apart(each)]
        self.entries = entries_of_catalogues(program, catalogues)
        self.shelf: Shelf = shelf(program.schema, catalogues)
        self.bounds = bounds_of(program)
        self.reading = Reading(Vocabulary(program.schema), declared_keys(program.schema, catalogues))
        self.among = among(program, examples, self.entries, self.reading, self.bounds)
        self.variations: dict[int, list[_Candidate]] = {}
        self.bare: dict[int, _Candidate] = {}

    def run(self, limit: int | None, rulesets: Iterable[str] | None, is_late: Callable[[], bool]) -> Iterator[Proposal]:
        """Proposals one by one; each is at once one more example."""
        wanted = None if rulesets is None else set(rulesets)
        checks = expectations_against(self.program, self.examples, self.entries, self.shelf)
        made = 0
        for mutant in mutants(self.program):
            if is_late() or (limit is not None and made >= limit):
                return
            if wanted is not None and mutant.ruleset not in wanted:
                continue
            if is_noticed(mutant, checks, self.entries, self.shelf):
                continue
            found = self._search(mutant) or self.among.search(mutant, _title)
            if found is None:
                continue
            made += 1
            self.examples.append(found)
            (self.among.bases if found.example.people else self.bases).append(found)
            checks += expectations_against(self.program, (found,), self.entries, self.shelf)
            yield Proposal(found.example, mutant.change, mutant.ruleset)

    def _search(self, mutant: Mutant) -> Prepared | None:
        for target, candidate in islice(self._candidates(mutant), _MOST_TRIES):
            expected = self._notices(mutant, target, candidate)
            if expected is not None:
                title, about = _title(candidate.said, expected), candidate.base.person
                example = Example(title, about, candidate.facts, candidate.on, (expected,))
                return Prepared(example, (candidate.person,), candidate.on)
        return None

    def _candidates(self, mutant: Mutant) -> Iterator[tuple[str, _Candidate]]:
        """(target, candidate) pairs that read the changed place, the written examples themselves first."""
        declared = mutant.declaration
        direct = [declared in {each.target for each in base.example.expected} for base in self.bases]
        for number in sorted(range(len(self.bases)), key=lambda number: not direct[number]):
            base = self.bases[number]
            if base.person is None:
                continue
            own = [each.target for each in base.example.expected if self._is_target(each.target, base)]
            named = dict.fromkeys([*own, *([declared] if self._is_target(declared, base) else [])])
            asked = self._unchanged(number)
            targets = [each for each in named if declared in self._worth(asked, each)[1].read]
            for candidate in self._variations(number) if targets else ():
                for target in targets:
                    if mutant.could_notice(self._worth(candidate, target)[1]):
                        yield target, candidate

    def _is_target(self, name: str, base: Prepared) -> bool:
        program = self.program
        for sort in (program.indicators, program.ratings, program.rules, program.routes):
            if name in sort:
                return base.person is not None and sort[name].applies.person in ("", base.person.shape)
        return False

    def _variations(self, number: int) -> list[_Candidate]:
        if number not in self.variations:
            self.variations[number] = [self._unchanged(number), *self._made(self.bases[number])]
        return self.variations[number]

    def _unchanged(self, number: int) -> _Candidate:
        base = self.bases[number]
        assert base.person is not None
        if number not in self.bare:
            facts = dict(base.example.facts)
            self.bare[number] = _Candidate(base.example.title, base.example, facts, base.person, base.on, {})
        return self.bare[number]

    def _made(self, base: Prepared) -> Iterator[_Candidate]:
        assert base.person is not None
        example = base.example
        facts = dict(example.facts)
        for moved in self._days(base.on):
            yield _Candidate(f"на {moved:%d.%m.%Y}", example, facts, base.person, moved, {})
        shape = self.program.schema.shapes[base.person.shape]
        for said, changed in changes_of(facts, shape, self.program, self.bounds):
            draft, findings = draft_person({"id": "пример", **changed}, self.reading, shape, example.span)
            if draft is not None and not findings.faulty() and not findings.all():
                yield _Candidate(said, example, changed, draft.person(shape), base.on, {})

    def _days(self, on: date) -> tuple[date, ...]:
        """The first and last days of every parameter's values and the day before and after."""
        found: set[date] = set()
        for parameter in self.program.parameters.values():
            for dated in parameter.values:
                for day in (dated.begin, dated.end):
                    if day is not None:
                        found.update((day - timedelta(days=1), day, day + timedelta(days=1)))
        return tuple(sorted(found - {on}))

    def _worth(self, candidate: _Candidate, target: str) -> tuple[_Worth, Trace]:
        if target not in candidate.worth:
            trace = Trace()
            asked = Tracing(self.program, self.entries, candidate.person, candidate.on, trace=trace)
            found = self._ask(asked, target)
            asked.note_declared()
            candidate.worth[target] = found, trace
        return candidate.worth[target]

    def _ask(self, asked: Replay, target: str) -> _Worth:
        try:
            items: tuple[str, ...] = ()
            if target in asked.program.routes:
                route = draft_route(asked, target, self.shelf)
                if route is not None and route.faults:
                    return None
                items = route_items(route)
            return (*worth(asked, target), items)
        except FaultRaised:
            return None

    def _notices(self, mutant: Mutant, target: str, candidate: _Candidate) -> Expected | None:
        """What to expect so that the change is noticed; None where nothing differs."""
        before = self._worth(candidate, target)[0]
        if before is None:
            return None
        after = self._ask(Replay(mutant.program, self.entries, candidate.person, candidate.on), target)
        value, applicable, items = before
        if after is None or applicable != after[1] or not _same(value, after[0]):
            if not applicable:
                return Expected(target, "not_applicable", None)
            unknown = isinstance(value, Unknown)
            return Expected(target, "is", None if unknown else value, unknown)
        for sort, extra in (("contains", _lacking(items, after[2])), ("lacks", _lacking(after[2], items))):
            if extra:
                return Expected(target, sort, extra, quoted=" " in extra or "«" in extra)
        return None


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return isinstance(one, Unknown) and isinstance(other, Unknown)
    return equal(one, other)


def _lacking(items: tuple[str, ...], others: tuple[str, ...]) -> str:
    """The first item that is not among the others: its key, or its title where the key is no name."""
    found = [each for each in items if each not in others]
    return next((each for each in found if " " not in each), next(iter(found), ""))


def _title(changed: str, expected: Expected) -> str:
    """Of an example: what was changed of another one, and what comes of it."""
    who = f"{words(expected.person)}, " if expected.person else ""
    return _shortened(f"{changed}: {who}{_outcome_words(expected)}")


def _outcome_words(expected: Expected) -> str:
    name = words(expected.target)
    if expected.person:
        return words(expected_text(expected))
    if expected.sort == "not_applicable":
        return f"{name} не применяется"
    if expected.sort in ("contains", "lacks"):
        told = words(str(expected.value))
        return f"{name} {'содержит' if expected.sort == 'contains' else 'не содержит'} «{told}»"
    return f"{name} {'неизвестно' if expected.value is None else words(value_text(expected.value))}"


def _shortened(title: str) -> str:
    """A title of bearable length; quotes inside a cut one go, lest one be left open."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[: _LONGEST_TITLE - 1].replace('«', '').replace('»', '')}…"
