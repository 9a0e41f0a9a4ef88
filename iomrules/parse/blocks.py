"""The text cut into declarations: each begins where a starting word, or a slip for one, is the first of a line."""

from collections.abc import Sequence

from iomrules.frozen import frozen
from iomrules.parse import mistakes
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.words import STARTERS, Words


@frozen
class Block:
    """The lexemes of one declaration. start: the terminal it begins with, empty for what stands before the first.

    misspelt: the first word is a slip for `start`, reported already.
    """

    start: str
    lexemes: list[Lexeme]
    misspelt: bool = False


def split(lexemes: Sequence[Lexeme], words: Words, margin: int = 0) -> list[Block]:
    """Declarations: each begins where a starting word is the first of its line.

    margin: the greatest column of a starting word elsewhere in the text, where the lexemes are a part of it.
    """
    blocks = [Block("", [])]
    starters = {
        index: starter
        for index, lexeme in enumerate(lexemes)
        if lexeme.fresh and lexeme.kind == "WORD" and (starter := _starter(lexemes, index, words))
    }
    margin = max(margin, max((lexemes[index].span.column for index in starters), default=0)) or 1
    for index, lexeme in enumerate(lexemes):
        starter = starters.get(index, "")
        misspelt = not starter and lexeme.fresh and lexeme.span.column <= margin
        if misspelt:
            starter = _misspelt_starter(lexemes, index, words, in_table=blocks[-1].start in ("TABLE", "EXTEND"))
        if starter:
            comments = _comments_above(blocks[-1].lexemes)
            blocks.append(Block(starter, comments, misspelt))
        blocks[-1].lexemes.append(lexeme)
    return [block for block in blocks if block.lexemes]


def _misspelt_starter(lexemes: Sequence[Lexeme], index: int, words: Words, *, in_table: bool) -> str:
    """The terminal that the first word of a line is a slip for, where what it would start follows; or empty.

    In a table any line may begin so that is no row; elsewhere a name must follow (or an example's title), for a field
    may well be called nearly so.
    """
    terminal, _ = mistakes.near_starter(lexemes[index], words)
    if not terminal or (in_table and not _is_prose(lexemes, index)):
        return ""
    after = lexemes[index + 1] if index + 1 < len(lexemes) else None
    if in_table or after is None or after.line != lexemes[index].line:
        return terminal if in_table else ""
    if terminal == "EXAMPLE":
        return terminal if after.kind == "TEXT" else ""
    return terminal if after.kind == "WORD" and after.folded not in words.terminals else ""


def _is_prose(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a line has nothing that parts the cells of a table."""
    line = lexemes[index].line
    return not any(
        lexeme.kind == "BAR" or lexeme.text == ";" for lexeme in lexemes[index : index + 40] if lexeme.line == line
    )


def _comments_above(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Comments on lines of their own just before a declaration belong to it: taken off the block before."""
    taken: list[Lexeme] = []
    while lexemes and lexemes[-1].kind == "COMMENT" and lexemes[-1].fresh:
        taken.insert(0, lexemes.pop())
    return taken


def _starter(lexemes: Sequence[Lexeme], index: int, words: Words) -> str:
    for count in range(words.longest.get(lexemes[index].folded, 0), 0, -1):
        known = words.terminals.get(phrase_at(lexemes, index, count, one_line=True), ())
        if known:
            return next((terminal for terminal in known if terminal in STARTERS), "")
    return ""


def phrase_at(lexemes: Sequence[Lexeme], index: int, count: int, *, one_line: bool = False) -> str:
    """The next `count` words as one folded phrase; empty where there are not as many. one_line: on one line only."""
    phrase = lexemes[index : index + count]
    if len(phrase) < count or any(lexeme.kind != "WORD" for lexeme in phrase):
        return ""
    if one_line and phrase[-1].line != phrase[0].line:
        return ""
    return " ".join(lexeme.folded for lexeme in phrase)
