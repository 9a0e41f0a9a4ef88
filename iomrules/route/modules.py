"""A partner's module in a route: given where its condition holds and the partner has a seat for this person."""

from iomrules.frozen import evolve
from iomrules.program.core import Add, Constant, Multiply, Node, ParameterOf, PartnerModule, Program
from iomrules.route import phrases
from iomrules.route.conditions import withheld
from iomrules.route.draft import Draft, Setting, clauses
from iomrules.route.entries import PER_WEEK
from iomrules.route.route import NotTaken, RouteItem
from iomrules.route.seats import Seat, standing


def with_module(draft: Draft, clause: PartnerModule, setting: Setting) -> Draft:
    """The draft with the module, or with why it is left out."""
    evaluation, key = setting.evaluation, module_key(clause)
    partner = clause.title or clause.partner.replace("_", " ")
    title, basis = f"{clause.module} ({partner})", clauses(clause.basis)
    if clause.condition is not None:
        left = withheld(key, title, clause.basis, clause.condition, evaluation)
        if left is not None and left.cause == "unknown":
            wanting = draft if clause.seats is None else draft.and_claim(("", key), sure=False)
            return _in_doubt(wanting, left)
        if left is not None:
            return draft.and_left_out(left)
    if clause.seats is not None:
        found = standing(setting.seats, ("", key), evaluation.value(clause.seats))
        if found.seat is Seat.GONE:
            return draft.and_left_out(NotTaken(key, title, "seats", found.said.because(basis)))
        given = found.seat is Seat.FREE or _as_many_for_all(key, clause.seats, evaluation.program)
        sure = given and not draft.unsettled
        draft = draft.and_claim(("", key), sure=sure, tied=found.seat is Seat.TIED and not (sure or draft.unsettled))
        if found.in_doubt:
            return _in_doubt(draft, NotTaken(key, title, "unknown", found.said.because(basis)))
    because = phrases.MODULE.because(basis)
    if clause.condition is not None:
        because = phrases.MODULE_HOLDS.because(basis, evaluation.reason(clause.condition))
    line = RouteItem(
        key=key,
        title=clause.module,
        part="module",
        because=because,
        hours=clause.hours,
        unit=clause.unit or PER_WEEK,
        form="сетевая",
        organisation=partner,
    )
    return draft.and_item(line)


def _in_doubt(draft: Draft, left: NotTaken) -> Draft:
    """The draft without a module that it may yet have: its hours bear upon what comes later where there is a limit."""
    return evolve(draft, unsettled=draft.unsettled or draft.limit is not None).and_left_out(left)


def _as_many_for_all(key: str, seats: Node, program: Program) -> bool:
    """Whether everybody who may take the module finds the same number of seats said of it."""
    every = [
        module.seats
        for route in program.routes.values()
        for version in (route, *route.earlier)
        for module in version.modules
        if module_key(module) == key
    ]
    said = _said(seats, program)
    return said is not None and all(each is not None and _said(each, program) == said for each in every)


def _said(node: Node, program: Program) -> tuple[object, ...] | None:
    """A number as written, wherever it stands; None where it may be another for another person.

    A parameter may have another value for those who entered earlier.
    """
    match node:
        case Constant(value):
            return (value,)
        case ParameterOf(name):
            parameter = program.parameters[name]
            values = (*parameter.values, *(each for _, own in parameter.refinements for each in own))
            return (name,) if all(each.cohort is None for each in values) else None
        case Add(parts) | Multiply(parts):
            said = [_said(each, program) for each in parts]
            return None if None in said else (type(node), *said)
    return None


def module_key(clause: PartnerModule) -> str:
    return f"{clause.partner}: {clause.module}"
