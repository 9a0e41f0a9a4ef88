"""What an example in the rules expects, against what was concluded: the verdict or value, and the reason named."""

from collections.abc import Callable, Mapping, Sequence

from iomrules.frozen import evolve, frozen
from iomrules.program.core import Compare, Counted, Dated, Every, Expected, ExpectedReason, Program
from iomrules.reason.comparison import equal
from iomrules.reason.decision import Admission, Decisions, ElementReason, Evaluation, Fault, FaultRaised, Reason
from iomrules.reason.labels import words
from iomrules.reason.mismatch_words import RUSSIAN, Wording
from iomrules.reason.nearest import blockers, deciding, missing_of
from iomrules.source import Span
from iomrules.values import ABSENT, Missing, Unknown, Value


@frozen
class Mismatch:
    """One expectation that did not come true. expected, actual: in words; span: its place in the rules.

    because: sentences that say why it came out so, where somebody told them.
    """

    expected: str
    actual: str
    span: Span
    because: tuple[str, ...] = ()


def check_expected(
    evaluation: Evaluation,
    decisions: Decisions,
    expected: Expected,
    told: Callable[[Reason], Sequence[str]] | None = None,
    said: Wording = RUSSIAN,
) -> Mismatch | None:
    """None where the expectation came true. What a route consists of is not asked here: see `trials.composition`.

    told: a reason's sentences, among which a quoted reason is looked for as well. said: in which words.
    """
    program, name = evaluation.program, expected.target
    if name in program.selections or expected.sort in OF_RATING:
        return check_standing(program, decisions, expected, said)
    fault = next((each for each in decisions.faults if each.target == name), None)
    if fault:
        return Mismatch(said.wanted(expected, program), said.failed(fault), expected.span)
    try:
        reason = evaluation.reason_of(name)
    except FaultRaised as raised:
        fault = Fault(decisions.person.id, name, raised.diagnostic)
        return Mismatch(said.wanted(expected, program), said.failed(fault), expected.span)
    applicable = _applicable(decisions, reason)
    if not came_true(expected, reason.value, applicable):
        actual = said.came_out(name, reason.value, program, applicable=applicable)
        return Mismatch(said.wanted(expected, program), actual, expected.span)
    for each in expected.because:
        if not reason_found(program, reason, each, told(reason) if told and each.text else ()):
            return Mismatch(said.reason(each, program), said.came_out(name, reason.value, program), each.span)
    return None


def with_settings(program: Program, settings: Mapping[str, Value]) -> Program:
    """The program where some parameters are worth what an example says, on any day and for everybody."""
    if not settings:
        return program
    changed = {
        name: evolve(program.parameters[name], values=(Dated(value),), refinements=())
        for name, value in settings.items()
    }
    return evolve(program, parameters={**program.parameters, **changed})


def _applicable(decisions: Decisions, reason: Reason) -> bool:
    decision = decisions.verdicts.get(reason.name)
    return decision.applicable if decision else reason.value is not ABSENT


def came_true(expected: Expected, actual: Value, applicable: bool) -> bool:
    """Whether a verdict or value is the one expected. applicable: whether the declaration is about this person."""
    if expected.sort == "not_applicable":
        return not applicable
    if expected.unknown:
        return isinstance(actual, Unknown)
    if isinstance(actual, Unknown) or not applicable:
        return False
    return expected.value is not None and equal(actual, expected.value)


# --- among several people ------------------------------------------------------------------------------------------

#: what is expected of a rating beside its total
OF_RATING = frozenset(("place", "shared_place", "group", "no_place"))
_SEATS = {"admitted": Admission.YES, "not_admitted": Admission.NO, "council": Admission.COUNCIL}


def check_standing(
    program: Program, decisions: Decisions, expected: Expected, said: Wording = RUSSIAN
) -> Mismatch | None:
    """None where a place, a priority group or a seat is the one expected. decisions: with places, see `rank`."""
    rating = _rating(program, expected)
    fault = next((each for each in decisions.faults if each.target in (expected.target, rating)), None)
    if fault is not None:
        return Mismatch(said.wanted(expected, program), said.failed(fault), expected.span)
    if stands_so(program, decisions, expected):
        return None
    seat = decisions.selections.get(expected.target)
    actual = said.stands(expected, decisions.ratings.get(rating), seat.verdict if seat else None, program)
    return Mismatch(said.wanted(expected, program), actual, expected.span)


