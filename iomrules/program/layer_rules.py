"""Layers: a later one may change what a lower one lets it, and two that change the same thing at once are a conflict.

What refines stands in for what it refines wherever that is named.
"""

from attrs import evolve

from iomrules.codes import program as codes
from iomrules.diagnostics import Related
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Declared, Draft
from iomrules.program.kind_words import joined, kind_words
from iomrules.source import Span


def layer_rules(draft: Draft) -> None:
    """Fills `refined` and `stands_in`, before names are looked up."""
    found: dict[str, list[Declared]] = {}
    for declared in tuple(draft.declared.values()):
        target = _target(draft, declared)
        if target is not None:
            found.setdefault(target.name, []).append(declared)
    for name, refiners in found.items():
        _check_conflict(draft, name, refiners)
        draft.refined[name] = sorted(refiners, key=lambda each: (each.rank, str(each.about.begin or "")), reverse=True)
    for name in found:
        draft.stands_in[name] = _top(draft, name)
    for name, refiners in found.items():
        draft.stands_in |= {each.name: draft.stands_in[name] for each in refiners if each.name != draft.stands_in[name]}


def _target(draft: Draft, declared: Declared) -> Declared | None:
    """The declaration of a lower layer that one refines; a refinement that is not allowed is reported."""
    clauses = getattr(declared.written, "clauses", tree.Clauses())
    if clauses.refines is None:
        return None
    word = clauses.refines
    others = [name for name in draft.declared if name != declared.name]
    name = declared.about.refines if declared.about.refines in others else draft.find(word, "value", others)
    if name is None:
        draft.unknown_name(word, others)
        return None
    target = draft.declared[name]
    while target.rank >= declared.rank and target.about.refines.startswith(f"{target.name} ("):
        # The same name belongs to a refinement of this layer: what it refines is meant.
        target = draft.declared[target.about.refines]
    name = target.name
    related = draft.declared_in("value", name)
    for wrong, code in (
        (target.sort != declared.sort, codes.REFINES_OTHER_SORT),
        (target.rank >= declared.rank, codes.REFINES_NOT_LOWER),
        (not target.about.refinable, codes.NOT_REFINABLE),
    ):
        if wrong:
            draft.report(code, word.span, related=related, name=word.text)
            return None
    return target


def _check_conflict(draft: Draft, name: str, refiners: list[Declared]) -> None:
    for number, one in enumerate(refiners):
        for other in refiners[:number]:
            if one.rank == other.rank and _meet(one.about, other.about):
                said = "другое уточнение здесь", "the other refinement is here"
                related = (Related(other.about.span, *said), *draft.declared_in("value", name))
                draft.report(codes.REFINED_TWICE, one.about.span, related=related, name=draft.declared[name].about.name)


def _meet(one: core.About, other: core.About) -> bool:
    """Whether both are in force on some day."""
    early = one.begin is None or other.end is None or one.begin <= other.end
    return early and (other.begin is None or one.end is None or other.begin <= one.end)


def _top(draft: Draft, name: str) -> str:
    """What stands in for a name in the end: refinements may be refined in turn."""
    seen = {name}
    while name in draft.refined and (after := draft.refined[name][0].name) not in seen:
        name = after
        seen.add(name)
    return name


# --- after lowering ----------------------------------------------------------------------------------------


def apply_layers(draft: Draft) -> None:
    """Joins parameters with their refinements, tells rules what they stand in for, and drops what is replaced."""
    for name in draft.refined:
        if name in draft.parameters:
            _check_kinds(draft, name)
    roots = [name for name in draft.refined if not any(name == each.name for each in _all_refiners(draft))]
    for root in roots:
        _join_parameter(draft, root)
        _join_rule(draft, root)
    replaced = [name for name, top in draft.stands_in.items() if name != top]
    for name in replaced:
        draft.indicators.pop(name, None)
        draft.ratings.pop(name, None)
        draft.selections.pop(name, None)
        draft.rules.pop(name, None)
        draft.routes.pop(name, None)
        draft.tables.pop(name, None)
        draft.parameters.pop(name, None)


def _all_refiners(draft: Draft) -> list[Declared]:
    return [each for refiners in draft.refined.values() for each in refiners]


def _chain(draft: Draft, root: str) -> list[Declared]:
    """All that refine a declaration, directly or in turn, the lowest layer first."""
    found: list[Declared] = []
    for each in draft.refined.get(root, []):
        found.extend([each, *_chain(draft, each.name)])
    return sorted(found, key=lambda each: each.rank)


def _join_parameter(draft: Draft, root: str) -> None:
    parameter = draft.parameters.get(root)
    top = draft.stands_in[root]
    if parameter is None or top not in draft.parameters:
        return
    refinements = tuple(
        (each.about, draft.parameters[each.name].values)
        for each in _chain(draft, root)
        if each.name in draft.parameters
    )
    about = evolve(parameter.about, name=top)
    draft.parameters[top] = evolve(parameter, about=about, refinements=refinements)


def _join_rule(draft: Draft, root: str) -> None:
    top = draft.rules.get(draft.stands_in[root])
    if top is None:
        return
    lower = [draft.declared[root].about, *(each.about for each in _chain(draft, root))]
    refined = tuple(about for about in reversed(lower) if about != top.about)
    draft.rules[draft.stands_in[root]] = evolve(top, refined=refined)


def _check_kinds(draft: Draft, name: str) -> None:
    """A refined parameter keeps its kind and unit."""
    kind = draft.parameters[name].kind
    for each in draft.refined[name]:
        other = draft.parameters.get(each.name)
        if other is None or joined(kind, other.kind) is not None:
            continue
        (one, one_en), (two, two_en) = kind_words(kind), kind_words(other.kind)
        words = {"first": one, "first_en": one_en, "second": two, "second_en": two_en}
        span: Span = each.about.span
        draft.report(codes.KINDS_DIFFER, span, related=draft.declared_in("value", name), **words)
