"""All papers of one person: the route in Word, the page, and the documents that plugins add."""

from collections.abc import Collection, Iterable
from typing import Any

from iomrules.frozen import frozen
from iomrules.reason.decision import Verdict
from iomrules.route.route import Route
from iomrules.write.document import Document, DocumentKind
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.html import person_page
from iomrules.write.letterhead import Letterhead
from iomrules.write.route_lines import Tell, partner_of, told
from iomrules.write.view import PersonCase, partner_view, person_view
from iomrules.write.word import WordTemplate, open_word, write_word

FORMATS = ("docx", "html")


@frozen
class PaperTemplates:
    """What papers are made from. pages: of `page_environment`, with the parts of all kinds."""

    route: WordTemplate
    pages: TemplateEnvironment
    kinds: tuple[DocumentKind, ...] = ()


def person_papers(
    case: PersonCase,
    letterhead: Letterhead,
    templates: PaperTemplates,
    stem: str,
    *,
    formats: Collection[str] = FORMATS,
    tell: Tell = told,
) -> tuple[Document, ...]:
    """The person's documents. stem: a safe name without an ending, folders before it allowed.

    Raises InputError where a template cannot be filled in.
    """
    view = person_view(case, letterhead, tell)
    kinds = kinds_of(templates.kinds, case.routes)
    papers: list[Document] = []
    if "docx" in formats:
        title = f"{letterhead.heading}: {view['ученик']['фамилия_инициалы']}"
        papers.append(write_word(templates.route, view, f"{stem}.docx", title=title, author=letterhead.school))
        papers.extend(_added(kinds, case.routes, view, stem, letterhead))
    if "html" in formats:
        papers.append(person_page(templates.pages, view, f"{stem}.html", kinds))
    return tuple(papers)


def kinds_of(kinds: Iterable[DocumentKind], routes: Iterable[Route]) -> tuple[DocumentKind, ...]:
    """The kinds that these routes call for: by the route, by a partner's module in it, or for everybody."""
    given = [route for route in routes if route.state is Verdict.YES]
    names = {route.name for route in given}
    partners = partners_of(given)
    return tuple(
        kind
        for kind in kinds
        if not (kind.routes or kind.partners) or names & {*kind.routes} or {*partners} & {*kind.partners}
    )


def partners_of(routes: Iterable[Route]) -> tuple[str, ...]:
    """Keys of the partners whose modules stand in the routes, in the order met."""
    keys = (partner_of(item) for route in routes if route.state is Verdict.YES for item in route.items)
    return tuple(dict.fromkeys(key for key in keys if key))


def _added(
    kinds: Iterable[DocumentKind], routes: Iterable[Route], view: dict[str, Any], stem: str, letterhead: Letterhead
) -> Iterable[Document]:
    """Word documents of the kinds: one for each partner it is about, or one."""
    present = partners_of(routes)
    for kind in kinds:
        if not kind.word:
            continue
        template = open_word(kind.word, f"{kind.plugin or 'шаблоны'}/{kind.name}.docx")
        partners = [each for each in kind.partners if each in present]
        for partner in partners or [""]:
            ending = f"-{partner}" if len(partners) > 1 else ""
            own = _seen_by(kind, partner, view) if partner else view
            name = f"{stem}-{kind.name}{ending}.docx"
            yield write_word(template, own, name, title=kind.title, author=letterhead.school)


def _seen_by(kind: DocumentKind, partner: str, view: dict[str, Any]) -> dict[str, Any]:
    """The view of one partner's paper, with what its kind knows of the partner."""
    own = partner_view(view, partner)
    return {**own, "партнёр": {**own["партнёр"], **kind.of_partner.get(partner, {})}}
