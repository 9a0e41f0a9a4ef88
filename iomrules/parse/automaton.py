"""The LALR(1) table of `grammar/iomrules.lark`, and the walk over it.

Lark builds the table (`build_automaton`); the walk is our own, because the reader chooses between terminals by what the
walk can accept.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from iomrules.frozen import frozen

END = "$END"
GRAMMAR, STORED = "iomrules.lark", "iomrules.table.json"


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


def parse_stored(text: str, grammar: str) -> Automaton | None:
    """The table as `build_automaton.stored_text` wrote it, or None where it is of another grammar."""
    stored = json.loads(text)
    if stored["grammar"] != digest(grammar):
        return None
    symbols = stored["symbols"]
    productions = [Production(*each) for each in stored["productions"]]

    def row(numbers: list[int]) -> dict[str, int | Production]:
        """Symbol and action in turn; an action below zero is a production counted from the end."""
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return {symbols[symbol]: action if action >= 0 else productions[action] for symbol, action in pairs}

    rows = [row(each) for each in stored["rows"]]
    gotos = [
        {symbols[symbol]: state for symbol, state in zip(each[::2], each[1::2], strict=True)}
        for each in stored["gotos"]
    ]
    return Automaton([rows[each] for each in stored["actions"]], gotos, stored["start"], stored["final"])


def digest(grammar: str) -> str:
    """What tells one text of the grammar from another."""
    return sha256(grammar.encode()).hexdigest()
