"""Indicators and rules about an element (`показатель полезность для курсов …`): what each comes to for one entry.

They have no value of their own: each is put in wherever such an element is in hand, over that element and the person
decided. Checked once where it is declared, so that a mistake in it is told there and not at every use.
"""

from collections.abc import Iterator

from iomrules.codes import cohorts as cohort_codes
from iomrules.codes import program as codes
from iomrules.facts.record import Kind, NumberKind, RecordKind, TextKind, TruthKind
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Declared, Definition, Draft
from iomrules.program.place import Hand, Place
from iomrules.program.walk import nodes_of
from iomrules.source import Span
from iomrules.values import ABSENT

#: nodes that definitions may add to a program where they are put in
MOST_NODES = 200_000
#: nodes that read something of the person
_OF_PERSON = (core.FactOf, core.IndicatorOf, core.VerdictOf, core.TotalOf, core.CriterionOf)
#: an element of a collection round the definition's own: there, and of no meaning to the definition
_HIDDEN = Hand(TextKind(), "")


def find_definitions(draft: Draft) -> dict[str, Definition]:
    """Declarations that are for the elements of a list or a catalogue, by name."""
    shapes = draft.schema.shapes
    elements = [name for name, shape in shapes.items() if not shape.person]
    found: dict[str, Definition] = {}
    for name, declared in draft.declared.items():
        written = declared.written
        if not isinstance(written, tree.Indicator | tree.Rule) or written.applies is None:
            continue
        word = written.applies.person
        if word is None or draft.vocabulary.find(word.text, draft.person_shapes()):
            continue
        shape = draft.find(word, "kind", elements)
        catalogue = draft.find(word, "value", list(draft.schema.catalogues)) if shape is None else None
        if catalogue is not None:
            shape = draft.schema.catalogues[catalogue].shape
        if shape is not None:
            listing = (each.name for each in draft.schema.catalogues.values() if each.shape == shape)
            found[name] = Definition(declared, shape, catalogue or next(listing, ""))
    return found


def check_definition(place: Place, name: str) -> Kind | None:
    """The kind of a definition's value; None where it is at fault, which is reported where it is declared.

    place: where a declaration about persons of the first shape stands.
    """
    draft = place.draft
    if name not in draft.definition_kinds:
        if name in draft.opened:
            _report_ring(draft, name)
            return None
        draft.opened.append(name)
        definition = draft.definitions[name]
        hand = Hand(RecordKind(definition.shape), definition.catalogue or definition.shape, definition.catalogue)
        inside = _within(place, (hand,), based=bool(definition.declared.about.basis))
        _check_dates(draft, definition)
        body = _body(inside, definition)
        draft.opened.pop()
        draft.definition_kinds[name] = None if body is None else _kind(definition, body)
        if body is not None:
            draft.definition_bodies[name] = body
    return draft.definition_kinds[name]


def put_in(place: Place, name: str, span: Span) -> core.Node | None:
    """A definition over the element in hand; reported where no such element is."""
    draft = place.draft
    definition = draft.definitions[name]
    depth = next((at for at, _ in enumerate(place.hands) if _is_of(place, at, definition.shape)), None)
    about = definition.declared.about
    if depth is None:
        words = {"name": about.name, "record": definition.shape}
        draft.report(codes.ELEMENT_NOT_IN_HAND, span, related=draft.declared_in("value", name), **words)
        return None
    home = Place(draft, draft.person_shapes()[0], place.dispatch)
    kind = check_definition(home, name)
    if kind is None:
        return None
    operand = _operand(place, definition, name, depth, span)
    return None if operand is None else core.Named(about.name, about.title, operand, about.basis, kind=kind, span=span)


