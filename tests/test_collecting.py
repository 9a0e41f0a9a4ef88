"""While the search is paused nothing is searched for; afterwards it goes on as before, and finds what may go."""

import gc
import weakref

import pytest

from iomrules.collecting import paused


class Ring:
    """Refers to itself, so that only the search finds that nobody needs it."""

    def __init__(self) -> None:
        self.own = self


def test_within_it_nothing_is_searched_for_and_afterwards_all_is_as_before() -> None:
    with paused():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_stays_off_where_it_was_off_and_comes_back_after_an_error() -> None:
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(ValueError, match="broken"), paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_was_made_meanwhile_is_found_when_nobody_needs_it() -> None:
    with paused():
        known = weakref.ref(Ring())

    assert known() is not None
    gc.collect()
    assert known() is None


def test_what_others_put_aside_stays_aside() -> None:
    gc.freeze()
    try:
        aside = gc.get_freeze_count()
        with paused():
            kept = [Ring() for _ in range(10)]
        assert gc.get_freeze_count() == aside
        assert kept
    finally:
        gc.unfreeze()
