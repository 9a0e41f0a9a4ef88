"""The second half of the journey: records -> decisions -> places -> routes, for a program made before.

Apart from `pipeline`, which goes through it too, so that a program kept from an earlier run is run without what reads
and checks rules.
"""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person, Records
from iomrules.program.core import Program
from iomrules.program.forms import fold
from iomrules.reason.decision import Decisions, Engine, Evaluation
from iomrules.reason.engines import prepare_for
from iomrules.reason.rank import rank
from iomrules.route.compose import compose
from iomrules.route.route import Route


def read_people(program: Program, sources: Sequence[Source], shape: str = "") -> Records:
    """People of one shape (empty: the first declared) and the school's catalogue entries out of all sources."""
    return read_records(sources, program.schema, shape or program.person_shapes()[0])


@frozen
class Decided:
    """One person: what was concluded, and the evaluation to ask for reasons."""

    decisions: Decisions
    evaluation: Evaluation

    @property
    def person(self) -> Person:
        return self.decisions.person


def decide_people(program: Program, records: Records, on: date, engine: str = "auto") -> tuple[Decided, ...]:
    """Everybody decided on one date, in the order read, with places among all of them.

    engine: one of `reason.engines.ENGINES`; all give the same.
    """
    deciding: Engine = prepare_for(program, records.catalogues, len(records.people), engine)
    ranked = rank(program, [deciding.decide(person, on) for person in records.people])
    return tuple(Decided(each, deciding.evaluation(each.person, on)) for each in ranked)


def compose_routes(decided: Decided, records: Records) -> tuple[Route, ...]:
    """The routes of one person."""
    return compose(decided.evaluation, records.catalogues)


def find_declared(program: Program, word: str) -> str:
    """The declared name that a word in any case form means; empty where there is none."""
    declared = declared_names(program)
    for name in (word, program.schema.forms.get(fold(word), "")):
        if name in declared:
            return name
    return ""


def declared_names(program: Program) -> tuple[str, ...]:
    """Names that can be asked about, sort by sort, each in the order declared."""
    people = (*program.rules, *program.routes, *program.ratings, *program.selections)
    return (*people, *program.indicators, *program.parameters)
