"""`frozen`, `define`, `field` and `evolve` of attrs, for processes that may end before they need what attrs writes.

attrs writes and compiles four methods a class while the class is made, whether or not a command ever makes an object of
it; with hundreds of small classes, and with attrs itself to read, that is most of the time a command would take to
start. Here the class gets its slots at once, and attrs is imported and asked for the methods when a class turns out to
be used much, or when somebody wants what only attrs tells: `fields`, `repr`, a refusal. What is ours, and means what
attrs means by it:

- the first objects of a class are filled field by field;
- objects are compared and hashed by their fields, for good: a hash may not change while an object lies in a dictionary;
- `evolve` makes a changed copy.

What is out of the ordinary — a converter that wants more than the value, a class with `super()` — is left to attrs at
once, and so is a class that says `attrs.field`.
"""

from _thread import RLock
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from types import (
    BuiltinFunctionType,
    FunctionType,
    GenericAlias,
    GetSetDescriptorType,
    MemberDescriptorType,
    UnionType,
)
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from attrs import define, evolve, field, frozen

    __all__ = ["define", "evolve", "field", "frozen", "is_frozen", "names_of", "slots_of"]
else:

    def frozen(kind=None, **options):
        """A frozen class with slots, as `attrs.frozen` makes it."""
        if kind is None:
            return lambda given: frozen(given, **options)
        return _passed_by(kind, "frozen", options)

    def define(kind=None, **options):
        """A class with slots, as `attrs.define` makes it."""
        if kind is None:
            return lambda given: define(given, **options)
        return _passed_by(kind, "define", options)

    def field(**said):
        """What a class says of a field, in the words of `attrs.field`."""
        return _Said(said)

    def evolve(changed, /, **changes):
        """A copy with other values in the fields named, as `attrs.evolve` makes it."""
        record = _RECORDS.get(type(changed))
        if record is None:
            return _attrs().evolve(changed, **changes)
        if record.placed:
            values = [
                changes.pop(each.word) if each.word in changes else getattr(changed, each.name) for each in record.parts
            ]
            return type(changed)(*values, **changes)
        for part in record.parts:
            if part.given and part.word not in changes:
                changes[part.word] = getattr(changed, part.name)
        return type(changed)(**changes)


def is_frozen(kind: type[Any]) -> bool:
    """Whether a class is one of attrs, asked without having its methods written."""
    return kind in _RECORDS or "__attrs_attrs__" in vars(kind)


def slots_of(kind: type[Any], names: tuple[str, ...]) -> tuple[MemberDescriptorType, ...]:
    """Where the values of fields lie in an object. Raises AttributeError for what is no field."""
    found = [getattr(kind, name) for name in names]
    if not {MemberDescriptorType}.issuperset(map(type, found)):
        raise AttributeError(kind.__name__)
    return tuple(found)


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """Names of a class's fields, inherited ones first, without having its methods written."""
    record = _RECORDS.get(kind)
    return tuple([each.name for each in (record.parts if record else _attrs().fields(kind))])


# --- what a class says of its fields ---------------------------------------------------------------------------------

_NOTHING: Any = object()
#: words of `field` that are understood here; a class that says others is made by attrs
_WORDS = frozenset(("default", "factory", "converter", "init", "repr", "eq", "kw_only", "metadata"))


