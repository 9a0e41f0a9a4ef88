"""What an entry is taken only together with, and what it is never taken with, by the terms of its catalogue."""

from collections.abc import Iterable, Mapping

from iomrules.facts.record import Catalogue
from iomrules.frozen import frozen
from iomrules.route.route import RouteItem
from iomrules.values import Entry, Missing, Unknown


@frozen
class Company:
    """Of one entry, by keys. needs: all it goes together with, and they with; missing: what is not known of it."""

    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    missing: tuple[Missing, ...] = ()


ALONE = Company()


def companies(
    catalogue: Catalogue | None, entries: Iterable[Entry], items: Iterable[RouteItem]
) -> Mapping[str, Company]:
    """Of every entry that may be chosen.

    items: what the route has already: nothing needs it any more, and its own dislikes count.
    """
    if catalogue is None or not (catalogue.only_with or catalogue.never_with):
        return {}
    entries = tuple(entries)
    had = {each.key: each.entry for each in items}
    needs = {each.key: _keys(each, catalogue.only_with) for each in entries}
    bars = {each.key: set(_keys(each, catalogue.never_with)[0]) for each in entries}
    for each in (*entries, *(entry for entry in had.values() if entry is not None and entry.shape == catalogue.shape)):
        for other in _keys(each, catalogue.never_with)[0]:
            bars.setdefault(other, set()).add(each.key)
    return {key: _company(key, needs, bars, frozenset(had)) for key in needs}


_Known = tuple[tuple[str, ...], tuple[Missing, ...]]


def _company(key: str, needs: Mapping[str, _Known], bars: Mapping[str, set[str]], had: frozenset[str]) -> Company:
    met: dict[str, None] = {}
    missing: list[Missing] = []
    waiting = [key]
    while waiting:
        own, unknown = needs.get(waiting.pop(), ((), ()))
        missing.extend(unknown)
        new = [each for each in own if each not in met and each not in had and each != key]
        met |= dict.fromkeys(new)
        waiting += new
    return Company(frozenset(met), frozenset(bars.get(key, ())) - {key}, tuple(dict.fromkeys(missing)))


def _keys(entry: Entry, name: str) -> _Known:
    """The keys that a field holds, one or several, and what is not known of it."""
    value = entry.fields.get(name) if name else None
    match value:
        case str():
            return (value,), ()
        case tuple():
            return tuple(each for each in value if isinstance(each, str)), ()
        case Unknown(missing=missing):
            return (), missing
    return (), ()
