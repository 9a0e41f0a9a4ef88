"""Pages: of one person, of the cohort, of a rating. One file each, nothing from the network, ready to be printed."""

from collections.abc import Iterable, Mapping
from typing import Any

from iomrules.write.document import Document, DocumentKind
from iomrules.write.environment import TemplateEnvironment, render_bytes

MEDIA_TYPE = "text/html; charset=utf-8"
ROUTE, INDEX, RATING = "route.html", "index.html", "rating.html"


def page_environment(sources: Mapping[str, str], kinds: Iterable[DocumentKind] = ()) -> TemplateEnvironment:
    """The pages' templates and the parts that plugins add. sources: `route.html`, `parts/page.html` … -> text."""
    parts = {part_name(kind): kind.html for kind in kinds if kind.html}
    return TemplateEnvironment({**sources, **parts})


def part_name(kind: DocumentKind) -> str:
    """The name under which the person's page includes the part of a kind."""
    return f"kinds/{kind.name}.html"


def write_page(environment: TemplateEnvironment, template: str, view: Mapping[str, Any], name: str) -> Document:
    """One page. Raises InputError with the template and the line of a mistake."""
    return Document(name, MEDIA_TYPE, render_bytes(environment, template, view))


def person_page(
    environment: TemplateEnvironment, view: Mapping[str, Any], name: str, kinds: Iterable[DocumentKind] = ()
) -> Document:
    """The person's page with the parts of those kinds, in their order."""
    parts = [{"название": kind.title, "шаблон": part_name(kind)} for kind in kinds if kind.html]
    return write_page(environment, ROUTE, {**view, "части": parts}, name)
