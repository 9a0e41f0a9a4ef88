"""Why a command does not begin its work, or warns before it: imported only where there is such a reason."""

from collections.abc import Iterable, Sequence
from datetime import date

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.program.core import Program
from iomrules.source import Cell
from iomrules.suggestions import meant, nearest, shorten

_HERE = Cell("iomrules")


def no_rules() -> InputError:
    """Neither a workspace nor rules were named, and the current folder is none."""
    return InputError([codes.NO_RULES.at(_HERE)])


def no_people(found: Iterable[Diagnostic] = ()) -> InputError:
    """No files of people, or nobody in them whose record can be used. found: what is wrong with the records."""
    return InputError((*found, codes.NO_PEOPLE.at(_HERE)))


def paths_missing(names: Iterable[str]) -> InputError:
    """Files that are not there."""
    return InputError([codes.PATH_MISSING.at(Cell(name), path=name) for name in names])


def unknown_shape(said: str, known: Sequence[str]) -> InputError:
    """A word that names no people of the rules."""
    return InputError([codes.UNKNOWN_SHAPE.at(_HERE, name=shorten(said), known=", ".join(known))])


def unknown_people(said: Iterable[str], known: Sequence[str]) -> InputError:
    """Ids that nobody has. known: those people have."""
    return InputError([_nobody(each, known) for each in said])


def _nobody(said: str, known: Sequence[str]) -> Diagnostic:
    ru, en = meant(nearest(said, list(known)))
    return codes.UNKNOWN_PERSON.at(_HERE, id=shorten(said), suggestion=ru, suggestion_en=en)


def not_in_force(program: Program, on: date) -> Diagnostic:
    """The warning that a ruleset is not, or no longer, in force on the date decisions are made for."""
    about = program.about
    dates = [f"{word} {day:%d.%m.%Y}" for word, day in (("с", about.begin), ("по", about.end)) if day]
    dates_en = [f"{word} {day:%d.%m.%Y}" for word, day in (("from", about.begin), ("to", about.end)) if day]
    return codes.RULES_NOT_IN_FORCE.at(
        about.span, on=f"{on:%d.%m.%Y}", name=about.label(), dates=" ".join(dates), dates_en=" ".join(dates_en)
    )
