"""What a worker does before routes of people are composed for seats that may run short: when does everybody come?

A person's turn follows from how well and how badly they may stand in the rating that decides, among everybody. What is
written has a name that follows from what it is made of, as everything of a partition has; all may be done any number of
times, by anybody, and raises Unread, Unwritten, OtherVersions.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

import numpy as np

from iomrules.artefact import decode
from iomrules.cluster.lines import COUNTS, Told, pools_of
from iomrules.cluster.partition import Errand, prepared_for, put_content, shared
from iomrules.cluster.route_columns import RouteColumns
from iomrules.cluster.slices import Slice
from iomrules.decided import queue_of
from iomrules.facts.record import Person
from iomrules.frozen import frozen
from iomrules.program.core import Program, Rating
from iomrules.reason.columns.column import Array
from iomrules.reason.decision import Engine, Evaluation
from iomrules.reason.engines import prepare_for
from iomrules.reason.queue import Key, standing_of
from iomrules.route.compose import compose, outright
from iomrules.route.entries import shelf
from iomrules.route.route import Claim, Pool, Route, merged
from iomrules.route.seats import Seats
from iomrules.route.untold import untold
from iomrules.values import Entry
from iomrules.write_artefact import encode

#: people of one slice
SLICE = 4000
#: the rank of one who could not be read
NOBODY = -1


@frozen
class Composer:
    """The rules ready to compose routes by. pools: all whose seats may run short; rating: who chooses first."""

    program: Program
    engine: Engine
    on: date
    catalogues: Mapping[str, tuple[Entry, ...]]
    pools: Mapping[Pool, int]
    rating: Rating | None
    columns: RouteColumns

    def asked(self, person: Person) -> Evaluation:
        return untold(self.engine.evaluation(person, self.on))

    @property
    def queue(self) -> str:
        """The rating, in words."""
        return self.rating.about.label() if self.rating is not None else ""

    def composed(self, person: Person, seats: Seats) -> tuple[Route, ...]:
        return compose(self.asked(person), self.catalogues, seats)

    def numbers(self, claims: Iterable[Claim]) -> list[tuple[int, int, int, int]]:
        """The pools claimed by one person, and the counts of `lines.CLAIM`."""
        known = (each for each in merged(claims) if each.pool in self.pools)
        return [(self.pools[each.pool], each.sure, 1, each.tied) for each in known]


@lru_cache(maxsize=1)
def composer_for(errand: Errand) -> Composer:
    """Once a process. Raises Unwritten, OtherVersions."""
    prepared = prepared_for(errand)
    program, catalogues = prepared.program, prepared.catalogues
    rating = queue_of(program, prepared.shape)
    pools = pools_of(program, shelf(program.schema, catalogues)) if rating is not None else {}
    engine = prepare_for(program, catalogues, SLICE)
    columns = RouteColumns.of(program, prepared.shape, catalogues, missing=prepared.missing)
    return Composer(program, engine, prepared.on, catalogues, pools, rating, columns)


# --- when everybody comes -------------------------------------------------------------------------------------------


@frozen
class InLine:
    """Some people on their way into the line.

    keys: how well or badly they may stand, each once, in order; first: of each pool, how many of them hold a seat
    before anybody chooses, as `lines.CLAIM` counts. best, worst: places among the keys.
    """

    keys: tuple[Key, ...]
    first: Array
    best: Array
    worst: Array

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        return encode((self.keys, *(each.astype(np.int64).tobytes() for each in (self.first, self.best, self.worst))))

    @classmethod
    def of_content(cls, content: bytes) -> "InLine":
        keys, *arrays = cast("tuple[Any, ...]", decode(content))
        first, best, worst = (np.frombuffer(each, np.int64) for each in arrays)
        return cls(keys, first.reshape(-1, COUNTS), best, worst)


def line_up(people: Slice) -> bytes:
    """How the people stand, and which seats they hold already: an InLine."""
    path = people.path("line")
    with shared(people.share.errand.folder):
        if path.is_file():
            return path.read_bytes()
    composer = composer_for(people.share.errand)
    assert composer.rating is not None
    first = np.zeros((len(composer.pools), COUNTS), np.int64)
    spans: list[tuple[Key, Key] | None] = []
    for person in people.people():
        if not isinstance(person, Person):
            spans.append(None)
            continue
        spans.append(standing_of(composer.rating, composer.engine.decide(person, composer.on)))
        for number, *counts in composer.numbers(outright(composer.asked(person), composer.catalogues)):
            first[number] += counts
    keys = tuple(sorted({key for span in spans if span is not None for key in span}))
    place = {key: number for number, key in enumerate(keys)}
    best, worst = (
        np.array([NOBODY if span is None else place[span[end]] for span in spans], np.int64) for end in (0, 1)
    )
    content = InLine(keys, first, best, worst).content()
    with shared(people.share.errand.folder):
        put_content(path, content)
    return content


@frozen
class Ranked:
    """People of a slice whose keys have their ranks among everybody's.

    ranks: of each of the slice's keys: the rank, how many have a best up to it, and how many a worst before it.
    """

    people: Slice
    ranks: bytes

    @property
    def turns(self) -> str:
        """What names the turns of these people."""
        return sha256(self.ranks).hexdigest()[:20]

    @property
    def name(self) -> str:
        return f"{self.people.name}-{self.turns}"


@frozen
class Turns:
    """When some people choose, and what those wish of whom nobody can tell whether they come before some other.

    best, worst: ranks; NOBODY for one who could not be read. before: how many surely come before. alone: whether
    everybody else surely comes before or after. wishes: rows of a person and a pool, of all who are not.
    """

    best: Array
    worst: Array
    before: Array
    alone: Array
    wishes: Array

    def rows_of(self, wanted: Array) -> Told:
        """What people may take, as `lines.WISH`. wanted: rows as `wishes`."""
        rows, pools = wanted[:, 0], wanted[:, 1]
        return Told(np.stack([pools, self.best[rows], self.worst[rows]], axis=1))

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        arrays = (self.best, self.worst, self.before, self.alone, self.wishes)
        return encode(tuple(each.astype(np.int64).tobytes() for each in arrays))

    @classmethod
    def of_content(cls, content: bytes) -> "Turns":
        best, worst, before, alone, wishes = (np.frombuffer(each, np.int64) for each in cast("Any", decode(content)))
        return cls(best, worst, before, alone.astype(bool), wishes.reshape(-1, 2))


def wish(task: Ranked) -> bytes:
    """Every seat that people want, whatever they find, of whom somebody's turn depends: rows of pool, best, worst."""
    people = task.people
    path = people.path(f"{task.turns}.turns")
    composer = composer_for(people.share.errand)
    with shared(people.share.errand.folder):
        if not path.is_file():
            put_content(path, _turns(task, composer).content())
        turns = Turns.of_content(path.read_bytes())
    return turns.rows_of(turns.wishes).content()


