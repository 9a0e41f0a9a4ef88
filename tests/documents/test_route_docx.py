"""The bundled Word templates, filled in for an invented pupil: every word, and the habits of Russian office papers."""

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from iomrules.write.document import DocumentKind
from iomrules.write.html import page_environment
from iomrules.write.papers import PaperTemplates, person_papers
from iomrules.write.view import partner_view, person_view
from iomrules.write.word import WordTemplate, open_word, write_word
from tests.write.sample import case, letterhead, tell, undecided

TOP = Path(__file__).parents[2]
TEMPLATES = TOP / "templates"
GOLDEN = Path(__file__).parent / "route.txt"
NETWORK = DocumentKind(
    "сетевая_форма",
    "Приложение о сетевой форме",
    word=(TEMPLATES / "annex_network.docx").read_bytes(),
    html="<p>Сетевая форма: {{ школа.краткое }}.</p>",
    partners=("армавирский_медицинский_колледж",),
)


def template(name: str = "route.docx") -> WordTemplate:
    return open_word((TEMPLATES / name).read_bytes(), name)


def route_document() -> bytes:
    return write_word(template(), person_view(case(), letterhead(), tell), "м.docx", title="Маршрут").content


def lines(content: bytes) -> list[str]:
    """The words of a document: a paragraph a line, a row of a table a line with ` | `."""
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    xml = re.sub(r"</w:p>\s*</w:tc>", "</w:tc>", xml)
    xml = xml.replace("</w:tc><w:tc>", " | ").replace("</w:tr>", "\n").replace("</w:p>", "\n")
    plain = unescape(re.sub(r"<[^>]*>", "", xml))
    return [line.strip() for line in plain.split("\n") if line.strip(" |")]


def test_the_words_of_the_document_are_as_agreed() -> None:
    assert lines(route_document()) == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_template_and_its_names_are_sound() -> None:
    for name in ("route.docx", "annex_network.docx"):
        assert template(name).warnings == ()


def test_margins_and_numbers_of_pages_follow_the_habit() -> None:
    document = Document(io.BytesIO(route_document()))
    (section,) = document.sections

    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [30, 10, 20, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_heads_of_tables_repeat_and_rows_stay_whole() -> None:
    document = Document(io.BytesIO(route_document()))
    plan = next(table for table in document.tables if table.cell(0, 1).text == "Предмет" and len(table.columns) == 7)

    assert "w:tblHeader" in plan.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in plan.rows)
    widths = [int(column.get(column.nsmap["w"].join("{}") + "w")) for column in plan._tbl.tblGrid]
    assert widths == [cell.width.twips for cell in plan.rows[1].cells]


def test_a_person_without_routes_has_a_document_too() -> None:
    alone = person_view(case(undecided()), letterhead(), tell)
    words = lines(write_word(template(), alone, "м.docx").content)

    assert "Ни один маршрут пока не предложен; причины названы в разделе «Почему так»." in words


def test_the_annex_is_about_one_partner() -> None:
    view = partner_view(person_view(case(), letterhead(), tell), "армавирский_медицинский_колледж")
    words = "\n".join(lines(write_word(template("annex_network.docx"), view, "п.docx").content))

    assert "Основы сестринского дела" in words
    assert "Медицинский колледж (вымышленный)" in words
    assert "Химия расчётных задач" not in words


def test_all_papers_of_a_person() -> None:
    pages = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.css")]
    }
    templates = PaperTemplates(template(), page_environment(pages, (NETWORK,)), (NETWORK,))
    first, second = (person_papers(case(), letterhead(), templates, "10А/7-014", tell=tell) for _ in range(2))

    assert [paper.name for paper in first] == ["10А/7-014.docx", "10А/7-014-сетевая_форма.docx", "10А/7-014.html"]
    assert [paper.hash for paper in first] == [paper.hash for paper in second]
    assert "Сетевая форма: МАОУ «Лицей „Образец“»." in first[2].content.decode()
    assert [
        paper.name for paper in person_papers(case(), letterhead(), templates, "м", formats=["html"], tell=tell)
    ] == ["м.html"]


@pytest.mark.parametrize("name", ["route.docx", "annex_network.docx"])
def test_a_template_keeps_no_trace_of_its_author(name: str) -> None:
    core = zipfile.ZipFile(TEMPLATES / name).read("docProps/core.xml").decode()

    assert "python-docx" not in core
