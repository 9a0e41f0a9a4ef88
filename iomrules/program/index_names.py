"""The second pass: the forms of all declared names, brought up to date, and the vocabulary made of them."""

from collections.abc import Iterator

from iomrules.codes import program as codes
from iomrules.codes import translation as translation_codes
from iomrules.parse import tree
from iomrules.program.draft import Draft, FormsUpdate, Ruleset
from iomrules.program.file_rows import key_column, sheet_cells, without_borders
from iomrules.program.forms import FormTable, fold, lacking_names, read_forms, update_forms
from iomrules.program.vocabulary import make_vocabulary
from iomrules.source import Span

#: names that no ruleset declares and every ruleset may use, with their forms and English spellings
BUILT_IN = {
    "отметка": tuple("отметки отметке отметку отметкой отметок отметкам отметками отметках mark marks".split()),
    "остаток_часов": tuple("остатка_часов остатку_часов остатком_часов остатке_часов remaining_hours".split()),
    "день_решения": tuple(
        "дня_решения дню_решения днём_решения дне_решения сегодня day_of_decision days_of_decision today".split()
    ),
    "освобождён": tuple("освобождена осв excused".split()),
    "код": tuple("кода коду кодом коде коды code key".split()),
}


def index_names(draft: Draft) -> None:
    """Fills forms and vocabulary."""
    given: dict[str, tuple[str, ...]] = dict(BUILT_IN)
    every: list[str] = list(BUILT_IN)
    tables: list[FormTable] = []
    for ruleset in draft.rulesets:
        names: list[str] = []
        given |= _forms_of_unread(draft, ruleset)
        every.extend(_unread(ruleset))
        for file in ruleset.source.trees:
            for declaration in file.declarations:
                in_file = _keys_in_file(draft, declaration) if isinstance(declaration, tree.Rows) else ()
                for name, forms in (*declared_names(declaration), *in_file):
                    names.append(name.text)
                    if forms:
                        given[name.text] = tuple(form.text for form in forms)
        both = (word.text for pair in _pairs(ruleset) for word in (pair.name, pair.english))
        tables.append(_update(draft, ruleset, tuple(dict.fromkeys((*names, *both))), _unread(ruleset)))
        every.extend(names)
    every.extend(draft.functions)
    pairs = [
        (pair.name.text, pair.english.text) for ruleset in draft.rulesets for pair in _checked_pairs(draft, ruleset)
    ]
    draft.vocabulary = make_vocabulary(every, tables, given, pairs)


def _pairs(ruleset: Ruleset) -> Iterator[tree.EnglishName]:
    """What a ruleset calls names in English."""
    for file in ruleset.source.trees:
        for declaration in file.declarations:
            if isinstance(declaration, tree.EnglishNames):
                yield from declaration.names


def _checked_pairs(draft: Draft, ruleset: Ruleset) -> Iterator[tree.EnglishName]:
    """The same, but for an English name that is given twice, which is reported."""
    given: dict[str, tree.Name] = {}
    for pair in _pairs(ruleset):
        first = given.setdefault(fold(pair.english.text), pair.name)
        if first is pair.name:
            yield pair
        else:
            place, name = pair.english.span, pair.name.text
            code = translation_codes.ENGLISH_NAME_TWICE
            draft.report(code, place, english=pair.english.text, first=first.text, name=name)


def _unread(ruleset: Ruleset) -> tuple[str, ...]:
    names = (name for file in ruleset.source.trees for name in (*file.broken, *file.broken_parts))
    return tuple(dict.fromkeys(name.text for name in names))


def _forms_of_unread(draft: Draft, ruleset: Ruleset) -> dict[str, tuple[str, ...]]:
    """Forms of what could not be read, known only while it is checked: the table has them once it is mended."""
    stored = read_forms(ruleset.source.forms)
    generate = draft.generate_forms or (lambda name: ())
    return {name: stored.forms_of(name) or tuple(generate(name)) for name in _unread(ruleset)}


def _update(draft: Draft, ruleset: Ruleset, names: tuple[str, ...], unread: tuple[str, ...]) -> FormTable:
    table = read_forms(ruleset.source.forms)
    file = ruleset.source.forms_name
    for mistake in table.mistakes:
        place = Span(file, mistake.line, 1, mistake.line, len(mistake.text) + 1)
        draft.report(codes.FORMS_UNREADABLE, place, text=mistake.text)
    kept = table
    if draft.generate_forms is not None:
        kept = update_forms(table, names, draft.generate_forms)
    changed = kept.lines != table.lines
    lacking = lacking_names(kept, names if draft.generate_forms else (*names, *unread))
    draft.forms.append(FormsUpdate(ruleset.about.name, ruleset.source.origin, kept, changed, lacking))
    return kept


_Named = Iterator[tuple[tree.Name, tuple[tree.Name, ...]]]


def declared_names(declaration: tree.Declaration) -> _Named:
    """Every name a declaration introduces, with the forms given for it by hand."""
    match declaration:
        case tree.Header() | tree.Example() | tree.EnglishNames():
            return
        case tree.Rows():
            yield from _keys_of_rows(declaration)
        case tree.AddedSynonyms():
            yield from ((word, ()) for word, _ in declaration.synonyms if isinstance(word, tree.Name))
        case tree.Enumeration():
            yield declaration.name, declaration.clauses.forms
            yield from ((member.name, ()) for member in declaration.members)
            yield from ((word, ()) for word, _ in declaration.synonyms if isinstance(word, tree.Name))
        case tree.Record():
            yield declaration.name, ()
            for each in declaration.fields:
                yield each.name, each.forms
                yield from ((member.name, ()) for member in each.kind.members)
        case tree.Rating():
            yield declaration.name, declaration.clauses.forms
            yield from ((criterion.name, ()) for criterion in declaration.criteria)
        case _:
            yield declaration.name, declaration.clauses.forms


def _keys_of_rows(rows: tree.Rows) -> _Named:
    """Keys of a catalogue's entries, so that a course may be named in any case form."""
    drawn = without_borders(rows.rows)
    if not drawn:
        return
    words = [cell.text if isinstance(cell, tree.Name | tree.TextLiteral) else "" for cell in drawn[0].cells]
    column = key_column(words)
    for row in drawn[1:]:
        key = row.cells[column] if column < len(row.cells) else None
        if isinstance(key, tree.Name):
            yield key, ()


def _keys_in_file(draft: Draft, rows: tree.Rows) -> _Named:
    """The same of entries kept in a file beside the ruleset."""
    cells = sheet_cells(draft, rows.file) if rows.file is not None else None
    if not cells or rows.file is None:
        return
    column = key_column(cells[0])
    for row in cells[1:]:
        if row[column].strip():
            yield tree.Name("_".join(row[column].split()), span=rows.file[0].span), ()
