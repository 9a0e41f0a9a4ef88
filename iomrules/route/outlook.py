"""What a choice comes to in every way that seats in doubt may turn out: who takes what whichever of them are there.

A seat may be in doubt because people are level for it, or because somebody above is. What is chosen first, or has room
whatever else is taken, is chosen in every way; so those who come later can be told of its seats all the same.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from iomrules.frozen import frozen

#: of so many seats in doubt every way is looked at; of more, nothing is concluded
MOST_IN_DOUBT = 5


@frozen
class Outlook:
    """By keys of entries. may: taken in some way; firm: taken in every way in which there is a seat."""

    may: frozenset[str]
    firm: frozenset[str]


def outlook(
    entries: Sequence[str], in_doubt: frozenset[str], taken: Callable[[frozenset[str]], frozenset[str]]
) -> Outlook | None:
    """None where too many seats are in doubt.

    entries: all that would be there with every seat. taken: what is taken where some of those in doubt are not there.
    """
    if len(in_doubt) > MOST_IN_DOUBT:
        return None
    ways = [(closed, taken(closed)) for closed in _subsets(sorted(in_doubt))]
    may = frozenset().union(*(own for _, own in ways))
    refused = {each for closed, own in ways for each in entries if each not in own and each not in closed}
    return Outlook(may, may - refused)


def _subsets(keys: Sequence[str]) -> Iterator[frozenset[str]]:
    for count in range(len(keys) + 1):
        yield from (frozenset(each) for each in combinations(keys, count))
