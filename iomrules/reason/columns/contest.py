"""A selection among everybody: each part of the people tells how many stand where, and all the parts together say who
of each part gets a seat. A part is a block on one computer, a partition on several.

The meaning is that of `reason.selection`: how many bests stand before somebody's worst, and worsts before their best.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np

from iomrules.frozen import define, field, frozen
from iomrules.reason.columns.candidates import NO, UNKNOWN, YES, AskedSelection, Offer
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.outcome import NONE, NOT_KNOWN, Candidates, Outcome, RatingColumns
from iomrules.reason.columns.standing import Keys
from iomrules.reason.columns.told import FAULT, NOT_APPLICABLE
from iomrules.reason.decision import Admission

#: what a selection's column says besides what a rule's says
COUNCIL = 5
#: what a selection's answers stand for; of the others there is no answer
ADMISSIONS = {NO: Admission.NO, YES: Admission.YES, UNKNOWN: Admission.UNKNOWN, COUNCIL: Admission.COUNCIL}
#: where somebody is whose number of seats, or of people ahead, is not told
UNTOLD = -1
#: keys of this span are counted; beyond it they are sorted
_COUNTED = 1 << 20
#: how many worsts come before a key, or before it and on it; how many bests
_BELOW_WORSTS, _TO_WORSTS, _BELOW_BESTS, _TO_BESTS = range(4)


@frozen
class Level:
    """What the others have to know of a part. keys: each best and worst there, in order; whole numbers, or tuples.

    bests: how many who may get a seat have each key as their best; worsts: how many who surely may, as their worst.
    people: how many may take part; sure: surely do. offers: of seats, those that stand there.
    """

    packed: bool
    keys: Any
    bests: Array
    worsts: Array
    people: int
    sure: int
    offers: tuple[Offer, ...]

    def plain(self) -> tuple[Any, ...]:
        """What `of_plain` makes it from again."""
        keys = self.keys.astype(np.int64).tobytes() if self.packed else tuple(self.keys)
        bests, worsts = (each.astype(np.int64).tobytes() for each in (self.bests, self.worsts))
        return self.packed, keys, bests, worsts, self.people, self.sure, self.offers

    @classmethod
    def of_plain(cls, plain: tuple[Any, ...]) -> "Level":
        packed, keys, bests, worsts, people, sure, offers = plain
        known = np.frombuffer(keys, np.int64) if packed else keys
        return cls(packed, known, np.frombuffer(bests, np.int64), np.frombuffer(worsts, np.int64), people, sure, offers)


@frozen
class Part:
    """What stays with a part's people. rows: those who may take part, None for all; of each of them the rest, in order.

    best, worst: places among the level's keys. eligible: NO, YES, UNKNOWN; FAULT: nobody knows where they stand.
    offer: the place among the level's offers.
    """

    count: int
    rows: Array
    best: Array
    worst: Array
    eligible: Array
    offer: Array

    def places(self) -> Array:
        """The rows of those who may take part."""
        return np.arange(self.count, dtype=np.int32) if self.rows is None else self.rows

    def spread(self, told: Array, nobody: int, kind: Any) -> Array:
        """What is told of those who may take part, a row a person. nobody: what is told of the others."""
        if self.rows is None:
            return told.astype(kind, copy=False)
        every = np.full(self.count, nobody, kind)
        every[self.rows] = told
        return every

    def content(self) -> bytes:
        """What `of_content` makes it from again."""
        head = np.array([self.count, len(self.best)], np.int32)
        parts = (head, self.places(), self.best, self.worst, self.offer, self.eligible.astype(np.int32))
        return b"".join(each.astype(np.int32).tobytes() for each in parts)

    @classmethod
    def of_content(cls, content: bytes) -> "Part":
        told = np.frombuffer(content, np.int32)
        count, people = int(told[0]), int(told[1])
        rows, best, worst, offer, eligible = told[2:].reshape(5, people)
        return cls(count, rows, best, worst, eligible, offer)


@frozen
class Settled:
    """What everybody together says to a part. counts: of each of its keys, the four counts of keys around it.

    seats: of each offer, the fewest and the most; UNTOLD where there is only a pass mark. people: who may take part.
    """

    counts: Array
    seats: Array
    people: int

    def plain(self) -> tuple[bytes, bytes, int]:
        """What `of_plain` makes it from again."""
        return self.counts.astype(np.int32).tobytes(), self.seats.astype(np.int32).tobytes(), self.people

    @classmethod
    def of_plain(cls, plain: tuple[bytes, bytes, int]) -> "Settled":
        counts, seats = (np.frombuffer(each, np.int32) for each in plain[:2])
        return cls(counts.reshape(4, -1), seats.reshape(-1, 2), plain[2])


@define
class Contest:
    """One selection over blocks: they are taken in order, then everybody's level says who gets a seat."""

    asked: AskedSelection
    keys: Keys
    levels: list[Level] = field(factory=list)
    parts: list[Part] = field(factory=list)

    @classmethod
    def of(cls, asked: AskedSelection) -> "Contest":
        return cls(asked, Keys.of(asked.rating))

    @property
    def name(self) -> str:
        return self.asked.name

    @property
    def border(self) -> str:
        return self.asked.selection.border

    def take(self, outcome: Outcome) -> None:
        """The people of a block."""
        candidates = next(each for each in outcome.candidates if each.name == self.name)
        rating = next(each for each in outcome.ratings if each.name == self.asked.rating.name)
        level, part = _stand(self.keys, candidates, rating)
        self.levels.append(level)
        self.parts.append(part)

    def told(self) -> list["Told"]:
        """The outcome, block by block, once all are taken."""
        border = self.asked.selection.border
        return [
            told(border, part, places) for part, places in zip(self.parts, settle(self.keys, self.levels), strict=True)
        ]

    def joined(self) -> tuple[Level, Part]:
        """All blocks taken as one part."""
        return _joined(self.keys, self.levels, self.parts)


