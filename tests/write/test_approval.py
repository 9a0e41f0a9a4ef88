"""Approval blocks: read, judged, printed; never from a template."""

from datetime import date

import pytest

from iomrules.source import Cell
from iomrules.write.approval import ApprovalBlock, foreign_words, read_approvals, read_date

PLACE = Cell("iomrules.yaml")
ORDER = {"гриф": "УТВЕРЖДАЮ", "должность": "Директор", "подпись": "И. О. Вымышленный", "акт": "приказ"}
MINUTES = {"гриф": "Принято", "орган": "Педагогический совет", "акт": "протокол", "номер": 1, "дата": "28.08.2026"}


def codes(*plain: object) -> list[str]:
    return [each.code for each in read_approvals(list(plain), PLACE)[1]]


def test_blocks_are_read_and_printed_with_blanks_where_nothing_is_given() -> None:
    blocks, mistakes = read_approvals([MINUTES, {**ORDER, "номер": "№ 01-10/283", "дата": "31.08.2026"}, ORDER], PLACE)

    assert mistakes == ()
    assert [block.lines() for block in blocks] == [
        ("ПРИНЯТО", "Педагогический совет", "Протокол от 28.08.2026 № 1"),
        ("УТВЕРЖДАЮ", "Директор", "____________ И. О. Вымышленный", "Приказ от 31.08.2026 № 01-10/283"),
        (
            "УТВЕРЖДАЮ",
            "Директор",
            "____________ И. О. Вымышленный",
            "Приказ от «___» ________ 20__ г. № ___",
        ),
    ]


@pytest.mark.parametrize(
    "number",
    "57 463 01-10/283 191-Д №113а 92од 390-ОД 244/1-ОД 82-ОД/2 01-05/326 01-03\\482 42.6 01-01-11/31".split(),
)
def test_numbers_are_kept_as_the_school_writes_them(number: str) -> None:
    (block,), mistakes = read_approvals([{**ORDER, "номер": number}], PLACE)

    assert block.number == number.lstrip("№")
    assert mistakes == ()


@pytest.mark.parametrize(
    "text", ["29.08.2025", "2025-08-29", "«29»08 2025 г.", "29 августа 2025 г.", date(2025, 8, 29), "«29» августа 2025"]
)
def test_dates_are_read_as_acts_have_them(text: object) -> None:
    assert read_date(text) == date(2025, 8, 29)


@pytest.mark.parametrize("text", ["31.02.2025", "вчера", "29.08", "«___» ______ 20__ г.", 5])
def test_what_is_no_date_is_none(text: object) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ("УТВЕРЖДАЮ", "T011"),
        ({"гриф": "ОДОБРЯЮ"}, "T011"),
        ({**ORDER, "печать": "да"}, "T011"),
        ({**ORDER, "акт": "письмо"}, "T011"),
        ({**ORDER, "акт": "протокол"}, "T012"),
        ({"гриф": "УТВЕРЖДАЮ", "акт": "приказ"}, "T012"),
        ({"гриф": "УТВЕРЖДЕНО", "орган": "Директор"}, "T012"),
        ({"гриф": "ПРИНЯТО", "акт": "приказ", "орган": "Педсовет"}, "T012"),
        ({"гриф": "РАССМОТРЕНО"}, "T012"),
        ({**ORDER, "дата": "32.08.2026"}, "T014"),
    ],
)
def test_a_wrong_block_is_said_to_be_wrong(plain: object, code: str) -> None:
    assert codes(plain) == [code]


@pytest.mark.parametrize("verb", ["УТВЕРЖДЕНО", "утверждён", "Утверждена"])
def test_the_verb_takes_the_gender_of_the_document(verb: str) -> None:
    assert codes({"гриф": verb, "акт": "приказ", "номер": "5"}) == []


def test_minutes_later_than_the_order_are_found() -> None:
    assert codes({**MINUTES, "дата": "01.09.2026"}, {**ORDER, "дата": "31.08.2026"}) == ["T013"]
    assert codes({**MINUTES, "дата": "31.08.2026"}, {**ORDER, "дата": "31.08.2026"}) == []


def test_five_blocks_are_too_many() -> None:
    assert codes(*[ORDER] * 5) == ["T011"]
    assert read_approvals("УТВЕРЖДАЮ", PLACE)[1][0].code == "T011"
    assert read_approvals(None, PLACE) == ((), ())


@pytest.mark.parametrize(
    ("words", "codes_found"),
    [
        ("УТВЕРЖДАЮ Директор", ["T009"]),
        ("Согласовано", []),
        ("МБОУ СОШ № 8", ["T010"]),
        ("Лицей №8 города", ["T010"]),
        ("лицей выбирает школу", []),
    ],
)
def test_words_of_another_school_in_a_template_are_found(words: str, codes_found: list[str]) -> None:
    assert [each.code for each in foreign_words(words, PLACE)] == codes_found


def test_a_block_without_anything_is_all_blanks() -> None:
    assert ApprovalBlock("СОГЛАСОВАНО", "Совет родителей").lines() == (
        "СОГЛАСОВАНО",
        "Совет родителей",
        "«___» ____________ 20__ г.",
    )
