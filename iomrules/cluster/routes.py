"""Everybody's routes: slices composed by workers, and where seats run short, as often as it takes till all agree."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol

import numpy as np

from iomrules.cluster.composing import Answer, Turn, lines_path, take
from iomrules.cluster.lines import CLAIM, COUNTS, WISH, Lines, Told
from iomrules.cluster.partition import Cause, Share, Unread, put_content
from iomrules.cluster.queueing import SLICE, InLine, Ranked, line_up, wish
from iomrules.cluster.route_columns import Groups
from iomrules.cluster.slices import Slice, slices_of
from iomrules.decided import queue_of
from iomrules.frozen import evolve, field, frozen
from iomrules.program.core import Program
from iomrules.reason.columns.column import Array
from iomrules.reason.decision import Fault
from iomrules.reason.queue import Key

#: told of what is done, of people done so far, and of how many there are
Progress = Callable[[str, int, int], None]


@frozen
class Settled:
    """Everybody's routes as they stay. turns: of each slice, as they were when it was composed the last time.

    lost: of slices of which nobody has routes, why. faults: of routes, in the people's order. groups: what stands in
    the routes.
    """

    turns: tuple[Turn, ...] = ()
    lost: tuple[tuple[Slice, Cause], ...] = ()
    faults: tuple[Fault, ...] = ()
    groups: Groups = field(factory=Groups)

    def of(self, share: Share) -> tuple[Turn, ...]:
        """Those of one partition."""
        return tuple(each for each in self.turns if each.people.share == share)


class Workers(Protocol):
    """As `region.Engine`."""

    def each(self, work: Callable[[Any], Any], shares: Sequence[Any]) -> Iterator[tuple[Any, Any]]: ...


def settle_routes(
    program: Program, shares: Sequence[Share], engine: Workers, done: Progress, size: int = SLICE
) -> Settled:
    """The routes of everybody in decided partitions, composed and laid in the shared folder.

    A slice that nobody could read or compose is left out, and seats are given to the others.
    """
    if not shares:
        return Settled()
    crew = _Crew(engine, done, sum(each.partition.people for each in shares))
    slices = list(slices_of(shares, size))
    if queue_of(program, shares[0].errand.shape) is None:
        told = crew.each("composed", take, [Turn(each) for each in slices])
    else:
        told = _in_turn(crew, slices)
    answers = {turn: Answer.of_content(each) for turn, each in told.items()}
    faults = tuple(fault for each in answers.values() for fault in each.faults)
    groups = sum((each.groups for each in answers.values()), Groups())
    return Settled(tuple(answers), tuple(crew.lost), faults, groups)


@frozen
class _Crew:
    """Workers, and what they could not do. everybody: how many people there are."""

    engine: Workers
    done: Progress
    everybody: int
    lost: list[tuple[Slice, Cause]] = field(factory=list)

    def each(self, phase: str, work: Callable[[Any], bytes], tasks: Sequence[Any]) -> dict[Any, bytes]:
        """What came of the tasks, in the order of the people; without those of lost people."""
        people = 0
        found: dict[Any, bytes] = {}
        for task, answer in self.engine.each(work, tasks):
            own = task if isinstance(task, Slice) else task.people
            if not isinstance(answer, bytes):
                self.lost.append((own, answer.reason if isinstance(answer, Unread) else ()))
                continue
            found[task] = answer
            people += own.count
            self.done(phase, people, self.everybody)
        return {task: found[task] for task in tasks if task in found}


def _in_turn(crew: _Crew, slices: Sequence[Slice]) -> dict[Turn, bytes]:
    """What is told of everybody's routes once nobody's claims change any more."""
    lined = {each: InLine.of_content(told) for each, told in crew.each("queued", line_up, slices).items()}
    span, ranked = _ranked(lined)
    wishes = {each.people: told for each, told in crew.each("wished", wish, ranked).items()}
    answers: dict[Turn, bytes] = {}
    waiting = [Turn(each.people, each.turns) for each in ranked if each.people in wishes]
    while waiting:
        lines = _lines(span, lined, wishes, waiting, answers).content()
        name = sha256(lines).hexdigest()[:20]
        if name == waiting[0].lines:
            break
        errand = waiting[0].people.share.errand
        put_content(lines_path(errand, name), lines)
        tasks = [evolve(each, lines=name, before=each.lines) for each in waiting]
        answers = crew.each("seated" if waiting[0].lines else "composed", take, tasks)
        waiting = list(answers)
        for each in tasks:
            if each.before:  # whoever does a task again finds it done
                each.path(each.before).unlink(missing_ok=True)
    return answers


def _ranked(lined: Mapping[Slice, InLine]) -> tuple[int, list[Ranked]]:
    """How many ranks there are, and the slices with theirs."""
    every: list[Key] = sorted({key for line in lined.values() for key in line.keys})
    rank = {key: number for number, key in enumerate(every)}
    ranks = {people: np.array([rank[key] for key in line.keys], np.int64) for people, line in lined.items()}

    def counted(ends: Callable[[InLine], Array]) -> Array:
        found = np.zeros(len(every), np.int64)
        for people, line in lined.items():
            there = ends(line)
            np.add.at(found, ranks[people][there[there >= 0]], 1)
        return found

    bests = np.cumsum(counted(lambda line: line.best))
    worsts = counted(lambda line: line.worst)
    below = np.cumsum(worsts) - worsts
    told = {people: np.stack([own, bests[own], below[own]]).astype(np.int64) for people, own in ranks.items()}
    return len(every) + 1, [Ranked(people, own.tobytes()) for people, own in told.items()]


def _lines(
    span: int,
    lined: Mapping[Slice, InLine],
    wishes: Mapping[Slice, bytes],
    waiting: Sequence[Turn],
    answers: Mapping[Turn, bytes],
) -> Lines:
    """Who claims and wishes what, of all that are there."""
    first = sum((lined[each.people].first for each in waiting), np.zeros((1, COUNTS), np.int64))
    told = [Answer.of_content(each) for each in answers.values()]
    wished = Told.joined([Told.of_content(wishes[each.people], WISH) for each in waiting], WISH)
    hoped = Told.joined([each.hopes for each in told], WISH) if told else wished
    return Lines.of(span, first, Told.joined([each.claims for each in told], CLAIM), wished, hoped)
