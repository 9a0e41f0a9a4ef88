"""Examples of several people worth adding: one thing changed about one of them, and who stands where and gets in."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Fact, NumberKind, Person
from iomrules.frozen import define, evolve, frozen
from iomrules.program.core import Example, ExamplePerson, Expected, Program
from iomrules.reason.decision import Admission, Decisions
from iomrules.reason.labels import words
from iomrules.trials.fact_changes import Bounds, changes_of, say
from iomrules.trials.group import group_of, is_standing, note_declared, standings
from iomrules.trials.mutants import Mutant
from iomrules.trials.prepared import Prepared
from iomrules.trials.trace import Trace
from iomrules.values import Entry, Number

#: groups looked at for one change before it is given up
_MOST_TRIES = 200
_SEATS = {Admission.YES: "admitted", Admission.NO: "not_admitted", Admission.COUNCIL: "council"}

#: everybody by name
Standings = Mapping[str, Decisions]


@define
class _Several:
    """People to be asked about. stood: by target, once asked; said: what was changed."""

    said: str
    prepared: Prepared
    stood: dict[str, tuple[Standings, Trace]]


@frozen
class Among:
    """The written examples of several people, and their variations made once."""

    program: Program
    entries: Mapping[str, tuple[Entry, ...]]
    reading: Reading
    bounds: Bounds
    bases: list[Prepared]
    variations: dict[int, list[_Several]]

    def search(self, mutant: Mutant, title: Callable[[str, Expected], str]) -> Prepared | None:
        """An example that notices the change; None where none was found. title: of what was changed and is expected."""
        for target, several in islice(self._candidates(mutant), _MOST_TRIES):
            for expected in self._noticing(mutant, target, several):
                return self._example(several, expected, title(several.said, expected))
        return None

    def _example(self, several: _Several, expected: Expected, title: str) -> Prepared:
        found = several.prepared
        return evolve(found, example=evolve(found.example, title=title, expected=(expected,), on=found.on))

    def _candidates(self, mutant: Mutant) -> Iterator[tuple[str, _Several]]:
        for number, base in enumerate(self.bases):
            unchanged = _Several(base.example.title, base, {})
            targets = _targets(self.program, base)
            asked = [each for each in targets if mutant.could_notice(self._stand(unchanged, each)[1])]
            if asked and number not in self.variations:
                self.variations[number] = [unchanged, *self._changed(base)]
            for several in self.variations[number] if asked else ():
                yield from ((each, several) for each in asked)

    def _changed(self, base: Prepared) -> Iterator[_Several]:
        """One person made like another, wholly and fact by fact, then each fact at its bounds and round them."""
        example = base.example
        shape = self.program.schema.shapes[base.people[0].shape]
        near = {
            **self.bounds,
            **{fact.name: self._near(fact) for fact in shape.facts if isinstance(fact.kind, NumberKind)},
        }
        for at, one in enumerate(example.people):
            alike = (each for other in example.people if other is not one for each in _like(one, other))
            for said, facts in (*alike, *changes_of(one.facts, shape, self.program, near)):
                draft, findings = draft_person({"id": one.name, **facts}, self.reading, shape, example.span)
                if draft is not None and not findings.faulty() and not findings.all():
                    yield _Several(f"{words(one.name)} — {said}", _with(base, at, facts, draft.person(shape)), {})

    def _near(self, fact: Fact) -> tuple[Number, ...]:
        """Its own bounds, and those of a sum it may be the whole of: what parameters are worth."""
        worth = (dated.value for each in self.program.parameters.values() for dated in each.values)
        whole = [each for each in worth if isinstance(each, int) and not isinstance(each, bool)]
        return tuple(
            dict.fromkeys((*self.bounds.get(fact.name, ()), *(each + by for each in whole for by in (-1, 0, 1))))
        )

    def _stand(self, several: _Several, target: str) -> tuple[Standings, Trace]:
        if target not in several.stood:
            trace = Trace()
            group = group_of(self.program, self.entries, several.prepared, trace)
            found = standings(group, Expected(target, "place", None))
            note_declared(group)
            several.stood[target] = found, trace
        return several.stood[target]

    def _noticing(self, mutant: Mutant, target: str, several: _Several) -> Iterator[Expected]:
        """What to expect of somebody so that the change is noticed, one after another."""
        before, _ = self._stand(several, target)
        group = group_of(mutant.program, self.entries, several.prepared)
        after = standings(group, Expected(target, "place", None))
        for name, decisions in before.items():
            now, then = (_outcome(each, target, self.program) for each in (decisions, after[name]))
            if now is not None and now != then:
                yield evolve(now, person=name)


def among(
    program: Program,
    examples: tuple[Prepared, ...],
    entries: Mapping[str, tuple[Entry, ...]],
    reading: Reading,
    bounds: Bounds,
) -> Among:
    """Of the written examples, those of several people without parameters of their own."""
    bases = [each for each in examples if each.example.people and each.people and not each.example.settings]
    return Among(program, entries, reading, bounds, bases, {})


def apart(prepared: Prepared) -> Iterator[Prepared]:
    """Each of several people as an example of that one, with what is expected of no one else."""
    example = prepared.example
    for one, person in zip(example.people, prepared.people, strict=True) if prepared.people else ():
        own = tuple(evolve(each, person="") for each in example.expected if each.person == one.name)
        alone = Example(example.title, example.person, one.facts, example.on, own, span=example.span)
        yield Prepared(alone, (person,), prepared.on)


def _like(one: ExamplePerson, other: ExamplePerson) -> Iterator[tuple[str, dict[str, object]]]:
    """One with what is known of another: everything, then a fact at a time."""
    yield f"всё как {words(other.name)}", dict(other.facts)
    for name, value in other.facts.items():
        if value != one.facts.get(name) and isinstance(value, int | str):
            yield f"{words(name)} {say(value)}", {**one.facts, name: value}


def _with(base: Prepared, at: int, facts: Mapping[str, object], person: Person) -> Prepared:
    """The example with other facts of one of its people."""
    told, people = list(base.example.people), list(base.people)
    told[at], people[at] = ExamplePerson(told[at].name, facts), person
    return evolve(base, people=tuple(people), example=evolve(base.example, people=tuple(told)))


def _targets(program: Program, base: Prepared) -> tuple[str, ...]:
    """Ratings and selections that the example asks about."""
    asked = (each.target for each in base.example.expected if is_standing(program, each))
    return tuple(dict.fromkeys(asked))


def _outcome(decisions: Decisions, target: str, program: Program) -> Expected | None:
    """What an example would say of the person; None of a fault."""
    if decisions.faults:
        return None
    if target in program.selections:
        seat = decisions.selections.get(target)
        if seat is None:
            return Expected(target, "not_applicable", None)
        unknown = seat.verdict is Admission.UNKNOWN
        return Expected(target, "is", None, unknown=True) if unknown else Expected(target, _SEATS[seat.verdict], None)
    result = decisions.ratings.get(target)
    if result is None:
        return None
    if result.place is None:
        return Expected(target, "no_place", None)
    return Expected(target, "shared_place" if result.shared > 1 else "place", result.place)
