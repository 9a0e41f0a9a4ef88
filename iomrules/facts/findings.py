"""What a reading has found wrong so far, and where it stands."""

from typing import TypeAlias

from attrs import define, evolve, field

from iomrules.diagnostics import Code, Diagnostic, Severity
from iomrules.source import Cell, Span

Place: TypeAlias = Span | Cell


@define
class Findings:
    """Diagnostics in the order met. Kept while one file or one person is read, then handed over as a tuple."""

    met: list[Diagnostic] = field(factory=list)

    def add(self, code: Code, place: Place, **words: object) -> None:
        self.met.append(code.at(place, **words))  # type: ignore[arg-type]

    def extend(self, others: "Findings | tuple[Diagnostic, ...]") -> None:
        self.met.extend(others.met if isinstance(others, Findings) else others)

    def faulty(self) -> bool:
        """Whether one of them is an error."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.met)

    def all(self) -> tuple[Diagnostic, ...]:
        return tuple(self.met)


def within(place: Place, part: str) -> Place:
    """The place of a part of a record: a column of a row, where the row is known; a place in a text stays."""
    if isinstance(place, Cell) and not place.column:
        return evolve(place, column=part)
    return place
