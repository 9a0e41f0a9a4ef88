"""Going through the nodes that generated code is made of and points at, always in the order of the text."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from iomrules.frozen import is_frozen, names_of
from iomrules.program import core
from iomrules.program.core import Node, Program

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
        waiting.extend(_reversed_parts(found))


def nearest_in(node: Node) -> Iterator[Node]:
    """The nodes in a node that are in no other node of it."""
    waiting = _reversed_parts(node)
    while waiting:
        found = waiting.pop()
        if type(found) is tuple:
            waiting.extend(reversed(found))
        elif type(found) in _NODES:
            yield found
        else:
            waiting.extend(_reversed_parts(found))


def _reversed_parts(found: Any) -> list[Any]:
    """What stands in a part of a program, the last first."""
    kind: Any = type(found)
    return [getattr(found, name) for name in reversed(_attributes(kind))]


@cache
def _attributes(kind: Any) -> tuple[str, ...]:
    """What a part of a program is made of; nothing for what is not of the program's own classes."""
    own = kind.__module__ in core.HOMES and is_frozen(kind)
    return tuple(name for name in names_of(kind) if name not in ("kind", "span")) if own else ()


def declared(program: Program, sort: str, name: str) -> object:
    """The declaration of a sort: `indicator`, `rating`, `rule`, `selection`."""
    return {
        "indicator": program.indicators,
        "rating": program.ratings,
        "rule": program.rules,
        "selection": program.selections,
    }[sort][name]


def resolve(program: Program, places: Sequence[tuple[str, str, int]]) -> tuple[Node, ...]:
    """The nodes that code points at. places: sort and name of the declaration, and the number of the node in it."""
    met: dict[tuple[str, str], tuple[Node, ...]] = {}
    found = []
    for sort, name, number in places:
        if (sort, name) not in met:
            met[sort, name] = tuple(nodes_of(declared(program, sort, name)))
        found.append(met[sort, name][number])
    return tuple(found)
