"""What a regulation says before its rules: what it is, what it rests on, what its words and facts mean."""

from collections.abc import Iterator

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
    TruthKind,
)
from iomrules.program.core import Program
from iomrules.values import ABSENT
from iomrules.write.entry_terms import entry_terms
from iomrules.write.regulation_parts import Clause, Sheet, basis_of, ended, number_with_unit, term
from iomrules.write.texts import value_text, words
from iomrules.write.words_ru import join_list, number_text, quoted

LAYERS = {
    "federal": "федеральный",
    "region": "региональный",
    "school": "школьный",
    "profile": "уровень профиля",
    "partner": "уровень организации-партнёра",
}


# --- 1 -------------------------------------------------------------------------------------------------------------


def general_clauses(program: Program) -> tuple[Clause, ...]:
    """What is regulated, by whom, since when, and how silence is read."""
    about = program.about
    basis = basis_of(about)
    clauses = [
        Clause(
            f"Настоящее Положение устанавливает порядок по предмету «{about.label()}»: какие сведения учитываются, "
            "как рассчитываются показатели и рейтинги, при каких условиях принимаются решения и из чего составляются "
            "маршруты."
        )
    ]
    if basis:
        clauses.append(Clause("Положение разработано в соответствии со следующими актами:", points=basis))
    in_force = term(about.begin, about.end)
    version = f"Версия Положения: {program.version}. " if program.version else ""
    since = f"Положение действует {in_force}. " if in_force else ""
    clauses.append(Clause(f"{version}{since}Уровень: {LAYERS.get(about.layer, about.layer)}.".strip()))
    joined = [each for each in program.rulesets if each[0] != about.name]
    if joined:
        told = tuple(f"{quoted(words(name))}, версия {version or '—'}" for name, version, _ in joined)
        clauses.append(Clause("Вместе с Положением действуют наборы правил:", points=told))
    clauses.append(
        Clause(
            "Если сведений для решения недостаточно, решение не принимается до их получения: отсутствие сведения не "
            "означает ни отказа, ни согласия. Сведение, о котором достоверно известно, что его нет, считается "
            "известным."
        )
    )
    if _is_refinable(program):
        clauses.append(
            Clause(
                "Положения, при которых указано «может быть уточнено», вправе изменить акт следующего уровня "
                "(федеральный, региональный, школьный, профиля, организации-партнёра). Остальные положения такой акт "
                "только дополняет."
            )
        )
    if about.note:
        clauses.append(Clause(ended(about.note)))
    return tuple(clauses)


def _is_refinable(program: Program) -> bool:
    named = (program.parameters, program.tables, program.indicators, program.ratings, program.rules, program.routes)
    return any(each.about.refinable for declared in named for each in declared.values())


# --- 2 -------------------------------------------------------------------------------------------------------------


def term_clauses(program: Program) -> tuple[Clause, ...]:
    """Enumerations as terms, then the facts of people and of records as tables."""
    schema = program.schema
    terms = tuple(_enumeration(each) for each in schema.enumerations.values() if len(each.members) > 1)
    people = tuple(_shape(each, schema) for each in schema.shapes.values() if each.person)
    keyed = {each.shape for each in schema.catalogues.values()}
    records = tuple(
        _shape(each, schema) for each in schema.shapes.values() if not each.person and each.name not in keyed
    )
    return (*terms, *people, *records)


def _enumeration(enumeration: Enumeration) -> Clause:
    told = [enumeration.titles.get(each) or words(each) for each in enumeration.members]
    order = " (в порядке возрастания)" if enumeration.ordered else ""
    title = enumeration.title or words(enumeration.name)
    also = _synonyms(enumeration)
    return Clause(
        f"{quoted(title[:1].upper() + title[1:])}{order}: {', '.join(told)}.",
        after=(f"В том же значении употребляются: {also}.",) if also else (),
        name=enumeration.name,
    )


def _synonyms(enumeration: Enumeration) -> str:
    return "; ".join(
        f"{quoted(words(other))} — {enumeration.titles.get(member) or words(member)}"
        for other, member in enumeration.synonyms.items()
    )


def _shape(shape: Shape, schema: Schema) -> Clause:
    title = shape.title or words(shape.name)
    sources = any(each.source for each in shape.facts)
    headings = ("Сведение", "Что указывается", "Откуда берётся") if sources else ("Сведение", "Что указывается")
    rows = tuple(_fact_row(each, schema)[: len(headings)] for each in shape.facts)
    person = "О каждом, к кому применяется Положение, учитываются сведения" if shape.person else "В записи указывают"
    return Clause(
        f"{quoted(title[:1].upper() + title[1:])}. {person}:", sheets=(Sheet(headings, rows),), name=shape.name
    )


