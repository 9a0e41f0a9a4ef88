"""A school's workbook: which sheet holds people, which a fact of theirs, which a catalogue; and people out of them."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import partial
from pathlib import PurePath

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts.columns import Column, fact_headings, read_columns, report_unknown, shape_meaning
from iomrules.facts.findings import Findings
from iomrules.facts.headings import Table
from iomrules.facts.identity import Identity, Part, identity, name_of, quiet_identity, quiet_text
from iomrules.facts.kinds import Reading, blank_cell, is_not_kept
from iomrules.facts.letters import fold, fold_all, shown, suggest
from iomrules.facts.people import Draft, fact_raw, told_as_class
from iomrules.facts.record import ByKeyKind, Catalogue, Fact, ListKind, RecordKind, Shape
from iomrules.facts.remembered import each_once, in_rows, person_columns, read_whole
from iomrules.facts.sheets import Coming, Sheet
from iomrules.facts.vocabulary import Vocabulary, spellings
from iomrules.frozen import define, evolve, field, frozen
from iomrules.source import Cell
from iomrules.values import ByKey, Value

#: names a list of people has in any school, beside the name of its shape
_PEOPLE_SHEETS = frozenset({"список", "люди", "контингент", "people"})
_IDENTITY_EXPECTED = ("ID", "Фамилия", "Имя", "Отчество", "Пол", "Класс")


class Role(Enum):
    """What a sheet holds. OTHERS: people of another shape, left for a reading of theirs."""

    PEOPLE = "people"
    FACT = "fact"
    CATALOGUE = "catalogue"
    OTHERS = "others"


@frozen
class Task:
    """A sheet and what it holds. fact, catalogue: which, for those roles."""

    coming: Coming
    role: Role
    fact: Fact | None = None
    catalogue: Catalogue | None = None

    @property
    def sheet(self) -> Sheet:
        """Waited for. Raises InputError where it cannot be read."""
        return self.coming.sheet()

    @property
    def of_people(self) -> bool:
        return self.role is Role.PEOPLE


@define
class Register:
    """People read so far, by the ways a row of another sheet may name them."""

    drafts: list[Draft] = field(factory=list)
    #: those of whose identity nothing had to be said, by the id as it was read
    plainly: dict[str, Draft] = field(factory=dict, init=False)
    _by_id: dict[str, Draft] = field(factory=dict, init=False)
    _by_name: dict[str, list[Draft]] = field(factory=dict, init=False)
    _named: int = field(default=0, init=False)

    def add(self, drafts: Sequence[Draft]) -> None:
        """People in the order read."""
        self.drafts += drafts
        for draft, number in zip(drafts, fold_all([draft.identity.id for draft in drafts]), strict=True):
            who = draft.identity
            if self._by_id.setdefault(number, draft) is draft and who.given_id and not draft.findings.met:
                self.plainly[who.id] = draft

    def find(self, who: Identity) -> Draft | None:
        """The person a row is about: by id, or by a name (and class) that is theirs alone."""
        if who.given_id:
            return self._by_id.get(fold(who.id))
        self._learn_names()
        same = self._by_name.get(who.same_name(), [])
        return same[0] if len(same) == 1 else None

    def _learn_names(self) -> None:
        """Only where a row gives no id."""
        for draft in self.drafts[self._named :]:
            own = draft.identity
            for key in dict.fromkeys((own.same_name(), f"{fold(own.name.full())}|")):
                self._by_name.setdefault(key, []).append(draft)
        self._named = len(self.drafts)

    def ids(self) -> list[str]:
        return [draft.identity.id for draft in self.drafts]


def sort_sheets(
    sheets: tuple[Coming, ...], shape: Shape, vocabulary: Vocabulary, file: str, *, alone: bool = True
) -> tuple[tuple[Task, ...], Findings]:
    """What each sheet of one file holds.

    A file of one unrecognised sheet is a list of people; beside other files, what the file's name says.
    An unrecognised sheet among others is a warning; a file where nothing was recognised is an error.
    """
    findings = Findings()
    tasks = [task for sheet in sheets if (task := _task(sheet, shape, vocabulary))]
    if not tasks and len(sheets) == 1:
        named = None if alone else _named_by_file(sheets[0], shape, vocabulary, file)
        return (named or Task(sheets[0], Role.PEOPLE),), findings
    if not tasks:
        found = ", ".join(f"«{shown(sheet.name)}»" for sheet in sheets) or "—"
        words = {"expected": people_sheet_name(shape), "found": found}
        findings.add(codes.NO_PEOPLE_SHEET, Cell(file), **words)
        return (), findings
    taken = {task.coming.name for task in tasks}
    for sheet in sheets:
        if sheet.name not in taken and any(sheet.sheet().rows):
            hints = suggest(sheet.name, sheet_names(shape, vocabulary))
            findings.add(codes.UNKNOWN_SHEET, Cell(file, sheet.name), sheet=shown(sheet.name), **hints)
    return tuple(tasks), findings


def people_sheet_name(shape: Shape) -> str:
    """The name the list of people is expected under."""
    return (shape.title or shape.name).replace("_", " ")


def sheet_names(shape: Shape, vocabulary: Vocabulary) -> list[str]:
    """Every name a sheet may have."""
    facts = [fact.title or fact.name for fact in shape.facts if _has_sheet(fact)]
    catalogues = [catalogue.title or catalogue.name for catalogue in vocabulary.schema.catalogues.values()]
    return [people_sheet_name(shape), *facts, *catalogues]


def _task(sheet: Coming, shape: Shape, vocabulary: Vocabulary) -> Task | None:
    if names_people(sheet.name, shape, vocabulary):
        return Task(sheet, Role.PEOPLE)
    if fact := _sheet_fact(sheet.name, shape, vocabulary):
        return Task(sheet, Role.FACT, fact=fact)
    if found := vocabulary.catalogues().find(sheet.name):
        return Task(sheet, Role.CATALOGUE, catalogue=vocabulary.schema.catalogues[found.name])
    others = (other for other in vocabulary.schema.shapes.values() if other.person and other.name != shape.name)
    if any(names_people(sheet.name, other, vocabulary) for other in others):
        return Task(sheet, Role.OTHERS)
    return Task(sheet, Role.PEOPLE) if fold(sheet.name) in _PEOPLE_SHEETS else None


def _named_by_file(sheet: Coming, shape: Shape, vocabulary: Vocabulary, file: str) -> Task | None:
    """What `курсы.csv` or `достижения.csv` holds, given beside the list of people: a text file names no sheet."""
    found = _task(evolve(sheet, name=PurePath(file).stem), shape, vocabulary)
    return evolve(found, coming=sheet) if found and found.role in (Role.FACT, Role.CATALOGUE) else None


def names_people(title: str, shape: Shape, vocabulary: Vocabulary) -> bool:
    """Whether a sheet's name is that of a shape of people: in any case form, or plainly its plural."""
    name, word = fold(shape.name), fold(title)
    return bool(vocabulary.shape_names(shape).find(title)) or (word.startswith(name) and len(word) - len(name) <= 2)


