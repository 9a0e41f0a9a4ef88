"""A reference page of a ruleset: every name with its kind, its place in the text, what it reads and who reads it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import fields, has

from iomrules.facts.record import Kind
from iomrules.frozen import frozen
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
from iomrules.write import regulation_en, regulation_ru
from iomrules.write.document import Document
from iomrules.write.entry_terms import entry_terms
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.html import write_page
from iomrules.write.regulation_parts import Clause, ended
from iomrules.write.regulation_terms import TermClauses
from iomrules.write.said import Said, unit_of
from iomrules.write.texts import words

PAGE = "reference.html"

#: sorts of declarations with the name of what writes their clause, in the order of the page
SORTS = ("parameters", "tables", "indicators", "ratings", "selections", "rules", "routes")
#: what the page says of its own
WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "parameters": "Параметры",
        "tables": "Таблицы",
        "indicators": "Показатели",
        "ratings": "Рейтинги",
        "selections": "Отбор",
        "rules": "Правила",
        "routes": "Маршруты",
        "facts": "Сведения",
        "enumerations": "Перечни",
        "catalogues": "Справочники",
        "verdict": "да, нет или неизвестно",
        "route": "состав маршрута",
        "rating": "число и место",
        "number": "число",
        "line": "строка",
        "optional": "может отсутствовать",
        "entry_day": "день поступления",
        "health": "сведения о здоровье",
        "source": "источник",
        "fact": "Сведение о записи «{}»",
        "synonym": "«{}» — то же, что «{}».",
        "ascending": "по возрастанию",
        "unordered": "без порядка",
        "keys": "Строки в правилах: {}.",
        "no_keys": "Строки ведёт школа.",
        "entries": "записи «{}», не больше {}",
        "заглавие": "Справка",
        "справка": "Справка по правилам",
        "основание": "Основание",
        "читает": "Читает",
        "читают": "Читают",
        "примеры": "Примеры",
    },
    "en": {
        "parameters": "Parameters",
        "tables": "Tables",
        "indicators": "Indicators",
        "ratings": "Ratings",
        "selections": "Selections",
        "rules": "Rules",
        "routes": "Routes",
        "facts": "Facts",
        "enumerations": "Enumerations",
        "catalogues": "Catalogues",
        "verdict": "yes, no or unknown",
        "route": "what the route has",
        "rating": "a number and a place",
        "number": "number",
        "line": "line",
        "optional": "may be absent",
        "entry_day": "day of entry",
        "health": "health record",
        "source": "source",
        "fact": "A fact of the record “{}”",
        "synonym": "“{}” means the same as “{}”.",
        "ascending": "ascending",
        "unordered": "in no order",
        "keys": "Entries in the rules: {}.",
        "no_keys": "The school keeps the entries.",
        "entries": "records “{}”, at most {}",
        "заглавие": "Reference",
        "справка": "Reference of the rules",
        "основание": "Basis",
        "читает": "Reads",
        "читают": "Read by",
        "примеры": "Examples",
    },
}


@frozen
class Entry:
    """One name. id: unique on the page. kind: of its value, in words. place: file and line, or empty.
    of: the record that a fact is of.

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
    of: str = ""


@frozen
class Reference:
    """Groups of entries under their headings."""

    title: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    language: str = "ru"


def reference(program: Program, language: str = "ru") -> Reference:
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
    said, told = Said(program), WORDS[language]
    rules = regulation_en.RULES if language == "en" else regulation_ru.RULES
    groups = [
        (told["facts"], tuple(_facts(program, read_by, language))),
        (told["enumerations"], tuple(_enumerations(program, read_by, language))),
        (told["catalogues"], tuple(_catalogues(program, read_by, language))),
    ]
    for sort in SORTS:
        write = getattr(rules, f"{sort.removesuffix('s')}_clause")
        declared = getattr(program, sort).values()
        entries = (_entry(each, write(each, said), program, reads, read_by, language=language) for each in declared)
        groups.append((told[sort], tuple(entries)))
    return Reference(program.about.label(), tuple((heading, each) for heading, each in groups if each), language)


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
    *,
    language: str = "ru",
) -> Entry:
    name = declared.about.name
    return Entry(
        name,
        name,
        declared.about.title,
        _kind(declared, program, language),
        clause,
        place_words(declared.about.span, language),
        tuple(each for each in reads[name] if each != name),
        tuple(read_by.get(name, ())),
        tuple(_examples(name, program.examples)),
    )


