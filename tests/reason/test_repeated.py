"""Who stands in the files twice, however ids are ordered and however alike they look."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomrules.reason.columns import repeated as module
from iomrules.reason.columns.repeated import MOST_TOLD, Repeated, all_differ, joined, repeated, stretch_of

ids = st.lists(st.lists(st.text("аб1-", max_size=20) | st.sampled_from(["У-1", "У-2"]), max_size=5), max_size=5)


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
