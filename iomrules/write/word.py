"""Word documents from .docx templates that a methodologist edits in Word.

A template is opened once: its limits are checked before it is unpacked, its texts are compiled, and each document is
the template's own zip with those texts filled in. So nothing of the editing computer (names, dates, printers) travels
into a child's document, and the same input gives the same bytes.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any, Protocol
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from markupsafe import escape

from iomrules.codes.write import TEMPLATE_FAILED, TEMPLATE_SYNTAX, WORD_UNREADABLE
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.frozen import field, frozen
from iomrules.source import Cell
from iomrules.write.approval import foreign_words
from iomrules.write.document import Document
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.package import check_package
from iomrules.write.template_mistakes import diagnosed, place_of
from iomrules.write.zipped import zipped

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY = "word/document.xml"
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_FIRST_LINE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOST_UNCLOSED = 20


class _Docxtpl(Protocol):
    def patch_xml(self, src_xml: str) -> str: ...
    def fix_tables(self, xml: str) -> Any: ...
    def resolve_listing(self, xml: str) -> str: ...


@frozen
class WordTemplate:
    """An opened template. texts: part of the zip -> its number of the paragraph on each line of the compiled source.

    warnings: words typed into it that belong into variables.
    """

    name: str
    parts: Mapping[str, bytes] = field(repr=False)
    texts: Mapping[str, tuple[int, ...]] = field(repr=False)
    environment: TemplateEnvironment = field(repr=False)
    docxtpl: Any = field(repr=False)
    warnings: tuple[Diagnostic, ...] = ()


@lru_cache(maxsize=32)
def open_word(content: bytes, name: str) -> WordTemplate:
    """The template, checked and compiled; opened once for all documents.

    name: of the template, for messages. Raises InputError: not a Word document, unsafe, or with mistakes in its tags.
    """
    check_package(content, name)
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = {member.filename: package.read(member) for member in package.infolist() if not member.is_dir()}
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        damaged = WORD_UNREADABLE.at(Cell(name), reason="архив повреждён", reason_en="the archive is damaged")
        raise InputError((damaged,)) from error
    from docxtpl import DocxTemplate  # 0.3 s: only for those who write Word

    patcher = DocxTemplate(BytesIO(content))
    sources: dict[str, str] = {}
    texts: dict[str, tuple[int, ...]] = {}
    for part in sorted(each for each in parts if _TEXTS.fullmatch(each)):
        text = _text_of(parts[part], f"{name}: {part}")
        _check_tags(text, f"{name}: {part}")
        source, paragraphs = _compiled_source(text, patcher)
        if part == BODY or _TAG.search(source):
            sources[part], texts[part] = source, paragraphs
    warnings = tuple(_warnings(parts, name))
    template = WordTemplate(name, parts, texts, TemplateEnvironment(sources), patcher, warnings)
    _compile(template)
    return template


def write_word(
    template: WordTemplate, view: Mapping[str, Any], name: str, *, title: str = "", author: str = ""
) -> Document:
    """One document. name: its file name; title, author: for its properties (the author is the school).

    Raises InputError where the template asks for what the view does not have, or does not end.
    """
    template.environment.begin()
    filled = {part: _filled(template, part, view).encode() for part in template.texts}
    filled["docProps/core.xml"] = _core(title, author)
    parts = {part: filled.get(part, content) for part, content in template.parts.items() if part != "docProps/app.xml"}
    return Document(name, MEDIA_TYPE, zipped(_without_app(parts)))


# --- opening -------------------------------------------------------------------------------------------------------


def _text_of(content: bytes, place: str) -> str:
    """The XML of a part without its first line. Raises InputError where it is not well-formed UTF-8."""
    try:
        text = content.decode("utf-8-sig")
        _check_markup(text)
    except (UnicodeDecodeError, ExpatError) as error:
        mistake = WORD_UNREADABLE.at(Cell(place), reason="разметка повреждена", reason_en="broken XML")
        raise InputError((mistake,)) from error
    return re.sub(r"^<\?xml[^>]*\?>\s*", "", text)


def _check_tags(xml: str, place: str) -> None:
    """Raises InputError for many tags without an end: gluing each of them would read the rest of the document again."""
    ends = re.findall(r"\{[{%#]|[}%#]\}", re.sub(r"<[^>]*>", "", xml))
    unclosed = sum(1 for this, after in pairwise([*ends, "{{"]) if this[0] == after[0] == "{")
    if unclosed > _MOST_UNCLOSED:
        reason = f"тегов без конца: {unclosed}"
        raise InputError((TEMPLATE_SYNTAX.at(Cell(place), reason=reason, near=""),))


def _check_markup(xml: str) -> None:
    """Raises ExpatError for a tag that is not closed, or a prefix that nobody declared."""
    ParserCreate(namespace_separator=" ").Parse(re.sub(r"^<\?xml[^>]*\?>", "", xml), True)


def _compiled_source(xml: str, patcher: _Docxtpl) -> tuple[str, tuple[int, ...]]:
    """The text of a part as a Jinja source with a paragraph a line, and the paragraph's number on each line."""
    counter = iter(range(1, xml.count("<w:p") + 2))
    marked = re.sub(r"<w:p(?=[ >])", lambda _: f'<w:p iom="{next(counter)}"', xml)
    patched = _straight_quotes(patcher.patch_xml(_straight_quotes(marked))).replace("\n", " ")
    lines = re.sub(r"<w:p(?=[ >])", "\n<w:p", patched).split("\n")
    numbers: list[int] = []
    for line in lines:
        found = re.match(r'<w:p iom="(\d+)"', line)
        numbers.append(int(found.group(1)) if found else 0)
    return re.sub(r' iom="\d+"', "", "\n".join(lines)), tuple(numbers)


