"""Makes the first edition of regulation.docx: `python templates/build/make_regulation_template.py`.

On a `Page` like the templates of make_word_templates.py; the template is edited in Word ever after.
"""

from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from page import CENTRE, LEFT, TEMPLATES, WIDTH, Page, add_text

JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY


def regulation(path: Path) -> None:
    """Approval block, title, numbered sections with clauses, lists and tables, the acts."""
    page = Page()
    _head(page)
    page.tag("for р in разделы")
    page.heading("{{ р.номер }}. {{ р.название }}")
    page.tag("for п in р.пункты")
    _body(page, "{{ п.номер }}. {{ п.текст }}", first=12)
    page.tag("for т in п.подпункты")
    _body(page, "{{ т.буква }}) {{ т.текст }}{{ т.знак }}", first=12)
    page.tag("endfor")
    page.tag("for т in п.таблицы")
    _table(page)
    page.tag("endfor")
    page.tag("for с in п.после")
    _body(page, "{{ с }}", first=12)
    page.tag("endfor")
    page.tag("if п.основание")
    basis = _body(page, "{{ слова.основание }}: {{ п.основание }}.", first=12)
    basis.alignment = LEFT
    basis.runs[0].font.size, basis.runs[0].italic = Pt(10.5), True
    page.tag("endif")
    page.tag("endfor")
    page.tag("endfor")
    page.tag("if акты")
    page.heading("{{ слова.перечень_актов }}")
    page.tag("for а in акты")
    _body(page, "{{ loop.index }}) {{ а }}{{ '.' if loop.last else ';' }}", first=12)
    page.tag("endfor")
    page.tag("endif")
    page.save(path)


def _head(page: Page) -> None:
    page.tag("if школа.название")
    page.line("{{ школа.название }}", CENTRE, bold=True, after=10)
    page.tag("endif")
    table = page.table(
        [85, 85],
        [["{%tr for р in утверждения_рядами %}"], ["", ""], ["{%tr endfor %}"]],
        head=0,
        grid=False,
    )
    for cell, side in zip(table.rows[1].cells, ("слева", "справа"), strict=True):
        add_text(cell.paragraphs[0], f"{{{{ р.{side}.гриф }}}}", size=12)
        for text in (f"{{%p for с in р.{side}.строки %}}", "{{ с }}", "{%p endfor %}"):
            add_text(cell.add_paragraph(), text, size=12)
        cell.add_paragraph()
    page.line("{{ документ.название_прописными }}", CENTRE, before=36, after=4, bold=True, size=14)
    page.line("«{{ документ.предмет }}»", CENTRE, bold=True, size=13, after=14)


def _body(page: Page, text: str, first: int) -> Any:
    paragraph = page.line(text, JUSTIFIED, indent=first, after=3)
    paragraph.paragraph_format.line_spacing = 1.15
    return paragraph


#: mm of columns by their number: of tables that begin with a key, and of those whose first column counts the rows
KEYED = {1: [170], 2: [70, 100], 3: [58, 72, 40], 4: [50, 40, 40, 40], 5: [42, 32, 32, 32, 32]}
COUNTED = {3: [10, 110, 50], 4: [10, 58, 70, 32]}
MOST = 8
#: points of narrow columns, where a word such as «преподаватель» has to stay whole
SMALL = {6: 9, 7: 8, 8: 7}


def _table(page: Page) -> None:
    """A table of each number of columns; the one that fits is kept."""
    caption = "{{ слова.таблица }} {{ т.номер }}{% if т.название %} — {{ т.название }}{% endif %}"
    page.line(caption, size=11, before=6, keep=True)
    for count, widths in COUNTED.items():
        _of_columns(page, f"т.нумерована and т.столбцов == {count}", widths)
    for count in range(1, MOST + 1):
        widths = KEYED.get(count, [WIDTH // count] * count)
        test = "==" if count < MOST else ">="
        _of_columns(page, f"т.столбцов {test} {count} and not (т.нумерована and т.столбцов in (3, 4))", widths)
    page.line("", size=6).paragraph_format.space_after = Mm(1)


def _of_columns(page: Page, when: str, widths: list[int]) -> None:
    count = len(widths)
    page.tag(f"if {when}")
    page.table(
        widths,
        [
            [f"{{{{ т.заголовки[{at}] }}}}" for at in range(count)],
            *page.rows_of("ряд in т.строки", [f"{{{{ ряд[{at}] }}}}" for at in range(count)]),
        ],
        centre=(0,) if "нумерована and т.столбцов ==" in when else (),
        size=SMALL.get(count, 10),
    )
    page.tag("endif")


if __name__ == "__main__":
    regulation(TEMPLATES / "regulation.docx")
