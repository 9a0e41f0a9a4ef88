"""Arithmetic: sums and products with their units, choices between values, substitutes for the unknown."""

from fractions import Fraction

from iomrules.codes import program as codes
from iomrules.facts.record import Kind, NumberKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.kind_words import BARE, joined, joint_unit, kind_words, plain
from iomrules.program.place import Place
from iomrules.program.value_slips import is_hyphenated
from iomrules.source import Span


def lower_number(written: tree.NumberLiteral) -> core.Node:
    whole = written.number == int(written.number)
    kind = NumberKind(written.unit, whole)
    return core.Constant(int(written.number) if whole else written.number, kind=kind, span=written.span)


def lower_negative(place: Place, written: tree.Negative) -> core.Node | None:
    operand = place.number(written.operand)
    match operand:
        case None:
            return None
        case core.Constant(value=int() | Fraction() as number):
            return core.Constant(-number, kind=operand.kind, span=written.span)
    return core.Negate(operand, kind=plain(operand.kind), span=written.span)


def lower_sum(place: Place, written: tree.Sum) -> core.Node | None:
    if is_hyphenated(place, written):
        return None
    nodes = [place.number(term) for _, term in written.terms]
    signed: list[core.Node] = []
    kind: NumberKind | None = None
    measured: core.Node | None = None
    for (sign, term), node in zip(written.terms, nodes, strict=True):
        if node is None or not isinstance(node.kind, NumberKind):
            return None
        unit = node.kind.unit if kind is None else joint_unit(kind, node.kind)
        if unit is None or (measured is not None and mixes_marks(measured, node)):
            report_units(place, measured or node, node, term.span)
            return None
        measured = measured or (node if node.kind.unit else None)
        kind = NumberKind(unit, node.kind.whole and (kind is None or kind.whole))
        minus = core.Negate(node, kind=plain(node.kind), span=node.span)
        signed.append(minus if sign == "-" else node)
    return core.Add(tuple(signed), kind=kind or NumberKind(), span=written.span)


def report_units(place: Place, first: core.Node, second: core.Node, span: Span) -> None:
    """Two values whose units do not agree, with where each comes from."""
    units = [node.kind.unit if isinstance(node.kind, NumberKind) else "" for node in (first, second)]
    related = (*place.origin(first), *place.origin(second))
    place.draft.report(codes.UNITS_DIFFER, span, related=related, first=units[0], second=units[1])


def mixes_marks(first: core.Node, second: core.Node) -> bool:
    """Whether marks meet points that are not said as a bound: «4,5 балла» of a mean is a mark, a rating is none."""
    kinds = {node.kind.unit: node for node in (first, second) if isinstance(node.kind, NumberKind)}
    points = kinds.get("балл")
    return "отметка" in kinds and points is not None and not isinstance(points, core.Constant | core.ParameterOf)


def lower_product(place: Place, written: tree.Product) -> core.Node | None:
    nodes = [place.number(factor) for _, factor in written.factors]
    done: core.Node | None = None
    for (sign, _), node in zip(written.factors, nodes, strict=True):
        if node is None:
            return None
        if done is None:
            done = node
        elif sign == "/":
            done = core.Divide(done, node, kind=_ratio(done.kind, node.kind), span=written.span)
        elif isinstance(done, core.Multiply) and done.span == written.span:
            kind = product_kind(done.kind, node.kind)
            done = core.Multiply((*done.factors, node), kind=kind, span=written.span)
        else:
            done = core.Multiply((done, node), kind=product_kind(done.kind, node.kind), span=written.span)
    return done


def product_kind(first: Kind, second: Kind) -> NumberKind:
    """A product of two units has none we could name."""
    assert isinstance(first, NumberKind) and isinstance(second, NumberKind)
    units = [kind.unit for kind in (first, second) if kind.unit not in BARE]
    return NumberKind(units[0] if len(units) == 1 else "", first.whole and second.whole)


def _ratio(first: Kind, second: Kind) -> NumberKind:
    """Points by hours have no unit; points by a bare number stay points."""
    assert isinstance(first, NumberKind) and isinstance(second, NumberKind)
    return NumberKind(first.unit if first.unit not in BARE and second.unit in BARE else "")


def lower_if_unknown(place: Place, written: tree.IfUnknown) -> core.Node | None:
    operand = place.lower(written.operand)
    substitute = place.lower(written.substitute, operand.kind if operand is not None else None)
    if operand is None or substitute is None:
        return None
    kind = common_kind(place, operand, substitute, written.span)
    return None if kind is None else core.IfUnknown(operand, substitute, kind=kind, span=written.span)


def lower_choose(place: Place, written: tree.Choose, expected: Kind | None) -> core.Node | None:
    condition = place.truth(written.condition)
    then = place.lower(written.then, expected)
    otherwise = place.lower(written.otherwise, then.kind if then is not None else expected)
    if condition is None or then is None or otherwise is None:
        return None
    kind = common_kind(place, then, otherwise, written.span)
    return None if kind is None else core.IfElse(condition, then, otherwise, kind=kind, span=written.span)


def common_kind(place: Place, first: core.Node, second: core.Node, span: Span) -> Kind | None:
    """The kind both values are of; two that do not agree are reported with where each comes from."""
    kind = joined(plain(first.kind), plain(second.kind))
    if kind is not None and not mixes_marks(first, second):
        return kind
    if isinstance(first.kind, NumberKind) and isinstance(second.kind, NumberKind):
        report_units(place, first, second, span)
        return None
    related = (*place.origin(first), *place.origin(second))
    (one, one_en), (other, other_en) = kind_words(first.kind), kind_words(second.kind)
    words = {"first": one, "first_en": one_en, "second": other, "second_en": other_en}
    place.draft.report(codes.KINDS_DIFFER, span, related=related, **words)
    return None
