"""Every case of tests/language: a ruleset, a line of dashes, and what the reader says of it or how it is printed."""

from pathlib import Path

import pytest

from iomrules.codes import parse as codes
from iomrules.diagnostics import Code
from iomrules.diagnostics_text import show_diagnostic
from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.source import SourceText

LANGUAGE = Path(__file__).parents[1] / "language"
GOOD = sorted((LANGUAGE / "good" / "parse").glob("*.txt"))
BAD = sorted((LANGUAGE / "bad" / "parse").glob("*.txt"))
#: made in test_reader.py, since a case of megabytes tells a reader nothing
MADE_ELSEWHERE = {codes.TOO_LARGE, codes.LONG_LINE, codes.TOO_MANY}


def parts(path: Path) -> tuple[SourceText, str]:
    """The ruleset and what is expected of it."""
    ruleset, expected = path.read_bytes().decode("utf-8").split("-----\n", 1)
    return SourceText("пример.iom", ruleset), expected.rstrip("\n")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_mistakes_are_told_as_expected(path: Path) -> None:
    source, expected = parts(path)
    tree, found = read(source)

    shown = [show_diagnostic(each, tree.source.line(each.span.line)) for each in found]

    assert "\n".join(shown) == expected


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_ruleset_is_printed_as_expected(path: Path) -> None:
    source, expected = parts(path)
    tree, found = read(source)

    assert found == ()
    assert print_tree(tree).rstrip("\n") == expected


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["", "ru", "en"])
def test_printing_keeps_what_is_said_and_printing_again_changes_nothing(path: Path, language: str) -> None:
    tree, _ = read(parts(path)[0])

    printed = print_tree(tree, language)
    again, found = read(SourceText("again", printed))

    assert found == ()
    assert again == tree
    assert print_tree(again, language) == printed
    assert not language or again.language == language


def test_every_code_of_reading_has_a_case() -> None:
    numbers = {
        value.number for value in vars(codes).values() if isinstance(value, Code) and value not in MADE_ELSEWHERE
    }

    assert numbers <= {path.stem[:4] for path in BAD}
