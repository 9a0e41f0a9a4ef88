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
from iomrules.reason.decision import Decisions, Engine, Reason, Verdict
from iomrules.reason.engines import prepare_for, tracing
from iomrules.reason.python.engine import PythonEngine
from iomrules.reason.python.traces import Tracing
from iomrules.write.sentences import sentences

HAND = "Python by hand"
BARE, CODE = "**generated code, bare answers**", "**generated code**"
#: what a record's way into a row costs beside: of one who comes alone, and of all whom a file brings. Reading does it,
#: once for all decisions after it, and so it is in no other row
ANEW = "**generated code, each record laid out anew, bare answers**"
TOGETHER = "**generated code, all records laid out anew together, bare answers**"
READ = "**generated code, every verdict looked at**"
#: verdicts with the value of every node behind them: from it trees are told, and nothing of it is concluded again
RECORDED = "**generated code, every value behind every verdict recorded**"
TOLD = "**… the reason of each rule taken up**"
TREES = "**… every tree gone through, down to the facts**"
WORDS = "**… every reason told in Russian sentences**"
REPLAYED = "**generated code, the reason of each rule replayed**"
INTERPRETER = "**interpreter**"
HELPED = " ᴴ"
#: how a peer is asked -> what its label says of it
WAYS = {"plain": "", "ready": ", its data and the numbers made ready before", "traced": ", with its trace"}
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
        layout = code.bound(people[0], ON).layout
        alone = lambda: [code.answers(each, ON, layout.lay(each)) for each in people]  # noqa: E731
        together = lambda: [  # noqa: E731
            code.answers(each, ON, row) for each, row in zip(people, layout.lay_all(people), strict=True)
        ]
        yield Side(ANEW, alone, many, "student", HAND)
        yield Side(TOGETHER, together, many, "student", HAND)
    yield Side(CODE, lambda: [code.decide(each, ON) for each in people], many, "student", HAND)
    yield Side(READ, lambda: [_look(code.decide(each, ON)) for each in people], many, "student", HAND)
    yield from _reasons(code, tracing(program), people, names=(*program.rules, *program.ratings))
    yield Side(INTERPRETER, lambda: [interpreter.decide(each, ON) for each in some], len(some), "student", HAND)


def _look(decisions: Decisions) -> int:
    return sum(each.verdict is Verdict.YES for each in decisions.verdicts.values())


def _reasons(code: Engine, recording: Tracing, people: Sequence[Person], names: tuple[str, ...]) -> Iterator[Side]:
    """Reasons: recorded while everybody is decided, told as far as somebody looks; and replayed, without a record."""
    some = people[:FEW]

    def told(look: Callable[[Reason], object]) -> Callable[[], object]:
        def tell() -> None:
            for each in some:
                evaluation = recording.explaining(recording.trace(each, ON))
                # all held, as by whoever tells them: an indicator's reason is made once for all that read it
                for reason in [evaluation.reason_of(name) for name in names]:
                    look(reason)

        return tell

    def replay() -> None:
        for each in some:
            evaluation = code.evaluation(each, ON, code.decide(each, ON))
            for name in names:
                evaluation.reason_of(name)

    recorded = lambda: [recording.decisions(recording.trace(each, ON)) for each in people]  # noqa: E731
    yield Side(RECORDED, recorded, len(people), "student", HAND)
    for label, look in ((TOLD, bool), (TREES, _go_through), (WORDS, sentences)):
        yield Side(label, told(look), len(some), "student", HAND)
    yield Side(REPLAYED, replay, len(some), "student", HAND)


def _go_through(reason: Reason) -> None:
    for part in reason.parts:
        _go_through(part)
    for element in reason.elements:
        if element.blocker is not None:
            _go_through(element.blocker)


def _peers(
    count: int, plain: list[dict[str, Any]], python: Path, ended: ExitStack, left: dict[str, None]
) -> Iterator[Side]:
    decide = by_hand(count)
    for peer in PEERS:
        for way in (way for way in WAYS if way in peer.single):
            if named(peer) in left:
                continue
            some = plain[:FEW] if way == "traced" or peer.module in SLOW else plain
            worker = Worker(peer, python)
            ended.callback(worker.end)
            try:
                told = asked(worker, count, some, way)
            except PeerLeft:
                left[named(peer)] = None
                continue
            expected = [[truth for name, truth in decide(one).items() if name.startswith("правило_")] for one in some]
            if told != expected:
                raise ValueError(f"{peer.label} concludes otherwise than by hand")
            yield Side(label_of(peer, way), _nothing, len(some), "student", HAND, elsewhere=worker.run)


def asked(worker: Worker, count: int, plain: list[dict[str, Any]], way: str = "plain") -> list[list[bool]]:
    """Every verdict of every student, out of a first run that nobody times."""
    people = [english_student(one) for one in plain]
    worker.ask(do="single", rules=english_rules(count), students=people, way=way)
    worker.run()
    told: list[list[bool]] = worker.ask(do="told")["told"]
    return told


def named(peer: Peer) -> str:
    return f"{peer.label} ({peer.library})"


def label_of(peer: Peer, way: str = "plain") -> str:
    return f"{peer.label}{WAYS[way]}{HELPED if peer.helped else ''}"


_nothing: Callable[[], None] = lambda: None  # noqa: E731
