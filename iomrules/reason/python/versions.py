"""Whom and when a declaration is for, and what is refined for a time or for those who entered in certain days."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from iomrules.program import core
from iomrules.reason.python.lists import inside
from iomrules.reason.python.nodes import Expressions

V = TypeVar("V", bound=core.Rule | core.Indicator)


def whom(code: Expressions, applies: core.Applies, about: core.About) -> str:
    """The test of whom and when a declaration is about; empty where it is about everybody and always."""
    return _all([*_when(code, about), *([code.truth(applies.where)] if applies.where is not None else ())])


def versions(code: Expressions, declared: V) -> Iterator[tuple[str, str, V]]:
    """The refinement and what it refines, each with the test of whether it holds and of whom it is about.

    The first that holds is the one; the last, whose test is empty, holds wherever none before it does.
    """
    every: Sequence[V] = (declared, *declared.earlier)
    for each in every:
        if each is every[-1]:
            yield "", _about_shape(code, each, whom(code, each.applies, each.about)), each
            return
        cohort, besides = each.applies.cohort, each.applies.besides()
        holds = _all([*_when(code, each.about), *([code.truth(cohort)] if cohort is not None else ())])
        yield holds, _about_shape(code, each, code.truth(besides) if besides is not None else ""), each


def first_that_holds(versions: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """The lines of versions, each under the test of whether it holds."""
    found: list[str] = []
    for holds, lines in versions:
        if not holds:
            return [*found, "else:", *inside(lines)] if found else list(lines)
        found += [f"elif {holds}:" if found else f"if {holds}:", *inside(lines)]
    return found


def if_about(where: str, lines: Sequence[str], otherwise: str) -> list[str]:
    """Lines for whom a declaration is about, and what is said of all others."""
    return [f"if {where}:", *inside(lines), "else:", f"    {otherwise}"] if where else list(lines)


def _about_shape(code: Expressions, declared: core.Rule | core.Indicator, where: str) -> str:
    return where if declared.applies.person in ("", code.shape) else "False"


def _when(code: Expressions, about: core.About) -> list[str]:
    if about.begin is None and about.end is None:
        return []
    return [code.bind("e", f"binding.in_force({_day(about.begin)}, {_day(about.end)})")]


def _all(tests: Sequence[str]) -> str:
    return " and ".join(tests) if len(tests) < 2 else "(" + " and ".join(tests) + ")"


def _day(day: object) -> str:
    return "None" if day is None else f"date({day.year}, {day.month}, {day.day})"  # type: ignore[attr-defined]
