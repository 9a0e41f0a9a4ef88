"""Selections and places of unrounded ratings in SQL: what everybody together leaves sure, and what it does not."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from attrs import evolve

from benchmarks.students import ON
from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.decision import Admission
from iomrules.reason.sql.dialects import in_dialect
from iomrules.reason.sql.run import Selected, SqlDecisions, Trouble, decide
from iomrules.reason.sql.statement import write_statement
from iomrules.values import Entry, Value
from tests.agreement.by_sql import compare
from tests.agreement.worlds import Batch
from tests.fuzz.laws import checked, person, read_sound

LETTERS = {Admission.YES: "Y", Admission.NO: "N", Admission.UNKNOWN: "U", Admission.COUNCIL: "C"}


def told(text: str, records: Sequence[Mapping[str, Value]]) -> list[SqlDecisions]:
    """What SQL says of these people, once it is the interpreter's."""
    program = checked(read_sound(text))
    people = [invented(program, f"В-{number}", fields) for number, fields in enumerate(records)]
    found = compare(Batch(program, ON, people))
    assert not found.differences, found.differences[0]
    assert found.pairs == len(people)
    return decide(program, "ученик", people, ON)[1]


def invented(program: Program, name: str, fields: Mapping[str, Value]) -> Person:
    """A person of the invented school of whom only these facts are known."""
    who = evolve(person(program, {}), id=name)
    facts = Entry(who.facts.shape, {**who.facts.fields, **fields}, who.facts.key, who.facts.place)
    return evolve(who, facts=facts)


def letters(decided: Sequence[SqlDecisions]) -> str:
    """A letter for each: Y(es), N(o), U(nknown), C(ouncil), F(ault), - for nobody, ? for what SQL does not say."""
    found = ""
    for each in decided:
        selected = each.selections["приём"]
        match selected:
            case Trouble(unsaid=unsaid):
                found += "?" if unsaid else "F"
            case Selected(verdict=verdict):
                found += LETTERS[verdict]
            case _:
                found += "-"
    return found


def by_points(clauses: str, total: str = "взнос") -> str:
    rating = ("рейтинг портфолио", f"  критерий учёба {total}", "  место по убыванию")
    selection = ("отбор приём по рейтингу портфолио", *(f"  {each}" for each in clauses.split("; ")))
    return "\n".join((*rating, "", *selection, ""))


def points(*numbers: int | None) -> list[dict[str, Value]]:
    return [{} if number is None else {"взнос": number} for number in numbers]


@pytest.mark.parametrize(
    ("border", "expected"), [("решает совет", "YCCN"), ("зачислить всех", "YYYN"), ("не зачислять никого", "YNNN")]
)
def test_the_last_seat_shared_goes_by_what_the_rules_say(border: str, expected: str) -> None:
    rules = by_points(f"число мест 2; при равенстве на последнем месте {border}")

    assert letters(told(rules, points(30, 20, 20, 10))) == expected


@pytest.mark.parametrize(
    ("seats", "expected"),
    [("число мест 0", "NNN"), ("число мест 9", "YYY"), ("число мест не более 40 % участников", "YNN")],
)
def test_seats_are_whole_and_a_share_is_of_those_who_take_part(seats: str, expected: str) -> None:
    assert letters(told(by_points(seats), points(30, 20, 10))) == expected


def test_a_total_not_known_leaves_open_only_what_depends_on_it() -> None:
    decided = told(by_points("число мест 2"), points(30, 20, None, 10))

    assert letters(decided) == "YUUN"
    first, last = decided[0].selections["приём"], decided[3].selections["приём"]
    assert isinstance(first, Selected) and (first.ahead, first.level, first.participants) == ((0, 1), (1, 2), 4)
    assert isinstance(last, Selected) and last.seats == (2, 2)


def test_bounds_of_a_total_say_enough_beside_those_far_off() -> None:
    rules = by_points("число мест 2", "класс + взнос")
    records = [{"класс": 5, "взнос": 100}, {"взнос": 50}, {"класс": 11, "взнос": 20}, {"класс": 1, "взнос": 45}]

    assert letters(told(rules, records)) == "YYNN"


def test_everybody_below_a_tie_is_out_whoever_of_the_tie_gets_in() -> None:
    decided = told(by_points("число мест 3"), points(30, 20, 20, 20, 10, 5))

    assert letters(decided) == "YCCCNN"