def _has_sheet(fact: Fact) -> bool:
    return isinstance(fact.kind, ByKeyKind | ListKind | RecordKind)


def _sheet_fact(title: str, shape: Shape, vocabulary: Vocabulary) -> Fact | None:
    """The fact a sheet is named after, or after the shape of its records."""
    declared: list[tuple[str, str]] = []
    for fact in filter(_has_sheet, shape.facts):
        declared += [(fact.name, fact.name), (fact.title, fact.name)]
    for fact in filter(_has_sheet, shape.facts):
        element = fact.kind.element if isinstance(fact.kind, ListKind) else fact.kind
        if isinstance(element, RecordKind):
            records = vocabulary.schema.shapes[element.shape]
            declared += [(records.name, fact.name), (records.title, fact.name)]
    found = spellings(declared, vocabulary.schema.forms).find(title)
    return shape.fact(found.name) if found else None


def read_people(sheet: Sheet, shape: Shape, reading: Reading, register: Register) -> tuple[Findings, tuple[str, ...]]:
    """Add the people of a sheet to the register; gives what is wrong with the sheet and the rows of nobody.

    What is wrong with a person stays in that person's draft.
    """
    findings = Findings()
    findings.extend(sheet.diagnostics)
    try:
        meaning = shape_meaning(shape, reading.vocabulary)
        table, columns = read_columns(sheet, meaning, (*_IDENTITY_EXPECTED, *fact_headings(shape)), findings)
        require_key(table, columns, findings)
    except InputError as error:
        findings.extend(error.diagnostics)
        return findings, ()
    report_unknown(table, columns, (*_IDENTITY_EXPECTED, *fact_headings(shape)), findings)
    nobody: list[str] = []
    drafts: list[Draft] = []
    empty = True
    reading = evolve(reading, date1904=sheet.date1904)
    whole = _whole_drafts(table, columns, reading)
    for row in table.rows(findings):
        empty = False
        if (draft := whole[row - table.start]) is None:
            draft, met = _row_draft(table, row, columns, shape, reading)
            if draft is None:
                findings.extend(met)
                nobody.append(str(sheet.place(row)))
                continue
        drafts.append(draft)
    register.add(drafts)
    if empty:
        findings.add(codes.NO_ROWS, sheet.place())
    return findings, tuple(nobody)


