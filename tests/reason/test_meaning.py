"""What nodes are worth: tables, parameters, collections, applicability, order, catalogues."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from iomrules.facts.record import EnumKind, NumberKind, Person
from iomrules.program import core
from iomrules.reason.decision import Verdict
from iomrules.reason.engine import prepare
from iomrules.values import ABSENT, ByKey, Entry, Missing, Unknown, Value
from tests.reason.admission import ANNA, BORIS, GLEB, PROGRAM, VERA, asked, marks
from tests.reason.lyceum_of_tests import (
    MARK,
    MARKS,
    ON,
    achievement,
    achievements,
    compare,
    const,
    fact,
    indicator,
    lost,
    mark,
    member,
    own,
    program,
    pupil,
    rule,
)


def worth(node: core.Node, *declared: object, on: date = ON, **facts: Value) -> Value:
    return prepare(program(*declared)).evaluation(pupil(**facts), on).value(node)


def bounds(value: Value) -> tuple[object, object]:
    assert isinstance(value, Unknown), value
    return value.low, value.high


# --- facts ---


def test_a_key_not_given_is_unknown_and_names_the_mark_and_its_register() -> None:
    found = worth(mark("химия"), отметки=ByKey((("биология", 5),)))

    assert found == Unknown((Missing("отметки: химия", "журнал"),))


def test_a_field_not_given_is_unknown_unless_it_need_not_be_there() -> None:
    first = core.Reduce("max", own("балл"), achievements())

    lacking = Missing("балл — достижение", "портфолио")
    assert worth(first, достижения=(achievement(балл=3), achievement())) == Unknown((lacking,), 3, 10)
    has_subject = core.Counted(">=", 1, achievements(core.IsPresent(own("предмет"))))
    assert worth(has_subject, достижения=(achievement(),)) is False


def test_a_substitute_stands_in_for_unknown_but_not_for_absent() -> None:
    substituted = core.IfUnknown(fact("долг"), const(0), kind=NumberKind())

    assert worth(substituted, долг=lost("долг")) == 0
    assert worth(substituted, долг=ABSENT) is ABSENT


@pytest.mark.parametrize(("operator", "expected"), [("=", False), ("<>", True), ("<", False), (">=", False)])
def test_absent_equals_nothing_and_has_no_order(operator: str, expected: bool) -> None:
    assert worth(compare(fact("долг"), operator, const(0)), долг=ABSENT) is expected


# --- numbers ---


def test_a_mean_is_exact() -> None:
    mean = core.Reduce("mean", core.Element(kind=MARK), core.Elements(fact("отметки"), kind=MARKS))

    assert worth(mean, отметки=marks(5, 4, 4, 4)) == Fraction(17, 4)
    assert worth(compare(mean, ">=", const(Fraction(17, 4))), отметки=marks(5, 4, 4, 4)) is True


def test_nothing_times_unknown_is_nothing_and_a_cap_reached_settles_the_sum() -> None:
    assert worth(core.Multiply((const(0), fact("а"))), а=lost("а")) == 0
    capped = core.AtMost(core.Add((const(20), core.AtLeast(fact("а"), const(0)))), const(20))
    assert worth(capped, а=lost("а")) == 20


def test_a_choice_both_arms_of_which_agree_needs_no_condition() -> None:
    def chosen(then: int, otherwise: int) -> core.IfElse:
        return core.IfElse(fact("согласие"), const(then), const(otherwise), kind=NumberKind())

    assert worth(chosen(3, 3), согласие=lost("согласие")) == 3
    assert bounds(worth(chosen(3, 7), согласие=lost("согласие"))) == (3, 7)


# --- collections ---

THREE = (
    achievement(балл=3, подтверждено=True, предмет="химия", дата=date(2026, 9, 1)),
    achievement(балл=5, подтверждено=True, предмет="химия", дата=date(2026, 8, 31)),
    achievement(балл=8, подтверждено=lost("подтверждено"), предмет=ABSENT, дата=date(2026, 10, 5)),
)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (core.CountOf(achievements()), 3),
        (core.CountOf(achievements(own("подтверждено"))), (2, 3)),
        (core.Counted(">=", 2, achievements(own("подтверждено"))), True),
        (core.Counted("=", 0, achievements(own("подтверждено"))), False),
        (core.Counted(">=", 4, achievements(own("подтверждено"))), False),
        (core.CountOf(achievements(window=core.Window("year", 1, "дата"))), 2),
        (core.Reduce("sum", own("балл"), achievements(own("подтверждено"))), (8, 16)),
        (core.Reduce("sum", own("балл"), achievements(own("подтверждено")), best=1), (5, 8)),
        (core.Reduce("max", own("балл"), achievements(own("подтверждено"))), (5, 8)),
        (core.Reduce("mean", own("балл"), achievements(own("подтверждено"))), (4, Fraction(16, 3))),
        (core.ShareOf(achievements(own("подтверждено"))), (Fraction(2, 3), 1)),
        (core.ShareOf(achievements(compare(own("балл"), ">", const(4)))), Fraction(2, 3)),
        (core.Every(achievements(own("подтверждено")), compare(own("балл"), ">=", const(3))), True),
    ],
)
def test_a_collection_is_decided_as_far_as_its_known_part_suffices(node: core.Node, expected: object) -> None:
    found = worth(node, достижения=THREE)

    if isinstance(expected, tuple):
        assert bounds(found) == expected
    else:
        assert found == expected


def test_of_none() -> None:
    values = {sort: worth(core.Reduce(sort, own("балл"), achievements()), достижения=()) for sort in ("sum", "max")}

    assert values == {"sum": 0, "max": ABSENT}
    assert worth(core.Every(achievements(), own("подтверждено")), достижения=()) is True
    assert worth(core.IsPresent(fact("достижения")), достижения=()) is False


def test_a_list_that_is_not_known_is_bounded_by_the_most_it_can_hold() -> None:
    assert bounds(worth(core.CountOf(achievements()), достижения=lost("достижения"))) == (0, 5)
    total = core.Reduce("sum", own("балл"), achievements(), best=2)
    assert bounds(worth(total, достижения=lost("достижения"))) == (0, 20)
    assert worth(core.Counted(">", 5, achievements()), достижения=lost("достижения")) is False


def test_best_of_each_group_then_the_best_two() -> None:
    groups = core.GroupReduce((own("предмет"),), "max", own("балл"), achievements(), kind=NumberKind())
    listed = (*THREE[:2], achievement(балл=9, предмет="физика"), achievement(балл=1, предмет="биология"))

    assert worth(groups, достижения=listed) == (5, 9, 1)
    assert worth(core.ReduceList("sum", groups, best=2), достижения=listed) == 14


def test_excused_marks_are_passed_over() -> None:
    mean = core.Reduce("mean", core.Element(kind=MARK), core.Elements(fact("отметки"), kind=MARKS))

    assert worth(mean, отметки=ByKey((("химия", 5), ("физика", ABSENT)))) == 5


# --- tables and parameters ---

BANDS = core.Table(
    core.About("за_класс"),
    (core.TableKey("класс", NumberKind()), core.TableKey("предмет", EnumKind("предмет"))),
    "one",
    (
        core.Row((core.InBand(None, 9, high_strict=True), core.Anything()), 1),
        core.Row((core.InBand(9, 9), core.Anything()), 2),
        core.Row((core.InBand(9, None, low_strict=True), core.IsAbsent()), 3),
        core.Row((core.InBand(9, None, low_strict=True), core.Is((member("химия"), member("физика")))), 4),
        core.Row((core.InBand(9, None, low_strict=True), core.Is((member("биология"),))), 4, end=date(2026, 8, 31)),
    ),
    kind=NumberKind(),
)


@pytest.mark.parametrize(
    ("form", "subject", "expected"),
    [
        (8, lost("предмет"), 1),
        (9, ABSENT, 2),
        (10, ABSENT, 3),
        (11, member("физика"), 4),
        (lost("класс"), member("физика"), (1, 4)),
        (11, lost("предмет"), (3, 4)),
    ],
)
def test_rows_that_could_fit(form: Value, subject: Value, expected: object) -> None:
    looked = core.FromTable(
        "за_класс", (fact("класс"), core.Constant(subject, kind=EnumKind("предмет"))), kind=NumberKind()
    )
    found = worth(looked, BANDS, класс=form)

    assert (bounds(found) if isinstance(expected, tuple) else found) == expected


def test_ways_of_choosing_rows() -> None:
    rows = (core.Row((core.InBand(1, 5),), 1), core.Row((core.InBand(3, 9),), 10))

    def table(hit: str, otherwise: int | None = None) -> Value:
        declared = core.Table(
            core.About("т"), (core.TableKey("а", NumberKind()),), hit, rows, otherwise, kind=NumberKind()
        )
        looked = core.FromTable("т", (fact("а"),), kind=NumberKind())
        return tuple(worth(looked, declared, а=number) for number in (1, 4, 9))

    assert table("first") == (1, 1, 10)
    assert table("all") == (1, 11, 10)


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-08-31", 55), ("2026-09-01", 60), ("2026-12-31", 60), ("2027-01-01", 70)]
)
def test_a_parameter_in_force_and_a_refinement_that_wins_while_it_is(on: str, expected: int) -> None:
    declared = core.Parameter(
        core.About("порог"),
        (core.Dated(55, date(2021, 9, 1)), core.Dated(60, date(2026, 9, 1))),
        kind=NumberKind(),
        refinements=((core.About("порог_школы", ruleset="лицей_11"), (core.Dated(70, date(2027, 1, 1)),)),),
    )

    assert worth(core.ParameterOf("порог", kind=NumberKind()), declared, on=date.fromisoformat(on)) == expected


# --- conclusions ---


def test_the_four_pupils() -> None:
    verdicts = {each.id: _verdict(each) for each in (ANNA, BORIS, VERA, GLEB)}

    assert verdicts == {"Анна": "no", "Борис": "yes", "Вера": "unknown", "Глеб": "not applicable"}


def _verdict(person: Person) -> str:
    decision = prepare(PROGRAM).decide(person, ON).verdicts["допуск"]
    return decision.verdict.value if decision.applicable else "not applicable"


def test_unknown_names_exactly_what_could_change_it() -> None:
    decision = prepare(PROGRAM).decide(VERA, ON).verdicts["допуск"]

    assert decision.missing == (Missing("отметки: химия", "журнал"),)


def test_an_unknown_exception_never_permits() -> None:
    decided = prepare(program(rule("р", const(True), core.ExceptIf(fact("задолженность")))))

    assert decided.decide(pupil(задолженность=lost("долг")), ON).verdicts["р"].verdict is Verdict.UNKNOWN


def test_an_indicator_and_a_rating_of_others_are_absent() -> None:
    outside = compare(fact("класс"), "<", const(5))
    rating = core.Rating(
        core.About("рейтинг"),
        core.Applies("ученик", outside),
        (core.Criterion("к", "", const(1)),),
        core.CriterionOf("рейтинг", "к"),
    )
    decisions = prepare(program(indicator("п", const(1), outside), rating)).decide(pupil(класс=10), ON)

    assert decisions.values["п"] is ABSENT
    assert decisions.ratings["рейтинг"].total is ABSENT


def test_out_of_its_dates_a_rule_does_not_apply() -> None:
    declared = rule("р", const(True), begin=date(2027, 1, 1))
    decision = prepare(program(declared)).decide(pupil(), ON).verdicts["р"]

    assert (decision.verdict, decision.applicable) == (Verdict.NO, False)


def test_the_schools_entry_stands_in_for_the_programs_with_the_same_key() -> None:
    def course(key: str, hours: int) -> Entry:
        return Entry("курс", {"часы": hours}, key)

    base = program()
    shown = evolve(base.schema.catalogues["курсы"], rows=(course("а", 1), course("б", 2)))
    schema = evolve(base.schema, catalogues={"курсы": shown})
    total = core.Reduce(
        "sum",
        core.FieldOf("часы", kind=NumberKind()),
        core.Elements(core.CatalogueOf("курсы", kind=NumberKind()), kind=NumberKind()),
    )
    engine = prepare(evolve(base, schema=schema), {"курсы": (course("б", 5), course("в", 7))})

    assert engine.evaluation(pupil(), ON).value(total) == 1 + 5 + 7


def test_remaining_hours_are_what_the_route_says() -> None:
    free = compare(core.RemainingHours(), ">=", const(2))
    evaluation = asked(ANNA)

    assert isinstance(evaluation.value(free), Unknown)
    assert evaluation.with_remaining_hours(3).value(free) is True
    assert evaluation.with_remaining_hours(1).value(free) is False
