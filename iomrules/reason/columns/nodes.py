"""Going through nodes: which read the element in hand, and all nodes of a declaration."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import fields as attributes
from attrs import has

from iomrules.facts.record import DateKind, EnumKind, NumberKind, Shape
from iomrules.program import core
from iomrules.program.core import Node

_SORTS: tuple[type, ...] = core.Node.__args__


def reads_element(node: Node) -> bool:
    """Whether a node reads the element in hand."""
    return any(depth == 0 for depth in _depths(node, 0))


def _depths(node: Any, level: int) -> Iterator[int]:
    """How far out of the node its reads of elements go."""
    match node:
        case core.FieldOf(depth=depth) | core.Element(depth=depth):
            if depth >= level:
                yield depth - level
        case core.KeyOf(depth=depth) | core.KeyInHand(depth=depth):
            if depth >= level:
                yield depth - level
        case core.Elements(source=source, where=where):
            yield from _depths(source, level)
            if where is not None:
                yield from _depths(where, level + 1)
        case core.Reduce(value=value, elements=elements):
            yield from _depths(elements, level)
            yield from _depths(value, level + 1)
        case core.Every(elements=elements, holds=holds):
            yield from _depths(elements, level)
            yield from _depths(holds, level + 1)
        case core.GroupReduce(keys=keys, value=value, elements=elements):
            yield from _depths(elements, level)
            for each in (*keys, *(() if value is None else (value,))):
                yield from _depths(each, level + 1)
        case _:
            for part in parts(node):
                yield from _depths(part, level)


def without_told_twice(operands: Iterable[Node], shape: Shape) -> tuple[Node, ...]:
    """What holds together, without «есть чтение» beside «чтение больше 40»: of what is not there nothing is more.

    So it is of optional facts, of which nothing is known when they are not; all but `<>` is no of what is absent.
    """
    operands = tuple(operands)
    compared = {
        side.name
        for each in operands
        if isinstance(each, core.Compare) and each.operator != "<>"
        for side in (each.left, each.right)
        if isinstance(side, core.FactOf)
    }

    def told(node: Node) -> bool:
        if not isinstance(node, core.IsPresent) or not isinstance(node.operand, core.FactOf):
            return False
        fact = shape.fact(node.operand.name)
        plain = fact is not None and isinstance(fact.kind, NumberKind | DateKind | EnumKind)
        return fact is not None and fact.optional and plain and fact.name in compared

    return tuple(each for each in operands if not told(each))


def parts(node: Node) -> Iterator[Node]:
    """The nodes that stand directly in a node."""
    for each in attributes(type(node)):
        found: Any = getattr(node, each.name)
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, _SORTS):
                yield one  # type: ignore[misc]  # one of them


def below(node: Node) -> Iterator[Node]:
    """A node and all nodes in it."""
    yield node
    for part in parts(node):
        yield from below(part)


def nodes_of(value: Any) -> Iterator[Node]:
    """All nodes of a declaration or of a part of one."""
    held: Any = value
    if isinstance(value, _SORTS):
        yield from below(held)
    elif isinstance(value, tuple):
        for each in value:
            yield from nodes_of(each)
    elif has(type(value)):
        for each in attributes(type(value)):
            yield from nodes_of(getattr(value, each.name))
