"""One student after another: the generated rules by our engines and by peers, each beside the rules written by hand."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.beside import PEERS, Peer, PeerLeft, Worker, english_rules, english_student
from benchmarks.measure import Side, Timing, take_turns
from benchmarks.rules_speed import ON, as_by_hand, by_hand, checked, records
from benchmarks.rules_workload import students
from iomrules.facts.record import Person
from iomrules.reason.decision import Decisions, Engine, Verdict
from iomrules.reason.engines import prepare_for
from iomrules.reason.python.engine import PythonEngine

HAND = "Python by hand"
BARE, CODE = "**generated code, bare answers**", "**generated code**"
#: with the record laid out again for each decision; otherwise that was done when the record was read
ANEW = "**generated code, the record laid out anew, bare answers**"
READ, REASONS = "**generated code, every verdict looked at**", "**generated code, every reason**"
INTERPRETER = "**interpreter**"
HELPED = " ᴴ"
#: slow ones decide so many of the students in a round
FEW = 20
SLOW = ("by_rule_engine", "open_fisca")


def measure_single(
    counts: Sequence[int], people: int, rounds: int, python: Path
) -> tuple[dict[int, list[Timing]], list[str]]:
    """Number of rules -> timings; and the peers that could not be asked."""
    left: dict[str, None] = {}
    found: dict[int, list[Timing]] = {}
    plain = students(people)
    for count in counts:
        with ExitStack() as ended:
            sides = [*own_sides(count, plain), *_peers(count, plain, python, ended, left)]
            found[count] = take_turns(sides, rounds)
    return found, list(left)


def own_sides(count: int, plain: list[dict[str, Any]]) -> Iterator[Side]:
    """By hand and our engines. Raises ValueError where they do not conclude the same of every student."""
    program, decide = checked(count), by_hand(count)
    people, many = records(program, plain), len(plain)
    engines = [prepare_for(program, {}, many, engine) for engine in ("python", "interpreter")]
    for person, one in zip(people, plain, strict=True):
        expected = decide(one)
        for engine in engines:
            if as_by_hand(engine.decide(person, ON)) != expected:
                raise ValueError(f"{person.id}: {type(engine).__name__} concludes otherwise than by hand")
    code, interpreter = engines
    some = people[:FEW]
    yield Side(HAND, lambda: [decide(one) for one in plain], many, "student")
    if isinstance(code, PythonEngine):
        yield Side(BARE, lambda: [code.answers(each, ON) for each in people], many, "student", HAND)
        anew = lambda: [code.answers(each, ON, code.row(each, ON)) for each in people]  # noqa: E731
        yield Side(ANEW, anew, many, "student", HAND)
    yield Side(CODE, lambda: [code.decide(each, ON) for each in people], many, "student", HAND)
    yield Side(READ, lambda: [_look(code.decide(each, ON)) for each in people], many, "student", HAND)
    yield Side(REASONS, lambda: [_explain(code, each) for each in some], len(some), "student", HAND)
    yield Side(INTERPRETER, lambda: [interpreter.decide(each, ON) for each in some], len(some), "student", HAND)


def _look(decisions: Decisions) -> int:
    return sum(each.verdict is Verdict.YES for each in decisions.verdicts.values())


def _explain(engine: Engine, person: Person) -> None:
    decisions, evaluation = engine.decide(person, ON), engine.evaluation(person, ON)
    for name in (*decisions.verdicts, *decisions.ratings):
        evaluation.reason_of(name)


def _peers(
    count: int, plain: list[dict[str, Any]], python: Path, ended: ExitStack, left: dict[str, None]
) -> Iterator[Side]:
    decide = by_hand(count)
    for peer in PEERS:
        for traced in (False, True):
            if peer.label in left or not (peer.traced if traced else peer.single):
                continue
            some = plain[:FEW] if traced or peer.module in SLOW else plain
            worker = Worker(peer, python)
            ended.callback(worker.end)
            try:
                told = asked(worker, count, some, traced)
            except PeerLeft:
                left[f"{peer.label} ({peer.library})"] = None
                continue
            expected = [[truth for name, truth in decide(one).items() if name.startswith("правило_")] for one in some]
            if told != expected:
                raise ValueError(f"{peer.label} concludes otherwise than by hand")
            label = label_of(peer, traced)
            yield Side(label, _nothing, len(some), "student", HAND, elsewhere=worker.run)


def asked(worker: Worker, count: int, plain: list[dict[str, Any]], traced: bool = False) -> list[list[bool]]:
    """Every verdict of every student, out of a first run that nobody times."""
    people = [english_student(one) for one in plain]
    worker.ask(do="single", rules=english_rules(count), students=people, traced=traced)
    worker.run()
    told: list[list[bool]] = worker.ask(do="told")["told"]
    return told


def label_of(peer: Peer, traced: bool = False) -> str:
    return f"{peer.label}{', with its trace' if traced else ''}{HELPED if peer.helped else ''}"


_nothing: Callable[[], None] = lambda: None  # noqa: E731
