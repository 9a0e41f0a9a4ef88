"""Going through nodes: what a node is made of, and all nodes below one."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import fields, has

from iomrules.program import core

_NODES: tuple[type[core.Node], ...] = core.Node.__args__
_SORTS = frozenset(_NODES)
#: what no node can stand in
_PLAIN: frozenset[Any] = frozenset((str, int, bool, int | None, tuple[str, ...]))
_PARTS = {
    node: tuple(each.name for each in fields(node) if each.name not in {"kind", "span"} and each.type not in _PLAIN)
    for node in _NODES
}


def parts(node: core.Node) -> tuple[core.Node, ...]:
    """The nodes that stand directly in a node."""
    found: list[core.Node] = []
    for name in _PARTS[type(node)]:
        value: Any = getattr(node, name)
        if type(value) in _SORTS:
            found.append(value)
        elif isinstance(value, tuple):
            found += [each for each in value if type(each) in _SORTS]
    return tuple(found)


def below(node: core.Node, closed: type[core.Node] | None = None) -> Iterator[core.Node]:
    """A node and all nodes in it, in the order of the text. closed: a kind of node that is not looked into."""
    # without recursion: what stands deep is not handed up through every level
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if closed is None or not isinstance(node, closed):
            waiting += parts(node)[::-1]


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
    own = kind.__module__ in core.HOMES and has(kind)
    return tuple(each.name for each in fields(kind)) if own else ()
