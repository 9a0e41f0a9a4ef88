"""Parameters: dated values of one kind, no two from the same day."""

from datetime import date

from iomrules.codes import program as codes
from iomrules.codes import tables as table_codes
from iomrules.diagnostics import Related
from iomrules.facts.record import KeyKind, Kind, NumberKind
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.kind_words import plain, said_here
from iomrules.program.members import catalogue_keys, enumerations_of
from iomrules.program.read_cells import kind_of_literals, read_value
from iomrules.program.read_cohorts import read_cohort


def read_parameters(draft: Draft) -> None:
    """Fills parameters; one that is at fault is left out."""
    for name, declared in draft.declared.items():
        if isinstance(declared.written, tree.Parameter):
            parameter = _parameter(draft, declared.about, declared.written)
            if parameter is not None:
                draft.parameters[name] = parameter


def _parameter(draft: Draft, about: core.About, written: tree.Parameter) -> core.Parameter | None:
    kind = _kind(draft, written)
    if kind is None:
        span = written.values[0].span
        draft.report(table_codes.VALUES_OF_SEVERAL_KINDS, span, related=_units(written), name=written.name.text)
        return None
    values = tuple(_dated(draft, each, kind) for each in written.values)
    _check_begins(draft, written)
    sound = tuple(value for value in values if value is not None)
    return core.Parameter(about, sound, kind=plain(kind)) if len(sound) == len(values) else None


def _units(written: tree.Parameter) -> tuple[Related, ...]:
    """The first value of each unit, where there are several."""
    numbers = (each.value for each in written.values if isinstance(each.value, tree.NumberLiteral))
    first: dict[str, tree.NumberLiteral] = {}
    for number in numbers:
        first.setdefault(number.unit, number)
    units = [each for unit, each in first.items() if unit]
    return tuple(said_here(each.span, NumberKind(each.unit)) for each in units) if len(units) > 1 else ()


def _kind(draft: Draft, written: tree.Parameter) -> Kind | None:
    literals = tuple(each.value for each in written.values)
    kind = kind_of_literals(draft, literals, lambda name: enumerations_of(draft, name))
    if isinstance(kind, NumberKind):
        return NumberKind(kind.unit or written.clauses.unit, kind.whole)
    return kind or _key_kind(draft, literals)


def _key_kind(draft: Draft, literals: tuple[tree.Literal, ...]) -> Kind | None:
    from_catalogues = [
        name
        for name in draft.schema.catalogues
        if all(
            isinstance(each, tree.Name) and draft.vocabulary.find(each.text, catalogue_keys(draft, name))
            for each in literals
        )
    ]
    return KeyKind(from_catalogues[0]) if len(from_catalogues) == 1 else None


def _dated(draft: Draft, written: tree.DatedValue, kind: Kind) -> core.Dated | None:
    value = read_value(draft, written.value, kind)
    begin, end = day_of(written.begin), day_of(written.end)
    if begin and end and begin > end and written.end is not None:
        draft.report(codes.DATES_REVERSED, written.end.span)
    if value is None:
        return None
    basis = written.basis.text if written.basis else ""
    return core.Dated(value, begin, end, basis, read_cohort(draft, written.cohort), span=written.span)


def day_of(written: tree.DateLiteral | None) -> date | None:
    return written.day if written else None


def _check_begins(draft: Draft, written: tree.Parameter) -> None:
    """Of two values that begin on one day, for those who entered since one day, neither is the later one."""
    first: dict[tuple[date | None, bool, date | None], tree.DatedValue] = {}
    for each in written.values:
        entered = day_of(each.cohort.begin) if each.cohort else None
        begin = day_of(each.begin), each.cohort is not None, entered
        if begin in first:
            said = "такое же начало здесь", "the same first day is here"
            related = (Related(first[begin].span, *said),)
            draft.report(table_codes.SAME_BEGIN, each.span, related=related, name=written.name.text)
        first.setdefault(begin, each)
