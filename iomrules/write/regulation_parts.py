"""The parts a regulation is made of, and what a language gives for it to be written in that language."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from iomrules.facts.record import Kind, Schema
from iomrules.frozen import frozen
from iomrules.program.core import About, Applies, CellTest, Cohort, Dated, Elements, Node, Program, Row
from iomrules.values import ABSENT, Entry, Number, Value
from iomrules.write.said import Said
from iomrules.write.texts import words


@frozen
class Sheet:
    """A table of a clause. headings and each row are of one length."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    number: int = 0


@frozen
class Clause:
    """text: whole sentences. points: a lettered list, each without its mark. after: sentences below it.

    name: of the declaration it writes, or empty. basis: acts it rests on.
    """

    text: str
    points: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    after: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    name: str = ""
    number: str = ""


@frozen
class Section:
    title: str
    clauses: tuple[Clause, ...]
    number: str = ""


def ended(text: str) -> str:
    """With a capital and a full stop."""
    told = text[:1].upper() + text[1:]
    return told if told.endswith((".", "!", "?", ":", ".»")) else f"{told}."


def basis_of(about: About) -> tuple[str, ...]:
    """Acts of a declaration, one by one."""
    return acts_in(about.basis)


def acts_in(basis: Iterable[str]) -> tuple[str, ...]:
    """Acts without empty ones and repeats."""
    return tuple(dict.fromkeys(each.strip() for each in basis if each.strip()))


def entry_title(entry: Entry) -> str:
    """An entry of a catalogue by its own name."""
    called = (entry.fields.get(name, ABSENT) for name in ("название", "title", "фио"))
    return next((own for own in called if isinstance(own, str) and own), words(entry.key))


@frozen
class Tongue:
    """What clauses of any sort are made of in one language.

    language: `ru` or `en`. reference: ` (пункт 4.2)` after what the clause declares. people: whom a rule is about; who:
    the same after «для», with what is asked of them. spell: when and for whom a value is. notes: sentences below a
    clause. unit: of many.
    """

    language: str
    condition: Callable[[Node, Said], str]
    value: Callable[[Node, Said], str]
    elements: Callable[[Elements, Said], str]
    reference: Callable[[str, Said], str]
    people: Callable[[Said], str]
    who: Callable[[Applies, Said], str]
    term: Callable[[date | None, date | None], str]
    entered: Callable[[Cohort], str]
    spell: Callable[[Dated | Row], str]
    notes: Callable[[About], tuple[str, ...]]
    amount: Callable[[Value, Kind, Program], str]
    number_with_unit: Callable[[Number, str], str]
    unit: Callable[[str], str]
    number: Callable[[Number], str]
    cell: Callable[[CellTest, Program], str]
    text: Callable[[Value, Schema], str]
    quoted: Callable[[str], str]
    capital: Callable[[str], str]
    small: Callable[[str], str]
    listed: Callable[[Sequence[str]], str]

    def called(self, name: str, program: Program) -> str:
        """A name by itself: in English where the rules say how, else as words."""
        return self.own(name, program) or words(name)

    def own(self, name: str, program: Program) -> str:
        """What the rules call it in this language besides its title, or nothing."""
        return program.english.get(name, "") if self.language == "en" else ""
