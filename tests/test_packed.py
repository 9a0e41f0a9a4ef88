"""Values in little memory: equal when they come out, and alive only while somebody holds them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from weakref import ref

import pytest

from iomrules import packed as module
from iomrules.facts.record import Person, PersonName
from iomrules.packed import TOGETHER, Packed, picked
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Unknown, Value


@pytest.fixture(autouse=True)
def few_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_HAND", 3)


def entry(number: int) -> Entry:
    lacking = Unknown((Missing("отметка", "журнал"),), 0, Fraction(5, 2))
    fields: dict[str, Value] = {
        "уровень": Member("уровни", "школьный", 1),
        "дата": date(2025, 9, 1),
        "баллы": Fraction(number, 7),
        "отметки": ByKey((("химия", number), ("физика", lacking))),
        "нет": ABSENT,
        "список": (Entry("достижение", {"название": f"Вымышленное {number}"}, "", "лист, строка 2"), lacking),
    }
    return Entry("ученик", fields, str(number), "все.jsonl:1:1")


def people(count: int) -> list[Person]:
    name = PersonName("Примеров", "Пример")
    return [Person(str(each), "ученик", entry(each), name, "10А", "м") for each in range(count)]


@pytest.mark.parametrize("count", (0, 1, 3, 4, 3 + TOGETHER, 4 + TOGETHER, 2 + 3 * TOGETHER))
def test_what_comes_out_is_what_went_in(count: int) -> None:
    everybody = people(count)
    packed = Packed(everybody)

    assert len(packed) == count
    assert list(packed) == [packed[each] for each in range(count)] == everybody
    assert [each.facts.place for each in packed] == ["все.jsonl:1:1"] * count


def test_one_is_found_from_the_end_and_by_a_stretch() -> None:
    packed = Packed(range(50))

    assert (packed[-1], list(packed[10:40:7]), list(packed[::-1][:2])) == (49, [10, 17, 24, 31, 38], [49, 48])
    with pytest.raises(IndexError):
        packed[50]


def test_absence_and_members_come_out_as_the_ones_there_are() -> None:
    packed = Packed(people(4 * TOGETHER))
    first, last = packed[3].facts, packed[3 + 2 * TOGETHER].facts

    assert first is not packed[3 + TOGETHER].facts
    assert first.fields["нет"] is ABSENT
    assert first.fields["уровень"] is last.fields["уровень"]


@pytest.mark.parametrize("places", ([0, 1, 2, 3], [3, 0], []))
def test_some_are_picked(places: Sequence[int]) -> None:
    assert list(picked(Packed("абвг"), places)) == ["абвг"[each] for each in places]


def test_those_gone_by_are_let_go() -> None:
    met: list[ref[Person]] = []
    living = []
    for each in Packed(people(4 * TOGETHER)):
        met.append(ref(each))
        living.append(sum(other() is not None for other in met))

    assert max(living) <= 2 * TOGETHER


def test_the_first_are_kept_as_they_are() -> None:
    everybody = people(TOGETHER + 3)

    same = [one is other for one, other in zip(everybody, Packed(everybody), strict=True)]
    assert same == [True] * 3 + [False] * TOGETHER
