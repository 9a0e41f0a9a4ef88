"""The reader: what it makes of words in their places, and that nothing an author writes breaks it."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iomrules.diagnostics import Diagnostic
from iomrules.parse import tree
from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.parse.words import load_words
from iomrules.source import SourceText

BAD = Path(__file__).parent / "bad"


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    found = read(SourceText("пример", text))[1]
    for each in found:
        # every sentence can be filled in
        assert (
            each.text("ru")
            and each.text("en") is not None
            and each.help("ru") is not None
            and each.help("en") is not None
        )
    return found


def numbers(text: str) -> list[str]:
    return [each.code for each in mistakes(text)]


def declare(text: str) -> tree.Declaration:
    """The only declaration of a text without mistakes."""
    read_tree, found = read(SourceText("пример", text))
    assert found == ()
    (declaration,) = read_tree.declarations
    return declaration


def value(text: str) -> tree.Expression:
    """The value of an indicator."""
    indicator = declare(f"показатель п\n  {text}\n")
    assert isinstance(indicator, tree.Indicator)
    return indicator.value


def condition(text: str) -> tree.Expression:
    rule = declare(f"правило п\n  если {text}\n")
    assert isinstance(rule, tree.Rule)
    return rule.condition


A, B, C = tree.Name("а"), tree.Name("б"), tree.Name("в")


def test_numbers_are_exact() -> None:
    assert value("0,1 + 4.35") == tree.Sum(
        (("+", tree.NumberLiteral(Fraction(1, 10))), ("+", tree.NumberLiteral(Fraction(87, 20))))
    )


def test_sums_and_products_are_flat() -> None:
    assert value("а - б + в") == tree.Sum((("+", A), ("-", B), ("+", C)))
    assert value("а * б / в") == tree.Product((("*", A), ("*", B), ("/", C)))
    assert value("а - (б - в)") == tree.Sum((("+", A), ("-", tree.Sum((("+", B), ("-", C))))))


def test_a_dash_that_word_made_of_a_minus_takes_away() -> None:
    assert value("а – б") == value("а - б") == value("а минус б")


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("не меньше", ">="),
        ("≥", ">="),
        (">=", ">="),
        ("НЕ БОЛЕЕ", "<="),
        ("раньше", "<"),
        ("больше", ">"),
        ("равна", "="),
        ("не равно", "<>"),
        ("≠", "<>"),
        ("at least", ">="),
    ],
)
def test_comparisons_have_words_and_signs(text: str, operator: str) -> None:
    assert condition(f"а {text} б") == tree.Comparison(A, operator, B)


@pytest.mark.parametrize("space", [" ", "\n", "\n    "])
def test_where_a_line_ends_changes_no_meaning(space: str) -> None:
    broken = declare(f"правило п если не{space}больше 2 достижений и средний_балл не{space}меньше 4")
    assert broken == declare("правило п если не больше 2 достижений и средний_балл не меньше 4")


def test_case_and_yo_do_not_matter_in_keywords() -> None:
    assert declare("ПРАВИЛО п\n  Если а\n") == declare("правило п\n  если а\n")
    assert declare("таблица т по а; б\n  даёт число\n") == declare("таблица т по а; б\n  дает число\n")


def test_a_keyword_is_a_name_where_it_cannot_be_a_keyword() -> None:
    record = declare("сведения д\n  вид   одно из спорт; проект\n  дата  дата\n  текст текст\n  число целое\n")

    assert isinstance(record, tree.Record)
    assert [field.name.text for field in record.fields] == ["вид", "дата", "текст", "число"]


def test_a_unit_stands_on_the_line_of_its_number() -> None:
    record = declare("сведения д\n  класс целое от 1 до 11\n  балл  балл\n  место целое\n")

    assert isinstance(record, tree.Record)
    assert [(field.name.text, field.kind.base) for field in record.fields] == [
        ("класс", "integer"),
        ("балл", "unit"),
        ("место", "integer"),
    ]


def test_a_sum_of_a_list_has_no_value_of_its_own() -> None:
    assert value("сумма отметок") == tree.Aggregate("sum", None, tree.Collection(tree.Name("отметок")))
    assert value("сумма а среди б") == tree.Aggregate("sum", A, tree.Collection(B))


def test_spans_count_lines_and_columns_from_one() -> None:
    rule = declare("// сверху\nправило п\n  если класс не меньше 10\n")

    assert isinstance(rule, tree.Rule)
    assert isinstance(rule.condition, tree.Comparison)
    span = rule.condition.right.span
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 24, 3, 26)


def test_a_declaration_with_a_mistake_does_not_spoil_the_next() -> None:
    read_tree, found = read(SourceText("п", "правило а\n  если 5 5\n\nправило б\n  если в\n"))

    assert [each.code for each in found] == ["P001"]
    assert [each.name.text for each in read_tree.declarations if isinstance(each, tree.Rule)] == ["б"]
    assert read_tree.broken == (A,)


def test_several_mistakes_of_one_declaration_are_all_told() -> None:
    text = "маршрут м\n  вид 5\n  цель цель\n  обязательно химия 5\n  документ маршрут\n"

    assert numbers(text) == ["P001", "P001", "P001", "P001"]


# --- tables ---


def rows(text: str) -> tuple[tuple[object, ...], ...]:
    table = declare(text)
    assert isinstance(table, tree.Table)
    return tuple(row.cells for row in table.rows)


def test_rows_with_bars_semicolons_and_tabs_say_the_same() -> None:
    bars = rows("таблица т по а; б\n  школьный | призёр | 4,5\n  | победитель | 7\n")

    assert rows("таблица т по а; б\n  школьный; призёр; 4,5\n  ; победитель; 7\n") == bars
    assert rows("таблица т по а; б\nшкольный\tпризёр\t4,5\n\tпобедитель\t7\n") == bars
    assert rows("таблица т по а; б\n\tшкольный\tпризёр\t4,5\n\t\tпобедитель\t7\n") == bars
    assert rows("таблица т по а; б\n  школьный | призёр | 4,5 |\n  | победитель | 7 |\n") == bars


def test_a_bar_at_the_end_of_a_row_one_cell_short_opens_an_empty_cell() -> None:
    bars = rows("таблица т по а; б\n  вид | сорт | итог\n  школьный | призёр | |\n")

    assert rows("таблица т по а; б\n  вид | сорт | итог\n  школьный | призёр |\n") == bars
    assert bars[1] == (tree.Name("школьный"), tree.Name("призёр"), tree.EmptyCell())
    # a frame closes every row: it opens no cell
    assert len(rows("таблица т по а; б\n  вид | сорт | итог |\n  школьный | призёр |\n")[1]) == 2


def test_the_least_may_come_first() -> None:
    route = declare(
        "маршрут м\n  на выбор от 0 до 2 курсов по возрастанию часов\n  наставник наставников по убыванию стажа\n"
    )

    assert isinstance(route, tree.Route)
    assert (route.choices[0].order, route.choices[0].ascending) == (tree.Name("часов"), True)
    assert (route.mentors[0].order, route.mentors[0].ascending) == (tree.Name("стажа"), False)


def test_a_list_in_a_cell_needs_bars_or_tabs() -> None:
    assert rows("таблица т по а; б\n  химия; биология | 1\n") == (
        (tree.ListCell((tree.Name("химия"), tree.Name("биология"))), tree.NumberLiteral(1)),
    )


def test_a_table_takes_clauses_among_its_rows() -> None:
    table = declare(
        "таблица т по а; б\n  1 | 2 | 3\n  основание «п. 1»\n  4 | 5 | 6 с 01.09.2026 согласно «п. 2»\n  иначе 0\n"
    )

    assert isinstance(table, tree.Table)
    assert len(table.rows) == 2
    assert table.rows[1].basis == tree.TextLiteral("п. 2")
    assert table.otherwise == tree.NumberLiteral(0)


# --- limits ---


@pytest.mark.parametrize("path", sorted((BAD / "nesting").glob("*.expr")), ids=lambda path: path.stem)
@pytest.mark.parametrize("start", ["правило п\n  если ", "показатель п\n  "])
def test_any_nesting_ends_in_a_tree_or_a_message(path: Path, start: str) -> None:
    read_tree, found = read(SourceText("п", start + path.read_text(encoding="utf-8") + "\n"))

    assert bool(read_tree.declarations) != bool(found)
    assert {each.code for each in found} <= {"P016", "P018"}


def test_a_chain_of_ten_thousand_is_flat() -> None:
    source = SourceText("п", "показатель п\n  " + " +\n".join(["1"] * 10_000) + "\n")
    read_tree, found = read(source)

    assert found == ()
    assert isinstance(read_tree.declarations[0], tree.Indicator)
    assert isinstance(read_tree.declarations[0].value, tree.Sum)
    assert read(SourceText("п", print_tree(read_tree)))[0] == read_tree


def test_substitutes_for_the_unknown_do_not_nest_without_end() -> None:
    assert numbers("показатель п\n  а" + "\n если неизвестно то 0" * 3000 + "\n") == ["P016"]


def test_size_is_limited() -> None:
    assert numbers("// " + "а" * 10_001) == ["P018"]
    assert numbers("//\n" * 700_000) == ["P017"]


def test_two_hundred_mistakes_are_enough() -> None:
    found = mistakes("правило п\n  если #\n" * 300)

    assert len(found) == 201
    assert found[-1].code == "P019"


# --- characters ---


def lines(name: str) -> list[dict[str, str]]:
    return [
        json.loads(line) for line in (BAD / "unicode" / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    ]


@pytest.mark.parametrize("each", lines("cyrillic_latin_confusables"), ids=lambda each: each["name"])
def test_no_letter_passes_for_another_alphabets(each: dict[str, str]) -> None:
    assert numbers(f"правило п\n  если re{each['cyrillic']}d\n")


@pytest.mark.parametrize("each", lines("invisible_and_bidi"), ids=lambda each: each["code"])
@pytest.mark.parametrize("place", ["in_word", "in_number", "in_string"])
def test_no_invisible_character_passes(each: dict[str, str], place: str) -> None:
    spaces = {"U+00A0", "U+202F", "U+3000"}
    found = numbers(f"правило п\n  если х = {each[place]}\n")

    # wide and unbreakable spaces are spaces: inside a word they part it, inside a text they do no harm
    assert bool(found) == (each["code"] not in spaces or place != "in_string")
    assert each["code"] in spaces or {"P006", "P007"} & set(found)


@pytest.mark.parametrize(
    "each", [each for each in lines("keyword_spoofs") if len(each["word"]) > 2], ids=lambda e: e["spoof"]
)
def test_a_spoofed_word_is_told_with_the_word_meant(each: dict[str, str]) -> None:
    found = mistakes(f"правило п\n  если {each['spoof']} = 1\n")

    assert found[0].code in {"P005", "P028"}
    assert each["word"] in found[0].help("ru") + found[0].message


@pytest.mark.parametrize("each", lines("normalisation_pairs"), ids=lambda each: each["name"])
def test_two_ways_to_write_one_thing_are_one_thing_or_refused(each: dict[str, str]) -> None:
    for form in (each["a"], each["b"]):
        mistakes(f"правило п\n  если х = {form}\n")


@pytest.mark.parametrize("each", lines("trojan_source"), ids=lambda each: each["id"])
def test_trojan_sources_are_refused_in_texts_and_comments(each: dict[str, str]) -> None:
    flat = " ".join(each["text"].split("\n")).replace("«", "").replace("»", "")
    hidden = any(ord(char) in {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x200B, 0x2010)} for char in flat)

    assert not hidden or "P006" in numbers(f"правило п // {flat}\n  если х\n")
    assert not hidden or "P006" in numbers(f"правило п\n  если х = «{flat}»\n")


# --- whatever is typed ---

PHRASES = [
    *sorted(load_words().terminals),
    *'+-*/();=<>|,–«»"#',
    "\n",
    "\n  ",
    "\t",
    "//",
    "4,5",
    "01.09.2026",
    "«т»",
    "имя",
    "б",
]


@settings(max_examples=300)
@given(st.sampled_from(sorted(load_words().reserved)), st.lists(st.sampled_from(PHRASES), max_size=25))
def test_any_words_in_any_order_are_read_without_failing(start: str, rest: list[str]) -> None:
    text = " ".join([start, *rest])
    read_tree, found = read(SourceText("п", text))
    mistakes(text)

    if not found:
        for language in ("", "ru", "en"):
            printed = print_tree(read_tree, language)
            assert read(SourceText("п", printed)) == (read_tree, ())
            assert print_tree(read(SourceText("п", printed))[0], language) == printed


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_characters_are_read_without_failing(text: str) -> None:
    mistakes(text)
    mistakes(f"правило п\n  если {text}\n")


def test_the_order_of_places_may_end_with_a_semicolon() -> None:
    begin, end = "рейтинг р\n  критерий балл\n    1\n  место по убыванию", "при равенстве балл\n  равные делят место\n"

    assert declare(f"{begin}; {end}") == declare(f"{begin}\n  {end}")
