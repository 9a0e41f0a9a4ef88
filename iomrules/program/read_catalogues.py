"""Entries of catalogues that stand in rulesets: the heading names the fields, each cell is of its field's kind."""

from iomrules.codes import tables as codes
from iomrules.facts.record import Catalogue, Fact, ListKind, Schema, Shape, TruthKind, missing
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program.cell_text import content_of
from iomrules.program.draft import Draft
from iomrules.program.file_rows import KEY_WORDS, filled_up, text_rows, without_borders
from iomrules.program.forms import fold
from iomrules.program.kind_words import in_quotes
from iomrules.program.read_cells import misfit, read_list, read_value, stated_by
from iomrules.source import Span
from iomrules.values import ABSENT, Entry, Unknown, Value, unknown

_Row = tuple[Span, tuple[tree.CellContent, ...]]


def read_catalogues(draft: Draft) -> None:
    """Fills the rows of every catalogue, keys first: an entry may name another of a catalogue read later."""
    grids = [(rows, *found) for rows in draft.rows if (found := _grid(draft, rows)) is not None]
    for _, catalogue, headings, body in grids:
        for span, cells in body:
            _add_key(draft, catalogue, _key(headings, cells), span)
    entries: dict[str, list[Entry]] = {}
    taken: set[tuple[str, str]] = set()
    for _, catalogue, headings, body in grids:
        for span, cells in body:
            entry = _entry(draft, catalogue, headings, span, cells)
            if entry is not None and (catalogue, entry.key) not in taken:
                taken.add((catalogue, entry.key))
                entries.setdefault(catalogue, []).append(entry)
    for name, found_entries in entries.items():
        _set_rows(draft, name, tuple(found_entries))


def _set_rows(draft: Draft, name: str, rows: tuple[Entry, ...]) -> None:
    catalogues = dict(draft.schema.catalogues)
    catalogues[name] = evolve(catalogues[name], rows=rows)
    draft.schema = Schema(draft.schema.enumerations, draft.schema.shapes, catalogues, draft.schema.forms)


# --- the grid ----------------------------------------------------------------------------------------------


def _grid(draft: Draft, rows: tree.Rows) -> tuple[str, tuple[str, ...], tuple[_Row, ...]] | None:
    """The catalogue meant, the field each column is for (`` for the keys) and the rows below the heading."""
    catalogue = draft.find(rows.catalogue, "value", list(draft.schema.catalogues))
    if catalogue is None:
        if not _is_declared_catalogue(draft, rows.catalogue):
            draft.unknown_name(rows.catalogue, list(draft.schema.catalogues))
        return None
    shape = draft.schema.shapes[draft.schema.catalogues[catalogue].shape]
    if rows.file is not None:
        return _file_grid(draft, catalogue, shape, rows)
    if not rows.rows:
        return None
    heading, *below = without_borders(rows.rows)
    for dated in (date for row in below for date in (row.begin or row.end,) if date is not None):
        draft.report(codes.ROW_WITH_DATES, dated.span)
    headings = _headings(draft, shape, tuple(_heading_word(cell) for cell in heading.cells), heading)
    if headings is None:
        return None
    return catalogue, headings, tuple((row.span, row.cells) for row in below)


def _is_declared_catalogue(draft: Draft, name: tree.Name) -> bool:
    """One whose own declaration is at fault was reported there."""
    declared = [each.name for each in draft.declared.values() if each.sort == "catalogue"]
    return draft.find(name, "value", declared) is not None


def _file_grid(
    draft: Draft, catalogue: str, shape: Shape, rows: tree.Rows
) -> tuple[str, tuple[str, ...], tuple[_Row, ...]] | None:
    assert rows.file is not None
    cells = text_rows(draft, rows.file)
    span = rows.file[0].span
    if not cells:
        return None
    words = tuple(tree.Name("_".join(text.split()), span=span) for text in cells[0])
    headings = _headings(draft, shape, words, tree.Row((), span=span))
    if headings is None:
        return None
    kinds = [fact.kind if (fact := shape.fact(heading)) else None for heading in headings]
    body = tuple(
        (span, tuple(content_of(text, kind, span) for text, kind in zip(row, kinds, strict=True))) for row in cells[1:]
    )
    return catalogue, headings, body


def _heading_word(cell: tree.CellContent) -> tree.Name:
    match cell:
        case tree.Name():
            return cell
        case tree.TextLiteral(text=text):
            return tree.Name("_".join(text.split()), span=cell.span)
    return tree.Name("", span=cell.span)


