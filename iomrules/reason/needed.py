"""The part of a program that some declarations rest on: who only wants places need not have everything decided."""

from collections.abc import Iterable, Mapping

from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.python.walk import nodes_of

_Declared = core.Indicator | core.Rating | core.Rule | core.Route | core.Selection


def needed_for(program: Program, rating: str) -> Program:
    """The program with one rating, the selections by it, and the indicators, ratings and rules they read.

    What it concludes of the rating and of its selections is what the whole program concludes.
    """
    return part_of(program, (rating, *(name for name, each in program.selections.items() if each.rating == rating)))


def part_of(program: Program, names: Iterable[str]) -> Program:
    """The program with some declarations, and the indicators, ratings and rules they read: it concludes the same."""
    met = set(names)
    groups = _groups(program)
    waiting = [group[name] for name in met for group in groups if name in group]
    while waiting:
        for name in _read_by(waiting.pop()):
            if name not in met:
                met.add(name)
                waiting += [group[name] for group in groups if name in group]
    return evolve(
        program,
        indicators={name: each for name, each in program.indicators.items() if name in met},
        ratings={name: each for name, each in program.ratings.items() if name in met},
        rules={name: each for name, each in program.rules.items() if name in met},
        selections={name: each for name, each in program.selections.items() if name in met},
        order=tuple(name for name in program.order if name in met),
    )


def _groups(program: Program) -> tuple[Mapping[str, _Declared], ...]:
    return program.indicators, program.ratings, program.rules, program.routes, program.selections


def _read_by(declared: _Declared) -> set[str]:
    """Names that a declaration reads."""
    names = {declared.rating} if isinstance(declared, core.Selection) else set()
    for node in nodes_of(declared):
        match node:
            case core.IndicatorOf(name=name):
                names.add(name)
            case core.VerdictOf(rule=name):
                names.add(name)
            case core.TotalOf(rating=name) | core.CriterionOf(rating=name):
                names.add(name)
    return names
