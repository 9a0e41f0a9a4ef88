"""A checked program as bytes: the form, what may be in it and the way back are in `artefact`."""

import marshal
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from iomrules import codes
from iomrules.artefact import (
    ABSENCE,
    BEGINNING,
    CLASSES,
    CODE,
    DATE,
    DICT,
    ENUM,
    FORM,
    FRACTION,
    LIST,
    MODULES,
    PATH,
    SET,
    TUPLE,
    VIEW,
    VIEW_OF,
)
from iomrules.diagnostics import Code
from iomrules.errors import IomrulesError
from iomrules.frozen import evolve, is_frozen, names_of
from iomrules.reason.engines import code_of
from iomrules.reason.python.engine import pointed_at
from iomrules.source import Span
from iomrules.values import ABSENT

if TYPE_CHECKING:
    from iomrules.pipeline import Compiled

_ATOMS = (str, int, bool, bytes, type(None))
_SPANS = 1 << 40


class NotKept(IomrulesError):
    """What a program holds that has no place in an artefact, such as a plugin's function."""


def write_artefact(compiled: "Compiled", others: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The artefact of sound rules. others: further sections. Raises NotKept for rules with mistakes or functions."""
    if compiled.program is None or compiled.left_out:
        raise NotKept("only sound rules are kept")
    code = code_of(compiled.program)
    schema = evolve(compiled.program.schema, forms={})
    kept = evolve(compiled.program, schema=schema, examples=(), sources={})
    sections = {
        "program": encode((kept, pointed_at(code, compiled.program))),
        "forms": marshal.dumps(_by_beginning(compiled.program.schema.forms)),
        "plugins": zlib.compress(encode(compiled.plugins)),
        "diagnostics": encode(compiled.diagnostics),
        "python": marshal.dumps(code),
        "texts": zlib.compress(encode((_view(compiled.sources), _view(compiled.hashes)))),
    }
    return _together({**others, **sections})


def _together(sections: Mapping[str, bytes]) -> bytes:
    """The sections one after another, behind a table of their names and lengths."""
    table = marshal.dumps((FORM, [(name, len(content)) for name, content in sections.items()]))
    return b"".join((len(table).to_bytes(4, "big"), table, *sections.values()))


def _by_beginning(forms: Mapping[str, str]) -> dict[str, bytes]:
    """Case forms, those that begin alike together."""
    found: dict[str, dict[str, str]] = {}
    for word, name in forms.items():
        found.setdefault(word[:BEGINNING], {})[word] = name
    return {letters: marshal.dumps(own) for letters, own in found.items()}


def _view(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(given))


# --- values as entries -----------------------------------------------------------------------------------------------


def encode(value: object) -> bytes:
    """A value as atoms, spans and entries, each made of those before it; what is equal stands there once.

    Raises NotKept.
    """
    return _Encoder().run(value)


class _Encoder:
    """Numbers while encoding: an atom is -1, -2, …; a span is _SPANS and on; an entry counts from 0."""

    def __init__(self) -> None:
        self.atoms: list[object] = []
        self.spans: list[tuple[object, ...]] = []
        self.classes: list[tuple[str, str, tuple[str, ...]]] = []
        self.entries: list[tuple[int, ...]] = []
        self._numbers: dict[object, int] = {}
        self._class_numbers: dict[type[Any], int] = {}
        self._met: dict[int, tuple[object, int]] = {}

    def run(self, value: object) -> bytes:
        root = self.number(value)
        spans = len(self.spans), marshal.dumps(self.spans)
        sorts = tuple([entry[0] for entry in self.entries])
        parts = tuple(chain.from_iterable(map(self._laid, self.entries)))
        return marshal.dumps((self.atoms, spans, self.classes, sorts, parts, self._final(root)))

    def _laid(self, entry: tuple[int, ...]) -> Iterator[int]:
        """The parts of an entry; of how many parts an object is made, its class knows."""
        sort, *parts = entry
        counted = () if sort >= CLASSES else (len(parts),)
        return chain(counted, map(self._final, parts))

    def _final(self, number: int) -> int:
        """Atoms first, then spans, then entries."""
        if number < 0:
            return -1 - number
        if number >= _SPANS:
            return len(self.atoms) + number - _SPANS
        return len(self.atoms) + len(self.spans) + number

    def number(self, value: object) -> int:
        """The number of a value."""
        met = self._met.get(id(value))
        if met is not None:
            return met[1]
        number = self._number(value)
        self._met[id(value)] = value, number  # kept alive, or another could take its identity
        return number

    def _number(self, value: object) -> int:
        if isinstance(value, _ATOMS) and not isinstance(value, Enum):
            # by type too: True is 1 elsewhere
            return -1 - self._once((type(value), value), self.atoms, value)
        if isinstance(value, Span):
            places = (value.line, value.column, value.end_line, value.end_column, value.start, value.end)
            span = (value.source, *places)
            return _SPANS + self._once((Span, span), self.spans, span)
        if type(value) is dict and _are_words(value):
            return -1 - self._once((dict, id(value)), self.atoms, value)
        entry = self._entry(value)
        return self._once(entry, self.entries, entry)

    def _once(self, key: object, listed: list[Any], value: object) -> int:
        known = self._numbers.setdefault(key, len(listed))
        if known == len(listed):
            listed.append(value)
        return known

    def _entry(self, value: object) -> tuple[int, ...]:
        match value:
            case Enum():
                return ENUM, self.number(self._class(type(value))), self.number(value.name)
            case tuple():
                return TUPLE, *map(self.number, value)
            case list():
                return LIST, *map(self.number, value)
            case Fraction():
                return FRACTION, self.number(value.numerator), self.number(value.denominator)
            case date():
                return DATE, self.number(value.toordinal())
            case frozenset():
                return SET, *sorted(map(self.number, value))
            case MappingProxyType() if _are_words(value):
                return VIEW_OF, self.number(dict(value))
            case dict() | MappingProxyType():
                pairs = (self.number(part) for pair in value.items() for part in pair)
                return DICT if isinstance(value, dict) else VIEW, *pairs
            case Code():
                return CODE, self.number(_home(value)), self.number(value.number)
        if value is ABSENT:
            return (ABSENCE,)
        kind: Any = type(value)
        if isinstance(value, Path):
            return PATH, self.number(str(value))
        if not is_frozen(kind) or kind.__module__ not in MODULES:
            raise NotKept(f"{kind.__module__}.{kind.__qualname__}")
        return self._class(kind) + CLASSES, *(self.number(getattr(value, name)) for name in _names(kind))

    def _class(self, kind: type[Any]) -> int:
        known = self._class_numbers.setdefault(kind, len(self.classes))
        if known == len(self.classes):
            self.classes.append((kind.__module__, kind.__qualname__, _names(kind)))
        return known


def _names(kind: type[Any]) -> tuple[str, ...]:
    return () if issubclass(kind, Enum) else names_of(kind)


def _are_words(value: Mapping[Any, Any]) -> bool:
    """Whether a mapping is of words to words: such a one needs no entry for each of them."""
    return all(type(key) is str and type(each) is str for key, each in value.items())


def _home(code: Code) -> str:
    """The module of `codes` that a code stands in."""
    for name in sorted(each.stem for place in codes.__path__ for each in Path(place).glob("[a-z]*.py")):
        if any(each is code for each in vars(import_module(f"{codes.__name__}.{name}")).values()):
            return name
    raise NotKept(code.number)
