"""Trying examples against mutants: which change would some example notice, and which would none."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import define, frozen

from iomrules.facts.record import Person
from iomrules.program.core import Expected, Program
from iomrules.reason.engine import entries_of_catalogues
from iomrules.reason.replay import Replay
from iomrules.route.entries import Shelf, shelf
from iomrules.trials.change import Change
from iomrules.trials.mutants import Mutant, mutants
from iomrules.trials.prepared import Prepared, expectation_holds
from iomrules.trials.trace import Trace, Tracing
from iomrules.values import Entry


@frozen
class Survivor:
    """A change that no example notices."""

    change: Change
    declaration: str
    ruleset: str


@frozen
class Tried:
    """What came of the mutants of one ruleset."""

    ruleset: str
    made: int
    noticed: int

    @property
    def percent(self) -> int:
        """Noticed of made, whole percents rounded down; 100 where nothing was made."""
        return self.noticed * 100 // self.made if self.made else 100


@frozen
class Mutation:
    """tried: ruleset by ruleset, in the order met. left: mutants not tried, for the limit of number or time."""

    tried: tuple[Tried, ...]
    survivors: tuple[Survivor, ...]
    left: int = 0

    @property
    def made(self) -> int:
        return sum(each.made for each in self.tried)

    @property
    def noticed(self) -> int:
        return sum(each.noticed for each in self.tried)


@define
class Check:
    """One expectation with whose it is, and what was computed for it."""

    person: Person
    on: date
    expected: Expected
    trace: Trace


def mutate(
    program: Program,
    examples: Iterable[Prepared],
    catalogues: Mapping[str, tuple[Entry, ...]] | None = None,
    *,
    limit: int | None = None,
    rulesets: Iterable[str] | None = None,
    is_late: Callable[[], bool] = lambda: False,
) -> Mutation:
    """Runs the expectations that hold against every mutant.

    limit: at most so many mutants, spread evenly over the program. rulesets: only changes of these; None: of all.
    is_late: asked before each mutant; once it says yes the rest is left untried.
    """
    given = catalogues or {}
    entries = entries_of_catalogues(program, given)
    own = shelf(program.schema, given)
    checks = expectations_against(program, examples, entries, own)
    wanted = None if rulesets is None else set(rulesets)
    met = [each for each in mutants(program) if wanted is None or each.ruleset in wanted]
    chosen = met if limit is None or limit >= len(met) else _spread(met, limit)
    counts: dict[str, list[int]] = {}
    survivors: list[Survivor] = []
    tried = 0
    for mutant in chosen:
        if is_late():
            break
        tried += 1
        count = counts.setdefault(mutant.ruleset, [0, 0])
        count[0] += 1
        if is_noticed(mutant, checks, entries, own):
            count[1] += 1
        else:
            survivors.append(Survivor(mutant.change, mutant.declaration, mutant.ruleset))
    told = tuple(Tried(name, made, noticed) for name, (made, noticed) in counts.items())
    return Mutation(told, tuple(survivors), len(met) - tried)


def _spread(met: list[Mutant], limit: int) -> list[Mutant]:
    """Evenly chosen, always the same ones."""
    return [met[place * len(met) // limit] for place in range(limit)]


def expectations_against(
    program: Program, examples: Iterable[Prepared], entries: Mapping[str, tuple[Entry, ...]], own: Shelf
) -> list[Check]:
    """Every expectation that holds: one that does not would notice anything."""
    found: list[Check] = []
    for each in examples:
        if each.person is None:
            continue
        for expected in each.example.expected:
            trace = Trace()
            asked = Tracing(program, entries, each.person, each.on, trace=trace)
            if expectation_holds(asked, expected, own):
                asked.note_declared()
                found.append(Check(each.person, each.on, expected, trace))
    return found


def is_noticed(mutant: Mutant, checks: Iterable[Check], entries: Mapping[str, tuple[Entry, ...]], own: Shelf) -> bool:
    """Whether one expectation no longer holds; those of the changed declaration itself are asked first."""
    worth = [each for each in checks if mutant.could_notice(each.trace)]
    near = (each for each in worth if each.expected.target == mutant.declaration)
    far = (each for each in worth if each.expected.target != mutant.declaration)
    return any(
        not expectation_holds(Replay(mutant.program, entries, check.person, check.on), check.expected, own)
        for check in (*near, *far)
    )
