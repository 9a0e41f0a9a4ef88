"""The sheets and headings of the workbook in which a school gives its facts, as docs/records.md describes them."""

from collections.abc import Iterable, Iterator, Sequence

from iomrules.facts.record import (
    ByKeyKind,
    Catalogue,
    DateKind,
    Enumeration,
    EnumKind,
    Fact,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.frozen import frozen
from iomrules.values import decimal_text
from iomrules.write.texts import sentence, words

ID, CODE = "ID", "Код"
_WHO = (
    (ID, "номер личного дела или другой код; связывает листы между собой"),
    ("Фамилия", ""),
    ("Имя", ""),
    ("Отчество", "если есть"),
    ("Пол", "м или ж: только для склонения имени в документах"),
    ("Класс", "как привыкли: 10А"),
)
_LONGEST = 31


@frozen
class SheetColumn:
    """kind: what its cells hold, or None for words about the person. note: shown at the heading."""

    heading: str
    kind: Kind | None = None
    note: str = ""


@frozen
class SheetPlan:
    """One sheet. catalogue: the catalogue whose entries it holds, or empty."""

    name: str
    columns: tuple[SheetColumn, ...]
    catalogue: str = ""


def workbook_plan(schema: Schema, shape: str, catalogues: Sequence[str] = ()) -> tuple[SheetPlan, ...]:
    """People first, then facts kept by key, lists, and the catalogues named, in the order declared."""
    own = schema.shapes[shape]
    single = [fact for fact in own.facts if not isinstance(fact.kind, ByKeyKind | ListKind)]
    sheets = [SheetPlan(sheet_name(_plural(own.name)), tuple(_people_columns(single)))]
    sheets += [_key_sheet(fact, fact.kind, schema) for fact in own.facts if isinstance(fact.kind, ByKeyKind)]
    sheets += [_list_sheet(fact, fact.kind, schema) for fact in own.facts if isinstance(fact.kind, ListKind)]
    return (*sheets, *catalogue_plan(schema, catalogues))


def catalogue_plan(schema: Schema, catalogues: Sequence[str]) -> tuple[SheetPlan, ...]:
    """A sheet for each catalogue named."""
    return tuple(_catalogue_sheet(schema.catalogues[name], schema) for name in catalogues)


def sheet_name(name: str) -> str:
    """A name Excel allows."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in sentence(words(name)))
    return kept[:_LONGEST].strip(" '")


def _people_columns(single: Iterable[Fact]) -> Iterator[SheetColumn]:
    yield from (SheetColumn(heading, None, note) for heading, note in _WHO)
    taken = {heading.casefold() for heading, _ in _WHO}
    yield from (_column(fact) for fact in single if words(fact.name).casefold() not in taken)


def _key_sheet(fact: Fact, kind: ByKeyKind, schema: Schema) -> SheetPlan:
    known = schema.enumerations[kind.enumeration]
    headings = (member_heading(known, member) for member in known.members)
    columns = (SheetColumn(heading, kind.element, _note(fact, kind.element)) for heading in headings)
    return SheetPlan(sheet_name(fact.name), (SheetColumn(ID), *columns))


def member_heading(known: Enumeration, member: str) -> str:
    """The name as a heading, in the letters of the title where only these differ: ОБЗР."""
    title, name = known.titles.get(member, ""), words(member)
    return sentence(title if title.casefold() == name.casefold() else name)


def _list_sheet(fact: Fact, kind: ListKind, schema: Schema) -> SheetPlan:
    if isinstance(kind.element, RecordKind):
        columns = tuple(_column(each) for each in schema.shapes[kind.element.shape].facts)
    else:
        columns = (SheetColumn(sentence(words(fact.name)), kind.element, _note(fact, kind.element)),)
    return SheetPlan(sheet_name(fact.name), (SheetColumn(ID), *columns))


def _catalogue_sheet(catalogue: Catalogue, schema: Schema) -> SheetPlan:
    shape: Shape = schema.shapes[catalogue.shape]
    code = SheetColumn(CODE, None, "короткое имя записи: на него ссылаются правила и другие листы")
    return SheetPlan(sheet_name(catalogue.name), (code, *(_column(fact) for fact in shape.facts)), catalogue.name)


def _column(fact: Fact) -> SheetColumn:
    return SheetColumn(sentence(words(fact.name)), fact.kind, _note(fact, fact.kind))


def _note(fact: Fact, kind: Kind) -> str:
    parts = (
        fact.title,
        _kind_words(kind),
        f"где взять: {fact.source}" if fact.source else "",
        "может отсутствовать" if fact.optional else "",
        "день поступления" if fact.entry_day else "",
        "сведение о здоровье" if fact.health else "",
    )
    return "; ".join(part for part in parts if part)


def _kind_words(kind: Kind) -> str:
    match kind:
        case NumberKind(unit, whole, low, high):
            bounds = (
                f" от {decimal_text(low, ',')} до {decimal_text(high, ',')}"
                if low is not None and high is not None
                else ""
            )
            return ("целое число" if whole else "число") + bounds + (f", {unit}" if unit else "")
        case TruthKind():
            return "да или нет"
        case DateKind():
            return "дата: 01.09.2026"
        case EnumKind(enumeration):
            return f"из перечня «{words(enumeration)}»"
        case KeyKind(catalogue):
            return f"код из справочника «{words(catalogue)}»"
        case TextKind():
            return "текст"
        case ListKind():
            return "несколько значений через «;»"
        case _:
            return ""


def _plural(name: str) -> str:
    """`ученики` of ученик, `педагоги` of педагог, `учителя` of учитель: enough for the names of people."""
    if name.endswith("тель"):
        return f"{name[:-1]}я"
    if name[-1:] in "кгхжшщч":
        return f"{name}и"
    return f"{name[:-1]}и" if name[-1:] in "ьй" else f"{name}ы" if name[-1:] not in "аяыи" else name
