"""Routes of people who are level for a seat, and of those below them, against every way a council may decide."""

import pytest
from attrs import evolve

from iomrules.parse.reader import read
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import Turn
from iomrules.route.outlook import MOST_IN_DOUBT, Outlook, outlook
from iomrules.route.route import Claim, Route
from iomrules.source import SourceText
from tests.route import ties

TEXT = """набор правил места «Места»
  версия 1
  слой школа

сведения курс «Курс»
  название текст
  часы     ч/нед от 0 до 6
  мест     целое от 0 до 60 может отсутствовать
  парные   список курсов не более 5

сведения ученик «Ученик»
  балл      целое от 0 до 100
  пожелания список курсов не более 8

справочник курсы «Курсы» список курсов не больше 40
  только вместе с парными
  число мест не больше мест
  при нехватке мест по рейтингу очереди

дополнить курсы
  код     | название  | часы | мест | парные
  химия   | «Химия»   |    2 |    1 |
  латынь  | «Латынь»  |    1 |      |
  опыты   | «Опыты»   |    1 |      | химия
  спорт   | «Спорт»   |    1 |    2 |

рейтинг очередь «Очередь»
  критерий балл_очереди
    балл
  место по убыванию
  равные делят место

параметр места_партнёра
  {seats} с 01.09.2020

маршрут курсы_ученика «Курсы»
  на выбор от 0 до {high} курсов где код среди пожеланий
    по убыванию часов
    в пределах 4 ч/нед
  {module}
"""


def world(*people: tuple[int, str], high: int = 1, module: str = "", seats: int = 1) -> ties.World:
    """People by mark and wishes."""
    told = [
        {"id": f"Вымышленный-{number}", "балл": mark, "пожелания": wishes.split()}
        for number, (mark, wishes) in enumerate(people)
    ]
    found = ties.world_of(program(TEXT.format(high=high, module=module, seats=seats)), told)
    assert found is not None
    return found


def program(text: str) -> Program:
    tree, _ = read(SourceText("rules.iom", text))
    found = check_program([LayerSource((tree,))], (), generate_forms=word_forms).program
    assert found is not None
    return found


def routes(world: ties.World) -> list[Route]:
    return [each.routes[0] for each in world.found(world.turns)]


def left_out(route: Route) -> dict[str, str]:
    return {each.key: each.cause for each in route.not_taken if each.cause != "condition"}


def said(route: Route) -> list[str]:
    return [each.because.text for each in route.not_taken if each.cause == "unknown"]


def keys(route: Route) -> list[str]:
    return [each.key for each in route.items]


def test_below_a_tie_for_the_last_seat_there_is_no_seat() -> None:
    *level, below = routes(world((9, "химия"), (9, "химия"), (5, "химия латынь")))

    assert [left_out(each) for each in level] == [{"химия": "unknown"}] * 2
    assert left_out(below) == {"химия": "seats"}
    assert keys(below) == ["латынь"]


def test_below_a_tie_a_seat_that_is_left_in_every_way_is_given() -> None:
    *_, below = routes(world((9, "химия спорт"), (9, "химия"), (5, "спорт")))

    assert keys(below) == ["спорт"]
    assert below.claims == (Claim(("курсы", "спорт"), sure=True),)


def test_a_seat_that_hangs_on_who_wins_a_tie_waits_for_the_council() -> None:
    *_, below = routes(world((9, "химия спорт"), (9, "химия спорт"), (7, "спорт"), (5, "спорт")))

    assert left_out(below) == {"спорт": "unknown"}
    assert said(below) == [
        "мест 2: выше в рейтинге «очередь» ждут решения совета о равных — 2; от него зависит, останется ли место"
    ]


def test_who_is_level_is_told_how_many_seats_are_left_and_for_how_many() -> None:
    _, *level = routes(world((9, "спорт"), (8, "спорт"), (8, "спорт"), (8, "спорт латынь")))

    assert [said(each) for each in level[:2]] == [
        ["мест 2: осталось 1, а равных в рейтинге «очередь» — 2; решает совет"]
    ] * 2


def test_where_facts_are_missing_it_is_they_that_are_waited_for() -> None:
    own = world((9, "химия"), (5, "химия"))
    found = routes(evolve(own, turns=(Turn(0, 1), own.turns[1])))

    assert [said(each) for each in found] == [
        ["мест 1: пока нет всех сведений, нельзя сказать, останется ли место"]
    ] * 2


def test_what_would_not_be_taken_with_a_seat_waits_for_none() -> None:
    first, *_, last = routes(world((9, "латынь спорт"), (9, "спорт"), (9, "спорт"), (9, "спорт")))

    assert left_out(first) == {"спорт": "count"}
    assert keys(first) == ["латынь"]
    assert first.claims == (Claim(("курсы", "латынь"), sure=True),)
    assert left_out(last) == {"спорт": "unknown"}


