"""A person's record from plain mappings (YAML, JSON, Python), checked against the schema."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeAlias

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.facts import cells
from iomrules.facts.findings import Findings, Place
from iomrules.facts.identity import Identity, Part, identity, identity_part
from iomrules.facts.kinds import Reading, form_of
from iomrules.facts.letters import fold_all, shown, spelled
from iomrules.facts.placed import place_of
from iomrules.facts.record import Fact, ListKind, NumberKind, Person, Shape, word_of_all
from iomrules.frozen import define, evolve, field
from iomrules.values import Entry, Value


class Shelf(Protocol):
    """What people are put into, one after another, and found in by their place."""

    def append(self, person: Person, /) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, place: int, /) -> Person: ...


@define
class Draft:
    """A person whose record is still being gathered, with everything found wrong in it.

    put_at: where on the shelf the record stands, once it is there; below zero until then. told: the place in words,
    where that is known already.
    """

    identity: Identity
    place: Place
    facts: dict[str, Value] = field(factory=dict)
    findings: Findings = field(factory=Findings)
    put_at: int = -1
    told: str = ""

    @property
    def where(self) -> str:
        """The place in words."""
        return self.told or str(self.place)

    def person(self, shape: Shape) -> Person:
        """The record, with every declared fact; those not given are unknown."""
        facts = shape.nothing_given | self.facts
        who, where = self.identity, self.where
        entry = Entry(shape.name, MappingProxyType(facts), who.id, where)
        return Person(who.id, shape.name, entry, who.name, who.form_class, who.sex, where)

    def put(self, shelf: Shelf, shape: Shape) -> int:
        """Puts the record on the shelf, where it is not yet, and lets the facts go. Gives its place there."""
        if self.put_at < 0:
            self.put_at = len(shelf)
            shelf.append(self.person(shape))
            self.facts = _NO_FACTS
        return self.put_at

    def done(self, shelf: Shelf, shape: Shape) -> "Draft":
        """What is left of a draft to which nothing will be added, when its record is on the shelf: little."""
        at, who = self.put(shelf, shape), self.identity
        named = Identity(who.id, who.name.shared(), word_of_all(who.form_class), who.sex, who.given_id)
        return Draft(named, self.place, self.facts, self.findings if self.findings.met else _NOTHING_MET, at)


#: of drafts that are done, which nobody adds to
_NO_FACTS: dict[str, Value] = {}
_NOTHING_MET = Findings()


def draft_person(plain: object, reading: Reading, shape: Shape, place: Place) -> tuple[Draft | None, Findings]:
    """A person's draft and what was found wrong; no draft where nobody is named."""
    reading = evolve(reading, findings=Findings())
    if not isinstance(plain, Mapping):
        got, got_en = form_of(plain)
        words = {"expected": "запись о человеке", "expected_en": "a person's record", "got": got, "got_en": got_en}
        reading.findings.add(codes.PLAIN_SHAPE, place, **words)
        return None, reading.findings
    parts: dict[Part, object] = {}
    given: dict[str, tuple[Fact, object, Place]] = {}
    for key, raw in plain.items():
        _sort_key(key, raw, place_of(plain, key, place), shape, reading=reading, parts=parts, given=given)
    who = identity(parts, place, reading.findings)
    facts = {
        fact.name: reading.value(fact_raw(raw, fact), fact, at, fact.unknown)
        for fact, raw, at in given.values()
        if not told_as_class(fact, reading.findings)
    }
    if who is None:
        return None, reading.findings
    return Draft(who, place, facts, reading.findings), reading.findings


def _sort_key(
    key: object,
    raw: object,
    at: Place,
    shape: Shape,
    *,
    reading: Reading,
    parts: dict[Part, object],
    given: dict[str, tuple[Fact, object, Place]],
) -> None:
    """Put one key of a record where it belongs: identity, a fact, or both (`класс`)."""
    word = spelled(key)
    names = reading.vocabulary.facts(shape)
    found = names.find(word)
    fact = shape.fact(found.name) if found else None
    part = identity_part(word)
    if fact:
        if fact.name in given:
            first = str(given[fact.name][2])
            reading.findings.add(codes.DUPLICATE_KEY, at, key=shown(word), first=first)
        given[fact.name] = (fact, raw, at)
    if part and is_identity(part[0], fact):
        parts.setdefault(part[0], raw)
    elif not fact:
        reading.findings.add(codes.UNKNOWN_KEY, at, key=shown(word), **names.suggestion(word))


def is_identity(part: Part, fact: Fact | None) -> bool:
    """Whether a column names the person: a teacher's list of classes does not."""
    return fact is None or not (part is Part.CLASS and isinstance(fact.kind, ListKind))


def told_as_class(fact: Fact, findings: Findings) -> bool:
    """Whether the fact is the class, and what stands there was already said to be none."""
    return bool(findings.met) and class_refused(findings) and is_class(fact)


def class_refused(findings: Findings) -> bool:
    """Whether what stands as the class was said to be none."""
    return any(found.kind is codes.NOT_A_CLASS for found in findings.met)


def is_class(fact: Fact) -> bool:
    """Whether the fact is the class of its person."""
    part = identity_part(fact.name)
    return bool(part and part[0] is Part.CLASS)


def fact_raw(raw: object, fact: Fact) -> object:
    """The raw value a fact is read from: a number that is kept as a class, `10А`, gives 10."""
    if isinstance(raw, str) and isinstance(fact.kind, NumberKind) and is_class(fact):
        number = cells.class_number(raw)
        return raw if number is None else number
    return raw


#: drafts whose id is theirs alone, what was met twice, the ids left out
Distinct: TypeAlias = tuple[tuple[Draft, ...], tuple[Diagnostic, ...], tuple[str, ...]]


def without_duplicates(drafts: Iterable[Draft]) -> Distinct:
    """The drafts whose id is theirs alone, what was met twice, and the ids left out.

    Two records under one id are both left out: nothing says which is right. Ids differing only in case or ё/е are one.
    """
    by_id: dict[str, list[Draft]] = {}
    every = tuple(drafts)
    numbers = fold_all([draft.identity.id for draft in every])
    if len(set(numbers)) == len(every):
        return every, _similar(every), ()
    for draft, number in zip(every, numbers, strict=True):
        by_id.setdefault(number, []).append(draft)
    found: list[Diagnostic] = []
    for same in by_id.values():
        for other in same[1:]:
            first, second = same[0].where, other.where
            id_shown = shown(other.identity.id)
            found.append(codes.DUPLICATE_PERSON.at(other.place, id=id_shown, first=first, second=second))
    alone = tuple(same[0] for same in by_id.values() if len(same) == 1)
    left_out = tuple(same[0].identity.id for same in by_id.values() if len(same) > 1)
    return alone, (*found, *_similar(alone)), left_out


def _similar(drafts: tuple[Draft, ...]) -> tuple[Diagnostic, ...]:
    """Warnings about one name in one class under two ids."""
    first: dict[tuple[str, str], Draft] = {}
    found: list[Diagnostic] = []
    named = [draft for draft in drafts if draft.identity.name.surname and draft.identity.name.given]
    names = fold_all([draft.identity.name.full() for draft in named])
    classes = fold_all([draft.identity.form_class for draft in named])
    for draft, *same in zip(named, names, classes, strict=True):
        who = draft.identity
        earlier = first.setdefault((same[0], same[1]), draft)
        if earlier is not draft:
            words = {"name": shown(who.name.full(), 80), "form_class": who.form_class or "—"}
            found.append(codes.SIMILAR_PERSON.at(draft.place, related=(), first=earlier.where, **words))
    return tuple(found)
