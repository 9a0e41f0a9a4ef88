"""Places by counting who stands better."""

# ruff: noqa: E501 - rulesets are written as their authors would write them, one clause a line

import itertools
from random import Random

from tests.language.oracles.writing import case, ruleset, suite


def ranking() -> str:
    sets = []
    for direction, shared in itertools.product(
        ("убыванию", "возрастанию"), ("равные делят место", "равные делят место без пропуска")
    ):
        text = (
            "сведения лицо\n  балл целое от 0 до 9\n  запас целое от 0 до 9\n  участвует да/нет\n\n"
            "рейтинг общий\n  для лиц где участвует\n  критерий основной балл\n  критерий второй запас * 0\n"
            f"  место по {direction}\n  при равенстве второй_показатель\n  {shared}\n\nпоказатель второй_показатель запас\n"
        )
        cases = []
        for number in range(30):
            random = Random(number)
            people = []
            for index in range(random.randrange(2, 7)):
                people.append(
                    {
                        "id": f"Л{index + 1}",
                        "балл": random.choice([1, 5, 5, 9, 9, None] if number % 2 else [1, 5, 5, 9]),
                        "запас": random.choice([0, 3]),
                        "участвует": random.random() < 0.85,
                    }
                )
            sign = -1 if direction == "убыванию" else 1
            placed = [each for each in people if each["участвует"] and each["балл"] is not None]
            keys = [(sign * each["балл"], sign * each["запас"]) for each in placed]
            expect = []
            for each in people:
                place = "none"
                if each in placed:
                    own = (sign * each["балл"], sign * each["запас"])
                    better = [key for key in keys if key < own]
                    place = str(len(set(better) if "без пропуска" in shared else better) + 1)
                expect.append(f"@{each['id']} общий place = {place}")
            cases.append(case(f"случай {number + 1}", people, expect))
        sets.append(ruleset(f"по {direction}, {shared}", text, cases))
    return suite("Places: ties in turn, shared places 1-1-3 and 1-1-2; unknown totals and outsiders take none.", sets)
