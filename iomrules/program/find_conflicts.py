"""Conditions that cannot be meant so: never or always true, contradicting, repeated; exceptions that do nothing.

One arm a sort of mistake. Of mistakes inside one another the innermost is told: the others follow from it.
"""

from collections.abc import Iterator, Sequence

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic, Related
from iomrules.facts.record import DateKind
from iomrules.program import core
from iomrules.program.estimate import Estimate, Scope
from iomrules.program.possible import Possible
from iomrules.program.roots import Root
from iomrules.program.walk import below
from iomrules.source import NOWHERE, Span
from iomrules.values import Number, decimal_text

_CONDITIONS = (core.Compare, core.OneOf, core.Counted, core.Both, core.Either, core.Not, core.VerdictOf)
#: what is said of a whole condition, which something in it may explain better
_OUTER = (codes.NEVER_TRUE, codes.ALWAYS_TRUE, codes.EXCEPTION_NEVER, codes.EXCEPTION_ALWAYS, codes.CONTRADICTION)


def find_conflicts(estimate: Estimate, hung: Sequence[Root]) -> tuple[Diagnostic, ...]:
    """Every such condition of every declaration."""
    found: dict[Diagnostic, None] = {}
    for root in hung:
        if root.scope is not None:
            inner = [mistake for node, scope in root.places for mistake in _of_node(estimate, node, scope)]
            found |= dict.fromkeys((*inner, *_of_root(estimate, root, root.scope)))
    return tuple(each for each in found if not _explained(each, tuple(found)))


def _explained(mistake: Diagnostic, others: tuple[Diagnostic, ...]) -> bool:
    """Whether something inside says why; at the same place, something that says more."""
    if mistake.kind not in _OUTER:
        return False
    for each in others:
        same = each.span == mistake.span
        if each is not mistake and _holds(mistake.span, each.span) and (not same or each.kind not in _OUTER):
            return True
    return False


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source == inner.source and outer.start <= inner.start and inner.end <= outer.end


# --- one node ----------------------------------------------------------------------------------------------


def _of_node(estimate: Estimate, node: core.Node, scope: Scope) -> Iterator[Diagnostic]:
    match node:
        case core.Both(operands) if _is_range(node):
            yield from _range(estimate, node, scope)
        case core.Both(operands) | core.Either(operands):
            yield from _operands(estimate, operands, isinstance(node, core.Both), scope)
            for operand in operands:
                yield from _decided(estimate, operand, scope)
        case core.Not(operand):
            yield from _decided(estimate, operand, scope)
        case core.IfElse(condition):
            yield from _decided(estimate, condition, scope)
            yield from _settled(estimate, condition, scope)
        case core.OneOf(_, members):
            for place, member in enumerate(members):
                if member in members[:place]:
                    yield codes.CONDITION_TWICE.at(member.span, related=_before(members[members.index(member)]))
        case core.Elements(_, where) if where is not None:
            inner = estimate.within(node, scope)
            yield from _decided(estimate, where, inner)
            yield from _settled(estimate, where, inner)
        case core.Every(elements, holds) if (inner_or_none := estimate.inside(elements, scope)) is not None:
            yield from _decided(estimate, holds, inner_or_none)


def _settled(estimate: Estimate, node: core.Node, scope: Scope) -> Iterator[Diagnostic]:
    """A whole condition that can have but one answer."""
    if _reads_facts(node):
        answers = estimate.of(node, scope).among
        if answers == frozenset((False,)):
            yield codes.NEVER_TRUE.at(node.span)
        if answers == frozenset((True,)):
            yield codes.ALWAYS_TRUE.at(node.span)


def _reads_facts(node: core.Node) -> bool:
    """Whether anything but constants and parameters is asked: a switch may be turned."""
    settled = (core.Constant, core.ParameterOf, *_CONDITIONS)
    return any(not isinstance(each, settled) or isinstance(each, core.VerdictOf) for each in below(node))


def _decided(estimate: Estimate, node: core.Node, scope: Scope) -> Iterator[Diagnostic]:
    """A comparison whose answer the kinds of both sides settle."""
    match node:
        case core.Both() if _is_range(node):
            left = node.operands[0]
        case core.Counted(elements=elements) if estimate.inside(elements, scope.bare()) is None:
            return  # what is wrong with their condition is told there
        case core.Compare() | core.Counted():
            left = node
        case _:
            return
    answers = estimate.of(node, scope.bare()).among
    if answers is None or len(answers) != 1 or not _reads_facts(node) or _empty_range(estimate, node, scope):
        return
    value, possible = _compared(estimate, left, scope)
    ru, en = _limits(possible, value)
    (answer,) = answers
    yield codes.COMPARISON_DECIDED.at(
        node.span,
        answer="да" if answer else "нет",
        answer_en="yes" if answer else "no",
        value=_text(estimate.program, value),
        limits=ru,
        limits_en=en,
    )


