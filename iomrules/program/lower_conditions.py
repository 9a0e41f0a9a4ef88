"""Conditions: comparisons between values of one kind, membership, what is known."""

from fractions import Fraction

from iomrules.codes import program as codes
from iomrules.facts.record import ByKeyKind, EnumKind, KeyKind, Kind, ListKind, NumberKind, RecordKind, TextKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.kind_words import joined, kind_words, spoken
from iomrules.program.lower_numbers import common_kind
from iomrules.program.members import find_key, find_member, need_key, need_member
from iomrules.program.place import Place
from iomrules.program.read_cells import is_ordered
from iomrules.program.resolve_names import look_up, names_here, with_arguments
from iomrules.source import Span


def lower_comparison(place: Place, written: tree.Comparison) -> core.Node | None:
    left, right = _sides(place, written.left, written.right)
    if left is None or right is None:
        return None
    return compare(place, written.operator, left, right, written.span)


def _sides(place: Place, left: tree.Expression, right: tree.Expression) -> tuple[core.Node | None, core.Node | None]:
    """Both sides, each read with the kind of the other in mind: a bare word may be a member of its enumeration."""
    if _means_nothing_alone(place, left) and not _means_nothing_alone(place, right):
        second = place.lower(right)
        return place.lower(left, second.kind) if second is not None else None, second
    first = place.lower(left)
    return first, place.lower(right, first.kind) if first is not None else _alone(place, right)


def _means_nothing_alone(place: Place, side: tree.Expression) -> bool:
    return isinstance(side, tree.TextLiteral) or (isinstance(side, tree.Name) and look_up(place, side) is None)


def _alone(place: Place, right: tree.Expression) -> core.Node | None:
    """The right side of a comparison whose left side is at fault: a bare word may be a member, so it is left alone."""
    return None if _means_nothing_alone(place, right) else place.lower(right)


def compare(place: Place, operator: str, left: core.Node, right: core.Node, span: Span) -> core.Node | None:
    """A comparison of two values that may be compared so; any other is reported."""
    left, right = _percent(left, right), _percent(right, left)
    kind = common_kind(place, left, right, span)
    if kind is None or not _may_compare(place, operator, kind, left, span):
        return None
    return core.Compare(operator, left, right, span=span)


def _percent(node: core.Node, other: core.Node) -> core.Node:
    """`доля … не меньше 50 %`: a share runs from 0 to 1, so the percent beside it is made one."""
    match node:
        case core.Constant(value=int() | Fraction() as number, kind=NumberKind(unit="%")) if isinstance(
            other, core.ShareOf
        ):
            return core.Constant(Fraction(number) / 100, kind=NumberKind(), span=node.span)
    return node


def _may_compare(place: Place, operator: str, kind: Kind, left: core.Node, span: Span) -> bool:
    draft = place.draft
    if isinstance(kind, ListKind | ByKeyKind | RecordKind):
        ru, en = kind_words(kind)
        draft.report(codes.NOT_COMPARABLE, span, related=place.origin(left), kind=ru, kind_en=en)
        return False
    if operator in {"=", "<>"} or is_ordered(draft, kind):
        return True
    if isinstance(kind, EnumKind):
        related = draft.declared_in("kind", kind.enumeration)
        draft.report(codes.NO_ORDER, span, related=related, enumeration=spoken(kind.enumeration))
        return False
    ru, en = kind_words(kind)
    draft.report(codes.ONLY_EQUALITY, span, related=place.origin(left), kind=ru, kind_en=en)
    return False


def lower_between(place: Place, written: tree.Between) -> core.Node | None:
    operand = place.lower(written.operand)
    if operand is None:
        return None
    low, high = place.lower(written.low, operand.kind), place.lower(written.high, operand.kind)
    if low is None or high is None:
        return None
    above = compare(place, ">=", operand, low, written.span)
    below = compare(place, "<=", operand, high, written.span) if above is not None else None
    return core.Both((above, below), span=written.span) if above is not None and below is not None else None


def lower_within(place: Place, written: tree.Within) -> core.Node | None:
    operand = place.lower(written.operand, _element_sought(place, written))
    if operand is None:
        return None
    if len(written.members) == 1 and (source := _list_named(place, written.members[0], operand.kind)) is not None:
        return _in_list(place, operand, source, written.span)
    members = tuple(place.lower(member, operand.kind) for member in written.members)
    sound = tuple(
        member
        for member in members
        if member is not None and common_kind(place, operand, member, member.span) is not None
    )
    return core.OneOf(operand, sound, span=written.span) if len(sound) == len(members) else None


