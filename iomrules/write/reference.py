"""A reference page of a ruleset: every name with its kind, its place in the text, what it reads and who reads it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import fields, frozen, has

from iomrules.facts.record import Kind
from iomrules.program.core import (
    CatalogueOf,
    Constant,
    CriterionOf,
    Example,
    FactOf,
    FromFunction,
    FromTable,
    IndicatorOf,
    Parameter,
    ParameterOf,
    Program,
    Rating,
    Route,
    Rule,
    Selection,
    Table,
    TotalOf,
    VerdictOf,
)
from iomrules.source import NOWHERE, Span
from iomrules.values import Member
from iomrules.write.document import Document
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.html import write_page
from iomrules.write.regulation_parts import Clause
from iomrules.write.regulation_rules import (
    indicator_clause,
    parameter_clause,
    rating_clause,
    route_clause,
    rule_clause,
    selection_clause,
    table_clause,
)
from iomrules.write.regulation_terms import kind_words
from iomrules.write.said import Said, unit_of
from iomrules.write.texts import words

PAGE = "reference.html"

#: sort of declaration -> its heading and how its clause is written
SORTS: Mapping[str, tuple[str, Any]] = {
    "parameters": ("Параметры", parameter_clause),
    "tables": ("Таблицы", table_clause),
    "indicators": ("Показатели", indicator_clause),
    "ratings": ("Рейтинги", rating_clause),
    "selections": ("Отбор", selection_clause),
    "rules": ("Правила", rule_clause),
    "routes": ("Маршруты", route_clause),
}


@frozen
class Entry:
    """One name. id: unique on the page. kind: of its value, in words. place: file and line, or empty.

    reads, read_by: ids, in the order met. clause: what it says, as the regulation writes it. examples: titles of those
    that expect something of it.
    """

    id: str
    name: str
    title: str
    kind: str
    clause: Clause
    place: str = ""
    reads: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@frozen
class Reference:
    """Groups of entries under their headings."""

    title: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]


def reference(program: Program) -> Reference:
    """The reference of a program: what is known of people, lists of words, catalogues, then what is decided."""
    reads = {
        each.about.name: tuple(dict.fromkeys(_reads(each, program, _person(each))))
        for sort in SORTS
        for each in getattr(program, sort).values()
    }
    read_by: dict[str, list[str]] = {}
    for name, targets in reads.items():
        for target in targets:
            if target != name:
                read_by.setdefault(target, []).append(name)
    said = Said(program)
    groups = [
        ("Сведения", tuple(_facts(program, read_by))),
        ("Перечни", tuple(_enumerations(program, read_by))),
        ("Справочники", tuple(_catalogues(program, read_by))),
        *(
            (
                heading,
                tuple(
                    _entry(each, write(each, said), program, reads, read_by) for each in getattr(program, sort).values()
                ),
            )
            for sort, (heading, write) in SORTS.items()
        ),
    ]
    return Reference(program.about.label(), tuple((heading, each) for heading, each in groups if each))


def _person(declared: Any) -> str:
    applies = getattr(declared, "applies", None)
    return applies.person if applies else ""


def _reads(piece: Any, program: Program, person: str) -> Iterator[str]:
    """Ids of the names that a piece of a program reads."""
    match piece:
        case tuple():
            for each in piece:
                yield from _reads(each, program, person)
            return
        case FactOf(name=name):
            yield fact_id(person, name)
        case ParameterOf(name=name) | IndicatorOf(name=name) | CatalogueOf(name=name):
            yield name
        case VerdictOf(rule=name) | TotalOf(rating=name) | CriterionOf(rating=name) | FromTable(table=name):
            yield name
        case FromFunction(function=name):
            yield name
        case Selection(rating=name):
            yield name
        case Constant(value=Member(enumeration=enumeration)):
            yield f"перечень.{enumeration}"
    if has(type(piece)):
        for each in fields(type(piece)):
            inner = getattr(piece, each.name)
            if each.name not in ("span", "kind", "about") and (isinstance(inner, tuple) or has(type(inner))):
                yield from _reads(inner, program, person)


def fact_id(shape: str, name: str) -> str:
    """Facts of two shapes may share a name."""
    return f"{shape}.{name}"


def _entry(
    declared: Any,
    clause: Clause,
    program: Program,
    reads: Mapping[str, tuple[str, ...]],
    read_by: Mapping[str, list[str]],
) -> Entry:
    name = declared.about.name
    return Entry(
        name,
        name,
        declared.about.title,
        _kind(declared, program),
        clause,
        place_words(declared.about.span),
        tuple(each for each in reads[name] if each != name),
        tuple(read_by.get(name, ())),
        tuple(_examples(name, program.examples)),
    )


def _kind(declared: Any, program: Program) -> str:
    match declared:
        case Rule() | Selection():
            return "да, нет или неизвестно"
        case Route():
            return "состав маршрута"
        case Rating():
            return "число и место"
        case Parameter(kind=kind) | Table(kind=kind):
            return _kind_words(kind, program)
    return _kind_words(declared.value.kind, program)


def _kind_words(kind: Kind, program: Program) -> str:
    unit = unit_of(kind)
    return f"число, {unit}" if unit else kind_words(kind, program.schema)


def _examples(name: str, examples: Iterable[Example]) -> Iterator[str]:
    for each in examples:
        if any(expected.target == name for expected in each.expected):
            yield each.title


def place_words(span: Span) -> str:
    """`50-admission.iom, строка 4`; empty for what stands nowhere."""
    return "" if span == NOWHERE or not span.source else f"{span.source.rpartition('/')[2]}, строка {span.line}"


# --- what is known -------------------------------------------------------------------------------------------------


def _facts(program: Program, read_by: Mapping[str, list[str]]) -> Iterator[Entry]:
    for shape in program.schema.shapes.values():
        for fact in shape.facts:
            kind = kind_words(fact.kind, program.schema)
            marks = ["может отсутствовать"] if fact.optional else []
            marks += ["день поступления"] if fact.entry_day else []
            marks += ["сведения о здоровье"] if fact.health else []
            marks += [f"источник: {fact.source}"] if fact.source else []
            told = f"Сведение о записи «{words(shape.title or shape.name)}»" + (
                f"; {', '.join(marks)}" if marks else ""
            )
            own = fact_id(shape.name, fact.name)
            clause = Clause(f"{told}.")
            yield Entry(own, fact.name, fact.title, kind, clause, read_by=tuple(read_by.get(own, ())))


def _enumerations(program: Program, read_by: Mapping[str, list[str]]) -> Iterator[Entry]:
    for each in program.schema.enumerations.values():
        told = ", ".join(each.titles.get(member) or words(member) for member in each.members)
        synonyms = tuple(f"«{words(other)}» — то же, что «{words(member)}»." for other, member in each.synonyms.items())
        own = f"перечень.{each.name}"
        order = "по возрастанию" if each.ordered else "без порядка"
        clause = Clause(f"{told[:1].upper()}{told[1:]}.", after=synonyms)
        yield Entry(own, each.name, each.title, order, clause, read_by=tuple(read_by.get(own, ())))


def _catalogues(program: Program, read_by: Mapping[str, list[str]]) -> Iterator[Entry]:
    for each in program.schema.catalogues.values():
        keys = ", ".join(words(row.key) for row in each.rows)
        clause = Clause(f"Строки в правилах: {keys}." if keys else "Строки ведёт школа.")
        kind = f"записи «{words(each.shape)}», не больше {each.bound}"
        yield Entry(each.name, each.name, each.title, kind, clause, read_by=tuple(read_by.get(each.name, ())))


# --- the page ------------------------------------------------------------------------------------------------------


def reference_view(written: Reference) -> dict[str, Any]:
    """What the template shows."""
    entries = {each.id: each for _, group in written.groups for each in group}

    def links(ids: Iterable[str]) -> list[dict[str, str]]:
        return [
            {"якорь": each if each in entries else "", "имя": words(entries[each].name if each in entries else each)}
            for each in ids
        ]

    return {
        "документ": {"название": written.title},
        "группы": [
            {
                "название": heading,
                "имена": [
                    {
                        "якорь": each.id,
                        "имя": each.name,
                        "заголовок": each.title,
                        "вид": each.kind,
                        "место": each.place,
                        "текст": each.clause.text,
                        "подпункты": list(each.clause.points),
                        "таблицы": [
                            {"заголовки": list(sheet.headings), "строки": [list(row) for row in sheet.rows]}
                            for sheet in each.clause.sheets
                        ],
                        "после": list(each.clause.after),
                        "основания": "; ".join(each.clause.basis),
                        "читает": links(each.reads),
                        "читают": links(each.read_by),
                        "примеры": list(each.examples),
                    }
                    for each in group
                ],
            }
            for heading, group in written.groups
        ],
    }


def html_reference(environment: TemplateEnvironment, written: Reference, name: str) -> Document:
    """The page: one file, nothing from the network."""
    return write_page(environment, PAGE, reference_view(written), name)
