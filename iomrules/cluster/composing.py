"""What a worker does with some people's routes: composes them, for the seats that everybody else leaves.

Where seats run short, what one finds depends on what all before take. So routes are composed with what everybody
claimed the last time, again and again until nobody's claims change. What those claim who come first never does, so that
each time more of the line is as it will stay; and only those are composed anew who find another answer than before.

Whose turn is not theirs alone looks twice, as in `route.allocate`: with what all others wish, and what they claim then
is what they hope for; and with what all others hope for.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa

from iomrules.artefact import decode
from iomrules.cluster.finding import Finder, Guess, Watched
from iomrules.cluster.lines import CLAIM, WISH, Lines, Told
from iomrules.cluster.partition import MARK, Errand, put_content, shared
from iomrules.cluster.queueing import Composer, composer_for, turns_of
from iomrules.cluster.route_columns import Groups, groups_in
from iomrules.cluster.slices import Read, Slice
from iomrules.facts.record import Person
from iomrules.frozen import evolve, field, frozen
from iomrules.reason.columns.column import Array
from iomrules.reason.decision import Fault
from iomrules.route.route import Pool, Route
from iomrules.route.seats import EVERY_SEAT, Seats
from iomrules.write_artefact import encode

#: numbers in a row of what was asked: the person, the pool, the least and the most seats, what was found; in one of
#: what was claimed: the person, the pool, and the counts of `lines.CLAIM`
_ASKED, _CLAIMED = 5, 5


def lines_path(errand: Errand, lines: str) -> Path:
    """Where everybody's claims lie by a name that follows from them."""
    return Path(errand.folder) / f"{MARK}lines-{lines}"


@lru_cache(maxsize=2)
def lines_of(errand: Errand, lines: str) -> Lines:
    """Everybody's claims by name."""
    with shared(errand.folder):
        return Lines.of_content(lines_path(errand, lines).read_bytes())


# --- routes ---------------------------------------------------------------------------------------------------------


@frozen
class Turn:
    """People of a slice whose turn it is. lines: names what everybody claims; empty where no seats run short.

    before: what they were told the last time; empty where they were not.
    """

    people: Slice
    turns: str = ""
    lines: str = ""
    before: str = ""

    @property
    def name(self) -> str:
        return f"{self.people.name}-{self.lines}"

    def path(self, lines: str) -> Path:
        return self.people.path(f"{lines or 'alone'}.routes")


@frozen
class Look:
    """What people find, and claim then.

    asked: a person, a pool, the least and the most seats, and what was found, a row each, of all that claims follow
    from. claimed: a person, a pool, and how much of it, a row each.
    """

    asked: Array
    claimed: Array

    @classmethod
    def of(cls, asked: Sequence[tuple[int, ...]], claimed: Sequence[tuple[int, ...]]) -> "Look":
        return cls(np.array(asked, np.int64).reshape(-1, _ASKED), np.array(claimed, np.int64).reshape(-1, _CLAIMED))

    def joined(self, now: "Look", rows: Array) -> "Look":
        """With those who looked anew. rows: of theirs."""

        def both(old: Array, new: Array) -> Array:
            every = np.concatenate([old[~np.isin(old[:, 0], rows)], new])
            return every[np.argsort(every[:, 0], kind="stable")]

        return Look(both(self.asked, now.asked), both(self.claimed, now.claimed))


