"""Who stands in the files twice, however ids are ordered and however alike they look."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomrules.facts.letters import fold, fold_all
from iomrules.reason.columns import repeated as module
from iomrules.reason.columns.letters_met import letters_met
from iomrules.reason.columns.repeated import (
    MOST_TOLD,
    Repeated,
    all_differ,
    joined,
    repeated,
    spelled_one_way,
    stretch_of,
)

ids = st.lists(st.lists(st.text("аб1-", max_size=20) | st.sampled_from(["У-1", "У-2"]), max_size=5), max_size=5)
spelled = st.lists(st.lists(st.text("аАёЁеςσ-–_ 1ßs\u0306и", max_size=4), max_size=4), max_size=4)


def of(blocks: Sequence[Sequence[str | None]]) -> list[pa.Array]:
    # a slice of a longer array: what is before and after is nobody's
    return [pa.array(["x", *block, "y"], pa.string())[1:-1] for block in blocks]


@given(ids)
def test_everybody_who_is_there_more_than_once_is_found(blocks: list[list[str]]) -> None:
    every = [who for block in blocks for who in block]
    many = {who: [row for row, one in enumerate(every) if one == who] for who, n in Counter(every).items() if n > 1}

    found = repeated(lambda: iter(of(blocks)))

    assert found.people == len(many)
    assert found.rows == dict(list(many.items())[:MOST_TOLD])


@given(ids)
def test_a_look_at_the_ends_never_passes_over_anybody(blocks: list[list[str]]) -> None:
    every = [who for block in blocks for who in block]
    stretches = [stretch_of(block) for block in of(blocks)]

    if all_differ(stretches) or all_differ([joined(stretches)]):
        assert len(set(every)) == len(every)


def test_ids_that_rise_are_seen_to_differ_by_their_ends() -> None:
    later, earlier = ([stretch_of(each) for each in of(blocks)] for blocks in ([["в", "г"], []], [["а", "б"]]))

    assert all_differ([*later, *earlier])
    assert all_differ([joined([*earlier, *later])])
    assert not all_differ([joined([*later, *earlier])])
    assert joined([]) is None


def test_numbers_without_zeros_before_them_rise_too() -> None:
    blocks = [[f"У-{number}" for number in range(start, start + 40)] for start in (0, 40, 80, 120)]
    stretches = [stretch_of(each) for each in of(blocks)]

    assert all_differ(stretches)
    assert all_differ([joined(stretches)])
    assert not all_differ([*stretches, stretches[2]])


def test_nobody_without_an_id_is_seen_to_differ() -> None:
    assert not all_differ([stretch_of(each) for each in of([[None, "а"]])])
    assert repeated(lambda: iter(of([[None, "а"]]))) == Repeated()


def test_texts_of_one_number_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_hashes", lambda ids: np.zeros(len(ids), np.uint64))

    assert repeated(lambda: iter(of([["а", "б"], ["б"]]))) == Repeated(1, {"б": [1, 2]})


@given(spelled)
def test_whoever_is_spelled_in_two_ways_is_one(blocks: list[list[str]]) -> None:
    every = [who for block in blocks for who in block]
    many = [one for one, n in Counter(map(fold, every)).items() if n > 1]
    found = repeated(lambda: iter(of(blocks)), fold_all)
    told = {fold(who): rows for who, rows in found.rows.items()}

    assert found.people == len(many)
    assert told == {one: [row for row, who in enumerate(every) if fold(who) == one] for one in [*told]}
    assert all(who == every[rows[0]] for who, rows in found.rows.items())


@given(spelled)
def test_ids_seen_to_be_spelled_one_way_are_one_only_where_they_are_the_same(blocks: list[list[str]]) -> None:
    stretches = [stretch_of(block) for block in of(blocks)]
    every = {who for block in blocks for who in block}

    assert spelled_one_way(stretches, fold_all) == spelled_one_way([joined(stretches)], fold_all)
    if spelled_one_way(stretches, fold_all):
        assert len({*map(fold, every)}) == len(every)


@pytest.mark.parametrize(
    ("ids", "one_way"),
    [
        (["В-1", "В-20"], True),
        (["У-1", "В-20", "Ж-7"], True),
        (["0f3a-77", "b2c9-1e", "d"], True),
        (["В-1", "в-2"], False),
        (["ё-1", "е-1"], False),
        (["В 1"], False),
        (["В–1"], False),
        (["и\u0306"], False),
    ],
)
def test_a_look_at_the_letters_shows_where_there_is_nothing_to_fold(ids: list[str], one_way: bool) -> None:
    assert spelled_one_way([stretch_of(pa.array(ids))], fold_all) is one_way


def test_letters_are_found_wherever_they_stand() -> None:
    ids = pa.array([*["В-1"] * 40_000, "Ж-1", *["В-1"] * 40_000])

    assert letters_met(ids) == sum(1 << each for each in {*"ВЖ-".encode()})
    assert letters_met(pa.array([*"abcdefghijklmnop"])) == sum(1 << each for each in b"abcdefghijklmnop")
