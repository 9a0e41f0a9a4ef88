"""Makes the first editions of the Word templates: `python templates/build/make_word_templates.py`.

A template is edited in Word ever after (docs/documents.md says how); running this again puts the first edition back.
`annex` makes the annex of the networked form for one partner: a plugin keeps the result as its own file.
"""

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
#: mm between the margins of a page: 210 less 30 on the left (papers of a personal file are bound) and 10 on the right
WIDTH, WIDE = 170, 257
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT


class Page:
    """A Word document under construction, in the habits of Russian office papers."""

    def __init__(self, landscape: bool = False) -> None:
        self.document = Document()
        self.width = WIDE if landscape else WIDTH
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
        _run(paragraph, text, **look)
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

    def obligations(self, side: str, usual: Sequence[str]) -> None:
        """What one side does and answers for, as its partner says; where it does not, the usual duties."""
        self.tag(f"for строка in партнёр.обязанности_{side} | default([])")
        self.line("– {{ строка }}", indent=5)
        self.tag("else")
        for duty in usual:
            self.line(f"– {duty}", indent=5)
        self.tag("endfor")
        self.tag(f"for строка in партнёр.ответственность_{side} | default([])")
        self.line("– {{ строка }}", indent=5)
        self.tag("endfor")

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
                _run(paragraph, first, size=size, bold=bold)
                for line in under:
                    _run(cell.add_paragraph(), line, size=size - 1, italic=True)
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


def _run(paragraph: Any, text: str, **look: Any) -> None:
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


# --- the route -----------------------------------------------------------------------------------------------------


def route(path: Path) -> None:
    """The individual route of one person, a section for each of his routes."""
    page = Page()
    _head(page)
    _general(page)
    _missing(page)
    _grounds(page)
    _results(page)
    _ratings(page)
    page.tag("for м in маршруты")
    _one_route(page)
    page.tag("endfor")
    page.tag("if not маршруты")
    page.heading("Маршрут")
    page.tag("if есть_почему_так")
    page.line("Ни один маршрут пока не предложен; причины названы в разделе «Почему так».", indent=12)
    page.tag("else")
    page.line("В правилах нет маршрутов для {{ ученик.слово_родительный }}.", indent=12)
    page.tag("endif")
    page.tag("endif")
    page.tag("if есть_почему_так")
    _corrections(page)
    _signatures(page)
    _reasons(page)
    page.tag("endif")
    _by_which_rules(page)
    page.save(path)


def _head(page: Page) -> None:
    page.line("{{ школа.название }}", CENTRE, bold=True, after=10)
    page.table(
        [85, 85],
        [
            ["{%tr for р in утверждения_рядами %}"],
            ["", ""],
            ["{%tr endfor %}"],
        ],
        head=0,
        grid=False,
    )
    table = page.document.tables[-1]
    for cell, side in zip(table.rows[1].cells, ("слева", "справа"), strict=True):
        first = cell.paragraphs[0]
        _run(first, f"{{{{ р.{side}.гриф }}}}", size=12)
        for text in (f"{{%p for с in р.{side}.строки %}}", "{{ с }}", "{%p endfor %}"):
            _run(cell.add_paragraph(), text, size=12)
        cell.add_paragraph()
    page.line("{{ документ.название_прописными }}", CENTRE, before=24, after=6, bold=True, size=14)
    page.line("{{ ученик.кто_родительный or ученик.слово_родительный }}", CENTRE)
    page.line("{{ ученик.фио_родительный }}", CENTRE, bold=True, size=13)
    page.line("на {{ учебный_год }}", CENTRE, after=10)


def _general(page: Page) -> None:
    page.heading("Общие сведения")
    table = page.table(
        [55, 115],
        [
            ["Фамилия, имя, отчество", "{{ ученик.фио }}"],
            ["{%tr if ученик.класс %}"],
            ["Класс", "{{ ученик.класс }}"],
            ["{%tr endif %}"],
            ["Учебный год", "{{ учебный_год }}"],
            ["Предложенные маршруты", ""],
            ["Дата составления", "{{ дата }}"],
        ],
        head=0,
        size=12,
    )
    cell = table.rows[5].cells[1]
    _run(cell.paragraphs[0], "{%p for м in маршруты %}", size=12)
    for text in (
        "{{ м.название }}",
        "{%p endfor %}",
        "{%p if not маршруты %}",
        "—",
    ):
        _run(cell.add_paragraph(), text, size=12)
    _run(cell.add_paragraph(), "{%p endif %}", size=12)


