"""A partner's module in a route: given where its condition holds and the partner has a seat for this person."""

from iomrules.program.core import PartnerModule
from iomrules.route.conditions import withheld
from iomrules.route.draft import Draft, Setting, clauses
from iomrules.route.entries import PER_WEEK
from iomrules.route.route import Because, NotTaken, RouteItem
from iomrules.route.seats import Seat, standing


def with_module(draft: Draft, clause: PartnerModule, setting: Setting) -> Draft:
    """The draft with the module, or with why it is left out."""
    evaluation, key = setting.evaluation, module_key(clause)
    partner = clause.title or clause.partner.replace("_", " ")
    title, basis = f"{clause.module} ({partner})", clauses(clause.basis)
    if clause.condition is not None:
        left = withheld(key, title, clause.basis, clause.condition, evaluation)
        if left is not None:
            wanted = clause.seats is not None and left.cause == "unknown"
            return (draft.and_claim(("", key), taken=False) if wanted else draft).and_left_out(left)
    if clause.seats is not None:
        found = standing(setting.seats, ("", key), evaluation.value(clause.seats))
        if found.seat is Seat.GONE:
            return draft.and_left_out(NotTaken(key, title, "seats", Because(found.text, basis)))
        draft = draft.and_claim(("", key), taken=found.seat is Seat.FREE)
        if found.seat is Seat.UNSURE:
            return draft.and_left_out(NotTaken(key, title, "unknown", Because(found.text, basis)))
    because = Because("модуль партнёра по маршруту", basis)
    if clause.condition is not None:
        because = Because("модуль партнёра, условие выполнено", basis, evaluation.reason(clause.condition))
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


def module_key(clause: PartnerModule) -> str:
    return f"{clause.partner}: {clause.module}"
