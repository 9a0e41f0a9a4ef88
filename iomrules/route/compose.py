"""Decisions -> routes: what a person is given, what was left out, and why, line by line.

The order of one route: the obligatory items and the study plan, the partners' modules, then what is chosen within the
hours that remain. Nothing chosen ever takes the load over its limit; what is obligatory stays, and the excess is said.
Two clauses of one key give one line: the later one, which is the more particular, stands in the earlier one's place.
"""

from collections.abc import Iterable, Mapping, Sequence

from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.reason.decision import Evaluation, Fault, FaultRaised, Verdict
from iomrules.route import phrases
from iomrules.route.choices import with_choice
from iomrules.route.conditions import entries_of, meant, why, withheld, worth
from iomrules.route.control import control_points
from iomrules.route.draft import Draft, Setting, as_number, clauses
from iomrules.route.entries import PER_WEEK, Shelf, is_number, item, raw, shelf, title
from iomrules.route.modules import module_key, with_module
from iomrules.route.order import best_first
from iomrules.route.route import Because, Claim, NotTaken, PlannedActivity, Route, RouteItem
from iomrules.route.seats import EVERY_SEAT, Seats
from iomrules.values import Entry, Missing, Unknown, unknown


def compose(
    evaluation: Evaluation, catalogues: Mapping[str, Sequence[Entry]], seats: Seats | None = None
) -> tuple[Route, ...]:
    """Every route of the program that is about this shape of person, in the order declared.

    catalogues: the school's entries, beside the program's own. seats: what others left; without it, all of them.
    A fault ends its route alone and stands in `faults`.
    """
    setting = Setting(evaluation, shelf(evaluation.program.schema, catalogues), seats or EVERY_SEAT)
    return tuple(compose_one(route, setting) for route in _own(setting))


def outright(evaluation: Evaluation, catalogues: Mapping[str, Sequence[Entry]]) -> tuple[Claim, ...]:
    """The seats that the obligatory parts of the person's routes take, before anybody chooses."""
    setting = Setting(evaluation, shelf(evaluation.program.schema, catalogues))
    found: list[Claim] = []
    for route in _own(setting):
        try:
            version = _version(route, evaluation)
            stands = evaluation.value(core.VerdictOf(route.about.name))
            if stands is False:
                continue
            draft = Draft()
            for clause in version.obligatory:
                draft = _with_obligatory(draft, clause, setting)
            found += [evolve(each, sure=each.sure and stands is True) for each in draft.claims]
        except FaultRaised:
            continue
    return tuple(found)


def _own(setting: Setting) -> tuple[core.Route, ...]:
    """The routes about this shape of person."""
    program, shape = setting.evaluation.program, setting.evaluation.person.shape
    return tuple(route for route in program.routes.values() if route.applies.person == shape)


def compose_one(route: core.Route, setting: Setting) -> Route:
    """One route of the person, whatever became of it."""
    evaluation, name = setting.evaluation, route.about.name
    bare = _bare(route, evaluation)
    try:
        route = _version(route, evaluation)
        bare = evolve(_bare(route, evaluation), name=name)
        decided = evaluation.value(core.VerdictOf(name))
        bare = evolve(bare, reason=evaluation.reason_of(name))
        if isinstance(decided, Unknown):
            return evolve(bare, missing=decided.missing, claims=_wanted(route, setting))
        if decided is not True:
            return evolve(bare, state=Verdict.NO)
        return _composed(bare, route, setting)
    except FaultRaised as raised:
        faults = (Fault(evaluation.person.id, name, raised.diagnostic),)
        return evolve(bare, faults=faults, claims=_wanted(route, setting))


def _version(route: core.Route, evaluation: Evaluation) -> core.Route:
    """The route that holds that day for that person: a refinement, or what it refines outside its dates or cohort."""
    for each in (route, *route.earlier)[:-1]:
        about, cohort = each.about, each.applies.cohort
        begun = about.begin is None or about.begin <= evaluation.on
        if begun and (about.end is None or evaluation.on <= about.end):
            stands = True if cohort is None else evaluation.value(cohort)
            if stands is not False:
                return each
    return (route, *route.earlier)[-1]