def _grounds(page: Page) -> None:
    page.tag("if основания")
    page.heading("Основания")
    page.bullets("о in основания", "{{ о }}{{ '.' if loop.last else ';' }}")
    page.tag("endif")


def _results(page: Page) -> None:
    page.heading("Результаты")
    page.tag("for т in результаты.таблицы")
    page.subheading("{{ т.название }}{% if т.источник %} ({{ т.источник }}){% endif %}")
    page.table(
        [62, 23, 62, 23],
        [
            ["{{ т.ключ }}", "{{ т.столбец }}", "{{ т.ключ }}", "{{ т.столбец }}"],
            *page.rows_of(
                "с in т.строки_по_две",
                ["{{ с.название }}", "{{ с.значение }}", "{{ с.название2 }}", "{{ с.значение2 }}"],
            ),
        ],
        centre=(1, 3),
    )
    page.tag("endfor")
    page.tag("for п in результаты.перечни")
    page.subheading("{{ п.название }}{% if п.источник %} ({{ п.источник }}){% endif %}")
    page.table(
        [12, 158], [["№", "Запись"], *page.rows_of("с in п.строки", ["{{ с.номер }}", "{{ с.текст }}"])], centre=(0,)
    )
    page.tag("endfor")
    page.tag("if результаты.показатели")
    page.subheading("Показатели")
    page.table(
        [130, 40],
        [
            ["Показатель", "Значение"],
            *page.rows_of("п in результаты.показатели", ["{{ п.название }}", "{{ п.значение }}"]),
        ],
        centre=(1,),
    )
    page.tag("endif")


def _ratings(page: Page) -> None:
    page.tag("for р in рейтинги")
    page.heading("{{ р.название }}")
    page.table(
        [12, 118, 40],
        [
            ["№", "Критерий", "Баллы"],
            *page.rows_of("к in р.критерии", ["{{ к.номер }}", "{{ к.название }}", "{{ к.баллы }}"]),
            ["", "*Итого", "*{{ р.итог }}"],
        ],
        centre=(0, 2),
    )
    page.line("Место в рейтинге: {{ р.строка_места }}.", before=4)
    page.tag("if р.основание")
    page.line("Порядок подсчёта: {{ р.основание }}.", size=11)
    page.tag("endif")
    page.tag("endfor")


def _one_route(page: Page) -> None:
    page.heading("{{ м.название }}")
    page.tag("if м.вид")
    page.line("Вид маршрута: {{ м.вид }}.", indent=12, keep=True)
    page.tag("endif")
    page.tag("if м.цель")
    page.line("Цель: {{ м.цель }}", indent=12, keep=True)
    page.tag("endif")
    page.tag("if м.рядом")
    page.line("Реализуется одновременно: {{ м.рядом }}.", indent=12, keep=True)
    page.tag("endif")
    page.tag("if м.после")
    page.line("Реализуется после: {{ м.после }}.", indent=12, keep=True)
    page.tag("endif")
    page.tag("if м.почему")
    page.subheading("Почему предложен")
    page.bullets("п in м.почему", "{{ п }}")
    page.tag("endif")
    page.tag("for з in м.замечания")
    page.line("Обратите внимание: {{ з }}.", bold=True, indent=12)
    page.tag("endfor")
    page.tag("if м.дорожная_карта")
    _road_map(page)
    page.tag("else")
    _plan(page)
    _obligatory(page)
    _courses(page)
    _activities(page)
    page.tag("endif")
    _mentors(page)
    _control(page)
    _left_out(page)


def _plan(page: Page) -> None:
    """With the columns that a school fills in by hand only where something stands in one of them already."""
    page.tag("if м.план")
    page.subheading("Учебный план")
    page.tag("if м.план_столбцы.учитель or м.план_столбцы.форма")
    page.table(
        [9, 49, 25, 14, 14, 18, 41],
        [
            ["№", "Предмет", "Уровень", "Часов в нед.", "Часов в год", "Форма", "Учитель"],
            *page.rows_of(
                "с in м.план",
                [
                    *("{{ с.номер }}", "{{ с.название }}", "{{ с.уровень }}", "{{ с.в_неделю }}"),
                    *("{{ с.в_год }}", "{{ с.форма }}", "{{ с.учитель }}"),
                ],
            ),
            ["", "*Итого", "", "*{{ м.план_итого.в_неделю }}", "*{{ м.план_итого.в_год }}"],
        ],
        centre=(0, 2, 3, 4, 5),
    )
    page.tag("else")
    page.table(
        [10, 85, 33, 21, 21],
        [
            ["№", "Предмет", "Уровень", "Часов в неделю", "Часов в год"],
            *page.rows_of(
                "с in м.план",
                ["{{ с.номер }}", "{{ с.название }}", "{{ с.уровень }}", "{{ с.в_неделю }}", "{{ с.в_год }}"],
            ),
            ["", "*Итого", "", "*{{ м.план_итого.в_неделю }}", "*{{ м.план_итого.в_год }}"],
        ],
        centre=(0, 2, 3, 4),
    )
    page.tag("endif")
    page.tag("endif")


