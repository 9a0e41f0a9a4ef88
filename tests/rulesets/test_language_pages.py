"""The pages about the language show nothing but what stands in a shipped ruleset."""

import re
from pathlib import Path

import pytest

from iomrules import resources

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "language").glob("*.md"))
_BLOCK = re.compile(r"^```iomrules\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FOLDERS = ("rulesets", "plugins")


def _words(text: str) -> str:
    return " ".join(text.split())


def _shipped() -> str:
    folders = (resources.folder(name) for name in _FOLDERS)
    return _words(
        " ".join(path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.rglob("*.iom")))
    )


def test_there_are_pages() -> None:
    assert len(PAGES) == 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_stands_in_a_shipped_ruleset(page: Path) -> None:
    shipped = _shipped()

    missing = [block for block in _BLOCK.findall(page.read_text(encoding="utf-8")) if _words(block) not in shipped]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_shows_examples_and_mistakes(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert _BLOCK.search(text)
    assert page.name == "ratings.md" or re.search(r"[Чч]аст(ая|ые) ошибк", text)
