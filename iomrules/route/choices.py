"""One `на выбор` clause: the entries it considers, those taken, and of every other one why not."""

from collections.abc import Iterable, Mapping, Sequence

from iomrules.facts.record import Catalogue, NumberKind
from iomrules.frozen import evolve, field, frozen
from iomrules.program.core import CatalogueOf, Choice
from iomrules.route import phrases
from iomrules.route.choose import Candidate, Outcome, Pick, choose
from iomrules.route.company import ALONE, Company, companies
from iomrules.route.conditions import blockers, entries_of, meant, why, wished, worth
from iomrules.route.draft import Draft, Setting, as_number, clauses
from iomrules.route.entries import PER_WEEK, VOLUME, WEEKS, is_number, item, raw, title, unit, volume, weekly
from iomrules.route.order import best_first
from iomrules.route.outlook import Outlook, outlook
from iomrules.route.route import NotTaken, Said
from iomrules.route.seats import FREE, Seat, Standing, standing
from iomrules.values import ABSENT, Entry, Missing, Number, Truth, Unknown, Value, unknown


@frozen
class Considered:
    """An entry that may be chosen. meant: whether it satisfies the condition; hours: in its unit, or Unknown.

    seat: whether there is one for this person; company: what it is taken with.
    """

    entry: Entry
    meant: Truth
    hours: Value
    seat: Standing = FREE
    company: Company = ALONE


@frozen
class Capacity:
    """Hours for one choice.

    hours: None for no limit; of an unknown limit its least value, as an unknown prohibition never permits.
    missing: what the limit is not known for. unit: of the hours, a week or a volume in all.
    """

    hours: Number | None
    missing: tuple[Missing, ...] = ()
    unit: str = PER_WEEK


@frozen
class Sorted:
    """Those considered: ready to be taken, nobody can tell of, and left out before any choosing, each with why."""

    ready: tuple[Considered, ...] = ()
    doubtful: tuple[Considered, ...] = ()
    left: tuple[NotTaken, ...] = ()


@frozen
class Chosen:
    """The ready ones best first with what became of each, and how that is told.

    waiting: titles of what is in doubt that these may hang on. foreseen: which of them do; None for all.
    """

    ready: tuple[Considered, ...]
    picks: tuple[Pick, ...]
    clause: Choice
    unit: str
    titles: Mapping[str, str] = field(factory=dict)
    waiting: tuple[str, ...] = ()
    foreseen: Outlook | None = None

    def hangs(self, place: int) -> bool:
        """Whether another thing may become of the one at a place when more is decided."""
        key = self.ready[place].entry.key
        if self.foreseen is None or not self.waiting:
            return bool(self.waiting)
        if self.picks[place].outcome is Outcome.TAKEN:
            return key not in self.foreseen.firm
        return key in self.foreseen.may

    def called(self, keys: Iterable[str]) -> Said:
        """«Практикум»; «Анатомия»."""
        return phrases.quoted([self.titles.get(each, each.replace("_", " ")) for each in sorted(keys)])


def with_choice(draft: Draft, clause: Choice, setting: Setting) -> Draft:
    """The draft with the best entries that fit; every other one left out with its cause; too few said to be too few."""
    considered = _all_considered(draft, clause, setting)
    capacity = _capacity(draft, clause, considered, setting)
    told = _sorted(considered, capacity, draft, clause, setting)
    foreseen = _foreseen(considered, capacity, draft, clause, setting) if told.doubtful else None
    if foreseen is not None:
        told = _without_idle(told, considered, foreseen)
    ready = _best_first(told.ready, clause, setting)
    picks = choose(_candidates(ready), clause.low, clause.high, capacity.hours)
    titles = {each.entry.key: title(setting.shelf, each.entry) for each in considered}
    waiting = [each.title for each in draft.not_taken if draft.unsettled and each.cause == "unknown"]
    waiting += [titles[each.entry.key] for each in told.doubtful if foreseen is not None]
    chosen = Chosen(ready, picks, clause, capacity.unit, titles, tuple(waiting), foreseen)
    for place, (each, pick) in enumerate(zip(ready, picks, strict=True)):
        if pick.outcome is Outcome.TAKEN:
            draft = _with_taken(draft, each, clause, setting, _place_said(place, chosen))
        else:
            draft = draft.and_left_out(_beaten(place, chosen, setting))
    draft = draft.and_left_out(*(_doubtful(each, clause, capacity, setting) for each in told.doubtful))
    draft = _with_left(draft, told.left, considered, chosen, setting)
    taken = frozenset(each.entry.key for each, pick in zip(ready, picks, strict=True) if pick.outcome is Outcome.TAKEN)
    draft = evolve(draft, unsettled=draft.unsettled or bool(told.doubtful or capacity.missing))
    draft = _with_claims(draft, clause, considered, foreseen if draft.unsettled else Outlook(taken, taken))
    if len(taken) < clause.low:
        return draft.and_short(phrases.too_few(clause.low, len(taken)), clauses(clause.basis))
    return draft


