"""Who gets a seat, by trying every way the unknown may turn out: an answer is what comes of all of them."""

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from tests.language.oracles.writing import case, ruleset, suite

Person = dict[str, Any]
BORDERS = {"all": "зачислить всех", "none": "не зачислять никого", "council": "решает комиссия"}
WORLD = (
    "сведения лицо\n  балл целое от 0 до 3\n  льгота да/нет\n  идёт да/нет\n\nрейтинг общий\n  критерий основной балл\n"
)
POSSIBLE: dict[str, Sequence[object]] = {"балл": (0, 1, 2, 3), "льгота": (True, False), "идёт": (True, False)}


def outcome(people: Sequence[Person], at: int, rules: Person) -> str:
    """Of one person, everything known: by counting who stands before and who stands level."""
    here = [each for each in people if each["идёт"]]
    one = people[at]
    if not one["идёт"]:
        return "not applicable"
    counted = [each for each in here if each["балл"] >= rules["mark"]]
    if one not in counted:
        return "no"
    seats = [rules["seats"]] if rules["seats"] is not None else []
    seats += [int(rules["share"] * len(here))] if rules["share"] is not None else []
    if not seats:
        return "yes"
    keys = [_key(each, rules) for each in counted]
    ahead = sum(key < _key(one, rules) for key in keys)
    level = sum(key <= _key(one, rules) for key in keys)
    if level <= min(seats):
        return "yes"
    if ahead >= min(seats):
        return "no"
    return {"all": "yes", "none": "no", "council": "council"}[rules["border"]]


def _key(person: Person, rules: Person) -> tuple[int, int]:
    return (0 if rules["first"] and person["льгота"] else 1, -person["балл"])


def completions(people: Sequence[Person]) -> Iterator[list[Person]]:
    holes = [(at, name) for at, each in enumerate(people) for name in POSSIBLE if each[name] is None]
    for values in itertools.product(*(POSSIBLE[name] for _, name in holes)):
        made = [{**each, "id": each["id"]} for each in people]
        for (at, name), value in zip(holes, values, strict=True):
            made[at][name] = value
        yield made


def selections() -> str:
    sets = []
    for number, (border, first, share) in enumerate(itertools.product(BORDERS, (False, True), (None, "40", "50"))):
        rules: Person = {
            "border": border,
            "first": first,
            "share": Fraction(int(share), 100) if share else None,
            "seats": None if share == "50" else 2,
            "mark": 1 if share != "40" else 0,
        }
        text = WORLD + ("  сначала льгота\n" if first else "") + "\nотбор приём по рейтингу общий\n  для лиц где идёт\n"
        text += f"  число мест {rules['seats']}\n" if rules["seats"] is not None else ""
        text += f"  число мест не больше {share} % участников\n" if share else ""
        text += f"  проходной балл {rules['mark']}\n" if rules["mark"] else ""
        text += f"  при равенстве на последнем месте {BORDERS[border]}\n"
        cases = [_case(Random(100 * number + at), at, rules) for at in range(16)]
        sets.append(ruleset(f"{BORDERS[border]}, льгота {first}, доля {share}", text, cases))
    return suite(
        "Selections: seats, a share of those who take part, a pass mark, the last seat; the border as sure as facts.",
        sets,
    )


def _case(random: Random, at: int, rules: Person) -> str:
    people: list[Person] = [
        {
            "id": f"Л{index}",
            "балл": random.choice([0, 1, 2, 2, 3, 3]),
            "льгота": random.random() < 0.3,
            "идёт": random.random() < 0.85,
        }
        for index in range(1, random.choice([3, 4, 5, 6]) + 1)
    ]
    # With a share, who takes part moves the number of seats too: how sure that leaves the border is left to each.
    losable = ["балл", "балл", *(["льгота"] if rules["first"] else []), *(["идёт"] if not rules["share"] else [])]
    for _ in range(0 if at % 4 == 0 else random.choice([1, 1, 2])):
        person = random.choice(people)
        person[random.choice(losable)] = None
    worlds = list(completions(people))
    expect = []
    for index, person in enumerate(people):
        met = {outcome(world, index, rules) for world in worlds}
        # Whoever gets no seat even by taking part gets none; a seat is promised only to one who takes part.
        met = {"no"} if met == {"no", "not applicable"} else met
        answer = met.pop() if len(met) == 1 else "unknown"
        expect.append((person["id"], answer))
    return case(f"случай {at + 1}", people, [f"@{who} приём = {told}" for who, told in expect])