@frozen
class Composed:
    """Some people's routes.

    hopes: of the first look, of all whose turn is not theirs alone; claims: of the last. rows: of the people in the
    table, which is as `RouteColumns` makes it. faults: of each person, by row.
    """

    hopes: Look
    claims: Look
    rows: Array
    table: pa.Table
    faults: tuple[tuple[int, tuple[Fault, ...]], ...] = ()

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, self.table.schema) as writer:
            writer.write_table(self.table)
        faults = tuple(
            (row, tuple((each.person, each.target, each.diagnostic) for each in own)) for row, own in self.faults
        )
        looks = (each for look in (self.hopes, self.claims) for each in (look.asked, look.claimed))
        arrays = (each.astype(np.int64).tobytes() for each in (*looks, self.rows))
        return encode((*arrays, sink.getvalue().to_pybytes(), faults))

    @classmethod
    def of_content(cls, content: bytes) -> "Composed":
        *arrays, table, faults = cast("tuple[Any, ...]", decode(content))
        with pa.ipc.open_stream(table) as reader:
            routes = reader.read_all()
        own = tuple((row, tuple(Fault(*each) for each in told)) for row, told in faults)
        *looks, rows = (np.frombuffer(each, np.int64) for each in arrays)
        hopes, claims = (
            Look(asked.reshape(-1, _ASKED), claimed.reshape(-1, _CLAIMED)) for asked, claimed in (looks[:2], looks[2:])
        )
        return cls(hopes, claims, rows, routes, own)


@frozen
class Answer:
    """What is said of some people's routes. claims, hopes: as `lines.CLAIM` and `lines.WISH`; changed: how many were
    composed.
    """

    claims: Told
    hopes: Told
    changed: int
    faults: tuple[Fault, ...] = ()
    groups: Groups = field(factory=Groups)

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        faults = tuple((each.person, each.target, each.diagnostic) for each in self.faults)
        told = self.claims.content(), self.hopes.content()
        return encode((*told, self.changed, faults, tuple(sorted(self.groups.items()))))

    @classmethod
    def of_content(cls, content: bytes) -> "Answer":
        claims, hopes, changed, faults, groups = cast("tuple[bytes, bytes, int, Any, Any]", decode(content))
        own = tuple(Fault(*each) for each in faults)
        told = Told.of_content(claims, CLAIM), Told.of_content(hopes, WISH)
        return cls(*told, changed, own, Groups(dict(groups)))


def take(task: Turn) -> bytes:
    """The people's routes, with what they find in the lines; an Answer."""
    people = task.people
    with shared(people.share.errand.folder):
        if not task.path(task.lines).is_file():
            made, changed = _composed(task, composer_for(people.share.errand))
            put_content(task.path(task.lines), made.content())
        else:
            made, changed = _read(task, task.lines), 0
    faults = tuple(dict.fromkeys(fault for _, own in made.faults for fault in own))
    return Answer(*_told(task, made), changed, faults, groups_in(made.table)).content()


def _read(task: Turn, lines: str) -> Composed:
    """What was composed with such lines."""
    with shared(task.people.share.errand.folder):
        return Composed.of_content(task.path(lines).read_bytes())


def _told(task: Turn, made: Composed) -> tuple[Told, Told]:
    """What the people claim and hope for."""
    if not task.lines:
        return Told.of((), CLAIM), Told.of((), WISH)
    turns = turns_of(task.people, task.turns)
    rows, pools, *counts = made.claims.claimed.T
    claims = Told(np.stack([pools, turns.worst[rows], *counts], axis=1)).counted(2)
    return claims, turns.rows_of(made.hopes.claimed)


def _composed(task: Turn, composer: Composer) -> tuple[Composed, int]:
    """With how many were composed anew."""
    people = task.people
    if not task.lines:
        return _anew(composer, dict(enumerate(people.people())), None), people.count
    lines, turns = lines_of(people.share.errand, task.lines), turns_of(people, task.turns)
    if not task.before:
        find = evolve(Finder.of(composer, lines, turns, turns.wishes), guess=Guess(turns, np.zeros_like(lines.first)))
        in_turn = sorted(enumerate(people.people()), key=lambda each: turns.best[each[0]])
        return _anew(composer, dict(in_turn), find), people.count
    before = _read(task, task.before)
    find = Finder.of(composer, lines, turns, before.hopes.claimed)
    rows = find.changed(before.hopes.asked, before.claims.asked)
    if not rows:
        return before, 0
    some = dict(zip(rows, people.some(rows), strict=True))
    return _joined(before, _anew(composer, some, find)), len(rows)


