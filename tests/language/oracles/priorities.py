"""Priority groups before the rank, and a coefficient on the whole total."""

import itertools
from fractions import Fraction
from random import Random
from typing import Any

from tests.language.oracles.writing import Interval, case, ruleset, shown, suite, unknown

GROUPS = ("победитель", "льгота")


def priority_groups() -> str:
    sets = []
    for direction, shared in itertools.product(("убыванию", "возрастанию"), ("", " без пропуска")):
        text = (
            "сведения лицо\n  балл целое от 0 до 9\n  победитель да/нет\n  льгота да/нет\n\n"
            "рейтинг общий\n  критерий основной балл\n  сначала победитель\n  сначала льгота и балл не меньше 3\n"
            f"  место по {direction}\n  равные делят место{shared}\n"
        )
        cases = [_places(Random(number), number, direction, shared) for number in range(24)]
        sets.append(ruleset(f"по {direction}, равные делят место{shared}", text, cases))
    return suite("Priority groups: those of an earlier group stand first; of an unknown one, nowhere.", sets)


def _places(random: Random, number: int, direction: str, shared: str) -> str:
    people: list[dict[str, Any]] = [
        {
            "id": f"Л{index}",
            "балл": random.choice([1, 3, 5, 5, 9]),
            "победитель": random.choice([True, False, False, None] if number % 2 else [True, False, False]),
            "льгота": random.choice([True, False, False, None] if number % 3 == 2 else [True, False]),
        }
        for index in range(1, random.randrange(3, 7))
    ]
    sign = -1 if direction == "убыванию" else 1
    keys = {each["id"]: (group, sign * each["балл"]) for each in people if (group := _group(each)) is not None}
    expect = []
    for each in people:
        place = "none"
        if each["id"] in keys:
            better = [key for key in keys.values() if key < keys[each["id"]]]
            place = str(len(set(better) if shared else better) + 1)
        expect.append(f"@{each['id']} общий place = {place}")
    return case(f"случай {number + 1}", people, expect)


def _group(person: dict[str, Any]) -> int | None:
    """The first group whose condition holds, None where that is not known."""
    second = False if person["балл"] < 3 else person["льгота"]
    if person["победитель"]:
        return 0
    if person["победитель"] is None or second is None:
        return None
    return 1 if second else 2


def coefficient_on_the_whole() -> str:
    text = (
        "сведения лицо\n  первый число от 0 до 10\n  второй число от 0 до 10\n  вес число от 0 до 2\n\n"
        "рейтинг умноженный\n  критерий один первый\n  критерий два второй * 2\n  итог умножить на вес\n\n"
        "рейтинг с_потолком\n  критерий раз первый\n  критерий ещё второй\n  итог умножить на вес но не больше 12\n\n"
        "рейтинг потолок_прежде\n  критерий а1 первый\n  критерий а2 второй\n"
        "  итог но не больше 12 всё умножить на вес\n\n"
        "показатель первый_и_второй\n  первый + второй\n  всё умножить на вес\n\n"
        "показатель с_остатком\n  первый + второй\n  всё умножить на (1 - вес)\n"
    )
    cases = []
    choices = [None, Fraction(0), Fraction(1, 2), Fraction(3), Fraction("7.5"), Fraction(10)]
    factors = [None, Fraction(0), Fraction("0.5"), Fraction(1), Fraction(2)]
    for first, second, factor in itertools.product(choices, choices[::2], factors):
        facts = {"первый": first, "второй": second, "вес": factor}
        one, two = ((Fraction(0), Fraction(10)) if each is None else (each, each) for each in (first, second))
        share = (Fraction(0), Fraction(2)) if factor is None else (factor, factor)
        both = (one[0] + two[0], one[1] + two[1])
        wide = (one[0] + 2 * two[0], one[1] + 2 * two[1])
        values = {
            "умноженный": _times(wide, share),
            "с_потолком": _capped(_times(both, share)),
            "потолок_прежде": _times(_capped(both), share),
            "первый_и_второй": _times(both, share),
            "с_остатком": _times(both, (1 - share[1], 1 - share[0])),
        }
        lost = [name for name, value in facts.items() if value is None]
        expect = []
        for name, (low, high) in values.items():
            causes = lost
            if factor is not None and low != high:
                causes = [each for each in lost if each != "вес"]
            expect.append(f"{name} = {shown(low) if low == high else unknown(causes, (low, high))}")
        given = {name: None if value is None else shown(value) for name, value in facts.items()}
        cases.append(case(", ".join(f"{name} {value}" for name, value in given.items()), given, expect))
    return suite(
        "A coefficient on the whole: of a rating's total before and after a cap, of all that stands above a step.",
        [ruleset("коэффициент", text, cases)],
    )


def _times(one: Interval, other: Interval) -> Interval:
    ends = [a * b for a in one for b in other]
    return min(ends), max(ends)


def _capped(one: Interval) -> Interval:
    return min(one[0], Fraction(12)), min(one[1], Fraction(12))
