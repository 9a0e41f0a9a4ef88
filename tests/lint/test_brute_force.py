"""What is found agrees with trying every value, on domains small enough to try."""

from datetime import date
from itertools import product
from time import process_time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from iomrules.facts.record import EnumKind, NumberKind, Person
from iomrules.program import core
from iomrules.program.estimate import Estimate
from iomrules.program.find_gaps import Budget, uncovered
from iomrules.program.find_overlaps import find_overlaps
from iomrules.program.possible import Possible, of_kind
from iomrules.program.table_axes import axes
from iomrules.reason.decision import FaultRaised
from iomrules.reason.engine import prepare
from iomrules.reason.tables import fits
from iomrules.values import ABSENT, Entry, Member, Value

from .linted import program

EMPTY = program("")
LEVEL = EMPTY.schema.enumerations["уровень"]
LEVELS = tuple(Member("уровень", name, rank) for rank, name in enumerate(LEVEL.members))
NUMBERS: tuple[Value, ...] = tuple(range(1, 6))
ON = date(2026, 10, 15)

KEYS = (
    core.TableKey("уровень", EnumKind("уровень")),
    core.TableKey("класс", NumberKind(whole=True)),
    core.TableKey("балл", NumberKind(whole=True)),
)
DOMAINS = (
    of_kind(KEYS[0].kind, EMPTY.schema),
    Possible(low=1, high=5, step=1),
    Possible(low=1, high=5, step=1, absent=True),
)
POINTS = tuple(product(LEVELS, NUMBERS, (*NUMBERS, ABSENT)))


def bands(values: tuple[Value, ...]) -> st.SearchStrategy[core.CellTest]:
    side = st.none() | st.sampled_from(values)
    return st.builds(core.InBand, side, side, st.booleans(), st.booleans())


def cells(values: tuple[Value, ...]) -> st.SearchStrategy[core.CellTest]:
    some = st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
    return st.one_of(some.map(lambda each: core.Is(tuple(each))), bands(values), st.just(core.Anything()))


def rows() -> st.SearchStrategy[list[core.Row]]:
    third = st.one_of(cells(NUMBERS), st.just(core.IsAbsent()))
    tests = st.tuples(cells(LEVELS), cells(NUMBERS), third)
    return st.lists(st.builds(core.Row, tests, st.integers(0, 1)), min_size=1, max_size=9)


def table(made: list[core.Row], hit: str = "one") -> core.Table:
    return core.Table(core.About("т"), KEYS, hit, tuple(made), kind=NumberKind())


@settings(max_examples=400)
@given(rows())
def test_a_gap_is_found_exactly_where_there_is_one(made: list[core.Row]):
    found = uncovered(axes(EMPTY, table(made), DOMAINS), (1 << len(made)) - 1, Budget())
    gaps = {point for point in POINTS if not any(fits(row, point) is True for row in made)}

    assert (found is None) == (not gaps)
    if found is not None:
        assert tuple(case.value for case in found) in gaps


@settings(max_examples=300)
@given(rows())
def test_overlaps_are_found_exactly_where_two_rows_fit(made: list[core.Row]):
    estimate = Estimate(evolve(EMPTY, tables={"т": table(made)}))
    pairs = {
        (made[first].result == made[second].result)
        for point in POINTS
        for first, second in product(range(len(made)), repeat=2)
        if first < second and fits(made[first], point) is True and fits(made[second], point) is True
    }
    found = {each.code for each in find_overlaps(estimate, {"т": (DOMAINS,)})} & {"L002", "L003"}

    assert found == {"L003" if same else "L002" for same in pairs}


@settings(max_examples=300)
@given(rows())
def test_masked_rows_are_those_that_never_come_first(made: list[core.Row]):
    made_axes = axes(EMPTY, table(made, "first"), DOMAINS)
    for number in range(1, len(made)):
        own = tuple(
            type(axis)(axis.name, axis.kind, tuple(case for case in axis.cases if case.rows >> number & 1))
            for axis in made_axes
        )
        free = [
            point
            for point in POINTS
            if fits(made[number], point) is True and not any(fits(row, point) is True for row in made[:number])
        ]
        if all(axis.cases for axis in own):
            assert (uncovered(own, (1 << number) - 1, Budget()) is None) == (not free)