def vague(candidates: Candidates, rating: RatingColumns) -> Array:
    """Whose own facts leave the outcome open."""
    found = (candidates.takes_part == UNKNOWN) | (candidates.passes == UNKNOWN)
    for column in (rating.total, *rating.ties):
        found = found | (column.states() == NOT_KNOWN)
    if rating.priority is not None:
        found = found | (rating.priority == 0)
    out = (candidates.takes_part == NO) | (rating.total.states() == NONE)
    return found & ~out & (True if candidates.faulty is None else ~candidates.faulty)


# --- a block's people ----------------------------------------------------------------------------------------------


def _stand(keys: Keys, candidates: Candidates, rating: RatingColumns) -> tuple[Level, Part]:
    count = rating.total.count
    faulty: Array = np.zeros(count, bool) if candidates.faulty is None else candidates.faulty
    there = (candidates.takes_part != NO) & (rating.total.states() != NONE) | faulty
    rows = np.flatnonzero(there).astype(np.int32)
    eligible = np.where((candidates.takes_part == YES) & (candidates.passes == YES), np.int8(YES), np.int8(UNKNOWN))
    eligible = np.where(candidates.passes == NO, np.int8(NO), eligible)
    eligible = np.where(faulty, np.int8(FAULT), eligible)[rows]
    sure = int(np.count_nonzero((candidates.takes_part == YES) & there & ~faulty))
    one = np.broadcast_to(np.int32(0), len(rows))
    offer = one if candidates.offer is None else candidates.offer[rows]
    packed = keys.packed(rating, candidates.faulty)
    known: Any
    if packed is not None:
        known, best, worst = _numbered(packed[0][rows], None if packed[0] is packed[1] else packed[1][rows])
    else:
        told = keys.tuples(rating, rows.tolist(), candidates.faulty)
        every = [pair[0] for pair in told] + [pair[1] for pair in told]
        known = tuple(sorted(set(every)))
        number = {key: at for at, key in enumerate(known)}
        best, worst = np.array([number[key] for key in every], np.int32).reshape(2, -1)
    bests = np.bincount(best[eligible != NO], minlength=len(known))
    worsts = np.bincount(worst[eligible == YES], minlength=len(known))
    level = Level(packed is not None, known, bests, worsts, len(rows), sure, candidates.offers)
    return level, Part(count, None if len(rows) == count else rows, best, worst, eligible, offer)


