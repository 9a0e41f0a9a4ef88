"""Markup of a workbook as office programs write it, recognised whole by one pattern instead of event by event.

A school's workbook has hundreds of thousands of cells, and all but a few are one of a few plain forms. What is not of
them, to the last byte, is left to `workbook_parts`, which reads anything; so nothing hides behind this shorter way.
"""

import re
from collections.abc import Iterator, Mapping

from iomrules.frozen import field, frozen

_WORDS = rb"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = _WORDS + rb"(?:&(?:amp|lt|gt|quot|apos);" + _WORDS + rb")*+"
_ATTRIBUTES = rb'(?: [A-Za-z0-9:]++="[^"<>&\x00-\x1f]*+")*+ ?'
#: up to row 49,999 and column RZ: within every limit
_ROW = rb"[1-4]?[0-9]{1,4}"
_PLACE = rb"(?:[A-R][A-Z]|[A-Z])" + _ROW
_FORMULA = rb"<f" + _ATTRIBUTES + rb"(?:/>|>" + _TEXT + rb"</f>)"
_VALUE = rb"<v>" + _TEXT + rb"</v>"
_INLINE = rb'<is><t(?: xml:space="preserve")?>' + _TEXT + rb"</t></is>"
_KIND = rb'(?: s="[0-9]{1,6}"| t="(?:s|n|b|d|str|inlineStr|(e))")*+ ?'
_CELL = (
    rb'<c r="'
    + _PLACE
    + rb'"'
    + _KIND
    + rb"(?:/>|>(?:("
    + _FORMULA
    + rb")?+(?:"
    + _VALUE
    + rb")?+|"
    + _INLINE
    + rb")</c>)"
)
#: a number, or the number of a shared text: nearly every cell, told in half the time
_COMMON = rb'<c r="[A-Z]' + _ROW + rb'"(?: s="[0-9]{1,6}+")?+(?: t="s")?+><v>[0-9.]++</v></c>'
_CELLS = re.compile(
    rb'(?:<row r="'
    + _ROW
    + rb'"'
    + _ATTRIBUTES
    + rb"(?:/>|>(?:"
    + _COMMON
    + rb"|"
    + _CELL
    + rb")*+</row>)[\r\n]*+)*+</sheetData>"
)
#: of cells known to be of the forms above: those with a formula, those with an error
_WITH_FORMULA = re.compile(rb'<c r="([A-Z]++)([0-9]++)"([^<>]*+)><f[^<>]*+>(?:(?<=/>)|[^<]*+</f>)(?:<v>([^<]*+))?+')
_WITH_ERROR = re.compile(
    rb'<c r="([A-Z]++)([0-9]++)"(?=[^<>]* t="e")[^<>]*+>(?:<f[^<>]*+>(?:(?<=/>)|[^<]*+</f>))?+(?:<v>([^<]*+))?+'
)
_WITH_SHARED = re.compile(rb' t="s"[^<>]*+><v>([0-9]{1,7})</v>')
#: shared texts to the end, none of them with signs spelled out; and the words of each
_SHARED = re.compile(rb'(?:<si><t(?: xml:space="preserve")?>' + _WORDS + rb"</t></si>[\r\n]*+)*+[ \t]*+</sst>\s*+")
_SHARED_TEXT = re.compile("<t[^>]*>([^<]*)")
_LONGEST_ERROR = 30
_BEGIN, _END = b"<sheetData>", b"</sheetData>"


@frozen
class PlainCells:
    """What a plain worksheet's cells are; positions as (row, column) from 0.

    cells: how many there are. rows: from where to where they stand. around: the worksheet without them.
    """

    cells: int
    rows: tuple[int, int]
    around: bytes
    formulas: frozenset[tuple[int, int]] = frozenset()
    uncached: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(factory=dict)


def plain_cells(content: bytes) -> PlainCells | None:
    """A worksheet of plain cells only; None where anything else stands among its rows, or a cell past the limits."""
    begin = content.find(_BEGIN)
    if begin < 0:
        return None
    start = begin + len(_BEGIN)
    found = _CELLS.match(content, start)
    if found is None:
        return None
    end = found.end() - len(_END)
    around = content[:start] + content[end:]
    if not content.isascii() and not (_is_utf8(around) and _is_utf8(content[start:end])):
        return None
    formulas: set[tuple[int, int]] = set()
    uncached: set[tuple[int, int]] = set()
    errors: dict[tuple[int, int], str] = {}
    if found[2] is not None:
        for cell in _WITH_FORMULA.finditer(content, start, end):
            place = _place(cell)
            formulas.add(place)
            # An empty text is a value too, and is marked as text.
            if not (cell[4] or b"").strip() and b' t="str"' not in cell[3]:
                uncached.add(place)
    if found[1] is not None:
        for cell in _WITH_ERROR.finditer(content, start, end):
            words = (cell[3] or b"").decode()
            if "&" in words or len(words) > _LONGEST_ERROR:
                return None
            errors[_place(cell)] = words
    cells = content.count(b"<c r=", start, end)
    return PlainCells(cells, (start, end), around, frozenset(formulas), frozenset(uncached), errors)


def _place(cell: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in cell[1]:
        column = column * 26 + letter - 64
    return int(cell[2]) - 1, column - 1


def shared_texts(content: bytes, plain: PlainCells) -> Iterator[int]:
    """Numbers of the shared texts that the cells name."""
    return (int(cell[1]) for cell in _WITH_SHARED.finditer(content, *plain.rows))


def plain_lengths(content: bytes) -> list[int] | None:
    """The length of each shared text, in order; None where one has styles or signs spelled out."""
    begin = content.find(b"<si>")
    if begin < 0 or b"<!" in content or content.count(b"<", 0, begin) > 2 or not _is_utf8(content):
        return None
    if _SHARED.fullmatch(content, begin) is None:
        return None
    return [*map(len, _SHARED_TEXT.findall(content[begin:].decode()))]


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
