"""datalogic-py: JSONLogic. All rules are one template, compiled once; what a rule names of another is written out."""

import json
from collections.abc import Callable
from typing import Any

import datalogic_py
from prelude import Student, with_numbers

LIBRARY = "datalogic-py"
SIGNS = {"ge": ">=", "le": "<=", "is": "==", "plus": "+", "and": "and", "or": "or", "not": "!"}


def logic(tree: list[Any], rules: dict[str, Any]) -> Any:
    """A condition in JSONLogic. Nothing is never asked whether it is great: null counts as 0 there."""
    match tree:
        case ["and" | "or" | "not" | "ge" | "le" | "is" | "plus" as sign, *parts]:
            return {SIGNS[sign]: [logic(each, rules) if isinstance(each, list) else each for each in parts]}
        case ["given", fact]:
            return {"!==": [logic(fact, rules), None]}
        case ["some", asked]:
            return {"some": [{"var": "achievements"}, logic(asked, rules)]}
        case ["many", count, asked]:
            one_each = {"map": [{"filter": [{"var": "achievements"}, logic(asked, rules)]}, 1]}
            return {">=": [{"reduce": [one_each, {"+": [{"var": "accumulator"}, 1]}, 0]}, count]}
        case ["mark", subject]:
            return {"var": f"marks.{subject}"}
        case ["rule", name]:
            return rules[name]
        case [_, name] | [name]:
            return {"var": name}
    raise ValueError(tree)


def template(rules: list[Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, tree in rules:
        said[name] = logic(tree, said)
    return said


def prepare(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    engine = datalogic_py.Engine(templating=True)
    compiled, session = engine.compile(template(rules)), engine.session()
    names = [name for name, _ in rules]
    return (
        lambda student: session.evaluate(compiled, with_numbers(student)),
        lambda told: [told[name] for name in names],
    )


def ready(student: Student) -> Any:
    """What the library keeps of one whom it will be asked about again, parsed, the numbers among it."""
    return datalogic_py.DataHandle(json.dumps(with_numbers(student)))


def prepare_ready(rules: list[Any]) -> tuple[Callable[[Any], Any], Callable[[Any], list[bool]]]:
    engine = datalogic_py.Engine(templating=True)
    compiled, session = engine.compile(template(rules)), engine.session()
    names = [name for name, _ in rules]
    return lambda kept: session.evaluate_data(compiled, kept), lambda told: [told[name] for name in names]


def prepare_traced(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    engine = datalogic_py.Engine(templating=True)
    text = json.dumps(template(rules))
    names = [name for name, _ in rules]

    def told(traced: Any) -> list[bool]:
        result = (json.loads(traced) if isinstance(traced, str) else traced)["result"]
        return [result[name] for name in names]

    return lambda student: engine.evaluate_with_trace(text, json.dumps(with_numbers(student))), told
