"""Seats among everybody of a run: those who come first by the rating choose first, each as if alone with what is left.

Exact where all is known. Where it is not, only bounds are: a person who may stand before another may take any seat
they want, and one whose own route is in doubt takes none for sure and may take all they want. So a seat is given or
refused only when no missing fact can change it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from iomrules.frozen import define, field, frozen
from iomrules.reason.decision import Turn
from iomrules.route.route import Claim, Pool
from iomrules.route.seats import Held, Seats

#: what a person at a place in the list claims, given the seats they find
Ask = Callable[[int, Seats], tuple[Claim, ...]]


@frozen
class _Count:
    """Seats by pool. sure: of those taken for sure; most: of all that may be."""

    sure: Counter[Pool]
    most: Counter[Pool]

    def copy(self) -> "_Count":
        return _Count(Counter(self.sure), Counter(self.most))

    def add(self, claims: Iterable[Claim]) -> None:
        """Of one person: a seat in two routes is one seat."""
        claims = tuple(claims)
        self.sure.update({each.pool for each in claims if each.sure})
        self.most.update({each.pool for each in claims})


def allocate(turns: Sequence[Turn], held: Sequence[tuple[Claim, ...]], ask: Ask, queue: str) -> tuple[Seats, ...]:
    """What each person finds at their turn, in the order given.

    turns: when each comes. held: what each has before anybody chooses. queue: the rating that decides, for people.
    """
    first = _Count(Counter(), Counter())
    for claims in held:
        first.add(claims)
    everybody = _Everybody(turns, first, ask, queue)
    for person in everybody.order:
        everybody.serve(person)
    return tuple(everybody.found[each] for each in range(len(turns)))


@define
class _Everybody:
    """All people on their way through the queue. order: those who surely come before another stand before them."""

    turns: Sequence[Turn]
    first: _Count
    ask: Ask
    queue: str
    order: Sequence[int] = field(init=False)
    #: seats of the first `passed` of the order
    ahead: _Count = field(init=False)
    passed: int = 0
    claimed: dict[int, tuple[Claim, ...]] = field(factory=dict)
    found: dict[int, Seats] = field(factory=dict)
    wanted: dict[int, frozenset[Pool]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.order = sorted(range(len(self.turns)), key=lambda each: (self.turns[each].worst, each))
        self.ahead = self.first.copy()

    def serve(self, person: int) -> None:
        """What the person finds, and then takes."""
        before = self._before(self.turns[person])
        level: Counter[Pool] = Counter()
        vague: Counter[Pool] = Counter()
        for other in self.order:
            if other != person and _unsettled(self.turns[other], self.turns[person]):
                exact = self.turns[other].exact and self.turns[person].exact
                (level if exact else vague).update(self._wants(other))
        pools = dict.fromkeys((*before.most, *level, *vague))
        held = {
            pool: Held(before.sure[pool], before.most[pool] + level[pool] + vague[pool], level[pool]) for pool in pools
        }
        self.found[person] = Seats(held, queue=self.queue)
        self.claimed[person] = self.ask(person, self.found[person])

    def _before(self, turn: Turn) -> _Count:
        """The seats of all who surely come before."""
        if not turn.exact:
            count = self.first.copy()
            for other in self.order:
                if self.turns[other].worst < turn.best:
                    count.add(self.claimed[other])
            return count
        while self.turns[self.order[self.passed]].worst < turn.best:
            self.ahead.add(self.claimed[self.order[self.passed]])
            self.passed += 1
        return self.ahead

    def _wants(self, person: int) -> frozenset[Pool]:
        """Every seat a person may want, whatever they find; asked only where somebody's turn depends on it."""
        if person not in self.wanted:
            claims = self.ask(person, Seats(doubtful=True, queue=self.queue))
            self.wanted[person] = frozenset(each.pool for each in claims)
        return self.wanted[person]


def _unsettled(other: Turn, turn: Turn) -> bool:
    """Whether nobody can tell who of the two comes first."""
    return other.worst >= turn.best and turn.worst >= other.best
