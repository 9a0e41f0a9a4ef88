"""`read`: ruleset text to syntax tree, with every mistake of the file at once; `reread`: the same after an edit.

The text is cut into declarations first, so that a mistake stays where it is made, and so that an edit costs the reading
of what was edited: every other declaration is kept, and moved where lines came or went above it.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from iomrules.codes import parse as codes
from iomrules.collecting import paused
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import field, frozen
from iomrules.parse import letters, mistakes
from iomrules.parse.pieces import Piece, read_pieces
from iomrules.parse.tree import SyntaxTree
from iomrules.parse.words import load_words
from iomrules.source import SourceText, Span

LONGEST_TEXT = 2_000_000
LONGEST_LINE = 10_000
MOST_MISTAKES = 200


@frozen
class Reading:
    """A text that was read: its tree, its mistakes in the order of the text, and the pieces it was read in.

    pieces: none where the text is too large to be read.
    """

    tree: SyntaxTree
    diagnostics: tuple[Diagnostic, ...]
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    @property
    def source(self) -> SourceText:
        """The text as it was read: NFC, line ends as `\\n`."""
        return self.tree.source


def read(source: SourceText) -> tuple[SyntaxTree, tuple[Diagnostic, ...]]:
    """The tree of a ruleset and all its mistakes, in the order of the text.

    A declaration with a mistake is left out of the tree; never raises for what an author may write.
    """
    reading = open_reading(source)
    return reading.tree, reading.diagnostics


def open_reading(source: SourceText) -> Reading:
    """The reading of a text, to be kept and given to `reread` when the text changes."""
    source = _normal(source)
    too_large = _check_size(source)
    if too_large:
        return Reading(SyntaxTree(source, ()), too_large)
    with paused():
        return _join(source, read_pieces(source, 1, 0, len(source.text), 0))


def reread(old: Reading, text: str) -> Reading:
    """The reading of the text that `old` became; the same, to the last place, as reading it from the start.

    Read anew: the declarations from the first line changed to the last. `old` stays as it is.
    """
    source = _normal(SourceText(old.source.name, text))
    if source.text == old.source.text:
        return old
    if not old.pieces or _check_size(source):
        return open_reading(source)
    before, after = old.source.text.split("\n"), source.text.split("\n")
    same_above, same_below = _unchanged(before, after)
    # Only a right starting word surely parts what stands above it from what stands below: whether a word is a slip
    # for one depends on the lines around.
    starts = [number for number, piece in enumerate(old.pieces) if piece.column]
    heads = [old.pieces[number].head for number in starts]
    above = bisect_left(heads, same_above + 1) - 1
    first = starts[above] if above >= 0 else 0
    below = bisect_left(heads, len(before) - same_below + 1)
    last = starts[below] + 1 if below < len(starts) else len(old.pieces)
    head, tail = old.pieces[:first], old.pieces[last:]
    margin = max((piece.column for piece in (*head, *tail)), default=0)
    line, start = (old.pieces[first].line, old.pieces[first].start) if first else (1, 0)
    longer = len(source.text) - len(old.source.text)
    end = tail[0].start + longer if tail else len(source.text)
    with paused():
        middle = read_pieces(source, line, start, end, margin)
        pieces = (*head, *middle, *(piece.moved(len(after) - len(before), longer) for piece in tail))
        if _margin(pieces) == _margin(old.pieces):
            return _join(source, pieces)
    return open_reading(source)


def _normal(source: SourceText) -> SourceText:
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(source.name, unicodedata.normalize("NFC", text))


def _unchanged(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many lines at the beginning and at the end of two texts are the same, no line counted twice."""
    most = min(len(before), len(after))
    above = next((number for number in range(most) if before[number] != after[number]), most)
    most -= above
    below = next((number for number in range(most) if before[-1 - number] != after[-1 - number]), most)
    return above, below


def _margin(pieces: Iterable[Piece]) -> int:
    """The greatest column of a starting word."""
    return max((piece.column for piece in pieces), default=0)


def _join(source: SourceText, pieces: tuple[Piece, ...]) -> Reading:
    language = _language(pieces)
    found = [each for piece in pieces for each in piece.characters]
    found += [each for piece in pieces for each in piece.mistakes]
    found += _latin_names(pieces, language)
    found.sort(key=lambda diagnostic: (diagnostic.span.start, diagnostic.code))
    tree = SyntaxTree(
        source,
        tuple([each for piece in pieces for each in piece.declarations]),
        tuple([each for piece in pieces for each in piece.tokens]),
        language,
        tuple([each for piece in pieces for each in piece.broken]),
        tuple([each for piece in pieces for each in piece.parts]),
    )
    return Reading(tree, _bounded(found), pieces)


def _latin_names(pieces: Sequence[Piece], language: str) -> Iterator[Diagnostic]:
    """Names in Latin letters that look the same as a Russian name of the file, or as a Russian keyword."""
    if not any(piece.latin for piece in pieces):
        return
    keywords = load_words().terminals
    russian = frozenset[str]().union(*(piece.russian for piece in pieces))
    for token in (token for piece in pieces for token in piece.latin):
        twin = letters.russian_twin(token.text)
        folded = letters.fold_word(twin)
        if folded in russian or (language == "ru" and folded in keywords):
            yield mistakes.latin_word(token.text, twin, token.span)


def _check_size(source: SourceText) -> tuple[Diagnostic, ...]:
    if len(source.text) > LONGEST_TEXT:
        return (codes.TOO_LARGE.at(Span(source.name, 1, 1, 1, 1), limit=LONGEST_TEXT),)
    lines = source.text.split("\n")
    if max(map(len, lines)) <= LONGEST_LINE:
        return ()
    return tuple(
        codes.LONG_LINE.at(Span(source.name, number, LONGEST_LINE, number, len(line)), limit=LONGEST_LINE)
        for number, line in enumerate(lines, 1)
        if len(line) > LONGEST_LINE
    )


def _bounded(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    if len(found) <= MOST_MISTAKES:
        return tuple(found)
    last = found[MOST_MISTAKES]
    return (*found[:MOST_MISTAKES], codes.TOO_MANY.at(last.span, count=len(found) - MOST_MISTAKES))


def _language(pieces: Iterable[Piece]) -> str:
    """The language most keywords are of; Russian where there is no telling."""
    counts = dict.fromkeys(load_words().languages, 0)
    for piece in pieces:
        for tongue in piece.tongues:
            counts[tongue] += 1
    return max(counts, key=lambda code: (counts[code], code == "ru"))
