"""A batch in memory: verdicts, means, ratings and places of everybody, in columns and by whoever else can."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define

from benchmarks.beside import PEERS, Peer, PeerLeft, Worker, english_rules, write_tables
from benchmarks.measure import Side, Timing, take_turns
from benchmarks.rules_columns import plain, students_table
from benchmarks.rules_speed import ON, by_hand, checked, records
from benchmarks.single import FEW, HAND, asked, label_of, named
from iomrules.batch import Batch, decide_table
from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.engines import prepare_for
from iomrules.reason.rank import rank

ONE, TWO = "**columns, 1 thread**", "**columns, 2 threads**"
CODE = "**generated code**"
#: who decides one student after another is given so many at most; their time grows with the number
ROWS = 20_000
#: peers that decide one by one, asked here too
ONE_BY_ONE = ("datalogic", "zen_graph")


def measure_whole(
    counts: Sequence[int], people: int, rounds: int, python: Path
) -> tuple[dict[int, list[Timing]], list[str]]:
    """Number of rules -> timings; and the peers that could not be asked."""
    left: dict[str, None] = {}
    found: dict[int, list[Timing]] = {}
    with TemporaryDirectory() as folder:
        table = students_table(checked(counts[0]), people)
        write_tables(table, Path(folder))
        for count in counts:
            with ExitStack() as ended:
                asking = Asking(python, Path(folder), people, ended, left)
                sides = [*own_sides(count, table), *peers_of_table(count, told_of(count, table), asking)]
                found[count] = take_turns([*sides, *peers_in_turn(count, table, asking)], rounds)
    return found, list(left)


def prepared(count: int, table: pa.Table) -> Batch:
    return Batch(checked(count), "ученик", ON, table.schema)


def told_of(count: int, table: pa.Table) -> dict[str, str]:
    """What columns conclude of everybody, as a digest a column. Raises ValueError where by hand it is otherwise."""
    found = columns_of(decide_table(prepared(count, table), table))
    by, few = by_hand(count), plain(table, min(len(table), 5_000))
    expected = [by(one) for one in few]
    for name, values in found.items():
        if name != "place" and values[: len(few)].tolist() != [one[name] for one in expected]:
            raise ValueError(f"columns: {name} is otherwise than by hand")
    if found["place"].tolist() != places(found["рейтинг_школы"].tolist()):
        raise ValueError("columns: places are otherwise than by hand")
    english = {"средний_балл": "mean", "рейтинг_школы": "rating"}
    return {
        english.get(name, name.replace("правило_", "rule_")): sha256(
            values.astype(np.int8 if name.startswith("правило_") else np.int64).tobytes()
        ).hexdigest()
        for name, values in found.items()
    }


def columns_of(told: pa.Table) -> dict[str, Any]:
    """Verdicts, and numbers in hundredths."""
    found = {name: told[name].to_numpy() for name in told.schema.names if name.startswith("правило_")}
    for name in ("средний_балл", "рейтинг_школы"):
        hundredths = pc.multiply(told[name].cast(pa.decimal128(18, 2)), pa.scalar(Decimal(100)))
        found[name] = hundredths.cast(pa.int64()).to_numpy()
    return {**found, "place": told["рейтинг_школы.place"].to_numpy()}


def places(ratings: list[int]) -> list[int]:
    """1-1-3, the greatest first."""
    first: dict[int, int] = {}
    for place, rating in enumerate(sorted(ratings, reverse=True), start=1):
        first.setdefault(rating, place)
    return [first[rating] for rating in ratings]


def own_sides(count: int, table: pa.Table, engines: Sequence[str] = (HAND, CODE, ONE, TWO)) -> Iterator[Side]:
    """By hand and our engines, all with places."""
    many = len(table)
    decide, some = by_hand(count), plain(table, min(many, ROWS))

    def hand() -> list[int]:
        return places([decide(one)["рейтинг_школы"] for one in some])

    if HAND in engines:
        yield Side(HAND, hand, len(some), "student")
    if CODE in engines:
        program = checked(count)
        persons = persons_of(program, some)
        engine = prepare_for(program, {}, len(persons), "python")
        yield Side(CODE, lambda: rank(program, [engine.decide(each, ON) for each in persons]), len(some), "student")
    for label, threads in ((ONE, 1), (TWO, 2)):
        if label in engines:
            yield Side(label, _columns(prepared(count, table), table, threads), many, "student", HAND)


def persons_of(program: Program, some: list[dict[str, Any]]) -> list[Person]:
    """Read by so many: a file of JSON Lines has a limit."""
    kept = [{name: each for name, each in one.items() if "." not in name} for one in some]
    return [person for first in range(0, len(kept), 5_000) for person in records(program, kept[first : first + 5_000])]


def _columns(batch: Batch, table: pa.Table, threads: int) -> Callable[[], object]:
    decide_table(batch, table.slice(0, 1000))
    return lambda: decide_table(batch, table, threads=threads)


@define
class Asking:
    """Where peers run and what of, who could not be asked, and what ends with the measurement.

    wanted: modules of the peers to ask; empty: all.
    """

    python: Path
    folder: Path
    many: int
    ended: ExitStack
    left: dict[str, None]
    wanted: Sequence[str] = ()

    def peers(self, wanted: Sequence[str]) -> Iterator[tuple[Peer, Worker]]:
        for peer in PEERS:
            if peer.module not in wanted or (self.wanted and peer.module not in self.wanted):
                continue
            if named(peer) not in self.left:
                worker = Worker(peer, self.python)
                self.ended.callback(worker.end)
                yield peer, worker

    def leave(self, peer: Peer) -> None:
        self.left[named(peer)] = None


def peers_of_table(count: int, expected: dict[str, str], asking: Asking) -> Iterator[Side]:
    """Peers that take the table whole."""
    for peer, worker in asking.peers([each.module for each in PEERS if each.batch]):
        try:
            worker.ask(do="batch", rules=english_rules(count), folder=str(asking.folder))
            worker.run()
            told = worker.ask(do="told")["told"]
        except PeerLeft:
            asking.leave(peer)
            continue
        if differ := [name for name in told if told[name] != expected[name]]:
            raise ValueError(f"{peer.label} concludes otherwise than columns: {differ[:5]}")
        yield Side(label_of(peer), _nothing, asking.many, "student", HAND, elsewhere=worker.run)


def peers_in_turn(count: int, table: pa.Table, asking: Asking) -> Iterator[Side]:
    """Peers that know no batch, student by student, without places."""
    some = plain(table, min(len(table), ROWS // 10))
    decide = by_hand(count)
    for peer, worker in asking.peers(ONE_BY_ONE):
        try:
            told = asked(worker, count, some)
        except PeerLeft:
            asking.leave(peer)
            continue
        for verdicts, one in list(zip(told, some, strict=True))[:FEW]:
            if verdicts != [truth for name, truth in decide(one).items() if name.startswith("правило_")]:
                raise ValueError(f"{peer.label} concludes otherwise than by hand")
        yield Side(f"{label_of(peer)}, in turn, no places", _nothing, len(some), "student", HAND, elsewhere=worker.run)


_nothing: Callable[[], None] = lambda: None  # noqa: E731
