"""A rating on the console: aligned columns for a reader, or lines of a table for a spreadsheet.

Named for the school's own eyes, or with codes in place of names for publication.
"""

from collections.abc import Iterator, Mapping, Sequence

from iomrules.cli.language import language, say
from iomrules.cli.sheet_text import sheet_text
from iomrules.facts.record import Person
from iomrules.frozen import frozen
from iomrules.program.core import Rating, Selection
from iomrules.reason.decision import Decisions, RatingResult
from iomrules.values import Number, Unknown, Value, decimal_text
from iomrules.write.selections import admission_words, selection_because


@frozen
class RatedRow:
    """One person of a rating: who it is in one or two cells, what was concluded, and the answers of its selections."""

    who: tuple[str, ...]
    decisions: Decisions
    result: RatingResult
    answers: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@frozen
class RatedTable:
    """A rating to be printed: its rows by place, those without a place last."""

    rating: Rating
    selections: tuple[Selection, ...]
    rows: tuple[RatedRow, ...]
    public: bool = False


def lay_out_rating(
    rating: Rating,
    selections: Sequence[Selection],
    rated: Sequence[tuple[Person, Decisions]],
    salt: str | None = None,
    everybody: Sequence[str] = (),
) -> RatedTable:
    """rated: in the order to be shown. salt: codes instead of names, made of it and of the ids of everybody.

    A public table leaves out those without a place: their totals say who is missing papers.
    """
    codes: Mapping[str, str] = {}
    if salt is not None:
        from iomrules.write.cohort import person_codes

        codes = person_codes(everybody, salt)
    name = rating.about.name
    rows = [_row(person, decisions, name, selections, codes) for person, decisions in rated]
    if salt is not None:
        rows = sorted(
            (row for row in rows if row.result.place is not None), key=lambda row: (row.result.place or 0, row.who)
        )
    return RatedTable(rating, tuple(selections), tuple(rows), salt is not None)


def _row(
    person: Person, decisions: Decisions, name: str, selections: Sequence[Selection], codes: Mapping[str, str]
) -> RatedRow:
    who = (codes[person.id],) if codes else (person.name.full() or person.id, person.form_class)
    outcomes = [decisions.selections.get(each.about.name) for each in selections]
    return RatedRow(
        who,
        decisions,
        decisions.ratings[name],
        tuple(admission_words(each.verdict, language()) if each else "—" for each in outcomes),
        tuple(selection_because(each, language()) if each else "" for each in outcomes),
    )


def text_lines(table: RatedTable) -> list[str]:
    """The title, a heading, aligned rows, then what the numbers of the columns stand for."""
    criteria = table.rating.criteria
    numbers = [str(at) for at, _ in enumerate((*criteria, *table.selections), start=1)]
    rows = [_cells(row) for row in table.rows]
    heading, *told = _aligned([*_headings(table), *numbers], rows, words=len(_who(table)))
    lines = [table.rating.about.label(), heading]
    for row, line in zip(table.rows, told, strict=True):
        lines += [line, *(f"{'':16}{title}: {why}" for title, why in _because(table, row))]
    legend = [each.label() for each in criteria] + [each.about.label() for each in table.selections]
    return lines + [f"  {number} — {title}" for number, title in zip(numbers, legend, strict=True)]


def _because(table: RatedTable, row: RatedRow) -> Iterator[tuple[str, str]]:
    """(the selection, what its answer rests on), for the school's own eyes."""
    titles = [each.about.label() for each in table.selections]
    return ((title, why) for title, why in zip(titles, row.because, strict=True) if why and not table.public)


def csv_text(table: RatedTable) -> str:
    """The table for a spreadsheet."""
    titles = [each.label() for each in table.rating.criteria] + [each.about.label() for each in table.selections]
    return sheet_text(((*_headings(table), *titles), *map(_cells, table.rows)))


def _who(table: RatedTable) -> tuple[str, ...]:
    return (say("код", "code"),) if table.public else (say("фамилия, имя, отчество", "name"), say("класс", "class"))


def _headings(table: RatedTable) -> tuple[str, ...]:
    return (say("место", "place"), say("итого", "total"), *_who(table))


def _cells(row: RatedRow) -> tuple[str, ...]:
    result = row.result
    place = "—" if result.place is None else str(result.place)
    criteria = (number_text(value) for value in result.criteria.values())
    return (place, number_text(result.total), *row.who, *criteria, *row.answers)


def _aligned(headings: Sequence[str], rows: Sequence[Sequence[str]], words: int) -> list[str]:
    """Numbers to the right, words to the left. words: how many columns after the first two are words."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    left = range(2, 2 + words)

    def line(cells: Sequence[str]) -> str:
        placed = (
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(placed).rstrip()

    return [line(headings), *map(line, rows)]


def number_text(value: Value) -> str:
    """A number; `3…7` for one not known whose bounds are; `?` for one not known at all; a dash for none."""
    if isinstance(value, Unknown):
        low, high = _bound(value.low), _bound(value.high)
        return f"{low}…{high}" if low or high else "?"
    return _bound(value) or "—"


def _bound(value: Value | Number | None) -> str:
    is_number = value is not None and not isinstance(value, bool) and hasattr(value, "numerator")
    return decimal_text(value, say(",", ".")) if is_number else ""  # type: ignore[arg-type]
