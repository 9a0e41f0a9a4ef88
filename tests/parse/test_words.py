"""The keyword tables: both languages say everything, and no place leaves two meanings of one spelling open."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from iomrules.parse.automaton import Automaton
from iomrules.parse.load_automaton import load_automaton
from iomrules.parse.words import LANGUAGES, STARTERS, Language, fold, load_words, parse_language
from iomrules.resources import read_text

#: told apart by the line a word stands on: a unit stands on the line of its number
BY_LINE = {frozenset(("UNIT", "PLACE"))}
#: told apart by what comes next: a date, or the keys of a table
BY_NEXT = {frozenset(("BY", "UNTIL"))}
#: `from` before a band in a cell is a band: dates of a row are printed with `since`
BY_PREFERENCE = {frozenset(("FROM", "RANGE_FROM"))}


def test_both_tables_spell_every_keyword_of_the_grammar() -> None:
    words = load_words()
    made = {
        "NAME",
        "NUMBER",
        "DOTTED",
        "DATE",
        "TEXT",
        "UNIT",
        "ROW",
        "SEP",
        "DASH",
        "LPAR",
        "CALL",
        "RPAR",
        "SEMICOLON",
        "COLON",
        "$END",
    }
    grammar = {terminal for state in load_automaton().actions for terminal in state} - made

    for language in words.languages.values():
        assert set(language.spellings) == grammar
        assert set(language.units) == set(words.languages["ru"].units)


def test_no_spelling_stands_twice_for_one_terminal() -> None:
    for code in LANGUAGES:
        for spellings in parse_language(code, read_text("grammar", f"words.{code}.yaml")).spellings.values():
            assert len({fold(spelling) for spelling in spellings}) == len(spellings)


def test_a_start_of_a_declaration_means_nothing_else() -> None:
    words = load_words()

    assert all(len(words.terminals[phrase]) == 1 for phrase in words.reserved)
    assert {words.terminals[phrase][0] for phrase in words.reserved} == set(STARTERS)


def test_a_table_line_of_another_form_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="words"):
        parse_language("xx", "RULE = [rule]")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_place_accepts_two_meanings_of_one_spelling(code: str) -> None:
    automaton = load_automaton()
    below = predecessors(automaton)
    unclear = set()
    for left, right in rivals(load_words().languages[code]):
        for state in range(len(automaton.actions)):
            if {left, right} <= set(automaton.actions[state]) and both(automaton, below, [state], left, right):
                unclear.add(frozenset((left, right)))

    assert unclear <= BY_LINE | BY_NEXT | (BY_PREFERENCE if code == "en" else set())


def rivals(language: Language) -> Iterator[tuple[str, str]]:
    """Terminals that share a spelling."""
    terminals: dict[str, set[str]] = {}
    for terminal, phrase in language.phrases():
        terminals.setdefault(fold(phrase), set()).add(terminal)
    for sharing in terminals.values():
        yield from combinations(sorted(sharing), 2)


def predecessors(automaton: Automaton) -> list[set[int]]:
    """state -> states that can lie under it on the stack."""
    below: list[set[int]] = [set() for _ in automaton.actions]
    for state, (actions, gotos) in enumerate(zip(automaton.actions, automaton.gotos, strict=True)):
        for target in [*actions.values(), *gotos.values()]:
            if isinstance(target, int):
                below[target].add(state)
    return below


def both(automaton: Automaton, below: list[set[int]], top: list[int], left: str, right: str) -> bool:
    """Whether some stack with `top` uppermost lets either terminal come next."""
    answers = (comes(automaton, top, left), comes(automaton, top, right))
    if False in answers:
        return False
    if answers == (True, True):
        return True
    if len(top) > 12:
        # no reduction looks further down: a longer stack tells nothing new
        return True
    return any(both(automaton, below, [state, *top], left, right) for state in below[top[0]])


def comes(automaton: Automaton, top: list[int], terminal: str) -> bool | None:
    """Whether a terminal can come next; None where that hangs on what lies below `top`."""
    stack = list(top)
    while True:
        action = automaton.actions[stack[-1]].get(terminal)
        if action is None:
            return False
        if isinstance(action, int):
            return True
        if action.length >= len(stack):
            return None
        if action.length:
            del stack[-action.length :]
        if action.origin not in automaton.gotos[stack[-1]]:
            # no such stack can be
            return False
        stack.append(automaton.gotos[stack[-1]][action.origin])
