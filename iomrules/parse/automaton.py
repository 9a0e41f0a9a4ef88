"""The LALR(1) table of `grammar/iomrules.lark`, and the walk over it.

Lark builds the table; the walk is our own, because the reader chooses between terminals by what the walk can accept.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen
from lark import Lark
from lark.lexer import Lexer

from iomrules.resources import read_text

END = "$END"


@frozen
class Production:
    """One way to reduce. origin: the rule; name: its alias where it has one; length: symbols taken off the stack."""

    origin: str
    name: str
    length: int


@frozen
class Automaton:
    """actions: state -> terminal -> state to go to, or the production to reduce by. gotos: state -> rule -> state."""

    actions: Sequence[Mapping[str, int | Production]]
    gotos: Sequence[Mapping[str, int]]
    start: int
    final: int

    def accepts(self, states: list[int], terminal: str) -> bool:
        """Whether `terminal` can come next: reduces are tried on paper until it is shifted or refused."""
        base = len(states)
        top: list[int] = []
        while True:
            action = self.actions[top[-1] if top else states[base - 1]].get(terminal)
            if action is None:
                return False
            if isinstance(action, int):
                return True
            length = action.length
            if length <= len(top):
                del top[len(top) - length :]
            else:
                base -= length - len(top)
                top.clear()
            top.append(self.gotos[top[-1] if top else states[base - 1]][action.origin])
            if terminal == END and top[-1] == self.final:
                return True

    def shifted(self, states: list[int], terminal: str) -> list[int] | None:
        """The stack after `terminal`, or None where it cannot come next."""
        if not self.accepts(states, terminal):
            return None
        states = list(states)
        while True:
            action = self.actions[states[-1]][terminal]
            if isinstance(action, int):
                return [*states, action]
            if action.length:
                del states[-action.length :]
            states.append(self.gotos[states[-1]][action.origin])

    def acceptable(self, states: list[int]) -> tuple[str, ...]:
        """Every terminal that can come next, in the order of their names."""
        return tuple(sorted(name for name in self.actions[states[-1]] if self.accepts(states, name)))


class _NoLexer(Lexer):
    """Lark wants one; ours is the reader."""

    def __init__(self, conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        raise NotImplementedError


@cache
def load_automaton() -> Automaton:
    """The table of the bundled grammar, built once a process."""
    lark = Lark(read_text("grammar", "iomrules.lark"), parser="lalr", lexer=_NoLexer, maybe_placeholders=False)
    table = lark.parser.parser._parse_table
    productions: dict[Any, Production] = {}
    actions: list[dict[str, int | Production]] = []
    gotos: list[dict[str, int]] = []
    for state in range(len(table.states)):
        shifts: dict[str, int | Production] = {}
        jumps: dict[str, int] = {}
        for symbol, (action, argument) in table.states[state].items():
            if str(action) == "Reduce":
                if argument not in productions:
                    origin = str(argument.origin.name)
                    productions[argument] = Production(origin, argument.alias or origin, len(argument.expansion))
                shifts[symbol] = productions[argument]
            elif symbol.isupper() or symbol == END:
                shifts[symbol] = argument
            else:
                jumps[symbol] = argument
        actions.append(shifts)
        gotos.append(jumps)
    return Automaton(actions, gotos, table.start_states["start"], table.end_states["start"])
