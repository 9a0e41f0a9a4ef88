"""Many rows put into a sheet that the spreadsheet library made without them: written one by one they take it longest.

The library is given one cell of each look; the rows and their texts are then spelled out here, to the byte as the
library would. They are made one after another while they are packed: of very many people, a sheet is never held whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from iomrules.frozen import frozen
from iomrules.values import Number

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
#: rows whose widths a sheet tells together
_BLOCK = 16
_ROW_ENDS = "</row>"
#: stands for the number of a row
_ROW = "@"
#: what a workbook takes for a character told by its number
_AS_NUMBER = re.compile("(_x[0-9a-fA-F]{4}_)")


@frozen
class LongRows:
    """Rows to be put in, from the row `top` on, counted from 0; the heading stands just above.

    width: of the widest row of the sheet, in cells. texts: number of each text of the workbook, in the order of these;
    the library knows the first `known`. told: in how many cells of the rows a text stands. first, plain, text: what
    cells say of their look (` s="4"`): the first of a row where it is a number, other numbers, texts. below: (row,
    text) of plain lines after them.
    """

    top: int
    width: int
    rows: Sequence[Sequence[str | Number]]
    texts: Mapping[str, int]
    known: int
    told: int
    first: str
    plain: str
    text: str
    below: Sequence[tuple[int, str]] = ()


def filled(parts: Mapping[str, bytes], long: LongRows) -> dict[str, bytes | Iterable[bytes]]:
    """The workbook's parts with the rows in its first sheet; what the library wrote from `top` on is left out."""
    return {**parts, SHEET: _sheet(parts[SHEET].decode(), long), STRINGS: _strings(parts[STRINGS].decode(), long)}


def _sheet(sheet: str, long: LongRows) -> Iterator[bytes]:
    end = sheet.index(_ROW_ENDS, sheet.index(f'<row r="{long.top}"')) + len(_ROW_ENDS)
    last = long.below[-1][0] + 1 if long.below else long.top + len(long.rows)
    dimension = f'<dimension ref="A1:{column_letters(long.width - 1)}{last}"'
    yield re.sub(r'<dimension ref="[^"]*"', dimension, sheet[:end]).encode()
    for line in _lines(long):
        yield line.encode()
    yield sheet[sheet.index("</sheetData>", end) :].encode()


def _strings(strings: str, long: LongRows) -> Iterator[bytes]:
    """The workbook's texts. Their `count` is that of the cells they stand in."""
    begin, end = strings.index("<si>"), strings.rindex("</sst>")
    above = int(re.findall(r' count="([0-9]+)"', strings[:begin])[0])
    written = above + long.told + len(long.below)
    counts = f' count="{written}" uniqueCount="{len(long.texts)}"'
    yield re.sub(r' count="[0-9]+" uniqueCount="[0-9]+"', counts, strings[:begin]).encode()
    yield strings[begin:end].encode()
    for words in islice(long.texts, long.known, None):
        yield _text_item(words).encode()
    yield strings[end:].encode()


def _text_item(words: str) -> str:
    told = _AS_NUMBER.sub(r"_x005F\1", words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if words[:1].isspace() or words[-1:].isspace() else ""
    return f"<si><t{kept}>{told}</t></si>"


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