def test_a_fault_hides_where_one_stands_so_that_nobodys_border_is_sure() -> None:
    rules = by_points("число мест 2", "взнос / пропуски")
    records: list[dict[str, Value]] = [{"взнос": 9, "пропуски": each} for each in (1, 2, 3)]

    assert letters(told(rules, records)) == "YYN"
    assert letters(told(rules, [*records, {"взнос": 9, "пропуски": 0}])) == "YUNF"


def test_whom_a_selection_is_not_about_takes_no_seat_and_who_may_be_leaves_the_border_open() -> None:
    rules = by_points("число мест 1").replace("портфолио\n  число", "портфолио для учеников где льгота\n  число")
    records: list[dict[str, Value]] = [{"взнос": 9, "льгота": False}, {"взнос": 8}, {"взнос": 7, "льгота": True}]

    assert letters(told(rules, records)) == "-UU"
    assert letters(told(rules, [*records, {"взнос": 10, "льгота": True}])) == "-NNY"


def test_the_last_seat_shared_that_nobody_gets_is_not_theirs_who_may_not_take_part_either() -> None:
    rules = by_points("число мест 2; при равенстве на последнем месте не зачислять никого")
    rules = rules.replace("портфолио\n  число", "портфолио для учеников где льгота\n  число")
    records = [{"взнос": 30, "льгота": True}, *[{"взнос": 20, "льгота": True}] * 2, {"взнос": 20}]

    assert letters(told(rules, records)) == "YNNN"


def test_a_pass_mark_alone_asks_for_no_seats() -> None:
    assert letters(told(by_points("проходной балл 10"), points(11, 10, 9, None))) == "YYNU"


def test_priority_groups_stand_before_totals_and_ties_after_them() -> None:
    rules = """рейтинг портфолио
  критерий учёба взнос
  критерий участие класс
  сначала льгота
  место по убыванию
  при равенстве участие

отбор приём по рейтингу портфолио
  число мест 2
"""
    records: list[dict[str, Value]] = [
        {"взнос": 20, "класс": 7, "льгота": False},
        {"взнос": 1, "класс": 1, "льгота": True},
        {"взнос": 19, "класс": 8, "льгота": False},
        {"взнос": 30, "класс": 8},
    ]

    assert letters(told(rules, records[:3])) == "NYY"
    assert letters(told(rules, records)) == "NYNY"


def test_places_are_given_by_fractions_that_nobody_rounds() -> None:
    rules = by_points("число мест 3", "класс / пропуски")
    given = [(1, 3), (2, 6), (1, 2), (3, 10), (2, 3), (0, 7), (3, 9)]
    records: list[dict[str, Value]] = [{"класс": above, "пропуски": below} for above, below in given]
    decided = told(rules, records)

    assert [each.places["портфолио"] for each in decided] == [3, 3, 2, 6, 1, 7, 3]
    assert letters(decided) == "CCYNYNC"


def test_numbers_next_to_each_other_keep_their_order() -> None:
    """99999/100000 and 99998/99999 differ in the eleventh digit; below nought it is the other way round."""
    rules = by_points("число мест 2", "взнос / (запас * 100000)")
    given = [(99998, "0.99999"), (99999, "1"), (-99998, "0.99999"), (-99999, "1"), (199998, "2")]
    decided = told(rules, [{"взнос": above, "запас": Fraction(below)} for above, below in given])
    great = told(by_points("число мест 1", "1 / взнос"), points(10**17, 10**17 + 1, 3 - 10**17, 2 - 10**17, 10**17))

    assert [each.places["портфолио"] for each in decided] == [3, 1, 4, 5, 1]
    assert letters(decided) == "NYNNY"
    assert [each.places["портфолио"] for each in great] == [1, 3, 5, 4, 1]


def test_where_128_bits_cannot_put_fractions_in_order_nobody_is_told_a_place() -> None:
    rules = by_points("число мест 1", "1 / взнос / взнос")
    decided = told(rules, [{"взнос": 10**10 + 1}, {"взнос": 10**10}, {"взнос": 2}])

    assert [each.places["портфолио"] for each in decided] == [Trouble(unsaid=True)] * 3
    assert letters(decided) == "???"


def test_a_selection_is_written_for_other_databases_too() -> None:
    statement = write_statement(checked(read_sound(by_points("число мест 2", "взнос / пропуски"))), "ученик", ON)
    (written,) = in_dialect([statement.query], "postgres")

    assert '"приём__ступени" AS' in written
    assert "DENSE_RANK() OVER (ORDER BY" in written
    assert not statement.refused