def _straight_quotes(xml: str) -> str:
    """Tags with the quotation marks that Word types by itself made straight, unless straight ones are there too."""

    def straightened(tag: re.Match[str]) -> str:
        # Some programs write quotation marks of a text as entities; between a tag's braces they are Jinja's own.
        whole = tag.group().replace("&quot;", '"').replace("&apos;", "'")
        words = re.sub(r"<[^>]*>", "", whole)
        return whole if '"' in words or "'" in words else re.sub("[«»„“”]", '"', whole)

    return _TAG.sub(straightened, xml)


def _compile(template: WordTemplate) -> None:
    for part in template.texts:
        try:
            template.environment.get_template(part)
        except Exception as error:
            raise InputError((_mistake(template, part, error),)) from error


def _warnings(parts: Mapping[str, bytes], name: str) -> Iterator[Diagnostic]:
    for part in parts:
        if _TEXTS.fullmatch(part):
            for number, words in enumerate(_paragraphs(parts[part].decode("utf-8", "replace")), start=1):
                yield from foreign_words(words, Cell(f"{name}: {part}, абзац {number}"))


def _paragraphs(xml: str) -> Iterator[str]:
    """The words of each paragraph, tags of the template and of Word left out."""
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL):
        yield _TAG.sub(" ", re.sub(r"<[^>]*>", "", paragraph))


# --- filling in ----------------------------------------------------------------------------------------------------


def _filled(template: WordTemplate, part: str, view: Mapping[str, Any]) -> str:
    try:
        xml = template.environment.get_template(part).render(view)
    except Exception as error:
        raise InputError((_mistake(template, part, error),)) from error
    xml = re.sub(r"\n(?=<w:p[ >])", "", xml)
    if "\n" in xml or "\t" in xml:
        xml = template.docxtpl.resolve_listing(xml)
    try:
        _check_markup(xml)
    except ExpatError as error:
        reason = "повтор или условие начинается в одном месте таблицы или абзаца, а кончается в другом"
        raise InputError((TEMPLATE_FAILED.at(Cell(f"{template.name}: {part}"), reason=reason, near=""),)) from error
    if part == BODY:
        xml = template.docxtpl.xml_to_string(template.docxtpl.fix_tables(xml))
    return f"{_FIRST_LINE}{xml}"


def _mistake(template: WordTemplate, part: str, error: BaseException) -> Diagnostic:
    """What went wrong, at its part and paragraph."""
    where, line = place_of(error, part)
    sources: Mapping[str, str] = template.environment.loader.sources  # type: ignore[union-attr]
    lines = sources.get(where, "").split("\n")
    numbers = template.texts.get(where, ())
    before = [number for number in numbers[: max(line, 0)] if number]
    paragraph = f", абзац {before[-1]}" if before else ""
    words = re.sub(r"<[^>]*>", "", lines[line - 1]) if 0 < line <= len(lines) else ""
    return diagnosed(error, Cell(f"{template.name}: {where}{paragraph}"), words.strip())


def _core(title: str, author: str) -> bytes:
    """Properties without the names and times of whoever edited the template."""
    return (
        f"{_FIRST_LINE}"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator><dc:language>ru-RU</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _without_app(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with every mention of docProps/app.xml gone: it names the editor's company."""
    kept = dict(parts)
    types, links = "[Content_Types].xml", "_rels/.rels"
    kept[types] = re.sub(rb'<Override[^>]*PartName="/docProps/app\.xml"[^>]*/>', b"", parts[types])
    kept[links] = re.sub(rb'<Relationship\b[^>]*Target="/?docProps/app\.xml"[^>]*/>', b"", parts.get(links, b""))
    return kept
