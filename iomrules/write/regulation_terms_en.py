"""What an English regulation says before and after its rules: the counterpart of `regulation_terms`."""

from collections.abc import Sequence

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
from iomrules.write.clauses_en import UNITS
from iomrules.write.entry_terms import entry_terms
from iomrules.write.regulation_parts import Clause, Sheet, basis_of, ended, entry_title
from iomrules.write.regulation_parts_en import LAYERS, amount, term, value_text
from iomrules.write.texts import words
from iomrules.write.words_en import capitalise_first, join_list, number_text, quoted


def general_clauses(program: Program) -> tuple[Clause, ...]:
    """What is regulated, by whom, since when, and how silence is read."""
    about = program.about
    in_force = term(about.begin, about.end)
    version = f"Version of the Regulation: {program.version}. " if program.version else ""
    since = f"The Regulation is in force {in_force}. " if in_force else ""
    joined = tuple(
        f"{quoted(words(name))}, version {version or '—'}"
        for name, version, _ in program.rulesets
        if name != about.name
    )
    named = (program.parameters, program.tables, program.indicators, program.ratings, program.rules, program.routes)
    refinable = any(each.about.refinable for declared in named for each in declared.values())
    clauses = (
        Clause(
            f"This Regulation on {quoted(about.label())} sets which facts count, how indicators and ratings are "
            "computed, on what conditions decisions are made, and what routes are made of."
        ),
        Clause("The Regulation rests on these acts:", points=basis_of(about)) if basis_of(about) else None,
        Clause(f"{version}{since}Level: {LAYERS.get(about.layer, about.layer)}.".strip()),
        Clause("These rulesets are in force together with the Regulation:", points=joined) if joined else None,
        Clause(
            "Where facts for a decision are lacking, no decision is made until they are known: a fact that is lacking "
            "means neither yes nor no. A fact that is known to be absent counts as known."
        ),
        Clause(
            "Provisions marked “may be refined” may be changed by an act of the next level (federal, regional, school, "
            "profile, partner organisation). To all others such an act may only add."
        )
        if refinable
        else None,
        Clause(ended(about.note)) if about.note else None,
    )
    return tuple(each for each in clauses if each is not None)


def term_clauses(program: Program) -> tuple[Clause, ...]:
    """Enumerations as terms, then the facts of people and of records as tables."""
    schema = program.schema
    keyed = {each.shape for each in schema.catalogues.values()}
    shapes = schema.shapes.values()
    return (
        *(_enumeration(each) for each in schema.enumerations.values() if len(each.members) > 1),
        *(_shape(each, schema) for each in shapes if each.person),
        *(_shape(each, schema) for each in shapes if not each.person and each.name not in keyed),
    )


def _title(each: Enumeration | Shape | Catalogue | Fact) -> str:
    return each.title or words(each.name)


def _enumeration(enumeration: Enumeration) -> Clause:
    told = {each: enumeration.titles.get(each) or words(each) for each in enumeration.members}
    also = "; ".join(f"{quoted(words(other))}: {told[member]}" for other, member in enumeration.synonyms.items())
    order = " (in ascending order)" if enumeration.ordered else ""
    return Clause(
        f"{quoted(capitalise_first(_title(enumeration)))}{order}: {', '.join(told.values())}.",
        after=(f"The same is meant by {also}.",) if also else (),
        name=enumeration.name,
    )


def _shape(shape: Shape, schema: Schema) -> Clause:
    headings = ("Fact", "What is stated", "Where it comes from")
    width = 3 if any(each.source for each in shape.facts) else 2
    rows = tuple(_fact_row(each, schema)[:width] for each in shape.facts)
    lead = "Of everybody whom the Regulation is about these facts count" if shape.person else "A record states"
    text = f"{quoted(capitalise_first(_title(shape)))}. {lead}:"
    return Clause(text, sheets=(Sheet(headings[:width], rows),), name=shape.name)


def _fact_row(fact: Fact, schema: Schema) -> tuple[str, str, str]:
    told = "; ".join((kind_words(fact.kind, schema), *marks_of(fact)))
    return (capitalise_first(_title(fact)), told, fact.source or "—")


def marks_of(fact: Fact) -> Sequence[str]:
    """What else is said of a fact than its kind."""
    marks = ["may be absent"] if fact.optional else []
    marks += ["day of entry"] if fact.entry_day else []
    return [*marks, *(["health record"] if fact.health else [])]


def kind_words(kind: Kind, schema: Schema) -> str:
    """What may stand as a value: `whole number from 1 to 11`, `list: record “Achievement”; at most 60`."""
    match kind:
        case NumberKind():
            what = "whole number" if kind.whole else "number"
            least = f" from {number_text(kind.low)}" if kind.low is not None else ""
            most = f" to {number_text(kind.high)}" if kind.high is not None else ""
            unit = UNITS[kind.unit][1] if kind.unit in UNITS else "mark" if kind.unit == "отметка" else kind.unit
            return f"{what}{least}{most}" + (f", {unit}" if unit else "")
        case TruthKind():
            return "yes or no"
        case DateKind():
            return "date"
        case EnumKind(enumeration=name):
            known = schema.enumerations[name]
            short = [known.titles.get(each) or words(each) for each in known.members]
            brief = len(short) <= 3 and not known.title
            return join_list(short, "or") if brief else f"a value of {quoted(_title(known))}"
        case RecordKind(shape=name):
            return f"record {quoted(_title(schema.shapes[name]))}"
        case KeyKind(catalogue=name):
            return f"entry of the catalogue {quoted(_title(schema.catalogues[name]))}"
        case ListKind(element=element, bound=bound):
            return f"list: {kind_words(element, schema)}; at most {bound}"
        case ByKeyKind(enumeration=name, element=element):
            return f"{kind_words(element, schema)} for each value of {quoted(_title(schema.enumerations[name]))}"
    return "text"


def catalogue_clauses(program: Program) -> tuple[Clause, ...]:
    """Entries of catalogues as tables."""
    return tuple(_catalogue(each, program) for each in program.schema.catalogues.values())


def _catalogue(catalogue: Catalogue, program: Program) -> Clause:
    title, terms = quoted(_title(catalogue)), entry_terms(catalogue, program, "en")
    if not catalogue.rows:
        kept = f"The catalogue {title} is kept by the school; at most {catalogue.bound} entries."
        return Clause(" ".join((kept, *terms)), name=catalogue.name)
    shape = program.schema.shapes[catalogue.shape]
    facts = [
        each for each in shape.facts if any(row.fields.get(each.name, ABSENT) is not ABSENT for row in catalogue.rows)
    ]
    rows = tuple(
        tuple(_cell(entry.fields.get(fact.name, ABSENT), fact, program) for fact in facts) for entry in catalogue.rows
    )
    told = f"The catalogue {title}. The school may add entries; at most {catalogue.bound} in all."
    return Clause(
        " ".join((told, *terms)),
        sheets=(Sheet(tuple(capitalise_first(_title(each)) for each in facts), rows),),
        name=catalogue.name,
    )


def _cell(value: object, fact: Fact, program: Program) -> str:
    if value is ABSENT:
        return "—"
    if isinstance(fact.kind, KeyKind) and isinstance(value, str):
        rows = program.schema.catalogues[fact.kind.catalogue].rows
        return next((entry_title(each) for each in rows if each.key == value), words(value))
    if isinstance(fact.kind, NumberKind):
        return amount(value, fact.kind, program)  # type: ignore[arg-type]
    return value_text(value, program.schema)  # type: ignore[arg-type]
