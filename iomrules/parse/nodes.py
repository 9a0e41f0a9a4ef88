"""From a reduced production to a node of the tree: one short function a production, named as the grammar names it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from iomrules.parse.declaration_nodes import DeclarationNodes
from iomrules.parse.parts import Children
from iomrules.parse.rule_nodes import RuleNodes
from iomrules.parse.value_nodes import ValueNodes
from iomrules.source import Span


class Nodes(DeclarationNodes, RuleNodes, ValueNodes):
    """Builds nodes bottom-up; `mistakes` gathers what the grammar cannot see."""

    def build(self, name: str, children: Children, span: Span) -> Any:
        """The node of production `name`; a production without a function of its own hands its only child on."""
        arm = arm_of(name)
        if arm is not None:
            return arm(self, children, span)
        if len(children) == 1:
            return children[0]
        raise AssertionError(f"no way to build `{name}` of {len(children)} parts")


@cache
def arm_of(name: str) -> Callable[[Nodes, Children, Span], Any] | None:
    """The function that builds the node of a production, or None where the only child is handed on."""
    arm: Callable[[Nodes, Children, Span], Any] | None = getattr(Nodes, f"on_{name}", None)
    return arm
