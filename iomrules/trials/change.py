"""Small changes of one node: what an author could have mistyped or forgotten, each with words for people.

Changes that provably change nothing are not made: a bound of whole numbers that admits the same numbers, a condition
that the fact's own scale settles.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import fields

from iomrules.facts.record import DateKind, Kind, NumberKind, TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.labels import label, value_label
from iomrules.reason.mismatch_words import OPERATORS
from iomrules.source import NOWHERE, Span
from iomrules.values import Member, Number, Value, decimal_text

#: sorts of nodes that the interpreter always asks by `value`, so that a trace knows whether they were asked
_ASKED = (
    core.Compare | core.OneOf | core.InList | core.IsKnown | core.Counted | core.Every | core.Both | core.Either
    | core.Not | core.CountOf | core.ShareOf | core.Reduce | core.ReduceList | core.IfElse | core.IfUnknown
    | core.IsPresent
)  # fmt: skip
_TRUTHS = core.IsPresent | core.IsKnown | core.InList | core.OneOf | core.FactOf | core.FieldOf | core.VerdictOf
_LONGEST_QUOTE = 90
_STRICT = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


@frozen
class Change:
    """ru, en: what can be changed, as the middle of a sentence. guard: the node that must be asked to notice it."""

    sort: str
    ru: str
    en: str
    span: Span = NOWHERE
    guard: int = 0


@frozen
class Words:
    """What a change is told with. shape: the people a declaration is about."""

    program: Program
    shape: str

    def quote(self, node: Node) -> str:
        """The author's own words for a node, or its label where the text is not at hand."""
        return quote(self.program, node.span) or label(node, self.program, self.shape)

    def value(self, value: Value, kind: Kind | None = None) -> str:
        unit = kind.unit if isinstance(kind, NumberKind) and kind.unit not in ("отметка", "класс") else ""
        return f"{value_label(value, self.program)} {unit}".strip()


