"""Records back into the workbook a school fills in: sheets by `write.workbook_plan`, cells by docs/records.md."""

from collections.abc import Iterable, Mapping, Sequence

from iomrules.facts.record import ByKeyKind, Catalogue, Enumeration, Fact, ListKind, Person, RecordKind, Schema, Shape
from iomrules.values import ABSENT, ByKey, Entry, Member, Unknown, Value
from iomrules.write.document import Document
from iomrules.write.spreadsheet import catalogue_workbook, workbook_of
from iomrules.write.texts import sentence, words
from iomrules.write.workbook_plan import CODE, ID, member_heading, sheet_name, workbook_plan

Rows = dict[str, list[dict[str, object]]]


def people_workbook(schema: Schema, shape: str, people: Sequence[Person], name: str) -> Document:
    """The workbook that reads back as these people."""
    own = schema.shapes[shape]
    people_sheet = workbook_plan(schema, shape)[0]
    headings = {column.heading for column in people_sheet.columns}
    rows: Rows = {people_sheet.name: [_person_row(person, own, headings) for person in people]}
    for fact in own.facts:
        match fact.kind:
            case ByKeyKind(enumeration=enumeration):
                known = schema.enumerations[enumeration]
                rows[sheet_name(fact.name)] = [
                    _keyed_row(person, value, known)
                    for person in people
                    if isinstance(value := person.facts.fields[fact.name], ByKey)
                ]
            case ListKind():
                rows[sheet_name(fact.name)] = [
                    row for person in people for row in _list_rows(person, fact, fact.kind, schema)
                ]
    return workbook_of(schema, shape, rows, name)


def entries_workbook(schema: Schema, entries: Mapping[str, Sequence[Entry]], name: str) -> Document:
    """The workbook of catalogue entries, a sheet for each catalogue, in the order given."""
    rows: Rows = {
        sheet_name(catalogue): [_entry_row(entry, schema.catalogues[catalogue], schema) for entry in own]
        for catalogue, own in entries.items()
    }
    return catalogue_workbook(schema, rows, name, list(entries))


def _person_row(person: Person, shape: Shape, headings: Iterable[str]) -> dict[str, object]:
    row: dict[str, object] = {
        ID: person.id,
        "Фамилия": person.name.surname,
        "Имя": person.name.given,
        "Отчество": person.name.patronymic,
        "Пол": person.sex,
        "Класс": person.form_class,
    }
    for fact in shape.facts:
        heading = sentence(words(fact.name))
        if heading in headings and heading not in row and not isinstance(fact.kind, ByKeyKind | ListKind):
            row[heading] = cell(person.facts.fields[fact.name], fact)
    return {heading: value for heading, value in row.items() if value not in (None, "")}


def _keyed_row(person: Person, marks: ByKey, known: Enumeration) -> dict[str, object]:
    row: dict[str, object] = {ID: person.id}
    for member in known.members:
        value = marks.get(member)
        heading = member_heading(known, member)
        if value is None:
            row[heading] = "нет"
        elif value is ABSENT:
            row[heading] = "осв"
        elif not isinstance(value, Unknown):
            row[heading] = value
    return row


def _list_rows(person: Person, fact: Fact, kind: ListKind, schema: Schema) -> Iterable[dict[str, object]]:
    value = person.facts.fields[fact.name]
    first = sentence(words(fact.name))
    if isinstance(kind.element, RecordKind):
        first = sentence(words(schema.shapes[kind.element.shape].facts[0].name))
    if isinstance(value, Unknown):
        yield {ID: person.id, first: "неизвестно"}
    for element in value if isinstance(value, tuple) else ():
        if isinstance(element, Entry) and isinstance(kind.element, RecordKind):
            yield {ID: person.id, **_fields(element, schema.shapes[kind.element.shape])}
        else:
            yield {ID: person.id, first: cell(element, fact)}


def _entry_row(entry: Entry, catalogue: Catalogue, schema: Schema) -> dict[str, object]:
    return {CODE: entry.key, **_fields(entry, schema.shapes[catalogue.shape])}


def _fields(entry: Entry, shape: Shape) -> dict[str, object]:
    pairs = {sentence(words(fact.name)): cell(entry.fields[fact.name], fact) for fact in shape.facts}
    return {heading: value for heading, value in pairs.items() if value is not None}


def cell(value: Value, fact: Fact) -> object:
    """A value as a cell; None is an empty one: absent where the fact may be absent, else unknown."""
    match value:
        case Unknown():
            return "неизвестно" if fact.optional else None
        case Member(name=name):
            return words(name)
        case tuple():
            return "; ".join(str(cell(each, fact)) for each in value)
        case _:
            return None if value is ABSENT else value