def test_what_is_taken_only_while_a_seat_is_in_doubt_says_so() -> None:
    first, _ = routes(world((9, "химия латынь"), (9, "химия")))

    assert keys(first) == ["латынь"]
    assert first.items[0].because.text.endswith("; ещё не решено: «Химия»")
    assert first.claims[0] == Claim(("курсы", "химия"), sure=True)
    assert Claim(("курсы", "латынь"), sure=False, tied=True) in first.claims


def test_what_goes_with_a_seat_in_doubt_is_decided_with_it() -> None:
    first, _ = routes(world((9, "химия опыты спорт"), (9, "химия"), high=2))

    assert left_out(first) == {"химия": "unknown", "опыты": "unknown"}
    assert keys(first) == ["спорт"]


@pytest.mark.parametrize("seats", ["2", "места_партнёра", "места_партнёра + 0"])
def test_a_module_of_the_partner_is_told_below_a_tie(seats: str) -> None:
    module = f"партнёр колледж модуль «Уход» 1 ч/нед число мест {seats} при нехватке мест по рейтингу очереди"
    *level, below = routes(world((9, ""), (9, ""), (9, ""), (5, "латынь"), module=module, seats=2))

    assert [left_out(each) for each in level] == [{"колледж: Уход": "unknown"}] * 3
    assert left_out(below) == {"колледж: Уход": "seats"}
    assert keys(below) == ["латынь"]


def test_where_a_partner_has_other_numbers_for_some_a_tie_settles_nothing() -> None:
    module = (
        "партнёр колледж модуль «Уход» 1 ч/нед число мест места_партнёра при нехватке мест по рейтингу очереди\n\n"
        "маршрут ещё_один «Ещё один»\n"
        "  для учеников где балл равен 100\n"
        "  партнёр колледж модуль «Уход» 1 ч/нед число мест 2 при нехватке мест по рейтингу очереди"
    )
    *_, below = routes(world((9, ""), (9, ""), (5, ""), module=module))

    assert left_out(below) == {"колледж: Уход": "unknown"}


def test_where_a_number_of_seats_is_of_the_year_of_entry_a_tie_settles_nothing() -> None:
    module = "партнёр колледж модуль «Уход» 1 ч/нед число мест места_партнёра при нехватке мест по рейтингу очереди"
    text = TEXT.format(high=1, module=module, seats=1)
    text = text.replace("  балл      целое", "  поступил  дата  день поступления\n  балл      целое")
    text = text.replace("  1 с 01.09.2020", "  1 с 01.09.2020\n  5 с 01.09.2020 для поступивших с 01.09.2026")
    people = [
        {"id": f"Вымышленный-{number}", "балл": mark, "пожелания": [], "поступил": "2020-09-01"}
        for number, mark in enumerate((9, 9, 5))
    ]
    found = ties.world_of(program(text), people)
    assert found is not None

    assert [left_out(each) for each in routes(found)] == [{"колледж: Уход": "unknown"}] * 3


def test_what_hangs_on_hours_in_doubt_is_not_told_yet_and_its_seat_not_given_to_those_below() -> None:
    module = "на выбор от 0 до 1 курсов где код равен спорт и остаток_часов не больше 1\n  нагрузка не больше 3 ч/нед"
    first, _, below = routes(world((9, "химия"), (9, "химия"), (5, "спорт"), module=module))

    assert left_out(first) == {"химия": "unknown", "спорт": "unknown"}
    assert said(first)[1] == "зависит от часов, которые останутся; ещё не решено: «Химия»"
    assert left_out(below) == {"спорт": "unknown"}


def test_no_seat_is_told_that_some_decision_of_the_council_would_change() -> None:
    scores = [ties.score(found) for seed in range(60) if (found := ties.generated(seed, 6)) is not None]

    assert [each.wrong for each in scores if each.wrong] == []
    assert sum(each.told for each in scores) >= 0.97 * sum(each.certain for each in scores)


def test_a_choice_is_foreseen_in_every_way_that_seats_turn_out() -> None:
    def first_two(closed: frozenset[str]) -> frozenset[str]:
        return frozenset([each for each in "абвг" if each not in closed][:2])

    assert outlook("абвг", frozenset("ав"), first_two) == Outlook(frozenset("абвг"), frozenset("аб"))
    assert outlook("абвг", frozenset(), first_two) == Outlook(frozenset("аб"), frozenset("аб"))


def test_of_very_many_seats_in_doubt_nothing_is_foreseen() -> None:
    many = "абвгдежз"[: MOST_IN_DOUBT + 1]

    assert outlook(many, frozenset(many), lambda closed: frozenset(many) - closed) is None


def test_what_hangs_on_a_module_in_doubt_under_a_limit_is_not_told_yet() -> None:
    module = (
        "партнёр колледж модуль «Уход» 1 ч/нед число мест 1 при нехватке мест по рейтингу очереди\n"
        "  нагрузка не больше 2 ч/нед"
    )
    first, _ = routes(world((9, "химия латынь"), (9, ""), high=2, module=module))

    assert keys(first) == ["химия"]
    assert first.items[0].because.text.endswith("; ещё не решено: «Уход (колледж)»")
    assert left_out(first) == {"колледж: Уход": "unknown", "латынь": "unknown"}
