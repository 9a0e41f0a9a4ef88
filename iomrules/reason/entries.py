"""Every entry of every catalogue that a program is asked with."""

from collections.abc import Mapping

from iomrules.program.core import Program
from iomrules.values import Entry


def entries_of_catalogues(program: Program, own: Mapping[str, tuple[Entry, ...]]) -> Mapping[str, tuple[Entry, ...]]:
    """Every entry of every catalogue, the program's and the school's own."""
    names = dict.fromkeys((*program.schema.catalogues, *own))
    return {name: _entries(program, name, own.get(name, ())) for name in names}


def _entries(program: Program, name: str, given: tuple[Entry, ...]) -> tuple[Entry, ...]:
    declared = program.schema.catalogues.get(name)
    replaced = {entry.key for entry in given if entry.key}
    kept = tuple(entry for entry in declared.rows if entry.key not in replaced) if declared else ()
    return (*kept, *given)
