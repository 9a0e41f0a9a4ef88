"""One route of a person in route.docx, as parts/one_route.html tells it on the web."""

from page import LEFT, Page


def one_route(page: Page) -> None:
    """From what the route is for to what did not get into it."""
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
