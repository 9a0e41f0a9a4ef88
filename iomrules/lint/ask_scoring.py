"""Of points: who scores twice, do stages add up, whose a team's result is, which time counts, what caps."""

from collections.abc import Iterator, Sequence

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import ByKeyKind, DateKind, EnumKind, ListKind, RecordKind, Shape
from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.program.estimate import Estimate, Scope
from iomrules.program.possible import Possible
from iomrules.program.roots import Root
from iomrules.program.walk import below, parts
from iomrules.values import Member

#: beginnings of words that regulations use
PARTICIPANT = ("участ", "particip")
STAGE = ("уров", "этап", "ступен", "level", "stage")
TEAM = ("команд", "team")

_SCORING = ("value", "criterion")


@frozen
class _Sum:
    """Points added up over a person's records. tables: look-ups of the points, in the scope of one record."""

    node: core.Reduce | core.GroupReduce
    shape: Shape
    tables: tuple[tuple[core.FromTable, Scope], ...]


def ask_scoring(estimate: Estimate, hung: Sequence[Root]) -> tuple[Diagnostic, ...]:
    """Every such question that the rules leave open, where it arises."""
    found: dict[Diagnostic, None] = {}
    shapes: set[str] = set()
    for root in hung:
        if root.scope is None:
            continue
        for node, scope in root.places:
            found |= dict.fromkeys(_which_date(estimate, node, scope))
            points = _points(estimate, node, scope) if root.role in _SCORING else None
            if points is not None:
                found |= dict.fromkeys((*_adds_up(estimate, points), *_team(estimate, points, shapes)))
        if root.role == "criterion":
            found |= dict.fromkeys(_cap(estimate, root))
    return tuple(found)


def _points(estimate: Estimate, node: core.Node, scope: Scope) -> _Sum | None:
    if not isinstance(node, core.Reduce | core.GroupReduce) or node.value is None:
        return None
    shape, inner = _shape(estimate, node.elements), estimate.inside(node.elements, scope)
    if shape is None or inner is None:
        return None
    within = [(each, here) for each, here in estimate.below(node.value, inner) if isinstance(each, core.FromTable)]
    tables = tuple((each, here) for each, here in within if isinstance(each, core.FromTable))
    return _Sum(node, shape, tables) if tables else None


def _shape(estimate: Estimate, elements: core.Elements) -> Shape | None:
    """The record of the elements, where they are a person's own."""
    kind = elements.source.kind
    if isinstance(elements.source, core.CatalogueOf) or not isinstance(kind, ListKind):
        return None
    return estimate.program.schema.shapes.get(kind.element.shape) if isinstance(kind.element, RecordKind) else None


# --- who scores twice --------------------------------------------------------------------------------------


def _adds_up(estimate: Estimate, points: _Sum) -> Iterator[Diagnostic]:
    """A sum that takes every record; the best of each group is an answer."""
    if not isinstance(points.node, core.Reduce) or points.node.sort != "sum":
        return
    for table, scope in points.tables:
        for place, key in enumerate(table.keys):
            if not isinstance(key, core.FieldOf) or not isinstance(key.kind, EnumKind):
                continue
            members = _members(estimate.of(key, scope))
            takers = frozenset(each for each in members if _begins(each.name, PARTICIPANT))
            if takers and takers != members:
                if _gives(estimate, table, scope, place, takers):
                    yield codes.WINNER_AND_PARTICIPANT.at(points.node.span)
            elif not takers and len(members) > 1 and _begins_any((key.name, key.kind.enumeration), STAGE):
                yield codes.STAGES_ADD_UP.at(points.node.span)


def _members(possible: Possible) -> frozenset[Member]:
    return frozenset(each for each in possible.among or () if isinstance(each, Member))


def _gives(estimate: Estimate, table: core.FromTable, scope: Scope, place: int, members: frozenset[Member]) -> bool:
    """Whether the table gives anything but nought to those members."""
    keys = [estimate.of(key, scope) for key in table.keys]
    keys[place] = evolve(keys[place], among=frozenset(members))
    given = estimate.result(estimate.program.tables[table.table], tuple(keys))
    return not (given.low == 0 == given.high)


def _begins(word: str, stems: tuple[str, ...]) -> bool:
    return any(part.startswith(stems) for part in word.casefold().split("_"))


def _begins_any(words: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    return any(_begins(word, stems) for word in words)


# --- teams, dates, caps ------------------------------------------------------------------------------------


def _team(estimate: Estimate, points: _Sum, asked: set[str]) -> Iterator[Diagnostic]:
    """Asked once of a record whose results bring points and that knows no teams."""
    shape = points.shape
    if shape.name in asked or not any(_has_result(estimate, table, scope) for table, scope in points.tables):
        return
    asked.add(shape.name)
    enumerations = estimate.program.schema.enumerations
    members = [
        member
        for fact in shape.facts
        if isinstance(fact.kind, EnumKind) and fact.kind.enumeration in enumerations
        for member in enumerations[fact.kind.enumeration].members
    ]
    words = [*(fact.name for fact in shape.facts), *members]
    if not any(stem in word.casefold() for word in words for stem in TEAM):
        yield codes.TEAM_POINTS.at(points.node.span, shape=shape.title or shape.name.replace("_", " "))


def _has_result(estimate: Estimate, table: core.FromTable, scope: Scope) -> bool:
    """Whether points go by a result, that is, by an enumeration that knows participants."""
    kinds = [key.kind for key in table.keys if isinstance(key, core.FieldOf) and isinstance(key.kind, EnumKind)]
    enumerations = estimate.program.schema.enumerations
    return any(_begins_any(enumerations[kind.enumeration].members, PARTICIPANT) for kind in kinds)


def _which_date(estimate: Estimate, node: core.Node, scope: Scope) -> Iterator[Diagnostic]:
    if not isinstance(node, core.Elements) or node.window is not None:
        return
    shape = _shape(estimate, node)
    if shape is None or not any(isinstance(fact.kind, DateKind) for fact in shape.facts):
        return
    if node.where is None or not any(isinstance(each.kind, DateKind) for each in below(node.where)):
        yield codes.WHICH_DATE.at(node.span, shape=_named(node))


def _named(elements: core.Elements) -> str:
    return getattr(elements.source, "name", "").replace("_", " ")


def _cap(estimate: Estimate, root: Root) -> Iterator[Diagnostic]:
    rating = root.owner
    if not isinstance(rating, core.Rating) or any(isinstance(each, core.AtMost) for each in below(rating.total)):
        return
    if _grows(estimate, root.node):
        criterion = next(each for each in rating.criteria if each.value is root.node)
        yield codes.NO_CAP.at(criterion.span, name=criterion.label())


def _grows(estimate: Estimate, node: core.Node) -> bool:
    """Whether a number grows with every record and nothing stops it."""
    match node:
        case core.AtMost() | core.FromTable() | core.FromFunction() | core.Elements():
            return False
        case core.Reduce(sort="sum", best=None, elements=elements) | core.CountOf(elements=elements):
            return not isinstance(elements.source, core.CatalogueOf) and not isinstance(elements.source.kind, ByKeyKind)
        case core.Reduce() | core.GroupReduce() | core.ShareOf():
            return False
        case core.ReduceList(sort="sum", operand=operand, best=None):
            return any(isinstance(each, core.GroupReduce) for each in below(operand))
        case core.ReduceList():
            return False
        case core.IndicatorOf(name):
            return _grows(estimate, estimate.program.indicators[name].value)
        case core.IfElse(_, then, otherwise):
            return _grows(estimate, then) or _grows(estimate, otherwise)
    return any(_grows(estimate, part) for part in parts(node))
