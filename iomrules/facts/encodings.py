"""Bytes of a text file as text. What cannot be told for certain is refused: a wrong letter in a name is worse."""

import math
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterator

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.source import Cell

#: letters of Russian text out of 10,000 (common knowledge of any frequency table; rounded)
_FREQUENCY = {
    "о": 1097, "е": 845, "а": 801, "и": 735, "н": 670, "т": 626, "с": 547, "р": 473, "в": 454, "л": 440, "к": 349,
    "м": 321, "д": 298, "п": 281, "у": 262, "я": 201, "ы": 190, "ь": 174, "г": 170, "з": 165, "б": 159, "ч": 144,
    "й": 121, "х": 97, "ж": 94, "ш": 73, "ю": 64, "ц": 48, "щ": 36, "э": 32, "ф": 26, "ъ": 4, "ё": 4,
}  # fmt: skip
_ORDINARY_SIGNS = frozenset("«»№–—…“”„’\xa0°")
_CANDIDATES = ("cp1251", "cp866", "koi8-r")
#: mean log-likelihood of a letter, in thousandths: Russian text gives about -3000; noise and wrong tables below -4500
_ENOUGH = -4200
_MARGIN = 500
_SAMPLE = 20_000
#: fewer letters than these prove nothing about an encoding seldom met
_FEWEST_LETTERS = 12
_MARK_OF_UTF8, _MARKS_OF_UTF16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
#: bytes looked at together
_AT_ONCE = 1 << 20
_NOT_A_LETTER = -11_500
_ODD_CASE = -3000
_IMPOSSIBLE = -(10**9)


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 with or without a mark, cp1251, cp866 or KOI8-R; line ends untouched.

    Raises InputError (F007, F008) where the encoding cannot be told or a NUL stands in the text.
    """
    text = _decoded(data)
    if text is None:
        raise InputError([codes.ENCODING_UNKNOWN.at(Cell(name))])
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InputError([codes.NUL_BYTE.at(Cell(name, row=line))])
    return text


def decoded_lines(data: bytes, name: str) -> Iterator[str]:
    """The lines of a file without their ends, as `decode` gives them and without its mark; raises what it raises.

    Of UTF-8 one line at a time: as a text, a large file takes more than its bytes.
    """
    if b"\x00" in data or data.startswith(_MARKS_OF_UTF16) or not _is_utf8(data):
        yield from decode(data, name).removeprefix("\ufeff").split("\n")
        return
    start = len(_MARK_OF_UTF8) if data.startswith(_MARK_OF_UTF8) else 0
    while (end := data.find(b"\n", start)) >= 0:
        yield data[start:end].decode()
        start = end + 1
    yield data[start:].decode()


def _is_utf8(data: bytes) -> bool:
    """Whether it all is, and cannot be UTF-16 without a mark instead."""
    if _utf16_without_mark(data):
        return False
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _AT_ONCE):
            decoder.decode(data[start : start + _AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes) -> str | None:
    for mark, encoding in ((_MARK_OF_UTF8, "utf-8-sig"), *((mark, "utf-16") for mark in _MARKS_OF_UTF16)):
        if data.startswith(mark):
            return _strict(data, encoding)
    if encoding := _utf16_without_mark(data):
        return _strict(data, encoding)
    text = _strict(data, "utf-8")
    return text if text is not None else _by_letters(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> str:
    """Russian and ASCII text in UTF-16 has 0x04 or 0x00 as every second byte."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 8 or len(data) % 2:
        return ""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if sum(high.count(byte) for byte in (0, 4)) * 10 > 9 * len(high):
            return encoding
    return ""


def _by_letters(data: bytes) -> str | None:
    """The reading whose letters are as frequent as in Russian; None when none is, or two are close."""
    scored = sorted(((_likeness(data, encoding), encoding) for encoding in _CANDIDATES), reverse=True)
    (best, encoding), (second, _) = scored[0], scored[1]
    if encoding != "cp1251" and sum(byte > 0x7F for byte in data) < _FEWEST_LETTERS:
        return None
    return _strict(data, encoding) if best > _ENOUGH and best - second > _MARGIN else None


def _likeness(data: bytes, encoding: str) -> int:
    text = _strict(data, encoding)
    if text is None:
        return _IMPOSSIBLE
    sample = text[:_SAMPLE]
    pairs = Counter(zip(" " + sample, sample, strict=False))
    weighed = [(_letter_weight(before, letter), count) for (before, letter), count in pairs.items() if letter > "\x7f"]
    total = sum(count for weight, count in weighed if weight < 0)
    return sum(weight * count for weight, count in weighed) // total if total else _IMPOSSIBLE


def _letter_weight(before: str, letter: str) -> int:
    """Log-likelihood of a letter; 0 for signs that any Russian text may hold."""
    if letter in _ORDINARY_SIGNS:
        return 0
    frequency = _FREQUENCY.get(letter.lower())
    if frequency is None:
        return _NOT_A_LETTER
    odd = letter.isupper() and before.isalpha() and before.islower()
    return round(1000 * math.log(frequency / 10_000)) + (_ODD_CASE if odd else 0)
