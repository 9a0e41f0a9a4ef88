"""What a worker does with some people's routes: composes them, for the seats that everybody else leaves.

Where seats run short, what one finds depends on what all before take. So routes are composed with what everybody
claimed the last time, again and again until nobody's claims change. What those claim who come first never does, so that
each time more of the line is as it will stay; and only those are composed anew who find another answer than before.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa

from iomrules.artefact import decode
from iomrules.cluster.lines import CLAIM, FREE, GONE, UNSURE, Lines, Told, ends
from iomrules.cluster.partition import MARK, Errand, put_content, shared
from iomrules.cluster.queueing import Composer, Turns, composer_for, turns_of
from iomrules.cluster.route_columns import Groups, groups_in
from iomrules.cluster.slices import Read, Slice
from iomrules.facts.record import Person
from iomrules.frozen import field, frozen
from iomrules.reason.columns.column import Array
from iomrules.reason.decision import Fault
from iomrules.route.route import Pool, Route
from iomrules.route.seats import EVERY_SEAT, Held, Seats
from iomrules.values import Number
from iomrules.write_artefact import encode

#: numbers in a row of what was asked: the person, the pool, the least and the most seats, what was found
_ASKED = 5


def lines_path(errand: Errand, lines: str) -> Path:
    """Where everybody's claims lie by a name that follows from them."""
    return Path(errand.folder) / f"{MARK}lines-{lines}"


@lru_cache(maxsize=2)
def lines_of(errand: Errand, lines: str) -> Lines:
    """Everybody's claims by name."""
    with shared(errand.folder):
        return Lines.of_content(lines_path(errand, lines).read_bytes())


# --- what one finds -------------------------------------------------------------------------------------------------


@frozen
class Watched(Seats):
    """Seats as one person finds them among everybody, and a note of what they asked for.

    numbers: of the pools. others: of each pool what others hold of it: surely, at most, and level. asked: pool, the
    least and the most seats there are -> FREE, UNSURE or GONE.
    """

    numbers: Mapping[Pool, int] = field(factory=dict)
    others: tuple[Sequence[int], ...] = ()
    asked: dict[tuple[Pool, int, int], int] = field(factory=dict, eq=False)

    def held_of(self, pool: Pool, least: Number, most: Number | None) -> Held:
        """As of all seats."""
        number = self.numbers.get(pool)
        if number is None:
            return Held()
        held = Held(*(each[number] for each in self.others))
        fewest, greatest = ends(least, most)
        found = GONE if held.sure >= greatest else FREE if held.most < fewest else UNSURE
        self.asked[pool, fewest, greatest] = found
        return held


@frozen
class Finder:
    """What everybody of a slice finds at their turn."""

    composer: Composer
    lines: Lines
    turns: Turns

    def seats(self, row: int) -> Watched:
        """What one person finds."""
        pools = self.composer.pools
        own = self.turns.best[row], self.turns.worst[row], self.turns.wanted(row, len(pools))
        others = self.lines.held(np.arange(len(pools)), *own)
        return Watched(queue=self.composer.queue, numbers=pools, others=tuple(each.tolist() for each in others))

    def changed(self, asked: Array) -> list[int]:
        """Who finds another answer than was found. asked: rows as `Composed.asked`."""
        row, pool, least, most, found = asked.T
        wishes = self.turns.wishes
        many = max(1, len(self.composer.pools))
        wants = np.isin(row * many + pool, wishes[:, 0] * many + wishes[:, 1])
        now = self.lines.seats(pool, least, most, (self.turns.best[row], self.turns.worst[row], wants))
        return [int(each) for each in np.unique(row[now != found])]


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
class Composed:
    """Some people's routes.

    asked: a person, a pool, the least and the most seats, and what was found, a row each, of all that claims follow
    from. claims: a person, a pool, and whether surely. rows: of the people in the table, which is as `RouteColumns`
    makes it. faults: of each person, by row.
    """

    asked: Array
    claims: Array
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
        arrays = (each.astype(np.int64).tobytes() for each in (self.asked, self.claims, self.rows))
        return encode((*arrays, sink.getvalue().to_pybytes(), faults))

    @classmethod
    def of_content(cls, content: bytes) -> "Composed":
        *arrays, table, faults = cast("tuple[Any, ...]", decode(content))
        with pa.ipc.open_stream(table) as reader:
            routes = reader.read_all()
        own = tuple((row, tuple(Fault(*each) for each in told)) for row, told in faults)
        asked, claims, rows = (np.frombuffer(each, np.int64) for each in arrays)
        return cls(asked.reshape(-1, _ASKED), claims.reshape(-1, 3), rows, routes, own)