def _obligatory(page: Page) -> None:
    page.tag("if м.обязательные")
    page.subheading("Обязательные занятия")
    page.table(
        [10, 118, 21, 21],
        [
            ["№", "Занятие", "Часов в неделю", "Часов в год"],
            *page.rows_of(
                "с in м.обязательные",
                [
                    "{{ с.номер }}",
                    "{{ с.название }}\n{%p if с.учитель %}\nВедёт: {{ с.учитель }}\n{%p endif %}",
                    *("{{ с.в_неделю }}", "{{ с.в_год }}"),
                ],
            ),
        ],
        centre=(0, 2, 3),
    )
    page.tag("endif")


def _road_map(page: Page) -> None:
    """What a teacher's route consists of: parts, and the lines of each."""
    page.subheading("Дорожная карта")
    table = page.table(
        [8, 28, 47, 13, 24, 28, 22],
        [
            [
                *("№", "Направление", "Мероприятие", "Часов", "Срок"),
                *("Форма представления результата", "Отметка о выполнении"),
            ],
            ["{%tr for ч in м.дорожная_карта %}"],
            ["*{{ ч.название }}"],
            *page.rows_of(
                "с in ч.строки",
                [
                    *(
                        "{{ с.номер }}",
                        "{{ с.направление }}",
                        "{{ с.название }}\n{%p if с.кратко %}\n{{ с.кратко }}\n{%p endif %}",
                    ),
                    *("{{ с.часы }}", "{{ с.срок }}", "{{ с.форма }}", ""),
                ],
            ),
            ["{%tr endfor %}"],
        ],
        centre=(0, 3, 4),
        size=9,
    )
    part = table.rows[2]
    part.cells[0].merge(part.cells[-1]).paragraphs[0].alignment = LEFT
    for cell in part.cells[:1]:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        for empty in cell.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)
    page.line("Всего по маршруту: {{ м.итого.в_год }} ч.", before=4)


def _courses(page: Page) -> None:
    page.tag("if м.курсы")
    page.subheading("Элективные курсы и курсы внеурочной деятельности")
    page.tag("if not м.курсы_столбцы.учитель")
    page.table(
        [10, 118, 21, 21],
        [
            ["№", "Курс и почему он выбран", "Часов в неделю", "Часов в год"],
            *page.rows_of(
                "с in м.курсы",
                ["{{ с.номер }}", "{{ с.название }}\n{{ с.кратко }}", "{{ с.в_неделю }}", "{{ с.в_год }}"],
            ),
            ["", "*Итого", "*{{ м.курсы_итого.в_неделю }}", "*{{ м.курсы_итого.в_год }}"],
        ],
        centre=(0, 2, 3),
    )
    page.tag("else")
    page.table(
        [10, 84, 21, 21, 34],
        [
            ["№", "Курс и почему он выбран", "Часов в неделю", "Часов в год", "Ведёт"],
            *page.rows_of(
                "с in м.курсы",
                [
                    *("{{ с.номер }}", "{{ с.название }}\n{{ с.кратко }}", "{{ с.в_неделю }}", "{{ с.в_год }}"),
                    "{{ с.учитель }}",
                ],
            ),
            ["", "*Итого", "*{{ м.курсы_итого.в_неделю }}", "*{{ м.курсы_итого.в_год }}"],
        ],
        centre=(0, 2, 3),
    )
    page.tag("endif")
    page.tag("endif")
    page.tag("if м.модули")
    page.subheading("Модули партнёров (сетевая форма)")
    page.table(
        [10, 74, 44, 21, 21],
        [
            ["№", "Модуль и почему он включён", "Организация", "Часов в неделю", "Часов всего"],
            *page.rows_of(
                "с in м.модули",
                [
                    "{{ с.номер }}",
                    "{{ с.название }}\n{{ с.кратко }}{% if с.основание %} {{ с.основание }}.{% endif %}",
                    *("{{ с.организация }}", "{{ с.в_неделю }}", "{{ с.в_год }}"),
                ],
            ),
        ],
        centre=(0, 3, 4),
    )
    page.tag("endif")
    page.line(
        "Всего по маршруту: {% if м.итого.в_неделю != '0' %}{{ м.итого.в_неделю }} ч в неделю, {% endif %}"
        "{{ м.итого.в_год }} ч в год"
        "{% if м.предел != '—' %}; предел недельной нагрузки — {{ м.предел }} ч{% endif %}.",
        before=4,
    )


