"""A Word document under construction, and the pieces of XML that python-docx has no word for."""

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TEMPLATES = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TEMPLATES.parent))

from iomrules.write.word import zipped  # noqa: E402  (the checkout comes first)

FONT = "Times New Roman"
#: mm between the margins of an upright page: 210 less 30 on the left (papers of a personal file are bound) and 10
WIDTH = 170
CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


class Page:
    """A Word document under construction, in the habits of Russian office papers."""

    def __init__(self, landscape: bool = False) -> None:
        self.document = Document()
        self._styles()
        self._section(landscape)

    def _styles(self) -> None:
        for name, size, bold in (
            ("Normal", 12, False),
            ("Title", 14, True),
            ("Heading 1", 12, True),
            ("Heading 2", 12, True),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
            style.font.italic = False
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(script), FONT)
            form = style.paragraph_format
            form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(0), 1.0
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)
        self.document.styles["Normal"].element.get_or_add_rPr().append(_element("w:lang", val="ru-RU"))
        for name, before in (("Heading 1", 12), ("Heading 2", 8)):
            form = self.document.styles[name].paragraph_format
            form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(4), True
        self.document.styles["Heading 1"].paragraph_format.alignment = CENTRE

    def _section(self, landscape: bool) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Mm(30), Mm(10)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        section.header_distance = Mm(10)
        # The number of the page stands at the top, in the middle, from the second page on.
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTRE
        _page_number(number)
        section.first_page_header.paragraphs[0].text = ""

    def line(self, text: str = "", align: Any = LEFT, style: str | None = None, **look: Any) -> Any:
        """A paragraph. look: bold, italic, size, before, after, indent, keep."""
        paragraph = self.document.add_paragraph(style=style)
        if style is None or align != LEFT:
            paragraph.alignment = align
        add_text(paragraph, text, **look)
        form = paragraph.paragraph_format
        if "before" in look:
            form.space_before = Pt(look["before"])
        if "after" in look:
            form.space_after = Pt(look["after"])
        if "indent" in look:
            form.first_line_indent = Mm(look["indent"])
        if look.get("keep"):
            form.keep_with_next = True
        return paragraph

    def tag(self, text: str) -> None:
        """A paragraph that is a tag alone: it leaves no empty line."""
        self.line(f"{{%p {text} %}}")

    def heading(self, text: str) -> None:
        self.line(text, style="Heading 1", align=CENTRE)

    def subheading(self, text: str) -> None:
        self.line(text, style="Heading 2")

    def bullets(self, loop: str, text: str, **look: Any) -> None:
        """A list with dashes, one line an element."""
        self.tag(f"for {loop}")
        paragraph = self.line(f"– {text}", **look)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(10), Mm(-5)
        self.tag("endfor")

    def table(self, widths: Sequence[int], rows: Sequence[Sequence[str]], **look: Any) -> Any:
        """A table. rows: texts of cells, further lines of a cell small; look: head (rows repeated), grid, size, centre,
        together, fill (of the head).
        """
        table = self.document.add_table(rows=0, cols=len(widths))
        if look.get("grid", True):
            table.style = "Table Grid"
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        size = look.get("size", 10)
        head, centre = look.get("head", 1), set(look.get("centre", ()))
        for at, texts in enumerate(rows):
            row = table.add_row()
            _never_split(row)
            if at < head:
                _repeated(row)
            for column, text in enumerate([*texts, *[""] * (len(widths) - len(texts))]):
                cell = row.cells[column]
                paragraph = cell.paragraphs[0]
                bold = at < head or text.startswith("*")
                first, *under = text.removeprefix("*").split("\n")
                add_text(paragraph, first, size=size, bold=bold)
                for line in under:
                    add_text(cell.add_paragraph(), line, size=size - 1, italic=True)
                if look.get("fill") and at < head:
                    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=look["fill"]))
                if at < head or column in centre:
                    paragraph.alignment = CENTRE
                paragraph.paragraph_format.keep_with_next = at < head or bool(look.get("together")) or None
        for column, width in enumerate(widths):
            table.columns[column].width = Mm(width)
            for cell in table.columns[column].cells:
                cell.width = Mm(width)
        _margins(table)
        return table

    def rows_of(self, loop: str, cells: Sequence[str]) -> list[list[str]]:
        """The three rows of a repeat."""
        return [[f"{{%tr for {loop} %}}"], list(cells), ["{%tr endfor %}"]]

    def save(self, path: Path) -> None:
        properties = self.document.core_properties
        properties.author = properties.title = properties.comments = properties.last_modified_by = ""
        stream = BytesIO()
        self.document.save(stream)
        with ZipFile(stream) as package:
            parts = {
                name: package.read(name) for name in package.namelist() if not name.startswith("docProps/thumbnail")
            }
        relations = parts["_rels/.rels"].decode()
        start = relations.find("<Relationship ", 0)
        kept = [each for each in relations[start:].split("<Relationship ") if each and "thumbnail" not in each]
        tail = "" if kept[-1].endswith("</Relationships>") else "</Relationships>"
        parts["_rels/.rels"] = (relations[:start] + "".join(f"<Relationship {each}" for each in kept) + tail).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zipped(parts))


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def add_text(paragraph: Any, text: str, **look: Any) -> None:
    run = paragraph.add_run(text)
    run.bold = look.get("bold") or None
    run.italic = look.get("italic") or None
    if look.get("size"):
        run.font.size = Pt(look["size"])


def _page_number(paragraph: Any) -> None:
    for part in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        if part == "PAGE":
            words = OxmlElement("w:instrText")
            words.text = " PAGE "
            run._r.append(words)
        else:
            run._r.append(_element("w:fldChar", fldCharType=part))


def _never_split(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _repeated(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _margins(table: Any) -> None:
    """Little air at the sides of a cell, so that narrow columns hold their words."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="60", type="dxa"))
    table._tbl.tblPr.append(margins)
