"""The second half of the journey: records -> decisions -> places -> routes, for a program made before.

Apart from `pipeline`, which goes through it too, so that a program kept from an earlier run is run without what reads
and checks rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from iomrules.collecting import paused
from iomrules.decided import Decided
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person, Records
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.program.forms import fold
from iomrules.reason.decision import Engine, RatingResult
from iomrules.reason.engines import prepare_for
from iomrules.reason.needed import needed_for
from iomrules.reason.rank import places, rank, standing, with_place
from iomrules.route.compose import compose
from iomrules.route.route import Route
from iomrules.seating import seats_among
from iomrules.suggestions import fold_key

_Declaration = core.Rule | core.Route | core.Rating | core.Selection | core.Indicator | core.Parameter


def read_people(program: Program, sources: Sequence[Source], shape: str = "") -> Records:
    """People of one shape (empty: the first declared) and the school's catalogue entries out of all sources."""
    return read_records(sources, program.schema, shape or program.person_shapes()[0])


def decide_people(program: Program, records: Records, on: date, engine: str = "auto") -> tuple[Decided, ...]:
    """Everybody decided on one date, in the order read, with places among all of them.

    engine: one of `reason.engines.ENGINES`; all give the same.
    """
    with paused():
        deciding: Engine = prepare_for(program, records.catalogues, len(records.people), engine)
        ranked = rank(program, [deciding.decide(person, on) for person in records.people])
        evaluations = [deciding.evaluation(each.person, on, each) for each in ranked]
        seats = seats_among(program, ranked, evaluations, records.catalogues)
        return tuple([Decided(each, asked, seats) for each, asked in zip(ranked, evaluations, strict=True)])


def rate_people(
    program: Program, records: Records, on: date, rating: str, engine: str = "auto"
) -> tuple[tuple[Person, RatingResult], ...]:
    """Everybody a rating is about with their result, in the order read; only what the rating rests on is decided."""
    needed = needed_for(program, rating)
    with paused():
        deciding = prepare_for(needed, records.catalogues, len(records.people), engine)
        decided = [deciding.decide(person, on) for person in records.people]
        found = places(needed.ratings[rating], [standing(each, rating) for each in decided])
        results = [(each.person, each.ratings.get(rating), found.get(at)) for at, each in enumerate(decided)]
        return tuple(
            [(who, with_place(each, *place) if place else each) for who, each, place in results if each is not None]
        )


def compose_routes(decided: Decided, records: Records) -> tuple[Route, ...]:
    """The routes of one person."""
    return compose(decided.evaluation, records.catalogues, decided.seats())


def find_declared(program: Program, word: str) -> str:
    """The declared name meant by a word in any case form, with spaces or underscores, or by the title people read.

    Empty where there is none.
    """
    declared, forms = declared_names(program), program.schema.forms
    for name in (word, forms.get(fold(word), ""), forms.get(fold_key(word), "")):
        if name in declared:
            return name
    return next((name for name, title in _titles(program) if fold(title) == fold(word.strip())), "")


def _titles(program: Program) -> Iterator[tuple[str, str]]:
    for sort in _sorts(program):
        yield from ((name, each.about.title) for name, each in sort.items() if each.about.title)


def declared_names(program: Program) -> tuple[str, ...]:
    """Names that can be asked about, sort by sort, each in the order declared."""
    return tuple(name for sort in _sorts(program) for name in sort)


def _sorts(program: Program) -> tuple[Mapping[str, _Declaration], ...]:
    people = (program.rules, program.routes, program.ratings, program.selections)
    return (*people, program.indicators, program.parameters)
