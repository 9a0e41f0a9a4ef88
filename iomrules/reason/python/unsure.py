"""Arithmetic of values that were told already, for a block whose own number is lost because one of them is not known.

What an unknown operand makes of a number is the interpreter's arithmetic to say; to ask the interpreter would come to
the same after a longer way.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.collections import is_list
from iomrules.reason.python.binding import FAULT
from iomrules.reason.python.surveys import Unsupported
from iomrules.values import ABSENT

#: declaration -> how the interpreter keeps it, and the name its value was told under
Results: TypeAlias = Mapping[tuple[str, ...], tuple[tuple[str, str], str]]


def operands(*found: object) -> bool:
    """Whether arithmetic may go on with them: none is a fault, and there is one of each."""
    return not any(each is FAULT or each is ABSENT for each in found)


def told_name(node: Node, results: Results) -> str:
    """The name under which a declaration's value was told. Raises Unsupported where it was not."""
    match node:
        case core.IndicatorOf(name=name):
            place: tuple[str, ...] = "indicator", name
        case core.CriterionOf(rating=name, criterion=criterion):
            place = "criterion", name, criterion
        case core.TotalOf(rating=name):
            place = "rating", name
        case _:
            raise Unsupported
    if place not in results:
        raise Unsupported
    return results[place][1]


def or_combined(node: Node, results: Results, result: str, ask: str) -> str:
    """The lines that make a result of others that were told already, or ask the interpreter.

    ask: the line that does the latter.
    """
    try:
        text, names = _combined(node, results)
    except Unsupported:
        return ask
    return f"if operands({', '.join(names)}):\n    {result} = {text}\nelse:\n    {ask}"


def _combined(node: Node, results: Results) -> tuple[str, tuple[str, ...]]:
    """The code of a number made of others that were told, and the names of those.

    Raises Unsupported where it is made of anything else, or is no more than one of them.
    """
    names: dict[str, None] = {}

    def of(each: Node) -> str:
        match each:
            case core.Constant(value=int() | Fraction() as value) if not isinstance(value, bool):
                return repr(value)
            case core.IndicatorOf() | core.CriterionOf() | core.TotalOf():
                name = told_name(each, results)
                names[name] = None
                return name
            case core.Named(operand=operand):
                return of(operand)
        return arithmetic(each)

    def arithmetic(each: Node) -> str:
        match each:
            case core.Add(terms=terms):
                return f"add({_several(map(of, terms))})"
            case core.Multiply(factors=factors):
                return f"multiply({_several(map(of, factors))})"
            case core.Negate(operand=operand):
                return f"negative({of(operand)})"
            case core.Round(operand=operand, unit=unit, mode=mode) if not is_list(each):
                return f"round_value({of(operand)}, {unit!r}, {mode!r})"
            case core.AtMost(operand=operand, limit=limit) if not is_list(each):
                return f"at_most({of(operand)}, {of(limit)})"
            case core.AtLeast(operand=operand, limit=limit) if not is_list(each):
                return f"at_least({of(operand)}, {of(limit)})"
        raise Unsupported

    text = arithmetic(node)
    if not names:
        raise Unsupported
    return text, tuple(names)


def _several(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{each}, " for each in parts).rstrip() + ")"
