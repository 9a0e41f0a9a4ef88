"""Parameters and tables that nothing names: often a rule that was meant to use them says a number instead."""

from iomrules.codes import program as codes
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.walk import nodes_of


def find_unused(draft: Draft) -> None:
    """Reports them as warnings; says nothing while anything is at fault, since what is at fault was not looked into."""
    if draft.mistakes or draft.unread:
        return
    made = (draft.indicators, draft.ratings, draft.selections, draft.rules, draft.routes)
    used = {name for declarations in made for each in declarations.values() for name in _named(each)}
    used |= {name for body in draft.definition_bodies.values() for name in _named(body)}
    for name in (*draft.parameters, *draft.tables):
        if name not in used and not draft.declared[name].about.refinable:
            draft.report(codes.UNUSED, draft.place("value", name), name=name)


def _named(declaration: object) -> set[str]:
    return {
        node.name if isinstance(node, core.ParameterOf) else node.table
        for node in nodes_of(declaration)
        if isinstance(node, core.ParameterOf | core.FromTable)
    }
