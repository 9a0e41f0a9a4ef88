"""Seats among everybody of a run: those who come first by the rating choose first, each as if alone with what is left.

Exact where all is known. Where it is not, as where people are level and a council decides, only bounds are: a seat is
given or refused only when nothing that is in doubt can change it. Of everybody it is known which seats they may take,
and which they take surely, that is wherever there is one, whatever else turns out. So there is a seat where fewer than
there are seats may come before; and there is none where as many come before who take it surely: one of them found none,
or all have one.

Of those who may come before as well as after, what they may take is found in two steps: all they wish at first; then
what they may take with what that leaves them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from iomrules.frozen import define, field, frozen
from iomrules.reason.decision import Turn
from iomrules.route.route import Claim, Pool, merged
from iomrules.route.seats import Held, Noted, Seats

#: what a person at a place in the list claims, given the seats they find
Ask = Callable[[int, Seats], tuple[Claim, ...]]


@frozen
class _Count:
    """Seats by pool. sure: of those taken for sure; most: of all that may be; tied: of those a council decides of."""

    sure: Counter[Pool] = field(factory=Counter)
    most: Counter[Pool] = field(factory=Counter)
    tied: Counter[Pool] = field(factory=Counter)

    def copy(self) -> "_Count":
        return _Count(Counter(self.sure), Counter(self.most), Counter(self.tied))

    def add(self, claims: Iterable[Claim]) -> None:
        """Of one person: a seat in two routes is one seat."""
        for each in merged(claims):
            self.most[each.pool] += 1
            self.sure[each.pool] += each.sure
            self.tied[each.pool] += each.tied


def allocate(turns: Sequence[Turn], held: Sequence[tuple[Claim, ...]], ask: Ask, queue: str) -> tuple[Seats, ...]:
    """What each person finds at their turn, in the order given.

    turns: when each comes. held: what each has before anybody chooses. queue: the rating that decides, for people.
    """
    first = _Count()
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
    #: those whose rank is known, by rank, and all others
    exact: dict[int, list[int]] = field(factory=dict)
    vague: list[int] = field(factory=list)
    #: by rank, the seats of all who surely come before it
    before: dict[int, _Count] = field(factory=dict)
    #: those of so many of the order
    latest: tuple[int, _Count] = field(init=False)
    claimed: dict[int, tuple[Claim, ...]] = field(factory=dict)
    asked: dict[int, list[tuple[Noted, tuple[Claim, ...]]]] = field(factory=dict)
    found: dict[int, Seats] = field(factory=dict)
    hoped: dict[int, frozenset[Pool]] = field(factory=dict)
    wished: dict[int, frozenset[Pool]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.order = sorted(range(len(self.turns)), key=lambda each: (self.turns[each].worst, each))
        self.latest = 0, self.first
        for person in self.order:
            turn = self.turns[person]
            (self.exact.setdefault(turn.best, []) if turn.exact else self.vague).append(person)

    def serve(self, person: int) -> None:
        """What the person finds, and then takes."""
        self.found[person] = self._seats(person, self._hopes)
        self.claimed[person] = self._claims(person, self.found[person])

    def _claims(self, person: int, seats: Seats) -> tuple[Claim, ...]:
        """What the person claims; asked once where they find the same."""
        for noted, claims in self.asked.setdefault(person, []):
            if noted.are_as(seats):
                return claims
        noted = Noted(seats.held, queue=seats.queue)
        claims = self.ask(person, noted)
        self.asked[person].append((noted, claims))
        return claims

    def _seats(self, person: int, of_others: Callable[[int], frozenset[Pool]]) -> Seats:
        """What the person finds. of_others: which seats somebody may take of whom nobody can tell who comes first."""
        before = self._before(self.turns[person].best)
        level: Counter[Pool] = Counter()
        vague: Counter[Pool] = Counter()
        for other in self._beside(person):
            exact = self.turns[other].exact and self.turns[person].exact
            (level if exact else vague).update(of_others(other))
        pools = dict.fromkeys((*before.most, *level, *vague))

        def held(pool: Pool) -> Held:
            most = before.most[pool] + level[pool] + vague[pool]
            return Held(before.sure[pool], most, level[pool], before.tied[pool])

        return Seats({pool: held(pool) for pool in pools}, queue=self.queue)

    def _beside(self, person: int) -> Iterator[int]:
        """All others of whom nobody can tell whether they come before the person."""
        turn = self.turns[person]
        for other in (*self.exact[turn.best], *self.vague) if turn.exact else self.order:
            if other != person and _unsettled(self.turns[other], turn):
                yield other

    def _before(self, best: int) -> _Count:
        """The seats of all who surely come before a rank."""
        if best not in self.before:
            after = bisect_left(self.order, best, key=lambda each: self.turns[each].worst)
            begin, known = self.latest if self.latest[0] <= after else (0, self.first)
            count = known.copy()
            for person in self.order[begin:after]:
                count.add(self.claimed[person])
            self.before[best] = count
            self.latest = after, count
        return self.before[best]

    def _hopes(self, person: int) -> frozenset[Pool]:
        """Every seat a person may take, with what those leave who surely come before and all others may wish."""
        if person not in self.hoped:
            claims = self._claims(person, self._seats(person, self._wishes))
            self.hoped[person] = frozenset(each.pool for each in claims)
        return self.hoped[person]

    def _wishes(self, person: int) -> frozenset[Pool]:
        """Every seat a person may want, whatever they find; asked only where somebody's turn depends on it."""
        if person not in self.wished:
            claims = self.ask(person, Seats(doubtful=True, queue=self.queue))
            self.wished[person] = frozenset(each.pool for each in claims)
        return self.wished[person]


def _unsettled(other: Turn, turn: Turn) -> bool:
    """Whether nobody can tell who of the two comes first."""
    return other.worst >= turn.best and turn.worst >= other.best