def test_five_hundred_rows_of_six_keys_take_about_a_second():
    # Half of each key's range a cell, then the rest: every split is a pair of rows that together cover their parent.
    keys = tuple(core.TableKey(f"к{number}", NumberKind(whole=True)) for number in range(6))
    boxes = [tuple((0, 1000) for _ in keys)]
    turn = 0
    while len(boxes) < 500:
        box = boxes.pop(0)
        place = turn % 6
        low, high = box[place]
        middle = (low + high) // 2 + turn % 7
        boxes += [
            (*box[:place], (low, middle), *box[place + 1 :]),
            (*box[:place], (middle + 1, high), *box[place + 1 :]),
        ]
        turn += 1
    made = tuple(core.Row(tuple(core.InBand(low, high) for low, high in box), 1) for box in boxes)
    whole = core.Table(core.About("т"), keys, "one", made, kind=NumberKind())
    domains = tuple(Possible(low=0, high=1000, step=1) for _ in keys)

    begun = process_time()
    assert uncovered(axes(EMPTY, whole, domains), (1 << len(made)) - 1, Budget()) is None
    holed = core.Table(core.About("т"), keys, "one", made[:250] + made[251:], kind=NumberKind())
    assert uncovered(axes(EMPTY, holed, domains), (1 << len(made) - 1) - 1, Budget()) is not None
    # Generous: a busy machine takes three times as long as a quiet one.
    assert process_time() - begun < 10


# --- conditions --------------------------------------------------------------------------------------------

ATOMS = st.sampled_from(
    [
        "класс меньше {n}", "класс не меньше {n}", "класс = {n}", "класс не равен {n}", "класс от {n} до {m}",
        "согласие", "долг", "уровень_ученика = районный", "уровень_ученика не ниже районного",
        "уровень_ученика среди школьный; областной", "есть балл_егэ", "нет балла_егэ", "балл_егэ больше {n}",
        "не балл_егэ больше {n}", "другое", "класс + балл_егэ больше {n}", "удвоенный меньше {n}",
    ]
)  # fmt: skip


@st.composite
def condition(draw: st.DrawFn, depth: int = 3) -> str:
    sort = draw(st.sampled_from(["atom", "and", "or", "not"])) if depth else "atom"
    if sort == "atom":
        first, second = sorted((draw(st.integers(0, 13)), draw(st.integers(0, 13))))
        return draw(ATOMS).format(n=first, m=second)
    if sort == "not":
        return f"не ({draw(condition(depth - 1))})"
    word = " и " if sort == "and" else " или "
    return "(" + word.join(f"({draw(condition(depth - 1))})" for _ in range(draw(st.integers(2, 3)))) + ")"


PEOPLE = [
    Person("1", "ученик", Entry("ученик", {"класс": form, "согласие": agreed, "долг": debt, "уровень_ученика": level,
                                           "балл_егэ": points}))
    for form, agreed, debt, level, points in product(range(1, 12), (True, False), (True, False), LEVELS, (ABSENT, 0, 7))
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60)
@given(condition(), condition())
def test_no_answer_that_somebody_gets_is_called_impossible(other: str, asked: str):
    made = program(
        f"показатель удвоенный класс * 2\nправило другое\n  если {other.replace('другое', 'согласие')}\n"
        f"правило п\n  если {asked}\n"
    )
    estimate = Estimate(made)
    scope = estimate.where(made.rules["п"].applies)
    assert scope is not None
    possible = estimate.of(made.rules["п"].condition, scope).among
    engine = prepare(made, {})
    answers = set()
    for person in PEOPLE:
        try:
            answers.add(engine.evaluation(person, ON).value(made.rules["п"].condition))
        except FaultRaised:
            continue  # an absent value in arithmetic

    assert possible is not None
    assert answers <= possible
