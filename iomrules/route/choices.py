"""One `на выбор` clause: the entries it considers, those taken, and of every other one why not."""

from collections.abc import Iterable

from attrs import frozen

from iomrules.facts.record import NumberKind
from iomrules.program.core import Choice
from iomrules.route.choose import Outcome, choose
from iomrules.route.conditions import blockers, entries_of, meant, why, wished, worth
from iomrules.route.draft import Draft, Setting, as_number, clauses, fact_names, hours_text
from iomrules.route.entries import PER_WEEK, VOLUME, WEEKS, is_number, item, raw, title, unit, volume, weekly
from iomrules.route.order import best_first
from iomrules.route.route import Because, NotTaken
from iomrules.values import ABSENT, Entry, Missing, Number, Truth, Unknown, Value, unknown


@frozen
class Considered:
    """An entry that may be chosen. meant: whether it satisfies the condition; hours: in its unit, or Unknown."""

    entry: Entry
    meant: Truth
    hours: Value


@frozen
class Capacity:
    """Hours for one choice.

    hours: None for no limit; of an unknown limit its least value, as an unknown prohibition never permits.
    missing: what the limit is not known for. unit: of the hours, a week or a volume in all.
    """

    hours: Number | None
    missing: tuple[Missing, ...] = ()
    unit: str = PER_WEEK


def with_choice(draft: Draft, clause: Choice, setting: Setting) -> Draft:
    """The draft with the best entries that fit; every other one left out with its cause; too few said to be too few."""
    had = {each.key for each in draft.items}
    considered = tuple(
        _consider(clause, entry, setting)
        for entry in entries_of(clause.entries, setting.evaluation)
        if entry.key not in had
    )
    capacity = _capacity(draft, clause, considered, setting)
    ready, doubtful = _split(considered, capacity)
    ready = best_first(
        ready, lambda each: worth(clause.order, each.entry, setting.evaluation), ascending=clause.ascending
    )
    outcomes = choose([as_number(each.hours) for each in ready], clause.low, clause.high, capacity.hours)
    left = capacity.hours or 0
    for place, (each, outcome) in enumerate(zip(ready, outcomes, strict=True), start=1):
        if outcome is Outcome.TAKEN:
            draft = _with_taken(draft, each, clause, setting, _place_text(place, len(ready), clause))
            left -= as_number(each.hours)
        else:
            spare = hours_text(left, capacity.unit)
            draft = draft.and_left_out(_beaten(each, outcome, clause, (capacity.unit, spare), setting))
    draft = draft.and_left_out(
        *(_doubtful(each, clause, capacity, setting) for each in doubtful),
        *(_failed(each, clause, setting) for each in considered if each.meant is False),
    )
    taken = outcomes.count(Outcome.TAKEN)
    if taken < clause.low:
        return draft.and_short(f"по выбору нужно не меньше {clause.low}, подобрано {taken}", clauses(clause.basis))
    return draft


def _consider(clause: Choice, entry: Entry, setting: Setting) -> Considered:
    measured = volume if _unit(clause) == VOLUME else weekly
    hours = measured(raw(entry, "часы"), unit(setting.shelf.schema, entry))
    return Considered(entry, meant(clause.entries, entry, setting.evaluation), hours)


def _unit(clause: Choice) -> str:
    """What the clause's hours are: a week, or a volume in all where its bound is one."""
    kind = clause.within.kind if clause.within is not None else None
    return VOLUME if isinstance(kind, NumberKind) and kind.unit == VOLUME else PER_WEEK


def _capacity(draft: Draft, clause: Choice, considered: Iterable[Considered], setting: Setting) -> Capacity:
    """What the clause allows or the load leaves, whichever is less. A volume burdens no week."""
    within = None if clause.within is None else setting.evaluation.value(clause.within)
    least: list[Number] = []
    missing: list[Missing] = []
    for bound in (within, _spare(draft, clause, considered, setting)):
        if isinstance(bound, Unknown):
            missing.extend(bound.missing)
            least.append(max(bound.low, 0) if bound.low is not None else 0)
        elif is_number(bound):
            least.append(max(as_number(bound), 0))
    return Capacity(min(least, default=None), unknown(missing).missing, _unit(clause))


