"""The shipped rules turned into English mean what they meant, are English throughout, and come back as they were."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from iomrules import resources
from iomrules.parse.printer import print_tree
from iomrules.parse.tree import EnglishNames, SyntaxTree
from iomrules.pipeline import compile_rules
from iomrules.plugins import Loaded
from iomrules.program.core import Program
from iomrules.program.forms import FormTable, read_forms
from iomrules.program.translate import NameTurner, name_turner
from iomrules.rulesets import RulesetFiles, build_ruleset, open_ruleset
from iomrules.source import SourceText
from iomrules.trial import try_examples

RULESETS = resources.folder("rulesets")
PLUGINS = tuple(sorted(resources.folder("plugins").glob("*/rules")))
#: what reads each other is turned together
LAYERED = ("olympiad_region", "olympiad_school")
TOGETHER: dict[str, tuple[Path, ...]] = {
    "lyceum11": (RULESETS / "lyceum11", *PLUGINS),
    "starter": (RULESETS / "starter",),
    "olympiads": tuple(RULESETS / "examples" / name for name in LAYERED),
    **{
        path.name: (path,)
        for path in sorted((RULESETS / "examples").iterdir())
        if path.is_dir() and path.name not in LAYERED
    },
}
#: words for people, which no translation of rules touches
SAID = ("TEXT", "COMMENT")


@frozen
class Turned:
    """Rules that stand together, in Russian as shipped and turned into English."""

    russian: tuple[RulesetFiles, ...]
    english: tuple[RulesetFiles, ...]
    forms: FormTable

    def pairs(self) -> list[tuple[SyntaxTree, SyntaxTree]]:
        return list(zip(_trees(self.russian), _trees(self.english), strict=True))


def _trees(rulesets: tuple[RulesetFiles, ...]) -> list[SyntaxTree]:
    return [tree for ruleset in rulesets for tree in ruleset.layer.trees]


def _label(path: Path) -> str:
    return path.parent.name if path.name == "rules" else path.name


def _in_english(ruleset: RulesetFiles, names: NameTurner) -> RulesetFiles:
    texts = [SourceText(tree.source.name, print_tree(tree, "en", names)) for tree in ruleset.layer.trees]
    return build_ruleset(texts, ruleset.label, ruleset.layer.forms, path=ruleset.path)


@cache
def turned(group: str) -> Turned:
    russian = tuple(open_ruleset(path, _label(path)) for path in TOGETHER[group])
    lines = {line.name: line for ruleset in russian for line in read_forms(ruleset.layer.forms).lines}
    forms = FormTable(tuple(lines.values()))
    names = name_turner(_trees(russian), forms)
    return Turned(russian, tuple(_in_english(ruleset, names) for ruleset in russian), forms)


@cache
def program(group: str) -> Program:
    return compile_rules(turned(group).english, Loaded(())).usable()


@pytest.mark.parametrize("group", TOGETHER)
def test_examples_hold_in_english(group: str) -> None:
    trials = try_examples(program(group), date(2026, 10, 15))

    assert [trial.example.title for trial in trials if trial.mismatches] == []


@pytest.mark.parametrize("group", TOGETHER)
def test_what_was_turned_comes_back(group: str) -> None:
    names = name_turner(_trees(turned(group).english), turned(group).forms)

    changed = [
        russian.source.name
        for russian, english in turned(group).pairs()
        if print_tree(english, "ru", names) != russian.source.text
    ]
    assert changed == []


@pytest.mark.parametrize("group", TOGETHER)
def test_nothing_russian_is_left_but_words_for_people(group: str) -> None:
    left = [
        (english.source.name, token.text)
        for english in _trees(turned(group).english)
        for token in english.tokens
        if token.kind not in SAID and re.search("[а-яё]", token.text.lower())
    ]
    # the list of names itself is in both languages
    names = {
        pair.name.text
        for english in _trees(turned(group).english)
        for each in english.declarations
        if isinstance(each, EnglishNames)
        for pair in each.names
    }
    assert [(file, word) for file, word in left if not (file.endswith("english.iom") and word in names)] == []
