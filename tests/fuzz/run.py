"""The fuzzer: `python tests/fuzz/run.py programs --count 1000`, `… trips --seconds 60`, `… mutants --seconds 60`.

Input number N is the same on every run and machine. What fails is printed with its number; `--first N --count 1`
makes it again. Exit status 1 where anything failed.
"""

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

HOME = Path(__file__).resolve().parents[2]
#: seconds of the processor's work an input may take
LIMIT = 5.0


class TooSlow(BaseException):
    """One input took longer than LIMIT. Not an Exception: nobody may catch it on the way."""


def run(work: Callable[[int], str], first: int, count: int | None, seconds: float | None) -> tuple[Counter[str], float]:
    """Inputs one after another until either limit. work: does one input and says what sort of thing came of it."""
    begun = time.monotonic()
    met: Counter[str] = Counter()
    slowest = 0.0
    number = first
    signal.signal(signal.SIGPROF, _too_slow)
    while (count is None or number < first + count) and (seconds is None or time.monotonic() - begun < seconds):
        started = time.monotonic()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            met[work(number)] += 1
        except (Exception, TooSlow, RecursionError) as error:
            met["FAILED"] += 1
            signal.setitimer(signal.ITIMER_PROF, 0)
            if met["FAILED"] <= 20:
                last = traceback.extract_tb(error.__traceback__)[-1]
                print(
                    f"{number}: {type(error).__name__}: {str(error)[:700]} ({Path(last.filename).name}:{last.lineno})",
                    flush=True,
                )
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.monotonic() - started)
        number += 1
        if number % 5000 == 0:
            print(f"{number} {time.monotonic() - begun:.0f} s {dict(met)}", flush=True)
    return met, slowest


def _too_slow(*_: Any) -> None:
    raise TooSlow(f"longer than {LIMIT} s")


def one_program(number: int) -> str:
    """A generated program there and back; every fifth is also checked and decided, with facts missing and without."""
    from tests.fuzz import laws
    from tests.strategies.programs import write_program

    random = Random(number)
    asks_known = bool(number % 5)
    text = write_program(random, random.choice([1, 2, 2, 3]), asks_known=asks_known)
    tree = laws.round_trip(text)
    if asks_known:
        return "read"
    laws.settles(text)
    program = laws.checked(tree)
    for _ in range(3):
        laws.completion(program, random)
    return "decided"


def one_trip(number: int) -> str:
    """A small generated program there and back, and nothing else: three round trips."""
    from tests.fuzz import laws
    from tests.strategies.programs import write_program

    laws.round_trip(write_program(Random(number), 1))
    return "there and back, three times"


def get_ready() -> None:
    """What is loaded once, such as the dictionary of word forms, is nobody's time."""
    from tests.fuzz import laws, mutants

    laws.forms()
    mutants.program()
    mutants.rules()


def one_mutant(number: int) -> str:
    """A damaged input read to its end."""
    from tests.fuzz import mutants

    return mutants.try_mutant(number)


WORKS: dict[str, Callable[[int], str]] = {"programs": one_program, "trips": one_trip, "mutants": one_mutant}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=sorted(WORKS))
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--count", type=int)
    asked.add_argument("--seconds", type=float)
    given = asked.parse_args()
    if given.count is None and given.seconds is None:
        given.count = 1000
    begun = time.monotonic()
    get_ready()
    met, slowest = run(WORKS[given.what], given.first, given.count, given.seconds)
    spent = time.monotonic() - begun
    print(f"{given.what}: {sum(met.values())} inputs from {given.first}, {spent:.0f} s, slowest {slowest:.2f} s")
    for sort, times in sorted(met.items()):
        print(f"  {sort}: {times}")
    return 1 if met["FAILED"] else 0


def _stand_in_for_tests() -> None:
    """`tests` is a folder of this checkout, whatever package of that name is installed."""
    package = ModuleType("tests")
    package.__path__ = [str(HOME / "tests")]
    sys.modules["tests"] = package
    sys.path.insert(0, str(HOME))


if __name__ == "__main__":
    _stand_in_for_tests()
    sys.exit(main())
