"""Many rows put into a sheet that the spreadsheet library made without them: written one by one they take it longest.

The library is given every text once and one cell of each look; the rows are then spelled out here, to the byte as the
library would. What a text looks like in the file, and what must be escaped in it, stays the library's affair.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from itertools import chain

from iomrules.frozen import frozen
from iomrules.values import Number

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
#: rows whose widths a sheet tells together
_BLOCK = 16
_ROW_ENDS = "</row>"
#: stands for the number of a row
_ROW = "@"


@frozen
class LongRows:
    """Rows to be put in, from the row `top` on, counted from 0; the heading stands just above.

    width: of the widest row of the sheet, in cells. texts: number of each text of the workbook. first, plain, text:
    what cells say of their look (` s="4"`): the first of a row where it is a number, other numbers, texts. below:
    (row, text) of plain lines after them.
    """

    top: int
    width: int
    rows: Sequence[Sequence[str | Number]]
    texts: Mapping[str, int]
    first: str
    plain: str
    text: str
    below: Sequence[tuple[int, str]] = ()


def filled(parts: Mapping[str, bytes], long: LongRows) -> dict[str, bytes]:
    """The workbook's parts with the rows in its first sheet; what the library wrote from `top` on is left out."""
    sheet = parts[SHEET].decode()
    end = sheet.index(_ROW_ENDS, sheet.index(f'<row r="{long.top}"')) + len(_ROW_ENDS)
    kept, after = sheet[:end], sheet[sheet.index("</sheetData>", end) :]
    last = long.below[-1][0] + 1 if long.below else long.top + len(long.rows)
    kept = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{column_letters(long.width - 1)}{last}"', kept)
    written = kept.count(' t="s"') + sum(isinstance(cell, str) for row in long.rows for cell in row) + len(long.below)
    strings = re.sub(rb' count="[0-9]+"', b' count="%d"' % written, parts[STRINGS], count=1)
    # Row after row into one place: a large sheet's rows as texts would take several times its bytes.
    whole = BytesIO()
    for part in chain((kept,), _lines(long), (after,)):
        whole.write(part.encode())
    return {**parts, SHEET: whole.getvalue(), STRINGS: strings}


def _lines(long: LongRows) -> Iterable[str]:
    heads = [f'<c r="{column_letters(column)}' for column in range(long.width)]
    blocks = {row // _BLOCK: 1 for row, _ in long.below}
    blocks |= {row // _BLOCK: long.width for row in range(long.top - 1, long.top + len(long.rows))}
    texts, plain = long.texts, long.plain
    known: dict[tuple[type, ...], str] = {}
    for row, cells in enumerate(long.rows, start=long.top):
        sorts = tuple(map(type, cells))
        line = known.get(sorts) or known.setdefault(sorts, _line(heads, sorts, long))
        # A workbook keeps binary numbers; this is the last step, nothing is computed with it again.
        shown = [texts[each] if each.__class__ is str else float(each) for each in cells]
        yield (line % (blocks[row // _BLOCK], *shown)).replace(_ROW, str(row + 1))
    for row, words in long.below:
        at = row + 1
        cell_of_words = f'<c r="A{at}"{plain} t="s"><v>{texts[words]}</v></c>'
        yield f'<row r="{at}" spans="1:{blocks[row // _BLOCK]}">{cell_of_words}</row>'


def _line(heads: Sequence[str], sorts: Sequence[type], long: LongRows) -> str:
    """A row whose cells are of these sorts, to be filled in with their width and values."""
    cells = []
    look = long.first
    for head, sort in zip(heads, sorts, strict=False):
        said, value = (f'{long.text} t="s"', "%d") if sort is str else (look, "%.16G")
        cells.append(f'{head}{_ROW}"{said}><v>{value}</v></c>')
        look = long.plain
    return f'<row r="{_ROW}" spans="1:%d">{"".join(cells)}{_ROW_ENDS}'


def look_of(parts: Mapping[str, bytes], cell: str) -> str:
    """What a cell that the library wrote says of its look."""
    found = re.search(rf'<c r="{cell}"( s="[0-9]+")?'.encode(), parts[SHEET])
    return (found[1] or b"").decode() if found else ""


def column_letters(column: int) -> str:
    """`A` for 0, `AB` for 27."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
