"""What a regulation says before and after its rules: what it rests on, what its words and facts mean, its catalogues.

What is told and in which order is the same in every language; `regulation_ru` and `regulation_en` give the words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

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
from iomrules.frozen import frozen
from iomrules.program.core import Program
from iomrules.values import ABSENT, Value
from iomrules.write.entry_terms import entry_terms
from iomrules.write.regulation_parts import Clause, Sheet, Tongue, basis_of, ended, entry_title
from iomrules.write.texts import words


@frozen
class TermWords:
    """Patterns of clauses; {} is what they are said of.

    mark: how a number that is a mark is told, whatever its bounds. unit: of a number; either: `а, б или в`.
    """

    layers: Mapping[str, str]
    subject: str
    acts: str
    version: str
    in_force: str
    level: str
    together: str
    ruleset: str
    silence: str
    refinable: str
    ascending: str
    synonyms: str
    synonym: str
    fact_heads: tuple[str, str, str]
    of_person: str
    of_record: str
    optional: str
    entry_day: str
    health: str
    whole: str
    any_number: str
    mark: str
    unit: Callable[[str], str]
    low: str
    high: str
    truth: str
    day: str
    free_text: str
    either: Callable[[Sequence[str]], str]
    one_of: str
    record: str
    entry: str
    many: str
    by_key: str
    kept: str
    catalogue: str


@frozen
class TermClauses:
    """Writes what is not a rule as clauses in one language."""

    tongue: Tongue
    speech: TermWords

    # --- 1 ---------------------------------------------------------------------------------------------------------

    def general_clauses(self, program: Program) -> tuple[Clause, ...]:
        """What is regulated, by whom, since when, and how silence is read."""
        return tuple(self._general(program))

    def _general(self, program: Program) -> Iterator[Clause]:
        about, tongue, told = program.about, self.tongue, self.speech
        yield Clause(told.subject.format(tongue.quoted(about.label())))
        if basis_of(about):
            yield Clause(told.acts, points=basis_of(about))
        in_force = tongue.term(about.begin, about.end)
        version = told.version.format(program.version) if program.version else ""
        since = told.in_force.format(in_force) if in_force else ""
        yield Clause(f"{version}{since}{told.level.format(told.layers.get(about.layer, about.layer))}")
        joined = tuple(
            told.ruleset.format(tongue.quoted(self._ruleset(name, program)), version or "—")
            for name, version, _ in program.rulesets
            if name != about.name
        )
        if joined:
            yield Clause(told.together, points=joined)
        yield Clause(told.silence)
        if _is_refinable(program):
            yield Clause(told.refinable)
        if about.note:
            yield Clause(ended(about.note))

    def _ruleset(self, name: str, program: Program) -> str:
        english = program.english.get(name, "") if self.tongue.language == "en" else ""
        return english or program.ruleset_label(name)

    # --- 2 ---------------------------------------------------------------------------------------------------------

    def term_clauses(self, program: Program) -> tuple[Clause, ...]:
        """Enumerations as terms, then the facts of people and of records as tables."""
        schema = program.schema
        keyed = {each.shape for each in schema.catalogues.values()}
        shapes = schema.shapes.values()
        return (
            *(self._enumeration(each) for each in schema.enumerations.values() if len(each.members) > 1),
            *(self._shape(each, schema) for each in shapes if each.person),
            *(self._shape(each, schema) for each in shapes if not each.person and each.name not in keyed),
        )

    def _enumeration(self, enumeration: Enumeration) -> Clause:
        told = {each: enumeration.titles.get(each) or words(each) for each in enumeration.members}
        also = "; ".join(
            self.speech.synonym.format(self.tongue.quoted(words(other)), told[member])
            for other, member in enumeration.synonyms.items()
        )
        order = self.speech.ascending if enumeration.ordered else ""
        return Clause(
            f"{self._heading(enumeration)}{order}: {', '.join(told.values())}.",
            after=(self.speech.synonyms.format(also),) if also else (),
            name=enumeration.name,
        )

    def _heading(self, declared: Enumeration | Shape) -> str:
        return self.tongue.quoted(self.tongue.capital(_title(declared)))

    def _shape(self, shape: Shape, schema: Schema) -> Clause:
        width = 3 if any(each.source for each in shape.facts) else 2
        rows = tuple(self._fact_row(each, schema)[:width] for each in shape.facts)
        lead = self.speech.of_person if shape.person else self.speech.of_record
        sheet = Sheet(self.speech.fact_heads[:width], rows)
        return Clause(f"{self._heading(shape)}. {lead}:", sheets=(sheet,), name=shape.name)

    def _fact_row(self, fact: Fact, schema: Schema) -> tuple[str, str, str]:
        """marks: what else is said of a fact than its kind."""
        marks = [self.speech.optional] if fact.optional else []
        marks += [self.speech.entry_day] if fact.entry_day else []
        marks += [self.speech.health] if fact.health else []
        told = "; ".join((self.kind_words(fact.kind, schema), *marks))
        return (self.tongue.capital(_title(fact)), told, fact.source or "—")

    def kind_words(self, kind: Kind, schema: Schema) -> str:
        """What may stand as a value: `целое число от 1 до 11`, `список: запись «достижение»; не больше 60`."""
        told, quoted = self.speech, self.tongue.quoted
        match kind:
            case NumberKind():
                return self._number_words(kind)
            case TruthKind():
                return told.truth
            case DateKind():
                return told.day
            case EnumKind(enumeration=name):
                known = schema.enumerations[name]
                short = [known.titles.get(each) or words(each) for each in known.members]
                brief = len(short) <= 3 and not known.title
                return told.either(short) if brief else told.one_of.format(quoted(_title(known)))
            case RecordKind(shape=name):
                return told.record.format(quoted(_title(schema.shapes[name])))
            case KeyKind(catalogue=name):
                return told.entry.format(quoted(_title(schema.catalogues[name])))
            case ListKind(element=element, bound=bound):
                return told.many.format(self.kind_words(element, schema), bound)
            case ByKeyKind(enumeration=name, element=element):
                by = quoted(_title(schema.enumerations[name]))
                return told.by_key.format(self.kind_words(element, schema), by)
        return told.free_text

    def _number_words(self, kind: NumberKind) -> str:
        told, number = self.speech, self.tongue.number
        if kind.unit == "отметка":
            return told.mark
        least = told.low.format(number(kind.low)) if kind.low is not None else ""
        most = told.high.format(number(kind.high)) if kind.high is not None else ""
        unit = f", {told.unit(kind.unit)}" if kind.unit else ""
        return f"{told.whole if kind.whole else told.any_number}{least}{most}{unit}"

    # --- the last --------------------------------------------------------------------------------------------------

    def catalogue_clauses(self, program: Program) -> tuple[Clause, ...]:
        """Entries of catalogues as tables, with the terms on which they are taken."""
        return tuple(self._catalogue(each, program) for each in program.schema.catalogues.values())

    def _catalogue(self, catalogue: Catalogue, program: Program) -> Clause:
        told = self.speech.catalogue if catalogue.rows else self.speech.kept
        lead = told.format(self.tongue.quoted(_title(catalogue)), catalogue.bound)
        return Clause(
            " ".join((lead, *entry_terms(catalogue, program, self.tongue.language))),
            sheets=(self._entries(catalogue, program),) if catalogue.rows else (),
            name=catalogue.name,
        )

    def _entries(self, catalogue: Catalogue, program: Program) -> Sheet:
        """A column with nothing in it is left out."""
        facts = [
            each
            for each in program.schema.shapes[catalogue.shape].facts
            if any(entry.fields.get(each.name, ABSENT) is not ABSENT for entry in catalogue.rows)
        ]
        rows = tuple(
            tuple(self._cell(entry.fields.get(fact.name, ABSENT), fact, program) for fact in facts)
            for entry in catalogue.rows
        )
        return Sheet(tuple(self.tongue.capital(_title(each)) for each in facts), rows)

    def _cell(self, value: Value, fact: Fact, program: Program) -> str:
        if value is ABSENT:
            return "—"
        kind = fact.kind.element if isinstance(fact.kind, ListKind) else fact.kind
        if isinstance(kind, KeyKind) and isinstance(value, str | tuple):
            rows = {each.key: entry_title(each) for each in program.schema.catalogues[kind.catalogue].rows}
            keys = [str(each) for each in ((value,) if isinstance(value, str) else value)]
            return "; ".join(rows.get(key, words(key)) for key in keys) or "—"
        return self.tongue.amount(value, fact.kind, program)


def _title(declared: Enumeration | Shape | Catalogue | Fact) -> str:
    return declared.title or words(declared.name)


def _is_refinable(program: Program) -> bool:
    named = (program.parameters, program.tables, program.indicators, program.ratings, program.rules, program.routes)
    return any(each.about.refinable for declared in named for each in declared.values())
