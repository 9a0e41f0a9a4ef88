"""Asking a condition of a catalogue's entries: whether it holds, why, and what first keeps it from holding."""

from collections.abc import Iterator

from iomrules.facts.record import KeyKind, ListKind
from iomrules.frozen import evolve
from iomrules.program.core import Both, CatalogueOf, Constant, CountOf, Elements, Named, Node
from iomrules.reason.decision import Evaluation, Reason
from iomrules.route import phrases
from iomrules.route.draft import clauses
from iomrules.route.route import NotTaken
from iomrules.values import Entry, Truth, Unknown, Value, unknown


def entries_of(elements: Elements, evaluation: Evaluation) -> tuple[Entry, ...]:
    """All entries the condition chooses from, in the catalogue's order."""
    source = evaluation.value(elements.source)
    return tuple(each for each in source if isinstance(each, Entry)) if isinstance(source, tuple) else ()


def meant(elements: Elements, entry: Entry, evaluation: Evaluation) -> Truth:
    """Whether the entry satisfies the condition and lies in the window."""
    if elements.window is None:
        value = True if elements.where is None else evaluation.value(elements.where, (entry,))
    else:
        # The window is the engine's business: one entry alone is counted, and the count says whether it is in.
        alone = Constant((entry,), kind=elements.source.kind, span=elements.span)
        counted = evaluation.value(CountOf(evolve(elements, source=alone, bound=1)))
        value = counted if isinstance(counted, Unknown) else counted == 1
    return unknown(value.missing) if isinstance(value, Unknown) else value is True


def why(elements: Elements, entry: Entry, evaluation: Evaluation) -> Reason | None:
    return None if elements.where is None else evaluation.reason(elements.where, (entry,))


def worth(order: Node | None, entry: Entry, evaluation: Evaluation) -> Value:
    """What the entries are put in order by; the same for all where nothing is said."""
    return 0 if order is None else evaluation.value(order, (entry,))


def wished(elements: Elements, entry: Entry, evaluation: Evaluation) -> bool:
    """Whether a list of the person's own, such as the wishes or those of the parents, names the entry."""
    node = elements.source
    person = evaluation.person
    shape = evaluation.program.schema.shapes.get(person.shape)
    if not isinstance(node, CatalogueOf) or shape is None:
        return False
    keys = KeyKind(node.name)
    lists = [fact.name for fact in shape.facts if isinstance(fact.kind, ListKind) and fact.kind.element == keys]
    values = [person.facts.fields.get(name) for name in lists]
    return any(entry.key in value for value in values if isinstance(value, tuple))


def blockers(condition: Node | None, entries: tuple[Value, ...], evaluation: Evaluation) -> tuple[Node, ...]:
    """The conditions joined by `и` that do not hold, else those that are not known; in the order written."""
    if condition is None:
        return ()
    values = [(part, evaluation.value(part, entries)) for part in _joined(condition)]
    fails = tuple(part for part, value in values if value is False)
    return fails or tuple(part for part, value in values if isinstance(value, Unknown))


def _joined(condition: Node) -> Iterator[Node]:
    """What `и` joins, in named conditions too."""
    match condition:
        case Both(operands=operands):
            for each in operands:
                yield from _joined(each)
        case Named(operand=operand):
            yield from _joined(operand)
        case _:
            yield condition


def withheld(key: str, title: str, clause_basis: str, condition: Node, evaluation: Evaluation) -> NotTaken | None:
    """None where the condition holds; otherwise why the module or activity is left out."""
    holds = evaluation.value(condition)
    if holds is True:
        return None
    basis, stops = clauses(clause_basis), blockers(condition, (), evaluation)
    first = evaluation.reason(stops[0]) if stops else None
    if isinstance(holds, Unknown):
        return NotTaken(key, title, "unknown", phrases.undecided(holds.missing).because(basis, first), holds.missing)
    return NotTaken(key, title, "condition", phrases.HOLDS_NOT.because(basis, first), failed=len(stops))
