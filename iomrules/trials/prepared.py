"""Examples made ready: facts read into people once, so that many programs of one schema can be asked about them."""

from collections.abc import Iterable, Mapping
from datetime import date

from iomrules.diagnostics import Diagnostic
from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Person
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import frozen
from iomrules.program.core import Example, ExamplePerson, Program
from iomrules.values import Entry


@frozen
class Prepared:
    """An example with its people, in the order named. people: empty where the facts are at fault, faulty says why."""

    example: Example
    people: tuple[Person, ...]
    on: date
    faulty: tuple[Diagnostic, ...] = ()

    @property
    def person(self) -> Person | None:
        """The only one, or the first of several; None where the facts are at fault."""
        return self.people[0] if self.people else None


def prepare_examples(
    program: Program,
    on: date,
    catalogues: Mapping[str, tuple[Entry, ...]] | None = None,
    examples: Iterable[Example] | None = None,
) -> tuple[Prepared, ...]:
    """Every example, in order. on: the date of those that do not say one. examples: those, not the program's."""
    reading = Reading(Vocabulary(program.schema), declared_keys(program.schema, catalogues or {}))
    chosen = program.examples if examples is None else examples
    return tuple(_prepare(example, program, reading, on) for example in chosen)


def _prepare(example: Example, program: Program, reading: Reading, on: date) -> Prepared:
    shape = program.schema.shapes[example.person or program.person_shapes()[0]]
    people: list[Person] = []
    faulty: list[Diagnostic] = []
    for each in example.people or (ExamplePerson("пример", example.facts, span=example.span),):
        draft, findings = draft_person({"id": each.name, **each.facts}, reading, shape, each.span)
        if draft is None or findings.faulty():
            faulty += findings.all()
        else:
            people.append(draft.person(shape))
    return Prepared(example, () if faulty else tuple(people), example.on or on, tuple(faulty))
