"""What is asked of nodes before code is written for them."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from iomrules.facts.record import Kind
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.cohorts import has_cohorts
from iomrules.reason.python import forms
from iomrules.reason.python.surveys import GREATEST, elements_of

#: nodes whose values are recorded, where anything is; those of the others are facts, or stand under their own names
TOLD = (
    *(core.Compare, core.OneOf, core.IsKnown, core.IsPresent, core.Counted, core.Every, core.Both, core.Either),
    *(core.Not, core.Add, core.Negate, core.Multiply, core.Divide, core.Round, core.AtMost, core.AtLeast),
    *(core.IfElse, core.FromTable, core.CountOf, core.ShareOf, core.Reduce, core.ReduceList, core.Under),
)


def depends_on_entry(declared: core.Parameter | core.Table) -> bool:
    """Whether some of its values or rows are for a cohort alone."""
    if isinstance(declared, core.Table):
        return any(row.cohort is not None for each in (declared, *declared.earlier) for row in each.rows)
    return has_cohorts(declared)


def is_bare(node: Node) -> bool:
    """Whether a node takes together the very numbers of a list, all of them."""
    elements = elements_of(node)
    whole = elements.where is None and elements.window is None and isinstance(elements.source, core.FactOf)
    return whole and (not isinstance(node, core.Reduce) or node.value == core.Element(kind=node.value.kind))


def needed(operands: Sequence[Node]) -> Sequence[Node]:
    """Conditions without «there is one» right before a comparison of that very value: nothing absent holds there."""
    needless = set()
    for place, (one, other) in enumerate(pairwise(operands)):
        if not isinstance(one, core.IsPresent) or not isinstance(other, core.Compare) or other.operator == "<>":
            continue
        if isinstance(one.operand, core.FactOf) and one.operand in (other.left, other.right):
            needless.add(place)
    return [each for place, each in enumerate(operands) if place not in needless]


def is_small(value: Node | None, kind: Kind | None, scale: int, program: Program) -> bool:
    """Whether what elements give is a number of so few units that sums of it fit into the bytes they have.

    value: what is taken of an element, or None for the element itself, of that kind.
    """
    if isinstance(value, core.FromTable):
        results = forms.results_of(program.tables[value.table])
        return all(isinstance(each, int | Fraction) and 0 <= each * scale <= GREATEST for each in results)
    if value is None or isinstance(value, core.FieldOf | core.Element):
        low, high = getattr(kind, "low", None), getattr(kind, "high", None)
        return low is not None and high is not None and low >= 0 and high * scale <= GREATEST
    return False
