"""Sheets of a catalogue: courses, mentors, rooms; each row an entry under its code."""

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts import cells
from iomrules.facts.catalogues import KnownKeys, known_keys
from iomrules.facts.columns import Column, fact_headings, read_columns, report_unknown, shape_meaning
from iomrules.facts.fact_sheets import read_entry
from iomrules.facts.findings import Findings
from iomrules.facts.headings import Table
from iomrules.facts.identity import Part
from iomrules.facts.kinds import Reading
from iomrules.facts.letters import fold, hidden_character, shown
from iomrules.facts.record import Catalogue, Schema, TextKind
from iomrules.facts.sheets import Sheet
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import evolve
from iomrules.values import Entry


def listed_keys(sheet: Sheet, catalogue: Catalogue, schema: Schema) -> KnownKeys:
    """The codes of a sheet and the texts beside them, before anything is checked: entries may name one another."""
    try:
        table, columns, key = _table(sheet, catalogue, Vocabulary(schema), Findings())
    except InputError:
        return known_keys(catalogue, (), schema)
    texts = [column for column in columns if column.fact and isinstance(column.fact.kind, TextKind)]
    entries = [
        (
            cells.cell_text(sheet.cell(row, key.index)),
            [cells.cell_text(sheet.cell(row, text.index)) for text in texts],
        )
        for row in table.rows(Findings())
    ]
    return known_keys(catalogue, [(code, words) for code, words in entries if code], schema)


def read_catalogue(sheet: Sheet, catalogue: Catalogue, reading: Reading) -> tuple[tuple[Entry, ...], Findings]:
    """The sound entries of a sheet, and everything wrong with it. An entry with a fault is left out."""
    findings = Findings()
    findings.extend(sheet.diagnostics)
    shape = reading.vocabulary.schema.shapes[catalogue.shape]
    try:
        table, columns, key = _table(sheet, catalogue, reading.vocabulary, findings)
    except InputError as error:
        findings.extend(error.diagnostics)
        return (), findings
    report_unknown(table, columns, fact_headings(shape), findings)
    first: dict[str, str] = {fold(row.key): row.place or "набор правил" for row in catalogue.rows}
    entries: list[Entry] = []
    for row in table.rows(findings):
        here = evolve(reading, findings=Findings(), date1904=sheet.date1904)
        code = _code(table, row, key, catalogue, first=first, findings=here.findings)
        entry = read_entry(table, row, columns, shape, reading=here, key=code)
        findings.extend(here.findings)
        if not here.findings.faulty():
            entries.append(entry)
    if len(entries) > catalogue.bound:
        words = {"field": catalogue.title or catalogue.name, "count": len(entries), "bound": catalogue.bound}
        findings.add(codes.TOO_MANY, sheet.place(), **words)
        return (), findings
    return tuple(entries), findings


def _table(
    sheet: Sheet, catalogue: Catalogue, vocabulary: Vocabulary, findings: Findings
) -> tuple[Table, tuple[Column, ...], Column]:
    shape = vocabulary.schema.shapes[catalogue.shape]
    meaning = shape_meaning(shape, vocabulary)
    table, columns = read_columns(sheet, meaning, ("Код", *fact_headings(shape)), findings)
    key = next((column for column in columns if column.part is Part.ID), None)
    if key is None:
        words = {"what": "запись справочника", "what_en": "an entry of the catalogue", "expected": "«Код»"}
        raise InputError([codes.NO_KEY_COLUMN.at(sheet.place(), related=(), **words)])
    return table, columns, key


def _code(
    table: Table, row: int, key: Column, catalogue: Catalogue, *, first: dict[str, str], findings: Findings
) -> str:
    """The entry's code; none, or one met before, is a fault."""
    place = table.sheet.place(row, key.heading)
    raw = table.raw(row, key.index, findings)
    code = cells.cell_text(raw)
    if isinstance(raw, str) and (character := hidden_character(raw)):
        findings.add(codes.HIDDEN_CHARACTER, place, field=key.heading, character=character)
    if cells.is_blank(code):
        findings.add(codes.NO_ID, place)
    elif fold(code) in first:
        words = {"catalogue": catalogue.title or catalogue.name, "key": shown(code), "first": first[fold(code)]}
        findings.add(codes.CATALOGUE_KEY_TWICE, place, **words)
    else:
        first[fold(code)] = str(place)
    return code
