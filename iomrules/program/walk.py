"""Going through nodes: what a node is made of, and all nodes below one."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import fields, has

from iomrules.program import core

_NODES: tuple[type[core.Node], ...] = core.Node.__args__
_SORTS = frozenset(_NODES)
_PARTS = {node: tuple(each.name for each in fields(node) if each.name not in {"kind", "span"}) for node in _NODES}


def parts(node: core.Node) -> Iterator[core.Node]:
    """The nodes that stand directly in a node."""
    for name in _PARTS[type(node)]:
        yield from _nodes_in(getattr(node, name))


def _nodes_in(value: Any) -> Iterator[core.Node]:
    """The nodes that one attribute holds: itself, or those of a tuple."""
    if type(value) in _SORTS:
        yield value
    elif isinstance(value, tuple):
        yield from (each for each in value if type(each) in _SORTS)


def below(node: core.Node, closed: type[core.Node] | None = None) -> Iterator[core.Node]:
    """A node and all nodes in it, in the order of the text. closed: a kind of node that is not looked into."""
    if closed is None:
        # without recursion: what stands deep is not handed up through every level
        waiting = [node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(tuple(parts(node))))
        return
    yield node
    if not isinstance(node, closed):
        for part in parts(node):
            yield from below(part, closed)


def nodes_of(declaration: Any, closed: type[core.Node] | None = None) -> Iterator[core.Node]:
    """All nodes of a rule, a rating, a route or another part of a program. closed: as in `below`."""
    if type(declaration) in _SORTS:
        yield from below(declaration, closed)
    elif isinstance(declaration, tuple):
        for each in declaration:
            yield from nodes_of(each, closed)
    else:
        kind: Any = type(declaration)
        for name in _attributes(kind):
            yield from nodes_of(getattr(declaration, name), closed)


@cache
def _attributes(kind: type[Any]) -> tuple[str, ...]:
    """What a part of a program is made of; nothing for what is not of the program's own classes."""
    own = kind.__module__ == core.__name__ and has(kind)
    return tuple(each.name for each in fields(kind)) if own else ()
