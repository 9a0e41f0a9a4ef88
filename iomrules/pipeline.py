"""The journey, top to bottom: rulesets and plugins -> program -> records -> decisions -> places -> routes.

Every function takes values and gives values; files are read by the rooms that read, and nothing is written here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from iomrules.codes import plugins as plugin_codes
from iomrules.codes.layers import BASE_CODES
from iomrules.decided import Decided
from iomrules.deciding import (
    compose_routes,
    decide_people,
    declared_names,
    find_declared,
    rate_people,
    read_people,
)
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.errors import InputError, RulesetError
from iomrules.frozen import field, frozen
from iomrules.parse.tree import Header, SyntaxTree
from iomrules.passport import Passport
from iomrules.plugins import LeftOut, Loaded, Plugin, Wanted
from iomrules.program.core import Function, Program
from iomrules.program.forms import print_forms
from iomrules.program.morphology import word_forms
from iomrules.program.passes import Checked, check_program
from iomrules.rulesets import RulesetFiles, open_ruleset, with_bases
from iomrules.source import SourceText, Span

__all__ = [
    "Compiled",
    "Decided",
    "FormsFile",
    "compile_rules",
    "compose_routes",
    "decide_people",
    "declared_names",
    "find_declared",
    "rate_people",
    "read_people",
    "wanted_by",
]

# --- rulesets and plugins -> program -------------------------------------------------------------------------------


@frozen
class FormsFile:
    """The table of case forms of one ruleset. path: where it is kept; text: as it should be; changed: not yet so.

    plugin: whose rules they are, or empty for the school's own.
    """

    path: Path
    text: str
    changed: bool
    plugin: str = ""


@frozen
class Compiled:
    """What rules and plugins came to. program: None exactly when the school's own rules have an error.

    plugins: those whose rules are in the program, in order. diagnostics: of the rules in it, warnings too.
    forms: tables of case forms of the school's own rulesets. hashes: file -> SHA-256 of every file of rules.
    trees: of the rules in it, as written.
    """

    program: Program | None
    plugins: tuple[Plugin, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    forms: tuple[FormsFile, ...] = ()
    sources: Mapping[str, SourceText] = field(factory=dict)
    hashes: Mapping[str, str] = field(factory=dict)
    trees: tuple[SyntaxTree, ...] = ()

    def usable(self) -> Program:
        """The program; raises RulesetError, with every mistake, where there is none."""
        if self.program is None:
            raise RulesetError([*self.left_out_reasons, *self.diagnostics])
        return self.program

    @property
    def left_out_reasons(self) -> tuple[Diagnostic, ...]:
        return tuple(reason for each in self.left_out for reason in each.reasons)


def wanted_by(rulesets: Iterable[RulesetFiles]) -> tuple[Wanted, ...]:
    """The plugins that headers use: what is enabled where no workspace says so."""
    return tuple(Wanted(name, Span(source.name, 1, 1, 1, 1)) for ruleset in rulesets for name, source in ruleset.uses)


def compile_rules(rulesets: Sequence[RulesetFiles], loaded: Loaded) -> Compiled:
    """The program that the school's rulesets and the loaded plugins make together.

    What the school's rulesets are built upon is read too. A plugin whose rules do not check is left out whole, and the
    others are checked again without it; while the school's own rules have an error, plugins are not judged.
    """
    rulesets = with_bases(rulesets)
    if lost := tuple(each for each in _read_mistakes(rulesets) if each.kind in BASE_CODES):
        # what is built upon a ruleset that is not there means nothing, and every name in it would be told
        sources = {source.name: source for each in rulesets for source in each.sources}
        return Compiled(None, left_out=loaded.left_out, diagnostics=lost, sources=MappingProxyType(sources))
    left_out = list(loaded.left_out)
    rules: dict[str, tuple[RulesetFiles, ...]] = {}
    for plugin in loaded.plugins:
        try:
            rules[plugin.name] = tuple(
                open_ruleset(path, label, plugin.layer, plugin.name) for path, label in plugin.rules
            )
        except InputError as error:
            left_out.append(_failed(plugin, error.diagnostics))
    opened = tuple(plugin for plugin in loaded.plugins if plugin.name in rules)
    checked = _check(rulesets, opened, rules)
    own_mistakes = _own_mistakes(rulesets, checked, opened, rules)
    if own_mistakes:
        # What fails in plugins may be nothing but a consequence: they are judged beside sound rules of the school.
        checked = checked._replace(program=None, diagnostics=own_mistakes)
    elif any(_errors_of(plugin, checked, rules) for plugin in opened):
        opened, failed = _sound(rulesets, opened, rules)
        left_out += failed
        checked = _check(rulesets, opened, rules)
    taken = (*rulesets, *(each for plugin in opened if not own_mistakes for each in rules[plugin.name]))
    met = (*rulesets, *(each for files in rules.values() for each in files))
    read_mistakes = _read_mistakes(taken)
    broken = any(diagnostic.severity is Severity.ERROR for diagnostic in read_mistakes)
    return Compiled(
        program=None if broken else checked.program,
        plugins=opened,
        left_out=tuple(sorted(left_out, key=lambda each: each.name)),
        diagnostics=tuple(dict.fromkeys((*read_mistakes, *checked.diagnostics))),
        forms=_forms(taken, checked),
        sources=MappingProxyType({source.name: source for each in met for source in each.sources}),
        hashes=MappingProxyType({name: digest for each in taken for name, digest in _hashes(each)}),
        trees=tuple(tree for each in taken for tree in each.layer.trees),
    )


def _check(
    rulesets: Sequence[RulesetFiles], plugins: Sequence[Plugin], rules: Mapping[str, Sequence[RulesetFiles]]
) -> Checked:
    """All layers checked together. The dictionary is asked only where the stored case forms lack a name."""
    files = (*rulesets, *(each for plugin in plugins for each in rules[plugin.name]))
    layers = [each.layer for each in files]
    functions: list[Function] = [function for plugin in plugins for function in plugin.functions]
    tables = {key: cells for each in reversed(files) for key, cells in each.tables.items()}
    checked = check_program(layers, functions, tables)
    if any(update.lacking for update in checked.forms):
        return check_program(layers, functions, tables, word_forms)
    return checked


def _sound(
    rulesets: Sequence[RulesetFiles], plugins: Sequence[Plugin], rules: Mapping[str, Sequence[RulesetFiles]]
) -> tuple[tuple[Plugin, ...], list[LeftOut]]:
    """The plugins whose rules check beside those before them, added one by one in order."""
    kept: tuple[Plugin, ...] = ()
    failed: list[LeftOut] = []
    for plugin in plugins:
        checked = _check(rulesets, (*kept, plugin), rules)
        if mistakes := _errors_of(plugin, checked, rules):
            failed.append(_failed(plugin, mistakes))
        else:
            kept = (*kept, plugin)
    return kept, failed


def _own_mistakes(
    rulesets: Sequence[RulesetFiles],
    checked: Checked,
    plugins: Sequence[Plugin],
    rules: Mapping[str, Sequence[RulesetFiles]],
) -> tuple[Diagnostic, ...]:
    """What is found in the school's rules, where some of it is an error whatever the plugins say; else nothing."""
    foreign = {source.name for plugin in plugins for each in rules[plugin.name] for source in each.sources}
    found = tuple(each for each in checked.diagnostics if each.span.source not in foreign)
    if any(each.severity is Severity.ERROR for ruleset in rulesets for each in ruleset.diagnostics):
        return found or _read_mistakes(rulesets)
    errors = [each for each in found if each.severity is Severity.ERROR]
    if not errors or not plugins:
        return ()
    alone = set(_check(rulesets, (), rules).diagnostics)
    return found if any(each in alone for each in errors) else ()


