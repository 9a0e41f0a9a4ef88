"""OpenFisca-Core: achievements as its persons, students as groups of them, a variable a rule, a formula a variable.

A group without members is nothing to it: who has no achievement is given one of no kind and of the lowest level.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import with_numpy
from infix import infix
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from prelude import POINTS, WEIGHTS, Student
from questions import names_of, questions
from with_numpy import CODES

LIBRARY = "OpenFisca-Core"
SIGNS = {"ge": ">=", "le": "<=", "and": "*", "or": "+", "plus": "+"}
YEAR = "2026"
OPTIONAL = ("absences", "reading", "practice", "essay")
FIELDS = ("kind", "level", "result", "year")

achievement = build_entity(key="achievement", plural="achievements", label="", is_person=True)
student = build_entity(key="student", plural="students", label="", roles=[{"key": "of", "plural": "all", "label": ""}])


def expression(tree: list[Any], asked: dict[str, str]) -> str:
    """A formula's expression: `s` is the students, `a` the achievements, `p` the year."""
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, lambda each: expression(each, asked))
        case ["not", part]:
            return f"~{expression(part, asked)}"
        case ["is", one, two]:
            return f"({expression(one, asked)} == {CODES[one[1]].index(two)})"
        case ["given", [_, name]]:
            return f"s('{name}_given', p)"
        case ["some", condition]:
            return f"(s('{asked[json.dumps(condition)]}', p) >= 1)"
        case ["many", count, condition]:
            return f"(s('{asked[json.dumps(condition)]}', p) >= {count})"
        case ["mark", subject]:
            return f"s('marks_{subject}', p)"
        case ["field", name]:
            return f"a('{name}', p)"
        case ["fact" | "rule", name] | [name]:
            return f"s('{name}', p)"
    raise ValueError(tree)


def variable(name: str, sort: type, entity: Any, formula: Callable[..., Any] | None = None) -> type:
    told: dict[str, Any] = {"value_type": sort, "entity": entity, "definition_period": DateUnit.YEAR, "label": name}
    if formula is not None:
        told["formula"] = formula
    return type(name, (Variable,), told)


def system(rules: list[Any], subjects: list[str]) -> TaxBenefitSystem:
    made = TaxBenefitSystem([achievement, student])
    found = questions(rules)
    asked = names_of(found)
    inputs = (*(f"marks_{each}" for each in subjects), "grade", "profile", *OPTIONAL)
    declared = [variable(name, int, student) for name in inputs]
    declared += [variable(f"{name}_given", bool, student) for name in OPTIONAL]
    declared += [variable(name, int, achievement) for name in FIELDS]

    def points(a: Any, p: Any, _: Any = None) -> Any:
        return np.array(POINTS)[a("level", p), a("result", p)]

    def mean(s: Any, p: Any, _: Any = None) -> Any:
        total = sum(s(f"marks_{each}", p) for each in subjects)
        return (200 * total + len(subjects)) // (2 * len(subjects))

    def rating(s: Any, p: Any, _: Any = None) -> Any:
        points, kind = s.members("points", p), s.members("kind", p)
        total = 2 * s("mean", p)
        for code, weight in enumerate(WEIGHTS.values()):
            place = s.members.get_rank(s, -points, condition=kind == code)
            total = total + 100 * weight * s.sum(points * (place >= 0) * (place < 3))
        return total

    declared += [variable("points", int, achievement, points)]
    declared += [variable("mean", int, student, mean), variable("rating", int, student, rating)]
    for name, tree in found.items():
        space: dict[str, Any] = {}
        exec(f"def one(a, p, _=None):\n    return {expression(tree, {})}", space)
        declared.append(variable(f"{name}_one", bool, achievement, space["one"]))
        exec(f"def counted(s, p, _=None):\n    return s.sum(s.members('{name}_one', p))", space)
        declared.append(variable(name, int, student, space["counted"]))
    for name, tree in rules:
        space = {}
        exec(f"def rule(s, p, _=None):\n    return {expression(tree, asked)}", space)
        declared.append(variable(name, bool, student, space["rule"]))
    made.add_variables(*declared)
    return made


def simulate(made: TaxBenefitSystem, columns: dict[str, Any], names: list[str]) -> dict[str, Any]:
    offsets = columns["offsets"]
    count = len(offsets) - 1
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("achievement", np.arange(offsets[-1]))
    students = builder.declare_entity("student", np.arange(count))
    of = np.repeat(np.arange(count), np.diff(offsets))
    builder.join_with_persons(students, of, np.array(["of"] * len(of)))
    simulation = builder.build(made)
    for name, values in columns.items():
        if name != "offsets":
            simulation.set_input(name, YEAR, values)
    return {name: simulation.calculate(name, YEAR) for name in names}


def subjects_of(columns: dict[str, Any]) -> list[str]:
    return [name.removeprefix("marks_") for name in columns if name.startswith("marks_")]


def load(folder: Path) -> dict[str, Any]:
    return somebody_everywhere(with_numpy.load(folder))


def somebody_everywhere(columns: dict[str, Any]) -> dict[str, Any]:
    """An achievement of no kind for every student without any."""
    offsets = columns["offsets"]
    lacking = np.flatnonzero(np.diff(offsets) == 0)
    filled = {name: np.insert(columns[name], offsets[lacking], 0) for name in FIELDS}
    filled["kind"] = np.insert(columns["kind"], offsets[lacking], len(WEIGHTS))
    many = np.maximum(np.diff(offsets), 1)
    return {**columns, **filled, "offsets": np.concatenate(([0], np.cumsum(many)))}


def compile_rules(rules: list[Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    made: list[TaxBenefitSystem] = []
    names = [*(name for name, _ in rules), "mean", "rating"]

    def run(columns: dict[str, Any]) -> dict[str, Any]:
        if not made:
            made.append(system(rules, subjects_of(columns)))
        told = simulate(made[0], columns, names)
        return {**told, "place": with_numpy.places(told["rating"])}

    return run


def columns_of(told: dict[str, Any]) -> dict[str, Any]:
    return told


def prepare(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    """One student as a simulation of one."""
    made: list[TaxBenefitSystem] = []
    names = [name for name, _ in rules]

    def decide(one: Student) -> dict[str, Any]:
        if not made:
            made.append(system(rules, list(one["marks"])))
        listed = one["achievements"]
        columns: dict[str, Any] = {f"marks_{name}": np.array([mark]) for name, mark in one["marks"].items()}
        columns["grade"] = np.array([one["grade"]])
        columns["profile"] = np.array([CODES["profile"].index(one["profile"])])
        for name in OPTIONAL:
            columns[name] = np.array([one[name] or 0])
            columns[f"{name}_given"] = np.array([one[name] is not None])
        columns["kind"] = np.array([CODES["kind"].index(each["kind"]) for each in listed], int)
        columns |= {name: np.array([each[name] for each in listed], int) for name in FIELDS[1:]}
        columns["offsets"] = np.array([0, len(listed)])
        return simulate(made[0], somebody_everywhere(columns), names)

    return decide, lambda told: [bool(told[name][0]) for name in names]
