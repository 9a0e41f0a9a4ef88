"""The one rating by which people of a shape come for seats: everybody chooses all at once, so that two cannot be."""

from collections.abc import Iterator

from iomrules.codes import route as codes
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import Draft
from iomrules.source import Span


def one_queue(draft: Draft) -> None:
    """Reports every further rating; names in the place of a refined rating the one that stands in for it."""
    catalogues = {
        name: evolve(each, queue=draft.stands_in.get(each.queue, each.queue)) if each.queue else each
        for name, each in draft.schema.catalogues.items()
    }
    draft.schema = evolve(draft.schema, catalogues=catalogues)
    first: dict[str, tuple[str, Span]] = {}
    for rating, span in _queues(draft):
        shape = draft.persons.get(rating, "")
        other, _ = first.setdefault(shape, (rating, span))
        if other != rating:
            draft.report(codes.QUEUES_DIFFER, span, name=rating, other=other)


def _queues(draft: Draft) -> Iterator[tuple[str, Span]]:
    for name, catalogue in draft.schema.catalogues.items():
        written = draft.declared[name].written if name in draft.declared else None
        if catalogue.queue and isinstance(written, tree.Catalogue) and written.queue is not None:
            yield catalogue.queue, written.queue.span
    for route in draft.routes.values():
        for version in (route, *route.earlier):
            yield from _of_modules(version)


def _of_modules(route: core.Route) -> Iterator[tuple[str, Span]]:
    yield from ((module.queue, module.span) for module in route.modules if module.queue)
