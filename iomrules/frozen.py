"""`frozen` of attrs for classes that most commands only pass by: their methods are written when first called for.

attrs writes and compiles four methods a class while the class is made, whether or not a command ever makes an object of
it; with hundreds of small classes that was most of the time it took to start. Here the class gets its slots at once,
and `attrs.frozen` is asked for the rest at the first object, comparison, `repr` or `fields`: the methods are its own,
so that nothing about such a class differs. What is out of the ordinary is left to attrs at once.
"""

from collections.abc import Callable
from threading import RLock
from types import FunctionType, MemberDescriptorType
from typing import TYPE_CHECKING, Any, ClassVar, Generic

import attrs

if TYPE_CHECKING:
    from attrs import frozen

    __all__ = ["frozen", "is_frozen", "names_of", "slots_of"]
else:

    def frozen(kind=None, **options):
        """A frozen class with slots, as `attrs.frozen` makes it."""
        if kind is None:
            return lambda given: frozen(given, **options)
        return _passed_by(kind, options) if _ordinary(kind, options) else attrs.frozen(kind, **options)


#: class -> the one attrs is to be asked about, and how
_WAITING: dict[type[Any], tuple[type[Any], dict[str, Any]]] = {}
_LOCK = RLock()
#: what `frozen` gives a class that does not say it itself
_ALWAYS = ("__init__", "__setattr__", "__delattr__", "__getstate__", "__setstate__")
_EQUAL = ("__eq__", "__hash__")
_SAID = "__repr__"
#: the mark of a class of attrs, by which `fields`, `has` and `evolve` know it
_FIELDS = "__attrs_attrs__"


def is_frozen(kind: type[Any]) -> bool:
    """Whether a class is one of attrs, asked without having its methods written."""
    return kind in _WAITING or attrs.has(kind)


def slots_of(kind: type[Any], names: tuple[str, ...]) -> tuple[MemberDescriptorType, ...]:
    """Where the values of fields lie in an object. Raises AttributeError for what is no field."""
    found = tuple(getattr(kind, name) for name in names)
    if not all(isinstance(each, MemberDescriptorType) for each in found):
        raise AttributeError(kind.__name__)
    return found


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """Names of a class's fields, inherited ones first, without having its methods written."""
    if kind not in _WAITING:
        return tuple(each.name for each in attrs.fields(kind))
    said = (name for each in reversed(kind.__mro__) for name in getattr(each, "__slots__", ()))
    return tuple(name for name in said if name != "__weakref__")


def _ordinary(kind: type[Any], options: dict[str, Any]) -> bool:
    """Whether nothing in a class needs attrs while it is made."""
    if type(kind) is not type or not {"eq", "order", "repr"}.issuperset(options) or options.get("order"):
        return False
    if not all(base is Generic or is_frozen(base) for base in kind.__mro__[1:-1]):
        return False
    space = vars(kind)
    if "__slots__" in space or any(name in space for name in (*_ALWAYS, "__match_args__")):
        return False
    if options.get("eq", True) and any(name in space for name in _EQUAL):
        return False
    named = space.get("__annotations__", {})
    if any(isinstance(each, _SAID_FIELD) for name, each in space.items() if name not in named):
        return False
    if any(_for_all(each) for each in named.values()):
        return False
    return not any(_of_its_class(each) for each in space.values())


def _for_all(annotation: object) -> bool:
    if isinstance(annotation, str):
        return "ClassVar" in annotation
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


def _of_its_class(value: object) -> bool:
    """A method that says `super()`, or a value kept in the object's own dictionary."""
    if isinstance(value, (property, classmethod, staticmethod)):
        value = getattr(value, "fget", None) or getattr(value, "__func__", None)
    if isinstance(value, FunctionType):
        return "__class__" in value.__code__.co_freevars
    return type(value).__name__ == "cached_property"


def _passed_by(raw: type[Any], options: dict[str, Any]) -> type[Any]:
    """The class with its slots, and, for the methods attrs would write, ones that ask it to."""
    names = tuple(vars(raw).get("__annotations__", ()))
    space = {key: value for key, value in vars(raw).items() if key not in {"__dict__", "__weakref__", *names}}
    held = {name for base in raw.__mro__[1:-1] for name in getattr(base, "__slots__", ())}
    space["__slots__"] = tuple(each for each in (*names, "__weakref__") if each not in held)
    space["__match_args__"] = _positions(raw, names)
    space |= _ASKING
    if not options.get("eq", True):
        for name in _EQUAL:
            space.pop(name)
            if name in vars(raw):
                space[name] = vars(raw)[name]
    if not options.get("repr", True) or _SAID in vars(raw):
        space.pop(_SAID)
        if _SAID in vars(raw):
            space[_SAID] = vars(raw)[_SAID]
    kind = type(raw.__name__, raw.__bases__, space)
    _WAITING[kind] = raw, options
    return kind


