"""Three-valued logic by its tables."""

import itertools
from collections.abc import Iterator, Sequence
from random import Random

from tests.language.oracles.writing import WORD, case, ruleset, suite, told, unknown

#: a truth: True, False, or None with the facts that are missing
Truth = tuple[bool | None, tuple[str, ...]]


def conjunction(parts: Sequence[Truth]) -> Truth:
    if any(value is False for value, _ in parts):
        return False, ()
    causes = tuple(cause for value, each in parts if value is None for cause in each)
    return (None, causes) if causes else (True, ())


def opposite(part: Truth) -> Truth:
    return (None if part[0] is None else not part[0]), part[1]


def disjunction(parts: Sequence[Truth]) -> Truth:
    return opposite(conjunction([opposite(part) for part in parts]))


def truth_shown(truth: Truth) -> str:
    return unknown(truth[1]) if truth[0] is None else WORD[truth[0]]


def leaf(name: str, facts: dict[str, bool | None]) -> Truth:
    return (None, (name,)) if facts[name] is None else (facts[name], ())


class Formula:
    """A random formula over а, б, в: its text and its value."""

    def __init__(self, random: Random, depth: int) -> None:
        self.sort = random.choice(["и", "или", "не", "и", "или"]) if depth else "leaf"
        self.name = random.choice("абв")
        count = {"и": random.choice([2, 2, 3]), "или": random.choice([2, 2, 3]), "не": 1}.get(self.sort, 0)
        self.parts = [Formula(random, depth - 1) for _ in range(count)]

    def text(self) -> str:
        if self.sort == "leaf":
            return self.name
        if self.sort == "не":
            return f"не ({self.parts[0].text()})"
        return "(" + f" {self.sort} ".join(each.text() for each in self.parts) + ")"

    def value(self, facts: dict[str, bool | None]) -> Truth:
        if self.sort == "leaf":
            return leaf(self.name, facts)
        parts = [each.value(facts) for each in self.parts]
        if self.sort == "не":
            return opposite(parts[0])
        return conjunction(parts) if self.sort == "и" else disjunction(parts)


ABC = "сведения лицо\n  а да/нет\n  б да/нет\n  в да/нет\n"
TRUTHS = (True, False, None)


def assignments(names: str) -> Iterator[dict[str, bool | None]]:
    for values in itertools.product(TRUTHS, repeat=len(names)):
        yield dict(zip(names, values, strict=True))


def truth_tables() -> str:
    rules = {
        "не_а": ("не а", lambda f: opposite(leaf("а", f))),
        "оба": ("а и б", lambda f: conjunction([leaf("а", f), leaf("б", f)])),
        "любое": ("а или б", lambda f: disjunction([leaf("а", f), leaf("б", f)])),
        "все_три": ("а и б и в", lambda f: conjunction([leaf(name, f) for name in "абв"])),
        "одно_из_трёх": ("а или б или в", lambda f: disjunction([leaf(name, f) for name in "абв"])),
        "своё": ("а и а", lambda f: leaf("а", f)),
        "исключено_третье": ("а или не а", lambda f: disjunction([leaf("а", f), opposite(leaf("а", f))])),
    }
    sets = []
    for name, (text, value) in rules.items():
        names = "".join(sorted(set(text) & set("абв")))
        cases = [case(told(f), f, [f"{name} = {truth_shown(value(f))}"]) for f in assignments(names)]
        sets.append(ruleset(f"«{text}»", f"{ABC}\nправило {name} если {text}", cases))
    cases = []
    for f in assignments("абв"):
        exception = conjunction([leaf("б", f), opposite(leaf("в", f))])
        cases.append(case(told(f), f, [f"решение = {truth_shown(conjunction([leaf('а', f), opposite(exception)]))}"]))
    sets.append(
        ruleset(
            "исключение и исключение из него",
            f"{ABC}\nправило решение\n  если а\n  кроме если б если только не в",
            cases,
        )
    )
    return suite("Truth tables of и, или, не with three values, and of an exception with its own exception.", sets)


def nested_truths() -> str:
    sets = []
    for number in range(20):
        random = Random(number)
        formulas = [Formula(random, random.choice([2, 3])) for _ in range(3)]
        rules = "\n".join(f"правило п{index} если {each.text()}" for index, each in enumerate(formulas, 1))
        cases = [
            case(told(f), f, [f"п{index} = {truth_shown(each.value(f))}" for index, each in enumerate(formulas, 1)])
            for f in assignments("абв")
        ]
        sets.append(ruleset(f"вложенные условия {number + 1}", f"{ABC}\n{rules}", cases))
    return suite("Nested formulas, every assignment of true, false and unknown to three facts.", sets)
