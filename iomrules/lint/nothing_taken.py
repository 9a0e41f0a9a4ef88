"""Words that take nothing of what they are said of: `лучших 0`, `за последние 0 лет`.

The sum or the count is nought for everybody, whatever they did; a slip for 10 looks so.
"""

from collections.abc import Iterator, Sequence

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.program import core
from iomrules.program.roots import Root

_WINDOWS = {
    "last_years": ("за последние 0 лет", "in the last 0 years"),
    "last_school_years": ("за последние 0 учебных лет", "in the last 0 school years"),
    "last_months": ("за последние 0 месяцев", "in the last 0 months"),
}


def find_nothing_taken(hung: Sequence[Root]) -> tuple[Diagnostic, ...]:
    """The best nought of a sum, and windows of no length, each where it is written."""
    found = (mistake for root in hung for node, _ in root.places for mistake in _of_node(node))
    return tuple(dict.fromkeys(found))


def _of_node(node: core.Node) -> Iterator[Diagnostic]:
    match node:
        case core.Reduce(best=0) | core.ReduceList(best=0):
            ru, en = "сумма всегда 0", "the sum is always 0"
            yield codes.NOTHING_TAKEN.at(node.span, said="лучших 0", said_en="best 0", outcome=ru, outcome_en=en)
        case core.Elements(window=core.Window(period=period, count=0)) if period in _WINDOWS:
            said, said_en = _WINDOWS[period]
            ru, en = "в этот срок не попадёт ни одна запись", "no entry lies in it"
            yield codes.NOTHING_TAKEN.at(node.span, said=said, said_en=said_en, outcome=ru, outcome_en=en)
