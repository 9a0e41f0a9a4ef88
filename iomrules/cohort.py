"""Everybody's documents of one run: each person's papers, the index, the ratings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from iomrules.diagnostics import Diagnostic
from iomrules.everybody import Everybody
from iomrules.facts.record import Person, Records
from iomrules.frozen import field, frozen
from iomrules.packed import MadeAnew
from iomrules.program.core import Program, Rating
from iomrules.reason.decision import Decisions, Engine, Fault, Verdict
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
from iomrules.write.texts import sentence, words
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


class Members(MadeAnew[Member]):
    """Everybody of a run as members, each made anew when somebody comes to them."""

    def __init__(self, everybody: Everybody, stems: Sequence[str]) -> None:
        self._everybody, self._stems = everybody, stems

    def __len__(self) -> int:
        return len(self._stems)

    def at(self, place: int) -> Member:
        """One of them, by the order read."""
        each = self._everybody[place]
        return Member(each.decisions, self._stems[place], each.seats())


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


@frozen
class Filed:
    """One person's papers when they are written and gone. names: of the documents; the others as in `Papers`."""

    names: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class Written:
    """What all that was written leaves behind.

    filed: by the person's id, in the order written. groups: how many people's routes an entry stands in.
    """

    def __init__(self) -> None:
        self.filed: dict[str, Filed] = {}
        self.groups: Counter[Pool] = Counter()
        # most people are given one of a few routes, and lack one of a few facts
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}

    def note(self, person: str, papers: Papers) -> None:
        """The papers of one more person are written."""
        given, missing = (self._same.setdefault(each, each) for each in (papers.given, papers.missing))
        self.filed[person] = Filed(tuple(each.name for each in papers.documents), given, missing, papers.faults)
        self.groups.update(papers.groups)


@frozen
class Cohort:
    """People of one run on one date, and how their papers are to look. stems: of everybody's documents."""

    program: Program
    engine: Engine
    on: date
    everybody: Everybody
    stems: tuple[str, ...]
    letterhead: Letterhead
    templates: PaperTemplates
    among: Mapping[str, int]
    formats: tuple[str, ...]
    salt: str = ""
    faulty: tuple[str, ...] = ()
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)

    @property
    def members(self) -> Members:
        return Members(self.everybody, self.stems)


def gather(
    program: Program,
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
    everybody = Everybody(program, records, on)
    stems = file_names(each.id for each in everybody.people)
    return Cohort(
        program,
        prepare_for(program, records.catalogues, len(everybody)),
        on,
        everybody,
        stems,
        letterhead,
        PaperTemplates(open_word(files.word, files.word_name), page_environment(files.pages, kinds), kinds),
        {name: everybody.placed_in(name) for name in program.ratings},
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


def everybodys_findings(cohort: Cohort, written: Written) -> tuple[Diagnostic, ...]:
    """What only all routes together tell. written: of everybody."""
    own = shelf(cohort.program.schema, cohort.catalogues)
    return (*too_small(own, written.groups), *hours_over(own, written.groups))


def cohort_papers(cohort: Cohort, written: Written, left_out: Sequence[str]) -> Iterable[Document]:
    """The index and the ratings. left_out: people left out, a line each."""
    if not cohort.everybody:
        return
    decisions = cohort.everybody[0].decisions
    heading = {**heading_view(decisions, cohort.letterhead), "наборы_правил": rulesets_view(cohort.program)}
    links: list[tuple[str, ...]] = []
    for number, rating in enumerate(cohort.program.ratings.values()):
        if not cohort.among[rating.about.name]:
            continue
        stem = "rating" if number == 0 else f"rating-{safe_name(rating.about.name)}"
        yield from _rating_papers(cohort, rating, stem, heading, date_long(decisions.on))
        links.append((sentence(rating.about.label()), f"{stem}.html", f"{stem}.xlsx"))
    papers = ((person, stem, written.filed.get(person.id, Filed())) for person, stem in _named(cohort))
    people = [_listed(cohort, person, stem, own) for person, stem, own in papers]
    skipped = [f"Пропущены из-за своих данных: {', '.join(cohort.faulty)}"] if cohort.faulty else []
    faults = [
        *skipped,
        *left_out,
        *(
            f"{person.name.full() or person.id}: {fault.diagnostic.message}"
            for person, _ in _named(cohort)
            for fault in written.filed.get(person.id, Filed()).faults
        ),
    ]
    yield write_page(cohort.templates.pages, INDEX, index_view(heading, people, links, faults), "index.html")


def _named(cohort: Cohort) -> Iterable[tuple[Person, str]]:
    """Everybody without their facts, and the stem of their documents."""
    return zip(cohort.everybody.people, cohort.stems, strict=True)


def _rating_papers(
    cohort: Cohort, rating: Rating, stem: str, heading: Mapping[str, Any], day: str
) -> Iterable[Document]:
    """One rating: with names as a table and as a page, without them where the school has a secret for that."""
    results, selected = cohort.everybody.results(rating.about.name), _selected(cohort, rating)
    table = rating_table(rating, results, selected)
    yield write_rating(table, f"{stem}.xlsx", day)
    yield write_page(cohort.templates.pages, RATING, rating_view(heading, table), f"{stem}.html")
    if cohort.salt:
        public = public_rating_table(rating, results, cohort.salt, selected)
        yield write_page(cohort.templates.pages, RATING, rating_view(heading, public), f"{stem}-public.html")


def _selected(cohort: Cohort, rating: Rating) -> list[Selected]:
    """The selections by a rating, each with its answers."""
    return [
        (
            selection.about.label(),
            {
                each.person.id: admission_words(each.selections[name].verdict)
                for each in cohort.everybody.decisions()
                if name in each.selections
            },
        )
        for name, selection in cohort.program.selections.items()
        if selection.rating == rating.about.name
    ]


def _listed(cohort: Cohort, person: Person, stem: str, papers: Filed) -> Listed:
    titles = {f"{stem}.docx": "Маршрут (Word)", f"{stem}.html": "Страница"}
    kinds = cohort.templates.kinds
    documents = tuple((titles.get(name) or _title(kinds, stem, name), name) for name in papers.names)
    return Listed(person, papers.given, papers.missing, documents)


def _title(kinds: Iterable[DocumentKind], stem: str, name: str) -> str:
    """Of a document that a plugin adds: by its kind, and by the partner where the kind has one for each."""
    for kind in kinds:
        sort = "Приложение: " if kind.partners else ""
        for partner in ("", *kind.partners):
            if name == (f"{stem}-{kind.name}-{partner}.docx" if partner else f"{stem}-{kind.name}.docx"):
                return f"{sort}{kind.title}{f', {words(partner)}' if partner else ''} (Word)"
    return name
