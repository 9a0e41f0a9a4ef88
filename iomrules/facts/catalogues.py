"""The keys of a catalogue's entries, so that a wish for a course can be checked against the list of courses."""

from collections.abc import Iterable, Iterator, Mapping

from iomrules.facts.letters import fold
from iomrules.facts.record import Catalogue, Schema, TextKind
from iomrules.facts.vocabulary import Names
from iomrules.frozen import frozen
from iomrules.values import Entry


@frozen
class KnownKeys:
    """title: of the catalogue, for messages. names: every spelling of a key, and the texts that name one entry only."""

    title: str
    names: Names


def known_keys(catalogue: Catalogue, entries: Iterable[tuple[str, Iterable[str]]], schema: Schema) -> KnownKeys:
    """The keys of a catalogue. entries: key and texts (title of a course, name of a mentor) of each."""
    spelled: dict[str, str] = {}
    texts: dict[str, set[str]] = {}
    for key, words in entries:
        spelled[fold(key)] = key
        for word in words:
            texts.setdefault(fold(word), set()).add(key)
    for word, keys in texts.items():
        if word and len(keys) == 1:
            spelled.setdefault(word, next(iter(keys)))
    return KnownKeys(catalogue.title or catalogue.name.replace("_", " "), Names(spelled, schema.forms))


def entry_texts(entry: Entry, schema: Schema) -> tuple[str, tuple[str, ...]]:
    """An entry's key and its texts; a code of another catalogue is no text."""
    texts = [fact.name for fact in schema.shapes[entry.shape].facts if isinstance(fact.kind, TextKind)]
    return entry.key, tuple(value for name in texts if isinstance(value := entry.fields.get(name), str))


class _DeclaredKeys(Mapping[str, KnownKeys]):
    """The keys of catalogues by name, gathered when somebody asks for those of one: many people wish for nothing."""

    def __init__(self, schema: Schema, read: Mapping[str, Iterable[Entry]]) -> None:
        self._schema, self._read = schema, read
        self._found: dict[str, KnownKeys] = {}

    def __getitem__(self, name: str) -> KnownKeys:
        if name not in self._found:
            catalogue = self._schema.catalogues[name]
            entries = (*catalogue.rows, *self._read.get(name, ()))
            texts = [entry_texts(entry, self._schema) for entry in entries]
            self._found[name] = known_keys(catalogue, texts, self._schema)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schema.catalogues)

    def __len__(self) -> int:
        return len(self._schema.catalogues)


def declared_keys(schema: Schema, read: Mapping[str, Iterable[Entry]]) -> Mapping[str, KnownKeys]:
    """The keys of every catalogue: of the rows in the ruleset and of the entries read."""
    return _DeclaredKeys(schema, read)
