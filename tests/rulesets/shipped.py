"""The rulesets and plugins that come with the package, compiled once a combination."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from iomrules import resources
from iomrules.pipeline import Compiled, compile_rules
from iomrules.plugins import Wanted, find_plugins, load_plugins
from iomrules.program.core import Expected, Program
from iomrules.rulesets import open_ruleset

RULESETS = resources.folder("rulesets")
LYCEUM = RULESETS / "lyceum11"
DEMO = LYCEUM / "demo"
EXAMPLES = tuple(sorted(path for path in (RULESETS / "examples").iterdir() if path.is_dir()))
PROFILES = ("technological", "medical_biological", "socio_economic")
PARTNERS = ("partner_kubgtu", "partner_medical_college", "partner_talent_centre")
PLUGINS = (*PROFILES, *PARTNERS)


@cache
def compiled(folder: Path = LYCEUM, plugins: tuple[str, ...] = ()) -> Compiled:
    """The ruleset of a folder with the plugins named."""
    loaded = load_plugins(find_plugins(), [Wanted(name) for name in plugins])
    return compile_rules([open_ruleset(folder, folder.name)], loaded)


def program(folder: Path = LYCEUM, plugins: tuple[str, ...] = ()) -> Program:
    return compiled(folder, plugins).usable()


def expectations(of: Program) -> dict[str, list[Expected]]:
    """Declared name -> everything the examples expect of it."""
    found: dict[str, list[Expected]] = {}
    for example in of.examples:
        for each in example.expected:
            found.setdefault(each.target, []).append(each)
    return found


def answers(expected: Iterable[Expected]) -> set[str]:
    """`yes`, `no`, `unknown`, `value`, `none` (not applicable): what a name's examples show."""
    return {_answer(each) for each in expected}


def _answer(each: Expected) -> str:
    if each.sort == "not_applicable":
        return "none"
    if each.sort in ("contains", "lacks"):
        return "yes"
    if each.unknown:
        return "unknown"
    if isinstance(each.value, bool):
        return "yes" if each.value else "no"
    return "value"
