"""Words of the language in small letters, as everybody writes them."""

from collections.abc import Iterable, Iterator

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse import tree

#: what an author chose
_OWN = frozenset(("NAME", "COMMENT", "TEXT", "NUMBER", "DATE", "DOTTED"))


def find_spelling(trees: Iterable[tree.SyntaxTree]) -> tuple[Diagnostic, ...]:
    """Keywords with capital letters."""
    return tuple(mistake for syntax in trees for mistake in _of_file(syntax))


def _of_file(syntax: tree.SyntaxTree) -> Iterator[Diagnostic]:
    for token in syntax.tokens:
        if token.kind not in _OWN and token.text != token.text.lower():
            yield codes.KEYWORD_SPELLING.at(token.span, word=token.text, wanted=token.text.lower())
