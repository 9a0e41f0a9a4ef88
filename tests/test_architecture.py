"""The house's plan as a check: layers, doorways, what plugins may import, exact numbers, names.

The checker reads sources as text and imports nothing, so a planted fault is a two-line string (see the second half).
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from attrs import frozen

TOP = Path(__file__).parents[1]

#: One row a floor, lowest first: a module imports from rows below its own only.
FLOORS = (
    ("frozen",),
    ("lost", "source", "values", "resources", "collecting", "packed", "patterns", "ahead"),
    ("diagnostics", "suggestions", "wanted"),
    ("errors", "hookspecs", "diagnostics_text"),
    ("codes",),
    ("files", "settings"),
    ("template_files",),
    ("facts", "parse"),
    ("program",),
    ("lint",),
    ("reason",),
    ("route",),
    ("write",),
    ("archive",),
    ("extend",),
    ("passport",),
    ("plugins",),
    ("rulesets", "workspace"),
    ("read_workspace",),
    ("decided",),
    ("seating",),
    ("deciding", "everybody"),
    ("pipeline",),
    ("artefact",),
    ("write_artefact",),
    ("trials",),
    ("batch", "cohort", "results", "summary", "trial", "workbooks"),
    ("cluster",),
    ("ruleset",),
    ("", "pytest_plugin", "testing"),  # "" is iomrules/__init__.py, the door for callers
    ("cli",),
    ("__main__",),
)
FLOOR = {name: floor for floor, names in enumerate(FLOORS) for name in names}

#: room -> the one module other rooms may import
DOORWAYS = {
    "facts": "record",
    "parse": "tree",
    "program": "core",
    "reason": "decision",
    "route": "route",
    "write": "document",
}
EXACT = {"values", "facts", "parse", "program", "reason", "route"}
#: the one float allowed: how alike two words must be for `difflib.get_close_matches`; no number of a record or a rule
LIKENESS = "cutoff"
EMPTY_NAMES = {"common", "data", "helper", "helpers", "info", "manager", "managers", "misc", "util", "utils"}
#: what `iomrules.frozen` has in the words of attrs
RECORD_WORDS = {"define", "evolve", "field", "frozen"}
#: lines
LONGEST = 500

#: may import inside functions: the command line starts fast by importing a command when it is called
LAZY = {"", "cli", "__main__", "pytest_plugin"}


@frozen
class Import:
    """One imported module. inside: the import stands in a function; star: `from module import *`."""

    module: str
    line: int
    inside: bool
    star: bool


def part(module: str) -> str:
    """The room or single module that `iomrules.parse.reader` belongs to: `parse`; empty for iomrules itself."""
    return module.split(".")[1] if "." in module else ""


def doorway(room: str) -> str:
    """`iomrules.parse.tree` for `parse`."""
    return f"iomrules.{room}.{DOORWAYS[room]}"


def imports(source: str, module: str, known: frozenset[str]) -> Iterator[Import]:
    """Every import of a source text; `from iomrules.parse import tree` counts as `iomrules.parse.tree`."""
    tree = ast.parse(source)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield Import(alias.name, node.lineno, id(node) in inside, star=False)
            case ast.ImportFrom(names=names):
                base = absolute(node, module, known)
                for alias in names:
                    longer = f"{base}.{alias.name}"
                    found = longer if longer in known else base
                    yield Import(found, node.lineno, id(node) in inside, star=alias.name == "*")


def absolute(node: ast.ImportFrom, module: str, known: frozenset[str]) -> str:
    """The module that a `from … import` names, relative dots resolved."""
    if not node.level:
        return node.module or ""
    is_package = any(name.startswith(f"{module}.") for name in known)
    kept = module.split(".")[: len(module.split(".")) - node.level + is_package]
    return ".".join([*kept, node.module] if node.module else kept)


def faults(sources: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the modules of the package, one sentence each. sources: dotted name -> text."""
    known = frozenset(sources)
    found: list[str] = []
    for module, source in sources.items():
        own = tuple(imports(source, module, known))
        found += name_faults(module, source)
        found += exactness_faults(module, source)
        found += record_faults(module, source)
        found += [f"{module}:{each.line} imports everything from {each.module}" for each in own if each.star]
        for each in own:
            if each.module.split(".")[0] == "iomrules":
                found += import_faults(module, each)
    return tuple([*found, *cycle_faults(sources)])