def _read_mistakes(rulesets: Iterable[RulesetFiles]) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for each in rulesets for diagnostic in each.diagnostics)


def _errors_of(plugin: Plugin, checked: Checked, rules: Mapping[str, Sequence[RulesetFiles]]) -> tuple[Diagnostic, ...]:
    own = {source.name for each in rules[plugin.name] for source in each.sources}
    read_mistakes = [diagnostic for each in rules[plugin.name] for diagnostic in each.diagnostics]
    met = (*read_mistakes, *(each for each in checked.diagnostics if each.span.source in own))
    return tuple(dict.fromkeys(each for each in met if each.severity is Severity.ERROR))


def _failed(plugin: Plugin, mistakes: Sequence[Diagnostic]) -> LeftOut:
    reason = plugin_codes.RULES_FAIL.at(plugin.place, name=plugin.name, count=len(mistakes))
    return LeftOut(plugin.name, (reason, *mistakes), Passport(plugin.name, plugin.origin, plugin.title, plugin.version))


def _forms(rulesets: Sequence[RulesetFiles], checked: Checked) -> tuple[FormsFile, ...]:
    """The checker answers one update a ruleset, told apart by the ruleset's name and the plugin it is of."""
    updates = {(update.ruleset, update.origin): update for update in checked.forms}
    files: list[FormsFile] = []
    for ruleset in rulesets:
        update = updates.get((_name_of(ruleset), ruleset.layer.origin))
        if ruleset.forms is not None and update is not None:
            text = print_forms(update.table)
            files.append(FormsFile(ruleset.forms, text, text != ruleset.layer.forms, ruleset.layer.origin))
    return tuple(files)


def _name_of(ruleset: RulesetFiles) -> str:
    from_header = (
        declaration.name.text
        for tree in ruleset.layer.trees
        for declaration in tree.declarations
        if isinstance(declaration, Header)
    )
    return next(from_header, "")


def _hashes(ruleset: RulesetFiles) -> Iterator[tuple[str, str]]:
    for source in ruleset.sources:
        yield source.name, sha256(source.text.encode()).hexdigest()
    for name, digest in ruleset.hashes.items():
        yield f"{ruleset.label}/{name}", digest