def _operand(place: Place, definition: Definition, name: str, depth: int, span: Span) -> core.Node | None:
    """The body over the element at a depth. Made once for each such place, and no more of them than a program bears."""
    draft = place.draft
    draft.nodes_put_in += sum(1 for _ in nodes_of(draft.definition_bodies[name]))
    if draft.nodes_put_in > MOST_NODES:
        cost = f"{draft.nodes_put_in:,}".replace(",", " ")
        draft.report(codes.TOO_COSTLY, span, name=name, cost=cost, budget=f"{MOST_NODES:,}".replace(",", " "))
        return None
    home = draft.person_shapes()[0]
    if place.person != home and any(isinstance(node, _OF_PERSON) for node in nodes_of(draft.definition_bodies[name])):
        draft.report(codes.OTHER_PERSON, span, person=home, here=place.person)
        return None
    seat = (name, place.person, depth, place.hands[depth])
    if seat not in draft.definitions_put_in:
        hands = (*(_HIDDEN,) * depth, place.hands[depth])
        draft.definitions_put_in[seat] = _body(_within(place, hands, based=True), definition)
    return draft.definitions_put_in[seat]


def _within(place: Place, hands: tuple[Hand, ...], *, based: bool) -> Place:
    """Where a definition stands: it sees its element and the person, nothing of what is round its use."""
    return evolve(place, hands=hands, rating="", criteria=(), in_route=False, based=based)


def _is_of(place: Place, depth: int, shape: str) -> bool:
    held = place.shape_in_hand(depth)
    return held is not None and held.name == shape


def _body(inside: Place, definition: Definition) -> core.Node | None:
    """A rule's condition with its exceptions, or an indicator's value, for the elements it is about."""
    written = definition.declared.written
    assert isinstance(written, tree.Rule | tree.Indicator)
    where = written.applies.where if written.applies is not None else None
    about = inside.truth(where) if where is not None else None
    if isinstance(written, tree.Rule):
        parts = [about] if where is not None else []
        parts += [inside.truth(written.condition), *_exceptions(inside, written)]
        sound = tuple(part for part in parts if part is not None)
        if len(sound) < len(parts):
            return None
        return sound[0] if len(sound) == 1 else core.Both(sound, span=written.span)
    value = inside.lower(written.value)
    if value is None or (where is not None and about is None):
        return None
    if about is None:
        return value
    return core.IfElse(about, value, core.Constant(ABSENT, kind=value.kind), kind=value.kind, span=written.span)


def _exceptions(inside: Place, written: tree.Rule) -> Iterator[core.Node | None]:
    """Each exception as a condition that has to hold: there is none, or something lifts it."""
    for each in written.exceptions:
        condition = inside.truth(each.condition)
        unless = inside.truth(each.unless) if each.unless is not None else None
        if condition is None or (each.unless is not None and unless is None):
            yield None
            continue
        none = core.Not(condition, span=each.span)
        yield none if unless is None else core.Either((none, unless), span=each.span)


def _kind(definition: Definition, body: core.Node) -> Kind:
    written = definition.declared.written
    if isinstance(written, tree.Rule):
        return TruthKind()
    if isinstance(body.kind, NumberKind):
        unit = written.clauses.unit if isinstance(written, tree.Indicator) else ""
        return NumberKind(unit or body.kind.unit, body.kind.whole)
    return body.kind


def _check_dates(draft: Draft, definition: Definition) -> None:
    declared: Declared = definition.declared
    if declared.about.begin or declared.about.end:
        draft.report(codes.ELEMENT_WITH_DATES, declared.about.span, name=declared.about.name)
    applies = getattr(declared.written, "applies", None)
    if applies is not None and applies.cohort is not None:
        draft.report(cohort_codes.ELEMENT_OF_COHORT, applies.cohort.span, name=declared.about.name)


def _report_ring(draft: Draft, name: str) -> None:
    ring = [*draft.opened[draft.opened.index(name) :], name]
    related = tuple(place for each in ring[1:-1] for place in draft.declared_in("value", each))
    draft.report(codes.CYCLE, draft.place("value", name), related=related, path=" → ".join(ring))
