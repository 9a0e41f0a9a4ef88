"""Routes as parts of the core: obligatory items, choices, partners' modules, mentors."""

from iomrules.codes import program as codes
from iomrules.diagnostics import Related
from iomrules.facts.record import Catalogue, NumberKind
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.kind_words import joint_unit, said_here, wanted_here
from iomrules.program.lower_collections import Gathered, gather
from iomrules.program.lower_selections import SEATS, counted_in, number_of_all
from iomrules.program.place import Place
from iomrules.program.read_terms import queue_named

#: fields of an entry that hold its words for people
TITLE_FIELDS = ("название", "наименование", "title", "name")


def lower_route(place: Place, about: core.About, applies: core.Applies, written: tree.Route) -> core.Route | None:
    """None where a part of it is at fault; every part is looked at."""
    inside = evolve(place, in_route=True)
    condition = place.truth(written.condition) if written.condition is not None else None
    obligatory = [_obligatory(inside, each) for each in written.obligatory]
    choices = [_choice(inside, each) for each in written.choices]
    load = _hours(inside, written.load)
    _are_hours(inside, load)
    modules = [_module(place, each) for each in written.modules]
    activities = [_activity(place, each) for each in written.activities]
    mentors = [_mentor(inside, each) for each in written.mentors]
    others = [_route_names(place, names) for names in (written.alongside, written.after)]
    parts = [*obligatory, *choices, *modules, *activities, *mentors, *others]
    lacking = (written.condition is not None and condition is None) or (written.load is not None and load is None)
    if lacking or any(part is None for part in parts):
        return None
    return core.Route(
        about,
        applies,
        condition,
        written.sort.text if written.sort else "",
        written.goal,
        tuple(each for each in obligatory if each),
        tuple(each for each in choices if each),
        load,
        tuple(each for each in modules if each),
        tuple(each for each in activities if each),
        tuple(each for each in mentors if each),
        tuple(core.Control(each.period, each.what) for each in written.controls),
        tuple(text.text for text in written.documents),
        others[0] or (),
        others[1] or (),
    )


def _hours(place: Place, written: tree.Expression | None) -> core.Node | None:
    return None if written is None else place.number(written)


def _entry(place: Place, name: tree.Name) -> tuple[str, Catalogue | None]:
    """The key a name means and the catalogue it stands in; the name itself where none has it."""
    for catalogue in place.draft.schema.catalogues.values():
        keys = tuple(entry.key for entry in catalogue.rows)
        if place.draft.vocabulary.find(name.text, keys):
            found = place.draft.find(name, f"key of {catalogue.name}", keys)
            return found or name.text, catalogue
    return name.text, None


def title_of(catalogue: Catalogue | None, key: str) -> str:
    """An entry's words for people, or empty."""
    entry = next((each for each in catalogue.rows if each.key == key), None) if catalogue else None
    texts = [entry.fields.get(field) for field in TITLE_FIELDS] if entry else []
    return next((text for text in texts if isinstance(text, str)), "")


def _obligatory(place: Place, written: tree.Obligatory) -> core.Obligatory | None:
    basis = written.basis.text if written.basis else ""
    if written.entries is None:
        return core.Obligatory(tuple(_item(place, item) for item in written.items), basis=basis, span=written.span)
    gathered = gather(place, written.entries)
    if gathered is None:
        return None
    return core.Obligatory(entries=gathered.elements, basis=basis, span=written.span)


def _item(place: Place, written: tree.Item) -> core.Item:
    key, catalogue = _entry(place, written.name)
    title = written.title or title_of(catalogue, key)
    hours = written.hours
    _hours_said(place, hours, written.name)
    number, unit = (hours.number, hours.unit) if hours else (None, "")
    return core.Item(key, title, number, unit, catalogue.name if catalogue else "", span=written.span)


