"""Collections as SQL: the rows of a list with what is known of each, and what is taken together from them.

The ends of sums, counts, means and extremes are those of `reason.aggregates`, said for a whole table at once.
"""

from iomrules.frozen import frozen
from iomrules.reason.sql.lanes import (
    FALSE,
    NONE,
    NULL,
    OPEN,
    TRUE,
    UNSAID,
    End,
    NumberLanes,
    case,
    every,
)


@frozen
class Rows:
    """A SELECT of the elements that are or may be meant.

    Columns: `h` TRUE where it is meant for certain, NULL where it may be; `low`, `high` numerators over `den`; `gone`
    where its number is absent; `bad` the trouble of finding whether it is meant; `worse` that of its number.
    endless: a condition, of the person's row, that there may be more elements than there are rows.
    """

    sql: str
    den: int = 1
    endless: str = FALSE


#: a part that belongs: not absent, and meant or perhaps meant
_IN = "h IS NOT FALSE AND NOT gone"
#: a number nothing is known of may be absent, and so may not belong
_SURE = "h AND NOT gone AND NOT (low IS NULL AND high IS NULL)"
_UNSURE = f"({_IN}) AND NOT coalesce({_SURE}, FALSE)"


def numbers_trouble() -> str:
    """The trouble of taking the numbers of rows together: a fault in one that only may be meant stops nobody."""
    own = case(("h IS FALSE", "0"), ("h", "worse"), ("worse = 1", "1"), otherwise="0")
    return f"coalesce(max(GREATEST(bad, {own})), 0)"


def taken_together(sort: str, best: int | None = None) -> dict[str, str]:
    """The aggregates of one way of taking together, by name of the field."""
    fields = {
        "present": f"count(*) FILTER (WHERE {_IN})",
        "sure": f"count(*) FILTER (WHERE {_SURE})",
        "trouble": numbers_trouble(),
    }
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
            fields["low"] = _unless_open("low", f"sum(low) FILTER (WHERE {_SURE})", _SURE)
            fields["high"] = _unless_open("high", f"sum(high) FILTER (WHERE {_SURE})", _SURE)
        case "count":
            fields["low"] = f"count(*) FILTER (WHERE {_SURE})::HUGEINT"
            fields["high"] = f"count(*) FILTER (WHERE {_IN})::HUGEINT"
        case _:
            raise ValueError(f"no way of taking together is called `{sort}`")
    return fields


def lanes_of(sort: str, rows: Rows, field: "FieldOf") -> NumberLanes:
    """The number that the aggregates make. field: name -> where the aggregate stands."""
    trouble = field("trouble")
    low, high = End(field("low"), rows.den), End(field("high"), rows.den)
    if sort == "count":
        low, high = End(field("low")), End(field("high"))
    absent = FALSE
    if sort in ("max", "min", "mean"):
        absent = every((f"{field('present')} = 0", f"NOT {rows.endless}" if rows.endless != FALSE else TRUE))
        nothing_sure = f"{field('sure')} = 0"
        low, high = (_closed(end, nothing_sure) for end in (low, high))
    if sort == "mean":
        # while it is not known who belongs, the least mean is a search: left to the interpreter
        unsure = every((f"{field('sure')} > 0", f"{field('present')} > {field('sure')}"))
        trouble = f"GREATEST({trouble}, {case((unsure, UNSAID), otherwise=NONE)})"
        count = f"NULLIF({field('sure')}, 0)::HUGEINT"
        den = count if rows.den == 1 else f"({count} * {rows.den})"
        low, high = End(low.num, den), End(high.num, den)
    closed = [f"{trouble} > 0"]
    if absent != FALSE:  # nothing is said of what is in trouble, not even that there is none
        absent = every((absent, f"{trouble} = 0"))
    if rows.endless != FALSE:
        closed.append(rows.endless)
    shut = " OR ".join(closed)
    return NumberLanes(_closed(low, f"({shut})"), _closed(high, f"({shut})"), absent, trouble)


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
