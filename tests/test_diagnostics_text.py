"""How a mistake looks in a terminal."""

from iomrules.diagnostics import Code, Related
from iomrules.diagnostics_text import show_diagnostic
from iomrules.source import Cell, Span

SLIP = Code("X001", "slip", "слово «{word}»", "the word `{word}`", "уберите его", "remove it")


def span(start: int, end: int) -> Span:
    return Span("правила.iom", 3, start, 3, end)


def test_place_code_sentence_line_caret_and_way_out() -> None:
    assert show_diagnostic(SLIP.at(span(6, 9), word="или"), "если или а") == (
        "правила.iom:3:6  X001  слово «или»\n  | если или а\n  |      ^^^\n  как исправить: уберите его"
    )


def test_english() -> None:
    shown = show_diagnostic(SLIP.at(span(6, 9), word="или"), language="en")

    assert shown == "правила.iom:3:6  X001  the word `или`\n  help: remove it"


def test_the_caret_stands_under_its_word_after_tabs_and_wide_letters() -> None:
    tabs = show_diagnostic(SLIP.at(span(4, 5), word="b"), "\ta\tb").split("\n")
    wide = show_diagnostic(SLIP.at(span(3, 4), word="b"), "漢字b").split("\n")

    assert tabs[1:3] == ["  |     a   b", "  |         ^"]
    assert wide[1:3] == ["  | 漢字b", "  |     ^"]


def test_characters_that_deceive_are_shown_by_number() -> None:
    assert "а<U+202E>б" in show_diagnostic(SLIP.at(span(2, 3), word="x"), "а\u202eб")


def test_a_long_line_is_cut_around_the_caret() -> None:
    line, caret = show_diagnostic(SLIP.at(span(5001, 5002), word="x"), "а" * 5000 + "х" + "а" * 5000).split("\n")[1:3]

    assert len(line) < 120
    assert line[caret.index("^")] == "х"


def test_a_place_in_a_table_has_no_line() -> None:
    shown = show_diagnostic(SLIP.at(Cell("классы.xlsx", "10А", 5, "химия"), word="x"), "")

    assert shown.startswith("классы.xlsx, лист «10А», строка 5, столбец «химия»  X001")


def test_a_second_place_is_named() -> None:
    found = SLIP.at(span(6, 9), related=(Related(span(1, 2), "здесь", "here"),), word="или")

    assert "  правила.iom:3:1  здесь" in show_diagnostic(found, "если или а")


def test_a_place_in_a_table_is_told_in_the_language_of_the_sentence() -> None:
    found = SLIP.at(Cell("ученики.xlsx", "Отметки", 7, "Химия"), word="пять")

    assert show_diagnostic(found, language="en").startswith("ученики.xlsx, sheet `Отметки`, row 7, column `Химия`  ")
    assert show_diagnostic(found).startswith("ученики.xlsx, лист «Отметки», строка 7, столбец «Химия»  ")
