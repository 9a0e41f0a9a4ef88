"""The doorway of `facts`: kinds of values, the shapes of records, and people's records checked against them."""

from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any

from iomrules.diagnostics import Diagnostic
from iomrules.facts.layout import LONGEST_LIST, Elements, Layout, Row, layout_of
from iomrules.facts.schema import (
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
    SharedHours,
    TextKind,
    TruthKind,
    missing,
)
from iomrules.frozen import field, frozen
from iomrules.values import Entry

__all__ = [
    "LONGEST_LIST",
    "ByKeyKind",
    "Catalogue",
    "DateKind",
    "Elements",
    "EnumKind",
    "Enumeration",
    "Fact",
    "KeyKind",
    "Kind",
    "Layout",
    "ListKind",
    "NumberKind",
    "Person",
    "PersonName",
    "RecordKind",
    "Records",
    "Row",
    "Schema",
    "Shape",
    "SharedHours",
    "TextKind",
    "TruthKind",
    "layout_of",
    "missing",
]


@frozen
class PersonName:
    """A name as it stands in the register; parts may be empty."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""

    def full(self) -> str:
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))

    def short(self) -> str:
        """Фамилия И. О."""
        initials = " ".join(f"{part[0]}." for part in (self.given, self.patronymic) if part)
        return f"{self.surname} {initials}".strip()

    def shared(self) -> "PersonName":
        """The same, each word of it one with everybody's who has it."""
        return PersonName(*(word_of_all(each) for each in (self.surname, self.given, self.patronymic)))


def word_of_all(word: str) -> str:
    """The one text that stands for all that are equal to it: very many people have a given name."""
    return intern(word) if type(word) is str else word


_NO_FACTS = Entry("", {})


@frozen
class Person:
    """One person's checked record.

    id: as in the register; unique in a run; never used as a path unescaped.
    shape: the declared record it follows (`ученик`). facts: an Entry of that shape; a fact not given is Unknown.
    form_class: the class as a person writes it, `10А`; may be empty. sex: `м`, `ж` or empty, only for declension.
    laid: the facts once more, laid out for quick reading by a `Layout`, if anybody has done so.
    """

    id: str
    shape: str
    facts: Entry
    name: PersonName = PersonName()
    form_class: str = ""
    sex: str = ""
    place: str = ""
    laid: "Row | None" = field(init=False, default=None, eq=False, repr=False)

    def without_facts(self) -> "Person":
        """The same by name alone, in little memory."""
        return Person(self.id, self.shape, _NO_FACTS, self.name.shared(), word_of_all(self.form_class), self.sex)

    def __reduce__(self) -> tuple[Any, ...]:
        """As it was made: how it is laid out means something in one process only."""
        return Person, (self.id, self.shape, self.facts, self.name, self.form_class, self.sex, self.place)


@frozen
class Records:
    """What a reading gave: sound people, the school's catalogue entries, and every fault and warning met.

    people: one after another they may be made anew each time they are asked for (`packed`).
    faulty: ids (or places) of people left out because their own data are at fault.
    """

    people: Sequence[Person] = ()
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    faulty: tuple[str, ...] = ()