def name_faults(module: str, source: str) -> Iterator[str]:
    """A module without a floor, with a name that tells nothing, or with more than one noun in it."""
    if part(module) not in FLOOR:
        yield f"{module} is on no floor of the house"
    for word in module.split("."):
        if word in EMPTY_NAMES:
            yield f"{module} has the name `{word}`, which tells nothing"
    if (length := source.count("\n")) > LONGEST:
        yield f"{module} has {length} lines; is there a second noun in it?"


def exactness_faults(module: str, source: str) -> Iterator[str]:
    """Numbers are int or Fraction between the input cell and the document."""
    if part(module) not in EXACT:
        return
    tree = ast.parse(source)
    likeness = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.keyword) and each.arg == LIKENESS}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex() as number) if id(node) not in likeness:
                yield f"{module}:{node.lineno} writes the inexact number {number}"
            case ast.Call(func=ast.Name(id="float")):
                yield f"{module}:{node.lineno} makes an inexact number by float("


def record_faults(module: str, source: str) -> Iterator[str]:
    """A record made by attrs itself: `iomrules.frozen` makes it without attrs, whose `field` means nothing there."""
    if module == "iomrules.frozen":
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "attrs":
            for alias in node.names:
                if alias.name in RECORD_WORDS:
                    yield f"{module}:{node.lineno} takes `{alias.name}` from attrs, not from iomrules.frozen"


def import_faults(module: str, each: Import) -> Iterator[str]:
    """An import that goes up, past a doorway, or hides in a function."""
    here, there = part(module), part(each.module)
    place = f"{module}:{each.line}"
    if there == "cli" and here not in {"cli", "__main__"}:
        yield f"{place} imports the command line"
    elif here != there and FLOOR.get(there, -1) >= FLOOR.get(here, len(FLOORS)):
        yield f"{place} imports upwards: {each.module}"
    elif here != there and here in DOORWAYS and there in DOORWAYS and each.module != doorway(there):
        yield f"{place} enters `{there}` past its doorway `{DOORWAYS[there]}`: {each.module}"
    if each.inside and here not in LAZY:
        yield f"{place} imports {each.module} inside a function"


def cycle_faults(sources: Mapping[str, str]) -> Iterator[str]:
    """Modules that import each other in a ring; imports inside functions are judged elsewhere."""
    known = frozenset(sources)
    edges = {
        module: {each.module for each in imports(source, module, known) if not each.inside and each.module in known}
        for module, source in sources.items()
    }
    rest = {module: targets - {module} for module, targets in edges.items()}
    while leaves := {module for module, targets in rest.items() if not targets}:
        rest = {module: targets - leaves for module, targets in rest.items() if module not in leaves}
    if rest:
        yield f"modules import each other in a ring, or such a ring: {', '.join(sorted(rest))}"


def plugin_faults(name: str, sources: Mapping[str, str]) -> tuple[str, ...]:
    """What a bundled plugin imports beyond iomrules.extend, itself and the standard library."""
    found: list[str] = []
    for module, source in sources.items():
        for each in imports(source, module, frozenset(sources)):
            root = each.module.split(".")[0]
            if each.module != "iomrules.extend" and root != name and root not in sys.stdlib_module_names:
                found.append(f"{module}:{each.line} imports {each.module}; a plugin imports iomrules.extend only")
            if each.star:
                found.append(f"{module}:{each.line} imports everything from {each.module}")
    return tuple(found)


def read_package(package: Path) -> dict[str, str]:
    """Dotted name -> text of every module of a package folder, its tests left out."""
    sources = {}
    for path in sorted(package.rglob("*.py")):
        words = [package.name, *path.relative_to(package).with_suffix("").parts]
        if "tests" not in words:
            sources[".".join(words[:-1] if words[-1] == "__init__" else words)] = path.read_text(encoding="utf-8")
    return sources


# --- the house as it stands ---


def test_the_package_keeps_to_the_plan() -> None:
    assert faults(read_package(TOP / "iomrules")) == ()


@pytest.mark.parametrize("folder", sorted((TOP / "plugins").glob("iomrules_*")), ids=lambda folder: folder.name)
def test_bundled_plugin_imports_the_one_door(folder: Path) -> None:
    assert plugin_faults(folder.name, read_package(folder)) == ()


