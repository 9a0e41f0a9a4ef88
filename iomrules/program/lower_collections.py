"""Collections and what is computed from many: counts, sums, shares, the best of each group, steps over lists."""

from collections.abc import Callable

from iomrules.codes import program as codes
from iomrules.facts.record import ByKeyKind, DateKind, Kind, ListKind, NumberKind, RecordKind, TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.kind_words import in_quotes, is_collection, joint_unit, kind_words, said_here
from iomrules.program.lower_numbers import mixes_marks, product_kind, report_units
from iomrules.program.place import Hand, Place
from iomrules.program.resolve_names import look_up, names_here
from iomrules.source import Span


@frozen
class Gathered:
    """The elements meant, and the place inside them."""

    elements: core.Elements
    inside: Place


def gather(place: Place, written: tree.Collection) -> Gathered | None:
    """The elements of a collection; None where it is none, or its condition is at fault."""
    source = find_source(place, written.name)
    if source is None:
        return None
    hand, bound = _hand(place, source)
    inside = place.inside(hand)
    window = _window(inside, written.window) if written.window else None
    where = inside.truth(written.where) if written.where is not None else None
    if (written.window and window is None) or (written.where is not None and where is None):
        return None
    kind = ListKind(hand.kind, bound)
    return Gathered(core.Elements(source, where, window, bound, kind=kind, span=written.span), inside)


def find_source(place: Place, name: tree.Name) -> core.Node | None:
    """The list, by-key fact or catalogue that a name means; anything else is reported."""
    found = look_up(place, name, many=True)
    if found is not None and found.node is None:
        return None
    if found is None or found.node is None or not is_collection(found.node.kind):
        lists = look_up(place, name, is_collection)
        if lists is not None:
            return lists.node
        if found is None or found.node is None:
            if not is_record_for_list(place.draft, place.person, name):
                place.draft.unknown_name(name, names_here(place))
        else:
            ru, en = kind_words(found.node.kind)
            related = place.origin(found.node)
            place.draft.report(codes.NOT_A_COLLECTION, name.span, related=related, name=name.text, kind=ru, kind_en=en)
        return None
    return found.node


def is_record_for_list(draft: Draft, person: str, word: tree.Name) -> bool:
    """Whether a word that names no list is what records are called; then it is reported with the person's lists."""
    shapes = draft.schema.shapes
    shape = next(iter(draft.vocabulary.find(word.text, tuple(shapes))), "")
    if not shape or shape == person or draft.is_unread(word):
        return False
    about = shapes.get(person)
    facts = about.facts if about else ()
    lists = [each.name for each in facts if isinstance(each.kind, ListKind) and each.kind.element == RecordKind(shape)]
    ru, en = in_quotes(lists)
    advice = f"список таких записей — {ru}" if lists else "опишите у человека список таких записей и назовите его"
    advice_en = f"the list of such records is {en}" if lists else "declare a list of such records and name that"
    draft.report(codes.RECORD_FOR_LIST, word.span, name=word.text, advice=advice, advice_en=advice_en)
    return True


def _hand(place: Place, source: core.Node) -> tuple[Hand, int]:
    """What is in hand inside a collection, and the most elements it can have."""
    name = getattr(source, "name", "")
    match source.kind:
        case ByKeyKind(enumeration, element):
            size = len(place.draft.schema.enumerations[enumeration].members)
            return Hand(element, name, keyed_by=enumeration), size
        case ListKind(element, bound):
            return Hand(element, name, name if isinstance(source, core.CatalogueOf) else ""), bound
    raise AssertionError(source.kind)


def _window(inside: Place, written: tree.Window) -> core.Window | None:
    shape = inside.shape_in_hand()
    dates = [fact.name for fact in shape.facts if isinstance(fact.kind, DateKind)] if shape else []
    draft, span = inside.draft, written.span
    if written.by is not None:
        by = draft.find(written.by, f"fact of {shape.name}" if shape else "", dates)
        if by is None:
            draft.unknown_name(written.by, dates)
    elif len(dates) == 1:
        by = dates[0]
    elif dates:
        ru, en = in_quotes(dates)
        draft.report(codes.SEVERAL_DATES, span, dates=ru, dates_en=en)
        by = None
    else:
        draft.report(codes.NO_DATE, span, collection=inside.hands[0].name)
        by = None
    return None if by is None else core.Window(written.period, written.count, by)


# --- one number from many ----------------------------------------------------------------------------------


def lower_count(place: Place, written: tree.Count) -> core.Node | None:
    gathered = gather(place, written.collection)
    if gathered is None:
        return None
    return core.CountOf(gathered.elements, kind=NumberKind(whole=True), span=written.span)


