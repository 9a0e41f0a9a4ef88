"""Which engine decides: generated code where it is at hand or worth making, else the interpreter. They agree."""

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from types import CodeType

from iomrules.program.core import Node, Program
from iomrules.reason.decision import Engine
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.python.traces import Explaining, Tracing
from iomrules.values import Entry

#: `auto` chooses between the two others
ENGINES = ("auto", "python", "interpreter")
#: making code takes about as long as the interpreter takes for so many people
WORTH_CODE = 20
#: programs whose code is kept at the same time
MOST_KEPT = 8

# A program is told by its identity: it is frozen, and the one kept here lives as long as its code does.
_made: dict[int, tuple[Program, CodeType, tuple[Node, ...] | None]] = {}
_recording: dict[int, tuple[Program, CodeType]] = {}


def prepare_for(
    program: Program, catalogues: Mapping[str, tuple[Entry, ...]], people: int, engine: str = "auto"
) -> Engine:
    """An engine for so many people.

    catalogues: the school's own entries, as for `engine.prepare`. engine: one of ENGINES.
    """
    entries = entries_of_catalogues(program, catalogues)
    if engine == "interpreter" or (engine == "auto" and people < WORTH_CODE and id(program) not in _made):
        # Imported only now: who has code from an earlier run, and asks for no reasons, needs nothing that tells them.
        interpreting: Engine = import_module("iomrules.reason.engine").Interpreting(program, entries)
        return interpreting
    code, nodes = _code_and_nodes(program)
    return Explaining(code, program, entries, partial(recording_of, program), nodes)


def tracing(program: Program, catalogues: Mapping[str, tuple[Entry, ...]] | None = None) -> Tracing:
    """An engine that records every value it meets. catalogues: the school's own entries, as for `engine.prepare`."""
    entries = entries_of_catalogues(program, {} if catalogues is None else catalogues)
    return Tracing(recording_of(program), program, entries)


def code_of(program: Program) -> CodeType:
    """The program's code, made once. `marshal` can keep it: `keep_code` puts it back."""
    return _code_and_nodes(program)[0]


def _code_and_nodes(program: Program) -> tuple[CodeType, tuple[Node, ...] | None]:
    kept = _made.get(id(program))
    if kept is not None:
        return kept[1:]
    code = _compiled(program, recording=False)
    keep_code(program, code)
    return code, None


def recording_of(program: Program) -> CodeType:
    """The program's code that records what it meets, made once."""
    kept = _recording.get(id(program))
    if kept is not None:
        return kept[1]
    code = _compiled(program, recording=True)
    if len(_recording) >= MOST_KEPT:
        _recording.clear()
    _recording[id(program)] = program, code
    return code


def _compiled(program: Program, *, recording: bool) -> CodeType:
    # Imported only now: where the code was kept from an earlier run, what makes it is not needed.
    writer = import_module("iomrules.reason.python.code")
    return compile(writer.source_of(program, recording=recording), "<rules>", "exec")


def keep_code(program: Program, code: CodeType, nodes: tuple[Node, ...] | None = None) -> None:
    """Code made from this very program before, by this very version of the package; nobody checks that here.

    nodes: those that the code points at, if they were kept as well (`python.engine.pointed_at`).
    """
    if len(_made) >= MOST_KEPT:
        _made.clear()
    _made[id(program)] = program, code, nodes
