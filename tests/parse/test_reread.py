"""Reading again after an edit gives what reading from the start gives, to the last place and message."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import fields, has

from iomrules.diagnostics import Code
from iomrules.parse.reader import Reading, open_reading, read, reread
from iomrules.source import SourceText

HOME = Path(__file__).resolve().parents[2]
#: what an author, or a slip of the hand, puts into a text
BITS = (
    *(
        "",
        " ",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "«",
        "»",
        "(",
        ")",
        "|",
        ";",
        "//",
        ".",
        "и",
        "не",
        "если",
        "\u200b",
        "\ufeff",
    ),
    *("правило ", "правило новое\n  если класс не меньше 10\n", "\nправилл старое\n", "\n// примечание\n", "таблица"),
    *("\n  таблица лишняя по классу\n", "\nexample «x»\n", "а\u0301", "c", "12,5", "1е5", "показатель п\n  1\n", "#"),
)


def plain(value: Any) -> Any:
    """Everything that is said and where, offsets too: equality of nodes looks past places."""
    if isinstance(value, Code):
        return value.number
    if isinstance(value, tuple):
        return tuple(plain(each) for each in value)
    if has(type(value)):
        return type(value).__name__, *((each.name, plain(getattr(value, each.name))) for each in fields(type(value)))
    return dict(value) if hasattr(value, "items") else value


def same(reading: Reading) -> None:
    """Fails where a reading is not what a reading of its text from the start is."""
    whole = open_reading(SourceText(reading.source.name, reading.source.text))
    assert [plain(each) for each in reading.diagnostics] == [plain(each) for each in whole.diagnostics]
    assert plain(reading.tree) == plain(whole.tree)
    assert plain(reading.pieces) == plain(whole.pieces)


@cache
def texts() -> tuple[str, ...]:
    """Shipped rulesets, cut short so that each reading takes a moment."""
    found: list[str] = []
    for folder in ("rulesets", "plugins"):
        for path in sorted((HOME / folder).rglob("*.iom")):
            blocks = path.read_text(encoding="utf-8").split("\n\n")
            found += ["\n\n".join(blocks[place : place + 7]) for place in range(0, len(blocks), 7)]
    return tuple(found)


def edits(text: str, random: Random) -> Iterator[str]:
    """The text after one edit, after two, after three."""
    for _ in range(3):
        place = random.randrange(len(text) + 1)
        match random.randrange(6):
            case 0:
                text = text[:place] + text[place + random.choice((1, 1, 3, 40)) :]
            case 1:
                lines = text.split("\n")
                del lines[random.randrange(len(lines))]
                text = "\n".join(lines)
            case 2:
                lines = text.split("\n")
                lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
                text = "\n".join(lines)
            case 3:
                lines = text.split("\n")
                number = random.randrange(len(lines))
                lines[number] = random.choice(("  ", "", "// ")) + lines[number].lstrip()
                text = "\n".join(lines)
            case _:
                text = text[:place] + random.choice(BITS) + text[place:]
        yield text


@pytest.mark.parametrize("part", range(4))
def test_reading_after_random_edits_is_what_reading_from_the_start_is(part: int) -> None:
    for number in range(part, 120, 4):
        random = Random(number)
        reading = open_reading(SourceText("правила.iom", random.choice(texts())))
        for text in edits(reading.source.text, random):
            reading = reread(reading, text)
            same(reading)


def test_only_the_edited_declaration_is_read_anew() -> None:
    text = "".join(
        f"// о правиле {number}\nправило п{number}\n  если класс не меньше {number}\n\n" for number in range(9)
    )
    old = open_reading(SourceText("правила.iom", text))

    new = reread(old, text.replace("не меньше 4", "не больше 4"))

    kept = [one is other for one, other in zip(old.tree.declarations, new.tree.declarations, strict=True)]
    assert kept[:4] == [True] * 4
    # the one below is read too: what stands above its first word may have become its comment
    assert new.tree.declarations[6:] == old.tree.declarations[6:]
    same(new)


def test_old_reading_stays_as_it_was_when_lines_come_above() -> None:
    text = "правило а\n  если класс равен 5\n\nправило б\n  если класс равен 6\n\nправило в\n  если класс равен 7\n"
    old = open_reading(SourceText("правила.iom", text))
    before = plain(old)

    new = reread(old, "// новое\n\n" + text)

    assert plain(old) == before
    assert [each.span.line for each in new.tree.declarations] == [3, 6, 9]
    same(new)


def test_text_unchanged_is_the_same_reading() -> None:
    old = open_reading(SourceText("правила.iom", "правило а\r\n  если класс равен 5\r\n"))

    assert reread(old, "правило а\n  если класс равен 5\n") is old


def test_starting_word_further_right_than_any_before_is_told_as_from_the_start() -> None:
    text = "правило а\n  если класс равен 5\n  правилл б\n\nправило в\n  если класс равен 7\n"
    old = open_reading(SourceText("правила.iom", text))

    same(reread(old, text + "\n    правило г\n      если класс равен 8\n"))


@pytest.mark.parametrize("text", ["", "x" * 10_001, "а" * 2_000_001])
def test_text_too_large_or_empty_is_read_from_the_start(text: str) -> None:
    old = open_reading(SourceText("правила.iom", text))
    new = reread(old, "правило а\n  если класс равен 5\n")

    same(new)
    same(reread(new, text))
    assert read(SourceText("правила.iom", text))[1] == old.diagnostics