def lower_share(place: Place, written: tree.Share) -> core.Node | None:
    gathered = gather(place, written.collection)
    return None if gathered is None else core.ShareOf(gathered.elements, span=written.span)


def lower_aggregate(place: Place, written: tree.Aggregate) -> core.Node | None:
    gathered = gather(place, written.collection)
    if gathered is None:
        return None
    value = _each(gathered.inside, written.value, written.collection.name)
    if value is None:
        return None
    kind = _reduced(written.kind, value.kind)
    return core.Reduce(written.kind, value, gathered.elements, written.best, kind=kind, span=written.span)


def _each(inside: Place, value: tree.Expression | None, name: tree.Name) -> core.Node | None:
    """The number computed for each element, or the element itself where it is a number."""
    if value is not None:
        return inside.number(value)
    kind = inside.hands[0].kind
    if isinstance(kind, NumberKind):
        return core.Element(kind=kind, span=name.span)
    ru, en = kind_words(kind)
    inside.draft.report(codes.NOTHING_TO_ADD, name.span, name=name.text, kind=ru, kind_en=en)
    return None


def _reduced(sort: str, kind: Kind) -> NumberKind:
    """The kind of a sum, mean, … of numbers of a kind: its unit, without the bounds of one."""
    if not isinstance(kind, NumberKind) or sort == "count":
        return NumberKind(whole=sort == "count")
    return NumberKind(kind.unit, kind.whole and sort != "mean")


def lower_group(place: Place, written: tree.Group) -> core.Node | None:
    gathered = gather(place, written.collection)
    if gathered is None:
        return None
    inside = gathered.inside
    keys = tuple(inside.lower(key) for key in written.keys)
    value = None if written.kind == "count" else _each(inside, written.value, written.collection.name)
    if (written.kind != "count" and value is None) or None in keys:
        return None
    sound = tuple(key for key in keys if key is not None)
    kind = ListKind(_reduced(written.kind, value.kind if value is not None else NumberKind()), gathered.elements.bound)
    return core.GroupReduce(sound, written.kind, value, gathered.elements, kind=kind, span=written.span)


# --- conditions on many ------------------------------------------------------------------------------------


def lower_at_count(place: Place, written: tree.AtCount) -> core.Node | None:
    gathered = gather(place, written.collection)
    if gathered is None:
        return None
    return core.Counted(written.operator, written.count, gathered.elements, span=written.span)


def lower_exists(place: Place, written: tree.Exists | tree.NoneOf) -> core.Node | None:
    """`есть` and `нет`: of a collection, a yes/no fact, or what may be absent."""
    collection, none = written.collection, isinstance(written, tree.NoneOf)
    plain = None
    if collection.where is None and collection.window is None:
        plain = look_up(place, collection.name, many=True)
    if plain is None or plain.node is None or is_collection(plain.node.kind):
        gathered = gather(place, collection)
        sort, operator, count = ("none", "=", 0) if none else ("exists", ">=", 1)
        if gathered is None:
            return None
        return core.Counted(operator, count, gathered.elements, sort, span=written.span)
    present = _present(place, plain.node, written.span)
    return core.Not(present, span=written.span) if present is not None and none else present


def _present(place: Place, node: core.Node, span: Span) -> core.Node | None:
    fact = place.fact_of(node)
    if (fact is not None and fact.optional) or isinstance(node, core.IndicatorOf | core.Named | core.Element):
        return core.IsPresent(node, span=span)
    if isinstance(node.kind, TruthKind):
        return node
    ru, en = kind_words(node.kind)
    place.draft.report(codes.NOTHING_TO_EXIST, span, related=place.origin(node), kind=ru, kind_en=en)
    return None


def lower_every_one(place: Place, written: tree.EveryOne) -> core.Node | None:
    gathered = gather(place, written.collection)
    if gathered is None:
        return None
    holds = gathered.inside.truth(written.holds)
    return None if holds is None else core.Every(gathered.elements, holds, span=written.span)


Check = Callable[[Place, str, core.Node, core.Node, Span], core.Node | None]


def lower_every_value(place: Place, written: tree.EveryValue, compare: Check) -> core.Node | None:
    """`все отметки не меньше 4`. compare: makes a checked comparison."""
    gathered = gather(place, tree.Collection(written.name, span=written.name.span))
    if gathered is None:
        return None
    kind = gathered.inside.hands[0].kind
    right = gathered.inside.lower(written.right, kind)
    if right is None:
        return None
    element = core.Element(kind=kind, span=written.name.span)
    holds = compare(gathered.inside, written.operator, element, right, written.span)
    return None if holds is None else core.Every(gathered.elements, holds, span=written.span)


