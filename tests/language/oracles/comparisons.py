"""Comparisons by order, and by the ends of what a number can be."""

# ruff: noqa: E501 - rulesets are written as their authors would write them, one clause a line

from datetime import date
from fractions import Fraction

from tests.language.oracles.writing import WORD, case, ruleset, shown, suite, unknown

OPERATORS = {"больше": ">", "не_меньше": ">=", "меньше": "<", "не_больше": "<=", "равно": "=", "не_равно": "<>"}


def holds(operator: str, order: int) -> bool:
    """order: -1, 0 or 1, how the left side stands to the right."""
    return {">": order > 0, ">=": order >= 0, "<": order < 0, "<=": order <= 0, "=": order == 0, "<>": order != 0}[
        operator
    ]


def compared_bounds(operator: str, low: Fraction, high: Fraction, bound: Fraction) -> bool | None:
    """Decided where every number between low and high gives one answer: the ends and the bound itself stand for all."""
    samples = {low, high} | ({bound} if low <= bound <= high else set()) | {(low + high) / 2}
    answers = {holds(operator, (each > bound) - (each < bound)) for each in samples}
    return answers.pop() if len(answers) == 1 else None


def comparisons() -> str:
    sets = []
    numbers = [Fraction(text) for text in ("-3", "-0.5", "0", "0.1", "0.3", "2", "2.5", "3")]
    for bound in (Fraction("0.3"), Fraction(2), Fraction(3)):
        rules = "\n".join(
            f"правило {name} если х {sign} {shown(bound).replace('.', ',')}" for name, sign in OPERATORS.items()
        )
        cases = [
            case(
                f"х = {shown(x)}",
                {"х": shown(x)},
                [f"{name} = {WORD[holds(sign, (x > bound) - (x < bound))]}" for name, sign in OPERATORS.items()],
            )
            for x in numbers
        ]
        expect = []
        for name, sign in OPERATORS.items():
            decided = compared_bounds(sign, Fraction(-3), Fraction(3), bound)
            expect.append(f"{name} = {unknown(['х']) if decided is None else WORD[decided]}")
        cases.append(case("х неизвестно, но от -3 до 3", {"х": None}, expect))
        sets.append(ruleset(f"сравнить с {shown(bound)}", f"сведения лицо\n  х число от -3 до 3\n\n{rules}", cases))
    outside = "\n".join(f"правило {name} если х {sign} 4" for name, sign in OPERATORS.items())
    expect = [f"{name} = {WORD[holds(sign, -1)]}" for name, sign in OPERATORS.items()]
    sets.append(
        ruleset(
            "граница вне пределов решена заранее",
            f"сведения лицо\n  х число от -3 до 3\n\n{outside}",
            [case("х неизвестно", {}, expect)],
        )
    )
    levels = ("школьный", "муниципальный", "региональный")
    kind = "перечень уровень по возрастанию школьный; муниципальный; региональный\n\nсведения лицо\n  х уровень может отсутствовать\n"
    for bound_at, level in enumerate(levels):
        rules = "\n".join(f"правило {name} если х {sign} {level}" for name, sign in OPERATORS.items())
        cases = []
        for at, given in enumerate(levels):
            order = (at > bound_at) - (at < bound_at)
            cases.append(
                case(given, {"х": given}, [f"{name} = {WORD[holds(sign, order)]}" for name, sign in OPERATORS.items()])
            )
        cases.append(case("нет", {"х": "нет"}, [f"{name} = {WORD[sign == '<>']}" for name, sign in OPERATORS.items()]))
        cases.append(case("неизвестно", {"х": None}, [f"{name} = {unknown(['х'])}" for name in OPERATORS]))
        sets.append(ruleset(f"перечень: сравнить с {level}", f"{kind}\n{rules}", cases))
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2), date(2024, 2, 29)]
    rules = "\n".join(f"правило {name} если х {sign} 01.09.2026" for name, sign in OPERATORS.items())
    cases = []
    for day in days:
        order = (day > days[1]) - (day < days[1])
        cases.append(
            case(
                f"{day:%d.%m.%Y}",
                {"х": f"{day:%d.%m.%Y}"},
                [f"{name} = {WORD[holds(sign, order)]}" for name, sign in OPERATORS.items()],
            )
        )
    cases.append(case("дата неизвестна", {"х": None}, [f"{name} = {unknown(['х'])}" for name in OPERATORS]))
    sets.append(ruleset("даты", f"сведения лицо\n  х дата\n\n{rules}", cases))
    return suite("Comparisons of numbers, ordered members and dates; unknown, absent, and decided by bounds.", sets)