def _best_first(ready: Iterable[Considered], clause: Choice, setting: Setting) -> tuple[Considered, ...]:
    return best_first(
        ready, lambda each: worth(clause.order, each.entry, setting.evaluation), ascending=clause.ascending
    )


def _catalogue(clause: Choice, setting: Setting) -> Catalogue | None:
    """Whose entries are chosen from; None for a list of the person's own."""
    source = clause.entries.source
    return setting.evaluation.program.schema.catalogues.get(source.name) if isinstance(source, CatalogueOf) else None


def _all_considered(draft: Draft, clause: Choice, setting: Setting) -> tuple[Considered, ...]:
    had = {each.key for each in draft.items}
    entries = [each for each in entries_of(clause.entries, setting.evaluation) if each.key not in had]
    catalogue = _catalogue(clause, setting)
    known = companies(catalogue, entries, draft.items)
    return tuple(_consider(clause, each, catalogue, known.get(each.key, ALONE), setting) for each in entries)


def _consider(
    clause: Choice, entry: Entry, catalogue: Catalogue | None, company: Company, setting: Setting
) -> Considered:
    measured = volume if _unit(clause) == VOLUME else weekly
    hours = measured(raw(entry, "часы"), unit(setting.shelf.schema, entry))
    seat = FREE
    if catalogue is not None and catalogue.seats:
        seat = standing(setting.seats, (catalogue.name, entry.key), entry.fields.get(catalogue.seats))
    return Considered(entry, meant(clause.entries, entry, setting.evaluation), hours, seat, company)


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


# --- who may be chosen ---------------------------------------------------------------------------------------------


def _sorted(
    considered: Sequence[Considered], capacity: Capacity, draft: Draft, clause: Choice, setting: Setting
) -> Sorted:
    """By what each alone comes to, then by those it needs: they may be out, or nobody may be able to tell of them."""
    out = {each.entry.key: each for each in considered if each.meant is False or each.seat.seat is Seat.GONE}
    vague = {each.entry.key: each for each in considered if each.entry.key not in out and _is_vague(each, capacity)}
    known = {each.entry.key for each in considered}
    had = {each.key: each.title for each in draft.items}
    ready: list[Considered] = []
    doubtful: list[Considered] = []
    left: list[NotTaken] = []
    titles = {each.entry.key: title(setting.shelf, each.entry) for each in considered} | had
    for each in considered:
        key, company = each.entry.key, each.company
        lost = sorted(other for other in company.needs if other in out or other not in known)
        barred = sorted(company.bars & had.keys())
        if each.meant is False:
            left.append(_failed(each, clause, setting))
        elif key in out:
            left.append(_without(each, "seats", each.seat.said, clause, setting))
        elif barred:
            left.append(_without(each, "apart", phrases.not_with(titles[barred[0]]), clause, setting))
        elif lost:
            other = titles.get(lost[0], lost[0].replace("_", " "))
            why_not = out[lost[0]].seat.said if lost[0] in out and out[lost[0]].meant is not False else None
            left.append(_without(each, "together", phrases.only_with_unfit(other, why_not), clause, setting))
        elif key in vague or company.missing or company.needs & vague.keys():
            doubtful.append(_with_doubts(each, [vague[other] for other in sorted(company.needs & vague.keys())]))
        else:
            ready.append(each)
    return Sorted(tuple(ready), tuple(doubtful), tuple(left))


def _is_vague(each: Considered, capacity: Capacity) -> bool:
    """Whether nobody can tell of it: the condition, the hours, their limit or the seat is not known."""
    blind = capacity.hours is not None and isinstance(each.hours, Unknown)
    over = bool(capacity.missing) and as_number(each.hours) > (capacity.hours or 0)
    return isinstance(each.meant, Unknown) or blind or over or each.seat.in_doubt


def _with_doubts(each: Considered, others: Sequence[Considered]) -> Considered:
    """The same, where what it needs is in doubt too."""
    missing = [cause for other in others for cause in _causes(other)]
    seat = next((other.seat for other in (each, *others) if other.seat.in_doubt), each.seat)
    return evolve(each, seat=seat, company=evolve(each.company, missing=(*each.company.missing, *missing)))


