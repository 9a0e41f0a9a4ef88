"""Names as the author put them into the sentence: the rules' own text holds every case form already."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import fields, has

from iomrules.facts.record import EnumKind, Fact, KeyKind, Kind, ListKind, NumberKind, RecordKind
from iomrules.frozen import evolve, field, frozen
from iomrules.program.core import (
    Both,
    Compare,
    Constant,
    Either,
    Element,
    Elements,
    FieldOf,
    InList,
    IsKnown,
    IsPresent,
    KeyInHand,
    KeyOf,
    Named,
    Node,
    Not,
    OneOf,
    Program,
)
from iomrules.write.texts import words

#: a word, or a value under a key: `отметки по химии`
_NAME = re.compile(r"[\w-]+(?:\s+\w{1,4}\s+[\w-]+)?")


def _read_only(given: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(given))


@frozen
class Said:
    """Where a phrase is said. shape: whose facts are read; outer: shapes of the elements in hand, innermost first.

    clauses: declared name -> the number of its clause, for references; empty where there are none.
    """

    program: Program
    shape: str = ""
    outer: tuple[str, ...] = ()
    clauses: Mapping[str, str] = field(factory=dict, converter=_read_only)

    def about(self, shape: str) -> "Said":
        """The same, said about people of a shape."""
        return evolve(self, shape=shape)

    def inside(self, shape: str) -> "Said":
        """The same, with an element of that shape in hand."""
        return evolve(self, outer=(shape, *self.outer))

    def written(self, node: Node) -> str:
        """The author's own text of a node, on one line; empty where there is none."""
        source = self.program.sources.get(node.span.source)
        return " ".join(source.text[node.span.start : node.span.end].split()) if source else ""

    def form(self, node: Node, name: str) -> str:
        """The form in which the author wrote a name here, as words; the name itself where he wrote something else."""
        text = self.written(node)
        return words(text if _NAME.fullmatch(text) else name)

    def is_plain(self, node: Node, name: str) -> bool:
        """Whether the name stands here as declared: then its title may stand instead."""
        return _folded(self.form(node, name)) == _folded(words(name))

    def entry_called(self, node: Node) -> str:
        """What a key of a catalogue stands for, by the entry's own `название`; empty for anything else."""
        if not isinstance(node, Constant) or not isinstance(node.kind, KeyKind) or not isinstance(node.value, str):
            return ""
        catalogue = self.program.schema.catalogues.get(node.kind.catalogue)
        rows = catalogue.rows if catalogue else ()
        entry = next((row for row in rows if row.key == node.value), None)
        own = entry.fields.get("название", entry.fields.get("title")) if entry is not None else None
        return own if isinstance(own, str) else ""

    def between(self, left: Node, right: Node) -> str:
        """The author's words between two nodes; empty where they are signs or there are none."""
        source = self.program.sources.get(left.span.source)
        if source is None or left.span.source != right.span.source or left.span.end >= right.span.start:
            return ""
        text = " ".join(source.text[left.span.end : right.span.start].split())
        return text if re.fullmatch(r"[^\W\d_]+( [^\W\d_]+)*", text) else ""

    def person_title(self) -> str:
        """Whom the facts are of: `Обучающийся`, `ученик`."""
        shape = self.program.schema.shapes.get(self.shape)
        return (shape.title or words(shape.name)) if shape else ""

    def clause(self, name: str) -> str:
        """The number of the clause of a name; empty where there is none."""
        return self.clauses.get(name, "")

    def fact(self, name: str) -> Fact | None:
        """A fact of the person."""
        shape = self.program.schema.shapes.get(self.shape)
        return shape.fact(name) if shape else None

    def field_of_entry(self, name: str, depth: int) -> Fact | None:
        """A field of an element in hand."""
        shape = self.program.schema.shapes.get(self.outer[depth]) if depth < len(self.outer) else None
        return shape.fact(name) if shape else None


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def element_shape(node: Node) -> str:
    """The shape of a collection's elements; empty where they are plain values."""
    kind = node.kind
    return kind.element.shape if isinstance(kind, ListKind) and isinstance(kind.element, RecordKind) else ""


def unit_of(kind: Kind) -> str:
    """The unit of a number; empty for other kinds."""
    return kind.unit if isinstance(kind, NumberKind) else ""


# --- the shape of conditions, the same in every language -----------------------------------------------------------


def conjuncts(node: Node) -> tuple[Node, ...]:
    """The conditions that must hold together, one by one; a pair of bounds stays one condition."""
    if isinstance(node, Both) and not bounds_of(node):
        return tuple(one for each in node.operands for one in conjuncts(each))
    return (node,)


def bounds_of(node: Node) -> tuple[Compare, Compare] | None:
    """Both ends of `класс от 6 до 11`, which the author wrote as one condition; None for another condition."""
    match node:
        case Both(operands=(Compare(operator=">=") as low, Compare(operator="<=") as high)):
            one = low.left == high.left and low.span.start == high.span.start
            return (low, high) if one else None
    return None


def in_hand(node: Element | KeyOf | KeyInHand) -> tuple[str, str]:
    """What is in hand, in Russian and in English: the value itself, its code, or the key it is kept under."""
    match node:
        case Element():
            return "значение", "the value"
        case KeyOf():
            return "код", "the code"
        case KeyInHand(kind=kind):
            name = words(kind.enumeration) if isinstance(kind, EnumKind) else ""
            return name, f"the {name}"


def is_of_element(node: Node) -> bool:
    """Whether a condition is about the element in hand, not about the person."""
    match node:
        case FieldOf(depth=0) | KeyOf(depth=0) | KeyInHand(depth=0) | Element(depth=0):
            return True
        case Compare(left=left):
            return is_of_element(left)
        case OneOf(operand=operand) | InList(operand=operand) | IsPresent(operand=operand) | IsKnown(operand=operand):
            return is_of_element(operand)
        case Not(operand=operand):
            return is_of_element(operand)
        case Both(operands=operands) | Either(operands=operands):
            return any(is_of_element(each) for each in operands)
    return False


# --- names about elements ------------------------------------------------------------------------------------------


def named_of(program: Program) -> dict[str, tuple[Named, Said]]:
    """Indicators and rules about elements by name, with the place each is first read at."""
    found: dict[str, tuple[Named, Said]] = {}
    for declared in (program.indicators, program.ratings, program.rules, program.routes):
        for each in declared.values():
            for named, said in _named_in(each, Said(program, each.applies.person)):
                found.setdefault(named.name, (named, said))
    return found


def _named_in(piece: Any, said: Said) -> Iterator[tuple[Named, Said]]:
    if isinstance(piece, tuple):
        for each in piece:
            yield from _named_in(each, said)
    if not has(type(piece)):
        return
    if isinstance(piece, Named):
        yield piece, said
    own = piece if isinstance(piece, Elements) else getattr(piece, "elements", getattr(piece, "entries", None))
    inner = said.inside(element_shape(own.source)) if isinstance(own, Elements) else said
    for each in fields(type(piece)):
        if each.name in ("span", "kind", "about"):
            continue
        below = getattr(piece, each.name)
        outside = below is own or each.name in ("source", "within")
        yield from _named_in(below, said if outside else inner)
