"""What most languages write alike: values with a sign between them, in parentheses."""

from collections.abc import Callable, Mapping
from typing import Any


def infix(tree: list[Any], signs: Mapping[str, str], say: Callable[[list[Any]], str]) -> str:
    """`(one sign other)` of a tree whose first word is among the signs; a part that is no tree stands as it is."""
    sign, *parts = tree
    said = (say(each) if isinstance(each, list) else str(each) for each in parts)
    return f"({f' {signs[sign]} '.join(said)})"