def _causes(each: Considered) -> tuple[Missing, ...]:
    return tuple(cause for part in (each.meant, each.hours) if isinstance(part, Unknown) for cause in part.missing)


def _candidates(ready: Sequence[Considered]) -> tuple[Candidate, ...]:
    place = {each.entry.key: number for number, each in enumerate(ready)}
    return tuple(
        Candidate(
            as_number(each.hours),
            frozenset(place[key] for key in each.company.needs if key in place),
            frozenset(place[key] for key in each.company.bars if key in place),
        )
        for each in ready
    )


# --- seats in doubt ------------------------------------------------------------------------------------------------


def _foreseen(
    considered: Sequence[Considered], capacity: Capacity, draft: Draft, clause: Choice, setting: Setting
) -> Outlook | None:
    """What is taken in every way that seats in doubt may turn out; None where more than seats is in doubt."""
    if setting.seats.doubtful or draft.unsettled or capacity.missing:
        return None
    fitting = [each for each in considered if each.meant is not False and each.seat.seat is not Seat.GONE]
    in_doubt = frozenset(each.entry.key for each in fitting if each.seat.in_doubt)
    told = _sorted([evolve(each, seat=FREE) for each in fitting], capacity, draft, clause, setting)
    if told.doubtful:
        return None
    hopeful = _best_first(told.ready, clause, setting)

    def taken(closed: frozenset[str]) -> frozenset[str]:
        there = [each for each in hopeful if not closed & {each.entry.key, *each.company.needs}]
        picks = choose(_candidates(there), clause.low, clause.high, capacity.hours)
        return frozenset(
            each.entry.key for each, pick in zip(there, picks, strict=True) if pick.outcome is Outcome.TAKEN
        )

    keys = [each.entry.key for each in hopeful]
    return outlook(keys, in_doubt.intersection(keys), taken)


def _without_idle(told: Sorted, considered: Sequence[Considered], foreseen: Outlook) -> Sorted:
    """The same, where what would not be taken though there were a seat waits for no seat."""
    doubtful = tuple(each for each in told.doubtful if foreseen.may & {each.entry.key, *each.company.needs})
    ready = {each.entry.key for each in (*told.ready, *told.doubtful)} - {each.entry.key for each in doubtful}
    return evolve(told, ready=tuple(each for each in considered if each.entry.key in ready), doubtful=doubtful)


def _with_claims(draft: Draft, clause: Choice, considered: Sequence[Considered], foreseen: Outlook | None) -> Draft:
    """The draft with the seats this choice takes, and those it might take if more were known.

    foreseen: None where nothing is: whatever fits may be taken.
    """
    source = clause.entries.source
    if not isinstance(source, CatalogueOf):
        return draft
    tied = not any(each.meant is not False and each.seat.seat is Seat.UNSURE for each in considered)
    for each in considered:
        key = each.entry.key
        if foreseen is not None:
            if key in foreseen.may:
                sure = key in foreseen.firm
                draft = draft.and_claim((source.name, key), sure=sure, tied=tied and not sure)
        elif each.meant is not False and each.seat.seat is not Seat.GONE:
            draft = draft.and_claim((source.name, key), sure=False)
    return draft


def _with_left(
    draft: Draft, left: Iterable[NotTaken], considered: Iterable[Considered], chosen: Chosen, setting: Setting
) -> Draft:
    """The draft with what was left out before any choosing.

    Where what stands before the choice is in doubt, so are the hours it leaves, and what these alone keep out.
    """
    entries, said = chosen.clause.entries, phrases.BY_HOURS_LEFT
    said = phrases.still_open(said, chosen.waiting) if chosen.waiting else said
    late: set[str] = set()
    if draft.unsettled and is_number(draft.limit):
        any_left = Unknown((Missing("остаток_часов"),), 0, as_number(draft.limit))
        evaluation = setting.evaluation.with_remaining_hours(any_left)
        told = {each.key for each in draft.not_taken if each.cause == "unknown"}
        unfit = (each.entry for each in considered if each.meant is False and each.entry.key not in told)
        late = {each.key for each in unfit if meant(entries, each, evaluation) is not False}
    for each in left:
        if each.key not in late:
            draft = draft.and_left_out(each)
            continue
        draft = draft.and_left_out(evolve(each, cause="unknown", because=said.because(each.because.basis), failed=0))
        if isinstance(entries.source, CatalogueOf):
            draft = draft.and_claim((entries.source.name, each.key), sure=False)
    return draft


