"""What a person is given, what is left out, and why."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from iomrules.facts.record import NumberKind
from iomrules.program import core
from iomrules.program.core import (
    Activity,
    Choice,
    Compare,
    Constant,
    Control,
    Item,
    Mentor,
    Obligatory,
    PartnerModule,
    RemainingHours,
    Window,
)
from iomrules.reason.decision import Verdict
from iomrules.route.compose import compose
from iomrules.route.route import Route
from iomrules.values import ABSENT, Entry, Missing, Unknown
from tests.route.world import (
    Plain,
    course,
    fact,
    from_catalogue,
    number,
    own,
    route,
    unknown_fact,
    world,
)


def composed(evaluation: Plain) -> Route:
    (only,) = compose(evaluation, evaluation.catalogues)
    return only


def choice(low: int, high: int, where: core.Node | None = None, **more: object) -> Choice:
    return Choice(low, high, from_catalogue(where=where), order=own("полезность"), **more)  # type: ignore[arg-type]


def keys(found: Route, part: str = "choice") -> list[str]:
    return [each.key for each in found.items if each.part == part]


def left(found: Route) -> dict[str, str]:
    return {each.key: each.cause for each in found.not_taken}


# --- the state -----------------------------------------------------------------------------------------------------


def test_a_route_whose_condition_is_not_met_has_no_items() -> None:
    found = composed(world(route(condition=fact("допуск"), obligatory=(Obligatory((Item("химия"),)),)), допуск=False))

    assert (found.state, found.items, found.missing) == (Verdict.NO, (), ())
    assert found.reason is not None


def test_a_route_with_an_unknown_condition_names_what_is_missing() -> None:
    found = composed(world(route(condition=fact("допуск"))))

    assert found.state is Verdict.UNKNOWN
    assert found.missing == (Missing("допуск", "журнал"),)
    assert found.items == ()


def test_a_fault_ends_the_route_and_is_not_lost() -> None:
    found = composed(world(route(choices=(choice(0, 1, fact("беда")),)), (course("химия"),)))

    assert found.state is Verdict.UNKNOWN
    assert [(each.person, each.target, each.diagnostic.code) for each in found.faults] == [("1", "маршрут", "D999")]
    assert found.items == ()


# --- what is obligatory --------------------------------------------------------------------------------------------


def test_a_named_item_takes_its_entry_and_the_hours_that_the_rule_says() -> None:
    named = Obligatory((Item("химия", hours=5, unit="ч/нед", catalogue="курсы"),), basis="Положение, п. 2")
    found = composed(world(route(obligatory=(named,)), (course("химия", 2),)))

    (line,) = found.items
    assert (line.title, line.hours, line.part, line.because.basis) == ("Химия", 5, "obligatory", ("Положение, п. 2",))
    assert found.hours == 5


def test_a_named_item_without_its_entry_stays_and_is_said() -> None:
    found = composed(world(route(obligatory=(Obligatory((Item("химия_углублённая", catalogue="курсы"),)),))))

    assert found.items[0].title == "химия углублённая"
    assert found.shortfalls[0].text == "«химия углублённая» нет в перечне «курсы»"


def test_the_later_clause_of_one_key_stands_in_the_place_of_the_earlier() -> None:
    plan = Obligatory(entries=from_catalogue())
    deeper = Obligatory((Item("химия", hours=5, unit="ч/нед", catalogue="курсы"),))
    found = composed(world(route(obligatory=(plan, deeper)), (course("химия", 1), course("физика", 2))))

    assert [(each.key, each.hours) for each in found.items] == [("химия", 5), ("физика", 2)]


def test_the_obligatory_part_over_the_limit_stays_and_is_said() -> None:
    found = composed(world(route(obligatory=(Obligatory((Item("химия", hours=40),)),), load=number(37))))

    assert found.hours == 40
    assert found.shortfalls[0].text == "обязательная часть занимает 40 ч/нед, это больше предела 37 ч/нед"


def test_unknown_hours_of_the_obligatory_part_are_said() -> None:
    clauses = route(obligatory=(Obligatory((Item("химия", catalogue="курсы"),)),), load=number(5))
    found = composed(world(clauses, (course("химия", unknown_fact("часы")),)))

    assert found.shortfalls[0].text == "часы «Химия» неизвестны и в нагрузку не вошли"


def test_a_load_that_is_not_about_this_person_is_no_limit() -> None:
    found = composed(world(route(choices=(choice(1, 1),), load=number(ABSENT)), (course("химия", 9),)))

    assert (keys(found), found.limit) == (["химия"], None)


def test_yearly_hours_count_in_the_week_and_a_volume_does_not() -> None:
    items = (Item("проект", hours=34, unit="ч/год"), Item("модуль", hours=36, unit="час"))

    assert composed(world(route(obligatory=(Obligatory(items),)))).hours == 1


# --- modules and activities ----------------------------------------------------------------------------------------


def test_a_module_is_given_only_where_its_condition_is_known_to_hold() -> None:
    module = PartnerModule("колледж", "Колледж", "Сестринское дело", 36, "час", condition=fact("согласие"))

    given_to = composed(world(route(modules=(module,)), согласие=True))
    refused = composed(world(route(modules=(module,)), согласие=False))
    unknown = composed(world(route(modules=(module,))))

    assert [(each.title, each.organisation, each.part) for each in given_to.items] == [
        ("Сестринское дело", "Колледж", "module")
    ]
    assert [each.cause for each in refused.not_taken] == ["condition"]
    assert [(each.cause, each.missing) for each in unknown.not_taken] == [("unknown", (Missing("согласие", "журнал"),))]
    assert refused.items == unknown.items == ()


def test_an_activity_is_planned_by_its_condition() -> None:
    clauses = (Activity("Олимпиада", "ноябрь"), Activity("Сириус", condition=fact("призёр")))
    found = composed(world(route(activities=clauses), призёр=False))

    assert [(each.title, each.term) for each in found.activities] == [("Олимпиада", "ноябрь")]
    assert left(found) == {"Сириус": "condition"}


# --- what is chosen ------------------------------------------------------------------------------------------------


def test_the_best_are_chosen_and_every_other_has_its_cause() -> None:
    courses = (
        course("лишний", 1, 1),
        course("лучший", 2, 9),
        course("длинный", 9, 5),
        course("второй", 1, 4),
        course("чужой", 1, 99, свой=False),
        course("тёмный", 1, 50, свой=unknown_fact("пожелания")),
    )
    where = Compare("=", own("свой"), number(True))
    mine = tuple(each if "свой" in each.fields else course_of(each) for each in courses)
    found = composed(world(route(choices=(choice(1, 2, where),), load=number(4)), mine))

    assert keys(found) == ["лучший", "второй"]
    assert left(found) == {"длинный": "hours", "лишний": "count", "тёмный": "unknown", "чужой": "condition"}
    assert found.hours == 3
    assert "1-е место из 4" in found.items[0].because.text


def test_what_a_course_was_put_in_order_by_stands_beside_its_reason() -> None:
    found = composed(world(route(choices=(choice(1, 1),)), (course("химия", 1, 7),)))

    (line,) = found.items
    assert line.because.order is not None and line.because.order.value == 7


def test_a_course_named_in_a_wish_and_left_out_is_marked() -> None:
    courses = (course("химия", 1, 9), course("физика", 1, 5), course("история", 1, 1))
    found = composed(world(route(choices=(choice(1, 1),)), courses, пожелания_курсов=("история",)))

    assert {each.key: each.wished for each in found.not_taken} == {"физика": False, "история": True}


def course_of(entry: Entry) -> Entry:
    """The same course, marked as one's own."""
    return Entry(entry.shape, {**entry.fields, "свой": True}, entry.key)


