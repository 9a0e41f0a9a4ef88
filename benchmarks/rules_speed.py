"""10, 50 and 200 rules decided one student at a time: `.venv/bin/python benchmarks/rules_speed.py`.

Processor time in paired rounds; ratios are to the same rules written by hand in Python. Nothing is timed before both
sides were found to conclude the same of every student.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, `benchmarks` is not yet in sight

from benchmarks.rules_workload import as_python, as_rules, students
from iomrules.deciding import read_people
from iomrules.facts.reader import Source
from iomrules.facts.record import Person, layout_of
from iomrules.frozen import evolve
from iomrules.parse.reader import read
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import Decisions, Reason, Verdict
from iomrules.reason.engine import prepare
from iomrules.reason.engines import tracing
from iomrules.reason.python.code import source_of
from iomrules.reason.python.engine import PythonEngine, load
from iomrules.reason.python.traces import Trace, Tracing
from iomrules.source import SourceText

ON = date(2026, 10, 15)
COUNTS = (10, 50, 200)


def checked(count: int) -> Program:
    """The rules in the language of rules, checked."""
    tree, mistakes = read(SourceText("нагрузка.iom", as_rules(count)))
    found = check_program([LayerSource((tree,))], (), generate_forms=word_forms)
    if mistakes or found.program is None:
        raise ValueError([each.message for each in (*mistakes, *found.diagnostics)][:5])
    return found.program


def by_hand(count: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The rules in Python."""
    space: dict[str, Any] = {}
    exec(compile(as_python(count), "<by hand>", "exec"), space)
    decide: Callable[[dict[str, Any]], dict[str, Any]] = space["decide"]
    return decide


def records(program: Program, plain: list[dict[str, Any]]) -> tuple[Person, ...]:
    """Students read from JSON Lines; what may be absent and is None is said to be absent."""
    lines = [
        json.dumps({name: "нет" if each is None else each for name, each in one.items()}, ensure_ascii=False)
        for one in plain
    ]
    found = read_people(program, [Source("нагрузка.jsonl", "\n".join(lines).encode(), "jsonl")])
    if len(found.people) != len(plain):
        raise ValueError([each.message for each in found.diagnostics][:5])
    return found.people


def as_by_hand(decisions: Decisions) -> dict[str, Any]:
    """What an engine concluded, in the hand-written program's terms."""
    if decisions.faults:
        raise ValueError(decisions.faults)
    truths = {name: each.verdict is Verdict.YES for name, each in decisions.verdicts.items()}
    numbers = {
        "средний_балл": decisions.values["средний_балл"],
        "рейтинг_школы": decisions.ratings["рейтинг_школы"].total,
    }
    return {**truths, **{name: 100 * number for name, number in numbers.items()}}  # type: ignore[operator]


def measure(count: int, people: int, rounds: int) -> list[str]:
    """Rows of the table for so many rules."""
    program, decide, plain = checked(count), by_hand(count), students(people)
    persons = records(program, plain)
    interpreter = prepare(program)
    engine = load(source_of(program), program)
    for one, other in zip(persons, plain, strict=True):
        expected = decide(other)
        if as_by_hand(engine.decide(one, ON)) != expected:
            raise ValueError(f"{other['id']}: {as_by_hand(engine.decide(one, ON))} but by hand {expected}")
    recording = tracing(program)
    layout = layout_of(program.schema, persons[0].shape)
    some = persons[: max(1, people // 20)]
    traces = [recording.trace(each, ON) for each in persons][: len(some)]
    sides: dict[str, tuple[Callable[[], object], int]] = {
        "by hand in Python": (lambda: [decide(each) for each in plain], people),
        "records laid out, as when they are read": (lambda: layout.lay_all(persons), people),
        "generated code, bare answers": (lambda: [engine.answers(each, ON) for each in persons], people),
        "generated code": (lambda: [engine.decide(each, ON) for each in persons], people),
        "generated code, a record that nobody laid out": (lambda: [_first(engine, each) for each in persons], people),
        "generated code, every verdict read": (lambda: [_read(engine.decide(each, ON)) for each in persons], people),
        "generated code, every value behind every verdict recorded": (
            lambda: [recording.trace(each, ON) for each in persons],
            people,
        ),
        "every reason told from a record": (lambda: [_tell(recording, each) for each in traces], len(some)),
        "generated code, every reason": (lambda: [_explain(engine, each) for each in some], len(some)),
        "interpreter": (lambda: [interpreter.decide(each, ON) for each in some], len(some)),
    }
    taken: dict[str, list[float]] = {label: [] for label in sides}
    for _ in range(rounds):
        for label, (run, amount) in sides.items():
            gc.collect()
            started = process_time()
            run()
            taken[label].append((process_time() - started) / amount)
    base = taken["by hand in Python"]
    rows = []
    for label, each in taken.items():
        ratios = sorted(own / other for own, other in zip(each, base, strict=True))
        spread = f"{median(ratios):.2f} ({ratios[0]:.2f} … {ratios[-1]:.2f})"
        rows.append(f"| {count} | {label} | {median(each) * 1e6:.1f} µs | {spread} |")
    started = perf_counter()
    source = source_of(program)
    made = perf_counter()
    PythonEngine(source, program, {})
    rows.append(f"| {count} | code written; compiled and loaded | {1e3 * (made - started):.1f} ms; "
                f"{1e3 * (perf_counter() - made):.1f} ms | |")  # fmt: skip
    return rows


def _first(engine: PythonEngine, person: Person) -> Decisions:
    """Decides a person who was not read from a file, for the first time."""
    return engine.decide(evolve(person), ON)


def _read(decisions: Decisions) -> int:
    """Looks at every verdict, so that nothing is left to be made later."""
    return sum(each.verdict is Verdict.YES for each in decisions.verdicts.values())


def _explain(engine: PythonEngine, person: Person) -> list[Reason]:
    decisions = engine.decide(person, ON)
    evaluation = engine.evaluation(person, ON)
    return [evaluation.reason_of(name) for name in (*decisions.verdicts, *decisions.ratings)]


def _tell(recording: Tracing, trace: Trace) -> list[Reason]:
    """Every reason as a tree of sentences, of what was recorded while deciding."""
    explained = recording.explaining(trace)
    return [explained.reason_of(name) for name in (*recording.program.rules, *recording.program.ratings)]


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    print("| rules | what | a student | ratio |\n|---:|---|---:|---:|")
    for count in COUNTS:
        for row in measure(count, given.students, given.rounds):
            print(row, flush=True)


if __name__ == "__main__":
    main()
