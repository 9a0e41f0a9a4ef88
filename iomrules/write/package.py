"""Whether a .docx may be opened at all: told from its table of contents and its markup, before it is filled in."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from iomrules.codes.write import WORD_UNREADABLE, WORD_UNSAFE
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.source import Cell

#: bytes of the file, of one unpacked part, of all parts; number of parts; how many times a part may grow
FILE, PART, ALL, PARTS, GROWTH = 20_000_000, 8_000_000, 40_000_000, 500, 200
_FORBIDDEN_PARTS = re.compile(r"(vbaProject|vbaData|activeX|embeddings/|oleObject)", re.IGNORECASE)
_FORBIDDEN_LINKS = re.compile(rb"/(aFChunk|oleObject|attachedTemplate|subDocument|frame|package)\"", re.IGNORECASE)
_FIELDS = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON)\b", re.IGNORECASE)


def check_package(content: bytes, name: str) -> None:
    """Raises InputError for what is no Word document, never ends unpacking, or would act on the reader's computer."""
    found = next(_faults(content, Cell(name)), None)
    if found is not None:
        raise InputError((found,))


def _faults(content: bytes, place: Cell) -> Iterator[Diagnostic]:
    if len(content) > FILE:
        yield WORD_UNSAFE.at(place, reason="файл слишком велик", reason_en="the file is too large")
        return
    try:
        package = ZipFile(BytesIO(content))
    except (BadZipFile, OSError, ValueError):
        yield WORD_UNREADABLE.at(place, reason="это не архив .docx", reason_en="not a .docx archive")
        return
    with package:
        members = package.infolist()
        yield from _contents(members, place)
        names = [member.filename for member in members]
        for needed in ("[Content_Types].xml", "word/document.xml"):
            if needed not in names:
                yield WORD_UNREADABLE.at(place, reason=f"нет части {needed}", reason_en=f"no part {needed}")
        yield from _insides(package, members, place)


def _contents(members: list[ZipInfo], place: Cell) -> Iterator[Diagnostic]:
    """What the table of contents tells."""
    if len(members) > PARTS:
        yield WORD_UNSAFE.at(place, reason="слишком много частей", reason_en="too many parts")
    if sum(member.file_size for member in members) > ALL:
        yield WORD_UNSAFE.at(place, reason="распакованный документ слишком велик", reason_en="too large when unpacked")
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if member.file_size > PART or member.file_size > GROWTH * max(member.compress_size, 1_000):
            yield WORD_UNSAFE.at(place, reason=f"часть {name} слишком велика", reason_en=f"part {name} is too large")
        if name in seen or name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            yield WORD_UNSAFE.at(place, reason=f"недопустимое имя части {name}", reason_en=f"bad part name {name}")
        if member.flag_bits & 1:
            yield WORD_UNREADABLE.at(place, reason="документ под паролем", reason_en="protected by a password")
        if _FORBIDDEN_PARTS.search(name):
            yield WORD_UNSAFE.at(place, reason=f"макросы или вставленный файл: {name}", reason_en=f"embedded: {name}")
        seen.add(name)


def _insides(package: ZipFile, members: list[ZipInfo], place: Cell) -> Iterator[Diagnostic]:
    """What its markup tells: macros by content type, links that act, entities."""
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        try:
            text = package.read(member)
        except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
            yield WORD_UNREADABLE.at(place, reason="архив повреждён", reason_en="the archive is damaged")
            return
        words = _words_of_part(member.filename, text)
        if words is not None:
            yield WORD_UNSAFE.at(place, reason=words[0], reason_en=words[1])


def _words_of_part(name: str, text: bytes) -> tuple[str, str] | None:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return f"объявления DOCTYPE в части {name}", f"DOCTYPE in part {name}"
    if name == "[Content_Types].xml" and b"macroEnabled" in text:
        return "документ с макросами", "a document with macros"
    if name.endswith(".rels"):
        return _link(text)
    # One field's words may be cut into several runs: all of them are read as one text.
    runs, whole = re.findall(rb"<w:instrText[^>]*>([^<]*)", text), re.findall(rb'w:instr="([^"]*)"', text)
    fields = b"".join(runs) + b" ".join(whole)
    if _FIELDS.search(fields):
        return "поле, которое обращается к другому файлу", "a field that reaches for another file"
    return None


def _link(text: bytes) -> tuple[str, str] | None:
    for relation in re.findall(rb"<Relationship\b[^>]*>", text):
        if _FORBIDDEN_LINKS.search(relation):
            return "вставленный файл или чужой шаблон", "an embedded file or an attached template"
        if b"External" in relation and b"/hyperlink" not in relation:
            return "ссылка на внешний файл", "a link to an outside file"
    return None
