"""Nodes that columns have no way for, but that rest on few facts: asked once for each combination of those facts.

The row engine answers, so catalogues, functions of plugins and whatever the language learns next are at once as exact
as they are there.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from iomrules.facts.record import ByKeyKind, DateKind, EnumKind, ListKind, NumberKind, RecordKind, TruthKind
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.cohorts import has_cohorts
from iomrules.reason.columns.column import Codes, Column, Mask, Numbers, Truths, some
from iomrules.reason.columns.frame import Block
from iomrules.reason.columns.load import ASSUMED, Reader
from iomrules.reason.columns.nodes import below, nodes_of
from iomrules.reason.columns.step import Frame, Step, Unsupported, Why
from iomrules.reason.columns.tables import EPOCH
from iomrules.reason.decision import FaultRaised
from iomrules.values import ABSENT, Member, Unknown, Value


class Asked(Protocol):
    """One person, ready to be asked what a node is worth; raises FaultRaised."""

    def value(self, node: Node, /) -> Value: ...


#: people -> the row engine, ready to be asked of each
Ask = Callable[[pa.RecordBatch], Sequence[Asked]]
#: more combinations than this in one block are decided row by row
MOST = 2048
#: what a number that need not be whole is told to
SCALE = 10**6
#: combinations kept from block to block
_MOST_KEPT = 100_000
_FAULT, _NOT_ASKED = object(), object()


def facts_read(program: Program, shape: str, node: Node) -> tuple[str, ...]:
    """The facts that a node's value rests on, through all it reads."""
    found: dict[str, None] = {}
    seen: set[object] = set()
    day = getattr(program.schema.shapes[shape], "entry_day", lambda: None)()

    def visit(part: Any) -> None:
        for each in nodes_of(part):
            match each:
                case core.FactOf(name=name):
                    found[name] = None
                case core.IndicatorOf(name=name) | core.TotalOf(rating=name) | core.CriterionOf(rating=name):
                    declare(name)
                case core.VerdictOf(rule=name):
                    declare(name)
                case core.ParameterOf(name=name) if has_cohorts(program.parameters[name]) and day is not None:
                    found[day.name] = None
                case core.FromTable(table=table) if day is not None:
                    if any(row.cohort for row in program.tables[table].rows):
                        found[day.name] = None

    def declare(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for declared in (program.indicators, program.ratings, program.rules, program.routes):
            if name in declared:
                held = declared[name]
                visit((held.applies, held.condition) if isinstance(held, core.Route) else held)

    visit(node)
    return tuple(found)


def by_combination(
    program: Program, shape: str, node: Node, readers: Callable[[str], Reader], ask: Ask, *, why: Why = ()
) -> Step:
    """The node, asked of the row engine once for each combination of the facts it rests on.

    why: the node has no way of its own in columns.
    """
    if any(isinstance(each, core.RemainingHours) for each in below(node)):
        raise Unsupported("часы маршрута", "hours of a route")
    names = facts_read(program, shape, node)
    for name in names:
        fact = program.schema.shapes[shape].fact(name)
        if fact is None or isinstance(fact.kind, ListKind | ByKeyKind | RecordKind):
            raise Unsupported(*(why or (f"зависит от «{name}»", f"rests on `{name}`")))
    hows = [readers(name) for name in names]
    known: dict[tuple[Any, ...], Any] = {}

    def run(frame: Frame) -> Column:
        block: Block = frame
        places, first = _combinations(block, names, hows)
        if first is None:
            return _column(node, [], None, block.count)
        keys = _keys(block, names, first)
        if len(known) > _MOST_KEPT:
            known.clear()
        # what is known may be forgotten meanwhile, by another block that is decided at the same time
        values = [known.get(key, _NOT_ASKED) for key in keys]
        fresh = [number for number, each in enumerate(values) if each is _NOT_ASKED]
        if fresh:
            rows = block.batch.take(pa.array(first[fresh], pa.int64()))
            for number, asked in zip(fresh, ask(rows), strict=True):
                values[number] = known[keys[number]] = _worth(asked, node)
        return _column(node, values, places, block.count)

    step = _step(node)
    return Step(step.sort, run, step.scale, step.least, step.greatest, of=step.of)


def _worth(asked: Asked, node: Node) -> Any:
    try:
        return asked.value(node)
    except FaultRaised:
        return _FAULT


def _combinations(block: Block, names: Sequence[str], hows: Sequence[Reader]) -> tuple[Any, Any]:
    """Each row's combination by number, and a row of each; None where there are too many."""
    place: Any = np.zeros(block.count, np.int64)
    size = 1
    for name, how in zip(names, hows, strict=True):
        block.field(name, how, bounded=False)
        raw = block.raw[name]
        if raw.lost is not None:
            return place, None
        values = raw.values.view(np.uint8) if raw.values.dtype == bool else raw.values
        least, greatest = int(values.min(initial=0)), int(values.max(initial=0))
        own = values.astype(np.int64) - least + 2
        if raw.unknown is not None:
            own = np.where(raw.unknown, 0, own)
        if raw.absent is not None:
            own = np.where(raw.absent, 1, own)
        size *= greatest - least + 3
        if size > 1 << 62:
            return place, None
        place = place * (greatest - least + 3) + own
    if size <= 1 << 16:
        first = np.full(size, -1, np.int64)
        first[place[::-1]] = np.arange(block.count - 1, -1, -1)
        present = np.flatnonzero(first >= 0)
        number = np.zeros(size, np.int64)
        number[present] = np.arange(len(present))
        return number[place], first[present] if len(present) <= MOST else None
    _, first, inverse = np.unique(place, return_index=True, return_inverse=True)
    return inverse, first if len(first) <= MOST else None


def _keys(block: Block, names: Sequence[str], rows: Any) -> list[tuple[Any, ...]]:
    """The facts of rows as plain values, the same for the same facts in any block."""
    columns = [block.array(name) for name in names] + [block.array(f"{name}.absent") for name in names]
    index = pa.array(rows, pa.int64())
    told = [column.take(index).to_pylist() if column is not None else [None] * len(rows) for column in columns]
    return list(zip(*told, strict=True)) if told else [()] * len(rows)


def _step(node: Node) -> Step:
    """What is known beforehand of the node's values."""

    def run(_: Frame) -> Column:
        raise NotImplementedError

    match node.kind:
        case TruthKind():
            return Step("truth", run)
        case NumberKind(whole=whole):
            scale = 1 if whole else SCALE
            return Step("number", run, scale, -ASSUMED * scale, ASSUMED * scale)
        case EnumKind(enumeration=name):
            return Step("member", run, of=name)
        case DateKind():
            return Step("date", run)
    raise Unsupported("значение другого вида", "a value of another kind")


def _column(node: Node, values: Sequence[Any], places: Any, count: int) -> Column:
    """The values at the rows' places; None for places: every row is lost."""
    step = _step(node)
    if places is None:
        values, places = [_FAULT], np.zeros(count, np.int64)
    lost = _mask(places, [each is _FAULT or not _fits(each, step) for each in values])
    unknown = _mask(places, [isinstance(each, Unknown) for each in values])
    absent = _mask(places, [each is ABSENT for each in values])
    match step.sort:
        case "truth":
            yes = np.array([each is True for each in values], bool)[places]
            if unknown is None and lost is None:
                return Truths(yes)
            no = np.array([each is False or each is ABSENT for each in values], bool)[places]
            return Truths(yes, no, lost)
        case "number":
            ends = [_ends(each, step) for each in values]
            low = np.array([0 if pair[0] is None else pair[0] for pair in ends], np.int64)[places]
            if unknown is None:
                return Numbers(low, low, None, None, absent, lost)
            high = np.array([0 if pair[1] is None else pair[1] for pair in ends], np.int64)[places]
            low_open, high_open = (_mask(places, [pair[side] is None for pair in ends]) for side in (0, 1))
            return Numbers(low, high, low_open, high_open, absent, lost)
    codes = np.array([_code(each) for each in values], np.int32)[places]
    return Codes(codes, unknown, absent, lost)


def _mask(places: Any, each: Sequence[bool]) -> Mask:
    return some(np.array(each, bool)[places]) if any(each) else None


def _fits(value: Any, step: Step) -> bool:
    if step.sort != "number":
        return True
    ends: tuple[Any, ...] = (value.low, value.high) if isinstance(value, Unknown) else (value,)
    return all(
        (Fraction(end) * step.scale).denominator == 1 and abs(Fraction(end)) <= ASSUMED
        for end in ends
        if isinstance(end, int | Fraction)
    )


def _ends(value: Any, step: Step) -> tuple[int | None, int | None]:
    if isinstance(value, Unknown):
        low, high = (None if e is None or not _fits(e, step) else int(e * step.scale) for e in (value.low, value.high))
        return low, high
    if isinstance(value, int | Fraction) and _fits(value, step):
        return int(value * step.scale), int(value * step.scale)
    return 0, 0


def _code(value: Any) -> int:
    if isinstance(value, Member):
        return value.rank
    return (value - EPOCH).days if hasattr(value, "toordinal") else 0
