"""Small parts of columns that do the same in fewer sweeps: cuts one after another, masks without masks, «есть»."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomrules.program import core
from iomrules.reason.columns.column import Truths, both, but, filled, negate, zeroed
from iomrules.reason.columns.decide import _codes
from iomrules.reason.columns.frame import _reached
from iomrules.reason.columns.nodes import without_told_twice
from iomrules.reason.columns.told import NO, UNKNOWN, YES
from tests.agreement.by_columns import compare
from tests.agreement.worlds import Batch
from tests.fuzz.laws import ON, checked, person, read_sound

truths = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=9)


@given(
    st.sets(st.integers(-130, 130), max_size=6)
    | st.integers(-130, 130).map(lambda first: {first, first + 1, first + 2}),
    st.lists(st.integers(-128, 127), max_size=9),
)
def test_a_value_reaches_as_many_cuts_as_are_not_above_it(cuts: set[int], values: list[int]) -> None:
    found = _reached(np.array(values, np.int8), tuple(sorted(cuts)))

    assert found.tolist() == [sum(cut <= value for cut in cuts) for value in values]


@given(truths)
def test_one_but_not_another_is_what_both_are_once_it_is_denied(rows: list[tuple[bool, bool, bool]]) -> None:
    one, two, three = (np.array(each) for each in zip(*rows, strict=True))
    known = both([Truths(one)], [Truths(two), Truths(three)])
    doubted = both([Truths(one)], [Truths(two), Truths(but(three, two), but(~three, two))])

    assert known.no is None
    assert known.yes.tolist() == both([Truths(one), negate(Truths(two)), negate(Truths(three))]).yes.tolist()
    assert doubted.yes.tolist() == (one & ~two & ~three).tolist()
    assert doubted.denied().tolist() == (~one | two | three).tolist()
    assert both([], [Truths(one)]).yes.tolist() == (~one).tolist()


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64])
def test_numbers_under_a_mask_are_nought_and_of_the_same_type(kind: type) -> None:
    found = zeroed(np.array([3, -4, 5], kind), np.array([False, True, False]))

    assert (found.dtype, found.tolist()) == (kind, [3, 0, 5])


def test_numbers_are_filled_in_under_a_mask_in_a_type_that_holds_them() -> None:
    values, blank = np.array([3, -4, 5], np.int8), np.array([False, True, False])
    found = filled(values, blank, np.int16(300))

    assert (found.dtype, found.tolist()) == (np.int16, [3, 300, 5])
    assert filled(values, None, np.int16(300)) is values


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (Truths(np.array([True, False])), [YES, NO]),
        (Truths(np.array([True, False, False]), np.array([False, True, False])), [YES, NO, UNKNOWN]),
        (Truths(np.bool_(True)), [YES, YES]),
        (Truths(np.array([False, False]), np.bool_(False)), [UNKNOWN, UNKNOWN]),
    ],
)
def test_a_rule_is_told_by_a_code_for_each_answer(told: Truths, codes: list[int]) -> None:
    assert _codes(told, len(codes)).tolist() == codes


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ("есть запас и запас больше 4", 1),
        ("есть запас и 4 не меньше запаса и класс больше 3", 2),
        ("есть запас и запас не равно 4", 2),
        ("есть запас и пропуски больше 3", 2),
    ],
)
def test_that_there_is_one_is_not_asked_beside_what_compares_it(condition: str, kept: int) -> None:
    program = checked(read_sound(f"правило проверка\n  если {condition}\n"))
    asked = program.rules["проверка"].condition

    assert isinstance(asked, core.Both)
    assert len(without_told_twice(asked.operands, program.schema.shapes["ученик"])) == kept


@pytest.mark.parametrize("negated", ["", "не "])
@pytest.mark.parametrize("comparison", ["запас больше 4", "5 = запас", "запас не больше взноса", "запас не равно 5"])
def test_whoever_may_have_none_is_told_what_the_interpreter_tells(comparison: str, negated: str) -> None:
    program = checked(read_sound(f"правило проверка\n  если {negated}(есть запас и {comparison}) и класс больше 3\n"))
    stores: list[dict[str, object]] = [{}, {"запас": "—"}, {"запас": 0}, {"запас": 4}, {"запас": 5}, {"запас": 10}]
    fees: list[dict[str, object]] = [{}, {"взнос": 4}, {"взнос": 7}]
    records = [{"класс": form, **one, **two} for form in (3, 4, None) for one, two in product(stores, fees)]
    found = compare(Batch(program, ON, [person(program, {"id": f"В-{n}", **each}) for n, each in enumerate(records)]))

    assert (found.differences, found.pairs) == ((), len(records))
