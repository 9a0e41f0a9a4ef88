"""The individual route of one person: what stands in route.docx, section by section."""

from pathlib import Path

from docx.shared import Pt
from one_route import one_route
from page import CENTRE, Page, add_text


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
    one_route(page)
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
        add_text(first, f"{{{{ р.{side}.гриф }}}}", size=12)
        for text in (f"{{%p for с in р.{side}.строки %}}", "{{ с }}", "{%p endfor %}"):
            add_text(cell.add_paragraph(), text, size=12)
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
    add_text(cell.paragraphs[0], "{%p for м in маршруты %}", size=12)
    for text in (
        "{{ м.название }}",
        "{%p endfor %}",
        "{%p if not маршруты %}",
        "—",
    ):
        add_text(cell.add_paragraph(), text, size=12)
    add_text(cell.add_paragraph(), "{%p endif %}", size=12)


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
