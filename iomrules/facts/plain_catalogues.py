"""Catalogue entries written in a plain file: a mapping by code, or a list of records each with its code."""

from collections.abc import Iterator, Mapping

from iomrules.codes import facts as codes
from iomrules.facts import cells
from iomrules.facts.findings import Findings, Place
from iomrules.facts.identity import Part, identity_part
from iomrules.facts.kinds import Reading, form_of
from iomrules.facts.letters import fold, shown, spelled
from iomrules.facts.placed import place_of
from iomrules.facts.record import Catalogue
from iomrules.frozen import evolve
from iomrules.values import Entry


def entries_of(
    content: object, catalogue: Catalogue, reading: Reading, place: Place
) -> tuple[tuple[Entry, ...], Findings]:
    """The sound entries, and everything wrong with the others."""
    findings = Findings()
    shape = reading.vocabulary.schema.shapes[catalogue.shape]
    first = {fold(row.key): row.place or "набор правил" for row in catalogue.rows}
    entries: list[Entry] = []
    for key, fields, at in _rows(content, place, findings):
        here = evolve(reading, findings=Findings())
        if not key:
            here.findings.add(codes.NO_ID, at)
        if fold(key) in first:
            words = {"catalogue": catalogue.title or catalogue.name, "key": shown(key), "first": first[fold(key)]}
            here.findings.add(codes.CATALOGUE_KEY_TWICE, at, **words)
        first.setdefault(fold(key), str(at))
        entry = here.record(fields, shape, at)
        findings.extend(here.findings)
        if not here.findings.faulty():
            entries.append(evolve(entry, key=key))
    return tuple(entries), findings


def _rows(content: object, place: Place, findings: Findings) -> Iterator[tuple[str, Mapping[object, object], Place]]:
    """Code, fields and place of each entry, whichever way they are written."""
    pairs: list[tuple[object, object, Place]]
    if isinstance(content, Mapping):
        pairs = [(key, fields, place_of(content, key, place)) for key, fields in content.items()]
    elif isinstance(content, list):
        pairs = [(None, fields, place_of(content, number, place)) for number, fields in enumerate(content)]
    else:
        pairs = [(None, content, place)]
    for key, fields, at in pairs:
        if isinstance(fields, Mapping):
            yield (*_own_key(key, fields), at)
        else:
            got, got_en = form_of(fields)
            words = {"expected": "запись из полей", "expected_en": "a record", "got": got, "got_en": got_en}
            findings.add(codes.PLAIN_SHAPE, at, **words)


def _own_key(key: object, fields: Mapping[object, object]) -> tuple[str, Mapping[object, object]]:
    if key is not None:
        return cells.cell_text(key), fields
    for name in fields:
        part = identity_part(spelled(name))
        if part and part[0] is Part.ID:
            return cells.cell_text(fields[name]), {word: raw for word, raw in fields.items() if word != name}
    return "", fields
