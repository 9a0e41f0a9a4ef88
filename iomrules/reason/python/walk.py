"""Going through the nodes that generated code is made of and points at, always in the order of the text."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from iomrules.frozen import is_frozen, names_of
from iomrules.program import core
from iomrules.program.core import Node

_NODES: frozenset[type] = frozenset(Node.__args__)


def parts(node: Node) -> Iterator[Node]:
    """The nodes that stand directly in a node."""
    kind: Any = type(node)
    for name in _attributes(kind):
        value = getattr(node, name)
        if type(value) in _NODES:
            yield value
        elif type(value) is tuple:
            yield from (each for each in value if type(each) in _NODES)


def nodes_of(declaration: Any) -> Iterator[Node]:
    """All nodes of a node, a declaration, a part of one, or a tuple of these: each before those in it."""
    waiting = [declaration]
    while waiting:
        found = waiting.pop()
        if type(found) is tuple:
            waiting.extend(reversed(found))
            continue
        if type(found) in _NODES:
            yield found
        kind: Any = type(found)
        waiting.extend(getattr(found, name) for name in reversed(_attributes(kind)))


@cache
def _attributes(kind: Any) -> tuple[str, ...]:
    """What a part of a program is made of; nothing for what is not of the program's own classes."""
    own = kind.__module__ in core.HOMES and is_frozen(kind)
    return tuple(name for name in names_of(kind) if name not in ("kind", "span")) if own else ()