def _bare(route: core.Route, evaluation: Evaluation) -> Route:
    """The route as declared, before anything is decided."""
    about = route.about
    return Route(
        name=about.name,
        title=about.label(),
        person=evaluation.person,
        on=evaluation.on,
        state=Verdict.UNKNOWN,
        reason=None,
        sort=route.sort,
        goal=route.goal,
        documents=route.documents,
        alongside=route.alongside,
        after=route.after,
        basis=about.basis,
        advice=about.advice,
        note=about.note,
    )


def _wanted(route: core.Route, setting: Setting) -> tuple[Claim, ...]:
    """Every seat that a route which cannot be composed may yet take."""
    modules = [("", module_key(each)) for each in route.modules if each.seats is not None]
    sources = [each.entries.source for each in route.choices]
    entries = (
        (source.name, entry.key)
        for source in sources
        if isinstance(source, core.CatalogueOf)
        for entry in setting.shelf.entries.get(source.name, ())
    )
    return tuple(Claim(pool, sure=False) for pool in (*modules, *entries))


def _composed(bare: Route, route: core.Route, setting: Setting) -> Route:
    draft = _with_limit(Draft(), route, setting.evaluation)
    for obligatory in route.obligatory:
        draft = _with_obligatory(draft, obligatory, _now(setting, draft))
    draft = evolve(draft, claims=())
    for module in route.modules:
        draft = with_module(draft, module, _now(setting, draft))
    draft = _with_excess(draft)
    for choice in route.choices:
        draft = with_choice(draft, choice, _now(setting, draft))
    activities, left = _activities(route.activities, setting.evaluation)
    mentors, draft = _mentors(draft.and_left_out(*left), route.mentors, setting)
    return evolve(
        bare,
        state=Verdict.YES,
        items=draft.items,
        not_taken=draft.not_taken,
        activities=activities,
        mentors=mentors,
        controls=control_points(route.controls, setting.evaluation.on),
        hours=draft.hours(),
        limit=None if isinstance(draft.limit, Unknown) else draft.limit,
        shortfalls=draft.shortfalls,
        claims=draft.claims,
    )


def _now(setting: Setting, draft: Draft) -> Setting:
    """The same, where `остаток_часов` is what the draft leaves."""
    return evolve(setting, evaluation=setting.evaluation.with_remaining_hours(draft.remaining()))


def _with_limit(draft: Draft, route: core.Route, evaluation: Evaluation) -> Draft:
    if route.load is None:
        return draft
    limit = evaluation.value(route.load)
    if isinstance(limit, Unknown):
        return evolve(draft.and_short(phrases.limit_unknown(limit.missing)), limit=limit)
    return evolve(draft, limit=as_number(limit)) if is_number(limit) else draft


def _with_excess(draft: Draft) -> Draft:
    """The draft with what is wrong with the obligatory part's load said: hours nobody knows, hours over the limit."""
    for line in draft.items:
        if line.hours is None and line.entry is not None and isinstance(raw(line.entry, "часы"), Unknown):
            draft = draft.and_short(phrases.hours_unknown(line.title))
    hours = draft.hours()
    if draft.limit is None or isinstance(draft.limit, Unknown) or hours <= draft.limit:
        return draft
    return draft.and_short(phrases.over_limit(phrases.hours(hours), phrases.hours(draft.limit)))


def _with_obligatory(draft: Draft, clause: core.Obligatory, setting: Setting) -> Draft:
    for each in clause.items:
        because = phrases.OBLIGATORY.because(clauses(clause.basis))
        draft = draft.and_item(_named(each, setting.shelf, because))
        draft = draft.and_claim((each.catalogue, each.key), sure=True) if each.catalogue else draft
        if each.catalogue and setting.shelf.entry(each.catalogue, each.key) is None:
            words, catalogue = each.key.replace("_", " "), each.catalogue.replace("_", " ")
            draft = draft.and_short(phrases.not_listed(words, catalogue))
    if clause.entries is None:
        return draft
    for entry in entries_of(clause.entries, setting.evaluation):
        draft = _with_planned(draft, entry, clause, clause.entries, setting)
    return draft


