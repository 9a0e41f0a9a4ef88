"""Who takes part in a selection, as columns: what the interpreter's `candidate` says of one person."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from iomrules.frozen import field, frozen
from iomrules.program.core import Node, Selection
from iomrules.reason.arithmetic import exact
from iomrules.reason.columns.column import Array, Column, Mask, Numbers, Quotients, Truths, any_of, both, parts_of
from iomrules.reason.columns.compare import compare
from iomrules.reason.columns.compile import Compiler
from iomrules.reason.columns.frame import Block
from iomrules.reason.columns.step import Step, Unsupported, Why
from iomrules.reason.columns.told import AskedRating, ToldRating
from iomrules.values import Number, Truth, Unknown

#: seats and the share of participants; None where not said or not known
Offer: TypeAlias = tuple[Number | None, Number | None]
#: what is said of taking part and of the pass mark
NO, YES, UNKNOWN = range(3)


@frozen
class AskedSelection:
    """Steps of one selection. about: those of whom it and its rating are; able: whether columns have a way for all.

    why: what they have none for.
    """

    selection: Selection
    rating: AskedRating
    about: tuple[Step, ...] = field(default=(), eq=False)
    passes: Step | None = field(default=None, eq=False)
    seats: Step | None = field(default=None, eq=False)
    share: Step | None = field(default=None, eq=False)
    able: bool = False
    why: Why = ()

    @property
    def name(self) -> str:
        return self.selection.about.name


@frozen
class ToldSelection:
    """What columns say of a block. takes_part, passes: NO, YES, UNKNOWN. offer: the place in `offers`; None: the first.

    lost: of whom the row engine is asked, those whose rating is lost among them.
    """

    asked: AskedSelection
    takes_part: Array
    passes: Array
    offers: tuple[Offer, ...] = ((None, None),)
    offer: Array = None
    lost: Mask = None


def ask_selection(made: Compiler, selection: Selection, rating: AskedRating) -> AskedSelection:
    """The selection's steps."""

    def number(node: Node | None) -> Step | None:
        return None if node is None else made.number(node)

    try:
        declared = rating.rating
        about = [made.applies(each.applies, each.about) for each in (declared, selection)]
        passes = None
        if selection.pass_mark is not None:
            passes = compare(">=", made.total(declared.about.name), made.step(selection.pass_mark))
        seats, share = number(selection.seats), number(selection.share)
    except Unsupported as problem:
        return AskedSelection(selection, rating, why=problem.why)
    able = all(each.step is not None for each in rating.every)
    return AskedSelection(selection, rating, tuple(e for e in about if e is not None), passes, seats, share, able)


def told_selection(asked: AskedSelection, rating: ToldRating, block: Block) -> ToldSelection:
    """What columns say of a block's people. rating: the same block's."""
    count = block.count
    if not asked.able:
        nobody = np.zeros(count, np.int8)
        return ToldSelection(asked, nobody, nobody, lost=np.ones(count, bool))
    about: list[Truths] = [step.run(block) for step in asked.about]
    takes_part = both(about) if about else Truths(np.True_)
    passes: Truths = Truths(np.True_) if asked.passes is None else asked.passes.run(block)
    numbers = [None if step is None else (step, step.run(block)) for step in (asked.seats, asked.share)]
    offers, offer = _offers(numbers, count)
    lost = any_of(rating.lost, takes_part.lost, passes.lost, *(each[1].lost for each in numbers if each is not None))
    lost = None if lost is None else np.broadcast_to(lost, count)
    return ToldSelection(asked, _codes(takes_part, count), _codes(passes, count), offers, offer, lost)


def _codes(truths: Truths, count: int) -> Array:
    codes = np.where(truths.yes, np.int8(YES), np.where(truths.denied(), np.int8(NO), np.int8(UNKNOWN)))
    return np.broadcast_to(codes, count)


def code_of(truth: Truth) -> int:
    """NO, YES, UNKNOWN."""
    return UNKNOWN if isinstance(truth, Unknown) else YES if truth else NO


def _offers(numbers: Sequence[tuple[Step, Column] | None], count: int) -> tuple[tuple[Offer, ...], Array]:
    """The offers there are, and each row's place among them; seats are hardly ever one's own."""
    found: list[tuple[list[Number | None], Array]] = [
        ([None], None) if each is None else _distinct(*each, count) for each in numbers
    ]
    (seats, of_seats), (shares, of_shares) = found
    offers = tuple((one, other) for one in seats for other in shares)
    if of_seats is None and of_shares is None:
        return offers, None
    place = (0 if of_seats is None else of_seats) * len(shares) + (0 if of_shares is None else of_shares)
    return offers, np.broadcast_to(place, count).astype(np.int32)


def _distinct(step: Step, column: Column, count: int) -> tuple[list[Number | None], Array]:
    """The values of a column, and each row's; None where it is one for all."""
    own = [part for part in parts_of(column) if part is not None and np.ndim(part)]
    if not own or not count:
        return [_number(step, column, 0)], None
    rows = np.stack([np.broadcast_to(part, count).astype(np.int64) for part in own], axis=1)
    _, first, place = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return [_number(step, column, int(row)) for row in first], place.reshape(count)


def _number(step: Step, column: Column, row: int) -> Number | None:
    """The number of a row; None where it is not one known number."""

    def at(part: Any) -> Any:
        return part if part is None or np.ndim(part) == 0 else part[row]

    match column:
        case Numbers():
            unsure = any(at(each) for each in (column.low_open, column.high_open, column.absent, column.lost))
            low, high = Fraction(int(at(column.low)), step.scale), Fraction(int(at(column.high)), step.scale)
        case Quotients():
            unsure = any(at(each) for each in (column.open, column.absent, column.lost))
            low = Fraction(int(at(column.low)), int(at(column.low_below)) * step.scale)
            high = Fraction(int(at(column.high)), int(at(column.high_below)) * step.scale)
        case _:
            return None
    return None if unsure or low != high else exact(low)
