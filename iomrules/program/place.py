"""Where an expression stands: whose facts it may name, which elements are in hand, what lowers its parts."""

from collections.abc import Callable

from iomrules.codes import program as codes
from iomrules.diagnostics import Related
from iomrules.facts.record import Fact, Kind, NumberKind, RecordKind, Shape, TruthKind
from iomrules.frozen import evolve, field, frozen
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.program.kind_words import declared_here, kind_words, said_here
from iomrules.source import NOWHERE, Span


@frozen
class Hand:
    """The element of a collection while its condition or value is computed.

    kind: of the element. name: of the collection. catalogue: whose entry it is, or empty. keyed_by: the enumeration of
    a by-key fact, or empty.
    """

    kind: Kind
    name: str
    catalogue: str = ""
    keyed_by: str = ""


@frozen
class Place:
    """person: the shape of the person decided. hands: the innermost first. rating, criteria: where a rating is read.

    based: the declaration has a legal basis of its own, as facts about health need. in_route: hours left may be named.
    """

    draft: Draft
    person: str
    dispatch: "Callable[[Place, tree.Expression, Kind | None], core.Node | None]" = field(repr=False)
    hands: tuple[Hand, ...] = ()
    rating: str = ""
    criteria: tuple[str, ...] = ()
    based: bool = False
    in_route: bool = False

    def lower(self, written: tree.Expression, expected: Kind | None = None) -> core.Node | None:
        """The node that computes an expression; None where something in it is at fault, which was reported."""
        return self.dispatch(self, written, expected)

    def inside(self, hand: Hand) -> "Place":
        """The place within a collection."""
        return evolve(self, hands=(hand, *self.hands))

    def truth(self, written: tree.Expression) -> core.Node | None:
        """A condition; anything else is reported."""
        node = self.lower(written, TruthKind())
        if node is None or isinstance(node.kind, TruthKind):
            return node
        self._wrong(codes.NOT_A_CONDITION, node, written.span)
        return None

    def number(self, written: tree.Expression) -> core.Node | None:
        """A number; anything else is reported."""
        node = self.lower(written)
        if node is None or isinstance(node.kind, NumberKind):
            return node
        self._wrong(codes.NOT_A_NUMBER, node, written.span)
        return None

    def _wrong(self, code: codes.Code, node: core.Node, span: Span) -> None:
        ru, en = kind_words(node.kind)
        self.draft.report(code, span, related=self.origin(node), kind=ru, kind_en=en)

    def shape_in_hand(self, depth: int = 0) -> Shape | None:
        """The record in hand, or None where the element is a plain value."""
        kind = self.hands[depth].kind
        return self.draft.schema.shapes.get(kind.shape) if isinstance(kind, RecordKind) else None

    def fact_of(self, node: core.Node) -> Fact | None:
        """The declaration of a fact or field that a node reads, or None for other nodes."""
        shapes = self.draft.schema.shapes
        match node:
            case core.FactOf(name):
                shape = shapes.get(self.person)
                return shape.fact(name) if shape else None
            case core.FieldOf(name, depth):
                shape = self.shape_in_hand(depth)
                return shape.fact(name) if shape else None
        return None

    def origin(self, node: core.Node) -> tuple[Related, ...]:
        """Where the kind of a value comes from: the declaration of what it reads, in words."""
        span, name = NOWHERE, ""
        match node:
            case core.FactOf(name):
                span = self.draft.place(f"fact of {self.person}", name)
            case core.FieldOf(name, depth):
                shape = self.shape_in_hand(depth)
                span = self.draft.place(f"fact of {shape.name}", name) if shape else NOWHERE
            case core.ParameterOf(name) | core.IndicatorOf(name) | core.TotalOf(name) | core.VerdictOf(name):
                span = self.draft.place("value", name)
            case core.FromTable(name) | core.Named(name):
                span = self.draft.place("value", name)
        if span == NOWHERE and node.span != NOWHERE and isinstance(node.kind, NumberKind) and node.kind.unit:
            return (said_here(node.span, node.kind),)
        return () if span == NOWHERE else (declared_here(span, name, node.kind),)
