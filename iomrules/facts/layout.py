"""Facts laid out for quick reading: a row of plain values a person, the records in lists as numbers.

A row is made once, when a record is read or first decided, and depends on nothing but the shapes that are declared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, count
from typing import Any, Protocol, TypeAlias

from iomrules.facts.schema import (
    ByKeyKind,
    DateKind,
    EnumKind,
    Fact,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Schema,
    TextKind,
    TruthKind,
)
from iomrules.lost import LOST, NOTHING
from iomrules.values import ABSENT, ByKey, Entry, Member, Value

#: a person's facts in the places of a layout, which itself stands first
Row: TypeAlias = tuple[Any, ...]
#: the longest list that is laid out: counts of its elements fit into bytes
LONGEST_LIST = 255
#: where the numbers of elements begin anew to be given out, so that no data set fills the memory
MOST_NUMBERS = 50_000
#: what lays a value of one person, part by part
_LayOne: TypeAlias = "Callable[[Any], Sequence[Any]]"
#: what lays the values that a fact has of many people, one after another, into columns
_Lay: TypeAlias = "Callable[[Sequence[Any]], tuple[Sequence[Any], ...]]"


class Facts(Protocol):
    """Whoever has facts."""

    @property
    def facts(self) -> Entry: ...


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
        self._known = tuple((fact.name, *_known(fact.kind)) for fact in facts if isinstance(fact.kind, kinds))
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

    def number(self, element: Value) -> int:
        """The number of one element: sooner than those of a list of one."""
        if type(element) is not Entry:
            return self.numbers((element,))[0]
        get = element.fields.get
        told: list[Any] = []
        for name, classes, own in self._known:
            value: Any = get(name)
            if type(value) not in classes or (own and value.enumeration != own):
                told.append(_odd(value))
            else:
                told.append(value.name if own else value)
        told.append(element.key)
        found = self._numbers.get(key := tuple(told))
        return self._new(key) if found is None else found

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
        alone: list[tuple[str, tuple[type, ...], str, Any, _LayOne | None]] = []
        for fact in facts:
            parts: tuple[str, ...]
            one: _LayOne | None = None
            match fact.kind:
                case ByKeyKind(enumeration=enumeration, element=kind):
                    parts, way = ("by", "given"), _by_key(members[enumeration], kind)
                    one = _one_by_key(members[enumeration], kind)
                case ListKind(element=RecordKind(shape=shape)):
                    elements = self.elements[fact.name] = Elements(shapes[shape])
                    parts, way = ("numbers", *elements.apart), _records(elements, fact.optional)
                    one = _one_list(elements, fact.optional)
                case ListKind():
                    parts, way = ("given",), _listed(fact.optional)
                    one = _one_list(None, fact.optional)
                case _:
                    parts, way = ("",), _alone(fact.kind, fact.optional)
            places += ((fact.name, part) for part in parts)
            ways.append((fact.name, way))
            alone.append((fact.name, *_known(fact.kind), NOTHING if fact.optional else LOST, one))
        self.places, self._ways, self._alone = tuple(places), tuple(ways), tuple(alone)

    def lay(self, person: Facts) -> Row:
        """One person's row, kept with the person."""
        get = person.facts.fields.get
        row: list[Any] = [self]
        for name, classes, own, absent, way in self._alone:
            value: Any = get(name)
            if way is not None:
                row += way(value)
            elif type(value) not in classes or (own and value.enumeration != own):
                row.append(absent if value is ABSENT else LOST)
            else:
                row.append(value)
        laid = tuple(row)
        object.__setattr__(person, "laid", laid)
        return laid

    def lay_all(self, people: Sequence[Facts]) -> list[Row]:
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
    known, _ = _known(kind)
    return lambda values: [each if each.__class__ in known else other(each) for each in values]


def _known(kind: Kind) -> tuple[tuple[type, ...], str]:
    """Classes of the known values of a kind, and the enumeration that members are of."""
    number: tuple[type, ...] = (int,) if isinstance(kind, NumberKind) and kind.whole else (int, Fraction)
    classes = {NumberKind: number, TruthKind: (bool,), DateKind: (date,), TextKind: (str,), KeyKind: (str,)}
    if isinstance(kind, EnumKind):
        return (Member,), kind.enumeration
    return classes.get(type(kind), ()), ""


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
    one = _one_by_key(members, kind)
    return lambda values: tuple(zip(*map(one, values), strict=True))


def _one_by_key(members: tuple[str, ...], kind: Kind) -> _LayOne:
    plain = _plain(kind, _lost(True))
    plainly = [{each} for each in _known(kind)[0] if not isinstance(kind, EnumKind)]

    def lay(value: Any) -> Sequence[Any]:
        pairs = value.pairs if value.__class__ is ByKey else ()
        if len(pairs) == len(members) <= LONGEST_LIST and pairs:
            names, given = zip(*pairs, strict=True)
            if names == members and {*map(type, given)} in plainly:
                return given, given  # as most are: every member in its order, nothing missing
        found = dict(pairs)
        listed = value.__class__ is ByKey and len(found) == len(pairs) <= LONGEST_LIST
        return tuple(plain(map(found.get, members))), tuple(found.values()) if listed else LOST

    return lay


def _one_list(elements: Elements | None, optional: bool) -> _LayOne:
    """elements: None where they are no records."""

    def lay(value: Any) -> Sequence[Any]:
        given = _given(value, optional)
        if elements is None:
            return (given,)
        if given is LOST:
            return (LOST,) * (1 + len(elements.apart))
        numbers = tuple([elements.number(each) for each in given])
        return (numbers, *[tuple([_apart(each, name) for each in given]) for name in elements.apart])

    return lay


def _listed(optional: bool) -> _Lay:
    return lambda values: ([_given(each, optional) for each in values],)


def _records(elements: Elements, optional: bool) -> _Lay:
    def lay(values: Sequence[Any]) -> tuple[Sequence[Any], ...]:
        lists = [_given(each, optional) for each in values]
        every = [each for given in lists if given is not LOST for each in given]
        columns = [elements.numbers(every), *_all_apart(every, elements.apart)]
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


def _all_apart(elements: Sequence[Value], names: Sequence[str]) -> Iterator[list[Any]]:
    """`_apart` of all elements, a field after another."""
    fields = [each.fields if type(each) is Entry else _NO_ENTRY.fields for each in elements]
    for name in names:
        given: list[Any] = [each.get(name) for each in fields]
        yield [each if each.__class__ is date or each.__class__ is str else _odd(each) for each in given]


def _apart(element: Value, name: str) -> Any:
    """A date or a text of an element; anything else is told apart from these."""
    value = element.fields.get(name) if type(element) is Entry else None
    if value.__class__ is date or value.__class__ is str:
        return value
    return _odd(value)