def _anew(composer: Composer, people: Mapping[int, Read], find: Finder | None) -> Composed:
    """Some people's routes composed, one after another. people: by row; the table has theirs alone, in order of rows.

    find: None for all seats.
    """
    every: dict[int, tuple[Route, ...] | None] = {}
    hopes, claims = _Notes(composer), _Notes(composer)
    faults: list[tuple[int, tuple[Fault, ...]]] = []
    looks = repeat((Watched(), Watched())) if find is None else find.looks(list(people))
    for (row, person), (first, last) in zip(people.items(), looks, strict=False):
        if not isinstance(person, Person):
            every[row] = None
            continue
        hoped = None if find is None or find.turns.alone[row] else composer.composed(person, first)
        if hoped is not None:
            hopes.note(row, first, hoped)
        if hoped is not None and last.has_what(first.asked):
            seats, routes = first, hoped
        else:
            seats, routes = last, composer.composed(person, last)
        every[row] = routes
        claimed = claims.note(row, seats, routes)
        if find is not None and find.guess is not None:
            find.guess.note(claimed)
        if own_faults := tuple(dict.fromkeys(fault for route in routes for fault in route.faults)):
            faults.append((row, own_faults))
    rows = sorted(people)
    table = composer.columns.table([every[row] for row in rows])
    return Composed(
        hopes.look(), claims.look(), np.array(rows, np.int64), table, tuple(sorted(faults, key=itemgetter(0)))
    )


@frozen
class _Notes:
    """What some people asked for, and claimed then."""

    composer: Composer
    asked: list[tuple[int, ...]] = field(factory=list)
    claimed: list[tuple[int, ...]] = field(factory=list)

    def note(self, row: int, seats: Watched, routes: Sequence[Route]) -> Sequence[tuple[int, ...]]:
        """Returns what was claimed."""
        pools = self.composer.pools
        self.asked.extend((row, pools[each[0]], *each[1:], seats.asked[each]) for each in _that_count(seats, routes))
        claims = self.composer.numbers([claim for route in routes for claim in route.claims])
        self.claimed.extend((row, *each) for each in claims)
        return claims

    def look(self) -> Look:
        return Look.of(*(sorted(each, key=itemgetter(0)) for each in (self.asked, self.claimed)))


def _that_count(seats: Watched, routes: Sequence[Route]) -> list[tuple[Pool, int, int]]:
    """What was asked for, but for entries that are nothing to the person whatever seats there are."""
    if any(route.faults for route in routes):
        return list(seats.asked)
    met = {each.key for route in routes for each in route.items}
    met |= {each.key for route in routes for each in route.not_taken if each.cause != "condition"}
    unfit = {each.key for route in routes for each in route.not_taken} - met
    return [each for each in seats.asked if each[0][1] not in unfit]


def _joined(before: Composed, now: Composed) -> Composed:
    """With those composed anew in their rows."""
    rows = now.rows
    take_ = np.arange(len(before.rows))
    take_[rows] = len(take_) + np.arange(len(rows))
    table = pa.concat_tables([before.table, now.table]).take(pa.array(take_)).combine_chunks()
    faults = {row: own for row, own in before.faults if row not in set(rows.tolist())} | dict(now.faults)
    looks = before.hopes.joined(now.hopes, rows), before.claims.joined(now.claims, rows)
    return Composed(*looks, before.rows, table, tuple(sorted(faults.items(), key=itemgetter(0))))


# --- for documents --------------------------------------------------------------------------------------------------


def seats_in(turns: Sequence[Turn], start: int, count: int) -> list[Seats]:
    """What the people of so many rows of a partition find, once everybody's routes stay as they are.

    turns: of all slices that they are in; none where no seats run short.
    """
    found: list[Seats] = []
    for each in turns:
        people = each.people
        own = composer_for(people.share.errand), lines_of(people.share.errand, each.lines)
        find = Finder.of(*own, turns_of(people, each.turns), _read(each, each.lines).hopes.claimed)
        rows = range(max(start, people.start), min(start + count, people.start + people.count))
        found += [last for _, last in find.looks([row - people.start for row in rows])]
    return found or [EVERY_SEAT] * count
