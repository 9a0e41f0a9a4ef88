"""A checked program as bytes, and back: what `decide` needs of rules without reading or checking them again.

Nothing is executed: the bytes name classes of this package from a fixed list and the values of their fields. Whether
the bytes are ours is for the caller to make sure of before they are opened (`cli.cache` signs them).

Sections: `program`, `plugins`, `diagnostics` and `texts` are made here; another may be put beside them, such as code
generated from the program, and is carried as bytes.
"""

import marshal
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve, fields, has

from iomrules import codes
from iomrules.diagnostics import Code, Diagnostic
from iomrules.errors import IomrulesError
from iomrules.source import SourceText
from iomrules.values import ABSENT

if TYPE_CHECKING:
    from iomrules.pipeline import Compiled
    from iomrules.plugins import LeftOut, Plugin
    from iomrules.program.core import Program

#: grows when the form below changes
FORM = 1
#: the modules whose frozen records an artefact may hold
MODULES = (
    *("iomrules.source", "iomrules.values", "iomrules.diagnostics", "iomrules.facts.record", "iomrules.program.core"),
    *("iomrules.plugins", "iomrules.extend", "iomrules.write.document", "iomrules.hookspecs", "iomrules.passport"),
)
_ATOMS = (str, int, bool, bytes, type(None))
#: what stands first in an entry: one of these, or, from _CLASSES on, the number of a class
_ATOM, _TUPLE, _LIST, _DICT, _VIEW, _SET, _FRACTION, _DATE, _PATH, _ABSENT, _CODE, _ENUM, _CLASSES = range(13)


class NotKept(IomrulesError):
    """What a program holds that has no place in an artefact, such as a plugin's function."""


class BadArtefact(IomrulesError):
    """Bytes that are no artefact of this form."""


class Artefact:
    """What a checking came to, its parts read when asked for; stands where `pipeline.Compiled` does.

    Only sound rules are kept, with every plugin that was asked for.
    """

    left_out: "tuple[LeftOut, ...]" = ()
    left_out_reasons: tuple[Diagnostic, ...] = ()

    def __init__(self, content: bytes) -> None:
        try:
            form, self.sections = marshal.loads(content)
        except (ValueError, TypeError, EOFError) as error:
            raise BadArtefact(str(error)) from error
        if form != FORM:
            raise BadArtefact(f"form {form}")

    @cached_property
    def program(self) -> "Program":
        """The checked program without its examples, which only those run who have the rules before them."""
        return evolve(cast("Program", decode(self.sections["program"])), sources=self.sources)

    @cached_property
    def plugins(self) -> "tuple[Plugin, ...]":
        """Those whose rules are in the program, in order."""
        return cast("tuple[Plugin, ...]", decode(self.sections["plugins"]))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings of the rules."""
        return cast(tuple[Diagnostic, ...], decode(self.sections["diagnostics"]))

    @property
    def sources(self) -> Mapping[str, SourceText]:
        """Texts of the rules by name."""
        return self._texts[0]

    @property
    def hashes(self) -> Mapping[str, str]:
        """File of rules -> SHA-256 of it."""
        return self._texts[1]

    @cached_property
    def _texts(self) -> tuple[Mapping[str, SourceText], Mapping[str, str]]:
        return cast(tuple[Mapping[str, SourceText], Mapping[str, str]], decode(self.sections["texts"]))


def write_artefact(compiled: "Compiled", others: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The artefact of sound rules. others: further sections. Raises NotKept for rules with mistakes or functions."""
    if compiled.program is None or compiled.left_out:
        raise NotKept("only sound rules are kept")
    sections = {
        "program": encode(evolve(compiled.program, examples=(), sources={})),
        "plugins": encode(compiled.plugins),
        "diagnostics": encode(compiled.diagnostics),
        "texts": encode((MappingProxyType(dict(compiled.sources)), MappingProxyType(dict(compiled.hashes)))),
    }
    return marshal.dumps((FORM, {**others, **sections}))


# --- values as entries -----------------------------------------------------------------------------------------------


def encode(value: object) -> bytes:
    """A value as entries, each made of those before it; what is equal stands there once. Raises NotKept."""
    return _Encoder().run(value)


