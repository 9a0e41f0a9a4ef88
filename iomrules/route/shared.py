"""What all routes of a run come to together: how many people take an entry, and whose hours the entries take."""

from collections import Counter
from collections.abc import Iterable, Iterator

from iomrules.codes import route as codes
from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Catalogue, SharedHours
from iomrules.reason.decision import Verdict
from iomrules.route import phrases
from iomrules.route.draft import as_number
from iomrules.route.entries import Shelf, is_number, raw, title, unit, weekly
from iomrules.route.route import Pool, Route
from iomrules.source import Cell
from iomrules.values import Entry, Number, decimal_text


def groups_of(routes: Iterable[Route]) -> frozenset[Pool]:
    """The entries that stand in somebody's composed routes, by shape and key: a group of each is opened."""
    return frozenset(
        (item.entry.shape, item.key)
        for route in routes
        if route.state is Verdict.YES
        for item in route.items
        if item.entry is not None
    )


def hours_over(shelf: Shelf, groups: Iterable[Pool]) -> tuple[Diagnostic, ...]:
    """Everybody and everything whose hours the groups take more of than there are, in the order of the catalogues.

    groups: as `groups_of` gives them, of everybody. Hours that are not known are not counted.
    """
    opened = frozenset(groups)
    return tuple(
        each
        for catalogue in shelf.schema.catalogues.values()
        for shared in catalogue.shared
        for each in _over(shelf, catalogue, shared, opened)
    )


def too_small(shelf: Shelf, groups: Iterable[Pool]) -> tuple[Diagnostic, ...]:
    """Groups that somebody takes, and fewer people than such a group opens from, in the order of the catalogues.

    groups: as `groups_of` gives them, of each person one after another. Where the least is not known, nothing is said.
    """
    taken = Counter(groups)
    return tuple(
        codes.GROUP_TOO_SMALL.at(
            Cell(catalogue.name), entry=title(shelf, entry), least=decimal_text(as_number(least), ","), taken=people
        )
        for catalogue in shelf.schema.catalogues.values()
        if catalogue.opens
        for entry in shelf.entries.get(catalogue.name, ())
        if is_number(least := entry.fields.get(catalogue.opens))
        and 0 < (people := taken[entry.shape, entry.key]) < as_number(least)
    )


def _over(shelf: Shelf, catalogue: Catalogue, shared: SharedHours, opened: frozenset[Pool]) -> Iterator[Diagnostic]:
    by_key: dict[str, list[Entry]] = {}
    for entry in shelf.entries.get(catalogue.name, ()):
        key = entry.fields.get(shared.field)
        if isinstance(key, str) and (entry.shape, entry.key) in opened:
            by_key.setdefault(key, []).append(entry)
    for key, entries in by_key.items():
        owner = _owner(shelf, catalogue, shared, key)
        limit = owner.fields.get(shared.hours) if owner is not None else None
        hours: Number = sum((as_number(weekly(raw(each, "часы"), unit(shelf.schema, each))) for each in entries), 0)
        if owner is not None and is_number(limit) and hours > as_number(limit):
            allowed, taken = phrases.hours(as_number(limit)), phrases.hours(hours)
            yield codes.HOURS_OVER.at(
                Cell(catalogue.name),
                whose=title(shelf, owner),
                field=shared.hours.replace("_", " "),
                limit=allowed.ru,
                limit_en=allowed.en,
                hours=taken.ru,
                hours_en=taken.en,
                entries=", ".join(f"«{title(shelf, each)}»" for each in entries),
            )


def _owner(shelf: Shelf, catalogue: Catalogue, shared: SharedHours, key: str) -> Entry | None:
    """The teacher or the room that a key of the entry's field means."""
    shape = shelf.schema.shapes[catalogue.shape]
    fact = shape.fact(shared.field)
    name = getattr(fact.kind, "catalogue", "") if fact is not None else ""
    return shelf.entry(name, key)
