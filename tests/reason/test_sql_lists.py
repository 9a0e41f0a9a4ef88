"""Lists taken together in SQL while it is not known who belongs: means, groups, fractions of different denominators."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from benchmarks.students import ON
from iomrules.reason.sql.dialects import in_dialect
from iomrules.reason.sql.run import Bounds, Trouble, decide
from iomrules.reason.sql.statement import write_statement
from iomrules.values import ABSENT
from tests.agreement.by_sql import compare
from tests.agreement.worlds import Batch
from tests.fuzz.laws import checked, person, read_sound

FAULT = Trouble(unsaid=False)
MEAN_OF_MEANS = "по каждому предмету среднее балл_жюри среди достижений {}"


def told(value: str, record: Mapping[str, object]) -> Any:
    """What SQL says an indicator is worth, once the interpreter says so too."""
    program = checked(read_sound(f"показатель успех ({value})"))
    who = person(program, record)
    found = compare(Batch(program, ON, [who]))
    assert not found.differences, found.differences[0]
    assert (found.pairs, found.unsaid) == (1, 0)
    return decide(program, "ученик", [who], ON)[1][0].values["успех"]


def won(points: int | None, subject: str | None = "химия", **fields: object) -> dict[str, object]:
    """One achievement. None: not known."""
    return {"балл_жюри": points, "предмет": subject, "подтверждено": True, **fields}


def marks(chemistry: int | None, biology: int | None, physics: int | None) -> dict[str, object]:
    return {"отметки": {"химия": chemistry, "биология": biology, "физика": physics}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (marks(5, 4, 4), Fraction(13, 3)),
        (marks(5, 4, None), Bounds(Fraction(10, 3), Fraction(14, 3))),
        (marks(5, None, None), Bounds(Fraction(7, 3), 5)),
        (marks(1, None, 3), Bounds(Fraction(5, 3), 3)),
        (marks(None, None, None), None),
    ],
)
def test_a_mean_of_marks_some_of_which_are_not_known(given: dict[str, object], expected: Any) -> None:
    """A mark not known may be excused, so it belongs only where it pulls the mean further."""
    found = told("среднее отметок", given)

    assert found == (Bounds(None, None) if expected is None else expected)


def test_a_mean_takes_of_those_who_may_belong_only_the_ones_that_pull_further() -> None:
    record = {"достижения": [won(6), won(2, подтверждено=None), won(5, подтверждено=None), won(9, подтверждено=None)]}

    found = told("среднее балл_жюри среди достижений где подтверждено", record)

    assert found == Bounds(4, Fraction(15, 2))


def test_a_mean_of_those_who_all_only_may_belong_may_be_there_or_not() -> None:
    record = {"достижения": [won(6, подтверждено=None), won(2, подтверждено=False)]}

    assert told("среднее балл_жюри среди достижений где подтверждено", record) == Bounds(None, None)
    assert told("среднее балл_жюри среди достижений где подтверждено", {"достижения": []}) is ABSENT


def test_means_of_groups_are_added_over_one_denominator() -> None:
    record = {"достижения": [won(5), won(4), won(1, "физика"), won(3, "физика"), won(7, "биология")]}

    assert told(MEAN_OF_MEANS.format("сумма"), record) == Fraction(27, 2)
    assert told(MEAN_OF_MEANS.format("среднее"), record) == Fraction(9, 2)
    assert told(MEAN_OF_MEANS.format("сумма лучших 2"), record) == Fraction(23, 2)
    assert told(MEAN_OF_MEANS.format("каждое не больше 4 сумма"), record) == 10


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("по каждому предмету наибольшее балл_жюри среди достижений сумма", Bounds(7, 10)),
        ("по каждому предмету сумма балл_жюри среди достижений сумма", Bounds(9, 12)),
        ("по каждому предмету сумма балл_жюри среди достижений наибольшее", Bounds(None, None)),
        ("по каждому предмету количество достижений сумма", Bounds(3, 4)),
        ("по каждому предмету наибольшее балл_жюри среди достижений сумма лучших 1", Bounds(5, 5)),
    ],
)
def test_an_element_of_no_known_group_stands_alone(value: str, expected: Bounds) -> None:
    record = {"достижения": [won(5), won(2), won(2, "физика"), won(3, None)]}

    found = told(value, record)

    assert found == (expected.low if expected.low is not None and expected.low == expected.high else expected)


def test_groups_are_told_apart_by_numbers_too() -> None:
    record = {"достижения": [won(5), won(5), won(2), won(None), won(2)]}

    assert told("по каждому балл_жюри наибольшее балл_жюри среди достижений сумма", record) == Bounds(7, 17)
    assert told("по каждому балл_жюри количество достижений сумма", record) == Bounds(4, 5)


def test_a_group_of_those_who_only_may_belong_may_not_be_there() -> None:
    record = {"достижения": [won(5), won(2, "физика", подтверждено=None), won(4, "физика", подтверждено=None)]}
    where = "среди достижений где (подтверждено)"

    assert told(f"по каждому предмету наибольшее балл_жюри {where} сумма", record) == Bounds(5, 9)
    assert told(f"по каждому предмету сумма балл_жюри {where} сумма", record) == Bounds(5, 11)
    assert told(f"по каждому предмету среднее балл_жюри {where} наибольшее", record) == 5


def test_a_fault_in_an_element_that_may_not_belong_stops_nobody() -> None:
    value = "по каждому предмету сумма (балл_жюри / (балл_жюри - 3)) среди достижений где (подтверждено) сумма"

    assert told(value, {"достижения": [won(5), won(3)]}) == FAULT
    assert told(value, {"достижения": [won(5), won(3, подтверждено=None)]}) == Bounds(None, None)


def test_fractions_of_the_elements_own_are_added_exactly() -> None:
    record = {"достижения": [won(1), won(2), won(4)]}

    assert told("сумма (балл_жюри / (балл_жюри + 1)) среди достижений", record) == Fraction(59, 30)
    assert told("наибольшее (балл_жюри / (балл_жюри + 1)) среди достижений", record) == Fraction(4, 5)


@pytest.mark.parametrize(("taken", "whole"), [("сумма", 9), ("сумма лучших 1", 5), ("среднее", Fraction(9, 2))])
def test_a_list_that_an_indicator_gives_is_known_once_it_is_sure_who_belongs(taken: str, whole: Any) -> None:
    listed = "по каждому предмету наибольшее балл_жюри среди достижений"
    program = checked(read_sound(f"показатель набор ({listed})\n\nпоказатель успех ({taken} набор)\n"))
    records = [{"достижения": [won(5), won(2), won(4, "физика")]}, {"достижения": [won(5), won(3, None)]}]
    people = [person(program, record) for record in records]

    found = compare(Batch(program, ON, people))
    decided = decide(program, "ученик", people, ON)[1]

    assert not found.differences, found.differences[0]
    assert [each.values["успех"] for each in decided] == [whole, Bounds(None, None)]
    assert [each.name for each in write_statement(program, "ученик", ON).refused] == ["набор"]


def test_a_yes_or_no_that_is_not_for_all_is_absent_of_the_others() -> None:
    text = "показатель успех для учеников где льгота\n  долг\n\nправило допуск если успех\n"
    program = checked(read_sound(text))
    records = [{"льгота": True, "долг": True}, {"льгота": False, "долг": True}, {"долг": True}, {"льгота": True}]
    people = [person(program, record) for record in records]

    found = compare(Batch(program, ON, people))
    decided = decide(program, "ученик", people, ON)[1]

    assert not found.differences, found.differences[0]
    assert [each.values["успех"] for each in decided] == [True, ABSENT, None, None]
    assert [each.verdicts["допуск"] for each in decided] == [True, False, None, None]


def test_such_lists_are_written_for_other_databases_too() -> None:
    program = checked(read_sound(f"показатель успех ({MEAN_OF_MEANS.format('сумма')})"))
    statement = write_statement(program, "ученик", ON)

    for dialect in ("postgres", "spark", "snowflake", "clickhouse"):
        assert in_dialect([statement.query], dialect)
