"""Selections as nodes of the core: a number of seats that is everybody's, a pass mark that is a person's."""

from fractions import Fraction

from iomrules.codes import program as codes
from iomrules.facts.record import NumberKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.kind_words import joint_unit, wanted_here
from iomrules.program.place import Place
from iomrules.program.walk import nodes_of

SEATS = ("число мест", "the number of seats")
_SHARE = ("доля участников", "the share of participants")


def lower_selection(
    place: Place, about: core.About, applies: core.Applies, rating: str, written: tree.Selection
) -> core.Selection | None:
    """None where something in it is at fault, which was reported."""
    draft = place.draft
    if draft.persons.get(rating, place.person) != place.person:
        related = draft.declared_in("value", rating)
        draft.report(codes.SELECTION_OF_OTHERS, written.name.span, related=related, name=about.name, rating=rating)
        return None
    asked = (written.seats, written.share, written.pass_mark)
    if not any(asked):
        draft.report(codes.SELECTION_OF_NOTHING, written.name.span, name=about.name)
        return None
    seats = number_of_all(place, written.seats, SEATS)
    share = number_of_all(place, written.share, _SHARE)
    mark = place.number(written.pass_mark) if written.pass_mark is not None else None
    if any(said is not None and node is None for said, node in zip(asked, (seats, share, mark), strict=True)):
        return None
    if not (counted_in(place, seats, "место") and counted_in(place, share, "%") and _as_total(place, rating, mark)):
        return None
    return core.Selection(about, applies, rating, seats, _fraction(share), mark, written.border or "council")


def counted_in(place: Place, node: core.Node | None, unit: str) -> bool:
    """Whether a number is bare or in the one unit it can be in; another is reported."""
    if node is None or not isinstance(node.kind, NumberKind) or node.kind.unit in ("", unit):
        return True
    related = (*place.origin(node), wanted_here(node.span, unit))
    place.draft.report(codes.UNITS_DIFFER, node.span, related=related, first=node.kind.unit, second=unit)
    return False


def _as_total(place: Place, rating: str, mark: core.Node | None) -> bool:
    """Whether a pass mark is in the unit of the rating's total."""
    known = place.draft.ratings.get(rating)
    if mark is None or known is None or not isinstance(mark.kind, NumberKind):
        return True
    units = {
        unit for each in known.criteria if isinstance(each.value.kind, NumberKind) and (unit := each.value.kind.unit)
    }
    if len(units) != 1 or joint_unit(mark.kind, NumberKind(unit := min(units))) is not None:
        return True
    related = (*place.draft.declared_in("value", rating), *place.origin(mark))
    place.draft.report(codes.UNITS_DIFFER, mark.span, related=related, first=unit, second=mark.kind.unit)
    return False


def number_of_all(place: Place, written: tree.Expression | None, what: tuple[str, str]) -> core.Node | None:
    """A number that no fact of a person goes into."""
    node = place.number(written) if written is not None else None
    for part in nodes_of(node) if node is not None else ():
        name = _own(part)
        if name:
            ru, en = what
            related = place.origin(part)
            place.draft.report(codes.SEATS_OF_ONE, part.span, related=related, what=ru, what_en=en, name=name)
            return None
    return node


def _own(node: core.Node) -> str:
    """The name of what each person has of their own; empty for anything else."""
    match node:
        case core.FactOf(name) | core.IndicatorOf(name) | core.TotalOf(name) | core.VerdictOf(name):
            return name
    return ""


def _fraction(node: core.Node | None) -> core.Node | None:
    """`30 %` as 0.3."""
    if node is None or not isinstance(node.kind, NumberKind) or node.kind.unit != "%":
        return node
    if isinstance(node, core.Constant) and isinstance(node.value, int | Fraction):
        return core.Constant(Fraction(node.value, 100), kind=NumberKind(), span=node.span)
    hundred = core.Constant(100, kind=NumberKind(whole=True), span=node.span)
    return core.Divide(node, hundred, kind=NumberKind(), span=node.span)