def stands_so(program: Program, decisions: Decisions, expected: Expected) -> bool:
    """Whether a place, a priority group or a seat is the one expected."""
    if expected.target in program.selections:
        seat = decisions.selections.get(expected.target)
        if expected.sort == "not_applicable" or seat is None:
            return expected.sort == "not_applicable" and seat is None
        return seat.verdict is (Admission.UNKNOWN if expected.unknown else _SEATS.get(expected.sort))
    result = decisions.ratings.get(expected.target)
    if result is None:
        return False
    match expected.sort:
        case "place":
            return result.place == expected.value
        case "shared_place":
            return result.place == expected.value and result.shared > 1
        case "group":
            return result.priority == expected.value
    return result.place is None


def _rating(program: Program, expected: Expected) -> str:
    selection = program.selections.get(expected.target)
    return selection.rating if selection else expected.target


# --- the reason named -------------------------------------------------------------------------------------------------


def reason_found(program: Program, reason: Reason, wanted: ExpectedReason, told: Sequence[str] = ()) -> bool:
    """Whether a reason named is among those that settle it: why not for нет, what is missing for неизвестно.

    told: sentences in which a quoted reason may stand.
    """
    if isinstance(reason.value, Unknown):
        return any(_is_missing(program, each, wanted) for each in missing_of(reason))
    settling = blockers(reason) or deciding(reason) or (reason,)
    if wanted.text:
        text = _folded(wanted.text)
        spoken = (*reason.basis, reason.label, reason.note, *told, *(one for each in settling for one in _texts(each)))
        return any(text in _folded(each) for each in spoken)
    return any(_fits(each, wanted) for top in settling for each in _with_parts(top))


def _is_missing(program: Program, missed: Missing, wanted: ExpectedReason) -> bool:
    told = _folded(f"{missed.fact} {missed.source}")
    asked = (wanted.text, wanted.name, wanted.key)
    return all(_folded(each) in told or (each and _folded(_declared_title(program, each)) in told) for each in asked)


def _declared_title(program: Program, name: str) -> str:
    facts = (shape.fact(name) for shape in program.schema.shapes.values())
    return next((fact.title for fact in facts if fact and fact.title), words(name))


def _with_parts(reason: Reason) -> tuple[Reason, ...]:
    return (reason, *(each for part in reason.parts for each in _with_parts(part)))


def _texts(reason: Reason) -> tuple[str, ...]:
    """Everything a reason says that an example may quote."""
    own = (*reason.basis, reason.label, reason.note, *(each.label for each in reason.elements))
    return (*own, *(each for part in reason.parts for each in _texts(part)))


def _fits(reason: Reason, wanted: ExpectedReason) -> bool:
    """One reason against the name, key, value, operator and bound given; a comparison is known by its left side."""
    if reason.sort == "compare" and isinstance(reason.node, Compare) and len(reason.parts) == 2:
        left, right = reason.parts
        operator, bound = _failed(reason.node.operator, reason.value), right.value
        return (
            _named(left, wanted)
            and wanted.operator in ("", operator, reason.node.operator)
            and (wanted.bound is None or equal(bound, wanted.bound))
        )
    if wanted.operator and isinstance(reason.node, Counted) and reason.parts:
        operator = _failed(reason.node.operator, reason.value)
        fitting = wanted.operator in (operator, reason.node.operator)
        source, bound = reason.parts[0], reason.node.count
        return fitting and _named(source, wanted, reason.parts[-1].value) and wanted.bound in (None, bound)
    if wanted.operator and isinstance(reason.node, Every) and isinstance(reason.node.holds, Compare):
        return any(_fits_element(reason, each, wanted) for each in reason.elements)
    return not wanted.operator and wanted.bound is None and _named(reason, wanted)


def _fits_element(reason: Reason, element: ElementReason, wanted: ExpectedReason) -> bool:
    """One of many that had to satisfy a comparison and did not: `отметка по химии 3 меньше 4`."""
    blocker = element.blocker
    if element.value is not False or blocker is None or not isinstance(blocker.node, Compare) or not reason.parts:
        return False
    left = blocker.parts[0].but(name=reason.parts[0].name, key=element.label)
    return _fits(blocker.but(parts=(left, *blocker.parts[1:])), wanted)


def _named(reason: Reason, wanted: ExpectedReason, value: Value | None = None) -> bool:
    actual = reason.value if value is None else value
    return (
        wanted.name in ("", reason.name)
        and (not wanted.key or _folded(words(wanted.key)) == _folded(reason.key))
        and (wanted.value is None or (not isinstance(actual, Unknown) and equal(actual, wanted.value)))
    )


_FAILED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}


def _failed(operator: str, value: Value) -> str:
    """What holds instead where a comparison failed: `не меньше` failed is `меньше`."""
    return _FAILED[operator] if value is False else operator


def _folded(text: str) -> str:
    return words(text).casefold().replace("ё", "е")