def require_key(table: Table, columns: Iterable[Column], findings: Findings) -> None:
    """Raises InputError (F031) where no column says who a row is about."""
    if not any(column.part in {Part.ID, Part.SURNAME, Part.FULL} for column in columns):
        words = {"what": "человека", "what_en": "a person", "expected": "«ID» или «Фамилия»"}
        raise InputError([codes.NO_KEY_COLUMN.at(table.sheet.place(), related=(), **words)])


def _whole_drafts(table: Table, columns: tuple[Column, ...], reading: Reading) -> Sequence[Draft | None]:
    """The people of all rows, read a column at a time; None for a row that is to be read by itself."""
    of_facts = person_columns(columns)
    if of_facts is None:
        return [None] * (len(table.sheet.rows) - table.start)
    names = tuple(column.name for column in of_facts)
    drafts: list[Draft | None] = []
    places = table.sheet.row_texts(range(table.start, len(table.sheet.rows)))
    given = zip(_whole_identities(table, columns), read_whole(table, of_facts, reading), places, strict=True)
    for row, (who, values, told) in enumerate(given, start=table.start):
        if who is None or values is None or table.is_wider(row):
            drafts.append(None)
        else:
            facts = dict(zip(names, values, strict=True))
            drafts.append(Draft(who, table.sheet.place(row), facts, told=told))
    return drafts


def _whole_identities(table: Table, columns: tuple[Column, ...]) -> Sequence[Identity | None]:
    """Who the rows are about; None where something is to be said of one, or nobody is named."""
    parts = {column.part: column.index for column in columns if column.part is not None}
    count = len(table.sheet.rows) - table.start
    if any(column in parts.values() for _, column in table.sheet.formulas):
        return [None] * count
    told = [
        each_once(table.column(parts[part]), partial(quiet_text, part)) if part in parts else (("",) * count, False)
        for part in (Part.ID, Part.SURNAME, Part.GIVEN, Part.PATRONYMIC, Part.FULL, Part.CLASS, Part.SEX)
    ]
    return [
        None if row is None else quiet_identity(row[0], name_of(row[1], row[2], row[3], row[4]), row[5], row[6])
        for row in in_rows(table, told)
    ]


