"""Every way that a council may put people in order who stand level, and what each person finds and takes in each way.

By rules and people made at random: `tests/route/ties.py --first 1000 --programs 100` says of how many seats that are
certain in truth we are certain. Ends with 1 where we are certain of what is not.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from pathlib import Path
from random import Random
from types import ModuleType

HOME = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    # `tests` is a folder of this checkout, whatever package of that name is installed.
    package = ModuleType("tests")
    package.__path__ = [str(HOME / "tests")]
    sys.modules["tests"] = package
    sys.path.insert(0, str(HOME))

from attrs import frozen  # noqa: E402

from iomrules.decided import queue_of  # noqa: E402
from iomrules.deciding import decide_people  # noqa: E402
from iomrules.facts.record import Records  # noqa: E402
from iomrules.parse.reader import read  # noqa: E402
from iomrules.program.core import Program  # noqa: E402
from iomrules.program.morphology import word_forms  # noqa: E402
from iomrules.program.passes import LayerSource, check_program  # noqa: E402
from iomrules.reason.decision import Turn  # noqa: E402
from iomrules.reason.queue import turns  # noqa: E402
from iomrules.route.allocate import allocate  # noqa: E402
from iomrules.route.compose import compose, outright  # noqa: E402
from iomrules.route.route import Claim, Pool, Route  # noqa: E402
from iomrules.route.seats import Noted, Seat, Seats  # noqa: E402
from iomrules.route.untold import untold  # noqa: E402
from iomrules.seating import Seating  # noqa: E402
from iomrules.source import SourceText  # noqa: E402
from tests.cluster import seat_worlds  # noqa: E402
from tests.cluster.seats_of_tests import ON  # noqa: E402
from tests.fuzz.laws import person  # noqa: E402

#: seats of a course, so that they run short among few people
FEW = (1, 1, 2, 3)
#: more orders than these are not looked at
MOST_ORDERS = 800


@frozen
class Found:
    """What one person finds of every seat asked for, and the routes composed with it."""

    seats: dict[Pool, Seat]
    routes: tuple[Route, ...]

    def claims(self, *, sure: bool = False) -> set[Pool]:
        return {each.pool for route in self.routes for each in route.claims if each.sure or not sure}


@frozen
class World:
    """People who come for seats in turn. held: what each has before anybody chooses."""

    seating: Seating
    turns: tuple[Turn, ...]
    held: tuple[tuple[Claim, ...], ...]

    @classmethod
    def of(cls, seating: Seating) -> "World":
        held = [outright(untold(each), seating.catalogues) for each in seating.evaluations]
        return cls(seating, turns(seating.rating, seating.decisions), tuple(held))

    def found(self, own: Sequence[Turn]) -> list[Found]:
        """What everybody finds who comes at such turns."""

        def claims(index: int, seats: Seats) -> tuple[Claim, ...]:
            return tuple(each for route in self._composed(index, seats) for each in route.claims)

        given = allocate(own, self.held, claims, "очередь")
        found = []
        for index, seats in enumerate(given):
            noted = Noted(seats.held, queue=seats.queue)
            routes = self._composed(index, noted)
            found.append(Found({pool: seat for (pool, _, _), seat in noted.asked.items()}, routes))
        return found

    def _composed(self, index: int, seats: Seats) -> tuple[Route, ...]:
        return compose(untold(self.seating.evaluations[index]), self.seating.catalogues, seats)

    def orders(self) -> list[tuple[Turn, ...]]:
        """Everybody at a turn of their own, in every way that leaves nobody before one who stands higher."""
        levels = [
            [index for index, each in enumerate(self.turns) if each.best == rank]
            for rank in sorted({each.best for each in self.turns})
        ]
        many = 1
        for level in levels:
            for count in range(2, len(level) + 1):
                many *= count
        if many > MOST_ORDERS or not all(each.exact for each in self.turns):
            return []
        orders = []
        for way in product(*(permutations(level) for level in levels)):
            order = [index for level in way for index in level]
            orders.append(tuple(Turn(order.index(index), order.index(index)) for index in range(len(order))))
        return orders


def generated(seed: int, people: int) -> World | None:
    """Rules and people made at random, many of them level and all facts known; None where no seats are short."""
    random = Random(seed)
    tree, _ = read(SourceText("rules.iom", seat_worlds.ruleset(random, FEW)))
    program = check_program([LayerSource((tree,))], (), generate_forms=word_forms).program
    assert program is not None
    return world_of(program, list(seat_worlds.people(random, people, unknown=0, level=1)))


def world_of(program: Program, people: Sequence[dict[str, object]]) -> World | None:
    """Plain people by rules."""
    rating = queue_of(program, "ученик")
    if rating is None:
        return None
    decided = decide_people(program, Records(tuple(person(program, each) for each in people), {}), ON)
    own = [each.decisions for each in decided], [each.evaluation for each in decided]
    return World.of(Seating(rating, *own, {}))


@frozen
class Score:
    """Seats that people ask for: how many are certain in truth, and of how many of those we are certain."""

    certain: int = 0
    told: int = 0
    wrong: tuple[str, ...] = ()


def score(world: World) -> Score:
    """Ours against every order."""
    ways = [world.found(order) for order in world.orders()]
    if not ways:
        return Score()
    certain = told = 0
    wrong: list[str] = []
    for index, own in enumerate(world.found(world.turns)):
        every = [way[index] for way in ways]
        for pool, seat in own.seats.items():
            truths = {each.seats[pool] for each in every if pool in each.seats}
            certain += truths in ({Seat.FREE}, {Seat.GONE})
            if seat in (Seat.FREE, Seat.GONE):
                told += 1
                if truths - {seat}:
                    wrong.append(f"{index} finds {pool} {seat} for {truths}")
        wrong += [f"{index} {each}" for each in _wrong_claims(own, every)]
    return Score(certain, told, tuple(wrong))


def _wrong_claims(own: Found, every: Sequence[Found]) -> Iterator[str]:
    may, firm = own.claims(), own.claims(sure=True)
    for each in every:
        taken = each.claims()
        yield from (f"takes {pool}, not claimed" for pool in taken - may)
        there = {pool for pool in firm if each.seats.get(pool) is Seat.FREE}
        yield from (f"does not take {pool}, claimed surely" for pool in there - taken)
    unknown = {each.key for route in own.routes for each in route.not_taken if each.cause == "unknown"}
    for way in zip(*(each.routes for each in every), strict=True):
        keys = {frozenset(each.key for each in route.items) for route in way}
        named = {each.key for route in own.routes for each in route.items} | unknown
        yield from (f"is given {key}, said not to be" for own_keys in keys for key in own_keys - named)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--programs", type=int, default=50)
    asked.add_argument("--people", type=int, default=6)
    given = asked.parse_args()
    certain = told = wrong = 0
    for seed in range(given.first, given.first + given.programs):
        world = generated(seed, given.people)
        found = score(world) if world is not None else Score()
        certain, told, wrong = certain + found.certain, told + found.told, wrong + len(found.wrong)
        for each in found.wrong:
            print(seed, each)
    print(f"{certain:,} seats certain in every way, {told:,} told ({told / max(1, certain):.1%}), {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
