"""Zips as the language's own library writes them, to the byte, and the same whichever way a part comes."""

from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from iomrules.write.zipped import zipped

#: of more than one block, and of signs that pack well and badly
LONG = Random(7).randbytes(90_000) + b"<c r=" * 70_000
PARTS = {"[Content_Types].xml": b"<Types/>", "пусто.txt": b"", "xl/sheet1.xml": LONG, "xl/sheet2.xml": LONG[::-1]}


def by_library(parts):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            member = ZipInfo(name)
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            package.writestr(member, content)
    return stream.getvalue()


def test_parts_are_packed_as_the_library_packs_them():
    assert zipped(PARTS) == by_library(PARTS)
    assert zipped({}) == by_library({})


@pytest.mark.parametrize("size", [1_000, 131_072, 300_000])
def test_a_part_may_come_piece_by_piece(size):
    def pieces(content):
        yield from (content[at : at + size] for at in range(0, len(content), size))

    assert zipped({name: pieces(content) for name, content in PARTS.items()}) == zipped(PARTS)


def test_what_is_unpacked_is_what_was_packed():
    with ZipFile(BytesIO(zipped(PARTS))) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == PARTS


def test_a_fault_of_whoever_makes_the_pieces_is_raised():
    def broken():
        yield LONG
        raise ValueError("no more rows")

    with pytest.raises(ValueError, match="no more rows"):
        zipped({"xl/sheet1.xml": broken()})
