"""The stored table is the grammar's own, and an edited grammar counts at once."""

from iomrules.parse.automaton import GRAMMAR, STORED, parse_stored
from iomrules.parse.build_automaton import build_automaton, stored_text
from iomrules.parse.load_automaton import load_automaton
from iomrules.resources import read_text


def test_stored_table_is_that_of_the_grammar() -> None:
    grammar = read_text("grammar", GRAMMAR)
    again = "the grammar has changed: run `python -m iomrules.parse.build_automaton`"

    assert stored_text(build_automaton(grammar), grammar) == read_text("grammar", STORED), again


def test_stored_table_is_read_as_it_was_built() -> None:
    assert load_automaton() == build_automaton(read_text("grammar", GRAMMAR))


def test_table_of_another_grammar_is_not_used() -> None:
    edited = read_text("grammar", GRAMMAR) + "// a remark\n"

    assert parse_stored(read_text("grammar", STORED), edited) is None
