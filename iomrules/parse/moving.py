"""Trees and mistakes moved to another place of the text: the same nodes, each with its span further down or up."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, TypeVar

from attrs import fields

from iomrules.diagnostics import Diagnostic, Related
from iomrules.frozen import evolve
from iomrules.parse.tree import Name, Token
from iomrules.source import Span

T = TypeVar("T")

#: what no span can stand in
_PLAIN = frozenset((str, int, bool, NoneType, Fraction, date))


class Mover:
    """Moves by so many lines and characters; columns stay, for whole lines are put in or taken out above."""

    def __init__(self, lines: int, offset: int) -> None:
        self.lines = lines
        self.offset = offset
        #: spans moved already, by identity: a token and the name made of it share one
        self._spans: dict[int, Span] = {}

    def all(self, nodes: tuple[T, ...]) -> tuple[T, ...]:
        """Every node of a tuple, moved."""
        return tuple([self.node(node) for node in nodes])

    def diagnostics(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Mistakes, moved with the places they point at."""
        return tuple(
            evolve(
                each,
                span=self.span(each.span),
                related=tuple(Related(self.span(other.span), other.ru, other.en) for other in each.related),
            )
            for each in found
        )

    def span(self, span: Span) -> Span:
        """A span, moved; one that is nowhere stays there."""
        moved = self._spans.get(id(span))
        if moved is None:
            lines, offset = self.lines, self.offset
            moved = (
                span
                if not span.source
                else Span(
                    span.source,
                    span.line + lines,
                    span.column,
                    span.end_line + lines,
                    span.end_column,
                    span.start + offset,
                    span.end + offset,
                )
            )
            self._spans[id(span)] = moved
        return moved

    def token(self, token: Token) -> Token:
        """A token, moved."""
        return Token(token.kind, token.text, span=self.span(token.span))

    def node(self, node: Any) -> Any:
        """A node of the tree with all below it, moved."""
        kind: Any = type(node)
        if kind is Token or kind is Name:
            return self.token(node) if kind is Token else Name(node.text, span=self.span(node.span))
        new = kind.__new__(kind)
        for read, write in _slots(kind):
            value = read(node)
            sort = type(value)
            if sort is Span:
                value = self.span(value)
            elif sort is tuple:
                value = self._tuple(value)
            elif sort not in _PLAIN:
                value = self.node(value)
            write(new, value)
        return new

    def _tuple(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            [
                value if (sort := type(value)) in _PLAIN else self._tuple(value) if sort is tuple else self.node(value)
                for value in values
            ]
        )


@cache
def _slots(kind: type[Any]) -> tuple[tuple[Callable[[Any], Any], Callable[[Any, Any], None]], ...]:
    """How each field of a node is read, and written into a new one: a copy is made for every node of a text."""
    slots = (vars(kind)[field.name] for field in fields(kind))
    return tuple((slot.__get__, slot.__set__) for slot in slots)