def _positions(raw: type[Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """Fields by their place in a pattern, inherited ones first."""
    inherited = (each for each in getattr(raw, "__match_args__", ()) if each not in names)
    return (*inherited, *(name for name in names if _by_place(vars(raw).get(name))))


def _by_place(said: object) -> bool:
    """said: what stands after `=` of a field: `field(...)`, a plain value or nothing."""
    return not isinstance(said, _SAID_FIELD) or (said.init and not said.kw_only)


def _complete(kind: type[Any]) -> None:
    """The methods of a class, and what else attrs leaves on it, written by attrs."""
    with _LOCK:
        if kind not in _WAITING:
            return
        raw, options = _WAITING[kind]
        written = vars(attrs.frozen(raw, **options))
        asking = [name for name, each in _ASKING.items() if vars(kind).get(name) is each]
        for name, value in written.items():
            if name in asking or name not in vars(kind):
                setattr(kind, name, value)
        for name in asking:
            if name not in written:
                delattr(kind, name)
        del _WAITING[kind]
        _PLANS.pop(kind, None)


def _asking(name: str) -> Callable[..., Any]:
    """A method that has itself written, and is then called."""

    def ask(self: Any, *given: Any, **named: Any) -> Any:
        owner = next(each for each in type(self).__mro__ if vars(each).get(name) is _ASKING[name])
        _complete(owner)
        return getattr(owner, name)(self, *given, **named)

    ask.__name__ = name
    return ask


def _made_by_hand(self: Any, *given: Any, **named: Any) -> Any:
    """The first objects of a class: for a few of them it does not pay to have a method written and compiled."""
    kind = type(self)
    plan = _PLANS.get(kind) or _plan(kind)
    plan[0] += 1
    values = dict(zip(plan[1], given, strict=False))
    if plan[0] > _FEW or len(given) > len(plan[1]) or not named.keys().isdisjoint(values):
        return _written(self, *given, **named)
    values |= named
    for write, name, default, make, convert in plan[2]:
        value = values.pop(name, default)
        if value is attrs.NOTHING:
            if make is None:
                return _written(self, *given, **named)
            value = make()
        write(self, value if convert is None else convert(value))
    return _written(self, *given, **named) if values else None


def _plan(kind: type[Any]) -> list[Any]:
    """[objects made, names by place, fields]: a field is how it is written, its name, default, factory, converter.

    Counts too many made for a class that only attrs can make.
    """
    if kind not in _WAITING or any(getattr(each, "__slots__", ()) for each in kind.__mro__[1:-1]):
        return [_FEW, (), ()]
    raw = _WAITING[kind][0]
    places, parts = [], []
    for name in names_of(kind):
        said: Any = vars(raw).get(name, attrs.NOTHING)
        default: Any = said
        make = convert = None
        if isinstance(said, _SAID_FIELD):
            default, convert = said._default, said.converter
            if not said.init or said._validator or isinstance(convert, attrs.Converter):
                return [_FEW, (), ()]
        if isinstance(default, _FACTORY):
            if default.takes_self:
                return [_FEW, (), ()]
            default, make = attrs.NOTHING, default.factory
        if _by_place(said):
            places.append(name.lstrip("_"))
        parts.append((vars(kind)[name].__set__, name.lstrip("_"), default, make, convert))
    known = _PLANS[kind] = [_FEW if hasattr(raw, "__attrs_post_init__") else 0, tuple(places), tuple(parts)]
    return known


class _Fields:
    """What stands for the list of fields until somebody asks for it."""

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        found = next(each for each in owner.__mro__ if vars(each).get(_FIELDS) is self)
        _complete(found)
        return getattr(found, _FIELDS)


_SAID_FIELD: Any = type(attrs.field())
_FACTORY: Any = attrs.Factory
#: objects of a class made before its methods are written: about as many as take the time of that
_FEW = 60
_PLANS: dict[type[Any], list[Any]] = {}
_ASKING: dict[str, Any] = {name: _asking(name) for name in (*_ALWAYS, *_EQUAL, _SAID)}
_written = _ASKING["__init__"]
_ASKING |= {"__init__": _made_by_hand, _FIELDS: _Fields()}
