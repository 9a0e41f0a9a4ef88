"""Steps made of other steps: what the rules say outright, conditions joined, values of those a declaration is about."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from iomrules.reason.columns import numbers
from iomrules.reason.columns.column import Codes, Column, Numbers, Quotients, Truths, any_of, both, losing, negate, some
from iomrules.reason.columns.load import Words
from iomrules.reason.columns.step import SORTS, Frame, Step, Unsupported
from iomrules.reason.columns.tables import EPOCH
from iomrules.values import ABSENT, Entry, Member, Value


def constant(value: Value) -> Step:
    """A value said in the rules."""
    column: Column
    match value:
        case bool():
            column = Truths(np.bool_(value))
            return Step("truth", lambda _: column)
        case int():
            return numbers.constant(value)
        case Member(enumeration=enumeration, rank=rank):
            column = Codes(np.int16(rank))
            return Step("member", lambda _: column, of=enumeration)
        case date():
            column = Codes(np.int32((value - EPOCH) // timedelta(days=1)))
            return Step("date", lambda _: column)
        case str():
            return Step("text", lambda frame: Codes(np.int32(frame.words.code(value))))
    if value is ABSENT or isinstance(value, Entry | tuple) or not hasattr(value, "numerator"):
        raise Unsupported("постоянная другого вида", "a constant of another kind")
    return numbers.constant(value)  # type: ignore[arg-type]  # a Fraction


class _Nobody:
    """Stands for a frame where nobody is; words have numbers there too, which no other frame's words are held to."""

    def __init__(self) -> None:
        self.words = Words()


def fixed_column(step: Step) -> Column | None:
    """The column of a step that asks nobody, or None."""
    try:
        column: Column = step.run(_Nobody())
    except AttributeError:  # it asked the frame
        return None
    return column


def joined(join: Callable[..., Truths], steps: list[Step]) -> Step:
    """Conditions as one. join: `both` or `either`."""
    if len(steps) == 1:
        return steps[0]
    _check_truths(steps)
    return Step("truth", lambda frame: join([step.run(frame) for step in steps]))


def both_but(steps: list[Step], denied: list[Step]) -> Step:
    """Whether all of the first hold, and none of those denied."""
    if not denied:
        return joined(both, steps)
    _check_truths([*steps, *denied])
    return Step("truth", lambda frame: both([step.run(frame) for step in steps], [step.run(frame) for step in denied]))


def _check_truths(steps: list[Step]) -> None:
    if any(step.sort != "truth" for step in steps):
        raise Unsupported("условие другого вида", "a condition of another kind")


def negated(step: Step) -> Step:
    """Whether the condition does not hold."""
    return Step("truth", lambda frame: negate(step.run(frame)))


def in_turn(first: Truths, then: Truths) -> Truths:
    """Both, where a fault of the first is not undone by the second."""
    found = both([first, then])
    return (
        found if first.lost is None else losing(Truths(found.yes, found.denied() & ~first.lost, found.lost), first.lost)
    )


def unless_lost(about: Step, concluded: Step) -> Step:
    """What is concluded, lost where it is lost whom it is about."""

    def run(frame: Frame) -> Column:
        asked: Truths = about.run(frame)
        return losing(concluded.run(frame), asked.lost)

    return Step("truth", run)


def zero_for_absent(step: Step) -> Step:
    """The number, 0 where it is absent."""
    if step.sort == "quotient":
        return Step("quotient", _quotient_zero(step), step.scale, step.least, step.greatest, step.below)
    if step.sort != "number":
        raise Unsupported("критерий, который не число", "a criterion that is no number")

    def run(frame: Frame) -> Column:
        column: Numbers = step.run(frame)
        if column.absent is None:
            return column
        low = np.where(column.absent, 0, column.low)
        high = low if column.exact else np.where(column.absent, 0, column.high)
        kept = ~column.absent
        opens = [None if o is None else some(o & kept) for o in (column.low_open, column.high_open)]
        return Numbers(low, high, opens[0], opens[1], None, column.lost)

    return Step("number", run, step.scale, min(step.least, 0), max(step.greatest, 0))


def _quotient_zero(step: Step) -> Callable[[Frame], Column]:
    def run(frame: Frame) -> Column:
        q: Quotients = step.run(frame)
        if q.absent is None:
            return q
        low = np.where(q.absent, 0, q.low)
        high = low if q.exact else np.where(q.absent, 0, q.high)
        return Quotients(low, q.low_below, high, q.high_below, q.open, None, q.lost)

    return run


def where_about(asked: Step, step: Step) -> Step:
    """The value where it is about the person, absent where it is not, not known where nobody knows that."""

    def run(frame: Frame) -> Column:
        about: Truths = asked.run(frame)
        column = step.run(frame)
        no, open_ = some(np.broadcast_to(about.denied(), frame.count)), about.open()
        lost = any_of(about.lost, None if column.lost is None else some(column.lost & about.yes))
        match column:
            case Numbers(low=low, high=high, absent=absent):
                absent = any_of(no, None if absent is None else absent & about.yes)
                if open_ is None:
                    if no is None:
                        return Numbers(low, high, column.low_open, column.high_open, absent, lost)
                    low = np.where(no, 0, low)
                    high = low if column.exact else np.where(no, 0, high)
                    opens = [None if o is None else some(o & ~no) for o in (column.low_open, column.high_open)]
                    return Numbers(low, high, opens[0], opens[1], absent, lost)
                zero = open_ if no is None else open_ | no
                low = np.where(zero, 0, low)
                high = np.where(zero, 0, high)
                opens = [open_ if o is None else (o & ~zero) | open_ for o in (column.low_open, column.high_open)]
                return Numbers(low, high, opens[0], opens[1], absent, lost)
            case Codes(codes=codes, unknown=unknown, absent=absent):
                unknown = any_of(open_, None if unknown is None else unknown & about.yes)
                return Codes(codes, unknown, any_of(no, None if absent is None else absent & about.yes), lost)
            case Quotients(open=opened, absent=absent):
                absent = any_of(no, None if absent is None else absent & about.yes)
                opened = any_of(open_, None if opened is None else opened & about.yes)
                return Quotients(column.low, column.low_below, column.high, column.high_below, opened, absent, lost)
        raise Unsupported("объявленное условие", "a declared condition")

    if step.sort not in ("number", "quotient", "member", "date", "text"):
        raise Unsupported(
            f"показатель не обо всех: {SORTS[step.sort][0]}",
            f"an indicator of some people that is {SORTS[step.sort][1]}",
        )
    return Step(step.sort, run, step.scale, min(step.least, 0), max(step.greatest, 0), step.below, step.of)
