"""One seed asked of several engines: everybody is interpreted once, whoever is compared with it."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time

from attrs import evolve, field, frozen

from tests.agreement import by_columns, by_python, by_recorded, by_sql
from tests.agreement.shares import Shares, shares_of
from tests.agreement.worlds import Compare, Compared, World, world_of

KEPT = Path(__file__).with_name("kept")
COMPARE: dict[str, Compare] = {
    "python": by_python.compare,
    "columns": by_columns.compare,
    "sql": by_sql.compare,
    "recorded": by_recorded.compare,
}
ENGINES = tuple(COMPARE)


@frozen
class Trial:
    """One program and what was found of it by each engine."""

    seed: int
    text: str
    compared: dict[str, Compared] = field(factory=dict)
    shares: Shares | None = None


def trial(seed: int, people: int, engines: Sequence[str], shares: bool = False, text: str | None = None) -> Trial:
    """text: of a program kept before."""
    world = world_of(seed, people, text)
    compared = {engine: _compare(engine, world) for engine in engines}
    return Trial(seed, world.text, compared, shares_of(world) if shares else None)


def _compare(engine: str, world: World) -> Compared:
    for batch in world.batches:
        _ = batch.ranked  # once for all engines, and not in their time
    begun = process_time()
    found = Compared()
    for batch in world.batches:
        found = COMPARE[engine](batch).after(found)
    return evolve(found, seconds=process_time() - begun)


def keep(engine: str, failed: Trial, people: int) -> str:
    """The name of the file that the program is kept in, for the tests to ask again."""
    path = KEPT / f"{engine}-{failed.seed}-{people}.iom"
    path.write_text(failed.text, "utf-8")
    return path.name


def kept() -> list[tuple[str, int, int, str]]:
    """(engine, seed, people, text) of every program that an engine once decided otherwise."""
    found = []
    for path in sorted(KEPT.glob("*.iom")):
        engine, seed, people = path.stem.rsplit("-", 2)
        found.append((engine, int(seed), int(people), path.read_text("utf-8")))
    return found