def _kind(declared: Any, program: Program, language: str) -> str:
    match declared:
        case Rule() | Selection():
            return WORDS[language]["verdict"]
        case Route():
            return WORDS[language]["route"]
        case Rating():
            return WORDS[language]["rating"]
        case Parameter(kind=kind) | Table(kind=kind):
            return _kind_words(kind, program, language)
    return _kind_words(declared.value.kind, program, language)


def _kind_words(kind: Kind, program: Program, language: str) -> str:
    unit = unit_of(kind)
    if not unit:
        return _terms(language).kind_words(kind, program.schema)
    return f"{WORDS[language]['number']}, {_terms(language).speech.unit(unit)}"


def _terms(language: str) -> TermClauses:
    return regulation_en.TERMS if language == "en" else regulation_ru.TERMS


def _examples(name: str, examples: Iterable[Example]) -> Iterator[str]:
    for each in examples:
        if any(expected.target == name for expected in each.expected):
            yield each.title


def place_words(span: Span, language: str = "ru") -> str:
    """`50-admission.iom, строка 4`; empty for what stands nowhere."""
    nowhere = span == NOWHERE or not span.source
    return "" if nowhere else f"{span.source.rpartition('/')[2]}, {WORDS[language]['line']} {span.line}"


# --- what is known -------------------------------------------------------------------------------------------------


def _facts(program: Program, read_by: Mapping[str, list[str]], language: str) -> Iterator[Entry]:
    told = WORDS[language]
    for shape in program.schema.shapes.values():
        for fact in shape.facts:
            kind = _terms(language).kind_words(fact.kind, program.schema)
            marks = [told[mark] for mark in ("optional", "entry_day", "health") if getattr(fact, mark)]
            marks += [f"{told['source']}: {fact.source}"] if fact.source else []
            lead = told["fact"].format(words(shape.title or shape.name))
            of = words(shape.title or shape.name) if language == "en" else words(shape.name)
            own = fact_id(shape.name, fact.name)
            clause = Clause(f"{lead}; {', '.join(marks)}." if marks else f"{lead}.")
            yield Entry(own, fact.name, fact.title, kind, clause, read_by=tuple(read_by.get(own, ())), of=of)


def _enumerations(program: Program, read_by: Mapping[str, list[str]], language: str) -> Iterator[Entry]:
    said = WORDS[language]
    for each in program.schema.enumerations.values():
        called = {member: each.titles.get(member) or words(member) for member in each.members}
        synonyms = tuple(
            said["synonym"].format(words(other), called[member]) for other, member in each.synonyms.items()
        )
        own = f"перечень.{each.name}"
        order = said["ascending" if each.ordered else "unordered"]
        told = ended(", ".join(called.values()))
        clause = Clause(told, after=synonyms)
        yield Entry(own, each.name, each.title, order, clause, read_by=tuple(read_by.get(own, ())))


def _catalogues(program: Program, read_by: Mapping[str, list[str]], language: str) -> Iterator[Entry]:
    told = WORDS[language]
    for each in program.schema.catalogues.values():
        keys = ", ".join(_terms(language).tongue.called(row.key, program) for row in each.rows)
        entries = told["keys"].format(keys) if keys else told["no_keys"]
        clause = Clause(" ".join((entries, *entry_terms(each, program, language))))
        kind = told["entries"].format(words(program.schema.shapes[each.shape].title or each.shape), each.bound)
        yield Entry(each.name, each.name, each.title, kind, clause, read_by=tuple(read_by.get(each.name, ())))


# --- the page ------------------------------------------------------------------------------------------------------


def reference_view(written: Reference) -> dict[str, Any]:
    """What the template shows."""
    entries = {each.id: each for _, group in written.groups for each in group}

    def plain(entry: Entry) -> str:
        return words((entry.title if written.language == "en" else "") or entry.name)

    times = Counter(map(plain, entries.values()))

    def called(own: str) -> str:
        """A fact's name says of which record it is, where others are called so too."""
        entry = entries.get(own)
        if entry is None:
            return words(own)
        name = plain(entry)
        return f"{name} ({entry.of})" if entry.of and times[name] > 1 else name

    def links(ids: Iterable[str]) -> list[dict[str, str]]:
        return [{"якорь": each if each in entries else "", "имя": called(each)} for each in ids]

    return {
        "язык": written.language,
        "слова": dict(WORDS[written.language]),
        "документ": {"название": written.title, "в_кавычках": _terms(written.language).tongue.quoted(written.title)},
        "группы": [
            {
                "название": heading,
                "имена": [
                    {
                        "якорь": each.id,
                        "имя": each.name,
                        "ссылка": called(each.id),
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
