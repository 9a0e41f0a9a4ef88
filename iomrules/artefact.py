"""A checked program out of bytes: what `decide` needs of rules without reading or checking them again.

The bytes name classes of this package from a fixed list and the values of their fields; no object of another class is
made. Whether the bytes are ours is for the caller to make sure of before they are opened (`cli.cache` signs them).

Sections: `program`, with the nodes that its code points at, `diagnostics` and `settings` are values; so are `plugins`
and `texts`, compressed, for few ask for them, and `forms`, the case forms of words; `python` is the code that decides
by the program (`reason.engines`), and is the one thing here that is run. Others may be put beside them and are carried
as bytes. `write_artefact` makes the bytes.
"""

import marshal
from _thread import RLock
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from itertools import chain, islice, repeat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, SupportsIndex, cast

from iomrules import codes
from iomrules.collecting import paused
from iomrules.diagnostics import Code, Diagnostic
from iomrules.errors import IomrulesError
from iomrules.frozen import is_frozen, names_of, slots_of
from iomrules.reason.engines import keep_code
from iomrules.source import SourceText, Span
from iomrules.values import ABSENT

if TYPE_CHECKING:
    from iomrules.plugins import LeftOut, Plugin
    from iomrules.program.core import Node, Program
    from iomrules.workspace import Workspace

#: what `marshal` raises for bytes that it did not write
_DAMAGED = (ValueError, TypeError, EOFError)
#: grows when the form below changes
FORM = 9
#: the modules whose frozen records an artefact may hold
MODULES = (
    *("iomrules.source", "iomrules.values", "iomrules.diagnostics", "iomrules.facts.record", "iomrules.facts.schema"),
    "iomrules.program.core",
    *(f"iomrules.program.{each}" for each in ("declarations", "examples", "nodes", "routes")),
    *("iomrules.plugins", "iomrules.extend", "iomrules.write.document", "iomrules.hookspecs", "iomrules.passport"),
    *("iomrules.write.letterhead", "iomrules.write.approval", "iomrules.template_files"),
    *("iomrules.workspace", "iomrules.wanted"),
)
#: what stands first in an entry: one of these, or, from CLASSES on, the number of a class
TUPLE, LIST, DICT, VIEW, VIEW_OF, SET, FRACTION, DATE, PATH, ABSENCE, CODE, ENUM, CLASSES = range(13)


class BadArtefact(IomrulesError):
    """Bytes that are no artefact of this form."""


