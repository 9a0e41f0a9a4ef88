"""The part of a program that a rating rests on: who only wants places need not have everything decided."""

from collections.abc import Mapping

from attrs import evolve

from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.python.walk import nodes_of

_Declared = core.Indicator | core.Rating | core.Rule | core.Route | core.Selection


def needed_for(program: Program, rating: str) -> Program:
    """The program with one rating, the selections by it, and the indicators, ratings and rules they read.

    What it concludes of the rating and of its selections is what the whole program concludes.
    """
    selections = {name: each for name, each in program.selections.items() if each.rating == rating}
    waiting: list[_Declared] = [program.ratings[rating], *selections.values()]
    met: set[str] = {rating, *selections}
    while waiting:
        for name in _read_by(waiting.pop()):
            if name not in met:
                met.add(name)
                waiting += [group[name] for group in _groups(program) if name in group]
    return evolve(
        program,
        indicators={name: each for name, each in program.indicators.items() if name in met},
        ratings={name: each for name, each in program.ratings.items() if name in met},
        rules={name: each for name, each in program.rules.items() if name in met},
        selections=selections,
        order=tuple(name for name in program.order if name in met),
    )


def _groups(program: Program) -> tuple[Mapping[str, _Declared], ...]:
    return program.indicators, program.ratings, program.rules, program.routes


def _read_by(declared: _Declared) -> set[str]:
    """Names that a declaration reads."""
    names: set[str] = set()
    for node in nodes_of(declared):
        match node:
            case core.IndicatorOf(name=name):
                names.add(name)
            case core.VerdictOf(rule=name):
                names.add(name)
            case core.TotalOf(rating=name) | core.CriterionOf(rating=name):
                names.add(name)
    return names
