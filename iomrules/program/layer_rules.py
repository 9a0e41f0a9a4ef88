"""Layers: a later one may change what a lower one lets it, and two that change the same thing at once are a conflict.

What refines stands in for what it refines wherever that is named.
"""

from iomrules.codes import layers as layer_codes
from iomrules.codes import program as codes
from iomrules.diagnostics import Related
from iomrules.facts.record import Kind
from iomrules.frozen import evolve
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
        if wrong and code is codes.REFINES_NOT_LOWER and _has_two_headers(draft, declared, target):
            return None  # the second header, reported already, may say the layer
        if wrong:
            draft.report(code, word.span, related=related, name=word.text)
            return None
    return target


def _has_two_headers(draft: Draft, one: Declared, other: Declared) -> bool:
    """Whether both stand in one ruleset that was begun twice."""
    begun_twice = any(each.code == codes.SECOND_HEADER.number for each in draft.mistakes)
    return begun_twice and one.about.ruleset == other.about.ruleset


def _check_conflict(draft: Draft, name: str, refiners: list[Declared]) -> None:
    for number, one in enumerate(refiners):
        for other in refiners[:number]:
            days = one.about, other.about
            cohorts = _cohort_days(one), _cohort_days(other)
            if one.rank == other.rank and _meet(*days) and _meet(*cohorts):
                said = "другое уточнение здесь", "the other refinement is here"
                related = (Related(other.about.span, *said), *draft.declared_in("value", name))
                draft.report(codes.REFINED_TWICE, one.about.span, related=related, name=draft.declared[name].about.name)


def _cohort_days(declared: Declared) -> core.Cohort:
    written = _cohort_of(declared)
    begin, end = (written.begin, written.end) if written else (None, None)
    return core.Cohort(begin.day if begin else None, end.day if end else None)


def _meet(one: core.About | core.Cohort, other: core.About | core.Cohort) -> bool:
    """Whether some day lies within both."""
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
        _keep_earlier(draft, root)
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


def _keep_earlier(draft: Draft, root: str) -> None:
    """What a refinement with dates or a cohort refines holds outside them, so it is kept beside it."""
    chain = {each.name: each for each in (draft.declared[root], *_chain(draft, root))}
    latest_first = sorted(chain.values(), key=lambda each: (each.rank, str(each.about.begin or "")), reverse=True)
    top = draft.stands_in[root]
    below = [each for each in latest_first if each.name != top]
    kept: list[str] = []
    for each in (chain[top], *below):
        kept.append(each.name)
        if not _ends_somewhere(each):
            break
    if len(kept) > 1:
        _keep(draft, top, kept[1:])


def _ends_somewhere(declared: Declared) -> bool:
    about = declared.about
    return about.begin is not None or about.end is not None or _cohort_of(declared) is not None


def _cohort_of(declared: Declared) -> tree.Cohort | None:
    applies = getattr(declared.written, "applies", None)
    return applies.cohort if isinstance(applies, tree.Applies) else None


def _keep(draft: Draft, top: str, lower: list[str]) -> None:
    span = draft.declared[top].about.span
    named = draft.declared[top].about.name
    if top in draft.rules:
        rules = tuple(draft.rules[name] for name in lower if name in draft.rules)
        draft.rules[top] = evolve(draft.rules[top], earlier=rules)
    elif top in draft.routes:
        routes = tuple(draft.routes[name] for name in lower if name in draft.routes)
        draft.routes[top] = evolve(draft.routes[top], earlier=routes)
    elif top in draft.indicators:
        indicators = tuple(draft.indicators[name] for name in lower if name in draft.indicators)
        draft.indicators[top] = evolve(draft.indicators[top], earlier=indicators)
        for each in indicators:
            _check_same_kind(draft, draft.indicators[top].value.kind, each.value.kind, span, lower[0])
    elif top in draft.tables:
        tables = tuple(draft.tables[name] for name in lower if name in draft.tables)
        draft.tables[top] = evolve(draft.tables[top], earlier=tables)
        for table in tables:
            if [key.name for key in table.keys] != [key.name for key in draft.tables[top].keys]:
                draft.report(layer_codes.OTHER_KEYS, span, related=draft.declared_in("value", lower[0]), name=named)
            _check_same_kind(draft, draft.tables[top].kind, table.kind, span, lower[0])
    elif top in draft.ratings or top in draft.selections:
        draft.report(layer_codes.NOTHING_OUTSIDE, span, related=draft.declared_in("value", lower[0]), name=named)


def _check_same_kind(draft: Draft, kind: Kind, other: Kind, span: Span, lower: str) -> None:
    """What stands in for another now and then gives values of one kind with it."""
    if joined(kind, other) is None:
        (one, one_en), (two, two_en) = kind_words(other), kind_words(kind)
        words = {"first": one, "first_en": one_en, "second": two, "second_en": two_en}
        draft.report(codes.KINDS_DIFFER, span, related=draft.declared_in("value", lower), **words)


def _check_kinds(draft: Draft, name: str) -> None:
    """A refined parameter keeps its kind and unit."""
    kind = draft.parameters[name].kind
    for each in draft.refined[name]:
        other = draft.parameters.get(each.name)
        if other is not None:
            _check_same_kind(draft, other.kind, kind, each.about.span, name)
