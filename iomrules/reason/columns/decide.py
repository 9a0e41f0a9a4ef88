"""A program over blocks of people: verdicts and values as columns, and who is left to the row engine."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import numpy as np
import pyarrow as pa

from iomrules.frozen import frozen
from iomrules.program.core import Program, Rating
from iomrules.reason.columns.candidates import AskedSelection, ToldSelection, ask_selection, told_selection
from iomrules.reason.columns.column import Array, Mask, Numbers, Truths, any_of, full, some
from iomrules.reason.columns.compile import Compiler
from iomrules.reason.columns.distinct import Ask
from iomrules.reason.columns.frame import Block
from iomrules.reason.columns.step import Step, Unsupported, Why
from iomrules.reason.columns.told import (
    FAULT,
    NO,
    NOT_APPLICABLE,
    UNKNOWN,
    YES,
    Asked,
    AskedRating,
    AskedRule,
    Told,
    ToldRating,
    ToldRule,
)
from iomrules.reason.engine import about


class Columns:
    """A program prepared for one date and one layout of columns."""

    def __init__(self, program: Program, shape: str, on: date, columns: pa.Schema, ask: Ask | None = None) -> None:
        """ask: the row engine, for what rests on few facts and has no way here."""
        self.compiler = Compiler(program, shape, on, columns, ask)
        self.program, self.shape, self.on = program, shape, on
        names = about(program, shape)
        self.rules = tuple(self._rule(name) for name in names if name in program.rules)
        self.values = tuple(
            self._asked(name, lambda name=name: self.compiler.indicator(name))  # type: ignore[misc]
            for name in names
            if name in program.indicators
        )
        self.ratings = tuple(self._rating(program.ratings[name]) for name in names if name in program.ratings)
        self.selections = tuple(self._selections())

    def _selections(self) -> Iterator[AskedSelection]:
        ratings = {each.name: each for each in self.ratings}
        for each in self.program.selections.values():
            if each.applies.person in ("", self.shape) and each.rating in ratings:
                yield ask_selection(self.compiler, each, ratings[each.rating])

    def _rule(self, name: str) -> AskedRule:
        try:
            applies, step = self.compiler.verdict(name)
        except Unsupported as problem:
            return AskedRule(name, why=problem.why)
        return AskedRule(name, step, applies)

    def _rating(self, rating: Rating) -> AskedRating:
        name, made = rating.about.name, self.compiler
        return AskedRating(
            rating,
            self._asked(name, lambda: made.total(name)),
            tuple(self._asked(each.name, lambda n=each.name: made.criterion(name, n)) for each in rating.criteria),  # type: ignore[misc]
            tuple(self._asked("", lambda node=node: made.step(node)) for node in rating.ties),  # type: ignore[misc]
            tuple(self._asked("", lambda node=node: made.truth(node)) for node in rating.priorities),  # type: ignore[misc]
        )

    @staticmethod
    def _asked(name: str, make: Callable[[], Step]) -> Asked:
        try:
            return Asked(name, make())
        except Unsupported as problem:
            return Asked(name, why=problem.why)

    @property
    def left_out(self) -> Mapping[str, Why]:
        """Declarations that only the row engine decides, and the first reason why."""
        found = {each.name: each.why for each in self.rules if each.step is None}
        found |= {each.name: each.why for each in self.values if each.step is None}
        # of a rating's numbers the last told is the first
        found |= {each.name: one.why for each in self.ratings for one in reversed(each.every) if one.step is None}
        of_rating = {each.name: found.get(each.rating.name, ()) for each in self.selections}
        found |= {each.name: each.why or of_rating[each.name] for each in self.selections if not each.able}
        return found

    def decide(self, batch: pa.RecordBatch) -> "Decided":
        """Everything the program concludes of the people of a batch, so far as columns can."""
        block = Block(batch, self.compiler.slots)
        rules = tuple(_told_rule(each, block) for each in self.rules)
        values = tuple(_told(each, block) for each in self.values)
        ratings = {each.name: _told_rating(each, block) for each in self.ratings}
        selections = tuple(told_selection(each, ratings[each.rating.name], block) for each in self.selections)
        return Decided(batch, rules, values, tuple(ratings.values()), selections)


@frozen
class Decided:
    """What columns concluded of one batch."""

    batch: pa.RecordBatch
    rules: tuple[ToldRule, ...]
    values: tuple[Told, ...]
    ratings: tuple[ToldRating, ...]
    selections: tuple[ToldSelection, ...] = ()

    def lost_rows(self) -> Array:
        """The rows of which anything is left to the row engine."""
        masks = [each.lost for each in self.rules] + [each.lost for each in self.values]
        lost = any_of(*masks, *(each.lost for each in self.ratings), *(each.lost for each in self.selections))
        return np.zeros(0, np.int64) if lost is None else np.flatnonzero(lost)


def _full(mask: Mask, count: int) -> Mask:
    mask = some(mask)
    return None if mask is None else full(mask, count)


def _told(asked: Asked, block: Block) -> Told:
    if asked.step is None:
        return Told(asked, None, np.ones(block.count, bool))
    column = asked.step.run(block)
    return Told(asked, column, _full(column.lost, block.count))


def _told_rule(asked: AskedRule, block: Block) -> ToldRule:
    count = block.count
    if asked.step is None:
        return ToldRule(asked.name, np.zeros(count, np.int8), np.ones(count, bool))
    column = asked.step.run(block)
    assert isinstance(column, Truths)
    codes, lost = _codes(column, count), column.lost
    if asked.applies is not None:
        about_: Truths = asked.applies.run(block)
        outside = some(full(about_.denied(), count))
        if outside is not None:
            codes = np.maximum(codes, outside.view(np.int8) * np.int8(NOT_APPLICABLE))  # the greatest there is so far
            lost = None if lost is None else some(lost & ~outside)
        lost = any_of(lost, about_.lost)
    return ToldRule(asked.name, codes, _full(lost, count))


def _codes(column: Truths, count: int) -> Array:
    """NO, YES or UNKNOWN; of lost rows nothing."""
    yes = full(column.yes, count)
    if column.no is None:
        return yes.view(np.int8) if yes.flags.c_contiguous else yes.astype(np.int8)
    return yes + ~(yes | column.no) * np.int8(UNKNOWN)


def _told_rating(asked: AskedRating, block: Block) -> ToldRating:
    total = _told(asked.total, block)
    criteria = tuple(_told(each, block) for each in asked.criteria)
    ties = tuple(_told(each, block) for each in asked.ties)
    lost = any_of(total.lost, *(each.lost for each in (*criteria, *ties)))
    priority: Array = None
    groups: tuple[Array, Array] | None = None
    if asked.priorities:
        groups, unable = _groups(asked, block)
        priority = groups[1] if groups[0] is groups[1] else np.where(groups[0] < groups[1], np.int16(0), groups[1])
        lost = any_of(lost, unable)
    return ToldRating(asked, total, criteria, ties, priority, lost, groups)


def _groups(asked: AskedRating, block: Block) -> tuple[tuple[Array, Array], Mask]:
    """The first group that a person may be of, and the first that they surely are of, asked in turn."""
    count = block.count
    found = np.full(count, len(asked.priorities) + 1, np.int16)
    first = found
    if any(each.step is None for each in asked.priorities):
        return (found, found), np.ones(count, bool)
    settled, doubted, lost = np.zeros(count, bool), np.zeros(count, bool), np.zeros(count, bool)
    for number, each in enumerate(asked.priorities, start=1):
        assert each.step is not None
        truth: Truths = each.step.run(block)
        open_ = truth.open()
        if truth.lost is not None:
            lost |= truth.lost & ~settled
        if open_ is not None:
            first = np.where(open_ & ~settled & ~doubted, np.int16(number), first)
            doubted |= open_ & ~settled
        found = np.where(truth.yes & ~settled, np.int16(number), found)
        settled |= truth.yes
    return (np.where(doubted, first, found) if doubted.any() else found, found), some(lost)


__all__ = ["FAULT", "NO", "NOT_APPLICABLE", "UNKNOWN", "YES", "Asked", "AskedRating", "Columns", "Decided", "Numbers"]
