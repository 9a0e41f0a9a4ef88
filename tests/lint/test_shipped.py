"""The shipped rules leave no question open: each is answered, or waived with a reason in the text."""

from pathlib import Path

import pytest

from iomrules import resources
from iomrules.lint import lint
from iomrules.pipeline import compile_rules
from iomrules.plugins import Wanted, find_plugins, load_plugins
from iomrules.rulesets import open_ruleset

RULESETS = resources.folder("rulesets")
LYCEUM = RULESETS / "lyceum11"
PLUGINS = (
    "technological",
    "medical_biological",
    "socio_economic",
    "partner_kubgtu",
    "partner_medical_college",
    "partner_talent_centre",
)
EXAMPLES = sorted(path.parent for path in (RULESETS / "examples").glob("*/forms.txt"))
CASES = [
    (LYCEUM, ()),
    *((LYCEUM, (name,)) for name in PLUGINS),
    (LYCEUM, PLUGINS),
    *((folder, ()) for folder in (RULESETS / "starter", *EXAMPLES)),
]


@pytest.mark.parametrize(
    ("folder", "plugins"), CASES, ids=[f"{folder.name}+{len(plugins)}{plugins[:1]}" for folder, plugins in CASES]
)
def test_shipped_rules_leave_nothing_open(folder: Path, plugins: tuple[str, ...]) -> None:
    wanted = tuple(Wanted(name) for name in plugins)
    compiled = compile_rules((open_ruleset(folder, folder.name),), load_plugins(find_plugins(None), wanted))
    findings = lint(compiled.usable(), compiled.trees, compiled.diagnostics).findings

    assert [f"{each.where} {each.code} {each.message}" for each in findings] == []
