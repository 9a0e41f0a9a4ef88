"""Rounding by distance to the two multiples beside a number."""

from fractions import Fraction

from tests.language.oracles.writing import case, ruleset, shown, suite, unknown

MODES = {
    "половина вверх": "половина_вверх",
    "половина к чётному": "к_чётному",
    "половина вниз": "половина_вниз",
    "вверх": "вверх_всегда",
    "вниз": "вниз_всегда",
}


def rounded(number: Fraction, unit: Fraction, mode: str) -> Fraction:
    """By distance: of the two multiples of the unit beside the number, the one the mode asks for."""
    below = Fraction((abs(number) / unit).__floor__()) * unit
    above = below if below == abs(number) else below + unit
    down, up = abs(number) - below, above - abs(number)
    if below == above:
        taken = below
    elif mode == "вверх":
        taken = above
    elif mode == "вниз":
        taken = below
    elif down != up:
        taken = below if down < up else above
    elif mode == "половина к чётному":
        taken = below if (below / unit) % 2 == 0 else above
    else:
        taken = above if mode == "половина вверх" else below
    return taken if number >= 0 else -taken


def rounding() -> str:
    sets = []
    for unit_text in ("1", "0,1", "0,01", "0,5", "5"):
        unit = Fraction(unit_text.replace(",", "."))
        text = "сведения лицо\n  х число от -20 до 20\n\n" + "\n\n".join(
            f"показатель {name}\n  х\n  округлить до {unit_text} {mode}" for mode, name in MODES.items()
        )
        numbers = [unit * Fraction(step, 4) for step in range(-14, 15)]
        numbers += [
            sign * (unit * Fraction(half, 2) + edge * unit / 1000)
            for half in (1, 3)
            for sign in (1, -1)
            for edge in (1, -1)
        ]
        cases = [
            case(
                f"х = {shown(x)}",
                {"х": shown(x)},
                [f"{name} = {shown(rounded(x, unit, mode))}" for mode, name in MODES.items()],
            )
            for x in sorted(set(numbers))
        ]
        bounds = [f"{name} = {unknown(['х'], (Fraction(-20), Fraction(20)))}" for name in MODES.values()]
        cases.append(case("х неизвестно", {"х": None}, bounds))
        sets.append(ruleset(f"округлить до {unit_text}", text, cases))
    return suite(
        "Rounding: five ways, five units, every quarter of a unit about zero, halves and their neighbours.", sets
    )
