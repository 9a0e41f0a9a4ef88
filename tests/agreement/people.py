"""Invented people of the generated school: many out of a few, by mixing facts and by putting values at edges."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random

from attrs import evolve

from iomrules.facts.record import ByKeyKind, Fact, Kind, ListKind, NumberKind, Person, RecordKind, Schema
from iomrules.program.core import Program, Window
from iomrules.reason.windows import window
from iomrules.values import ABSENT, ByKey, Entry, Missing, Unknown, Value
from tests.fuzz.laws import checked, person, read_sound
from tests.strategies.programs import withheld, write_full_record

#: days at the edges of windows, of parameters and of rules, and one in the middle
DAYS = (
    *(date(2026, 10, 15), date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 1), date(2026, 12, 31), date(2024, 2, 29)),
    *(date(2026, 4, 1), date(2019, 9, 1), date(2019, 8, 31), date(2020, 9, 1), date(2026, 3, 31)),
)
PERIODS = ("year", "half", "quarter", "last_years", "last_school_years", "last_months")
#: records read from plain data; all others are made of these, for reading is slow
READ = 1000
#: the sort of values that stand at edges of arithmetic: halves of both signs, great ones, more than a table keeps
NUMBERS = (0, -1, 1, *(Fraction(2 * half + 1, 2) for half in (-3, -1, 0, 2)), Fraction(1, 8), 10**6, -(10**6))
GREAT = (10**30, -(10**30))


@cache
def edges() -> tuple[date, ...]:
    """First and last days of windows seen from DAYS and of cohorts, and the days beside them."""
    asked = [Window(period, count, "") for period in PERIODS for count in (1, 2, 3, 12)]
    met = {day for on in DAYS for each in asked for day in window(each, on)}
    met |= {date(year, month, 1) for year in range(2019, 2028) for month in (1, 4, 9, 11)}
    return tuple(sorted({day + timedelta(by) for day in met for by in (-1, 0, 1)}))


@cache
def read_people() -> tuple[Person, ...]:
    """People as records give them, some complete, some that lack facts: the same in every run."""
    random, program = Random(READ), checked(read_sound(""))
    made = []
    for _ in range(READ):
        full = write_full_record(random)
        made.append(
            person(program, full if random.random() < 0.4 else withheld(random, full, random.choice((0.3, 0.7, 0.9))))
        )
    return tuple(made)


def people(random: Random, count: int) -> Iterator[Person]:
    """So many people: read ones, mixtures of two, and ones with values at edges."""
    known = read_people()
    for number in range(count):
        made = evolve(random.choice(known), id=f"В-{number}")
        if random.random() < 0.7:
            made = mixed(random, made, random.choice(known))
        yield strange(random, made) if random.random() < 0.3 else made


def mixed(random: Random, one: Person, other: Person) -> Person:
    """The first with some of the other's facts, or with what the other does not know."""
    fields = dict(one.facts.fields)
    for name in fields:
        if random.random() < 0.3:
            fields[name] = other.facts.fields[name]
    return with_fields(one, fields)


def strange(random: Random, who: Person) -> Person:
    """The same person with a value changed to one at an edge: great, not whole, absent, empty, excused."""
    fields = dict(who.facts.fields)
    for _ in range(random.randint(1, 3)):
        name = random.choice(sorted(fields))
        fields[name] = _edge(random, fields[name])
    return with_fields(who, fields)


def with_fields(who: Person, fields: dict[str, Value]) -> Person:
    return evolve(who, facts=Entry(who.facts.shape, fields, who.facts.key, who.facts.place))


def _edge(random: Random, value: Value) -> Value:
    match value:
        case bool():
            return not value
        case int() | Fraction():
            return random.choice((*NUMBERS, value, value, *(GREAT if random.random() < 0.2 else ())))
        case date():
            return random.choice(edges())
        case ByKey(pairs=pairs) if pairs:
            place = random.randrange(len(pairs))
            other = random.choice((ABSENT, 1, 5, Unknown((Missing("отметка"),)), Unknown((Missing("отметка"),), 3, 4)))
            return ByKey((*pairs[:place], (pairs[place][0], other), *pairs[place + 1 :]))
        case tuple() if value:
            changed = (*value[1:], _changed(random, value[0]))
            return random.choice((value[:1] * 4, (), value + value, changed, changed))
    return value


def _changed(random: Random, element: Value) -> Value:
    if not isinstance(element, Entry):
        return Unknown((Missing("строка списка"),))
    fields = dict(element.fields)
    name = random.choice(sorted(fields))
    if random.random() < 0.3:
        del fields[name]
    elif isinstance(fields[name], date):
        fields[name] = random.choice(edges())
    else:
        fields[name] = random.choice((Unknown((Missing(name),)), fields[name]))
    return Entry(element.shape, fields, element.key, element.place)


# --- whom a file keeps ---------------------------------------------------------------------------------------------


def kept_in_files(program: Program, who: Sequence[Person]) -> list[Person]:
    """Those of one shape whom a file gives back as they are: values in bounds, whole where they must be."""
    return [each for each in who if _record_kept(program.schema, each.facts)]


def _record_kept(schema: Schema, entry: Entry) -> bool:
    return all(
        fact.name not in entry.fields or _kept(schema, fact, fact.kind, entry.fields[fact.name])
        for fact in schema.shapes[entry.shape].facts
    )


def _kept(schema: Schema, fact: Fact, kind: Kind, value: Value) -> bool:
    match kind:
        case NumberKind(low=low, high=high, whole=whole):
            if isinstance(value, Unknown):
                return (value.low, value.high) in ((None, None), (low, high))
            if not isinstance(value, int | Fraction):
                return True
            in_bounds = (low is None or value >= low) and (high is None or value <= high)
            return in_bounds and abs(value) < 10**12 and (10**6 * value if not whole else value).denominator == 1
        case ByKeyKind(element=element) if isinstance(value, ByKey):
            return all(_kept(schema, fact, element, each) for _, each in value)
        case ListKind(element=element, bound=bound) if isinstance(value, tuple):
            return (not bound or len(value) <= bound) and all(_kept(schema, fact, element, each) for each in value)
        case RecordKind() if isinstance(value, Entry):
            return _record_kept(schema, value)
        case RecordKind():
            return False
    return True
