"""business-rules: a class of variables with a method for each question about achievements, an action that notes a rule.

It has no «not»: what is denied is turned round, and what is turned round of a fact not given is a question of its own.
"""

import json
from collections.abc import Callable
from typing import Any

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_TEXT
from business_rules.variables import BaseVariables, boolean_rule_variable, numeric_rule_variable, select_rule_variable
from prelude import Student, with_numbers

LIBRARY = "business-rules"
SIGNS = {"ge": "greater_than_or_equal_to", "le": "less_than_or_equal_to"}
TURNED = {"ge": "less_than", "le": "greater_than"}


class Variables(BaseVariables):  # type: ignore[misc]
    """Subclassed with the questions of the rules."""

    def __init__(self, student: Student, held: set[str]) -> None:
        self.student, self.held = student, held


class Actions(BaseActions):  # type: ignore[misc]
    def __init__(self, held: set[str]) -> None:
        self.held = held

    @rule_action(params={"name": FIELD_TEXT})  # type: ignore[untyped-decorator]
    def note(self, name: str) -> None:
        self.held.add(name)


Methods = dict[str, Callable[[Any], Any]]


def condition(tree: list[Any], methods: Methods, denied: bool = False) -> dict[str, Any]:
    match tree:
        case ["and" | "or" as sign, *parts]:
            said = [condition(each, methods, denied) for each in parts]
            return {"all" if (sign == "and") != denied else "any": said}
        case ["not", part]:
            return condition(part, methods, not denied)
        case ["is", one, two]:
            sign = "does_not_contain" if denied else "contains"
            return {"name": variable(one, methods), "operator": sign, "value": two}
        case ["ge" | "le" as sign, one, bound]:
            return {"name": variable(one, methods), "operator": (TURNED if denied else SIGNS)[sign], "value": bound}
        case _:
            return {
                "name": variable(tree, methods),
                "operator": "is_false" if denied else "is_true",
                "value": True,
            }


def variable(tree: list[Any], methods: Methods) -> str:
    """The name of the method that answers; made where there is none yet."""
    name = "".join(letter if letter.isalnum() else "_" for letter in json.dumps(tree))
    if name not in methods:
        methods[name] = method(tree)
    return name


def method(tree: list[Any]) -> Callable[[Any], Any]:
    text = "lambda self: " + python(tree)
    answer = eval(text)
    if tree[0] in ("given", "some", "many", "rule"):
        return boolean_rule_variable()(answer)  # type: ignore[no-any-return]
    if tree == ["fact", "profile"]:
        return select_rule_variable()(answer)  # type: ignore[no-any-return]
    return numeric_rule_variable()(answer)  # type: ignore[no-any-return]


def python(tree: list[Any]) -> str:
    """What a method returns, as its author would write it. A fact not given is never compared: `given` is asked."""
    match tree:
        case ["some", asked]:
            return f"any({python(asked)} for a in self.student['achievements'])"
        case ["many", count, asked]:
            return f"sum({python(asked)} for a in self.student['achievements']) >= {count}"
        case ["and", *parts]:
            return " and ".join(map(python, parts))
        case ["ge", one, bound]:
            return f"{python(one)} >= {bound}"
        case ["is", one, two]:
            return f"{python(one)} == {two!r}"
        case ["plus", *parts]:
            return " + ".join(map(python, parts))
        case ["given", [_, name]]:
            return f"self.student[{name!r}] is not None"
        case ["field", name]:
            return f"a[{name!r}]"
        case ["mark", subject]:
            return f"self.student['marks'][{subject!r}]"
        case ["rule", name]:
            return f"{name!r} in self.held"
        case ["fact", "profile"]:
            return "[self.student['profile']]"
        case ["fact", "grade"]:
            return "self.student['grade']"
        case ["fact", name]:
            return f"self.student[{name!r}] or 0"  # what is not given counts as nothing: `given` stands beside it
        case [name]:
            return f"self.student[{name!r}]"
    raise ValueError(tree)


def prepare(rules: list[Any]) -> tuple[Callable[[Student], Any], Callable[[Any], list[bool]]]:
    methods: Methods = {}
    said = [
        {
            "conditions": condition(tree, methods),
            "actions": [{"name": "note", "params": {"name": name}}],
        }
        for name, tree in rules
    ]
    questions = type("Questions", (Variables,), methods)

    def decide(student: Student) -> set[str]:
        held: set[str] = set()
        run_all(said, questions(with_numbers(student), held), Actions(held))
        return held

    return decide, lambda told: [name in told for name, _ in rules]