class _Encoder:
    def __init__(self) -> None:
        self.atoms: list[object] = []
        self.classes: list[tuple[str, str]] = []
        self.entries: list[tuple[int, ...]] = []
        self._numbers: dict[object, int] = {}
        self._class_numbers: dict[type[Any], int] = {}
        self._met: dict[int, tuple[object, int]] = {}

    def run(self, value: object) -> bytes:
        root = self.number(value)
        return marshal.dumps((self.atoms, self.classes, self.entries, root))

    def number(self, value: object) -> int:
        """The number of the entry that a value is."""
        met = self._met.get(id(value))
        if met is not None:
            return met[1]
        number = self._add(self._entry(value))
        self._met[id(value)] = value, number  # kept alive, or another could take its identity
        return number

    def _add(self, entry: tuple[int, ...]) -> int:
        known = self._numbers.setdefault(entry, len(self.entries))
        if known == len(self.entries):
            self.entries.append(entry)
        return known

    def _entry(self, value: object) -> tuple[int, ...]:
        match value:
            case str() | bytes() | None:
                return self._atom(value)
            case Enum():
                return _ENUM, self._class(type(value)), self.number(value.name)
            case bool() | int():
                return self._atom(value)
            case tuple():
                return _TUPLE, *map(self.number, value)
            case list():
                return _LIST, *map(self.number, value)
            case Fraction():
                return _FRACTION, self.number(value.numerator), self.number(value.denominator)
            case date():
                return _DATE, self.number(value.toordinal())
            case frozenset():
                return _SET, *sorted(map(self.number, value))
            case dict() | MappingProxyType():
                pairs = (self.number(part) for pair in value.items() for part in pair)
                return _DICT if isinstance(value, dict) else _VIEW, *pairs
            case Code():
                return _CODE, self.number(_home(value)), self.number(value.number)
        if value is ABSENT:
            return (_ABSENT,)
        kind: Any = type(value)
        if kind.__module__.startswith("pathlib"):
            return _PATH, self.number(str(value))
        if not has(kind) or kind.__module__ not in MODULES:
            raise NotKept(f"{kind.__module__}.{kind.__qualname__}")
        return self._class(kind) + _CLASSES, *(self.number(getattr(value, each.name)) for each in fields(kind))

    def _atom(self, value: object) -> tuple[int, ...]:
        # by type too: True is 1 elsewhere
        known = self._numbers.setdefault((type(value), value), len(self.atoms))
        if known == len(self.atoms):
            self.atoms.append(value)
        return _ATOM, known

    def _class(self, kind: type[Any]) -> int:
        known = self._class_numbers.setdefault(kind, len(self.classes))
        if known == len(self.classes):
            self.classes.append((kind.__module__, kind.__qualname__))
        return known


def _home(code: Code) -> str:
    """The module of `codes` that a code stands in."""
    for name in (each.name for each in iter_modules(codes.__path__)):
        if any(each is code for each in vars(import_module(f"{codes.__name__}.{name}")).values()):
            return name
    raise NotKept(code.number)


def decode(content: bytes) -> object:
    """The value that `encode` wrote. Raises BadArtefact for a class or a field that is not ours."""
    try:
        atoms, classes, entries, root = marshal.loads(content)
        return _decode(atoms, classes, entries)[root]
    except (ValueError, TypeError, EOFError, IndexError, KeyError, AttributeError, ImportError) as error:
        raise BadArtefact(f"{type(error).__name__}: {error}") from error


def _decode(atoms: list[object], classes: list[tuple[str, str]], entries: list[tuple[int, ...]]) -> list[Any]:
    kinds = [_kind(module, name) for module, name in classes]
    writers = [_writers(kind) for kind in kinds]
    made: list[Any] = []
    add, get = made.append, made.__getitem__
    for sort, *parts in entries:
        if sort >= _CLASSES:
            kind: Any = kinds[sort - _CLASSES]
            new = kind.__new__(kind)
            for write, part in zip(writers[sort - _CLASSES], parts, strict=True):
                write(new, made[part])
            add(new)
        elif sort == _ATOM:
            add(atoms[parts[0]])
        elif sort == _TUPLE:
            add(tuple(map(get, parts)))
        else:
            add(_rare(sort, parts, made, kinds))
    return made


def _rare(sort: int, parts: list[int], made: list[Any], kinds: list[type[Any]]) -> object:
    if sort == _ENUM:
        return getattr(kinds[parts[0]], made[parts[1]])
    values = iter([made[part] for part in parts])
    if sort in (_DICT, _VIEW):
        pairs = dict(zip(values, values, strict=True))
        return pairs if sort == _DICT else MappingProxyType(pairs)
    if sort == _LIST:
        return list(values)
    if sort == _SET:
        return frozenset(values)
    if sort == _ABSENT:
        return ABSENT
    if sort == _DATE:
        return date.fromordinal(next(values))
    if sort == _FRACTION:
        return Fraction(next(values), next(values))
    if sort == _PATH:
        return Path(next(values))
    if sort == _CODE:
        return _code(next(values), next(values))
    raise BadArtefact(str(sort))


def _code(room: str, number: str) -> Code:
    if not room.isidentifier():
        raise BadArtefact(room)
    declared = vars(import_module(f"{codes.__name__}.{room}")).values()
    return next(each for each in declared if isinstance(each, Code) and each.number == number)


def _kind(module: str, name: str) -> type[Any]:
    if module not in MODULES:
        raise BadArtefact(module)
    kind = getattr(import_module(module), name)
    if not (isinstance(kind, type) and (has(kind) or issubclass(kind, Enum))):
        raise BadArtefact(name)
    return kind


def _writers(kind: type[Any]) -> tuple[Any, ...]:
    """How each field is written into a new object; frozen classes let nobody do it by name."""
    if issubclass(kind, Enum):
        return ()
    found: Any = kind
    return tuple(getattr(found, each.name).__set__ for each in fields(found))
