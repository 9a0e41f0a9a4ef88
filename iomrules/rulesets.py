"""Rulesets from their folders: texts to trees, the stored case forms beside them, and tables kept in files."""

import posixpath
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from iomrules.codes import layers as layer_codes
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.cells import cell_text
from iomrules.facts.tables import read_tables
from iomrules.files import forms_file, inside, read_author_text, read_ruleset
from iomrules.frozen import evolve, field, frozen
from iomrules.parse.reader import read
from iomrules.parse.tree import Header, Rows, SyntaxTree, Table, TextLiteral
from iomrules.program.passes import LayerSource
from iomrules.source import SourceText, Span

#: (file, sheet) -> cells as text; the sheet is empty for the first
Tables = Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]


@frozen
class RulesetFiles:
    """One ruleset as it lies on the disk, read and not yet checked.

    label: how messages name it. layer: the trees with their forms, as the checker takes them. forms: where the table of
    case forms is kept, or None for a text that lies nowhere. tables: rows kept in files; hashes: file -> SHA-256 of it.
    diagnostics: mistakes of reading; trees lack the declarations that have them. path: its file or folder, or None.
    """

    label: str
    layer: LayerSource
    forms: Path | None = None
    tables: Tables = field(factory=dict)
    hashes: Mapping[str, str] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    path: Path | None = None

    @property
    def bases(self) -> tuple[TextLiteral, ...]:
        """Paths of the rulesets it is built upon, as written."""
        headers = (each for tree in self.layer.trees for each in tree.declarations if isinstance(each, Header))
        return tuple(base for header in headers for base in header.bases)

    @property
    def sources(self) -> tuple[SourceText, ...]:
        return tuple(tree.source for tree in self.layer.trees)

    @property
    def uses(self) -> tuple[tuple[str, SourceText], ...]:
        """Names of the plugins its header uses, with the text they stand in."""
        return tuple(
            (name.text, tree.source)
            for tree in self.layer.trees
            for declaration in tree.declarations
            if isinstance(declaration, Header)
            for name in declaration.uses
        )


def open_ruleset(path: Path, label: str, layer: str = "", origin: str = "") -> RulesetFiles:
    """The ruleset of a file or folder. origin: the plugin it comes from. Raises InputError where it cannot be read."""
    forms = forms_file(path)
    stored = read_author_text(forms, forms.name).text if forms.is_file() else ""
    return build_ruleset(read_ruleset(path, label), label, stored, path=path, layer=layer, origin=origin)


def build_ruleset(
    sources: Iterable[SourceText],
    label: str,
    stored_forms: str = "",
    *,
    path: Path | None = None,
    layer: str = "",
    origin: str = "",
) -> RulesetFiles:
    """The ruleset of texts at hand. path: where they lie, for tables in files beside them."""
    readings = [read(source) for source in sources]
    trees = tuple(tree for tree, _ in readings)
    found = [diagnostic for _, diagnostics in readings for diagnostic in diagnostics]
    tables: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
    hashes: dict[str, str] = {}
    folder = path if path is None or path.is_dir() else path.parent
    for tree in trees:
        for name, place in _files_named(tree):
            if folder is None or name in hashes:
                continue
            beside = inside(folder, name)
            if beside is None:
                found.append(codes.PATH_OUTSIDE.at(place, path=name))
            elif beside.is_file():
                hashes[name] = sha256(beside.read_bytes()).hexdigest()
                try:
                    tables |= _cells(beside, name)
                except InputError as error:
                    found += error.diagnostics
    return RulesetFiles(
        label,
        LayerSource(trees, layer, origin, stored_forms),
        forms_file(path) if path else None,
        MappingProxyType(tables),
        MappingProxyType(hashes),
        tuple(found),
        path,
    )


def with_bases(rulesets: Iterable[RulesetFiles]) -> tuple[RulesetFiles, ...]:
    """The rulesets with those they are built upon, each once and after its own bases.

    A base lies beside the ruleset: within the folder that holds the ruleset's own. One that does not, that is missing
    or that is built upon this very ruleset is told at the place that names it.
    """
    given = tuple(rulesets)
    found: dict[Path, RulesetFiles] = {}
    own = {each.path.resolve(): each for each in given if each.path is not None}
    apart = tuple(each for each in given if each.path is None)
    for path in own:
        _collect(path, own, found, ())
    return (
        *found.values(),
        *(
            _told(each, [layer_codes.BASE_MISSING.at(base.span, path=base.text) for base in each.bases])
            for each in apart
        ),
    )


def _collect(
    path: Path, own: Mapping[Path, RulesetFiles], found: dict[Path, RulesetFiles], above: tuple[Path, ...]
) -> None:
    """Puts a ruleset into `found`, its bases before it. above: those built upon it, the nearest last."""
    if path in found:
        return
    ruleset = own[path]
    wrong: list[Diagnostic] = []
    for base in ruleset.bases:
        place = base.span
        beside = inside(path.parent, f"{path.name}/{base.text}" if path.is_dir() else base.text)
        if beside is None or beside == path.parent:
            wrong.append(layer_codes.BASE_OUTSIDE.at(place, path=base.text))
        elif beside in (*above, path):
            ring = [*above[(*above, path).index(beside) :], path, beside]
            wrong.append(layer_codes.BASE_CYCLE.at(place, path=" → ".join(each.name for each in ring)))
        elif beside in own:
            _collect(beside, own, found, (*above, path))
        else:
            try:
                opened = open_ruleset(beside, _label(ruleset, base.text))
            except InputError:
                wrong.append(layer_codes.BASE_MISSING.at(place, path=base.text))
                continue
            _collect(beside, {**own, beside: opened}, found, (*above, path))
    found[path] = _told(ruleset, wrong)


def _told(ruleset: RulesetFiles, wrong: Iterable[Diagnostic]) -> RulesetFiles:
    more = tuple(each for each in wrong if each not in ruleset.diagnostics)
    return evolve(ruleset, diagnostics=(*ruleset.diagnostics, *more)) if more else ruleset


def _label(ruleset: RulesetFiles, base: str) -> str:
    """How messages name a base: its path counted as the ruleset's own is."""
    folder = ruleset.label if ruleset.path is not None and ruleset.path.is_dir() else posixpath.dirname(ruleset.label)
    return posixpath.normpath(posixpath.join(folder, base))


def _files_named(tree: SyntaxTree) -> Iterable[tuple[str, Span]]:
    for declaration in tree.declarations:
        if isinstance(declaration, Rows | Table) and declaration.file is not None:
            yield declaration.file[0].text, declaration.file[0].span


def _cells(path: Path, name: str) -> Tables:
    """The cells of every sheet as text, and of the first under an empty sheet name."""
    sheets = read_tables(path, name)
    cells = {(name, sheet.name): tuple(tuple(cell_text(raw) for raw in row) for row in sheet.rows) for sheet in sheets}
    return {**cells, (name, ""): cells[name, sheets[0].name]} if sheets else {}
