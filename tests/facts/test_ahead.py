"""Sheets read beside those who use them: what comes out is as if all had been read before."""

import pytest

from iomrules import ahead as module
from iomrules.ahead import ahead
from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts import table_files
from iomrules.facts.reader import Source, read_records
from iomrules.facts.sheets import Coming, Sheet, unreadable
from iomrules.source import Cell
from tests.facts.test_whole_columns import SCHEMA, sheets

BOOK = Source("книга.xlsx", b"PK", "xlsx")


def refused() -> Sheet:
    raise InputError([unreadable(Cell("книга.xlsx"), "книга повреждена", "the workbook is damaged")])


def test_each_is_given_what_its_own_work_came_to_in_any_order():
    first, second, third = ahead([lambda: 1, lambda: 2, lambda: 3])

    assert (third(), first(), second(), third()) == (3, 1, 2, 3)


def test_what_a_piece_of_work_raises_is_raised_where_it_is_waited_for():
    first, second = ahead([refused, lambda: "read"])

    assert second() == "read"
    with pytest.raises(InputError):
        first()


def test_work_is_done_at_once_where_there_are_no_more_threads(monkeypatch):
    def none_left(*_, **__):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(module, "Thread", none_left)

    assert [outcome() for outcome in ahead([lambda: 1, lambda: 2])] == [1, 2]


@pytest.mark.parametrize("place", range(len(sheets())))
def test_a_book_with_a_damaged_sheet_gives_nobody_whichever_sheet_it_is(monkeypatch, place):
    coming = [Coming.of(sheet) for sheet in sheets()]
    coming[place] = Coming(coming[place].name, refused)
    monkeypatch.setattr(table_files, "open_tables", lambda *_: tuple(coming))

    records = read_records([BOOK], SCHEMA, "ученик")

    assert not records.people
    assert [found.kind for found in records.diagnostics] == [codes.FILE_UNREADABLE]


def test_a_damaged_sheet_of_nothing_we_know_spoils_the_book_as_well(monkeypatch):
    coming = (*map(Coming.of, sheets()), Coming("Черновик", refused))
    monkeypatch.setattr(table_files, "open_tables", lambda *_: coming)

    records = read_records([BOOK], SCHEMA, "ученик")

    assert not records.people
    assert [found.kind for found in records.diagnostics] == [codes.FILE_UNREADABLE]
