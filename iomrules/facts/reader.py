"""The public door of the room: files of people's records in, checked records out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomrules.codes import facts as codes
from iomrules.collecting import paused
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.catalogues import KnownKeys, declared_keys
from iomrules.facts.contents import read_bytes
from iomrules.facts.findings import Findings, told_once
from iomrules.facts.identity import identity_part
from iomrules.facts.kinds import Reading
from iomrules.facts.letters import spelled
from iomrules.facts.people import Distinct, Draft, Shelf, draft_person, without_duplicates
from iomrules.facts.plain import read_plain
from iomrules.facts.plain_catalogues import entries_of
from iomrules.facts.record import Catalogue, Records, Schema, Shape, layout_of
from iomrules.facts.vocabulary import Names, Vocabulary
from iomrules.frozen import define, field, frozen
from iomrules.packed import Packed, picked
from iomrules.source import Cell, Span
from iomrules.values import Entry

if TYPE_CHECKING:
    from iomrules.facts.sheets import Coming
    from iomrules.facts.workbook import Register, Task

#: ends of file names, and the form each promises
FORMATS: Mapping[str, str] = {
    ".xlsx": "table", ".xlsm": "table", ".xls": "table", ".ods": "table", ".csv": "table", ".tsv": "table",
    ".txt": "table", ".htm": "table", ".html": "table",
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


@frozen
class Source:
    """One file of records.

    name: how messages call it. content: its bytes, or the path to read. format: `xlsx`, `csv`, `yaml` … ; empty: told
    by the name's end, and for tables by the content.
    """

    name: str
    content: bytes | Path
    format: str = ""


@define
class _Loaded:
    """What was in a source, before any of it is checked.

    people: gone through once; broken: lines that could not be read, all known then. met: what is found of the source
    itself. spoilt: whether reading on showed that nothing of it counts.
    """

    name: str
    tasks: "tuple[Task, ...]" = ()
    sheets: "tuple[Coming, ...]" = ()
    people: Iterable[tuple[object, Span]] = ()
    catalogues: list[tuple[Catalogue, object, Span]] = field(factory=list)
    broken: Sequence[tuple[Span, tuple[Diagnostic, ...]]] = ()
    met: Findings = field(factory=Findings)
    spoilt: bool = False


def read_records(sources: Sequence[Source], schema: Schema, shape: str) -> Records:
    """People of `shape` and catalogue entries out of all sources together.

    People stand in the order of sources and rows. One whose own data are at fault is left out and named in `faulty`;
    a source that cannot be used at all stops neither the others nor this function: see the diagnostics.
    """
    with paused():
        records = _read_whole(sources, schema, shape, list)
        layout_of(schema, shape).lay_all(records.people)
    return records


def read_packed_records(sources: Sequence[Source], schema: Schema, shape: str) -> Records:
    """As `read_records`, the people in little memory: for who goes through them one by one."""
    return _read_whole(sources, schema, shape, Packed)


def _read_whole(sources: Sequence[Source], schema: Schema, shape: str, shelf: Callable[[], Shelf]) -> Records:
    """shelf: makes what people are put into."""
    with paused():
        try:
            return _read(sources, schema, shape, shelf())
        except InputError:
            # A sheet turned out to be damaged when others of its file were in use already: then of none of them.
            return _read(sources, schema, shape, shelf(), wait=True)


def _read(sources: Sequence[Source], schema: Schema, shape: str, shelf: Shelf, *, wait: bool = False) -> Records:
    """wait: for every sheet of a file before one is used; else the next is read beside. Raises InputError for one."""
    vocabulary, people_shape, findings = Vocabulary(schema), schema.shapes[shape], Findings()
    alone = len(sources) == 1
    loaded = [_loaded(source, people_shape, vocabulary, wait=wait, alone=alone) for source in sources]
    entries, keys = _catalogues(loaded, vocabulary, findings)
    reading = Reading(vocabulary, keys)
    nobody: list[str] = []
    drafts: list[Draft] = []
    register: Register | None = _of_tables().Register() if any(source.tasks for source in loaded) else None
    for source in loaded:
        drafts += _people(source, people_shape, reading, register, shelf=shelf, findings=findings, nobody=nobody)
    distinct = without_duplicates(drafts)  # the sheets of facts are still being read
    for source in loaded:
        for task in source.tasks:
            if task.fact:
                findings.extend(_of_tables().read_fact_sheet(task.sheet, task.fact, people_shape, reading, register))
    _wait(sheet for source in loaded for sheet in source.sheets)
    findings = Findings([each for source in loaded for each in source.met.met] + findings.met)
    _require_people(loaded, people_shape, findings)
    return _records(drafts, distinct, people_shape, entries, findings, nobody=nobody, shelf=shelf)


def _of_tables() -> Any:
    """What reads tables, imported when the first is met: a program that sends JSON needs none of it."""
    return import_module("iomrules.facts.table_files")


def _wait(sheets: "Iterable[Coming]") -> None:
    """Raises InputError where one of the sheets cannot be read, also one that nothing is taken from."""
    for coming in sheets:
        coming.sheet()


def _loaded(source: Source, shape: Shape, vocabulary: Vocabulary, *, wait: bool, alone: bool) -> _Loaded:
    try:
        form = _form(source)
        if form == "table":
            of_tables = _of_tables()
            sheets = of_tables.open_tables(source.content, source.name, wait)
            if wait:
                _wait(sheets)
            tasks, met = of_tables.sort_sheets(sheets, shape, vocabulary, source.name, alone=alone)
            here = _Loaded(source.name, tasks, sheets)
            here.met.extend(met)
            return here
        data = source.content if isinstance(source.content, bytes) else read_bytes(source.content, source.name)
        plain = read_plain(data, source.name, form)
        records = iter(plain.records)
        # with one record, the file may be sections; more than that are people, read one by one
        first = list(islice(records, 2))
        here = _sections(first, shape, vocabulary, source.name) if len(first) < 2 else _Loaded(source.name)
        if len(first) == 2:
            here.people = chain(first, records)
        here.broken = plain.broken
        return here
    except InputError as error:
        return _Loaded(source.name, met=Findings([*error.diagnostics]))


def _form(source: Source) -> str:
    ending = f".{source.format.lower().lstrip('.')}" if source.format else Path(source.name).suffix.lower()
    if ending in FORMATS:
        return FORMATS[ending]
    known = ", ".join(word.lstrip(".") for word in FORMATS)
    told = ending.lstrip(".") or source.name
    raise InputError([codes.FORMAT_UNKNOWN.at(Cell(source.name), format=told, known=known)])


def _sections(records: list[tuple[object, Span]], shape: Shape, vocabulary: Vocabulary, name: str) -> _Loaded:
    """A file of plain records: a list of people, one person, or sections by name (`ученики:`, `курсы:`)."""
    top = records[0][0] if len(records) == 1 else None
    if not isinstance(top, dict) or any(identity_part(spelled(key)) for key in top):
        return _Loaded(name, people=records)
    here = _Loaded(name)
    place, listed = records[0][1], list[tuple[object, Span]]()
    people, catalogues = vocabulary.shape_names(shape), vocabulary.catalogues()
    for key, content in top.items():
        word, at = spelled(key), getattr(top, "places", {}).get(key, place)
        if _names_people(word, shape, people):
            listed += _elements(content, at)
        elif found := catalogues.find(word):
            here.catalogues.append((vocabulary.schema.catalogues[found.name], content, at))
        else:
            return _Loaded(name, people=records)
    here.people = listed
    return here


def _names_people(word: str, shape: Shape, names: Names) -> bool:
    return bool(names.find(word)) or (word.startswith(shape.name) and len(word) - len(shape.name) <= 2)


def _elements(content: object, at: Span) -> list[tuple[object, Span]]:
    if not isinstance(content, list):
        return [(content, at)]
    places = getattr(content, "places", [at] * len(content))
    return list(zip(content, places, strict=True))


def _catalogues(
    loaded: Iterable[_Loaded], vocabulary: Vocabulary, findings: Findings
) -> tuple[dict[str, tuple[Entry, ...]], Mapping[str, KnownKeys]]:
    """The entries of every catalogue met, checked against each other's codes, and the codes people may name."""
    schema = vocabulary.schema
    tasks = [task for source in loaded for task in source.tasks if task.catalogue]
    keys = declared_keys(schema, {})
    for task in tasks:
        assert task.catalogue is not None
        listed = _of_tables().listed_keys(task.sheet, task.catalogue, schema).names.spelled
        keys = {**keys, task.catalogue.name: _joined(keys[task.catalogue.name], listed)}
    entries: dict[str, tuple[Entry, ...]] = {}
    reading = Reading(vocabulary, keys)
    for task in tasks:
        assert task.catalogue is not None
        read, met = _of_tables().read_catalogue(task.sheet, task.catalogue, reading)
        findings.extend(met)
        entries[task.catalogue.name] = entries.get(task.catalogue.name, ()) + read
    for source in loaded:
        for catalogue, content, place in source.catalogues:
            read, met = entries_of(content, catalogue, reading, place)
            findings.extend(met)
            entries[catalogue.name] = entries.get(catalogue.name, ()) + read
    return entries, declared_keys(schema, entries) if tasks or entries else keys


