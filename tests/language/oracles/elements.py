"""Indicators and rules of one record or one entry of a catalogue, and what is counted over many of them."""

from fractions import Fraction
from random import Random
from typing import Any

from tests.language.oracles.writing import WORD, case, ruleset, shown, suite, unknown

POINTS = {"школьный": 1, "городской": 3, "областной": 10}


def element_indicators() -> str:
    text = (
        "перечень уровень по возрастанию школьный; городской; областной\n\n"
        "сведения запись\n  уровень уровень\n  вес число от 0 до 1\n  диплом да/нет\n\n"
        "сведения лицо\n  множитель целое от 0 до 3\n  записи список записей не больше 6\n\n"
        "таблица баллы по уровню\n  единственная строка\n  школьный | 1\n  городской | 3\n  областной | 10\n\n"
        "показатель значение для записей\n  баллы * вес\n\n"
        "показатель свой_вес для записей\n  значение * множитель\n\n"
        "правило засчитана для записей\n  если диплом и уровень не ниже городского\n\n"
        "показатель всего\n  сумма значения среди записей\n\n"
        "показатель засчитано\n  сумма своего_веса среди записей где засчитана\n\n"
        "показатель лучшая\n  сумма лучших 1 из значений среди записей\n\n"
        "правило хватает\n  если не меньше 2 записей где засчитана\n"
    )
    cases = [_case(Random(number), number) for number in range(90)]
    return suite(
        "Indicators and rules of a record: read in every record by itself, with the person's own facts.",
        [ruleset("записи", text, cases)],
    )


def _case(random: Random, number: int) -> str:
    records: list[dict[str, Any]] = [
        {
            "уровень": random.choice(list(POINTS)),
            "вес": Fraction(random.choice(["0", "0.25", "0.5", "1"])),
            "диплом": random.random() < 0.7,
        }
        for _ in range(random.randrange(5))
    ]
    times = random.choice([0, 1, 2, 3])
    if records and number % 2:
        one = random.choice(records)
        del one[random.choice(["вес", "диплом"])]
    worlds = [[]]
    for each in records:
        ways = [each]
        if "вес" not in each:
            ways = [{**each, "вес": Fraction(end)} for end in (0, 1)]
        elif "диплом" not in each:
            ways = [{**each, "диплом": end} for end in (False, True)]
        worlds = [[*before, way] for before in worlds for way in ways]
    found = [_values(world, times) for world in worlds]
    causes = ["вес"] if any("вес" not in each for each in records) else ["диплом"]
    expect = []
    for name in found[0]:
        values = [each[name] for each in found]
        if isinstance(values[0], bool):
            expect.append(f"{name} = {WORD[values[0]] if len(set(values)) == 1 else unknown(causes)}")
        else:
            low, high = min(values), max(values)
            expect.append(f"{name} = {shown(low) if low == high else unknown(causes, (low, high))}")
    given = [{name: shown(value) if name == "вес" else value for name, value in each.items()} for each in records]
    return case(f"случай {number + 1}", {"множитель": times, "записи": given}, expect)


def _values(records: list[dict[str, Any]], times: int) -> dict[str, Any]:
    weights = [POINTS[each["уровень"]] * each["вес"] for each in records]
    counted = [each["диплом"] and POINTS[each["уровень"]] >= 3 for each in records]
    return {
        "всего": sum(weights, Fraction(0)),
        "засчитано": sum((w * times for w, c in zip(weights, counted, strict=True) if c), Fraction(0)),
        "лучшая": max(weights, default=Fraction(0)),
        "хватает": sum(counted) >= 2,
    }