def _headings(draft: Draft, shape: Shape, words: tuple[tree.Name, ...], row: tree.Row) -> tuple[str, ...] | None:
    names = [fact.name for fact in shape.facts]
    found: list[str] = []
    for word in words:
        meant = draft.find(word, f"fact of {shape.name}", names)
        if meant is None and fold(word.text) in KEY_WORDS:
            meant = ""
        if meant is None:
            alike = draft.vocabulary.alike(word.text, names) or tuple(names)
            ru, en = in_quotes(alike)
            draft.report(codes.UNKNOWN_HEADING, word.span, heading=word.text, record=shape.name, known=ru, known_en=en)
            return None
        found.append(meant)
    lacking = [fact for fact in shape.facts if not fact.optional and fact.name not in found]
    if lacking:
        ru, en = in_quotes(fact.name for fact in lacking)
        draft.report(codes.COLUMN_LACKING, row.span, columns=ru, columns_en=en, record=shape.name)
        return None
    return tuple(found)


# --- entries -----------------------------------------------------------------------------------------------


def _key(headings: tuple[str, ...], cells: tuple[tree.CellContent, ...]) -> str:
    """The key of a row: from its own column, else from the first one."""
    named = (number for number, heading in enumerate(headings) if not heading or fold(heading) in KEY_WORDS)
    column = next(named, 0)
    cell = cells[column] if column < len(cells) else None
    match cell:
        case tree.Name(text=text) | tree.TextLiteral(text=text):
            return "_".join(text.split())
        case tree.NumberLiteral(number=number):
            return str(number)
    return ""


def _add_key(draft: Draft, catalogue: str, key: str, span: Span) -> None:
    if not key:
        draft.report(codes.ROW_WITHOUT_KEY, span, catalogue=catalogue)
        return
    listed = draft.schema.catalogues[catalogue]
    known = next((entry.key for entry in listed.rows if fold(entry.key) == fold(key)), None)
    if known is not None:
        related = draft.declared_in(f"key of {catalogue}", known)
        draft.report(codes.KEY_TWICE, span, related=related, key=key, catalogue=catalogue)
        return
    draft.places[(f"key of {catalogue}", key)] = span
    _set_rows(draft, catalogue, (*listed.rows, Entry(listed.shape, {}, key)))


def _entry(
    draft: Draft, catalogue: str, headings: tuple[str, ...], span: Span, cells: tuple[tree.CellContent, ...]
) -> Entry | None:
    listed: Catalogue = draft.schema.catalogues[catalogue]
    shape = draft.schema.shapes[listed.shape]
    key = _key(headings, cells)
    if not key:
        return None
    cells = filled_up(cells, len(headings), span)
    if len(cells) != len(headings):
        draft.report(codes.ROW_LENGTH, span, count=len(cells), expected=len(headings))
        return None
    given = {heading: cell for heading, cell in zip(headings, cells, strict=True) if heading}
    fields: dict[str, Value] = {}
    for fact in shape.facts:
        value = _cell(draft, fact, given[fact.name]) if fact.name in given else ABSENT
        if value is None:
            return None
        fields[fact.name] = value
    return Entry(shape.name, fields, key, str(span))


def _cell(draft: Draft, fact: Fact, cell: tree.CellContent) -> Value | None:
    match cell:
        case tree.EmptyCell() if fact.optional:
            return ABSENT
        case tree.EmptyCell() if isinstance(fact.kind, ListKind):
            return ()
        case tree.EmptyCell():
            draft.report(codes.CELL_LACKING, cell.span, field=fact.name)
            return None
        case tree.UnknownLiteral():
            return _unknown(fact)
        case tree.TruthLiteral(truth=False) if fact.optional:
            return False if _is_truth(fact) else ABSENT
        case tree.ListCell() if isinstance(fact.kind, ListKind):
            return read_list(draft, cell, fact.kind.element)
        case tree.ListCell() | tree.Band() | tree.AnyCell():
            misfit(draft, cell, fact.kind)
            return None
    return read_value(draft, cell, fact.kind, stated_by(draft, fact.name, fact.kind))


def _is_truth(fact: Fact) -> bool:
    return isinstance(fact.kind, TruthKind)


def _unknown(fact: Fact) -> Unknown:
    return unknown((missing(fact),))
