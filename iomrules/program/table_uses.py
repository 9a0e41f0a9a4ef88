"""What the keys of a table can be where rules look it up; conditions around the look-up narrow them."""

from collections.abc import Iterable, Mapping

from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.program.estimate import Estimate
from iomrules.program.possible import ANYTHING, Possible, join, of_kind
from iomrules.program.roots import Root
from iomrules.program.table_axes import limits_of

Keys = tuple[Possible, ...]

#: whose bounds are what the author declared
_READ = (core.FactOf, core.FieldOf, core.Element, core.Under, core.CountOf, core.Constant)


def table_uses(estimate: Estimate, hung: Iterable[Root]) -> Mapping[str, tuple[Keys, ...]]:
    """table -> the distinct sets of values it is asked for; a table nothing reads is asked for all it could be."""
    tables = estimate.program.tables
    found: dict[str, dict[Keys, None]] = {name: {} for name in tables}
    for root in hung:
        for node, scope in root.places:
            if isinstance(node, core.FromTable):
                table = tables[node.table]
                keys = tuple(
                    estimate.of(key, scope)
                    if isinstance(key, _READ)
                    else _computed(estimate.of(key, scope), table, place)
                    for place, key in enumerate(node.keys)
                )
                found[node.table][keys] = None
    return {name: tuple(used) or (whole_keys(estimate, tables[name]),) for name, used in found.items()}


def _computed(possible: Possible, table: core.Table, place: int) -> Possible:
    """An open side of what is computed says nothing: a quotient that never passes 100 has no bound that is seen."""
    limits = limits_of(row.tests[place] for row in table.rows)
    if possible.among is not None or not limits:
        return possible
    low = limits[0] if possible.low is None else possible.low
    return evolve(possible, low=low, high=limits[-1] if possible.high is None else possible.high)


def whole_keys(estimate: Estimate, table: core.Table) -> Keys:
    """What facts of the keys' names can be, whoever asks."""
    return tuple(_whole(estimate, key) for key in table.keys)


def _whole(estimate: Estimate, key: core.TableKey) -> Possible:
    program = estimate.program
    facts = [fact for shape in program.schema.shapes.values() if (fact := shape.fact(key.name)) is not None]
    if facts:
        return join(of_kind(fact.kind, program.schema, absent=fact.optional) for fact in facts)
    if key.name in program.indicators:
        return estimate.indicator(key.name)
    own = of_kind(key.kind, program.schema)
    return own if own != ANYTHING else Possible()
