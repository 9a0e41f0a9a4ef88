"""Who of a rating gets a seat, and whom that cannot be said of yet: the border is only as sure as the facts around it.

Everybody is compared with everybody by priority group, total and ties, each of which may be known only within bounds.
A person is in when even the worst case leaves a seat, out when even the best case leaves none, and unknown between.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction

from iomrules.frozen import frozen
from iomrules.program.core import Program, Rating, Selection
from iomrules.reason.decision import Admission, Candidate, Decisions, RatingResult, SelectionResult
from iomrules.values import ABSENT, Missing, Number, Truth, Unknown, Value, both

#: a value as it is compared, less is better: (0, …) known, (1, 0) absent, after all that is known
End = tuple[int, Number]
FIRST: End = (-1, 0)
LAST: End = (2, 0)
#: the best and the worst a component may turn out to be
Span = tuple[End, End]


@frozen
class _Standing:
    """One participant. spans: priority, total, ties. eligible: takes part and reaches the pass mark."""

    index: int
    eligible: Truth
    takes_part: Truth
    spans: tuple[Span, ...]
    missing: tuple[Missing, ...] = ()
    faulty: bool = False

    def best(self) -> tuple[End, ...]:
        return tuple(best for best, _ in self.spans)

    def worst(self) -> tuple[End, ...]:
        return tuple(worst for _, worst in self.spans)


@frozen
class _Crowd:
    """How many stand before one person, and how many before or level, at least and at most."""

    ahead: tuple[int, int]
    level: tuple[int, int]


def select(program: Program, decisions: Sequence[Decisions]) -> tuple[Decisions, ...]:
    """The same decisions, in the same order, with the outcome of every selection of the program."""
    found = outcomes(program, decisions)
    return tuple(
        each.with_selections({**each.selections, **found[index]}) if index in found else each
        for index, each in enumerate(decisions)
    )


def outcomes(program: Program, decisions: Sequence[Decisions]) -> dict[int, dict[str, SelectionResult]]:
    """The outcomes of selections, by the index of whom they are about.

    Of the decisions, those about the ratings with their places, the candidates and the faults are asked for.
    """
    found: dict[int, dict[str, SelectionResult]] = {}
    for selection in program.selections.values():
        rating = program.ratings.get(selection.rating)
        if rating is None:
            continue
        for index, result in _outcomes(selection, rating, decisions):
            found.setdefault(index, {})[selection.about.name] = result
    return found


def _outcomes(
    selection: Selection, rating: Rating, decisions: Sequence[Decisions]
) -> Iterator[tuple[int, SelectionResult]]:
    standings = [each for each in _standings(selection, rating, decisions) if each.takes_part is not False]
    crowds = _crowds([each for each in standings if each.eligible is not False])
    sure = sum(each.takes_part is True for each in standings)
    for each in standings:
        if each.faulty:
            continue
        candidate = decisions[each.index].candidates[selection.about.name]
        seats = _seats(candidate, sure, len(standings))
        crowd = crowds.get(each.index)
        verdict = Admission.NO if crowd is None else _verdict(selection.border, crowd, seats)
        if crowd is not None and each.eligible is not True and verdict is not Admission.NO:
            verdict = Admission.UNKNOWN
        result = decisions[each.index].ratings.get(selection.rating)
        yield (
            each.index,
            SelectionResult(
                selection.about.name,
                verdict,
                place=result.place if result else None,
                seats=seats,
                participants=len(standings),
                ahead=crowd.ahead if crowd else None,
                level=crowd.level if crowd else None,
                pass_mark=candidate.pass_mark,
                passes=candidate.passes,
                missing=each.missing if verdict is Admission.UNKNOWN else (),
            ),
        )


def _verdict(border: str, crowd: _Crowd, seats: tuple[int, int] | None) -> Admission:
    """What holds whatever the unknown turns out to be. level counts the person too."""
    if seats is None or crowd.level[1] <= seats[0]:
        return Admission.YES
    if crowd.ahead[0] >= seats[1]:
        return Admission.NO
    before, cut = crowd.ahead[1] < seats[0], crowd.level[0] > seats[1]
    if border == "all":
        return Admission.YES if before else Admission.UNKNOWN
    if border == "none":
        return Admission.NO if cut else Admission.UNKNOWN
    return Admission.COUNCIL if before and cut else Admission.UNKNOWN


def _seats(candidate: Candidate, sure: int, most: int) -> tuple[int, int] | None:
    """The fewest and the most seats there may be, whole; None where only a pass mark is asked for."""
    fewest, greatest = None, None
    if isinstance(candidate.seats, int | Fraction):
        fewest = greatest = max(int(candidate.seats // 1), 0)
    if isinstance(candidate.share, int | Fraction):
        low, high = (max(int(candidate.share * count // 1), 0) for count in (sure, most))
        fewest = low if fewest is None else min(fewest, low)
        greatest = high if greatest is None else min(greatest, high)
    return None if fewest is None or greatest is None else (fewest, greatest)


# --- where everybody stands ----------------------------------------------------------------------------------------


def _standings(selection: Selection, rating: Rating, decisions: Sequence[Decisions]) -> Iterator[_Standing]:
    width = 2 + len(rating.ties)
    name = selection.about.name
    for index, each in enumerate(decisions):
        candidate, result = each.candidates.get(name), each.ratings.get(selection.rating)
        if candidate is not None and result is not None:
            if result.total is not ABSENT:
                yield _standing(index, candidate, result, rating)
        elif any(fault.target in (name, selection.rating) for fault in each.faults):
            # a fault hides where this person stands, so that nobody's border is sure because of it
            lost = Unknown(())
            yield _Standing(index, lost, lost, ((FIRST, LAST),) * width, faulty=True)


def _standing(index: int, candidate: Candidate, result: RatingResult, rating: Rating) -> _Standing:
    eligible = both((candidate.takes_part, candidate.passes))
    spans = bounds_of(rating, result)
    return _Standing(index, eligible, candidate.takes_part, spans, missing_to_stand(candidate, result))


def missing_to_stand(candidate: Candidate, result: RatingResult) -> tuple[Missing, ...]:
    """What is missing to know where a person stands in a selection."""
    eligible = both((candidate.takes_part, candidate.passes))
    asked = (eligible, result.priority, result.total, *result.ties)
    return tuple(dict.fromkeys(cause for each in asked if isinstance(each, Unknown) for cause in each.missing))


def bounds_of(rating: Rating, result: RatingResult) -> tuple[Span, ...]:
    """How well and how badly a person may stand: priority group, total, ties; less is better."""
    sign = -1 if rating.descending else 1
    priority = span_of(result.priority if result.priority is not None else 0, 1)
    return (priority, *(span_of(value, sign) for value in (result.total, *result.ties)))


def span_of(value: Value, sign: int) -> Span:
    """The best and the worst a value may come to; sign: -1 where more is better."""
    if isinstance(value, int | Fraction):
        return (0, sign * value), (0, sign * value)
    if not isinstance(value, Unknown):
        return (1, 0), (1, 0)
    low, high = (value.low, value.high) if sign > 0 else (value.high, value.low)
    return (FIRST if low is None else (0, sign * low)), (LAST if high is None else (0, sign * high))


# --- who stands before whom ----------------------------------------------------------------------------------------


def _crowds(standings: Sequence[_Standing]) -> dict[int, _Crowd]:
    """Of each by index: how many bests stand before a person's worst, and how many worsts before their best.

    One may stand before another exactly where the one's best comes before the other's worst, part by part, and surely
    does where the one's worst comes before the other's best.
    """
    bests = sorted(each.best() for each in standings)
    worsts = sorted(each.worst() for each in standings if each.eligible is True)
    found: dict[int, _Crowd] = {}
    for each in standings:
        best, worst = each.best(), each.worst()
        counted = each.eligible is True and best == worst  # among the worsts that come up to the person's own best
        found[each.index] = _Crowd(
            (bisect_left(worsts, best), bisect_left(bests, worst) - (best < worst)),
            (bisect_right(worsts, best) + (not counted), bisect_right(bests, worst)),
        )
    return found
