"""What a doorway hands on: the records of its room, all of them, whichever module they are written in."""

from importlib import import_module
from types import ModuleType

import pytest

from iomrules import artefact
from iomrules.facts import record
from iomrules.frozen import is_frozen
from iomrules.parse import tree
from iomrules.program import core

WRITTEN = {
    record: ("schema", "layout"),
    tree: ("literals", "expressions", "declarations", "routes", "examples"),
    core: ("nodes", "declarations", "routes", "examples"),
}


def records(module: ModuleType) -> set[str]:
    """Names of the records written in a module."""
    own = {name: each for name, each in vars(module).items() if getattr(each, "__module__", "") == module.__name__}
    return {name for name, each in own.items() if isinstance(each, type) and is_frozen(each)}


@pytest.mark.parametrize("door", WRITTEN, ids=lambda door: door.__name__)
def test_a_doorway_hands_on_every_record_of_the_modules_behind_it(door: ModuleType) -> None:
    room = door.__name__.rpartition(".")[0]
    behind = {name for each in WRITTEN[door] for name in records(import_module(f"{room}.{each}"))}

    assert behind | records(door) <= set(door.__all__)
    assert [name for name in door.__all__ if not hasattr(door, name)] == []


def test_an_artefact_may_hold_the_records_of_every_module_a_program_is_written_in() -> None:
    written = {getattr(core, name).__module__ for name in core.__all__ if isinstance(getattr(core, name), type)}

    assert written == core.HOMES
    assert set(artefact.MODULES) >= core.HOMES
