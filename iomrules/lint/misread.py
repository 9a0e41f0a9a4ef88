"""What reads one way and means another: a limit that is multiplied where the author means the whole.

`итог но не больше 60` and on the next line `умножить на 1,1`: the end of a line changes nothing, so the limit is 66.
"""

from collections.abc import Iterable, Iterator

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse import tree

_LIMITS = frozenset(("BUT_AT_MOST", "BUT_AT_LEAST", "EACH_AT_MOST"))
#: what a limit is said with, up to the word that multiplies
_PLAIN = frozenset(("NAME", "NUMBER", "UNIT", "PERCENT", "COMMENT", "COMMA", "TIMES", "DIVIDE", "PLUS", "MINUS"))


def find_misread(trees: Iterable[tree.SyntaxTree]) -> tuple[Diagnostic, ...]:
    """Limits multiplied by a word; a sign, `60 * 2`, is what one writes who means it."""
    return tuple(mistake for syntax in trees for mistake in _of_file(syntax))


def _of_file(syntax: tree.SyntaxTree) -> Iterator[Diagnostic]:
    limit: tree.Token | None = None
    for token in syntax.tokens:
        if token.kind in _LIMITS:
            limit = token
        elif limit is not None and token.kind not in _PLAIN:
            limit = None
        elif limit is not None and token.kind == "TIMES" and token.text[:1].isalpha():
            yield codes.CAP_MULTIPLIED.at(token.span, limit=token.text, step=limit.text)
            limit = None
