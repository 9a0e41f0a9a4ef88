"""Collections as SQL: the rows of a list with what is known of each, and what is taken together from them.

The ends of sums, counts, means and extremes are those of `reason.aggregates`, said for a whole table at once.
"""

from collections.abc import Mapping

from iomrules.frozen import evolve, frozen
from iomrules.reason.aggregates import may_stand_alone
from iomrules.reason.sql.lanes import (
    FALSE,
    NONE,
    NULL,
    OPEN,
    End,
    NumberLanes,
    case,
    common,
    denied,
    every,
    scaled,
    some,
    times,
)

#: the column of denominators
DEN = "den"
#: a part that belongs: not absent, and meant or perhaps meant
_IN = "h IS NOT FALSE AND NOT gone"
#: a number nothing is known of may be absent, and so may not belong
_SURE = "h AND NOT gone AND NOT (low IS NULL AND high IS NULL)"
_UNSURE = f"({_IN}) AND NOT coalesce({_SURE}, FALSE)"


@frozen
class Rows:
    """A SELECT of the elements that are or may be meant.

    Columns: `h` TRUE where it is meant for certain, NULL where it may be; `low`, `high` numerators over `den`; `gone`
    where its number is absent; `bad` the trouble of finding whether it is meant; `worse` that of its number.
    den: of all rows, or DEN where each has its own in a column of that name. others: further columns.
    endless: a condition, of the person's row, that there may be more elements than there are rows.
    groups: how the rows were made of others, with a column `lost` where nobody knows which group one is of.
    """

    sql: str
    den: int | str = 1
    endless: str = FALSE
    groups: str = ""
    others: tuple[str, ...] = ()

    def selected(self, changed: Mapping[str, str], row: str = "r") -> str:
        """What a SELECT from these rows says: every column, some of them said anew."""
        own = ("h", "low", "high", "gone", "bad", "worse", *((DEN,) if self.den == DEN else ()), *self.others)
        told = {**{name: f"{row}.{name}" for name in own}, **changed}
        return ", ".join(f"{sql} AS {name}" for name, sql in told.items())


def number_columns(lanes: NumberLanes) -> tuple[dict[str, str], int | str]:
    """The columns of a number and its denominator: of all rows, or DEN."""
    own = {"gone": lanes.absent, "worse": lanes.trouble}
    den = common(lanes.low, lanes.high)
    ends = {"low": lanes.low, "high": lanes.high}
    if den is not None:
        told = {name: NULL if end.num == NULL else scaled(end, den) for name, end in ends.items()}
        return {**{name: f"({sql})::HUGEINT" for name, sql in told.items()}, **own}, den
    dens = list(dict.fromkeys(f"coalesce({end.den}, 1)::HUGEINT" for end in ends.values() if end.num != NULL))
    whole = dens[0] if len(dens) == 1 else f"lcm({dens[0]}, {dens[1]})"
    told = {
        name: end.num if len(dens) == 1 else times(end.num, f"({whole} // {end.den})") for name, end in ends.items()
    }
    return {**{name: f"({sql})::HUGEINT" for name, sql in told.items()}, **own, DEN: whole}, DEN


def levelled(rows: Rows) -> Rows:
    """The numbers over one denominator of all the rows."""
    if rows.den != DEN:
        return rows
    whole = f"list_reduce(list(r.{DEN}) OVER (), lambda a, b: lcm(a, b))"
    changed = {name: f"q.{name} * (q.whole // q.{DEN})" for name in ("low", "high")}
    told = rows.selected({**changed, DEN: "q.whole"}, "q")
    return evolve(rows, sql=f"SELECT {told} FROM (SELECT r.*, {whole} AS whole FROM ({rows.sql}) r) q")


def numbers_trouble() -> str:
    """The trouble of taking the numbers of rows together: a fault in one that only may be meant stops nobody."""
    own = case(("h", "worse"), otherwise=NONE)
    return f"coalesce(max(GREATEST(bad, {own})), 0)"


@frozen
class Taken:
    """One way of taking rows together. source: a SELECT; fields: its aggregates by name."""

    source: str
    fields: Mapping[str, str]


def taken_together(sort: str, rows: Rows, best: int | None = None, within: tuple[str, ...] = ()) -> Taken:
    """The aggregates of one way of taking together. within: columns that the rows are grouped by."""
    rows = levelled(rows)
    fields = {
        "present": f"count(*) FILTER (WHERE {_IN})",
        "sure": f"count(*) FILTER (WHERE {_SURE})",
        "trouble": numbers_trouble(),
    }
    if rows.den == DEN:
        fields[DEN] = f"coalesce(max({DEN}), 1)"
    if rows.groups and not may_stand_alone(rows.groups, sort, best):
        fields["scattered"] = "coalesce(bool_or(lost) FILTER (WHERE h IS NOT FALSE), FALSE)"
    source = rows.sql
    match sort:
        case "sum" if best is None:
            fields["low"], fields["high"] = _sum_low(), _sum_high()
        case "sum":
            fields["low"], fields["high"] = _best_low(best or 0), _best_high(best or 0)
        case "max":
            fields["low"] = f"max(low) FILTER (WHERE {_SURE})"
            fields["high"] = _unless_open("high", f"max(high) FILTER (WHERE {_IN})")
        case "min":
            fields["low"] = _unless_open("low", f"min(low) FILTER (WHERE {_IN})")
            fields["high"] = f"min(high) FILTER (WHERE {_SURE})"
        case "mean":
            source = _pulling(rows.sql, within)
            for side, pulls in (("low", "lowers"), ("high", "raises")):
                counted = f"FILTER (WHERE {_SURE} OR {pulls})"
                fields[side] = _unless_open(side, f"sum({side}) {counted}")
                fields[f"{side}_of"] = f"count(*) {counted}"
        case "count":
            fields["low"] = f"count(*) FILTER (WHERE {_SURE})::HUGEINT"
            fields["high"] = f"count(*) FILTER (WHERE {_IN})::HUGEINT"
        case _:
            raise ValueError(f"no way of taking together is called `{sort}`")
    return Taken(source, fields)


