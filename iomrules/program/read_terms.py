"""On what terms the entries of a catalogue are taken: together with others, for how many people, of whose hours."""

from iomrules.codes import program as codes
from iomrules.codes import route as route_codes
from iomrules.facts.record import Catalogue, Fact, KeyKind, ListKind, NumberKind, Schema, Shape, SharedHours
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program.draft import Draft
from iomrules.program.kind_words import declared_here, kind_words, wanted_here


def read_terms(draft: Draft) -> None:
    """Fills them in; a term at fault is reported and left out."""
    catalogues = dict(draft.schema.catalogues)
    for name, catalogue in catalogues.items():
        declared = draft.declared.get(name)
        if declared is not None and isinstance(declared.written, tree.Catalogue):
            catalogues[name] = _with_terms(draft, catalogue, declared.written)
    schema = draft.schema
    draft.schema = Schema(schema.enumerations, schema.shapes, catalogues, schema.forms)


def _with_terms(draft: Draft, catalogue: Catalogue, written: tree.Catalogue) -> Catalogue:
    shape = draft.schema.shapes.get(catalogue.shape)
    if shape is None:
        return catalogue
    if written.seats is not None and written.queue is None:
        draft.report(route_codes.SEATS_WITHOUT_QUEUE, written.seats.span)
    if written.queue is not None and written.seats is None:
        draft.report(route_codes.QUEUE_WITHOUT_SEATS, written.queue.span)
    return evolve(
        catalogue,
        only_with=_keys(draft, shape, catalogue, written.only_with),
        never_with=_keys(draft, shape, catalogue, written.never_with),
        seats=_number(draft, shape, written.seats, "место"),
        queue=queue_named(draft, written.queue),
        opens=_number(draft, shape, written.opens, "место"),
        shared=tuple(each for part in written.shared if (each := _shared(draft, shape, part)) is not None),
    )


def queue_named(draft: Draft, name: tree.Name | None) -> str:
    """The rating that a name means; empty where none is named, or it is none, which is reported."""
    if name is None:
        return ""
    ratings = [each.name for each in draft.declared.values() if each.sort == "rating"]
    found = draft.find(name, "value", ratings)
    if found is None:
        draft.unknown_name(name, ratings)
    return found or ""


def _field(draft: Draft, shape: Shape, name: tree.Name) -> Fact | None:
    names = [fact.name for fact in shape.facts]
    found = draft.find(name, f"fact of {shape.name}", names)
    if found is None:
        if not any(record == shape.name for record, _ in draft.broken_facts):
            draft.unknown_name(name, names)
        return None
    return shape.fact(found)


def _keys(draft: Draft, shape: Shape, catalogue: Catalogue, name: tree.Name | None) -> str:
    fact = None if name is None else _field(draft, shape, name)
    if name is None or fact is None:
        return ""
    kind = fact.kind.element if isinstance(fact.kind, ListKind) else fact.kind
    if kind == KeyKind(catalogue.name):
        return fact.name
    _not_keys(draft, name, fact, f"«{catalogue.name}»", f"`{catalogue.name}`")
    return ""


def _not_keys(draft: Draft, name: tree.Name, fact: Fact, ru: str, en: str) -> None:
    kind, kind_en = kind_words(fact.kind)
    code = route_codes.NOT_KEYS
    draft.report(code, name.span, name=fact.name, kind=kind, kind_en=kind_en, catalogue=ru, catalogue_en=en)


def _number(draft: Draft, shape: Shape, name: tree.Name | None, unit: str) -> str:
    """A field with a number, bare or in that unit."""
    fact = None if name is None else _field(draft, shape, name)
    if name is None or fact is None:
        return ""
    if not isinstance(fact.kind, NumberKind):
        ru, en = kind_words(fact.kind)
        draft.report(codes.NOT_A_NUMBER, name.span, kind=ru, kind_en=en)
        return ""
    if fact.kind.unit not in ("", unit):
        declared = declared_here(draft.place(f"fact of {shape.name}", fact.name), fact.name, fact.kind)
        related = (declared, wanted_here(name.span, unit))
        draft.report(codes.UNITS_DIFFER, name.span, related=related, first=fact.kind.unit, second=unit)
        return ""
    return fact.name


def _shared(draft: Draft, shape: Shape, written: tree.SharedHours) -> SharedHours | None:
    """A field with a key of another catalogue, and a field there with hours a week."""
    fact = _field(draft, shape, written.field)
    if fact is None:
        return None
    if not isinstance(fact.kind, KeyKind):
        _not_keys(draft, written.field, fact, "учителей, кабинетов или другого", "teachers, rooms or something else")
        return None
    other = draft.schema.shapes.get(draft.schema.catalogues[fact.kind.catalogue].shape)
    hours = "" if other is None else _number(draft, other, written.hours, "ч/нед")
    return SharedHours(fact.name, hours) if hours else None
