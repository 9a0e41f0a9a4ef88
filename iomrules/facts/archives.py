"""A workbook's archive taken apart with limits, and put together again from what was counted.

What the spreadsheet library reads afterwards is the rebuilt archive, so no trick of the ZIP format (members that
disagree with their headers, two of one name, links, paths that leave the folder) can reach it. Its headers are all
ours; a stream that was unpacked to its last byte and nothing beyond is handed on as it is.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from struct import Struct
from typing import IO, TypeAlias

from iomrules.ahead import ahead
from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.sheets import megabytes, too_large, unreadable
from iomrules.frozen import frozen
from iomrules.source import Cell

MOST_MEMBERS = 500
MOST_BYTES = 64 * 1024 * 1024
#: a sheet of repeated numbers shrinks 30 to 50 times; a bomb a thousand
MOST_RATIO = 250
_RATIO_MATTERS_FROM = 4 * 1024 * 1024
_CHUNK = 256 * 1024
#: bytes of a member that is worth a thread
_LARGE = 2 * 1024 * 1024
_ARCHIVE_NAME = re.compile(r"\.(zip|7z|rar|gz|bz2|xz|tar|xlsx|xlsm|ods|docx|jar)$", re.IGNORECASE)
_ARCHIVE_START = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"\xfd7zXZ")
_MARKUP_NAME = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


#: of a member's own header: lengths of its name and of what stands after it, and where they stand
_LENGTHS, _LENGTHS_AT, _HEADER = Struct("<2H"), 26, 30
#: what both headers of a member say: version, signs in UTF-8, method, time and day, checksum, sizes, lengths
_SAID = Struct("<5H3L2H")
_VERSION, _UTF_8, _FIRST_DAY = 20, 0x800, 0x21
_IN_DIRECTORY = Struct("<3H2L")
_END = Struct("<4s4H2LH")


@frozen
class Packed:
    """A deflated stream that was unpacked whole, and the checksum of what came out."""

    stream: bytes
    checksum: int


#: a member's bytes, and what they came out of
_Plain: TypeAlias = tuple[bytes, Packed]


@frozen
class Members:
    """An archive's members by name, unpacked and counted. packed: the streams of those that were plainly deflated."""

    contents: Mapping[str, bytes]
    packed: Mapping[str, Packed]


def read_members(data: bytes, name: str) -> Members:
    """The archive's members, unpacked and counted.

    Raises InputError: F004 for an unsafe archive, F003 for one too large, F001 for a broken one, F006 for markup
    with entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse(_unsafe(members), name)
            return _unpacked(archive, members, data, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        broken = unreadable(Cell(name), "архив повреждён или обрезан", "the archive is damaged or cut short")
        raise InputError([broken]) from error


def rebuilt(members: Members, without: Collection[str] = ()) -> bytes:
    """An archive of these members, written anew, but for those named."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for member, content in members.contents.items():
        if member in without:
            continue
        packed = members.packed.get(member)
        body, method = (content, zipfile.ZIP_STORED) if packed is None else (packed.stream, zipfile.ZIP_DEFLATED)
        checksum = zlib.crc32(content) if packed is None else packed.checksum
        word = member.encode()
        sizes = checksum, len(body), len(content), len(word)
        said = _SAID.pack(_VERSION, _UTF_8, method, 0, _FIRST_DAY, *sizes, 0)
        pieces += (b"PK\x03\x04", said, word, body)
        directory.append(b"PK\x01\x02\x14\x00" + said + _IN_DIRECTORY.pack(0, 0, 0, 0, at) + word)
        at += _HEADER + len(word) + len(body)
    count, size = len(directory), sum(map(len, directory))
    return b"".join((*pieces, *directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, at, 0)))


def _refuse(reason: tuple[str, str] | None, name: str) -> None:
    if reason:
        raise InputError([codes.ARCHIVE_UNSAFE.at(Cell(name), reason=reason[0], reason_en=reason[1])])


