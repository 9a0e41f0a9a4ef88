"""What the docs name exists, and every message has its page."""

import importlib
import pkgutil
import re
import string
from collections import Counter
from pathlib import Path

import pytest

from iomrules import codes
from iomrules.diagnostics import Code

TOP = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path for pattern in ("*.md", "docs/**/*.md", "*/README.md", "plugins/*/README.md") for path in TOP.glob(pattern)
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def all_codes() -> list[Code]:
    names = [found.name for found in pkgutil.iter_modules(codes.__path__)]
    modules = [importlib.import_module(f"{codes.__name__}.{name}") for name in names]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Code)]


def test_every_number_is_given_once() -> None:
    counted = Counter(code.number for code in dict.fromkeys(all_codes()))

    assert {number for number, times in counted.items() if times > 1} == set()


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.number)
def test_every_code_has_a_page(code: Code) -> None:
    page = TOP / "docs" / "diagnostics" / f"{code.number}-{code.slug}.md"

    assert page.is_file()
    assert code.number in page.read_text(encoding="utf-8")


def test_every_page_has_a_code() -> None:
    named = {f"{code.number}-{code.slug}.md" for code in all_codes()}

    assert {page.name for page in (TOP / "docs" / "diagnostics").glob("*.md")} - named - {"README.md"} == set()


def places(text: str) -> set[str]:
    """The words a sentence takes; `expected_ru` and `expected_en` are one word in two languages."""
    return {re.sub(r"_(ru|en)$", "", name) for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.number)
def test_both_languages_say_the_same(code: Code) -> None:
    assert code.ru and code.en
    assert bool(code.help_ru) == bool(code.help_en)
    assert places(code.ru) == places(code.en)
    assert places(code.help_ru) == places(code.help_en)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_every_path_a_page_links_exists(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if ":" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md"])
def test_python_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    blocks = FENCE.findall((TOP / name).read_text(encoding="utf-8"))

    assert blocks
    for block in blocks:
        exec(compile(block, name, "exec"), {"__name__": "example"})
