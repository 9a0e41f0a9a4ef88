"""Building the LALR(1) table of the grammar.

`python -m iomrules.parse.build_automaton` stores it; until then an edited grammar is built anew in every process.
"""

import json
from collections.abc import Iterable
from typing import Any

from lark import Lark
from lark.lexer import Lexer

from iomrules.parse.automaton import END, GRAMMAR, STORED, Automaton, Production, digest
from iomrules.resources import folder, read_text


class _NoLexer(Lexer):
    """Lark wants one; ours is the reader."""

    def __init__(self, conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        raise NotImplementedError


def build_automaton(grammar: str) -> Automaton:
    """The table of a grammar's text."""
    lark = Lark(grammar, parser="lalr", lexer=_NoLexer, maybe_placeholders=False)
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
    return _renumbered(Automaton(actions, gotos, table.start_states["start"], table.end_states["start"]))


def _renumbered(automaton: Automaton) -> Automaton:
    """States in the order met from the first, symbols by name: Lark numbers them differently each time."""
    order = [automaton.start]
    met = {automaton.start: 0}
    for state in order:
        shifts = {symbol: do for symbol, do in automaton.actions[state].items() if isinstance(do, int)}
        for _, following in sorted((shifts | dict(automaton.gotos[state])).items()):
            if following not in met:
                met[following] = len(order)
                order.append(following)
    actions = [
        {symbol: met[do] if isinstance(do, int) else do for symbol, do in sorted(automaton.actions[state].items())}
        for state in order
    ]
    gotos = [{symbol: met[to] for symbol, to in sorted(automaton.gotos[state].items())} for state in order]
    return Automaton(actions, gotos, 0, met[automaton.final])


def stored_text(automaton: Automaton, grammar: str) -> str:
    """The table as text for `automaton.parse_stored`: numbers for names, equal rows once."""
    symbols = sorted({str(each) for row in (*automaton.actions, *automaton.gotos) for each in row})
    number = {symbol: index for index, symbol in enumerate(symbols)}
    reduces = (each for row in automaton.actions for each in row.values() if isinstance(each, Production))
    productions = sorted(dict.fromkeys(reduces), key=lambda each: (each.origin, each.name, each.length))
    place = {each: index - len(productions) for index, each in enumerate(productions)}
    rows: dict[tuple[int, ...], int] = {}
    actions: list[int] = []
    for state in automaton.actions:
        pairs = sorted((number[key], do if isinstance(do, int) else place[do]) for key, do in state.items())
        actions.append(rows.setdefault(_flat(pairs), len(rows)))
    stored = {
        "grammar": digest(grammar),
        "start": automaton.start,
        "final": automaton.final,
        "symbols": symbols,
        "productions": [[each.origin, each.name, each.length] for each in productions],
        "rows": list(rows),
        "actions": actions,
        "gotos": [_flat(sorted((number[key], state) for key, state in row.items())) for row in automaton.gotos],
    }
    parts = ",\n".join(f"{json.dumps(key)}:{json.dumps(part, separators=(',', ':'))}" for key, part in stored.items())
    return f"{{{parts}}}\n"


def _flat(pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(each for pair in pairs for each in pair)


if __name__ == "__main__":
    text = read_text("grammar", GRAMMAR)
    (folder("grammar") / STORED).write_text(stored_text(build_automaton(text), text), encoding="utf-8", newline="\n")