def _spare(draft: Draft, clause: Choice, considered: Iterable[Considered], setting: Setting) -> Value:
    """What the week's load leaves, in the clause's unit; ABSENT where nothing bounds it or nothing burdens the week."""
    left, schema = draft.remaining(), setting.shelf.schema
    if _unit(clause) != VOLUME:
        return left
    if all(unit(schema, each.entry) == VOLUME for each in considered):
        return ABSENT
    return as_number(left) * WEEKS if is_number(left) else left


def _split(
    considered: Iterable[Considered], capacity: Capacity
) -> tuple[tuple[Considered, ...], tuple[Considered, ...]]:
    """Those that may be taken, and those of which nobody can tell: the condition, hours or limit is unknown."""
    ready: list[Considered] = []
    doubtful: list[Considered] = []
    for each in considered:
        blind = capacity.hours is not None and isinstance(each.hours, Unknown)
        over = bool(capacity.missing) and as_number(each.hours) > (capacity.hours or 0)
        if isinstance(each.meant, Unknown) or (each.meant and (blind or over)):
            doubtful.append(each)
        elif each.meant:
            ready.append(each)
    return tuple(ready), tuple(doubtful)


def _with_taken(draft: Draft, each: Considered, clause: Choice, setting: Setting, text: str) -> Draft:
    evaluation = setting.evaluation
    order = None if clause.order is None else evaluation.reason(clause.order, (each.entry,))
    because = Because(text, clauses(clause.basis), why(clause.entries, each.entry, evaluation), order)
    return draft.and_item(item(setting.shelf, each.entry, "choice", because))


def _place_text(place: int, among: int, clause: Choice) -> str:
    if among == 1:
        return "единственное, что подходит по условию выбора"
    return f"{place}-е место из {among} подходящих" + (" по порядку перечня" if clause.order is None else "")


def _beaten(each: Considered, outcome: Outcome, clause: Choice, spare: tuple[str, str], setting: Setting) -> NotTaken:
    """A fitting entry that is not taken. spare: the unit of hours, and how many there were when its turn came."""
    match outcome:
        case Outcome.COUNT:
            text = f"подходит, но по выбору берётся не больше {clause.high}"
        case Outcome.RESERVED:
            text = f"подходит, но с этим курсом не набрать часов на {clause.low} по выбору"
        case _:
            measure, left = spare
            text = f"подходит, но не помещается: нужно {hours_text(as_number(each.hours), measure)}, осталось {left}"
    cause = "count" if outcome is Outcome.COUNT else "hours"
    because = Because(text, clauses(clause.basis))
    own = wished(clause.entries, each.entry, setting.evaluation)
    return NotTaken(each.entry.key, title(setting.shelf, each.entry), cause, because, wished=own)


def _doubtful(each: Considered, clause: Choice, capacity: Capacity, setting: Setting) -> NotTaken:
    """An entry nobody can tell of, with every fact that could still settle it."""
    causes = [cause for part in (each.meant, each.hours) if isinstance(part, Unknown) for cause in part.missing]
    missing = unknown((*causes, *capacity.missing)).missing
    because = Because(f"нельзя решить, пока нет сведений {fact_names(missing)}", clauses(clause.basis))
    own = wished(clause.entries, each.entry, setting.evaluation)
    return NotTaken(each.entry.key, title(setting.shelf, each.entry), "unknown", because, missing, wished=own)


def _failed(each: Considered, clause: Choice, setting: Setting) -> NotTaken:
    stops = blockers(clause.entries.where, (each.entry,), setting.evaluation)
    first = setting.evaluation.reason(stops[0], (each.entry,)) if stops else None
    because = Because("не выполнено условие выбора", clauses(clause.basis), first)
    name = title(setting.shelf, each.entry)
    own = wished(clause.entries, each.entry, setting.evaluation)
    return NotTaken(each.entry.key, name, "condition", because, failed=len(stops), wished=own)
