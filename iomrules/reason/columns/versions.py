"""What is refined for those who entered in certain days: each person's own version of a rule or a value."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar, cast

import numpy as np

from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.columns import numbers
from iomrules.reason.columns.column import Codes, Column, Mask, Numbers, Truths, any_of, losing, some
from iomrules.reason.columns.step import SORTS, Frame, Step, Unsupported
from iomrules.reason.declared import in_force

V = TypeVar("V", bound=core.Rule | core.Route | core.Indicator | core.Table)
#: a version with whom it is for: the first that is for a person holds; the last is for all the others
Version = tuple[Step | None, Step]


def versions_on(declared: V, on: date) -> Iterator[tuple[Node | None, V]]:
    """The refinement in force and what it refines, up to the first that is for everybody, with whom each is for."""
    every = (declared, *cast("tuple[V, ...]", declared.earlier))
    for each in every:
        last = each is every[-1]
        if last or in_force(each.about.begin, each.about.end, on):
            cohort = None if last or isinstance(each, core.Table) else each.applies.cohort
            yield cohort, each
            if cohort is None:
                return


def of_version(versions: Sequence[Version]) -> Step:
    """A truth or a value by the version that holds; lost where nobody knows which does."""
    whom, first = versions[0]
    if whom is None:
        return first
    rest = of_version(versions[1:])
    if (first.sort, first.of) != (rest.sort, rest.of):
        raise Unsupported("уточнения разных видов", "versions of several kinds")
    match first.sort:
        case "truth":
            return Step("truth", lambda frame: _truth(whom.run(frame), first.run(frame), rest.run(frame)))
        case "number":
            return _number(whom, first, rest)
        case "member" | "date" | "text":
            return Step(
                first.sort, lambda frame: _code(whom.run(frame), first.run(frame), rest.run(frame)), of=first.of
            )
    raise Unsupported(f"уточняется {SORTS[first.sort][0]}", f"versions that are each {SORTS[first.sort][1]}")


def _truth(whom: Truths, first: Truths, rest: Truths) -> Truths:
    yes, no = whom.yes, whom.denied()
    held = Truths((first.yes & yes) | (rest.yes & no), (first.denied() & yes) | (rest.denied() & no))
    return losing(held, _lost(whom, first.lost, rest.lost))


def _number(whom: Step, first: Step, rest: Step) -> Step:
    chosen = numbers.chosen(whom, first, rest)

    def run(frame: Frame) -> Column:
        asked: Truths = whom.run(frame)
        found: Numbers = chosen.run(frame)
        lost = any_of(found.lost, asked.open())
        return Numbers(found.low, found.high, found.low_open, found.high_open, found.absent, lost)

    return Step("number", run, chosen.scale, chosen.least, chosen.greatest)


def _code(whom: Truths, first: Codes, rest: Codes) -> Codes:
    yes = whom.yes

    def either(one: Mask, other: Mask) -> Mask:
        told = [np.False_ if each is None else each for each in (one, other)]
        return some(np.where(yes, *told))

    unknown, absent = either(first.unknown, rest.unknown), either(first.absent, rest.absent)
    return Codes(np.where(yes, first.codes, rest.codes), unknown, absent, _lost(whom, first.lost, rest.lost))


def _lost(whom: Truths, first: Mask, rest: Mask) -> Mask:
    of_first = None if first is None else first & whom.yes
    of_rest = None if rest is None else rest & whom.denied()
    return any_of(whom.lost, whom.open(), of_first, of_rest)
