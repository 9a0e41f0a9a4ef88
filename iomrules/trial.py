"""The examples written in rules, tried: what each states, against what the rules conclude from its facts."""

from collections.abc import Mapping
from datetime import date

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Records
from iomrules.frozen import evolve, frozen
from iomrules.pipeline import Decided, compose_routes, decide_people
from iomrules.program.core import Example, Expected, Program
from iomrules.program.english import in_english, records_in_english
from iomrules.reason.decision import FaultRaised
from iomrules.reason.examples import OF_RATING, Mismatch, check_expected, with_settings
from iomrules.reason.labels import words
from iomrules.reason.mismatch_words import Wording, wording
from iomrules.route.route import Route
from iomrules.trials.composition import OF_ROUTE, check_route
from iomrules.trials.prepared import Prepared, prepare_examples
from iomrules.values import Entry
from iomrules.write.sentences import sentences

_MOST_SENTENCES = 3
#: the longest list of places that a mismatch shows
_MOST_PLACES = 12


@frozen
class Trial:
    """One example. mismatches: expectations that did not come true; faulty: what is wrong with its facts."""

    example: Example
    mismatches: tuple[Mismatch, ...] = ()
    faulty: tuple[Diagnostic, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.mismatches and not self.faulty


def try_examples(
    program: Program, on: date, catalogues: Mapping[str, tuple[Entry, ...]] | None = None, language: str = "ru"
) -> tuple[Trial, ...]:
    """Every example of a program, in order. on: the date of those that do not say one. language: of what is told."""
    entries = catalogues or {}
    return tuple(_try(each, program, entries, wording(language)) for each in prepare_examples(program, on, entries))


def _try(prepared: Prepared, program: Program, catalogues: Mapping[str, tuple[Entry, ...]], said: Wording) -> Trial:
    example = prepared.example
    if prepared.faulty:
        return Trial(example, faulty=prepared.faulty)
    records = Records(prepared.people, catalogues)
    told = with_settings(program, example.settings)
    decided = {each.person.id: each for each in decide_people(told, records, prepared.on)}
    routes: dict[str, tuple[Route, ...]] = {}
    mismatches: list[Mismatch] = []
    listed: set[str] = set()
    for expected in example.expected:
        one = decided[expected.person or prepared.people[0].id]
        if expected.sort in OF_ROUTE:
            composed = routes.setdefault(one.person.id, compose_routes(one, records))
            route = next((each for each in composed if each.name == expected.target), None)
            mismatch = check_route(told, expected, route, said)
        else:
            mismatch = check_expected(one.evaluation, one.decisions, expected, said=said)
        if mismatch is not None:
            standing = expected.target in told.selections or expected.sort in OF_RATING
            # one person's place is everybody's matter: the list is shown once, and no sentences beside it
            why = () if standing else _why(_spoken(one, told, records, said), expected, said)
            if standing and expected.target not in listed:
                why = _places(told, tuple(decided.values()), expected, said)
                listed.add(expected.target)
            mismatches.append(_named(evolve(mismatch, because=why), expected))
    return Trial(example, tuple(mismatches))


def _named(mismatch: Mismatch, expected: Expected) -> Mismatch:
    """Of several people each is called by name."""
    if not expected.person:
        return mismatch
    who = words(expected.person)
    return evolve(mismatch, expected=f"{who}: {mismatch.expected}", actual=f"{who}: {mismatch.actual}")


def _places(program: Program, decided: tuple[Decided, ...], expected: Expected, said: Wording) -> tuple[str, ...]:
    """The list of places that a place or a seat comes of."""
    selection = program.selections.get(expected.target)
    rating = selection.rating if selection else expected.target
    results = [(each, each.decisions.ratings.get(rating)) for each in decided]
    rated = [(each, result) for each, result in results if result is not None]
    rated.sort(key=lambda pair: (pair[1].place is None, pair[1].place or 0))
    lines = []
    for each, result in rated[:_MOST_PLACES]:
        place = said.no_place if result.place is None else said.place.format(result.place)
        counted = [said.value(value, program) for value in (result.total, *result.ties)]
        lines.append(f"{place} — {words(each.person.id)}: {said.on_tie.join(counted)}")
    return tuple(lines)


def _spoken(decided: Decided, program: Program, records: Records, said: Wording) -> Decided:
    """The person as told of in the language: examples themselves are held to the titles that the rules have."""
    if said.language != "en":
        return decided
    people = decide_people(in_english(program), records_in_english(records, program), decided.evaluation.on)
    return next(each for each in people if each.person.id == decided.person.id)


def _why(decided: Decided, expected: Expected, said: Wording) -> tuple[str, ...]:
    """The first sentences of why the target came out as it did; none for a fault, which says so itself."""
    try:
        return sentences(decided.evaluation.reason_of(expected.target), said.language, 0)[:_MOST_SENTENCES]
    except FaultRaised:
        return ()
