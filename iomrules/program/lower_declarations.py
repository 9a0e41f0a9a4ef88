"""Indicators, ratings and rules as nodes of the core, each with whom it applies to."""

from collections.abc import Callable

from iomrules.codes import program as codes
from iomrules.facts.record import Kind, NumberKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Declared, Draft
from iomrules.program.kind_words import BARE, declared_here, joint_unit
from iomrules.program.lower import lower
from iomrules.program.lower_collections import take_steps
from iomrules.program.lower_elements import check_definition, find_definitions
from iomrules.program.lower_numbers import report_units
from iomrules.program.lower_routes import lower_route
from iomrules.program.lower_selections import lower_selection
from iomrules.program.place import Place
from iomrules.program.read_cohorts import cohort_condition
from iomrules.program.walk import nodes_of

#: what is said of one person
_PERSONAL = tree.Indicator | tree.Rating | tree.Selection | tree.Rule | tree.Route


def lower_declarations(draft: Draft) -> None:
    """Fills indicators, ratings, rules and routes; one that is at fault is left out."""
    if not draft.person_shapes():
        if not draft.unread_person:
            _report_no_person(draft)
        return
    draft.definitions = find_definitions(draft)
    draft.persons = _persons(draft)
    draft.kind_of_indicator = _indicator_kinds(draft)
    for declared in draft.declared.values():
        match declared.written:
            case _ if declared.name in draft.definitions:
                draft.kind_of_indicator(declared.name)
            case tree.Indicator() if draft.stands_in.get(declared.name, declared.name) != declared.name:
                lower_one = _indicator(draft, declared)
                draft.indicators |= {declared.name: lower_one} if lower_one is not None else {}
            case tree.Indicator():
                draft.kind_of_indicator(declared.name)
            case tree.Rating() as written:
                rating = _rating(draft, declared, written)
                draft.ratings |= {declared.name: rating} if rating is not None else {}
            case tree.Rule() as written:
                rule = _rule(draft, declared, written)
                draft.rules |= {declared.name: rule} if rule is not None else {}
            case tree.Route() as written:
                route = _route(draft, declared, written)
                draft.routes |= {declared.name: route} if route is not None else {}
    for declared in draft.declared.values():
        if isinstance(declared.written, tree.Selection):
            selection = _selection(draft, declared, declared.written)
            draft.selections |= {declared.name: selection} if selection is not None else {}
    # Lowered when first asked for; told in the order of the text.
    draft.indicators = {name: draft.indicators[name] for name in draft.declared if name in draft.indicators}


def _report_no_person(draft: Draft) -> None:
    for declared in draft.declared.values():
        if isinstance(declared.written, _PERSONAL):
            draft.report(codes.NO_PERSON, declared.written.name.span)
            return


def _persons(draft: Draft) -> dict[str, str]:
    """Whom each declaration is about: the first person declared, where it does not say and all persons are known."""
    shapes = draft.person_shapes()
    found: dict[str, str] = {}
    for name, declared in draft.declared.items():
        if not isinstance(declared.written, _PERSONAL):
            continue
        if name in draft.definitions:
            continue
        applies = declared.written.applies
        default = None if draft.unread_person else shapes[0]
        said = applies.person if applies is not None else None
        person = default if said is None else draft.find(said, "kind", shapes)
        if person is not None:
            found[name] = person
        elif said is not None:
            draft.unknown_name(said, shapes)
    return found


def _place(draft: Draft, declared: Declared) -> Place | None:
    """Where a declaration's expressions stand; None where the person it is for is not declared."""
    person = draft.persons.get(declared.name)
    return None if person is None else Place(draft, person, lower, based=bool(declared.about.basis))


def _applies(place: Place | None, written: tree.Applies | None) -> core.Applies | None:
    if place is None:
        return None
    if written is None:
        return core.Applies(place.person)
    cohort = cohort_condition(place, written.cohort) if written.cohort is not None else None
    where = place.truth(written.where) if written.where is not None else None
    if (written.cohort is not None and cohort is None) or (written.where is not None and where is None):
        return None
    if cohort is None or where is None:
        return core.Applies(place.person, where or cohort, cohort)
    return core.Applies(place.person, core.Both((where, cohort), span=written.span), cohort)


# --- indicators --------------------------------------------------------------------------------------------


def _indicator_kinds(draft: Draft) -> Callable[[str], Kind | None]:
    """The kind of an indicator's value: lowered when first asked for, since what names it needs its kind."""
    kinds: dict[str, Kind | None] = {}

    def kind_of(name: str) -> Kind | None:
        name = draft.stands_in.get(name, name)
        if name in draft.definitions:
            return check_definition(Place(draft, draft.person_shapes()[0], lower), name)
        if name not in kinds:
            # Asked for again while it is lowered, it depends on itself; `order_facts` tells the path.
            kinds[name] = NumberKind()
            declared = draft.declared[name]
            draft.opened.append(name)
            indicator = _indicator(draft, declared)
            draft.opened.pop()
            if indicator is not None:
                draft.indicators[name] = indicator
            kinds[name] = _with_unit(indicator, declared) if indicator is not None else None
        return kinds[name]

    return kind_of


def _with_unit(indicator: core.Indicator, declared: Declared) -> Kind:
    kind = indicator.value.kind
    if isinstance(kind, NumberKind):
        unit = declared.written.clauses.unit if isinstance(declared.written, tree.Indicator) else ""
        return NumberKind(unit or kind.unit, kind.whole)
    return kind