def _numbered(best: Array, worst: Array | None) -> tuple[Array, Array, Array]:
    """The keys there are, in order, and the place of each best and worst among them. worst: None where it is best."""
    every = best if worst is None else np.concatenate([best, worst])
    if not len(every):
        return every, every, every
    least, span = int(every.min()), int(every.max()) - int(every.min())
    if span < _COUNTED:
        near = every - least
        there = np.zeros(span + 1, bool)
        there[near] = True
        known = np.flatnonzero(there) + least
        place = (np.cumsum(there, dtype=np.int32) - np.int32(1))[near]
    else:
        known, place = np.unique(every, return_inverse=True)
        place = place.astype(np.int32)
    return known, place[: len(best)], place[len(place) - len(best) :]


def _joined(keys: Keys, levels: Sequence[Level], parts: Sequence[Part]) -> tuple[Level, Part]:
    packed, known, index = _known(keys, levels)
    offers = tuple(dict.fromkeys(chain.from_iterable(each.offers for each in levels)))
    bests = _summed(len(known), index, [each.bests for each in levels])
    worsts = _summed(len(known), index, [each.worsts for each in levels])
    level = Level(packed, known, bests, worsts, sum(e.people for e in levels), sum(e.sure for e in levels), offers)
    before = np.cumsum([0, *(each.count for each in parts)])
    of_offer = [np.array([offers.index(each) for each in level.offers], np.int32) for level in levels]

    def every(arrays: Iterable[Array]) -> Array:
        return np.concatenate([np.zeros(0, np.int32), *arrays])

    part = Part(
        int(before[-1]),
        every(each.places() + np.int32(start) for each, start in zip(parts, before[:-1], strict=True)),
        every(at[each.best] for each, at in zip(parts, index, strict=True)),
        every(at[each.worst] for each, at in zip(parts, index, strict=True)),
        every(each.eligible for each in parts),
        every(at[each.offer] for each, at in zip(parts, of_offer, strict=True)),
    )
    return level, part


def _known(keys: Keys, levels: Sequence[Level]) -> tuple[bool, Any, list[Array]]:
    """Every key there is, in order; whether they are packed; and the place of each level's among them."""
    if all(each.packed for each in levels):
        known = np.unique(np.concatenate([np.zeros(0, np.int64), *(each.keys for each in levels)]))
        return True, known, [np.searchsorted(known, each.keys) for each in levels]
    told = [tuple(keys.told(int(key)) for key in each.keys) if each.packed else each.keys for each in levels]
    order = sorted(set(chain.from_iterable(told)))
    number = {key: place for place, key in enumerate(order)}
    return False, tuple(order), [np.array([number[key] for key in each], np.int64) for each in told]


def _summed(size: int, index: Sequence[Array], counts: Sequence[Array]) -> Array:
    found = np.zeros(size, np.int64)
    for at, own in zip(index, counts, strict=True):
        found[at] += own  # the keys of one level differ
    return found


# --- everybody -----------------------------------------------------------------------------------------------------


