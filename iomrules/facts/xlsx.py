"""The sheets of an .xlsx workbook, large ones read beside each other and beside those who use the first.

No sheet may reach the spreadsheet library before its markup was looked through, whatever part of the archive the
library takes for that sheet. So what is read before the rest was looked through comes out of an archive of its own, in
which no other sheet's part is.
"""

from collections.abc import Callable, Collection
from functools import cache, partial

from python_calamine import CalamineWorkbook

from iomrules.errors import InputError
from iomrules.facts.archives import Members, rebuilt
from iomrules.facts.books import coming_sheets, opened, seen_sheets
from iomrules.facts.sheets import Coming
from iomrules.facts.workbook_parts import Worksheets

#: bytes of markup of all sheets from which on it pays to read out of several archives
_LARGE = 2 * 2**20


def open_xlsx(members: Members, name: str, *, at_once: bool) -> tuple[Coming, ...]:
    """The sheets that people can see. Raises InputError for what stops all of them.

    at_once: all out of one archive, after every one was looked through.
    """
    if not at_once:
        try:
            return _coming(members, name, _groups)
        except InputError:
            pass  # told is what comes first in the order of the archive
    return _coming(members, name, lambda worksheets: [worksheets.paths])


def _groups(worksheets: Worksheets) -> list[list[str]]:
    """Parts that are read out of one archive: the first sheet's, which is used first; the largest other; the rest."""
    sizes = worksheets.sizes()
    if len(sizes) < 2 or sum(sizes.values()) < _LARGE:
        return [worksheets.paths]
    first = next((path for path in worksheets.parts().values() if path in sizes), worksheets.paths[0])
    largest = max((path for path in sizes if path != first), key=sizes.__getitem__)
    return [[first], [largest], [path for path in sizes if path not in (first, largest)]]


def _coming(members: Members, name: str, grouped: Callable[[Worksheets], list[list[str]]]) -> tuple[Coming, ...]:
    """The sheets, each read as soon as all parts of its group were looked through; of no known part, with the last."""
    worksheets = Worksheets(members.contents, name)
    groups = grouped(worksheets)
    coming: dict[str, Coming] = {}
    seen: list[str] = []
    for group in groups:
        for path in group:
            worksheets.look_through(path)
        last, found = group is groups[-1], worksheets.found()
        without = () if last else [path for path in worksheets.paths if path not in group]
        opening = cache(partial(_opened, members, without, name))
        if group is groups[0]:
            seen = seen_sheets(opening(), name)
        own = [each for each in seen if each not in coming and (last or worksheets.parts().get(each) in group)]
        coming |= {each.name: each for each in coming_sheets(opening, own, found, name)}
    return tuple([coming[title] for title in seen])


def _opened(members: Members, without: Collection[str], name: str) -> CalamineWorkbook:
    return opened(rebuilt(members, without), name)