def test_too_few_are_said_to_be_too_few() -> None:
    found = composed(world(route(choices=(choice(2, 3),)), (course("химия"),)))

    assert found.shortfalls[0].text == "по выбору нужно не меньше 2, подобрано 1"


def test_remaining_hours_are_what_the_obligatory_part_leaves() -> None:
    clauses = route(
        obligatory=(Obligatory((Item("план", hours=36),)),),
        choices=(choice(0, 3, within=RemainingHours()),),
        load=number(37),
    )
    found = composed(world(clauses, (course("химия", 1, 2), course("физика", 1, 1))))

    assert keys(found) == ["химия"]
    assert found.hours == found.limit == 37


def test_an_unknown_limit_permits_no_hours_beyond_its_least_value() -> None:
    bound = Unknown((Missing("неделя", "учебный план"),), low=1)
    clauses = route(choices=(choice(0, 3),), load=core.ParameterOf("предел", kind=number(0).kind))
    courses = (course("химия", 1, 3), course("физика", 2, 2), course("беседа", 0, 1))
    found = composed(world(clauses, courses, предел=bound))

    assert keys(found) == ["химия", "беседа"]
    assert left(found) == {"физика": "unknown"}
    assert found.not_taken[0].missing == (Missing("неделя", "учебный план"),)


