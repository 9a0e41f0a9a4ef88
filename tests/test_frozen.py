"""Frozen classes whose methods are written when first called for: nothing about them differs from those of attrs."""

import copy
import pickle
import weakref
from fractions import Fraction
from typing import Any

import attrs
import pytest

import iomrules.frozen as kept
from iomrules.frozen import define, evolve, field, frozen, is_frozen, names_of, slots_of


def read(value: object) -> object:
    return Fraction(str(value))


@frozen
class Lesson:
    """An invented lesson."""

    name: str
    hours: object = field(default=1, converter=read)
    notes: list[str] = field(factory=list, eq=False)
    room: str = field(default="12", kw_only=True, repr=False)


@frozen
class Club(Lesson):
    leader: str = "нет"


@frozen(eq=False)
class Door:
    number: int


@attrs.frozen
class Plain:
    name: str
    hours: object = attrs.field(default=1, converter=read)
    notes: list[str] = attrs.field(factory=list, eq=False)
    room: str = attrs.field(default="12", kw_only=True, repr=False)


def test_methods_wait_for_the_first_who_asks() -> None:
    @frozen
    class Asked:
        name: str

    assert is_frozen(Asked)
    assert names_of(Asked) == ("name",)
    made: Any = Asked("а")
    assert made == Asked("а")
    assert evolve(made, name="б") != made
    assert kept._RECORDS[Asked].asking
    assert repr(made).endswith("Asked(name='а')")
    assert not kept._RECORDS[Asked].asking
    assert is_frozen(Asked)
    assert names_of(Asked) == ("name",)


@pytest.mark.parametrize("given", [("химия",), ("химия", "1.5"), ("химия", 2, ["а"])])
def test_objects_are_as_attrs_makes_them(given: tuple[Any, ...]) -> None:
    ours, theirs = Lesson(*given), Plain(*given)

    assert attrs.asdict(ours) == attrs.asdict(theirs)
    assert repr(ours) == repr(theirs).replace("Plain", "Lesson")
    assert [each.name for each in attrs.fields(Lesson)] == [each.name for each in attrs.fields(Plain)]
    assert Lesson.__match_args__ == Plain.__match_args__


@pytest.mark.parametrize("many", [1, 200])
def test_mistaken_calls_are_refused(many: int) -> None:
    for _ in range(many):
        Lesson("химия")
    for given, named in (((), {}), (("а", 1, [], "12"), {}), (("а",), {"name": "б"}), (("а",), {"other": 1})):
        called: Any = Lesson
        with pytest.raises(TypeError):
            called(*given, **named)


def test_equal_by_fields_that_count() -> None:
    assert Lesson("а", notes=["x"]) == Lesson("а")
    assert hash(Lesson("а", notes=["x"])) == hash(Lesson("а"))
    assert Lesson("а") != Lesson("б")
    assert Lesson("а") != Club("а")
    assert Door(1) != Door(1)


def test_nothing_is_written_into_an_object() -> None:
    made: Any = Door(1)

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.number = 2
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del made.number
    assert not hasattr(made, "__dict__")


def test_copied_changed_kept_and_matched() -> None:
    club = Club("хор", 2, leader="Мария Петровна")

    assert copy.copy(club) == pickle.loads(pickle.dumps(club)) == club
    assert evolve(club, leader="нет") == Club("хор", 2)
    assert weakref.ref(club)() is club
    match club:
        case Club(name, hours, _, leader):
            assert (name, hours, leader) == ("хор", 2, "Мария Петровна")


def test_only_fields_have_a_place_in_an_object() -> None:
    assert len(slots_of(Club, ("name", "leader"))) == 2
    with pytest.raises(AttributeError):
        slots_of(Club, ("__init__",))


@define
class Register:
    """An invented register that is filled in."""

    name: str
    marks: list[int] = field(factory=list)
    _met: dict[str, int] = field(factory=dict, init=False)


def test_what_may_be_changed_is_compared_and_has_no_hash() -> None:
    ours = Register("7а")
    ours.marks.append(5)
    ours.name = "7б"
    with pytest.raises(TypeError):
        hash(ours)

    assert ours == Register("7б", [5])
    assert repr(ours).endswith("Register(name='7б', marks=[5], _met={})")
    assert pickle.loads(pickle.dumps(ours)) == ours
    with pytest.raises(TypeError):
        hash(ours)


def test_a_hash_stays_when_the_methods_are_written() -> None:
    @frozen
    class Kept:
        name: str

    known = {Kept("а"): 1}
    for _ in range(kept._FEW + 1):
        Kept("а")

    assert not kept._RECORDS[Kept].asking
    assert known[Kept("а")] == 1
    assert Kept("а") in known


def test_compared_by_the_key_that_a_field_gives() -> None:
    @frozen
    class Words:
        told: dict[str, str] = field(eq=lambda words: tuple(sorted(words.items())))

    assert Words({"а": "1", "б": "2"}) == Words({"б": "2", "а": "1"})
    assert len({Words({"а": "1", "б": "2"}), Words({"б": "2", "а": "1"})}) == 1


@pytest.mark.parametrize("many", [1, 2000])
def test_defaults_are_made_of_the_fields_before(many: int) -> None:
    @frozen
    class Index:
        names: tuple[str, ...]
        first: str = field(init=False, eq=False)
        told: list[str] = field(factory=list, kw_only=True)

        @first.default
        def _first(self) -> str:
            return self.names[0]

        def __attrs_post_init__(self) -> None:
            self.told.append(self.first)

    for _ in range(many):
        made = Index(("б", "а"))

    assert (made.first, made.told) == ("б", ["б"])
    assert evolve(made, names=("в",), told=[]).first == "в"
    called: Any = Index
    with pytest.raises(TypeError):
        called(("б",), first="а")


class Bare:
    """What other classes are made from; it holds nothing."""

    __slots__ = ()

    def twice(self) -> str:
        return str(self) * 2


def test_classes_made_from_others() -> None:
    @frozen
    class Own(Bare):
        name: str

        def __str__(self) -> str:
            return self.name

    @frozen(eq=False)
    class Told(Lesson):
        pass

    assert Own("а").twice() == "аа"
    assert is_frozen(Own)
    assert not hasattr(Own("а"), "__dict__")
    # as attrs has it: what is not to be compared anew is compared as the class above
    assert Told("а") == Told("а")


def test_what_is_out_of_the_ordinary_is_left_to_attrs() -> None:
    @frozen
    class Above:
        name: str

        def told(self) -> str:
            return self.name

    @frozen
    class Super(Above):
        def told(self) -> str:
            return super().told() * 2

    @frozen
    class Theirs:
        name: str = attrs.field(default="а")

    @frozen
    class Again(Above):
        name: str = "б"

    @frozen
    class Checked:
        number: int = field(validator=attrs.validators.instance_of(int))

    called: Any = Checked
    with pytest.raises(TypeError):
        called("а")
    for kind in (Super, Theirs, Again, Checked):
        assert kind not in kept._RECORDS
        assert is_frozen(kind)
    assert (Super("а").told(), Theirs().name, Again().name, Checked(1).number) == ("аа", "а", "б", 1)
    assert evolve(Again(), name="в") == Again("в")
