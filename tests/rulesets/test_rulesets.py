"""Every ruleset that comes with the package checks, and its examples say what it does."""

from datetime import date
from pathlib import Path

import pytest

from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.parse.tree import SyntaxTree
from iomrules.program.forms import FormTable, read_forms
from iomrules.program.translate import NameTurner, name_turner
from iomrules.source import SourceText
from iomrules.trial import try_examples

from .shipped import EXAMPLES, LYCEUM, PLUGINS, answers, compiled, expectations, program

#: alone, with each plugin alone, with all
COMBINATIONS = ((), *((name,) for name in PLUGINS), PLUGINS)
FOLDERS = [(LYCEUM, plugins) for plugins in COMBINATIONS] + [(folder, ()) for folder in EXAMPLES]
NAMES = [f"{folder.name}+{'+'.join(plugins) or 'nothing'}" for folder, plugins in FOLDERS]


@pytest.mark.parametrize(("folder", "plugins"), FOLDERS, ids=NAMES)
def test_ruleset_checks_without_a_remark(folder: Path, plugins: tuple[str, ...]) -> None:
    result = compiled(folder, plugins)

    assert [str(each.span) + " " + each.message for each in result.diagnostics] == []
    assert result.left_out_reasons == ()
    assert result.program is not None


@pytest.mark.parametrize(("folder", "plugins"), FOLDERS, ids=NAMES)
def test_examples_hold(folder: Path, plugins: tuple[str, ...]) -> None:
    trials = try_examples(program(folder, plugins), date(2026, 10, 15))

    told = [
        f"{trial.example.span} {trial.example.title}: {mismatch.expected} / {mismatch.actual}"
        for trial in trials
        for mismatch in trial.mismatches
    ]
    assert told == []
    assert [trial.example.title for trial in trials if trial.faulty] == []


@pytest.mark.parametrize(("folder", "plugins"), FOLDERS, ids=NAMES)
def test_texts_are_laid_out_as_everybodys(folder: Path, plugins: tuple[str, ...]) -> None:
    sources = compiled(folder, plugins).sources.values()

    assert [source.name for source in sources if print_tree(read(source)[0]) != source.text] == []


@pytest.mark.parametrize(("folder", "plugins"), FOLDERS, ids=NAMES)
def test_texts_turned_into_english_come_back_the_same(folder: Path, plugins: tuple[str, ...]) -> None:
    result = compiled(folder, plugins)
    lines = {line.name: line for file in result.forms for line in read_forms(file.text).lines}
    russian = result.trees
    names = name_turner(russian, FormTable(tuple(lines.values())))
    english = [turned(tree, "en", names) for tree in russian]
    back_names = name_turner(english, names.table)
    back = [turned(tree, "ru", back_names) for tree in english]

    assert [tree.source.text for tree in back] == [tree.source.text for tree in russian]
    assert [turned(tree, "en", names).source.text for tree in back] == [tree.source.text for tree in english]


def turned(tree: SyntaxTree, language: str, names: NameTurner) -> SyntaxTree:
    tree, found = read(SourceText(tree.source.name, print_tree(tree, language, names)))
    assert found == ()
    return tree


@pytest.mark.parametrize(("folder", "plugins"), FOLDERS, ids=NAMES)
def test_case_forms_are_up_to_date(folder: Path, plugins: tuple[str, ...]) -> None:
    assert [str(form.path) for form in compiled(folder, plugins).forms if form.changed] == []


def test_every_rule_and_route_is_shown_to_say_yes_no_and_unknown() -> None:
    whole = program(LYCEUM, PLUGINS)
    shown = expectations(whole)

    # No plan that is shipped exceeds the limit, and an example cannot change the week of the lyceum.
    named = [name for name in (*whole.rules, *whole.routes) if name != "план_в_пределах_нагрузки"]
    lacking = {name: sorted({"yes", "no", "unknown"} - answers(shown.get(name, ()))) for name in named}
    assert {name: missing for name, missing in lacking.items() if missing} == {}


def test_every_rating_and_indicator_is_shown() -> None:
    whole = program(LYCEUM, PLUGINS)
    shown = expectations(whole)

    assert [name for name in (*whole.ratings, *whole.indicators) if "value" not in answers(shown.get(name, ()))] == []
    assert [name for name in whole.ratings if "unknown" not in answers(shown.get(name, ()))] == []


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_published_regulations_have_examples_enough(folder: Path) -> None:
    assert len(program(folder).examples) >= 6


def test_everything_declared_has_a_title_and_a_basis() -> None:
    whole = program(LYCEUM, PLUGINS)
    declared = (*whole.rules.values(), *whole.routes.values(), *whole.ratings.values())

    assert [each.about.name for each in declared if not each.about.title] == []
    assert [each.about.name for each in declared if not each.about.basis] == []
    assert [each.about.name for each in whole.tables.values() if not each.about.basis] == []


def test_points_say_that_they_are_an_illustration() -> None:
    whole = program(LYCEUM, PLUGINS)
    tables = [table for name, table in whole.tables.items() if name.startswith("баллы")]

    assert tables
    assert [table.about.name for table in tables if "Иллюстрация" not in " ".join(table.about.basis)] == []


def test_switching_a_plugin_off_removes_its_routes_and_nothing_else() -> None:
    whole = program(LYCEUM, PLUGINS)
    without = program(LYCEUM, tuple(name for name in PLUGINS if name != "technological"))

    assert set(whole.routes) - set(without.routes) == {"технологический_маршрут"}
    assert set(without.rules) <= set(whole.rules)
