"""Engines held to the interpreter on programs and people made at random: `tests/agreement/run.py --engine all`.

Seed N is the same program and the same people on every run and machine. A seed on which an engine decides otherwise
is kept in `kept/ENGINE-SEED-PEOPLE.iom`, which the tests ask of that engine ever after.
"""

import argparse
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from types import ModuleType
from typing import TYPE_CHECKING

HOME = Path(__file__).resolve().parents[2]

if __name__ in ("__main__", "__mp_main__"):
    # `tests` is a folder of this checkout, whatever package of that name is installed.
    package = ModuleType("tests")
    package.__path__ = [str(HOME / "tests")]
    sys.modules["tests"] = package
    sys.path.insert(0, str(HOME))

from tests.agreement.trial import ENGINES, Trial, keep, trial  # noqa: E402

if TYPE_CHECKING:
    from tests.agreement.shares import Shares
    from tests.agreement.worlds import Compared

#: programs between two lines of progress
PROGRESS = 200


def options() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--engine", nargs="+", choices=(*ENGINES, "all"), default=["all"], help="which engines")
    made.add_argument("--first", type=int, default=1, help="the first seed: where an earlier run ended")
    made.add_argument("--programs", type=int, help="so many seeds; without --seconds: 100")
    made.add_argument("--pairs", type=int, help="begin no program after so many pairs of every engine")
    made.add_argument("--seconds", type=float, help="begin no program after so long")
    made.add_argument("--people", type=int, default=500, help="people of one program")
    made.add_argument("--jobs", type=int, default=1, help="processes")
    made.add_argument("--seed", type=int, help="this seed alone, told at length")
    made.add_argument("--shares", action="store_true", help="how often pairs hold what engines get wrong")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Says how many pairs each engine made and how many of them differ. Returns 1 where any does."""
    given = options().parse_args(arguments)
    engines = ENGINES if "all" in given.engine else tuple(given.engine)
    if given.seed is not None:
        return _told_at_length(trial(given.seed, given.people, engines))
    limited = given.seconds is not None or given.pairs is not None
    programs = given.programs or (None if limited else 100)
    seeds = count(given.first) if programs is None else range(given.first, given.first + programs)
    started, last = perf_counter(), given.first - 1
    met: dict[str, Compared] = {}
    shares: Shares | None = None
    for number, done in enumerate(_trials(seeds, given, engines), start=1):
        last = done.seed
        for engine, found in done.compared.items():
            met[engine] = found.after(met[engine]) if engine in met else found
            if found.differences:
                print(f"{engine}, seed {done.seed}: {keep(engine, done, given.people)}\n  {found.differences[0]}")
        if done.shares is not None:
            shares = done.shares.after(shares) if shares else done.shares
        if number % PROGRESS == 0:
            print(f"  seed {last}, {perf_counter() - started:.0f} s: {_short(met)}", flush=True)
        fewest = min((each.pairs for each in met.values()), default=0)
        if given.pairs is not None and fewest >= given.pairs:
            break
    print(f"programs {given.first} to {last}, {perf_counter() - started:.0f} s; to go on: --first {last + 1}")
    print("\n".join(f"{engine:>10}: {found.told()}" for engine, found in met.items()))
    if shares is not None:
        print("\n".join(shares.lines()))
    return 1 if any(each.differences for each in met.values()) else 0


def _trials(seeds: Iterable[int], given: argparse.Namespace, engines: Sequence[str]) -> Iterator[Trial]:
    """In the order of seeds, until the time is over; each process has one in hand and one waiting."""
    end = perf_counter() + given.seconds if given.seconds is not None else float("inf")
    if given.jobs == 1:
        for seed in seeds:
            if perf_counter() > end:
                return
            yield trial(seed, given.people, engines, given.shares)
        return
    waiting: deque[Future[Trial]] = deque()
    with ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        try:
            for seed in seeds:
                if perf_counter() > end:
                    break
                waiting.append(pool.submit(trial, seed, given.people, engines, given.shares))
                if len(waiting) > 2 * given.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _short(met: "dict[str, Compared]") -> str:
    return ", ".join(f"{name} {found.pairs:,} ({len(found.differences)} differences)" for name, found in met.items())


def _told_at_length(done: Trial) -> int:
    differ = False
    for engine, found in done.compared.items():
        for each in found.differences:
            differ = True
            print(f"{engine}, {each.person}, {each.on}:\n{each.told}\n")
    if differ:
        print(done.text)
    return int(differ)


if __name__ == "__main__":
    begun = process_time()
    status = main()
    print(f"{process_time() - begun:.0f} s of the processor in this process")
    sys.exit(status)
