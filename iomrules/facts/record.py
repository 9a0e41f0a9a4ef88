"""The doorway of `facts`: kinds of values, the shapes of records, and people's records checked against them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, count
from types import MappingProxyType
from typing import Any, TypeAlias

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import field, frozen
from iomrules.lost import LOST, NOTHING
from iomrules.source import NOWHERE, Span
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Number, Unknown, Value


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
    nothing_given: Mapping[str, Unknown] = field(init=False, repr=False, eq=False)

    @_by_name.default
    def _index(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in reversed(self.facts)}

    @nothing_given.default
    def _all_unknown(self) -> Mapping[str, Unknown]:
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
    take it. queue: the rating by which they come where seats run short. Each is empty where nothing is said.
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
    span: Span = field(default=NOWHERE, eq=False)


@frozen
class Schema:
    """Everything a record can be made of. forms: any case form of a declared name, casefolded, ё as е -> the name."""

    enumerations: Mapping[str, Enumeration]
    shapes: Mapping[str, Shape]
    catalogues: Mapping[str, Catalogue] = field(factory=dict)
    forms: Mapping[str, str] = field(factory=dict)


@frozen
class PersonName:
    """A name as it stands in the register; parts may be empty."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""

    def full(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    def short(self) -> str:
        """Фамилия И. О."""
        initials = " ".join(f"{part[0]}." for part in (self.given, self.patronymic) if part)
        return f"{self.surname} {initials}".strip()


@frozen
class Person:
    """One person's checked record.

    id: as in the register; unique in a run; never used as a path unescaped.
    shape: the declared record it follows (`ученик`). facts: an Entry of that shape; a fact not given is Unknown.
    form_class: the class as a person writes it, `10А`; may be empty. sex: `м`, `ж` or empty, only for declension.
    laid: the facts once more, laid out for quick reading by a `Layout`, if anybody has done so.
    """

    id: str
    shape: str
    facts: Entry
    name: PersonName = PersonName()
    form_class: str = ""
    sex: str = ""
    place: str = ""
    laid: "Row | None" = field(init=False, default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """As it was made: how it is laid out means something in one process only."""
        return Person, (self.id, self.shape, self.facts, self.name, self.form_class, self.sex, self.place)


@frozen
class Records:
    """What a reading gave: sound people, the school's catalogue entries, and every fault and warning met.

    faulty: ids (or places) of people left out because their own data are at fault.
    """

    people: tuple[Person, ...] = ()
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    faulty: tuple[str, ...] = ()


def missing(fact: Fact, key: str = "") -> Missing:
    """The cause of an Unknown for `fact`, worded the same by the readers and the interpreter.

    key: the member asked for in a fact kept by key: `отметки: химия`.
    """
    words = fact.title or fact.name.replace("_", " ")
    return Missing(f"{words}: {key.replace('_', ' ')}" if key else words, fact.source)


# --- laid out for quick reading ------------------------------------------------------------------------------------

#: a person's facts in the places of a layout, which itself stands first
Row: TypeAlias = tuple[Any, ...]
#: the longest list that is laid out: counts of its elements fit into bytes
LONGEST_LIST = 255
#: where the numbers of elements begin anew to be given out, so that no data set fills the memory
MOST_NUMBERS = 50_000
#: what lays the values that a fact has of many people, one after another, into columns
_Lay: TypeAlias = "Callable[[Sequence[Any]], tuple[Sequence[Any], ...]]"


class Elements:
    """Numbers for the records in a list: the same for those that differ in nothing but dates and texts.

    coded: the fields that tell a number. apart: the others that a rule may ask for.
    """

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        kinds = NumberKind | TruthKind | EnumKind | KeyKind
        self.coded = tuple(fact.name for fact in facts if isinstance(fact.kind, kinds))
        self.apart = tuple(fact.name for fact in facts if isinstance(fact.kind, DateKind | TextKind))
        self._told = tuple(
            (fact.name, _plain(fact.kind, _odd, names=True)) for fact in facts if isinstance(fact.kind, kinds)
        )
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._by_number: dict[int, tuple[Any, ...]] = {}
        self._next = count()

    def told(self, element: Value) -> tuple[Any, ...]:
        """All that a number stands for: the coded fields, and the key of its own."""
        return self._all_told((element,))[0]

    def _all_told(self, elements: Sequence[Value]) -> list[tuple[Any, ...]]:
        odd = [at for at, each in enumerate(elements) if type(each) is not Entry]
        entries: Any = [each if type(each) is Entry else _NO_ENTRY for each in elements] if odd else elements
        fields = [each.fields for each in entries]
        columns = [tell([each.get(name) for each in fields]) for name, tell in self._told]
        told = list(zip(*columns, [each.key for each in entries], strict=True))
        for at in odd:
            told[at] = (("?", elements[at]),) * (len(self.coded) + 1)
        return told

    def numbers(self, elements: Sequence[Value]) -> list[int]:
        """The numbers of elements; others after very many, never the same for two that are told apart."""
        known = self._numbers.get
        return [found if (found := known(told)) is not None else self._new(told) for told in self._all_told(elements)]

    def _new(self, told: tuple[Any, ...]) -> int:
        if len(self._numbers) >= MOST_NUMBERS:
            self._numbers.clear()
            self._by_number.clear()
        number = self._numbers.setdefault(told, next(self._next))
        self._by_number[number] = told
        return number

    def told_of(self, number: int, element: Value) -> tuple[Any, ...]:
        """What the number of an element stands for."""
        told = self._by_number.get(number)
        return self.told(element) if told is None else told


_NO_ENTRY = Entry("", {})


class Layout:
    """How the facts of people of one shape are laid out, one place after another.

    places: fact and part of each place after the first. The part is empty for a plain value; LOST stands for what is
    not plainly known, NOTHING for what is absent. A fact by key has its values by member (`by`) and as they are given
    (`given`), a list its elements (`given`); a list of records the numbers of its elements (`numbers`), and what of
    each stands in every date and text, under the field's name.
    """

    def __init__(
        self, facts: tuple[Fact, ...], shapes: Mapping[str, tuple[Fact, ...]], members: Mapping[str, tuple[str, ...]]
    ) -> None:
        """shapes: facts of the records in lists. members: of the enumerations that facts are kept by."""
        self.elements: dict[str, Elements] = {}
        places: list[tuple[str, str]] = []
        ways: list[tuple[str, _Lay]] = []
        for fact in facts:
            parts: tuple[str, ...]
            match fact.kind:
                case ByKeyKind(enumeration=enumeration, element=kind):
                    parts, way = ("by", "given"), _by_key(members[enumeration], kind)
                case ListKind(element=RecordKind(shape=shape)):
                    elements = self.elements[fact.name] = Elements(shapes[shape])
                    parts, way = ("numbers", *elements.apart), _records(elements, fact.optional)
                case ListKind():
                    parts, way = ("given",), _listed(fact.optional)
                case _:
                    parts, way = ("",), _alone(fact.kind, fact.optional)
            places += ((fact.name, part) for part in parts)
            ways.append((fact.name, way))
        self.places, self._ways = tuple(places), tuple(ways)

    def lay(self, person: Person) -> Row:
        """The person's row, kept with the person."""
        return self.lay_all((person,))[0]

    def lay_all(self, people: Sequence[Person]) -> list[Row]:
        """Everybody's rows, each kept with its person: a fact of all of them at once takes a third of the time."""
        given = [person.facts.fields for person in people]
        columns: list[Sequence[Any]] = [[self] * len(given)]
        for name, way in self._ways:
            columns += way([each.get(name) for each in given])
        rows = list(zip(*columns, strict=True))
        for person, row in zip(people, rows, strict=True):
            object.__setattr__(person, "laid", row)
        return rows


def layout_of(schema: Schema, shape: str) -> Layout:
    """The layout of people of a shape, one and the same for equal shapes."""
    facts = schema.shapes[shape].facts if shape in schema.shapes else ()
    kinds = [fact.kind for fact in facts]
    listed = (
        kind.element.shape for kind in kinds if isinstance(kind, ListKind) and isinstance(kind.element, RecordKind)
    )
    shapes = tuple((name, schema.shapes[name].facts) for name in dict.fromkeys(listed))
    kept_by = dict.fromkeys(kind.enumeration for kind in kinds if isinstance(kind, ByKeyKind))
    return _layout(facts, shapes, tuple((name, schema.enumerations[name].members) for name in kept_by))


@lru_cache(maxsize=64)
def _layout(
    facts: tuple[Fact, ...],
    shapes: tuple[tuple[str, tuple[Fact, ...]], ...],
    members: tuple[tuple[str, tuple[str, ...]], ...],
) -> Layout:
    return Layout(facts, dict(shapes), dict(members))


def _plain(kind: Kind, other: Callable[[Any], Any], *, names: bool = False) -> Callable[[Iterable[Any]], list[Any]]:
    """Values of a kind as they are where each is plainly known, and what `other` makes of them where it is not.

    names: of members, the name alone.
    """
    if isinstance(kind, EnumKind):
        own = kind.enumeration
        if names:
            return lambda values: [
                each.name if each.__class__ is Member and each.enumeration == own else other(each) for each in values
            ]
        return lambda values: [
            each if each.__class__ is Member and each.enumeration == own else other(each) for each in values
        ]
    number: tuple[type, ...] = (int,) if isinstance(kind, NumberKind) and kind.whole else (int, Fraction)
    classes = {NumberKind: number, TruthKind: (bool,), DateKind: (date,), TextKind: (str,), KeyKind: (str,)}
    known = classes.get(type(kind), ())
    return lambda values: [each if each.__class__ in known else other(each) for each in values]


def _odd(value: Any) -> Any:
    """What tells a value that is not plainly known from others."""
    return None if value is ABSENT else ("?", value)


def _lost(optional: bool) -> Callable[[Any], Any]:
    absent = NOTHING if optional else LOST
    return lambda value: absent if value is ABSENT else LOST


def _alone(kind: Kind, optional: bool) -> _Lay:
    plain = _plain(kind, _lost(optional))
    return lambda values: (plain(values),)


def _by_key(members: tuple[str, ...], kind: Kind) -> _Lay:
    plain = _plain(kind, _lost(True))

    def lay(values: Sequence[Any]) -> tuple[Sequence[Any], ...]:
        pairs = [each.pairs if each.__class__ is ByKey else () for each in values]
        found = [dict(each) for each in pairs]
        given = [
            tuple(by.values()) if each.__class__ is ByKey and len(by) == len(own) <= LONGEST_LIST else LOST
            for each, by, own in zip(values, found, pairs, strict=True)
        ]
        return [tuple(plain(map(each.get, members))) for each in found], given

    return lay


def _listed(optional: bool) -> _Lay:
    return lambda values: ([_given(each, optional) for each in values],)


def _records(elements: Elements, optional: bool) -> _Lay:
    def lay(values: Sequence[Any]) -> tuple[Sequence[Any], ...]:
        lists = [_given(each, optional) for each in values]
        every = [each for given in lists if given is not LOST for each in given]
        columns = [elements.numbers(every), *([_apart(each, name) for each in every] for name in elements.apart)]
        ends = list(accumulate(0 if given is LOST else len(given) for given in lists))
        stretches = [
            slice(end - len(given), end) if given is not LOST else None for given, end in zip(lists, ends, strict=True)
        ]
        return tuple([LOST if each is None else tuple(column[each]) for each in stretches] for column in columns)

    return lay


def _given(value: Any, optional: bool) -> Any:
    if value is ABSENT and optional:
        return ()
    return value if value.__class__ is tuple and len(value) <= LONGEST_LIST else LOST


def _apart(element: Value, name: str) -> Any:
    """A date or a text of an element; anything else is told apart from these."""
    value = element.fields.get(name) if type(element) is Entry else None
    if value.__class__ is date or value.__class__ is str:
        return value
    return _odd(value)
