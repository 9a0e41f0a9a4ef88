"""Programs and records at random, decided by the interpreter and by generated code: the two must not differ."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

from attrs import evolve, frozen

from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, Engine
from iomrules.reason.engine import Interpreting, entries_of_catalogues
from iomrules.reason.python.code import source_of
from iomrules.reason.python.engine import PythonEngine
from iomrules.values import ABSENT, ByKey, Entry, Missing, Unknown, Value
from tests.fuzz.laws import checked, person, read_sound
from tests.strategies.programs import withheld, write_full_record, write_program

#: days at the edges of windows, of parameters and of rules, and one in the middle
DAYS = (
    *(date(2026, 10, 15), date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 1), date(2026, 12, 31), date(2024, 2, 29)),
    *(date(2026, 4, 1), date(2019, 9, 1), date(2019, 8, 31), date(2020, 9, 1), date(2026, 3, 31)),
)


@frozen
class Difference:
    """A pair that the two engines decide differently."""

    seed: int
    number: int
    text: str
    told: str


def engines(program: Program) -> tuple[Engine, Engine]:
    """The interpreter and generated code."""
    catalogues = entries_of_catalogues(program, {})
    return Interpreting(program, catalogues), PythonEngine(source_of(program), program, catalogues)


def differing(one: Engine, other: Engine, who: Person, on: date) -> str:
    """What differs, or nothing. Numbers must be of the same type too, and names in the same order."""
    first = one.decide(who, on)
    try:
        second = other.decide(who, on)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    told = [
        f"{name}: {left!r}\n  but: {right!r}"
        for name, left, right in zip(_PARTS, _parts(first), _parts(second), strict=True)
        if left != right
    ]
    return "\n".join(told)


_PARTS = ("verdicts", "values", "ratings", "faults", "candidates")


def _parts(decisions: Decisions) -> tuple[list[object], ...]:
    return (
        [repr(each) for each in decisions.verdicts.items()],
        [repr(each) for each in decisions.values.items()],
        [repr(each) for each in decisions.ratings.items()],
        [(each, repr(each.diagnostic.values)) for each in decisions.faults],
        [repr(each) for each in decisions.candidates.items()],
    )


def people(random: Random, program: Program, count: int) -> Iterator[Person]:
    """Invented people: complete ones, ones that lack facts, ones with strange but sound values."""
    for number in range(count):
        full = write_full_record(random)
        given = full if random.random() < 0.4 else withheld(random, full, random.choice((0.3, 0.7, 0.9)))
        made = evolve(person(program, given), id=f"В-{number}")
        yield strange(random, made) if random.random() < 0.3 else made


def strange(random: Random, who: Person) -> Person:
    """The same person with a value changed to one at an edge: great, not whole, absent, empty, excused."""
    fields = dict(who.facts.fields)
    for _ in range(random.randint(1, 3)):
        name = random.choice(sorted(fields))
        fields[name] = _edge(random, fields[name])
    return evolve(who, facts=Entry(who.facts.shape, fields, who.facts.key, who.facts.place))


def _edge(random: Random, value: Value) -> Value:
    match value:
        case bool():
            return not value
        case int() | Fraction():
            return random.choice((0, 1, 10**30, -(10**30), -1, value))
        case ByKey(pairs=pairs) if pairs:
            place = random.randrange(len(pairs))
            other = random.choice((ABSENT, 1, 5, Unknown((Missing("отметка"),)), Unknown((Missing("отметка"),), 3, 4)))
            return ByKey((*pairs[:place], (pairs[place][0], other), *pairs[place + 1 :]))
        case tuple() if value:
            return random.choice((value[:1] * 4, (), value + value, (*value[1:], _changed(random, value[0]))))
    return value


def _changed(random: Random, element: Value) -> Value:
    if not isinstance(element, Entry):
        return Unknown((Missing("строка списка"),))
    fields = dict(element.fields)
    name = random.choice(sorted(fields))
    if random.random() < 0.5:
        del fields[name]
    else:
        fields[name] = random.choice((Unknown((Missing(name),)), fields[name]))
    return Entry(element.shape, fields, element.key, element.place)


def pairs(seed: int, count: int) -> tuple[int, list[Difference]]:
    """How many pairs one generated program made, and those that differ. count: people a program."""
    random = Random(seed)
    text = write_program(random, random.choice((1, 2, 3)))
    program = checked(read_sound(text))
    one, other = engines(program)
    days = (DAYS[0], random.choice(DAYS))
    found = []
    for number, who in enumerate(people(random, program, count)):
        told = differing(one, other, who, days[number % 2])
        if told:
            found.append(Difference(seed, number, text, told))
    return count, found