def _turns(task: Ranked, composer: Composer) -> Turns:
    line = InLine.of_content(line_up(task.people))
    ranks, bests, worsts = np.frombuffer(task.ranks, np.int64).reshape(3, -1)
    there = line.best != NOBODY
    alone = np.ones(len(there), bool)  # nobody else may come before as well as after
    alone[there] = bests[line.worst[there]] - worsts[line.best[there]] == 1
    doubtful = Seats(doubtful=True, queue=composer.queue)
    found: list[tuple[int, int]] = []
    for row, person in enumerate(task.people.people()):
        if isinstance(person, Person) and not alone[row]:
            claims = [claim for route in composer.composed(person, doubtful) for claim in route.claims]
            found += [(row, number) for number, *_ in composer.numbers(claims)]
    best, worst = (np.where(there, ranks[each], NOBODY) for each in (line.best, line.worst))
    return Turns(best, worst, np.where(there, worsts[line.best], 0), alone, np.array(found, np.int64).reshape(-1, 2))


@lru_cache(maxsize=1)
def turns_of(people: Slice, turns: str) -> Turns:
    """The turns of a slice's people. turns: as `Ranked.turns` names them."""
    with shared(people.share.errand.folder):
        return Turns.of_content(people.path(f"{turns}.turns").read_bytes())