class _Said:
    """`field(...)`, kept until attrs is asked."""

    __slots__ = ("of_self", "words")

    def __init__(self, words: dict[str, Any]) -> None:
        self.words = words
        self.of_self: Callable[[Any], Any] | None = None

    @property
    def placed(self) -> bool:
        """Whether a call may give it by its place."""
        return bool(self.words.get("init", True) and not self.words.get("kw_only", False))

    def default(self, method: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Marks the method that makes the default out of the fields before."""
        self.of_self = method
        return method

    def for_attrs(self) -> Any:
        """The same said to attrs."""
        words = dict(self.words)
        if self.of_self is not None:
            words["default"] = _attrs().Factory(self.of_self, takes_self=True)
        return _attrs().field(**words)


class _Part:
    """One field.

    word: its name in a call. given, placed: whether a call may name it, and give it by its place. default, make,
    of_self: what it is otherwise, what makes that, what makes that of the object. counted: whether objects are compared
    by it, or the key they are compared by.
    """

    __slots__ = ("convert", "counted", "default", "given", "make", "name", "of_self", "placed", "word")

    def __init__(self, name: str, said: Any) -> None:
        self.name, self.word = name, name.lstrip("_")
        self.given = self.placed = True
        self.counted: Any = True
        self.default, self.convert, self.make, self.of_self = said, None, None, None
        if type(said) is _Said:
            words = said.words
            self.given, self.counted, self.placed = words.get("init", True), words.get("eq", True), said.placed
            self.default, self.convert = words.get("default", _NOTHING), words.get("converter")
            self.make, self.of_self = words.get("factory"), said.of_self


class _Record:
    """A class of ours. raw: the one attrs is asked about, by `maker`; asking: methods it has not written yet."""

    __slots__ = ("_parts", "_placed", "asking", "base", "maker", "options", "raw")

    def __init__(self, raw: type[Any], maker: str, options: dict[str, Any], base: type[Any] | None) -> None:
        self.raw, self.maker, self.options, self.base = raw, maker, options, base
        self.asking: tuple[str, ...] = _ASKED[maker]
        self._parts: tuple[_Part, ...] | None = None
        self._placed: bool | None = None

    @property
    def parts(self) -> tuple[_Part, ...]:
        """Its fields, inherited ones first."""
        if self._parts is None:
            space = vars(self.raw)
            own = [_Part(name, space.get(name, _NOTHING)) for name in space.get("__annotations__", ())]
            self._parts = (*(_RECORDS[self.base].parts if self.base else ()), *own)
        return self._parts

    @property
    def placed(self) -> bool:
        """Whether a call may give every field by its place."""
        if self._placed is None:
            self._placed = all(part.placed for part in self.parts)
        return self._placed


_RECORDS: dict[type[Any], _Record] = {}


def _attrs() -> Any:
    import attrs

    return attrs


# --- the class -------------------------------------------------------------------------------------------------------


def _passed_by(raw: type[Any], maker: str, options: dict[str, Any]) -> type[Any]:
    """The class with its slots, and, for the methods attrs would write, ones that ask it to."""
    own = vars(raw)
    named = own.get("__annotations__", {})
    base = None if raw.__bases__ == (object,) else next((each for each in raw.__bases__ if each in _RECORDS), None)
    if not _ordinary(raw, maker, options, base):
        return _by_attrs(raw, maker, options)
    names = tuple(named)
    space = {**_METHODS[maker], **own}
    for name in ("__dict__", "__weakref__", *names):
        space.pop(name, None)
    space["__qualname__"] = raw.__qualname__
    space["__slots__"] = names if base else (*names, "__weakref__")
    placed = tuple([name for name in names if type(own.get(name)) is not _Said or own[name].placed])
    space["__match_args__"] = (*base.__match_args__, *placed) if base else placed
    if options:
        _as_said(space, options, own)
    kind = type(raw.__name__, raw.__bases__, space)
    _RECORDS[kind] = _Record(raw, maker, options, base)
    return kind


def _as_said(space: dict[str, Any], options: dict[str, Any], own: Mapping[str, Any]) -> None:
    """Leaves out the methods that the class is not to have."""
    dropped = [*(() if options.get("eq", True) else _EQUAL), *(() if options.get("repr", True) else ("__repr__",))]
    for name in dropped:
        space.pop(name, None)
        if name in own:
            space[name] = own[name]


def _by_attrs(raw: type[Any], maker: str, options: dict[str, Any]) -> type[Any]:
    """The class as attrs makes it, which looks at how the classes above refuse to be changed."""
    for above in raw.__mro__[1:]:
        if above in _RECORDS:
            _complete(above)
    for name, said in tuple(vars(raw).items()):
        if isinstance(said, _Said):
            setattr(raw, name, said.for_attrs())
    made: type[Any] = getattr(_attrs(), maker)(raw, **options)
    return made


def _ordinary(raw: type[Any], maker: str, options: dict[str, Any], base: type[Any] | None) -> bool:
    """Whether nothing in a class needs attrs while it is made."""
    own = vars(raw)
    if type(raw) is not type or options.keys() - {"eq", "order", "repr"} or options.get("order"):
        return False
    if not _UNUSUAL.isdisjoint(own) or (options.get("eq", True) and not _EQUAL.isdisjoint(own)):
        return False
    if raw.__bases__ != (object,) and not _of_ours(raw, maker, base):
        return False
    named = own.get("__annotations__", {})
    # Loops, for they are gone through for each of hundreds of classes before a command begins.
    for each in named.values():
        if type(each) not in _TYPES and _for_all(each):
            return False
    for name, each in own.items():  # noqa: SIM110 - as above
        if type(each) not in _SIMPLE and not _plain(name in named, each, maker):
            return False
    return True


def _of_ours(raw: type[Any], maker: str, base: type[Any] | None) -> bool:
    """Whether all that a class is made from has slots, and its fields come from one class of ours, each from one."""
    fielded = [each for each in raw.__mro__[1:-1] if each in _RECORDS or vars(each).get("__slots__") != ()]
    if base is None:
        return not fielded
    known = all(each in _RECORDS and _RECORDS[each].maker == maker and issubclass(base, each) for each in fielded)
    named = vars(raw).get("__annotations__", {})
    return known and not any(name in named or name in vars(raw) for name in names_of(base))


def _for_all(annotation: object) -> bool:
    if isinstance(annotation, str):
        return "ClassVar" in annotation
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


def _plain(named: bool, value: Any, maker: str) -> bool:
    """Whether what stands in a class under a name, with or without an annotation, is understood here."""
    if isinstance(value, _Said):
        convert = value.words.get("converter")
        if not named or value.words.keys() - _WORDS or (convert is not None and maker != "frozen"):
            return False
        return convert is None or isinstance(convert, type | FunctionType | BuiltinFunctionType)
    if named:
        return type(value).__module__.partition(".")[0] not in ("attr", "attrs")
    if isinstance(value, (property, classmethod, staticmethod)):
        value = getattr(value, "fget", None) or getattr(value, "__func__", None)
    if isinstance(value, FunctionType):
        return "__class__" not in value.__code__.co_freevars
    return type(value).__name__ not in ("cached_property", "_CountingAttr")


# --- what compares its objects ---------------------------------------------------------------------------------------


def _equal_first(self: Any, other: object) -> Any:
    """The first comparison of a class: from here on it is known how to compare."""
    kind: Any = _owner(type(self), "__eq__", _equal_first)
    _compare(kind)
    return kind.__eq__(self, other)


def _hash_first(self: Any) -> int:
    kind: Any = _owner(type(self), "__hash__", _hash_first)
    _compare(kind)
    found: int = kind.__hash__(self)
    return found


def _compare(kind: Any) -> None:
    """`==` by the fields that count, and `hash` of what is frozen."""
    record = _RECORDS[kind]
    kind.__eq__, hashed = _comparison([part for part in record.parts if part.counted])
    if record.maker == "frozen":
        kind.__hash__ = hashed


def _comparison(counted: Sequence[_Part]) -> tuple[Callable[[Any, Any], Any], Callable[[Any], int]]:
    values: Callable[[Any], Any]
    if any(part.counted is not True for part in counted):
        keys = [(part.name, part.counted) for part in counted]

        def values(made: Any) -> Any:
            return tuple(getattr(made, name) if key is True else key(getattr(made, name)) for name, key in keys)

    else:
        values = attrgetter(*(part.name for part in counted)) if counted else _no_values

    def equal(made: Any, other: Any) -> Any:
        return values(made) == values(other) if other.__class__ is made.__class__ else NotImplemented

    def hashed(made: Any) -> int:
        return hash(values(made))

    return equal, hashed


def _no_values(_made: Any) -> tuple[()]:
    return ()


# --- its methods -----------------------------------------------------------------------------------------------------

#: objects of a class filled field by field before its methods are written: about as many as take the time of that
_FEW = 1000
_LOCK = RLock()


def _complete(kind: type[Any]) -> None:
    """The methods of a class, and what else attrs leaves on it, written by attrs."""
    with _LOCK:
        record = _RECORDS[kind]
        if not record.asking:
            return
        _ = record.parts  # read while the class still says them: attrs takes them out of it
        written = vars(_by_attrs(record.raw, record.maker, record.options))
        for name, value in written.items():
            if name in record.asking or name not in vars(kind):
                setattr(kind, name, value)
        record.asking = ()


def _asking(name: str) -> Callable[..., Any]:
    """A method that has itself written, and is then called."""

    def ask(self: Any, *given: Any, **named: Any) -> Any:
        owner = _owner(type(self), name, ask)
        _complete(owner)
        return getattr(owner, name)(self, *given, **named)

    return ask


def _owner(kind: type[Any], name: str, method: object) -> type[Any]:
    """The class a method was found in.

    Another thread may have had it written in between; then it is the first class for which it would have been.
    """
    found = (each for each in kind.__mro__ if vars(each).get(name) is method)
    written = (each for each in kind.__mro__ if each in _RECORDS and name not in vars(_RECORDS[each].raw))
    return next(found, None) or next(written)


class _Fields:
    """What stands for the list of fields until somebody asks for it."""

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        found = _owner(owner, "__attrs_attrs__", self)
        _complete(found)
        return vars(found)["__attrs_attrs__"]


def _fill_first(self: Any, *given: Any, **named: Any) -> None:
    """The first object of a class: from here on it is known how to fill one."""
    kind = _owner(type(self), "__init__", _fill_first)
    with _LOCK:
        if vars(kind)["__init__"] is _fill_first:
            kind.__init__ = _filling(kind)
    kind.__init__(self, *given, **named)


def _filling(kind: type[Any]) -> Callable[..., None]:
    """`__init__` for the first objects of a class, after which attrs writes another. Calls amiss are left to attrs too:
    it says what is wrong with them.
    """
    parts = _RECORDS[kind].parts
    places = [part.word for part in parts if part.placed]
    writers = [slot.__set__ for slot in slots_of(kind, names_of(kind))]
    # nobody can give what stands under no word
    words = [part.word if part.given else None for part in parts]
    plan = [(write, word, part.default, part) for write, word, part in zip(writers, words, parts, strict=True)]
    straight = len(places) == len(parts) and not any([part.convert for part in parts])
    # the last fields of a call may be left out, those that are the same for every object
    defaults = tuple([part.default for part in parts])
    least = next((at for at in range(len(parts), 0, -1) if defaults[at - 1] is _NOTHING), 0)
    after = getattr(kind, "__attrs_post_init__", None)
    left = _FEW

    def fill(self: Any, *given: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        values: dict[str | None, Any] = dict(zip(places, given, strict=False))
        if left < 0 or len(given) > len(places) or not named.keys().isdisjoint(values):
            return _written(self, given, named)
        values.update(named)
        for write, word, default, part in plan:
            value = values.pop(word, default)
            if value is _NOTHING:
                if part.make is not None:
                    value = part.make()
                elif part.of_self is not None:
                    value = part.of_self(self)
                else:
                    return _written(self, given, named)
            write(self, value if part.convert is None else part.convert(value))
        if values:
            return _written(self, given, named)
        if after is not None:
            after(self)
        return None

    def fill_straight(self: Any, *given: Any, **named: Any) -> None:
        nonlocal left
        if named or left <= 0 or not least <= len(given) <= len(writers):
            return fill(self, *given, **named)
        left -= 1
        for write, value in zip(writers, given + defaults[len(given) :], strict=True):
            write(self, value)
        return None

    def _written(self: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        _complete(kind)
        kind.__init__(self, *given, **named)

    return fill_straight if straight and after is None else fill


_EQUAL = frozenset(("__eq__", "__ne__", "__hash__"))
_OPEN = ("__init__", "__repr__", "__getstate__", "__setstate__", "__attrs_attrs__")
#: maker -> methods that attrs is asked for
_ASKED = {"frozen": (*_OPEN, "__setattr__", "__delattr__"), "define": _OPEN}
_asking_all: dict[str, Any] = {name: _asking(name) for name in _ASKED["frozen"]}
_asking_all |= {"__init__": _fill_first, "__attrs_attrs__": _Fields(), "__eq__": _equal_first}
#: maker -> what a class has until then
_METHODS: dict[str, dict[str, Any]] = {
    "frozen": {**_asking_all, "__hash__": _hash_first},
    "define": {**{name: _asking_all[name] for name in _OPEN}, "__eq__": _equal_first, "__hash__": None},
}
#: what a class that says it itself leaves to attrs
_UNUSUAL = frozenset((*_ASKED["frozen"], "__slots__", "__match_args__", "__attrs_pre_init__")) - {"__repr__"}
#: kinds of annotations that need no second look
_TYPES = frozenset((type, GenericAlias, UnionType))
#: kinds of what stands in a class that need no second look
_SIMPLE = frozenset((str, int, bool, tuple, dict, type(None), GetSetDescriptorType))
