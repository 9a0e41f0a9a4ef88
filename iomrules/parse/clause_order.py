"""Clauses written before the body of a declaration: the printer puts them after it, in the order written.

The text itself is put in order and read again, so the printer meets only what it knows.
"""

from collections.abc import Iterator, Sequence

from iomrules.parse import tree
from iomrules.parse.reader import read
from iomrules.parse.words import STARTERS
from iomrules.source import SourceText

#: words that begin a clause many declarations share -> how many tokens after it are its own, at least
SHARED = {
    "BASIS": 1,
    "NOTE": 1,
    "ADVICE": 1,
    "IN_FORCE": 2,
    "REFINABLE": 0,
    "REFINES": 1,
    "FORMS": 1,
    "MEASURED": 1,
}
#: what may go on with such a clause, in pairs: `по 31.08.2027`, `; баллов`
CONTINUED = frozenset(("UNTIL", "SEMICOLON"))
#: clauses of a rating alone go on to the next of these
OF_RATING = frozenset(("PRIORITY", "TOTAL", "PLACE", "ON_TIE", "SHARED_SKIP", "SHARED_DENSE"))
BOUNDS = frozenset((*SHARED, *OF_RATING, "CRITERION", "FOR", "FOR_ENTERED"))

Stretch = tuple[int, int]


def in_order(syntax: tree.SyntaxTree) -> tree.SyntaxTree:
    """The tree with every clause after the body of its declaration; the same tree where that is so."""
    starts = [index for index, token in enumerate(syntax.tokens) if token.kind in STARTERS]
    if not starts or len(starts) != len(syntax.declarations):
        return syntax
    text = syntax.source.text
    edited = text
    ends = [*starts[1:], len(syntax.tokens)]
    for declaration, begin, end in reversed(list(zip(syntax.declarations, starts, ends, strict=True))):
        body = _body(declaration)
        if body >= 0:
            edited = _reordered(edited, syntax.tokens[begin:end], body, _rows(declaration, text))
    if edited == text:
        return syntax
    again, found = read(SourceText(syntax.source.name, edited))
    return syntax if found or again != syntax else again


def _body(declaration: tree.Declaration) -> int:
    """Where the last part of a declaration begins that clauses come after; -1 where there is no such part."""
    match declaration:
        case tree.Rule(condition=condition, exceptions=exceptions):
            return exceptions[-1].span.start if exceptions else condition.span.start
        case tree.Route(condition=condition) if condition is not None:
            return condition.span.start
        case tree.Indicator(value=body):
            return body.span.start
        case tree.Parameter(values=values):
            return values[0].span.start
        case tree.Catalogue(element=name) | tree.Selection(rating=name):
            return name.span.start
        case tree.Rating(criteria=criteria):
            return criteria[-1].span.start
        case tree.Enumeration(members=members):
            return members[0].name.span.start
        case tree.Table(keys=keys):
            return keys[0].span.start
    return -1


def _rows(declaration: tree.Declaration, text: str) -> int | None:
    """Where the line below the keys of a table begins: its clauses stand there, above the rows; None elsewhere."""
    if not isinstance(declaration, tree.Table):
        return None
    end = text.find("\n", declaration.keys[-1].span.end)
    return end if end >= 0 else len(text)


def _reordered(text: str, tokens: Sequence[tree.Token], body: int, rows: int | None) -> str:
    """The text where the clauses of one declaration that begin before its body stand after it, or above its rows."""
    clauses = list(_clauses(tokens))
    early = [each for each in clauses if tokens[each[0]].span.start < body]
    if not early:
        return text
    late = next((each for each in clauses if tokens[each[0]].span.start >= body), None)
    stretches = [_stretch(tokens, each) for each in early]
    place = _stretch(tokens, late)[0] if late else _end(tokens)
    if rows is not None:
        place, late = rows, None
    moved = "\n".join(text[first:last].rstrip(",") for first, last in stretches)
    text = text[:place] + (f"{moved}\n" if late else f"\n{moved}") + text[place:]
    for first, last in reversed(stretches):
        text = _without(text, first, last)
    return text


def _clauses(tokens: Sequence[tree.Token]) -> Iterator[Stretch]:
    """Where clauses begin and end among the tokens of a declaration."""
    spoken = [index for index, token in enumerate(tokens) if token.kind not in ("COMMENT", "COMMA")]
    kinds = [tokens[index].kind for index in spoken]
    for place, kind in enumerate(kinds):
        if kind in SHARED:
            end = place + SHARED[kind]
            while end + 2 < len(kinds) and kinds[end + 1] in CONTINUED:
                end += 2
            yield spoken[place], spoken[end] + 1
        elif kind in OF_RATING:
            end = next((at for at in range(place + 1, len(kinds)) if kinds[at] in BOUNDS), len(kinds))
            yield spoken[place], spoken[end - 1] + 1


def _stretch(tokens: Sequence[tree.Token], clause: Stretch) -> Stretch:
    """The offsets of a clause with the comments that are about it: on lines of their own above, and beside it."""
    first, last = clause
    while first > 1 and tokens[first - 1].kind == "COMMENT" and _is_alone(tokens, first - 1):
        first -= 1
    while last < len(tokens) and tokens[last].kind == "COMMA":
        last += 1
    if last < len(tokens) and tokens[last].kind == "COMMENT" and not _is_alone(tokens, last):
        last += 1
    return tokens[first].span.start, tokens[last - 1].span.end


def _is_alone(tokens: Sequence[tree.Token], index: int) -> bool:
    """Whether a token begins a line."""
    return tokens[index - 1].span.end_line < tokens[index].span.line


def _end(tokens: Sequence[tree.Token]) -> int:
    """Where the declaration ends; comments on lines of their own after it are of the next."""
    last = max(index for index, token in enumerate(tokens) if token.kind != "COMMENT")
    if last + 1 < len(tokens) and not _is_alone(tokens, last + 1):
        last += 1
    return tokens[last].span.end


def _without(text: str, first: int, last: int) -> str:
    """The text without a stretch, nor the line it leaves empty."""
    begin, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    end = len(text) if end < 0 else end
    if not text[begin:first].strip() and not text[last:end].strip():
        return text[:begin] + text[end + 1 :]
    return text[:first] + text[last:]
