"""A table as boxes: the values of each key cut into the few cases its rows tell apart, and the rows that fit each.

Coordinates are compressed: between two numbers that no row names, all numbers are one case. Rows are bits of a whole
number, so that the rows that fit several keys at once are one `&`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from iomrules.facts.record import DateKind, KeyKind, Kind, NumberKind
from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.program.possible import Possible, meet
from iomrules.values import ABSENT, Member, Number, Value, decimal_text

#: a text or a code that no row names
OTHER = "\0другое"
#: the axis of time
ON = "на дату"
#: the axis of the day of entry
ENTERED = "поступление"


@frozen
class Case:
    """One case of a key. value: a witness of it; rows: bits of those that fit.

    loose: it lies between two limits of a key that is no whole number.
    """

    value: Value
    rows: int
    loose: bool = False


@frozen
class Axis:
    """One key. name: as declared, or ON. cases: every one that can be, in order."""

    name: str
    kind: Kind
    cases: tuple[Case, ...]


def axes(program: core.Program, table: core.Table, domains: Sequence[Possible]) -> tuple[Axis, ...]:
    """An axis for each key and, where rows say so, for the date and the day of entry. domains: of each key."""
    made = []
    for place, (key, domain) in enumerate(zip(table.keys, domains, strict=True)):
        tests = [row.tests[place] for row in table.rows]
        made.append(Axis(key.name, key.kind, tuple(_cases(program, key.kind, tests, domain))))
    if any(row.begin or row.end for row in table.rows):
        spells = [core.InBand(row.begin, row.end) for row in table.rows]
        made.append(Axis(ON, DateKind(), tuple(_cases(program, DateKind(), spells, _time(program, table)))))
    if any(row.cohort for row in table.rows):
        said = [row.cohort or core.Cohort() for row in table.rows]
        cohorts = [core.InBand(cohort.begin, cohort.end) for cohort in said]
        made.append(Axis(ENTERED, DateKind(), tuple(_cases(program, DateKind(), cohorts, Possible(step=1)))))
    return tuple(made)


def _time(program: core.Program, table: core.Table) -> Possible:
    """The days a table is for: from its first day or that of the rules, to its last where it has one."""
    begins = [row.begin for row in table.rows if row.begin]
    ends = [row.end for row in table.rows if row.end]
    begin = table.about.begin or program.about.begin or (min(begins) if begins else None)
    end = table.about.end or (max(ends) if len(ends) == len(table.rows) else None)
    return Possible(low=begin.toordinal() if begin else None, high=end.toordinal() if end else None, step=1)


def _cases(program: core.Program, kind: Kind, tests: Sequence[core.CellTest], domain: Possible) -> Iterator[Case]:
    everywhere = sum(1 << row for row, test in enumerate(tests) if isinstance(test, core.Anything))
    if isinstance(kind, NumberKind | DateKind):
        yield from _stretches(tests, domain, everywhere, dates=isinstance(kind, DateKind))
    else:
        yield from _members(tests, _listed(program, kind, tests, domain), everywhere)
    if domain.absent:
        none = sum(1 << row for row, test in enumerate(tests) if isinstance(test, core.IsAbsent))
        yield Case(ABSENT, none | everywhere)


# --- members, keys, texts, truths --------------------------------------------------------------------------


def _listed(program: core.Program, kind: Kind, tests: Iterable[core.CellTest], domain: Possible) -> tuple[Value, ...]:
    if domain.among is not None:
        return tuple(sorted(domain.among, key=_rank))
    named = dict.fromkeys(value for test in tests if isinstance(test, core.Is) for value in test.values)
    entries = program.schema.catalogues[kind.catalogue].rows if isinstance(kind, KeyKind) else ()
    return (*named, *(entry.key for entry in entries if entry.key not in named), *(() if entries else (OTHER,)))


def _rank(value: Value) -> tuple[int, str]:
    return (value.rank, value.name) if isinstance(value, Member) else (0, str(value))


def _members(tests: Sequence[core.CellTest], values: Sequence[Value], everywhere: int) -> Iterator[Case]:
    rows = dict.fromkeys(values, everywhere)
    for row, test in enumerate(tests):
        for value in _admitted(test, values):
            if value in rows:
                rows[value] |= 1 << row
    for value, bits in rows.items():
        yield Case(value, bits)


def _admitted(test: core.CellTest, values: Sequence[Value]) -> Iterable[Value]:
    match test:
        case core.Is(values=named):
            return set(named)
        case core.InBand():
            return [value for value in values if isinstance(value, Member) and _in_band(value, test)]
    return ()


def _in_band(member: Member, band: core.InBand) -> bool:
    low, high = band.low, band.high
    above = not isinstance(low, Member) or low.rank < member.rank + (not band.low_strict)
    return above and (not isinstance(high, Member) or member.rank < high.rank + (not band.high_strict))


# --- numbers and days --------------------------------------------------------------------------------------


def _number(value: Value | None) -> Number | None:
    if isinstance(value, date):
        return value.toordinal()
    return value if isinstance(value, int | Fraction) else None


def _stretches(tests: Sequence[core.CellTest], domain: Possible, everywhere: int, *, dates: bool) -> Iterator[Case]:
    """Each limit that rows name and each stretch between two, as far as the domain has values there."""
    limits = limits_of(tests)
    begins, ends = [0] * (2 * len(limits) + 2), [0] * (2 * len(limits) + 2)
    for row, test in enumerate(tests):
        for first, past in _reach(test, limits):
            begins[first] |= 1 << row
            ends[past] |= 1 << row
    if domain.low is None and not dates and not (limits and limits[0] < 0):
        domain = evolve(domain, low=0)
    if domain.among is not None:
        domain = evolve(domain, among=None, step=1, low=0, high=-1)
    rows = everywhere
    for place in range(2 * len(limits) + 1):
        rows = (rows & ~ends[place]) | begins[place]
        stretch = meet(evolve(_stretch(place, limits), step=domain.step), domain)
        if not stretch.empty:
            witness = _witness(stretch)
            loose = place % 2 == 0 and 0 < place < 2 * len(limits) and not domain.step
            yield Case(date.fromordinal(int(witness)) if dates else witness, rows, loose)


def limits_of(tests: Iterable[core.CellTest]) -> tuple[Number, ...]:
    """Every number or day that a cell names, the least first."""
    return tuple(sorted({limit for test in tests for limit in _limits(test)}))


def _limits(test: core.CellTest) -> Iterator[Number]:
    match test:
        case core.Is(values=values):
            named: tuple[Value | None, ...] = values
        case core.InBand(low=low, high=high):
            named = (low, high)
        case _:
            named = ()
    yield from (number for value in named if (number := _number(value)) is not None)


def _reach(test: core.CellTest, limits: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """Where the stretches a cell admits begin and end: limit `i` is place 2i+1, the stretch before it 2i."""
    match test:
        case core.Is(values=values):
            for number in {_number(value) for value in values} - {None}:
                place = 2 * bisect_left(limits, number) + 1  # type: ignore[type-var]
                yield place, place + 1
        case core.InBand(low=low, high=high):
            lower, upper = _number(low), _number(high)
            first = 0 if lower is None else 2 * bisect_left(limits, lower) + 1 + test.low_strict
            past = 2 * len(limits) + 1 if upper is None else 2 * bisect_left(limits, upper) + 2 - test.high_strict
            if first < past:
                yield first, past


def _stretch(place: int, limits: Sequence[Number]) -> Possible:
    index, at_limit = divmod(place, 2)
    if at_limit:
        return Possible(low=limits[index], high=limits[index])
    low = limits[index - 1] if index else None
    return Possible(low=low, high=limits[index] if index < len(limits) else None, low_strict=True, high_strict=True)


def _witness(stretch: Possible) -> Number:
    """A number of the stretch that reads well."""
    low, high = stretch.low, stretch.high
    if low is not None and high is not None:
        return low if stretch.step or low == high else Fraction(low + high) / 2
    if low is not None:
        return low + 1 if stretch.low_strict else low
    return 0 if high is None else high - 1 if stretch.high_strict else high


# --- in words ----------------------------------------------------------------------------------------------


_ENGLISH = {ON: "date", ENTERED: "entry"}


def witness_words(chosen: Sequence[tuple[Axis, Value]]) -> tuple[str, str]:
    """«уровень — зональный, результат — призёр», and the same in English."""
    ru = [f"{axis.name.replace('_', ' ')} — {_spoken(value)[0]}" for axis, value in chosen]
    en = [f"{_ENGLISH.get(axis.name, axis.name.replace('_', ' '))} = {_spoken(value)[1]}" for axis, value in chosen]
    return ", ".join(ru), ", ".join(en)


def _spoken(value: Value) -> tuple[str, str]:
    if value is ABSENT:
        return "нет", "none"
    if value == OTHER:
        return "другое", "another"
    if isinstance(value, bool):
        return ("да", "yes") if value else ("нет", "no")
    if isinstance(value, int | Fraction):
        return decimal_text(value, ","), decimal_text(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}", value.isoformat()
    word = (value.name if isinstance(value, Member) else str(value)).replace("_", " ")
    return word, word