def _fact_row(fact: Fact, schema: Schema) -> tuple[str, str, str]:
    title = fact.title or words(fact.name)
    told = kind_words(fact.kind, schema)
    marks = ["может отсутствовать"] if fact.optional else []
    marks += ["день поступления"] if fact.entry_day else []
    marks += ["сведения о здоровье"] if fact.health else []
    return (title[:1].upper() + title[1:], "; ".join([told, *marks]), fact.source or "—")


def kind_words(kind: Kind, schema: Schema) -> str:
    """What may stand as a value: `целое число от 1 до 11`, `список записей «достижение», не больше 60`."""
    match kind:
        case NumberKind():
            return _number_words(kind)
        case TruthKind():
            return "да или нет"
        case DateKind():
            return "дата"
        case EnumKind(enumeration=name):
            known = schema.enumerations[name]
            short = [known.titles.get(each) or words(each) for each in known.members]
            return (
                join_list(short, "или")
                if len(short) <= 3 and not known.title
                else f"значение {quoted(known.title or words(name))}"
            )
        case RecordKind(shape=name):
            return f"запись {quoted(schema.shapes[name].title or words(name))}"
        case KeyKind(catalogue=name):
            return f"строка справочника {quoted(_catalogue_title(schema, name))}"
        case ListKind(element=element, bound=bound):
            inner = kind_words(element, schema)
            return f"список: {inner}; не больше {bound}"
        case ByKeyKind(enumeration=name, element=element):
            known = schema.enumerations[name]
            return f"{kind_words(element, schema)} по каждому значению {quoted(known.title or words(name))}"
    return "текст"


def _number_words(kind: NumberKind) -> str:
    what = "целое число" if kind.whole else "число"
    if kind.unit == "отметка":
        return "отметка"
    least = f" от {number_text(kind.low)}" if kind.low is not None else ""
    most = f" до {number_text(kind.high)}" if kind.high is not None else ""
    return f"{what}{least}{most}" + (f", {kind.unit}" if kind.unit else "")


def _catalogue_title(schema: Schema, name: str) -> str:
    known = schema.catalogues.get(name)
    return (known.title if known else "") or words(name)


# --- the last ------------------------------------------------------------------------------------------------------


def catalogue_clauses(program: Program) -> tuple[Clause, ...]:
    """Entries of catalogues as tables."""
    return tuple(_catalogue(each, program) for each in program.schema.catalogues.values())


def _catalogue(catalogue: Catalogue, program: Program) -> Clause:
    title = quoted(_catalogue_title(program.schema, catalogue.name))
    if not catalogue.rows:
        kept = f"Справочник {title} ведёт школа; не больше {catalogue.bound} строк."
        return Clause(_joined(kept, catalogue, program), name=catalogue.name)
    shape = program.schema.shapes[catalogue.shape]
    facts = [each for each in shape.facts if _is_told(each, catalogue)]
    rows = tuple(
        tuple(_cell(entry.fields.get(fact.name, ABSENT), fact, program) for fact in facts) for entry in catalogue.rows
    )
    headings = tuple(_capital(each.title or words(each.name)) for each in facts)
    told = f"Справочник {title}. Школа вправе дополнять его строками; всего не больше {catalogue.bound}."
    return Clause(
        _joined(told, catalogue, program),
        sheets=(Sheet(headings, rows),),
        name=catalogue.name,
    )


def _joined(told: str, catalogue: Catalogue, program: Program) -> str:
    """With the terms on which entries are taken."""
    return " ".join((told, *entry_terms(catalogue, program)))


def _is_told(fact: Fact, catalogue: Catalogue) -> bool:
    """A column with nothing in it is left out."""
    return any(entry.fields.get(fact.name, ABSENT) is not ABSENT for entry in catalogue.rows)


def _cell(value: object, fact: Fact, program: Program) -> str:
    if value is ABSENT:
        return "—"
    if isinstance(fact.kind, KeyKind) and isinstance(value, str):
        return next(iter(_own_title(program.schema.catalogues[fact.kind.catalogue], value)), words(value))
    if isinstance(fact.kind, NumberKind) and isinstance(value, int) and fact.kind.unit:
        return number_with_unit(value, fact.kind.unit)
    return value_text(value, program.schema)  # type: ignore[arg-type]


def _own_title(catalogue: Catalogue, key: str) -> Iterator[str]:
    for entry in catalogue.rows:
        title = entry.fields.get("название")
        if entry.key == key and isinstance(title, str):
            yield title


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