@frozen
class Answer:
    """What is said of some people's routes. claims: as `lines.CLAIM`; changed: how many were composed."""

    claims: Told
    changed: int
    faults: tuple[Fault, ...] = ()
    groups: Groups = field(factory=Groups)

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        faults = tuple((each.person, each.target, each.diagnostic) for each in self.faults)
        return encode((self.claims.content(), self.changed, faults, tuple(sorted(self.groups.items()))))

    @classmethod
    def of_content(cls, content: bytes) -> "Answer":
        claims, changed, faults, groups = cast("tuple[bytes, int, Any, Any]", decode(content))
        own = tuple(Fault(*each) for each in faults)
        return cls(Told.of_content(claims, CLAIM), changed, own, Groups(dict(groups)))


def take(task: Turn) -> bytes:
    """The people's routes, with what they find in the lines; an Answer."""
    people = task.people
    with shared(people.share.errand.folder):
        if not task.path(task.lines).is_file():
            made, changed = _composed(task, composer_for(people.share.errand))
            put_content(task.path(task.lines), made.content())
        else:
            made, changed = Composed.of_content(task.path(task.lines).read_bytes()), 0
    faults = tuple(dict.fromkeys(fault for _, own in made.faults for fault in own))
    return Answer(_claims(task, made), changed, faults, groups_in(made.table)).content()


def _claims(task: Turn, made: Composed) -> Told:
    if not task.lines:
        return Told.of((), CLAIM)
    rows, pools, sure = (made.claims[:, each] for each in range(3))
    worst = turns_of(task.people, task.turns).worst[rows]
    return Told(np.stack([pools, worst, sure, np.ones_like(sure)], axis=1)).counted(2)


def _composed(task: Turn, composer: Composer) -> tuple[Composed, int]:
    """With how many were composed anew."""
    people = task.people
    if not task.lines:
        return _anew(composer, dict(enumerate(people.people())), lambda _: Watched()), people.count
    find = Finder(composer, lines_of(people.share.errand, task.lines), turns_of(people, task.turns))
    if not task.before:
        return _anew(composer, dict(enumerate(people.people())), find.seats), people.count
    with shared(people.share.errand.folder):
        before = Composed.of_content(task.path(task.before).read_bytes())
    rows = find.changed(before.asked)
    if not rows:
        return before, 0
    some = dict(zip(rows, people.some(rows), strict=True))
    return _joined(before, _anew(composer, some, find.seats)), len(rows)


def _anew(composer: Composer, people: Mapping[int, Read], seats: Callable[[int], Watched]) -> Composed:
    """Some people's routes composed. people: by row; the table has theirs alone, in order."""
    every: list[tuple[Route, ...] | None] = []
    asked: list[tuple[int, ...]] = []
    claims: list[tuple[int, int, int]] = []
    faults: list[tuple[int, tuple[Fault, ...]]] = []
    for row, person in people.items():
        if not isinstance(person, Person):
            every.append(None)
            continue
        own = seats(row)
        routes = composer.composed(person, own)
        every.append(routes)
        asked += [(row, composer.pools[each[0]], *each[1:], own.asked[each]) for each in _that_count(own, routes)]
        claimed = composer.numbers([claim for route in routes for claim in route.claims])
        claims += [(row, number, sure) for number, sure in claimed.items()]
        if own_faults := tuple(dict.fromkeys(fault for route in routes for fault in route.faults)):
            faults.append((row, own_faults))
    table = composer.columns.table(every)
    numbers = np.array(asked, np.int64).reshape(-1, _ASKED), np.array(claims, np.int64).reshape(-1, 3)
    return Composed(*numbers, np.array(list(people), np.int64), table, tuple(faults))


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

    def both(old: Array, new: Array) -> Array:
        every = np.concatenate([old[~np.isin(old[:, 0], rows)], new])
        return every[np.argsort(every[:, 0], kind="stable")]

    take_ = np.arange(len(before.rows))
    take_[rows] = len(take_) + np.arange(len(rows))
    table = pa.concat_tables([before.table, now.table]).take(pa.array(take_)).combine_chunks()
    faults = {row: own for row, own in before.faults if row not in set(rows.tolist())} | dict(now.faults)
    arrays = both(before.asked, now.asked), both(before.claims, now.claims)
    return Composed(*arrays, before.rows, table, tuple(sorted(faults.items(), key=lambda each: each[0])))


# --- for documents --------------------------------------------------------------------------------------------------


def seats_in(turns: Sequence[Turn], start: int, count: int) -> list[Seats]:
    """What the people of so many rows of a partition find, once everybody's routes stay as they are.

    turns: of all slices that they are in; none where no seats run short.
    """
    found: list[Seats] = []
    for each in turns:
        people = each.people
        own = composer_for(people.share.errand), lines_of(people.share.errand, each.lines)
        find = Finder(*own, turns_of(people, each.turns))
        rows = range(max(start, people.start), min(start + count, people.start + people.count))
        found += [find.seats(row - people.start) for row in rows]
    return found or [EVERY_SEAT] * count