# --- steps -------------------------------------------------------------------------------------------------


def take_steps(place: Place, node: core.Node, steps: tuple[tree.Step, ...]) -> core.Node | None:
    """What is done to a value, one step after another."""
    done: core.Node | None = node
    for step in steps:
        if done is None:
            return None
        done = _step(place, done, step)
    return done


def _step(place: Place, node: core.Node, step: tree.Step) -> core.Node | None:
    match step.kind:
        case "sum" | "mean" | "max" | "min":
            return _reduce(place, node, step)
        case "each_at_most":
            return _cap_each(place, node, step)
    if not isinstance(node.kind, NumberKind):
        ru, en = kind_words(node.kind)
        place.draft.report(codes.STEP_NEEDS_NUMBER, step.span, kind=ru, kind_en=en)
        return None
    match step.kind:
        case "round":
            return _round(place, node, step)
        case "times":
            return _times(place, node, step)
    return _cap(place, node, node.kind, step)


def _reduce(place: Place, node: core.Node, step: tree.Step) -> core.Node | None:
    element = _numbers(place, node, step)
    if element is None:
        return None
    kind = _reduced(step.kind, element)
    if not isinstance(node.kind, ByKeyKind):
        return core.ReduceList(step.kind, node, step.count, kind=kind, span=step.span)
    hand, bound = _hand(place, node)
    elements = core.Elements(node, bound=bound, kind=ListKind(hand.kind, bound), span=node.span)
    return core.Reduce(
        step.kind, core.Element(kind=hand.kind, span=node.span), elements, step.count, kind=kind, span=step.span
    )


def _numbers(place: Place, node: core.Node, step: tree.Step) -> NumberKind | None:
    """The kind of a list's numbers; anything but a list of numbers is reported."""
    if isinstance(node.kind, ListKind | ByKeyKind) and isinstance(node.kind.element, NumberKind):
        return node.kind.element
    ru, en = kind_words(node.kind)
    place.draft.report(codes.STEP_NEEDS_LIST, step.span, kind=ru, kind_en=en)
    return None


def _cap_each(place: Place, node: core.Node, step: tree.Step) -> core.Node | None:
    element = _numbers(place, node, step)
    limit = place.number(step.amount) if step.amount is not None else None
    if element is None or limit is None:
        return None
    capped = _same_units(place, node, element, limit, step.span)
    return core.AtMost(node, limit, kind=node.kind, span=step.span) if capped else None


def _cap(place: Place, node: core.Node, kind: NumberKind, step: tree.Step) -> core.Node | None:
    limit = place.number(step.amount) if step.amount is not None else None
    if limit is None or not _same_units(place, node, kind, limit, step.span):
        return None
    plain = evolve(kind, low=None, high=None)
    if step.kind == "at_least":
        return core.AtLeast(node, limit, kind=plain, span=step.span)
    return core.AtMost(node, limit, kind=plain, span=step.span)


def _times(place: Place, node: core.Node, step: tree.Step) -> core.Node | None:
    factor = place.number(step.amount) if step.amount is not None else None
    if factor is None:
        return None
    return core.Multiply((node, factor), kind=product_kind(node.kind, factor.kind), span=step.span)


def _same_units(place: Place, node: core.Node, kind: NumberKind, limit: core.Node, span: Span) -> bool:
    """Whether a limit agrees with the numbers it is set to. kind: of these numbers."""
    other = limit.kind
    if isinstance(other, NumberKind) and joint_unit(kind, other) is None:
        numbers = node if isinstance(node.kind, NumberKind) else evolve(node, kind=kind)
        related = (*place.origin(numbers), *place.origin(limit))
        place.draft.report(codes.UNITS_DIFFER, span, related=related, first=kind.unit, second=other.unit)
        return False
    if mixes_marks(node, limit):
        report_units(place, node, limit, span)
        return False
    return True


def _round(place: Place, node: core.Node, step: tree.Step) -> core.Node | None:
    amount = step.amount
    if not isinstance(amount, tree.NumberLiteral) or amount.number <= 0:
        place.draft.report(codes.ROUND_TO_NOTHING, step.span)
        return None
    kind = node.kind if isinstance(node.kind, NumberKind) else NumberKind()
    if joint_unit(kind, NumberKind(amount.unit)) is None:
        related = (*place.origin(node), said_here(amount.span, NumberKind(amount.unit)))
        place.draft.report(codes.UNITS_DIFFER, amount.span, related=related, first=kind.unit, second=amount.unit)
        return None
    rounded = NumberKind(kind.unit, whole=amount.number == int(amount.number))
    return core.Round(node, amount.number, step.mode, kind=rounded, span=step.span)
