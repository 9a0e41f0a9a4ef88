"""The examples written in rules, tried: what each states, against what the rules conclude from its facts."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from iomrules.diagnostics import Diagnostic
from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Records
from iomrules.facts.vocabulary import Vocabulary
from iomrules.pipeline import Decided, compose_routes, decide_people
from iomrules.program.core import Example, Expected, Program
from iomrules.reason.decision import FaultRaised
from iomrules.reason.examples import Mismatch, check_expected
from iomrules.values import Entry
from iomrules.write.sentences import sentences

_MOST_SENTENCES = 3


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
    program: Program, on: date, catalogues: Mapping[str, tuple[Entry, ...]] | None = None
) -> tuple[Trial, ...]:
    """Every example of a program, in order. on: the date of those that do not say one."""
    entries = catalogues or {}
    reading = Reading(Vocabulary(program.schema), declared_keys(program.schema, entries))
    return tuple(_try(example, program, reading, entries, example.on or on) for example in program.examples)


def _try(
    example: Example, program: Program, reading: Reading, catalogues: Mapping[str, tuple[Entry, ...]], on: date
) -> Trial:
    shape = program.schema.shapes[example.person or program.person_shapes()[0]]
    draft, findings = draft_person({"id": "пример", **example.facts}, reading, shape, example.span)
    if draft is None or findings.faulty():
        return Trial(example, faulty=findings.all())
    records = Records((draft.person(shape),), catalogues)
    (decided,) = decide_people(program, records, on)
    routes: dict[str, tuple[str, ...]] = {}
    if any(each.sort in ("contains", "lacks") for each in example.expected):
        for route in compose_routes(decided, records):
            items = (*route.items, *route.mentors)
            named = tuple(word for item in items for word in (item.key, item.title))
            routes[route.name] = (*named, *(each.title for each in route.activities))
    found = ((check_expected(decided.evaluation, decided.decisions, each, routes), each) for each in example.expected)
    told = (evolve(mismatch, because=_why(decided, each)) for mismatch, each in found if mismatch is not None)
    return Trial(example, tuple(told))


def _why(decided: Decided, expected: Expected) -> tuple[str, ...]:
    """The first sentences of why the target came out as it did; none for a fault, which says so itself."""
    try:
        return sentences(decided.evaluation.reason_of(expected.target), "ru", 0)[:_MOST_SENTENCES]
    except FaultRaised:
        return ()