def quote(program: Program, span: Span) -> str:
    """A stretch of the rules as one short line."""
    source = program.sources.get(span.source)
    if source is None or span.end <= span.start:
        return ""
    text = " ".join(source.text[span.start : span.end].split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def variants(node: Node, words: Words, guard: int = 0, held: bool = False) -> Iterator[tuple[Node, Change]]:
    """Every changed form of a node and of all nodes in it. held: its parent has changed the node itself already."""
    guard = id(node) if isinstance(node, _ASKED) else guard
    if not held:
        yield from ((changed, evolve(change, guard=guard)) for changed, change in _own(node, words))
    for name in _PARTS[type(node)]:
        given = getattr(node, name)
        if isinstance(given, tuple):
            for number, part in enumerate(given):
                if isinstance(part, _NODES):
                    for changed, change in variants(part, words, guard):
                        yield _with(node, name, (*given[:number], changed, *given[number + 1 :])), change
        elif isinstance(given, _NODES):
            for changed, change in variants(given, words, guard, _is_held(node, given)):
                yield _with(node, name, changed), change


def _with(node: Any, name: str, value: object) -> Node:
    changed: Node = evolve(node, **{name: value})
    return changed


def _is_held(node: Node, part: Node) -> bool:
    if isinstance(node, core.Compare):
        return isinstance(part, core.Constant)
    return isinstance(node, core.Not) and isinstance(part, _TRUTHS)


_NODES: tuple[type[Any], ...] = core.Node.__args__
_PARTS = {node: tuple(each.name for each in fields(node) if each.name not in {"kind", "span"}) for node in _NODES}


def _own(node: Node, words: Words) -> Iterator[tuple[Node, Change]]:
    """Changed forms of the node itself."""
    said = words.quote(node)
    match node:
        case core.Compare():
            yield from _comparisons(node, words)
        case core.Both(operands=operands) | core.Either(operands=operands):
            yield from _connectives(node, operands, words)
        case core.Not(operand=operand):
            yield (
                operand,
                Change("negation", f"в «{said}» можно убрать отрицание", f"the negation of `{said}`", node.span),
            )
        case core.Counted(count=count, wording=wording):
            if wording == "count":
                for other in (count - 1, count + 1):
                    if other >= 0 and not (node.operator == ">=" and other == 0):
                        yield evolve(node, count=other), _replaced("count", node.span, said, str(count), str(other))
            else:
                yield core.Not(node), _reversed(node.span, said)
        case core.OneOf(members=members):
            yield core.Not(node), _reversed(node.span, said)
            for number, member in enumerate(members):
                told = value_label(member.value, words.program) if isinstance(member, core.Constant) else "?"
                if len(members) > 1:
                    change = Change(
                        "member", f"из «{said}» можно убрать «{told}»", f"`{told}` can go from `{said}`", node.span
                    )
                    yield evolve(node, members=(*members[:number], *members[number + 1 :])), change
        case core.Elements(where=where, window=window):
            if where is not None and not isinstance(where, core.Both):
                condition = words.quote(where)
                yield evolve(node, where=None), _dropped("condition", where.span, condition)
            if window is not None:
                yield from _windows(node, window, said)
        case core.Reduce(best=int(best)) | core.ReduceList(best=int(best)):
            for other in (best - 1, best + 1):
                if other > 0:
                    yield evolve(node, best=other), _replaced("best", node.span, said, str(best), str(other))
        case core.Round(operand=operand):
            yield operand, _dropped("rounding", node.span, said)
        case core.IfUnknown(operand=operand):
            yield operand, _dropped("substitute", node.span, said)
        case core.IfElse(then=then, otherwise=otherwise):
            change = Change("arms", f"в «{said}» значения можно поменять местами", f"the arms of `{said}`", node.span)
            yield evolve(node, then=otherwise, otherwise=then), change
        case core.Add(terms=terms) if len(terms) > 1:
            for number, term in enumerate(terms):
                left = (*terms[:number], *terms[number + 1 :])
                yield evolve(node, terms=left), _dropped("term", term.span, words.quote(term))
        case core.Constant(value=value) if isinstance(value, Number) and not isinstance(value, bool):
            for near in (value - step(value), value + step(value)):
                told, new = words.value(value), words.value(near)
                yield evolve(node, value=near), _replaced("number", node.span, told, told, new)
        case core.IsPresent() | core.IsKnown() | core.InList():
            yield core.Not(node), _reversed(node.span, said)
        case core.FactOf(kind=TruthKind()) | core.FieldOf(kind=TruthKind()) | core.VerdictOf():
            yield core.Not(node), _reversed(node.span, said)


def _replaced(sort: str, span: Span, said: str, old: str, new: str) -> Change:
    within = "" if said == old else f" в «{said}»"
    within_en = "" if said == old else f" in `{said}`"
    return Change(sort, f"«{old}»{within} можно заменить на «{new}»", f"`{old}`{within_en} can become `{new}`", span)


def _dropped(sort: str, span: Span, said: str) -> Change:
    return Change(sort, f"«{said}» можно убрать", f"`{said}` can be left out", span)


def _reversed(span: Span, said: str) -> Change:
    return Change("negation", f"«{said}» можно заменить на противоположное", f"`{said}` can be reversed", span)


def _windows(node: core.Elements, window: core.Window, said: str) -> Iterator[tuple[Node, Change]]:
    if window.count > 0 and window.period.startswith("last"):
        for other in (window.count - 1, window.count + 1):
            if other > 0:
                changed = evolve(node, window=evolve(window, count=other))
                yield changed, _replaced("window", node.span, said, f"последние {window.count}", f"последние {other}")
    change = Change("window", f"из «{said}» можно убрать срок", f"the window of `{said}` can go", node.span)
    yield evolve(node, window=None), change


# --- connectives ---------------------------------------------------------------------------------------------------


def _connectives(
    node: core.Both | core.Either, operands: tuple[Node, ...], words: Words
) -> Iterator[tuple[Node, Change]]:
    said = words.quote(node)
    old, new = ("и", "или") if isinstance(node, core.Both) else ("или", "и")
    settled = [each for each in operands if is_settled(each)]
    if not settled:
        swapped = (core.Either if isinstance(node, core.Both) else core.Both)(operands, span=node.span)
        yield swapped, _replaced("connective", node.span, said, old, new)
    for number, operand in enumerate(operands):
        if operand not in settled:
            left = (*operands[:number], *operands[number + 1 :])
            changed = left[0] if len(left) == 1 else evolve(node, operands=left)
            yield changed, _dropped("condition", operand.span, words.quote(operand))


def is_settled(node: Node) -> bool:
    """Whether a comparison has one answer on the whole scale of what it compares."""
    if not isinstance(node, core.Compare) or not isinstance(node.right, core.Constant):
        return False
    domain = _domain(node.left, node.right.value)
    return bool(domain) and len({_holds(node.operator, each, node.right.value) for each in domain}) == 1


# --- comparisons ---------------------------------------------------------------------------------------------------


def _comparisons(node: core.Compare, words: Words) -> Iterator[tuple[Node, Change]]:
    said = words.quote(node)
    if isinstance(node.left, core.Constant) and not isinstance(node.right, core.Constant):
        turned = evolve(node, operator=_TURNED[node.operator], left=node.right, right=node.left)
        yield from _comparisons(turned, words)
        return
    if node.operator in ("=", "<>"):
        opposite = "<>" if node.operator == "=" else "="
        yield evolve(node, operator=opposite), _reversed(node.span, said)
    if not isinstance(node.right, core.Constant):
        if node.operator in _STRICT:
            yield _flipped(node, said)
        return
    bound = node.right.value
    domain = _domain(node.left, bound)
    seen = {_signature(node.operator, bound, domain)}
    for other in _neighbours(bound, node.left.kind, words.program):
        signature = _signature(node.operator, other, domain)
        if not domain or signature not in seen:
            seen.add(signature)
            told, new = words.value(bound, node.right.kind), words.value(other, node.right.kind)
            changed = evolve(node, right=evolve(node.right, value=other))
            yield changed, _replaced("bound", node.span, said, told, new)
    if node.operator in _STRICT and _signature(_STRICT[node.operator], bound, domain) not in seen:
        yield _flipped(node, said)


def _flipped(node: core.Compare, said: str) -> tuple[Node, Change]:
    other = _STRICT[node.operator]
    old, new = OPERATORS[node.operator], OPERATORS[other]
    return evolve(node, operator=other), _replaced("operator", node.span, said, old, new)


def _signature(operator: str, bound: Value, domain: Sequence[Value]) -> tuple[bool, ...]:
    return tuple(_holds(operator, each, bound) for each in domain)


def _holds(operator: str, left: Any, right: Any) -> bool:
    if isinstance(left, Member) and isinstance(right, Member):
        left, right = left.rank, right.rank
    match operator:
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)
        case "=":
            return bool(left == right)
    return bool(left != right)


