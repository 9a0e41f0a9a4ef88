"""What templates see: ready texts under Russian names, nothing of health, everything that is missing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from iomrules.diagnostics import Code
from iomrules.facts.record import PersonName
from iomrules.reason.decision import Fault, RatingResult, Verdict
from iomrules.source import Span
from iomrules.values import Missing, Unknown
from iomrules.write.document import DocumentKind
from iomrules.write.letterhead import Letterhead
from iomrules.write.papers import kinds_of, partners_of
from iomrules.write.view import partner_view, person_view
from tests.write.sample import (
    case,
    decisions,
    letterhead,
    medical,
    person,
    refused,
    short_of_courses,
    tell,
    undecided,
)

TOP = Path(__file__).parents[2]


def seen(**changes: Any) -> dict[str, Any]:
    return person_view(evolve(case(), **changes), letterhead(), tell)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for key, each in value.items():
                yield from leaves(each, f"{path}.{key}" if path else key)
        case list():
            for each in value:
                yield from leaves(each, path)
        case _:
            yield path, value


def test_every_value_is_a_text() -> None:
    assert [path for path, value in leaves(seen()) if not isinstance(value, str)] == []


def test_every_name_is_described_for_methodologists() -> None:
    page = (TOP / "docs" / "documents.md").read_text(encoding="utf-8")
    view = partner_view(seen(), "армавирский_медицинский_колледж")
    names = {part for path, _ in leaves(view) for part in path.split(".")}

    assert [name for name in sorted(names) if not re.search(rf"[`.]{name}[`.]", page)] == []


def test_health_is_never_printed() -> None:
    assert not [path for path, value in leaves(seen()) if "тайна" in value]


def test_the_name_is_declined_and_the_word_agrees() -> None:
    pupil = seen()["ученик"]

    assert pupil["фио_родительный"] == "Вымышленной Ариадны Ильиничны"
    assert pupil["кто_родительный"] == "обучающейся 10А класса"


def test_numbers_have_their_comma_and_hours_their_totals() -> None:
    route = seen()["маршруты"][0]

    assert route["курсы"][0]["в_неделю"] == "0,5"
    assert route["план_итого"] == {"в_неделю": "36", "в_год": "1224"}
    assert route["модули"][0]["в_неделю"] == "—"
    assert route["итого"] == {"в_неделю": "37", "в_год": "1294"}
    assert seen()["рейтинги"][0]["итог"] == "76,8"


def test_what_is_missing_is_said_once_with_its_source_and_every_need() -> None:
    lines = seen()["чего_не_хватает"]

    assert {
        "сведение": "Рекомендация психолога",
        "где_взять": "Служба сопровождения",
        "для_чего": "«Маршрут для одарённых обучающихся»; «Допуск к технологическому профилю»",
    } in lines
    assert [line["сведение"] for line in lines].count("Рекомендация психолога") == 1


def test_an_unknown_total_shows_its_bounds_and_no_place() -> None:
    total = Unknown((Missing("отметки", "журнал"),), low=40, high=62)
    result = RatingResult("портфолио", total, {"успеваемость": total})
    rating = seen(decisions=evolve(decisions(), ratings={"портфолио": result}))["рейтинги"][0]

    assert rating["итог"] == "от 40 до 62"
    assert rating["строка_места"] == "место не определено: не хватает сведений"


def test_routes_refused_and_undecided_are_told_with_their_reasons() -> None:
    others = seen()["не_назначены"]

    assert [(each["состояние"], each["почему"]) for each in others] == [
        ("не предлагать", ["Отметка по физике — 4, нужно не меньше 5."]),
        ("решить нельзя: не хватает сведений", ["Нет сведений: рекомендация психолога."]),
    ]
    assert others[0]["совет"] == "Повысьте отметку по физике до 5."


def test_the_approving_block_stands_at_the_top_right() -> None:
    rows = seen()["утверждения_рядами"]

    assert [(row["слева"]["гриф"], row["справа"]["гриф"]) for row in rows] == [
        ("ПРИНЯТО", "УТВЕРЖДАЮ"),
        ("СОГЛАСОВАНО", ""),
    ]
    assert person_view(case(), Letterhead("Лицей"), tell)["утверждения_рядами"] == []


def test_a_route_that_a_fault_stopped_is_not_silent() -> None:
    place = Span("правила.iom", 14, 9, 14, 12)
    fault = Fault("7-014", "технологический", Code("D001", "x", "деление на ноль", "division by zero").at(place))
    stopped = evolve(refused(), state=Verdict.UNKNOWN, reason=None, faults=(fault,))
    view = seen(routes=(stopped,))

    assert view["почему_так"][0]["вывод"] == "рассчитать не удалось: ошибка в правилах"
    assert view["почему_так"][0]["предложения"] == ["Деление на ноль (правила.iom:14:9)."]
    assert view["не_назначены"][0]["почему"] == ["Деление на ноль (правила.iom:14:9)."]


def test_shortfalls_are_said() -> None:
    assert seen(routes=(short_of_courses(),))["маршруты"][0]["замечания"] == [
        "По выбору нужно не меньше 3, подобрано 2"
    ]


def test_a_person_without_a_name_is_called_by_the_id() -> None:
    nameless = evolve(person(), name=PersonName(), sex="", form_class="")
    view = seen(decisions=decisions(nameless))

    assert view["ученик"]["фио"] == "7-014"


def test_kinds_come_by_route_by_partner_or_for_everybody() -> None:
    kinds = (
        DocumentKind("всем", "Всем"),
        DocumentKind("техно", "Техно", routes=("технологический",)),
        DocumentKind("медик", "Медик", routes=("медико_биологический",)),
        DocumentKind("договор", "Договор", partners=("армавирский_медицинский_колледж",)),
        DocumentKind("другой", "Другой", partners=("кубгту",)),
    )
    routes = (medical(), refused(), undecided())

    assert [kind.name for kind in kinds_of(kinds, routes)] == ["всем", "медик", "договор"]
    assert partners_of(routes) == ("армавирский_медицинский_колледж",)
    assert partners_of(()) == ()
