"""Tables: a row a line with its keys first, or the last key across the heading; cells become tests and results."""

from collections.abc import Sequence

from iomrules.codes import tables as codes
from iomrules.diagnostics import Related
from iomrules.facts.record import EnumKind, Kind, NumberKind, TextKind, TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.build_schema import MARK, read_kind
from iomrules.program.cell_text import content_of
from iomrules.program.draft import Draft
from iomrules.program.file_rows import filled_up, text_rows, without_borders
from iomrules.program.forms import fold
from iomrules.program.kind_words import declared_here, is_collection, plain
from iomrules.program.members import enumerations_of
from iomrules.program.read_cells import Stated, kind_of_literals, misfit, read_test, read_value, stated_by
from iomrules.program.read_cohorts import read_cohort
from iomrules.program.read_parameters import day_of
from iomrules.source import Span


@frozen
class _Line:
    """A row in list form: one cell for each key, and the result."""

    keys: tuple[tree.CellContent, ...]
    result: tree.CellContent
    row: tree.Row


def read_tables(draft: Draft) -> None:
    """Fills tables; one that is at fault is left out, after all that is wrong in it was reported."""
    for name, declared in draft.declared.items():
        if isinstance(declared.written, tree.Table):
            table = _table(draft, declared.about, declared.written)
            if table is not None:
                draft.tables[name] = table


def _table(draft: Draft, about: core.About, written: tree.Table) -> core.Table | None:
    keys = tuple(_key(draft, name) for name in written.keys)
    if None in keys:
        return None
    sound = tuple(key for key in keys if key is not None)
    rows = _rows_as_written(draft, written, sound)
    if rows is None:
        return None
    lines = _lines(draft, sound, rows)
    if not lines:
        draft.report(codes.TABLE_EMPTY, written.name.span, table=written.name.text)
        return None
    stated = tuple(
        stated_by(draft, key.name, key.kind, name.span) for key, name in zip(sound, written.keys, strict=True)
    )
    tests = tuple(_tests(draft, sound, line, stated) for line in lines)
    kind = _result_kind(draft, written, lines)
    if kind is None:
        return None
    gives = (declared_here(written.name.span, written.name.text, plain(kind)),)
    read = tuple(_row(draft, line, each, kind, gives) for line, each in zip(lines, tests, strict=True))
    otherwise = read_value(draft, written.otherwise, kind, gives) if written.otherwise is not None else None
    made = tuple(row for row in read if row is not None)
    if written.hit == "one":
        _check_twice(draft, made)
    return core.Table(about, sound, written.hit, made, otherwise, kind=plain(kind))


# --- keys --------------------------------------------------------------------------------------------------


def _key(draft: Draft, name: tree.Name) -> core.TableKey | None:
    """An enumeration, or any fact, field, criterion or indicator: its word is looked up where the table is used."""
    schema = draft.schema
    enumeration = draft.find(name, "kind", list(schema.enumerations))
    shapes = reversed(tuple(schema.shapes.values()))
    facts = {fact.name: fact.kind for shape in shapes for fact in shape.facts if not is_collection(fact.kind)}
    fact = draft.find(name, "fact", list(facts))
    if fact is not None and (enumeration is None or facts[fact] == EnumKind(enumeration)):
        return core.TableKey(fact, plain(facts[fact]))
    if enumeration is not None:
        return core.TableKey(enumeration, EnumKind(enumeration))
    return _computed_key(draft, name)


def _computed_key(draft: Draft, name: tree.Name) -> core.TableKey | None:
    numbers = {name: each for name, each in draft.declared.items() if each.sort in {"indicator", "rating", "parameter"}}
    criteria = [
        criterion.name.text
        for each in draft.declared.values()
        if isinstance(each.written, tree.Rating)
        for criterion in each.written.criteria
    ]
    found = draft.find(name, "value", [*numbers, *criteria])
    if found in draft.parameters:
        return core.TableKey(found, draft.parameters[found].kind)
    if found is not None:
        return core.TableKey(found, NumberKind())
    if draft.vocabulary.find(name.text, ("отметка",)):
        return core.TableKey("отметка", NumberKind(MARK.unit))
    names = [fact.name for shape in draft.schema.shapes.values() for fact in shape.facts]
    draft.unknown_name(name, [*draft.schema.enumerations, *names, *numbers, *criteria])
    return None


