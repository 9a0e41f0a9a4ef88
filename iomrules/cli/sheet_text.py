"""A table as text that a spreadsheet opens: `;` and decimal commas in Russian, `,` and points in English."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from iomrules.cli.language import say

#: what a spreadsheet may take for the beginning of a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as lines. No cell becomes a formula: one that might begins with an apostrophe, numbers aside."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=say(";", ","), lineterminator="\n").writerows(map(_harmless, row) for row in rows)
    return stream.getvalue()


def _harmless(cell: str) -> str:
    risky = cell.startswith(_FORMULA) and not re.fullmatch(r"-[0-9]+([.,][0-9]+)?", cell)
    return f"'{cell}" if risky else cell
