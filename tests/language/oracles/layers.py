"""Refinements over layers: on each day the highest layer in force speaks, and below it everything is as it was."""

import itertools
from datetime import date, timedelta

from tests.language.oracles.writing import HEADER, case, suite

#: layer -> (value, first day, last day) of its parameter
SPELLS = {
    "регион": (10, date(2024, 9, 1), None),
    "школа": (20, date(2025, 9, 1), date(2026, 8, 31)),
    "профиль": (30, date(2026, 1, 1), date(2026, 12, 31)),
}
ORDER = tuple(SPELLS)


def refinements() -> str:
    sets = []
    for chosen in (("школа",), ("профиль",), ("школа", "профиль")):
        parts = [_base(), *(_layer(name) for name in chosen)]
        sets.append("\n".join([*parts, "=== cases", *_cases(("регион", *chosen)), ""]))
    return suite(
        "Layers: which refinement is in force on a day; the lower one comes back when the higher one ends.", sets
    )


def _base() -> str:
    return (
        f"=== ruleset регион\n{HEADER.rstrip()}\n  слой регион\n\n"
        "сведения лицо\n  балл целое от 0 до 40\n  согласие да/нет\n\n"
        f"параметр порог {_spell('регион')}\n  можно уточнить\n\n"
        "правило допуск если балл не меньше порога\n  можно уточнить\n\n"
        "правило приём если допуск и согласие\n\nпоказатель действующий порог\n"
    )


def _layer(name: str) -> str:
    return (
        f"=== layer {name}\nнабор правил {name}_11\n  слой {name}\n\n"
        f"параметр порог_{name} {_spell(name)}\n  уточняет порог\n"
        + (
            f"\nправило допуск_{name} если балл не меньше порога и балл не равен 35\n  уточняет допуск\n"
            if name == "профиль"
            else ""
        )
    )


def _spell(name: str) -> str:
    value, begin, end = SPELLS[name]
    return f"{value} с {begin:%d.%m.%Y}" + (f" по {end:%d.%m.%Y}" if end else "")


def _cases(layers: tuple[str, ...]) -> list[str]:
    edges = sorted({day for _, begin, end in SPELLS.values() for day in (begin, end) if day})
    days = sorted({edge + timedelta(days=shift) for edge in edges for shift in (-1, 0, 1)})
    cases = []
    for day, score in itertools.product(days, (15, 35, None)):
        held = [SPELLS[each] for each in ORDER if each in layers]
        values = [value for value, begin, end in held if begin <= day and (end is None or day <= end)]
        told = str(values[-1]) if values else "fault D004"
        if not values:
            verdict = "no" if "профиль" in layers and score == 35 else "fault D008"
        elif score is None:
            verdict = "unknown: балл"
        else:
            verdict = "yes" if score >= values[-1] and not ("профиль" in layers and score == 35) else "no"
        expect = [f"действующий = {told}", f"приём = {verdict}"]
        cases.append(case(f"{day:%d.%m.%Y}, балл {score}", {"балл": score, "согласие": True}, expect, day))
    return cases
