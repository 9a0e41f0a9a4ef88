"""What each column of a table means: identity, a fact, one key of a fact kept by key, or nothing known."""

from collections.abc import Callable, Iterable

from iomrules.codes import facts as codes
from iomrules.errors import InputError
from iomrules.facts.findings import Findings
from iomrules.facts.headings import Table, find_table, first_texts
from iomrules.facts.identity import Part, carries_nothing, identity_part
from iomrules.facts.letters import hidden_character, shown
from iomrules.facts.people import is_identity
from iomrules.facts.record import ByKeyKind, Fact, Shape
from iomrules.facts.sheets import Sheet
from iomrules.facts.vocabulary import Vocabulary, spellings
from iomrules.frozen import frozen


@frozen
class Column:
    """One column. part: of identity, if any; fact: the fact it gives, if any; key: which of the fact's values."""

    index: int
    heading: str
    part: Part | None = None
    fact: Fact | None = None
    key: str = ""
    repaired: str = ""

    @property
    def known(self) -> bool:
        return self.part is not None or self.fact is not None

    def meanings(self) -> tuple[tuple[str, str], ...]:
        """What no second column of the table may mean too."""
        part = ((self.part.value, ""),) if self.part else ()
        return part + (((self.fact.name, self.key),) if self.fact else ())


Meaning = Callable[[int, str], Column]


def shape_meaning(shape: Shape, vocabulary: Vocabulary) -> Meaning:
    """Columns of a table whose rows are records of `shape`: people, achievements, courses."""

    def meaning(index: int, heading: str) -> Column:
        part = identity_part(heading)
        found = vocabulary.facts(shape).find(heading)
        fact = shape.fact(found.name) if found else None
        repaired = found.repaired if found else part[1] if part else ""
        if part and is_identity(part[0], fact):
            return Column(index, heading, part[0], fact, repaired=repaired)
        if fact:
            return Column(index, heading, None, fact, repaired=repaired)
        if keyed := vocabulary.keyed_fact(shape, heading):
            return Column(index, heading, None, keyed[0], keyed[1].name, keyed[1].repaired)
        return Column(index, heading)

    return meaning


def keyed_meaning(fact: Fact, kind: ByKeyKind, vocabulary: Vocabulary) -> Meaning:
    """Columns of a table of one fact kept by key: marks by subject."""
    names = vocabulary.members(vocabulary.schema.enumerations[kind.enumeration])

    def meaning(index: int, heading: str) -> Column:
        if found := names.find(heading):
            return Column(index, heading, None, fact, found.name, found.repaired)
        part = identity_part(heading)
        return Column(index, heading, part[0], repaired=part[1]) if part else Column(index, heading)

    return meaning


def values_meaning() -> Meaning:
    """Columns of a table that lists one value or several beside a person: every column but identity's is a value."""

    def meaning(index: int, heading: str) -> Column:
        part = identity_part(heading)
        return Column(index, heading, part[0], repaired=part[1]) if part else Column(index, heading)

    return meaning


def read_columns(
    sheet: Sheet, meaning: Meaning, expected: Iterable[str], findings: Findings
) -> tuple[Table, tuple[Column, ...]]:
    """The table of a sheet and its columns. expected: headings to name where not one is known.

    Raises InputError: F020 where no heading is known, F024 where two columns mean the same.
    """
    table = find_table(sheet, lambda heading: meaning(0, heading).known)
    if table is None:
        words = {"expected": "; ".join(expected), "found": first_texts(sheet)}
        raise InputError([codes.NO_HEADINGS.at(sheet.place(), related=(), **words)])
    columns = tuple(meaning(index, heading) for index, heading in table.headings.items())
    _refuse_twice(table, columns)
    for column in columns:
        if column.repaired:
            place = sheet.place(table.start - 1, shown(column.heading))
            findings.add(codes.LATIN_LETTERS, place, written=shown(column.heading), read=column.repaired)
    return table, columns


def report_unknown(table: Table, columns: Iterable[Column], known: Iterable[str], findings: Findings) -> None:
    """Warn of columns that were not recognised; a mere numbering of rows is not worth a word."""
    names = spellings([(name, name) for name in known], {})
    for column in columns:
        if not column.known and not carries_nothing(column.heading):
            heading = shown(column.heading)
            place = table.sheet.place(table.start - 1, heading)
            findings.add(codes.UNKNOWN_COLUMN, place, heading=heading, **names.suggestion(column.heading))
            if character := hidden_character(column.heading):
                findings.add(codes.HIDDEN_CHARACTER, place, field=heading, character=character)


def fact_headings(shape: Shape) -> tuple[str, ...]:
    """The headings a table of this shape may have, for messages."""
    return tuple(fact.title or fact.name for fact in shape.facts)


def _refuse_twice(table: Table, columns: tuple[Column, ...]) -> None:
    first: dict[tuple[str, str], Column] = {}
    for column in columns:
        for meaning in column.meanings():
            earlier = first.setdefault(meaning, column)
            if earlier is not column:
                words = {"first": shown(earlier.heading), "second": shown(column.heading)}
                told = ": ".join(part for part in meaning if part)
                place = table.sheet.place(table.start - 1, words["second"])
                raise InputError([codes.COLUMN_TWICE.at(place, related=(), meaning=told, **words)])