def test_a_course_of_unknown_hours_is_not_taken_under_a_limit() -> None:
    found = composed(world(route(choices=(choice(0, 3),), load=number(5)), (course("химия", unknown_fact("часы")),)))

    assert left(found) == {"химия": "unknown"}


def test_a_volume_of_hours_bounds_the_weekly_courses_of_a_whole_year() -> None:
    within = Constant(70, kind=NumberKind("час"))
    courses = (course("химия", 1, 3), course("физика", 1, 2), course("беседа", 1, 1))
    found = composed(world(route(choices=(choice(0, 3, within=within),)), courses))

    assert keys(found) == ["химия", "физика"]
    assert found.not_taken[0].because.text == "подходит, но не помещается: нужно 34 ч, осталось 2 ч"


def test_a_volume_of_hours_bounds_volumes_whatever_the_weeks_load_leaves() -> None:
    within = Constant(160, kind=NumberKind("час"))
    courses = (course("курсы", 72, 3), course("практикум", 90, 2), course("семинар", 88, 1))
    clauses = route(choices=(choice(0, 3, within=within),), load=number(1))
    found = composed(measured_in("час", world(clauses, courses)))

    assert keys(found) == ["курсы", "семинар"]
    assert left(found) == {"практикум": "hours"}
    assert found.hours == 0


def measured_in(unit: str, evaluation: Plain) -> Plain:
    """The same world, where the hours of a course are in another unit."""
    program, schema = evaluation.program, evaluation.program.schema
    facts = tuple(
        evolve(each, kind=NumberKind(unit)) if each.name == "часы" else each for each in schema.shapes["курс"].facts
    )
    shapes = {**schema.shapes, "курс": evolve(schema.shapes["курс"], facts=facts)}
    return evolve(evaluation, program=evolve(program, schema=evolve(schema, shapes=shapes)))


def test_a_chosen_entry_is_not_taken_twice() -> None:
    found = composed(world(route(choices=(choice(0, 1), choice(0, 2))), (course("химия", 1, 2), course("физика"))))

    assert keys(found) == ["химия", "физика"]