def _compared(estimate: Estimate, node: core.Node, scope: Scope) -> tuple[core.Node, Possible]:
    """The side of a comparison that facts tell, and what it can be."""
    match node:
        case core.Counted(elements=elements):
            return elements, Possible(low=0, high=estimate.most(elements, scope.bare()), step=1)
        case core.Compare(_, left, right):
            side = left if _reads_facts(left) else right
            return side, estimate.of(side, scope.bare())
    return node, Possible()


def _limits(possible: Possible, node: core.Node) -> tuple[str, str]:
    if possible.among is not None:
        ordered = sorted(possible.among, key=lambda each: (getattr(each, "rank", 0), str(each)))
        words = "; ".join(str(getattr(each, "name", each)).replace("_", " ") for each in ordered)
        return words or "нет", words or "none"
    if isinstance(node.kind, DateKind):
        return "другим", "another"
    low, high = possible.low, possible.high
    ru = [f"от {_said(low, ',')}" if low is not None else "", f"до {_said(high, ',')}" if high is not None else ""]
    en = [f"from {_said(low, '.')}" if low is not None else "", f"up to {_said(high, '.')}" if high is not None else ""]
    return " ".join(filter(None, ru)) or "другим", " ".join(filter(None, en)) or "another"


def _said(number: Number, mark: str) -> str:
    return decimal_text(number, mark)


def _text(program: core.Program, node: core.Node) -> str:
    """A node as the author wrote it, on one line."""
    source = program.sources.get(node.span.source)
    words = " ".join(source.text[node.span.start : node.span.end].split()) if source else ""
    return words if len(words) <= 60 else f"{words[:59]}…"


# --- и, или ------------------------------------------------------------------------------------------------


def _operands(estimate: Estimate, operands: tuple[core.Node, ...], joined: bool, scope: Scope) -> Iterator[Diagnostic]:
    """Operands in turn, each asked where those before it left the matter open. joined: by `и`."""
    here: Scope | None = scope
    said: dict[core.Node, core.Node] = {}
    for place, operand in enumerate(operands):
        if operand in said:
            yield codes.CONDITION_TWICE.at(operand.span, related=_before(said[operand]))
            continue
        said[operand] = operand
        if here is None:
            return
        answers, alone = _answers(estimate, operand, here), _answers(estimate, operand, scope)
        if place and answers != alone and len(answers) == 1 and _reads_facts(operand):
            related = _before(operands[place - 1])
            if joined and answers == {False}:
                yield codes.CONTRADICTION.at(operand.span, related=related)
            if answers == {joined}:
                yield codes.CONDITION_IDLE.at(operand.span, related=related)
        here = estimate.assume(operand, joined, here)


def _answers(estimate: Estimate, node: core.Node, scope: Scope) -> frozenset[bool]:
    """The answers a condition can have there."""
    return frozenset(answer for answer in (True, False) if estimate.assume(node, answer, scope) is not None)


def _before(node: core.Node) -> tuple[Related, ...]:
    said = "сказано здесь", "it is said here"
    return () if node.span == NOWHERE else (Related(node.span, *said),)


def _is_range(node: core.Node) -> bool:
    """`класс от 10 до 11`: two comparisons of one value said at one place."""
    match node:
        case core.Both((core.Compare() as above, core.Compare() as below_)):
            return above.left == below_.left and above.span == below_.span == node.span
    return False


def _range(estimate: Estimate, node: core.Both, scope: Scope) -> Iterator[Diagnostic]:
    if _empty_range(estimate, node, scope):
        yield codes.RANGE_EMPTY.at(node.span)


def _empty_range(estimate: Estimate, node: core.Node, scope: Scope) -> bool:
    """Whether the bounds leave nothing between them, whatever the value is."""
    match node:
        case core.Both((core.Compare(_, _, low), core.Compare(_, _, high))) if _is_range(node):
            answers = estimate.of(core.Compare("<=", low, high), scope.bare()).among
            return answers == frozenset((False,))
    return False


# --- whole expressions -------------------------------------------------------------------------------------


def _of_root(estimate: Estimate, root: Root, scope: Scope) -> Iterator[Diagnostic]:
    if root.role in {"applies", "condition", "exception", "unless"}:
        yield from _decided(estimate, root.node, scope)
    answers = estimate.of(root.node, scope).among if root.role not in {"part", "value", "criterion"} else None
    match root.role, answers:
        case (("applies" | "condition"), _):
            yield from _settled(estimate, root.node, scope)
        case "exception", _ if answers == frozenset((False,)):
            yield codes.EXCEPTION_NEVER.at(root.node.span)
        case "exception", _ if answers == frozenset((True,)) and _takes_all(root):
            yield codes.EXCEPTION_ALWAYS.at(root.node.span)
        case "unless", _ if answers == frozenset((True,)):
            yield codes.EXCEPTION_IDLE.at(root.node.span)
        case "unless", _ if answers == frozenset((False,)):
            yield codes.NEVER_TRUE.at(root.node.span)


def _takes_all(root: Root) -> bool:
    """Whether an exception has nothing that takes it back."""
    exceptions = root.owner.exceptions if isinstance(root.owner, core.Rule) else ()
    return any(each.condition is root.node and each.unless is None for each in exceptions)
