"""The first line of a declaration whose name was written as several words: `показатель процент выполнения`.

Asked only where the declaration could not be read: white space never changes the meaning, so a name alone on the line
of another may be right.
"""

from collections.abc import Sequence

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import evolve
from iomrules.parse.blocks import Block
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.name_slips import end_of_hyphened, words_in_a_row, words_with_hyphens
from iomrules.parse.words import Words

#: declarations with a name of their own
NAMED = frozenset(
    ("RULESET", "ENUMERATION", "RECORD", "CATALOGUE", "PARAMETER", "TABLE", "INDICATOR", "RATING", "SELECTION", "RULE")
) | {"ROUTE"}
#: declarations where nothing but such words can follow a name, so that a keyword among them is a part of the name
STRICT = frozenset(("RATING", "SELECTION", "TABLE", "RULE"))
#: words that may follow a name on its line
FOLLOWING = frozenset(("BY", "BY_RATING", "LIST_OF", "ASCENDING", "FOR", "FOR_ENTERED", "IF", "VERSION"))
SILENT = frozenset(("COMMENT", "COMMA"))


def spaced_head(block: Block, words: Words) -> tuple[Diagnostic, Block] | None:
    """The message for a name of several words, and the block with the name in one; None where it is no such slip."""
    lexemes = block.lexemes
    if block.start not in NAMED or block.misspelt:
        return None
    first = next(index for index, lexeme in enumerate(lexemes) if lexeme.kind not in SILENT)
    begin = first + _length(lexemes, first, words)
    end = _past_name(block, begin, words)
    if end - begin < 2 or not _is_head(block.start, lexemes, end, words):
        return None
    said = [lexeme.text for lexeme in lexemes[begin:end]]
    hyphened = "".join(said[1::2]).strip("-‑") == ""
    meant = "_".join(said[::2] if hyphened else said)
    span = lexemes[begin].span.to(lexemes[end - 1].span)
    name = evolve(lexemes[begin], text=meant, span=span, folded=meant.casefold().replace("ё", "е"))
    joined = [*lexemes[:begin], name, *lexemes[end:]]
    found = words_with_hyphens(span, said[::2]) if hyphened else words_in_a_row(span, said)
    return found, evolve(block, lexemes=joined)


def _past_name(block: Block, begin: int, words: Words) -> int:
    """Where the words that were to be the name end: those joined by hyphens, or in a row on the line."""
    lexemes = block.lexemes
    end = end_of_hyphened(lexemes, begin)
    if end > begin + 1:
        return end
    end = begin
    while (
        end < len(lexemes)
        and lexemes[end].line == lexemes[begin].line
        and _may_be_named(block.start, lexemes, end, words)
    ):
        end += 1
    return end


def _length(lexemes: Sequence[Lexeme], index: int, words: Words) -> int:
    """How many words the starting word is of."""
    for count in range(words.longest.get(lexemes[index].folded, 0), 0, -1):
        phrase = " ".join(lexeme.folded for lexeme in lexemes[index : index + count])
        if phrase in words.reserved:
            return count
    return 1


def _may_be_named(start: str, lexemes: Sequence[Lexeme], index: int, words: Words) -> bool:
    lexeme = lexemes[index]
    if lexeme.kind != "WORD" or "/" in lexeme.text:
        return False
    if start in STRICT:
        return lexeme.folded not in words.never_names and not _follows(lexemes, index, words)
    return set(words.terminals.get(lexeme.folded, ())) <= {"UNIT"}


def _is_head(start: str, lexemes: Sequence[Lexeme], index: int, words: Words) -> bool:
    """Whether after the words there is nothing on the line but a title, or what may follow a name."""
    line = lexemes[index - 1].line
    if start == "ENUMERATION":
        return _members_below(lexemes, index, line)
    while index < len(lexemes) and lexemes[index].line == line:
        lexeme = lexemes[index]
        if lexeme.kind == "WORD":
            return _follows(lexemes, index, words)
        if lexeme.kind not in ("TEXT", "COMMENT"):
            return False
        index += 1
    return True


def _members_below(lexemes: Sequence[Lexeme], index: int, line: int) -> bool:
    """Whether the members stand below the line of the words, and none on it."""
    parted = [lexeme.line for lexeme in lexemes[index:] if lexeme.text == ";"]
    return bool(parted) and parted[0] > line


def _follows(lexemes: Sequence[Lexeme], index: int, words: Words) -> bool:
    """Whether one or two words are what may follow a name."""
    phrases = (" ".join(lexeme.folded for lexeme in lexemes[index : index + count]) for count in (1, 2))
    return any(FOLLOWING.intersection(words.terminals.get(phrase, ())) for phrase in phrases)
