"""Views of one explanation: why not, why, what is missing, and how much is lacking."""

from fractions import Fraction

from iomrules.program.core import Compare, Counted
from iomrules.reason.arithmetic import exact
from iomrules.reason.explanation import Reason
from iomrules.values import Missing, Number, Unknown, Value


def blockers(reason: Reason) -> tuple[Reason, ...]:
    """Why not: the least conditions that fail, in the order written; empty where nothing fails for certain."""
    if reason.value is not False:
        return ()
    match reason.sort:
        case "rule" | "route":
            found = [each for part in reason.parts for each in _conclusion_blockers(part)]
            return tuple(found) or (reason,)
        case "applies" | "and" | "or":
            return tuple(each for part in reason.parts for each in blockers(part)) or (reason,)
        case "not":
            inner = reason.parts[0] if reason.parts else None
            if inner is not None and inner.sort == "not":
                return tuple(each for part in inner.parts for each in blockers(part)) or (reason,)
    return (reason,)


def _conclusion_blockers(part: Reason) -> tuple[Reason, ...]:
    if part.sort == "exception":
        return (part,) if part.value is True else ()
    return blockers(part)


def deciding(reason: Reason) -> tuple[Reason, ...]:
    """Why: the least conditions that together make it so, in the order written; empty where that is not certain."""
    if reason.value is not True:
        return ()
    match reason.sort:
        case "rule" | "route":
            parts = [part for part in reason.parts if part.sort not in ("applies", "in_force", "exception")]
            return tuple(each for part in parts for each in deciding(part)) or (reason,)
        case "applies" | "and":
            return tuple(each for part in reason.parts for each in deciding(part)) or (reason,)
        case "or":
            holding = [deciding(part) for part in reason.parts if part.value is True]
            return holding[0] if holding else (reason,)
    return (reason,)


def missing_of(reason: Reason) -> tuple[Missing, ...]:
    """The missing facts that could still change it."""
    return reason.value.missing if isinstance(reason.value, Unknown) else ()


def gap(reason: Reason) -> Number | None:
    """How much a failed comparison of numbers, or the first such blocker of a rule, is short of its bound."""
    if reason.value is not False:
        return None
    if isinstance(reason.node, Counted) and reason.sort == "counted":
        return _distance(reason.parts[-1].value, reason.node.count)
    if isinstance(reason.node, Compare) and reason.sort == "compare" and len(reason.parts) == 2:
        return _distance(reason.parts[0].value, reason.parts[1].value)
    found = (gap(each) for each in blockers(reason) if each is not reason)
    return next((each for each in found if each is not None), None)


def _distance(left: Value, right: Value) -> Number | None:
    """None for what is not a number, and where a strict comparison fails by nothing."""
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        distance: Number = left - right
        return exact(-distance if distance < 0 else distance) or None
    return None