# --- what is told of each ------------------------------------------------------------------------------------------


def _with_taken(draft: Draft, each: Considered, clause: Choice, setting: Setting, said: Said) -> Draft:
    evaluation = setting.evaluation
    order = None if clause.order is None else evaluation.reason(clause.order, (each.entry,))
    because = said.because(clauses(clause.basis), why(clause.entries, each.entry, evaluation), order)
    return draft.and_item(item(setting.shelf, each.entry, "choice", because))


def _place_said(place: int, chosen: Chosen) -> Said:
    said = _turn_said(place, chosen)
    return phrases.still_open(said, chosen.waiting) if chosen.hangs(place) else said


def _turn_said(place: int, chosen: Chosen) -> Said:
    own, pick = chosen.ready[place], chosen.picks[place]
    if pick.by != place:
        return phrases.with_others(chosen.called((chosen.ready[pick.by].entry.key,)))
    if len(chosen.ready) == 1:
        return phrases.ONLY_ONE
    said = phrases.turn(place + 1, len(chosen.ready), listed=chosen.clause.order is None)
    return phrases.both(said, phrases.with_others(chosen.called(own.company.needs))) if own.company.needs else said


def _beaten(place: int, chosen: Chosen, setting: Setting) -> NotTaken:
    """A fitting entry that is not taken."""
    each, pick, clause = chosen.ready[place], chosen.picks[place], chosen.clause
    needs = each.company.needs
    if chosen.hangs(place):
        return _without(each, "unknown", phrases.still_open(phrases.FITS_SO_FAR, chosen.waiting), clause, setting)
    company = chosen.called(needs) if needs else None
    match pick.outcome:
        case Outcome.COUNT:
            cause, said = "count", phrases.fits_but(company, phrases.enough(clause.high))
        case Outcome.APART:
            cause, said = "apart", phrases.fits_but(company, phrases.apart(chosen.called(_barred(place, chosen))))
        case Outcome.TOGETHER:
            cause, said = "together", phrases.only_with(chosen.called(needs))
        case Outcome.RESERVED:
            cause, said = "hours", phrases.fits_but(company, phrases.reserved(clause.low))
        case _:
            hours = sum(as_number(other.hours) for other in chosen.ready if other.entry.key in {each.entry.key, *needs})
            needed, left = phrases.hours(hours, chosen.unit), phrases.hours(pick.left or 0, chosen.unit)
            cause, said = "hours", phrases.fits_but(company, phrases.no_room(needed, left))
    return _without(each, cause, said, clause, setting)


def _barred(place: int, chosen: Chosen) -> frozenset[str]:
    """What the candidate, or one it needs, never goes with, of those taken before its turn and of its own company."""
    each = chosen.ready[place]
    bundle = {each.entry.key, *each.company.needs}
    pairs = zip(chosen.ready, chosen.picks, strict=True)
    taken = {one.entry.key for one, pick in pairs if pick.outcome is Outcome.TAKEN and pick.by < place}
    bars = frozenset(key for one in chosen.ready if one.entry.key in bundle for key in one.company.bars)
    return bars & (taken | bundle)


def _without(each: Considered, cause: str, said: Said, clause: Choice, setting: Setting) -> NotTaken:
    own = wished(clause.entries, each.entry, setting.evaluation)
    because = said.because(clauses(clause.basis))
    return NotTaken(each.entry.key, title(setting.shelf, each.entry), cause, because, wished=own)


def _doubtful(each: Considered, clause: Choice, capacity: Capacity, setting: Setting) -> NotTaken:
    """An entry nobody can tell of, with every fact that could still settle it."""
    missing = unknown((*_causes(each), *each.company.missing, *capacity.missing)).missing
    said = phrases.undecided(missing) if missing else each.seat.said
    because = said.because(clauses(clause.basis))
    own = wished(clause.entries, each.entry, setting.evaluation)
    return NotTaken(each.entry.key, title(setting.shelf, each.entry), "unknown", because, missing, wished=own)


def _failed(each: Considered, clause: Choice, setting: Setting) -> NotTaken:
    stops = blockers(clause.entries.where, (each.entry,), setting.evaluation)
    first = setting.evaluation.reason(stops[0], (each.entry,)) if stops else None
    because = phrases.NOT_CHOSEN.because(clauses(clause.basis), first)
    name = title(setting.shelf, each.entry)
    own = wished(clause.entries, each.entry, setting.evaluation)
    return NotTaken(each.entry.key, name, "condition", because, failed=len(stops), wished=own)
