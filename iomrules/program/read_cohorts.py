"""Cohorts as written: days of entry, and the condition on a person that `для поступивших` stands for."""

from iomrules.codes import cohorts as codes
from iomrules.codes import program as program_codes
from iomrules.facts.record import DateKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.place import Place
from iomrules.source import Span


def read_cohort(draft: Draft, written: tree.Cohort | None) -> core.Cohort | None:
    """The cohort of a value or a row; reported where nobody of the rules has a day of entry."""
    if written is None:
        return None
    people = [shape for shape in draft.schema.shapes.values() if shape.person]
    if people and not draft.unread_person and not any(shape.entry_day() for shape in people):
        draft.report(codes.NO_ENTRY_DAY, written.span, record=people[0].name)
    return _cohort(draft, written)


def cohort_condition(place: Place, written: tree.Cohort) -> core.Node | None:
    """The day of entry within the cohort's days; None where the person has no such day, which is reported."""
    cohort = _cohort(place.draft, written)
    shape = place.draft.schema.shapes[place.person]
    entry = shape.entry_day()
    if entry is None:
        if not any(person == place.person for person, _ in place.draft.broken_facts):
            place.draft.report(codes.NO_ENTRY_DAY, written.span, record=shape.name)
        return None
    if not isinstance(entry.kind, DateKind):
        return None  # reported where it is declared
    day = core.FactOf(entry.name, kind=entry.kind, span=written.span)
    bounds = ((">=", cohort.begin), ("<=", cohort.end))
    tests = tuple(
        core.Compare(operator, day, core.Constant(bound, kind=entry.kind, span=written.span), span=written.span)
        for operator, bound in bounds
        if bound is not None
    )
    return tests[0] if len(tests) == 1 else core.Both(tests, span=written.span)


def check_entry_day(place: Place, span: Span) -> None:
    """Reports a value that goes by the day of entry where this person has none; where nobody has, its values are."""
    shapes = place.draft.schema.shapes
    shape = shapes.get(place.person)
    if shape is not None and shape.entry_day() is None and any(each.entry_day() for each in shapes.values()):
        place.draft.report(codes.NO_ENTRY_DAY, span, record=shape.name)


def _cohort(draft: Draft, written: tree.Cohort) -> core.Cohort:
    begin, end = (day.day if day else None for day in (written.begin, written.end))
    if begin and end and begin > end and written.end is not None:
        draft.report(program_codes.DATES_REVERSED, written.end.span)
    return core.Cohort(begin, end)