def _row_draft(
    table: Table, row: int, columns: tuple[Column, ...], shape: Shape, reading: Reading
) -> tuple[Draft | None, Findings]:
    """One row read by itself."""
    findings = reading.findings = Findings()
    place = table.sheet.place(row)
    table.check_width(row, findings)
    who = identity(row_parts(table, row, columns, findings), place, findings)
    facts: dict[str, Value] = {}
    keyed: dict[str, list[tuple[str, Value]]] = {}
    for column in columns:
        if column.fact is None or told_as_class(column.fact, findings):
            continue
        at = table.sheet.place(row, shown(column.heading))
        # A fault of a cell of identity is told once, by identity.
        raw = table.raw(row, column.index, findings if column.part is None else Findings())
        if raw is None:
            continue
        kind = column.fact.kind
        if column.key and isinstance(kind, ByKeyKind) and is_not_kept(raw, kind):
            keyed.setdefault(column.fact.name, [])
        elif column.key and isinstance(kind, ByKeyKind):
            value = reading.keyed(raw, column.fact, kind, column.key, at)
            keyed.setdefault(column.fact.name, []).append((column.key, value))
        else:
            fact = column.fact
            facts[fact.name] = reading.value(fact_raw(raw, fact), fact, at, blank_cell(fact))
    for name, pairs in keyed.items():
        facts[name] = in_order(pairs, shape, name, reading)
    return (Draft(who, place, facts, findings) if who else None), findings


def row_parts(table: Table, row: int, columns: Iterable[Column], findings: Findings) -> dict[Part, object]:
    """The identity's cells of a row; formulas and errors in them are reported."""
    parts: dict[Part, object] = {}
    for column in columns:
        if column.part is not None:
            table.check_identity(row, column.index, findings)
            parts[column.part] = table.raw(row, column.index, findings)
    return parts


def in_order(pairs: Iterable[tuple[str, Value]], shape: Shape, name: str, reading: Reading) -> ByKey:
    """A fact kept by key, in the order of its enumeration."""
    fact = shape.fact(name)
    assert fact is not None and isinstance(fact.kind, ByKeyKind)
    enumeration = reading.vocabulary.schema.enumerations[fact.kind.enumeration]
    return ByKey(tuple(sorted(pairs, key=lambda pair: enumeration.rank(pair[0]))))


def row_people(
    table: Table, columns: tuple[Column, ...], register: Register, findings: Findings
) -> Iterable[tuple[int, Draft]]:
    """The rows of another sheet with the person each is about; rows of nobody are reported."""
    key = next((column.index for column in columns if column.part is Part.ID), None)
    if key is None or table.sheet.formulas or table.marked:
        return _people_of_rows(table, columns, register, findings, ())
    plainly = list(map(register.plainly.get, table.column(key)))  # type: ignore[arg-type]
    if all(plainly) and table.all_begin_with_codes():
        return enumerate(plainly, start=table.start)  # type: ignore[arg-type]
    return _people_of_rows(table, columns, register, findings, plainly)


def _people_of_rows(
    table: Table,
    columns: tuple[Column, ...],
    register: Register,
    findings: Findings,
    plainly: Sequence[Draft | None],
) -> Iterator[tuple[int, Draft]]:
    """The same row by row. plainly: whom each row names in so many words, where that is enough."""
    for row in table.rows(findings):
        if plainly and (known := plainly[row - table.start]) is not None:
            yield row, known
            continue
        met = Findings()
        who = identity(row_parts(table, row, columns, met), table.sheet.place(row), met)
        draft = register.find(who) if who else None
        if draft:
            draft.findings.extend(tuple(d for d in met.met if d.kind is codes.FORMULA_IN_IDENTITY))
            yield row, draft
        elif who:
            findings.add(codes.NOBODY, table.sheet.place(row), id=shown(who.id), **suggest(who.id, register.ids()))
        else:
            findings.extend(met)
