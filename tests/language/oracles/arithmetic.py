"""Arithmetic on intervals."""

# ruff: noqa: E501 - rulesets are written as their authors would write them, one clause a line

from fractions import Fraction
from random import Random

from tests.language.oracles.writing import Interval, case, ruleset, shown, suite, told, unknown


class Sum:
    """A random arithmetic expression over х and ц: its text and its bounds (equal where both facts are known)."""

    def __init__(self, random: Random, depth: int) -> None:
        self.sort = random.choice(["+", "-", "*", "max", "min", "+", "*"]) if depth else "leaf"
        self.leaf = random.choice(["х", "ц", "2", "0,1", "1,5", "х", "ц"])
        self.parts = [Sum(random, depth - 1) for _ in range(2)] if depth else []

    def text(self) -> str:
        match self.sort:
            case "leaf":
                return self.leaf
            case "max":
                return f"({self.parts[0].text()} но не меньше {self.parts[1].text()})"
            case "min":
                return f"({self.parts[0].text()} но не больше {self.parts[1].text()})"
        return f"({self.parts[0].text()} {self.sort} {self.parts[1].text()})"

    def bounds(self, facts: dict[str, Interval]) -> Interval:
        if self.sort == "leaf":
            return facts.get(self.leaf) or (Fraction(self.leaf.replace(",", ".")),) * 2
        (a, b), (c, d) = (part.bounds(facts) for part in self.parts)
        match self.sort:
            case "+":
                return a + c, b + d
            case "-":
                return a - d, b - c
            case "max":
                return max(a, c), max(b, d)
            case "min":
                return min(a, c), min(b, d)
        ends = [a * c, a * d, b * c, b * d]
        return min(ends), max(ends)

    def names(self, facts: dict[str, Interval]) -> list[str]:
        """Unknown facts that are said, in the order said, save where something known makes them matter no more."""
        low, high = self.bounds(facts)
        if low == high:
            return []
        if self.sort == "leaf":
            return [self.leaf]
        return [name for part in self.parts for name in part.names(facts)]


def arithmetic() -> str:
    sets = []
    values = [Fraction(text) for text in ("-2", "0", "0.1", "0.2", "1", "4.35", "3")]
    for number in range(24):
        random = Random(1000 + number)
        made = Sum(random, random.choice([1, 2, 2, 3]))
        text = f"сведения лицо\n  х число от -2 до 5\n  ц число от 0 до 4\n\nпоказатель итог\n  {made.text()}\n"
        cases = []
        for _ in range(14):
            x, y = (random.choice([*values, None, None]) for _ in range(2))
            y = abs(y) if y is not None else None
            y = Fraction(4) if y is not None and y > 4 else y
            facts = {
                "х": (Fraction(-2), Fraction(5)) if x is None else (x, x),
                "ц": (Fraction(0), Fraction(4)) if y is None else (y, y),
            }
            low, high = made.bounds(facts)
            value = shown(low) if low == high else unknown(made.names(facts), (low, high))
            given = {"х": None if x is None else shown(x), "ц": None if y is None else shown(y)}
            cases.append(case(told(given), given, [f"итог = {value}"]))
        sets.append(ruleset(made.text(), text, cases))
    text = "сведения лицо\n  х число от -5 до 5\n\nпоказатель частное 1 / х\n\nпоказатель оговорено\n  если х = 0 то 0 иначе 1 / х\n"
    cases = []
    for x in range(-5, 6):
        plain = "fault D001" if x == 0 else shown(Fraction(1, x))
        guarded = "0" if x == 0 else shown(Fraction(1, x))
        cases.append(case(f"х = {x}", {"х": x}, [f"частное = {plain}", f"оговорено = {guarded}"]))
    sets.append(ruleset("деление", text, cases))
    return suite("Exact arithmetic, with bounds where a fact is missing; division, and division by zero.", sets)
