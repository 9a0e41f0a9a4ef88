"""For the tests of a plugin: tries it together with a ruleset, as a school that enables it would.

from iomrules.testing import try_plugin

def test_its_examples_hold():
    tried = try_plugin("my_plugin", rules="school_rules.iom")
    assert tried.reasons == ()
    assert tried.failing_examples() == ()
"""

from datetime import date
from pathlib import Path

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import frozen
from iomrules.pipeline import compile_rules
from iomrules.plugins import Plugin, Wanted, load_plugins, plugin_at
from iomrules.ruleset import Ruleset
from iomrules.rulesets import open_ruleset
from iomrules.trial import Trial, try_examples

__all__ = ["TriedPlugin", "try_plugin"]


@frozen
class TriedPlugin:
    """A plugin beside a ruleset. plugin: None where it was left out, and reasons say why; rules: to decide with."""

    plugin: Plugin | None
    reasons: tuple[Diagnostic, ...]
    rules: Ruleset

    def failing_examples(self, on: date | None = None) -> tuple[Trial, ...]:
        """The examples, of the plugin and of the ruleset, that do not hold. on: for those that say no date."""
        program = self.rules.program
        day = on or program.about.begin or date(2026, 9, 1)
        return tuple(trial for trial in try_examples(program, day) if not trial.holds)


def try_plugin(folder: str | Path, rules: str | Path) -> TriedPlugin:
    """The plugin in a folder together with a ruleset (an .iom file or a folder of them).

    Raises InputError for rules that cannot be read, RulesetError for rules that do not check.
    """
    passport = plugin_at(Path(folder).resolve())
    loaded = load_plugins((passport,), (Wanted(passport.name),))
    path = Path(rules)
    compiled = compile_rules((open_ruleset(path, path.as_posix()),), loaded)
    plugin = compiled.plugins[0] if compiled.plugins else None
    return TriedPlugin(plugin, compiled.left_out_reasons, Ruleset(compiled, compiled.usable()))