def _joined(known: KnownKeys, listed: Mapping[str, str]) -> KnownKeys:
    return KnownKeys(known.title, Names({**listed, **known.names.spelled}, known.names.forms))


def _people(
    source: _Loaded,
    shape: Shape,
    reading: Reading,
    register: "Register | None",
    *,
    shelf: Shelf,
    findings: Findings,
    nobody: list[str],
) -> list[Draft]:
    """The people of one source, in order; those of tables are registered for the sheets of facts.

    The others are on the shelf at once.
    """
    before = len(register.drafts) if register else 0
    for task in source.tasks:
        if task.of_people:
            met, unnamed = _of_tables().read_people(task.sheet, shape, reading, register)
            findings.extend(met)
            nobody += unnamed
    drafts = register.drafts[before:] if register else []
    unnamed_here: list[str] = []
    nameless = Findings()
    for plain, place in _told(source):
        draft, met = draft_person(plain, reading, shape, place)
        if draft:
            drafts.append(draft.done(shelf, shape))
        else:
            nameless.extend(met)
            unnamed_here.append(str(place))
    if source.spoilt:
        return []
    findings.extend(nameless)
    source.met.extend(tuple(found for _, why in source.broken for found in why))
    nobody += [*unnamed_here, *(str(place) for place, _ in source.broken)]
    return drafts


