"""What a reading has found wrong so far, and where it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from iomrules.diagnostics import Code, Diagnostic, Severity
from iomrules.frozen import define, evolve, field
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


def told_once(people: Iterable[tuple[Diagnostic, ...]], code: Code) -> Iterator[tuple[Diagnostic, ...]]:
    """Everybody's findings, where one of `code` about the same key of the same catalogue is kept at the first person.

    It then says how many people have it: a plugin switched off would otherwise be told once for every pupil.
    """
    everybody = tuple(people)
    having = Counter(key for found in everybody for key in {_about(each) for each in found if each.kind == code})
    told: set[tuple[str, str]] = set()
    for found in everybody:
        kept: list[Diagnostic] = []
        for each in found:
            if each.kind == code:
                if _about(each) in told:
                    continue
                told.add(_about(each))
                each = _counted(each, having[_about(each)])  # noqa: PLW2901  # the same finding, with its number
            kept.append(each)
        yield tuple(kept)


def _about(found: Diagnostic) -> tuple[str, str]:
    return found.values["catalogue"], found.values["value"]


def _counted(found: Diagnostic, count: int) -> Diagnostic:
    if count == 1:
        return found
    return evolve(found, values={**found.values, "people": f" (людей: {count})", "people_en": f" (people: {count})"})


def within(place: Place, part: str) -> Place:
    """The place of a part of a record: a column of a row, where the row is known; a place in a text stays."""
    if isinstance(place, Cell) and not place.column:
        return evolve(place, column=part)
    return place
