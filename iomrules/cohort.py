"""Everybody's documents of one run: each person's papers, the index, the ratings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Person, Records
from iomrules.frozen import evolve, field, frozen
from iomrules.pipeline import Decided
from iomrules.program.core import Program, Rating
from iomrules.reason.decision import Decisions, Engine, Fault, RatingResult, Verdict
from iomrules.reason.engines import prepare_for
from iomrules.route.compose import compose
from iomrules.route.entries import shelf
from iomrules.route.route import Pool
from iomrules.route.seats import EVERY_SEAT, Seats
from iomrules.route.shared import groups_of, hours_over, too_small
from iomrules.template_files import TemplateFiles
from iomrules.values import Entry
from iomrules.write.cohort import Listed, Selected, index_view, public_rating_table, rating_table, rating_view
from iomrules.write.document import Document, DocumentKind
from iomrules.write.html import INDEX, RATING, page_environment, write_page
from iomrules.write.letterhead import Letterhead
from iomrules.write.names import file_names, safe_name
from iomrules.write.papers import PaperTemplates, person_papers
from iomrules.write.selections import admission_words
from iomrules.write.spreadsheet import write_rating
from iomrules.write.texts import words
from iomrules.write.view import PersonCase, heading_view, rulesets_view
from iomrules.write.word import open_word
from iomrules.write.words_ru import date_long


@frozen
class Member:
    """One person of the run. stem: of the names of the documents. seats: what others leave of those there are."""

    decisions: Decisions
    stem: str
    seats: Seats = EVERY_SEAT

    @property
    def person(self) -> Person:
        return self.decisions.person


@frozen
class Papers:
    """One person's documents, and what is said of them afterwards.

    given: titles of the routes the person is led along. missing: facts that other routes wait for. faults: of decisions
    and of routes, each once. groups: the entries that stand in the routes.
    """

    documents: tuple[Document, ...]
    given: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    groups: frozenset[Pool] = frozenset()

    def without_contents(self) -> "Papers":
        """The names alone: a thousand people's documents need not be held at once."""
        return evolve(self, documents=tuple(evolve(each, content=b"") for each in self.documents))


@frozen
class Cohort:
    """People of one run on one date, and how their papers are to look."""

    program: Program
    engine: Engine
    on: date
    members: tuple[Member, ...]
    letterhead: Letterhead
    templates: PaperTemplates
    among: Mapping[str, int]
    formats: tuple[str, ...]
    salt: str = ""
    faulty: tuple[str, ...] = ()
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)


def gather(
    program: Program,
    decided: Sequence[Decided],
    records: Records,
    on: date,
    *,
    letterhead: Letterhead,
    files: TemplateFiles,
    kinds: Iterable[DocumentKind] = (),
    formats: Sequence[str] = ("docx", "html"),
    salt: str = "",
) -> Cohort:
    """Everybody decided, and ready to have papers written. Raises InputError for a template with a mistake."""
    kinds = tuple(kinds)
    stems = file_names(each.person.id for each in decided)
    among: dict[str, int] = {}
    for each in decided:
        for name, result in each.decisions.ratings.items():
            among[name] = among.get(name, 0) + (result.place is not None)
    return Cohort(
        program,
        prepare_for(program, records.catalogues, len(records.people)),
        on,
        tuple(Member(each.decisions, stem, each.seats()) for each, stem in zip(decided, stems, strict=True)),
        letterhead,
        PaperTemplates(open_word(files.word, files.word_name), page_environment(files.pages, kinds), kinds),
        among,
        tuple(formats),
        salt,
        records.faulty,
        records.catalogues,
    )


def papers_of(cohort: Cohort, member: Member) -> Papers:
    """One person's routes composed and documents written, and nothing of it kept.

    The same whoever else is in the cohort, but for places and the number of people in a rating.
    """
    evaluation = cohort.engine.evaluation(member.person, cohort.on, member.decisions)
    routes = compose(evaluation, cohort.catalogues, member.seats)
    case = PersonCase(member.decisions, routes, cohort.program, cohort.among, cohort.catalogues)
    documents = person_papers(case, cohort.letterhead, cohort.templates, member.stem, formats=cohort.formats)
    waiting = (each.fact for route in routes if route.state is Verdict.UNKNOWN for each in route.missing)
    of_routes = (fault for route in routes for fault in route.faults)
    return Papers(
        documents,
        tuple(route.title for route in routes if route.state is Verdict.YES),
        tuple(dict.fromkeys(waiting)),
        tuple(dict.fromkeys((*member.decisions.faults, *of_routes))),
        groups_of(routes),
    )


