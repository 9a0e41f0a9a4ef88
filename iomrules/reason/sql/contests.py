"""Selections as SQL: who of everybody gets a seat, by the best and the worst that each may come to.

The meaning is that of `reason.selection`: how many bests stand before somebody's worst, and worsts before their best.
"""

from collections.abc import Iterator, Mapping

from iomrules.frozen import frozen
from iomrules.program import core
from iomrules.reason.sql.candidates import CandidateLanes, Keys, seats_of
from iomrules.reason.sql.facts import Facts
from iomrules.reason.sql.lanes import (
    FALSE,
    FAULT,
    NONE,
    NULL,
    TRUE,
    UNSAID,
    case,
    every,
    quoted,
    some,
    sound,
    text,
)
from iomrules.reason.sql.names import PERSON, of_rules
from iomrules.reason.sql.standings import Standing

#: the outcome for one person
YES, NO, NOT_KNOWN, COUNCIL = "да", "нет", "неизвестно", "совет"
#: columns of the edges: whether it is the worst a person may come to, whether they may get a seat; its place among all
_WORST, _ELIGIBLE, _STEP = "худший", "годен", "ступень"
#: columns of the outcomes, at least and at most
_SEATS, _AHEAD, _LEVEL = (tuple(f"{what}_{side}" for side in ("от", "до")) for what in ("мест", "впереди", "до_равных"))
_VERDICT, _PEOPLE = "итог", "участников"


@frozen
class SelectionColumns:
    """Where a selection's answers stand, all of them NULL of whom it is not about.

    verdict: YES, NO, NOT_KNOWN, COUNCIL. trouble: as of any answer. seats, ahead, level: at least and at most.
    """

    verdict: str
    trouble: str
    participants: str
    seats: tuple[str, ...]
    ahead: tuple[str, ...]
    level: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> "SelectionColumns":
        """The columns of a selection by its name in the rules."""
        name = of_rules(name)
        seats, ahead, level = (tuple(f"{name}__{each}" for each in ends) for ends in (_SEATS, _AHEAD, _LEVEL))
        return cls(name, f"{name}__беда", f"{name}__{_PEOPLE}", seats, ahead, level)


@frozen
class Contest:
    """One selection, by columns of the person's row: whether it is about them, whether they may get a seat, how many
    take part, the fewest and the most seats, and their best and worst.
    """

    selection: core.Selection
    trouble: str
    about: str
    eligible: str
    participants: str
    seats: tuple[str, str]
    keys: Keys

    @property
    def outcomes(self) -> str:
        """The subquery of the answers."""
        return self._called("исход")

    def read(self) -> tuple[str, ...]:
        """Every text that reads the person's row."""
        own = (self.trouble, self.about, self.eligible, self.participants, *self.seats)
        return (*own, *self.keys.best, *self.keys.worst)

    # --- the query's parts ---

    def subqueries(self, people: str) -> Iterator[tuple[str, str]]:
        """(name, text) of what is found among everybody. people: the last level of their columns."""
        yield self._called("края"), "\n  UNION ALL\n".join(self._edges(people))
        order = ", ".join(f"к{at} {goes}".rstrip() for at, goes in enumerate(self.keys.directions, start=1))
        own = f"{PERSON}, {_WORST}, {_ELIGIBLE}"
        ranked = f"DENSE_RANK() OVER (ORDER BY {order}) AS {_STEP}"
        yield self._called("ступени"), f"  SELECT {own},\n    {ranked}\n  FROM {self._called('края')}"
        counted = _told(_counts())
        yield self._called("вокруг"), f"  SELECT {own}, {_STEP},\n    {counted}\n  FROM {self._called('ступени')}"
        crowds = _told(_crowds())
        around = self._called("вокруг")
        yield self._called("впереди"), f"  SELECT {PERSON},\n    {crowds}\n  FROM {around}\n  GROUP BY {PERSON}"
        yield self.outcomes, self._outcomes(people)

    def _called(self, part: str) -> str:
        return quoted(f"{of_rules(self.selection.about.name)}__{part}")

    def _edges(self, people: str) -> Iterator[str]:
        """The best and the worst of each who may get a seat, as rows."""
        for is_worst, keys in ((FALSE, self.keys.best), (TRUE, self.keys.worst)):
            told = _told({f"к{at}": sql for at, sql in enumerate(keys, start=1)})
            own = f"s.{PERSON}, {is_worst} AS {_WORST}, {self.eligible} AS {_ELIGIBLE}"
            yield f"  SELECT {own},\n    {told}\n  FROM {people} s\n  WHERE {self.eligible} IS NOT FALSE"

    def _outcomes(self, people: str) -> str:
        """The answers, of those who may take part."""
        told = {_VERDICT: self._verdict(), _PEOPLE: self.participants, **dict(zip(_SEATS, self.seats, strict=True))}
        told |= {name: f"о.{name}" for name in (*_AHEAD, *_LEVEL)}
        joined = f"{people} s\n  LEFT JOIN {self._called('впереди')} о ON о.{PERSON} = s.{PERSON}"
        taking = every((f"{self.about} IS NOT FALSE", sound(self.trouble)))
        return f"  SELECT s.{PERSON},\n    {_told(told)}\n  FROM {joined}\n  WHERE {taking}"

    def _verdict(self) -> str:
        """What holds whatever the unknown turns out to be."""
        fewest, most = self.seats
        below, not_known = f"{self.eligible} IS FALSE", f"{self.eligible} IS NULL"
        if NULL in self.seats:
            return case((below, text(NO)), (not_known, text(NOT_KNOWN)), otherwise=text(YES))
        unlimited = FALSE if fewest.isdecimal() else f"{fewest} IS NULL"
        before, cut = f"о.{_AHEAD[1]} < {fewest}", f"о.{_LEVEL[0]} > {most}"
        out = [(below, NO), (f"о.{_AHEAD[0]} >= {most}", NO)]
        sure = [(not_known, NOT_KNOWN), (some((unlimited, f"о.{_LEVEL[1]} <= {fewest}")), YES)]
        match self.selection.border:
            case "all":
                arms = [*out, *sure, (before, YES)]
            case "none":
                arms = [*out, (cut, NO), *sure]
            case _:
                arms = [*out, *sure, (f"{before} AND {cut}", COUNCIL)]
        told = "\n      ".join(f"WHEN {condition} THEN {text(word)}" for condition, word in arms)
        return f"CASE\n      {told}\n      ELSE {text(NOT_KNOWN)}\n    END"

    def told(self, row: str) -> Iterator[tuple[str, str]]:
        """(column, text) of the answer. row: the alias of the outcomes."""
        columns = SelectionColumns.of(self.selection.about.name)
        yield columns.verdict, f"{row}.{_VERDICT}"
        yield columns.trouble, self.trouble
        yield columns.participants, f"{row}.{_PEOPLE}"
        for name, column in zip(
            (*columns.seats, *columns.ahead, *columns.level), (*_SEATS, *_AHEAD, *_LEVEL), strict=True
        ):
            yield name, f"{row}.{column}"


