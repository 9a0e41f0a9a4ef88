"""common-expression-language: one CEL program whose value is a map of all rules, compiled once."""

from collections.abc import Callable
from typing import Any

import cel
from infix import infix
from prelude import Student, with_numbers

LIBRARY = "common-expression-language"
SIGNS = {"ge": ">=", "le": "<=", "and": "&&", "or": "||", "plus": "+"}


def expression(tree: list[Any], rules: dict[str, str]) -> str:
    """A condition of CEL; it has no names for values, so that a rule that another names is written out there."""
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, lambda each: expression(each, rules))
        case ["not", part]:
            return f"!({expression(part, rules)})"
        case ["is", one, two]:
            return f'{expression(one, rules)} == "{two}"'
        case ["given", fact]:
            return f"{expression(fact, rules)} != null"
        case ["some", asked]:
            return f"achievements.exists(a, {expression(asked, rules)})"
        case ["many", count, asked]:
            return f"(size(achievements.filter(a, {expression(asked, rules)})) >= {count})"
        case ["field", name]:
            return f"a.{name}"
        case ["mark", subject]:
            return f"marks.{subject}"
        case ["rule", name]:
            return f"({rules[name]})"
        case [_, name] | [name]:
            return str(name)
    raise ValueError(tree)


def prepare(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    program, told = prepare_ready(rules)
    return lambda student: program(with_numbers(student)), told


def ready(student: Student) -> Any:
    """What the library keeps of one whom it will be asked about again, converted, the numbers among it."""
    return cel.Context(with_numbers(student))


def prepare_ready(rules: list[Any]) -> tuple[Callable[[Any], Any], Callable[[Any], list[bool]]]:
    said: dict[str, str] = {}
    for name, tree in rules:
        said[name] = expression(tree, said)
    program = cel.compile("{" + ", ".join(f'"{name}": {text}' for name, text in said.items()) + "}")
    return program.execute, lambda told: [told[name] for name in said]