def everybodys_findings(cohort: Cohort, written: Mapping[str, Papers]) -> tuple[Diagnostic, ...]:
    """What only all routes together tell. written: of everybody."""
    own = shelf(cohort.program.schema, cohort.catalogues)
    groups = [each for papers in written.values() for each in papers.groups]
    return (*too_small(own, groups), *hours_over(own, groups))


def cohort_papers(cohort: Cohort, written: Mapping[str, Papers], left_out: Sequence[str]) -> Iterable[Document]:
    """The index and the ratings. written: person -> their papers. left_out: people left out, a line each."""
    if not cohort.members:
        return
    decisions = cohort.members[0].decisions
    heading = {**heading_view(decisions, cohort.letterhead), "наборы_правил": rulesets_view(cohort.program)}
    links: list[tuple[str, ...]] = []
    for number, rating in enumerate(cohort.program.ratings.values()):
        results = _results(cohort, rating)
        if not any(result.place is not None for _, result in results):
            continue
        stem = "rating" if number == 0 else f"rating-{safe_name(rating.about.name)}"
        selected = _selected(cohort, rating)
        table = rating_table(rating, results, selected)
        yield write_rating(table, f"{stem}.xlsx", date_long(decisions.on))
        yield write_page(cohort.templates.pages, RATING, rating_view(heading, table), f"{stem}.html")
        links.append((table.title, f"{stem}.html", f"{stem}.xlsx"))
        if cohort.salt:
            public = public_rating_table(rating, results, cohort.salt, selected)
            yield write_page(cohort.templates.pages, RATING, rating_view(heading, public), f"{stem}-public.html")
    nothing = Papers(())
    papers = [(member, written.get(member.person.id, nothing)) for member in cohort.members]
    people = [_listed(cohort, member, own) for member, own in papers]
    skipped = [f"Пропущены из-за своих данных: {', '.join(cohort.faulty)}"] if cohort.faulty else []
    faults = [
        *skipped,
        *left_out,
        *(
            f"{member.person.name.full() or member.person.id}: {fault.diagnostic.message}"
            for member, own in papers
            for fault in own.faults
        ),
    ]
    yield write_page(cohort.templates.pages, INDEX, index_view(heading, people, links, faults), "index.html")


def _results(cohort: Cohort, rating: Rating) -> list[tuple[Person, RatingResult]]:
    name = rating.about.name
    return [
        (member.person, member.decisions.ratings[name]) for member in cohort.members if name in member.decisions.ratings
    ]


def _selected(cohort: Cohort, rating: Rating) -> list[Selected]:
    """The selections by a rating, each with its answers."""
    return [
        (
            selection.about.label(),
            {
                member.person.id: admission_words(member.decisions.selections[name].verdict)
                for member in cohort.members
                if name in member.decisions.selections
            },
        )
        for name, selection in cohort.program.selections.items()
        if selection.rating == rating.about.name
    ]


def _listed(cohort: Cohort, member: Member, papers: Papers) -> Listed:
    titles = {f"{member.stem}.docx": "Маршрут (Word)", f"{member.stem}.html": "Страница"}
    kinds = cohort.templates.kinds
    names = (each.name for each in papers.documents)
    documents = tuple((titles.get(name) or _title(kinds, member.stem, name), name) for name in names)
    return Listed(member.person, papers.given, papers.missing, documents)


def _title(kinds: Iterable[DocumentKind], stem: str, name: str) -> str:
    """Of a document that a plugin adds: by its kind, and by the partner where the kind has one for each."""
    for kind in kinds:
        sort = "Приложение: " if kind.partners else ""
        for partner in ("", *kind.partners):
            if name == (f"{stem}-{kind.name}-{partner}.docx" if partner else f"{stem}-{kind.name}.docx"):
                return f"{sort}{kind.title}{f', {words(partner)}' if partner else ''} (Word)"
    return name