def _pulling(rows: str, within: tuple[str, ...]) -> str:
    """The rows with `lowers` and `raises`: whether one that may belong pulls the mean down, or up.

    Taken in order, the least first, one pulls down as long as it is less than the mean of all before it.
    """
    keys = ", ".join(within)
    all_sure = f"FILTER (WHERE {_SURE}) OVER ({f'PARTITION BY {keys}' if keys else ''})"
    counted = ", ".join(
        (
            f"{_UNSURE} AS unsure",
            f"count(*) {all_sure} AS sure_ones",
            f"sum(low) {all_sure} AS sure_low",
            f"sum(high) {all_sure} AS sure_high",
        )
    )

    def pulls(side: str, order: str, compared: str) -> str:
        part = ", ".join(("unsure", *within))
        before = f"OVER (PARTITION BY {part} ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        total = f"sure_{side} + coalesce(sum({side}) {before}, 0)"
        return f"unsure AND {side} * (sure_ones + count(*) {before}) {compared} {total}"

    lowers, raises = pulls("low", "low", "<"), pulls("high", "high DESC", ">")
    return f"SELECT p.*, {lowers} AS lowers, {raises} AS raises FROM (SELECT r.*, {counted} FROM ({rows}) r) p"


def lanes_of(sort: str, rows: Rows, field: "FieldOf", best: int | None = None) -> NumberLanes:
    """The number that the aggregates make. field: name -> where the aggregate stands."""
    trouble = field("trouble")
    den = field(DEN) if rows.den == DEN else rows.den
    low, high = End(field("low"), den), End(field("high"), den)
    if sort == "count":
        low, high = End(field("low")), End(field("high"))
    if sort == "mean":
        low, high = (End(end.num, _of(field(f"{side}_of"), den)) for side, end in (("low", low), ("high", high)))
    lost = field("scattered") if rows.groups and not may_stand_alone(rows.groups, sort, best) else FALSE
    vague = some((rows.endless, lost))
    absent = FALSE
    if sort in ("max", "min", "mean"):
        # nothing is said of what is in trouble, not even that there is none
        absent = every((f"{field('present')} = 0", denied(vague), f"{trouble} = 0"))
        low, high = (_closed(end, f"{field('sure')} = 0") for end in (low, high))
    shut = some((f"{trouble} > 0", vague))
    return NumberLanes(_closed(low, shut), _closed(high, shut), absent, trouble)


def _of(count: str, den: int | str) -> str:
    many = f"NULLIF({count}, 0)::HUGEINT"
    return many if den == 1 else f"({many} * {den})"


class FieldOf:
    """Where an aggregate of one subquery stands."""

    def __init__(self, struct: str) -> None:
        self.struct = struct

    def __call__(self, name: str) -> str:
        return f"{self.struct}.{name}"


def _closed(end: End, condition: str) -> End:
    return OPEN if end.num == NULL else End(case((condition, NULL), otherwise=end.num), end.den)


def _unless_open(side: str, found: str, among: str = _IN) -> str:
    return case((f"count(*) FILTER (WHERE ({among}) AND {side} IS NULL) > 0", NULL), otherwise=found)


def _sum_low() -> str:
    least = f"coalesce(sum(CASE WHEN {_SURE} THEN low ELSE LEAST(low, 0) END) FILTER (WHERE {_IN}), 0)"
    return _unless_open("low", least)


def _sum_high() -> str:
    most = f"coalesce(sum(CASE WHEN {_SURE} THEN high ELSE GREATEST(high, 0) END) FILTER (WHERE {_IN}), 0)"
    return _unless_open("high", most)


def _best_low(best: int) -> str:
    """Sure rows at their least; unsure ones only where they take away and there is room for them."""
    sure = f"list_slice(list(low ORDER BY low DESC NULLS LAST) FILTER (WHERE {_SURE}), 1, {best})"
    harm = f"list(low ORDER BY low ASC NULLS FIRST) FILTER (WHERE {_UNSURE} AND (low < 0 OR low IS NULL))"
    room = f"{best} - LEAST(count(*) FILTER (WHERE {_SURE}), {best})"
    return _added_lists(sure, f"list_slice({harm}, 1, {room})")


def _best_high(best: int) -> str:
    """Unsure rows where they add; or all rows, where they push worse ones out."""
    useful = f"({_IN}) AND (high IS NULL OR high >= 0 OR coalesce({_SURE}, FALSE))"
    first = f"list_slice(list(high ORDER BY high DESC NULLS FIRST) FILTER (WHERE {useful}), 1, {best})"
    every_row = f"list_slice(list(high ORDER BY high DESC NULLS FIRST) FILTER (WHERE {_IN}), 1, {best})"
    crowded = f"count(*) FILTER (WHERE {_IN}) > {best}"
    one, two = _added_lists(first), _added_lists(every_row)
    return case(
        (crowded, case((f"{one} IS NULL OR {two} IS NULL", NULL), otherwise=f"GREATEST({one}, {two})")), otherwise=one
    )


def _added_lists(*lists: str) -> str:
    """The sum of lists of numbers: 0 of none, NULL where one of the numbers is open."""
    opened = " OR ".join(f"list_count({each}) < len({each})" for each in lists)
    total = " + ".join(f"coalesce(list_sum({each}), 0::HUGEINT)" for each in lists)
    return case((opened, NULL), otherwise=total)
