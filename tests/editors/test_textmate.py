"""The TextMate grammar of editors: made from the keyword tables, fresh, and right in the engine that VS Code has."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from iomrules.parse.words import STARTERS

EDITORS = Path(__file__).parents[2] / "editors"
RULES = Path(__file__).parents[2] / "rulesets"
NOT_INSTALLED = 3


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_textmate", EDITORS / "make_textmate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_grammar_is_fresh(maker: ModuleType) -> None:
    stored = maker.GRAMMAR.read_text(encoding="utf-8")

    assert stored == maker.grammar_text(), "the keyword tables changed: run python editors/make_textmate.py"


def test_every_word_of_both_languages_is_coloured(maker: ModuleType) -> None:
    text = maker.grammar_text()

    for words in maker.spellings().values():
        for word in words:
            assert json.dumps(maker._one(word), ensure_ascii=False)[1:-1] in text


def test_the_maker_knows_the_words_the_reader_knows(maker: ModuleType) -> None:
    known = set(maker.spellings())

    assert set(maker.STARTERS) == set(STARTERS)
    assert {each for terminals in maker.SCOPES.values() for each in terminals} <= known


def test_extension_names_files_that_are_there() -> None:
    package = json.loads((EDITORS / "vscode" / "package.json").read_text(encoding="utf-8"))
    contributed = package["contributes"]

    named = [contributed["languages"][0]["configuration"], contributed["grammars"][0]["path"]]
    for path in named:
        json.loads((EDITORS / "vscode" / path).read_text(encoding="utf-8"))
    assert contributed["languages"][0]["extensions"] == [".iom"]


def test_lines_get_their_scopes_in_the_engine_of_vs_code() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    rules = sorted(str(path) for path in RULES.glob("**/*.iom"))

    ran = subprocess.run(
        [node, str(EDITORS / "test" / "tokens.mjs"), *rules],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
    )

    if ran.returncode == NOT_INSTALLED:
        pytest.skip(ran.stderr.strip())
    assert ran.returncode == 0, ran.stderr
