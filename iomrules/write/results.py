"""The part of the view about a person's results: marks by subject, lists such as achievements, indicators, ratings."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from iomrules.facts.record import ByKeyKind, Fact, Kind, NumberKind, Schema
from iomrules.frozen import evolve
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, RatingResult
from iomrules.values import ABSENT, ByKey, Entry, Unknown, Value
from iomrules.write.texts import DASH, NOT_KNOWN, amount, member_text, sentence, value_text, words
from iomrules.write.words_ru import plural


def results(
    decisions: Decisions, program: Program, catalogues: Mapping[str, Sequence[Entry]] | None = None
) -> dict[str, Any]:
    """`таблицы` (facts kept by key), `перечни` (lists of records), `показатели`. Facts of health are never printed.

    catalogues: the school's entries, beside the rows in the rules; records name them by their keys.
    """
    schema = _with_entries(program.schema, catalogues or {})
    shape = schema.shapes[decisions.person.shape]
    held = [(fact, decisions.person.facts.fields.get(fact.name)) for fact in shape.facts if not fact.health]
    tables = [_table(fact, value, schema) for fact, value in held if isinstance(value, ByKey)]
    lists = [_list(fact, value, schema) for fact, value in held if _is_records(value)]
    return {
        "таблицы": [table for table in tables if table["строки"]],
        "перечни": lists,
        "показатели": indicators(decisions, program),
    }


def _with_entries(schema: Schema, entries: Mapping[str, Sequence[Entry]]) -> Schema:
    """The schema whose catalogues have the school's entries too."""
    known = {name: evolve(each, rows=(*each.rows, *entries.get(name, ()))) for name, each in schema.catalogues.items()}
    return evolve(schema, catalogues=known)


def fact_title(fact: Fact) -> str:
    return sentence(fact.title or words(fact.name))


def _is_records(value: Value | None) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, Entry) for each in value)


def _table(fact: Fact, value: ByKey, schema: Schema) -> dict[str, Any]:
    kept, element = (fact.kind.enumeration, fact.kind.element) if isinstance(fact.kind, ByKeyKind) else ("", None)
    rows = [
        {"название": member_text(kept, key, schema), "значение": value_text(each, schema, element)}
        for key, each in value
        if each is not ABSENT
    ]
    return {
        "название": fact_title(fact),
        "источник": fact.source,
        "ключ": _key_title(fact.kind, schema),
        "столбец": _value_title(fact.kind),
        "строки": rows,
        "строки_по_две": by_two(rows),
    }


def _key_title(kind: Kind, schema: Schema) -> str:
    """`Предмет` for facts kept by subject."""
    name = kind.enumeration if isinstance(kind, ByKeyKind) else ""
    known = schema.enumerations.get(name)
    return sentence((known.title if known else "") or words(name)) or "Название"


def _value_title(kind: Kind) -> str:
    """`Отметка` for marks, which have their own unit."""
    unit = kind.element.unit if isinstance(kind, ByKeyKind) and isinstance(kind.element, NumberKind) else ""
    return sentence(unit) if unit == "отметка" else "Значение"


def by_two(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows in two columns, read down the first and then down the second."""
    half = (len(rows) + 1) // 2
    empty = {"название": "", "значение": ""}
    second = [*rows[half:], empty][:half]
    return [
        {
            "название": left["название"],
            "значение": left["значение"],
            "название2": right["название"],
            "значение2": right["значение"],
        }
        for left, right in zip(rows[:half], second, strict=True)
    ]


def _list(fact: Fact, value: Value | None, schema: Schema) -> dict[str, Any]:
    entries = value if isinstance(value, tuple) else ()
    rows = [{"номер": str(at), "текст": sentence(value_text(each, schema))} for at, each in enumerate(entries, start=1)]
    return {"название": fact_title(fact), "источник": fact.source, "строки": rows}


def indicators(decisions: Decisions, program: Program) -> list[dict[str, str]]:
    """Indicators that are about this person, in the order declared."""
    lines = []
    for name, indicator in program.indicators.items():
        value = decisions.values.get(name, ABSENT)
        if value is not ABSENT:
            label = sentence(indicator.about.label())
            lines.append({"название": label, "значение": value_text(value, program.schema)})
    return lines


def ratings(
    decisions: Decisions, program: Program, among: Mapping[str, int], rulesets: Collection[str]
) -> list[dict[str, Any]]:
    """The main rating, which is the first declared, and those of these rulesets, where they are about this person.

    among: rating -> how many people have a place in it.
    """
    main = next(iter(program.ratings), "")
    return [
        _rating(result, program, among.get(name, 0))
        for name, result in decisions.ratings.items()
        if result.total is not ABSENT and (name == main or program.ratings[name].about.ruleset in rulesets)
    ]


def _rating(result: RatingResult, program: Program, among: int) -> dict[str, Any]:
    rating = program.ratings[result.rating]
    rows = [
        {
            "номер": str(at),
            "название": sentence(criterion.label()),
            "баллы": points(result.criteria.get(criterion.name)),
            "основание": criterion.basis,
        }
        for at, criterion in enumerate(rating.criteria, start=1)
    ]
    return {
        "имя": result.rating,
        "название": sentence(rating.about.label()),
        "критерии": rows,
        "итог": points(result.total),
        "место": str(result.place) if result.place else DASH,
        "из": str(among) if among else DASH,
        "строка_места": _place_text(result, among),
        "основание": "; ".join(rating.about.basis),
    }


def points(value: Value | None) -> str:
    """Points with a comma; bounds where only they are known."""
    if isinstance(value, Unknown):
        return _between(value)
    return amount(value) if isinstance(value, int | Fraction) else DASH


def _between(value: Unknown) -> str:
    match value.low, value.high:
        case None, None:
            return NOT_KNOWN
        case low, None if low is not None:
            return f"не меньше {amount(low)}"
        case None, high if high is not None:
            return f"не больше {amount(high)}"
        case low, high if low is not None and high is not None:
            return f"от {amount(low)} до {amount(high)}"
    return NOT_KNOWN


def _place_text(result: RatingResult, among: int) -> str:
    if result.place is None:
        return "не определено, не хватает сведений"
    place = f"{result.place}-е место" + (f" из {among}" if among else "")
    return (
        place
        if result.shared < 2
        else f"{place} (место делят {result.shared} {plural(result.shared, 'человек', 'человека', 'человек')})"
    )