def _unsafe(members: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    """Why the list of members alone is reason enough to refuse, in two languages."""
    if len(members) > MOST_MEMBERS:
        return f"частей {len(members)}, предел {MOST_MEMBERS}", f"{len(members)} members, the limit is {MOST_MEMBERS}"
    seen: set[str] = set()
    for member in members:
        path = member.filename
        if path.casefold() in seen:
            return f"часть «{path}» встречается дважды", f"member `{path}` occurs twice"
        seen.add(path.casefold())
        if _leaves_folder(path):
            return f"путь «{path}» выходит за пределы архива", f"path `{path}` leaves the archive"
        if stat.S_ISLNK(member.external_attr >> 16):
            return f"«{path}» — ссылка на другой файл", f"`{path}` is a link to another file"
        if member.flag_bits & 1:
            return f"часть «{path}» зашифрована", f"member `{path}` is encrypted"
        if _ARCHIVE_NAME.search(path):
            return f"внутри другой архив «{path}»", f"another archive `{path}` inside"
    return None


def _leaves_folder(path: str) -> bool:
    parts = re.split(r"[\\/]", path)
    return ".." in parts or path.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in path


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], data: bytes, name: str) -> Members:
    declared = sum(member.file_size for member in members)
    if declared > MOST_BYTES:
        raise InputError([_too_large(name, declared)])
    contents: dict[str, bytes] = {}
    packed: dict[str, Packed] = {}
    left = MOST_BYTES
    beside = _unpacked_beside(data, members)
    for member in members:
        if member.is_dir():
            continue
        with archive.open(member) as file:
            plain = beside.get(member.filename, partial(_plainly_unpacked, data, member))()
            content = _counted(file, left, name) if plain is None else plain[0]
        if plain is not None:
            packed[member.filename] = plain[1]
        left -= len(content)
        _refuse(_unsafe_content(member, content), name)
        contents[member.filename] = content
    return Members(contents, packed)


def _unpacked_beside(data: bytes, members: list[zipfile.ZipInfo]) -> dict[str, Callable[[], _Plain | None]]:
    """A large member by its name, unpacked in a thread of its own, which lets go of Python meanwhile."""
    largest = max(members, key=lambda member: member.file_size, default=None)
    if largest is None or largest.file_size < _LARGE:
        return {}
    (unpacked,) = ahead([partial(_plainly_unpacked, data, largest)])
    return {largest.filename: unpacked}


def _plainly_unpacked(data: bytes, member: zipfile.ZipInfo) -> _Plain | None:
    """A member's bytes and the deflated stream they came out of; None where that is not all that its headers say."""
    if member.compress_type != zipfile.ZIP_DEFLATED:
        return None
    name, extra = _LENGTHS.unpack_from(data, member.header_offset + _LENGTHS_AT)
    start = member.header_offset + _HEADER + name + extra
    stream = data[start : start + member.compress_size]
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacking.decompress(stream, member.file_size + 1)
    except zlib.error:
        return None  # perhaps only after what is declared
    whole = unpacking.eof and not unpacking.unused_data and len(stream) == member.compress_size
    if not whole or len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        return None
    return content, Packed(stream, member.CRC)


def _counted(file: IO[bytes], left: int, name: str) -> bytes:
    """A member's bytes; counted as they come, for the declared size may lie."""
    chunks: list[bytes] = []
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > left:
            raise InputError([_too_large(name, MOST_BYTES - left + size)])
        chunks.append(chunk)
    return b"".join(chunks)


def _unsafe_content(member: zipfile.ZipInfo, content: bytes) -> tuple[str, str] | None:
    path = member.filename
    if content.startswith(_ARCHIVE_START):
        return f"внутри другой архив «{path}»", f"another archive `{path}` inside"
    ratio = len(content) // max(member.compress_size, 1)
    if len(content) > _RATIO_MATTERS_FROM and ratio > MOST_RATIO:
        return f"«{path}» при распаковке растёт в {ratio} раз", f"`{path}` grows {ratio} times when unpacked"
    return None


def refuse_declarations(members: Members, name: str) -> None:
    """Raises InputError (F006) where a part's markup declares entities or is not in UTF-8."""
    for path, content in members.contents.items():
        if not _MARKUP_NAME.search(path):
            continue
        # UTF-16 would hide the declaration from the search, and no office program writes it.
        if b"\x00" in content[:2000] or _declares(content):
            raise InputError([codes.MARKUP_ENTITY.at(Cell(name), part=path)])


def _declares(content: bytes) -> bool:
    # a sheet has its first exclamation mark, if any, in what stands after its cells
    first = content.find(b"!")
    return first >= 0 and _DECLARATION.search(content, max(first - 1, 0)) is not None


def _too_large(name: str, size: int) -> Diagnostic:
    what = ("объём после распаковки", "unpacked size")
    return too_large(Cell(name), what, megabytes(size), megabytes(MOST_BYTES))
