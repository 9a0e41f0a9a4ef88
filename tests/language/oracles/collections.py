"""Counts, sums, best ones and caps over lists of records, some of them not known."""

# ruff: noqa: E501 - rulesets are written as their authors would write them, one clause a line

import itertools
from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from tests.language.oracles.writing import WORD, case, ruleset, shown, suite, unknown


def counting() -> str:
    text = (
        "сведения запись\n  верна да/нет\n\nсведения лицо\n  записи список записей не больше 8\n\n"
        "показатель число количество записей где верна\n\n"
        "правило есть_верная если есть записи где верна\nправило нет_верных если нет записей где верна\n"
        "правило все_верны если для каждой записи верно (верна)\n"
    )
    text += "".join(
        f"правило не_меньше_{n} если не меньше {n} записей где верна\nправило не_больше_{n} если не больше {n} записей где верна\n"
        f"правило ровно_{n} если ровно {n} записей где верна\n"
        for n in (1, 2, 3)
    )
    cases = []
    for sure, false, lost in itertools.product(range(4), range(3), range(3)):
        records = [{"верна": True}] * sure + [{"верна": False}] * false + [{}] * lost
        counts = range(sure, sure + lost + 1)

        def answer(test: Any, counts: range = counts) -> str:
            answers = {test(count) for count in counts}
            return WORD[answers.pop()] if len(answers) == 1 else unknown(["верна"])

        expect = [
            f"число = {shown(sure) if not lost else unknown(['верна'], (Fraction(sure), Fraction(sure + lost)))}",
            f"есть_верная = {answer(lambda count: count >= 1)}",
            f"нет_верных = {answer(lambda count: count == 0)}",
            f"все_верны = {'no' if false else unknown(['верна']) if lost else 'yes'}",
        ]
        for n in (1, 2, 3):
            expect.append(f"не_меньше_{n} = {answer(lambda count, n=n: count >= n)}")
            expect.append(f"не_больше_{n} = {answer(lambda count, n=n: count <= n)}")
            expect.append(f"ровно_{n} = {answer(lambda count, n=n: count == n)}")
        cases.append(case(f"верных {sure}, неверных {false}, неизвестных {lost}", {"записи": records}, expect))
    return suite(
        "Counts and quantifiers: decided as soon as the known part suffices.", [ruleset("записи", text, cases)]
    )


def best_and_caps() -> str:
    text = (
        "перечень предмет химия; физика; музыка\n\nсведения запись\n  предмет предмет\n  балл число от 0 до 10\n\n"
        "сведения лицо\n  записи список записей не больше 8\n\n"
        "показатель всего сумма балл среди записей\n\nпоказатель лучшие_два сумма лучших 2 из балл среди записей\n\n"
        "показатель с_потолком\n  сумма балл среди записей\n  но не больше 12\n\n"
        "показатель с_дном\n  сумма балл среди записей\n  но не меньше 3\n\n"
        "показатель по_предметам\n  по каждому предмету лучшее из балл среди записей\n  сумма\n\n"
        "показатель два_предмета\n  по каждому предмету лучшее из балл среди записей\n  каждое не больше 7\n  сумма лучших 2\n\n"
        "показатель наибольший наибольшее балл среди записей\n\nпоказатель средний среднее балл среди записей\n"
    )
    cases = []
    for number in range(260):
        random = Random(number)
        pairs = [
            (
                random.choice(["химия", "физика", "музыка"]),
                Fraction(random.choice(["0", "1", "2.5", "4", "7", "7.5", "10"])),
            )
            for _ in range(random.randrange(6))
        ]
        lost = [index for index in range(len(pairs)) if random.random() < 0.25] if number % 2 else []

        def value(points: Sequence[Fraction], pairs: Any = pairs) -> dict[str, Fraction | None]:
            best: dict[str, Fraction] = {}
            for (subject, _), each in zip(pairs, points, strict=True):
                best[subject] = max(best.get(subject, each), each)
            total = sum(points, Fraction(0))
            return {
                "всего": total,
                "лучшие_два": sum(sorted(points)[-2:], Fraction(0)),
                "с_потолком": min(total, Fraction(12)),
                "с_дном": max(total, Fraction(3)),
                "по_предметам": sum(best.values(), Fraction(0)),
                "два_предмета": sum(sorted(min(each, Fraction(7)) for each in best.values())[-2:], Fraction(0)),
                "наибольший": max(points, default=None),
                "средний": total / len(points) if points else None,
            }

        low = value([Fraction(0) if index in lost else each for index, (_, each) in enumerate(pairs)])
        high = value([Fraction(10) if index in lost else each for index, (_, each) in enumerate(pairs)])
        records = [
            {"предмет": subject} if index in lost else {"предмет": subject, "балл": shown(each)}
            for index, (subject, each) in enumerate(pairs)
        ]
        expect = []
        for name, least in low.items():
            most = high[name]
            if least is None or most is None:
                expect.append(f"{name} = absent")
            else:
                expect.append(f"{name} = {shown(least) if least == most else unknown(['балл'], (least, most))}")
        cases.append(
            case(f"случай {number + 1}: записей {len(pairs)}, без балла {len(lost)}", {"записи": records}, expect)
        )
    return suite(
        "Sums, best N, best of each group, caps and nested caps; a missing number gives bounds.",
        [ruleset("записи", text, cases)],
    )