def _choice(place: Place, written: tree.Choice) -> core.Choice | None:
    if written.low > written.high:
        place.draft.report(codes.CHOICE_REVERSED, written.span, low=written.low, high=written.high)
    gathered = gather(place, written.entries)
    order = _order(gathered, written.order)
    within = _hours(place, written.within)
    lacking = (written.order is not None and order is None) or (written.within is not None and within is None)
    if gathered is None or lacking or not _are_hours(place, within):
        return None
    basis = written.basis.text if written.basis else ""
    return core.Choice(
        written.low, written.high, gathered.elements, order, within, basis, written.ascending, span=written.span
    )


def _order(gathered: Gathered | None, written: tree.Expression | None) -> core.Node | None:
    return gathered.inside.number(written) if gathered is not None and written is not None else None


def _are_hours(place: Place, within: core.Node | None) -> bool:
    """Hours are counted a week: any other unit is reported."""
    if within is None or not isinstance(within.kind, NumberKind):
        return True
    if joint_unit(within.kind, NumberKind("ч/нед")) is not None or within.kind.unit == "час":
        return True
    related = (*place.origin(within), wanted_here(within.span, "ч/нед"))
    place.draft.report(codes.UNITS_DIFFER, within.span, related=related, first=within.kind.unit, second="ч/нед")
    return False


def _hours_said(place: Place, hours: tree.NumberLiteral | None, name: tree.Name) -> None:
    """Hours of an item or of a partner's module: a number with another unit is reported."""
    if hours is None or hours.unit in ("", "ч/нед", "час", "ч/год"):
        return
    counted = Related(name.span, f"«{name.text}»: часы, число (ч/нед)", f"`{name.text}`: hours, a number (ч/нед)")
    related = (said_here(hours.span, NumberKind(hours.unit)), counted)
    place.draft.report(codes.UNITS_DIFFER, hours.span, related=related, first=hours.unit, second="ч/нед")


def _module(place: Place, written: tree.PartnerModule) -> core.PartnerModule | None:
    condition = place.truth(written.condition) if written.condition is not None else None
    if written.condition is not None and condition is None:
        return None
    key, catalogue = _entry(place, written.partner)
    title = title_of(catalogue, key) or key.replace("_", " ")
    hours = written.hours
    _hours_said(place, hours, written.partner)
    number, unit = (hours.number, hours.unit) if hours else (None, "")
    basis = written.basis.text if written.basis else ""
    seats = number_of_all(place, written.seats, SEATS)
    if written.seats is not None and (seats is None or not counted_in(place, seats, "место")):
        return None
    rating = queue_named(place.draft, written.queue)
    if written.queue is not None and not rating:
        return None
    queue = place.draft.stands_in.get(rating, rating)
    return core.PartnerModule(
        key, title, written.module, number, unit, condition, basis, seats, queue, span=written.span
    )


def _activity(place: Place, written: tree.Activity) -> core.Activity | None:
    condition = place.truth(written.condition) if written.condition is not None else None
    if written.condition is not None and condition is None:
        return None
    basis = written.basis.text if written.basis else ""
    return core.Activity(written.title, written.term, condition, basis, span=written.span)


def _mentor(place: Place, written: tree.Mentor) -> core.Mentor | None:
    gathered = gather(place, written.entries)
    order = _order(gathered, written.order)
    if gathered is None or (written.order is not None and order is None):
        return None
    return core.Mentor(gathered.elements, order, written.ascending, span=written.span)


def _route_names(place: Place, names: tuple[tree.Name, ...]) -> tuple[str, ...] | None:
    draft = place.draft
    routes = [each.name for each in draft.declared.values() if each.sort == "route"]
    found = tuple(draft.find(name, "value", routes) for name in names)
    for name, route in zip(names, found, strict=True):
        if route is None:
            draft.unknown_name(name, routes)
    sound = tuple(draft.stands_in.get(route, route) for route in found if route is not None)
    return sound if len(sound) == len(names) else None