class Artefact:
    """What a checking came to, its parts read when asked for; stands where `pipeline.Compiled` does.

    Only sound rules are kept, with every plugin that was asked for.
    """

    left_out: "tuple[LeftOut, ...]" = ()
    left_out_reasons: tuple[Diagnostic, ...] = ()

    def __init__(self, content: bytes | memoryview) -> None:
        self.sections = _sections(memoryview(content))

    @cached_property
    def program(self) -> "Program":
        """The checked program without its examples, which only those run who have the rules before them."""
        program, nodes = cast("tuple[Program, tuple[Node, ...]]", decode(self.sections["program"]))
        # nobody else has it yet, and a copy of it would be made of everything
        slots_of(type(program), ("sources",))[0].__set__(program, self.sources)
        slots_of(type(program.schema), ("forms",))[0].__set__(program.schema, _Later(lambda: self.forms))
        try:
            keep_code(program, marshal.loads(self.sections["python"]), nodes)
        except (*_DAMAGED, KeyError) as error:
            raise BadArtefact(f"{type(error).__name__}: {error}") from error
        return program

    @cached_property
    def plugins(self) -> "tuple[Plugin, ...]":
        """Those whose rules are in the program, in order."""
        return cast("tuple[Plugin, ...]", self._unpacked("plugins"))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings of the rules."""
        return cast(tuple[Diagnostic, ...], decode(self.sections["diagnostics"]))

    @cached_property
    def sources(self) -> Mapping[str, SourceText]:
        """Texts of the rules by name."""
        return MappingProxyType(_Later(lambda: self.texts[0]))

    @property
    def hashes(self) -> Mapping[str, str]:
        """File of rules -> SHA-256 of it."""
        return self.texts[1]

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """Case forms of the rules' words: thousands, and whoever gives people by the rules' own names needs none."""
        try:
            return _Forms(marshal.loads(self.sections["forms"]))
        except (*_DAMAGED, KeyError) as error:
            raise BadArtefact(f"{type(error).__name__}: {error}") from error

    @cached_property
    def texts(self) -> tuple[Mapping[str, SourceText], Mapping[str, str]]:
        """Texts and hashes."""
        return cast(tuple[Mapping[str, SourceText], Mapping[str, str]], self._unpacked("texts"))

    @cached_property
    def settings(self) -> "tuple[Workspace | None, tuple[Diagnostic, ...]]":
        """The workspace the rules are of, and what is wrong with its settings."""
        return cast("tuple[Workspace | None, tuple[Diagnostic, ...]]", decode(self.sections["settings"]))

    def _unpacked(self, name: str) -> object:
        import zlib

        try:
            return decode(zlib.decompress(self.sections[name]))
        except (KeyError, zlib.error) as error:
            raise BadArtefact(f"{name}: {error}") from error


def _sections(content: memoryview) -> dict[str, bytes | memoryview]:
    """The sections by name, where they lie: first the length of a table, then it (name, length), then they."""
    at = 4 + int.from_bytes(content[:4], "big")
    sections: dict[str, bytes | memoryview] = {}
    try:
        form, table = marshal.loads(content[4:at])
        for name, length in table:
            sections[name] = content[at : at + length]
            at += length
    except _DAMAGED as error:
        raise BadArtefact(str(error)) from error
    if form != FORM or at != len(content):
        raise BadArtefact(f"form {form}, {len(content)} bytes")
    return sections


class _Later(Mapping[str, Any]):
    """What an artefact has under names, unpacked when one of them is asked for."""

    def __init__(self, find: Callable[[], Mapping[str, Any]]) -> None:
        self._find = find

    def __getitem__(self, name: str) -> Any:
        return self._find()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())

    def __repr__(self) -> str:
        return repr(self._find())


#: letters that words have in common where they are kept together
BEGINNING = 2


class _Forms(Mapping[str, str]):
    """Case form -> name. Words that begin alike are kept together, and read when one of them is asked for."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        """kept: of each beginning, the forms."""
        self._kept = kept
        self._read: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, word: str) -> str:
        return self._beginning(word[:BEGINNING])[word]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self._beginning, self._kept))

    def __len__(self) -> int:
        return sum(len(self._beginning(each)) for each in self._kept)

    def _beginning(self, letters: str) -> Mapping[str, str]:
        if letters not in self._read:
            try:
                self._read[letters] = marshal.loads(self._kept[letters]) if letters in self._kept else {}
            except _DAMAGED as error:
                raise BadArtefact(f"{type(error).__name__}: {error}") from error
        return self._read[letters]


# --- places in texts -------------------------------------------------------------------------------------------------

_FILLING = RLock()


class _Unread(Span):
    """A span that is filled when somebody looks at it, and turns into a plain one: a decision that tells of no place
    looks at none of the hundreds that its program has.
    """

    __slots__ = ()
    #: those filled together, and the fields of each; empty when they are
    lot: ClassVar[list[tuple[list[Span], bytes]]]

    def __getattr__(self, name: str) -> Any:
        """Called for fields, for they are empty."""
        return getattr(_filled(self), name)

    def __eq__(self, other: object) -> bool:
        return _filled(self) == other

    def __hash__(self) -> int:
        return hash(_filled(self))

    def __repr__(self) -> str:
        return repr(_filled(self))

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return _filled(self).__reduce_ex__(protocol)


def _unread(count: int, places: bytes) -> list[Span]:
    """So many spans. places: of each its fields."""
    # A class a lot: what nobody looks at goes with the program it is of.
    lot: list[tuple[list[Span], bytes]] = []
    kind = type(_Unread.__name__, (_Unread,), {"__slots__": (), "lot": lot})
    made: list[Any] = list(map(object.__new__, repeat(kind, count)))
    lot.append((made, places))
    return made


def _filled(span: _Unread) -> Span:
    """The span, after all of its lot are filled. Raises BadArtefact."""
    with _FILLING:
        waiting = type(span).lot if isinstance(span, _Unread) else []  # another thread may have been quicker
        while waiting:
            try:
                _fill(*waiting[-1])
            except _DAMAGED as error:
                raise BadArtefact(f"{type(error).__name__}: {error}") from error
            waiting.pop()
    return span


def _fill(spans: list[Span], places: bytes) -> None:
    for each, place in zip(spans, marshal.loads(places), strict=True):
        for write, value in zip(_FIELDS, place, strict=True):
            write(each, value)
        object.__setattr__(each, "__class__", Span)


_FIELDS = [slot.__set__ for slot in slots_of(Span, names_of(Span))]


# --- values out of entries -------------------------------------------------------------------------------------------


def decode(content: bytes | memoryview) -> object:
    """The value that `encode` wrote. Raises BadArtefact for a class or a field that is not ours."""
    try:
        with paused():
            atoms, spans, classes, sorts, parts, root = marshal.loads(content)
            return _decode([*atoms, *_unread(*spans)], classes, sorts, parts)[root]
    except (*_DAMAGED, IndexError, KeyError, AttributeError, ImportError, StopIteration) as error:
        raise BadArtefact(f"{type(error).__name__}: {error}") from error


def _decode(
    made: list[Any],
    classes: list[tuple[str, str, tuple[str, ...]]],
    sorts: tuple[int, ...],
    parts: tuple[int, ...],
) -> list[Any]:
    """made: atoms and spans, what entries are made from first of all.

    sorts: of each entry. parts: of all entries, one after another, as places in `made`; before those of an entry that
    is of no class, how many it has.
    """
    kinds = [_kind(module, name) for module, name, _ in classes]
    # how each field is written into a new object; frozen classes let nobody do it by name
    slots = [slots_of(kind, names) for kind, (_, _, names) in zip(kinds, classes, strict=True)]
    writers = [[each.__set__ for each in own] for own in slots]
    add, get, make, left = made.append, made.__getitem__, object.__new__, iter(parts)
    take = left.__next__
    for sort in sorts:
        if sort >= CLASSES:
            kind: Any = kinds[sort - CLASSES]
            new = make(kind)
            for write in writers[sort - CLASSES]:
                write(new, made[take()])
            add(new)
        elif sort == TUPLE:
            add(tuple(map(get, islice(left, take()))))
        else:
            add(_rare(sort, list(map(get, islice(left, take()))), kinds))
    if next(left, None) is not None:
        raise IndexError(len(parts))
    return made


def _rare(sort: int, parts: list[Any], kinds: list[type[Any]]) -> object:
    if sort == ENUM:
        return getattr(kinds[parts[0]], parts[1])
    values = iter(parts)
    if sort in (DICT, VIEW):
        pairs = dict(zip(values, values, strict=True))
        return pairs if sort == DICT else MappingProxyType(pairs)
    if sort == VIEW_OF:
        return MappingProxyType(next(values))
    if sort == LIST:
        return list(values)
    if sort == SET:
        return frozenset(values)
    if sort == ABSENCE:
        return ABSENT
    if sort == DATE:
        return date.fromordinal(next(values))
    if sort == FRACTION:
        return Fraction(next(values), next(values))
    if sort == PATH:
        return Path(next(values))
    if sort == CODE:
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
