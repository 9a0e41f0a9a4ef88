"""The questions about achievements that rules ask, each once: column engines answer them before anything else."""

import json
from typing import Any


def questions(rules: list[Any]) -> dict[str, list[Any]]:
    """Name -> condition of one achievement; `some` and `many` of the same condition share it."""
    found: dict[str, str] = {}

    def walk(tree: Any) -> None:
        if isinstance(tree, list):
            if tree[0] in ("some", "many"):
                found.setdefault(json.dumps(tree[-1]), f"q{len(found)}")
            for each in tree[1:]:
                walk(each)

    for _, tree in rules:
        walk(tree)
    return {name: json.loads(asked) for asked, name in found.items()}


def names_of(found: dict[str, list[Any]]) -> dict[str, str]:
    """The condition as text -> its name."""
    return {json.dumps(asked): name for name, asked in found.items()}
