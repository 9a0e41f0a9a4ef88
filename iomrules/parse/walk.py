"""The walk over one declaration: the grammar's table is asked, word by word, which of a word's meanings can come next.

A mistake is explained and mended where that can be done, so that one declaration may have several, each told once.
"""

from collections.abc import Sequence

from iomrules.codes import parse as codes
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import define, field
from iomrules.parse import mistakes
from iomrules.parse.automaton import END, Automaton, Production
from iomrules.parse.blocks import Block, phrase_at
from iomrules.parse.heads import spaced_head
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.nodes import Nodes, arm_of
from iomrules.parse.parts import DEEPEST, PUNCTUATION, Spread
from iomrules.parse.situation import Situation
from iomrules.parse.table_rows import mark_rows
from iomrules.parse.tree import Declaration, Token
from iomrules.parse.words import SIGNS, Words
from iomrules.source import NOWHERE, SourceText, Span

#: keywords and signs that open a level of nesting
OPENERS = frozenset(
    (
        *("LPAR", "CALL", "NOT", "MINUS", "IF", "WHERE", "HOLDS"),
        *("SUM", "MEAN", "MAX", "MIN", "BEST_OF", "KNOWN", "COUNT", "SHARE"),
    )
)
SILENT = frozenset(("COMMENT", "COMMA"))


@define
class Stack:
    """Where the walk stands. depths: levels of nesting opened below each entry."""

    states: list[int]
    values: list[object] = field(factory=list)
    spans: list[Span] = field(factory=list)
    depths: list[int] = field(factory=lambda: [0])


