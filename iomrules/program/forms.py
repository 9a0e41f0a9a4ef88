"""The table of grammatical forms kept beside a ruleset: text to table, table to text, and whose form a word is.

The table is written once, when the list of declared names changes, and stands under version control; a run reads
it and never the dictionary. The dictionary itself is known to `morphology` alone.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from iomrules.frozen import evolve, field, frozen

HEADER = """\
// Формы имён этого набора правил: одно имя в строке, после двоеточия его падежи и числа.
// Строки пишет сама программа, когда в наборе появляются новые имена; хранить файл надо вместе с набором.
// Чтобы исправить строку, поставьте в её начале знак «=»: такая строка останется как есть.
"""
_HEADER_LINES = frozenset(HEADER.splitlines())
_COMMENT = "//"
_BY_HAND = "="


@frozen
class NameForms:
    """One line of the table. name: as declared; forms: the other forms of it, in the order written.

    by_hand: corrected by a person, kept as it is. note: comment lines standing right above, without the `//`.
    """

    name: str
    forms: tuple[str, ...]
    by_hand: bool = False
    note: tuple[str, ...] = ()


@frozen
class TableMistake:
    """A line of the stored table that is not a line of forms. line: counted from 1."""

    line: int
    text: str


def _read_only(places: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(places))


@frozen
class FormTable:
    """Lines sorted by name, one a name. mistakes: what could not be read; printing leaves it out."""

    lines: tuple[NameForms, ...] = ()
    mistakes: tuple[TableMistake, ...] = ()
    #: line number of each folded name in the stored text, for messages
    places: Mapping[str, int] = field(default=MappingProxyType({}), eq=False, repr=False, converter=_read_only)

    def forms_of(self, name: str) -> tuple[str, ...]:
        """The stored forms of a name, or none."""
        wanted = fold(name)
        return next((line.forms for line in self.lines if fold(line.name) == wanted), ())


@lru_cache(maxsize=50_000)  # the same few hundred names are compared over and over
def fold(word: str) -> str:
    """The word as it is compared: small letters, `ё` as `е`, NFC."""
    return unicodedata.normalize("NFC", word).casefold().replace("ё", "е")


# Text and table


def read_forms(text: str) -> FormTable:
    """The table in `text`; lines that cannot be read are kept as its mistakes."""
    lines: list[NameForms] = []
    mistakes: list[TableMistake] = []
    places: dict[str, int] = {}
    note: list[str] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        written = raw.strip()
        if not written or written in _HEADER_LINES:
            continue
        if written.startswith(_COMMENT):
            note.append(written.removeprefix(_COMMENT).strip())
            continue
        line = _read_line(written, tuple(note))
        if line is None or fold(line.name) in places:
            mistakes.append(TableMistake(number, written))
        else:
            lines.append(line)
            places[fold(line.name)] = number
        note = []
    return FormTable(_sorted(lines), tuple(mistakes), places)


def _read_line(written: str, note: tuple[str, ...]) -> NameForms | None:
    by_hand = written.startswith(_BY_HAND)
    name, colon, forms = written.removeprefix(_BY_HAND).partition(":")
    words = name.split()
    if not colon or len(words) != 1 or ":" in forms:
        return None
    return NameForms(words[0], tuple(forms.split()), by_hand, note)


def print_forms(table: FormTable) -> str:
    """The table as text: same table, same bytes."""
    return HEADER + "".join(f"{written}\n" for line in table.lines for written in _print_line(line))


def _print_line(line: NameForms) -> Iterator[str]:
    for comment in line.note:
        yield f"{_COMMENT} {comment}".rstrip()
    mark = f"{_BY_HAND} " if line.by_hand else ""
    yield f"{mark}{line.name}: {' '.join(line.forms)}".rstrip()


def _sorted(lines: Iterable[NameForms]) -> tuple[NameForms, ...]:
    return tuple(sorted(lines, key=lambda line: (fold(line.name), line.name)))


# Keeping the table in step with the names


def update_forms(table: FormTable, names: Iterable[str], generate: Callable[[str], Sequence[str]]) -> FormTable:
    """The table for `names`: new names get generated lines, lines of names that are gone are dropped.

    Lines already there stay as they are, so another dictionary changes nothing silently; lines corrected by hand
    stay even when their name is gone. generate: all forms of a name, such as `morphology.word_forms`.
    """
    declared: dict[str, str] = {}
    for name in names:
        declared.setdefault(fold(name), name)
    kept = [
        evolve(line, name=declared.get(fold(line.name), line.name))
        for line in table.lines
        if line.by_hand or fold(line.name) in declared
    ]
    known = {fold(line.name) for line in kept}
    added = [NameForms(name, _other_forms(name, generate(name))) for key, name in declared.items() if key not in known]
    return FormTable(_sorted([*kept, *added]))


def _other_forms(name: str, forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if fold(form) != fold(name)))


def lacking_names(table: FormTable, names: Iterable[str]) -> tuple[str, ...]:
    """Names without a line yet, in the order given: the table must be updated before these can be declined."""
    known = {fold(line.name) for line in table.lines}
    return tuple(name for name in dict.fromkeys(names) if fold(name) not in known)
