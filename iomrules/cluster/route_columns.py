"""Routes as Arrow columns: what a batch writes down of each person's. See docs/cli.md for what they mean."""

from collections import Counter
from collections.abc import Iterable, Sequence

import pyarrow as pa

from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.columns.arrow_columns import MISSING
from iomrules.reason.columns.told import FAULT, NO, UNKNOWN, YES
from iomrules.reason.decision import Verdict
from iomrules.route.route import Pool, Route
from iomrules.route.shared import groups_of
from iomrules.values import decimal_text

#: what a route's column says
STATES = {Verdict.YES: YES, Verdict.NO: NO, Verdict.UNKNOWN: UNKNOWN}
LEFT_OUT = pa.list_(pa.struct([pa.field("key", pa.string()), pa.field("cause", pa.string())]))
#: beside the columns written: shapes and keys of the entries that stand in the routes
GROUPS = pa.field(".groups", pa.list_(pa.string()))
_BETWEEN = "\n"
#: entries that stand in routes, by shape and key, and in how many people's
Groups = Counter[Pool]


def own_routes(program: Program, shape: str) -> tuple[core.Route, ...]:
    """The routes about people of a shape, in the order `compose` gives them."""
    return tuple(route for route in program.routes.values() if route.applies.person == shape)


def route_fields(program: Program, shape: str, *, missing: bool) -> list[pa.Field]:
    """The columns of everybody's routes. missing: name the facts that a route waits for."""
    made: list[pa.Field] = []
    for route in own_routes(program, shape):
        name = route.about.name
        made += [pa.field(name, pa.int8()), pa.field(f"{name}.items", pa.list_(pa.string()))]
        made += [pa.field(f"{name}.hours", pa.string()), pa.field(f"{name}.not_taken", LEFT_OUT)]
        made += [pa.field(f"{name}.missing", MISSING)] if missing else []
    return made


def route_table(people: Sequence[Sequence[Route] | None], fields: Sequence[pa.Field], *, missing: bool) -> pa.Table:
    """The columns and GROUPS, a row a person. people: everybody's routes; None for one who could not be read."""
    width = 4 + missing
    rows = [
        [None] * (len(fields) + 1)
        if routes is None
        else [*(value for route in routes for value in _told(route)[:width]), _groups(groups_of(routes))]
        for routes in people
    ]
    columns = zip(*rows, strict=True) if rows else ((),) * (len(fields) + 1)
    schema = pa.schema([*fields, GROUPS])
    return pa.table([pa.array(list(each), one.type) for each, one in zip(columns, schema, strict=True)], schema)


def _told(route: Route) -> tuple[object, ...]:
    """State, items, hours, what was left out though its condition holds, what is missing."""
    if route.faults:
        return FAULT, None, None, None, None
    waits = list(dict.fromkeys(each.fact for each in route.missing)) if route.state is Verdict.UNKNOWN else None
    if route.state is not Verdict.YES:
        return STATES[route.state], None, None, None, waits
    left = [{"key": each.key, "cause": each.cause} for each in route.not_taken if each.cause != "condition"]
    return YES, [each.key for each in route.items], decimal_text(route.hours), left, None


def _groups(groups: Iterable[Pool]) -> list[str]:
    return sorted(_BETWEEN.join(each) for each in groups)


def groups_in(table: pa.Table) -> Groups:
    """The entries that stand in people's routes, and in how many people's. table: as `route_table` makes it."""
    told = Counter(each for chunk in table[GROUPS.name].chunks for each in chunk.flatten().to_pylist())
    parts = ((*each.partition(_BETWEEN)[::2], count) for each, count in told.items())
    return Groups({(shape, key): count for shape, key, count in parts})