# --- from rows to lines ------------------------------------------------------------------------------------


def _rows_as_written(draft: Draft, written: tree.Table, keys: tuple[core.TableKey, ...]) -> tuple[tree.Row, ...] | None:
    if written.file is None:
        return without_borders(written.rows)
    cells = text_rows(draft, written.file)
    if cells is None:
        return None
    span = written.file[0].span
    kinds: list[Kind | None] = [key.kind for key in keys]
    rows = []
    for row in cells:
        # Past the keys stand results, or the last key's values in a heading: text decides by its look.
        expected = kinds + [None] * (len(row) - len(kinds))
        contents = tuple(content_of(text, kind, span) for text, kind in zip(row, expected, strict=False))
        rows.append(tree.Row(contents, span=span))
    return tuple(rows)


def _lines(draft: Draft, keys: tuple[core.TableKey, ...], rows: tuple[tree.Row, ...]) -> tuple[_Line, ...]:
    if not rows:
        return ()
    heading, *body = rows
    if _is_across(draft, keys, heading):
        return tuple(line for row in body for line in _across(draft, len(keys), heading, row))
    if _is_heading(draft, keys, heading):
        rows = tuple(body)
    return tuple(line for row in rows if (line := _along(draft, len(keys), row)) is not None)


def _is_key_name(draft: Draft, cell: tree.CellContent, key: core.TableKey) -> bool:
    match cell:
        case tree.Name(text=text):
            return bool(draft.vocabulary.find(text, (key.name,)))
        case tree.TextLiteral(text=text):
            return fold(text) in {fold(key.name), fold(key.name).replace("_", " ")}
    return False


def _is_heading(draft: Draft, keys: tuple[core.TableKey, ...], row: tree.Row) -> bool:
    return len(row.cells) > len(keys) and all(
        _is_key_name(draft, cell, key) for cell, key in zip(row.cells, keys, strict=False)
    )


def _is_across(draft: Draft, keys: tuple[core.TableKey, ...], row: tree.Row) -> bool:
    """Whether the last key stands across: the corner is empty or names the other keys, the rest are its values."""
    corner, rest = row.cells[: len(keys) - 1], row.cells[len(keys) - 1 :]
    if not corner or not rest:
        return False
    named = all(
        isinstance(cell, tree.EmptyCell) or _is_key_name(draft, cell, key)
        for cell, key in zip(corner, keys, strict=False)
    )
    return named and not _is_key_name(draft, rest[0], keys[-1])


def _across(draft: Draft, keys: int, heading: tree.Row, row: tree.Row) -> tuple[_Line, ...]:
    width = len(heading.cells)
    if len(row.cells) == width - 1:
        row = evolve(row, cells=filled_up(row.cells, width, row.span))
    if not _has_cells(draft, row, width):
        return ()
    leading = row.cells[: keys - 1]
    pairs = zip(heading.cells[keys - 1 :], row.cells[keys - 1 :], strict=True)
    return tuple(_Line((*leading, last), result, row) for last, result in pairs if not _says_nothing(result))


def _along(draft: Draft, keys: int, row: tree.Row) -> _Line | None:
    if not _has_cells(draft, row, keys + 1) or _says_nothing(row.cells[keys]):
        return None
    return _Line(row.cells[:keys], row.cells[keys], row)


def _has_cells(draft: Draft, row: tree.Row, expected: int) -> bool:
    if len(row.cells) != expected:
        draft.report(codes.ROW_LENGTH, row.span, count=len(row.cells), expected=expected)
    return len(row.cells) == expected


def _says_nothing(cell: tree.CellContent) -> bool:
    """An empty cell: no row stands for these keys."""
    return isinstance(cell, tree.EmptyCell)


