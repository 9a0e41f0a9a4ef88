"""Where the lines of a declaration break when it is printed: by what is said, never by how it was typed."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import fields, has

from iomrules.frozen import frozen
from iomrules.parse import tree

#: each begins a line of its own, two spaces in
CLAUSES = frozenset(
    (
        *("VERSION", "USES", "BASED_ON", "LAYER", "BASIS", "NOTE", "ADVICE"),
        *("IN_FORCE", "REFINABLE", "REFINES", "MEASURED"),
        *("SYNONYM", "HIT_ONE", "HIT_FIRST", "HIT_ALL", "GIVES", "OTHERWISE", "FROM_FILE", "FOR"),
        *("CRITERION", "PRIORITY", "TOTAL", "PLACE", "ON_TIE", "SHARED_SKIP", "SHARED_DENSE", "EXCEPT_IF"),
        *("SEATS", "PASS_MARK", "ON_LAST_SEAT"),
        *("SORT", "GOAL", "OBLIGATORY", "CHOICE", "LOAD", "PARTNER", "ACTIVITY", "MENTOR", "CONTROL", "DOCUMENT"),
        *("ALONGSIDE", "AFTER", "GIVEN", "EXPECTED", "ON_DATE", "SUPPOSED"),
        *("ONLY_WITH", "NEVER_WITH", "IN_SHORTAGE", "OPENS"),
    )
)
#: begin a line where they are not a part of a field
OUTSIDE_RECORDS = frozenset(("FORMS", "SOURCE"))
#: a long line folds before these first
FOLDED = frozenset(
    ("AMONG", "BECAUSE", "ELSE", "IN_SCHOOL_YEAR", "IN_HALF", "IN_QUARTER", "IN_LAST", "ACCORDING", "MODULE", "HOLDS")
)
#: further in, inside a route
IN_ROUTE = frozenset(("DESCENDING", "ASCENDING", "WITHIN", "SEATS", "IN_SHORTAGE"))


ARITHMETIC = frozenset(("PLUS", "MINUS", "TIMES", "DIVIDE"))
#: a minus after one of these takes something away; after anything else it is a sign
OPERAND_ENDS = frozenset(("NAME", "NUMBER", "UNIT", "RPAR", "DATE", "YES", "NO", "TEXT"))

#: lists fold last, and only where a line is full
LIST_LEVEL = 1000


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
    depth, before = 0, None
    for token in tokens:
        of_cohort = token.kind == "FOR_ENTERED" and not isinstance(declaration, tree.Parameter)
        if token.kind == "UNLESS" or (token.kind in IN_ROUTE and isinstance(declaration, tree.Route)):
            forced[token.span.start] = 4
        elif of_cohort or token.kind in CLAUSES or (token.kind in OUTSIDE_RECORDS and not in_record):
            forced[token.span.start] = 2
        elif (token.kind in FOLDED and not (token.kind == "ELSE" and depth)) or _between_parentheses(token, before):
            folds[token.span.start] = Fold(0, -1)
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        before = token
    text = _Text(tokens)
    for start, indent in _heads(declaration):
        forced[text.opening(start)] = indent
    for condition, indent in _conditions(declaration):
        keyword = text.index(text.opening(condition.span.start)) - 1
        if text.tokens[keyword].kind == "IF":
            forced[text.starts[keyword]] = indent
        if isinstance(condition, tree.And | tree.Or) and not _in_parentheses(condition, text):
            forced.update((offset, indent + 3) for offset in text.connectives(condition))
    for node, depth in _walk(declaration, 0):
        if isinstance(node, tree.And | tree.Or):
            first = node.operands[0].span
            anchor = text.opening(first.start, most=text.closed(first.end))
            for offset in text.connectives(node):
                folds.setdefault(offset, Fold(depth + 1, anchor))
        elif isinstance(node, tree.Within):
            # «код среди пожеланий» is one thought; only what is summed among many may be parted from it
            folds.pop(_among(node, tokens), None)
    _fold_lists(tokens, forced, folds)
    return Breaks(forced, {offset: fold for offset, fold in folds.items() if offset not in forced})


def _between_parentheses(token: tree.Token, before: tree.Token | None) -> bool:
    """The plus of `(…) + …`: each of several choices that are added begins a line of its own."""
    return token.kind == "PLUS" and before is not None and before.kind == "RPAR"


def _among(node: tree.Within, tokens: Sequence[tree.Token]) -> int:
    """Where its `среди` begins."""
    between = range(node.operand.span.end, node.members[0].span.start)
    return next((token.span.start for token in tokens if token.kind == "AMONG" and token.span.start in between), -1)


def _heads(declaration: tree.Declaration) -> Iterator[tuple[int, int]]:
    """(offset, indent) of parts that begin a line without a keyword of their own."""
    match declaration:
        case tree.Enumeration(members=members):
            yield members[0].name.span.start, 2
        case tree.Record(fields=fields):
            yield from ((field.span.start, 2) for field in fields)
        case tree.Catalogue(shared=shared):
            yield from ((each.span.start, 2) for each in shared)
        case tree.EnglishNames(names=names):
            yield from ((pair.span.start, 2) for pair in names)
        case tree.Parameter(values=values):
            yield from ((value.span.start, 2) for value in values)
        case tree.Indicator(value=value):
            yield from _value_lines(value, 2)
        case tree.Rating(criteria=criteria):
            for criterion in criteria:
                yield from _value_lines(criterion.value, 4)
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


def _in_parentheses(node: tree.And | tree.Or, text: "_Text") -> bool:
    first = node.operands[0].span
    return text.opened(first.start) > text.closed(first.end)


class _Text:
    """The tokens of one declaration, found by offset."""

    def __init__(self, tokens: Sequence[tree.Token]) -> None:
        self.tokens = [token for token in tokens if token.span.end > token.span.start]
        self.starts = [token.span.start for token in self.tokens]

    def index(self, offset: int) -> int:
        """The first token at `offset` or after it."""
        return bisect_left(self.starts, offset)

    def opening(self, offset: int, most: int = 1000) -> int:
        """The offset of the outermost of the parentheses that open just before the token at `offset`."""
        index = self.index(offset)
        while index and most and self.tokens[index - 1].kind == "LPAR":
            index, most = index - 1, most - 1
        return self.starts[index]

    def opened(self, offset: int) -> int:
        """How many parentheses open just before the token at `offset`."""
        return self.index(offset) - self.index(self.opening(offset))

    def closed(self, offset: int) -> int:
        """How many parentheses close from `offset` on before anything else."""
        index = self.index(offset)
        last = index
        while last < len(self.tokens) and self.tokens[last].kind == "RPAR":
            last += 1
        return last - index

    def connectives(self, node: tree.And | tree.Or) -> Iterator[int]:
        """Offsets of `и` or `или` between the parts of a condition."""
        for left, right in pairwise(operand.span for operand in node.operands):
            index = self.index(left.end)
            while self.starts[index] < right.start:
                if self.tokens[index].kind in ("AND", "OR"):
                    yield self.starts[index]
                index += 1


def _walk(node: Any, depth: int) -> Iterator[tuple[Any, int]]:
    """Every node below, with how deep it lies."""
    pending = [(node, depth)]
    while pending:
        current, level = pending.pop()
        yield current, level
        if isinstance(current, tuple):
            pending.extend((each, level) for each in current)
        elif has(type(current)) and not isinstance(current, tree.Token):
            values = (getattr(current, field.name) for field in fields(type(current)) if field.name != "span")
            pending.extend((value, level + 1) for value in values if isinstance(value, tuple) or has(type(value)))


def _has_sentences(tokens: Sequence[tree.Token], colon: tree.Token) -> bool:
    """Whether a clause gives reasons after its colon."""
    for token in tokens:
        if token.span.start > colon.span.start:
            if token.kind == "BECAUSE":
                return True
            if token.kind in CLAUSES:
                return False
    return False


def _fold_lists(tokens: Sequence[tree.Token], forced: Mapping[int, int], folds: dict[int, Fold]) -> None:
    """Long lists fold after `;`, under the first of their items; long sums before a sign."""
    anchor, depth, level = 0, 0, LIST_LEVEL
    for token, following in pairwise(tokens):
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if token.span.start in forced:
            anchor = token.span.start if token.kind == "NAME" else following.span.start
            # expectations are long sentences: each has a line of its own before any of them folds
            level = -1 if token.kind == "EXPECTED" else LIST_LEVEL
        if token.kind == "COLON":
            # what is said of one person, or of one rating person by person, is a list that fills its lines
            anchor = following.span.start
            level = level if _has_sentences(tokens, token) else LIST_LEVEL
        if following.kind in ARITHMETIC and token.kind in OPERAND_ENDS:
            folds.setdefault(following.span.start, Fold(LIST_LEVEL, -1))
        if token.kind == "SEMICOLON" and not depth and following.kind != "COMMENT":
            folds.setdefault(following.span.start, Fold(level, anchor))