def test_every_room_has_its_doorway() -> None:
    assert [room for room, door in DOORWAYS.items() if not (TOP / "iomrules" / room / f"{door}.py").is_file()] == []


# --- the checker itself: faults planted one by one ---

SOUND = {
    "iomrules": "from iomrules.pipeline import load\n",
    "iomrules.source": "",
    "iomrules.values": "HALF = (1, 2)\nclose = get_close_matches(word, known, cutoff=0.7)\n",
    "iomrules.diagnostics": "from iomrules.source import Span\n",
    "iomrules.codes": "",
    "iomrules.codes.parse": "from iomrules.diagnostics import Code\n",
    "iomrules.parse": "from iomrules.parse.reader import read\n",
    "iomrules.parse.tree": "from iomrules.source import Span\n",
    "iomrules.parse.reader": "from iomrules.parse import tree\nfrom iomrules.codes import parse\n",
    "iomrules.program": "",
    "iomrules.program.core": "from iomrules.parse.tree import Tree\n",
    "iomrules.program.lower": "from iomrules.parse import tree\nfrom iomrules.program.core import Rule\n",
    "iomrules.pipeline": "from iomrules.parse import read\nimport iomrules.program.lower\n",
    "iomrules.cli": "from iomrules import pipeline\n",
    "iomrules.__main__": "from iomrules.cli import main\n",
}


def test_a_sound_house_has_no_faults() -> None:
    assert faults(SOUND) == ()


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("iomrules.parse.tree", "import iomrules.program.core", "imports upwards: iomrules.program.core"),
        ("iomrules.parse.tree", "from iomrules.program import core", "imports upwards: iomrules.program.core"),
        ("iomrules.parse.tree", "from ..program import core", "imports upwards: iomrules.program.core"),
        ("iomrules.parse.tree", "from iomrules import load", "imports upwards: iomrules"),
        ("iomrules.facts.record", "from iomrules.parse.tree import Tree", "imports upwards: iomrules.parse.tree"),
        ("iomrules.codes.parse", "from iomrules.parse.tree import Tree", "imports upwards: iomrules.parse.tree"),
        ("iomrules.program.lower", "from iomrules.parse.reader import read", "past its doorway `tree`"),
        ("iomrules.program.lower", "from iomrules.parse import read", "past its doorway `tree`"),
        ("iomrules.program.lower", "from iomrules.parse import reader", "past its doorway `tree`"),
        ("iomrules.pipeline", "from iomrules.cli import main", "imports the command line"),
        ("iomrules.pipeline", "def run():\n    from iomrules import cli", "imports the command line"),
        ("iomrules.program.lower", "def f():\n    from iomrules.parse.tree import Tree", "inside a function"),
        ("iomrules.pipeline", "from iomrules.parse.tree import *", "imports everything from"),
        ("iomrules.pipeline", "from math import *", "imports everything from math"),
        ("iomrules.values", "HALF = 0.5", "writes the inexact number 0.5"),
        ("iomrules.values", "f(part=0.5)", "writes the inexact number 0.5"),
        ("iomrules.values", "def f(x):\n    return float(x)", "makes an inexact number"),
        ("iomrules.values", "from attrs import field, fields", "takes `field` from attrs"),
        ("iomrules.parse.utils", "", "has the name `utils`"),
        ("iomrules.somewhere", "", "is on no floor"),
        ("iomrules.values", "\n" * 501, "501 lines"),
        ("iomrules.parse.tree", "from iomrules.parse.reader import read", "in a ring"),
    ],
)
def test_a_planted_fault_is_found(module: str, source: str, fault: str) -> None:
    found = faults({**SOUND, module: source})

    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    "source",
    [
        "from iomrules.program.core import Rule",
        "from iomrules import pipeline",
        "import iomrules",
        "import click",
        "from iomrules_other import profile",
        "def f():\n    from iomrules.values import Unknown",
        "from iomrules.extend import *",
    ],
)
def test_a_plugin_that_takes_another_door_is_found(source: str) -> None:
    assert plugin_faults("iomrules_mine", {"iomrules_mine": source}) != ()


def test_a_plugin_may_import_the_door_itself_and_the_standard_library() -> None:
    own = {"iomrules_mine": "from iomrules.extend import Profile\nfrom . import marks\nimport math\n"}

    assert plugin_faults("iomrules_mine", {**own, "iomrules_mine.marks": "from iomrules_mine import x"}) == ()
