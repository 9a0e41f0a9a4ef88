"""Groups of elements as SQL: one row a group of equal keys, as `reason.aggregates.group_parts` has them.

An element whose group nobody knows stands alone, and so does a group whose every member is unsure: it may not be there.
"""

from iomrules.reason.sql.lanes import FALSE, NULL, TRUE, End, NumberLanes, case, chosen, some
from iomrules.reason.sql.rows import DEN, FieldOf, Rows, lanes_of, number_columns, taken_together


class _Bare(FieldOf):
    """Aggregates that stand as columns of the very row."""

    def __init__(self) -> None:
        super().__init__("")

    def __call__(self, name: str) -> str:
        return name


def grouped(rows: Rows, keys: tuple[str, ...], sort: str, *, sound: bool) -> Rows:
    """A row a group. keys: the columns of keys; `vague` is a column where one of them is not known.

    sound: whether no number and no key can be in trouble.
    """
    kept = _alone(rows, keys, sound=sound)
    names = (*keys, "alone")
    taken = taken_together(sort, kept, within=names)
    # such names as no field of a way of taking together has
    fields = {**taken.fields, **_of_unsure(sort), "certain": "bool_or(h AND NOT lost)", "strayed": "bool_or(lost)"}
    told = ", ".join(f"{sql} AS {name}" for name, sql in fields.items())
    source = f"SELECT {told} FROM ({taken.source}) g GROUP BY {', '.join(names)}"
    lanes = lanes_of(sort, kept, _Bare())
    den = 1 if sort == "count" else DEN if kept.den == DEN else kept.den
    low, high = (
        chosen([("certain", end)], End(name, den)) for name, end in (("least", lanes.low), ("most", lanes.high))
    )
    made, made_den = number_columns(NumberLanes(low, high, case(("certain", lanes.absent), otherwise=FALSE)))
    own = {"h": case(("certain", TRUE)), "bad": "trouble", **made, "lost": "strayed"}
    listed = ", ".join(f"{sql} AS {name}" for name, sql in own.items())
    return Rows(f"SELECT {listed} FROM ({source}) q", made_den, rows.endless, sort, ("lost",))


def _alone(rows: Rows, keys: tuple[str, ...], *, sound: bool) -> Rows:
    """The rows that are or may be meant, with `lost` where the group is not known and `alone` to tell them apart."""
    # of an element that perhaps is not meant, a fault leaves neither number nor group known
    broken = FALSE if sound else "(r.h IS NULL AND r.worse > 0)"
    lost = some((broken, "r.vague"))
    changed = {name: case((broken, NULL), otherwise=f"r.{name}") for name in ("low", "high")}
    changed["gone"] = case((broken, FALSE), otherwise="r.gone")
    changed |= {"lost": lost, "alone": case((lost, "r.place"))}
    others = (*keys, "lost", "alone")
    kept = Rows(rows.sql, rows.den, rows.endless, "", keys)
    told = kept.selected(changed)
    where = "r.h IS NOT FALSE OR r.bad > 0"
    return Rows(f"SELECT {told} FROM ({rows.sql}) r WHERE {where}", rows.den, rows.endless, "", others)


def _of_unsure(sort: str) -> dict[str, str]:
    """Bounds of a group of unsure members, one of which is there."""
    if sort == "count":
        return {"least": "1::HUGEINT", "most": "count(*)::HUGEINT"}
    least, most = "min(low)", "max(high)"
    if sort == "sum":
        least = f"CASE WHEN {least} < 0 THEN sum(low) FILTER (WHERE low < 0) ELSE {least} END"
        most = f"CASE WHEN {most} > 0 THEN sum(high) FILTER (WHERE high > 0) ELSE {most} END"
    opened = "count(*) FILTER (WHERE low IS NULL OR high IS NULL) > 0"
    return {"least": case((opened, NULL), otherwise=least), "most": case((opened, NULL), otherwise=most)}
