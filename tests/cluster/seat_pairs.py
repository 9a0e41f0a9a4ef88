"""Routes by parts held to one machine's on rules and people made at random, for as long as one likes:
`tests/cluster/seat_pairs.py --first 1000 --programs 100 --people 40`.

Seed N is the same rules and the same people on every run and machine. Ends with 1 where anybody's route, or what they
find of any seat, is another.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import ModuleType
from typing import Any

HOME = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    # `tests` is a folder of this checkout, whatever package of that name is installed.
    package = ModuleType("tests")
    package.__path__ = [str(HOME / "tests")]
    sys.modules["tests"] = package
    sys.path.insert(0, str(HOME))

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from iomrules.cluster.composing import seats_in  # noqa: E402
from iomrules.cluster.lines import pools_of  # noqa: E402
from iomrules.cluster.partition import put_content  # noqa: E402
from iomrules.cluster.region import Region, decide_region, sent  # noqa: E402
from iomrules.route.entries import shelf  # noqa: E402
from iomrules.route.seats import Held  # noqa: E402
from tests.cluster.seats_of_tests import School, generated, told  # noqa: E402


class Backwards:
    """Workers that are this process, the last task first."""

    def each(self, work: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        yield from ((task, work(task)) for task in reversed(tasks))


def differences(seed: int, people: int, met: Counter[str]) -> Iterator[str]:
    """What is another of one seed, in words. met: counts states of routes and causes of what is left out."""
    with TemporaryDirectory() as folder:
        school = generated(seed, people, Path(folder))
        prepared = school.batch()
        rules, out = sent(prepared), Path(folder) / "out"
        out.mkdir()
        region = decide_region(
            prepared, rules, school.files, out, Backwards(), block=8, part=30, routes=True, seats=True, sliced=7
        )
        put_content(region.shares[0].errand.rules, rules)
        yield from _routes(school, region, met)
        yield from _seats(school, region)


def _routes(school: School, region: Region, met: Counter[str]) -> Iterator[str]:
    rows = pa.concat_tables([pq.read_table(each) for each in region.summary.files]).to_pylist()
    for row, routes in zip(rows, school.routes(), strict=True):
        for route in routes:
            met.update(["a fault" if route.faults else route.state.value, *(each.cause for each in route.not_taken)])
            for name, value in told(route).items():
                if row[name] != value:
                    yield f"{row['id']} {name}: {row[name]} for {value}"


def _seats(school: School, region: Region) -> Iterator[str]:
    found = [each for share in region.shares for each in seats_in(region.routes.of(share), 0, share.partition.people)]
    pools = pools_of(school.program, shelf(school.program.schema, {}))
    for own, decided in zip(found, school.decided, strict=True):
        for pool in pools:
            held, wanted = own.held_of(pool, 1, 1), decided.seats().held.get(pool, Held())
            if held != wanted:
                yield f"{decided.person.id} {pool}: {held} for {wanted}"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--programs", type=int, default=50)
    asked.add_argument("--people", type=int, default=40)
    given = asked.parse_args()
    met: Counter[str] = Counter()
    wrong = 0
    for seed in range(given.first, given.first + given.programs):
        for each in differences(seed, given.people, met):
            wrong += 1
            print(f"{seed} {each}")
    print(f"{given.programs} programs, {given.programs * given.people:,} people, {wrong} differences")
    print(", ".join(f"{name} {times:,}" for name, times in met.most_common()))
    print(f"{process_time():.0f} s of the processor")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
