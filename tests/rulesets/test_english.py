"""The shipped rules turned into English mean what they meant: every example holds."""

from datetime import date
from pathlib import Path

import pytest

from iomrules import resources
from iomrules.parse.printer import print_tree
from iomrules.pipeline import compile_rules
from iomrules.plugins import Loaded
from iomrules.program.forms import read_forms
from iomrules.program.translate import name_turner
from iomrules.rulesets import build_ruleset, open_ruleset
from iomrules.source import SourceText
from iomrules.trial import try_examples


@pytest.mark.parametrize("name", ["lyceum11", "starter"])
def test_examples_hold_in_english(name: str) -> None:
    folder: Path = resources.folder("rulesets") / name
    russian = open_ruleset(folder, name)
    names = name_turner(russian.layer.trees, read_forms(russian.layer.forms))
    texts = [SourceText(tree.source.name, print_tree(tree, "en", names)) for tree in russian.layer.trees]
    english = build_ruleset(texts, name, russian.layer.forms, path=folder)
    program = compile_rules((english,), Loaded(())).usable()

    assert [trial.example.title for trial in try_examples(program, date(2026, 10, 15)) if trial.mismatches] == []
    assert not any("а" <= letter <= "я" for rule in program.rules for letter in rule)