def _with_planned(
    draft: Draft, entry: Entry, clause: core.Obligatory, elements: core.Elements, setting: Setting
) -> Draft:
    """The draft with one entry of `обязательно все из …`, where it is meant."""
    holds = meant(elements, entry, setting.evaluation)
    if holds is not False and isinstance(elements.source, core.CatalogueOf):
        draft = draft.and_claim((elements.source.name, entry.key), sure=holds is True)
    if isinstance(holds, Unknown):
        return evolve(draft, unsettled=True).and_left_out(
            _undecided(entry, holds.missing, clauses(clause.basis), setting)
        )
    if not holds:
        return draft
    because = phrases.PLANNED.because(clauses(clause.basis), why(elements, entry, setting.evaluation))
    return draft.and_item(item(setting.shelf, entry, "plan", because))


def _undecided(entry: Entry, missing: tuple[Missing, ...], basis: tuple[str, ...], setting: Setting) -> NotTaken:
    because = phrases.undecided(missing).because(basis)
    return NotTaken(entry.key, title(setting.shelf, entry), "unknown", because, missing)


def _named(said: core.Item, own: Shelf, because: Because) -> RouteItem:
    """An item that the rule names: the catalogue's entry, with what the rule says instead."""
    entry = own.entry(said.catalogue, said.key)
    words = said.title or said.key.replace("_", " ")
    line = item(own, entry, "obligatory", because) if entry else RouteItem(said.key, words, "obligatory", because)
    if said.title:
        line = evolve(line, title=said.title)
    return line if said.hours is None else evolve(line, hours=said.hours, unit=said.unit or PER_WEEK)


def _activities(
    declared: Iterable[core.Activity], evaluation: Evaluation
) -> tuple[tuple[PlannedActivity, ...], tuple[NotTaken, ...]]:
    """Those planned, and those whose condition does not hold or is not known to."""
    planned: list[PlannedActivity] = []
    left_out: list[NotTaken] = []
    for clause in declared:
        basis = clauses(clause.basis)
        if clause.condition is None:
            planned.append(PlannedActivity(clause.title, clause.term, phrases.FORESEEN.because(basis)))
            continue
        left = withheld(clause.title, clause.title, clause.basis, clause.condition, evaluation)
        if left is None:
            because = phrases.HOLDS.because(basis, evaluation.reason(clause.condition))
            planned.append(PlannedActivity(clause.title, clause.term, because))
        else:
            left_out.append(left)
    return tuple(planned), tuple(left_out)


def _mentors(draft: Draft, clauses: Iterable[core.Mentor], setting: Setting) -> tuple[tuple[RouteItem, ...], Draft]:
    """The first fitting entry of each clause; where there is none, what keeps it from being found."""
    found: list[RouteItem] = []
    for clause in clauses:
        entries = entries_of(clause.entries, setting.evaluation)
        judged = [(entry, meant(clause.entries, entry, setting.evaluation)) for entry in entries]
        fitting = _fitting(judged, clause, setting.evaluation)
        if fitting:
            because = phrases.FITS.because((), why(clause.entries, fitting[0], setting.evaluation))
            found.append(item(setting.shelf, fitting[0], "mentor", because))
            continue
        causes = unknown(cause for _, holds in judged if isinstance(holds, Unknown) for cause in holds.missing).missing
        draft = draft.and_short(phrases.no_mentor(causes))
    return tuple(found), draft


def _fitting(
    judged: Iterable[tuple[Entry, bool | Unknown]], clause: core.Mentor, evaluation: Evaluation
) -> tuple[Entry, ...]:
    yes = [entry for entry, holds in judged if holds is True]
    return best_first(yes, lambda entry: worth(clause.order, entry, evaluation), ascending=clause.ascending)