class Walk:
    """One declaration."""

    def __init__(self, source: SourceText, words: Words, automaton: Automaton) -> None:
        self.source = source
        self.words = words
        self.automaton = automaton
        self.nodes = Nodes(words)
        self.stack = Stack([automaton.start])
        self.tokens: list[Token] = []
        self.mistakes: list[Diagnostic] = []
        self.lexemes: Sequence[Lexeme] = ()
        self.broken = False
        self.earlier: tuple[int, ...] = ()
        self.rest: list[Block] = []

    def read_block(self, block: Block) -> Declaration | None:
        """The declaration, or None where it has mistakes; tokens and mistakes are left on the reading."""
        self.lexemes = block.lexemes
        if not block.start:
            self.stray()
            return None
        if block.start in ("TABLE", "EXTEND"):
            self.lexemes, bad_rows = mark_rows(block.lexemes, self.source, self.words, has_keys=block.start == "TABLE")
            self.mistakes.extend(bad_rows)
        index = 0
        if block.misspelt:
            index = self.take_misspelt(block.start)
        while index < len(self.lexemes):
            lexeme = self.lexemes[index]
            if lexeme.kind in SILENT:
                self.tokens.append(Token(lexeme.kind, lexeme.text, span=lexeme.span))
                index += 1
                continue
            terminal, count = self.choose(index, self.stack.states)
            if terminal == "NAME" and index and self.lexemes[index - 1].kind == "COMMA":
                self.part_list(index)
            if not terminal:
                if not self.broken and self.rename(block):
                    return None
                self.broken = True
                index = self.recover(index)
                if index < 0:
                    return None
                continue
            self.take(terminal, index, count)
            if self.stack.depths[-1] > DEEPEST:
                self.mistakes.append(codes.TOO_DEEP.at(lexeme.span, limit=DEEPEST))
                return None
            index += count
        return self.finish()

    def take_misspelt(self, start: str) -> int:
        """Report and take a first word that is a slip for the terminal `start`; where to read on."""
        index = next(i for i, lexeme in enumerate(self.lexemes) if lexeme.kind not in SILENT)
        lexeme = self.lexemes[index]
        self.mistakes.append(mistakes.misspelt(lexeme.text, mistakes.near_starter(lexeme, self.words)[1], lexeme.span))
        self.broken = True
        self.take(start, index, 1)
        return index + 1

    def stray(self) -> None:
        """What stands before the first declaration: comments may, anything else may not."""
        spoken = [lexeme for lexeme in self.lexemes if lexeme.kind not in SILENT]
        self.tokens.extend(
            Token(each.kind, each.text, span=each.span) for each in self.lexemes if each.kind == "COMMENT"
        )
        if not spoken:
            return
        terminal, _ = mistakes.near_starter(spoken[0], self.words)
        if terminal:
            self.rest.append(Block(terminal, spoken, misspelt=True))
        else:
            self.mistakes.append(mistakes.unknown_start(spoken, self.words))

    def finish(self) -> Declaration | None:
        last = self.tokens[-1].span if self.tokens else NOWHERE
        if not self.automaton.accepts(self.stack.states, END):
            if not self.broken:
                self.mistakes.append(mistakes.unfinished(self.situation(len(self.lexemes))))
            return None
        self.reduce_for(END, last)
        self.mistakes.extend(self.nodes.mistakes)
        return None if self.broken or self.mistakes else self.stack.values[-1]  # type: ignore[return-value]

    # --- which terminal comes next ---

    def choose(self, index: int, states: list[int]) -> tuple[str, int]:
        """(terminal, lexemes it takes) that can follow a stack, or ("", 0)."""
        lexeme = self.lexemes[index]
        accepts = self.automaton.accepts
        if lexeme.kind == "WORD":
            # the longest, whatever lines it runs over: the end of a line never changes what words mean
            for count in range(self.words.longest.get(lexeme.folded, 0), 0, -1):
                phrase = phrase_at(self.lexemes, index, count)
                for terminal in self.words.terminals.get(phrase, ()):
                    if accepts(states, terminal) and self.means(terminal, index, states):
                        return terminal, count
            can_name = lexeme.folded not in self.words.never_names and "/" not in lexeme.text and lexeme.text != "%"
            if can_name and accepts(states, "NAME"):
                return "NAME", 1
            return "", 0
        for terminal in self.meanings(lexeme):
            if accepts(states, terminal):
                return terminal, 1
        return "", 0

    def meanings(self, lexeme: Lexeme) -> tuple[str, ...]:
        if lexeme.kind != "SIGN":
            return (lexeme.kind,)
        terminal = lexeme.terminal or SIGNS[lexeme.text]
        if terminal == "LPAR" and self.follows("NAME", lexeme):
            return "CALL", "LPAR"
        # Word turns a minus between spaces into a dash
        return ("DASH", "MINUS") if terminal == "DASH" else (terminal,)

    def means(self, terminal: str, index: int, states: list[int]) -> bool:
        """Whether what stands about a phrase lets it be a terminal that may follow."""
        if terminal == "UNIT":
            return self.unit_fits(self.lexemes[index])
        if terminal == "UNTIL" and self.automaton.accepts(states, "BY"):
            # in a table `по` goes on to its keys, or to the day till which a clause before them is in force
            return [each.kind for each in self.lexemes[index + 1 : index + 2]] == ["DATE"]
        return True

    def unit_fits(self, lexeme: Lexeme) -> bool:
        """A unit stands on the line of its number: a field or clause on the next line may begin with the same word."""
        before = self.before()
        return before is None or before.kind != "NUMBER" or before.span.end_line == lexeme.line

    def follows(self, kind: str, lexeme: Lexeme) -> bool:
        """Whether a lexeme stands on one line with a token of a kind, just after it."""
        before = self.before()
        return before is not None and before.kind == kind and before.span.end_line == lexeme.line

    def before(self) -> Token | None:
        """The last token taken that says something."""
        return next((token for token in reversed(self.tokens) if token.kind not in SILENT), None)

    # --- the walk ---

    def take(self, terminal: str, index: int, count: int, meant: str = "") -> None:
        """Reduce as the terminal asks, then shift it. meant: what the lexemes are to be read as, where misspelt."""
        phrase = self.lexemes[index : index + count]
        span = phrase[0].span if count == 1 else phrase[0].span.to(phrase[-1].span)
        text = meant or (phrase[0].text if count == 1 else " ".join(lexeme.text for lexeme in phrase))
        token = Token("LPAR" if terminal == "CALL" else terminal, text, span=span)
        self.earlier = tuple(self.stack.states)
        self.reduce_for(terminal, span)
        action = self.automaton.actions[self.stack.states[-1]][terminal]
        assert isinstance(action, int)
        self.push(action, token, span, opens=terminal in OPENERS)
        self.tokens.append(token)

    def push(self, state: int, value: object, span: Span, *, opens: bool = False) -> None:
        stack = self.stack
        stack.states.append(state)
        stack.values.append(value)
        stack.spans.append(span)
        stack.depths.append(stack.depths[-1] + opens)

    def reduce_for(self, terminal: str, ahead: Span) -> None:
        """Reduce until the terminal can be shifted, or to the end."""
        automaton, stack = self.automaton, self.stack
        while True:
            action = automaton.actions[stack.states[-1]].get(terminal)
            if not isinstance(action, Production):
                return
            self.reduce(action, ahead)
            if terminal == END and stack.states[-1] == automaton.final:
                return

    def reduce(self, production: Production, ahead: Span) -> None:
        stack, length = self.stack, production.length
        states = stack.states
        handed_on = length == 1 and arm_of(production.name) is None and not production.origin.startswith("__")
        if handed_on and type(stack.values[-1]) is not Spread:
            # half of all productions only lead from one name of the grammar to another
            del states[-1]
            states.append(self.automaton.gotos[states[-1]][production.origin])
            stack.depths[-1] = stack.depths[-2]
            return
        if length:
            raw = stack.values[-length:]
            span = stack.spans[-length] if length == 1 else stack.spans[-length].to(stack.spans[-1])
            del states[-length:], stack.values[-length:], stack.spans[-length:], stack.depths[-length:]
        else:
            raw = []
            span = Span(ahead.source, ahead.line, ahead.column, ahead.line, ahead.column, ahead.start, ahead.start)
        value: object
        if production.origin.startswith("__"):
            value = _spread(raw)
        else:
            value = self.nodes.build(production.name, _children(raw), span)
        self.push(self.automaton.gotos[states[-1]][production.origin], value, span)

    # --- after a mistake ---

    def situation(self, index: int) -> Situation:
        return Situation(
            self.source,
            self.words,
            self.automaton,
            tuple(self.stack.states),
            self.earlier,
            tuple(self.tokens),
            self.lexemes,
            index,
            lambda states: bool(self.choose(index, states)[0]) if index < len(self.lexemes) else False,
        )

    def recover(self, index: int) -> int:
        """Report the mistake at `index`; mend the walk if it can be; where to read on, or -1."""
        found = mistakes.explain(self.situation(index))
        if found.restart >= 0:
            self.rest.append(Block(found.terminal, list(self.lexemes[found.restart :]), misspelt=True))
            return -1
        self.mistakes.append(found.diagnostic)
        if found.insert:
            self.put_in(found.insert, self.lexemes[index].span)
            return index
        if found.terminal:
            self.take(found.terminal, index, found.count, found.meant)
            return index + found.count
        if found.instead:
            self.read_name_as(found.instead)
        if found.skip or found.instead:
            return index + found.skip
        for later in range(index, len(self.lexemes)):
            lexeme = self.lexemes[later]
            if (lexeme.fresh or lexeme.kind == "ROW") and self.resume(later):
                return later
        return -1

    def part_list(self, index: int) -> None:
        """Report a comma between members of a list after which a name could begin something else, and read on."""
        found = mistakes.comma_before_name(self.situation(index))
        if found is not None:
            self.broken = True
            self.mistakes.append(found.diagnostic)
            self.put_in(found.insert, self.lexemes[index].span)

    def rename(self, block: Block) -> bool:
        """Whether the mistake is a name of several words; then the block is to be read again with the name in one."""
        found = spaced_head(block, self.words)
        if found is None:
            return False
        self.tokens.clear()
        self.mistakes.append(found[0])
        self.rest.append(found[1])
        return True

    def resume(self, index: int) -> bool:
        """Take so much off the stack that the clause at `index` can follow; a missing value is made up."""
        for terminal in self.keywords_at(index):
            for length in range(len(self.stack.states), 1, -1):
                states = self.stack.states[:length]
                for filler in ("", "NAME", "TEXT", "NUMBER"):
                    if filler and not self.automaton.accepts(states, filler):
                        continue
                    if self.fits(length, filler, terminal, index):
                        return True
        return False

    def fits(self, length: int, filler: str, terminal: str, index: int) -> bool:
        saved = self.stack
        self.stack = Stack(
            saved.states[:length], saved.values[: length - 1], saved.spans[: length - 1], saved.depths[:length]
        )
        if filler:
            self.put_in(filler, saved.spans[-1] if saved.spans else NOWHERE)
        # the word itself is asked again: what it may be depends on its line as well as on the stack
        if self.automaton.accepts(self.stack.states, terminal) and self.choose(index, self.stack.states)[0]:
            return True
        self.stack = saved
        return False

    def put_in(self, terminal: str, place: Span) -> None:
        """Take a token that the author left out."""
        self.reduce_for(terminal, place)
        action = self.automaton.actions[self.stack.states[-1]][terminal]
        assert isinstance(action, int)
        text = {"NAME": "имя", "NUMBER": "1"}.get(terminal, "")
        self.push(action, Token(terminal, text, span=place), place)

    def read_name_as(self, terminal: str) -> None:
        """Take back the name taken last, and take it for `terminal`, which could have stood there."""
        place = next(i for i in range(len(self.tokens) - 1, -1, -1) if self.tokens[i].kind not in SILENT)
        name, stack = self.tokens[place], self.stack
        for entries in (stack.states, stack.values, stack.spans, stack.depths):
            del entries[-1]
        self.put_in(terminal, name.span)
        self.tokens[place] = Token(terminal, name.text, span=name.span)

    def keywords_at(self, index: int) -> tuple[str, ...]:
        """What the first words of a line may be, other than a name."""
        lexeme = self.lexemes[index]
        if lexeme.kind == "ROW":
            return ("ROW",)
        for count in range(self.words.longest.get(lexeme.folded, 0), 0, -1):
            known = self.words.terminals.get(phrase_at(self.lexemes, index, count, one_line=True), ())
            if known:
                return known
        return ()


def _spread(raw: Sequence[object]) -> Spread:
    """The children of a repetition, the list already made carried on."""
    if raw and isinstance(raw[0], Spread):
        raw[0].extend(_children(raw[1:]))
        return raw[0]
    return Spread(_children(raw))


def _children(raw: Sequence[object]) -> list[object]:
    children: list[object] = []
    for value in raw:
        kind = type(value)
        if kind is Spread:
            children.extend(value)  # type: ignore[arg-type]
        elif not (kind is Token and value.kind in PUNCTUATION):  # type: ignore[attr-defined]
            children.append(value)
    return children