# --- results -----------------------------------------------------------------------------------------------


def _result_kind(draft: Draft, written: tree.Table, lines: Sequence[_Line]) -> Kind | None:
    if written.gives is not None:
        inline = f"{written.name.text}.результат"
        return read_kind(draft, written.gives, inline)
    literals = [line.result for line in lines]
    values = tuple(each for each in literals if isinstance(each, _LITERALS))
    kind = kind_of_literals(draft, _without_no(values), lambda name: enumerations_of(draft, name))
    if kind is None:
        draft.report(codes.VALUES_OF_SEVERAL_KINDS, _odd_one(values, written.name.span), name=written.name.text)
    if isinstance(kind, NumberKind):
        kind = NumberKind(kind.unit or written.clauses.unit, kind.whole)
    if written.hit == "all" and kind is not None and not isinstance(kind, NumberKind):
        draft.report(codes.ALL_ROWS_NOT_NUMBERS, written.name.span, table=written.name.text)
        return None
    return kind


def _odd_one(values: tuple[tree.Literal, ...], otherwise: Span) -> Span:
    """The first result that is not written like those before it."""
    return next((value.span for value in values if type(value) is not type(values[0])), otherwise)


_LITERALS = (tree.Name, tree.NumberLiteral, tree.TextLiteral, tree.DateLiteral, tree.TruthLiteral, tree.UnknownLiteral)


def _without_no(literals: tuple[tree.Literal, ...]) -> tuple[tree.Literal, ...]:
    """Without `нет`, which between other results says that there is no row."""
    others = tuple(each for each in literals if each != tree.TruthLiteral(False))
    return others if any(not isinstance(each, tree.TruthLiteral) for each in others) else literals


_Tests = tuple[core.CellTest, ...]


def _tests(draft: Draft, keys: tuple[core.TableKey, ...], line: _Line, stated: tuple[Stated, ...]) -> _Tests | None:
    """What the keys of a row must be; None where a cell is at fault. stated: where the kind of each key was said."""
    cells = zip(line.keys, keys, stated, strict=True)
    tests = tuple(read_test(draft, cell, key.kind, said) for cell, key, said in cells)
    sound = tuple(test for test in tests if test is not None)
    return sound if len(sound) == len(tests) else None


def _row(draft: Draft, line: _Line, tests: _Tests | None, kind: Kind, stated: Stated) -> core.Row | None:
    result = line.result
    if result == tree.TruthLiteral(False) and not isinstance(kind, TruthKind | TextKind):
        return None
    if not isinstance(result, _LITERALS):
        misfit(draft, result, kind)
        return None
    value = read_value(draft, result, kind, stated)
    if value is None or tests is None:
        return None
    row = line.row
    basis = row.basis.text if row.basis else ""
    cohort = read_cohort(draft, row.cohort)
    return core.Row(tests, value, day_of(row.begin), day_of(row.end), basis, cohort, span=result.span)


def _check_twice(draft: Draft, rows: tuple[core.Row, ...]) -> None:
    """Two rows with the same keys at the same time, where one row alone may fit."""
    first: dict[tuple[core.CellTest, ...], list[core.Row]] = {}
    for row in rows:
        for other in first.setdefault(row.tests, []):
            if _meet(row, other):
                said = "такие же ключи здесь", "the same keys are here"
                draft.report(codes.ROW_TWICE, row.span, related=(Related(other.span, *said),))
                break
        first[row.tests].append(row)


def _meet(one: core.Row, other: core.Row) -> bool:
    """Whether some day lies within the dates of both, and some day of entry within the cohorts of both."""
    return _overlap(one, other) and _overlap(one.cohort or core.Cohort(), other.cohort or core.Cohort())


def _overlap(one: core.Row | core.Cohort, other: core.Row | core.Cohort) -> bool:
    begins_before_end = one.begin is None or other.end is None or one.begin <= other.end
    return begins_before_end and (other.begin is None or one.end is None or other.begin <= one.end)
