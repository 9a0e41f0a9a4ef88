"""Millions of pairs: `.venv/bin/python tests/agreement/run.py --programs 1000`. Failing seeds are kept in a file."""

import argparse
import sys
from pathlib import Path
from time import perf_counter
from types import ModuleType

HOME = Path(__file__).resolve().parents[2]
FAILING = Path(__file__).with_name("failing.txt")


def main() -> None:
    """Runs seeds one after another and says how many pairs agreed."""
    from tests.agreement.pairs import pairs

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--programs", type=int, default=100)
    options.add_argument("--people", type=int, default=50, help="pairs made of one program")
    options.add_argument("--first", type=int, default=1, help="the first seed")
    options.add_argument("--seconds", type=float, default=float("inf"), help="begin no program after so long")
    options.add_argument("--seed", type=int, help="this seed alone, told at length")
    given = options.parse_args()
    seeds = [given.seed] if given.seed is not None else range(given.first, given.first + given.programs)
    made, failed, started = 0, 0, perf_counter()
    for number, seed in enumerate(seeds, start=1):
        if perf_counter() - started > given.seconds:
            break
        if number % 1000 == 0:
            print(f"{made} pairs, {failed} differ", flush=True)
        count, found = pairs(seed, given.people)
        made += count
        failed += len(found)
        if found:
            with FAILING.open("a", encoding="utf-8") as kept:
                kept.write(f"{seed} {given.people}\n")
            shown = found if given.seed is not None else found[:1]
            for each in shown:
                print(f"seed {each.seed}, person {each.number}:\n{each.told}\n")
            if given.seed is not None:
                print(found[0].text)
    seconds = perf_counter() - started
    print(f"{made} pairs of programs {seeds[0]} to {seed} in {seconds:.0f} s; {failed} differ")
    sys.exit(1 if failed else 0)


def _stand_in_for_tests() -> None:
    """`tests` is a folder of this checkout, whatever package of that name is installed."""
    package = ModuleType("tests")
    package.__path__ = [str(HOME / "tests")]
    sys.modules["tests"] = package
    sys.path.insert(0, str(HOME))


if __name__ == "__main__":
    _stand_in_for_tests()
    main()
