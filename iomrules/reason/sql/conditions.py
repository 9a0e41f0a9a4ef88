"""Comparing values, and answers taken together."""

from collections.abc import Sequence

from iomrules.facts.record import EnumKind
from iomrules.reason.sql.facts import Facts
from iomrules.reason.sql.lanes import (
    FALSE,
    NONE,
    NULL,
    TRUE,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    case,
    denied,
    every,
    some,
    sound,
    text,
    worst,
)
from iomrules.reason.sql.numbers import compare_ends


class Conditions(Facts):
    # --- conditions ---

    def compare(self, operator: str, left: Lanes, right: Lanes) -> TruthLanes:
        """`left operator right`. What is absent equals nothing, differs from all and is neither less nor greater."""
        trouble = worst(left.trouble, right.trouble)
        absent = some(each.absent for each in (left, right) if not isinstance(each, TruthLanes))
        if isinstance(left, NumberLanes) and isinstance(right, NumberLanes):
            sql = compare_ends(operator, left, right)
        elif isinstance(left, NumberLanes) or isinstance(right, NumberLanes):
            sql = FALSE if operator == "=" else TRUE
        else:
            sql = self._compare_plain(operator, left, right)
        answer = case((absent, TRUE if operator == "<>" else FALSE), otherwise=sql)
        return TruthLanes(case((sound(trouble), answer)), trouble)

    def _compare_plain(self, operator: str, left: PlainLanes | TruthLanes, right: PlainLanes | TruthLanes) -> str:
        one, two = left.sql, right.sql
        if NULL in (one, two):
            return NULL
        if operator not in ("=", "<>"):
            one, two = self._rank(left), self._rank(right)
        return f"({one} {operator} {two})"

    def _rank(self, value: PlainLanes | TruthLanes) -> str:
        if isinstance(value, PlainLanes) and isinstance(value.kind, EnumKind):
            members = ", ".join(text(each) for each in self.program.schema.enumerations[value.kind.enumeration].members)
            return f"list_position([{members}], {value.sql})"
        return value.sql

    def both(self, parts: Sequence[TruthLanes]) -> TruthLanes:
        """Kleene's и: one FALSE settles it, even beside a fault."""
        sql = every(part.sql for part in parts)
        troubles = [part.trouble for part in parts if part.trouble != NONE]
        if not troubles:
            return TruthLanes(sql)
        settled = f"({sql}) IS FALSE"
        trouble = case((settled, NONE), otherwise=worst(*troubles))
        return TruthLanes(case((settled, FALSE), (sound(worst(*troubles)), sql)), trouble)


def negated(answer: TruthLanes) -> TruthLanes:
    """The opposite answer."""
    return TruthLanes(denied(answer.sql), answer.trouble)