def _element_sought(place: Place, written: tree.Within) -> Kind | None:
    """What a bare word before `среди` is to be, where a lone name after it means a list of keys or members."""
    if len(written.members) != 1 or not isinstance(written.members[0], tree.Name):
        return None
    found = look_up(place, written.members[0], lambda each: isinstance(each, ListKind))
    listed = found.node.kind if found is not None and found.node is not None else None
    return listed.element if isinstance(listed, ListKind) and isinstance(listed.element, EnumKind | KeyKind) else None


def _list_named(place: Place, written: tree.Expression, kind: Kind) -> core.Node | None:
    """A list that a lone name means, where it is no member of what is looked for."""
    if not isinstance(written, tree.Name):
        return None
    if isinstance(kind, EnumKind) and find_member(place.draft, written, kind.enumeration) is not None:
        return None
    if isinstance(kind, KeyKind) and find_key(place.draft, written, kind.catalogue) is not None:
        return None
    found = look_up(place, written, lambda each: isinstance(each, ListKind))
    return found.node if found is not None else None


def _in_list(place: Place, operand: core.Node, source: core.Node, span: Span) -> core.Node | None:
    element = source.kind.element if isinstance(source.kind, ListKind) else None
    if element is not None and joined(element, operand.kind) is not None:
        return core.InList(operand, source, span=span)
    (one, one_en), (other, other_en) = kind_words(operand.kind), kind_words(source.kind)
    words = {"first": one, "first_en": one_en, "second": other, "second_en": other_en}
    place.draft.report(codes.KINDS_DIFFER, span, related=place.origin(source), **words)
    return None


def lower_known(place: Place, written: tree.Known) -> core.Node | None:
    operand = place.lower(written.operand)
    return None if operand is None else core.IsKnown(operand, span=written.span)


def lower_lookup(place: Place, written: tree.Lookup) -> core.Node | None:
    """`отметка по химии`: a by-key fact under a key, or a table of one key."""
    found = look_up(place, written.name, lambda kind: isinstance(kind, ByKeyKind))
    if found is None:
        return _lookup_in_table(place, written)
    source = found.node
    if source is None or not isinstance(source.kind, ByKeyKind):
        return None
    asked = EnumKind(source.kind.enumeration)
    key = place.lower(written.key, asked)
    if key is None:
        return None
    if key.kind != asked:
        _report_key(place, source, key, asked, written.span)
        return None
    return core.Under(source, key, kind=source.kind.element, span=written.span)


def _report_key(place: Place, source: core.Node, key: core.Node, asked: Kind, span: Span) -> None:
    (given, given_en), (wanted, wanted_en) = kind_words(key.kind), kind_words(asked)
    name = getattr(source, "name", "")
    words = {"key": name, "given": given, "given_en": given_en, "asked": wanted, "asked_en": wanted_en}
    place.draft.report(codes.KEY_OF_OTHER_KIND, span, related=place.origin(source), **words)


def _lookup_in_table(place: Place, written: tree.Lookup) -> core.Node | None:
    draft = place.draft
    table = draft.find(written.name, "value", [name for name, each in draft.declared.items() if each.sort == "table"])
    if table is not None:
        table = draft.stands_in.get(table, table)
        return with_arguments(place, table, (written.key,), written.span)
    found = look_up(place, written.name)
    if found is None:
        draft.unknown_name(written.name, names_here(place))
    elif found.node is not None:
        ru, en = kind_words(found.node.kind)
        related = place.origin(found.node)
        draft.report(codes.NOT_BY_KEY, written.span, related=related, name=written.name.text, kind=ru, kind_en=en)
    return None


def lower_text(place: Place, written: tree.TextLiteral, expected: Kind | None) -> core.Node | None:
    """Text in quotes; where a member of an enumeration or a key is expected, that by its title or synonym."""
    match expected:
        case EnumKind(enumeration):
            member = need_member(place.draft, written, enumeration)
            return None if member is None else core.Constant(member, kind=expected, span=written.span)
        case KeyKind(catalogue):
            return core.Constant(need_key(place.draft, written, catalogue), kind=expected, span=written.span)
    return core.Constant(written.text, kind=TextKind(), span=written.span)
