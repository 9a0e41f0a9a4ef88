"""A workbook's archive taken apart with limits, and put together again from what was counted.

What the spreadsheet library reads afterwards is the rebuilt archive, so no trick of the ZIP format (members that
disagree with their headers, two of one name, links, paths that leave the folder) can reach it.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.sheets import megabytes, too_large, unreadable
from iomrules.source import Cell

MOST_MEMBERS = 500
MOST_BYTES = 64 * 1024 * 1024
#: a sheet of repeated numbers shrinks 30 to 50 times; a bomb a thousand
MOST_RATIO = 250
_RATIO_MATTERS_FROM = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_ARCHIVE_NAME = re.compile(r"\.(zip|7z|rar|gz|bz2|xz|tar|xlsx|xlsm|ods|docx|jar)$", re.IGNORECASE)
_ARCHIVE_START = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"\xfd7zXZ")
_MARKUP_NAME = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_members(data: bytes, name: str) -> Mapping[str, bytes]:
    """The archive's members by name, unpacked and counted.

    Raises InputError: F004 for an unsafe archive, F003 for one too large, F001 for a broken one, F006 for markup
    with entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse(_unsafe(members), name)
            return _unpacked(archive, members, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        broken = unreadable(Cell(name), "архив повреждён или обрезан", "the archive is damaged or cut short")
        raise InputError([broken]) from error


def rebuilt(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members, stored without compression."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member), content)
    return file.getvalue()


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


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> Mapping[str, bytes]:
    declared = sum(member.file_size for member in members)
    if declared > MOST_BYTES:
        raise InputError([_too_large(name, declared)])
    contents: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in members:
        if member.is_dir():
            continue
        content = _counted(archive, member, left, name)
        left -= len(content)
        _refuse(_unsafe_content(member, content), name)
        contents[member.filename] = content
    return contents


def _counted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """The member's bytes; counted as they come, for the declared size may lie."""
    chunks: list[bytes] = []
    size = 0
    with archive.open(member) as file:
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


def refuse_declarations(members: Mapping[str, bytes], name: str) -> None:
    """Raises InputError (F006) where a part's markup declares entities or is not in UTF-8."""
    for path, content in members.items():
        if not _MARKUP_NAME.search(path):
            continue
        # UTF-16 would hide the declaration from the search, and no office program writes it.
        if b"\x00" in content[:2000] or (b"!" in content and _DECLARATION.search(content)):
            raise InputError([codes.MARKUP_ENTITY.at(Cell(name), part=path)])


def _too_large(name: str, size: int) -> Diagnostic:
    what = ("объём после распаковки", "unpacked size")
    return too_large(Cell(name), what, megabytes(size), megabytes(MOST_BYTES))
