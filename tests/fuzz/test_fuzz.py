"""A short run of the fuzzer, and every damaged input that once broke something."""

import pytest

from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.source import SourceText
from tests.fuzz import laws, mutants
from tests.fuzz.run import one_program

TABLE = "таблица т по классу\n  единственная строка\n"


@pytest.mark.parametrize("first", range(0, 120, 30))
def test_generated_programs_keep_the_laws(first: int) -> None:
    for number in range(first, first + 30):
        one_program(number)


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_damaged_inputs_are_answered_with_findings(first: int) -> None:
    for number in range(first, first + 100):
        mutants.try_mutant(number)


@pytest.mark.parametrize(
    "rows",
    [
        "  класс |  // баллы\n      0 | 1\n",
        "  класс | балл\n      0 |  // ещё не решено\n",
        "  класс | балл | ещё\n  пятый |\n",
        "  класс | балл | ещё\n  пятый | |\n",
    ],
)
def test_a_row_printed_is_the_same_row(rows: str) -> None:
    tree, found = read(SourceText("т.iom", TABLE + rows))
    again, mistakes = read(SourceText("т.iom", print_tree(tree)))

    assert (found, mistakes) == ((), ())
    assert again == tree


@pytest.mark.parametrize(
    "text", ["набор правил иначе «Б»\n  версия 1\n", f"{TABLE}  класс | б\n  0 | 1\n правило 1 | 3\n"]
)
def test_a_broken_declaration_without_a_name_is_left_as_it_stands(text: str) -> None:
    tree, found = read(SourceText("т.iom", text))

    assert found
    assert print_tree(tree) == text


def test_an_english_band_begins_a_row() -> None:
    tree = laws.read_sound("table t by grade\n  one row\n  less than 8; 9\n  from 8 to 13; 2\n")

    assert len(tree.declarations[0].rows) == 2  # type: ignore[union-attr]