def _activities(page: Page) -> None:
    page.tag("if м.мероприятия")
    page.subheading("Олимпиады, конкурсы, проекты")
    page.table(
        [9, 89, 42, 30],
        [
            ["№", "Мероприятие", "Срок", "Результат"],
            *page.rows_of("с in м.мероприятия", ["{{ с.номер }}", "{{ с.название }}", "{{ с.срок }}", ""]),
        ],
        centre=(0, 2),
    )
    page.tag("endif")


def _mentors(page: Page) -> None:
    page.tag("if м.наставники")
    page.subheading("Наставник")
    page.bullets("н in м.наставники", "{{ н.название }}{% if н.организация != '—' %}, {{ н.организация }}{% endif %}")
    page.tag("endif")


def _control(page: Page) -> None:
    page.tag("if м.контроль")
    page.subheading("График контроля")
    page.table(
        [9, 28, 75, 24, 34],
        [
            ["№", "Период", "Что оценивается", "Срок", "Результат, подпись"],
            *page.rows_of("к in м.контроль", ["{{ к.номер }}", "{{ к.период }}", "{{ к.что }}", "{{ к.срок }}", ""]),
        ],
        centre=(0, 3),
    )
    page.tag("endif")


def _left_out(page: Page) -> None:
    page.tag("if м.не_вошло")
    page.subheading("Рассмотрено и не вошло в маршрут")
    page.table(
        [70, 100],
        [
            ["Курс, модуль, мероприятие", "Причина"],
            *page.rows_of("н in м.не_вошло", ["{{ н.название }}", "{{ н.причина }}"]),
        ],
    )
    page.tag("endif")
    page.tag("if м.не_подошло_всего")
    page.line("{{ м.не_подошло_всего }}.", size=11, before=4)
    page.tag("endif")


def _missing(page: Page) -> None:
    page.tag("if чего_не_хватает")
    page.heading("Чего не хватает и где взять")
    page.line("Без этих сведений часть решений принять нельзя:", keep=True, after=2)
    page.table(
        [58, 42, 70],
        [
            ["Сведение", "Где взять", "Для чего нужно"],
            *page.rows_of("с in чего_не_хватает", ["{{ с.сведение }}", "{{ с.где_взять }}", "{{ с.для_чего }}"]),
        ],
        fill="F2DDD3",
    )
    page.tag("endif")


def _corrections(page: Page) -> None:
    page.heading("Лист корректировки")
    page.table(
        [10, 28, 48, 54, 30],
        [
            ["№", "Дата", "Основание", "Что изменено", "Подпись"],
            *page.rows_of("с in лист_корректировки", ["{{ с.номер }}", "", "", "", ""]),
        ],
        centre=(0,),
        size=12,
    )


def _signatures(page: Page) -> None:
    page.heading("С маршрутом ознакомлены и согласны")
    table = page.table(
        [72, 36, 62],
        page.rows_of("п in подписи", ["{{ п.роль }}", "{{ п.линия }}", "{{ п.имя }}"]),
        head=0,
        grid=False,
        size=12,
        together=True,
    )
    for cell in table.rows[1].cells:
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
    page.line("Дата ознакомления: «___» ____________ 20__ г.", before=10)


def _reasons(page: Page) -> None:
    page.line("ПОЧЕМУ ТАК", CENTRE, after=2, bold=True, keep=True).paragraph_format.page_break_before = True
    page.line("Приложение к маршруту: на чём основано каждое решение", CENTRE, italic=True, after=4, keep=True)
    page.tag("for п in почему_так")
    page.subheading("{{ п.заголовок }} — {{ п.вывод }}")
    page.bullets("с in п.предложения", "{{ с }}", size=11)
    page.tag("if п.номера_оснований")
    page.line("Основания: {{ п.номера_оснований }}.", size=10)
    page.tag("endif")
    page.tag("endfor")
    page.tag("if не_назначены")
    page.subheading("Маршруты, которые не предложены")
    page.table(
        [62, 108],
        [
            ["Маршрут", "Решение и причина"],
            *page.rows_of(
                "н in не_назначены",
                [
                    "{{ н.название }}",
                    "{{ н.состояние|capitalize }}. {{ н.причина }}"
                    "{% if н.совет %} Что можно сделать: {{ н.совет }}{% endif %}",
                ],
            ),
        ],
    )
    page.tag("endif")
    page.tag("if не_касаются")
    page.line("{{ не_касаются }}", size=10, before=4)
    page.tag("endif")
    page.tag("if акты")
    page.subheading("Основания решений")
    page.tag("for а in акты")
    page.line("{{ а.номер }}. {{ а.название }}", size=10)
    page.tag("endfor")
    page.tag("endif")


