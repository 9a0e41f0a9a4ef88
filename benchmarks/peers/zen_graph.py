"""zen-engine: a decision graph with one node of expressions, held by the engine's static loader."""

from collections.abc import Callable
from typing import Any

import zen
from infix import infix
from prelude import Student, with_numbers

LIBRARY = "zen-engine"
SIGNS = {"ge": ">=", "le": "<=", "and": "and", "or": "or", "plus": "+"}


def expression(tree: list[Any]) -> str:
    """A condition of ZEN. Its comparison of null with a number is an error: `given` stands before it."""
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, expression)
        case ["not", part]:
            return f"not ({expression(part)})"
        case ["is", one, two]:
            return f'({expression(one)} == "{two}")'
        case ["given", fact]:
            return f"({expression(fact)} != null)"
        case ["some", asked]:
            return f"some(achievements, {expression(asked)})"
        case ["many", count, asked]:
            return f"(count(achievements, {expression(asked)}) >= {count})"
        case ["field", name]:
            return f"#.{name}"
        case ["mark", subject]:
            return f"marks.{subject}"
        case ["rule", name]:
            return f"$.{name}"
        case [_, name] | [name]:
            return str(name)
    raise ValueError(tree)


def graph(rules: list[Any]) -> dict[str, Any]:
    said = [{"id": name, "key": name, "value": expression(tree)} for name, tree in rules]
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {
                "id": "rules",
                "type": "expressionNode",
                "name": "rules",
                "content": {"expressions": said},
                "position": {"x": 1, "y": 0},
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }


def prepare(
    rules: list[Any], options: dict[str, Any] | None = None
) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": graph(rules)}}})
    names = [name for name, _ in rules]
    asked = (options,) if options else ()
    return (
        lambda student: engine.evaluate("rules", with_numbers(student), *asked),
        lambda told: [told["result"][name] for name in names],
    )


def prepare_traced(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    return prepare(rules, {"trace": True})
