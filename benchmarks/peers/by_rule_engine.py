"""rule-engine: a compiled rule a rule, asked in turn; what was concluded stands beside the facts for later rules."""

from collections.abc import Callable
from typing import Any

import rule_engine
from infix import infix
from prelude import Student, with_numbers

LIBRARY = "rule-engine"
SIGNS = {"ge": ">=", "le": "<=", "and": "and", "or": "or", "plus": "+"}


def expression(tree: list[Any]) -> str:
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, expression)
        case ["not", part]:
            return f"not ({expression(part)})"
        case ["is", one, two]:
            return f'{expression(one)} == "{two}"'
        case ["given", fact]:
            return f"{expression(fact)} != null"
        case ["some", asked]:
            return f"([a for a in achievements if {expression(asked)}].length > 0)"
        case ["many", count, asked]:
            return f"([a for a in achievements if {expression(asked)}].length >= {count})"
        case ["field", name]:
            return f'a["{name}"]'
        case ["mark", subject]:
            return f'marks["{subject}"]'
        case [_, name] | [name]:
            return str(name)
    raise ValueError(tree)


def prepare(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    compiled = [(name, rule_engine.Rule(expression(tree))) for name, tree in rules]

    def decide(student: Student) -> Student:
        known = with_numbers(student)
        for name, rule in compiled:
            known[name] = rule.matches(known)
        return known

    return decide, lambda told: [told[name] for name, _ in compiled]