def _by_which_rules(page: Page) -> None:
    page.line(
        "Составлено по правилам: {% for н in наборы_правил %}«{{ н.название }}» {{ н.версия }}"
        "{{ ', ' if not loop.last else '.' }}{% endfor %}",
        size=10,
        before=10,
    )


# --- the annex of the networked form -------------------------------------------------------------------------------

SCHOOL_DUTIES = (
    "зачисляет обучающегося на часть программы, которая реализуется в сетевой форме, и ведёт его личное дело;",
    "согласует с организацией-участником расписание и сообщает о его изменениях не позднее чем за три рабочих дня;",
    "засчитывает результаты освоения модуля по справке организации-участника.",
)
PARTNER_DUTIES = (
    "проводит занятия по согласованной программе силами своих преподавателей и на своей учебной базе;",
    "отвечает за жизнь и здоровье обучающегося во время занятий на своей территории, проводит инструктаж;",
    "по окончании модуля выдаёт справку о результатах промежуточной аттестации.",
)


def annex(
    path: Path,
    *,
    title: str = "Приложение к маршруту: часть программы в сетевой форме",
    place: str = "по месту нахождения организации-участника",
    school_duties: Sequence[str] = SCHOOL_DUTIES,
    partner_duties: Sequence[str] = PARTNER_DUTIES,
    resource: str = "учебная база участника",
    credit: str = "зачёт; засчитывается по справке",
) -> None:
    """The annex for one partner's modules. place, resource, credit: where the catalogue does not say otherwise."""
    page = Page(landscape=True)
    page.line("{{ школа.название }}", CENTRE, bold=True, after=10)
    page.line(title.upper(), CENTRE, bold=True, size=14, after=4)
    page.line("{{ ученик.кто_родительный or ученик.слово_родительный }} {{ ученик.фио_родительный }}", CENTRE)
    page.line("на {{ учебный_год }}", CENTRE, after=8)
    page.line("Базовая организация: {{ школа.название }}.")
    page.line("Организация-участник: {{ партнёр.название }}.")
    page.tag("for строка in партнёр.реквизиты | default([])")
    page.line("{{ строка }}.")
    page.tag("endfor")
    page.line("", after=6, size=6)
    page.table(
        [8, 34, 26, 27, 13, 19, 27, 26, 26, 24, 27],
        [
            [
                *("№", "Часть программы", "Базовая организация", "Организация-участник", "Часов", "Срок"),
                *("Место проведения", "Преподаватель", "Ресурс (оборудование)", "Форма аттестации и зачёта"),
                "Ответственный",
            ],
            *page.rows_of(
                "с in партнёр.модули",
                [
                    *("{{ с.номер }}", "{{ с.название }}", "{{ школа.краткое }}", "{{ партнёр.название }}"),
                    *("{{ с.в_год }}", "{{ учебный_год }}"),
                    *(f"{{{{ с.место if с.место != '—' else '{place}' }}}}", "{{ с.учитель }}", resource),
                    *(f"{{{{ с.контроль if с.контроль != '—' else '{credit}' }}}}", ""),
                ],
            ),
        ],
        centre=(0, 4),
        size=9,
    )
    page.subheading("Обязанности и ответственность базовой организации")
    page.obligations("школы", school_duties)
    page.subheading("Обязанности и ответственность организации-участника")
    page.obligations("участника", partner_duties)
    page.line("", after=6)
    page.table(
        [125, 125],
        [
            ["Базовая организация", "Организация-участник"],
            ["{{ школа.название }}", "{{ партнёр.название }}"],
            [
                "____________ / ____________________",
                "____________ / {{ партнёр.руководитель | default('____________________') }}",
            ],
            ["«___» ____________ 20__ г.", "«___» ____________ 20__ г."],
        ],
        head=0,
        grid=False,
        size=12,
        together=True,
    )
    page.save(path)


if __name__ == "__main__":
    route(TEMPLATES / "route.docx")
    annex(TEMPLATES / "annex_network.docx")