def _indicator(draft: Draft, declared: Declared) -> core.Indicator | None:
    written = declared.written
    if not isinstance(written, tree.Indicator):
        return None
    place = _place(draft, declared)
    applies = _applies(place, written.applies)
    value = place.lower(written.value) if place is not None else None
    if place is None or applies is None or value is None or not _as_measured(place, written, value):
        return None
    return core.Indicator(declared.about, applies, value)


def _as_measured(place: Place, written: tree.Indicator, value: core.Node) -> bool:
    """Whether the unit that `измеряется в` says is the one computed, where that has one."""
    unit, kind = written.clauses.unit, value.kind
    if not unit or not isinstance(kind, NumberKind) or kind.unit in BARE or kind.unit == unit:
        return True
    if any(isinstance(each, core.Multiply | core.Divide) for each in nodes_of(value)):
        return True  # hours a week by weeks are hours a year
    related = (*place.origin(value), declared_here(written.name.span, written.name.text, NumberKind(unit)))
    place.draft.report(codes.UNITS_DIFFER, written.name.span, related=related, first=kind.unit, second=unit)
    return False


# --- ratings -----------------------------------------------------------------------------------------------


def _rating(draft: Draft, declared: Declared, written: tree.Rating) -> core.Rating | None:
    place = _place(draft, declared)
    applies = _applies(place, written.applies)
    if place is None:
        return None
    names = tuple(criterion.name.text for criterion in written.criteria)
    name = declared.name
    for criterion in written.criteria:
        draft.places.setdefault(("criterion", criterion.name.text), criterion.name.span)
    inside = Place(draft, place.person, lower, rating=name, criteria=names, based=place.based)
    criteria = tuple(_criterion(draft, inside, each, names) for each in written.criteria)
    parts = tuple(core.CriterionOf(name, each.name.text, span=each.name.span) for each in written.criteria)
    units = {each.value.kind.unit for each in criteria if each and isinstance(each.value.kind, NumberKind)} - BARE
    added = core.Add(parts, kind=NumberKind(min(units) if len(units) == 1 else ""), span=written.name.span)
    total = take_steps(inside, added, tuple(step for step in written.total if step.kind != "sum"))
    ties = tuple(inside.number(tie) for tie in written.ties)
    first = tuple(inside.truth(each) for each in written.priorities)
    sound, even = tuple(each for each in criteria if each), tuple(tie for tie in ties if tie)
    ahead = tuple(each for each in first if each)
    whole = (
        _agree(inside, sound) and len(sound) == len(criteria) and len(even) == len(ties) and len(ahead) == len(first)
    )
    if applies is None or total is None or not whole:
        return None
    places = written.places or "skip"
    return core.Rating(declared.about, applies, sound, total, written.descending, even, places, ahead)


def _agree(inside: Place, criteria: tuple[core.Criterion, ...]) -> bool:
    """Whether criteria can be added up: two whose units differ are reported, with where each comes from."""
    first: core.Criterion | None = None
    for each in criteria:
        if not isinstance(each.value.kind, NumberKind) or each.value.kind.unit in BARE:
            continue
        if first is None:
            first = each
        elif joint_unit(first.value.kind, each.value.kind) is None:  # type: ignore[arg-type]
            report_units(inside, first.value, each.value, each.span)
            return False
    return True


def _criterion(draft: Draft, inside: Place, written: tree.Criterion, names: tuple[str, ...]) -> core.Criterion | None:
    name = written.name
    if names.count(name.text) > 1 and draft.place("criterion", name.text) != name.span:
        draft.report(codes.DECLARED_TWICE, name.span, related=draft.declared_in("criterion", name.text), name=name.text)
    value = inside.number(written.value)
    if value is None:
        return None
    basis = written.basis.text if written.basis else ""
    return core.Criterion(name.text, written.title, value, basis, span=written.span)


# --- selections --------------------------------------------------------------------------------------------


def _selection(draft: Draft, declared: Declared, written: tree.Selection) -> core.Selection | None:
    place = _place(draft, declared)
    applies = _applies(place, written.applies)
    ratings = [each.name for each in draft.declared.values() if each.sort == "rating"]
    rating = draft.find(written.rating, "value", ratings)
    if rating is None:
        draft.unknown_name(written.rating, ratings)
    if place is None or applies is None or rating is None:
        return None
    return lower_selection(place, declared.about, applies, draft.stands_in.get(rating, rating), written)


# --- rules -------------------------------------------------------------------------------------------------


def _rule(draft: Draft, declared: Declared, written: tree.Rule) -> core.Rule | None:
    place = _place(draft, declared)
    applies = _applies(place, written.applies)
    if place is None:
        return None
    condition = place.truth(written.condition)
    exceptions = tuple(_exception(place, each) for each in written.exceptions)
    sound = tuple(each for each in exceptions if each is not None)
    if applies is None or condition is None or len(sound) < len(exceptions):
        return None
    return core.Rule(declared.about, applies, condition, sound)


def _exception(place: Place, written: tree.ExceptIf) -> core.ExceptIf | None:
    condition = place.truth(written.condition)
    unless = place.truth(written.unless) if written.unless is not None else None
    if condition is None or (written.unless is not None and unless is None):
        return None
    return core.ExceptIf(condition, unless, written.basis.text if written.basis else "", span=written.span)


def _route(draft: Draft, declared: Declared, written: tree.Route) -> core.Route | None:
    place = _place(draft, declared)
    applies = _applies(place, written.applies)
    if place is None:
        return None
    route = lower_route(place, declared.about, applies or core.Applies(place.person), written)
    return route if applies is not None else None
