"""NumPy: a column a fact, achievements in one row after another, sums between offsets; rank by a sort."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from infix import infix
from prelude import POINTS, WEIGHTS
from questions import names_of, questions

LIBRARY = "numpy"
SIGNS = {"ge": ">=", "le": "<=", "and": "&", "or": "|", "plus": "+"}
Columns = dict[str, Any]
CODES: dict[str, tuple[str, ...]] = {
    "kind": ("olympiad", "contest", "project", "sport", "camp"),
    "profile": ("technology", "medicine", "economics"),
}


def load(folder: Path) -> Columns:
    with np.load(folder / "students.npz") as kept:
        return dict(kept)


def expression(tree: list[Any], asked: dict[str, str]) -> str:
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, lambda each: expression(each, asked))
        case ["not", part]:
            return f"~{expression(part, asked)}"
        case ["is", one, two]:
            return f"({expression(one, asked)} == {CODES[one[1]].index(two)})"
        case ["given", [_, name]]:
            return f"c['{name}_given']"
        case ["some", condition]:
            return f"({asked[json.dumps(condition)]} >= 1)"
        case ["many", count, condition]:
            return f"({asked[json.dumps(condition)]} >= {count})"
        case ["mark", subject]:
            return f"c['marks_{subject}']"
        case ["fact" | "field", name]:
            return f"c['{name}']"
        case ["rule", name] | [name]:
            return str(name)
    raise ValueError(tree)


def compile_rules(rules: list[Any]) -> Callable[[Columns], Columns]:
    found = questions(rules)
    asked = names_of(found)
    lines = ["def decide(c, mean, rating, counted):"]
    lines += [f"    {name} = counted({expression(tree, {})})" for name, tree in found.items()]
    lines += [f"    {name} = {expression(tree, asked)}" for name, tree in rules]
    lines.append("    return {" + ", ".join(f"'{name}': {name}" for name, _ in rules) + "}")
    space: dict[str, Any] = {}
    exec("\n".join(lines), space)
    decide = space["decide"]

    def run(columns: Columns) -> Columns:
        mean, rating = numbers(columns)
        offsets = columns["offsets"]

        def counted(holds: Any) -> Any:
            running = np.concatenate(([0], np.cumsum(holds, dtype=np.int32)))
            return running[offsets[1:]] - running[offsets[:-1]]

        return {**decide(columns, mean, rating, counted), "mean": mean, "rating": rating, "place": places(rating)}

    return run


def numbers(columns: Columns) -> tuple[Any, Any]:
    marks = [values for name, values in columns.items() if name.startswith("marks_")]
    total = np.sum(marks, axis=0, dtype=np.int64)
    mean = (200 * total + len(marks)) // (2 * len(marks))
    count = len(mean)
    points = np.array(POINTS)[columns["level"], columns["result"]]
    group = np.repeat(np.arange(count), np.diff(columns["offsets"])) * len(WEIGHTS) + columns["kind"]
    order = np.argsort(group * 32 + (31 - points), kind="stable")
    group, points = group[order], points[order]
    best = np.ones(len(group), bool)
    best[3:] = group[3:] != group[:-3]
    sums = np.bincount(group[best], points[best], minlength=count * len(WEIGHTS)).astype(np.int64)
    weights = np.array(list(WEIGHTS.values()))
    return mean, 2 * mean + 100 * (sums.reshape(count, -1) @ weights)


def places(rating: Any) -> Any:
    """1-1-3, the greatest first."""
    ordered = np.sort(rating)
    return len(rating) - np.searchsorted(ordered, rating, side="right") + 1


def columns_of(told: Columns) -> Columns:
    return told