def _domain(node: Node, bound: Value) -> tuple[Value, ...]:
    """Values round a bound that the left side can have: enough to tell two neighbouring bounds apart."""
    kind = node.kind
    if isinstance(bound, bool) or not isinstance(bound, Number) or not isinstance(kind, NumberKind):
        return ()
    counted = isinstance(node, core.CountOf)
    unit = 1 if kind.whole or counted else step(bound) / Fraction(2)
    low = 0 if counted and kind.low is None else kind.low
    around = (bound + unit * shift for shift in range(-4, 5))
    kept = {each for each in around if (low is None or each >= low) and (kind.high is None or each <= kind.high)}
    return tuple(
        sorted(kept | ({low} if low is not None else set()) | ({kind.high} if kind.high is not None else set()))
    )


def _neighbours(value: Value, kind: Kind, program: Program) -> tuple[Value, ...]:
    """The values next to a bound on its scale."""
    match value:
        case bool() | str():
            return ()
        case int() | Fraction():
            size = 1 if isinstance(kind, NumberKind) and kind.whole else step(value)
            return (value - size, value + size)
        case date():
            return (value - timedelta(days=1), value + timedelta(days=1))
        case Member(enumeration=name, rank=rank):
            declared = program.schema.enumerations[name]
            if not declared.ordered:
                return ()
            near = (place for place in (rank - 1, rank + 1) if 0 <= place < len(declared.members))
            return tuple(Member(name, declared.members[place], place) for place in near)
    return ()


def step(number: Number) -> Number:
    """The last decimal place a number is written with: 1 for 60, 0.1 for 4.5."""
    text = decimal_text(number)
    if isinstance(number, int) or "." not in text:
        return 1
    return Fraction(1, 10 ** len(text.split(".")[1]))


def next_values(value: Value, kind: Kind, program: Program) -> tuple[Value, ...]:
    """What a parameter or a table's result could have been instead: neighbours, the other answer, another member."""
    match value:
        case bool():
            return (not value,)
        case Member(enumeration=name):
            members = program.schema.enumerations[name].members
            place = members.index(value.name)
            other = members[(place + 1) % len(members)]
            return (Member(name, other, members.index(other)),) if other != value.name else ()
        case int() | Fraction():
            size = 1 if isinstance(kind, NumberKind) and kind.whole else step(value)
            return (value - size, value + size)
        case date():
            return _neighbours(value, DateKind(), program)
    return ()
