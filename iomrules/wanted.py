"""The names by which plugins are asked for: in a workspace's settings, or in the headers of rulesets."""

from iomrules.frozen import frozen
from iomrules.source import NO_CELL, Cell, Span


@frozen
class Wanted:
    """A name by which a plugin is asked for, and the place it stands at."""

    name: str
    place: Span | Cell = NO_CELL
