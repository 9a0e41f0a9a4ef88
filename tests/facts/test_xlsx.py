"""Sheets out of several archives are those out of one, and nothing unseen reaches the library."""

import io
import zipfile
import zlib

import pytest
import xlsxwriter

from iomrules.errors import InputError
from iomrules.facts import xlsx
from iomrules.facts.archives import read_members, rebuilt
from iomrules.facts.tables import open_tables, read_tables
from iomrules.facts.workbook_parts import Worksheets

SHEETS = ("Ученики", "Отметки", "Достижения", "Пожелания")


@pytest.fixture(autouse=True)
def _every_book_is_large(monkeypatch):
    monkeypatch.setattr(xlsx, "_LARGE", 0)


def book(rows=(3, 5, 9, 2), hidden=(), far=""):
    """Sheets of so many rows. far: the sheet with a cell past every limit."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        for name, count in zip(SHEETS, rows, strict=True):
            sheet = made.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row in range(count):
                sheet.write_row(row, 0, [f"В-{row}", row, name])
            sheet.write_formula(count, 0, "=1/0", None, "#DIV/0!")
            if name == far:
                sheet.write_string(900_000, 0, "там")
    return file.getvalue()


def changed(data, change):
    """The same archive with its members changed. change: (name, content) -> content."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, change(name, given.read(name)))
    return file.getvalue()


def test_sheets_out_of_several_archives_are_those_out_of_one():
    data = book(hidden=("Отметки",))

    coming = open_tables(data, "книга.xlsx")

    assert [each.name for each in coming] == ["Ученики", "Достижения", "Пожелания"]
    assert tuple(each.sheet() for each in coming) == read_tables(data, "книга.xlsx")
    assert coming[1].sheet().errors == {(9, 0): "#DIV/0!"}


@pytest.mark.parametrize("far", SHEETS)
def test_no_sheet_is_within_the_librarys_reach_before_it_was_looked_through(monkeypatch, far):
    seen, reached = [], []
    look_through, opened = Worksheets.look_through, xlsx.opened

    def looking(self, path):
        look_through(self, path)
        seen.append(path)

    def opening(data, name):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reached.extend((path, path in seen) for path in archive.namelist() if "/sheet" in path)
        return opened(data, name)

    monkeypatch.setattr(Worksheets, "look_through", looking)
    monkeypatch.setattr(xlsx, "opened", opening)
    with pytest.raises(InputError):
        open_tables(book(far=far), "книга.xlsx")
    [each.sheet() for each in open_tables(book(), "книга.xlsx")]

    assert reached
    assert all(before for _, before in reached)


def test_a_sheet_whose_part_is_told_in_another_way_is_read_all_the_same():
    data = changed(book(), lambda _, content: content.replace(b'"worksheets/sheet1.xml"', b'"worksheets/SHEET1.xml"'))

    assert [each.sheet() for each in open_tables(data, "книга.xlsx")] == list(read_tables(data, "книга.xlsx"))


def test_a_rebuilt_archive_holds_the_same_members_but_for_those_left_out():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("как есть.xml", b"text", zipfile.ZIP_STORED)
        made.writestr("пусто.xml", b"")
        made.writestr("длинное.xml", b"<c/>" * 10_000)
        made.writestr("лишнее.xml", b"x")
    members = read_members(file.getvalue(), "книга.xlsx")

    with zipfile.ZipFile(io.BytesIO(rebuilt(members, ["лишнее.xml"]))) as again:
        assert again.testzip() is None
        assert {name: again.read(name) for name in again.namelist()} == {
            "как есть.xml": b"text",
            "пусто.xml": b"",
            "длинное.xml": b"<c/>" * 10_000,
        }
    assert set(members.packed) == {"пусто.xml", "длинное.xml", "лишнее.xml"}


@pytest.mark.parametrize("after", [b"\x00more", zlib.compress(b"more")])
def test_a_stream_with_something_after_its_end_is_not_handed_on(after):
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    stream = packing.compress(b"<c/>" * 100) + packing.flush()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("часть.xml", b"<c/>" * 100)
        made.writestr("после.xml", b"x")
    data = file.getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        size = given.getinfo("часть.xml").compress_size
        start = data.index(stream)
    assert size == len(stream)
    longer = bytearray(data[:start] + stream + after + data[start + size :])
    for mark, at in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        place = longer.index(mark) + at
        longer[place : place + 4] = (size + len(after)).to_bytes(4, "little")
    end = longer.rindex(b"PK\x05\x06")
    longer[end + 16 : end + 20] = longer.index(b"PK\x01\x02").to_bytes(4, "little")
    second = longer.index(b"PK\x01\x02", longer.index(b"PK\x01\x02") + 1)
    longer[second + 42 : second + 46] = longer.index(b"PK\x03\x04", 4).to_bytes(4, "little")

    members = read_members(bytes(longer), "книга.xlsx")

    assert members.contents["часть.xml"] == b"<c/>" * 100
    assert set(members.packed) == {"после.xml"}
