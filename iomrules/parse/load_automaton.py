"""The table a process reads by: the one kept beside the grammar, since building takes longer than reading rules."""

import importlib
from functools import cache

from iomrules.parse.automaton import GRAMMAR, STORED, Automaton, parse_stored
from iomrules.resources import read_text


@cache
def load_automaton() -> Automaton:
    """The table of the bundled grammar, read once a process; built where the grammar has changed since."""
    grammar = read_text("grammar", GRAMMAR)
    try:
        stored = parse_stored(read_text("grammar", STORED), grammar)
    except FileNotFoundError:
        stored = None
    if stored is not None:
        return stored
    # Imported only now: Lark and the building take a quarter of a second.
    built = importlib.import_module("iomrules.parse.build_automaton").build_automaton(grammar)
    if not isinstance(built, Automaton):
        raise TypeError(STORED)
    return built
