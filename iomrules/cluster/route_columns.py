"""Routes as Arrow columns: what a batch writes down of each person's. See docs/cli.md for what they mean."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Self

import pyarrow as pa

from iomrules.frozen import frozen
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.columns.arrow_columns import MISSING
from iomrules.reason.columns.told import FAULT, NO, UNKNOWN, YES
from iomrules.reason.decision import Verdict
from iomrules.route.entries import PER_WEEK, Shelf, raw, shelf, unit, weekly
from iomrules.route.route import Pool, Route
from iomrules.route.shared import groups_of
from iomrules.values import Entry, Value, decimal_text

#: what a route's column says
STATES = {Verdict.YES: YES, Verdict.NO: NO, Verdict.UNKNOWN: UNKNOWN}
LEFT_OUT = pa.list_(pa.struct([pa.field("key", pa.string()), pa.field("cause", pa.string())]))
#: beside the columns written: shapes and keys of the entries that stand in the routes
GROUPS = pa.field(".groups", pa.list_(pa.string()))
_BETWEEN = "\n"
#: decimal places of hours, at most; others are written as text
_MOST_PLACES = 6
#: entries that stand in routes, by shape and key, and in how many people's
Groups = Counter[Pool]


@frozen
class RouteColumns:
    """The columns of everybody's routes, and beside them GROUPS. missing: name the facts that a route waits for."""

    schema: pa.Schema
    missing: bool

    @classmethod
    def of(cls, program: Program, shape: str, catalogues: Mapping[str, Sequence[Entry]], *, missing: bool) -> Self:
        """Of the routes about people of a shape, in the order `compose` gives them."""
        own = shelf(program.schema, catalogues)
        made: list[pa.Field] = []
        for route in program.routes.values():
            if route.applies.person == shape:
                name = route.about.name
                made += [pa.field(name, pa.int8()), pa.field(f"{name}.items", pa.list_(pa.string()))]
                made += [pa.field(f"{name}.hours", _hours_type(route, own)), pa.field(f"{name}.not_taken", LEFT_OUT)]
                made += [pa.field(f"{name}.missing", MISSING)] if missing else []
        return cls(pa.schema([*made, GROUPS]), missing)

    @property
    def written(self) -> pa.Schema:
        """Without GROUPS."""
        return pa.schema(list(self.schema)[:-1])

    def table(self, people: Sequence[Sequence[Route] | None]) -> pa.Table:
        """A row a person. people: everybody's routes; None for one who could not be read."""
        width = 4 + self.missing
        nothing = [None] * len(self.schema)
        rows = [
            nothing
            if routes is None
            else [*(value for route in routes for value in _told(route)[:width]), _groups(groups_of(routes))]
            for routes in people
        ]
        columns = zip(*rows, strict=True) if rows else ((),) * len(self.schema)
        arrays = [_array(values, each.type) for values, each in zip(columns, self.schema, strict=True)]
        return pa.table(arrays, self.schema)


def _hours_type(route: core.Route, own: Shelf) -> pa.DataType:
    """How hours a week are written: decimals, where all that may stand in the route are; else text."""
    hours: list[Value] = []
    for version in (route, *route.earlier):
        elements = (*(each.entries for each in version.obligatory), *(each.entries for each in version.choices))
        sources = [each.source for each in elements if each is not None]
        if not all(isinstance(each, core.CatalogueOf) for each in sources):
            return pa.string()
        hours += [weekly(item.hours, item.unit or PER_WEEK) for each in version.obligatory for item in each.items]
        hours += [weekly(each.hours, each.unit or PER_WEEK) for each in version.modules]
        names = {each.name for each in sources if isinstance(each, core.CatalogueOf)}
        names |= {item.catalogue for each in version.obligatory for item in each.items if item.catalogue}
        entries = [entry for name in sorted(names) for entry in own.entries.get(name, ())]
        hours += [weekly(raw(each, "часы"), unit(own.schema, each)) for each in entries]
    below = lcm(*(each.denominator for each in hours if isinstance(each, int | Fraction)))
    places = next((each for each in range(_MOST_PLACES + 1) if 10**each % below == 0), None)
    return pa.string() if places is None else pa.decimal64(18, places)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_decimal(kind):
        told = [decimal_text(each) if isinstance(each, Fraction) else each for each in values]
        return pa.array(told, kind)
    scaled = [None if each is None else int(each * 10**kind.scale) for each in values]
    return pa.array([None if each is None else Decimal(each).scaleb(-kind.scale) for each in scaled], kind)


def _told(route: Route) -> tuple[object, ...]:
    """State, items, hours, what was left out though its condition holds, what is missing."""
    if route.faults:
        return FAULT, None, None, None, None
    waits = list(dict.fromkeys(each.fact for each in route.missing)) if route.state is Verdict.UNKNOWN else None
    if route.state is not Verdict.YES:
        return STATES[route.state], None, None, None, waits
    left = [{"key": each.key, "cause": each.cause} for each in route.not_taken if each.cause != "condition"]
    return YES, [each.key for each in route.items], Fraction(route.hours), left, None


def _groups(groups: Iterable[Pool]) -> list[str]:
    return sorted(_BETWEEN.join(each) for each in groups)


def groups_in(table: pa.Table) -> Groups:
    """The entries that stand in people's routes, and in how many people's. table: as `RouteColumns` makes it."""
    told = Counter(each for chunk in table[GROUPS.name].chunks for each in chunk.flatten().to_pylist())
    parts = ((*each.partition(_BETWEEN)[::2], count) for each, count in told.items())
    return Groups({(shape, key): count for shape, key, count in parts})
