"""What templates see: ready texts under Russian names, nothing of health, everything that is missing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from iomrules.diagnostics import Code
from iomrules.facts.record import PersonName, Shape
from iomrules.program import core
from iomrules.reason.decision import Fault, RatingResult, Reason, Verdict
from iomrules.source import Span
from iomrules.values import Missing, Unknown
from iomrules.write.document import DocumentKind
from iomrules.write.letterhead import Letterhead
from iomrules.write.papers import kinds_of, partners_of
from iomrules.write.reasons import distinct
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
    assert rating["строка_места"] == "не определено, не хватает сведений"


def test_routes_refused_and_undecided_are_told_with_their_reasons() -> None:
    others = seen()["не_назначены"]

    assert [(each["состояние"], each["почему"]) for each in others] == [
        ("решить нельзя: не хватает сведений", ["Нет сведений: рекомендация психолога."]),
        ("не предлагать", ["Отметка по физике — 4, нужно не меньше 5."]),
    ]
    assert others[0]["причина"] == "Нужно: рекомендация психолога (служба сопровождения)."
    assert others[1]["совет"] == "Повысьте отметку по физике до 5."


def test_routes_for_others_are_named_in_one_line() -> None:
    applies = Reason("applies", False, label="класс 10 не равен 5")
    stranger = evolve(refused(), title="маршрут пятиклассника", reason=Reason("route", False, parts=(applies,)))
    view = seen(routes=(medical(), stranger))

    assert view["не_назначены"] == []
    assert view["не_касаются"] == "Рассчитаны на других или не действуют на эту дату: «Маршрут пятиклассника»."


def test_rules_without_routes_leave_nothing_to_explain() -> None:
    assert (seen()["есть_почему_так"], seen(routes=())["есть_почему_так"]) == ("да", "")


def test_a_sentence_that_another_repeats_with_its_source_is_said_once() -> None:
    lines = ["Долг — да.", "Долг — да (Положение, п. 2).", "Согласие — да.", "Согласие — да."]

    assert distinct(lines) == ["Долг — да (Положение, п. 2).", "Согласие — да."]


def test_every_act_is_named_once_and_reasons_refer_to_its_number() -> None:
    view = seen()
    acts = [act["название"] for act in view["акты"]]

    assert len(acts) == len(set(acts))
    numbers = view["почему_так"][0]["номера_оснований"].split(", ")
    assert [acts[int(number) - 1] for number in numbers] == view["почему_так"][0]["основания"]


def test_what_nobody_asked_for_is_counted_and_what_was_wished_is_shown() -> None:
    route = medical()
    wished = tuple(evolve(left, wished=left.key == "робототехника") for left in route.not_taken)
    plain, asked = seen(routes=(route,))["маршруты"][0], seen(routes=(evolve(route, not_taken=wished),))["маршруты"][0]

    assert [left["название"] for left in plain["не_подошло"]] == ["Робототехника"]
    assert plain["не_подошло_всего"] == "Не подошла по условию: ещё 1 позиция"
    assert "Робототехника" in [left["название"] for left in asked["не_вошло"]]
    assert asked["не_подошло_всего"] == ""


def test_a_column_with_nothing_in_it_is_told_to_be_empty() -> None:
    bare = tuple(evolve(item, form="", teacher="") for item in medical().items)
    route = seen(routes=(evolve(medical(), items=bare),))["маршруты"][0]

    assert route["план_столбцы"] == {"уровень": "да", "форма": "", "учитель": ""}


def test_only_the_main_rating_and_those_of_given_routes_are_shown() -> None:
    program = case().program
    main = program.ratings["портфолио"]
    partner = evolve(main, about=evolve(main.about, name="партнёр", ruleset="партнёр"))
    two = evolve(program, ratings={"портфолио": main, "партнёр": partner})
    results = {"портфолио": RatingResult("портфолио", 5, {}), "партнёр": RatingResult("партнёр", 7, {})}
    own = core.Route(evolve(main.about, name="медико_биологический", ruleset="партнёр"), core.Applies("ученик"))
    for routes, shown in (({}, ["портфолио"]), ({"медико_биологический": own}, ["портфолио", "партнёр"])):
        view = seen(program=evolve(two, routes=routes), decisions=evolve(decisions(), ratings=results))
        assert [rating["имя"] for rating in view["рейтинги"]] == shown


def test_a_teacher_is_no_pupil_and_has_a_road_map() -> None:
    program = case().program
    shapes = {**program.schema.shapes, "педагог": Shape("педагог", (), "Педагог", person=True)}
    program = evolve(program, schema=evolve(program.schema, shapes=shapes))
    teacher = evolve(person(), shape="педагог", form_class="")
    view = seen(program=program, decisions=evolve(decisions(teacher), ratings={}, values={}, verdicts={}))

    assert view["ученик"]["слово_родительный"] == "педагога"
    assert [line["роль"] for line in view["подписи"]] == ["Педагог", "Тьютор", "Заместитель директора по УВР"]
    assert view["подписи"][0]["имя"].startswith("Вымышленная")
    parts = [part["название"] for part in view["маршруты"][0]["дорожная_карта"]]
    assert parts == ["Неизменная часть", "Изменяемая часть", "Мероприятия"]
    assert seen()["маршруты"][0]["дорожная_карта"] == []


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

    assert view["почему_так"] == []
    assert view["не_назначены"][0]["состояние"] == "рассчитать не удалось: ошибка в правилах"
    assert view["не_назначены"][0]["почему"] == ["Деление на ноль (правила.iom:14:9)."]
    assert view["не_назначены"][0]["причина"] == "Деление на ноль (правила.iom:14:9)."


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


def test_rulesets_are_called_by_their_titles() -> None:
    program = evolve(case().program, titles={case().program.rulesets[0][0]: "Правила лицея «Эврика»"})

    first, second = seen(program=program)["наборы_правил"]
    assert first["название"] == "Правила лицея „Эврика“"
    assert second["название"] == "медико биологический"
