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
