"""Ids and titles never become more than one harmless part of a path."""

import json
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomrules.write.names import file_names, safe_name

HOSTILE = Path(__file__).parent / "hostile" / "paths.jsonl"
PATHS = [json.loads(line)["path"] for line in HOSTILE.read_text(encoding="utf-8").splitlines() if line]
MORE = ["", ".", "..", "...", "CON", "con.txt", "COM¹", "nul", "a:b", "a\x00b", "~", "a" * 500, "я" * 300, " a ", "-rf"]


def harmless(name: str) -> bool:
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    return (
        windows.name == posix.name == name
        and not windows.is_reserved()
        and name not in ("", ".", "..")
        and name == name.strip(" .")
        and not name.startswith("-")
        and len(name.encode()) <= 200
        and unicodedata.is_normalized("NFC", name)
        and not set(name) & set('/\\:*?"<>|%$`;&\0')
    )


@pytest.mark.parametrize("path", PATHS + MORE)
def test_a_path_in_an_id_becomes_a_harmless_name(path: str) -> None:
    assert harmless(safe_name(path)), safe_name(path)


@given(st.text(max_size=60))
def test_any_text_becomes_a_harmless_name(text: str) -> None:
    assert harmless(safe_name(text)), safe_name(text)


@given(st.lists(st.text(alphabet="аА ёе./\\-_1", max_size=5), max_size=12))
def test_no_two_files_have_one_name(texts: list[str]) -> None:
    names = file_names(texts, ".docx")

    assert len({name.casefold().replace("ё", "е") for name in names}) == len(texts)


def test_plain_names_stay_as_they_are() -> None:
    assert file_names(["7-014", "Ёлкина Анна", "10А"], ".docx") == ("7-014.docx", "Ёлкина_Анна.docx", "10А.docx")


def test_an_id_never_takes_the_name_of_a_document_about_everybody() -> None:
    names = file_names(["index", "Rating", "rating-портфолио", "manifest", "индекс", "ratings"])

    assert [name.rpartition("-")[0] or name for name in names] == [
        "index", "Rating", "rating-портфолио", "manifest", "индекс", "ratings",
    ]  # fmt: skip
    assert {"index", "Rating", "rating-портфолио", "manifest"}.isdisjoint(names)


def test_names_do_not_depend_on_the_order() -> None:
    ids = ["7/1", "7\\1", "7_1", "А", "а", "..", ""]
    forward, backward = file_names(ids), file_names(reversed(ids))

    assert dict(zip(ids, forward, strict=True)) == dict(zip(reversed(ids), backward, strict=True))
