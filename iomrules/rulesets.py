"""Rulesets from their folders: texts to trees, the stored case forms beside them, and tables kept in files."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.cells import cell_text
from iomrules.facts.tables import read_tables
from iomrules.files import forms_file, inside, read_author_text, read_ruleset
from iomrules.parse.reader import read
from iomrules.parse.tree import Header, Rows, SyntaxTree, Table
from iomrules.program.passes import LayerSource
from iomrules.source import SourceText, Span

#: (file, sheet) -> cells as text; the sheet is empty for the first
Tables = Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]


@frozen
class RulesetFiles:
    """One ruleset as it lies on the disk, read and not yet checked.

    label: how messages name it. layer: the trees with their forms, as the checker takes them. forms: where the table of
    case forms is kept, or None for a text that lies nowhere. tables: rows kept in files; hashes: file -> SHA-256 of it.
    diagnostics: mistakes of reading; trees lack the declarations that have them.
    """

    label: str
    layer: LayerSource
    forms: Path | None = None
    tables: Tables = field(factory=dict)
    hashes: Mapping[str, str] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

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
    )


def _files_named(tree: SyntaxTree) -> Iterable[tuple[str, Span]]:
    for declaration in tree.declarations:
        if isinstance(declaration, Rows | Table) and declaration.file is not None:
            yield declaration.file[0].text, declaration.file[0].span


def _cells(path: Path, name: str) -> Tables:
    """The cells of every sheet as text, and of the first under an empty sheet name."""
    sheets = read_tables(path, name)
    cells = {(name, sheet.name): tuple(tuple(cell_text(raw) for raw in row) for row in sheet.rows) for sheet in sheets}
    return {**cells, (name, ""): cells[name, sheets[0].name]} if sheets else {}
