"""Invented people who want more seats than there are, and what one machine gives each of them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from iomrules.batch import Batch
from iomrules.decided import Decided
from iomrules.deciding import compose_routes, decide_people
from iomrules.diagnostics import Severity
from iomrules.facts.arrow import people_to_batch
from iomrules.facts.record import Records
from iomrules.parse.reader import read
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import Verdict
from iomrules.resources import folder
from iomrules.route.route import Route
from iomrules.source import SourceText
from tests.cluster import seat_worlds
from tests.fuzz.laws import person

ON = date(2026, 10, 15)
COURSES = ("расчётные_задачи", "опыты_по_химии", "олимпиадный_кружок", "повторение_математики", "риторика", "латынь")
#: what a test may change in the rules for there to be more that people take from each other
FEWER = ((r"(  (риторика|латынь) .*филолог +\|) {14} ", r"\g<1>             3 "), (r"   12 \|", "    4 |"))


def rules(changes: Sequence[tuple[str, str]] = FEWER) -> Program:
    """The ruleset of elective courses, with other texts in it. changes: patterns, each of which has to be met."""
    trees = []
    met: set[str] = set()
    for path in sorted((Path(folder("rulesets")) / "examples" / "elective_courses").glob("*.iom")):
        text = path.read_text("utf-8")
        for pattern, new in changes:
            text, times = re.subn(pattern, new, text)
            met |= {pattern} if times else set()
        trees.append(read(SourceText(path.name, text))[0])
    assert met == {pattern for pattern, _ in changes}
    program = check_program([LayerSource(tuple(trees))], (), generate_forms=word_forms).program
    assert program is not None
    return program


def records(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Of every fourth seed all facts are known, of the others some are not; of every third all marks differ."""
    random = Random(seed)
    unknown, level = (0, 0.003, 0.01, 0.03)[seed % 4], (0, 0.02, 0.5)[seed % 3]
    for number in range(count):
        mark = random.choice((3, 4, 4.5, 5)) if random.random() < level else random.randint(20_000, 50_000) / 10_000
        told: dict[str, Any] = {
            "id": f"В-{number:04}",
            "класс": random.choice((9, 10, 10, 11)),
            "средний_балл": mark,
            "пожелания": random.sample(COURSES, random.randint(0, 4)),
        }
        for name in ("класс", "средний_балл", "пожелания"):
            if random.random() < unknown:
                del told[name]
        yield told


@frozen
class School:
    """Rules, people in files, and what one machine decides of them all."""

    program: Program
    files: tuple[Path, ...]
    decided: tuple[Decided, ...]
    records: Records

    def batch(self, *, missing: bool = False) -> Batch:
        return Batch(self.program, "ученик", ON, pq.read_schema(self.files[0]), missing=missing)

    def routes(self) -> list[tuple[Route, ...]]:
        return [compose_routes(each, self.records) for each in self.decided]


def school_in(where: Path, seed: int, count: int, changes: Sequence[tuple[str, str]] = FEWER) -> School:
    """So many people who choose elective courses."""
    return school_of(where, rules(changes), list(records(seed, count)))


def school_of(where: Path, program: Program, people: Sequence[dict[str, Any]], files: int = 3) -> School:
    """Plain people in some files, one after another."""
    made = [person(program, each) for each in people]
    size = max(1, -(-len(made) // files))
    paths = []
    for start in range(0, len(made), size):
        paths.append(where / f"p{start:05}.parquet")
        batch = people_to_batch(made[start : start + size], program.schema, "ученик")
        pq.write_table(pa.Table.from_batches([batch]), paths[-1], row_group_size=7)
    read_ = Records(tuple(made), {})
    return School(program, tuple(paths), decide_people(program, read_, ON), read_)


def generated(seed: int, count: int, where: Path) -> School:
    """Rules and people made at random."""
    random = Random(seed)
    tree, found = read(SourceText("rules.iom", seat_worlds.ruleset(random)))
    result = check_program([LayerSource((tree,))], (), generate_forms=word_forms)
    wrong = [each.message for each in (*found, *result.diagnostics) if each.severity is Severity.ERROR]
    assert result.program is not None and not wrong, wrong
    return school_of(where, result.program, list(seat_worlds.people(random, count)))


def told(route: Route) -> dict[str, Any]:
    """What a batch writes of a route, made from the route itself."""
    composed = route.state is Verdict.YES and not route.faults
    return {
        route.name: 4 if route.faults else {Verdict.NO: 0, Verdict.YES: 1, Verdict.UNKNOWN: 2}[route.state],
        f"{route.name}.items": [each.key for each in route.items] if composed else None,
        f"{route.name}.hours": Decimal(route.hours.numerator) / route.hours.denominator if composed else None,
        f"{route.name}.not_taken": [
            {"key": each.key, "cause": each.cause} for each in route.not_taken if each.cause != "condition"
        ]
        if composed
        else None,
    }