def test_a_window_is_asked_of_the_engine() -> None:
    elements = core.Elements(from_catalogue().source, None, Window("year", 1, "дата"), kind=number(0).kind)
    found = composed(world(route(choices=(Choice(0, 1, elements),)), (course("химия"),)))

    assert keys(found) == ["химия"]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=8),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(30, 37),
)
def test_no_choice_goes_over_the_limit_or_out_of_order(
    given_courses: list[tuple[int, int, bool]], low: int, more: int, planned: int
) -> None:
    courses = tuple(
        course(f"курс{place}", hours, worth, свой=mine) for place, (hours, worth, mine) in enumerate(given_courses)
    )
    clauses = route(
        obligatory=(Obligatory((Item("план", hours=planned),)),),
        choices=(choice(low, low + more, Compare("=", own("свой"), number(True))),),
        load=number(37),
    )
    found = composed(world(clauses, courses))
    worths = [each.entry.fields["полезность"] for each in found.items if each.part == "choice" and each.entry]

    assert found.hours <= 37
    assert len(worths) <= low + more
    assert worths == sorted(worths, reverse=True)  # type: ignore[type-var]
    assert len(worths) >= low or found.shortfalls
    assert len(found.items) - 1 + len(found.not_taken) == len(courses)


# --- mentors and control -------------------------------------------------------------------------------------------


def teacher(key: str, name: str, chemist: bool) -> Entry:
    return Entry("сведения_педагога", {"фио": name, "химик": chemist}, key)


def test_the_first_fitting_mentor_is_named() -> None:
    people = (teacher("п1", "Незнакомцева А. А.", False), teacher("п2", "Выдуманная Б. Б.", True))
    clause = Mentor(from_catalogue("педагоги", Compare("=", own("химик"), number(True))))

    found = composed(world(route(mentors=(clause,)), (), people))

    assert [each.title for each in found.mentors] == ["Выдуманная Б. Б."]


def test_the_mentor_with_the_least_may_come_first() -> None:
    people = (teacher("п1", "Незнакомцева А. А.", True), teacher("п2", "Выдуманная Б. Б.", True))
    loads = {"п1": 3, "п2": 1}
    counted = tuple(Entry(each.shape, {**each.fields, "учеников": loads[each.key]}, each.key) for each in people)

    for ascending, key in ((True, "Выдуманная Б. Б."), (False, "Незнакомцева А. А.")):
        clause = Mentor(from_catalogue("педагоги"), own("учеников"), ascending)
        assert [each.title for each in composed(world(route(mentors=(clause,)), (), counted)).mentors] == [key]


def test_the_least_may_be_chosen_first_and_the_unknown_come_last_either_way() -> None:
    courses = (course("а", worth=2), course("б", worth=1), course("в", worth=unknown_fact("полезность")))

    assert keys(composed(world(route(choices=(choice(0, 3, ascending=True),)), courses))) == ["б", "а", "в"]
    assert keys(composed(world(route(choices=(choice(0, 3),)), courses))) == ["а", "б", "в"]


def test_no_mentor_is_said() -> None:
    found = composed(world(route(mentors=(Mentor(from_catalogue("педагоги")),))))

    assert found.shortfalls[0].text == "наставник не назначен: никто не подходит по условию"


def test_a_teacher_of_a_course_is_named_as_people_name_him() -> None:
    people = (teacher("п2", "Выдуманная Б. Б.", True),)
    found = composed(world(route(choices=(choice(0, 1),)), (course("химия", педагог="п2"),), people))

    assert found.items[0].teacher == "Выдуманная Б. Б."


def test_control_follows_the_school_year_of_the_date() -> None:
    clauses = route(controls=(Control("quarter"), Control("year", "итоги")))
    found = composed(world(clauses, on=date(2027, 2, 1)))

    assert [(each.name, each.by) for each in found.controls] == [
        ("I четверть", date(2026, 10, 31)),
        ("II четверть", date(2026, 12, 31)),
        ("III четверть", date(2027, 3, 31)),
        ("IV четверть", date(2027, 5, 31)),
        ("учебный год", date(2027, 5, 31)),
    ]


def test_without_a_load_there_is_no_remainder() -> None:
    assert composed(world(route(choices=(choice(1, 1),)), (course("химия", ABSENT),))).items[0].hours is None
