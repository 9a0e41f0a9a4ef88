"""Which conditions of a rule decide its outcome in an example, by themselves.

The definition is masking MC/DC: a condition decides in an example where turning its answer round, with all other
answers as they are, changes the outcome. It is shown to matter once it decides both when it holds and when it does not.
"""

from collections.abc import Callable, Iterator, Mapping

from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.decision import FaultRaised
from iomrules.reason.replay import Replay
from iomrules.trials.change import is_settled
from iomrules.values import Truth, Unknown, both, either, negate

#: what an outcome is told apart by
_Outcome = str
_Given = core.Rule | core.Route


def conditions(declared: _Given) -> tuple[Node, ...]:
    """The single conditions of a rule or route: what stands between «и», «или» and «не»."""
    return tuple(leaf for part in _parts(declared) for leaf in _leaves(part) if not is_settled(leaf))


def deciding_conditions(declared: _Given, asked: Replay) -> Iterator[tuple[int, bool]]:
    """(id of a condition, its answer) for every condition that decides for this person by itself."""
    answers: dict[int, Truth] = {}
    for leaf in (leaf for part in _parts(declared) for leaf in _leaves(part)):
        try:
            answers[id(leaf)] = asked.truth(leaf)
        except FaultRaised:
            return
    outcome = _outcome(declared, answers)
    for leaf in conditions(declared):
        answer = answers[id(leaf)]
        if not isinstance(answer, Unknown) and _outcome(declared, {**answers, id(leaf): not answer}) != outcome:
            yield id(leaf), answer


def _parts(declared: _Given) -> tuple[Node, ...]:
    exceptions = declared.exceptions if isinstance(declared, core.Rule) else ()
    excepted = (node for each in exceptions for node in (each.condition, each.unless))
    given = (declared.applies.where, declared.condition, *excepted)
    return tuple(node for node in given if node is not None)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case core.Both(operands=operands) | core.Either(operands=operands):
            for operand in operands:
                yield from _leaves(operand)
        case core.Not(operand=operand):
            yield from _leaves(operand)
        case _:
            yield node


def _outcome(declared: _Given, answers: Mapping[int, Truth]) -> _Outcome:
    truth: Callable[[Node | None], Truth] = lambda node: True if node is None else _truth(node, answers)  # noqa: E731
    applies = truth(declared.applies.where)
    if applies is False:
        return "outside"
    exceptions = declared.exceptions if isinstance(declared, core.Rule) else ()
    lifted = [
        both((truth(each.condition), True if each.unless is None else negate(truth(each.unless))))
        for each in exceptions
    ]
    answer = both((applies, truth(declared.condition), *(negate(each) for each in lifted)))
    return "unknown" if isinstance(answer, Unknown) else str(answer)


def _truth(node: Node, answers: Mapping[int, Truth]) -> Truth:
    match node:
        case core.Both(operands=operands):
            return both(_truth(each, answers) for each in operands)
        case core.Either(operands=operands):
            return either(_truth(each, answers) for each in operands)
        case core.Not(operand=operand):
            return negate(_truth(operand, answers))
    return answers[id(node)]
