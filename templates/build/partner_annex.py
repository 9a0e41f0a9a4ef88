"""The annex of the networked form, for one partner; a plugin keeps the result as its own file."""

from collections.abc import Sequence
from pathlib import Path

from page import CENTRE, Page

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
    _obligations(page, "школы", school_duties)
    page.subheading("Обязанности и ответственность организации-участника")
    _obligations(page, "участника", partner_duties)
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


def _obligations(page: Page, side: str, usual: Sequence[str]) -> None:
    """What one side does and answers for, as its partner says; where it does not, the usual duties."""
    page.tag(f"for строка in партнёр.обязанности_{side} | default([])")
    page.line("– {{ строка }}", indent=5)
    page.tag("else")
    for duty in usual:
        page.line(f"– {duty}", indent=5)
    page.tag("endfor")
    page.tag(f"for строка in партнёр.ответственность_{side} | default([])")
    page.line("– {{ строка }}", indent=5)
    page.tag("endfor")