def _told(columns: Mapping[str, str]) -> str:
    return ",\n    ".join(f"{sql} AS {name}" for name, sql in columns.items())


def _counts() -> Mapping[str, str]:
    """Of each edge: how many bests come up to it and lie on it, how many worsts of those who surely may get a seat."""
    bests, worsts = f"FILTER (WHERE NOT {_WORST})", f"FILTER (WHERE {_WORST} AND {_ELIGIBLE})"
    up_to, on = f"OVER (ORDER BY {_STEP})", f"OVER (PARTITION BY {_STEP})"
    return {
        "лучших": f"count(*) {bests} {up_to}",
        "лучших_вровень": f"count(*) {bests} {on}",
        "худших": f"count(*) {worsts} {up_to}",
        "худших_вровень": f"count(*) {worsts} {on}",
    }


def _crowds() -> Mapping[str, str]:
    """How many stand before each person, and how many before or level, the person too."""
    best, worst = f"FILTER (WHERE NOT {_WORST})", f"FILTER (WHERE {_WORST})"
    apart = f"min({_STEP}) < max({_STEP})"
    # one whose best is their worst, and who may surely get a seat, is among the worsts that come up to their best
    uncounted = f"{apart} OR bool_and({_ELIGIBLE}) IS NULL"
    texts = (
        f"max(худших - худших_вровень) {best}",
        f"max(лучших - лучших_вровень) {worst} - ({apart})::INT",
        f"max(худших) {best} + ({uncounted})::INT",
        f"max(лучших) {worst}",
    )
    return dict(zip((*_AHEAD, *_LEVEL), texts, strict=True))


def contest_of(facts: Facts, selection: core.Selection, standing: Standing, asked: CandidateLanes) -> Contest:
    """A selection by columns of the person's row. Raises Unsayable."""

    def named(what: str, sql: str) -> str:
        return facts.named(f"{of_rules(selection.about.name)}__{what}", sql)

    own = standing.trouble
    if (later := asked.trouble()) != NONE:
        own = named("своя_беда", case((sound(own), later), otherwise=own))
    lost, absent = FALSE if own == NONE else f"{own} > 0", standing.total.absent
    about = named("участвует", case((lost, NULL), (absent, FALSE), otherwise=every(each.sql for each in asked.about)))
    eligible = case((lost, NULL), (absent, FALSE), otherwise=every((about, asked.passes.sql)))
    most = named(_PEOPLE, f"count(*) FILTER (WHERE {about} IS NOT FALSE) OVER ()")
    sure = named(f"{_PEOPLE}_точно", f"count(*) FILTER (WHERE {about}) OVER ()")
    fewest, greatest = (named(name, seats_of(asked, of)) for name, of in zip(_SEATS, (sure, most), strict=True))
    keys = Keys.of(facts, standing, lost)
    trouble = named("беда", case((lost, FAULT), (some(keys.unsure), UNSAID), otherwise=NONE))
    return Contest(selection, trouble, about, named(_ELIGIBLE, eligible), most, (fewest, greatest), keys)
