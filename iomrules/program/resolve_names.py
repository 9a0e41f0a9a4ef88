"""What a name in a rule means: an element's field, a person's fact, a declared value, a member of an enumeration.

Looked for from the innermost outwards. A name spelled exactly as declared wins over a form of another one anywhere.
Where a member of an enumeration or a key of a catalogue is expected, those come first.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from iomrules.codes import program as codes
from iomrules.facts.record import DateKind, EnumKind, Fact, KeyKind, Kind, ListKind, NumberKind, RecordKind
from iomrules.frozen import field, frozen
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.forms import fold
from iomrules.program.kind_words import in_quotes, is_collection, joined, kind_words
from iomrules.program.lower_elements import put_in
from iomrules.program.members import enumerations_of, find_key, find_member, need_key, need_member
from iomrules.program.place import Place
from iomrules.program.read_cohorts import check_entry_day
from iomrules.source import Span

HOURS_LEFT = "остаток_часов"
DECISION_DAY = "день_решения"
KEY = "код"
#: spaces of names remembered: every record's facts, and the values of a ruleset or two
_REMEMBERED = 512


@frozen
class Found:
    """What a name means. node is None where its declaration is at fault, which was reported there."""

    node: core.Node | None


@frozen
class _Layer:
    """Names of one space, and what each becomes. space: as in Draft.places."""

    space: str
    names: tuple[str, ...]
    node: Callable[[str, Span], core.Node | None]
    #: of those names whose kind is known without asking for the node
    facts: Mapping[str, Fact] = field(factory=dict)


def resolve(place: Place, word: tree.Name, expected: Kind | None = None) -> core.Node | None:
    """The node for a name; None where it means nothing, which is reported with what is spelled alike."""
    found = _expected(place, word, expected) or look_up(place, word)
    if found is not None:
        return found.node
    draft = place.draft
    if isinstance(expected, EnumKind):
        need_member(draft, word, expected.enumeration)
        return None
    if isinstance(expected, KeyKind):
        return core.Constant(need_key(draft, word, expected.catalogue), kind=expected, span=word.span)
    listed = enumerations_of(draft, word)
    if len(listed) == 1:
        member = find_member(draft, word, listed[0])
        return None if member is None else core.Constant(member, kind=EnumKind(listed[0]), span=word.span)
    if listed:
        ru, en = in_quotes(listed)
        draft.report(codes.MEMBER_OF_SEVERAL, word.span, name=word.text, enumerations=ru, enumerations_en=en)
        return None
    if draft.vocabulary.find(word.text, (HOURS_LEFT,)):
        draft.report(codes.HOURS_OUTSIDE_ROUTE, word.span)
        return None
    draft.unknown_name(word, names_here(place))
    return None


def _expected(place: Place, word: tree.Name | tree.TextLiteral, expected: Kind | None) -> Found | None:
    match expected:
        case EnumKind(enumeration):
            member = find_member(place.draft, word, enumeration)
            return None if member is None else Found(core.Constant(member, kind=expected, span=word.span))
        case KeyKind(catalogue):
            key = find_key(place.draft, word, catalogue)
            return None if key is None else Found(core.Constant(key, kind=expected, span=word.span))
    return None


def look_up(
    place: Place, word: tree.Name, fits: Callable[[Kind], bool] | None = None, *, many: bool = False
) -> Found | None:
    """What a name means as a value, or None.

    fits: only values of such a kind are looked among. many: a collection is meant where a form fits both one value and
    a collection, as `предметов` does beside `предмет` and `предметы`; else the one value is.
    """
    layers: list[_Layer] = []
    spelled = fold(word.text)
    for layer in _layers(place, fits, word):
        layers.append(layer)
        exact = _by_spelling(layer.names).get(spelled)
        if exact is not None:
            return Found(layer.node(exact, word.span))
    for layer in layers:
        name = place.draft.find(word, layer.space, _likelier(place, word, layer, many))
        if name is not None:
            return Found(layer.node(name, word.span))
    return None


@lru_cache(_REMEMBERED)
def _by_spelling(names: tuple[str, ...]) -> Mapping[str, str]:
    """Folded name -> the first of the names that is spelled so."""
    return {fold(name): name for name in reversed(names)}


def _likelier(place: Place, word: tree.Name, layer: _Layer, many: bool) -> tuple[str, ...]:
    """The names of a layer, without those that a form of several could mean only by the way."""
    fitting = place.draft.vocabulary.find(word.text, layer.names)
    if len(fitting) <= 1:
        return layer.names
    facts = layer.facts
    return tuple(name for name in fitting if name in facts and is_collection(facts[name].kind) == many) or layer.names


def names_here(place: Place) -> tuple[str, ...]:
    """Every name that has a meaning at a place."""
    return tuple(name for layer in _layers(place) for name in layer.names)


# --- layers, the innermost first ---------------------------------------------------------------------------


def _layers(
    place: Place, fits: Callable[[Kind], bool] | None = None, word: tree.Name | None = None
) -> Iterator[_Layer]:
    """All spaces. word: what is looked for, where only values of a kind are."""
    for depth in range(len(place.hands)):
        yield from _hand_layers(place, depth, fits)
    yield _facts_layer(place, fits)
    if fits is None or fits(NumberKind()):
        criteria = place.criteria
        yield _Layer("criterion", criteria, lambda name, span: core.CriterionOf(place.rating, name, span=span))
        if place.in_route:
            hours = NumberKind("ч/нед")
            yield _Layer("built in", (HOURS_LEFT,), lambda name, span: core.RemainingHours(kind=hours, span=span))
    yield _Layer("value", _values(place, fits, word), lambda name, span: declared_value(place, name, span))
    if fits is None or fits(DateKind()):
        # the last: a ruleset may call something of its own so
        yield _Layer("built in", (DECISION_DAY,), lambda name, span: core.DecisionDay(span=span))


def _hand_layers(place: Place, depth: int, fits: Callable[[Kind], bool] | None) -> Iterator[_Layer]:
    hand, shape = place.hands[depth], place.shape_in_hand(depth)
    if shape is not None:
        facts = {fact.name: fact for fact in shape.facts if fits is None or fits(fact.kind)}

        def read(name: str, span: Span) -> core.Node | None:
            if (fact := facts.get(name)) is None:
                return None
            _check_health(place, fact, span)
            return core.FieldOf(name, depth, kind=fact.kind, span=span)

        yield _Layer(f"fact of {shape.name}", (*facts, *_broken(place, shape.name)), read, facts)
    elif fits is None or fits(hand.kind):
        yield _Layer("element", (hand.name,), lambda name, span: core.Element(depth, kind=hand.kind, span=span))
    if hand.keyed_by and (fits is None or fits(EnumKind(hand.keyed_by))):
        kept: Kind = EnumKind(hand.keyed_by)
        yield _Layer("key", (hand.keyed_by,), lambda name, span: core.KeyInHand(depth, kind=kept, span=span))
    if fits is None and hand.catalogue:
        entry: Kind = KeyKind(hand.catalogue)
        yield _Layer("built in", (KEY,), lambda name, span: core.KeyOf(depth, kind=entry, span=span))


def _facts_layer(place: Place, fits: Callable[[Kind], bool] | None) -> _Layer:
    shape = place.draft.schema.shapes.get(place.person)
    facts = {fact.name: fact for fact in (shape.facts if shape else ()) if fits is None or fits(fact.kind)}

    def fact_node(name: str, span: Span) -> core.Node | None:
        if (fact := facts.get(name)) is None:
            return None
        _check_health(place, fact, span)
        return core.FactOf(name, kind=fact.kind, span=span)

    return _Layer(f"fact of {place.person}", (*facts, *_broken(place, place.person)), fact_node, facts)


def _broken(place: Place, shape: str) -> tuple[str, ...]:
    """Facts whose own declaration is at fault: to name one is no further mistake."""
    return tuple(name for record, name in place.draft.broken_facts if record == shape)


def _check_health(place: Place, fact: Fact, span: Span) -> None:
    if fact.health and not place.based:
        place.draft.report(codes.HEALTH_WITHOUT_BASIS, span, fact=fact.name)


def _values(place: Place, fits: Callable[[Kind], bool] | None, word: tree.Name | None) -> tuple[str, ...]:
    draft = place.draft
    if fits is None or word is None:
        return tuple(draft.declared)
    # Asking the kind of an indicator lowers it: only those the word may mean are asked, or an innocent one
    # would be lowered in the middle of what it depends on.
    meant = draft.vocabulary.find(word.text, draft.declared)
    return tuple(name for name in meant if (kind := _kind_of_value(place, name)) is not None and fits(kind))


def _kind_of_value(place: Place, name: str) -> Kind | None:
    draft = place.draft
    if name in draft.schema.catalogues:
        return _entries(place, name)
    if name in draft.tables:
        return draft.tables[name].kind
    asked = draft.declared[name].sort == "indicator" or name in draft.definitions
    return draft.kind_of_indicator(name) if asked else None


def _entries(place: Place, catalogue: str) -> ListKind:
    listed = place.draft.schema.catalogues[catalogue]
    return ListKind(RecordKind(listed.shape), listed.bound)


# --- declared values ---------------------------------------------------------------------------------------


def declared_value(place: Place, name: str, span: Span) -> core.Node | None:
    """The node for a declaration named without arguments."""
    draft = place.draft
    sort = draft.declared[name].sort
    name = draft.stands_in.get(name, name)
    if name in draft.definitions:
        return put_in(place, name, span)
    about = draft.persons.get(name, place.person)
    if about != place.person:
        draft.report(codes.OTHER_PERSON, span, person=about, here=place.person)
        return None
    match sort:
        case "parameter":
            parameter = draft.parameters.get(name)
            if parameter is None:
                return None
            if any(each.cohort for each in parameter.values):
                check_entry_day(place, span)
            return core.ParameterOf(name, kind=parameter.kind, span=span)
        case "indicator":
            kind = draft.kind_of_indicator(name)
            return core.IndicatorOf(name, kind=kind, span=span) if kind is not None else None
        case "table":
            table = draft.tables.get(name)
            return _table_here(place, table, span) if table is not None else None
        case "rating":
            return core.TotalOf(name, span=span)
        case "rule" | "route":
            return core.VerdictOf(name, span=span)
        case "selection":
            draft.report(codes.SELECTION_IN_RULE, span, related=draft.declared_in("value", name), name=name)
            return None
        case "catalogue":
            known = name in draft.schema.catalogues
            return core.CatalogueOf(name, kind=_entries(place, name), span=span) if known else None
        case _:
            return with_arguments(place, name, (), span)


def _table_here(place: Place, table: core.Table, span: Span) -> core.Node | None:
    """A table without arguments: each key is what bears its name here, or the one value of its enumeration."""
    keys: list[core.Node] = []
    for key in table.keys:
        found = look_up(place, tree.Name(key.name, span=span)) or _by_kind(place, key.kind, span)
        if found is None and place.draft.is_unread(tree.Name(key.name)):
            return None
        if found is None:
            place.draft.report(codes.TABLE_KEY_NOT_HERE, span, table=table.about.name, key=key.name)
            return None
        if found.node is None or not _key_fits(place, found.node, key, span):
            return None
        keys.append(found.node)
    return core.FromTable(table.about.name, tuple(keys), kind=table.kind, span=span)


def _key_fits(place: Place, node: core.Node, key: core.TableKey, span: Span) -> bool:
    if joined(node.kind, key.kind) is not None:
        return True
    (given, given_en), (asked, asked_en) = kind_words(node.kind), kind_words(key.kind)
    words = {"key": key.name, "given": given, "given_en": given_en, "asked": asked, "asked_en": asked_en}
    place.draft.report(codes.KEY_OF_OTHER_KIND, span, related=place.origin(node), **words)
    return False


def _by_kind(place: Place, kind: Kind, span: Span) -> Found | None:
    """The only field of the innermost record that is of an enumeration."""
    held = (place.shape_in_hand(depth) for depth, hand in enumerate(place.hands) if hand.name)
    shape = next(held, None) if place.hands else place.draft.schema.shapes.get(place.person)
    facts = [fact for fact in shape.facts if fact.kind == kind] if shape and isinstance(kind, EnumKind) else []
    return look_up(place, tree.Name(facts[0].name, span=span)) if len(facts) == 1 else None


def with_arguments(place: Place, name: str, arguments: tuple[tree.Expression, ...], span: Span) -> core.Node | None:
    """A table or a function with its keys said."""
    draft = place.draft
    function, table = draft.functions.get(name), draft.tables.get(name)
    if function is not None:
        keys = tuple(core.TableKey(str(number), kind) for number, kind in enumerate(function.parameters, start=1))
        nodes = _arguments(place, name, keys, arguments, span)
        return None if nodes is None else core.FromFunction(name, nodes, kind=function.result, span=span)
    if table is not None:
        nodes = _arguments(place, name, table.keys, arguments, span)
        return None if nodes is None else core.FromTable(name, nodes, kind=table.kind, span=span)
    return None


def _arguments(
    place: Place, name: str, keys: tuple[core.TableKey, ...], written: tuple[tree.Expression, ...], span: Span
) -> tuple[core.Node, ...] | None:
    if len(written) != len(keys):
        listed = "; ".join(key.name for key in keys)
        related = place.draft.declared_in("value", name)
        words = {"name": name, "expected": len(keys), "count": len(written), "keys": listed}
        place.draft.report(codes.WRONG_NUMBER_OF_KEYS, span, related=related, **words)
        return None
    nodes = tuple(place.lower(each, key.kind) for each, key in zip(written, keys, strict=True))
    fitting = tuple(
        node
        for node, key, each in zip(nodes, keys, written, strict=True)
        if node is not None and _key_fits(place, node, key, each.span)
    )
    return fitting if len(fitting) == len(keys) else None
