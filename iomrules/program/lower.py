"""Expressions of the tree as nodes of the core: one arm for each form an author can write."""

from iomrules.codes import program as codes
from iomrules.facts.record import DateKind, Kind, TruthKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program import lower_collections as many
from iomrules.program import lower_conditions as conditions
from iomrules.program import lower_numbers as numbers
from iomrules.program.place import Place
from iomrules.program.resolve_names import look_up, names_here, resolve, with_arguments
from iomrules.program.value_slips import report_alternatives


def lower(place: Place, written: tree.Expression, expected: Kind | None = None) -> core.Node | None:
    """The node that computes an expression; None where something in it is at fault, which was reported.

    expected: the kind wanted there, which tells a member of an enumeration from a fact of the same name.
    """
    span = written.span
    match written:
        case tree.Name():
            return resolve(place, written, expected)
        case tree.NumberLiteral():
            return numbers.lower_number(written)
        case tree.TextLiteral():
            return conditions.lower_text(place, written, expected)
        case tree.DateLiteral(day):
            return core.Constant(day, kind=DateKind(), span=span)
        case tree.TruthLiteral(truth):
            return core.Constant(truth, kind=TruthKind(), span=span)
        case tree.UnknownLiteral():
            # The grammar has it in examples and cells alone; a tree made by hand may have it anywhere.
            place.draft.report(codes.UNDECLARED_NAME, span, name="неизвестно")
            return None
        case tree.Lookup():
            return conditions.lower_lookup(place, written)
        case tree.Call():
            return _call(place, written)
        case tree.OfPerson():
            return _of_person(place, written)
        case tree.Negative():
            return numbers.lower_negative(place, written)
        case tree.Sum():
            return numbers.lower_sum(place, written)
        case tree.Product():
            return numbers.lower_product(place, written)
        case tree.IfUnknown():
            return numbers.lower_if_unknown(place, written)
        case tree.Choose():
            return numbers.lower_choose(place, written, expected)
        case tree.Aggregate():
            return many.lower_aggregate(place, written)
        case tree.Group():
            return many.lower_group(place, written)
        case tree.Count():
            return many.lower_count(place, written)
        case tree.Share():
            return many.lower_share(place, written)
        case tree.Pipeline():
            start = place.lower(written.start)
            return None if start is None else many.take_steps(place, start, written.steps)
        case _:
            return _lower_condition(place, written)


_Condition = (
    tree.Comparison
    | tree.Between
    | tree.Within
    | tree.Known
    | tree.Exists
    | tree.NoneOf
    | tree.AtCount
    | tree.EveryOne
    | tree.EveryValue
    | tree.Not
    | tree.And
    | tree.Or
)


def _lower_condition(place: Place, written: _Condition) -> core.Node | None:
    match written:
        case tree.Comparison():
            return conditions.lower_comparison(place, written)
        case tree.Between():
            return conditions.lower_between(place, written)
        case tree.Within():
            return conditions.lower_within(place, written)
        case tree.Known():
            return conditions.lower_known(place, written)
        case tree.Exists() | tree.NoneOf():
            return many.lower_exists(place, written)
        case tree.AtCount():
            return many.lower_at_count(place, written)
        case tree.EveryOne():
            return many.lower_every_one(place, written)
        case tree.EveryValue():
            return many.lower_every_value(place, written, conditions.compare)
        case tree.Not(operand):
            node = place.truth(operand)
            return None if node is None else core.Not(node, span=written.span)
        case tree.And(operands):
            whole = report_alternatives(place, written)
            nodes = _truths(place, whole)
            return None if nodes is None or whole != operands else core.Both(nodes, span=written.span)
        case tree.Or(operands):
            whole = report_alternatives(place, written)
            nodes = _truths(place, whole)
            return None if nodes is None or whole != operands else core.Either(nodes, span=written.span)


def _truths(place: Place, operands: tuple[tree.Expression, ...]) -> tuple[core.Node, ...] | None:
    """All conditions, or None where one is at fault; every one is looked at."""
    nodes = tuple(place.truth(operand) for operand in operands)
    sound = tuple(node for node in nodes if node is not None)
    return sound if len(sound) == len(nodes) else None


def _call(place: Place, written: tree.Call) -> core.Node | None:
    draft, name = place.draft, written.name
    callable_names = [each.name for each in draft.declared.values() if each.sort in {"table", "function"}]
    found = draft.find(name, "value", callable_names)
    if found is not None:
        return with_arguments(place, draft.stands_in.get(found, found), written.arguments, written.span)
    if look_up(place, name) is not None:
        draft.report(codes.NOT_CALLABLE, written.span, name=name.text)
    else:
        draft.unknown_name(name, callable_names or names_here(place))
    return None


def _of_person(place: Place, written: tree.OfPerson) -> core.Node | None:
    """A fact of the person, past the elements in hand."""
    draft, shapes = place.draft, place.draft.person_shapes()
    shape = draft.find(written.person, "kind", shapes)
    if shape is None:
        draft.unknown_name(written.person, shapes)
        return None
    if shape != place.person:
        draft.report(codes.OTHER_PERSON, written.span, person=shape, here=place.person)
        return None
    bare = Place(draft, place.person, place.dispatch, based=place.based)
    found = look_up(bare, written.name)
    if found is None:
        draft.unknown_name(written.name, names_here(bare))
    return found.node if found is not None else None
