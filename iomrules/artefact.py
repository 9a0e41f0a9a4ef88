"""A checked program as bytes, and back: what `decide` needs of rules without reading or checking them again.

The bytes name classes of this package from a fixed list and the values of their fields; no object of another class is
made. Whether the bytes are ours is for the caller to make sure of before they are opened (`cli.cache` signs them).

Sections: `program`, `plugins`, `diagnostics` and `texts` are values; `python` is the code that decides by the program
(`reason.engines`), and is the one thing here that is run. Another may be put beside them and is carried as bytes.
"""

import marshal
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from itertools import starmap
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from attrs import fields, has

from iomrules import codes
from iomrules.collecting import paused
from iomrules.diagnostics import Code, Diagnostic
from iomrules.errors import IomrulesError
from iomrules.frozen import evolve, is_frozen, slots_of
from iomrules.reason.engines import code_of, keep_code
from iomrules.source import SourceText, Span
from iomrules.values import ABSENT

if TYPE_CHECKING:
    from attrs import AttrsInstance

    from iomrules.pipeline import Compiled
    from iomrules.plugins import LeftOut, Plugin
    from iomrules.program.core import Program

#: grows when the form below changes
FORM = 4
#: the modules whose frozen records an artefact may hold
MODULES = (
    *("iomrules.source", "iomrules.values", "iomrules.diagnostics", "iomrules.facts.record", "iomrules.program.core"),
    *(f"iomrules.program.{each}" for each in ("declarations", "examples", "nodes", "routes")),
    *("iomrules.plugins", "iomrules.extend", "iomrules.write.document", "iomrules.hookspecs", "iomrules.passport"),
    *("iomrules.write.letterhead", "iomrules.write.approval", "iomrules.template_files"),
)
_ATOMS = (str, int, bool, bytes, type(None))
#: what stands first in an entry: one of these, or, from _CLASSES on, the number of a class
_TUPLE, _LIST, _DICT, _VIEW, _SET, _FRACTION, _DATE, _PATH, _ABSENT, _CODE, _ENUM, _CLASSES = range(12)
_SPANS = 1 << 40


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
        program = cast("Program", decode(self.sections["program"]))
        # nobody else has it yet, and a copy of it would be made of everything
        slots_of(type(program), ("sources",))[0].__set__(program, self.sources)
        try:
            keep_code(program, marshal.loads(self.sections["python"]))
        except (KeyError, ValueError, TypeError, EOFError) as error:
            raise BadArtefact(f"{type(error).__name__}: {error}") from error
        return program

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
        "python": marshal.dumps(code_of(compiled.program)),
        "texts": encode((MappingProxyType(dict(compiled.sources)), MappingProxyType(dict(compiled.hashes)))),
    }
    return marshal.dumps((FORM, {**others, **sections}))


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
        entries = [(sort, tuple(map(self._final, parts))) for sort, *parts in self.entries]
        return marshal.dumps((self.atoms, self.spans, self.classes, entries, self._final(root)))

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
                return _ENUM, self.number(self._class(type(value))), self.number(value.name)
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
        if isinstance(value, Path):
            return _PATH, self.number(str(value))
        if not has(kind) or kind.__module__ not in MODULES:
            raise NotKept(f"{kind.__module__}.{kind.__qualname__}")
        return self._class(kind) + _CLASSES, *(self.number(getattr(value, name)) for name in _names(kind))

    def _class(self, kind: type[Any]) -> int:
        known = self._class_numbers.setdefault(kind, len(self.classes))
        if known == len(self.classes):
            self.classes.append((kind.__module__, kind.__qualname__, _names(kind)))
        return known


def _names(kind: type[Any]) -> tuple[str, ...]:
    return () if issubclass(kind, Enum) else tuple(each.name for each in fields(cast("type[AttrsInstance]", kind)))


def _home(code: Code) -> str:
    """The module of `codes` that a code stands in."""
    for name in sorted(each.stem for place in codes.__path__ for each in Path(place).glob("[a-z]*.py")):
        if any(each is code for each in vars(import_module(f"{codes.__name__}.{name}")).values()):
            return name
    raise NotKept(code.number)


def decode(content: bytes) -> object:
    """The value that `encode` wrote. Raises BadArtefact for a class or a field that is not ours."""
    try:
        with paused():
            atoms, spans, classes, entries, root = marshal.loads(content)
            return _decode(atoms, spans, classes, entries)[root]
    except (ValueError, TypeError, EOFError, IndexError, KeyError, AttributeError, ImportError) as error:
        raise BadArtefact(f"{type(error).__name__}: {error}") from error


def _decode(
    atoms: list[object],
    spans: list[tuple[Any, ...]],
    classes: list[tuple[str, str, tuple[str, ...]]],
    entries: list[tuple[int, tuple[int, ...]]],
) -> list[Any]:
    kinds = [_kind(module, name) for module, name, _ in classes]
    # how each field is written into a new object; frozen classes let nobody do it by name
    slots = [slots_of(kind, names) for kind, (_, _, names) in zip(kinds, classes, strict=True)]
    writers = [[each.__set__ for each in own] for own in slots]
    made: list[Any] = [*atoms, *starmap(Span, spans)]
    add, get, make = made.append, made.__getitem__, object.__new__
    for sort, parts in entries:
        if sort >= _CLASSES:
            kind: Any = kinds[sort - _CLASSES]
            new = make(kind)
            for write, part in zip(writers[sort - _CLASSES], parts, strict=True):
                write(new, made[part])
            add(new)
        elif sort == _TUPLE:
            add(tuple(map(get, parts)))
        else:
            add(_rare(sort, parts, made, kinds))
    return made


def _rare(sort: int, parts: tuple[int, ...], made: list[Any], kinds: list[type[Any]]) -> object:
    if sort == _ENUM:
        return getattr(kinds[made[parts[0]]], made[parts[1]])
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
    if not (isinstance(kind, type) and (is_frozen(kind) or issubclass(kind, Enum))):
        raise BadArtefact(name)
    return kind
