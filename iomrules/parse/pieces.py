"""A text in pieces: each a declaration with the comments above it, read on its own and kept for the next reading.

A piece knows where it stands, so that an edit above it moves it without reading it again.
"""

from bisect import bisect_right
from collections import deque

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import evolve, field, frozen
from iomrules.parse import letters
from iomrules.parse.blocks import Block, split
from iomrules.parse.lexemes import scan
from iomrules.parse.load_automaton import load_automaton
from iomrules.parse.moving import Mover
from iomrules.parse.tree import Declaration, Name, Token
from iomrules.parse.walk import Walk
from iomrules.parse.words import STARTERS, Words, load_words
from iomrules.source import SourceText

#: declarations that declare names inside: members, fields, keys, criteria
DECLARE_INSIDE = frozenset(("ENUMERATION", "RECORD", "EXTEND", "RATING"))


@frozen
class Piece:
    """What was read between one starting word and the next.

    line, start: where the piece begins, as a line of the text and as an offset; always the beginning of a line.
    head: the line of its starting word; column: that word's, or 0 where it is a slip or there is none.
    declarations: none where there are mistakes in it. characters: mistakes of single characters; mistakes: of the rest.
    broken, parts: names of what was left out, and words inside it. tongues: a language for each keyword that tells one.
    russian: folded names in other than Latin letters; latin: names in Latin letters that look Russian.
    """

    line: int
    start: int
    head: int
    column: int
    declarations: tuple[Declaration, ...] = ()
    tokens: tuple[Token, ...] = field(default=(), repr=False)
    characters: tuple[Diagnostic, ...] = ()
    mistakes: tuple[Diagnostic, ...] = ()
    broken: tuple[Name, ...] = ()
    parts: tuple[Name, ...] = ()
    tongues: tuple[str, ...] = ()
    russian: frozenset[str] = frozenset()
    latin: tuple[Token, ...] = ()

    def moved(self, lines: int, offset: int) -> "Piece":
        """The piece with `lines` lines and `offset` characters more above it."""
        if not lines and not offset:
            return self
        move = Mover(lines, offset)
        return evolve(
            self,
            line=self.line + lines,
            start=self.start + offset,
            head=self.head + lines,
            declarations=move.all(self.declarations),
            tokens=tuple([move.token(token) for token in self.tokens]),
            characters=move.diagnostics(self.characters),
            mistakes=move.diagnostics(self.mistakes),
            broken=move.all(self.broken),
            parts=move.all(self.parts),
            latin=move.all(self.latin),
        )


def read_pieces(source: SourceText, line: int, start: int, end: int, margin: int) -> tuple[Piece, ...]:
    """The pieces of `source.text[start:end]`, whole lines; `line` is the number of the first.

    margin: the greatest column of a starting word elsewhere in the text.
    """
    words = load_words()
    scanned = scan(source, words, line, start, end)
    blocks = split(scanned.lexemes, words, margin)
    # the first piece takes what stands above its first lexeme, which may be characters that make none
    lines = [line, *(block.lexemes[0].line for block in blocks[1:])]
    characters: list[list[Diagnostic]] = [[] for _ in lines]
    for each in scanned.diagnostics:
        characters[bisect_right(lines, each.span.line) - 1].append(each)
    if not blocks:
        return (Piece(line, start, line, 0, characters=tuple(scanned.diagnostics)),)
    starts = [start, *(_line_start(block) for block in blocks[1:])]
    places = zip(lines, starts, map(tuple, characters), strict=True)
    return tuple(
        evolve(_read_piece(source, words, block), line=first, start=at, characters=found)
        for block, (first, at, found) in zip(blocks, places, strict=True)
    )


def _line_start(block: Block) -> int:
    first = block.lexemes[0].span
    return first.start - first.column + 1


def _read_piece(source: SourceText, words: Words, block: Block) -> Piece:
    """The piece of one block; where it begins is put in by the caller."""
    declarations: list[Declaration] = []
    tokens: list[Token] = []
    mistakes: list[Diagnostic] = []
    broken: list[Name] = []
    parts: list[Name] = []
    waiting = deque((block,))
    while waiting:
        walk = Walk(source, words, load_automaton())
        here = waiting.popleft()
        declaration = walk.read_block(here)
        if declaration is not None:
            declarations.append(declaration)
        elif here.start and here.start != "EXAMPLE":
            names = _names_in_broken(here, walk)
            broken.extend(names[:1])
            parts.extend(names[1:])
        waiting.extendleft(walk.rest)
        tokens.extend(walk.tokens)
        mistakes.extend(walk.mistakes)
    names_met = [token for token in tokens if token.kind == "NAME"]
    return Piece(
        0,
        0,
        *_head(block),
        tuple(declarations),
        tuple(tokens),
        (),
        tuple(mistakes),
        tuple(broken),
        tuple(parts),
        tuple(tongue for token in tokens if token.kind in STARTERS for tongue in _tongues(token, words)),
        frozenset(letters.fold_word(token.text) for token in names_met if not token.text.isascii()),
        tuple(token for token in names_met if token.text.isascii() and letters.russian_twin(token.text)),
    )


def _head(block: Block) -> tuple[int, int]:
    """The line and column of the word a block begins with; column 0 where it is a slip, or nothing begins."""
    if not block.start:
        return block.lexemes[0].line, 0
    first = next(lexeme for lexeme in block.lexemes if lexeme.fresh and lexeme.kind != "COMMENT")
    return first.line, 0 if block.misspelt else first.span.column


def _tongues(token: Token, words: Words) -> tuple[str, ...]:
    return tuple(words.tongues.get(" ".join(token.text.casefold().replace("ё", "е").split()), ()))


def _names_in_broken(block: Block, walk: Walk) -> list[Name]:
    """The name of a declaration that could not be read, and every word that may be a name in what it was to declare."""
    named = [token for token in walk.tokens if token.kind == "NAME"][:1]
    names = [Name(token.text, span=token.span) for token in named]
    if block.start not in DECLARE_INSIDE:
        return names
    keywords = walk.words.never_names
    words = [each for each in block.lexemes if each.kind == "WORD" and each.folded not in keywords]
    inside = (each for each in words if named and each.span.start > named[0].span.start)
    return [*names, *(Name(each.text, span=each.span) for each in inside)]