def _told(source: _Loaded) -> Iterator[tuple[object, Span]]:
    """The source's people as they are read."""
    try:
        yield from source.people
    except InputError as error:
        source.spoilt = True
        source.met.extend(tuple(error.diagnostics))


def _require_people(loaded: Iterable[_Loaded], shape: Shape, findings: Findings) -> None:
    """Report that no source had a list of people, where tables were read and nothing else was said against them."""
    if findings.faulty() or any(s.people or any(t.of_people for t in s.tasks) for s in loaded):
        return
    for source in loaded:
        found = ", ".join(f"«{task.sheet.name}»" for task in source.tasks) or "—"
        words = {"expected": _of_tables().people_sheet_name(shape), "found": found}
        findings.add(codes.NO_PEOPLE_SHEET, Cell(source.name), **words)
        return


def _records(
    drafts: list[Draft],
    distinct: Distinct,
    shape: Shape,
    entries: dict[str, tuple[Entry, ...]],
    findings: Findings,
    *,
    nobody: list[str],
    shelf: Shelf,
) -> Records:
    alone, twice, left_out = distinct
    for found in told_once([draft.findings.all() for draft in drafts if draft.findings.met], codes.NOT_IN_CATALOGUE):
        findings.extend(found)
    findings.extend(twice)
    sound = [draft.put(shelf, shape) for draft in alone if not (draft.findings.met and draft.findings.faulty())]
    people = picked(shelf, sound) if isinstance(shelf, Packed) else tuple([shelf[each] for each in sound])
    faulty = [draft.identity.id for draft in alone if draft.findings.met and draft.findings.faulty()]
    return Records(people, entries, findings.all(), (*faulty, *left_out, *nobody))