def settle(keys: Keys, levels: Sequence[Level]) -> list[Settled]:
    """What everybody together says to each part."""
    if not levels:
        return []
    _, known, index = _known(keys, levels)
    bests = np.cumsum(_summed(len(known), index, [each.bests for each in levels]))
    worsts = np.cumsum(_summed(len(known), index, [each.worsts for each in levels]))
    people, sure = sum(each.people for each in levels), sum(each.sure for each in levels)
    found = []
    for at, level in zip(index, levels, strict=True):
        counts = np.zeros((4, len(at)), np.int32)
        counts[_TO_WORSTS], counts[_TO_BESTS] = worsts[at], bests[at]
        counts[_BELOW_WORSTS] = np.where(at > 0, worsts[at - 1], 0)
        counts[_BELOW_BESTS] = np.where(at > 0, bests[at - 1], 0)
        seats = np.array([seats_of(each, sure, people) for each in level.offers], np.int32).reshape(-1, 2)
        found.append(Settled(counts, seats, people))
    return found


def seats_of(offer: Offer, sure: int, most: int) -> tuple[int, int]:
    """The fewest and the most seats there may be, whole. sure, most: how many take part."""
    ends: list[tuple[int, int]] = []
    seats, share = offer
    if seats is not None:
        ends.append((max(int(seats // 1), 0),) * 2)
    if share is not None:
        ends.append((max(int(Fraction(share) * sure // 1), 0), max(int(Fraction(share) * most // 1), 0)))
    if not ends:
        return UNTOLD, UNTOLD
    return min(low for low, _ in ends), min(high for _, high in ends)


@frozen
class Told:
    """A selection's outcome, a row a person. verdicts: as a rule's, or COUNCIL.

    seats, ahead, level: at least and at most; UNTOLD where `SelectionResult` has none.
    """

    verdicts: Array
    seats: tuple[Array, Array]
    ahead: tuple[Array, Array]
    level: tuple[Array, Array]

    def of(self, rows: slice) -> "Told":
        """Some of the people."""
        seats, ahead, level = ((low[rows], high[rows]) for low, high in (self.seats, self.ahead, self.level))
        return Told(self.verdicts[rows], seats, ahead, level)


def told(border: str, part: Part, settled: Settled) -> Told:
    """The outcome of a part's people."""
    best, worst, eligible = part.best, part.worst, part.eligible
    sure = (eligible == YES) & (best == worst)
    ahead = settled.counts[_BELOW_WORSTS][best], settled.counts[_BELOW_BESTS][worst] - (best != worst)
    level = settled.counts[_TO_WORSTS][best] + ~sure, settled.counts[_TO_BESTS][worst]
    seats = tuple(settled.seats[:, end][part.offer] for end in (0, 1))
    verdicts = _verdicts(border, ahead, level, (seats[0], seats[1]))
    verdicts = np.where((eligible == UNKNOWN) & (verdicts != NO), np.int8(UNKNOWN), verdicts)
    verdicts = np.where(eligible == NO, np.int8(NO), verdicts)
    verdicts = np.where(eligible == FAULT, np.int8(FAULT), verdicts)
    compared = (eligible != NO) & (eligible != FAULT)

    def whole(told: Array, where: Array) -> Array:
        return part.spread(np.where(where, told, UNTOLD), UNTOLD, np.int32)

    codes = part.spread(verdicts, NOT_APPLICABLE, np.int8)
    sound = eligible != FAULT
    return Told(
        codes,
        (whole(seats[0], sound), whole(seats[1], sound)),
        (whole(ahead[0], compared), whole(ahead[1], compared)),
        (whole(level[0], compared), whole(level[1], compared)),
    )


def _verdicts(border: str, ahead: tuple[Array, Array], level: tuple[Array, Array], seats: tuple[Array, Array]) -> Array:
    """What holds whatever the unknown turns out to be."""
    fewest, most = seats
    before, cut = ahead[1] < fewest, level[0] > most
    match border:
        case "all":
            shared = np.where(before, np.int8(YES), np.int8(UNKNOWN))
        case "none":
            shared = np.where(cut, np.int8(NO), np.int8(UNKNOWN))
        case _:
            shared = np.where(before & cut, np.int8(COUNCIL), np.int8(UNKNOWN))
    found = np.where(ahead[0] >= most, np.int8(NO), shared)
    return np.where((fewest == UNTOLD) | (level[1] <= fewest), np.int8(YES), found)
