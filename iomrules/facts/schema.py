"""What a record can be made of: kinds of values, enumerations, shapes of records, catalogues."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from iomrules.frozen import field, frozen
from iomrules.source import NOWHERE, Span
from iomrules.values import Entry, Missing, Number, Unknown


@frozen
class NumberKind:
    """An exact number. unit: canonical unit (`балл`, `ч/нед`, `%`, `отметка`) or empty; low, high: inclusive bounds."""

    unit: str = ""
    whole: bool = False
    low: Number | None = None
    high: Number | None = None


@frozen
class TruthKind:
    """да or нет."""


@frozen
class DateKind:
    """A calendar date."""


@frozen
class TextKind:
    """Free text: may be shown and compared for equality, never computed with."""


@frozen
class EnumKind:
    """A member of a declared enumeration."""

    enumeration: str


@frozen
class RecordKind:
    """A record of a declared shape, such as one achievement."""

    shape: str


@frozen
class KeyKind:
    """The key of an entry of a catalogue, such as the code of a course."""

    catalogue: str


@frozen
class ListKind:
    """A list. bound: the most elements a person may have; the cost of a rule is computed from it."""

    element: "Kind"
    bound: int


@frozen
class ByKeyKind:
    """One value for each member of an enumeration, such as a mark for each subject."""

    enumeration: str
    element: "Kind"


Kind: TypeAlias = NumberKind | TruthKind | DateKind | TextKind | EnumKind | RecordKind | KeyKind | ListKind | ByKeyKind


def _words(given: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(given))


@frozen
class Enumeration:
    """Members in order, weakest first where ordered.

    synonyms: another spelling -> member. titles: member -> words for people.
    """

    name: str
    members: tuple[str, ...]
    ordered: bool = False
    synonyms: Mapping[str, str] = field(factory=dict, converter=_words)
    titles: Mapping[str, str] = field(factory=dict, converter=_words)
    title: str = ""

    def rank(self, member: str) -> int:
        return self.members.index(member)


@frozen
class Fact:
    """One field of a record.

    optional: may be absent, which is not the same as unknown. source: the register it is kept in.
    health: a special category of personal data; rules read it only where it is declared so.
    entry_day: the day the person entered, by which cohorts are told; one a record at most.
    unknown: what stands where it was not given; made once, for everybody lacks something.
    """

    name: str
    kind: Kind
    title: str = ""
    source: str = ""
    optional: bool = False
    health: bool = False
    entry_day: bool = False
    unknown: Unknown = field(init=False, repr=False, eq=False)

    @unknown.default
    def _not_given(self) -> Unknown:
        return Unknown((missing(self),))


@frozen
class Shape:
    """The facts of one kind of record. person: True for those a rule can be about (ученик, педагог).

    nothing_given: every fact in the order declared, unknown.
    """

    name: str
    facts: tuple[Fact, ...]
    title: str = ""
    person: bool = False
    _by_name: Mapping[str, Fact] = field(init=False, repr=False, eq=False)
    nothing_given: MappingProxyType[str, Unknown] = field(init=False, repr=False, eq=False)

    @_by_name.default
    def _index(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in reversed(self.facts)}

    @nothing_given.default
    def _all_unknown(self) -> MappingProxyType[str, Unknown]:
        return MappingProxyType({fact.name: fact.unknown for fact in self.facts})

    def fact(self, name: str) -> Fact | None:
        return self._by_name.get(name)

    def entry_day(self) -> Fact | None:
        """The fact by which cohorts are told, or None where no cohort can be."""
        return next((fact for fact in self.facts if fact.entry_day), None)


@frozen
class SharedHours:
    """field: of an entry, a key of another catalogue; hours: a field there, of how many there are in all."""

    field: str
    hours: str


@frozen
class Catalogue:
    """A list of entries that belong to the school: courses, mentors, rooms.

    rows: those written in the ruleset or a plugin. only_with, never_with: fields of an entry with the keys of others:
    it is taken together with all of the first and with none of the second. seats: the field with how many people may
    take it. queue: the rating by which they come where seats run short. opens: the field with how many people a group
    of it opens from. Each is empty where nothing is said.
    shared: whose hours the entries share, such as a teacher's. span: where it is declared.
    """

    name: str
    shape: str
    title: str = ""
    bound: int = 200
    rows: tuple[Entry, ...] = ()
    only_with: str = ""
    never_with: str = ""
    seats: str = ""
    queue: str = ""
    shared: tuple[SharedHours, ...] = ()
    opens: str = ""
    span: Span = field(default=NOWHERE, eq=False)


@frozen
class Schema:
    """Everything a record can be made of. forms: any case form of a declared name, casefolded, ё as е -> the name."""

    enumerations: Mapping[str, Enumeration]
    shapes: Mapping[str, Shape]
    catalogues: Mapping[str, Catalogue] = field(factory=dict)
    forms: Mapping[str, str] = field(factory=dict)


def missing(fact: Fact, key: str = "") -> Missing:
    """The cause of an Unknown for `fact`, worded the same by the readers and the interpreter.

    key: the member asked for in a fact kept by key: `отметки: химия`.
    """
    words = fact.title or fact.name.replace("_", " ")
    return Missing(f"{words}: {key.replace('_', ' ')}" if key else words, fact.source)
