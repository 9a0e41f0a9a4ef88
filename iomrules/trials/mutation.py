"""Trying examples against mutants: which change would some example notice, and which would none."""

from collections.abc import Callable, Iterable, Mapping

from iomrules.frozen import define, frozen
from iomrules.program.core import Expected, Program
from iomrules.reason.entries import entries_of_catalogues
from iomrules.route.entries import Shelf, shelf
from iomrules.trials.change import Change
from iomrules.trials.composition import OF_ROUTE
from iomrules.trials.group import Group, expectation_holds, group_of, note_declared
from iomrules.trials.mutants import Mutant, mutants
from iomrules.trials.prepared import Prepared
from iomrules.trials.trace import Trace
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
    """One expectation with its example, and what was computed for it."""

    prepared: Prepared
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
        if not each.people:
            continue
        for expected in each.example.expected:
            trace = Trace()
            group = group_of(program, entries, each, trace)
            if expectation_holds(group, expected, own):
                note_declared(group)
                found.append(Check(each, expected, trace))
    return found


def is_noticed(mutant: Mutant, checks: Iterable[Check], entries: Mapping[str, tuple[Entry, ...]], own: Shelf) -> bool:
    """Whether one expectation no longer holds; those of the changed declaration itself first, routes last."""
    worth = [each for each in checks if mutant.could_notice(each.trace)]
    # to compose a route is the dearest, so routes come last
    worth.sort(key=lambda each: (each.expected.sort in OF_ROUTE, each.expected.target != mutant.declaration))
    groups: dict[int, Group] = {}  # everybody of an example is asked once, whatever is expected of them
    for check in worth:
        prepared = check.prepared
        if id(prepared) not in groups:
            groups[id(prepared)] = group_of(mutant.program, entries, prepared)
        if not expectation_holds(groups[id(prepared)], check.expected, own):
            return True
    return False
