"""Where the lines of a declaration break when it is printed: by what is said, never by how it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from iomrules.parse import tree

#: each begins a line of its own, two spaces in
CLAUSES = frozenset(
    (
        *("VERSION", "USES", "LAYER", "BASIS", "NOTE", "ADVICE", "IN_FORCE", "REFINABLE", "REFINES", "MEASURED"),
        *("SYNONYM", "HIT_ONE", "HIT_FIRST", "HIT_ALL", "GIVES", "OTHERWISE", "FROM_FILE", "FOR"),
        *("CRITERION", "TOTAL", "PLACE", "ON_TIE", "SHARED_SKIP", "SHARED_DENSE", "EXCEPT_IF"),
        *("SORT", "GOAL", "OBLIGATORY", "CHOICE", "LOAD", "PARTNER", "ACTIVITY", "MENTOR", "CONTROL", "DOCUMENT"),
        *("ALONGSIDE", "AFTER", "GIVEN", "EXPECTED", "ON_DATE"),
    )
)
#: begin a line where they are not a part of a field
OUTSIDE_RECORDS = frozenset(("FORMS", "SOURCE"))
#: further in, inside a route
IN_CHOICE = frozenset(("DESCENDING", "WITHIN"))


@frozen
class Fold:
    """A place to break at if the line is too long. level: the lowest in a line is tried first.

    anchor: the offset of the token under which the next line begins, or -1 for two spaces further in than the line.
    """

    level: int
    anchor: int


@frozen
class Breaks:
    """Offsets of tokens: forced, with the indent of the line they begin; and folds, taken when a line is too long."""

    forced: Mapping[int, int]
    folds: Mapping[int, Fold]


def find_breaks(declaration: tree.Declaration, tokens: Sequence[tree.Token]) -> Breaks:
    """All breaks of one declaration. tokens: its own, in order."""
    forced: dict[int, int] = {}
    folds: dict[int, Fold] = {}
    in_record = isinstance(declaration, tree.Record)
    if isinstance(declaration, tree.Table | tree.Rows):
        # a table's lines are its rows: nothing may be folded
        return Breaks({t.span.start: 2 for t in tokens if t.kind in CLAUSES | OUTSIDE_RECORDS}, folds)
    for token in tokens:
        if token.kind in CLAUSES or (token.kind in OUTSIDE_RECORDS and not in_record):
            forced[token.span.start] = 2
        elif token.kind == "UNLESS" or (token.kind in IN_CHOICE and isinstance(declaration, tree.Route)):
            forced[token.span.start] = 4
        elif token.kind in ("AMONG", "BECAUSE", "ELSE"):
            folds[token.span.start] = Fold(20, -1)
    for start, indent in _heads(declaration):
        forced[_outside(start, tokens)] = indent
    for condition, indent in _conditions(declaration):
        for offset in _connectives(condition, tokens):
            forced[offset] = indent + 3
    for node, depth in _walk(declaration, 0):
        if isinstance(node, tree.And | tree.Or):
            anchor = _outside(node.operands[0].span.start, tokens, most=_closing(node, tokens))
            for offset in _connectives(node, tokens):
                folds.setdefault(offset, Fold(depth, anchor))
    _fold_lists(tokens, forced, folds)
    return Breaks(forced, {offset: fold for offset, fold in folds.items() if offset not in forced})


def _heads(declaration: tree.Declaration) -> Iterator[tuple[int, int]]:
    """(offset, indent) of parts that begin a line without a keyword of their own."""
    match declaration:
        case tree.Enumeration(members=members):
            yield members[0].name.span.start, 2
        case tree.Record(fields=fields):
            yield from ((field.span.start, 2) for field in fields)
        case tree.Parameter(values=values):
            yield from ((value.span.start, 2) for value in values)
        case tree.Indicator(value=value):
            yield from _value_lines(value, 2)
        case tree.Rating(criteria=criteria):
            for criterion in criteria:
                yield from _value_lines(criterion.value, 4)
        case tree.Rule(condition=condition) | tree.Route(condition=condition) if condition is not None:
            yield -condition.span.start, 2
        case _:
            return


def _value_lines(value: tree.Expression, indent: int) -> Iterator[tuple[int, int]]:
    yield value.span.start, indent
    if isinstance(value, tree.Pipeline):
        yield from ((step.span.start, indent) for step in value.steps)


def _conditions(declaration: tree.Declaration) -> Iterator[tuple[tree.Expression, int]]:
    """Conditions whose parts stand each on a line of its own, and the indent of their keyword."""
    if isinstance(declaration, tree.Rule | tree.Route) and declaration.condition is not None:
        yield declaration.condition, 2
    if isinstance(declaration, tree.Rule):
        for exception in declaration.exceptions:
            yield exception.condition, 2
            if exception.unless is not None:
                yield exception.unless, 4


def _outside(start: int, tokens: Sequence[tree.Token], most: int = 1000) -> int:
    """The token at `start`, or the parenthesis that opens just before it.

    A negative start means the keyword before: `если` of a condition.
    """
    wanted = abs(start)
    index = next((i for i, token in enumerate(tokens) if token.span.start == wanted and token.span.end > wanted), 0)
    while index and tokens[index - 1].kind == "LPAR" and most:
        index, most = index - 1, most - 1
    return tokens[index - 1].span.start if start < 0 and index else tokens[index].span.start


def _closing(node: tree.And | tree.Or, tokens: Sequence[tree.Token]) -> int:
    """How many of the parentheses before a node close inside its first part."""
    first = node.operands[0].span
    after = [token for token in tokens if token.span.start >= first.end]
    count = 0
    while count < len(after) and after[count].kind == "RPAR":
        count += 1
    return count


def _connectives(node: object, tokens: Sequence[tree.Token]) -> Iterator[int]:
    """Offsets of `и` or `или` between the parts of a condition."""
    if not isinstance(node, tree.And | tree.Or):
        return
    ends = [operand.span for operand in node.operands]
    for token in tokens:
        if token.kind in ("AND", "OR") and any(
            left.end <= token.span.start and token.span.end <= right.start
            for left, right in zip(ends, ends[1:], strict=False)
        ):
            yield token.span.start


def _walk(node: Any, depth: int) -> Iterator[tuple[Any, int]]:
    """Every node below, with how deep it lies."""
    pending = [(node, depth)]
    while pending:
        current, level = pending.pop()
        yield current, level
        if isinstance(current, tuple):
            pending.extend((each, level) for each in current)
        elif attrs.has(type(current)) and not isinstance(current, tree.Token):
            values = (getattr(current, field.name) for field in attrs.fields(type(current)) if field.name != "span")
            pending.extend((value, level + 1) for value in values if isinstance(value, tuple) or attrs.has(type(value)))


def _fold_lists(tokens: Sequence[tree.Token], forced: Mapping[int, int], folds: dict[int, Fold]) -> None:
    """Long lists fold after `;`, under the first of their items."""
    anchor, depth = 0, 0
    for token, following in zip(tokens, tokens[1:], strict=False):
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if token.span.start in forced:
            anchor = token.span.start if token.kind == "NAME" else following.span.start
        if token.kind == "SEMICOLON" and not depth and following.kind != "COMMENT":
            folds.setdefault(following.span.start, Fold(30, anchor))
